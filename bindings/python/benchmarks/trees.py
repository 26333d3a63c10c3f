# SPDX-License-Identifier: MIT
"""
trees.py - many files: hash_files and walk_hash beside the command, a pool of
hashlib's threads, and xargs with md5sum.

    trees.py [--quick] [--runs N] [--out FILE] HASHLANE

Contestants take turns, in alternating order, after a turn that is not counted
and puts the files into the page cache.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import hashlane

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "bench"))
from files import MIB, Files, choose_folder, file_system  # noqa: E402

SETS = {"small": (20000, 4096, 15), "large": (64, 32 * MIB, 4)}
QUICK = {"small": (4000, 4096, 15), "large": (16, 8 * MIB, 4)}
COMMAND_RATIO = 0.95
BATCH = 500  # small files to a command or a task
POOL = "ThreadPoolExecutor, file_digest"
BATCHES = "ThreadPoolExecutor, in batches"
ALONE = "file_digest, one thread"
FIRST = """if True:
    import sys, time, hashlane
    paths = open(sys.argv[1]).read().split("\\0")[:-1]
    begin = time.perf_counter()
    found = hashlane.hash_files(paths, "md5")
    print(time.perf_counter() - begin)"""
CPUS = len(os.sched_getaffinity(0))


def digest_file(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "md5").digest()


def hash_in_threads(paths):
    with concurrent.futures.ThreadPoolExecutor(CPUS) as pool:
        return list(pool.map(digest_file, paths))


def hash_in_turn(paths):
    return [digest_file(path) for path in paths]


def hash_in_batches(paths):
    """Run a task for as many files as xargs gives to a command."""
    batches = [paths[i:i + BATCH] for i in range(0, len(paths), BATCH)]
    with concurrent.futures.ThreadPoolExecutor(CPUS) as pool:
        return [digest for found in pool.map(hash_in_turn, batches)
                for digest in found]


def first_call(names):
    """Return the seconds of the first call in a new interpreter."""
    return float(subprocess.run([sys.executable, "-c", FIRST, names],
                                stdout=subprocess.PIPE, check=True).stdout)


def run(*command):
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def contestants(files, paths, command):
    each = 1 if files.size >= MIB else BATCH
    sides = {
        "hash_files": lambda: hashlane.hash_files(paths, "md5"),
        "hash_files, first call": lambda: first_call(files.names),
        "walk_hash": lambda: hashlane.walk_hash(files.folder, "md5"),
        "hashlane sum -r": lambda: run(command, "sum", "-q", "-a", "md5",
                                       "-r", files.folder),
        "hashlane sum -0 --files-from": lambda: run(
            command, "sum", "-q", "-a", "md5", "-0", "--files-from",
            files.names),
        POOL: lambda: hash_in_threads(paths),
        ALONE: lambda: hash_in_turn(paths),
        f"xargs -P{CPUS} md5sum": lambda: run(
            "xargs", "-0", "-a", files.names, "-P", str(CPUS), "-n",
            str(each), "md5sum")}
    if each == BATCH:
        sides[BATCHES] = lambda: hash_in_batches(paths)
    return sides


def check(files, paths, command):
    """Check that all ways give the same digests."""
    expected = hash_in_threads(paths)
    found = hashlane.hash_files(paths, "md5").raise_for_errors()
    walked = {row.path: row.digest()
              for row in hashlane.walk_hash(files.folder, "md5")}
    lines = subprocess.run(
        [command, "sum", "-q", "-a", "md5", "-r", files.folder], check=True,
        capture_output=True, text=True).stdout.splitlines()
    said = {line[34:]: bytes.fromhex(line[:32]) for line in lines}
    if [row.digest() for row in found] != expected or not (
            walked == said == dict(zip(paths, expected))):
        sys.exit(f"{files}: digests differ")


def measure(files, command, runs):
    paths = pathlib.Path(files.names).read_text("utf-8").split("\0")[:-1]
    sides = contestants(files, paths, command)
    seconds = {name: [] for name in sides}
    check(files, paths, command)
    for turn in range(runs + 1):
        for name in list(sides) if turn % 2 else reversed(sides):
            begin = time.perf_counter()
            kept = sides[name]()
            took = time.perf_counter() - begin
            if isinstance(kept, float):
                took = kept
            del kept  # the call does not include the time to free
            if turn:
                seconds[name].append(took)
    return seconds


def asked(ratio):
    """Return {call: {peer: least ratio of the peer's time, or None}}."""
    plain = {POOL: ratio, BATCHES: None, ALONE: None}
    listed = {"hashlane sum -0 --files-from": COMMAND_RATIO, **plain}
    return {"hash_files": listed, "hash_files, first call": listed,
            "walk_hash": {"hashlane sum -r": COMMAND_RATIO, **plain}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", default="build/bench-python/trees.json")
    parser.add_argument("hashlane")
    args = parser.parse_args()
    command = os.path.abspath(args.hashlane)
    sets = QUICK if args.quick else SETS
    need = max(count * size for count, size, _ in sets.values())
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda which, _: sys.exit(128 + which))
    folder = tempfile.mkdtemp(prefix="hashlane-bench-",
                              dir=choose_folder(need))
    kept = []
    try:
        for name, (count, size, ratio) in sets.items():
            files = Files(os.path.join(folder, name), count, size)
            kept.append({"title": str(files), "files": count,
                         "bytes": files.bytes, "asked": asked(ratio),
                         "seconds": measure(files, command, args.runs)})
            files.remove()
        system = file_system(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    with open(args.out, "w", encoding="utf-8") as file:
        json.dump({"runs": args.runs, "quick": args.quick, "cpus": CPUS,
                   "file_system": system, "sets": kept}, file, indent=1)


if __name__ == "__main__":
    main()
