#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_guide.py - docs/GUIDE.md says what happens: each program in it is
compiled, without a warning, and the sessions behind it are run.
A script in Python is only run.
Usage: check_guide.py CC LIBRARY_FOLDER
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLAGS = ["-std=c11", "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
SECONDS = 60
PART = re.compile(r"^```(c|python|console)(?: (\w+)\.(?:c|py))?\n(.*?)^```$",
                  re.M | re.S)


def session(text):
    """(command, what it writes) of each prompt."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def matches(expected, given):
    """Whole lines; '...' in one stands for anything."""
    pattern = ".*".join(re.escape(part) for part in expected.split("..."))
    return re.fullmatch(pattern, given, re.S) is not None


def run(command, folder, env):
    """What a command writes, to either stream."""
    with subprocess.Popen(["sh", "-c", command], cwd=folder, env=env,
                          text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          start_new_session=True) as process:
        try:
            return process.communicate(timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"nothing within {SECONDS} seconds"


def main():
    compiler, libraries = sys.argv[1], os.path.abspath(sys.argv[2])
    env = {**os.environ, "LD_LIBRARY_PATH": libraries}
    programs = commands = wrong = 0
    text = (ROOT / "docs/GUIDE.md").read_text()
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, body in PART.findall(text):
            if kind == "c" and name:
                programs += 1
                source = pathlib.Path(folder, name + ".c")
                source.write_text(body)
                subprocess.run(
                    [compiler, *FLAGS, f"-I{ROOT}/include", source,
                     f"-L{libraries}", "-lhashlane", "-o",
                     pathlib.Path(folder, name)], check=True)
            if kind == "python":
                pathlib.Path(folder, name + ".py").write_text(body)
            if kind != "console":
                continue
            for command, expected in session(body):
                commands += 1
                given = run(command, folder, env)
                if not matches(expected, given):
                    wrong += 1
                    print(f"$ {command}\nGUIDE.md: {expected}\n"
                          f"now:      {given}", file=sys.stderr)
    print(f"GUIDE.md: {programs} programs, {commands} commands, "
          f"{wrong} wrong")
    return 1 if wrong or not programs or commands < programs else 0


if __name__ == "__main__":
    sys.exit(main())
