#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_progress.py - the display on a terminal, and signals.

    test_progress.py [--strict] HASHLANE
"""
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
import unicodedata

import support
from support import Case, line, payload, run

SLOW = {"HASHLANE_ISA": "scalar"}
SUMMARY = rb"hashlane: interrupted: (?:1 file|(?!1 )\d+ files), [0-9.]+ [kMGT]?B done in [\d.]+ s"
TOTAL = rb"[0-9.]+ [kMGT]?B( of [0-9.]+ [kMGT]?B\+?)?, \d+ of \d+ files, " \
    rb"[0-9.]+ [kMGT]?B/s, ETA [0-9:?]+"


def columns_of(text):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1
               for char in text)


class Screen:
    """A terminal as far as the display needs one: lines, up, erase."""

    def __init__(self):
        self.lines, self.row, self.column = [""], 0, 0

    def feed(self, data):
        text = data.decode()
        at = 0
        while at < len(text):
            found = re.compile(r"\x1b\[(\d*)([A-Za-z])").match(text, at)
            if found:
                self.escape(found[2], int(found[1] or 1))
                at = found.end()
                continue
            char = text[at]
            at += 1
            if char == "\r":
                self.column = 0
            elif char == "\n":
                self.row += 1
                if self.row == len(self.lines):
                    self.lines.append("")
            else:
                old = self.lines[self.row].ljust(self.column)
                self.lines[self.row] = (old[:self.column] + char +
                                        old[self.column + 1:])
                self.column += 1

    def escape(self, letter, number):
        if letter == "A":
            self.row = max(0, self.row - number)
        elif letter == "J":
            self.lines[self.row] = self.lines[self.row][:self.column]
            del self.lines[self.row + 1:]
        elif letter != "m":
            raise AssertionError(f"unexpected escape {letter}")


class Terminal:
    """hashlane in a pseudo-terminal of its own."""

    def __init__(self, *words, term="xterm", env=None, stdout=None,
                 columns=80):
        self.data = b""
        self.started = time.monotonic()
        inherited = {name: value for name, value in os.environ.items()
                     if name != "NO_COLOR"}
        env = {**inherited, "TERM": term, **(env or {})}
        self.pid, self.fd = pty.fork()
        if not self.pid:
            with contextlib.suppress(OSError):
                fcntl.ioctl(0, termios.TIOCSWINSZ,
                            struct.pack("HHHH", 24, columns, 0, 0))
                if stdout is not None:
                    os.dup2(stdout, 1)
                os.execve(support.binary, [support.binary, *words], env)
            os._exit(99)

    def read(self, seconds, until=None):
        """False: it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if until and until in self.data:
                return True
            if not select.select([self.fd], [], [], 0.05)[0]:
                continue
            try:
                more = os.read(self.fd, 65536)
            except OSError:
                return False
            if not more:
                return False
            self.data += more
        return True

    def see(self, *patterns, draws=0):
        """Wait for all of these, and so many lines of progress."""
        end = time.monotonic() + support.WATCHDOG_SECONDS
        while draws > len(re.findall(TOTAL, self.data)) or not all(
                re.search(one, self.data) for one in patterns):
            if time.monotonic() > end or not self.read(0.1):
                raise AssertionError(f"{patterns} not in {self.data[-3000:]}")

    def type(self, keys):
        os.write(self.fd, keys)

    def end(self):
        """The exit status."""
        if self.read(support.WATCHDOG_SECONDS):
            os.kill(self.pid, signal.SIGKILL)
            raise AssertionError(f"hangs; it wrote {self.data[-500:]}")
        self.seconds = time.monotonic() - self.started
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def screen(self):
        screen = Screen()
        screen.feed(self.data)
        return screen.lines


def waits_for_keys(pid):
    """Does its main thread wait for the terminal, by read or by poll?"""
    numbers = {"x86_64": (0, 7), "aarch64": (63, 73), "riscv64": (63, 73)}
    number, poll = numbers.get(os.uname().machine, (None, None))
    try:
        with open(f"/proc/{pid}/syscall", encoding="ascii") as file:
            words = file.read().split()
        if number is not None:
            return words[0] == str(poll) or words[0] == str(number) and os.readlink(
                f"/proc/{pid}/fd/{int(words[1], 16)}").startswith("/dev/pts/")
    except OSError:
        pass
    time.sleep(0.5)
    return True


class Display(Case):
    def setUp(self):
        super().setUp()
        self.huge = self.path("huge")
        with open(self.huge, "wb") as file:
            file.truncate(1 << 36)
        self.small = self.write("small", b"abc")

    def test_whole_and_slowest(self):
        shown = Terminal("sum", "-a", "md5", self.small, self.huge, env=SLOW)
        # Counted meanwhile, since it takes its time.
        shown.see(rb"of 68\.7 GB\+, \d of 2 files, .*ETA \?",
                  rb"of 68\.7 GB, \d of 2 files, .*ETA \d+:",
                  rb"68\.7 GB +0:0\d  [^\r\n]*huge", draws=6)
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)
        self.assertLessEqual(len(re.findall(rb"ETA", shown.data)),
                             10 * shown.seconds + 1)
        self.assertNotRegex(shown.data, rb"0:0\d  [^\r\n]*small")
        # Nothing of it stays on the screen.
        left = [one.rstrip() for one in shown.screen()]
        self.assertRegex(left[0], "^[0-9a-f]{32}  .*small$")
        self.assertRegex(left[1].replace("^C", ""),
                         SUMMARY.decode())
        self.assertEqual(left[2:], [""])

    def test_a_check_is_counted_by_its_lists(self):
        digest = b"0" * 32
        text = b"".join(b"%s  %s\n" % (digest, name)
                        for name in (b"small", b"none", b"huge"))
        shown = Terminal("check", "--base", self.folder,
                         self.write("list", text), env=SLOW)
        shown.see(rb"of 68\.7 GB, \d of 3 files, .*ETA \d+:")
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)

    def test_an_update_is_counted_by_its_folder(self):
        os.mkdir(self.path("tree"))
        os.rename(self.huge, self.path("tree/huge"))
        os.rename(self.small, self.path("tree/small"))
        text = b"0" * 32 + b"  " + self.path("tree/small") + b"\n"
        shown = Terminal("update", self.write("list", text),
                         self.path("tree"), env=SLOW)
        shown.see(rb"of 68\.7 GB, \d of 2 files, .*ETA \d+:")
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)

    def test_duplicates_are_counted_by_what_is_alike(self):
        for name, size in (("other", 1 << 36), ("lone", 1 << 37),
                           ("a", 3), ("b", 3)):
            with open(self.path(name), "wb") as file:
                file.truncate(size)
        shown = Terminal("dupes", "-a", "md5", self.folder, env=SLOW)
        # The two huge ones and the three small ones, each of them once,
        # though of the huge ones the starts were hashed before.
        shown.see(rb"of 137 GB, \d of 5 files, .*ETA \d+:")
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)

    def test_counted_below_directories(self):
        for i in range(50):
            self.write(b"sub/d%d/f" % (i % 5) + b"%d" % i, b"x" * 100)
        with open(self.path("sub/a"), "wb") as file:
            file.truncate(1 << 35)
        shown = Terminal("sum", "-j1", "-a", "md5", "-r", self.path("sub"),
                         env=SLOW)
        shown.see(rb"of 34\.4 GB, \d+ of 51 files")
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)

    def test_erased_at_the_end(self):
        paths = [self.write("f%d" % i, payload(3_000_000)) for i in range(80)]
        shown = Terminal("sum", "-j1", "-a", "sha512", *paths, env=SLOW)
        self.assertEqual(shown.end(), 0)
        self.assertRegex(shown.data, TOTAL)
        self.assertEqual([one.rstrip() for one in shown.screen()],
                         [one.decode() for one in b"".join(
                             line(payload(3_000_000), path, "sha512")
                             for path in paths).split(b"\n")])

    def test_messages_stay_whole(self):
        words = []
        for i in range(40):
            words.append(self.write("f%d" % i, payload(2_000_000)))
            words.append(self.path("missing%d" % i))
        shown = Terminal("sum", "-j1", "-a", "sha512", *words, env=SLOW)
        self.assertEqual(shown.end(), 1, shown.data[-3000:])
        for one in shown.screen()[:-1]:
            self.assertRegex(one.rstrip(), r"^[0-9a-f]{128}  .*f\d+$|"
                             r"^hashlane: .*missing\d+: no such file or directory$")

    def test_width(self):
        name = self.path("x" * 200)
        os.rename(self.huge, name)
        shown = Terminal("sum", "-a", "md5", name, env=SLOW)
        shown.see(rb"\.\.\.xxx")
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)
        for one in re.split(rb"[\r\n]+|\x1b\[\d*[AJ]", shown.data):
            plain = re.sub(rb"\x1b\[\d*m|\^C", b"", one)
            if not plain.startswith(b"hashlane"):
                self.assertLess(len(plain), 81, plain)

    def test_narrow(self):
        """Each line is shorter than the terminal, whatever is in the name."""
        name = "größe-файл-日本語\u202e\x1b[2J" + "長" * 30 + "x" * 40 + "語"
        shown_name = name.replace("\u202e", "\\342\\200\\256") \
                         .replace("\x1b", "\\033")
        path = self.path(name)
        os.rename(self.huge, path)
        for columns in (1, 2, 10, 20, 21, 22, 24, 27, 50, 200):
            with self.subTest(columns):
                shown = Terminal("sum", "-a", "md5", path, env=SLOW,
                                 columns=columns)
                # So narrow a terminal shows no files.
                if columns > 26:
                    shown.see(rb"   68\.7 GB     0:0")
                else:
                    support.wait_for_signals(shown.pid)
                    shown.read(1.5)
                shown.type(b"\x03")
                self.assertEqual(shown.end(), 130)
                text = re.sub(r"\x1b\[\d*m|\^C", "", shown.data.decode())
                drawn = [one for one in re.split(r"[\r\n]+|\x1b\[\d*[AJ]",
                                                 text)
                         if not one.startswith("hashlane: ")]
                for one in drawn:
                    self.assertLess(columns_of(one), columns, one)
                files = [one[21:] for one in drawn
                         if one.startswith("   68.7 GB     0:0")]
                if columns > 26:
                    self.assertGreater(len(files), 0, drawn)
                whole = os.fsdecode(self.folder) + "/" + shown_name
                for one in files:
                    self.assertTrue(one in "..." or whole.endswith(
                        one[3:] if one.startswith("...") else one), one)
                    if columns >= 50:
                        self.assertTrue(one.endswith("語"), one)
                # What was drawn is gone.
                self.assertNotIn("68.7", "".join(shown.screen()[:1]))

    def test_nothing_over_what_is_typed(self):
        small = self.small + b"\n"
        digest = line(b"abc", self.small, "sha256")
        for words, typed, result in (
                (["sum", "-"], b"abc\n", b"edeaaff3f1774ad2888673770c6d6409"),
                (["sum", "--files-from", "-"], small, digest[:64]),
                (["check", "-"], digest, self.small + b": OK"),
                (["sum", "--cache", "--files-from", "-"], small, digest[:64])):
            with self.subTest(words):
                shown = Terminal(*words, env={
                    "XDG_CACHE_HOME": os.fsdecode(self.folder)})
                # It may have drawn before it began to read.
                support.until(lambda: shown.read(0.1) and
                              waits_for_keys(shown.pid), "it does not read")
                begun = len(shown.data)
                shown.type(typed[:5])
                shown.read(0.5)
                os.kill(shown.pid, signal.SIGUSR1)
                support.until(lambda: shown.read(0.1) and
                              b"ETA" in shown.data[begun:], "no answer")
                since = shown.data[begun:]
                self.assertEqual(len(re.findall(rb"ETA", since)), 1)
                self.assertNotIn(b"\x1b", since)
                shown.type(typed[5:] + b"\x04")
                shown.read(0.2)
                shown.type(b"\x04")
                self.assertEqual(shown.end(), 0, shown.data)
                self.assertIn(result, shown.data)

    def test_drawn_again_after_what_is_typed(self):
        shown = Terminal("sum", "-a", "md5", "-", self.huge, env=SLOW)
        shown.read(0.3)
        shown.type(b"abc\n\x04\x04")
        shown.see(b"ETA")
        shown.type(b"\x03")
        self.assertEqual(shown.end(), 130)

    def test_none(self):
        for why, words, more in (
                ("quiet", ["-q"], {}), ("dumb", [], {"term": "dumb"})):
            with self.subTest(why):
                shown = Terminal("sum", *words, "-a", "md5", self.huge,
                                 env=SLOW, **more)
                support.wait_for_reading(shown.pid, self.huge)
                shown.read(0.7)
                self.assertEqual(shown.data, b"")
                shown.type(b"\x03")
                self.assertEqual(shown.end(), 130)
                self.assertRegex(shown.data.replace(b"^C", b""),
                                 rb"\A" + SUMMARY + rb"\r\n\Z")

    def test_no_color(self):
        for value, coloured in (("1", False), ("", True)):
            shown = Terminal("sum", "-a", "md5", self.huge,
                             env={**SLOW, "NO_COLOR": value})
            shown.see(draws=2)
            shown.type(b"\x03")
            shown.end()
            self.assertEqual(b"\x1b[1m" in shown.data, coloured)

    def test_standard_input(self):
        shown = Terminal("sum", "-a", "md5", "-")
        shown.type(b"abc\n\x04\x04")
        self.assertEqual(shown.end(), 0)
        self.assertIn("0bee89b07a248e27c83fc3d5951213c1  -",
                      [one.rstrip() for one in shown.screen()])


class Signals(Case):
    def setUp(self):
        super().setUp()
        self.huge = self.path("huge")
        with open(self.huge, "wb") as file:
            file.truncate(1 << 36)

    def start(self, *words, **more):
        more.setdefault("stdout", subprocess.PIPE)
        child = subprocess.Popen(
            [support.binary, *words], stderr=subprocess.PIPE,
            env={**os.environ, **SLOW}, **more)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        support.wait_for_signals(child.pid)
        return child

    def start_on_huge(self, *words, **more):
        child = self.start(*words, **more)
        support.wait_for_reading(child.pid, self.huge)
        return child

    def ended(self, child, status, stderr):
        _, text = child.communicate(timeout=support.WATCHDOG_SECONDS)
        self.assertEqual(child.returncode, status, text)
        self.assertRegex(text, rb"\A" + stderr + rb"\n\Z")

    def test_what_is_hashed_for_a_guess(self):
        """Files that fail are hashed again; they count once."""
        digest = b"0" * 32 + b"  "
        text = b""
        for i in range(50):
            self.write(f"d/{i}", b"x")
            text += digest + b"d/%d\n" % i
        with open(self.path("d/huge"), "wb") as file:
            file.truncate(1 << 40)
        self.write("list", text + digest + b"d/huge\n")
        ours = subprocess.Popen(
            [support.binary, "check", "list"], cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        watchdog = threading.Timer(support.WATCHDOG_SECONDS, ours.kill)
        watchdog.start()
        for _ in range(50):
            self.assertIn(b": FAILED", ours.stdout.readline())
        ours.send_signal(signal.SIGINT)
        _, err = ours.communicate()
        watchdog.cancel()
        self.assertEqual(ours.returncode, 130, err)
        self.assertIn(b"interrupted: 50 files, ", err)

    def test_interrupted(self):
        for words in (["-a", "md5", self.huge], ["-a", "crc32", self.huge],
                      ["-a", "ed2k,tth", self.huge],
                      ["--cache", "-a", "md5", self.huge]):
            with self.subTest(words):
                child = self.start_on_huge("sum", *words)
                child.send_signal(signal.SIGINT)
                self.ended(child, 130, SUMMARY)

    def test_held_up(self):
        """Also where the main thread waits for somebody else, as it will."""
        child = self.start("sum", "-", stdin=subprocess.PIPE)
        time.sleep(0.2)
        child.send_signal(signal.SIGINT)
        self.ended(child, 130, SUMMARY)
        # A pipe that nobody writes.
        os.mkfifo(self.path("fifo"))
        child = self.start("sum", self.path("fifo"))
        time.sleep(0.2)
        child.send_signal(signal.SIGINT)
        self.ended(child, 130, SUMMARY)
        # A reader that does not read.
        folder = self.path("folder")
        os.mkdir(folder)
        for i in range(3000):
            self.write(b"folder/" + b"n" * 60 + b"%d" % i, b"")
        read, write = os.pipe()
        child = self.start("sum", "-r", folder, stdout=write)
        os.close(write)
        time.sleep(0.4)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.wait(support.WATCHDOG_SECONDS), 130)
        child.stderr.close()
        os.close(read)

    def test_input_that_ended_by_the_same_signal(self):
        """As that of `producer | hashlane sum -`: it is not the whole."""
        for _ in range(10):
            child = self.start("sum", "-", stdin=subprocess.PIPE)
            child.stdin.write(b"a part")
            child.send_signal(signal.SIGINT)
            out, _ = child.communicate(timeout=support.WATCHDOG_SECONDS)
            self.assertEqual((child.returncode, out), (130, b""))

    def test_check(self):
        self.write("list", b"0" * 32 + b"  " + self.huge + b"\n")
        child = self.start_on_huge("check", self.path("list"))
        self.assertRegex(support.progress_of(child), rb"\Ahashlane: " + TOTAL)
        child.send_signal(signal.SIGINT)
        self.ended(child, 130, SUMMARY)

    def test_finished_lines_are_not_lost(self):
        """Of a check, whatever of it is under way."""
        digest = line(b"abc", b"", "sha256")[:64]
        zeros = b"0" * 64
        for name in ("tree/a", "tree/z", "first", "last"):
            self.write(name, b"abc")
        os.rename(self.huge, self.path("tree/huge"))
        lines = [digest + b"  " + self.path("first"),
                 zeros + b"  " + self.path("tree/huge"),
                 digest + b"  " + self.path("last")]
        text = self.write("list", b"\n".join(lines) + b"\n")
        gone = self.write("gone", zeros + b"  none\n" + lines[0] + b"\n" +
                          zeros + b"  other\n")
        tree = os.fsdecode(self.path("tree"))
        first, last = self.path("first") + b": OK", self.path("last") + b": OK"
        extra = {self.path("tree/a") + b": EXTRA",
                 self.path("tree/z") + b": EXTRA"}
        # Those of the lists that are missing count as well.
        for words, lines, count in (
                (["check", "-j2", text], {first, last}, 2),
                (["check", "-j1", text], {first}, 1),
                (["check", "-j2", "--extra=" + tree, text], {first, last}, 2),
                (["check", "-j2", "--extra=" + tree, gone],
                 {first} | extra, 5),
                (["check", "-j1", "--extra=" + tree, gone],
                 {first, min(extra)}, 4)):
            for number in (signal.SIGINT, signal.SIGTERM):
                with self.subTest((words, number)):
                    child = self.start(*words)
                    support.progress_until(child, rb" %d of \d files" % count)
                    child.send_signal(number)
                    out, told = child.communicate(
                        timeout=support.WATCHDOG_SECONDS)
                    self.assertEqual(child.returncode, 128 + number, told)
                    found = out.split(b"\n")[:-1]
                    self.assertEqual(len(found), len(set(found)), out)
                    self.assertLessEqual(lines, set(found))
                    # Of the others nothing is known.
                    self.assertLessEqual(set(found), {first, last} | extra)
                    self.assertRegex(told, SUMMARY[10:15] + rb".*|.*signal.*")
                    self.assertRegex(told, rb": [1-9]\d* files?, [1-9.]")

    def test_extra_is_counted(self):
        os.mkdir(self.path("tree"))
        os.rename(self.huge, self.path("tree/huge"))
        gone = self.write("gone", b"0" * 64 + b"  none\n")
        child = self.start("check", "--extra=" + os.fsdecode(
            self.path("tree")), gone)
        # Whether the missing file has moved is known when the search ends.
        support.progress_until(
            child, rb"hashlane: [1-9][0-9.]* [kMG]?B( of 68\.7 GB\+)?, \d "
            rb"of \d files, [0-9.]+ [kMG]?B/s(, ETA \?)?\n")
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=support.WATCHDOG_SECONDS)
        self.assertEqual(child.returncode, 130)

    def test_other_signals(self):
        for number in (signal.SIGTERM, signal.SIGHUP):
            child = self.start_on_huge("sum", self.huge)
            child.send_signal(number)
            self.ended(child, 128 + number,
                       SUMMARY.replace(b"interrupted", b"ended by a signal"))

    def test_ignored_ones_stay_ignored(self):
        child = self.start("sum", self.write("f", b"abc"), "-",
                           stdin=subprocess.PIPE, preexec_fn=lambda:
                           signal.signal(signal.SIGINT, signal.SIG_IGN))
        child.send_signal(signal.SIGINT)
        out, text = child.communicate(b"abc",
                                      timeout=support.WATCHDOG_SECONDS)
        self.assertEqual((child.returncode, text), (0, b""))
        self.assertEqual(out, line(b"abc", self.path("f"), "sha256") +
                         line(b"abc", b"-", "sha256"))

    def test_asked_for_a_line(self):
        child = self.start("sum", "-q", "-a", "md5", self.huge)
        for _ in range(3):
            self.assertRegex(support.progress_of(child),
                             rb"\Ahashlane: " + TOTAL + rb"\n\Z")
        child.send_signal(signal.SIGINT)
        self.ended(child, 130, SUMMARY)

    def test_nothing_without_a_terminal(self):
        child = self.start_on_huge("sum", "-a", "md5", self.huge)
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        self.ended(child, 130, SUMMARY)


if __name__ == "__main__":
    support.main("HASHLANE")
