#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_update_rules.py - what `hashlane update` may change of a list, and which
files update, audit and dupes look at.

    test_update_rules.py [--strict] HASHLANE
"""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import zlib

import support
from support import Case, line, need, run

OLD_NS = 1_500_000_000_123_456_789


class Rules(Case):
    def setUp(self):
        super().setUp()
        self.env = {"XDG_CACHE_HOME": os.fsdecode(self.path("xdg"))}

    def here(self, *words):
        return run(*words, cwd=self.folder, env=self.env)

    def content(self, name="list"):
        with open(self.path(name), "rb") as file:
            return file.read()

    def update(self, status, text, *words, folder="tree"):
        """An update of a list with this text; what it becomes."""
        self.write("list", text)
        done = self.here("update", *words, "list", folder)
        self.assertEqual(done.returncode, status, done)
        return self.content(), done

    def stays(self, status, text, *words, **more):
        new, done = self.update(status, text, *words, **more)
        self.assertEqual(new, text)
        return done

    def audit(self, *words):
        done = self.here("audit", "--json", "tree", "--against", "list",
                         *words)
        lines = [json.loads(one) for one in done.stdout.splitlines()]
        return ({(one["finding"], one["path"]) for one in lines[:-1]},
                lines[-1]["summary"], done)


def md5(data):
    return hashlib.md5(data).hexdigest().encode()


def bare(digest, name):
    return digest.encode() + b"  " + name + b"\n"


class Guesses(Rules):
    """An algorithm that only the length of digests tells."""

    def test_proven_by_one_candidate(self):
        self.write("tree/a", b"a")
        self.write("tree/new", b"new")
        text = line(b"a", b"tree/a", "sha256")
        new, _ = self.update(0, text)
        self.assertEqual(new, text + line(b"new", b"tree/new", "sha256"))

    def test_an_empty_file_fits_several(self):
        """CRC32, CRC32C and CRC-64 of nothing are 0: no proof."""
        self.write("tree/empty", b"")
        self.write("tree/new", b"new")
        text = bare("00000000", b"tree/empty")
        done = self.stays(2, text)
        self.assertIn(b"cannot tell the algorithm from 8 digits", done.stderr)
        new, _ = self.update(0, text, "-a", "crc32")
        self.assertEqual(new, text + bare("%08x" % zlib.crc32(b"new"),
                                          b"tree/new"))
        # An empty file beside another one does no harm.
        self.write("tree/b", b"b")
        both = text + bare("%08x" % zlib.crc32(b"b"), b"tree/b")
        new, _ = self.update(0, both)
        self.assertEqual(new, both + bare("%08x" % zlib.crc32(b"new"),
                                          b"tree/new"))

    def test_empty_and_sha256_or_dropbox(self):
        self.write("tree/empty", b"")
        self.write("tree/new", b"new")
        self.stays(2, line(b"", b"tree/empty", "sha256"))

    def test_long_files_tell_apart(self):
        """MD4 and ED2K differ from 9,728,000 bytes on."""
        need("rhash")
        self.write("tree/short", b"short")
        self.write("tree/new", b"new")

        def lines(*names):
            paths = [self.path(name) for name in names]
            return b"".join(
                bare(digest, os.fsencode(name)) for digest, name in zip(
                    support.ask_rhash("md4", paths), names))

        head = b"# MD4 sums\n"
        done = self.stays(2, head + lines("tree/short"))
        self.assertIn(b"cannot tell the algorithm from 32", done.stderr)
        with open(self.path("tree/long"), "wb") as file:
            file.truncate(9728001)
        text = head + lines("tree/short", "tree/long")
        new, _ = self.update(0, text)
        self.assertEqual(new, text + lines("tree/new"))

    def test_not_proven_by_files_that_are_not_read(self):
        self.write("tree/a", b"a")
        self.write("tree/new", b"new")
        done = self.stays(2, line(b"a", b"tree/a"), "--only-new")
        self.assertIn(b"cannot tell the algorithm", done.stderr)

    def test_removal_needs_a_proof_too(self):
        self.write("tree/a", b"a")
        text = line(b"other", b"tree/a") + line(b"x", b"tree/gone")
        self.stays(2, text, "--prune")
        self.stays(1, b"MD5 (tree/a) = " + text[:32] + b"\n")


class OnlyNew(Rules):
    def test_entries_are_not_read(self):
        self.write("tree/a", b"damaged")
        self.write("tree/new", b"new")
        text = b"MD5 (tree/a) = " + line(b"a", b"")[:32] + b"\n"
        added = b"MD5 (tree/new) = " + line(b"new", b"")[:32] + b"\n"
        new, done = self.update(0, text, "--only-new")
        self.assertEqual(new, text + added)
        self.assertEqual(done.stdout, b"1 kept, 1 hashed, 0 gone\n")
        # It does say what it sees without reading.
        text += b"MD5 (tree/gone) = " + line(b"a", b"")[:32] + b"\n"
        new, done = self.update(1, text, "--only-new")
        self.assertEqual(new, text + added)
        self.assertIn(b"tree/gone: is gone; its entry stays", done.stderr)

    def test_sizes_that_differ(self):
        for name in (b"tree/a", b"tree/link/a"):
            self.write("tree/a", b"long")
            self.write("tree/sub/a", b"long")
            if not os.path.lexists(self.path("tree/link")):
                os.symlink("sub", self.path("tree/link"))
            text = json.dumps({"path": name.decode(), "size": 1, "digests": {
                "md5": hashlib.md5(b"a").hexdigest()}}).encode() + b"\n"
            new, done = self.update(1, text, "--only-new")
            self.assertTrue(new.startswith(text))
            self.assertIn(name + b": has changed: its size is not that of "
                          b"the list; its digest stays", done.stderr)
            self.assertIn(b", 1 changed\n", done.stdout)

    def test_unreadable_files_may_be_there(self):
        prefix = support.unprivileged(self)
        text = b"MD5 (tree/a) = " + line(b"a", b"")[:32] + b"\n"
        os.chmod(self.write("tree/a", b"a"), 0)
        self.write("list", text)
        for words, status in (((), 1), (("--only-new",), 0)):
            done = subprocess.run(
                [*prefix, "update", *words, "list", "tree"], cwd=self.folder,
                capture_output=True, check=False)
            self.assertEqual(done.returncode, status, done)

    def test_usage(self):
        self.write("tree/a", b"a")
        self.write("list", line(b"a", b"tree/a"))
        for words in (["--accept-changes"], ["--accept", "tree/a"]):
            self.usage("update", "--only-new", *words, self.path("list"),
                       self.path("tree"), reason=b"--only-new")


class Names(Rules):
    """One name, whichever way the path goes."""

    def setUp(self):
        super().setUp()
        self.write("tree/sub/x", b"x")
        os.symlink("sub", self.path("tree/link"))

    def test_over_a_link_to_a_folder(self):
        """It is not new where the walk finds it."""
        for name in (b"tree/link/x", b"tree/./link/x", b"tree/sub/../link/x",
                     b"other/../tree/link/x", b"tree/link/../sub/x",
                     self.path("tree/link/x")):
            os.makedirs(self.path("other"), exist_ok=True)
            with self.subTest(name):
                text = line(b"x", name)
                self.stays(0, text)
                self.assertEqual(self.audit()[1]["ok"], 1)
                self.assertEqual(self.audit()[0], set())
                bad = line(b"y", name)
                self.stays(1, b"MD5 (" + name + b") = " + bad[:32] + b"\n")
                self.assertEqual(self.audit()[1]["modified"], 1)

    def test_several_spellings(self):
        """Each entry counts, and each is named where its line is replaced."""
        text = b"".join(
            b"MD5 (%s) = %s\n" % (name, line(data, b"")[:32])
            for name, data in ((b"tree/link/x", b"x"), (b"tree/sub/x", b"y"),
                               (b"./tree/sub/x", b"z")))
        done = self.stays(1, text)
        self.assertNotIn(b"tree/link/x: ", done.stderr)
        for name in (b"tree/sub/x", b"./tree/sub/x"):
            self.assertIn(b"hashlane: " + name + b": has changed", done.stderr)
        found, summary, _ = self.audit()
        self.assertEqual((summary["ok"], summary["modified"]), (1, 2), found)
        new, done = self.update(0, text, "--accept", "tree/link/x")
        fits = line(b"x", b"")[:32]
        self.assertEqual(new, text.replace(line(b"y", b"")[:32], fits)
                         .replace(line(b"z", b"")[:32], fits))
        self.assertEqual(sorted(done.stdout.splitlines()[:-1]), [
            b"replaced  ./tree/sub/x", b"replaced  tree/sub/x"])

    def test_hard_links_are_other_names(self):
        os.link(self.path("tree/sub/x"), self.path("tree/hard"))
        text = line(b"x", b"tree/sub/x")
        new, _ = self.update(0, text)
        self.assertEqual(new, text + line(b"x", b"tree/hard"))

    def test_links_to_files_are_other_names(self):
        os.symlink("x", self.path("tree/sub/soft"))
        text = line(b"x", b"tree/sub/soft")
        new, _ = self.update(0, text)
        self.assertEqual(new, text + line(b"x", b"tree/sub/x"))

    def test_gone_below_a_link(self):
        self.write("tree/a", b"a")
        text = line(b"a", b"tree/a") + line(b"x", b"tree/link/gone")
        new, done = self.update(1, text)
        self.assertTrue(new.startswith(text))
        self.assertIn(b"tree/link/gone: is gone", done.stderr)
        self.assertIn(("gone", "tree/link/gone"), self.audit()[0])

    def test_a_folder_that_two_paths_lead_to(self):
        """DIR by a link, the list by another one."""
        os.symlink("tree", self.path("one"))
        os.symlink("tree", self.path("two"))
        text = line(b"x", b"one/sub/x")
        self.stays(0, text, folder="two")
        self.stays(0, text, folder="two/link/..")


class Prune(Rules):
    def setUp(self):
        super().setUp()
        self.write("tree/a", b"a")
        self.write("tree/disk/more", b"more")
        self.text = (line(b"a", b"tree/a") + line(b"more", b"tree/disk/more")
                     + line(b"x", b"tree/disk/x"))

    def test_gone(self):
        new, done = self.update(0, self.text, "--prune")
        self.assertEqual(new, b"".join(self.text.splitlines(True)[:2]))
        self.assertIn(b"removed   tree/disk/x\n", done.stdout)

    def elsewhere(self):
        """A folder on another device."""
        memory = "/dev/shm"
        if not os.path.isdir(memory) or os.stat(memory).st_dev == os.stat(
                self.folder).st_dev:
            self.skipTest("/dev/shm is no other device")
        folder = tempfile.mkdtemp(dir=memory)
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def test_other_devices_stay(self):
        """The cache knows that a file was on a disk that is not there."""
        disk = self.elsewhere()
        with open(os.path.join(disk, "x"), "wb") as file:
            file.write(b"x")
        time.sleep(0.1)
        os.rename(self.path("tree/disk"), self.path("tree/empty"))
        os.symlink(disk, self.path("tree/disk"))
        self.check(self.here("sum", "--cache", "tree/disk/x"), 0)
        os.unlink(self.path("tree/disk"))
        os.rename(self.path("tree/empty"), self.path("tree/disk"))
        done = self.stays(1, self.text, "--prune", "--cache")
        self.assertIn(b"tree/disk/x: is gone, and its directory is on another "
                      b"device than before: its entry stays", done.stderr)
        # It was on this device later.
        self.write("tree/disk/x", b"x")
        time.sleep(0.1)
        self.check(self.here("sum", "--cache", "tree/disk/x"), 0)
        os.unlink(self.path("tree/disk/x"))
        new, _ = self.update(0, self.text, "--prune", "--cache")
        self.assertNotIn(b"disk/x", new)

    def test_another_device_while_it_runs(self):
        """A disk that is there at the beginning, and not at the end."""
        disk = self.elsewhere()
        for name in ("more", "x"):
            with open(os.path.join(disk, name), "wb") as file:
                file.write(b"more")
        os.rename(self.path("tree/disk"), self.path("mounted"))
        os.symlink(disk, self.path("tree/disk"))
        self.write("tree/big", b"")
        os.truncate(self.path("tree/big"), 1 << 30)
        self.write("list", self.text)
        with subprocess.Popen(
                [support.binary, "update", "--prune", "list", "tree"],
                cwd=self.folder, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE) as child:
            support.wait_for_reading(child.pid, self.path("tree/big"))
            child.send_signal(signal.SIGSTOP)
            os.unlink(self.path("tree/disk"))
            os.rename(self.path("mounted"), self.path("tree/disk"))
            child.send_signal(signal.SIGCONT)
            _, told = child.communicate(timeout=support.WATCHDOG_SECONDS)
        self.assertEqual(child.returncode, 1)
        self.assertIn(b"tree/disk/x: is gone, and its directory is on another "
                      b"device than before: its entry stays", told)
        self.assertTrue(self.content().startswith(self.text))


class ReadAgain(Rules):
    """No line is written that would be read as something else."""

    def test_one_blank_before_names(self):
        """As md5 -r of BSD: a second blank would be of the name."""
        for name in (b"a", b"b", b"c", b"d", b"new"):
            self.write(b"tree/" + name, name)
        text = b"".join(md5(name) + b" tree/" + name + b"\n"
                        for name in (b"a", b"b", b"c", b"d"))
        done = self.stays(2, text)
        self.assertIn(b"list: is not replaced: new lines would not be read "
                      b"as what they are\n", done.stderr)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(sorted(os.listdir(self.folder)), [b"list", b"tree"])
        # Nothing is to be written.
        os.unlink(self.path("tree/new"))
        self.stays(0, text)

    def test_ends_of_most_lines(self):
        for name in (b"a", b"b", b"new"):
            self.write(b"tree/" + name, name)
        lines = [line(b"a", b"tree/a"), line(b"b", b"tree/b")]
        crlf = [one.replace(b"\n", b"\r\n") for one in lines]
        added = line(b"new", b"tree/new")
        for text, end in ((b"# top\n" + b"".join(crlf), b"\r\n"),
                          (b"# top\r\n" + b"".join(lines), b"\n")):
            new, _ = self.update(0, text)
            self.assertEqual(new, text + added[:-1] + end)

    def test_encodings_that_cannot_be_written(self):
        self.write("tree/a", b"a")
        self.write("tree/new", b"new")
        text = line(b"a", b"tree/a").decode().encode("utf-16")
        done = self.stays(2, text)
        self.assertIn(b"it is in UTF-16", done.stderr)

    def test_sections_of_two_algorithms(self):
        """New lines have headers that say whose digests they are."""
        need("b3sum")
        self.write("tree/a", b"a")
        self.write("tree/b", b"b")
        self.write("tree/new", b"new")
        blake3 = dict(zip((b"b", b"new"), support.ask_b3sum(
            [self.path("tree/b"), self.path("tree/new")]), strict=True))
        text = (b"# SHA256 sums\n" + line(b"a", b"tree/a", "sha256")
                + b"# BLAKE3 sums\n" + bare(blake3[b"b"], b"tree/b"))
        new, _ = self.update(0, text)
        self.assertTrue(new.startswith(text))
        self.assertIn(line(b"new", b"tree/new", "sha256"), new)
        self.assertIn(bare(blake3[b"new"], b"tree/new"), new)
        self.check(self.here("check", "-q", "list"), 0, b"", b"")


class Selection(Rules):
    """--include, --exclude, sizes and times."""

    FILES = {b"tree/a.jpg": b"a", b"tree/b.txt": b"bb",
             b"tree/sub/c.jpg": b"ccc", b"tree/sub/d.txt": b"dddd"}

    def setUp(self):
        super().setUp()
        for i, (name, data) in enumerate(self.FILES.items()):
            path = self.write(name, data)
            os.utime(path, ns=(OLD_NS, OLD_NS + i * 1_000_000_000_000))

    # Options, and the files of which they are true.
    CHOICES = (
        (("--include", "*.jpg"), (0, 2)),
        (("--exclude", "*.jpg"), (1, 3)),
        (("--exclude", "sub/"), (0, 1)),
        (("--include", "/sub/*"), (2, 3)),
        (("--include", "*.jpg", "--exclude", "/sub"), (0,)),
        (("--min-size", "3"), (2, 3)),
        (("--max-size", "2"), (0, 1)),
        (("--min-size", "2", "--max-size", "3"), (1, 2)),
        (("--newer", "@1500001000"), (1, 2, 3)),
        (("--older", "@1500001500"), (0, 1)),
    )

    def test_update(self):
        """Only these are read, added, and reported."""
        names = list(self.FILES)
        for words, chosen in self.CHOICES:
            with self.subTest(words):
                # All are in the list, with wrong digests.
                text = b"".join(b"MD5 (%s) = %032d\n" % (name, 0)
                                for name in names)
                done = self.stays(1, text, *words)
                self.assertEqual(
                    {i for i, name in enumerate(names)
                     if name + b": has changed" in done.stderr}, set(chosen))
                self.assertEqual(done.stdout, b"%d kept, %d hashed, 0 gone, "
                                 b"%d changed; %d left out\n" % (
                                     4 - len(chosen), len(chosen),
                                     len(chosen), 4 - len(chosen)))
                # None is.
                self.write("other", b"other")
                text = b"MD5 (other) = " + line(b"other", b"")[:32] + b"\n"
                new, done = self.update(0, text, *words)
                self.assertEqual(
                    set(new[len(text):].splitlines()),
                    {b"MD5 (%s) = %s" % (names[i], line(
                        self.FILES[names[i]], b"")[:32]) for i in chosen})

    def test_audit(self):
        names = list(self.FILES)
        for words, chosen in self.CHOICES:
            with self.subTest(words):
                self.write("list", b"".join(
                    b"MD5 (%s) = %032d\n" % (name, 0) for name in names))
                found, summary, done = self.audit(*words)
                self.assertEqual(found, {
                    ("modified", names[i].decode()) for i in chosen})
                self.assertEqual(summary["left_out"], 4 - len(chosen))
                self.assertEqual(done.returncode, 1)
                # New files as well.
                self.write("list", line(b"x", b"tree/none.jpg") + line(
                    b"x", b"tree/none.txt") + line(b"x", b"tree/sub/none.md"))
                found, summary, _ = self.audit(*words)
                self.assertEqual({one for one in found if one[0] == "new"},
                                 {("new", names[i].decode())
                                  for i in chosen})

    def test_names_of_files_that_are_gone(self):
        """Patterns are of names; sizes and times need a file."""
        gone = [b"tree/x.jpg", b"tree/x.txt", b"tree/sub/x.jpg",
                b"tree/link/x.jpg"]
        os.symlink("sub", self.path("tree/link"))
        for words, chosen in (
                (("--include", "*.jpg"), (0, 2, 3)),
                (("--exclude", "*.jpg"), (1,)),
                (("--exclude", "/sub/"), (0, 1)),
                (("--min-size", "1000"), (0, 1, 2, 3))):
            with self.subTest(words):
                self.write("list", b"".join(
                    b"MD5 (%s) = %032d\n" % (name, 0) for name in gone))
                found, _, _ = self.audit(*words)
                self.assertEqual({one[1] for one in found
                                  if one[0] == "gone"},
                                 {gone[i].decode() for i in chosen})
                text = b"".join(b"MD5 (%s) = %s\n" % (name, line(
                    data, b"")[:32]) for name, data in self.FILES.items())
                text += b"".join(b"MD5 (%s) = %032d\n" % (name, 0)
                                 for name in gone)
                new, _ = self.update(0, text, "--prune", *words)
                self.assertEqual(
                    {i for i, name in enumerate(gone) if name not in new},
                    set(chosen))

    def test_nothing_is_left(self):
        self.write("list", line(b"a", b"tree/a.jpg"))
        done = self.here("audit", "--include", "*.txt", "--exclude", "b.txt",
                         "--max-size", "3", "tree", "--against", "list")
        self.check(done, 1, b"0 ok, 0 new, 0 gone, 0 moved, 0 modified, "
                   b"0 rotten, 0 unreadable; 1 left out\n",
                   b"hashlane: no file was verified: all entries are left "
                   b"out\n")

    def test_dupes(self):
        for name, data in ((b"tree/e.jpg", b"a"), (b"tree/sub/f.txt", b"bb"),
                           (b"tree/sub/g.jpg", b"ccc")):
            path = self.write(name, data)
            os.utime(path, ns=(OLD_NS, OLD_NS + 1_000_000_000_000))
        groups = ([b"tree/a.jpg", b"tree/e.jpg"],
                  [b"tree/b.txt", b"tree/sub/f.txt"],
                  [b"tree/sub/c.jpg", b"tree/sub/g.jpg"])
        for words, chosen in (
                ((), (0, 1, 2)),
                (("--min-size", "2"), (1, 2)),
                (("--max-size", "2"), (0, 1)),
                (("--include", "*.jpg"), (0, 2)),
                (("--exclude", "sub"), (0,)),
                (("--newer", "@1500000500"), (1, 2)),
                (("--older", "@1500001500"), (0, 1))):
            with self.subTest(words):
                done = self.here("dupes", *words, "tree")
                self.check(done, 0, b"\n".join(
                    b"".join(name + b"\n" for name in groups[i])
                    for i in chosen), b"")

    def test_usage(self):
        self.write("list", b"")
        for words in (["update", self.path("list"), self.path("tree")],
                      ["audit", self.path("tree"), "--against",
                       self.path("list")], ["dupes", self.path("tree")]):
            for option, value, reason in (
                    ("--min-size", "x", b"is not a size"),
                    ("--max-size", "0", b"is not a size"),
                    ("--newer", "then", b"is not a time"),
                    ("--include", "a/", b"only files are included"),
                    ("--exclude", "[", b"[")):
                self.usage(words[0], option, value, *words[1:],
                           reason=reason)


class Long(Rules):
    """dupes with sizes, digests and a summary."""

    def test_text(self):
        for name, data in ((b"a", b"same"), (b"b", b"same"), (b"c", b"pairs"),
                           (b"d", b"pairs"), (b"e", b"same"), (b"f", b"f")):
            self.write(b"tree/" + name, data)
        sha1 = [hashlib.sha1(data).hexdigest().encode()
                for data in (b"same", b"pairs")]
        self.check(self.here("dupes", "--long", "-a", "sha1", "tree"), 0,
                   b"4 bytes, SHA1 %s\ntree/a\ntree/b\ntree/e\n\n"
                   b"5 bytes, SHA1 %s\ntree/c\ntree/d\n\n"
                   b"2 groups, 5 files, 13 bytes are duplicates\n"
                   % tuple(sha1), b"")
        done = self.here("dupes", "--json", "-l", "-a", "sha1", "tree")
        lines = [json.loads(one) for one in done.stdout.splitlines()]
        self.assertEqual([one["size"] for one in lines[:-1]], [4, 5])
        self.assertEqual(lines[-1], {"summary": {
            "groups": 2, "files": 5, "duplicate_bytes": 13}})
        self.check(self.here("dupes", "-l", "--min-size", "6", "tree"), 0,
                   b"0 groups, 0 files, 0 bytes are duplicates\n", b"")
        self.usage("dupes", "-z", "-l", ".", reason=b"--long")


class Hints(Rules):
    def test_audit_guesses_as_check_does(self):
        need("b3sum")
        self.write("tree/a", b"a")
        self.write("tree/b", b"b")
        self.write("list", subprocess.run(
            ["b3sum", "tree/a", "tree/b"], cwd=self.folder,
            capture_output=True, check=True).stdout)
        self.check(self.here("audit", "tree", "--against", "list"), 0,
                   b"2 ok, 0 new, 0 gone, 0 moved, 0 modified, 0 rotten, "
                   b"0 unreadable; 2 guessed as blake3\n", b"")
        self.write("list", line(b"x", b"tree/a", "sha256") + line(
            b"x", b"tree/b", "sha256"))
        done = self.here("audit", "-q", "tree", "--against", "list")
        self.check(done, 1, stderr=b"hashlane: no file was verified; if the "
                   b"digests are of another algorithm than their length "
                   b"tells, give it by -a\n")
        # A tag leaves no doubt, and one that fits neither.
        self.write("list", b"SHA256 (tree/a) = " + line(
            b"x", b"", "sha256")[:64] + b"\n")
        done = self.here("audit", "-q", "tree", "--against", "list")
        self.check(done, 1, stderr=b"")

    def test_audit_of_names_elsewhere(self):
        self.write("tree/sub/x", b"x")
        self.write("list", line(b"y", b"tree/y"))
        done = self.here("audit", "-q", "tree", "--against", "list")
        self.check(done, 1, stderr=b"hashlane: no file was verified: all are "
                   b"gone; if names are not relative to the current "
                   b"directory, use --base\n")
        self.write("list", line(b"x", b"tree/sub\\x"))
        done = self.here("audit", "-q", "tree", "--against", "list")
        self.check(done, 1)
        self.assertIn(b"some names lead to files if \\ is read as /",
                      done.stderr)


if __name__ == "__main__":
    support.main("HASHLANE")
