#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
files.py - whole commands on files, beside the tools people use now.

    files.py [--quick] [--runs N] [--parts LIST] [--folder DIR] [--out DIR]
             [--table FILE] HASHLANE

Makes pseudo-random files in a temporary folder ($TMPDIR if set, else /dev/shm
if there is room, else /tmp), measures with hyperfine, and removes them, also
when interrupted. Before each run everything is read, so that it is in the page
cache; the commands of a workload take turns, in alternating order. A ratio is
the other's time by ours of the same turn, a figure the median over the turns.

Everything measured goes to OUT/files.json (build/bench-files), from which
tools/files_table.py makes docs/FILES.md; a run with --quick or some --parts
only makes OUT/FILES.md.

The part `cold` empties the machine's page cache before each run, so it wants
root and files on a disk; --quick leaves it out unless --parts names it.
"""
import argparse
import json
import os
import platform
import random
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20
FIVE = "ed2k,crc32,md5,sha1,tth"
RHASH_FIVE = "rhash --ed2k --crc32 --md5 --sha1 --tth"
PARTS = ["large", "small", "again", "one", "mixed", "memory", "peaks",
         "cancel", "scaling", "sizes", "cold"]
DROP = "/proc/sys/vm/drop_caches"
# Of files: count and bytes each.
FULL = {"large": (64, 32 * MIB), "small": (100000, 4096),
        "one": (1, 4096 * MIB), "among": (10000, 256 << 10),
        "4k": (65536, 4096), "64k": (8192, 65536), "1m": (512, MIB),
        "16m": (32, 16 * MIB)}
QUICK = {"large": (64, 4 * MIB), "small": (20000, 4096),
         "one": (1, 256 * MIB), "among": (1000, 256 << 10),
         "4k": (16384, 4096), "64k": (1024, 65536), "1m": (64, MIB),
         "16m": (4, 16 * MIB)}
PYTHON = ("import hashlib, sys\n"
          "for name in open(sys.argv[1]).read().split('\\0')[:-1]:\n"
          "    with open(name, 'rb') as file:\n"
          "        print(hashlib.file_digest(file, 'md5').hexdigest(), name)")
RESIDENT_MIB = 56    # at most, by default
OVERHEAD_MIB = 16    # of the program, above its --memory
SMALL_MEMORY = 8     # MiB
SMALL_MEMORY_SPEED = 0.7
CANCELS = 40
QUIET_MS = 50  # until the workers of a cancelled job are


def output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True,
                              check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def file_system(folder):
    return output("stat", "-f", "-c", "%T", folder)


class Files:
    """Files of one size below a folder; `names` lists them for xargs -0."""

    def __init__(self, folder, count, size):
        self.folder, self.count, self.size = folder, count, size
        self.names = folder + ".names"
        self.bytes = count * size
        self.one = None
        base = random.Random(size).randbytes(MIB)
        names = []
        for i in range(count):
            # Sixty-four to a folder; no MiB of any file is like another.
            below = os.path.join(folder, f"{i // 64:04d}")
            if not i % 64:
                os.makedirs(below)
            names.append(os.path.join(below, f"{i:06d}"))
            with open(names[-1], "wb") as file:
                for at in range(0, size, MIB):
                    stamp = (i << 32 | at >> 20).to_bytes(8, "little")
                    file.write(stamp)
                    file.write(memoryview(base)[8:min(MIB, size - at)])
        with open(self.names, "w", encoding="utf-8") as file:
            file.write("".join(name + "\0" for name in names))
        if count == 1:
            self.one = names[0]

    def __str__(self):
        size = (f"{self.size >> 30} GiB" if self.size >= 1 << 30 else
                f"{self.size >> 20} MiB" if self.size >= MIB else
                f"{self.size >> 10} KiB")
        return f"{self.count:,} x {size}" if self.count > 1 else f"1 x {size}"

    def remove(self):
        shutil.rmtree(self.folder)
        os.unlink(self.names)


class Peer:
    """Another command on the same files, and the ratio asked for."""

    def __init__(self, command, asked=None, beyond=None, label=None):
        self.command = command
        self.asked, self.beyond, self.label = asked, beyond, label


class Bench:
    def __init__(self, args, folder):
        self.args = args
        self.folder = folder
        self.folders = [folder]  # to be removed
        self.cpus = len(os.sched_getaffinity(0))
        self.core = f"taskset -c {max(os.sched_getaffinity(0))} "
        self.sizes = QUICK if args.quick else FULL
        self.made = {}
        self.rows, self.memory, self.not_run = [], [], []
        self.cancels = []
        self.part = None
        self.reader = os.path.join(folder, "read_only")

    def build_reader(self):
        subprocess.run(
            [os.environ.get("CC", "cc"), "-std=c11", "-O2", "-pthread", "-o",
             self.reader, os.path.join(HERE, "read_only.c")], check=True)

    def build_cancel(self):
        """Against the library beside the command."""
        made = os.path.join(self.folder, "cancel")
        library = os.path.join(os.path.dirname(self.args.hashlane),
                               "libhashlane.a")
        subprocess.run(
            [os.environ.get("CC", "cc"), "-std=c11", "-O2", "-pthread", "-o",
             made, os.path.join(HERE, "cancel.c"), library], check=True)
        return made

    # ---- data ----

    def files(self, name, folder=None):
        if name not in self.made:
            count, size = self.sizes[name.split("-")[-1]]
            self.made[name] = Files(
                os.path.join(folder or self.folder, name), count, size)
        return self.made[name]

    def forget(self, *names):
        for name in names:
            if name in self.made:
                self.made.pop(name).remove()

    # ---- commands ----

    def ours(self, algorithms, *sets, options=""):
        what = " ".join(files.one or f"-r {files.folder}" for files in sets)
        return (f"{self.args.hashlane} sum {options}{' ' if options else ''}"
                f"-a {algorithms} {what}")

    def read(self, files, threads=None):
        threads = threads or self.cpus
        return f"{self.reader} {threads} {files.size} {files.names}"

    def floor(self, files, asked=None, beyond=None, threads=None):
        threads = threads or self.cpus
        return Peer(self.read(files, threads), asked, beyond,
                    f"read only, {threads} thread{'s' * (threads > 1)}")

    def alone(self, command, files, *asked):
        """One process after the other."""
        if files.one:
            return Peer(f"{command} {files.one}", *asked)
        return Peer(f"xargs -0 -a {files.names} {command}", *asked)

    def together(self, command, files, *asked):
        # A command for every large file, or for many small ones.
        each = 1 if files.size >= MIB else 500
        return Peer(f"xargs -0 -a {files.names} -P {self.cpus} -n {each} "
                    f"{command}", *asked)

    def python(self, files):
        # Whichever python has it: since 3.11.
        return Peer(f"{sys.executable} -c {shlex.quote(PYTHON)} "
                    f"{files.names}", label="python file_digest")

    def plain(self, command):
        """A command as a person would tell it."""
        words = [word for word in shlex.split(command)
                 if self.folder not in word and not word.endswith(".names") and
                 not word.startswith(tuple(
                     files.folder for files in self.made.values()))]
        if words and words[0] == "taskset":
            words = ["(one core)", *words[3:]]
        words = [os.path.basename(word) if word.startswith("/") else word
                 for word in words if word not in ("-0", "-a")
                 or words[0] != "xargs"]
        return " ".join(words)

    @staticmethod
    def missing(command):
        words = shlex.split(command)
        tools = {words[0]}
        if words[0] == "taskset":
            tools.add(words[3])
        if words[0] == "xargs":
            tools.add(words[words.index("-n") + 2 if "-n" in words else 4])
        return sorted(tool for tool in tools if not shutil.which(tool))

    # ---- measuring ----

    def once(self, command, prepare):
        """One run by hyperfine: seconds, and seconds of the CPUs."""
        report = os.path.join(self.folder, "hyperfine.json")
        with subprocess.Popen(
                ["hyperfine", "-N", "--style", "none", "--runs", "1",
                 "--prepare", prepare, "--export-json", report, command],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                start_new_session=True) as child:
            try:
                errors = child.communicate()[1]
            except BaseException:
                # What it started must not outlive an interrupted run.
                os.killpg(child.pid, signal.SIGKILL)
                raise
        if child.returncode:
            sys.exit(f"failed: {command}\n{errors}")
        with open(report, encoding="utf-8") as file:
            result = json.load(file)["results"][0]
        return result["mean"], result["user"] + result["system"]

    def compare(self, name, sets, ours, *peers, prepare=None, label=None,
                **more):
        """Measure `ours` on some files beside others on the same."""
        sides = [Peer(ours, label=label)]
        for peer in peers:
            missing = self.missing(peer.command)
            if "file_digest" in (peer.label or "") and \
                    sys.version_info < (3, 11):
                missing = ["python 3.11"]
            if missing:
                self.not_run.append(f"{name}: {self.plain(peer.command)} "
                                    f"(no {', '.join(missing)})")
            else:
                sides.append(peer)
        runs = [[] for _ in sides]
        for turn in range(self.args.runs):
            order = list(range(len(sides)))
            for i in order if turn % 2 == 0 else reversed(order):
                command = prepare
                if not prepare:
                    # Read what is measured last, so that it is not evicted.
                    command = self.warm(sets)
                runs[i].append(self.once(sides[i].command, command))
        times = [[run[0] for run in mine] for mine in runs]
        for i in range(1, len(sides)):
            ratios = [other / own for own, other in zip(times[0], times[i])]
            self.rows.append({
                "part": self.part, "workload": name,
                "files": sum(files.count for files in sets),
                "bytes": sum(files.bytes for files in sets),
                "per_file": max(files.size for files in sets) < MIB,
                "ours": label or self.plain(ours),
                "other": sides[i].label or self.plain(sides[i].command),
                "asked": sides[i].asked, "beyond": sides[i].beyond,
                "ours_s": times[0], "other_s": times[i],
                "ours_cpu_s": [run[1] for run in runs[0]],
                "other_cpu_s": [run[1] for run in runs[i]],
                "ratios": ratios, **more})
            self.show(self.rows[-1])

    def warm(self, sets):
        script = "; ".join(self.read(files) for files in sets)
        return f"sh -c {shlex.quote(script)}" if len(sets) > 1 else script

    @staticmethod
    def show(row):
        ours, other = (statistics.median(row[side])
                       for side in ("ours_s", "other_s"))
        per = row["files"] / 1e3 if row["per_file"] else row["bytes"] / 1e9
        unit = "k files/s" if row["per_file"] else "GB/s"
        asked = f"{row['asked']:g}" if row["asked"] else "-"
        print(f"{row['workload']:<26}{per / ours:>9.2f}{per / other:>9.2f} "
              f"{unit:<10}{asked:>6}{statistics.median(row['ratios']):>7.2f} "
              f"({min(row['ratios']):.2f}-{max(row['ratios']):.2f})  "
              f"{row['other']}", flush=True)

    def peak(self, name, command, limit):
        """VmHWM: rusage would count this interpreter's own."""
        peak = 0
        with subprocess.Popen(shlex.split(command),
                              stdout=subprocess.DEVNULL) as child:
            while child.poll() is None:
                try:
                    with open(f"/proc/{child.pid}/status", encoding="ascii",
                              errors="replace") as status:
                        for line in status:
                            if line.startswith("VmHWM:"):
                                peak = max(peak, int(line.split()[1]))
                except OSError:
                    pass
                time.sleep(0.001)
        if child.returncode:
            sys.exit(f"failed: {command}")
        self.memory.append({"workload": name, "command": self.plain(command),
                            "asked_mib": limit, "peak_mib": peak / 1024})
        print(f"{name:<52}{limit:>6} MiB{peak / 1024:>8.1f} MiB", flush=True)


# ---- the parts ----

def large(bench):
    files = bench.files("large")
    bench.compare(
        f"md5, {files}", [files], bench.ours("md5", files),
        bench.together("md5sum", files, 5.5, 8), bench.alone("md5sum", files),
        Peer(f"md5deep -j{bench.cpus} -r {files.folder}"),
        bench.python(files), bench.floor(files, 0.40, 0.60))
    one = bench.alone("md5sum", files, 7.5, 9)
    one.label, one.command = "(one core) md5sum", bench.core + one.command
    floor = bench.floor(files, threads=1)
    floor.command = bench.core + floor.command
    bench.compare(f"md5, {files}, one core", [files],
                  bench.core + bench.ours("md5", files), one,
                  floor)
    bench.compare(
        f"sha256, {files}", [files], bench.ours("sha256", files),
        bench.together("sha256sum", files), bench.alone("sha256sum", files),
        bench.floor(files))
    bench.compare(
        f"five, {files}", [files], bench.ours(FIVE, files),
        bench.alone(RHASH_FIVE, files, 16, 22),
        bench.together(RHASH_FIVE, files, 4.5, 6), bench.floor(files))


def small(bench):
    files = bench.files("small")
    bench.compare(
        f"md5, {files}", [files], bench.ours("md5", files),
        bench.together("md5sum", files, 3.2, 4.2),
        bench.alone("md5sum", files),
        Peer(f"md5deep -j{bench.cpus} -r {files.folder}"),
        bench.python(files), bench.floor(files, 0.8, 0.95))
    bench.compare(
        f"sha256, {files}", [files], bench.ours("sha256", files),
        bench.together("sha256sum", files), bench.floor(files))
    bench.compare(
        f"five, {files}", [files], bench.ours(FIVE, files),
        bench.alone(RHASH_FIVE, files, 10, 15),
        bench.together(RHASH_FIVE, files, 3, 4.5), bench.floor(files))


def again(bench):
    """What was hashed before: checked by its list, known to the cache."""
    small, listed = bench.files("small"), os.path.join(bench.folder, "listed")
    for files in (small, bench.files("large")):
        subprocess.run([*shlex.split(bench.ours("md5", files)), "--output",
                        listed], check=True)
        bench.compare(f"check md5, {files}", [files],
                      f"{bench.args.hashlane} check --quiet {listed}",
                      Peer(bench.ours("md5", files), 1.0, None, "sum"))
    known = (f"env XDG_CACHE_HOME={bench.folder} " +
             bench.ours("md5", small, options="--cache"))
    subprocess.run(shlex.split(known), stdout=subprocess.DEVNULL, check=True)
    bench.compare(f"md5 known, {small}", [small], known,
                  Peer(f"find {small.folder} -type f -printf '%s %T@ %p\\n'",
                       0.83, None, "find -printf, size and time"))


def one(bench):
    files = bench.files("one")
    for name, peers in (
            (FIVE, [bench.alone(RHASH_FIVE, files, 3.5, 3.9)]),
            ("ed2k", [bench.alone("rhash --ed2k", files, 8, 20)]),
            ("tth", [bench.alone("rhash --tth", files, 8, 12)]),
            ("blake3", [bench.alone(f"b3sum --num-threads {bench.cpus}",
                                    files, 1.0, 1.2)]),
            ("sha256", [bench.alone("sha256sum", files)]),
            ("md5", [bench.alone("md5sum", files)])):
        title = "five" if name == FIVE else name
        bench.compare(f"{title}, {files}", [files], bench.ours(name, files),
                      *peers, bench.floor(files))
    bench.compare(f"blake3, {files}, one core", [files],
                  bench.core + bench.ours("blake3", files),
                  Peer(f"{bench.core}b3sum --num-threads 1 {files.one}"))


def mixed(bench):
    """The huge file alone should set the time where it is one chain."""
    huge, among = bench.files("one"), bench.files("among")
    for name, asked in (("md5", 0.95), ("sha256", 0.95), (FIVE, None)):
        title = "five" if name == FIVE else name
        # The huge file comes last, where it hurts most.
        bench.compare(
            f"{title}, {huge} among", [among, huge],
            bench.ours(name, among, huge),
            Peer(bench.ours(name, huge), asked, None, "the huge file alone"),
            Peer(bench.ours(name, among), None, None,
                 f"the {among} alone"))


def memory(bench):
    """With a small budget, beside the default."""
    tight = f"--memory {SMALL_MEMORY}MiB"
    print(f"\nwith {tight} against the default")
    for name, which in (("md5", "large"), ("md5", "small"), (FIVE, "large"),
                        (FIVE, "small"), (FIVE, "one")):
        title = "five" if name == FIVE else name
        files = bench.files(which)
        bench.compare(f"{title}, {files}", [files],
                      bench.ours(name, files, options=tight),
                      Peer(bench.ours(name, files), SMALL_MEMORY_SPEED, None,
                           "the default"), label=tight)


def peaks(bench):
    """Of the resident set."""
    names = ["large", "small", "one", "among"]
    sets = {name: bench.files(name) for name in names}
    tight = f"--memory {SMALL_MEMORY}MiB"
    print(f"\n{'peak resident set (VmHWM)':<52}{'asked':>10}{'peak':>12}")
    for options, limit in (("", RESIDENT_MIB),
                           (tight, SMALL_MEMORY + OVERHEAD_MIB),
                           ("--memory 4MiB", 4 + OVERHEAD_MIB)):
        for name in ("md5", "sha256", FIVE, "all"):
            title = "five" if name == FIVE else name
            for files in sets.values():
                if name == "all" and (files is sets["one"] or
                                      "4MiB" in options):
                    continue
                bench.peak(f"{title}, {files} {options}".strip(),
                           bench.ours(name, files, options=options), limit)
        bench.peak(f"five, {sets['one']} among {sets['among']} {options}"
                   .strip(), bench.ours(FIVE, sets["among"], sets["one"],
                                        options=options), limit)
    for name in ("blake3", "ed2k", "tth"):
        bench.peak(f"{name}, {sets['one']}", bench.ours(name, sets["one"]),
                   RESIDENT_MIB)


def cancel(bench):
    """Jobs that are cancelled at random moments."""
    program = bench.build_cancel()
    print(f"\n{'cancelled jobs, ms':<52}{'asked':>6}{'final':>9}"
          f"{'quiet':>9}{'median':>9}")
    for name in ("md5", "sha256", FIVE):
        for files in map(bench.files, ("large", "small", "one")):
            said = output(program, str(CANCELS), name, files.names)
            final, quiet, middle = map(float, said.split())
            title = f"{'five' if name == FIVE else name}, {files}"
            bench.cancels.append({
                "workload": title, "runs": CANCELS, "asked_ms": QUIET_MS,
                "final_ms": final, "quiet_ms": quiet, "median_ms": middle})
            print(f"{title:<52}{QUIET_MS:>6}{final:>9.3f}{quiet:>9.3f}"
                  f"{middle:>9.3f}", flush=True)


def scaling(bench):
    """With one core, two, and so on."""
    files = bench.files("large")
    cpus = sorted(os.sched_getaffinity(0))
    for cores in sorted({1, 2, 4, 8, 16, 32, 64, len(cpus)}):
        if cores > len(cpus):
            break
        pin = f"taskset -c {','.join(map(str, cpus[:cores]))} "
        for name, tool in (("md5", "md5sum"), (FIVE, RHASH_FIVE)):
            title = "five" if name == FIVE else name
            bench.compare(
                f"{title}, {files}, {cores} cores", [files],
                pin + bench.ours(name, files, options=f"-j {cores}"),
                Peer(f"{pin}xargs -0 -a {files.names} -P {cores} -n 1 {tool}",
                     label=f"xargs -P {tool}"),
                cores=cores, algorithms=title)


def sizes(bench):
    """Files of one size and another."""
    for size in ("4k", "64k", "1m", "16m"):
        files = bench.files(size)
        for name, tool in (("md5", "md5sum"), (FIVE, RHASH_FIVE)):
            peer = bench.together(tool, files)
            peer.label = f"xargs -P {tool}"
            bench.compare(
                f"{'five' if name == FIVE else name}, {files}", [files],
                bench.ours(name, files), peer,
                bench.floor(files), file_bytes=files.size,
                algorithms="five" if name == FIVE else name)
        bench.forget(size)


def cold(bench):
    """Files on a disk, of which nothing is in memory."""
    if os.geteuid() or not os.access(DROP, os.W_OK):
        bench.not_run.append(f"cold: no root, or {DROP} is not writable")
        return
    folder = bench.folder
    if file_system(folder) in ("tmpfs", "ramfs"):
        folder = "/var/tmp"
    if file_system(folder) in ("tmpfs", "ramfs"):
        bench.not_run.append("cold: no disk at --folder or /var/tmp")
        return
    prepare = f"sh -c 'sync; echo 3 >{DROP}'"
    if folder != bench.folder:
        folder = tempfile.mkdtemp(prefix="hashlane-bench-", dir=folder)
        bench.folders.append(folder)
    files = bench.files("cold-large", folder)
    bench.compare(
        f"cold md5, {files}", [files], bench.ours("md5", files),
        bench.floor(files, 0.8, 0.95, threads=16),
        bench.alone("cat", files), bench.together("cat", files),
        bench.alone("md5sum", files), bench.together("md5sum", files),
        prepare=prepare)
    bench.forget("cold-large")
    files = bench.files("cold-small", folder)
    bench.compare(
        f"cold md5, {files}", [files], bench.ours("md5", files),
        bench.floor(files, 5, 7.5, threads=1),
        bench.floor(files, threads=64), bench.alone("cat", files),
        bench.alone("md5sum", files), bench.together("md5sum", files),
        prepare=prepare)
    bench.forget("cold-small")


def needed_bytes(sizes, parts):
    """Of the files that exist at once, at most."""
    names = {"again": ("large", "small"), "mixed": ("one", "among"), "cold": ("large",),
             "memory": ("large", "small", "one"),
             "peaks": ("large", "small", "one", "among"),
             "cancel": ("large", "small", "one"), "scaling": ("large",),
             "sizes": ("64k",)}
    wanted = {name for part in parts for name in names.get(part, (part,))}
    return sum(sizes[name][0] * max(sizes[name][1], 4096) for name in wanted)


def choose_folder(need):
    if os.environ.get("TMPDIR"):
        return os.environ["TMPDIR"]
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            available = [int(line.split()[1]) << 10 for line in file
                         if line.startswith("MemAvailable:")][0]
        # The files, and half as much again for whatever else runs.
        room = min(available, shutil.disk_usage("/dev/shm").free)
        if room > need + need // 2 and os.access("/dev/shm", os.W_OK):
            return "/dev/shm"
    except (OSError, IndexError):
        pass
    return "/tmp"


def commit():
    """The commit, "-dirty" where anything but the table itself differs."""
    git = ("git", "-C", os.path.dirname(HERE))
    changes = output(*git, "status", "--porcelain", "--", ":!docs")
    return (output(*git, "rev-parse", "--short", "HEAD") +
            ("-dirty" if changes else ""))


def context(args, folder):
    info = json.loads(output(args.hashlane, "info", "--json"))
    model = [line.split(":", 1)[1].strip() for line in open(
        "/proc/cpuinfo", encoding="ascii", errors="replace")
        if line.startswith("model name")] or [platform.machine()]
    tools = {"md5sum": "--version", "md5deep": "-v", "rhash": "--version",
             "b3sum": "--version", "hyperfine": "--version"}
    said = {tool: output(tool, option).split("\n")[0]
            for tool, option in tools.items()}
    return {
        "processor": model[0], "cpus": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0], "kernel": platform.release(),
        "version": info["version"], "compiler": info["compiler"],
        "commit": commit(), "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "file_system": file_system(folder), "runs": args.runs,
        "quick": args.quick, "parts": args.parts,
        "command": "make bench-files" + (
            f' BENCH_ARGS="{args.said}"' if args.said else ""),
        "tools": {**said, "python": platform.python_version()}}


def run_parts(bench):
    print(f"{'workload':<26}{'hashlane':>9}{'other':>9} {'':<10}{'asked':>6}"
          f"{'ratio':>7} (lowest-highest)  other command")
    # In this order, so that as few files as possible exist at once.
    for part, work, done_with in (
            ("large", large, ()), ("small", small, ()),
            ("again", again, ()), ("one", one, ()),
            ("mixed", mixed, ()),
            ("memory", memory, ()), ("peaks", peaks, ("among",)),
            ("cancel", cancel, ("small", "one")),
            ("scaling", scaling, ("large",)),
            ("sizes", sizes, ()), ("cold", cold, ())):
        if part in bench.args.parts:
            bench.part = part
            work(bench)
        bench.forget(*done_with)
        if not {"memory", "peaks", "cancel"} & set(bench.args.parts):
            bench.forget("small")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--quick", action="store_true",
                        help="a sixteenth of the data, 3 runs, nothing cold")
    parser.add_argument("--runs", type=int, default=0, help="5; quick: 3")
    parser.add_argument("--parts", default="",
                        help="of " + ",".join(PARTS))
    parser.add_argument("--folder", help="where the files go meanwhile")
    parser.add_argument("--out", default="build/bench-files")
    parser.add_argument("--table", help="docs/FILES.md, or in OUT")
    parser.add_argument("hashlane")
    args = parser.parse_args()
    # What changes the figures, for the table.
    args.said = " ".join(
        ["--quick"] * args.quick + [f"--runs {args.runs}"] * bool(args.runs) +
        [f"--parts {args.parts}"] * bool(args.parts))
    whole = not args.quick and not args.parts
    args.runs = args.runs or (3 if args.quick else 5)
    args.parts = args.parts.split(",") if args.parts else [
        part for part in PARTS if part != "cold" or not args.quick]
    if set(args.parts) - set(PARTS):
        parser.error("no such part: " +
                     ", ".join(sorted(set(args.parts) - set(PARTS))))
    args.hashlane = os.path.abspath(args.hashlane)
    args.table = args.table or (
        os.path.join(os.path.dirname(HERE), "docs", "FILES.md") if whole else
        os.path.join(args.out, "FILES.md"))
    return args


def main():
    args = parse()
    if not shutil.which("hyperfine"):
        sys.exit("files.py: hyperfine is needed")
    os.makedirs(args.out, exist_ok=True)
    need = needed_bytes(QUICK if args.quick else FULL, args.parts)
    folder = args.folder or choose_folder(need)
    if shutil.disk_usage(folder).free < need + need // 16:
        sys.exit(f"files.py: {folder} lacks the room for "
                 f"{need / 1e9:.1f} GB; see --folder")

    def stop(number, _):
        sys.exit(128 + number)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    about = context(args, folder)
    print(f"{about['processor']}, {about['cpus']} CPUs, load "
          f"{about['load']:.1f}; hashlane {about['version']} by "
          f"{about['compiler']}, commit {about['commit']}; files in {folder} "
          f"({about['file_system']})\n", flush=True)
    bench = Bench(args, os.path.abspath(
        tempfile.mkdtemp(prefix="hashlane-bench-", dir=folder)))
    try:
        bench.build_reader()
        run_parts(bench)
    finally:
        # A second Ctrl-C must not leave them behind.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for made in bench.folders:
            shutil.rmtree(made, ignore_errors=True)
    bench.not_run += [f"{part}: left out" for part in PARTS
                      if part not in args.parts]
    for what in bench.not_run:
        print(f"not run: {what}")
    report = os.path.join(args.out, "files.json")
    with open(report, "w", encoding="utf-8") as file:
        json.dump({"context": about, "rows": bench.rows,
                   "memory": bench.memory, "cancels": bench.cancels,
                   "not_run": bench.not_run}, file, indent=1)
    subprocess.run([sys.executable, "-B",
                    os.path.join(HERE, "..", "tools", "files_table.py"),
                    report, args.table], check=True)
    print(f"\nwritten: {report}, {args.table}")


if __name__ == "__main__":
    main()
