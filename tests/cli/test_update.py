#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_update.py - what `hashlane update` keeps of lists in every format.

    test_update.py [--strict] HASHLANE
"""
import base64
import hashlib
import os
import re
import subprocess
import zlib

import support
from support import ODD_NAMES, Case, ask_rhash, line, need, run

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
        self.check(done, 1, b"")
        self.assertIn(reason, done.stderr)
        self.assertEqual(self.content(), text)
        self.assertEqual(sorted(os.listdir(self.folder)),
                         [b"list", b"other", b"tree"])


class Formats(Lists):
    """A list is, after an update, what a new one would be."""

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

    def test_all(self):
        for form in FORMATS:
            with self.subTest(form):
                self.setUp()
                words = ["--format", form]
                if form in ("json", "csv"):
                    words.append("--mtime")
                self.check(self.begin([b"sub/name"], *words), 0, stderr=b"")
                kept = 2 if "--mtime" in words else 0
                self.check(self.here("update", "list", "tree"), 0,
                           b"%d kept, %d hashed, 1 gone\n" % (kept, 4 - kept),
                           b"")
                self.assertEqual(self.content(), self.here(
                    "sum", *words, "-r", "tree").stdout)
                self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_odd_names(self):
        """Those that a format cannot hold are told each time."""
        for form in FORMATS:
            with self.subTest(form):
                self.setUp()
                words = ["--format", form]
                made = self.begin(ODD_NAMES, *words)
                self.assertEqual(made.returncode,
                                 int(form in ("sfv", "hashdeep")))
                done = self.here("update", "-q", "list", "tree")
                self.check(done, made.returncode, b"", made.stderr)
                fresh = self.here("sum", *words, "-r", "tree").stdout
                if form in ("json", "csv"):
                    fresh = self.here("sum", *words, "--mtime", "-r",
                                      "tree").stdout
                self.assertEqual(self.content(), fresh)
                self.check(self.here("check", "-q", "list"), 0, b"", b"")

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
                self.check(run("update", "../list", ".", cwd=tree), 0,
                           b"0 kept, 3 hashed, 0 gone\n", b"")
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
                self.refused(text + foreign, b"several formats")
                self.refused(foreign + text, b"several formats")

    def test_tags_beside_bare_digests(self):
        """A bare digest of SHA3-256 would be one of SHA-256."""
        sha3 = hashlib.sha3_256(b"other").hexdigest().encode()
        tagged = b"SHA3-256 (other) = " + sha3 + b"\n"
        for text in (line(b"a", b"tree/a", "sha256") + tagged,
                     tagged + line(b"a", b"tree/a", "sha256")):
            new = self.updated(text, b"1 kept, 1 hashed, 0 gone\n")
            self.assertIn(tagged, new)
            self.assertIn(b"SHA256 (tree/a) = ", new)
            self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_columns(self):
        """What an entry lacks is an empty field."""
        sha1 = hashlib.sha1(b"a").hexdigest().encode()
        new = self.updated(b"path,md5\nother," + self.md5
                           + b"\npath,sha1\ntree/a," + sha1 + b"\n",
                           b"1 kept, 1 hashed, 0 gone\n")
        head, other, inside = new.split(b"\r\n")[:3]
        self.assertEqual(head, b"path,path_b64,size,mtime_ns,status,md5,sha1")
        self.assertEqual(other, b"other,,,,ok," + self.md5 + b",")
        self.assertTrue(inside.endswith(b"," + sha1), inside)
        self.check(self.here("check", "-q", "list"), 0, b"", b"")

    def test_columns_that_cannot_be_empty(self):
        def table(name, data, algorithm):
            return (b"%%%%%%%% HASHDEEP-1.0\n%%%%%%%% size,%s,filename\n##\n"
                    b"%d,%s,%s\n" % (
                        algorithm.encode(), len(data),
                        hashlib.new(algorithm, data).hexdigest().encode(),
                        name))

        self.refused(table(b"other", b"other", "md5")
                     + table(b"tree/a", b"a", "sha1"), b"cannot be kept")

    def test_sizes_that_are_not_told(self):
        """Not told is not nought."""
        for text in (b'{"path": "other", "digests": {"md5": "%s"}}\n',
                     b"path,md5\r\nother,%s\r\n",
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
        self.write("list", made)
        self.check(self.here("update", "-q", "-a", "blake3", "list", "tree"),
                   0, b"", b"")
        subprocess.run(["b3sum", "-c", "--quiet", "list"], cwd=self.folder,
                       check=True)
        self.assertEqual(self.content().count(b"\n"), 3)
        against = ["audit", "-q", "tree", "--against", "list"]
        self.check(self.here(*against), 1)
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


if __name__ == "__main__":
    support.main("HASHLANE")
