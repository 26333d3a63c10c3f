#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
ffi.py - every row of the FFI surface, from every kind of caller.

    ffi.py [--quick] [--turns N] [--out DIR] [--table FILE] FOLDER

FOLDER has the programs of bench/CMakeLists.txt. They take turns; a figure is
the median over the turns, in ns of one thread's processor time for one
operation, so that a busy machine spoils little. Writes OUT/ffi.json
(build/bench-ffi) and docs/FFI.md; with --quick only OUT/FFI.md.
"""
import argparse
import glob
import json
import os
import platform
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CALLERS = ["so", "exe", "static", "lto"]
PEERS = {"jemalloc": "libjemalloc.so.2", "mimalloc": "libmimalloc.so.2*"}
TEXTS = {13: 6, 47: 6, 40: 7, 1024: 18}
ERROR = "<hashlane_error_string>"
NAME = "<hashlane_hash_algorithm_name>"
# Row: name told, benchmark, floor, asked: by caller, or one for all.
GETTER = {"so": 1.7, "exe": 2.5, "static": 1.4, "lto": 1.4}
LOOKUP = {"so": 1.7, "exe": 2.5, "static": 1.7, "lto": 1.7}
ROWS = [
    ("version", "get_version", "empty_call", GETTER),
    ("ABI version", "get_abi_version", "empty_call", GETTER),
    ("error string, one code", "name_fixed" + ERROR, "empty_call", LOOKUP),
    ("error string, random", "name_random" + ERROR, "empty_call", LOOKUP),
    ("algorithm name, one id", "name_fixed" + NAME, "empty_call", LOOKUP),
    ("algorithm name, random", "name_random" + NAME, "empty_call", LOOKUP),
    *((f"string copy + free, {n} B", f"string_copy/{n}", f"malloc_copy/{n}",
       asked) for n, asked in TEXTS.items()),
    ("buffer acquire + release, 64 B", "pair<Pool>/64", "pair<Malloc>/64",
     5.2),
    ("buffer acquire + release, 1 KB", "pair<Pool>/1024",
     "pair<Malloc>/1024", 5.2),
    ("acquire, another releases", "other_thread<Pool, false>/manual_time",
     "other_thread<Malloc, false>/manual_time", 21),
    ("release of another's", "other_thread<Pool, true>/manual_time",
     "other_thread<Malloc, true>/manual_time", 8),
    ("read of the statistics", "memory_stats", None, None),
    ("event, callback of the job", "job_events<CALLBACK>", None, 2.2),
    ("event, listener", "job_events<LISTENER>", None, 2.2),
    ("event, queue", "job_events<QUEUE>", None, None),
    ("hex of a digest of 20 bytes", "digest_hex", None, 1.2),
    ("handle check", "handle_wrong", None, 2.5),
    ("handle check with pin", "handle_pinned", None, 5),
]
NOT_MEASURED = ["hex of a whole column", "cost of statistics in a pair"]


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True,
                          check=False, cwd=ROOT)
    return done.stdout.strip() or "unknown"


def processor():
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.machine()


def measure(args, caller, preload=None):
    """Name of a benchmark with its threads: ns."""
    command = [os.path.join(args.folder, "bench_ffi_" + caller),
               "--benchmark_format=json",
               f"--benchmark_min_time={0.002 if args.quick else 0.02}"]
    environment = dict(os.environ)
    if preload:
        command.append("--benchmark_filter=malloc_copy|Malloc")
        environment["LD_PRELOAD"] = preload
    done = subprocess.run(command, env=environment, capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr}")
    figures = {}
    for row in json.loads(done.stdout)["benchmarks"]:
        if row.get("error_occurred"):
            continue  # the table says so
        manual = row["name"].endswith("manual_time")
        figures[row["name"]] = row["real_time" if manual else "cpu_time"]
    return figures


def of(figures, name, threads=1):
    """A figure; of an event, that of the job without it taken off."""
    if name is None:
        return None
    if "manual_time" in name or name.startswith(("job_events", "memory_")):
        if threads > 1:
            return None
        value = figures.get(name)
        if name.startswith("job_events") and value is not None:
            value -= figures["job_events<NOBODY>"]
        return value
    return figures.get(f"{name}/threads:{threads}")


def tell(value, digits=2):
    return "-" if value is None else f"{value:.{digits}f}"


def table(all_figures, about):
    lines = ["# The FFI surface", "",
             "ns an operation and thread; ratio is asked by reached, so 1 or "
             "more is reached. \"4 threads\" is the time of each thread by "
             "that of one alone.", ""]
    lines += [f"- {key}: {value}" for key, value in about.items()]
    lines += ["", "| row | caller | floor | jemalloc | mimalloc | glib | asked"
              " | reached | ratio | 2 threads | 4 threads |",
              "|---|---|---|---|---|---|---|---|---|---|---|"]
    for told, name, floor, asked in ROWS:
        for caller in CALLERS:
            mine = all_figures[caller]
            value = of(mine, name)
            wanted = asked[caller] if isinstance(asked, dict) else asked
            glib = floor.replace("malloc_copy", "glib_copy") \
                if floor and floor.startswith("malloc_copy") else None
            cells = [told, caller, tell(of(mine, floor))]
            cells += [tell(of(all_figures.get(peer, {}), floor))
                      if floor and floor != "empty_call" else "-"
                      for peer in PEERS]
            cells += [tell(of(mine, glib)), tell(wanted, 1),
                      "NOT RUN" if value is None else tell(value),
                      tell(wanted / value) if wanted and value and value > 0
                      else "-"]
            for threads in (2, 4):
                many = of(mine, name, threads)
                cells.append(tell(many / value) if many and value else "-")
            lines.append("| " + " | ".join(cells) + " |")
    lines += ["", *(f"NOT RUN: {what}" for what in NOT_MEASURED)]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--turns", type=int, default=0, help="5; quick: 1")
    parser.add_argument("--out", default="build/bench-ffi")
    parser.add_argument("--table", help="docs/FFI.md, or in OUT")
    parser.add_argument("folder")
    args = parser.parse_args()
    turns = args.turns or (1 if args.quick else 5)
    where = args.table or (os.path.join(args.out, "FFI.md") if args.quick
                           else os.path.join(ROOT, "docs", "FFI.md"))
    os.makedirs(args.out, exist_ok=True)
    runs = {caller: None for caller in CALLERS}
    for peer, library in PEERS.items():
        found = sorted(glob.glob(f"/usr/lib/*/{library}"))
        if found:
            runs[peer] = found[0]
        else:
            print(f"NOT RUN: {peer}: no {library}")
    taken = {run: [] for run in runs}
    for turn in range(turns):
        order = list(runs)
        for run in order if turn % 2 == 0 else reversed(order):
            caller = run if run in CALLERS else "exe"
            taken[run].append(measure(args, caller, runs[run]))
    figures = {run: {name: statistics.median(
        turn[name] for turn in mine if name in turn) for name in mine[0]}
        for run, mine in taken.items()}
    about = {"machine": f"{processor()}, {os.cpu_count()} CPUs, load "
                        f"{os.getloadavg()[0]:.1f}",
             "compiler": output("cc", "--version").splitlines()[0],
             "commit": output("git", "describe", "--always", "--dirty"),
             "turns": turns}
    with open(os.path.join(args.out, "ffi.json"), "w",
              encoding="utf-8") as file:
        json.dump({"context": about, "runs": taken}, file, indent=1)
    with open(where, "w", encoding="utf-8") as file:
        file.write(table(figures, about))
    print(table(figures, about))


if __name__ == "__main__":
    main()
