#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
files.py - whole commands on files, beside the tools people use now.

    files.py [--quick] [--runs N] [--folder DIR] [--out DIR] HASHLANE

Makes pseudo-random files below DIR (build/), measures with hyperfine, prints
ratios and peak memory, and removes the files. Everything is in the page cache.
The commands of one workload take turns; a time is the median of its runs. A
ratio is the other's time by ours: above 1, hashlane is faster. hyperfine's
figures are kept as JSON in the --out folder (build/bench-files).
"""
import argparse
import json
import os
import platform
import random
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

MIB = 1 << 20
FIVE = "ed2k,crc32,md5,sha1,tth"
RHASH_FIVE = "--ed2k --crc32 --md5 --sha1 --tth"


def output(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True,
                              check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def make_files(folder, count, size):
    """Their folder, and the list of their names as xargs -0 takes it."""
    os.makedirs(folder)
    base = random.Random(size).randbytes(MIB)
    names = []
    for i in range(count):
        # Sixty-four to a folder; no file is like another.
        below = os.path.join(folder, f"{i // 64:04d}")
        os.makedirs(below, exist_ok=True)
        names.append(os.path.join(below, f"{i:06d}"))
        left = size
        with open(names[-1], "wb") as file:
            file.write(i.to_bytes(8, "little")[:left])
            left -= min(left, 8)
            while left:
                left -= file.write(base[:left])
    names_file = folder + ".names"
    with open(names_file, "w", encoding="ascii") as file:
        file.write("".join(name + "\0" for name in names))
    return folder, names_file


class Bench:
    def __init__(self, args, folder):
        self.args = args
        self.folder = folder
        self.cpus = len(os.sched_getaffinity(0))
        self.rows = []
        self.not_run = []

    def ours(self, algorithms, what, threads=None):
        jobs = f"-j {threads} " if threads else ""
        return f"{self.args.hashlane} sum {jobs}-a {algorithms} {what}"

    def side_by_side(self, command, names, each):
        return f"xargs -0 -a {names} -P {self.cpus} -n {each} {command}"

    def compare(self, name, total, ours, *others):
        """Measure one workload of `total` bytes."""
        commands = [ours]
        for other in others:
            words = shlex.split(other)
            tools = [word for word in (words[0], words[-1]) if "/" not in word]
            if words[0] == "xargs":
                tools = ["xargs", words[words.index("-n") + 2]]
            if all(shutil.which(tool) for tool in tools if tool[0] != "-"):
                commands.append(other)
            else:
                self.not_run.append(other)
        times = [[] for _ in commands]
        report = os.path.join(self.args.out,
                              re.sub("[ ,]+", "-", name) + ".json")
        kept = []
        for turn in range(self.args.runs):
            subprocess.run(
                ["hyperfine", "-N", "--style", "none", "--runs", "1",
                 "--warmup", "0" if turn else "1", "--export-json", report,
                 *commands], check=True, stdout=subprocess.DEVNULL)
            with open(report, encoding="utf-8") as file:
                results = json.load(file)["results"]
            kept.append(results)
            for mine, result in zip(times, results):
                mine += result["times"]
        with open(report, "w", encoding="utf-8") as file:
            json.dump({"workload": name, "bytes": total, "turns": kept}, file,
                      indent=1)
        medians = [statistics.median(mine) for mine in times]
        spread = [(max(mine) - min(mine)) / median if median else 0
                  for mine, median in zip(times, medians)]
        for i in range(1, len(commands)):
            self.rows.append((name, total, medians[0], spread[0], medians[i],
                              spread[i], self.plain(commands[i])))
            self.show(self.rows[-1])

    def plain(self, command):
        """A command as a person would tell it."""
        words = [word for word in shlex.split(command)
                 if self.folder not in word]
        if words[0] == "xargs":
            at = words.index("-P")
            words = ["xargs", "-P", words[at + 1], *words[at + 4:]]
        return " ".join(words)

    @staticmethod
    def head():
        print(f"{'workload':<28}{'hashlane':>16}{'other':>16}{'ratio':>8}  "
              "other command")
        print(f"{'':<28}{'GB/s (spread)':>16}{'GB/s (spread)':>16}")

    @staticmethod
    def show(row):
        name, total, ours, our_spread, other, spread, command = row
        print(f"{name:<28}"
              f"{total / ours / 1e9:>9.3f} ({our_spread:>3.0%})"
              f"{total / other / 1e9:>10.3f} ({spread:>3.0%})"
              f"{other / ours:>8.2f}  {command}", flush=True)


def peak_kib(command):
    """VmHWM of a command: rusage would count this interpreter's own."""
    peak = 0
    with subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL) \
            as child:
        while child.poll() is None:
            try:
                with open(f"/proc/{child.pid}/status",
                          encoding="ascii", errors="replace") as status:
                    for line in status:
                        if line.startswith("VmHWM:"):
                            peak = max(peak, int(line.split()[1]))
            except OSError:
                pass
            time.sleep(0.002)
    if child.returncode:
        sys.exit(f"failed: {command}")
    return peak


def workloads(bench, scale):
    big_bytes = 1024 * MIB // scale
    large = (64 // scale, 32 * MIB)
    small = (100000 // scale, 4096)
    big, _ = make_files(os.path.join(bench.folder, "big"), 1, big_bytes)
    big = os.path.join(big, "0000", "000000")
    many, many_names = make_files(os.path.join(bench.folder, "large"), *large)
    tiny, tiny_names = make_files(os.path.join(bench.folder, "small"), *small)

    bench.head()
    for name, others in (("md5", ["md5sum", "rhash --md5"]),
                         ("sha256", ["sha256sum", "rhash --sha256"]),
                         ("ed2k", ["rhash --ed2k"]),
                         ("tth", ["rhash --tth"]),
                         ("crc32", ["rhash --crc32"]),
                         (FIVE, [f"rhash {RHASH_FIVE}"])):
        label = "five" if name == FIVE else name
        bench.compare(f"{label}, 1 file, 1 thread", big_bytes,
                      bench.ours(name, big, 1),
                      *(f"{other} {big}" for other in others))
    bench.compare("five, 1 file", big_bytes, bench.ours(FIVE, big),
                  f"rhash {RHASH_FIVE} {big}")
    bench.compare("blake3, 1 file", big_bytes, bench.ours("blake3", big),
                  f"b3sum {big}")
    for label, (count, size), folder, names, each in (
            ("large", large, many, many_names, 1),
            ("small", small, tiny, tiny_names, 500)):
        # xargs starts a command for every name, or for many small ones.
        what = f"-r {folder}"
        for name, command in (("md5", "md5sum"), ("sha256", "sha256sum"),
                              (FIVE, f"rhash {RHASH_FIVE}")):
            title = "five" if name == FIVE else name
            bench.compare(f"{title}, {count} {label}", count * size,
                          bench.ours(name, what),
                          f"xargs -0 -a {names} -P 1 -n {count} {command}",
                          bench.side_by_side(command, names, each))

    print(f"\n{'peak resident set':<52}{'MiB':>8}")
    for name, command in (
            (f"five, one file of {big_bytes // MIB} MiB",
             bench.ours(FIVE, big)),
            ("all algorithms, the same file", bench.ours("all", big)),
            (f"five, {large[0]} files of 32 MiB",
             bench.ours(FIVE, f"-r {many}")),
            (f"five, {small[0]} files of 4 KiB",
             bench.ours(FIVE, f"-r {tiny}"))):
        print(f"{name:<52}{peak_kib(command) / 1024:>8.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--quick", action="store_true",
                        help="an eighth of the data, 3 runs")
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--folder", default="build")
    parser.add_argument("--out", default="build/bench-files")
    parser.add_argument("hashlane")
    args = parser.parse_args()
    args.runs = args.runs or (3 if args.quick else 5)
    args.hashlane = os.path.abspath(args.hashlane)
    os.makedirs(args.out, exist_ok=True)
    os.makedirs(args.folder, exist_ok=True)

    here = os.path.dirname(os.path.abspath(__file__))
    info = json.loads(output(args.hashlane, "info", "--json"))
    model = [line.split(":", 1)[1].strip() for line in open(
        "/proc/cpuinfo", encoding="ascii", errors="replace")
        if line.startswith("model name")] or [platform.machine()]
    print(f"{model[0]}, {len(os.sched_getaffinity(0))} CPUs; hashlane "
          f"{info['version']} by {info['compiler']}, commit "
          f"{output('git', '-C', here, 'rev-parse', '--short', 'HEAD')}; "
          f"{output('hyperfine', '--version')}\n")

    # The files go, even when this is interrupted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    with tempfile.TemporaryDirectory(prefix="bench-", dir=args.folder) as made:
        bench = Bench(args, os.path.abspath(made))
        workloads(bench, 8 if args.quick else 1)
    for command in bench.not_run:
        print(f"not run, not installed: {bench.plain(command)}")


if __name__ == "__main__":
    main()
