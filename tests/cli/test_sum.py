#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_sum.py - the command's digests and names against independent tools.

    test_sum.py [--strict] HASHLANE

A test whose tool is missing is listed as NOT RUN; --strict makes that fail.
"""
import base64
import hashlib
import itertools
import json
import os
import subprocess
import zlib

import support
from support import ED2K_PART, ODD_NAMES, Case, line, need, payload, run


class Names(Case):
    """Odd names: bytes in, bytes out."""

    def setUp(self):
        super().setUp()
        self.paths = []
        for i, name in enumerate(ODD_NAMES):
            self.paths.append(self.write(name, payload(37 * i, 1)))
        deep = b"/".join(b"level%d" % i for i in range(50))
        self.paths.append(self.write(deep + b"/file", payload(5000)))
        self.paths.append(self.write(b"level0.txt", b"sorts before level0/"))
        self.paths.sort()

    def test_gnu_lines_are_those_of_coreutils(self):
        for tool in ("md5sum", "sha1sum", "sha224sum", "sha256sum",
                     "sha384sum", "sha512sum", "b2sum"):
            with self.subTest(tool):
                need(tool)
                name = "blake2b" if tool == "b2sum" else tool[:-3]
                theirs = support.ask([tool, "--"], self.paths)
                self.check(run("sum", "--format", "gnu", "-a", name,
                               "--", *self.paths), 0,
                           theirs, b"")
                self.check(run("sum", "--format", "gnu", "-a", name,
                               "-r", self.folder), 0,
                           theirs, b"")

    def test_zero_lines_are_those_of_coreutils(self):
        need("sha256sum")
        theirs = support.ask(["sha256sum", "-z", "--"], self.paths)
        self.check(run("sum", "-z", "-r", self.folder), 0, theirs, b"")

    def test_bsd_lines_are_those_of_coreutils(self):
        for tool in ("md5sum", "sha1sum", "sha512sum", "b2sum"):
            with self.subTest(tool):
                need(tool)
                name = "blake2b" if tool == "b2sum" else tool[:-3]
                theirs = support.ask([tool, "--tag", "--"], self.paths)
                self.check(run("sum", "--format", "bsd", "-a", name, "-r",
                               self.folder), 0, theirs, b"")

    def test_relative_names(self):
        need("md5sum")
        names = sorted(ODD_NAMES)
        theirs = subprocess.run(["md5sum", "--", *names], cwd=self.folder,
                                stdout=subprocess.PIPE, check=True).stdout
        self.check(run("sum", "-a", "md5", "--", *names, cwd=self.folder), 0,
                   theirs, b"")

    def test_round_trips(self):
        for tool, name, form in itertools.product(
                ("md5sum", "sha1sum", "sha256sum", "sha512sum", "b2sum"),
                ("gnu", "bsd"), ("relative", "absolute")):
            with self.subTest(tool=tool, format=name, form=form):
                need(tool)
                algorithm = "blake2b" if tool == "b2sum" else tool[:-3]
                root = b"." if form == "relative" else self.folder
                ours = run("sum", "-a", algorithm, "--format", name, "-r",
                           root, cwd=self.folder)
                self.check(ours, 0)
                checked = subprocess.run(
                    [tool, "--strict", "-c"], input=ours.stdout,
                    cwd=self.folder, stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE, check=False)
                self.assertEqual(checked.returncode, 0, checked)
                self.assertEqual(checked.stdout.count(b": OK\n"),
                                 len(self.paths))

    def test_json(self):
        done = run("sum", "-a", "md5,crc32", "--format", "json", "-r",
                   self.folder)
        self.check(done, 0, stderr=b"")
        lines = done.stdout.split(b"\n")
        self.assertEqual(lines.pop(), b"")
        found = []
        for text in lines:
            item = json.loads(text.decode("utf-8"))
            if "path" in item:
                path = item["path"].encode("utf-8")
            else:
                path = base64.b64decode(item["path_b64"], validate=True)
                with self.assertRaises(UnicodeDecodeError):
                    path.decode("utf-8")
            with open(path, "rb") as file:
                data = file.read()
            found.append(path)
            self.assertEqual(list(item)[1:], ["size", "status", "digests"])
            self.assertEqual(item["size"], len(data))
            self.assertEqual(item["status"], "ok")
            self.assertEqual(item["digests"], {
                "md5": hashlib.md5(data).hexdigest(),
                "crc32": f"{zlib.crc32(data):08x}"})
        self.assertEqual(found, self.paths)

    def test_names_from_a_list(self):
        listed = b"\0".join(self.paths) + b"\0"
        expected = run("sum", "-z", "-a", "md5", "--", *self.paths).stdout
        self.check(run("sum", "-z", "-0", "-a", "md5", "--files-from", "-",
                       input=listed), 0, expected, b"")
        lists = self.write("../" + os.path.basename(
            self.folder).decode() + ".list", listed[:-1])
        self.addCleanup(os.unlink, lists)
        self.check(run("sum", "-z", "-0", "-a", "md5", "--files-from", lists),
                   0, expected, b"")
        plain = [path for path in self.paths if b"\n" not in path]
        expected = run("sum", "-a", "md5", "--", *plain).stdout
        self.check(run("sum", "-a", "md5", "--files-from", "-",
                       input=b"\n".join(plain)), 0, expected, b"")

    def test_missing_names_cannot_forge_lines(self):
        for name in ODD_NAMES[:-1]:
            with self.subTest(name):
                path = b"/nonexistent/" + name
                done = run("sum", "--", path)
                self.check(done, 1, stdout=b"")
                text = done.stderr.decode("utf-8")
                self.assertTrue(text.startswith("hashlane: "))
                self.assertTrue(
                    text.endswith(": no such file or directory\n"), text)
                self.assertEqual(len(text.splitlines()), 1, text)
                self.assertFalse(any(ord(c) < 32 for c in text[:-1]))
                self.assertNotIn("\u202e", text)

    def test_quoted_names_are_what_a_shell_reads(self):
        need("bash")
        for name in ODD_NAMES[:-1]:
            with self.subTest(name):
                path = b"/nonexistent/" + name
                text = run("sum", "--", path).stderr
                quoted = text[len(b"hashlane: "):
                              -len(b": no such file or directory\n")]
                echoed = subprocess.run(
                    ["bash", "-c", b"printf %s " + quoted],
                    stdout=subprocess.PIPE, check=True).stdout
                self.assertEqual(echoed, path)


class Digests(Case):
    """Digests against tools, over sizes at every border."""

    SIZES = (0, 1, 3, 55, 56, 63, 64, 65, 127, 128, 129, 240, 241, 1023, 1024,
             1025, 2048, 2049, 3072, 4095, 4096, 4097, 16384, 16385, 184320,
             262143, 262144, 262145, 1 << 20, (1 << 20) + 1, ED2K_PART - 1,
             ED2K_PART, ED2K_PART + 1, 2 * ED2K_PART, 2 * ED2K_PART + 1)

    def setUp(self):
        super().setUp()
        self.paths = [self.write(f"{size:08d}", payload(size))
                      for size in self.SIZES]

    def digests(self, algorithm):
        done = run("sum", "--format", "gnu", "-a", algorithm, *self.paths)
        self.check(done, 0)
        return [text.split(b"  ")[0].decode()
                for text in done.stdout.split(b"\n")[:-1]]

    def compare(self, algorithm, function):
        theirs = []
        for path in self.paths:
            with open(path, "rb") as file:
                theirs.append(function(file.read()))
        self.assertEqual(self.digests(algorithm), theirs)

    def test_tools(self):
        for algorithm, oracle in support.ORACLES.items():
            with self.subTest(algorithm):
                self.assertEqual(self.digests(algorithm), oracle(self.paths))

    def test_standard_input(self):
        for algorithm in support.ORACLES:
            expected = self.digests(algorithm)
            for path, digest in zip(self.paths[::7], expected[::7]):
                with self.subTest(algorithm=algorithm, path=path):
                    with open(path, "rb") as file:
                        data = file.read()
                    self.check(run("sum", "--format", "gnu", "-a", algorithm,
                                   "-", input=data),
                               0, digest.encode() + b"  -\n", b"")

    def test_hashlib(self):
        for name, theirs in (("sha3-224", "sha3_224"), ("sha3-256", "sha3_256"),
                             ("sha3-384", "sha3_384"), ("sha3-512", "sha3_512"),
                             ("sha512-256", "sha512_256"),
                             ("blake2b", "blake2b"), ("blake2s", "blake2s")):
            with self.subTest(name):
                self.compare(name, lambda data, theirs=theirs:
                             hashlib.new(theirs, data).hexdigest())

    def test_openssl(self):
        need("openssl")
        for name in ("sha3-384", "sha512-256", "sha256"):
            with self.subTest(name):
                text = support.ask(["openssl", "dgst", "-r", "-" + name],
                                   self.paths).decode()
                self.assertEqual(self.digests(name),
                                 [row.split()[0] for row in text.splitlines()])

    def test_git(self):
        need("git")
        theirs = support.ask(["git", "hash-object", "--no-filters", "--"],
                             self.paths).decode().splitlines()
        self.assertEqual(self.digests("git-blob"), theirs)
        self.assertEqual(self.digests("swhid"),
                         ["swh:1:cnt:" + digest for digest in theirs])

    def test_lists_of_chunks(self):
        """By their definitions, with hashlib for the cores."""
        def chunks(data, size):
            return [data[i:i + size] for i in range(0, len(data), size)]

        def dropbox(data):
            return hashlib.sha256(b"".join(
                hashlib.sha256(chunk).digest()
                for chunk in chunks(data, 4 << 20))).hexdigest()

        def etag(data, part):
            parts = chunks(data, part)
            if len(parts) < 2:
                return hashlib.md5(data).hexdigest()
            inner = b"".join(hashlib.md5(part).digest() for part in parts)
            return f"{hashlib.md5(inner).hexdigest()}-{len(parts)}"

        def glacier(data):
            level = [hashlib.sha256(chunk).digest()
                     for chunk in chunks(data, 1 << 20) or [b""]]
            while len(level) > 1:
                pairs = chunks(level, 2)
                level = [hashlib.sha256(b"".join(pair)).digest()
                         if len(pair) == 2 else pair[0] for pair in pairs]
            return level[0].hex()

        self.compare("dropbox", dropbox)
        self.compare("glacier", glacier)
        self.compare("oci", lambda data: "sha256:" +
                     hashlib.sha256(data).hexdigest())
        self.compare("s3-etag", lambda data: etag(data, 8 << 20))
        self.compare("s3-etag:part=5MiB", lambda data: etag(data, 5 << 20))
        self.compare("git-blob-sha256", lambda data: hashlib.sha256(
            b"blob %d\0" % len(data) + data).hexdigest())

    def test_part_hashes(self):
        def pieces(data, size):
            return [data[i:i + size] for i in range(0, len(data), size)]

        def padded(leaves):
            """A node of BEP 52 over 64 leaves, zeros where there are none."""
            level = leaves + [bytes(32)] * (64 - len(leaves))
            while len(level) > 1:
                level = [hashlib.sha256(a + b).digest()
                         for a, b in zip(level[::2], level[1::2])]
            return level[0].hex()

        data = payload(5 * 2 ** 20 + 54321)
        path = self.write("parts", data)
        mib = [hashlib.sha256(piece).digest() for piece in
               pieces(data, 2 ** 20)]
        want = {
            "glacier": (2 ** 20, [digest.hex() for digest in mib]),
            "dropbox": (2 ** 22, [hashlib.sha256(piece).hexdigest()
                                  for piece in pieces(data, 2 ** 22)]),
            "s3-etag:part=2MiB": (2 ** 21, [hashlib.md5(piece).hexdigest()
                                            for piece in
                                            pieces(data, 2 ** 21)]),
            "bt2-pieces-root": (2 ** 20, [
                padded([hashlib.sha256(leaf).digest()
                        for leaf in pieces(piece, 2 ** 14)])
                for piece in pieces(data, 2 ** 20)]),
        }
        names = ",".join(want)
        done = run("sum", "--part-hashes", "--format", "json", "-a",
                   names + ",md5,tth,ed2k", path)
        self.check(done, 0, stderr=b"")
        item = json.loads(done.stdout)
        for name, (size, digests) in want.items():
            self.assertEqual(item["parts"][name],
                             {"bytes": size, "digests": digests})
        self.assertNotIn("md5", item["parts"])
        self.assertEqual(len(item["parts"]["tth"]["digests"]), 6)
        self.assertEqual(item["parts"]["ed2k"], {
            "bytes": ED2K_PART, "digests": [item["digests"]["ed2k"]]})
        # The text is that of the algorithm; a piece by itself has it.
        for i, piece in enumerate(pieces(data, 2 ** 20)):
            got = run("sum", "--format", "gnu", "-a", "tth",
                      self.write("piece", piece)).stdout
            self.assertEqual(got.split()[0].decode(),
                             item["parts"]["tth"]["digests"][i])
        # Without the option, or without a digest, there are none.
        done = run("sum", "--format", "json", "-a", "tth", path)
        self.assertNotIn("parts", json.loads(done.stdout))
        done = run("sum", "--format", "json", "-a", "tth", "--part-hashes",
                   self.write("empty", b""), self.path("gone"))
        self.check(done, 1)
        empty, gone = map(json.loads, done.stdout.splitlines())
        self.assertEqual(empty["parts"]["tth"]["digests"], [])
        self.assertNotIn("parts", gone)

    def test_several_at_once(self):
        names = list(support.ORACLES)
        done = run("sum", "-a", ",".join(names), *self.paths)
        self.check(done, 0, stderr=b"")
        columns = [self.digests(name) for name in names]
        expected = b""
        for i, path in enumerate(self.paths):
            for name, column in zip(names, columns):
                expected += b"%s (%s) = %s\n" % (
                    support.tag(name), path, column[i].encode())
        self.assertEqual(done.stdout, expected)
        done = run("sum", "--format", "gnu", "-a", "md5,sha1", self.paths[2])
        self.check(done, 0, line(payload(3), self.paths[2]) +
                   line(payload(3), self.paths[2], "sha1"), b"")

    def test_all(self):
        listed = [json.loads(text) for text in
                  run("algorithms", "--json").stdout.splitlines()]
        done = run("sum", "-a", "all", "--format", "json", *self.paths)
        self.check(done, 0)
        for text in done.stdout.splitlines():
            item = json.loads(text)
            self.assertEqual(list(item["digests"]),
                             [row["name"] for row in listed])
            for row in listed:
                digest = item["digests"][row["name"]]
                if item["size"] or not row["no_empty"]:
                    self.assertIsNotNone(digest, row["name"])
                if digest and row["text_form"] == "hex":
                    bare = digest.rpartition(":")[2].partition("-")[0]
                    self.assertRegex(bare, "^[0-9a-f]{8,128}$")
        # Alone and among all, an algorithm gives the same.
        for row in listed[::5]:
            if row["no_empty"]:
                continue
            alone = self.digests(row["name"])
            together = [json.loads(text)["digests"][row["name"]]
                        for text in done.stdout.splitlines()]
            self.assertEqual(alone, together)

    def test_tags_are_names(self):
        for text in run("algorithms", "--json").stdout.splitlines():
            row = json.loads(text)
            self.assertEqual(row["tag"].encode(), support.tag(row["name"]))
            done = run("sum", "--format", "bsd", "-a", row["tag"],
                       self.paths[2])
            self.check(done, 0, stderr=b"")
            self.assertTrue(done.stdout.startswith(
                row["tag"].encode() + b" ("), done)
        done = run("sum", "--format", "bsd", "-a", "s3etag:part=5MiB",
                   self.paths[2])
        self.assertTrue(done.stdout.startswith(b"S3-ETAG:part=5MiB ("), done)

    def test_other_tools_check_our_tags(self):
        for tool, algorithm in (("b2sum", "blake2b"), ("xxhsum", "xxh3-128"),
                                ("xxhsum", "xxh64"), ("rhash", "tth"),
                                ("rhash", "aich"), ("rhash", "ed2k"),
                                ("rhash", "crc32"), ("rhash", "sha3-256")):
            with self.subTest(tool=tool, algorithm=algorithm):
                need(tool)
                ours = run("sum", "--format", "bsd", "-a", algorithm,
                           *self.paths).stdout
                name = self.write("list", ours)
                done = subprocess.run([tool, "-c", name], check=False,
                                      stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 0, done)

    def test_duplicates_collapse(self):
        path = self.paths[2]
        self.check(run("sum", "-a", "md5,MD5", "-a", "md5", path), 0,
                   line(payload(3), path), b"")
        done = run("sum", "-a", "all,md5,all", path)
        self.assertEqual(done.stdout, run("sum", "-a", "all", path).stdout)
        done = run("sum", "-a", "s3-etag,s3-etag:part=8MiB", path)
        self.assertEqual(done.stdout.count(b"\n"), 1)

    def test_no_digest_for_an_empty_file(self):
        path = self.path("empty")
        self.write("empty", b"")
        note = self.failed(path, b"bt2-pieces-root has no digest for an "
                                 b"empty file")
        self.check(run("sum", "-a", "bt2-pieces-root", path), 0, b"", note)
        self.check(run("sum", "-a", "md5,bt2-pieces-root", path), 0,
                   b"MD5 (" + path + b") = d41d8cd98f00b204e9800998ecf8427e\n",
                   note)
        done = run("sum", "-a", "bt2-pieces-root", "--format", "json", path)
        self.check(done, 0, stderr=note)
        item = json.loads(done.stdout)
        self.assertEqual(item["digests"], {"bt2-pieces-root": None})
        self.assertEqual(item["status"], "ok")
        self.check(run("sum", "-a", "bt2-pieces-root", "-", input=b""), 0,
                   b"", note.replace(path, b"-"))


class Order(Case):
    """Results in the order of the names, whatever the threads."""

    def test_many_files(self):
        for i in range(1800):
            self.write(f"{i % 7}/{i % 11}/{i}", payload(i * 13 % 5000, i))
        paths = support.list_files(self.folder)
        expected = b""
        for path in paths:
            with open(path, "rb") as file:
                expected += line(file.read(), path)
        for jobs in ("0", "1", "2", "7"):
            self.check(run("sum", "-a", "md5", "-j", jobs, "-r", self.folder),
                       0, expected, b"")
        for size in ("4194304", "4096KiB", "4MiB", "8MB", "100MiB"):
            self.check(run("sum", "-a", "md5", "--memory", size, "-r",
                           self.folder), 0, expected, b"")
        paths.reverse()
        expected = b"".join(reversed(expected.splitlines(True)))
        self.check(run("sum", "-a", "md5", *paths), 0, expected, b"")

    def test_lines_come_before_a_long_file(self):
        small = [self.write(b"small%d" % i, payload(i, i)) for i in range(5)]
        long = self.path(b"long")
        with open(long, "wb") as file:
            file.truncate(1 << 40)
        expected = b"".join(line(payload(i, i), path)
                            for i, path in enumerate(small))
        checkpoint = self.path(b"checkpoint")
        for more in ([], ["--checkpoint", checkpoint]):
            with self.subTest(more):
                self.assertEqual(expected, support.first_lines(
                    5, "sum", "-a", "md5", *more, *small, long, *small))

    def test_failures_keep_their_place(self):
        paths = []
        expected = []
        for i in range(1300):
            if i % 3:
                paths.append(self.write(str(i), b"%d" % i))
                expected.append("ok")
            else:
                paths.append(self.path(f"missing{i}"))
                expected.append("NOT_FOUND")
        done = run("sum", "--format", "json", *paths)
        self.check(done, 1)
        items = [json.loads(text) for text in done.stdout.splitlines()]
        self.assertEqual([item["path"].encode() for item in items], paths)
        self.assertEqual([item["status"] for item in items], expected)
        self.assertEqual(items[0], {
            "path": paths[0].decode(), "status": "NOT_FOUND",
            "error": "no such file or directory"})
        self.assertEqual(done.stderr.count(b"\n"), expected.count("NOT_FOUND"))

    def test_exact_json(self):
        self.write("abc")
        done = run("sum", "--format=json", "-a", "md5", "abc",
                   cwd=self.folder)
        self.check(done, 0, b'{"path": "abc", "size": 3, "status": "ok", '
                   b'"digests": {"md5": "900150983cd24fb0d6963f7d28e17f72"}}\n',
                   b"")
        done = run("sum", "-z", "--format=json", "-a", "md5", "abc",
                   cwd=self.folder)
        self.assertTrue(done.stdout.endswith(b"}}\0"))

    def test_memory_is_bounded(self):
        with open(support.binary, "rb") as file:
            code = file.read()
        if b"__asan_init" in code or b"__tsan_init" in code:
            self.skipTest("a sanitizer takes memory of its own")
        for i in range(3000):
            self.write(f"f{i}", b"x")
        with open(self.path("big"), "wb") as file:
            file.truncate(300 << 20)
        program = ("import resource,subprocess,sys;"
                   "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,"
                   "check=True);print(resource.getrusage("
                   "resource.RUSAGE_CHILDREN).ru_maxrss)")
        peak = subprocess.run(
            ["python3", "-c", program, support.binary, "sum", "-a",
             "md5,tth,blake3,aich,crc32", "-r", self.folder],
            stdout=subprocess.PIPE, check=True).stdout
        # ru_maxrss of a child starts at what its parent had at fork.
        self.assertLess(int(peak), 32 * 1024)


class NamesOfOtherSystems(Case):
    """--files-from with the ends of lines and the mark of Windows."""

    MARK = b"\xef\xbb\xbf"

    def sums(self, listed, *names, status=0, stderr=b"", words=()):
        done = run("sum", "-a", "md5", *words, "--files-from", "-",
                   input=listed, cwd=self.folder)
        self.check(done, status, b"".join(line(name, name) for name in names),
                   stderr)

    def test_each(self):
        for name in (b"a", b"b c"):
            self.write(name, name)
        self.sums(b"a\r\nb c\r\n", b"a", b"b c")
        self.sums(b"a\r\nb c", b"a", b"b c")
        self.sums(self.MARK + b"a\nb c\n", b"a", b"b c")
        self.sums(self.MARK + b"a\r\nb c\r\n", b"a", b"b c")
        for empty in (b"\n", b"\r\n", self.MARK + b"\n", self.MARK + b"\r\n"):
            self.sums(empty + b"\n\r\na\n\n\r\n\nb c\n\n", b"a", b"b c")
        # Only before the first name is it a mark, and only one.
        for listed, name in ((b"b c\n" + self.MARK + b"a\n", self.MARK + b"a"),
                             (b"b c\na\r\r\n", rb"$'a\r\r'")):
            self.sums(listed, b"b c", status=1, stderr=b"hashlane: " + name +
                      b": no such file or directory\n")

    def test_exact_names_come_first(self):
        for name in (b"a", b"a\r", self.MARK + b"a", b"\r", self.MARK):
            self.write(name, name)
        got = run("sum", "--format", r"%{md5} %p\0", "-z", "--files-from", "-",
                  input=self.MARK + b"a\na\r\na\n\r\n", cwd=self.folder)
        self.check(got, 0, b"".join(
            hashlib.md5(name).hexdigest().encode() + b" " + name + b"\0\0"
            for name in (self.MARK + b"a", b"a\r", b"a", b"\r")), b"")

    def test_names_that_end_in_nul(self):
        self.write(b"a", b"a")
        done = run("sum", "-0", "--files-from", "-", input=b"a\r\0",
                   cwd=self.folder)
        self.check(done, 1, b"", b"hashlane: $'a\\r': no such file or "
                   b"directory\n")
        self.sums(b"\0a\0", b"a", words=("-0",), status=1,
                  stderr=b"hashlane: -: name 1: the name is empty\n")


class Formats(Case):
    """Which format is written."""

    BARE = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")

    def test_tags_where_the_length_does_not_tell(self):
        path = self.write("f")
        for text in run("algorithms", "--json").stdout.splitlines():
            row = json.loads(text)
            name = row["name"]
            form = "gnu" if name in self.BARE else "bsd"
            plain = run("sum", "-a", name, path)
            self.check(plain, 0, run("sum", "-a", name, "--format", form,
                                     path).stdout, b"")
            self.write("list", plain.stdout)
            done = run("check", self.path("list"))
            self.check(done, 0, path + b": OK\n")
            self.assertRegex(done.stderr, b"^hashlane: 1 file: 1 OK("
                             b"; verified by [a-z0-9-]+ only)?\n$")
        self.check(run("sum", "-a", "md5,sha1", path), 0,
                   run("sum", "-a", "md5,sha1", "--format", "bsd",
                       path).stdout, b"")

    def test_extensions(self):
        self.write("f")
        for name, words in (
                ("x.sfv", ("sfv",)), ("x.SFV", ("sfv",)), ("x.csv", ("csv",)),
                ("x.json", ("json",)), ("a.b.jsonl", ("json",)),
                (".ndjson", ("json",)), ("x.hashdeep", ("hashdeep",)),
                ("x.ed2k", ("ed2k",)), ("x.magnet", ("magnet",)),
                ("sfv", ("gnu",)), ("x.sfv.txt", ("gnu",)),
                ("x.", ("gnu",)), ("d.sfv/x", ("gnu",)),
                ("x.md5", ("gnu",)), ("x.sf", ("gnu",)),
                ("x.csv", ("gnu", "--format", "gnu")),
                ("x.csv", ("json", "--format", "json"))):
            with self.subTest(name=name, words=words):
                form, *words = words
                os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
                told = self.failed("x.md5", b"is named after md5, but gets "
                                   b"digests of sha256; -a md5 writes its own"
                                   ) if name == "x.md5" else b""
                self.check(run("sum", *words, "-o", name, "f",
                               cwd=self.folder), 0, b"", told)
                with open(self.path(name), "rb") as file:
                    self.assertEqual(file.read(), run(
                        "sum", "--format", form, "f",
                        cwd=self.folder).stdout)
        self.usage("sum", "-a", "md5", "-o", self.path("x.sfv"), "f",
                   reason=b"hashlane: md5: the format sfv holds crc32 only\n")
        self.assertFalse(os.path.exists(self.path("other.sfv")))

    def test_templates(self):
        data = {b"a b": payload(70), b"d/\xff\n\\": payload(3)}
        for name, content in data.items():
            self.write(name, content)
            os.utime(self.path(name), ns=(0, 1_234_567_890_012_345_678))

        def written(text, *words, **more):
            return run("sum", "--format", text, *words, *data,
                       cwd=self.folder, **more)

        def lines(function):
            return b"".join(function(name, content)
                            for name, content in data.items())

        def md5(content):
            return hashlib.md5(content).hexdigest().encode()

        self.check(written("%p %s %{md5}"), 0, lines(
            lambda name, content: b"%b %d %b\n" % (
                name, len(content), md5(content))), b"")
        self.check(written(r"%%\t%f\\%{MD5}\r\n\q%m%%", "-z"), 0, lines(
            lambda name, content: b"%%\t%b\\%b\r\n\\q"
            b"1234567890.012345678%%\0" % (
                name.split(b"/")[-1], md5(content))), b"")
        # -a adds to them; an algorithm may be there twice, or a parameter.
        self.check(written("%{sha1}%{crc32}%{sha1}%{s3-etag:part=5MiB}",
                           "-a", "md5"), 0, lines(
            lambda name, content: b"%b%08x%b%b\n" % (
                hashlib.sha1(content).hexdigest().encode(),
                zlib.crc32(content),
                hashlib.sha1(content).hexdigest().encode(), md5(content))),
            b"")
        self.check(written("%p %{md5}", "--absolute"), 0, lines(
            lambda name, content: b"%b %b\n" % (
                self.path(name), md5(content))), b"")
        self.check(run("sum", "--format", "%s %m %p %{md5}", "-",
                       input=b"abc"), 0,
                   b"3 - - 900150983cd24fb0d6963f7d28e17f72\n", b"")
        self.check(run("sum", "--format", "%s %{md5}", "gone",
                       cwd=self.folder), 1, b"",
                   b"hashlane: gone: no such file or directory\n")
        # No line without its digest.
        self.write("empty", b"")
        done = run("sum", "--format", "%{md5} %{bt2-pieces-root}", "empty",
                   cwd=self.folder)
        self.check(done, 0, b"", b"hashlane: empty: bt2-pieces-root has no "
                   b"digest for an empty file\n")
        # Before 1970.
        os.utime(self.path("empty"), ns=(0, -1_250_000_000))
        self.check(run("sum", "--format", "%m %{md5}", "empty",
                       cwd=self.folder), 0,
                   b"-1.250000000 d41d8cd98f00b204e9800998ecf8427e\n", b"")

    def test_wrong_templates(self):
        for text, reason in (
                ("%p %q %{md5}", b"%q"), ("%", b"is no directive"),
                ("%{md5", b"is no directive"), ("%{md5}%", b"is no directive"),
                ("%{mad5}", b"unknown algorithm"), ("%{}", b"algorithm"),
                ("%{all}", b"algorithm"),
                ("%p %s", b"names no digest"), ("100%%", b"names no digest"),
                ("gnu2", b"is not a format")):
            with self.subTest(text):
                self.usage("sum", "--format", text, "f", reason=reason)
        for words in (("--mtime",), ("--part-hashes",)):
            self.usage("sum", "--format", "%{md5}", *words, "f",
                       reason=b"works only with --format json")


class Subcommands(Case):
    def test_help(self):
        for command in ((), ("sum",), ("check",), ("algorithms",), ("info",)):
            for option in ("--help", "-h"):
                done = run(*command, option)
                self.check(done, 0, stderr=b"")
                self.assertTrue(done.stdout.startswith(b"Usage: hashlane "))
                for text in done.stdout.decode("ascii").splitlines():
                    self.assertLessEqual(len(text), 80)
        text = run("--help").stdout
        for name in (b"sum", b"check", b"algorithms", b"info"):
            self.assertIn(b"\n  " + name + b" ", text)

    def test_version(self):
        for option in ("--version", "-V"):
            done = run(option)
            self.check(done, 0, stderr=b"")
            self.assertRegex(done.stdout, rb"^hashlane \d+\.\d+\.\d+\n$")

    def test_algorithms(self):
        done = run("algorithms")
        self.check(done, 0, stderr=b"")
        rows = [json.loads(text) for text in
                run("algorithms", "--json").stdout.splitlines()]
        self.assertEqual([row["name"] for row in rows], [
            text.split()[0] for text in done.stdout.decode().splitlines()])
        self.assertGreaterEqual(len(rows), 36)
        by_name = {row["name"]: row for row in rows}
        self.assertEqual(len(by_name), len(rows))
        self.assertEqual(len({row["tag"] for row in rows}), len(rows))
        self.assertEqual(by_name["tth"]["text_form"], "base32")
        self.assertEqual(by_name["s3-etag"]["parameter"]["name"], "part")
        self.assertTrue(by_name["sha256"]["secure"])
        self.assertFalse(by_name["md5"]["secure"])
        for name, bits in (("md5", 128), ("sha512", 512), ("crc32", 32)):
            self.assertEqual(8 * by_name[name]["digest_bytes"], bits)

    def test_info(self):
        done = run("info")
        self.check(done, 0, stderr=b"")
        info = json.loads(run("info", "--json").stdout)
        self.assertRegex(info["version"], r"^\d+\.\d+\.\d+$")
        self.assertRegex(info["abi"], r"^\d+\.\d+$")
        self.assertRegex(info["compiler"], r"^(gcc|clang) \d+")
        cores = {kernel["core"] for kernel in info["kernels"]}
        self.assertLessEqual({"md5", "sha1", "sha256", "tiger"}, cores)
        for kernel in info["kernels"]:
            self.assertGreaterEqual(kernel["lanes"], 1)
        text = done.stdout.decode()
        self.assertIn(info["version"], text)
        self.assertEqual(text.count("\nkernel "), len(info["kernels"]))

    def test_default_is_sha256(self):
        path = self.write("abc")
        self.check(run("sum", path), 0, line(b"abc", path, "sha256"), b"")
        self.check(run("sum", path, "-a", "md5"), 0, line(b"abc", path), b"")
        self.check(run("sum", "-0", "-z", path), 0,
                   line(b"abc", path, "sha256")[:-1] + b"\0", b"")


if __name__ == "__main__":
    support.main("HASHLANE")
