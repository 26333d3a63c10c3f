#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
beside.py - two builds of the command, in turn.

    beside.py [--pairs N] [--cases LIST] [--folder DIR] OTHER HASHLANE

The files are pseudo-random and in the page cache. A ratio is OTHER's time by
HASHLANE's: above 1, HASHLANE is faster. There is one of the time that passed
and one of CPU time.

Four runs make a round: OTHER, HASHLANE, HASHLANE, OTHER, or the other way
around in every second round. The ratio of a round is that of the sums of its
times, and the median over the rounds is printed, with the quartiles in square
brackets. So the first run of two, or the machine that becomes slower, counts
for both sides. A median of single pairs would not do: where the first run of a
pair takes longer, their ratios are two clusters, one for each order, and the
median of an odd number of pairs is at the edge of the larger one.
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
# A file that changed within the last two seconds is read twice.
SETTLE_S = 2.5
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
    time.sleep(SETTLE_S)
    for command in commands:
        run(command)
    rounds = []
    for i in range((args.pairs + 1) // 2):
        times = [], []
        for k in (1, 0, 0, 1) if i % 2 else (0, 1, 1, 0):
            times[k].append(run(commands[k]))
        rounds.append(times)
    line = [f"{name:7} {count:7,} x {size // 1024:,} KiB, {algorithms}:"]
    for k, what in enumerate(("time", "CPU")):
        ratios = [sum(t[k] for t in other) / sum(t[k] for t in ours)
                  for other, ours in rounds]
        low, ratio, high = (statistics.quantiles(ratios, n=4)
                            if len(ratios) > 1 else ratios * 3)
        ms = [statistics.median(t[k] for times in rounds for t in times[j]) *
              1000 for j in (0, 1)]
        line.append(f"{what} {ratio:.3f} [{low:.3f} {high:.3f}] "
                    f"({ms[0]:.1f} by {ms[1]:.1f} ms)")
    print(*line, flush=True)


def main():
    parser = argparse.ArgumentParser(description="Compare two builds.")
    parser.add_argument("--pairs", type=int, default=16,
                        help="runs of each, an even number")
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
