# SPDX-License-Identifier: MIT
"""support.py - what the tests of the command share: running it and others."""
import hashlib
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

WATCHDOG_SECONDS = 120
EXAMPLES = int(os.environ.get("HASHLANE_EXAMPLES", "150"))  # of a property
NOBODY = 65534
binary = None
arguments = []  # what follows the binary on the command line

# LeakSanitizer is a tracer too, and a process has one at most.
TRACED = {"ASAN_OPTIONS": "detect_leaks=0"}


def run(*args, timeout=WATCHDOG_SECONDS, env=None, **more):
    """Run hashlane; its outcome with stdout and stderr as bytes."""
    if "input" not in more and "stdin" not in more:
        more["stdin"] = subprocess.DEVNULL
    if "stdout" not in more:
        more["stdout"] = subprocess.PIPE
    return subprocess.run([binary, *args], stderr=subprocess.PIPE,
                          timeout=timeout, env={**os.environ, **(env or {})},
                          check=False, **more)


def first_lines(count, *args):
    """What a run writes that would not end soon; then it is killed."""
    ours = subprocess.Popen([binary, *args], stdout=subprocess.PIPE)
    watchdog = threading.Timer(WATCHDOG_SECONDS, ours.kill)
    watchdog.start()
    lines = [ours.stdout.readline() for _ in range(count)]
    watchdog.cancel()
    ours.kill()
    ours.communicate()
    if ours.returncode != -signal.SIGKILL:
        raise AssertionError(f"it ended: {ours.returncode}")
    return b"".join(lines)


def until(test, what, pause=0.002):
    """Wait for what may take any time, but does come."""
    end = time.monotonic() + WATCHDOG_SECONDS
    while not test():
        if time.monotonic() > end:
            raise AssertionError(what)
        time.sleep(pause)


def answers_signals(pid):
    """They are for its thread by then; or it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8",
                  errors="replace") as file:
            status = dict(one.split(":\t", 1) for one in file)
    except (FileNotFoundError, ProcessLookupError):
        return True
    return status["State"][0] == "Z" or \
        int(status["SigBlk"], 16) >> (signal.SIGUSR1 - 1) & 1


def wait_for_signals(pid):
    until(lambda: answers_signals(pid), "it takes no signals")


def bytes_read(pid, path):
    """By the process, which has the file open; or 0."""
    folder = f"/proc/{pid}/fd"
    for fd in os.listdir(folder):
        try:
            if os.fsencode(os.readlink(f"{folder}/{fd}")) != path:
                continue
            with open(f"/proc/{pid}/io", encoding="ascii") as file:
                return int(file.readline().split()[1])
        except FileNotFoundError:
            continue
    return 0


def has_read(pid, path):
    """Has it read something of the file, which is long?"""
    return bytes_read(pid, path) > 1 << 20


def stop_in_the_midst(pid, path):
    """Stop a process that has read a part of the file, and not all of it."""
    def stopped():
        os.kill(pid, signal.SIGSTOP)
        until(lambda: is_stopped(pid), "it does not stop")
        if 1 << 20 < bytes_read(pid, path) < os.path.getsize(path):
            return True
        os.kill(pid, signal.SIGCONT)
        return False
    until(stopped, "nothing was read, or all at once")


def is_stopped(pid):
    """Every thread of it."""
    folder = f"/proc/{pid}/task"
    for thread in os.listdir(folder):
        with open(f"{folder}/{thread}/stat", "rb") as file:
            if file.read().rsplit(b")", 1)[1].split()[0] != b"T":
                return False
    return True


def wait_for_reading(pid, path):
    until(lambda: has_read(pid, path), "nothing was read")


def progress_of(child):
    """The line with which it answers SIGUSR1."""
    text = b""
    child.send_signal(signal.SIGUSR1)
    while not text.endswith(b"\n"):
        if not select.select([child.stderr], [], [], WATCHDOG_SECONDS)[0]:
            raise AssertionError(f"it does not answer: {text}")
        more = os.read(child.stderr.fileno(), 1)
        if not more:
            raise AssertionError(f"it ended: {text}")
        text += more
    return text


def progress_until(child, pattern):
    """Ask until the answer is like this one; all answers."""
    told = [progress_of(child)]
    while not re.search(pattern, told[-1]):
        if len(told) == 20 * WATCHDOG_SECONDS:
            raise AssertionError(told[-1])
        time.sleep(0.05)
        told.append(progress_of(child))
    return b"".join(told)


def need(tool):
    """Skip the test, to be told loudly at the end, without this tool."""
    if not shutil.which(tool):
        raise unittest.SkipTest(f"{tool} is not installed")


def in_pieces(paths, count=500):
    for i in range(0, len(paths), count):
        yield paths[i:i + count]


def ask(command, paths):
    """What a tool prints on these paths, in several runs of it."""
    out = b""
    for some in in_pieces(paths):
        done = subprocess.run([*command, *some], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise AssertionError(f"{command[0]} failed: {done.stderr[:500]}")
        out += done.stdout
    return out


def ask_coreutils(tool, paths):
    """Digests by md5sum and its like."""
    need(tool)
    lines = ask([tool, "-z", "--"], paths).split(b"\0")[:-1]
    assert len(lines) == len(paths), (tool, len(lines), len(paths))
    for line, path in zip(lines, paths):
        assert line.split(b"  ", 1)[1] == path, (line, path)
    return [line.split(b"  ", 1)[0].decode() for line in lines]


def ask_rhash(name, paths):
    """Digests by rhash; a name in capitals gives capitals."""
    need("rhash")
    lines = ask(["rhash", "-p", f"%{{{name}}}\\n", "--"], paths).split(b"\n")
    assert len(lines) == len(paths) + 1, (name, len(lines), len(paths))
    return [line.decode() for line in lines[:-1]]


def ask_b3sum(paths):
    need("b3sum")
    lines = ask(["b3sum", "--no-names", "--"], paths).split(b"\n")
    assert len(lines) == len(paths) + 1, (len(lines), len(paths))
    return [line.decode() for line in lines[:-1]]


def ask_xxhsum(number, paths):
    """Digests by xxhsum -H1 (XXH64), -H2 (XXH128), -H3 (XXH3)."""
    need("xxhsum")
    out = ask(["xxhsum", f"-H{number}", "--tag", "--"], paths)
    found = re.findall(rb"^XXH\w+ \(.*?\) = ([0-9a-f]+)$", out, re.M | re.S)
    assert len(found) == len(paths), (number, len(found), len(paths))
    return [digest.decode() for digest in found]


ED2K_PART = 9728000

# How to have a digest computed by somebody else.
ORACLES = {
    "md5": lambda paths: ask_coreutils("md5sum", paths),
    "sha1": lambda paths: ask_coreutils("sha1sum", paths),
    "sha224": lambda paths: ask_coreutils("sha224sum", paths),
    "sha256": lambda paths: ask_coreutils("sha256sum", paths),
    "sha384": lambda paths: ask_coreutils("sha384sum", paths),
    "sha512": lambda paths: ask_coreutils("sha512sum", paths),
    "blake2b": lambda paths: ask_coreutils("b2sum", paths),
    "md4": lambda paths: ask_rhash("md4", paths),
    "tiger": lambda paths: ask_rhash("tiger", paths),
    "ed2k": lambda paths: ask_rhash("ed2k", paths),
    "tth": lambda paths: ask_rhash("TTH", paths),
    "aich": lambda paths: ask_rhash("AICH", paths),
    "crc32": lambda paths: ask_rhash("crc32", paths),
    "crc32c": lambda paths: ask_rhash("crc32c", paths),
    "sha3-224": lambda paths: ask_rhash("sha3-224", paths),
    "sha3-512": lambda paths: ask_rhash("sha3-512", paths),
    "blake2s": lambda paths: ask_rhash("blake2s", paths),
    "blake3": ask_b3sum,
    "xxh64": lambda paths: ask_xxhsum(1, paths),
    "xxh3-128": lambda paths: ask_xxhsum(2, paths),
    "xxh3-64": lambda paths: ask_xxhsum(3, paths),
}

# BSD tags that are not the name in capitals.
TAGS = {
    "sha512-256": "SHA512/256",
    "blake2b": "BLAKE2b",
    "blake2s": "BLAKE2s",
    "xxh3-64": "XXH3",
    "xxh3-128": "XXH128",
}


def tag(algorithm):
    return TAGS.get(algorithm, algorithm.upper()).encode()


def list_files(root):
    """Regular files below root, as bytes, in bytewise order of path."""
    found = []
    for folder, _, names in os.walk(os.fsencode(root)):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                found.append(path)
    return sorted(found)


# Names as bytes: what a file system takes and line formats stumble over.
ODD_NAMES = [
    b"plain", b".hidden", b"two words", b"-dash", b"--help", b"new\nline",
    b"\nfirst", b"back\\slash", b"\\", b"carriage\rreturn", b"tab\there",
    b"'single'", b'"double"', b"$(echo no)", b"`tick`", b"*", b"?", b"~",
    b"#", b"latin1-\xe9", b"\xff\xfe", b"\xed\xa0\x80", b"utf8-\xc3\xa9",
    b"\xe2\x80\xae", b"\x1b[31m", b"\x7f", b"MD5 (x) = y", b") = ",
    b"  two spaces", b"a:b", b"trailing ", b"\xf0\x9f\x98\x80", b"n" * 255,
]


def unprivileged(case):
    """The command as a user whom permissions bind."""
    if os.geteuid():
        return [binary]
    need("setpriv")
    copy = case.path("hashlane-copy")
    shutil.copy(binary, copy)
    os.chmod(copy, 0o755)
    # Not part of the tree that the test walks.
    away = tempfile.mkdtemp(prefix="hashlane-bin-")
    case.addCleanup(shutil.rmtree, away)
    os.chmod(away, 0o755)
    copy = shutil.move(os.fsdecode(copy), away)
    prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}",
              "--clear-groups", copy]
    tried = subprocess.run([*prefix, "--version"], stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, check=False)
    if tried.returncode:
        case.skipTest(f"no unprivileged run: {tried.stdout!r}")
    return prefix


def payload(size, seed=0):
    return random.Random(size * 1000003 + seed).randbytes(size)


class Case(unittest.TestCase):
    """A folder of its own for each test, and the usual checks."""

    def setUp(self):
        self.folder = os.fsencode(tempfile.mkdtemp(prefix="hashlane-test-"))
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, os.fsencode(name))

    def write(self, name, data=b"abc"):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def check(self, done, status, stdout=None, stderr=None):
        self.assertEqual(done.returncode, status, done)
        if stdout is not None:
            self.assertEqual(done.stdout, stdout)
        if stderr is not None:
            self.assertEqual(done.stderr, stderr)
        for line in done.stderr.split(b"\n")[:-1]:
            if not line.startswith(b"Try 'hashlane "):
                self.assertTrue(line.startswith(b"hashlane: "), line)

    def usage(self, *args, reason=b"", env=None):
        done = run(*args, env=env)
        self.check(done, 2, stdout=b"")
        self.assertIn(reason, done.stderr)
        return done

    def failed(self, name, reason):
        return b"hashlane: " + os.fsencode(name) + b": " + reason + b"\n"


def line(data, path, algorithm="md5"):
    digest = hashlib.new(algorithm, data).hexdigest().encode()
    return digest + b"  " + path + b"\n"


def main(describe):
    """Run the tests of the caller's module; `describe` tells its arguments."""
    global binary, arguments
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    flags = [word for word in sys.argv[1:] if word.startswith("-")]
    strict = "--strict" in flags
    flags = [flag for flag in flags if flag != "--strict"]
    if not words:
        sys.exit(f"usage: {sys.argv[0]} [--strict] {describe}")
    binary = os.path.abspath(words[0])
    arguments = words[1:]
    program = unittest.main(argv=[sys.argv[0], *flags], exit=False)
    result = program.result
    for test, reason in result.skipped:
        print(f"NOT RUN: {test}: {reason}", file=sys.stderr)
    bad = not result.wasSuccessful() or not result.testsRun
    if strict and result.skipped:
        print("FAILED: tests not run (--strict)", file=sys.stderr)
        bad = True
    sys.exit(1 if bad else 0)
