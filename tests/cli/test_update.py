#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_update.py - what `hashlane update` keeps of lists in every format.

    test_update.py [--strict] HASHLANE
"""
import base64
import fcntl
import hashlib
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import zlib

import support
from support import ODD_NAMES, Case, ask_rhash, line, need, run

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
except ImportError:
    st = None

FORMATS = ("gnu", "bsd", "sfv", "hashdeep", "ed2k", "magnet", "json", "csv")


def crc32(data):
    return b"%08X" % zlib.crc32(data)


class Lists(Case):
    def here(self, *words):
        return run(*words, cwd=self.folder)

    def content(self, name="list"):
        with open(self.path(name), "rb") as file:
            return file.read()

    def updated(self, text, said):
        """The list after an update of the folder "tree"."""
        self.write("list", text)
        self.check(self.here("update", "list", "tree"), 0, said, b"")
        return self.content()

    def refused(self, text, reason):
        """It is left as it is, and it is told why."""
        self.write("list", text)
        done = self.here("update", "list", "tree")
        self.check(done, 2, b"")
        self.assertIn(reason, done.stderr)
        self.assertEqual(self.content(), text)
        self.assertEqual(sorted(os.listdir(self.folder)),
                         [b"list", b"other", b"tree"])


class Formats(Lists):
    """Lists of every format: what is there stays, what is new comes behind."""

    def change(self):
        os.unlink(self.path("tree/gone"))
        self.write("tree/changed", b"not as it was")
        self.write("tree/new", b"new")

    def begin(self, names, *words):
        for name in [b"changed", b"gone", b"kept", *names]:
            self.write(b"tree/" + name, b"of " + name)
        done = self.here("sum", *words, "-r", "tree")
        self.write("list", done.stdout)
        self.change()
        return done

    @staticmethod
    def words(form):
        return ["--format", form] + ["--mtime"] * (form in ("json", "csv"))

    def test_all(self):
        for form in FORMATS:
            with self.subTest(form):
                self.setUp()
                words = self.words(form)
                self.check(self.begin([b"sub/name"], *words), 0, stderr=b"")
                old = self.content()
                kept = 2 if "--mtime" in words else 0
                done = self.here("update", "list", "tree")
                self.check(done, 1, b"%d kept, %d hashed, 1 gone, 1 changed\n"
                           % (kept, 4 - kept))
                self.assertEqual(done.stderr.count(b"\n"), 2, done)
                self.assertIn(b"tree/changed: has changed", done.stderr)
                self.assertIn(b"tree/gone: is gone", done.stderr)
                fresh = self.here("sum", *words, "tree/new").stdout
                self.assertEqual(self.content(),
                                 old + fresh.splitlines(True)[-1])
                # Asked to, it forgets.
                done = self.here("update", "--prune", "--accept",
                                 "tree/changed", "list", "tree")
                self.check(done, 0, stderr=b"")
                self.assertTrue(done.stdout.startswith(
                    b"replaced  tree/changed\nremoved   tree/gone\n"), done)
                fresh = self.here("sum", *words, "-r", "tree").stdout
                self.assertEqual(sorted(self.content().splitlines()),
                                 sorted(fresh.splitlines()))
                self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_changes_that_are_known(self):
        """By another size or time, and no others."""
        for form in FORMATS:
            with self.subTest(form):
                self.setUp()
                words = self.words(form)
                self.begin([b"rotten"], *words)
                times = os.stat(self.path("tree/rotten"))
                self.write("tree/rotten", b"OF ROTTEN"[:9])
                os.utime(self.path("tree/rotten"),
                         ns=(times.st_atime_ns, times.st_mtime_ns))
                os.utime(self.path("tree/kept"), ns=(1, 1))
                old = self.content()
                done = self.here("update", "--accept-changes", "list", "tree")
                self.check(done, 1)
                new = self.content()
                told = form in ("json", "csv", "hashdeep", "ed2k", "magnet")
                self.assertEqual(b"tree/changed: " in done.stderr, not told)
                self.assertEqual(b"replaced  tree/changed\n" in done.stdout,
                                 told, done)
                for one in old.splitlines():
                    if b"changed" in one:
                        self.assertEqual(one in new, not told)
                    elif b"kept" not in one or "--mtime" not in words:
                        self.assertIn(one, new)
                # Its time stands in none of them, or is as it was.
                if "--mtime" in words:
                    self.assertNotIn(b"rotten:", done.stdout)
                    self.assertIn(b'"mtime_ns": 1,' if form == "json" else
                                  b"kept,,7,1,", new)

    def test_odd_names(self):
        """Those that a format cannot hold are told each time."""
        for form in FORMATS:
            with self.subTest(form):
                self.setUp()
                words = self.words(form)
                made = self.begin(ODD_NAMES, *words)
                self.assertEqual(made.returncode,
                                 int(form in ("sfv", "hashdeep")))
                done = self.here("update", "-q", "--prune", "--accept",
                                 "tree/changed", "list", "tree")
                self.check(done, made.returncode, b"", made.stderr)
                fresh = self.here("sum", *words, "-r", "tree").stdout
                self.assertEqual(sorted(self.content().split(b"\n")),
                                 sorted(fresh.split(b"\n")))
                self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_line_ends_and_marks_stay(self):
        for form in FORMATS:
            for end in (b"\n", b"\r\n"):
                for last in (b"", end):
                    with self.subTest((form, end, last)):
                        self.setUp()
                        self.write("tree/a", b"a")
                        text = self.here("sum", *self.words(form), "-r",
                                         "tree").stdout
                        comment = {"sfv": b"; x", "json": b"", "csv": b"",
                                   "hashdeep": b"## x",
                                   "ed2k": b"", "magnet": b""
                                   }.get(form, b"# x")
                        text = (b"\xef\xbb\xbf" + end.join(
                            [*text.splitlines(), comment]) + last)
                        self.write("list", text)
                        self.write("tree/b", b"b")
                        self.check(self.here("update", "-q", "list", "tree"),
                                   0, b"", b"")
                        new = self.content()
                        joint = end if text[-1:] != b"\n" else b""
                        self.assertTrue(new.startswith(text + joint), new)
                        self.assertEqual(new.count(b"\r"), new.count(b"\n")
                                         * (end == b"\r\n"))
                        self.assertTrue(new.endswith(end))
                        self.check(self.here("check", "-q", "list"), 0, b"",
                                   b"")

    def test_sfv_of_another_tool(self):
        need("cksfv")
        self.begin([])
        made = subprocess.run(["cksfv", "tree/changed", "tree/kept"],
                              cwd=self.folder, capture_output=True,
                              check=True)
        new = self.updated(made.stdout, b"0 kept, 3 hashed, 0 gone\n")
        self.assertEqual(re.sub(rb"(?m)^;.*\n", b"", new),
                         b"tree/changed %s\ntree/kept %s\ntree/new %s\n"
                         % (crc32(b"not as it was"), crc32(b"of kept"),
                            crc32(b"new")))
        self.write("list", new)
        subprocess.run(["cksfv", "-q", "-g", "list"], cwd=self.folder,
                       check=True)

    def test_hashdeep_of_another_tool(self):
        need("hashdeep")
        self.begin([])
        made = subprocess.run(["hashdeep", "-l", "-r", "tree"],
                              cwd=self.folder, capture_output=True,
                              check=True)
        self.write("tree/later", b"later")
        self.write("list", made.stdout)
        audit = ["hashdeep", "-l", "-r", "-a", "-k", "list", "tree"]
        self.assertNotEqual(subprocess.run(
            audit, cwd=self.folder, stdout=subprocess.DEVNULL,
            check=False).returncode, 0)
        self.check(self.here("update", "list", "tree"), 0, stderr=b"")
        subprocess.run(audit, cwd=self.folder, stdout=subprocess.DEVNULL,
                       check=True)

    def test_links_of_another_tool(self):
        """Whose links have no folders in their names."""
        need("rhash")
        for option in ("--ed2k-link", "--magnet"):
            with self.subTest(option):
                self.setUp()
                self.begin([])
                tree = self.path("tree")
                made = subprocess.run(["rhash", option, "--ed2k", "changed"],
                                      cwd=tree, capture_output=True,
                                      check=True)
                self.write("list", made.stdout)
                self.write("tree/changed", b"and changed again")
                self.check(run("update", "../list", ".", cwd=tree), 1)
                self.assertEqual(self.content().splitlines()[0],
                                 made.stdout.splitlines()[0])
                self.check(run("update", "--accept", "changed", "../list",
                               ".", cwd=tree), 0, stderr=b"")
                names = (b"changed", b"kept", b"new")
                digests = ask_rhash("ed2k", [os.path.join(tree, name)
                                             for name in names])
                lines = self.content().splitlines()
                for one, name, digest in zip(lines, names, digests,
                                             strict=True):
                    self.assertIn(name, one)
                    self.assertIn(digest.encode(), one)


class Kept(Lists):
    """Entries outside of the folder: not changed, not lost."""

    def setUp(self):
        super().setUp()
        self.write("tree/a", b"a")
        self.write("other", b"other")
        self.md5 = hashlib.md5(b"other").hexdigest().encode()

    def test_several_formats(self):
        """None of them could hold what the others say."""
        foreign = line(b"other", b"other")
        for form in FORMATS[2:]:
            with self.subTest(form):
                text = self.here("sum", "--format", form, "tree/a").stdout
                self.refused(text + foreign, b"mixes formats")
                self.refused(foreign + text, b"mixes formats")

    def test_tags_beside_bare_digests(self):
        """A bare digest of SHA3-256 would be one of SHA-256."""
        self.write("tree/b", b"b")
        sha3 = hashlib.sha3_256(b"other").hexdigest().encode()
        tagged = b"SHA3-256 (other) = " + sha3 + b"\n"
        for text in (line(b"a", b"tree/a", "sha256") + tagged,
                     tagged + line(b"a", b"tree/a", "sha256")):
            new = self.updated(text, b"1 kept, 2 hashed, 0 gone\n")
            self.assertTrue(new.startswith(text))
            self.assertIn(b"SHA256 (tree/b) = ", new)
            self.assertIn(b"SHA3-256 (tree/b) = ", new)
            self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_columns(self):
        """The last header says which; those of others are not filled."""
        sha1 = hashlib.sha1(b"a").hexdigest().encode()
        self.refused(b"path,md5\nother," + self.md5 + b"\npath,sha1\ntree/a,"
                     + sha1 + b"\n", b"columns of another tool")
        head = b"path,path_b64,size,status,"
        text = (head + b"md5\r\nother,,,ok," + self.md5 + b"\r\n" + head
                + b"sha1\r\ntree/a,,,ok," + sha1 + b"\r\n")
        self.write("tree/b", b"b")
        new = self.updated(text, b"1 kept, 2 hashed, 0 gone\n")
        self.assertEqual(new, text + b"tree/b,,1,ok," +
                         hashlib.sha1(b"b").hexdigest().encode() + b"\r\n")
        self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_columns_that_cannot_be_empty(self):
        def table(name, data, algorithm):
            return (b"%%%%%%%% HASHDEEP-1.0\n%%%%%%%% size,%s,filename\n##\n"
                    b"%d,%s,%s\n" % (
                        algorithm.encode(), len(data),
                        hashlib.new(algorithm, data).hexdigest().encode(),
                        name))

        text = table(b"other", b"other", "md5") + table(b"tree/a", b"a",
                                                        "sha1")
        self.write("tree/b", b"b")
        new = self.updated(text, b"1 kept, 2 hashed, 0 gone\n")
        self.assertEqual(new, text + table(b"tree/b", b"b", "sha1").split(
            b"\n", 3)[3])

    def test_sizes_that_are_not_told(self):
        """Not told is not nought."""
        for text in (b'{"path": "other", "digests": {"md5": "%s"}}\n',
                     b"path,path_b64,size,status,md5\r\n"
                     b"other,,,ok,%s\r\n",
                     b"magnet:?dn=other&xt=urn:md5:%s\n"):
            with self.subTest(text):
                new = self.updated(text % self.md5,
                                   b"1 kept, 1 hashed, 0 gone\n")
                self.assertIn(self.md5, new)
                self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_algorithm_of_a_bare_digest(self):
        """Which the list's name does not tell, and the length wrongly."""
        need("b3sum")
        made = subprocess.run(["b3sum", "other", "tree/a"], cwd=self.folder,
                              capture_output=True, check=True).stdout
        self.write("tree/b", b"b")
        # What is only guessed is written to no list.
        self.refused(made, b"cannot tell the algorithm from 64 digits")
        self.check(self.here("update", "-q", "-a", "blake3", "list", "tree"),
                   0, b"", b"")
        subprocess.run(["b3sum", "-c", "--quiet", "list"], cwd=self.folder,
                       check=True)
        self.assertEqual(self.content().count(b"\n"), 3)
        against = ["audit", "-q", "tree", "--against", "list"]
        self.check(self.here(*against), 0, b"", b"")
        self.check(self.here(*against, "-a", "blake3"), 0, b"", b"")
        self.usage("update", "-a", "no", "list", "tree", reason=b"no")
        self.usage("audit", "-a", "no", "list", "tree", reason=b"no")

    def test_names_that_are_not_utf8(self):
        name = b"elsewhere/\xff\n"
        self.write(name, b"x")
        text = b'{"path_b64": "%s", "size": 1, "digests": {"md5": "%s"}}\n' \
            % (base64.b64encode(name), self.md5)
        new = self.updated(text, b"1 kept, 1 hashed, 0 gone\n")
        self.assertIn(base64.b64encode(name), new)
        self.assertIn(self.md5, new)


class References(Lists):
    """Digests that are there to compare with: none is lost unasked."""

    def setUp(self):
        super().setUp()
        self.write("tree/a", b"a")
        self.write("other", b"other")

    def stays(self, text, status, *reasons, words=(), folder="tree"):
        self.write("list", text)
        done = self.here("update", *words, "list", folder)
        self.assertEqual(done.returncode, status, done)
        self.assertEqual(self.content(), text)
        for reason in reasons:
            self.assertIn(reason, done.stderr)
        return done

    def test_folders_that_are_not_there(self):
        for name in ("tree/empty", "tree/mnt/deep"):
            os.makedirs(self.path(name))
        gone = line(b"x", b"tree/empty/x") + line(b"y", b"tree/mnt/deep/s/y")
        self.stays(gone, 2, b"none of its names leads to a file",
                   words=["--prune"])
        text = line(b"a", b"tree/a") + gone
        self.stays(text, 1, b"tree/empty/x: is gone; its entry stays",
                   b"tree/mnt/deep/s/y: is gone")
        self.stays(text, 1, b"tree/empty/x: is gone, and so is its directory",
                   b"tree/mnt/deep/s/y: is gone, and so", words=["--prune"])
        os.symlink("/nonexistent/mount", self.path("tree/link"))
        self.stays(line(b"a", b"tree/a") + line(b"x", b"tree/link/x"), 1,
                   b"tree/link/x: is gone, and so", words=["--prune"])
        os.unlink(self.path("tree/link"))
        self.write("tree/Case", b"damaged")
        self.write("list", line(b"a", b"tree/a") + line(b"x", b"tree/cASE"))
        done = self.here("update", "--prune", "list", "tree")
        self.check(done, 1)
        self.assertIn(b"differs only in case", done.stderr)
        self.assertIn(line(b"x", b"tree/cASE"), self.content())
        os.unlink(self.path("tree/Case"))
        self.stays(line(b"other", b"other") + gone, 1, words=["--prune"],
                   folder="tree/mnt")
        # A folder that has something else is there.
        self.write("tree/empty/more", b"more")
        self.write("list", text)
        self.check(self.here("update", "--prune", "list", "tree"), 1,
                   b"removed   tree/empty/x\n0 kept, 2 hashed, 2 gone\n")
        self.assertEqual(self.content(), text.replace(
            line(b"x", b"tree/empty/x"), b"")
            + line(b"more", b"tree/empty/more"))

    def test_folders_that_cannot_be_read(self):
        prefix = support.unprivileged(self)
        self.write("tree/shut/x", b"x")
        text = line(b"a", b"tree/a") + line(b"x", b"tree/shut/x")
        self.write("list", text)
        os.chmod(self.folder, 0o777)
        os.chmod(self.path("list"), 0o666)
        for mode in (0, 0o444, 0o111):
            os.chmod(self.path("tree/shut"), mode)
            done = subprocess.run([*prefix, "update", "--prune", "list",
                                   "tree"], cwd=self.folder,
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn(b" 0 gone", done.stdout)
            self.assertEqual(self.content(), text)
        os.chmod(self.path("tree/shut"), 0o755)

    def test_lists_of_other_platforms(self):
        self.write("tree/sub/x", b"damaged")
        self.stays(line(b"x", b"tree\\sub\\x"), 2,
                   b"none of its names leads")
        self.stays(line(b"a", b"tree/a") + line(b"x", b"tree/sub\\x"), 2,
                   b"backslashes")

    def test_what_a_format_of_another_tool_has(self):
        md5 = hashlib.md5(b"a").hexdigest()
        foreign = "0" * 40
        for text in (
                f"%%%% HASHDEEP-1.0\n%%%% size,md5,ripemd,filename\n"
                f"1,{md5},{foreign},tree/a\n",
                f"%%%% HASHDEEP-1.0\n%%%% md5,size,filename\n"
                f"{md5},1,tree/a\n",
                f"Filename,MD5,RIPEMD160\r\ntree/a,{md5},{foreign}\r\n",
                f"path,md5,note\ntree/a,{md5},dear\n",
                f"magnet:?xt=urn:md5:{md5}&dn=tree/a&tr=udp://t\n",
                f"magnet:?xt=urn:btih:{foreign}&xt=urn:md5:{md5}&dn=tree/a\n",
                f"ed2k://|file|tree/a|1|bde52cb31de33e46245e05fbdbd6fb24|"
                f"s=http://x/|/\n",
                '[\n{"path":"tree/a","digests":{"md5":"%s"}}\n]\n' % md5,
                '{"path":"tree/a","note":1,"digests":{"md5":"%s"}}\n' % md5,
                '{"path":"tree/a","digests":{"md5":"%s","rmd":"%s"}}\n' % (
                    md5, foreign)):
            with self.subTest(text):
                self.stays(text.encode(), 2, b"has no digest that shows"
                           if "%%%% md5,size" in text else
                           b"is not replaced: it")
        signed = (b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
                  + line(b"a", b"tree/a") + b"-----BEGIN PGP SIGNATURE-----"
                  b"\n\niQ==\n-----END PGP SIGNATURE-----\n")
        self.stays(signed, 2, b"it is signed")

    def test_lines_that_are_not_understood(self):
        """They stay where they are, and are told."""
        self.write("tree/b", b"b")
        sha3 = hashlib.sha3_256(b"a").hexdigest().encode()
        for text, status in (
                (b"# head\nSHA3-256 (tree/a) = " + sha3
                 + b"\n\nwhat is this?\n# foot\n", 1),
                (b"what is this?\r\n" + line(b"a", b"tree/a"), 1),
                (b"# one\n\n" + line(b"a", b"tree/a") + b"# two", 0)):
            self.write("list", text)
            done = self.here("update", "list", "tree")
            self.assertEqual(done.returncode, status, done)
            new = self.content()
            self.assertTrue(new.startswith(text), new)
            self.assertIn(b"tree/b", new)
        for text in (b"XXH32 (tree/a) = 32d153ff\n",
                     line(b"a", b"tree/a") + b"XXH32 (other) = 32d153ff\n",
                     b"FOO (tree/a) = 00\n" + line(b"a", b"tree/a")):
            self.stays(text, 2, b"a digest of an unknown algorithm",
                       b"is not replaced: it has digests of unknown "
                       b"algorithms")

    def test_damage_is_not_blessed(self):
        text = line(b"as it was", b"tree/a", "sha256")
        self.stays(text, 2, b"cannot tell the algorithm from 64 digits")
        tagged = b"SHA256 (tree/a) = " + text[:64] + b"\n"
        for words in ((), ("--prune",), ("--accept-changes",),
                      ("--accept", "other")):
            self.stays(tagged, 1, b"tree/a: has changed", words=words)
        times = os.stat(self.path("tree/a"))
        told = json.dumps({"path": "tree/a", "size": 1, "digests": {
            "md5": "0" * 32}, "mtime_ns": times.st_mtime_ns})
        self.stays(told.encode() + b"\n", 0,
                   words=("--accept-changes",))
        # It is read where the list lacks one of the algorithms.
        more = line(b"other", b"other", "sha1").split()[0].decode()
        self.stays(told.encode() + json.dumps({
            "path": "other", "digests": {"sha1": more}}).join(
                ["\n", "\n"]).encode(), 1, b"but not its time of modification",
            words=("--accept-changes",))

    def test_what_a_message_advises_helps(self):
        """--accept-changes where size or time tell, and only there."""
        self.write("tree/a", b"a")
        # The algorithm of bare digests is not proven by a changed file.
        for form in FORMATS[1:]:
            with self.subTest(form):
                words = Formats.words(form)
                self.write("tree/a", b"a")
                old = self.here("sum", *words, "tree/a").stdout
                for data in (b"b", b"longer"):
                    self.write("tree/a", data)
                    os.utime(self.path("tree/a"), ns=(1, 1))
                    done = self.stays(old, 1, b"tree/a: has changed; its "
                                      b"digest stays (see --accept")
                    advised = b"--accept-changes" in done.stderr
                    done = self.here("update", "--accept-changes", "list",
                                     "tree")
                    self.assertEqual(done.returncode, 1 - advised, done)
                    self.assertNotIn(b"--accept-changes", done.stderr)

    def test_reasons_are_the_usual_ones(self):
        self.usage("update", self.path("none"), self.path("tree"),
                   reason=b"none: no such file or directory\n")
        self.usage("update", self.path("other"), self.path("none"),
                   reason=b"none: no such file or directory\n")
        self.write("list", line(b"a", b"tree/a") + line(b"x", b"tree/x"))
        os.symlink("nowhere", self.path("tree/x"))
        done = self.here("update", "list", "tree")
        self.check(done, 1)
        self.assertIn(b"tree/x: no such file or directory\n", done.stderr)

    def test_a_list_that_changes_meanwhile(self):
        """What another program adds is not lost."""
        self.write("list", line(b"a", b"tree/a"))
        os.mkfifo(self.path("tree/fifo"))
        with open(self.path("tree/huge"), "wb") as file:
            file.truncate(1 << 29)
        with subprocess.Popen([support.binary, "update", "list", "tree"],
                              cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as child:
            time.sleep(0.15)
            with open(self.path("list"), "ab") as file:
                file.write(b"# mine\n")
            _, told = child.communicate(timeout=support.WATCHDOG_SECONDS)
        text = self.content()
        self.assertIn(b"# mine\n", text)
        if child.returncode:
            self.assertIn(b"changed meanwhile", told)


class Replaced(Lists):
    """The list as a whole is replaced in one step, or stays as it is."""

    def setUp(self):
        super().setUp()
        for i in range(300):
            self.write("tree/%03d" % i, b"%d" % i)
        words = ["sum", "--format", "json", "--mtime", "-r", "tree"]
        self.old = self.here(*words).stdout
        for i in range(0, 300, 7):
            self.write("tree/%03d" % i, b"%d" % i * 40000)
        self.write("tree/new", b"new")
        self.words = [support.binary, "update", "--accept-changes"]

    def test_never_in_place(self):
        """However standard streams and other descriptors lead to it."""
        self.write("list", self.old)
        os.symlink("/proc/self/fd/3", self.path("link"))
        for name, redirection in (
                ("list", "1<>list"), ("list", "2<>list"), ("list", ">>list"),
                ("list", "2>>list"), ("list", ">>list 2>&1"),
                ("/dev/fd/3", "3<>list"), ("/dev/fd/3", "3<list"),
                ("/proc/self/fd/3", "3>>list"), ("link", "3<>list"),
                ("/dev/stdin", "<list"), ("/dev/stdin", "0<>list"),
                ("/dev/stdout", ">>list"), ("/dev/stderr", "2<>list")):
            with self.subTest(name=name, redirection=redirection):
                done = subprocess.run(
                    ["bash", "-c", f'exec "$@" {redirection}', "bash",
                     *self.words, name, "tree"], cwd=self.folder,
                    timeout=support.WATCHDOG_SECONDS, capture_output=True,
                    stdin=subprocess.DEVNULL, check=False)
                self.assertEqual(done.returncode, 2, done)
                self.assertEqual(self.content(), self.old)
                # Where no stream is left that is not the list, by status only.
                said = done.stdout + done.stderr
                self.assertEqual(b"is not replaced: it is standard" in said,
                                 "2>&1" not in redirection, done)
        for name in ("fifo", "tree"):
            if name == "fifo":
                os.mkfifo(self.path(name))
            done = self.here("update", name, "tree")
            self.check(done, 2, b"", self.failed(name, b"not a regular file"))

    def test_another_has_it_locked(self):
        """It waits, and reads what the other has written."""
        for replaced in (False, True):
            self.write("list", self.old)
            with open(self.path("list"), "ab") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                with subprocess.Popen(
                        [*self.words, "list", "tree"], cwd=self.folder,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE) as child:
                    said = child.stderr.readline()
                    self.assertIn(b"is locked by another process", said)
                    mine = line(b"1", b"tree/001")
                    mine = (b'{"path": "mine", "digests": {"md5": "%s"}}\n'
                            % mine[:32])
                    if replaced:
                        self.write("list.new", self.old + mine)
                        os.rename(self.path("list.new"), self.path("list"))
                    else:
                        file.write(mine)
                        file.flush()
                    fcntl.flock(file, fcntl.LOCK_UN)
                    child.communicate(timeout=support.WATCHDOG_SECONDS)
            self.assertEqual(child.returncode, 0)
            self.assertIn(mine, self.content())
            self.assertIn(b"tree/new", self.content())

    def test_interrupted_while_it_waits(self):
        self.write("list", self.old)
        with open(self.path("list"), "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with subprocess.Popen([*self.words, "list", "tree"],
                                  cwd=self.folder, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) as child:
                child.stderr.readline()
                child.send_signal(signal.SIGINT)
                child.communicate(timeout=support.WATCHDOG_SECONDS)
        self.assertEqual(child.returncode, 130)
        self.assertEqual(self.content(), self.old)

    def test_several_at_once(self):
        """None loses what another has added."""
        for i in range(4):
            self.write(f"more/{i}/file", b"%d" % i)
        for _ in range(10):
            self.write("list", self.old)
            children = [subprocess.Popen(
                [support.binary, "update", "-q", "list", f"more/{i}"],
                cwd=self.folder) for i in range(4)]
            for child in children:
                self.assertEqual(child.wait(support.WATCHDOG_SECONDS), 0)
            for i in range(4):
                self.assertIn(b'"more/%d/file"' % i, self.content())

    def traced(self, inject):
        """An update that something slows down; strace is not its parent."""
        need("strace")
        self.write("list", self.old)
        child = subprocess.Popen(
            ["strace", "-D", "-f", "-o", self.path("log"), "-e",
             f"inject={inject}:when=1", *self.words, "list", "tree"],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **support.TRACED})
        self.addCleanup(child.communicate)
        support.until(lambda: self.came(inject, child),
                      "the call never came")
        return child

    def came(self, inject, child):
        try:
            with open(self.path("log"), "rb") as file:
                if inject.split(":")[0].encode() + b"(" in file.read():
                    return True
        except FileNotFoundError:
            pass
        if child.poll() is not None:
            self.skipTest("strace cannot trace")
        return False

    def ended(self, child):
        out, told = child.communicate(timeout=support.WATCHDOG_SECONDS)
        self.assertEqual(sorted(os.listdir(self.folder)),
                         [b"list", b"log", b"tree"])
        return child.returncode, out, told

    def test_a_change_at_the_last_moment(self):
        """Another program's line that comes when all is written."""
        child = self.traced("fsync:delay_enter=500000")
        with open(self.path("list"), "ab") as file:
            file.write(b"\n")
        status, _, told = self.ended(child)
        self.assertEqual(status, 2)
        self.assertIn(b"is not replaced: it changed meanwhile", told)
        self.assertEqual(self.content(), self.old + b"\n")

    def test_a_signal_before_the_last_step(self):
        child = self.traced("fsync:delay_enter=500000")
        child.send_signal(signal.SIGTERM)
        self.assertEqual(self.ended(child)[0], 143)
        self.assertEqual(self.content(), self.old)

    def test_a_signal_after_the_last_step(self):
        """What is done is not called interrupted."""
        child = self.traced("rename:delay_exit=300000")
        while self.content() == self.old:
            time.sleep(0.001)
        child.send_signal(signal.SIGINT)
        status, out, told = self.ended(child)
        self.assertEqual((status, told), (0, b""))
        self.assertTrue(out.endswith(b" 0 gone, 43 changed\n"), out)
        self.assertIn(b"tree/new", self.content())


class Properties(Lists):
    """Random folders, lists of each format, and what becomes of them."""

    NAMES = [b"a", b"b b", b"#1 x", b"; y", b"x,path,md5", b"20240101 z",
             b"deadbeef", b"d41d8cd98f00b204e9800998ecf8427e", b"s/a", b"s/b",
             b"m/e/p", b"name,md5", b"(x) = y", b"%41", b"\xff", b"e\\f",
             b"MD5 (q) = r", b"-", b"[", b"{", b"offset 1-2"]

    def test_old_lines_stay(self):
        if st is None:
            self.skipTest("python3-hypothesis is not installed")

        @settings(max_examples=support.EXAMPLES, deadline=None,
                  suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(FORMATS), st.lists(st.sampled_from(self.NAMES),
               min_size=1, max_size=8, unique=True),
               st.randoms(use_true_random=False))
        def check(form, names, rng):
            folder = os.fsencode(tempfile.mkdtemp(dir=self.folder))
            tree = os.path.join(folder, b"tree")

            def write(name, data):
                path = os.path.join(tree, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(data)

            for name in names:
                write(name, name)
            made = run("sum", *Formats.words(form), "-a", "crc32" if form ==
                       "sfv" else "ed2k" if form == "ed2k" else "md5",
                       "-r", "tree", cwd=folder).stdout
            lines = made.split(b"\n")
            for _ in range(rng.randrange(3)):
                lines.insert(rng.randrange(len(lines)), rng.choice(
                    [b"", b"what is this", b"; x", b"# x", b"# x 12345678",
                     b"XXH32 (tree/a) = 01234567", lines[-2]]))
            text = rng.choice([b"\n", b"\r\n"]).join(
                [one.rstrip(b"\r") for one in lines])
            path = os.path.join(folder, rng.choice(
                [b"list", b"list.sfv", b"MD5SUMS"]))
            with open(path, "wb") as file:
                file.write(text)
            lost = set()
            for name in names:
                what = rng.randrange(4)
                if what == 0:
                    write(name, rng.choice([b"", name, b"other", name[:-1]
                                            + b"\x01"]))
                elif what == 1:
                    os.unlink(os.path.join(tree, name))
                    lost.add(name)
            write(b"new", b"new")
            words = rng.sample(["--prune", "--accept-changes"],
                               rng.randrange(3))
            done = run("update", *words, path, "tree", cwd=folder)
            self.assertIn(done.returncode, (0, 1, 2))
            with open(path, "rb") as file:
                new = file.read()
            where = (words, text, new, done)
            if done.returncode == 2:
                self.assertEqual(new, text, where)
            if not words:
                self.assertTrue(new.startswith(text), where)
                listed = {name for name in lost if name in made}
                if form in ("gnu", "bsd") and listed - {b"\xff", b"e\\f"}:
                    self.assertNotEqual(done.returncode, 0, where)
            named = done.stdout.split(b"\n")
            named = [one.lstrip(b"\\")[10:].replace(b"\\\\", b"\\")
                     for one in named if one[:8].lstrip(b"\\")[:7]
                     in (b"replace", b"removed")]
            rest = new.splitlines()
            for one in text.splitlines():
                if one in rest:
                    continue
                self.assertTrue(any(
                    name in one.replace(b"\\\\", b"\\")
                    or form not in ("gnu", "bsd", "sfv")
                    for name in named), (one, where))

        check()


if __name__ == "__main__":
    support.main("HASHLANE")
