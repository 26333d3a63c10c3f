#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
ffi.py - every row of the FFI surface, from every kind of caller.

    ffi.py [--quick] [--turns N] [--out DIR] [--table FILE] FOLDER

FOLDER has the programs of bench/CMakeLists.txt. They take turns; a figure is
the best of the turns, in ns of one thread's processor time for one operation,
so that a busy machine spoils little. Writes OUT/ffi.json (build/bench-ffi),
which tools/report.py reads, and docs/FFI.md; with --quick only OUT/FFI.md.
"""
import argparse
import glob
import json
import os
import platform
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tools"))
from files_table import table  # noqa: E402
CALLERS = ["so", "exe", "static", "lto"]
PEERS = {"jemalloc": "libjemalloc.so.2", "mimalloc": "libmimalloc.so.2*"}
LEAST = 0.01  # a difference that noise swallowed
TEXTS = {13: 6, 47: 6, 40: 7, 1024: 18}
ERROR = "<hashlane_status_get_text>"
NAME = "<hashlane_algorithm_get_name>"
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
    ("acquire, another releases", "other_thread<Pool, false>",
     "other_thread<Malloc, false>", 21),
    ("release of another's", "other_thread<Pool, true>",
     "other_thread<Malloc, true>", 8),
    ("statistics, of an acquire + release", "counting", None, 0.7),
    ("read of the statistics", "memory_stats", None, None),
    ("event, callback of the job", "job_events<CALLBACK>", "call_back", 2.2),
    ("event, listener", "job_events<LISTENER>", "call_back", 2.2),
    ("event, queue", "job_events<QUEUE>", None, None),
    ("hex of a digest of 20 bytes", "digest_hex", "empty_call", 1.2),
    ("hex of a digest, in a column", "column_hex", None, 0.6),
    ("handle check", "handle_wrong", "empty_call", 2.5),
    ("handle check with pin: progress", "job_call<progress>", "empty_call",
     5),
]
ABOUT = """\
What a call costs a program in another language: nanoseconds of processor time
per operation and thread, the best of all turns.

- "so" is a caller in a shared library that calls by pointer (-fno-plt), as
  bindings do; "exe" is an executable that calls through the linker's stubs;
  "static" links libhashlane.a; "lto" is the same with link-time optimisation.
- The floor is an empty call or malloc by the same kind of caller. jemalloc and
  mimalloc are preloaded under "exe" only and compare with that row.
- An event or a hexadecimal column costs the difference between a job with and
  without it, run in turns by one thread. Statistics cost the difference
  between counting everything twice and once; only a caller with access to
  internals can measure that.
- A difference below the noise is "noise". It has no ratio and is not counted.
- Threads start at a barrier."""


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
    if args.filter:
        command.append("--benchmark_filter=" + args.filter)
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
            sys.exit(f"{caller}: {row['name']}: {row['error_message']}")
        name = re.sub("/min_time:[0-9.]+", "", row["name"])
        figures[name] = max(LEAST, row.get("ns", row["cpu_time"]))
    return figures


def of(figures, name, threads=1):
    return figures.get(f"{name}/threads:{threads}",
                       figures.get(name) if threads == 1 else None)


def tell(value, digits=2):
    if value is None:
        return ""
    return "noise" if value <= LEAST else f"{value:.{digits}f}"


class Results:
    def __init__(self, taken, about):
        self.about = about
        self.best = {run: {name: min(turn[name] for turn in mine)
                           for name in mine[0]}
                     for run, mine in taken.items()}
        self.worst = {run: {name: max(turn[name] for turn in mine)
                            for name in mine[0]}
                      for run, mine in taken.items()}

    def surface(self):
        """(row's name, caller, floor, asked, reached, benchmark)"""
        for told, name, floor, asked in ROWS:
            for caller in CALLERS:
                reached = of(self.best[caller], name)
                if reached is not None:
                    yield (told, caller, floor, asked[caller] if
                           isinstance(asked, dict) else asked, reached, name)

    def rows(self):
        return [{"name": f"{told}, {caller}", "asked": asked,
                 "reached": reached}
                for told, caller, _, asked, reached, _ in self.surface()
                if asked and reached > LEAST]

    def surface_table(self, caller):
        rows = [["row", "floor", "target", "measured", "target/measured",
                 "worst turn", "2 threads", "4 threads"]]
        for told, who, floor, asked, reached, name in self.surface():
            if who != caller:
                continue
            many = [of(self.best[caller], name, count) for count in (2, 4)]
            rows.append([told, tell(of(self.best[caller], floor)),
                         tell(asked, 1), tell(reached),
                         tell(asked / reached)
                         if asked and reached > LEAST else "",
                         tell(of(self.worst[caller], name)),
                         *(tell(value / reached) + "x" if value and
                           reached > LEAST else "" for value in many)])
        return [f"Every row, from {caller}", rows]

    def calls(self):
        """The table of function overhead, beside that of the first report."""
        rows = [["function", "first report", *CALLERS]]
        for told, name, founding in (
                ("an empty call", "empty_call", None),
                ("get_version", "get_version", 0.793),
                ("get_abi_version", "get_abi_version", 0.788),
                ("error_string_lookup", "name_fixed" + ERROR, 1.09),
                ("hash_algorithm_name", "name_fixed" + NAME, 0.807)):
            rows.append([told, tell(founding, 3)] + [
                tell(of(self.best[caller], name)) for caller in CALLERS])
        return ["Function call overhead, ns", rows]

    def strings(self):
        rows = [["string", "bytes", "first report, ns",
                 *(f"{caller}, ns" for caller in CALLERS),
                 "MB/s (so)", "us/KB (so)"]]
        for told, size, founding in (("small", 13, 76), ("path", 47, 82),
                                     ("Unicode", 40, 79),
                                     ("large", 1024, 124)):
            each = [of(self.best[caller], f"string_copy/{size}")
                    for caller in CALLERS]
            rows.append([told, str(size), str(founding), *map(tell, each),
                         f"{size / each[0] * 1e3:.0f}",
                         f"{each[0] / size * 1.024:.4f}"])
        return ["String conversion: checked, copied, freed", rows]

    def callbacks(self):
        rows = [["what", "first report", *CALLERS]]
        for told, name, founding in (
                ("a call back, nothing else", "call_back", "< 2, estimated"),
                ("event, callback of the job", "job_events<CALLBACK>", ""),
                ("event, listener", "job_events<LISTENER>", ""),
                ("event, queue", "job_events<QUEUE>", "")):
            rows.append([told, founding] + [
                tell(of(self.best[caller], name)) for caller in CALLERS])
        return ["Callback invocation, ns", rows]

    def memory(self):
        peers = [peer for peer in PEERS if peer in self.best]
        rows = [["acquire and release", "hashlane", "glibc", *peers]]
        for told, name in (("64 bytes", "pair<{}>/64"),
                           ("1 KB", "pair<{}>/1024"),
                           ("64 bytes, another thread releases",
                            "other_thread<{}, false>"),
                           ("64 bytes, release of another thread's",
                            "other_thread<{}, true>")):
            for threads in (1, 4):
                values = [of(self.best["exe"], name.format("Pool"), threads)]
                values += [of(self.best[run], name.format("Malloc"), threads)
                           for run in ("exe", *peers)]
                rows.append([told + (", 4 threads" if threads > 1 else ""),
                             *map(tell, values)])
        for size in TEXTS:
            name = f"string of {size} bytes: copied, freed"
            values = [of(self.best["exe"], f"string_copy/{size}")]
            values += [of(self.best[run], f"malloc_copy/{size}")
                       for run in ("exe", *peers)]
            rows.append([name + "; only hashlane checks it",
                         *map(tell, values)])
        return ["Memory allocation beside other allocators, ns, exe", rows]

    def tables(self):
        return [self.calls(), self.strings(), self.callbacks(),
                self.memory(), *map(self.surface_table, CALLERS)]

    def page(self):
        yield "Generated by `make bench-ffi`; do not edit.\n"
        yield "# The FFI surface\n"
        yield ABOUT + "\n"
        for key, value in self.about.items():
            yield f"- {key}: {value}"
        slow = [f"{told}, {caller}"
                for told, caller, _, _, reached, name in self.surface()
                if reached > LEAST and
                (of(self.best[caller], name, 4) or 0) > 1.1 * reached]
        yield ("\nWith 4 threads, these rows are more than 10 % slower per "
               f"thread: {'; '.join(slow) or 'none'}.\n")
        for title, rows in self.tables():
            yield f"## {title}\n"
            yield table(rows[0], rows[1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--filter", help="only these benchmarks")
    parser.add_argument("--turns", type=int, default=0, help="5; quick: 1")
    parser.add_argument("--out", default="build/bench-ffi")
    parser.add_argument("--table", help="docs/FFI.md, or in OUT")
    parser.add_argument("folder")
    args = parser.parse_args()
    turns = args.turns or (1 if args.quick else 5)
    where = args.table or (os.path.join(args.out, "FFI.md") if args.quick
                           else os.path.join(ROOT, "docs", "FFI.md"))
    os.makedirs(args.out, exist_ok=True)
    load = os.getloadavg()[0]
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
    about = {"machine": f"{processor()}, {os.cpu_count()} CPUs, load "
                        f"{load:.1f} before, {os.getloadavg()[0]:.1f} after",
             "compiler": output("cc", "--version").splitlines()[0],
             "commit": output("git", "describe", "--always", "--dirty"),
             "turns": turns}
    results = Results(taken, about)
    kept = {"about": ABOUT, "context": about, "rows": results.rows(),
            "tables": results.tables(), "turns": taken}
    with open(os.path.join(args.out, "ffi.json"), "w",
              encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
    text = "\n".join(results.page())
    with open(where, "w", encoding="utf-8") as file:
        file.write(text.rstrip("\n") + "\n")
    print(text)


if __name__ == "__main__":
    main()
