#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kernel_table.py - docs/KERNELS.md from the JSON of bench_kernels.

Usage: kernel_table.py kernels.json docs/KERNELS.md
"""
import json
import os
import platform
import re
import statistics
import subprocess
import sys

FIVE = "ed2k+crc32+md5+sha1+tth"
FOUR = "md5+sha1+sha256+crc32"
SERIAL = "md5+md4+sha1+crc32"

# Targets: GB/s on one core, hot in the L2 cache. "many": messages
# side by side, several algorithms in turns; "stream": one long message through
# the streaming hasher.
ASKED = [
    ("md5", "avx512", "many", 13), ("md4", "avx512", "many", 20),
    ("sha1", "avx512", "many", 7.0), ("sha256", "avx512", "many", 3.7),
    ("sha512", "avx512", "many", 2.9), ("sha3-256", "avx512", "many", 2.4),
    ("tth", "avx512", "many", 1.65), ("blake3", "avx512", "many", 6.7),
    ("crc32", "avx512", "many", 55), ("crc32c", "avx512", "many", 55),
    ("crc64nvme", "avx512", "many", 55), ("xxh3-64", "avx512", "many", 50),
    (FIVE, "avx512", "many", 1.2), (FOUR, "avx512", "many", 2.0),
    (SERIAL, "avx512", "stream", 0.78),
    ("md5", "avx2", "many", 9), ("md4", "avx2", "many", 13),
    ("sha1", "avx2", "many", 4.4), ("sha256", "avx2", "many", 1.85),
    ("tth", "avx2", "many", 1.1),
]
# Instead, where the CPU has this feature besides.
ASKED_WITH = {("sha256", "avx2"): ("sha-ni", 3.7)}
# Nanoseconds a message at most, MD5 by hashlane_hash_many.
ASKED_SHORT = [("md5", "64B", 30), ("md5", "1KiB", 120)]
SHORT_BYTES = {"64B": 64, "1KiB": 1024}
# A figure this close to its target counts as reached.
CLOSE = 0.95
SETS = ["scalar", "sse2", "ssse3", "avx2", "avx512", "neon"]
ALGORITHMS = ["md4", "md5", "sha1", "sha256", "sha512", "sha3-256", "blake2b",
              "blake2s", "blake3", "tiger", "tth", "ed2k", "crc32", "crc32c",
              "crc64nvme", "xxh64", "xxh3-64", "xxh3-128"]
TOGETHER = [FIVE, FOUR, SERIAL]


class Speeds:
    """GB/s of every repetition, by the name of the benchmark."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            run = json.load(file)
        self.context = run["context"]
        self.all = {}
        for row in run["benchmarks"]:
            if "bytes_per_second" in row and row["run_type"] == "iteration":
                self.all.setdefault(row["run_name"], []).append(
                    row["bytes_per_second"] / 1e9)

    def best(self, name):
        return max(self.all.get(name, [0]))

    def middle(self, name):
        return statistics.median(self.all.get(name, [0]))

    def many(self, algorithm, isa):
        """The best fill of the lanes: its name, or None."""
        pattern = re.compile(rf"{re.escape(algorithm)}/hashlane/{isa}/x\d+$")
        return max(filter(pattern.match, self.all), key=self.best,
                   default=None)

    def peers(self, algorithm, size=""):
        """{library: GB/s}; on one long message, or on short ones."""
        pattern = re.compile(
            rf"{re.escape(algorithm)}/((?!hashlane)[a-z0-9-]+){size}$")
        return {match[1]: self.best(name) for name in self.all
                if (match := pattern.match(name))}

    def widest(self):
        """The best instruction set that was measured."""
        return [isa for isa in SETS if self.many("md5", isa)][-1]


def peers_text(found, speed=0):
    """The fastest first, and how much faster `speed` is than that one."""
    if not found:
        return "-"
    names = sorted(found, key=found.get, reverse=True)
    text = ", ".join(f"{name} {found[name]:.2f}" for name in names)
    return text + (f" ({speed / found[names[0]]:.1f}x)" if speed else "")


def command(*words):
    try:
        return subprocess.run(words, capture_output=True, text=True,
                              check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def commit():
    """The commit, "-dirty" where anything but what is generated differs."""
    changes = command("git", "status", "--porcelain", "--", ":!docs")
    return (command("git", "rev-parse", "--short", "HEAD") +
            ("-dirty" if changes else ""))


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def asked_rows(speeds):
    rows, close = [], 0
    features = speeds.context.get("hashlane_features", "").split()
    for algorithm, isa, way, asked in ASKED:
        feature, more = ASKED_WITH.get((algorithm, isa), ("", 0))
        label = isa
        if feature in features:
            asked, label = more, f"{isa}, {feature}"
        name = (speeds.many(algorithm, isa) if way == "many" else
                f"{algorithm}/hashlane/{isa}/{way}")
        speed = speeds.best(name)
        start = [algorithm, label, str(asked)]
        if not speed:
            rows.append(start + ["not run", "", "", "", ""])
            continue
        close += speed >= CLOSE * asked
        rows.append(start + [
            f"{speed:.2f}", f"{speeds.middle(name):.2f}",
            f"{speed / asked:.2f}", name.rsplit("/", 1)[1],
            peers_text(speeds.peers(algorithm), speed)])
    return rows, close


def short_rows(speeds):
    rows = []
    asked = {row[:2]: row[2] for row in ASKED_SHORT}
    isa = speeds.widest()
    for algorithm in ALGORITHMS + TOGETHER:
        row = [algorithm]
        for size, length in SHORT_BYTES.items():
            speed = speeds.best(f"{algorithm}/hashlane/{isa}/{size}")
            limit = asked.get((algorithm, size))
            ns = length / speed if speed else 0
            row += [str(limit or ""), f"{ns:.1f}" if ns else "not run",
                    f"{limit / ns:.2f}" if limit and ns else "",
                    ", ".join(f"{name} {length / peer:.0f}" for name, peer in
                              speeds.peers(algorithm, "/" + size).items())
                    or "-"]
        rows.append(row)
    return rows


def by_set_rows(speeds):
    for algorithm in ALGORITHMS + TOGETHER:
        row = [algorithm]
        for isa in SETS:
            name = speeds.many(algorithm, isa)
            row.append(f"{speeds.best(name):.2f} {name.rsplit('/', 1)[1]}"
                       if name else "not run")
        yield row + [peers_text(speeds.peers(algorithm))]


def by_count_rows(speeds, isa, ways):
    for algorithm in ALGORITHMS + TOGETHER:
        yield [algorithm] + [
            f"{speed:.2f}" if (speed := speeds.best(
                f"{algorithm}/hashlane/{isa}/{way}")) else ""
            for way in ways]


def document(speeds):
    context = speeds.context
    rows, close = asked_rows(speeds)
    yield "Generated by `make bench-kernels`; do not edit.\n"
    yield "# Kernels\n"
    yield (f"One core of: {processor()}, {context['num_cpus']} CPUs, load "
           f"{context['load_avg'][0]:.1f} when it began.")
    yield f"CPU features used: {context.get('hashlane_features', 'unknown')}."
    yield (f"Compiler: {context.get('hashlane_compiler', 'unknown')}. Commit: "
           f"{commit()}. Date: {context['date'][:10]}.")
    yield f"Peers: OpenSSL {context.get('peers', 'unknown')}.\n"
    yield ("GB/s with the data in the L2 cache, the best of "
           f"{max(map(len, speeds.all.values()))} repetitions in random "
           "order. The table of\ntargets also has the median, which shows "
           "whether the machine was busy.\n\n"
           "- Peers hash one long message in the same run.\n"
           "- xN: N messages side by side gave the best speed.\n"
           "- stream: one long message through the streaming hasher.\n"
           "- isal-ecma is another polynomial of the same width; "
           "xxhash-avx512 is libxxhash's\n  header built for AVX-512.\n")
    yield "## Targets\n"
    yield (f"{close} of {len(rows)} figures are within {1 - CLOSE:.0%} of "
           "their target.\n")
    yield table(["algorithm", "set", "target", "measured", "median", "ratio",
                 "messages", "peers"], rows)
    yield "## Short messages, nanoseconds each\n"
    yield (f"1024 messages of 64 bytes, 256 of 1 KiB, {speeds.widest()}; "
           "OpenSSL reuses a context. The ratio\nis the target divided by "
           "the measured time.\n")
    yield table(["algorithm", *(f"{what}" for size in SHORT_BYTES for what in
                                (f"{size} target", "measured", "ratio",
                                 "peers"))], short_rows(speeds))
    yield "## By instruction set\n"
    yield table(["algorithm", *SETS, "peers"], by_set_rows(speeds))
    counts = sorted({int(match[1]) for name in speeds.all
                     if (match := re.search(r"/x(\d+)$", name))})
    ways = [f"x{count}" for count in counts] + ["stream"]
    for isa in SETS:
        if speeds.many("md5", isa) and (isa == speeds.widest() or
                                        isa == "avx2"):
            yield f"## By number of messages, {isa}\n"
            yield table(["algorithm", *ways],
                        by_count_rows(speeds, isa, ways))


def main():
    text = "\n".join(document(Speeds(sys.argv[1])))
    with open(sys.argv[2] + ".new", "w", encoding="utf-8") as file:
        file.write(text.rstrip("\n") + "\n")
    os.replace(sys.argv[2] + ".new", sys.argv[2])


if __name__ == "__main__":
    main()
