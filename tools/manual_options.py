#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
manual_options.py - write the option sections of the manual page.

    manual_options.py HASHLANE [--check]

Each section is between a line "; options: SUBCOMMAND" and a line "; end" of
docs/hashlane.1.scd, and is what `hashlane manual SUBCOMMAND` writes. With
--check nothing is written, and the exit status is 1 if a section differs.
"""
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/hashlane.1.scd"
SECTION = re.compile(r"(?ms)^; options: (\w+)\n(.*?)^; end\n")


def main(binary, *words):
    def section(match):
        made = subprocess.run([binary, "manual", match[1]], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        return f"; options: {match[1]}\n{made}; end\n"

    old = PAGE.read_text()
    new = SECTION.sub(section, old)
    if new == old:
        return 0
    if "--check" not in words:
        PAGE.write_text(new)
        return 0
    print(f"{PAGE.name} differs from the table of options: run "
          f"tools/manual_options.py {binary}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
