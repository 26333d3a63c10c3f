#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_exports.py - the library exports what the model of the header has, each
name under the version in which it appeared, and nothing else; and it needs no
function that glibc 2.17 (2012, manylinux2014) lacks.
Usage: check_exports.py LIBRARY.so
"""
import json
import pathlib
import re
import subprocess
import sys

MODEL = pathlib.Path(__file__).resolve().parent.parent / "abi/hashlane.json"
# What the oldest glibc has that a build by its headers is meant to run on.
GLIBC = (2, 17)
# Older ones have these in their static part, over __fxstat and its like.
IN_LIBC_NONSHARED = {"stat", "fstat", "lstat", "fstatat", "stat64",
                     "fstat64", "lstat64", "fstatat64", "atexit"}


def names(library, *options):
    """Pairs of a name and its version, as nm prints them."""
    lines = subprocess.run(["nm", "-D", *options, library], check=True,
                           capture_output=True, text=True).stdout.split("\n")
    return [tuple(re.split("@+", line.split()[-1])) for line in lines
            if "@" in line]


def too_new(library):
    """
    Functions that no version of glibc up to GLIBC had. A build binds to the
    newest version of each, so the oldest one that this glibc has decides.
    """
    linked = subprocess.run(["ldd", library], check=True, capture_output=True,
                            text=True).stdout
    found = re.search(r"libc\.so\.6 => (\S+)", linked)
    if not found:
        print("NOT RUN: the versions of glibc: the library has another libc")
        return []
    oldest = {}
    for name, version in names(found[1], "--defined-only"):
        number = re.fullmatch(r"GLIBC_(\d+)\.(\d+)(?:\.\d+)?", version)
        if number:
            number = int(number[1]), int(number[2])
            oldest[name] = min(number, oldest.get(name, number))
    needed = [name for name, version in names(library, "--undefined-only")
              if version.startswith("GLIBC")]
    return [name for name in needed if name not in IN_LIBC_NONSHARED and
            oldest.get(name, GLIBC) > GLIBC]


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
    new = too_new(sys.argv[1])
    for name in new:
        print(f"glibc {GLIBC[0]}.{GLIBC[1]} has no {name}", file=sys.stderr)
    print(f"exports: {len(exported)} names, {len(declared)} declared")
    return 0 if exported == declared and not new else 1


if __name__ == "__main__":
    sys.exit(main())
