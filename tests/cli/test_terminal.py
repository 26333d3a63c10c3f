#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_terminal.py - names that others chose, on a terminal and in pipes.

    test_terminal.py [--strict] HASHLANE
"""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess

import support
from support import Case, run
from test_progress import SLOW, Terminal

# What a terminal obeys, or what makes a line look like another one.
HOSTILE = [
    b"\x1b[31mred", b"\x1b]0;title\x07", b"\xc2\x9b31mc1", b"\x9braw-c1",
    b"\x7fdelete", b"\b\b\bback", b"line\nforged: OK", b"return\rforged: OK",
    b"\xe2\x80\xaeoverride", b"\xe2\x81\xa6isolate", b"\xe2\x80\x8emark",
    b"\xd8\x9carabic", b"\xe2\x80\xa8separator", b"bad-utf8-\xff\xc3",
    b"\xed\xa0\x80surrogate", b"tab\there",
]
FRIENDLY = ["größe", "файл", "日本語", "\U0001f600"]
BIDI = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
           "\u2066\u2067\u2068\u2069")
FORMATS = ["gnu", "bsd", "sfv", "hashdeep", "ed2k", "magnet", "json", "csv"]
COMMANDS = ["sum", "check", "update", "audit", "dupes", "link", "cache",
            "bench", "algorithms", "info"]


def is_obeyed(character):
    code = ord(character)
    return code < 0x20 or 0x7f <= code < 0xa0 or character in BIDI


class Terminals(Case):
    def setUp(self):
        super().setUp()
        os.mkdir(self.path("tree"))
        for name in HOSTILE + [os.fsencode(name) for name in FRIENDLY]:
            self.write(b"tree/" + name, b"the same")
        self.home = self.path(b"home\x1b[1m")
        os.mkdir(self.home)
        self.env = {"XDG_CACHE_HOME": os.fsdecode(self.home)}

    def shown(self, *words, env=None, argv0=None):
        """What a terminal gets, as text; nothing in it is obeyed."""
        binary, support.binary = support.binary, argv0 or support.binary
        try:
            shown = Terminal(*[os.fsencode(word) for word in words],
                             term="dumb", env={**self.env, "NO_COLOR": "1",
                                               **(env or {})})
        finally:
            support.binary = binary
        self.status = shown.end()
        self.assertNotEqual(self.status, 99, "it was not run")
        text = re.sub("\r+\n", "\n", shown.data.decode())
        if "-z" in words:
            text = text.replace("\0", "\n")
        for line in text.split("\n"):
            bad = [hex(ord(char)) for char in line if is_obeyed(char)]
            self.assertEqual(bad, [], (words, line))
            self.assertFalse(line.startswith("forged"), (words, line))
        return text

    def list_of(self, *words):
        done = run("sum", *words, "-r", self.path("tree"), env=self.env)
        path = self.path("list")
        with open(path, "wb") as file:
            file.write(done.stdout)
        return path

    def test_sums(self):
        for format in FORMATS:
            words = ["sum", "--format", format, "-r", self.path("tree")]
            text = self.shown(*words)
            if format not in ("ed2k", "magnet"):
                for name in FRIENDLY:
                    self.assertIn(name, text)
            piped = run(*words, env=self.env).stdout
            if format in ("gnu", "bsd"):
                for name in HOSTILE:
                    if not set(name) & set(b"\n\r"):
                        self.assertIn(b"/" + name, piped)
        self.shown("sum", "-z", "-r", self.path("tree"))
        self.shown("sum", "--cache", "-r", self.path("tree"))
        self.shown("sum", "-o", "/dev/tty", "-r", self.path("tree"))
        piped = run("sum", "-z", "-r", self.path("tree")).stdout
        self.assertEqual(sorted(one[66:] for one in piped.split(b"\0")[:-1]),
                         support.list_files(self.path("tree")))

    def test_json_stays_json(self):
        whole = support.list_files(self.path("tree"))
        for words in (["sum", "--format", "json", "-r", self.path("tree")],
                      ["check", "--json", self.list_of()]):
            paths = []
            for line in self.shown(*words).split("\n")[:-1]:
                found = json.loads(line)
                if "path" in found:
                    paths.append(os.fsencode(found["path"]))
            self.assertEqual(sorted(paths),
                             [one for one in whole if is_utf8(one)])

    def test_checks(self):
        for format in ("gnu", "bsd", "json", "csv"):
            path = self.list_of("--format", format)
            self.shown("check", path)
            self.assertEqual(self.status, 0)
            self.shown("check", "--json", path)
            self.shown("check", "-z", path)
        path = self.list_of("--part-hashes", "-a", "tth", "--format", "json")
        os.rename(self.path("tree"), self.path(b"moved\x1b[2m"))
        for words in ([], ["--json"], ["-z"], ["--root", self.path("list")],
                      ["--root", self.path(b"moved\x1b[2m")],
                      ["--extra=" + os.fsdecode(self.path(b"moved\x1b[2m"))]):
            self.shown("check", *words, path)
            self.assertNotEqual(self.status, 0)

    def test_lists_that_lie(self):
        digest = b"0" * 32
        for text in (b"\x1b[31m garbage\n", b"\xff\x9b\n",
                     digest + b"  \x1b[31m\x9b\n",
                     b'{"path":"\\u001b[31m", "digests":{"\\u001b[1m":"0"}}\n',
                     b"\x1b[1mMD5 (x) = " + digest + b"\n",
                     b"MD\x1b5 (x) = " + digest + b"\n",
                     b"path,size,\x1b[31m\r\nx,1,2\r\n",
                     b"%%%% HASHDEEP-1.0\n%%%% size,\x1b[1m,filename\n1,2,3\n"):
            path = self.write(b"list\x1b[3m", text * 3)
            for words in (["check", path], ["check", "--json", path],
                          ["update", path, self.path("tree")],
                          ["audit", self.path("tree"), "--against", path],
                          ["cache", "import", path], ["link", path]):
                self.shown(*words)

    def test_other_commands(self):
        tree, path = self.path("tree"), self.list_of()
        for words in (["dupes", tree], ["dupes", "--json", tree],
                      ["dupes", "-z", tree], ["link", "-r", tree],
                      ["audit", tree, "--against", path],
                      ["audit", "--json", tree, "--against", path],
                      ["cache", "import", path], ["cache", "stats"],
                      ["cache", "stats", "--json"], ["cache", "verify"],
                      ["update", path, tree], ["info"], ["info", "--json"],
                      ["algorithms"], ["algorithms", "--json"], []):
            self.shown(*words)
        shutil.rmtree(tree)
        self.write(b"tree/\x1b[31mnew", b"new")
        self.shown("audit", tree, "--against", path)
        self.shown("audit", "--json", tree, "--against", path)
        self.shown("update", path, tree)
        self.shown("cache", "prune")

    def test_words_that_are_refused(self):
        bad = b"\x1b[31m\x9b\xc2\x9b\xe2\x80\xae\x7f"
        self.shown(bad)
        for command in COMMANDS:
            for word in (b"--" + bad, b"-" + bad, b"-\x9b", b"--help=" + bad,
                         bad):
                self.shown(command, word)
            for option in ("-a", "-j", "-o", "--format", "--memory",
                           "--files-from", "--relative-to", "--root",
                           "--checkpoint", "--against", "--base"):
                self.shown(command, option, bad, self.path("list"))
                self.shown(command, option, bad + b"/x", self.path("none"))
            self.shown(command, self.path("none"),
                       env={"HASHLANE_ISA": "\x1b[31m"})
        for name in ("md5sum", "b2sum"):
            alias = self.path(name)
            os.symlink(support.binary, alias)
            for words in ([b"-" + bad], [b"--" + bad], [bad],
                          ["-c", self.list_of()], ["-c", "-w", bad],
                          [*support.list_files(self.path("tree"))]):
                self.shown(*words, argv0=os.fsdecode(alias))

    def test_the_word_that_is_refused(self):
        for words, name in (
                (["-é", "x"], "-é"), (["-qé", "x"], "-qé"),
                (["-r", "-qé", "x"], "-qé"), (["-é", "-r"], "-é"),
                (["-r", "-X"], "-X"), (["-rX"], "-X"),
                (["--größe"], "--größe"), (["-r", "--gr=1", "x"], "'--gr=1'"),
                (["-a"], "-a"), (["-r", "--jobs"], "--jobs"),
                (["--quiet=1", "x"], "'--quiet=1'")):
            done = run("sum", *words)
            self.assertEqual(done.returncode, 2)
            self.assertTrue(done.stderr.startswith(
                f"hashlane: {name}: ".encode()), (words, done.stderr))

    def test_databases_that_lie(self):
        """SQLite repeats what stands in a database that it refuses."""
        place = os.path.join(self.home, b"hashlane")
        os.mkdir(place)
        path = os.path.join(place, b"cache.db")
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA application_id=1213418574")
            base.execute("PRAGMA user_version=2")
            base.execute('CREATE TABLE "\x1b[31m"(x)')
            base.execute('CREATE VIEW file AS SELECT * FROM "\x1b[32m\u202e"')
        base.close()
        self.assertIn("not used", self.shown("sum", "--cache", "-r",
                                             self.path("tree")))
        self.shown("cache", "stats")
        with open(path, "r+b") as file:
            file.write(b"\x1b" * 100)
        self.shown("cache", "stats")
        self.shown("sum", "--checkpoint", path, self.path("none"))

    def test_progress(self):
        name = self.path(b"\x1b[31m\xff\xe2\x80\xae" + "größe-файл".encode())
        with open(name, "wb") as file:
            file.truncate(1 << 36)
        shown = Terminal(b"sum", b"-a", b"md5", name, env=SLOW)
        shown.see(re.escape(rb"\033[31m\377\342\200\256" +
                            "größe-файл".encode()))
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)
        self.assertEqual(
            re.sub(rb"\x1b\[(\d*[AJ]|[01]m)", b"", shown.data).count(b"\x1b"),
            0)


class Targets(Case):
    """What --output may be."""

    def setUp(self):
        super().setUp()
        self.file = self.write("f", b"abc")
        self.line = support.line(b"abc", b"f", "sha256")

    def shell(self, script):
        done = subprocess.run(["bash", "-c", script, "x", support.binary],
                              cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=support.WATCHDOG_SECONDS, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""), script)
        return done.stdout

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def test_own_descriptors(self):
        os.symlink("/dev/stdout", self.path("link"))
        os.symlink("link", self.path("link2"))
        os.symlink("/proc/self/fd", self.path("fds"))
        for target in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1",
                       "/proc/thread-self/fd/1", "link", "link2", "fds/1",
                       "./link", "list", "/dev/stderr 2>&1", "/dev/fd/7 7>&1",
                       "/proc/self/fd/7 7>&1"):
            script = f'echo one; "$1" sum f -o {target}; echo two'
            with self.subTest(target):
                self.assertEqual(self.shell("{ %s; } > list" % script), b"")
                self.assertEqual(self.read("list"),
                                 b"one\n" + self.line + b"two\n")
                if target != "list":
                    self.assertEqual(self.shell("{ %s; } | cat" % script),
                                     b"one\n" + self.line + b"two\n")
                self.shell("{ %s; } >> list" % script)
                self.assertEqual(self.read("list"),
                                 2 * (b"one\n" + self.line + b"two\n"))
                self.assertFalse(os.path.exists(self.path("-")))

    def test_what_is_no_file(self):
        os.mkfifo(self.path("pipe"))
        os.symlink("pipe", self.path("to-pipe"))
        os.symlink("/dev/null", self.path("to-null"))
        self.shell('"$1" sum f -o to-null && "$1" sum f -o /dev/null')
        for target in ("pipe", "to-pipe"):
            self.assertEqual(
                self.shell(f'cat pipe & "$1" sum f -o {target}; wait'),
                self.line)
        self.assertTrue(os.path.islink(self.path("to-null")))
        self.assertTrue(os.path.exists("/dev/null"))
        self.assertFalse(os.path.isfile("/dev/null"))

    def test_a_link_to_a_file(self):
        self.write("real", b"old")
        os.symlink("real", self.path("link"))
        self.shell('"$1" sum f -o link')
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(self.read("real"), self.line)

    def test_not_hashed_into_itself(self):
        for words in ("> list", "-o list", "-o - > list", "-o /dev/fd/1 > list",
                      "--cache > list", "--format json > list", ">> list"):
            self.write("list", b"")
            self.shell('XDG_CACHE_HOME="$PWD/home" "$1" sum -r . '
                       f"--exclude home {words} 2>/dev/null")
            self.assertNotIn(b"./list", self.read("list"), words)
            self.assertIn(b"./f", self.read("list"), words)
        # Another file of that name is.
        self.write("sub/list", b"abc")
        self.shell('"$1" sum -r . > list')
        self.assertIn(b"./sub/list", self.read("list"))


class Closed(Case):
    """A reader that has gone."""

    def setUp(self):
        super().setUp()
        self.tree = self.path("tree")
        for i in range(400):
            self.write(b"tree/" + b"n" * 200 + b"%d" % i, b"%d" % (i // 2))
        self.list = self.path("list")
        with open(self.list, "wb") as file:
            file.write(run("sum", "-r", self.tree).stdout)
        with open(self.list, "rb") as file:
            self.names = file.read()

    def closed(self, *words, status=-signal.SIGPIPE, env=None, **more):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([support.binary, *words], stdout=write,
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              timeout=support.WATCHDOG_SECONDS, check=False,
                              env={**os.environ, "XDG_CACHE_HOME":
                                   os.fsdecode(self.path("home")),
                                   **(env or {})}, **more)
        os.close(write)
        self.assertEqual(done.returncode, status, (words, done.stderr))
        return done.stderr

    def test_every_command(self):
        for words in (
                ["sum", "-r", self.tree, self.path("none")],
                ["sum", "--cache", "-r", self.tree, self.path("none")],
                ["sum", "-o", "-", "-r", self.tree, self.path("none")],
                ["sum", "-o", "/dev/stdout", "-r", self.tree],
                ["check", self.list], ["check", "--json", self.list],
                ["check", "--base", self.path("none"), self.list],
                ["check", "--extra=" + os.fsdecode(self.tree),
                 self.write("l", b"0" * 64 + b"  gone\n")],
                ["audit", self.tree, "--against", self.list],
                ["dupes", self.tree], ["dupes", "--json", self.tree],
                ["link", "-r", self.tree], ["cache", "stats"],
                ["algorithms"], ["info"], ["--help"], ["sum", "--help"]):
            self.assertEqual(self.closed(*words), b"", words)
        alias = self.path("sha256sum")
        os.symlink(support.binary, alias)
        saved, support.binary = support.binary, alias
        try:
            self.write("bad", b"0" * 64 + b"  " + self.list + b"\nx\n")
            self.assertEqual(self.closed(self.list), b"")
            self.assertEqual(self.closed("-c", self.path("bad")), b"")
        finally:
            support.binary = saved

    def test_it_ends_soon(self):
        """Not after files of 64 GB that nobody waits for."""
        for i in range(3):
            with open(self.path("tree/z%d" % i), "wb") as file:
                file.truncate(1 << 36)
        huge = b"".join(b"0" * 64 + b"  " + self.path("tree/z%d" % i) + b"\n"
                        for i in range(3))
        for words in (["sum", "-j1", "-r", self.tree],
                      ["sum", "-j1", "--cache", "-r", self.tree],
                      ["check", "-j1", self.write("l2", self.names + huge)]):
            self.assertEqual(self.closed(*words, env=SLOW), b"", words)

    def test_head(self):
        script = ('"$1" check "$2" | head -1 > /dev/null; '
                  'echo ${PIPESTATUS[0]}')
        done = subprocess.run(
            ["bash", "-c", script, "x", support.binary,
             self.write("long", self.names * 8)], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=support.WATCHDOG_SECONDS,
            check=False)
        self.assertEqual((done.stdout, done.stderr), (b"141\n", b""))

    def test_where_the_signal_is_ignored(self):
        """It says so then, as the tools of coreutils do."""
        text = self.closed("sum", self.list, status=1, restore_signals=False,
                           preexec_fn=lambda: signal.signal(signal.SIGPIPE,
                                                            signal.SIG_IGN))
        self.assertEqual(text, b"hashlane: standard output: Broken pipe\n")


def is_utf8(name):
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


if __name__ == "__main__":
    support.main("HASHLANE")
