#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""report.py - docs/PERFORMANCE.md and its plots from what was measured.

Usage: report.py FFI.json KERNELS.json FILES.json DOCS

Writes DOCS/PERFORMANCE.md, DOCS/plots/*.svg, and DOCS/performance.json, which
keeps every figure that the page tells.
"""
import json
import os
import statistics
import sys

import kernel_table
import report_plots as plots
from files_table import CLOSE, ratio, table

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

    # ---- asked, reached ----

    def asked(self):
        """[(what, unit, asked, reached, reached by asked)]"""
        for row in self.ffi["rows"]:
            if row.get("asked"):
                yield (row["name"], "ns", row["asked"], row["reached"],
                       row["asked"] / row["reached"])
        for row in kernel_table.asked_rows(self.kernels)[0]:
            if row[3] != "not run":
                yield (f"{row[0]}, {row[1]}", "GB/s", float(row[2]),
                       float(row[3]), float(row[3]) / float(row[2]))
        for row in self.files["rows"]:
            if row["asked"]:
                yield (f"{row['workload']}, beside {row['other']}", "x",
                       row["asked"], ratio(row), ratio(row) / row["asked"])

    def asked_table(self):
        rows = list(self.asked())
        close = sum(row[4] >= CLOSE for row in rows)
        yield (f"{close} of {len(rows)} figures within {1 - CLOSE:.0%} of "
               "what was asked. The last column is above 1 where it\n"
               "was passed.\n")
        yield table(["what", "unit", "asked", "reached", "reached/asked"],
                    [[what, name, f"{asked:g}", f"{reached:.3g}",
                      f"{rate:.2f}" if rate < 10 else "> 10"]
                     for what, name, asked, reached, rate in rows])

    # ---- sections ----

    def ffi_section(self):
        yield "## The foreign function interface\n"
        yield self.ffi["about"] + "\n"
        for title, rows in self.ffi["tables"]:
            yield f"### {title}\n"
            yield table(rows[0], rows[1:])

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
        yield ("GB/s of one core on data in its L2 cache, messages side by "
               "side. All of it, by\nnumber of messages: "
               "[KERNELS.md](KERNELS.md).\n")
        yield table(["algorithm", *kernel_table.SETS, "peers"],
                    kernel_table.by_set_rows(self.kernels))

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
        yield ("Whole commands, the files in the page cache. `read only` "
               "opens and reads them and\ndoes nothing else.\n")
        yield table(["workload", "hashlane", "beside", "it", "ratio",
                     "asked"],
                    [[row["workload"],
                      f"{speed(row, 'ours'):.3g} {unit(row)}", row["other"],
                      f"{speed(row, 'other'):.3g} {unit(row)}",
                      f"{ratio(row):.2f}",
                      f"{row['asked']:g}" if row["asked"] else ""]
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
        yield "## By size and by cores\n"
        yield "![Speed by size of file](plots/sizes.svg)\n"
        yield "![Speed by number of cores](plots/scaling.svg)\n"
        yield table(["workload", "hashlane", "beside", "it", "ratio"],
                    [[row["workload"],
                      f"{speed(row, 'ours'):.3g} {unit(row)}", row["other"],
                      f"{speed(row, 'other'):.3g} {unit(row)}",
                      f"{ratio(row):.2f}"]
                     for part in ("sizes", "scaling")
                     for row in self.part(part)])

    def memory_section(self):
        yield "## Memory\n"
        yield "Peak resident set of the whole command, MiB.\n"
        yield table(["workload", "at most", "reached"],
                    [[row["workload"], f"{row['asked_mib']}",
                      f"{row['peak_mib']:.1f}"]
                     for row in self.files["memory"]])

    def head(self):
        about = self.files["context"]
        context = self.kernels.context
        yield "Generated by `make report`; do not edit.\n"
        yield "# Performance\n"
        yield (f"Machine: {kernel_table.processor()}, {about['cpus']} CPUs, "
               f"Linux {about['kernel']}, load {about['load']:.1f} when the "
               "runs on files began.")
        yield (f"CPU features used: {context['hashlane_features']}.")
        yield (f"hashlane {about['version']} by {about['compiler']}, commit "
               f"{about['commit']}, {about['date']}.\n")
        yield ("Every figure here was measured by that command, which keeps "
               "them in\n[performance.json](performance.json); none was typed. "
               "Both sides of a ratio ran in\nturns in the same run. In files, "
               f"medians of {about['runs']} runs; in kernels and the "
               "interface,\nthe best of some repetitions.\n")

    def document(self, folder):
        yield from self.head()
        yield "## Asked for and reached\n"
        yield from self.asked_table()
        yield from self.ffi_section()
        yield from self.kernel_section(folder)
        yield from self.file_section(folder)
        yield from self.sweep_section(folder)
        yield from self.memory_section()

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
