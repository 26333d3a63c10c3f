#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_check.py - verdicts of `hashlane check`, and files that sum writes.

    test_check.py [--strict] HASHLANE
"""
import base64
import hashlib
import itertools
import json
import os
import resource
import signal
import stat
import subprocess
import threading
import time
import zlib

import support
from support import ED2K_PART, Case, line, payload, run


class Verdicts(Case):
    def check_list(self, text, *options, status=None, cwd=None, **more):
        done = run("check", *options, "-", input=text,
                   cwd=cwd or self.folder, **more)
        if status is not None:
            self.check(done, status)
        return done

    def rows(self, done):
        rows = [json.loads(text) for text in done.stdout.splitlines()]
        return rows[:-1], rows[-1]["summary"]

    def test_lines_come_before_a_long_file(self):
        self.write("small")
        with open(self.path("long"), "wb") as file:
            file.truncate(1 << 40)
        one, long = (line(b"abc", self.path(name))
                     for name in (b"small", b"long"))
        for text in (one + long, line(b"abc", self.path(b"small"), "sha1") +
                     one + long):
            self.write("list", text)
            self.assertEqual(self.path(b"small") + b": OK\n",
                             support.first_lines(1, "check",
                                                 self.path("list")))

    def test_each(self):
        self.write("good")
        self.write("bad", b"abd")
        self.write("folder/x")
        self.write("secret")
        text = b"".join(line(b"abc", name) for name in (
            b"good", b"bad", b"gone", b"folder", b"bad/x", b"no/way"))
        done = self.check_list(text, status=1)
        self.assertEqual(done.stdout, b"good: OK\nbad: FAILED (by none of "
                         b"md5, md4, ed2k, xxh3-128)\ngone: MISSING\nfolder: UNREADABLE (is a directory)\n"
                         b"bad/x: MISSING\nno/way: MISSING\n")
        self.assertEqual(done.stderr, b"hashlane: 6 files: 1 OK, 1 FAILED, "
                         b"3 MISSING, 1 UNREADABLE\n")
        done = self.check_list(text, "-q", status=1)
        self.assertNotIn(b"good", done.stdout)
        done = self.check_list(text, "--json", status=1)
        rows, summary = self.rows(done)
        self.assertEqual([row["status"] for row in rows], [
            "OK", "FAILED", "MISSING", "UNREADABLE", "MISSING", "MISSING"])
        self.assertEqual([row["line"] for row in rows], [1, 2, 3, 4, 5, 6])
        self.assertEqual(summary["OK"], 1)
        self.assertEqual(summary["MISSING"], 3)
        done = self.check_list(text, "--ignore-missing", status=1)
        self.assertNotIn(b"MISSING", done.stdout)
        done = self.check_list(line(b"abc", b"gone"), status=1)
        self.assertEqual(
            done.stderr, b"hashlane: no file was verified: all are missing; "
            b"if names are not relative to the current directory, use "
            b"--base\nhashlane: 1 file: 0 OK, 1 MISSING\n")
        for words, summary in ([], b"hashlane: 0 files: 0 OK\n"), (["-q"], b""):
            done = self.check_list(line(b"abc", b"gone"), "--base", "folder",
                                   "--ignore-missing", *words, status=1)
            self.assertEqual(done.stderr, b"hashlane: no file was verified: "
                             b"all are missing\n" + summary)
        done = self.check_list(line(b"abc", b"good"), "-q", status=0)
        self.assertEqual((done.stdout, done.stderr), (b"", b""))
        done = self.check_list(line(b"abc", b"good"), status=0)
        self.assertEqual(done.stderr, b"hashlane: 1 file: 1 OK\n")

    def test_unreadable(self):
        os.chmod(self.write("secret"), 0)
        done = subprocess.run(
            [*support.unprivileged(self), "check", "-"], check=False,
            input=line(b"abc", b"secret"), cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.check(done, 1, b"secret: UNREADABLE (permission denied)\n")

    def test_a_file_that_changes_is_never_called_good_or_bad(self):
        path = self.path("changing")
        with open(path, "wb") as file:
            file.truncate(200 << 20)
        stop = threading.Event()

        def touch():
            turn = 0
            while not stop.is_set():
                turn += 1
                os.utime(path, ns=(turn, turn * 1000000007))
        thread = threading.Thread(target=touch)
        thread.start()
        try:
            done = self.check_list(line(b"", b"changing"))
        finally:
            stop.set()
            thread.join()
        self.check(done, 1)
        self.assertEqual(done.stdout, b"changing: CHANGED\n")

    def test_lines_of_one_file_are_one_verdict(self):
        self.write("f")
        digests = [b"%s (f) = %s\n" % (name.upper().encode(), hashlib.new(
            name, b"abc").hexdigest().encode()) for name in (
                "md5", "sha1", "sha256")]
        text = b"".join(digests) + line(b"abc", b"f") + b"f 352441C2\n"
        done = self.check_list(text, status=0)
        self.assertEqual(done.stdout, b"f: OK\n")
        done = self.check_list(text + line(b"abd", b"f"), status=1)
        self.assertEqual(done.stdout, b"f: FAILED (by none of md5, md4, "
                         b"ed2k, xxh3-128)\n")
        done = self.check_list(text, "--json", status=0)
        self.assertEqual(len(done.stdout.splitlines()), 2)

    def test_each_file_is_read_once(self):
        self.write("f", b"x" * 5000000)
        lines = [b"%s (f) = %s\n" % (name.upper().encode(), hashlib.new(
            name, b"x" * 5000000).hexdigest().encode())
            for name in ("md5", "sha1", "sha256")]
        support.need("strace")
        log = self.path("log")
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=openat",
                        support.binary, "check", "-"],
                       input=b"".join(lines) + b"other\n" * 5,
                       cwd=self.folder, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, check=False)
        with open(log, "rb") as file:
            self.assertEqual(file.read().count(b'"f"'), 1)

    def test_a_list_of_several_behind_each_other(self):
        """Their files are read once; one list begins to hash at once."""
        support.need("strace")
        names = [b"f%d" % i for i in range(1000)]
        for name in names:
            self.write(name, name)
        md5, sha1 = ([b"%s  %s\n" % (
            hashlib.new(kind, name).hexdigest().encode(), name)
            for name in names] for kind in ("md5", "sha1"))
        log = self.path("log")
        for lines, times in ((md5 + sha1, 1), (md5 + sha1 + md5[:1], 1)):
            self.write("list", b"".join(lines))
            done = subprocess.run(
                ["strace", "-f", "-o", log, "-e", "trace=openat",
                 support.binary, "check", "list"], cwd=self.folder,
                env={**os.environ, **support.TRACED},
                capture_output=True, check=True)
            self.assertEqual(done.stdout.splitlines(),
                             [b"%s: OK" % name for name in names])
            with open(log, "rb") as file:
                self.assertEqual(file.read().count(b'"f500"'), times)

    def test_many_lists_and_sets(self):
        """More sets of algorithms than are open at a time, all mixed up."""
        names = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512",
                 "sha3_256", "blake2b"]
        tags = {"sha3_256": "SHA3-256", "blake2b": "BLAKE2b"}
        text = []
        expected = []
        for i in range(2000):
            name = b"f%d" % i
            data = payload(i % 50, i)
            self.write(name, data)
            bad = i % 97 == 5
            subset = [n for k, n in enumerate(names)
                      if (i * 7 + 3) >> k & 1] or ["md5"]
            for n in subset:
                digest = hashlib.new(n, data + b"!" * bad).hexdigest()
                text.append(b"%s (%s) = %s\n" % (
                    tags.get(n, n.upper()).encode(), name, digest.encode()))
            expected.append((name, bad))
        done = self.check_list(b"".join(text), status=1)
        found = [(row.split(b":")[0], b"FAILED" in row)
                 for row in done.stdout.splitlines()]
        self.assertEqual(found, expected)

    def test_order_and_bound(self):
        """More entries than are held at a time, in the order of the list."""
        self.write("f")
        other = self.write("g", b"abd")
        self.assertTrue(other)
        text = []
        for i in range(200000):
            text.append(line(b"abc", b"./" * (i % 3) + (
                b"g" if i % 5000 == 7 else b"f")))
        done = self.check_list(b"".join(text), "--memory", "8MiB", status=1)
        counts = done.stderr.split(b": ")[-1]
        self.assertIn(b"FAILED", counts)
        # Of those close together one speaks for all.
        self.assertLess(len(done.stdout.splitlines()), 200000)
        path = self.write("list", b"".join(
            line(b"abc", b"missing%06d" % i) for i in range(150000)))
        program = ("import resource,subprocess,sys;"
                   "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,"
                   "stderr=subprocess.DEVNULL);print(resource.getrusage("
                   "resource.RUSAGE_CHILDREN).ru_maxrss)")
        with open(support.binary, "rb") as file:
            code = file.read()
        done = run("check", path, cwd=self.folder)
        self.check(done, 1)
        self.assertEqual(done.stdout, b"".join(
            b"missing%06d: MISSING\n" % i for i in range(150000)))
        if b"__asan_init" in code or b"__tsan_init" in code:
            return
        peak = subprocess.run(["python3", "-c", program, support.binary,
                               "check", path], stdout=subprocess.PIPE,
                              check=True).stdout
        self.assertLess(int(peak), 80 * 1024)

    def test_base_and_root(self):
        self.write("tree/a/f")
        self.write("outside", b"abc")
        os.symlink("../outside", self.path("tree/link"))
        os.symlink("a", self.path("tree/inner"))
        text = line(b"abc", b"a/f")
        self.write("tree/a/list", line(b"abc", b"f"))
        self.check(run("check", "tree/a/list", cwd=self.folder), 1)
        self.check(run("check", "--base", "list", "tree/a/list",
                       cwd=self.folder), 0)
        self.check(run("check", "--base", "tree/a", "tree/a/list",
                       cwd=self.folder), 0)
        self.check_list(text, "--base", "tree", status=0)
        self.check_list(text, "--base", self.path("tree"), status=0)
        names = [b"a/f", b"a/../a/f", b"inner/f", b"../outside", b"link",
                 self.folder + b"/outside", b"a/../../outside",
                 self.path("tree") + b"/a/f", b"inner/../../outside"]
        text = b"".join(line(b"abc", name) for name in names)
        done = self.check_list(text, status=0, cwd=self.path("tree"))
        self.assertEqual(done.stdout.count(b": OK\n"), len(names))
        done = self.check_list(text, "--root", ".", "--json", status=1,
                               cwd=self.path("tree"))
        rows, summary = self.rows(done)
        self.assertEqual([row["status"] for row in rows], [
            "OK", "OK", "OK", "REFUSED", "REFUSED", "REFUSED", "REFUSED",
            "OK", "REFUSED"])
        self.assertEqual(summary["REFUSED"], 5)
        done = self.check_list(line(b"abc", b"../missing"), "--root", ".",
                               status=1, cwd=self.path("tree"))
        self.assertIn(b"REFUSED", done.stdout)
        for root, why in (("/nonexistent", b"o such file"),
                          ("/dev/null", b"ot a directory")):
            done = run("check", "--root", root, "-", input=text)
            self.check(done, 2, b"")
            self.assertIn(why, done.stderr)

    def test_extra_and_moved(self):
        for i in range(5):
            self.write(f"tree/f{i}", b"content %d" % i)
        self.write("tree/sub/same", b"content 0")
        tree = self.path("tree")
        text = run("sum", "-r", ".", cwd=tree).stdout
        done = self.check_list(text, "--extra", status=0, cwd=tree)
        self.assertNotIn(b"EXTRA", done.stdout)
        # Whatever way a name is written.
        absolute = run("sum", "-r", tree).stdout
        done = self.check_list(absolute, "--extra=tree", status=0)
        self.assertNotIn(b"EXTRA", done.stdout)
        os.rename(self.path("tree/f1"), self.path("tree/sub/moved\n"))
        os.remove(self.path("tree/f2"))
        self.write("tree/new")
        self.write("tree/f3", b"changed")
        done = self.check_list(text, "--extra", status=1, cwd=tree)
        self.assertEqual(done.stdout, (
            b"./f0: OK\n./f3: FAILED (by none of sha256, blake3, blake2s, "
            b"sha3-256, sha512-256, dropbox, fs-verity)\n./f4: OK\n"
            b"./sub/same: OK\n"
            b"./new: EXTRA\n./f1: MOVED to \\./sub/moved\\n\n"
            b"./f2: MISSING\n"))
        rows, summary = self.rows(self.check_list(
            text, "--extra", "--json", status=1, cwd=tree))
        self.assertEqual([row["detail"] for row in rows
                          if row["status"] == "MOVED"], ["./sub/moved\n"])
        self.assertEqual((summary["MOVED"], summary["EXTRA"],
                          summary["MISSING"]), (1, 1, 1))
        # The list itself is none of the files that no list names.
        self.write("tree/SUMS", text)
        done = run("check", "--extra", "SUMS", cwd=tree)
        self.assertNotIn(b"SUMS", done.stdout)
        self.check(run("check", "--extra", "--embedded-crc", tree), 2)

    def test_extra_file_is_a_finding(self):
        self.write("tree/f", b"abc")
        text = line(b"abc", b"f")
        tree = self.path("tree")
        self.check_list(text, "--extra", status=0, cwd=tree)
        self.write("tree/new")
        for words in ((), ("--status",), ("--json",), ("--quiet",)):
            done = self.check_list(text, "--extra", *words, status=1,
                                   cwd=tree)
            self.assertEqual(b"EXTRA" in done.stdout,
                             words != ("--status",))
        self.check_list(text, status=0, cwd=tree)

    def test_entries_that_are_left_out(self):
        self.write("f", b"abc")
        text = line(b"abc", b"f") + line(b"abc", b"gone")
        for words, status in (((), 1), (("--include", "f"), 0),
                              (("--exclude", "gone"), 0),
                              (("--include", "gone"), 1),
                              (("--include", "nothing"), 1)):
            with self.subTest(words):
                self.check_list(text, *words, status=status)

    def test_json_of_names_that_are_not_utf8(self):
        """Nothing is left out: a list's name, where a file moved to."""
        self.write("tree/old", b"content")
        name = b"list\xff"
        self.write(name, run("sum", "-r", "tree", cwd=self.folder).stdout
                   + b"nonsense\n")
        os.rename(self.path("tree/old"), self.path(b"tree/\xff"))
        rows, _ = self.rows(run("check", "--json", "--extra=tree", name,
                                cwd=self.folder))
        self.assertEqual([(row["status"],
                           base64.b64decode(row.get("list_b64", "")),
                           base64.b64decode(row.get("detail_b64", "")))
                          for row in rows],
                         [("MALFORMED", name, b""),
                          ("MOVED", b"list\xff", b"tree/\xff")])

    def test_embedded_crc(self):
        data = payload(1000)
        crc = b"%08X" % zlib.crc32(data)
        good = self.write(b"show [" + crc + b"].mkv", data)
        lower = self.write(b"show (" + crc.lower() + b").mkv", data)
        last = self.write(b"[12345678] [" + crc + b"]", data)
        bad = self.write(b"sub/bad [00000000].mkv", data)
        plain = self.write(b"plain.mkv", data)
        done = run("check", "--embedded-crc", good, lower, last)
        self.check(done, 0)
        self.assertEqual(done.stdout.count(b": OK\n"), 3)
        done = run("check", "--embedded-crc", bad)
        self.check(done, 1, bad + b": FAILED (crc32)\n")
        done = run("check", "--embedded-crc", plain)
        self.check(done, 1, b"")
        self.assertIn(b"has no CRC32 in its name", done.stderr)
        done = run("check", "--embedded-crc", self.folder)
        self.check(done, 1)
        self.assertEqual(done.stdout.count(b": OK\n"), 3)
        self.assertNotIn(b"plain", done.stdout + done.stderr)


class Wishes(Case):
    """What is asked of a check beside the lists."""

    MD5 = "900150983cd24fb0d6963f7d28e17f72"
    B3 = "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"

    def setUp(self):
        super().setUp()
        self.write("f")
        self.write("list", line(b"abc", b"f"))
        self.write("sha256", line(b"abc", b"f", "sha256"))

    def here(self, *words, **more):
        return run(*words, cwd=self.folder, **more)

    def test_one_digest(self):
        wrong = self.MD5[:-1] + "3"
        for digest in (self.MD5, self.MD5.upper(), "md5:" + self.MD5,
                       "MD5:" + self.MD5, "crc32:352441c2",
                       "sha256:" + hashlib.sha256(b"abc").hexdigest()):
            for words in (("f", digest), ("--expect", digest, "f"),
                          ("--expect", digest, "--", "f")):
                with self.subTest(words):
                    self.check(self.here("check", *words), 0, b"f: OK\n")
        done = self.here("check", "f", self.B3)
        self.check(done, 0, b"f: OK (blake3)\n",
                   b"hashlane: 1 file: 1 OK; 1 guessed as blake3\n")
        for words in (("f", wrong), ("f", "md5:" + wrong),
                      ("--expect", wrong, "f")):
            done = self.here("check", *words)
            self.check(done, 1)
            self.assertTrue(done.stdout.startswith(b"f: FAILED ("), done)
        self.check(self.here("check", "-a", "tth", "f",
                             "ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA"), 0)
        self.check(self.here("check", "gone", self.MD5), 1,
                   b"gone: MISSING\n")
        self.check(self.here("check", "-", self.MD5, input=b"abc"), 0,
                   b"-: OK\n")
        # A file of that name is a list.
        self.write(self.MD5, line(b"abc", b"f"))
        self.check(self.here("check", "list", self.MD5), 0)
        for words, reason in ((("--expect", "nonsense", "f"), b"nonsense"),
                              (("--expect", self.MD5), b"needs a LIST"),
                              (("--expect", self.MD5, "f", "list"),
                               b"needs one FILE"),
                              (("--expect", self.MD5, "--extra", "f"),
                               b"does not work with --expect")):
            done = self.here("check", *words)
            self.check(done, 2, b"")
            self.assertIn(reason, done.stderr)
        rows = [json.loads(row) for row in self.here(
            "check", "--json", "f", "md5:" + wrong).stdout.splitlines()]
        self.assertEqual(rows[0]["digests"], [{
            "algorithm": "md5", "expected": wrong, "computed": self.MD5,
            "fits": False}])

    def test_file_that_is_no_list(self):
        def told(text, *words, status=1):
            self.write("text", text)
            done = self.here("check", *words, "text")
            self.check(done, status)
            return [one for one in done.stderr.decode().splitlines()
                    if one.startswith("hashlane: text: ")], done

        entry = line(b"abc", b"f")
        lines = [f"hashlane: text: line {n}: not a line of a list of digests"
                 for n in range(1, 20_002)]
        for count in (9, 10, 11, 12, 20_000):
            with self.subTest(count):
                more = [f"hashlane: text: {count - 10} more malformed line"
                        + "s" * (count > 11)] * (count > 10)
                found, done = told(b"nonsense\n" * count)
                self.assertEqual(found, lines[:min(count, 10)] + more)
                self.assertIn(b"; %d malformed line" % count, done.stderr)
                # An entry comes too late.
                self.assertEqual(told(b"nonsense\n" * count + entry)[0],
                                 lines[:min(count, 10)] + more)
                self.assertEqual(told(b"nonsense\n" * count, "--json")[0],
                                 lines[:count])
                self.assertEqual(told(b"nonsense\n" * count, "--status")[0],
                                 [])
        # Behind an entry, each line is told.
        self.assertEqual(told(entry + b"nonsense\n" * 20)[0], lines[1:21])
        found, _ = told(b"nonsense\n" * 5 + entry + b"nonsense\n" * 20)
        self.assertEqual(found, lines[:5] + lines[6:26])
        # Each list for itself.
        self.write("other", b"nonsense\n" * 11)
        done = self.here("check", "other", "text", "other")
        self.assertEqual(done.stderr.count(
            b"hashlane: other: 1 more malformed line\n"), 2)
        os.symlink(support.binary, self.path("md5sum"))
        done = subprocess.run([self.path("md5sum"), "-cw", "other"],
                              cwd=self.folder, capture_output=True,
                              check=False)
        self.assertEqual(done.stderr.count(b": improperly formatted MD5 "),
                         11)

    def test_what_is_no_digest(self):
        md5 = "md5:" + self.MD5
        for words, about, reason in (
                (("-a", "sha1", "--expect", md5, "f"), f"'{md5}'",
                 "is no digest of sha1"),
                (("-a", "sha1", "f", md5), f"'{md5}'", "is no digest of sha1"),
                (("-a", "sha1,md4", "f", "a" * 40 + "b"), "a" * 40 + "b",
                 "is no digest of an algorithm given"),
                (("f", "a" * 62), "a" * 62,
                 "62 digits are no digest of a known algorithm"),
                (("--expect", "abc", "f"), "abc",
                 "3 digits are no digest of a known algorithm"),
                (("--expect", "foo:ab", "f"), "'foo:ab'",
                 "is no digest of a known algorithm"),
                (("f", "md5:abc"), "'md5:abc'", "not a digest of md5")):
            with self.subTest(words):
                self.check(self.here("check", *words), 2, b"", (
                    f"hashlane: {about}: {reason}\n"
                    "Try 'hashlane check --help'.\n").encode())
        self.check(self.here("check", "-a", "md5", "f", md5), 0, b"f: OK\n")
        self.check(self.here("check", "-a", "sha1,md5", "--expect", md5, "f"),
                   0, b"f: OK\n")

    def test_options_of_md5sum(self):
        same = self.here("check", "list")
        self.check(same, 0, b"f: OK\n")
        for words in (("check", "--strict", "list"), ("check", "-w", "list"),
                      ("check", "--warn", "-c", "list"), ("sum", "-c", "list"),
                      ("sum", "--check", "--strict", "list"),
                      ("sum", "list", "-c"), ("sum", "-a", "md5", "-c", "list"),
                      ("sum", "-wc", "list")):
            done = self.here(*words)
            self.check(done, 0, same.stdout, same.stderr)
        self.check(self.here("sum", "-c", "--ignore-missing", "--quiet",
                             "list"), 0, b"", b"")
        for words in (("check", "--status"), ("sum", "-c", "--status")):
            self.check(self.here(*words, "list"), 0, b"", b"")
            self.check(self.here(*words, "-", input=b"x\n"), 1, b"", b"")
            self.check(self.here(*words, "-", input=line(b"x", b"f")), 1, b"",
                       b"")
        # Behind "--" it is a file.
        self.write("-c", b"abc")
        self.check(self.here("sum", "-a", "md5", "--", "-c"), 0,
                   line(b"abc", b"-c"))

    def test_required_algorithms(self):
        for words, listed, status in (
                (("secure",), "list", 1), (("secure",), "sha256", 0),
                (("md5",), "list", 0), (("md5,sha1",), "sha256", 1),
                (("sha1", "--require", "sha256"), "sha256", 0)):
            done = self.here("check", "--require", *words, listed)
            self.check(done, status)
            if status:
                self.assertTrue(done.stdout.startswith(b"f: UNKNOWN (only "))
        self.check(self.here("check", "--require", "md6", "list"), 2, b"")

    def test_expected_digest_of_two_lines(self):
        for text in ("md5:" + self.MD5 + "\nBAD  g", self.MD5 + "\n",
                     "md5:" + self.MD5 + "\n"):
            for words in (("f", text), ("--expect", text, "f")):
                with self.subTest(words):
                    done = self.here("check", *words)
                    self.assertEqual((done.returncode, done.stdout), (2, b""))
        done = self.here("check", "--expect", self.MD5 + "\n00  g", "f")
        self.assertIn(b"has more than one line", done.stderr)

    def test_a_name_read_as_another(self):
        os.mkdir(self.path("d"))
        self.write("d/f", b"abc")
        self.write("names", line(b"abc", b"d\\f"))
        self.check(self.here("check", "names"), 0,
                   b"\\d\\\\f: OK (read as d/f)\n")
        done = self.here("check", "--json", "names")
        row = json.loads(done.stdout.splitlines()[0])
        self.assertEqual((row["path"], row["opened"]), ("d\\f", "d/f"))
        # A list that is opened after the verdict refutes it.
        lists = [f"l{i:02}" for i in range(70)]
        for name in lists:
            self.write(name, line(b"abc", b"f"))
        self.write("exact", line(b"abc", b"d/f"))
        done = self.here("check", "--json", "names", *lists, "exact")
        self.check(done, 1)
        told = json.loads(done.stdout.splitlines()[-1])["summary"]["lists"]
        self.assertEqual([one["readings"] for one in told],
                         [["backslash"]] + 70 * [[]] + [["refuted"]])

    def test_json_of_a_moved_file(self):
        os.mkdir(self.path("tree"))
        self.write("tree/new", b"abc" * 20)
        self.write("moved", b"\n" + line(b"abc" * 20, b"tree/old"))
        done = self.here("check", "--json", "--extra=tree", "moved")
        row = json.loads(done.stdout.splitlines()[0])
        self.assertEqual(
            [row[key] for key in ("status", "path", "detail", "list", "line")],
            ["MOVED", "tree/old", "tree/new", "moved", 2])

    def test_one_byte(self):
        self.write("one", b"x")
        self.write("sized", b'{"path": "one", "size": 2, "digests": {"md5": '
                   b'"%s"}}\n' % hashlib.md5(b"x").hexdigest().encode())
        self.check(self.here("check", "sized"), 1,
                   b"one: FAILED (has 1 byte instead of 2)\n")

    def test_secure_is_given_alone(self):
        for value in ("secure,md5", "md5,secure"):
            done = self.here("check", "--require", value, "list")
            self.check(done, 2, b"")
            self.assertIn(b"secure is given alone", done.stderr)

    def test_output_named_after_another_algorithm(self):
        for name, words, warns in (
                ("x.md5", (), True), ("x.md5", ("-a", "sha1"), True),
                ("x.md5", ("-a", "md5"), False), ("x.sha256", (), False),
                ("x.md5", ("-a", "sha1,md5"), False), ("x.txt", (), False),
                ("x.md5", ("-q",), False), ("d.md5/x", (), False)):
            os.makedirs(self.path("d.md5"), exist_ok=True)
            with self.subTest((name, words)):
                done = self.here("sum", *words, "-o", name, "f")
                self.check(done, 0)
                self.assertEqual(done.stderr.count(
                    b": is named after md5, but gets digests of "), warns)

    def test_help_as_a_subcommand(self):
        for words, same in ((("help",), ("--help",)),
                            (("help", "check"), ("check", "--help"))):
            done, theirs = run(*words), run(*same)
            self.check(done, 0, theirs.stdout)
            self.assertTrue(done.stdout)
        self.check(run("help", "nonsense"), 2, b"")

    def test_required_digest_in_another_list(self):
        for lists in (("list", "sha256"), ("sha256", "list")):
            self.check(self.here("check", "--require", "secure", *lists), 0,
                       b"f: OK\n")
        # That of a part says nothing of the file.
        self.write("parts", b"%%%%%%%% HASHDEEP-1.0\n"
                   b"%%%%%%%% size,sha256,filename\n##\n"
                   b"3,%s,f offset 0-0\n"
                   % hashlib.sha256(b"a").hexdigest().encode())
        for lists in (("list", "parts"), ("parts", "list")):
            done = self.here("check", "--require", "secure", *lists)
            self.check(done, 1)
            self.assertIn(b"f: UNKNOWN (only md5 fits)\n", done.stdout)

    def test_the_worst_verdict_is_the_one_of_the_file(self):
        good = b"MD5 (f) = %s\n" % self.MD5.encode()
        bad = b"SHA256 (f) = %064d\n" % 0
        other = b"SHA1 (f) = %s\n" % hashlib.sha1(b"abc").hexdigest().encode()
        for texts in itertools.permutations((good, bad, other)):
            self.write("mixed", b"".join(texts))
            for options in ((), ("--require", "sha256")):
                with self.subTest((texts, options)):
                    done = self.here("check", *options, "mixed")
                    self.check(done, 1, b"f: FAILED (sha256)\n")
                    self.assertIn(b"1 file: 0 OK, 1 FAILED", done.stderr)
                    done = self.here("check", "--json", *options, "mixed")
                    rows = [json.loads(row) for row in
                            done.stdout.splitlines()]
                    self.assertEqual(rows[0]["status"], "FAILED")
                    self.assertEqual(rows[-1]["summary"]["FAILED"], 1)

    def test_no_guess(self):
        done = self.here("check", "--no-guess", "list")
        self.check(done, 1, b"")
        self.assertIn(b"list: line 1: ", done.stderr)
        self.check(self.here("check", "--no-guess", "-a", "md5", "list"), 0)
        self.write("tagged", b"MD5 (f) = " + self.MD5.encode() + b"\n")
        self.check(self.here("check", "--no-guess", "tagged"), 0)

    def test_some_files(self):
        self.write("sub/g.txt", b"abcd")
        os.utime(self.path("f"), (1000, 1000))
        text = line(b"abc", b"f") + line(b"abcd", b"sub/g.txt")
        for words, names in (
                (("--include", "*.txt"), [b"sub/g.txt"]),
                (("--exclude", "*.txt"), [b"f"]),
                (("--exclude", "sub/"), [b"f"]),
                (("--include", "*", "--exclude", "f"), [b"sub/g.txt"]),
                (("--min-size", "4"), [b"sub/g.txt"]),
                (("--max-size", "3"), [b"f"]),
                (("--newer", "2001-01-01"), [b"sub/g.txt"]),
                (("--older", "2001-01-01 10:20"), [b"f"]),
                (("--older", "@1000"), [b"f"]),
                (("--newer", "@1000"), [b"f", b"sub/g.txt"]),
                (("--older", "@999"), [])):
            with self.subTest(words):
                done = self.here("check", *words, "-", input=text)
                self.check(done, 0 if names else 1, b"".join(
                    name + b": OK\n" for name in names))
                if len(names) < 2:
                    self.assertIn(b"; %d left out" % (2 - len(names)),
                                  done.stderr)
        for words in (("--min-size", "x"), ("--max-size", "0"),
                      ("--newer", "tomorrow"), ("--older", "2001-13-01"),
                      ("--older", "2001-01-01x"), ("--include", "[")):
            self.check(self.here("check", *words, "-", input=text), 2, b"")

    def test_how_far_it_can_be_trusted(self):
        crc = b"CRC32 (f) = 352441c2\n"
        for text, told in ((crc, b"; verified by crc32 only"),
                           (crc + line(b"abc", b"f"), b""),
                           (line(b"abc", b"f"), b"")):
            self.check(self.here("check", "-", input=text), 0, b"f: OK\n",
                       b"hashlane: 1 file: 1 OK" + told + b"\n")
        self.write("g")
        done = self.here("check", "-", input=crc + line(b"abc", b"g", "sha256")
                         + b"FOO (g) = 0011\n")
        self.check(done, 1)
        self.assertIn(b"; 1 verified by crc32 only; 1 digest of unknown "
                      b"algorithms\n", done.stderr)
        rows = [json.loads(row) for row in self.here(
            "check", "--json", "-", input=crc + self.B3.encode()
            + b"  g\n").stdout.splitlines()]
        self.assertEqual(rows[0]["digests"], [{
            "algorithm": "crc32", "expected": "352441c2",
            "computed": "352441c2", "fits": True}])
        self.assertEqual(rows[1]["digests"][0]["guessed"], True)
        summary = rows[2]["summary"]
        self.assertEqual((summary["weak"], summary["guessed"],
                          sorted(summary["verified_by"])),
                         (1, {"blake3": 1}, ["blake3", "crc32"]))
        self.assertEqual([(row["list"], row["entries"], row["malformed"],
                           row["readings"]) for row in summary["lists"]],
                         [("-", 2, 0, [])])

    def test_every_entry_of_every_list(self):
        """Status 0 says nothing less."""
        self.check(self.here("check", "list", "sha256"), 0)
        for text in (b"", b"# x\n", line(b"abc", b"gone"), b"nonsense\n",
                     b"FOO (f) = 0011\n", line(b"abd", b"f")):
            self.write("other", text)
            for words in (("list", "other"), ("other", "list")):
                self.check(self.here("check", *words), 1)
        self.check(self.here("check", "list", "missing"), 2)

    def test_many_lists(self):
        """More than are open at a time."""
        names = [f"l{i}" for i in range(200)]
        for name in names:
            self.write(name, line(b"abc", b"f"))
        done = self.here("check", *names)
        self.check(done, 0)
        self.write("l150", line(b"abd", b"f") + b"x\n")
        done = self.here("check", *names)
        self.check(done, 1)
        self.assertIn(b"hashlane: l150: line 2: ", done.stderr)
        self.assertIn(b"f: FAILED", done.stdout)

    def test_names_that_no_file_has(self):
        """They are read otherwise, which each list says once."""
        self.write("sub/g")
        self.write("cafe\u0301")
        self.write("UPPER")
        for name, path, reading, told in (
                (b"sub\\g", b"sub/g", "backslash",
                 b"names were read with \\ as the separator"),
                (b" f ", b"f", "blanks",
                 b"names were read without blanks at their ends"),
                ("caf\u00e9".encode(), "cafe\u0301".encode(), "nfd",
                 b"names were read in Unicode's decomposed form (NFD)")):
            self.write("names", b"".join(
                self.MD5.encode() + b"  " + one + b"\n"
                for one in (name, b"f" if path != b"f" else b"sub/g")))
            with self.subTest(name):
                done = self.here("check", "names")
                self.check(done, 0)
                listed = name if b"\\" not in name else \
                    b"\\" + name.replace(b"\\", b"\\\\")
                self.assertTrue(done.stdout.startswith(
                    listed + b": OK (read as " + path + b")\n"), done)
                self.assertEqual(done.stderr.count(
                    b"hashlane: names: " + told + b"\n"), 1, done)
                rows = [json.loads(row) for row in self.here(
                    "check", "--json", "names").stdout.splitlines()]
                self.assertEqual((rows[0]["path"], rows[0]["reading"],
                                  rows[0]["opened"]),
                                 (name.decode(), [reading], path.decode()))
                self.assertNotIn("reading", rows[1])
                self.assertEqual(rows[2]["summary"]["lists"][0]["readings"],
                                 [reading])
                for words in (("--no-guess", "-a", "md5"), ("--root", "sub")):
                    self.assertNotEqual(self.here(
                        "check", *words, "names").returncode, 0)
                # Other content is no damage: it may be another file.
                self.write("names", b"0" * 32 + b"  " + name + b"\n")
                done = self.here("check", "names")
                self.check(done, 1)
                self.assertIn(b": MISSING (", done.stdout)
                self.assertIn(b" is there with other content)", done.stdout)
        self.write("names", line(b"abc", b"upper"))
        self.check(self.here("check", "names"), 1, b"upper: MISSING (UPPER is "
                   b"there: letters differ in case)\n")
        done = self.here("check", "--ignore-case", "names")
        self.check(done, 0, b"upper: OK (read as UPPER)\n")
        self.assertIn(b"names: names were read in another case\n", done.stderr)

    def test_standard_input_as_a_file(self):
        self.write("std", line(b"abc", b"-"))
        self.check(self.here("check", "std", input=b"abc"), 0, b"-: OK\n")
        done = self.here("check", "std", input=b"abd")
        self.check(done, 1)
        self.assertIn(b"-: FAILED", done.stdout)

    def test_a_name_that_comes_later_in_a_pipe(self):
        self.write("dir/x")
        text = line(b"abc", b"dir\\x")
        self.check(self.here("check", "-", input=text + line(b"abc", b"dir/x")),
                   1, b"\\dir\\\\x: MISSING\ndir/x: OK\n")
        # Without that line it is the file.
        self.check(self.here("check", "-", input=text), 0,
                   b"\\dir\\\\x: OK (read as dir/x)\n")

    def test_another_name_is_told(self):
        self.write("dir/x")
        for words in ("check", "--expect", self.MD5), ("check", "-q",
                                                       "--expect", self.MD5):
            done = self.here(*words, "dir\\x ")
            self.check(done, 0)
            self.assertIn(b"names were read with \\ as the separator, without "
                          b"blanks at their ends\n", done.stderr)
            done = self.here(*words, "dir/x")
            self.check(done, 0)
            self.assertNotIn(b"names were read", done.stderr)

    def test_quiet_tells_what_is_left_out(self):
        self.write("a")
        self.write("b")
        self.write("list", line(b"abc", b"a") + line(b"abc", b"b"))
        done = self.here("check", "-q", "--exclude", "b", "list")
        self.check(done, 0, b"", b"hashlane: 1 file: 1 OK; 1 left out\n")
        self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_more_lists_than_open_files(self):
        names = []
        for number in range(40):
            name = f"f{number}"
            self.write(name, name.encode())
            self.write(f"list{number}", line(name.encode(), name.encode()))
            names.append(f"list{number}")
        for limit in 16, 20, 40:
            def lower(limit=limit):
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
            done = self.here("check", *names, preexec_fn=lower)
            self.check(done, 0, b"".join(b"f%d: OK\n" % number
                                         for number in range(40)))

    def test_a_list_is_not_its_own_file(self):
        self.write("std", line(b"", b"-"))
        for name in "-", "/dev/stdin", "/dev/fd/0":
            self.check(self.here("check", name, input=line(b"", b"-")), 1,
                       b"-: MISSING\n")
        with open(self.path("std"), "rb") as file:
            self.check(self.here("check", "std", stdin=file), 1,
                       b"-: MISSING\n")


class Parts(Case):
    """Which bytes are bad, by the digests of parts."""

    def damaged(self, text, at, algorithm, size, part):
        data = bytearray(payload(size))
        data[at] ^= 1
        self.write("f", bytes(data))
        done = run("check", "--json", "-", input=text, cwd=self.folder)
        self.check(done, 1)
        row = json.loads(done.stdout.splitlines()[0])
        start = at // part * part
        self.assertIn({"algorithm": algorithm, "offset": start,
                       "bytes": min(part, size - start)}, row["bad"], row)
        done = run("check", "-", input=text, cwd=self.folder)
        end = min(start + part, size) - 1
        self.assertIn(b"bytes %d-%d by %s" % (start, end, algorithm.encode()),
                      done.stdout)
        return row

    def test_each_algorithm(self):
        size = 3 * ED2K_PART + 12345
        self.write("f", payload(size))
        text = run("sum", "--format", "json", "--part-hashes", "-a",
                   "ed2k,aich,tth,s3-etag,dropbox,glacier,bt2-pieces-root",
                   "f", cwd=self.folder).stdout
        self.check(run("check", "-", input=text, cwd=self.folder), 0)
        row = self.damaged(text, ED2K_PART + 5, "ed2k", size, ED2K_PART)
        self.assertEqual({bad["algorithm"] for bad in row["bad"]}, {
            "ed2k", "aich", "tth", "s3-etag", "dropbox", "glacier",
            "bt2-pieces-root"})
        for bad in row["bad"]:
            self.assertLessEqual(bad["offset"], ED2K_PART + 5)
            self.assertGreater(bad["offset"] + bad["bytes"], ED2K_PART + 5)
        self.damaged(text, size - 1, "aich", size, ED2K_PART)
        self.damaged(text, 0, "tth", size, 1 << 20)
        self.damaged(text, 5 << 20, "dropbox", size, 4 << 20)
        # What the file lacks is bad as well.
        self.write("f", payload(size) + b"more")
        done = run("check", "--json", "-", input=text, cwd=self.folder)
        self.check(done, 1)

    def test_ed2k_links(self):
        for size in (2 * ED2K_PART + 7, 2 * ED2K_PART, ED2K_PART):
            self.write("f", payload(size))
            for algorithm in ("ed2k", "ed2k-blue"):
                text = run("sum", "--format", "ed2k", "--part-hashes", "-a",
                           algorithm, "f", cwd=self.folder).stdout
                self.assertIn(b"|p=", text)
                done = run("check", "-", input=text, cwd=self.folder)
                self.check(done, 0)
            self.damaged(text, size - 1, "ed2k", size, ED2K_PART)


class Output(Case):
    def test_replaced_as_a_whole(self):
        self.write("f")
        target = self.write("SUMS", b"old")
        os.chmod(target, 0o640)
        self.check(run("sum", "-a", "md5", "-o", "SUMS", "f",
                       cwd=self.folder), 0, b"", b"")
        with open(target, "rb") as file:
            self.assertEqual(file.read(), line(b"abc", b"f"))
        self.assertEqual(stat.S_IMODE(os.stat(target).st_mode), 0o640)
        self.assertEqual(sorted(os.listdir(self.folder)), [b"SUMS", b"f"])
        # Through a link, which stays one.
        os.symlink("SUMS", self.path("link"))
        self.check(run("sum", "-o", "link", "f", cwd=self.folder), 0)
        self.assertTrue(os.path.islink(self.path("link")))
        with open(target, "rb") as file:
            self.assertEqual(file.read(), line(b"abc", b"f", "sha256"))
        # A file that fails is told, the others are listed.
        self.check(run("sum", "-o", "SUMS", "missing", "f",
                       cwd=self.folder), 1, b"")
        with open(target, "rb") as file:
            self.assertEqual(file.read(), line(b"abc", b"f", "sha256"))
        self.check(run("sum", "-o", "/nonexistent/x", "f",
                       cwd=self.folder), 2)
        self.check(run("sum", "-o", "/dev/full", "f", cwd=self.folder), 1)
        done = run("sum", "-a", "md5", "-o", "/dev/stdout", "f",
                   cwd=self.folder)
        self.check(done, 0, line(b"abc", b"f"))

    def test_the_list_is_not_in_itself(self):
        self.write("f")
        for _ in range(2):
            self.check(run("sum", "-a", "md5", "-r", ".", "-o", "SUMS",
                           cwd=self.folder), 0)
            with open(self.path("SUMS"), "rb") as file:
                self.assertEqual(file.read(), line(b"abc", b"./f"))

    def test_what_is_hashed_is_not_the_output(self):
        """A named file is not lost to its own list."""
        self.write("g", b"g")
        os.symlink("f", self.path("link"))
        for words in (("f", "-o", "f"), ("g", "./f", "-o", "f"),
                      ("link", "-o", "f"), ("f", "-o", "link"),
                      ("--cache", "f", "-o", "f"),
                      ("f", "--checkpoint", "ck", "-o", "f")):
            self.write("f", b"precious")
            done = run("sum", *words, cwd=self.folder,
                       env={"XDG_CACHE_HOME": os.fsdecode(self.path("home"))})
            self.check(done, 2, b"")
            self.assertIn(b"cannot be both the output and a file to hash",
                          done.stderr)
            with open(self.path("f"), "rb") as file:
                self.assertEqual(file.read(), b"precious")
        with open(self.path("out"), "wb") as out:
            done = run("sum", "f", "out", cwd=self.folder, stdout=out)
        self.check(done, 2)
        self.assertEqual(os.path.getsize(self.path("out")), 0)

    def test_a_list_is_not_lost_to_a_wrong_name(self):
        self.write("f")
        for words in (("typo",), ("-r", "typo"), ("typo", "none"),
                      ("--format", "csv", "typo"), ("--cache", "typo"),
                      ("--format", "json", "typo")):
            self.write("SUMS", b"old")
            for name, left in (("SUMS", b"old"), ("new", None)):
                done = run("sum", *words, "-o", name, cwd=self.folder,
                           env={"XDG_CACHE_HOME":
                                os.fsdecode(self.path("home"))})
                self.check(done, 1, b"")
                if left is None:
                    continue
                self.assertIn(b"SUMS: is not replaced: no file could be "
                              b"hashed\n", done.stderr)
                with open(self.path("SUMS"), "rb") as file:
                    self.assertEqual(file.read(), left)
        # Nothing failed: there is nothing.
        os.mkdir(self.path("empty"))
        self.check(run("sum", "-r", "empty", "-o", "SUMS", cwd=self.folder), 0)
        self.assertEqual(os.path.getsize(self.path("SUMS")), 0)

    def test_what_the_run_writes_is_left_out(self):
        self.write("t/f")
        wanted = line(b"abc", b"./f")
        os.symlink("list", self.path("t/link"))
        for words in ((), ("--checkpoint", "ck"), ("--follow",),
                      ("--follow", "--checkpoint", "ck")):
            for _ in range(2):
                self.write("t/list", b"old")
                done = run("sum", "-a", "md5", *words, "-r", ".", "-o", "list",
                           cwd=self.path("t"))
                self.check(done, 0, b"", b"")
                with open(self.path("t/list"), "rb") as file:
                    self.assertEqual(file.read(), wanted)
            with open(self.path("t/list"), "wb") as out:
                done = run("sum", "-a", "md5", *words, "-r", ".", stdout=out,
                           cwd=self.path("t"))
            self.check(done, 0)
            with open(self.path("t/list"), "rb") as file:
                self.assertEqual(file.read(), wanted)
        # What is written to changes under each of its names; a file that is
        # replaced keeps its content under the others.
        for name in ("t/list", "t/a"):
            self.write(name, b"old")
        os.link(self.path("t/list"), self.path("t/z"))
        done = run("sum", "-a", "md5", "-r", ".", "-o", "list",
                   cwd=self.path("t"))
        self.check(done, 0)
        os.remove(self.path("t/z"))
        with open(self.path("t/list"), "rb") as file:
            self.assertEqual(file.read(), line(b"old", b"./a") + wanted +
                             line(b"old", b"./z"))
        os.link(self.path("t/list"), self.path("t/z"))
        with open(self.path("t/list"), "ab") as out:
            done = run("sum", "-a", "md5", "-r", ".", stdout=out,
                       cwd=self.path("t"))
        self.check(done, 0, stderr=b"")
        with open(self.path("t/list"), "rb") as file:
            self.assertTrue(file.read().endswith(
                line(b"old", b"./z") + line(b"old", b"./a") + wanted))

    def test_killed_at_any_moment(self):
        for i in range(2000):
            self.write(f"tree/{i}", payload(i, i))
        target = self.path("SUMS")
        command = [support.binary, "sum", "-a", "md5", "-o", target, "-r",
                   self.path("tree")]
        subprocess.run(command, check=True)
        with open(target, "rb") as file:
            new = file.read()
        for i in range(100):
            with open(target, "wb") as file:
                file.write(b"old")
            process = subprocess.Popen(command)
            time.sleep(i * 0.0005)
            process.send_signal(signal.SIGKILL)
            process.wait()
            with open(target, "rb") as file:
                self.assertIn(file.read(), (b"old", new))

    def test_names(self):
        self.write("a/f")
        self.write("b/g")
        real = os.path.realpath(self.folder)
        for options, name in (
                (["--absolute"], real + b"/a/f"),
                (["--relative-to", "."], b"a/f"),
                (["--relative-to", "a"], b"f"),
                (["--relative-to", "b"], b"../a/f"),
                (["--relative-to", "/"], real[1:] + b"/a/f")):
            for given in (b"a/f", b"./a//f", real + b"/a/f"):
                with self.subTest(options=options, given=given):
                    self.check(run("sum", "-a", "md5", *options, given,
                                   cwd=self.folder), 0, line(b"abc", name))
        self.check(run("sum", "-a", "md5", "--absolute", "../a/f",
                       cwd=self.path("b")), 0, line(b"abc", real + b"/a/f"))
        self.check(run("sum", "--relative-to", "/nonexistent", "a/f"), 2)

    def test_walk_options(self):
        for name in ("a.txt", "b.bin", "sub/c.txt", ".hidden/d.txt",
                     "sub/deep/e.txt"):
            self.write("tree/" + name)
        os.symlink("../other", self.path("tree/link"))
        self.write("other/f.txt")

        def listed(*options):
            done = run("sum", "-a", "md5", "-r", *options, "tree",
                       cwd=self.folder)
            self.check(done, 0)
            return sorted(row[34 + 5:] for row in
                          done.stdout.decode().splitlines())
        everything = [".hidden/d.txt", "a.txt", "b.bin", "sub/c.txt",
                      "sub/deep/e.txt"]
        self.assertEqual(listed(), everything)
        self.assertEqual(listed("--one-file-system"), everything)
        self.assertEqual(listed("--include", "*.bin"), ["b.bin"])
        self.assertEqual(listed("--include", "sub/*.txt"), ["sub/c.txt"])
        self.assertEqual(listed("--include", "**/e.txt", "--include",
                                "a.*"), ["a.txt", "sub/deep/e.txt"])
        self.assertEqual(listed("--exclude", "sub"),
                         [".hidden/d.txt", "a.txt", "b.bin"])
        self.assertEqual(listed("--no-hidden"), everything[1:])
        self.assertEqual(listed("--follow"), sorted(
            everything + ["link/f.txt"]))

    def test_usage(self):
        path = self.write("f")
        for options, reason in (
                (["--format", "xml"], b"not a format"),
                (["--format", "sfv", "-a", "md5"], b"crc32 only"),
                (["--format", "ed2k", "-a", "md5"], b"only"),
                (["--format", "csv", "-z"], b"-z"),
                (["--mtime"], b"--mtime"),
                (["--part-hashes"], b"--part-hashes")):
            done = run("sum", *options, path)
            self.check(done, 2, b"")
            self.assertIn(reason, done.stderr)


if __name__ == "__main__":
    support.main("HASHLANE")
