#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""formats_table.py - the table of formats in docs/LISTS.md, from the library's.

Usage: formats_table.py [--write] WRITE_FORMATS docs/LISTS.md
"""
import argparse
import pathlib
import subprocess
import sys

BEGIN, END = "<!-- formats: begin -->\n", "<!-- formats: end -->\n"
HEADER = ("format", "read", "written", "holds sizes", "extensions",
          "usual algorithms", "names that it cannot hold")


def table(program):
    rows = [HEADER, ("---",) * len(HEADER)]
    text = subprocess.run([program], check=True, capture_output=True,
                          text=True).stdout
    for line in text.splitlines():
        *fields, refuses = line.split("\t")
        rows.append((*fields, refuses or "none"))
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("program")
    arguments.add_argument("document", type=pathlib.Path)
    asked = arguments.parse_args()
    text = asked.document.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    wanted = before + BEGIN + table(asked.program) + END + after
    if wanted == text:
        return 0
    if not asked.write:
        print(f"{asked.document}: the table differs from the library's; run "
              "tools/formats_table.py --write")
        return 1
    asked.document.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
