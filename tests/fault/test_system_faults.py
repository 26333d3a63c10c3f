#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the command does when the system fails it, or files change under it.

Usage: test_system_faults.py HASHLANE PRELOAD.so
"""
import base64
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import unittest

COMMAND, PRELOAD = (os.path.abspath(path) for path in sys.argv[1:3])
WATCHDOG = 60
SMALL, BLOCKS, PARTS = 3000, 700_000, 21_000_000


def hash_of(name, data):
    return hashlib.new(name, data).hexdigest()


class Faults(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="hashlane-test-")
        self.addCleanup(self.folder.cleanup)
        self.random = random.Random(7)

    def path(self, name):
        return os.path.join(os.path.realpath(self.folder.name), name)

    def write(self, name, size, age=3600):
        """A file of random bytes, written an hour ago as far as it says."""
        data = self.random.randbytes(size)
        with open(self.path(name), "wb") as file:
            file.write(data)
        when = os.stat(self.path(name)).st_mtime - age
        os.utime(self.path(name), (when, when))
        return data

    def run_command(self, *words, faults=None, **options):
        environment = dict(os.environ, LD_PRELOAD=PRELOAD, **(faults or {}))
        return subprocess.run(
            words, env=environment, timeout=WATCHDOG,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, check=False, **options)

    def run_sum(self, *arguments, **options):
        return self.run_command(COMMAND, "sum", *arguments, **options)

    def lines(self, files, algorithm="md5"):
        return b"".join(
            f"{hash_of(algorithm, data)}  {self.path(name)}\n".encode()
            for name, data in files)

    # A file of one block, of several, and one that is hashed in parts.
    KINDS = (("small", SMALL, "sha1"), ("blocks", BLOCKS, "sha1"),
             ("blocks", BLOCKS, "md5"), ("parts", PARTS, "blake3"))

    def change_at(self, action, size, algorithm, at):
        before = ("a", self.write("a", 5000))
        data = self.write("changes", size)
        self.write("changes.other", 100)
        after = ("z", self.write("z", 400_000))
        done = self.run_sum(
            "-a", algorithm, "--format", "gnu",
            *map(self.path, ("a", "changes", "z")),
            faults={"FAULT_FILE": self.path("changes"), "FAULT_AT": str(at),
                    "FAULT_ACTION": action})
        if algorithm != "blake3":
            for name, kept in (before, after):
                self.assertIn(self.lines([(name, kept)], algorithm),
                              done.stdout)
        return done, data

    def test_changed_while_it_is_read(self):
        for action in ("truncate", "append", "rewrite"):
            for kind, size, algorithm in self.KINDS:
                for at in (1, 2, 3, 5):
                    if kind == "small" and at > 1:
                        continue
                    with self.subTest(action=action, kind=kind, at=at,
                                      algorithm=algorithm):
                        done, _ = self.change_at(action, size, algorithm, at)
                        if at == 1 and not done.returncode:
                            # Changed between open and the first read: what
                            # was read is what it is now.
                            with open(self.path("changes"), "rb") as file:
                                now = file.read()
                            self.assert_digest(done, algorithm, "changes",
                                               now)
                            continue
                        self.assertEqual(done.returncode, 1, done.stderr)
                        self.assertIn(b"changed while it was read",
                                      done.stderr)
                        self.assertNotIn(b"changes\n", done.stdout)

    def assert_digest(self, done, algorithm, name, data):
        if algorithm == "blake3":
            want = subprocess.run([COMMAND, "sum", "--format",
                                   "gnu", "-a", algorithm, "-"],
                                  input=data, stdout=subprocess.PIPE,
                                  check=True).stdout
            want = want.splitlines()[-1].split()[0]
            want += b"  " + os.fsencode(self.path(name)) + b"\n"
        else:
            want = self.lines([(name, data)], algorithm)
        self.assertIn(want, done.stdout)

    def test_replaced_while_it_is_read(self):
        for _, size, algorithm in self.KINDS[:3]:
            done, data = self.change_at("replace", size, algorithm, 1)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(self.lines([("changes", data)], algorithm),
                          done.stdout)

    def test_vanished_before_it_is_opened(self):
        kept = [(name, self.write(name, 500)) for name in ("a", "c")]
        self.write("bb", 500)
        done = self.run_sum("-a", "md5", "-r", os.path.dirname(self.path("a")),
                            faults={"FAULT_FILE": self.path("bb"),
                                    "FAULT_ACTION": "vanish"})
        self.assertEqual(done.stdout, self.lines(kept))
        self.assertIn(b"bb: no such file", done.stderr)
        self.assertEqual(done.returncode, 1)

    def test_read_error(self):
        for _, size, algorithm in self.KINDS:
            for at in (0, 1, size // 2, size - 1):
                files = [(f"f{i}", self.write(f"f{i}", 150_000 * i))
                         for i in range(1, 20)]
                self.write("bad", size)
                done = self.run_sum(
                    "-a", algorithm, "--format", "json",
                    *(self.path(name) for name, _ in files),
                    self.path("bad"),
                    faults={"FAULT_FILE": self.path("bad"),
                            "FAULT_EIO": str(at)})
                self.assertEqual(done.returncode, 1)
                self.assertIn(b'"status": "IO"', done.stdout)
                for _, data in files if algorithm != "blake3" else ():
                    self.assertIn(hash_of(algorithm, data).encode(),
                                  done.stdout)

    def test_short_and_interrupted_reads(self):
        files = [(f"f{i}", self.write(f"f{i}", self.random.choice(
            (0, 1, 4096, 70_000, 300_000)))) for i in range(40)]
        files.append(("large", self.write("large", 10_000_000)))
        for seed in range(3):
            for algorithm in ("md5", "sha256"):
                done = self.run_sum(
                    "-a", algorithm, *(self.path(name) for name, _ in files),
                    faults={"FAULT_SHORT": str(seed * 1000)})
                self.assertEqual(done.stderr, b"")
                self.assertEqual(done.stdout, self.lines(files, algorithm))

    def test_no_threads(self):
        files = [(f"f{i}", self.write(f"f{i}", 60_000)) for i in range(50)]
        for first in ("1+", "2+", "3+"):
            done = self.run_sum("-a", "md5", "-j", "4",
                                *(self.path(name) for name, _ in files),
                                faults={"FAULT_THREAD": first})
            self.assertEqual(done.stdout, self.lines(files))
            self.assertEqual(done.returncode, 0)

    def test_every_allocation_fails_once(self):
        files = [(f"f{i}", self.write(f"f{i}", 1 + 9000 * i))
                 for i in range(6)]
        paths = [self.path(name) for name, _ in files]
        digests = {self.path(name): hash_of("md5", data)
                   for name, data in files}
        trace = self.path("trace")
        for suffix in ("", "+"):
            site, came = 0, True
            while came:
                site += 1
                done = self.run_sum(
                    "-a", "md5,tth,aich", "-j", "2", "--format", "json",
                    *paths, faults={"FAULT_MALLOC": f"{site}{suffix}",
                                    "FAULT_TRACE": trace})
                came = os.path.exists(trace)
                if came:
                    os.unlink(trace)
                self.assertIn(done.returncode, (0, 1, 2),
                              (site, suffix, done.stderr))
                # Whatever comes out is true.
                for line in done.stdout.splitlines():
                    item = json.loads(line)
                    if item["status"] == "ok":
                        # Without memory for the text of a name, its bytes.
                        name = item.get("path") or os.fsdecode(
                            base64.b64decode(item["path_b64"]))
                        self.assertEqual(item["digests"]["md5"],
                                         digests[name])
                if done.returncode:
                    self.assertNotEqual(done.stderr, b"", (site, suffix))
                else:
                    self.assertEqual(done.stdout.count(b'"ok"'), len(files))
            self.assertGreater(site, 50)

    def test_every_allocation_of_a_check_fails_once(self):
        """A file is corrupt: whatever else happens, that is a failure."""
        listed = ""
        for name in ("good", "bad", "last"):
            listed += f"{hash_of('md5', self.write(name, 300))}  {name}\n"
        with open(self.path("MD5SUMS"), "w", encoding="ascii") as file:
            file.write(listed)
        self.write("bad", 300)
        os.symlink(COMMAND, self.path("md5sum"))
        trace = self.path("trace")
        for words in ((self.path("md5sum"), "-c"),
                      (self.path("md5sum"), "-c", "--status"),
                      (COMMAND, "check"), (COMMAND, "check", "--json")):
            for suffix in ("", "+"):
                site, came = 0, True
                while came:
                    site += 1
                    done = self.run_command(
                        *words, "MD5SUMS", cwd=self.folder.name,
                        faults={"FAULT_MALLOC": f"{site}{suffix}",
                                "FAULT_TRACE": trace})
                    came = os.path.exists(trace)
                    if came:
                        os.unlink(trace)
                    self.assertIn(done.returncode, (1, 2),
                                  (words, site, suffix, done))
                self.assertGreater(site, 20)

    def test_few_descriptors(self):
        files = []
        for i in range(3):
            os.mkdir(self.path(f"d{i}"))
            files += [(f"d{i}/{k:03}", self.write(f"d{i}/{k:03}", 200 * k))
                      for k in range(150)]
        def few():
            resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
        done = self.run_sum("-a", "md5", "-j", "4", "-r",
                            os.path.realpath(self.folder.name),
                            preexec_fn=few)
        self.assertEqual(done.stdout, self.lines(files))
        self.assertEqual(done.stderr, b"")

    def test_little_memory(self):
        files = [(f"f{i}", self.write(f"f{i}", 900_000)) for i in range(30)]
        def little():
            resource.setrlimit(resource.RLIMIT_DATA, (64 << 20, 64 << 20))
        done = self.run_sum("-a", "all", "--format", "json",
                            *(self.path(name) for name, _ in files),
                            preexec_fn=little)
        self.assertEqual(done.returncode, 0, done.stderr)
        for name, data in files:
            self.assertIn(hash_of("sha512", data).encode(), done.stdout)
            self.assertIn(name.encode(), done.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
