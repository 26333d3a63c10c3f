#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_words.py - comments and documents name their subject: words that hide it
become fewer. Usage: check_words.py [ROOT]
"""
import pathlib
import re
import sys

HIDDEN = re.compile(r"\b(who|whoever|whom|told|tells?)\b", re.I)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
# So many are left in a folder: more fail, and fewer lower the number.
LEFT = {"include": 0, "src": 0, "cli": 7, "docs": 0}


def prose(path):
    text = path.read_text()
    if path.suffix == ".md":
        return FENCE.sub("", text)
    return "\n".join(COMMENT.findall(text))


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                        pathlib.Path(__file__).parent.parent)
    failed = 0
    for folder, left in LEFT.items():
        found = {path: HIDDEN.findall(prose(path))
                 for path in sorted((root / folder).rglob("*"))
                 if path.suffix in (".c", ".h", ".md")}
        count = sum(map(len, found.values()))
        print(f"words: {folder}: {count} of at most {left}")
        if count <= left:
            continue
        failed = 1
        for path, words in found.items():
            if words:
                print(f"{path.relative_to(root)}: {', '.join(words)}",
                      file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
