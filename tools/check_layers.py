#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_layers.py - includes go only downward, file names are unique."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What each layer may include besides itself.
BELOW = {
    "base": set(),
    "os": {"base"},
    "lane": {"base"},
    "mem": {"base", "os"},
    "hash": {"base", "lane"},
    "engine": {"base", "os", "lane", "mem", "hash"},
    "api": {"base", "os", "lane", "mem", "hash", "engine"},
}
# These see the public header only; tests of the inside see all.
OUTSIDE = ("cli", "bench", "bindings", "docs", "tests/abi", "tests/cross",
           "tests/fault")
# But these: one measures what counting adds to an inline function, the others
# stand in for the system's disks.
INSIDE = ("bench/ffi_counts.c", "tests/fault/test_disks.c",
          "tests/fault/test_places.c")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def sources(folder):
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in (".c", ".h", ".cc", ".hpp"):
            yield path


def main():
    wrong = [f"src/{path.name} is no layer" for path in
             sorted((ROOT / "src").iterdir()) if path.name not in BELOW]
    for layer, allowed in BELOW.items():
        for path in sources(f"src/{layer}"):
            for name in INCLUDE.findall(path.read_text()):
                target = (path.parent / name).resolve()
                if not target.is_file():
                    wrong.append(f"{path.relative_to(ROOT)}: no file {name}")
                    continue
                parts = target.relative_to(ROOT).parts
                if parts == ("include", "hashlane.h"):
                    continue
                if parts[0] != "src" or parts[1] not in allowed | {layer}:
                    wrong.append(f"{path.relative_to(ROOT)} includes {name}")
    for folder in OUTSIDE:
        for path in sources(folder):
            for name in INCLUDE.findall(path.read_text()):
                if "src/" in name and \
                        str(path.relative_to(ROOT)) not in INSIDE:
                    wrong.append(f"{path.relative_to(ROOT)} includes {name}")
    seen = {}
    for folder in ("src", "include", "cli", "bench", "docs"):
        for path in sources(folder):
            other = seen.setdefault(path.name, path)
            if other != path:
                wrong.append(f"{path.relative_to(ROOT)} has the name of "
                             f"{other.relative_to(ROOT)}")
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"layers: {len(seen)} files, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
