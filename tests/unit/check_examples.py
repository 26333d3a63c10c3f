#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_examples.py - the programs of docs: every byte they print, and their exit
status, against hashlib and zlib. Usage: check_examples.py NAME PROGRAM
"""
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zlib

FILES = {"a file": b"abc", "empty": b"", "folder/b": b"x" * 100000,
         "folder/deep/c": bytes(range(256)) * 5}


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True,
                          timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def same(got, wanted):
    if got != wanted:
        sys.exit(f"got {got!r},\nnot {wanted!r}")


def example(program):
    wanted = "".join(
        f"MD5 ({name}) = {hashlib.md5(FILES[name]).hexdigest()}\n"
        f"SHA256 ({name}) = {hashlib.sha256(FILES[name]).hexdigest()}\n"
        for name in ("a file", "folder/b"))
    same(run(program, "a file", "folder/b"), (0, wanted, ""))
    status, out, err = run(program, "a file", "nowhere", "folder/b")
    same((status, out), (1, wanted[:wanted.index("MD5 (folder")]))
    if not err.startswith("nowhere: "):
        sys.exit(f"no message: {err!r}")
    same(run(program, "folder")[:2], (1, ""))


def example_check(program):
    def write(lines):
        with open("SHA256SUMS", "w", encoding="utf-8") as out:
            out.write("".join(lines))

    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n"
             for name, data in FILES.items()]
    same(run(program)[:2], (2, ""))
    write(lines)
    same(run(program), (0, "", ""))
    write([*lines, "0" * 64 + "  a file\n", lines[0].replace("a f", "no f")])
    same(run(program), (1, "a file: not OK\nno file: not OK\n", ""))
    write([*lines, "what is this\n"])
    same(run(program)[0], 1)
    write([])
    same(run(program), (1, "", ""))
    with open("folder/b", "ab") as out:
        out.write(b"x")
    write(lines)
    same(run(program), (1, "folder/b: not OK\n", ""))


def example_engine(program):
    def line(name):
        return (f"{hashlib.sha256(FILES[name]).hexdigest()}  "
                f"{zlib.crc32(FILES[name]):08x}  {name}\n")

    status, out, err = run(program, "folder", "nowhere", "a file", "empty")
    same((status, out), (0, "".join(
        line(name) for name in ("folder/b", "folder/deep/c", "a file",
                                "empty"))))
    if not re.fullmatch(r"nowhere: [^\n]+\n", err):
        sys.exit(f"no message: {err!r}")


def example_metrics(program):
    status, out, err = run(program, "a file", "folder/b", "nowhere")
    same((status, err), (0, ""))
    values = dict(re.findall(r"^(hashlane_\S+) (\d+)(?:\.\d+)?$", out, re.M))
    total = len(FILES["a file"]) + len(FILES["folder/b"])
    wanted = {"files_total": 3, "failures_total": 1, "bytes_total": total,
              'core_bytes_total{core="sha256"}': total,
              "engine_budget_bytes": 40 << 20, "engine_pressure": 0,
              "pool_limit_bytes": 256 << 20, "pool_pressure": 0,
              "live_jobs": 1, "live_strings": 0, "live_buffers": 0,
              "live_results": 0}
    for name, value in wanted.items():
        same((name, values.get("hashlane_" + name)), (name, str(value)))
    # Each line is one that Prometheus can read.
    for line in out.splitlines():
        if not re.fullmatch(r"# TYPE hashlane_\w+ (counter|gauge)|"
                            r'hashlane_\w+(\{core="[\w-]+"\})? [\d.]+', line):
            sys.exit(f"not in the text format: {line!r}")


def example_streams(program):
    commands = {"printf abc": b"abc", "true": b"",
                "cat folder/b": FILES["folder/b"],
                "head -c 3000000 /dev/zero": bytes(3000000)}
    same(run(program, *commands), (0, "".join(
        f"{hashlib.md5(data).hexdigest()}  {name}\n"
        for name, data in commands.items()), ""))


def main():
    name, program = sys.argv[1], os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for path, data in FILES.items():
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "wb") as out:
                out.write(data)
        globals()[name](program)
        os.chdir("/")
    print(f"{name}: ok")


if __name__ == "__main__":
    main()
