#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_exports.py - the library exports what the model of the header has, each
name under the version in which it appeared, and nothing else.
Usage: check_exports.py LIBRARY.so
"""
import json
import pathlib
import subprocess
import sys

MODEL = pathlib.Path(__file__).resolve().parent.parent / "abi/hashlane.json"


def main():
    model = json.loads(MODEL.read_text())
    declared = {f"{one['name']}@@HASHLANE_{one['since']}"
                for one in model["functions"]}
    lines = subprocess.run(["nm", "-D", "--defined-only", sys.argv[1]],
                           check=True, capture_output=True,
                           text=True).stdout.split("\n")
    # Absolute ones are the versions themselves.
    exported = {line.split()[2] for line in lines
                if line and line.split()[1] != "A"}
    for name in sorted(declared - exported):
        print(f"not exported: {name}", file=sys.stderr)
    for name in sorted(exported - declared):
        print(f"not declared: {name}", file=sys.stderr)
    print(f"exports: {len(exported)} names, {len(declared)} declared")
    return 0 if exported == declared else 1


if __name__ == "__main__":
    sys.exit(main())
