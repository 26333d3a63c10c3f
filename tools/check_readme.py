#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_readme.py - README.md says what happens: its session is run, and its
example is docs/example.c. Usage: check_readme.py HASHLANE
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def session(text):
    """(command, what it writes) of each prompt."""
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, expected = part.partition("\n")
            yield command, expected


def main():
    text = (ROOT / "README.md").read_text()
    wrong = 0
    path = os.path.dirname(os.path.abspath(sys.argv[1]))
    env = {**os.environ, "PATH": path + ":" + os.environ["PATH"]}
    commands = list(session(text))
    with tempfile.TemporaryDirectory() as folder:
        for command, expected in commands:
            done = subprocess.run(["sh", "-c", command], cwd=folder, env=env,
                                  stdin=subprocess.DEVNULL, text=True,
                                  stdout=subprocess.PIPE, check=False,
                                  stderr=subprocess.STDOUT, timeout=60)
            # Which of the two streams comes first is the terminal's affair.
            if sorted(done.stdout.split("\n")) != sorted(expected.split("\n")):
                wrong += 1
                print(f"$ {command}\nREADME.md: {expected}\n"
                      f"now:       {done.stdout}", file=sys.stderr)
    example = (ROOT / "docs/example.c").read_text()
    if f"```c\n{example}```\n" not in text:
        wrong += 1
        print("README.md's example is not docs/example.c", file=sys.stderr)
    print(f"README.md: {len(commands)} commands, {wrong} wrong")
    return 1 if wrong or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
