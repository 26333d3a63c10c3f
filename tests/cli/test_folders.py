#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_folders.py - audit, dupes, update, link, bench, cache import.

    test_folders.py [--strict] HASHLANE
"""
import base64
import hashlib
import json
import os
import random
import re
import resource
import select
import signal
import subprocess
import time

import support
from support import ODD_NAMES, Case, line, need, payload, run

OLD_NS = 1_500_000_000_123_456_789


class FolderCase(Case):
    def setUp(self):
        super().setUp()
        self.env = {"XDG_CACHE_HOME": os.fsdecode(self.path(b"xdg"))}

    def file(self, name, data, when=OLD_NS):
        path = self.write(name, data)
        os.utime(path, ns=(when, when))
        return path

    def here(self, *words, **more):
        return run(*words, cwd=self.folder, env=self.env, **more)

    def content(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def list(self, name, *words):
        """A list of the folder "tree", as sum writes it."""
        done = self.here("sum", *words, "-r", "tree")
        self.assertEqual(done.returncode, 0, done)
        self.write(name, done.stdout)
        return name


class Audit(FolderCase):
    def setUp(self):
        super().setUp()
        for i in range(8):
            self.file(b"tree/%d" % i, payload(100 + i, i))
        self.file(b"tree/sub/empty", b"")

    def change(self):
        os.unlink(self.path("tree/0"))
        os.rename(self.path("tree/1"), self.path("tree/sub/moved"))
        self.file(b"tree/2", b"modified", OLD_NS + 5)
        self.file(b"tree/3", payload(103, 99))  # rotten: the same time
        self.file(b"tree/new", b"new")
        self.file(b"tree/empty too", b"")
        os.unlink(self.path("tree/sub/empty"))

    def audit(self, name, *words, **more):
        return self.here("audit", *words, "--against", name, "tree", **more)

    def found(self, name, *words):
        done = self.audit(name, "--json", *words)
        self.check(done, 1, stderr=b"")
        lines = [json.loads(one) for one in done.stdout.splitlines()]
        return ({(one["finding"], one["path"],
                  one.get("from", {}).get("path")) for one in lines[:-1]},
                lines[-1]["summary"])

    WANTED = {("gone", "tree/0", None),
              ("moved", "tree/sub/moved", "tree/1"),
              ("modified", "tree/2", None), ("rotten", "tree/3", None),
              ("new", "tree/new", None), ("new", "tree/empty too", None),
              ("gone", "tree/sub/empty", None)}

    def wanted(self, rotten):
        return self.WANTED if rotten else self.WANTED - {
            ("rotten", "tree/3", None)} | {("modified", "tree/3", None)}

    def test_nothing_differs(self):
        for words in ([], ["--format", "json", "--mtime"], ["-a", "md5,ed2k"]):
            self.list("list", *words)
            self.check(self.audit("list"), 0, b"9 ok, 0 new, 0 gone, 0 moved,"
                       b" 0 modified, 0 rotten, 0 unreadable\n", b"")
            self.check(self.audit("list", "-q"), 0, b"", b"")

    def test_classes(self):
        names = {"gnu": self.list("gnu"),
                 "bsd": self.list("bsd", "-a", "md5,sha1,crc32"),
                 "json": self.list("json", "--format", "json", "--mtime"),
                 "json2": self.list("json2", "--format", "json", "--mtime", "-a",
                                    "ed2k,tth,blake3")}
        self.change()
        for kind, name in names.items():
            with self.subTest(kind):
                rotten = kind.startswith("json")
                found, summary = self.found(name)
                self.assertEqual(found, self.wanted(rotten))
                self.assertEqual(summary, {
                    "ok": 4, "new": 2, "gone": 2, "moved": 1,
                    "modified": 2 - rotten, "rotten": int(rotten),
                    "unreadable": 0})

    def test_text(self):
        self.list("list", "--format", "json", "--mtime")
        self.change()
        done = self.audit("list")
        self.check(done, 1, stderr=b"")
        self.assertEqual(done.stdout.splitlines(), [
            b"modified  tree/2", b"rotten    tree/3", b"gone      tree/0",
            b"moved     tree/1 -> tree/sub/moved",
            b"gone      tree/sub/empty", b"new       tree/empty too",
            b"new       tree/new", b"4 ok, 2 new, 2 gone, 1 moved, "
            b"1 modified, 1 rotten, 0 unreadable"])

    def test_lists_of_other_tools(self):
        need("md5sum")
        need("hashdeep")
        need("rhash")
        tree = [os.path.relpath(path, self.folder) for path in
                support.list_files(self.path("tree"))]
        lists = {"md5sum": ["md5sum", "--"], "rhash": ["rhash", "--bsd",
                 "--sha1", "--tth"], "hashdeep": ["hashdeep", "-l"],
                 "sfv": ["rhash", "--sfv"]}
        for name, command in lists.items():
            done = subprocess.run([*command[:3], *tree], cwd=self.folder,
                                  capture_output=True, check=False)
            self.write(name, done.stdout)
        for name in lists:
            with self.subTest(name):
                self.check(self.audit(name), 0)
        self.change()
        for name in lists:
            with self.subTest(name):
                self.assertEqual(self.found(name)[0], self.wanted(False))

    def test_database(self):
        time.sleep(0.1)
        self.check(self.here("sum", "--cache", "-r", "tree"), 0)
        database = "xdg/hashlane/cache.db"
        self.check(self.audit(database), 0, stderr=b"")
        self.change()
        found, _ = self.found(database)
        root = os.fsdecode(self.folder) + "/"
        self.assertEqual(found, {
            (kind, root + path if kind == "gone" else path,
             old and root + old) for kind, path, old in self.WANTED})

    def test_never_answers_from_the_cache(self):
        # Content altered behind the back of all times.
        time.sleep(0.1)
        self.list("list")
        self.check(self.here("sum", "--cache", "-r", "tree"), 0)
        self.file(b"tree/5", payload(105, 77))
        found, _ = self.found("list")
        self.assertEqual(found, {("modified", "tree/5", None)})

    def test_base(self):
        done = run("sum", "-r", ".", cwd=self.path("tree"))
        self.write("tree/SUMS", done.stdout)
        self.change()
        wanted = self.wanted(False)
        for base in ("tree", "list", os.fsdecode(self.path("tree"))):
            found, _ = self.found("tree/SUMS", "--base", base)
            self.assertEqual(
                {(kind, path.replace("./", "tree/"),
                  old and old.replace("./", "tree/"))
                 for kind, path, old in found}, wanted)
        done = self.audit("tree/SUMS")
        self.check(done, 2, b"")
        self.assertIn(b"see --base", done.stderr)

    def test_the_list_is_no_finding(self):
        self.list("tree/SUMS")
        self.list("tree/another")
        self.check(self.audit("tree/SUMS", "--against", "tree/another"), 0,
                   b"10 ok, 0 new, 0 gone, 0 moved, 0 modified, 0 rotten, "
                   b"0 unreadable\n", b"")
        # Unless it is named, as the first is by the second.
        self.write("tree/SUMS", self.content("tree/SUMS") +
                   line(b"", b"tree/SUMS"))
        found, _ = self.found("tree/SUMS")
        self.assertEqual(found, {("modified", "tree/SUMS", None),
                                 ("new", "tree/another", None)})

    def test_another_way_to_the_folder(self):
        self.list("list", "--format", "json", "--mtime")
        self.change()
        os.symlink("tree", self.path("link"))
        done = self.here("audit", "--json", "link", "--against", "list")
        self.check(done, 1, stderr=b"")
        found = {(one["finding"], one["path"].replace("link/", "tree/"),
                  one.get("from", {}).get("path"))
                 for one in map(json.loads, done.stdout.splitlines()[:-1])}
        self.assertEqual(found, self.WANTED)

    def test_odd_names(self):
        for i, name in enumerate(ODD_NAMES):
            self.file(b"tree/odd/" + name, payload(50 + i, 5))
        self.list("list", "--format", "json", "--mtime")
        self.list("gnu")
        self.check(self.audit("list"), 0, stderr=b"")
        self.check(self.audit("gnu"), 0, stderr=b"")
        for i, name in enumerate(ODD_NAMES):
            os.rename(self.path(b"tree/odd/" + name),
                      self.path(b"tree/odd/" + name[:250] + b"+"))
        done = self.audit("gnu", "--json")
        self.check(done, 1, stderr=b"")

        def name_in(one):
            return (one["path"].encode() if "path" in one else
                    base64.b64decode(one["path_b64"]))

        lines = [json.loads(one) for one in done.stdout.splitlines()][:-1]
        self.assertEqual({(one["finding"], name_in(one["from"]), name_in(one))
                          for one in lines},
                         {("moved", b"tree/odd/" + name,
                           b"tree/odd/" + name[:250] + b"+")
                          for name in ODD_NAMES})
        # In text each finding is one line.
        self.assertEqual(self.audit("gnu").stdout.count(b"\n"),
                         len(ODD_NAMES) + 1)

    def test_red_and_blue(self):
        self.file(b"tree/zeros", bytes(9728000))
        for digest in (b"fc21d9af828f92a8df64beac3357425d",
                       b"d7def262a127cd79096a108e7a9fc138"):
            self.write("list", b"ED2K (tree/zeros) = " + digest + b"\n")
            done = self.audit("list", "--json")
            self.assertNotIn(b"zeros", done.stdout)
            self.assertIn(b'"ok": 1', done.stdout)

    def test_several_lists(self):
        self.write("a", line(payload(100, 0), b"tree/0"))
        self.write("b", line(payload(101, 1), b"tree/1", "sha1"))
        done = self.audit("a", "--against", "b")
        self.check(done, 1, stderr=b"")
        self.assertIn(b"2 ok, 7 new", done.stdout)

    def test_bad_lines(self):
        self.list("list")
        with open(self.path("list"), "ab") as file:
            file.write(b"what is this\n")
        done = self.audit("list")
        self.check(done, 1)
        self.assertIn(b"list: 'line 10: " if b"'line" in done.stderr else
                      b"list: line 10: ", done.stderr)
        self.assertIn(b"9 ok", done.stdout)

    def test_unreadable(self):
        prefix = support.unprivileged(self)
        self.list("list")
        os.chmod(self.path("tree/4"), 0)
        done = subprocess.run([*prefix, "audit", "tree", "--against", "list"],
                              cwd=self.folder, capture_output=True,
                              check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"8 ok, 0 new, 0 gone, 0 moved, 0 modified, 0 rotten, "
                      b"1 unreadable", done.stdout)
        self.assertIn(b"tree/4: permission denied", done.stderr.lower())

    def test_unreadable_folders(self):
        """What cannot be seen is not gone, nor has it moved."""
        prefix = support.unprivileged(self)
        self.list("list")
        self.file(b"tree/copy", payload(108, 8))
        for mode in (0, 0o444):
            os.chmod(self.path("tree/sub"), mode)
            for words in ([], ["--json"]):
                done = subprocess.run(
                    [*prefix, "audit", *words, "tree", "--against", "list"],
                    cwd=self.folder, capture_output=True, check=False)
                self.assertEqual(done.returncode, 1, done)
                found = [one for one in done.stdout.splitlines()
                         if b"unreadable" in one and b"tree/sub/" in one]
                self.assertEqual(len(found), self.content("list").count(
                    b"tree/sub/"), done)
                self.assertNotRegex(done.stdout, rb"(gone|moved) .*tree/sub")
        # Names that are known can be read without the folder's.
        os.chmod(self.path("tree/sub"), 0o311)
        done = subprocess.run([*prefix, "audit", "tree", "--against", "list"],
                              cwd=self.folder, capture_output=True,
                              check=False)
        self.assertIn(b"9 ok, 1 new, 0 gone", done.stdout)
        self.assertEqual(done.returncode, 1)
        os.chmod(self.path("tree/sub"), 0o755)

    def test_other_ways_to_a_file(self):
        """Over links that the walk does not follow, or up and down again."""
        os.symlink("sub", self.path("tree/link"))
        self.file(b"tree/sub/x", b"x")
        done = self.here("sum", "-r", "--follow", "tree")
        self.write("list", done.stdout)
        self.assertIn(b"tree/link/x", done.stdout)
        self.check(self.audit("list", "-q"), 0, b"", b"")
        self.check(self.here("update", "-q", "list", "tree"), 0, b"", b"")
        self.assertEqual(self.content("list"), done.stdout)
        up = self.here("sum", "../" + os.path.basename(os.fsdecode(
            self.folder)) + "/tree/sub/x", "tree/sub/../1").stdout
        self.write("list", up)
        done = self.audit("list")
        self.assertIn(b"2 ok, ", done.stdout)
        self.assertIn(b" 0 gone, 0 moved, 0 modified", done.stdout)
        self.assertNotIn(b"tree/sub/x\n", done.stdout)

    def test_usage(self):
        self.list("list")
        here = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, here)
        for words, reason in (
                (["tree"], b"--against"), (["--against", "list"], b"needs a DIR"),
                (["a", "b", "--against", "list"], b"one DIR too many"),
                (["list", "--against", "list"], b"Not a directory"),
                (["tree", "--against", "missing"], b"no such file"),
                (["missing", "--against", "list"], b"no such file")):
            with self.subTest(words):
                self.usage("audit", *words, reason=reason)


class Dupes(FolderCase):
    def groups(self, *words):
        done = self.here("dupes", "-z", *words)
        self.check(done, 0, stderr=b"")
        groups = done.stdout.split(b"\0\0")
        self.assertEqual(groups.pop(), b"")
        return [group.split(b"\0") for group in groups]

    def test_groups(self):
        chance = random.Random(8)
        wanted = {}
        for i in range(400):
            size = chance.choice([0, 1, 10, 65536, 131071, 131072, 200000])
            data = payload(size, chance.randrange(4))
            if size > 150000 and chance.random() < 0.5:
                # The first blocks alone are the same.
                data = data[:-1] + bytes([chance.randrange(3)])
            name = b"d%d/%03d" % (i % 7, i)
            self.file(name, data)
            wanted.setdefault(data, []).append(name)
        wanted = sorted(sorted(names) for names in wanted.values()
                        if len(names) > 1)
        folders = [b"d%d" % i for i in range(7)]
        self.assertEqual(self.groups(*folders), wanted)
        self.assertEqual(self.groups("-a", "md5", *folders), wanted)
        for _ in range(2):
            self.assertEqual(self.groups("--cache", *folders), wanted)

    def test_same_as_another_tool(self):
        need("jdupes")
        for i in range(60):
            self.file(b"tree/%02d" % i, payload(1000 * (i % 11) + 1, i % 3))
        done = subprocess.run(["jdupes", "-r", "-q", "tree"], cwd=self.folder,
                              capture_output=True, check=True)
        theirs = {frozenset(group.split(b"\n")) for group in
                  done.stdout.strip(b"\n").split(b"\n\n")}
        self.assertEqual({frozenset(group) for group in self.groups("tree")},
                         theirs)

    def test_forms(self):
        for name in (b"b", b"new\nline", b"\xff"):
            self.file(b"tree/" + name, b"same")
        self.file(b"tree/c", b"pair")
        self.file(b"tree/d", b"pair")
        self.file(b"tree/single", b"once")
        self.check(self.here("dupes", "tree"), 0,
                   b"tree/b\n\\tree/new\\nline\ntree/\xff\n\n"
                   b"tree/c\ntree/d\n", b"")
        done = self.here("dupes", "--json", "-a", "sha256", "tree")
        self.check(done, 0, stderr=b"")
        self.assertEqual([json.loads(one) for one in
                          done.stdout.splitlines()], [
            {"size": 4, "digests": {
                "sha256": hashlib.sha256(b"same").hexdigest()},
             "files": [{"path": "tree/b"}, {"path": "tree/new\nline"},
                       {"path_b64": base64.b64encode(b"tree/\xff").decode()}]},
            {"size": 4, "digests": {
                "sha256": hashlib.sha256(b"pair").hexdigest()},
             "files": [{"path": "tree/c"}, {"path": "tree/d"}]}])

    def test_links_count_once(self):
        self.file(b"tree/a", b"same")
        os.link(self.path("tree/a"), self.path("tree/b"))
        os.symlink("a", self.path("tree/c"))
        self.check(self.here("dupes", "tree"), 0, b"", b"")
        self.check(self.here("dupes", "tree", "tree"), 0, b"", b"")
        self.file(b"other", b"same")
        self.assertEqual(self.groups("tree", "other"), [[b"tree/a", b"other"]])

    def test_failures(self):
        self.file(b"tree/a", b"same")
        self.file(b"tree/b", b"same")
        done = self.here("dupes", "tree", "missing", "/dev/null")
        self.check(done, 1, b"tree/a\ntree/b\n")
        self.assertIn(b"missing", done.stderr)
        self.assertIn(b"/dev/null", done.stderr)
        self.usage("dupes", reason=b"needs a PATH")
        self.usage("dupes", "-a", "md5,sha1", ".",
                   reason=b"needs exactly one algorithm")
        self.usage("dupes", "-z", "--json", ".",
                   reason=b"does not work with --json")


class Update(FolderCase):
    def setUp(self):
        super().setUp()
        for i in range(6):
            self.file(b"tree/%d" % i, payload(10 + i, i))

    def change(self):
        os.unlink(self.path("tree/0"))
        self.file(b"tree/2", b"modified")
        self.file(b"tree/3", payload(13, 33), OLD_NS + 1)
        self.file(b"tree/10", b"new")
        self.file(b"tree/sub/new\nline", b"new too")

    def fresh(self, *words):
        return self.here("sum", *words, "-r", "tree").stdout

    def test_lists_of_all_forms(self):
        for words in (["-a", "md5"], ["-a", "md5,sha1"],
                      ["--format", "bsd"], ["--format", "json", "--mtime"],
                      ["--format", "json", "--mtime", "-a", "ed2k,tth,crc32"]):
            with self.subTest(words):
                self.setUp()
                self.list("list", *words)
                old = self.content("list")
                self.change()
                done = self.here("update", "list", "tree")
                self.check(done, 1)
                kept = 3 if "json" in words else 0
                self.assertEqual(done.stdout, b"%d kept, %d hashed, 1 gone, "
                                 b"2 changed\n" % (kept, 7 - kept))
                new = self.content("list")
                self.assertTrue(new.startswith(old))
                added = new[len(old):].splitlines()
                self.assertEqual(set(added), set(self.fresh(
                    *words).splitlines()) & set(added))
                for name in (b"tree/10", b"new\\nline"):
                    self.assertIn(name, new[len(old):])
                done = self.here("update", "-q", "--prune", "--accept",
                                 "tree/2", "--accept",
                                 self.path("tree/3"), "list", "tree")
                self.check(done, 0, b"", b"")
                self.assertEqual(sorted(self.content("list").splitlines()),
                                 sorted(self.fresh(*words).splitlines()))
                # Nothing is to do: the list is not even written.
                before = os.stat(self.path("list"))
                self.check(self.here("update", "-q", "list", "tree"), 0, b"",
                           b"")
                self.assertEqual(os.stat(self.path("list")).st_ino,
                                 before.st_ino)
                self.assertNotIn(b".hashlane", b"".join(
                    os.listdir(self.folder)))

    def test_unchanged_ones_are_not_read(self):
        self.list("list", "--format", "json", "--mtime")
        # Wrong in the list, with the right size and time: it is kept.
        text = self.content("list").replace(
            hashlib.sha256(payload(11, 1)).hexdigest().encode(), b"0" * 64)
        self.write("list", text)
        self.check(self.here("update", "list", "tree"), 0,
                   b"6 kept, 0 hashed, 0 gone\n", b"")
        self.assertEqual(self.content("list"), text)

    def test_cache(self):
        time.sleep(0.1)
        self.list("list")
        self.check(self.here("sum", "--cache", "-r", "tree"), 0)
        self.change()
        time.sleep(0.1)
        old = self.content("list")
        self.check(self.here("update", "--cache", "list", "tree"), 1,
                   b"3 kept, 4 hashed, 1 gone, 2 changed\n")
        self.assertTrue(self.content("list").startswith(old))
        self.assertEqual(self.content("list").count(b"\n"),
                         old.count(b"\n") + 2)

    def test_names_as_the_list_has_them(self):
        for first, prefix in ((b"./", b"./"), (b"", b""),
                              (self.path("tree/"), self.path("tree/"))):
            with self.subTest(first):
                self.write("tree/SUMS", line(payload(11, 1), first + b"1"))
                self.check(run("update", "SUMS", ".", cwd=self.path("tree")),
                           0, b"0 kept, 6 hashed, 0 gone\n", b"")
                wanted = b"".join(line(payload(10 + i, i),
                                       prefix + b"%d" % i)
                                  for i in (1, 0, 2, 3, 4, 5))
                self.assertEqual(self.content("tree/SUMS"), wanted)
                os.unlink(self.path("tree/SUMS"))

    def test_another_way_to_the_folder(self):
        """A link to it, or it where the list was made over the link."""
        os.mkdir(self.path("tree/sub"))
        os.symlink("tree", self.path("link"))
        for listed, given in (("tree", "link"), ("link/.", "tree"),
                              ("link/.", "./link"), ("tree", "link/sub"),
                              ("link/.", "tree/sub")):
            with self.subTest((listed, given)):
                self.file(b"tree/sub/x", b"x")
                self.write("list", self.here("sum", "-r", listed).stdout)
                self.file(b"tree/sub/x", b"changed")
                self.file(b"tree/sub/new", b"new")
                # One changed file alone does not tell the algorithm.
                self.check(self.here("update", "-q", "list", given),
                           2 if "sub" in given else 1)
                self.check(self.here("update", "-q", "-a", "sha256",
                                     "--accept", "tree/sub/x",
                                     "--accept", "link/sub/x", "--accept",
                                     "link/./sub/x", "list", given), 0, b"",
                           b"")
                self.assertEqual(
                    sorted(self.content("list").replace(b"/.", b"").split(
                        b"\n")),
                    sorted(self.here("sum", "-r", listed).stdout.replace(
                        b"/.", b"").split(b"\n")))
                os.unlink(self.path("tree/sub/new"))

    def test_base(self):
        made = run("sum", "-r", ".", cwd=self.path("tree")).stdout
        self.write("tree/SUMS", made)
        self.change()
        done = self.here("update", "tree/SUMS", "tree")
        self.check(done, 2, b"")
        self.assertIn(b"see --base", done.stderr)
        self.assertEqual(self.content("tree/SUMS"), made)
        for base in ("tree", "list", os.fsdecode(self.path("tree"))):
            self.write("tree/SUMS", made)
            self.check(self.here("update", "--prune", "--accept", "tree/2",
                                 "--accept", "./3", "--base", base,
                                 "tree/SUMS", "tree"), 0,
                       b"removed   ./0\nreplaced  ./2\nreplaced  ./3\n"
                       b"0 kept, 7 hashed, 1 gone, 2 changed\n", b"")
            new = self.content("tree/SUMS")
            os.unlink(self.path("tree/SUMS"))
            self.assertEqual(sorted(new.splitlines()), sorted(run(
                "sum", "-r", ".", cwd=self.path("tree")).stdout.splitlines()))

    def test_others_stay(self):
        other = line(b"elsewhere", b"elsewhere/file")
        self.list("list", "-a", "md5")
        self.write("list", self.content("list") + other)
        self.check(self.here("update", "list", "tree"), 0,
                   b"1 kept, 6 hashed, 0 gone\n", b"")
        self.assertEqual(self.content("list"), self.fresh("-a", "md5") +
                         other)

    def test_nothing_is_lost(self):
        for text, reason in (
                (self.fresh() + b"no line at all\n", b"not a line of"),
                (b"", b"")):
            self.write("list", text)
            done = self.here("update", "list", "tree")
            self.assertIn(done.returncode, (1, 2))
            self.assertIn(reason, done.stderr)
            self.assertEqual(self.content("list"), text)
        big = self.file(b"tree/big", bytes(9728001))
        done = self.here("sum", "-a", "ed2k", "--format", "json", "--mtime",
                         "--part-hashes", big)
        self.write("list", done.stdout)
        done = self.here("update", "list", "tree")
        self.check(done, 2, b"")
        self.assertIn(b"parts", done.stderr)

    def test_unreadable_ones_stay(self):
        prefix = support.unprivileged(self)
        self.list("list")
        os.chmod(self.path("tree/4"), 0)
        os.chmod(self.folder, 0o777)
        os.chmod(self.path("list"), 0o666)
        done = subprocess.run([*prefix, "update", "list", "tree"],
                              cwd=self.folder, capture_output=True,
                              check=False)
        self.assertEqual(done.returncode, 1, done)
        self.assertEqual(self.content("list"), self.fresh())

    def test_what_is_accepted_is_hashed(self):
        """Though size and time of modification are those of the list."""
        for form in ("json", "csv"):
            for name in ("tree/2", "./tree/../tree/2",
                         os.fsdecode(self.path("tree/2"))):
                path = self.file(b"tree/2", b"aaaa")
                self.list("list", "--format", form, "--mtime")
                times = os.stat(path)
                self.file(b"tree/2", b"aaab")
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
                done = self.here("update", "list", "tree")
                self.check(done, 0)
                done = self.here("update", "--accept", name, "list", "tree")
                self.check(done, 0, b"replaced  tree/2\n5 kept, 1 hashed, 0 "
                           b"gone, 1 changed\n", b"")
                self.check(self.here("check", "-q", "list"), 0, b"", b"")
        env = {"XDG_CACHE_HOME": os.fsdecode(self.path("home"))}
        self.list("list", "--format", "json", "--mtime")
        for wrong in ("tre/2", "tree/none", "2", "tree"):
            before = self.content("list")
            for words in ((), ("--cache",)):
                done = run("update", *words, "--accept", wrong, "list", "tree",
                           cwd=self.folder, env=env)
                self.check(done, 1, stderr=b"hashlane: " + wrong.encode() +
                           b": has no entry below the directory; "
                           b"it is not accepted\n")
                self.assertEqual(self.content("list"), before)

    def test_what_it_writes_is_not_new(self):
        self.list("list")
        before = self.content("list")
        for words in (["update", "list", "tree"],
                      ["audit", "tree", "--against", "list"]):
            with open(self.path("tree/log"), "wb") as out, open(
                    self.path("tree/err"), "wb") as err:
                status = subprocess.run(
                    [support.binary, *words], cwd=self.folder, stdout=out,
                    stderr=err, check=False).returncode
            self.assertEqual(status, 0)
            self.assertEqual(self.content("list"), before)

    def test_a_link_stays_one(self):
        self.list("list")
        os.chmod(self.path("list"), 0o640)
        os.symlink("list", self.path("link"))
        self.check(self.here("update", "link", "tree"), 0)
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(os.stat(self.path("list")).st_mode & 0o777, 0o640)

    def test_modes_are_not_widened(self):
        """By a user who cannot give the list its old group or owner."""
        if os.geteuid():
            self.skipTest("not root, who alone can give a file away")
        prefix = support.unprivileged(self)
        os.chmod(self.folder, 0o777)
        for owner, group in ((support.NOBODY, 0), (0, support.NOBODY),
                             (support.NOBODY, support.NOBODY)):
            for old in (0o600, 0o640, 0o660, 0o664, 0o644, 0o666, 0o604):
                for words in (["update", "list", "tree"],
                              ["sum", "-r", "tree", "-o", "list"]):
                    self.list("list")
                    self.file(b"tree/new", b"new")
                    path = self.path("list")
                    os.chown(path, owner, group)
                    os.chmod(path, old)
                    done = subprocess.run(
                        [*prefix, *words], cwd=self.folder,
                        capture_output=True, umask=0o022, check=False)
                    if words[0] == "update" and not (owner or old & 0o040):
                        self.assertEqual(done.returncode, 2, done)
                        os.unlink(self.path("tree/new"))
                        continue
                    self.assertEqual(done.returncode, 0, done)
                    found = os.stat(path)
                    mode = found.st_mode & 0o777
                    self.assertEqual(mode & ~old, 0, (oct(old), oct(mode)))
                    self.assertEqual(mode & 0o707, old & 0o707)
                    if found.st_gid == group:
                        self.assertEqual(mode, old)
                    else:
                        self.assertEqual(mode & 0o070 & ~(mode << 3), 0)
                    os.unlink(self.path("tree/new"))
                    os.unlink(path)

    def test_killed(self):
        """The old list or the new one, whenever it ends."""
        for i in range(400):
            self.file(b"tree/f%03d" % i, payload(20000, i))
        self.list("old")
        for i in range(400, 600):
            self.file(b"tree/f%03d" % i, payload(20001, i))
        old, new = self.content("old"), self.fresh()
        chance = random.Random(9)
        seen = set()
        for i in range(100):
            self.write("list", old)
            with subprocess.Popen(
                    [support.binary, "update", "list", "tree"],
                    cwd=self.folder, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL) as child:
                time.sleep(chance.random() * 0.04)
                child.send_signal(signal.SIGKILL if i % 4 else signal.SIGINT)
            content = self.content("list")
            self.assertIn(content, (old, new))
            if child.returncode >= 0:
                self.assertEqual((child.returncode, content), (
                    (130, old) if content == old else (0, new)))
            seen.add(content == new)
        self.assertIn(False, seen)

    def test_interrupted_leaves_nothing(self):
        huge = self.path("tree/huge")
        self.list("list")
        with open(huge, "wb") as file:
            file.truncate(1 << 36)
        old = self.content("list")
        with subprocess.Popen([support.binary, "update", "list", "tree"],
                              cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as child:
            support.wait_for_signals(child.pid)
            support.wait_for_reading(child.pid, huge)
            child.send_signal(signal.SIGINT)
            child.communicate(timeout=support.WATCHDOG_SECONDS)
            self.assertEqual(child.returncode, 130)
        self.assertEqual(self.content("list"), old)
        self.assertEqual(sorted(os.listdir(self.folder)), [b"list", b"tree"])


class Links(FolderCase):
    def test_same_as_rhash(self):
        need("rhash")
        paths = [self.file(name, payload(size, 2)) for name, size in (
            (b"a b&c#\xc3\xa9%~'(x)!.txt", 3), (b"empty", 0),
            (b"chunk", 9728000), (b"sub/more", 9728001), (b"\xff\xfe", 77))]
        theirs = subprocess.run(["rhash", "--ed2k-link", *paths],
                                capture_output=True, check=True).stdout
        ours = run("link", "--ed2k", *paths)
        self.check(ours, 0, stderr=b"")
        self.assertEqual(ours.stdout.lower(), theirs.lower())
        theirs = subprocess.run(["rhash", "--magnet", "--tth", "--ed2k",
                                 "--aich", *paths],
                                capture_output=True, check=True).stdout
        ours = run("link", "--magnet", *paths)
        self.check(ours, 0, stderr=b"")
        plain = re.sub(rb"&xt=urn:sha1:[A-Z2-7]{32}", b"", ours.stdout)
        self.assertEqual(plain.lower(), theirs.lower())
        for path, text in zip(paths, ours.stdout.splitlines()):
            with open(path, "rb") as file:
                sha1 = hashlib.sha1(file.read()).digest()
            self.assertIn(b"urn:sha1:" + base64.b32encode(sha1), text)

    def test_both_and_folders(self):
        self.file(b"tree/b", b"abc")
        self.file(b"tree/a/c", b"abc")
        done = self.here("link", "-r", "tree")
        self.check(done, 0, stderr=b"")
        self.assertEqual([one[:20] for one in done.stdout.splitlines()], [
            b"ed2k://|file|c|3|a44", b"magnet:?xl=3&dn=c&xt",
            b"ed2k://|file|b|3|a44", b"magnet:?xl=3&dn=b&xt"])

    def test_parts(self):
        path = self.file(b"two", bytes(19456000))
        done = run("link", "--ed2k", "--parts", path)
        chunk = b"d7def262a127cd79096a108e7a9fc138"
        self.assertIn(b"|114b21c63a74b6ca922291a11177dd5c|p=" + chunk + b":" +
                      chunk + b":31d6cfe0d16ae931b73c59d7e0c089c0|h=",
                      done.stdout)

    def test_usage(self):
        self.usage("link", reason=b"needs a FILE")
        self.usage("link", "--magnet", "--parts", "x",
                   reason=b"only with ed2k")
        self.check(run("link", self.path("missing")), 1, b"")
        self.check(run("link", self.folder), 1, b"", b"hashlane: " +
                   self.folder + b": is a directory (use -r)\n")


class Bench(FolderCase):
    def test_json(self):
        self.file(b"tree/a", payload(100000))
        self.file(b"tree/b", payload(1))
        done = self.here("bench", "--json", "-a", "md5,s3-etag:part=5MiB,crc32",
                         "tree")
        self.check(done, 0, stderr=b"")
        found = json.loads(done.stdout)
        self.assertEqual([one["name"] for one in found["algorithms"]],
                         ["md5", "s3-etag:part=5MiB", "crc32"])
        for one in found["algorithms"]:
            self.assertGreater(one["one_gbps"], 0)
            self.assertGreater(one["many_gbps"], 0)
        self.assertEqual((found["folder"]["files"], found["folder"]["bytes"]),
                         (2, 100001))
        self.assertGreater(found["folder"]["hashed_gbps"], 0)
        self.assertIn(found["isa"], [
            "scalar", "sse2", "ssse3", "avx2", "avx512", "neon"])

    def test_text(self):
        done = run("bench", "-a", "md5,crc32")
        self.check(done, 0, stderr=b"")
        self.assertRegex(done.stdout, rb"\Amd5 +one +[\d.]+ GB/s #*\n +many "
                         rb"+[\d.]+ GB/s #*\ncrc32 +one +[\d.]+ GB/s #+\n"
                         rb" +many +[\d.]+ GB/s #+\n\Z")
        for one in done.stdout.splitlines():
            self.assertLess(len(one), 80)

    def test_forced(self):
        done = run("bench", "--json", "-a", "md5",
                   env={"HASHLANE_ISA": "scalar"})
        self.assertEqual(json.loads(done.stdout)["isa"], "scalar")

    def test_usage(self):
        self.usage("bench", "a", "b", reason=b"one DIR too many")
        for path, reason in ((self.path("missing"),
                              b"no such file or directory"),
                             (self.write("file", b""), b"Not a directory")):
            # Before anything is measured.
            self.check(run("bench", "-a", "md5", path), 1, b"",
                       b"hashlane: %s: %s\n" % (path, reason))


class Import(FolderCase):
    def setUp(self):
        super().setUp()
        for i in range(5):
            self.file(b"tree/%d" % i, payload(10 + i, i))
        time.sleep(0.15)

    def rows(self):
        done = self.here("cache", "stats", "--json")
        return json.loads(done.stdout)["algorithms"]

    def test_older_than_the_list(self):
        self.list("list", "-a", "md5,sha1")
        time.sleep(0.15)
        self.file(b"tree/3", payload(13, 99))
        self.check(self.here("cache", "import", "list"), 0,
                   b"8 learnt, 2 gone or changed\n", b"")
        self.assertEqual(self.rows(), {"md5": 4, "sha1": 4})
        self.check(self.here("sum", "--cache", "-a", "md5", "-r", "tree"), 0,
                   self.here("sum", "-a", "md5", "-r", "tree").stdout, b"")

    def test_what_is_learnt_is_believed(self):
        self.write("list.md5", b"0" * 32 + b"  tree/1\n")
        time.sleep(0.15)
        self.check(self.here("cache", "import", "list.md5"), 0,
                   b"1 learnt, 0 gone or changed\n", b"")
        self.check(self.here("sum", "--cache", "-a", "md5", "tree/1"), 0,
                   b"0" * 32 + b"  tree/1\n", b"")

    def test_by_time_of_modification(self):
        self.list("list", "--format", "json", "--mtime")
        with open(self.path("list"), "rb") as file:
            text = file.read()
        os.utime(self.path("list"), ns=(OLD_NS - 9, OLD_NS - 9))
        self.file(b"tree/2", payload(12, 2), OLD_NS + 1)
        self.file(b"tree/3", payload(14, 2))
        self.check(self.here("cache", "import", "list"), 0,
                   b"3 learnt, 2 gone or changed\n", b"")
        self.assertIn(b"mtime_ns", text)

    def test_algorithm_of_a_bare_digest(self):
        self.list("list", "-a", "blake3", "--format", "gnu")
        time.sleep(0.15)
        # As long as that of SHA-256: no guess, which would be believed.
        done = self.here("cache", "import", "list")
        self.check(done, 1, b"0 learnt, 0 gone or changed\n")
        self.assertRegex(done.stderr,
                         b"list: line 1: cannot tell .*use -a")
        self.assertEqual(self.rows(), {})
        self.check(self.here("cache", "import", "-a", "blake3", "list"), 0,
                   b"5 learnt, 0 gone or changed\n", b"")
        self.assertEqual(self.rows(), {"blake3": 5})
        self.usage("cache", "stats", "-a", "md5", reason=b"only with import")
        self.usage("cache", "import", "-a", "no", "list", reason=b"no")

    def test_bad_lists(self):
        self.write("list.md5",
                   b"nonsense\n" + line(payload(11, 1), b"tree/1"))
        time.sleep(0.15)
        done = self.here("cache", "import", "list.md5")
        self.check(done, 1, b"1 learnt, 0 gone or changed\n")
        self.assertIn(b"line 1", done.stderr)
        self.check(self.here("cache", "import", "missing"), 2, b"")


class Deep(FolderCase):
    """Folders within folders, with few descriptors and little stack."""

    LEVELS = 1500

    def nest(self, levels):
        """A file in each hundredth folder, with bytes of its own."""
        names = []
        os.mkdir(self.path(b"tree"))
        at = os.open(self.path(b"tree"), os.O_RDONLY)
        for i in range(levels):
            if i % 100 == 50:
                name = b"z%d" % i  # behind the folder: on the way back
                names.append((b"tree/" + b"d/" * i + name, name))
                file = os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=at)
                os.write(file, name)
                os.close(file)
            os.mkdir("d", dir_fd=at)
            below = os.open("d", os.O_RDONLY, dir_fd=at)
            os.close(at)
            at = below
        os.close(at)
        # Python's own removal is one call a level.
        self.addCleanup(subprocess.run, ["rm", "-rf", self.path(b"tree")],
                        check=True)
        return names

    def few(self, *words, **more):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        return self.here(*words, preexec_fn=limit, **more)

    def test_every_file_is_found(self):
        files = self.nest(self.LEVELS)
        wanted = sorted(line(name, path) for path, name in files)
        for words in (("sum", "-a", "md5", "-r", "tree"),
                      ("sum", "-a", "md5", "--cache", "-r", "tree"),
                      ("sum", "-a", "md5", "--cache", "-r", "tree")):
            done = self.few(*words)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertEqual(sorted(done.stdout.splitlines(True)), wanted)
        self.write(b"list", b"".join(wanted[1:]))
        done = self.few("check", "--extra=tree", "list")
        self.assertEqual(done.stdout.count(b": OK"), len(files) - 1)
        self.assertEqual(done.stdout.count(b": EXTRA"), 1)
        done = self.few("audit", "tree", "--against", "list")
        self.assertEqual(done.stdout.count(b"new  "), 1, done)
        done = self.few("link", "-r", "tree")
        self.assertEqual(done.stdout.count(b"\n"), 2 * len(files))
        done = self.few("update", "list", "tree")
        self.assertEqual(done.returncode, 0, done)
        with open(self.path(b"list"), "rb") as file:
            self.assertEqual(sorted(file), wanted)

    def test_deeper_than_a_path_may_be(self):
        files = self.nest(6000)
        done = self.few("sum", "-a", "md5", "-r", "tree")
        self.assertEqual(len(done.stdout.splitlines()), len(files))
        # Others open by path, in strides.
        for words in (("link", "-r", "tree"), ("update", "list", "tree"),
                      ("sum", "--cache", "-r", "tree"),
                      ("sum", "--cache", "-r", "tree"), ("check", "list")):
            if words[0] == "update":
                self.write(b"list", line(files[0][1], files[0][0]))
            done = self.few(*words)
            self.assertEqual(done.returncode, 0, done.stderr[-99:])
        wanted = sorted(line(name, path) for path, name in files)
        with open(self.path(b"list"), "rb") as file:
            self.assertEqual(sorted(file), wanted)
        self.write(b"list", b"".join(wanted[1:]))
        done = self.few("check", "--extra=tree", "list")
        self.assertEqual(done.stdout.count(b": OK"), len(files) - 1)
        self.assertEqual(done.stdout.count(b": EXTRA"), 1)
        done = self.few("audit", "tree", "--against", "list")
        self.assertEqual(done.stdout.count(b"new  "), 1)
        self.assertIn(b"%d ok, 1 new, 0 gone" % (len(files) - 1),
                      done.stdout + done.stderr)

    def test_duplicates_deeper_than_a_path_may_be(self):
        files = self.nest(5000)
        self.file(b"twin", files[-1][1])
        done = self.few("dupes", "-z", "tree", "twin")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(done.stdout, files[-1][0] + b"\0twin\0\0")


class MovedAway(FolderCase):
    """Folders that go while the walk, whose output waits, is below them."""

    FILES = 5000  # their lines fill a pipe many times

    def setUp(self):
        super().setUp()
        self.low = [b"tree/a/b/c/d/e/%0100d" % i for i in range(self.FILES)]
        self.rest = [b"tree/a/b/c/d/z", b"tree/a/b/c/z", b"tree/a/b/z",
                     b"tree/a/z", b"tree/m/x", b"tree/z"]
        for name in self.low + self.rest:
            self.file(name, b"")
        self.write(b"list", line(b"", b"list"))

    def told(self, move):
        """The extra files found and what was said."""
        with subprocess.Popen(
                [support.binary, "check", "-q", "--extra=tree", "list"],
                cwd=self.folder, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE) as child:
            self.assertTrue(select.select([child.stdout], [], [],
                                          support.WATCHDOG_SECONDS)[0])
            move()
            out, err = child.communicate(timeout=support.WATCHDOG_SECONDS)
        self.assertEqual(child.returncode, 1)
        return ([one[:-len(b": EXTRA")] for one in out.splitlines()
                 if one.endswith(b": EXTRA")],
                [one for one in err.splitlines() if b"tree" in one])

    def but(self, *names):
        return self.low + [one for one in self.rest if one not in names]

    def test_one_not_entered_yet(self):
        found, errors = self.told(lambda: os.rename(
            self.path("tree/m"), self.path("gone")))
        self.assertEqual(found, self.but(b"tree/m/x"))
        self.assertEqual(errors, [
            b"hashlane: tree/m: no such file or directory"])

    def test_one_that_the_walk_is_in(self):
        """It is held open, and those above are found again by name."""
        found, errors = self.told(lambda: os.rename(
            self.path("tree/a/b/c"), self.path("gone")))
        self.assertEqual((found, errors), (self.but(), []))

    def test_one_to_go_back_to(self):
        for replaced in (False, True):
            def move():
                os.rename(self.path("tree/a/b/c"), self.path("gone"))
                os.rename(self.path("tree/a/b"), self.path("lost"))
                if replaced:
                    self.file(b"tree/a/b/z", b"another's")
            with self.subTest(replaced=replaced):
                found, errors = self.told(move)
                self.assertEqual(found, self.but(b"tree/a/b/z"))
                self.assertEqual(errors, [
                    b"hashlane: tree/a/b: Stale file handle"])
            if replaced:
                os.unlink(self.path("tree/a/b/z"))
                os.rmdir(self.path("tree/a/b"))
            os.rename(self.path("lost"), self.path("tree/a/b"))
            os.rename(self.path("gone"), self.path("tree/a/b/c"))


class Checkpoint(FolderCase):
    def setUp(self):
        super().setUp()
        self.wanted = b""
        for i in range(600):
            path = self.file(b"tree/%04d" % i, payload(30000, i))
        for path in support.list_files(self.path("tree")):
            with open(path, "rb") as file:
                self.wanted += line(file.read(), path, "sha256")
        time.sleep(0.1)
        self.words = ["sum", "-j1", "--checkpoint", self.path("point"), "-r",
                      self.path("tree")]

    def known(self):
        """Files in the checkpoint."""
        found = subprocess.run(
            ["sqlite3", "-readonly", self.path("point"),
             "SELECT count(*) FROM file"], capture_output=True, check=False)
        return int(found.stdout or b"0")

    def test_goes_on(self):
        need("sqlite3")
        chance = random.Random(10)
        for i in range(100):
            with subprocess.Popen([support.binary, *self.words],
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as child:
                time.sleep(chance.random() * 0.06)
                child.kill()
            if i % 10 == 9:
                self.check(run(*self.words), 0, self.wanted, b"")
                self.assertEqual(os.listdir(self.folder), [b"tree"])

    def test_what_is_done_is_not_done_again(self):
        huge = self.path("tree/zz")
        with open(huge, "wb") as file:
            file.truncate(1 << 36)
        for number in (signal.SIGKILL, signal.SIGINT):
            with subprocess.Popen([support.binary, *self.words],
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as child:
                # All but the last: it is written however long that takes.
                support.wait_for_reading(child.pid, huge)
                support.until(lambda: self.known() == 600, "not all is known")
                child.send_signal(number)
            self.assertEqual(self.known(), 600)
        os.unlink(huge)
        self.check(run(*self.words), 0, self.wanted, b"")
        self.assertEqual(os.listdir(self.folder), [b"tree"])

    def test_not_a_checkpoint(self):
        self.write("point", b"a letter to a friend, or whatever" * 100)
        done = run(*self.words)
        self.check(done, 2, b"")
        with open(self.path("point"), "rb") as file:
            self.assertIn(b"a letter", file.read())


if __name__ == "__main__":
    support.main("HASHLANE")
