#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
beside.py - two builds of the command, in alternating pairs of runs.

    beside.py [--pairs N] [--cases LIST] [--folder DIR] OTHER HASHLANE

The files are pseudo-random and in the page cache. A ratio is OTHER's time by
HASHLANE's: above 1, HASHLANE is faster. It is the median over the pairs, of
the time that passed and of CPU time.
"""
import argparse
import os
import random
import resource
import statistics
import subprocess
import tempfile
import time

MIB = 1 << 20
FIVE = "md5,sha1,sha256,crc32,blake3"
# Files, bytes each, algorithms.
CASES = {
    "small": (20000, 4096, "md5"),
    "many": (100000, 4096, "md5"),
    "middle": (256, MIB, "md5"),
    "large": (64, 32 * MIB, "md5"),
    "one": (1, 4096 * MIB, FIVE),
    "tree": (1, 4096 * MIB, "blake3"),
}


def make(folder, count, size):
    block = random.Random(size).randbytes(min(size, MIB))
    for i in range(count):
        # Sixty-four to a folder.
        below = os.path.join(folder, f"{i // 64:04d}")
        os.makedirs(below, exist_ok=True)
        with open(os.path.join(below, f"{i:06d}"), "wb") as file:
            for at in range(0, size, len(block)):
                file.write((i << 32 | at >> 12).to_bytes(8, "little"))
                file.write(block[8:])


def run(command):
    """Seconds that passed, and of CPU time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    passed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, (after.ru_utime + after.ru_stime - before.ru_utime -
                    before.ru_stime)


def compare(name, folder, args):
    count, size, algorithms = CASES[name]
    make(folder, count, size)
    commands = [[program, "sum", "-a", algorithms, "-r", folder]
                for program in (args.other, args.hashlane)]
    for command in commands:
        run(command)
    pairs = []
    for i in range(args.pairs):
        turn = [0, 1] if i % 2 else [1, 0]
        times = {k: run(commands[k]) for k in turn}
        pairs.append((times[0], times[1]))
    line = [f"{name:7} {count:7,} x {size // 1024:,} KiB, {algorithms}:"]
    for k, what in enumerate(("time", "CPU")):
        ratio = statistics.median(other[k] / ours[k] for other, ours in pairs)
        ms = [statistics.median(pair[j][k] for pair in pairs) * 1000
              for j in (0, 1)]
        line.append(f"{what} {ratio:.3f} ({ms[0]:.1f} by {ms[1]:.1f} ms)")
    print(*line, flush=True)


def main():
    parser = argparse.ArgumentParser(description="Compare two builds.")
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--folder", help="where the files go meanwhile")
    parser.add_argument("other")
    parser.add_argument("hashlane")
    args = parser.parse_args()
    for name in args.cases.split(","):
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            compare(name, folder, args)


if __name__ == "__main__":
    main()
