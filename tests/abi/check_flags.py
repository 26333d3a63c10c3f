#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_flags.py - every flag and every choice of the header has a row in
tests/flags.txt, and the test in that row fails where the library passes over
it (tests/support/without*.c). Usage: check_flags.py BUILD_TESTS [CONSTANT...]
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Statuses and algorithms have tests of their own: the argument rows, the
# documented statuses, the vectors.
ELSEWHERE = ("HASHLANE_", "HASHLANE_HASH_")
# By the name of the processor's feature; no instruction set is missed where
# the machine has none.
FEATURES = {"HASHLANE_ISA_AVX2": "avx2", "HASHLANE_ISA_AVX512": "avx512bw",
            "HASHLANE_ISA_SSE2": "sse2", "HASHLANE_ISA_SSSE3": "ssse3"}
SECONDS = 120
# Without its flag a test may wait for what never comes.
PATIENCE_SECONDS, PATIENCE_TIMES = 10, 10


def constants():
    model = json.loads((ROOT / "abi/hashlane.json").read_text())
    return {one["name"]: one["value"] for enum in model["enums"]
            for one in enum["constants"]
            if enum["kind"] != "limits" and enum["prefix"] not in ELSEWHERE}


def rows():
    lines = (ROOT / "tests/flags.txt").read_text().splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines
            if line and not line.startswith("#")}


def run(build, test, without, seconds):
    """Exit status and output of one test, and whether it was skipped."""
    program, _, name = test.partition(":")
    environment = dict(os.environ, HASHLANE_TEST_ONLY=name)
    if without:
        environment["HASHLANE_TEST_WITHOUT"] = without
    try:
        done = subprocess.run([build / program], env=environment,
                              capture_output=True, timeout=seconds,
                              check=False)
    except subprocess.TimeoutExpired:
        return 1, "it waited for ever", False
    text = (done.stdout + done.stderr).decode(errors="replace")
    return done.returncode, text, "[  SKIPPED ]" in text


def has(constant):
    try:
        known = pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        return True
    feature = FEATURES.get(constant)
    return not feature or re.search(rf"\b{feature}\b", known)


def main():
    build, only = pathlib.Path(sys.argv[1]), sys.argv[2:]
    known, table = constants(), rows()
    wrong = [f"{name}: no row in tests/flags.txt" for name in known
             if name not in table]
    wrong += [f"{name}: the header has no such constant" for name in table
              if name not in known]
    ran, patience = {}, {}
    for name, (test, place) in table.items():
        if name not in known or (only and name not in only) or place == "-":
            continue
        if not has(name):
            print(f"NOT RUN: {name}: this machine lacks it")
            continue
        if test not in ran:
            begin = time.monotonic()
            ran[test] = run(build, test, None, SECONDS)
            patience[test] = max(PATIENCE_SECONDS, PATIENCE_TIMES *
                                 (time.monotonic() - begin))
            if not re.search(r"Running [1-9]", ran[test][1]):
                wrong.append(f"{name}: there is no test {test}")
        status, _, skipped = ran[test]
        if skipped:
            print(f"NOT RUN: {name}: {test} is skipped here")
        elif status:
            wrong.append(f"{test} fails even with {name}")
        elif not run(build, test, f"{place} {known[name]}",
                     patience[test])[0]:
            wrong.append(f"{name}: {test} does not notice that it is missing")
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"flags: {len(known)} constants, {len(table)} rows, "
          f"{len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
