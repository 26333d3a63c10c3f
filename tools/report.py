#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""report.py - docs/PERFORMANCE.md and its plots from what was measured.

Usage: report.py FFI.json KERNELS.json FILES.json DOCS

Writes DOCS/PERFORMANCE.md, DOCS/plots/*.svg, and DOCS/performance.json, which
keeps every figure measured.
"""
import json
import os
import statistics
import sys

import kernel_table
import report_plots as plots
from files_table import ratio, table

FIVE = kernel_table.FIVE


def seconds(row, side):
    return statistics.median(row[side + "_s"])


def speed(row, side):
    """GB/s, or thousands of small files a second."""
    return (row["files"] / 1e3 if row["per_file"] else
            row["bytes"] / 1e9) / seconds(row, side)


def unit(row):
    return "k files/s" if row["per_file"] else "GB/s"


class Report:
    def __init__(self, ffi, kernels, files):
        with open(ffi, encoding="utf-8") as file:
            self.ffi = json.load(file)
        with open(files, encoding="utf-8") as file:
            self.files = json.load(file)
        self.kernels = kernel_table.Speeds(kernels)

    def part(self, name):
        return [row for row in self.files["rows"] if row["part"] == name]

    # ---- sections ----

    def ffi_section(self):
        yield "## Calls\n"
        yield ("[FFI.md](FFI.md) has what each call costs a program in "
               "another language,\n[PYTHON.md](PYTHON.md) what it costs in "
               "Python.\n")

    def kernel_section(self, folder):
        isa = self.kernels.widest()
        names = ["md4", "md5", "sha1", "sha256", "sha512", "sha3-256", "tth",
                 "blake3", FIVE]
        groups = []
        for name in names:
            values = []
            for which in ("avx2", isa):
                many = self.kernels.many(name, which)
                if many and which not in [what for what, _ in values]:
                    values.append((which, self.kernels.best(many)))
            peers = self.kernels.peers(name)
            if peers:
                best = max(peers, key=peers.get)
                values.append((best, peers[best]))
            if values:
                groups.append(("five together" if name == FIVE else name,
                               values))
        plots.bars(os.path.join(folder, "kernels.svg"),
                   "One core, by instruction set, beside the fastest peer",
                   "GB/s", groups)
        yield "## Kernels\n"
        yield "![Speed of one core by algorithm](plots/kernels.svg)\n"
        yield ("GB/s of one core on data in its L2 cache, with many messages "
               "side by side.\n[KERNELS.md](KERNELS.md) has every algorithm, "
               "instruction set and number of messages.\n")

    def file_section(self, folder):
        groups = []
        for part in ("large", "small", "one"):
            for row in self.part(part):
                name = row["workload"]
                if not groups or groups[-1][0] != name:
                    groups.append((name, [("hashlane", row)]))
                groups[-1][1].append((row["other"].split(" --")[0], row))
        for kind, title in ((False, "GB/s"), (True, "k files/s")):
            shown = [(name, [(what, speed(row, "other" if i else "ours"))
                             for i, (what, row) in enumerate(values)])
                     for name, values in groups
                     if values[0][1]["per_file"] == kind]
            if shown:
                plots.bars(os.path.join(
                    folder, "small.svg" if kind else "large.svg"),
                    "Whole commands on " +
                    ("small files" if kind else "large files"), title, shown)
        yield "## Files\n"
        yield "![Large files beside other tools](plots/large.svg)\n"
        yield "![Small files beside other tools](plots/small.svg)\n"
        yield ("Whole commands, the files in the page cache. The ratio is the "
               "other command's time\ndivided by hashlane's. `read only` "
               "opens and reads the files and does nothing else;\n`five` is "
               "ED2K, CRC32, MD5, SHA1 and TTH. [FILES.md](FILES.md) has "
               "targets and CPU\ntimes.\n")
        yield table(["workload", "hashlane", "compared with", "speed",
                     "ratio"],
                    [[row["workload"],
                      f"{speed(row, 'ours'):.3g} {unit(row)}", row["other"],
                      f"{speed(row, 'other'):.3g} {unit(row)}",
                      f"{ratio(row):.2f}"]
                     for part in ("large", "small", "one")
                     for row in self.part(part)])

    def lines_of(self, part, x, value):
        """[(name, points)] of hashlane and those beside it."""
        series = {}
        for row in self.part(part):
            for side, name in (("ours", "hashlane"),
                               ("other", row["other"].split(" --")[0])):
                key = f"{row['algorithms']}, {name}"
                series.setdefault(key, {})[row[x]] = value(row, side)
        return [(name, sorted(points.items()))
                for name, points in series.items() if "read only" not in name]

    def sweep_section(self, folder):
        plots.lines(os.path.join(folder, "sizes.svg"),
                    "Speed by size of file", ("bytes of a file", "GB/s"),
                    self.lines_of("sizes", "file_bytes",
                                  lambda row, side: row["bytes"] / 1e9 /
                                  seconds(row, side)), log=True)
        plots.lines(os.path.join(folder, "scaling.svg"),
                    "Speed by number of cores", ("cores", "GB/s"),
                    self.lines_of("scaling", "cores", speed))
        yield "## By file size and by cores\n"
        yield "![Speed by size of file](plots/sizes.svg)\n"
        yield "![Speed by number of cores](plots/scaling.svg)\n"
        yield table(["workload", "hashlane", "compared with", "speed",
                     "ratio"],
                    [[row["workload"],
                      f"{speed(row, 'ours'):.3g} {unit(row)}", row["other"],
                      f"{speed(row, 'other'):.3g} {unit(row)}",
                      f"{ratio(row):.2f}"]
                     for part in ("sizes", "scaling")
                     for row in self.part(part)])

    def memory_section(self):
        yield "## Memory\n"
        yield "Peak resident set of the whole command, MiB.\n"
        yield table(["workload", "limit", "measured"],
                    [[row["workload"], f"{row['asked_mib']}",
                      f"{row['peak_mib']:.1f}"]
                     for row in self.files["memory"]])

    def head(self):
        about = self.files["context"]
        context = self.kernels.context
        yield "Generated by `make report`; do not edit.\n"
        yield "# Performance\n"
        yield ("How fast hashlane is beside the usual tools, measured by one "
                    "command. Both sides of\na ratio ran in turns in the same "
                    "run.\n")
        yield (f"- Machine: {about['processor']}, {about['cpus']} CPUs, "
               f"Linux {about['kernel']}, load {about['load']:.1f} at the "
               "start of\n  the file runs.")
        yield f"- CPU features: {context['hashlane_features']}."
        yield (f"- hashlane {about['version']} by {about['compiler']}, commit "
               f"{about['commit']}, {about['date']}.")
        yield (f"- Files: medians of {about['runs']} runs. Kernels: the best "
               "of some repetitions.")
        yield ("- [performance.json](performance.json) has every measured "
               "figure.\n")

    def document(self, folder):
        yield from self.head()
        yield from self.file_section(folder)
        yield from self.sweep_section(folder)
        yield from self.memory_section()
        yield from self.kernel_section(folder)
        yield from self.ffi_section()

    def kept(self):
        return {"ffi": self.ffi, "files": self.files, "kernels": {
            "context": {key: value for key, value in
                        self.kernels.context.items() if key != "host_name"},
            "gb_per_s": {name: [round(value, 4) for value in values]
                         for name, values in self.kernels.all.items()}}}


def write(path, text):
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text.rstrip("\n") + "\n")
    os.replace(path + ".new", path)


def main():
    report = Report(*sys.argv[1:4])
    docs = sys.argv[4]
    folder = os.path.join(docs, "plots")
    os.makedirs(folder, exist_ok=True)
    write(os.path.join(docs, "PERFORMANCE.md"),
          "\n".join(report.document(folder)))
    write(os.path.join(docs, "performance.json"),
          json.dumps(report.kept(), indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
