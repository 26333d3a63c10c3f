#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_cache.py - the cache of digests: what it may answer, and its faults.

    test_cache.py [--strict] HASHLANE

With HASHLANE_TEST_EVERY=1 the database is cut at every byte and every bit of
it is turned, which takes minutes; else at some of them.
"""
import base64
import concurrent.futures
import contextlib
import functools
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time

import support
from support import ODD_NAMES, Case, line, need, payload, run

EVERY = bool(os.environ.get("HASHLANE_TEST_EVERY"))
OLD_NS = 1_500_000_000_123_456_789
# Files are trusted when they are older than their time stamps' resolution.
SETTLE_SECONDS = 0.1
WARNING = (rb"hashlane: \S+cache\.db: is not used: [^\n]+\n"
           rb"|hashlane: \S+cache\.db: [^\n]+\n")


class CacheCase(Case):
    def setUp(self):
        super().setUp()
        self.home = self.path(b"xdg")
        self.env = {"XDG_CACHE_HOME": os.fsdecode(self.home)}
        self.db = os.path.join(self.home, b"hashlane", b"cache.db")
        os.mkdir(self.path(b"files"))

    def file(self, name, data):
        path = self.write(os.path.join(b"files", os.fsencode(name)), data)
        os.utime(path, ns=(OLD_NS, OLD_NS))
        return path

    def settle(self):
        time.sleep(SETTLE_SECONDS)

    def sum(self, *words, **more):
        return run("sum", "--cache", *words, env=self.env, **more)

    def files(self, count, size=100):
        paths = [self.file(b"f%05d" % i, payload(size + i % 7, i))
                 for i in range(count)]
        self.settle()
        return paths

    def wanted(self, algorithm="sha256"):
        lines = []
        for path in support.list_files(self.path(b"files")):
            with open(path, "rb") as file:
                lines.append(line(file.read(), path, algorithm))
        return b"".join(lines)

    def rows(self):
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            return db.execute("SELECT count(*) FROM file").fetchone()[0]

    def poison(self, path, digest):
        """Make the cache say another SHA-256 of a file, with its check."""
        st = os.stat(path)
        value = ((8).to_bytes(4, "little") + bytes(8) + bytes([len(digest)]) +
                 digest)
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            system = db.execute("SELECT device FROM file WHERE inode=?",
                                (st.st_ino,)).fetchone()[0]
        head = b"".join(int(x % 2**64).to_bytes(8, "little") for x in (
            system, st.st_ino, st.st_size, st.st_mtime_ns, st.st_ctime_ns))
        checked = run("sum", "--format", "gnu", "-a", "xxh3-64", "-",
                      input=head + value)
        value += bytes.fromhex(checked.stdout[:16].decode())
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            count = db.execute(
                "UPDATE file SET size=?, mtime=?, ctime=?, value=? "
                "WHERE inode=?", (st.st_size, st.st_mtime_ns, st.st_ctime_ns,
                                  value, st.st_ino)).rowcount
            db.commit()
        self.assertEqual(count, 1)


class Answers(CacheCase):
    """A remembered digest comes out where it may, and nowhere else."""

    def setUp(self):
        super().setUp()
        self.paths = self.files(20)
        self.check(self.sum("-r", self.path(b"files")), 0, self.wanted(), b"")
        self.poison(self.paths[7], bytes(32))
        self.poisoned = line(b"", b"").replace(
            hashlib.md5(b"").hexdigest().encode(), b"0" * 64
        ).replace(b"\n", self.paths[7] + b"\n")

    def test_unchanged_files_are_not_read_again(self):
        self.check(self.sum(self.paths[7]), 0, self.poisoned, b"")
        done = self.sum("-r", self.path(b"files"))
        self.assertIn(self.poisoned, done.stdout)
        self.assertEqual(self.rows(), 20)

    def test_only_when_asked_for(self):
        self.check(run("sum", "-r", self.path(b"files"), env=self.env), 0,
                   self.wanted(), b"")
        self.check(self.sum("--no-cache", "-r", self.path(b"files")), 0,
                   self.wanted(), b"")

    def test_refresh(self):
        self.check(self.sum("--refresh", self.paths[7]), 0,
                   line(payload(100, 7), self.paths[7], "sha256"), b"")
        self.check(self.sum("-r", self.path(b"files")), 0, self.wanted(), b"")

    def test_changed_files_are_read_again(self):
        path = self.paths[7]
        for change in ("content", "size", "mtime", "mode", "inode"):
            with self.subTest(change):
                with open(path, "rb") as file:
                    data = file.read()
                if change == "content":
                    with open(path, "r+b") as file:
                        file.write(b"X")
                    os.utime(path, ns=(OLD_NS, OLD_NS))
                elif change == "size":
                    with open(path, "ab") as file:
                        file.write(b"X")
                    os.utime(path, ns=(OLD_NS, OLD_NS))
                elif change == "mtime":
                    os.utime(path, ns=(OLD_NS + 1, OLD_NS + 1))
                elif change == "mode":
                    os.chmod(path, 0o600)
                else:
                    os.rename(path, path + b".old")
                    shutil.copy2(path + b".old", path)
                    os.unlink(path + b".old")
                self.settle()
                with open(path, "rb") as file:
                    data = file.read()
                self.check(self.sum(path), 0, line(data, path, "sha256"), b"")
                self.poison(path, bytes(32))
                self.check(self.sum(path), 0, self.poisoned, b"")

    def test_young_files_are_not_trusted(self):
        later = time.time_ns() + 3600 * 10**9 + 7
        path = self.file(b"young", b"abc")
        os.utime(path, ns=(later, later))
        self.settle()
        self.check(self.sum(path), 0, line(b"abc", path, "sha256"), b"")
        self.assertEqual(self.rows(), 20)
        # A whole second: it may be that nothing finer is recorded.
        now = int(time.time()) * 10**9
        os.utime(path, ns=(now, now))
        self.check(self.sum(path), 0, line(b"abc", path, "sha256"), b"")
        self.assertEqual(self.rows(), 20)
        os.utime(path, ns=(OLD_NS, OLD_NS))
        self.settle()
        self.check(self.sum(path), 0, line(b"abc", path, "sha256"), b"")
        self.assertEqual(self.rows(), 21)

    def test_algorithms_are_told_apart(self):
        path = self.paths[7]
        data = payload(100, 7)
        self.check(self.sum("-a", "md5", path), 0, line(data, path), b"")
        self.check(self.sum("-a", "md5", path), 0, line(data, path), b"")
        # The poisoned one is still there.
        self.check(self.sum(path), 0, self.poisoned, b"")
        two = self.sum("-a", "md5,sha256", "--format", "gnu", path)
        self.check(two, 0, line(data, path) + self.poisoned, b"")
        # One that is not known: all are hashed.
        done = self.sum("-a", "sha256,sha1", "--format", "gnu", path)
        self.check(done, 0, line(data, path, "sha256") +
                   line(data, path, "sha1"), b"")

    def test_parameters_are_told_apart(self):
        path = self.file(b"big", payload(3 << 20))
        self.settle()
        for part in ("1MiB", "2MiB", "1MiB"):
            words = ("-a", f"s3-etag:part={part}", path)
            self.check(self.sum(*words), 0, run("sum", *words).stdout, b"")

    def test_one_without_a_digest(self):
        path = self.file(b"empty", b"")
        self.settle()
        words = ("-a", "bt2-pieces-root,md5", path)
        plain = run("sum", *words)
        for _ in range(2):
            self.check(self.sum(*words), plain.returncode, plain.stdout,
                       plain.stderr)

    def test_part_hashes(self):
        path = self.file(b"big", payload(20_000_000))
        self.settle()
        words = ("-a", "ed2k,tth", "--format", "json", "--part-hashes", path)
        for _ in range(2):
            self.check(self.sum(*words), 0, run("sum", *words).stdout, b"")

    def test_hard_links_share(self):
        other = self.path(b"files/zz")
        os.link(self.paths[7], other)
        self.settle()
        self.sum(self.paths[7])
        self.poison(self.paths[7], bytes(32))
        self.assertEqual(self.sum(other).stdout, b"0" * 64 + b"  " + other +
                         b"\n")


class Mounts(CacheCase):
    """A file system is known again, whatever its device is called."""

    def mount(self, name):
        folder = self.path(b"at-" + name)
        os.makedirs(folder, exist_ok=True)
        done = subprocess.run(["mount", "-o", "loop", self.path(name), folder],
                              capture_output=True, check=False)
        if done.returncode:
            self.skipTest("no file system can be mounted")
        self.addCleanup(subprocess.run, ["umount", folder], check=False,
                        capture_output=True)
        return folder

    def make(self, name, *options):
        with open(self.path(name), "wb") as image:
            image.truncate(2 << 20)
        if not shutil.which("mke2fs") or subprocess.run(
                ["mke2fs", "-q", "-F", *options, self.path(name)],
                capture_output=True, check=False, env={
                    **os.environ, "E2FSPROGS_FAKE_TIME": "1700000000"}
                ).returncode:
            self.skipTest("no file system can be made")

    def test_copies(self):
        """Two copies of one file system, which differ by content alone."""
        self.file(b"made/a", b"CONTENT-A")
        os.utime(self.path(b"files/made/a"), (1600000000, 1600000000))
        self.make(b"one", "-d", self.path(b"files/made"))
        with open(self.path(b"one"), "rb") as image:
            bytes_of_one = image.read()
        with open(self.path(b"two"), "wb") as image:
            image.write(bytes_of_one.replace(b"CONTENT-A", b"CONTENT-B"))
        folders = [self.mount(b"one"), self.mount(b"two")]
        for _ in range(2):
            for folder, content in zip(folders, (b"CONTENT-A", b"CONTENT-B")):
                path = os.path.join(folder, b"a")
                self.check(self.sum(path), 0, line(content, path, "sha256"),
                           b"")

    def test_overlay(self):
        """Its files have the inodes of other file systems, and one id."""
        for name, content in ((b"one", b"CONTENT-A"), (b"two", b"CONTENT-B")):
            self.file(b"made-" + name + b"/" + name, content)
            os.utime(self.path(b"files/made-" + name + b"/" + name),
                     (1600000000, 1600000000))
            self.make(name, "-d", self.path(b"files/made-" + name))
        lower = b":".join((self.mount(b"one"), self.mount(b"two")))
        for name in (b"rest", b"all"):
            os.makedirs(self.path(name))
        folder = self.path(b"all")
        if subprocess.run(["mount", "-t", "tmpfs", "none", self.path(b"rest")],
                          capture_output=True, check=False).returncode:
            self.skipTest("no tmpfs can be mounted")
        self.addCleanup(subprocess.run, ["umount", self.path(b"rest")],
                        check=False, capture_output=True)
        for name in (b"rest/upper", b"rest/work"):
            os.makedirs(self.path(name))
        if subprocess.run(
                ["mount", "-t", "overlay", "none", "-o",
                 b"lowerdir=" + lower + b",upperdir=" +
                 self.path(b"rest/upper") + b",workdir=" +
                 self.path(b"rest/work"), folder],
                capture_output=True, check=False).returncode:
            self.skipTest("no overlay can be mounted")
        self.addCleanup(subprocess.run, ["umount", folder], check=False,
                        capture_output=True)
        for _ in range(3):
            for name, content in ((b"one", b"CONTENT-A"),
                                  (b"two", b"CONTENT-B")):
                path = os.path.join(folder, name)
                self.check(self.sum(path), 0, line(content, path, "sha256"),
                           b"")

    def test_other_mounts(self):
        for name in (b"one", b"two"):
            self.make(name)
        folder = self.mount(b"one")
        path = os.path.join(folder, b"file")
        with open(path, "wb") as file:
            file.write(b"abc")
        self.settle()
        self.check(self.sum(path), 0, line(b"abc", path, "sha256"), b"")
        self.poison(path, bytes(32))
        device = os.stat(path).st_dev
        subprocess.run(["umount", folder], check=True)
        # It has the device of the first from now on.
        self.mount(b"two")
        self.mount(b"one")
        self.assertNotEqual(os.stat(path).st_dev, device)
        self.assertEqual(self.sum(path).stdout,
                         b"0" * 64 + b"  " + path + b"\n")


class SameAsWithout(CacheCase):
    """With a cache, all that is written is the same as without."""

    def test_names_and_failures(self):
        for i, name in enumerate(ODD_NAMES):
            self.file(name, payload(11 * i, 3))
            self.file(b"sub/" + name, payload(13 * i, 4))
        self.file(b"a.b", b"sorts between a and a/")
        self.file(b"a/c", b"")
        os.symlink(b"nowhere", self.path(b"files/broken"))
        os.symlink(b"sub", self.path(b"files/up"))
        os.mkfifo(self.path(b"files/fifo"))
        self.settle()
        root = self.path(b"files")
        lists = self.write(b"list", b"\n".join(
            [root + b"/a/c", b"", root + b"/nothing", root + b"/fifo", root]))
        for words in (["-r", root], ["-r", root + b"/"],
                      [root], [root + b"/missing", root + b"/plain"],
                      ["-r", root + b"/a", root + b"/broken", root + b"/up"],
                      ["-z", "-r", root], ["--format", "json", "-r", root],
                      ["-a", "md5,git-blob", "-r", root],
                      ["--files-from", lists]):
            plain = run("sum", *words)
            for i in range(2):
                with self.subTest(words, run=i):
                    self.check(self.sum(*words), plain.returncode,
                               plain.stdout, plain.stderr)

    def test_unreadable(self):
        prefix = support.unprivileged(self)
        for i in range(5):
            self.file(b"d%d/f" % i, b"abc")
        os.chmod(self.path(b"files/d1"), 0)
        os.chmod(self.path(b"files/d3/f"), 0)
        self.addCleanup(os.chmod, self.path(b"files/d1"), 0o755)
        os.mkdir(self.home, 0o777)
        os.chmod(self.home, 0o777)
        self.settle()
        done = [subprocess.run(
            [*prefix, "sum", *cached, "-r", self.path(b"files")],
            env={**os.environ, **self.env}, capture_output=True, check=False)
            for cached in ([], ["--cache"], ["--cache"])]
        self.assertEqual(done[0].returncode, 1)
        self.assertEqual(done[0].stdout.count(b"\n"), 3)
        for other in done[1:]:
            self.assertEqual((other.returncode, other.stdout, other.stderr),
                             (1, done[0].stdout, done[0].stderr))

    def test_many(self):
        """More than wait for their turn, known and unknown mixed."""
        self.files(9000, 10)
        known = [b"files/f%05d" % i for i in range(0, 9000, 2)]
        names = b"\n".join(known)
        done = self.sum("--files-from", "-", input=names, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.rows(), 4500)
        for _ in range(2):
            self.check(self.sum("-r", self.path(b"files")), 0, self.wanted(),
                       b"")
        self.assertEqual(self.rows(), 9000)
        # A few unknown ones before more known ones than wait for them.
        for i in (1000, 1001, 1002):
            self.file(b"f%05d" % i, b"other")
        self.settle()
        self.check(self.sum("-r", self.path(b"files")), 0, self.wanted(), b"")


class Commands(CacheCase):
    def cache(self, *words):
        return run("cache", *words, env=self.env)

    def test_stats(self):
        self.files(5)
        self.sum("-a", "md5,sha1", "-r", self.path(b"files"))
        done = self.cache("stats", "--json")
        self.check(done, 0, stderr=b"")
        stats = json.loads(done.stdout)
        self.assertEqual((stats["files"], stats["digests"], stats["damaged"],
                          stats["algorithms"], os.fsencode(stats["path"])),
                         (5, 10, 0, {"md5": 5, "sha1": 5}, self.db))
        other = os.path.join(self.folder, b"not UTF-8: \xff")
        done = run("cache", "stats", "--json", env={"XDG_CACHE_HOME": other})
        self.check(done, 0, stderr=b"")
        self.assertTrue(base64.b64decode(json.loads(done.stdout)["path_b64"])
                        .startswith(other))
        done = self.cache("stats")
        self.check(done, 0, stderr=b"")
        self.assertIn(b"5 files, 10 digests, 0 damaged", done.stdout)

    def test_prune(self):
        paths = self.files(6)
        self.sum("-r", self.path(b"files"))
        os.unlink(paths[0])
        self.file(b"f00001", b"other")
        os.rename(paths[2], paths[2] + b".moved")
        self.check(self.cache("prune"), 0, b"3 files forgotten\n", b"")
        self.assertEqual(self.rows(), 3)
        self.check(self.cache("prune"), 0, b"0 files forgotten\n", b"")

    def test_relative_names_are_found_from_elsewhere(self):
        self.files(3)
        self.check(self.sum("-r", "files", cwd=self.folder), 0, stderr=b"")
        self.check(self.cache("prune"), 0, b"0 files forgotten\n", b"")

    def test_prune_keeps_what_is_known_by_another_path(self):
        """Of a folder that was renamed the files are the same."""
        self.file("a/f", b"abc")
        self.file("a/g", b"abcd")
        self.settle()
        self.check(self.sum("-r", self.path("files/a")), 0, stderr=b"")
        os.rename(self.path("files/a"), self.path("files/b"))
        for name in ("files/b", "files/b"):
            self.check(self.sum("-r", name, cwd=self.folder), 0, stderr=b"")
        self.check(self.cache("prune"), 0, b"0 files forgotten\n", b"")
        self.assertEqual(self.rows(), 2)
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            found = {bytes(path) for (path,) in
                     db.execute("SELECT path FROM place")}
        self.assertEqual(found, {self.path("files/b/f"),
                                 self.path("files/b/g")})
        self.check(self.cache("verify"), 0, b"2 files match, "
                   b"0 gone or changed, 0 wrong\n", b"")
        # A link is the same file: the name that was met last.
        os.link(self.path("files/b/f"), self.path("files/link"))
        self.settle()
        for name in ("files/b/f", "files/link"):
            self.check(self.sum(name, cwd=self.folder), 0, stderr=b"")
        os.unlink(self.path("files/b/f"))
        self.check(self.cache("stats"), 0)

    def test_verify_takes_its_options(self):
        self.files(3)
        self.sum("-r", self.path(b"files"))
        good = b"3 files match, 0 gone or changed, 0 wrong\n"
        self.check(run("cache", "verify", "-j1", env={
            **self.env, "HASHLANE_ISA": "scalar"}), 0, good, b"")
        self.check(self.cache("verify", "--jobs", "3"), 0, good, b"")
        self.usage("cache", "verify", "-j", "x", reason=b"not a number")
        self.usage("cache", "stats", "-j1", reason=b"works only with verify")
        self.check(run("cache", "verify", env={
            **self.env, "HASHLANE_ISA": "z80"}), 2)

    def test_verify(self):
        paths = self.files(6)
        self.sum("-r", self.path(b"files"))
        self.sum("-a", "md5", paths[0])
        self.check(self.cache("verify"), 0, b"6 files match, "
                   b"0 gone or changed, 0 wrong\n", b"")
        self.poison(paths[3], bytes(32))
        os.unlink(paths[1])
        done = self.cache("verify")
        self.check(done, 1, b"4 files match, 1 gone or changed, "
                   b"1 wrong\n")
        self.assertIn(paths[3], done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1)
        # It was forgotten.
        self.check(self.sum(paths[3]), 0, line(payload(103, 3), paths[3],
                                               "sha256"), b"")

    def test_clear(self):
        self.files(3)
        self.sum("-r", self.path(b"files"))
        self.check(self.cache("clear"), 0, b"", b"")
        self.assertEqual(self.rows(), 0)
        with open(self.db, "wb") as file:
            file.write(b"no database at all" * 1000)
        self.assertEqual(self.cache("clear").returncode, 0)
        self.assertFalse(os.path.exists(self.db))
        self.check(self.cache("clear"), 0, b"", b"")

    def test_clear_a_full_disk(self):
        """Nothing is said of what does not matter any more."""
        os.mkdir(self.home)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m",
                               "none", self.home], capture_output=True,
                              check=False)
        if done.returncode:
            self.skipTest("a tmpfs cannot be mounted")
        self.addCleanup(subprocess.run, ["umount", "-l", self.home],
                        check=False)
        self.files(500)
        self.check(self.sum("-r", self.path(b"files")), 0, stderr=b"")
        with contextlib.suppress(OSError):
            with open(os.path.join(self.home, b"fill"), "wb",
                      buffering=0) as file:
                while file.write(b"x" * 4096):
                    pass
        self.check(self.cache("clear"), 0, b"", b"")

    def test_prune_keeps_what_it_cannot_see(self):
        """A file in a folder that is shut is not gone."""
        prefix = support.unprivileged(self)
        os.chmod(self.folder, 0o777)
        for name in ("open/a", "shut/b", "gone/c"):
            self.file(name, name.encode())
        self.settle()
        os.symlink("gone", self.path("files/link"))

        def nobody(*words):
            return subprocess.run(
                [*prefix, *words], env={**os.environ, **self.env},
                capture_output=True, check=False)

        self.check(nobody("sum", "--cache", "-r", self.path("files/open"),
                          self.path("files/shut"), self.path("files/link")),
                   0, stderr=b"")
        shut = self.path("files/shut")
        self.addCleanup(os.chmod, shut, 0o755)
        os.chmod(shut, 0)
        self.check(nobody("cache", "prune"), 0, b"0 files forgotten\n", b"")
        os.unlink(self.path("files/link"))
        self.check(nobody("cache", "prune"), 0, b"1 files forgotten\n", b"")
        os.chmod(shut, 0o755)
        os.unlink(self.path("files/shut/b"))
        self.check(nobody("cache", "prune"), 0, b"1 files forgotten\n", b"")

    def interrupted(self, *words, seconds=0, path=None):
        """
        What is said of how far it came, once it reads the path or after some
        seconds; the run ends in a moment.
        """
        for _ in range(5):
            with subprocess.Popen(
                    words, env={**os.environ, **self.env, **support.TRACED},
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
                support.wait_for_signals(child.pid)
                if path:
                    support.wait_for_reading(child.pid, path)
                time.sleep(seconds)
                child.send_signal(signal.SIGINT)
                out, told = child.communicate(
                    timeout=support.WATCHDOG_SECONDS)
            self.assertEqual((child.returncode, out), (130, b""), told)
            # Where the machine is too slow for that, it ends without.
            if b"not finished: " in told:
                return told
        raise AssertionError(told)

    def test_verify_interrupted(self):
        paths = self.files(2)
        self.sum("-r", self.path(b"files"))
        with open(paths[1], "wb") as file:
            file.truncate(1 << 38)
        self.poison(paths[1], bytes(32))
        told = self.interrupted(support.binary, "cache", "verify",
                                path=paths[1])
        self.assertIn(b"not finished: 1 files match, 0 gone or "
                      b"changed, 0 wrong\n", told)

    def test_prune_interrupted(self):
        need("strace")
        for path in self.files(600):
            os.link(path, path + b".link")
        self.settle()
        self.sum("-r", self.path(b"files"))
        shutil.rmtree(self.path(b"files"))
        told = self.interrupted(
            "strace", "-D", "-f", "-o", "/dev/null", "-e",
            "inject=newfstatat,statx:delay_enter=10000", support.binary,
            "cache", "prune", seconds=1)
        self.assertRegex(told, rb"not finished: \d+ files examined, none "
                         rb"forgotten\n")
        self.assertEqual(self.rows(), 600)
        self.check(self.cache("prune"), 0, b"600 files forgotten\n", b"")

    def test_import_interrupted(self):
        path = self.files(1)[0]
        with open(self.path("x.md5"), "wb") as file:
            file.write(line(payload(100, 0), path) * 1000000)
        told = self.interrupted(support.binary, "cache", "import",
                                self.path("x.md5"), path=self.path("x.md5"))
        self.assertRegex(told, rb"not finished: \d+ learnt, 0 gone or "
                         rb"changed\n")

    def test_clear_removes_nothing_of_others(self):
        self.files(3)
        self.sum("-r", self.path(b"files"))
        place = os.fsdecode(self.db)
        with contextlib.closing(sqlite3.connect(
                place, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            done = self.cache("clear")
            self.check(done, 1, b"")
            self.assertIn(b"another process", done.stderr)
            db.execute("ROLLBACK")
            self.assertEqual(db.execute("SELECT count(*) FROM file")
                             .fetchone(), (3,))
        self.check(self.cache("clear"), 0, b"", b"")
        os.unlink(self.db)
        with contextlib.closing(sqlite3.connect(place)) as db:
            db.execute("CREATE TABLE mine(x)")
            db.commit()
        done = self.cache("clear")
        self.check(done, 1, b"")
        self.assertIn(b"another program", done.stderr)
        with contextlib.closing(sqlite3.connect(place)) as db:
            self.assertEqual(db.execute("SELECT name FROM sqlite_schema")
                             .fetchall(), [("mine",)])

    def test_usage(self):
        for words, reason in (
                ([], b"needs one of"), (["fetch"], b"is not one of"),
                (["stats", "x"], b"is one argument too many"),
                (["prune", "--json"], b"works only with stats"),
                (["import"], b"needs a LIST"),
                (["--what"], b"unknown option")):
            with self.subTest(words):
                self.usage("cache", *words, reason=reason)

    def test_places(self):
        path = self.files(1)[0]
        home = self.path(b"home")
        os.mkdir(home)
        for xdg in ("", "relative/path"):
            env = {"XDG_CACHE_HOME": xdg, "HOME": os.fsdecode(home)}
            self.check(run("sum", "--cache", path, env=env), 0, stderr=b"")
            db = os.path.join(home, b".cache/hashlane/cache.db")
            self.assertTrue(os.path.exists(db))
            self.assertEqual(os.stat(os.path.dirname(db)).st_mode & 0o777,
                             0o700)
            shutil.rmtree(os.path.join(home, b".cache"))
        done = run("sum", "--cache", path, env={"XDG_CACHE_HOME": "",
                                                "HOME": ""})
        self.check(done, 0, line(payload(100, 0), path, "sha256"))
        self.assertIn(b"no cache: set HOME or XDG_CACHE_HOME", done.stderr)


class Faults(CacheCase):
    """Whatever becomes of the database: right digests, at most a warning."""

    def right(self, done, wanted):
        self.assertEqual((done.returncode, done.stdout), (0, wanted), done)
        if done.stderr:
            self.assertRegex(done.stderr, rb"\A(" + WARNING + rb")\Z")
        return bool(done.stderr)

    def build(self, count):
        self.files(count)
        wanted = self.wanted()
        self.check(self.sum("-r", self.path(b"files")), 0, wanted, b"")
        self.assertEqual(os.listdir(os.path.dirname(self.db)), [b"cache.db"])
        with open(self.db, "rb") as file:
            return wanted, file.read()

    def mutate(self, mutations, wanted):
        """Run with each mutation; how many were noticed."""
        def one(job):
            number, data = job
            home = self.path(b"home%d" % number)
            place = os.path.join(home, b"hashlane")
            os.makedirs(place)
            with open(os.path.join(place, b"cache.db"), "wb") as file:
                file.write(data)
            noticed = False
            for _ in range(2):
                done = run("sum", "--cache", "-r", self.path(b"files"),
                           env={"XDG_CACHE_HOME": os.fsdecode(home)})
                noticed |= self.right(done, wanted)
            shutil.rmtree(home)
            return noticed

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            return sum(pool.map(one, enumerate(mutations)))

    def test_cut_at_every_byte(self):
        wanted, whole = self.build(12)
        step = 1 if EVERY else 61
        cuts = set(range(0, len(whole), step))
        for edge in range(0, len(whole), 4096):
            cuts |= {max(edge - 1, 0), edge, edge + 1}
        noticed = self.mutate([whole[:cut] for cut in sorted(cuts)], wanted)
        self.assertGreater(noticed, len(cuts) // 2)

    def test_any_bit_turned(self):
        wanted, whole = self.build(12)
        chance = random.Random(4)
        bits = range(8 * len(whole)) if EVERY else chance.sample(
            range(8 * len(whole)), 400)
        # Where something is: the last bytes of the pages, and the header.
        bits = set(bits) | {8 * (end - 1 - byte) + 3
                            for end in range(4096, len(whole) + 1, 4096)
                            for byte in range(0, 900, 1 if EVERY else 17)}

        def turned():
            for bit in sorted(bits):
                data = bytearray(whole)
                data[bit // 8] ^= 1 << bit % 8
                yield bytes(data)

        self.assertGreater(self.mutate(turned(), wanted), 20)

    def test_noise(self):
        wanted, whole = self.build(300)
        chance = random.Random(5)
        noisy = []
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(chance.randrange(1, 200)):
                data[chance.randrange(100, len(data))] = chance.randrange(256)
            noisy.append(bytes(data))
        self.assertGreater(self.mutate(noisy, wanted), 5)

    def test_full(self):
        self.files(6000)
        wanted = self.wanted()
        os.mkdir(self.home)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m",
                               "none", self.home], capture_output=True,
                              check=False)
        if done.returncode:
            self.skipTest("a tmpfs cannot be mounted")
        self.addCleanup(subprocess.run, ["umount", "-l", self.home],
                        check=False)
        self.assertTrue(self.right(self.sum("-r", self.path(b"files")),
                                   wanted))
        # Half of them are there, or none; and nothing but full.
        self.right(self.sum("-r", self.path(b"files")), wanted)
        for name in os.listdir(os.path.dirname(self.db)):
            os.unlink(os.path.join(os.path.dirname(self.db), name))
        with contextlib.suppress(OSError):
            with open(os.path.join(self.home, b"fill"), "wb",
                      buffering=0) as file:
                while file.write(b"x" * 4096):
                    pass
        self.assertTrue(self.right(self.sum("-r", self.path(b"files")),
                                   wanted))

    def test_locked(self):
        wanted, _ = self.build(3)
        with contextlib.closing(sqlite3.connect(
                os.fsdecode(self.db), isolation_level=None)) as db:
            db.execute("PRAGMA locking_mode=EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("UPDATE file SET size=0")
            self.assertTrue(self.right(self.sum("-r", self.path(b"files")),
                                       wanted))
            db.execute("ROLLBACK")
        self.assertFalse(self.right(self.sum("-r", self.path(b"files")),
                                    wanted))

    def test_read_only(self):
        prefix = support.unprivileged(self)
        wanted, whole = self.build(3)
        for part, mode in ((self.db, 0o444), (os.path.dirname(self.db), 0o555),
                           (self.db, 0o000)):
            os.chmod(part, mode)
            done = subprocess.run(
                [*prefix, "sum", "--cache", "-r", self.path(b"files")],
                env={**os.environ, **self.env},
                capture_output=True, check=False)
            self.assertTrue(self.right(done, wanted))
        with open(self.db, "rb") as file:
            self.assertEqual(file.read(), whole)

    def test_another_programs_database(self):
        wanted, _ = self.build(2)
        os.unlink(self.db)
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            db.execute("CREATE TABLE mine(x)")
            db.commit()
        with open(self.db, "rb") as file:
            before = file.read()
        self.assertTrue(self.right(self.sum("-r", self.path(b"files")),
                                   wanted))
        with open(self.db, "rb") as file:
            self.assertEqual(len(file.read()), len(before))
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            tables = db.execute("SELECT name FROM sqlite_schema").fetchall()
        self.assertEqual(tables, [("mine",)])

    def test_a_newer_database(self):
        wanted, _ = self.build(2)
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            db.execute("PRAGMA user_version=1000")
            db.commit()
        done = self.sum("-r", self.path(b"files"))
        self.assertTrue(self.right(done, wanted))
        self.assertIn(b"newer version", done.stderr)

    def test_several_at_once(self):
        paths = self.files(3000)
        wanted = self.wanted()
        for _ in range(3):
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                done = list(pool.map(lambda _: self.sum(
                    "-r", self.path(b"files")), range(4)))
            for one in done:
                self.check(one, 0, wanted, b"")
            self.assertEqual(self.rows(), len(paths))
            for path in paths[::3]:
                with open(path, "ab") as file:
                    file.write(b"x")
                os.utime(path, ns=(OLD_NS, OLD_NS))
            self.settle()
            wanted = self.wanted()
        done = run("cache", "verify", env=self.env)
        self.assertEqual(done.returncode, 0, done)

    def test_made_by_several_at_once(self):
        self.files(20)
        wanted = self.wanted()
        for _ in range(15):
            shutil.rmtree(self.home, ignore_errors=True)
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                for one in pool.map(lambda _: self.sum(
                        "-r", self.path(b"files")), range(8)):
                    self.check(one, 0, wanted, b"")
            self.assertEqual(self.rows(), 20)

    def test_killed_at_the_nth_write(self):
        need("strace")
        self.files(40)
        wanted = self.wanted()
        probe = subprocess.run(["strace", "-o", "/dev/null", "true"],
                               capture_output=True, check=False)
        if probe.returncode:
            self.skipTest("strace cannot trace")
        killed = 0
        for when in range(1, 40):
            shutil.rmtree(self.home, ignore_errors=True)
            done = subprocess.run(
                ["strace", "-f", "-o", "/dev/null", "-e", "inject=pwrite64,"
                 f"ftruncate:signal=KILL:when={when}", support.binary, "sum",
                 "--cache", "-r", self.path(b"files")],
                env={**os.environ, **self.env}, capture_output=True,
                check=False)
            killed += done.returncode == -signal.SIGKILL
            self.check(self.sum("-r", self.path(b"files")), 0, wanted, b"")
            self.assertEqual(self.rows(), 40)
        self.assertGreater(killed, 5)

    def test_killed_at_random(self):
        self.files(2500, 3000)
        wanted = self.wanted()
        chance = random.Random(6)
        for i in range(100):
            if i % 10 == 0:
                shutil.rmtree(self.home, ignore_errors=True)
            with subprocess.Popen(
                    [support.binary, "sum", "--cache", "-r",
                     self.path(b"files")], env={**os.environ, **self.env},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL) as child:
                time.sleep(chance.random() * 0.08)
                child.kill()
            if i % 10 == 9:
                self.check(self.sum("-r", self.path(b"files")), 0, wanted,
                           b"")
                self.assertEqual(self.rows(), 2500)



class Unfinished(CacheCase):
    """Long files that a run leaves in their midst."""

    BYTES = 2 << 30  # states are kept each GiB

    def setUp(self):
        super().setUp()
        with open(support.binary, "rb") as file:
            if re.search(b"__[at]san_init", file.read()):
                self.skipTest("gibibytes take minutes under sanitizers")
        self.huge = self.path(b"huge")
        with open(self.huge, "wb") as file:
            file.truncate(self.BYTES)
            file.seek(self.BYTES - 3)
            file.write(b"end")
        os.utime(self.huge, ns=(OLD_NS, OLD_NS))
        self.settle()

    @staticmethod
    @functools.cache
    def digest():
        hasher = hashlib.md5()
        block = bytes(1 << 24)
        for _ in range(Unfinished.BYTES // len(block) - 1):
            hasher.update(block)
        hasher.update(block[:-3] + b"end")
        return hasher.hexdigest().encode()

    def unfinished(self):
        done = run("cache", "stats", "--json", env=self.env)
        return json.loads(done.stdout)["unfinished"]

    def end_in_the_midst(self, words, number, known):
        """Send a signal once a state is in the database."""
        ran = subprocess.Popen(
            [support.binary, *words], cwd=self.folder,
            env={**os.environ, **self.env}, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        while not known() and ran.poll() is None:
            time.sleep(0.02)
        self.assertIsNone(ran.poll(), "it was done before it was stopped")
        ran.send_signal(number)
        out, _ = ran.communicate()
        self.assertEqual(out, b"")

    def first_read(self, words):
        """The output, and the offset of the first read behind the start."""
        need("strace")
        log = self.path(b"log")
        done = subprocess.run(
            ["strace", "-f", "-o", log, "-e", "trace=pread64",
             support.binary, *words], cwd=self.folder,
            env={**os.environ, **self.env, **support.TRACED},
            capture_output=True, check=True)
        with open(log, "rb") as file:
            offsets = [int(found) for found in re.findall(
                rb"pread64\(.*, \d+, (\d+)\) = [1-9]", file.read())]
        return done.stdout, min(at for at in offsets if at > 1 << 24)

    def check_goes_on(self, number):
        words = ("sum", "-a", "md5", "--cache", "huge")
        run("sum", "--cache", "/dev/null", env=self.env)  # makes the database
        self.end_in_the_midst(words, number, self.unfinished)
        self.assertEqual(self.unfinished(), 1)
        text, first = self.first_read(words)
        self.assertGreaterEqual(first, 1 << 30)
        self.assertEqual(text, self.digest() + b"  huge\n")
        self.assertEqual(self.unfinished(), 0)

    def test_an_older_database(self):
        """It knew files by other numbers: it starts anew."""
        self.files(3)
        wanted = self.wanted()
        self.check(self.sum("-r", self.path(b"files")), 0, wanted)
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.db))) as db:
            db.execute("DROP TABLE state")
            db.execute("PRAGMA user_version=1")
            db.commit()
        self.check(self.sum("-r", self.path(b"files")), 0, wanted, b"")
        self.assertEqual(self.unfinished(), 0)
        self.assertEqual(self.rows(), 3)

    def test_interrupted(self):
        self.check_goes_on(signal.SIGINT)

    def test_killed(self):
        self.check_goes_on(signal.SIGKILL)

    def test_others_that_write(self):
        """While they do, what is hashed goes on."""
        with open(self.huge, "r+b") as file:
            file.truncate(1 << 38)
        self.settle()
        run("sum", "--cache", "/dev/null", env=self.env)
        ran = subprocess.Popen(
            [support.binary, "sum", "-j1", "-a", "xxh3-64", "--cache",
             self.huge], env={**os.environ, **self.env},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(ran.kill)
        while not self.unfinished():
            time.sleep(0.02)
        with contextlib.closing(sqlite3.connect(
                os.fsdecode(self.db), isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            text = b""
            for seconds in (1.5, 1.0, 1.0):
                time.sleep(seconds)
                text += support.progress_of(ran)
            db.execute("ROLLBACK")
        ran.send_signal(signal.SIGINT)
        ran.communicate(timeout=support.WATCHDOG_SECONDS)
        done = re.findall(rb"hashlane: ([0-9.]+ GB) of ", text)
        self.assertEqual(len(done), len(set(done)), text)
        self.assertEqual(len(done), 3, text)

    def test_changed_meanwhile(self):
        words = ("sum", "-a", "md5", "--cache", "huge")
        run("sum", "--cache", "/dev/null", env=self.env)
        self.end_in_the_midst(words, signal.SIGINT, self.unfinished)
        with open(self.huge, "r+b") as file:
            file.write(b"other")
        os.utime(self.huge, ns=(OLD_NS, OLD_NS))
        self.check(run("cache", "prune", env=self.env), 0)
        self.assertEqual(self.unfinished(), 0)

    def test_checkpoint(self):
        words = ("sum", "-a", "md5", "--checkpoint", "point", "huge")
        point = self.path(b"point")

        def kept():
            try:
                with sqlite3.connect(f"file:{os.fsdecode(point)}?mode=ro",
                                     uri=True) as base:
                    return base.execute(
                        "select count(*) from state").fetchone()[0]
            except sqlite3.Error:
                return 0
        self.end_in_the_midst(words, signal.SIGKILL, kept)
        text, first = self.first_read(words)
        self.assertGreaterEqual(first, 1 << 30)
        self.assertEqual(text, self.digest() + b"  huge\n")


if __name__ == "__main__":
    support.main("HASHLANE")
