#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_alias.py - the command under the names of md5sum and its like.

    test_alias.py [--strict] HASHLANE

What is expected is what GNU coreutils' own tests ask for (written down here),
and what the tools installed do in the same place.
"""
import hashlib
import itertools
import os
import random
import subprocess

import support
from support import ODD_NAMES, Case, need, payload

EMPTY = b"d41d8cd98f00b204e9800998ecf8427e"
EMPTY_SHA1 = b"da39a3ee5e6b4b0d3255bfef95601890afd80709"
TOOLS = ("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum",
         "sha512sum", "b2sum")
NOT_MATCH = b"WARNING: 1 computed checksum did NOT match\n"
IMPROPER = b"WARNING: 1 line is improperly formatted\n"
NO_LINES = b"f.md5: no properly formatted checksum lines found\n"


class Alias(Case):
    def setUp(self):
        super().setUp()
        self.bin = os.path.join(self.folder, b"bin")
        os.mkdir(self.bin)
        for tool in TOOLS:
            os.symlink(support.binary, os.path.join(self.bin, tool.encode()))
        self.data = os.path.join(self.folder, b"data")
        os.mkdir(self.data)

    def put(self, name, data=b""):
        with open(os.path.join(self.data, os.fsencode(name)), "wb") as file:
            file.write(data)

    def start(self, program, *args, **more):
        if "input" not in more:
            more["stdin"] = subprocess.DEVNULL
        return subprocess.run(
            [program, *args], cwd=self.data, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, check=False, timeout=60,
            env={**os.environ, "LC_ALL": "C"}, **more)

    def ours(self, tool, *args, **more):
        return self.start(os.path.join(self.bin, tool.encode()), *args, **more)

    def same(self, tool, *args, **more):
        """We do and say what the tool does."""
        need(tool)
        done = self.ours(tool, *args, **more)
        theirs = self.start(tool, *args, **more)
        self.assertEqual(
            (done.returncode, done.stdout, done.stderr),
            (theirs.returncode, theirs.stdout, theirs.stderr), args)
        return done

    def expect(self, args, status, stdout, stderr=b"", **more):
        done = self.same("md5sum", *args, **more)
        self.assertEqual((done.returncode, done.stdout), (status, stdout))
        words = b"".join(b"md5sum: " + text for text in
                         stderr.splitlines(True))
        self.assertEqual(done.stderr, words)


class Digests(Alias):
    def test_known_digests(self):
        for text, digest in (
                (b"", EMPTY), (b"a", b"0cc175b9c0f1b6a831c399e269772661"),
                (b"abc", b"900150983cd24fb0d6963f7d28e17f72"),
                (b"message digest", b"f96b697d7cb7938d525a2f31aaf161d0")):
            self.put("f", text)
            self.expect(["f"], 0, digest + b"  f\n")
            self.expect(["-b", "f"], 0, digest + b" *f\n")
            self.expect(["-t", "f"], 0, digest + b"  f\n")
            self.expect(["--tag", "f"], 0, b"MD5 (f) = " + digest + b"\n")
            self.expect(["-z", "f"], 0, digest + b"  f\0")
            self.expect([], 0, digest + b"  -\n", input=text)
            self.expect(["-"], 0, digest + b"  -\n", input=text)
        self.expect(["/dev/null"], 0, EMPTY + b"  /dev/null\n")

    def test_names_that_are_escaped(self):
        for name, escaped in ((b"a\\b", b"a\\\\b"), (b"a\nb", b"a\\nb"),
                              (b"a\rb", b"a\\rb"), (b"\\", b"\\\\")):
            self.put(name)
            self.expect([name], 0, b"\\" + EMPTY + b"  " + escaped + b"\n")
            self.expect(["--tag", name], 0,
                        b"\\MD5 (" + escaped + b") = " + EMPTY + b"\n")
            self.expect(["--zero", name], 0, EMPTY + b"  " + name + b"\0")
            shown = b"\\" + escaped if b"\n" in name else name
            self.put("f.md5", b"\\" + EMPTY + b"  " + escaped + b"\n")
            self.expect(["-c", "f.md5"], 0, shown + b": OK\n")
            self.put("f.md5", b"\\MD5 (" + escaped + b") = " + EMPTY + b"\n")
            self.expect(["-c", "f.md5"], 0, shown + b": OK\n")
        self.put("f.md5", b"\\" + EMPTY + b"  a\\qb\n")
        self.expect(["-c", "f.md5"], 1, b"", NO_LINES)

    def test_all_tools_and_odd_names(self):
        for i, name in enumerate(ODD_NAMES):
            self.put(name, payload(i * 31))
        names = sorted(ODD_NAMES)
        for tool in TOOLS:
            for options in ([], ["-b"], ["--tag"], ["-z"], ["-t"]):
                with self.subTest(tool=tool, options=options):
                    self.same(tool, *options, "--", *names)
        for tool, options in itertools.product(TOOLS, ([], ["-b"], ["--tag"])):
            with self.subTest(tool=tool, options=options):
                listed = self.ours(tool, *options, "--", *names).stdout
                self.put("list", listed)
                done = self.same(tool, "-c", "list")
                self.assertEqual(done.returncode, 0)
                self.assertEqual(done.stdout.count(b": OK\n"), len(names))

    def test_files_that_cannot_be_read(self):
        self.put("f")
        os.mkdir(os.path.join(self.data, b"folder"))
        self.expect(["missing", "f"], 1, EMPTY + b"  f\n",
                    b"missing: No such file or directory\n")
        self.expect(["folder"], 1, b"", b"folder: Is a directory\n")
        self.expect(["f/g"], 1, b"", b"f/g: Not a directory\n")

    def test_help_and_version(self):
        for option in ("--help", "--version"):
            done = self.ours("sha1sum", option)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertTrue(done.stdout)


class Usage(Alias):
    def test_options_that_conflict(self):
        self.put("f")
        for options in (
                ["--tag", "-t"], ["--tag", "--text"], ["--tag", "--check"],
                ["-b", "-c"], ["-t", "-c"], ["-z", "-c"], ["--status"],
                ["--quiet"], ["-w"], ["--strict"], ["--ignore-missing"],
                ["--ignore-missing", "--status"], ["--bogus"], ["-y"],
                ["-t", "--tag"], ["-b", "--tag"], ["--text", "--binary"],
                ["--binary", "--text"], ["--tag", "-b", "-t"]):
            with self.subTest(options):
                self.same("md5sum", *options, "f")


class Check(Alias):
    def listed(self, text):
        self.put("f.md5", text)

    def test_lines_of_each_form(self):
        self.put("f")
        for text in (EMPTY + b"  f\n", EMPTY + b" *f\n", EMPTY + b" f\n",
                     EMPTY + b"  f", EMPTY + b"  f\r\n",
                     EMPTY.upper() + b"  f\n", b" " + EMPTY + b"  f\n",
                     b"\t" + EMPTY + b"  f\n", EMPTY + b"\t f\n",
                     b"MD5 (f) = " + EMPTY + b"\n",
                     b"MD5(f)= " + EMPTY + b"\n",
                     b"MD5 (f)  =  " + EMPTY + b"\n",
                     b"# comment\n" + EMPTY + b"  f\n",
                     EMPTY + b"  f\n\n\n"):
            with self.subTest(text):
                self.listed(text)
                self.expect(["--check", "f.md5"], 0, b"f: OK\n")
                self.expect(["--check"], 0, b"f: OK\n", input=text)
                self.expect(["--check", "--strict", "-w", "f.md5"], 0,
                            b"f: OK\n")

    def test_quiet_and_status(self):
        self.put("f")
        good = EMPTY + b"  f\n"
        bad = EMPTY.replace(b"d4", b"d5") + b"  f\n"
        self.listed(good)
        self.expect(["-c", "--quiet", "f.md5"], 0, b"")
        self.expect(["-c", "--status", "f.md5"], 0, b"")
        self.listed(bad)
        self.expect(["-c", "f.md5"], 1, b"f: FAILED\n", NOT_MATCH)
        self.expect(["-c", "--quiet", "f.md5"], 1, b"f: FAILED\n", NOT_MATCH)
        self.expect(["-c", "--status", "f.md5"], 1, b"")
        # The last one holds.
        self.expect(["-c", "--status", "--quiet", "f.md5"], 1,
                    b"f: FAILED\n", NOT_MATCH)
        self.listed(good + bad + bad)
        self.expect(["-c", "f.md5"], 1, b"f: OK\nf: FAILED\nf: FAILED\n",
                    b"WARNING: 2 computed checksums did NOT match\n")

    def test_lines_that_are_wrong(self):
        self.put("f")
        good = EMPTY + b"  f\n"
        self.listed(good + b"invalid\n")
        self.expect(["-c", "f.md5"], 0, b"f: OK\n", IMPROPER)
        self.expect(["-c", "--strict", "f.md5"], 1, b"f: OK\n", IMPROPER)
        self.expect(["-c", "-w", "f.md5"], 0, b"f: OK\n",
                    b"f.md5: 2: improperly formatted MD5 checksum line\n"
                    + IMPROPER)
        self.expect(["-c", "-w", "--strict", "f.md5"], 1, b"f: OK\n",
                    b"f.md5: 2: improperly formatted MD5 checksum line\n"
                    + IMPROPER)
        self.expect(["-c", "--status", "f.md5"], 0, b"")
        self.listed(b"invalid\ninvalid\n" + good.replace(b"d4", b"d5"))
        self.expect(["-c", "f.md5"], 1, b"f: FAILED\n",
                    b"WARNING: 2 lines are improperly formatted\n" + NOT_MATCH)
        for text in (b"", b"\n", b"# only\n", b"invalid\n", EMPTY + b"\n",
                     EMPTY[1:] + b"  f\n",
                     EMPTY + b"0  f\n", b"g" + EMPTY[1:] + b"  f\n",
                     b"MD5 (f\n", b"MD5 (f)\n", b"MD5 (f)=\n", b"MD5 (f) =",
                     b"MD5 (", b"MD5", b"SHA1 (f) = " + EMPTY_SHA1 + b"\n",
                     b"MD5 (f) = " + EMPTY[1:] + b"\n",
                     b"MD5 (f) = " + EMPTY + b"0\n",
                     EMPTY_SHA1 + b"  f\n", b"\\" + EMPTY + b"  a\\\n"):
            with self.subTest(text):
                self.listed(text)
                self.expect(["-c", "f.md5"], 1, b"", NO_LINES)

    def test_a_blank_as_a_name(self):
        self.put(" ")
        self.listed(EMPTY + b"  \n")
        self.expect(["-c", "f.md5"], 0, b" : OK\n")

    def test_blanks_before_names_are_not_mixed(self):
        self.put("f")
        self.put(" f", b"x")
        one, two = EMPTY + b" f\n", EMPTY + b"  f\n"
        for text in (one + one, two + two, two + one, one + two):
            with self.subTest(text):
                self.listed(text)
                self.same("md5sum", "-c", "f.md5")

    def test_missing_files(self):
        self.put("f")
        self.listed(EMPTY + b"  missing\n")
        self.expect(["-c", "f.md5"], 1, b"missing: FAILED open or read\n",
                    b"missing: No such file or directory\n"
                    b"WARNING: 1 listed file could not be read\n")
        self.expect(["-c", "--ignore-missing", "f.md5"], 1, b"",
                    b"f.md5: no file was verified\n")
        self.expect(["-c", "--ignore-missing", "--status", "f.md5"], 1, b"")
        self.listed(EMPTY + b"  missing\n" + EMPTY + b"  f\n")
        self.expect(["-c", "--ignore-missing", "f.md5"], 0, b"f: OK\n")
        self.expect(["-c", "--ignore-missing", "--quiet", "f.md5"], 0, b"")
        self.listed(EMPTY + b"  missing\n"
                    + EMPTY.replace(b"d4", b"d5") + b"  f\n")
        self.expect(["-c", "--ignore-missing", "f.md5"], 1, b"f: FAILED\n",
                    NOT_MATCH + b"f.md5: no file was verified\n")
        self.expect(["-c", "nolist"], 1, b"",
                    b"nolist: No such file or directory\n")
        os.mkdir(os.path.join(self.data, b"folder"))
        self.listed(EMPTY + b"  folder\n")
        self.expect(["-c", "f.md5"], 1, b"folder: FAILED open or read\n",
                    b"folder: Is a directory\n"
                    b"WARNING: 1 listed file could not be read\n")

    def test_what_is_no_file(self):
        self.put("f.md5", EMPTY + b"  -\n" + EMPTY + b"  /dev/null\n")
        self.expect(["-c", "f.md5"], 0, b"-: OK\n/dev/null: OK\n", input=b"")
        self.expect(["-c", "f.md5"], 1, b"-: FAILED\n/dev/null: OK\n",
                    NOT_MATCH, input=b"x")

    def test_several_lists(self):
        self.put("f")
        self.put("g", b"abc")
        self.listed(EMPTY + b"  f\nx\n")
        self.put("g.md5", EMPTY + b"  g\n")
        self.put("h.md5", b"nothing\n")
        self.expect(["-c", "f.md5", "g.md5"], 1, b"f: OK\ng: FAILED\n",
                    IMPROPER + NOT_MATCH)
        self.expect(["-c", "g.md5", "h.md5", "f.md5"], 1,
                    b"g: FAILED\nf: OK\n", NOT_MATCH
                    + b"h.md5: no properly formatted checksum lines found\n"
                    + IMPROPER)
        self.same("md5sum", "-c", "f.md5", "-", "nolist", input=b"x\n")

    def test_lines_that_only_others_would_take(self):
        """What `hashlane check` reads, and md5sum does not."""
        self.put("f")
        self.put("g)", b"")
        for text in (b"MD5  (f) = " + EMPTY + b"\n",
                     b"md5 (f) = " + EMPTY + b"\n",
                     b"\xef\xbb\xbf" + EMPTY + b"  f\n",
                     b"MD5 (f) = " + EMPTY + b" \n",
                     b"MD5 (f) = 1B2M2Y8AsgTpgAmY7PhCfg==\n",
                     b"\\MD5 (f\\t) = " + EMPTY + b"\n",
                     b'{"path": "f", "digests": {"md5": "%s"}}\n' % EMPTY,
                     b"f," + EMPTY + b"\n"):
            with self.subTest(text):
                self.listed(text)
                self.expect(["-c", "f.md5"], 1, b"", NO_LINES)
        for text in (b"MD5 (g)) = " + EMPTY + b"\n", b"MD5 () = " + EMPTY,
                     EMPTY + b"  f\0 and more\n",
                     b"MD5 (f) = " + EMPTY + b"\0 and more\n",
                     b"\\" + EMPTY + b"  f\0\\n\n", b"\0\n"):
            with self.subTest(text):
                self.listed(text)
                done = self.ours("md5sum", "-c", "f.md5")
                theirs = self.start("md5sum", "-c", "f.md5")
                self.assertEqual((done.returncode, done.stdout),
                                 (theirs.returncode, theirs.stdout))

    def test_standard_input_is_not_in_itself(self):
        text = EMPTY + b"  -\n"
        self.expect(["-c", "-w"], 1, b"",
                    b"'standard input': 1: improperly formatted MD5 checksum "
                    b"line\n'standard input': no properly formatted checksum "
                    b"lines found\n", input=text)

    def test_blanks_before_names_from_list_to_list(self):
        """One list of md5 -r, and those after it are read so."""
        self.put("f")
        self.put(" f", b"x")
        self.listed(EMPTY + b" f\n")
        self.put("g.md5", EMPTY + b"  f\n")
        self.same("md5sum", "-c", "f.md5", "g.md5")
        self.same("md5sum", "-c", "g.md5", "f.md5")

    def test_random_lines_of_all_tools(self):
        """Outcome and output; messages quote odd names in another way."""
        rng = random.Random(11)
        tools = TOOLS[:6]
        names = [b"a", b"b c", b"new\nline", b"back\\slash", b"cr\rx",
                 b" lead", b"*star", b"trail ", b"-dash", b"latin\xe9",
                 b"MD5 (x) = y", b"\\", b"missing", b"-", b"."]
        for name in names[:12]:
            self.put(name, name)
        for tool in tools:
            need(tool)

        def one_line(tool):
            name, algorithm = rng.choice(names), tool[:-3]
            digest = hashlib.new(algorithm, name).hexdigest().encode()
            digest = rng.choice([digest] * 6 + [
                digest.upper(), digest[::-1], digest[1:], digest + b"0"])
            escape = rng.random() < .9 and set(name) & set(b"\\\n\r")
            if escape:
                name = (name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
                        .replace(b"\r", b"\\r"))
            text = b"\\" if escape or rng.random() < .05 else b""
            if rng.random() < .5:
                text += digest + rng.choice([b"  ", b" *", b" ", b"\t", b"   "]
                                            ) + name
            else:
                text += (rng.choice([algorithm.upper().encode()] * 4
                                    + [b"SHA256", b"md5"])
                         + rng.choice([b" (", b" (", b"(", b"  ("]) + name
                         + rng.choice([b") = ", b") = ", b")=", b") =  "])
                         + digest)
            before = rng.choice([b""] * 9 + [b" ", b"#", b"\0"])
            return before + text + rng.choice([b"\n"] * 9 + [
                b"\r\n", b" \n", b"\0\n"])

        for _ in range(400):
            tool = rng.choice(tools)
            for name in ("f.md5", "g.md5"):
                self.put(name, b"".join(one_line(tool) for _ in
                                        range(rng.randint(0, 5))))
            args = ["-c", *rng.sample(
                ["--ignore-missing", "--strict", "--quiet", "--status", "-w"],
                rng.choice([0, 0, 1, 2])), *rng.choice(
                    [["f.md5"], ["f.md5", "g.md5"], ["-"], ["nolist", "f.md5"],
                     ["f.md5", "-"], []])]
            with open(os.path.join(self.data, b"f.md5"), "rb") as file:
                text = file.read()
            with self.subTest((tool, args, text)):
                done = self.ours(tool, *args, input=text)
                theirs = self.start(tool, *args, input=text)
                self.assertEqual((done.returncode, done.stdout),
                                 (theirs.returncode, theirs.stdout))

    def test_digests_of_other_lengths(self):
        """b2sum verifies them, and nothing that is not verified is passed."""
        need("b2sum")
        self.put("f", b"abc")
        self.put("g", b"xyz")
        for made in (["-l", "256"], ["-l", "8"], ["-l", "504"],
                     ["--tag", "-l", "256"]):
            with self.subTest(made):
                text = self.start("b2sum", *made, "f").stdout \
                    + self.start("b2sum", "g").stdout
                self.listed(text)
                self.assertEqual(self.start("b2sum", "-c", "f.md5").stdout,
                                 b"f: OK\ng: OK\n")
                done = self.ours("b2sum", "-c", "f.md5")
                self.assertEqual((done.returncode, done.stdout),
                                 (1, b"f: FAILED open or read\ng: OK\n"))
                self.assertIn(b"b2sum: f: BLAKE2b-", done.stderr)
                done = self.ours("b2sum", "-c", "--status", "f.md5")
                self.assertEqual((done.returncode, done.stdout), (1, b""))

    def test_random_lines_with_lengths(self):
        """Digests of other lengths are wrong here: nothing else may differ."""
        need("b2sum")
        rng = random.Random(5)
        self.put("f", b"abc")
        good = hashlib.blake2b(b"abc").hexdigest().encode()
        heads = [b"BLAKE2b", b"BLAKE2b", b"BLAKE2b-%d", b"BLAKE2b-%d",
                 b"BLAKE2b- %d", b"BLAKE2b-+%d", b"BLAKE2b--%d", b"BLAKE2",
                 b"BLAKE2b-0x100", b"BLAKE2b-0400", b"BLAKE2b-%dk", b"BLAKE2s",
                 b"BLAKE2b -%d"]

        def one_line():
            bits = rng.choice([512] * 4 + [0, 4, 8, 12, 128, 256, 504, 520,
                                           1024])
            digest = good if bits == 512 and rng.random() < .7 else \
                rng.randbytes(128).hex().encode()[:bits // 4]
            name = rng.choice([b"f", b"f", b"", b" ", b"missing"])
            if rng.random() < .5:
                return digest + rng.choice([b"  ", b" *", b" ", b"\t"]) + name
            head = rng.choice(heads)
            if rng.random() < .2:
                bits = 256
            return (head % bits if b"%" in head else head) + rng.choice(
                [b" (", b" (", b"(", b"  (", b"   (", b"\t("]) + name + \
                b") = " + digest

        for _ in range(400):
            text = b"".join(one_line() + b"\n" for _ in
                            range(rng.randint(1, 4)))
            self.listed(text)
            args = ["-c", "-w", *rng.choice([[], [], ["--strict"],
                                             ["--ignore-missing"]])]
            with self.subTest((args, text)):
                done = self.ours("b2sum", *args, "f.md5")
                theirs = self.start("b2sum", *args, "f.md5")
                self.assertEqual(
                    (done.returncode,
                     done.stdout.replace(b" open or read", b"")),
                    (theirs.returncode,
                     theirs.stdout.replace(b" open or read", b"")))
                self.assertEqual(done.stderr.count(b"improperly formatted"),
                                 theirs.stderr.count(b"improperly formatted"))

    def test_length_of_digests(self):
        self.put("f", b"abc")
        for options in (["-l", "512"], ["-l0"], ["--length=512"],
                        ["--length", "0", "--tag"],
                        ["-l"], ["--length"]):
            with self.subTest(options):
                self.same("b2sum", *options, *([] if options[-1] in
                                               ("-l", "--length") else ["f"]))
        for value in ("12", "520", "x", "-8", "", "0x100"):
            with self.subTest(value):
                done = self.ours("b2sum", "-l", value, "f")
                theirs = self.start("b2sum", "-l", value, "f")
                self.assertEqual((done.returncode, done.stdout),
                                 (theirs.returncode, theirs.stdout))
        done = self.ours("b2sum", "-l", "256", "f")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"cannot be computed", done.stderr)
        self.same("md5sum", "-l", "512", "f")

    def test_a_byte_of_zeros_behind_the_blanks(self):
        """It ends the name, but does not tell how many blanks there are."""
        self.put("f")
        self.put("*f")
        for text in (EMPTY + b"  \0x\n" + EMPTY + b" **f\n",
                     EMPTY + b"  \0\n" + EMPTY + b"  f\n",
                     EMPTY + b" \0x\n" + EMPTY + b"  f\n",
                     EMPTY + b" *\0x\n" + EMPTY + b" f\n"):
            with self.subTest(text):
                self.listed(text)
                done = self.ours("md5sum", "-c", "f.md5")
                theirs = self.start("md5sum", "-c", "f.md5")
                self.assertEqual((done.returncode, done.stdout),
                                 (theirs.returncode, theirs.stdout))

    def test_lists_of_random_kinds_of_lines(self):
        """Lines made of good pieces and bad ones: whatever md5sum says."""
        need("md5sum")
        rng = random.Random(7)
        for name in ("f", "g h", " i", "*j", "k"):
            self.put(name, name.encode())
        pieces = [EMPTY, hashlib.md5(b"f").hexdigest().encode(),
                  hashlib.md5(b"g h").hexdigest().upper().encode(), b" ",
                  b"  ", b" *", b"f", b"g h", b"k", b"MD5 (", b"MD5(", b")= ",
                  b") = ", b"\\", b"\\n", b"#", b"missing",
                  EMPTY_SHA1, b"SHA1 (", b""]
        for _ in range(300):
            text = b""
            for _ in range(rng.randint(1, 6)):
                if rng.random() < .4:
                    text += rng.choice(pieces[1:3]) + rng.choice(
                        [b"  ", b" *"]) + rng.choice([b"f", b"g h", b"zz"])
                else:
                    text += b"".join(rng.choices(pieces, k=rng.randint(1, 5)))
                text += rng.choice([b"\n", b"\n", b"\r\n"])
            self.listed(text)
            with self.subTest(text):
                self.same("md5sum", "-c", "-w", "f.md5")


if __name__ == "__main__":
    support.main("HASHLANE")
