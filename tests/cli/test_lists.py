#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_lists.py - lists of digests: every format, name and tool, both ways.

    test_lists.py [--strict] HASHLANE
"""
import base64
import binascii
import csv
import hashlib
import io
import json
import os
import random
import re
import subprocess
import tempfile
import urllib.parse
import zlib

import support
from support import ODD_NAMES, Case, need, payload, run

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
except ImportError:
    st = None

FORMATS = {
    "gnu": "sha256", "bsd": "md5,sha1,crc32", "sfv": "crc32",
    "hashdeep": "md5,sha1,tiger", "ed2k": "ed2k,aich",
    "magnet": "tth,ed2k,aich,sha1,md5", "json": "md5,tth,ed2k,s3-etag",
    "csv": "sha256,aich,quickxor"}


def cannot_hold(name, form):
    """Names that a format has no way to write (see SFV and hashdeep)."""
    if form == "sfv":
        return (b"\n" in name or b"\r" in name or name[:1] == b";"
                or name.startswith((b"\xff\xfe", b"\xfe\xff",
                                    b"\xef\xbb\xbf"))
                or name.endswith((b")=", b") =")))
    if form == "hashdeep":
        return b"\n" in name or name.endswith(b"\r")
    return False


def oks(done):
    return done.stdout.count(b": OK\n") + done.stdout.count(b": OK (")


class Listed(Case):
    def check_list(self, text, *options, **more):
        return run("check", *options, "-", input=text, cwd=self.folder, **more)

    def good(self, text, count, *options):
        done = self.check_list(text, *options)
        self.assertEqual((done.returncode, oks(done)), (0, count), done)
        return done

    def bad(self, text, *reasons, status=1):
        done = self.check_list(text)
        self.check(done, status)
        for reason in reasons:
            self.assertIn(reason, done.stderr)
        return done

    def tool(self, *command, status=0):
        need(command[0])
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if status is not None:
            self.assertEqual(done.returncode, status, done)
        return done


class RoundTrips(Listed):
    """What sum writes, check and the tools of the format read."""

    def setUp(self):
        super().setUp()
        self.names = ODD_NAMES + [b"comma,comma", b'a "b", c', b"x offset y",
                                  b"percent%41", b"plus+plus", b"a&b=c"]
        for i, name in enumerate(self.names):
            self.write(name, payload(i * 97 + 1, i))
        self.names.sort()

    def expressible(self, form):
        return [name for name in self.names if not cannot_hold(name, form)]

    def sum(self, form, names, *more):
        done = run("sum", "--format", form, "-a", FORMATS[form], *more, "--",
                   *names, cwd=self.folder)
        self.check(done, 0, stderr=b"")
        return done.stdout

    def test_check_reads_all_formats(self):
        for form in FORMATS:
            with self.subTest(form):
                names = self.expressible(form)
                text = self.sum(form, names)
                self.good(text, len(names))
                # Nothing is taken for good that is not.
                self.write(names[3], b"other bytes")
                done = self.check_list(text, "--quiet")
                self.check(done, 1)
                self.assertEqual(done.stdout.count(b": FAILED"), 1, done)
                i = self.names.index(names[3])
                self.write(names[3], payload(1, i))
                self.setUp()

    def test_nul_ended_lines(self):
        for form in ("gnu", "bsd"):
            text = self.sum(form, self.names, "-z")
            self.assertNotIn(b"\\\\", text)
            done = self.check_list(text, "-z")
            self.check(done, 0)
            self.assertEqual(done.stdout, b"".join(
                name + b": OK\0" for name in self.names))

    def test_names_that_a_format_cannot_hold(self):
        for form in ("sfv", "hashdeep"):
            for name in self.names:
                if not cannot_hold(name, form):
                    continue
                done = run("sum", "--format", form, "--", name,
                           cwd=self.folder)
                self.check(done, 1)
                self.assertIn(form.encode(), done.stderr)
                self.assertNotIn(b"352441C2", done.stdout)

    def test_all_formats_in_one_list(self):
        """Those without a header: a header decides how lines are read."""
        text = b"\xef\xbb\xbf"
        for form in FORMATS:
            if form not in ("sfv", "hashdeep", "csv"):
                text += self.sum(form, self.expressible(form))
        self.good(text, len(self.names))

    def test_coreutils_read_ours(self):
        for tool, algorithm in (("md5sum", "md5"), ("sha1sum", "sha1"),
                                ("sha256sum", "sha256"),
                                ("sha512sum", "sha512"),
                                ("b2sum", "blake2b")):
            for form in ("gnu", "bsd"):
                with self.subTest(tool=tool, form=form):
                    self.write("list", run(
                        "sum", "--format", form, "-a", algorithm, "--",
                        *self.names, cwd=self.folder).stdout)
                    done = self.tool(tool, "--strict", "-c", "list")
                    self.assertEqual(oks(done), len(self.names))

    def test_b3sum_reads_ours(self):
        # b3sum refuses what is not Unicode, and carriage returns.
        plain = [name for name in self.names
                 if is_utf8(name) and b"\r" not in name]
        self.write("list", run("sum", "-a", "blake3", "--format", "gnu",
                               "--", *plain, cwd=self.folder).stdout)
        done = self.tool("b3sum", "-c", "list")
        self.assertEqual(oks(done), len(plain), done)

    def test_cksfv_reads_ours(self):
        need("cksfv")
        # cksfv takes blanks before a name for none.
        names = [name for name in self.expressible("sfv")
                 if not name.startswith(b" ")]
        self.write("list", self.sum("sfv", names))
        done = self.tool("cksfv", "-f", "list")
        self.assertEqual(done.stderr.count(b"OK\n") +
                         done.stdout.count(b"OK\n"), len(names), done)

    def test_rhash_reads_ours(self):
        # rhash knows no escapes, takes blanks at the ends for none, and a
        # list with control characters for a binary file.
        names = [name for name in self.names
                 if min(name) >= 32 and b"\\" not in name
                 and b"\x7f" not in name and name == name.strip()
                 and b" =" not in name and name[:1] not in b"#*"]
        for form, algorithm in (("gnu", "md5"), ("gnu", "sha256"),
                                ("bsd", "tth"), ("bsd", "sha3-256"),
                                ("sfv", "crc32"), ("bsd", "ed2k")):
            with self.subTest(form=form, algorithm=algorithm):
                some = [name for name in names if not cannot_hold(name, form)]
                self.write("list", run(
                    "sum", "--format", form, "-a", algorithm, "--", *some,
                    cwd=self.folder).stdout)
                self.tool("rhash", "-c", "list")

    def test_rhash_reads_our_links(self):
        need("rhash")
        for form in ("ed2k", "magnet"):
            names = [b"plain", b"two words", b"utf8-\xc3\xa9", b"percent%41"]
            self.write("list", self.sum(form, names))
            self.tool("rhash", "-c", "list")

    def test_hashdeep_reads_ours(self):
        need("hashdeep")
        names = [name for name in self.expressible("hashdeep")
                 if not name.startswith(b"\xff")]
        root = os.path.realpath(self.folder)
        paths = [os.path.join(root, name) for name in names]
        text = run("sum", "--format", "hashdeep", "--", *paths).stdout
        known = self.write("../" + os.path.basename(
            self.folder).decode() + ".known", text)
        self.addCleanup(os.unlink, known)
        done = self.tool("hashdeep", "-a", "-vv", "-k", known, *paths)
        self.assertIn(b"Audit passed", done.stdout)

    def test_csv_is_what_python_reads(self):
        text = self.sum("csv", self.names, "--mtime")
        self.assertEqual(text.count(b"\r\n"), text.replace(
            b"\r\n", b"\n").count(b"\n") - sum(
                name.count(b"\n") for name in self.names if is_utf8(name)))
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8"),
                                               newline="")))
        found = []
        for row in rows:
            name = (row["path"].encode() if row["path"] else
                    base64.b64decode(row["path_b64"], validate=True))
            with open(self.path(name), "rb") as file:
                data = file.read()
            found.append(name)
            self.assertEqual(int(row["size"]), len(data))
            self.assertEqual(row["sha256"], hashlib.sha256(data).hexdigest())
            self.assertEqual(int(row["mtime_ns"]),
                             os.stat(self.path(name)).st_mtime_ns)
            self.assertEqual(row["status"], "ok")
        self.assertEqual(found, self.names)

    def test_json_with_mtime(self):
        path = self.write("abc")
        os.utime(path, ns=(1, 1234567890123456789))
        done = run("sum", "-a", "md5", "--format", "json", "--mtime", path)
        self.assertEqual(json.loads(done.stdout)["mtime_ns"],
                         1234567890123456789)
        self.good(done.stdout, 1)

    def test_links(self):
        name = b"a b|c%/".rstrip(b"/") + b"\xff\xc3\xa9+&=#?"
        self.write(name)
        ed2k = run("sum", "--format", "ed2k", "--", name,
                   cwd=self.folder).stdout
        quoted = urllib.parse.quote_from_bytes(name, safe="").encode()
        self.assertEqual(
            ed2k, b"ed2k://|file|" + quoted +
            b"|3|a448017aaf21d8525fc10ae87aa6729d|"
            b"h=VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5|/\n")
        magnet = run("sum", "--format", "magnet", "--", name,
                     cwd=self.folder).stdout
        self.assertEqual(
            magnet, b"magnet:?xl=3&dn=" + quoted +
            b"&xt=urn:tree:tiger:ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA"
            b"&xt=urn:ed2k:a448017aaf21d8525fc10ae87aa6729d"
            b"&xt=urn:aich:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"
            b"&xt=urn:sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\n")
        self.good(ed2k + magnet, 1)

    def test_sfv_is_as_old_readers_want_it(self):
        self.write("abc")
        text = run("sum", "--format", "sfv", "abc", cwd=self.folder).stdout
        first, second = text.splitlines()
        self.assertTrue(first.startswith(b"; Generated by WIN-SFV32 v1"))
        self.assertEqual(second, b"abc 352441C2")


def is_utf8(name):
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class OtherTools(Listed):
    """Lists that other tools wrote."""

    def setUp(self):
        super().setUp()
        self.names = [name for name in ODD_NAMES if b"/" not in name]
        for i, name in enumerate(self.names):
            self.write(name, payload(i * 131, i))
        self.names.sort()

    def test_coreutils(self):
        for tool in ("md5sum", "sha1sum", "sha224sum", "sha256sum",
                     "sha384sum", "sha512sum"):
            for option in ("-t", "-b", "--tag", "-z"):
                with self.subTest(tool=tool, option=option):
                    text = self.tool(tool, option, "--", *self.names).stdout
                    done = self.check_list(text, *["-z"] * (option == "-z"))
                    self.check(done, 0)
                    self.assertEqual(done.stdout.count(b": OK"),
                                     len(self.names))

    def test_b2sum_and_b3sum(self):
        text = self.tool("b2sum", "--tag", "--", *self.names).stdout
        self.good(text, len(self.names))
        text = self.tool("b2sum", "--", *self.names).stdout
        self.good(text, len(self.names), "-a", "blake2b")
        # Its digests are as long as those of sha512sum.
        self.assertEqual(self.check_list(text).stdout.count(
            b": OK (blake2b)\n"), len(self.names))
        self.write("B2SUMS", text)
        self.check(run("check", "B2SUMS", cwd=self.folder), 0)
        names = [name for name in self.names if is_utf8(name)]
        text = self.tool("b3sum", "--", *names).stdout
        self.good(text, len(names), "-a", "blake3")

    def test_rhash(self):
        names = [name for name in self.names
                 if not set(name) & set(b"\\\n\r")]
        for options in (["--bsd", "-M"], ["--bsd", "-H", "-M", "-T", "--aich",
                                          "--ed2k", "--crc32", "--sha3-512"],
                        ["-M"], ["--sha256"]):
            with self.subTest(options):
                text = self.tool("rhash", *options, "--", *names).stdout
                self.good(text, len(names))
        text = self.tool("rhash", "--sfv", "--", *names).stdout
        self.good(text, len([n for n in names if n[:1] != b";"]))
        for options, given in ((["--ed2k-link"], ()), (["--magnet", "-a"], ()),
                               (["-T"], ("-a", "tth")),
                               (["--aich"], ("-a", "aich"))):
            with self.subTest(options):
                text = self.tool("rhash", *options, "--", *names).stdout
                self.good(text, len(names), *given)

    def test_cksfv(self):
        names = [name for name in self.names
                 if not set(name) & set(b"\n\r") and name[:1] not in b"#;"]
        text = self.tool("cksfv", "--", *names).stdout
        self.good(text, len(names))

    def test_sfv_with_one_name_like_json(self):
        for name in (b"{x}", b"{", b"}", b"[x]", b"[", b"]", b"{}", b'{"x":',
                     b'{"path": "a"}'):
            self.write(name, b"abc")
            for command in (["cksfv"], ["rhash", "--sfv"]):
                with self.subTest((name, command)):
                    text = self.tool(*command, "--", name).stdout
                    self.assertTrue(text.startswith(b"; Generated by "), text)
                    self.good(text, 1)

    def test_hashdeep(self):
        names = [name for name in self.names
                 if not set(name) & set(b"\n\r") and not
                 name.startswith(b"-")]
        for options in (["-c", "md5,sha1,sha256,tiger,whirlpool"],
                        ["-c", "whirlpool,sha256"], []):
            with self.subTest(options):
                text = self.tool("hashdeep", "-l", *options, *names).stdout
                self.good(text, len(names))

    def test_hashdeep_pieces(self):
        self.write("big", payload(5000))
        text = self.tool("hashdeep", "-l", "-p", "1024", "big").stdout
        self.good(text, 5)
        data = bytearray(payload(5000))
        data[2048] ^= 1
        self.write("big", bytes(data))
        done = self.check_list(text)
        self.check(done, 1)
        self.assertIn(b"big: FAILED (bytes 2048-3071)", done.stdout)
        self.assertEqual(oks(done), 4)
        self.write("big", payload(5000)[:3000])
        done = self.check_list(text)
        self.assertEqual(oks(done), 2, done)
        self.assertEqual(done.stdout.count(b"the file ends at 3000"), 3)

    def test_missing_pieces_of_hashdeep(self):
        """A file of which a list has not all pieces is not verified."""
        self.write("big", payload(4096))
        self.write("low", payload(2500))
        text = self.tool("hashdeep", "-l", "-j", "0", "-p", "1024", "big",
                         "low").stdout
        self.good(text, 7)
        lines = text.splitlines(True)
        head, big, low = lines[:-7], lines[-7:-3], lines[-3:]
        mixed = [line for pair in zip(big, low + [b""]) for line in pair]
        self.good(b"".join(head + mixed), 7)
        for kept, told in (
                (big[:3], b"has 4096 bytes instead of 3072"),
                (big[:1], b"has 4096 bytes instead of 1024"),
                (big[1:], b"the piece before this one is missing"),
                (big[:1] + big[2:], b"the piece before this one is missing"),
                (big + low[:2], b"has 2500 bytes instead of 2048")):
            with self.subTest(told):
                done = self.check_list(b"".join(head + kept))
                self.check(done, 1)
                self.assertIn(told, done.stdout + done.stderr)

    def test_openssl(self):
        names = [name for name in self.names
                 if not set(name) & set(b"\\\n\r-")]
        for digest in ("-md5", "-sha1", "-sha256", "-sha512-256",
                       "-sha3-256", "-blake2b512", "-blake2s256"):
            with self.subTest(digest):
                text = self.tool("openssl", "dgst", digest, *names).stdout
                self.good(text, len(names))
        text = self.tool("openssl", "dgst", "-sha1", "-r", *names).stdout
        self.good(text, len(names))

    def test_xxhsum(self):
        for number in "123":
            text = self.tool("xxhsum", f"-H{number}", "--tag", "--",
                             *self.names).stdout
            # xxhsum escapes nothing in these.
            if b"\\" not in text:
                self.good(text, len(self.names))
        names = [name for name in self.names if not set(name) &
                 set(b"\\\n\r")]
        text = self.tool("xxhsum", "-H1", "--", *names).stdout
        self.good(text, len(names), "-a", "xxh64")
        text = self.tool("xxhsum", "--tag", "-H3", "--", *names).stdout
        self.good(text, len(names))

    def test_rclone_lsjson(self):
        rows = [json.dumps({"Path": name, "Name": name, "Size": 3,
                            "ModTime": "2020-01-01T00:00:00Z",
                            "IsDir": False,
                            "Hashes": {"md5": hashlib.md5(b"abc").hexdigest(),
                                       "whirlpool": "00"}})
                for name in ("a", "b")]
        self.write("a")
        self.write("b")
        self.good(("[\n" + ",\n".join(rows) + "\n]\n").encode(), 2)

    def test_digests_beside_those_of_json(self):
        """Digests elsewhere in an object count, of known algorithms or not."""
        self.write("a")
        md5 = hashlib.md5(b"abc").hexdigest()
        sha512 = hashlib.sha512(b"abc").hexdigest()
        for more, code, told in (
                ({"sha512": sha512}, 0, []),
                ({"sha512": sha512[1:] + "0"}, 1, [b"a: FAILED (sha512)"]),
                ({"hashes": {"sha1": "0" * 40}}, 1, [b"a: FAILED (sha1)"]),
                ({"Hashes": {"sha1": "0" * 40}}, 1, [b"a: FAILED (sha1)"]),
                ({"sha1": "xyz"}, 1, [b"a bad digest"]),
                ({"print": "0" * 64, "x": {"y": "f" * 32}}, 0,
                 [b"2 digests of unknown algorithms"]),
                ({"parts": {"new": {"bytes": 1, "digests": ["00"]}}}, 0,
                 [b"1 digest of unknown algorithms"]),
                ({"Size": -1}, 0, []),
                ({"size": -1}, 1, [b"a bad size"]),
                ({"Name": "0" * 64, "ID": "f" * 32, "note": "0" * 31}, 0,
                 [])):
            with self.subTest(more=more):
                item = {"path": "a", "digests": {"md5": md5}, **more}
                done = self.check_list(json.dumps(item).encode() + b"\n")
                self.assertEqual(done.returncode, code, done)
                for text in told:
                    self.assertIn(text, done.stdout + done.stderr)
                if not told:
                    self.assertNotIn(b"unknown", done.stderr)
        # There is nothing but digests elsewhere.
        self.good(json.dumps({"path": "a", "md5": md5}).encode() + b"\n", 1)


class Dialects(Listed):
    """Lines as they are in the wild, one by one."""

    MD5 = hashlib.md5(b"abc").hexdigest().encode()
    SHA1 = hashlib.sha1(b"abc").hexdigest().encode()
    SHA256 = hashlib.sha256(b"abc").hexdigest().encode()

    def setUp(self):
        super().setUp()
        self.write("f")
        self.write("f f.x")

    def test_lines(self):
        sha256_64 = base64.b64encode(hashlib.sha256(b"abc").digest())
        sha1_32 = base64.b32encode(hashlib.sha1(b"abc").digest())
        for text in (
                self.MD5 + b"  f", self.MD5.upper() + b" *f",
                self.MD5 + b" f", b"  " + self.MD5 + b"  f",
                self.MD5 + b"  f\r\n", b"\xef\xbb\xbf" + self.MD5 + b"  f",
                b"\xef\xbb\xbf" + self.MD5 + b"  f\r\n",
                b"MD5 (f) = " + self.MD5, b"MD5   (f) = " + self.MD5,
                b"MD5(f)= " + self.MD5.upper(), b"md5 (f) = " + self.MD5,
                b"SHA2-256(f)= " + self.SHA256, b"SHA-1 (f) = " + self.SHA1,
                b"SHA256 (f) = " + sha256_64, b"SHA1 (f) = " + sha1_32,
                b"SHA256 (f) = " + sha256_64.rstrip(b"="),
                b"SHA1 (f) = " + sha1_32.lower(),
                b"CRC32 (f) = 352441C2", b"CRC32B (f) = 352441c2",
                b"XXH64 (f) = 44bc2cf5ad770999",
                b"XXH64_(f) = 44bc2cf5ad770999".replace(b"_", b" "),
                b"TTH (f) = ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA",
                b"TTH (f) = asd4ujseh5m47pdyb46kbtsqtsgdklbhyxomuia",
                b"OCI (f) = sha256:" + self.SHA256,
                b"OCI (f) = " + self.SHA256,
                b"QUICKXOR (f) = YRDDGAAAAAAAAAAAAwAAAAAAAAA=",
                b"S3-ETAG:part=5MiB (f) = " + self.MD5,
                b"f 352441C2", b"f 352441c2", b"f f.x 352441C2",
                b"; comment\nf 352441C2\r\n", b"f       352441C2"
                .replace(b"       ", b" "),
                b"ed2k://|file|f|3|a448017aaf21d8525fc10ae87aa6729d|/",
                b"ED2K://|FILE|%66|3|A448017AAF21D8525FC10AE87AA6729D|/",
                b"ed2k://|file|f|3|a448017aaf21d8525fc10ae87aa6729d|"
                b"s=http://x/|h=vgmt4nsha2awvor6evyxqugcnsonbwe5|/"
                b"|sources,1.2.3.4:5|/",
                b"magnet:?xt=urn:sha1:" + sha1_32 + b"&dn=f",
                b"magnet:?dn=f+f.x&xt=urn:md5:" + self.MD5,
                b"magnet:?dn=f&xt.1=urn:btih:" + b"0" * 40 +
                b"&xt.2=urn:bitprint:" + sha1_32 +
                b".ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA",
                b"magnet:?xt=urn%3Amd5%3A" + self.MD5 + b"&dn=f&xl=3",
                b'{"path":"f","digests":{"md5":"' + self.MD5 + b'"}}',
                b'{"digests":{"sha1":"' + self.SHA1 +
                b'","new":"x"},"extra":[1],"path":"\\u0066"}',
                b'{"path_b64":"Zg==","digests":{"MD5":"' + self.MD5 + b'"}}',
                b"path,md5\nf," + self.MD5, b"md5,path\r\n" + self.MD5 +
                b',"f"\r\n', b"size,filename,sha1\n3,f f.x," + self.SHA1,
                b"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n## x\n3," +
                self.MD5 + b",f",
        ):
            with self.subTest(text):
                self.good(text, 1)
                # The same with another digest fails.
                other = text.replace(b"abc", b"abd")
                for digest in (self.MD5, self.SHA1, self.SHA256):
                    flipped = b"%x" % (int(digest[:1], 16) ^ 1) + digest[1:]
                    other = other.replace(digest, flipped)
                if other != text:
                    done = self.check_list(other)
                    self.check(done, 1)
                    self.assertIn(b": FAILED", done.stdout)

    def test_algorithm_of_a_bare_digest(self):
        b3 = b"6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
        text = b3 + b"  f\n"
        done = self.good(text, 1)
        self.assertEqual(done.stdout, b"f: OK (blake3)\n")
        self.good(text, 1, "-a", "blake3")
        self.good(text + self.MD5 + b"  f\n", 1, "-a", "blake3,md5")
        for name in ("B3SUMS", "b3sums.txt", "x.b3", "x.blake3",
                     "release-1.0-BLAKE3SUMS", "BLAKE3SUM"):
            self.write(name, text)
            self.check(run("check", name, cwd=self.folder), 0)
        # A header or tag says more than an option, an option than a name.
        self.write("SHA1SUMS", b"MD5 (f) = " + self.MD5 + b"\n")
        self.check(run("check", "-a", "sha1", "SHA1SUMS", cwd=self.folder), 0)
        self.write("SHA1SUMS", self.MD5 + b"  f\n")
        self.check(run("check", "-a", "md5", "SHA1SUMS", cwd=self.folder), 0)
        self.check(run("check", "SHA1SUMS", cwd=self.folder), 0)
        # Of these lengths there are checksums only, which is said.
        for digest, name in ((b"44bc2cf5ad770999", b"xxh64"),
                             (b"352441c2", b"crc32")):
            done = self.good(digest + b"  f\n", 1)
            self.assertIn(b"verified by " + name + b" only", done.stderr)
            done = self.bad(digest[:-1] + b"0  f\n")
            self.assertIn(b"f: FAILED (by none of ", done.stdout)
        self.good(b"352441c2  f\n", 1, "-a", "crc32")
        self.good(self.MD5 + b"  f\n", 1, "-a", "md4,md5")
        done = self.check_list(self.MD5 + b"  f\n", "-a", "md4,ed2k")
        self.check(done, 1)
        self.assertIn(b"f: FAILED (by none of md4, ed2k)", done.stdout)
        done = self.check_list(self.MD5 + b"  f\n", "-a", "sha1")
        self.check(done, 1)
        self.assertIn(b"line 1: ", done.stderr)
        # By letters that are no digits, base32 is told from hex.
        self.good(b"ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA  f\n", 1, "-a",
                  "tth")

    def test_sizes_and_colours(self):
        link = b"ed2k://|file|f|%d|a448017aaf21d8525fc10ae87aa6729d|/"
        self.good(link % 3, 1)
        done = self.check_list(link % 4)
        self.check(done, 1)
        self.assertIn(b"f: FAILED (has 3 bytes instead of 4)",
                      done.stdout)
        wrong = b'{"path": "f", "size": 4, "digests": {"md5": "%s", ' \
            b'"sha1": "%s"}}\n' % (b"0" * 32, b"0" * 40)
        self.assertIn(b"f: FAILED (has 3 bytes instead of 4; md5, sha1)",
                      self.check_list(wrong).stdout)
        with open(self.path("zeros"), "wb") as file:
            file.truncate(support.ED2K_PART)
        red = b"fc21d9af828f92a8df64beac3357425d"
        blue = b"d7def262a127cd79096a108e7a9fc138"
        for digest, color in ((red, b"red"), (blue, b"blue")):
            for text in (b"ED2K (zeros) = " + digest,
                         b"ed2k://|file|zeros|9728000|" + digest + b"|/",
                         b"magnet:?dn=zeros&xt=urn:ed2k:" + digest):
                done = self.good(text, 1)
                self.assertEqual(done.stdout,
                                 b"zeros: OK (ed2k " + color + b")\n")
                done = self.check_list(text, "--json")
                self.assertEqual(json.loads(done.stdout.splitlines()[0])
                                 ["ed2k"], color.decode())
        done = self.check_list(b"ED2K-BLUE (zeros) = " + red)
        self.check(done, 1)


class Silence(Listed):
    """A line is read, or it is told; and a guess is no more than that."""

    MD5 = hashlib.md5(b"abc").hexdigest().encode()
    GNU = MD5 + b"  f\n"

    def setUp(self):
        super().setUp()
        self.write("f")

    def both(self, name, text):
        """The list as a file of this name, and from a pipe."""
        self.write(name, text)
        yield run("check", name, cwd=self.folder)
        if not name.endswith(".sfv"):
            yield self.check_list(text)

    def test_number_signs_in_sfv(self):
        self.write("#1 x", b"other")
        bad = b"#1 x 352441C2"
        for name in ("list", "list.sfv", "x.txt"):
            for text in (bad, bad + b"\nf 352441C2\n", b"f 352441C2\n" + bad,
                         b"; c\r\n" + bad + b"\r\nf 352441C2\r\n"):
                for done in self.both(name, text):
                    self.check(done, 1)
                    self.assertIn(b"#1 x: FAILED (crc32)", done.stdout)
            # A comment in SFV starts otherwise, so it was a line once.
            for text in (b"#1 x 352441C\nf 352441C2\n",
                         b"f 352441C2\n#1 x 352441C\n"):
                for done in self.both(name, text):
                    self.check(done, 1)
                    self.assertIn(b"the list's format has no comments with "
                                  b"'#'",
                                  done.stderr)

    def test_comments_of_each_dialect(self):
        json_line = b'{"path":"f","digests":{"md5":"%s"}}\n' % self.MD5
        csv_list = b"path,md5\nf,%s\n" % self.MD5
        deep = b"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n## x\n"
        for text, status in (
                (b"# built 20240101\n" + self.GNU, 0),
                (self.GNU + b"# built 20240101\n", 0),
                (self.GNU + b"#MD5 (f) = 00\n", 0),
                # As fsum and RapidCRC write it, above digests of all kinds.
                (b"; SlavaSoft - fsum 2.52\n;\n" + self.GNU + b"; end\n", 0),
                (b";      3  12:00.00 2020-01-01 f\n" + self.GNU, 0),
                (self.GNU + b"; fsum\n", 1), (b"; x\n" + json_line, 1),
                (b"; x\n" + self.GNU + b";d5\n", 1),
                (b"# x\n" + csv_list, 0), (csv_list + b"#f,00\n", 1),
                (csv_list + b";f,00\n", 1), (csv_list + b"# x\n", 1),
                (json_line + b"# x\n", 1), (b"# x\n" + json_line, 1),
                (b"; x\nf 352441C2\n; y\n", 0),
                (deep + b"## 12345678\n##\n3," + self.MD5 + b",f\n", 0),
                (deep + b"3," + self.MD5 + b",f\n## x\n", 0),
                (deep + b"# x\n3," + self.MD5 + b",f\n", 1),
                (deep + b"3," + self.MD5 + b",f\n#3," + self.MD5[:-1] +
                 b"z,g\n", 1),
                (deep + b"3," + self.MD5 + b",f\n##3,00,g\n", 1)):
            with self.subTest(text):
                self.write("list", text)
                done = run("check", "list", cwd=self.folder)
                self.check(done, status)
                self.assertEqual(oks(done), 1, done)

    def test_lines_that_became_comments(self):
        """By their first byte; SFV has comments with ";"."""
        self.write("b", b"b")
        for form, algorithms in FORMATS.items():
            text = run("sum", "--format", form, "-a", algorithms, "b", "f",
                       cwd=self.folder).stdout
            lines = text.splitlines(True)
            for mark in b";#":
                # What md5sum takes for comments.
                if form == "sfv" or (form in ("gnu", "bsd") and
                                     mark == ord("#")):
                    continue
                for i in (len(lines) - 1, len(lines) - 2):
                    for kept in (lines, lines[:i + 1]):
                        some = list(kept)
                        some[i] = bytes([mark]) + some[i][1:]
                        for done in self.both("list", b"".join(some)):
                            self.check(done, 1)

    def test_comments_of_sfv_that_are_lines(self):
        self.write(";c", b"abc")
        for comment in (b";f 352441C2", b"; f 352441C2", b";c 352441C2"):
            for text in (comment + b"\nb 71BEEFF9\n",
                         b"b 71BEEFF9\n" + comment):
                self.write("b", b"b")
                for name in ("list", "x.sfv"):
                    for done in self.both(name, text):
                        self.check(done, 1)
                        self.assertIn(b"a comment that reads like the line",
                                      done.stderr)
                        self.assertEqual(oks(done), 1)
        os.mkdir(self.path("t"))
        self.write("t/a", b"b")
        self.write("t/b", b"other")
        text = b"t/a 71BEEFF9\n;t/b 352441C2\n"
        self.write("list", text)
        done = run("update", "list", "t", cwd=self.folder)
        self.check(done, 2)
        self.assertIn(b"it has comments that look like entries", done.stderr)
        with open(self.path("list"), "rb") as file:
            self.assertEqual(file.read(), text)
        self.good(b"; Generated by cksfv\n;     3  2026-01-01 f\n;\n"
                  b"f 352441C2\n", 1)

    def test_two_links_on_a_line(self):
        """The second is not passed over."""
        self.write("b", b"b")
        for form in ("ed2k", "magnet"):
            links = run("sum", "--format", form, "-a", FORMATS[form], "f", "b",
                        cwd=self.folder).stdout.splitlines()
            self.good(b"\n".join(links), 2)
            for joint in (b"", b" ", b"\t", b"|", b"&", b"/"):
                done = self.bad(joint.join(links))
                self.assertEqual(oks(done), 0)
            self.bad(links[0] + self.GNU)
            self.bad(links[0] + b" " + self.GNU)
        self.bad(b"magnet:?dn=f&xt=urn:md5:" + self.MD5 + b"&dn=b")

    def test_headers_where_none_can_stand(self):
        for name in (b"x,path,md5", b"x,filename,md5,sha1", b"y,name,sha1"):
            self.write(name, b"other")
            for text in (self.MD5 + b"  " + name, b"MD5 (%s) = %s" % (
                    name, self.MD5), name + b" 352441C2",
                    b"\\" + self.MD5 + b"  " + name):
                for whole in (text + b"\n" + self.GNU, self.GNU + text):
                    for done in self.both("list", whole):
                        self.check(done, 1)
                        self.assertIn(name + b": FAILED", done.stdout)
                        self.assertEqual(oks(done), 1)
            # What is left of a line that was damaged is not a header.
            for text in (self.MD5[1:] + b"  " + name,
                         b"MD5 (" + name + b",sha1) = 00",
                         name + b" 352441C"):
                for whole in (text + b"\n" + self.GNU, self.GNU + text):
                    done = self.bad(whole)
                    self.assertEqual(oks(done), 1, done)
        for text in (b"%%%% HASHDEEP-1.0 352441C2\n",
                     b"%%%% size,md5,filename\n"):
            self.bad(self.GNU + text)

    def test_unknown_tags(self):
        """Whatever else the line looks like."""
        self.write("b", b"other")
        for text in (b"XXH32 (b) = 32d153ff", b"RMD160(b)= 32d153ff",
                     b"MD5 (b) = 352441C2", b"FOO64 (b) = 0123456789abcdef"):
            for words in ((), ("--ignore-missing",)):
                done = self.check_list(self.GNU + text + b"\n", *words)
                self.check(done, 1)
                self.assertTrue(done.stdout.startswith(b"f: OK\n"))
                self.assertEqual(oks(done), 1)
                if text.startswith(b"MD5"):
                    self.assertIn(b"line 2: ", done.stderr)
                    self.assertIn(b"1 malformed line", done.stderr)
                    continue
                tag = text.replace(b"(", b" ").split()[0]
                self.assertIn(b"b: UNKNOWN (%s: unknown algorithm)\n" % tag,
                              done.stdout)
                self.assertIn(b"1 digest of unknown algorithms", done.stderr)

    def test_names_of_sfv_that_look_like_digests(self):
        for name in (b"20240101 x.jpg", b"cafebabe", self.MD5,
                     self.MD5 + b" f"):
            self.write(name, b"abc")
            self.write("list.sfv", name + b" 352441C2\n")
            done = run("check", "list.sfv", cwd=self.folder)
            self.check(done, 0, name + b": OK\n")
            text = name + b" 352441C2\n"
            for writer in (b"WIN-SFV32 v1", b"cksfv v1.3.15 on 2026-01-01 at "
                           b"10:00.00", b"RHash v1.4.3 on 2026-01-01"):
                done = self.check_list(b"; Generated by " + writer + b"\n"
                                       + text)
                self.check(done, 0, name + b": OK\n")
            texts = [text, text + b"f 352441C2\n", b"; x\n" + text]
            if name == self.MD5 + b" f":
                # As bytes, the line alone is "DIGEST NAME" as well.
                done = self.check_list(text)
                self.check(done, 1, b"f 352441C2: MISSING\n")
                texts = texts[1:2]
            for text in texts:
                for done in self.both("list", text):
                    self.check(done, 0)
                    self.assertIn(name + b": OK\n", done.stdout)
                self.write(name, b"other")
                for done in [*self.both("list", text), run(
                        "check", "--ignore-missing", "list", cwd=self.folder)]:
                    self.check(done, 1)
                    self.assertIn(name + b": FAILED (crc32)", done.stdout)
                self.write(name, b"abc")
        # Without the file it is the same line.
        self.write("list", self.MD5[:-1] + b"0 352441C2\nf 352441C2\n")
        done = run("check", "list", cwd=self.folder)
        self.assertIn(self.MD5[:-1] + b"0: MISSING", done.stdout)

    def test_names_of_sfv_that_look_like_crcs(self):
        """In base32, base64 or hexadecimal, where -a tells of CRC32."""
        for name in (b"Holiday 01.jpg", b"NVSEEAA x", b"NSRBwg== y",
                     b"352441c2 z", b"352441C2  z"):
            self.write(name, b"abc")
            text = name + b" 352441C2\nf 352441C2\n"
            self.write("list", text)
            self.write("x.crc32", text)
            for content, status in ((b"abc", 0), (b"other", 1)):
                self.write(name, content)
                for words in (("x.crc32",), ("-a", "crc32", "list"), ("list",),
                              ("-a", "crc32", "-"), ("-a", "md5,crc32", "list")):
                    done = run("check", "--ignore-missing", *words, input=text,
                               cwd=self.folder)
                    self.check(done, status)
                    self.assertIn(name + (b": FAILED" if status else b": OK"),
                                  done.stdout)

    def test_names_of_gnu_that_look_like_sfv(self):
        for count in (1, 2):
            text = b""
            for i in range(count):
                name = b"a%d 12345678" % i
                self.write(name, b"abc")
                text += self.MD5 + b"  " + name + b"\n"
            for done in self.both("list", text):
                self.check(done, 0)
            self.write("a0 12345678", b"other")
            for done in self.both("list", text):
                self.check(done, 1)
                self.assertIn(b"a0 12345678: FAILED", done.stdout)
            os.unlink(self.path("a0 12345678"))
            for done in self.both("list", text):
                self.check(done, 1)
                self.assertIn(b"a0 12345678: MISSING", done.stdout)

    def test_a_guess_is_none_of_damage(self):
        """Whoever wrote it; and no checksum stands for a digest."""
        for algorithm in ("md4", "blake2s", "blake3", "sha3-256", "tiger",
                          "sha512-256", "sha3-512", "git-blob", "ed2k",
                          "sha3-224", "sha3-384", "dropbox"):
            text = run("sum", "--format", "gnu", "-a", algorithm, "f",
                       cwd=self.folder).stdout
            digest = text.split()[0]
            done = self.good(text, 1)
            if len(digest) == 48:  # of which none is usual
                self.assertIn(b"1 guessed as tiger", done.stderr)
                self.assertIn(b"f: FAILED", self.bad(
                    b"0" + text[1:]).stdout)
                continue
            self.assertIn(b"f: OK (", done.stdout)
            flipped = b"%x" % (int(digest[:1], 16) ^ 1) + text[1:]
            done = self.bad(flipped)
            self.assertIn(b"f: FAILED (by none of ", done.stdout)
            self.write("list", text)
            self.assertIn(b"1 ok", run(
                "audit", ".", "--against", "list", cwd=self.folder).stdout)
        for words in (("-a", "xxh3-128"),):
            text = run("sum", "--format", "gnu", *words, "f",
                       cwd=self.folder).stdout
            done = self.bad(text)
            self.assertIn(b"f: UNKNOWN (fits xxh3-128; give -a xxh3-128)",
                          done.stdout)
            self.good(text, 1, *words)
        quickxor = base64.b64decode(run(
            "sum", "--format", "gnu", "-a", "quickxor", "f",
            cwd=self.folder).stdout.split()[0])
        done = self.bad(quickxor.hex().encode() + b"  f\n")
        self.assertIn(b"f: UNKNOWN (fits quickxor", done.stdout)

    def test_signed_lists(self):
        begin = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
        middle = b"-----BEGIN PGP SIGNATURE-----\nVersion: x\n\niQEz+/=\n=ab\n"
        end = b"-----END PGP SIGNATURE-----\n"
        for crlf in (False, True):
            text = begin + b"# c\n" + self.GNU + middle + end
            if crlf:
                text = text.replace(b"\n", b"\r\n")
            done = self.good(text, 1)
            self.assertIn(b"the signature was not verified", done.stderr)
        self.write("- x")
        self.good(begin + b"- - x 352441C2\n" + middle + end, 1)
        # No line hides in the frame, or for lack of its end.
        for text in (begin + self.GNU + middle,
                     begin + self.GNU + middle + self.GNU + end,
                     begin + self.GNU, begin[:-1] + self.GNU,
                     self.GNU + begin, self.GNU + middle + end):
            self.bad(text)

    def test_folders_without_a_crc(self):
        done = run("check", "--embedded-crc", ".", cwd=self.folder)
        self.check(done, 1)
        self.assertIn(b"has no file with a CRC32 in its name", done.stderr)

    def test_pieces_of_an_empty_file(self):
        need("hashdeep")
        self.write("empty", b"")
        text = self.tool("hashdeep", "-l", "-p", "512", "empty", "f").stdout
        self.good(text, 2)
        self.write("empty", b"not")
        self.assertIn(b"empty: FAILED", self.check_list(text).stdout)

    def test_names_that_end_like_a_piece(self):
        """hashdeep -p writes " offset 0-3" behind each name."""
        os.mkdir(self.path("d"))
        for folder, words in ((b"", ()), (b"d/", ("--base", "d"))):
            self.write(folder + b"x", b"abcdXXXX")
            odd = self.write(folder + b"x offset 0-3", b"abcd")
            text = b"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n" + (
                b"4,%s,x offset 0-3\n8,%s,x\n" %
                tuple(hashlib.md5(data).hexdigest().encode()
                      for data in (b"abcd", b"abcdXXXX")))
            self.assertEqual(self.good(text, 2, *words).stdout,
                             b"x offset 0-3: OK\nx: OK\n")
            self.write(odd, b"BAD!")
            done = self.check_list(text, *words)
            self.check(done, 1, b"x offset 0-3: FAILED (md5)\nx: OK\n")
            self.write("list", text)
            done = run("audit", "d" if folder else ".", "--against", "list",
                       *words, cwd=self.folder)
            self.assertNotEqual(done.returncode, 0)
            # The bytes of x do not stand for it.
            os.unlink(odd)
            for more in ((), ("--no-guess",)):
                done = self.check_list(text, *words, *more)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(b"x offset 0-3: MISSING", done.stdout)

    def test_folders_of_rclone(self):
        row = b'{"Path":"%s","Name":"%s","Size":%d,"IsDir":%s,"Hashes":%s}'
        text = (b"[\n" + row % (b"d", b"d", -1, b"true", b"{}") + b",\n"
                + row % (b"f", b"f", 3, b"false", b'{"md5":"' + self.MD5 +
                         b'"}') + b"\n]\n")
        self.good(text, 1)

    def test_what_has_a_digest_is_no_folder(self):
        self.write("g")
        wrong = b'{"md5": "' + b"0" * 32 + b'"}'
        for member in (b'"digests": ' + wrong, b'"Hashes": ' + wrong,
                       b'"hashes": ' + wrong, wrong[1:-1]):
            with self.subTest(member):
                done = self.check_list(b'{"path": "g", "IsDir": true, "size": '
                                       b"3, " + member + b"}\n")
                self.check(done, 1, b"g: FAILED (md5)\n")
        done = self.check_list(b'{"path": "g", "IsDir": true, "parts": {"md9":'
                               b' {"bytes": 3, "digests": ["00"]}}}\n')
        self.check(done, 1, b"g: UNKNOWN (md9: unknown algorithm)\n")

    def test_no_digest_of_an_empty_file(self):
        """Null is what is written then, and nothing else."""
        self.write("g", b"")
        for name, more in (("g", {}), ("-", {"input": b""})):
            done = run("sum", "-a", "bt2-pieces-root,md5", "--format", "json",
                       name, cwd=self.folder, **more)
            self.check(done, 0)
            self.assertIsNone(
                json.loads(done.stdout)["digests"]["bt2-pieces-root"])
            self.good(done.stdout.replace(b'"-"', b'"g"'), 1)


class Malformed(Listed):
    def setUp(self):
        super().setUp()
        self.write("f")
        self.line = hashlib.md5(b"abc").hexdigest().encode() + b"  f\n"

    def test_each_is_counted_and_the_run_goes_on(self):
        md5 = b', "digests": {"md5": "' + self.line[:32] + b'"}}'
        for text, reason in (
                (b"garbage", b"not a line of a list of digests"),
                (b"MD5 (f) = 00", b"not a digest of md5"),
                (b"MD5 (f) = " + b"0" * 33, b"not a digest of md5"),
                (b"MD5 () = " + b"0" * 32, b"the name is empty"),
                (b"\\" + self.line[:32] + b"  a\\qb", b"unknown escape"),
                (b'{"path": "f"', b"bad JSON"),
                (b'{"path": "f"}', b"without a digest"),
                (b'{"path": 3}', b"path"),
                (b'{"path": "f", "size": -1, "digests": {}}', b"bad size"),
                (b'{"path": "f", "digests": {"md5": "xx"}}', b"bad digest"),
                (b'{"path": "a\\u0000b", "digests": {}}', b"bad JSON"),
                (b'{"path_b64": "AA==", "digests": {}}', b"path"),
                (b'{"path": "f", "status": "NOT_FOUND", "error": "no"}',
                 b"was not hashed (NOT_FOUND)"),
                (b'{"path": "f", "status": ["NOT_FOUND"]' + md5,
                 b"bad status"),
                (b'{"path": "f", "status": null' + md5, b"bad status"),
                (b'{"path": "f", "IsDir": 1' + md5, b"bad IsDir"),
                (b'{"path": "f", "sha1": null' + md5, b"bad digest"),
                (b'{"path": "f", "crc32": 891568578' + md5, b"bad digest"),
                (b'{"path": "f", "Hashes": ["x"]' + md5, b"bad digest"),
                (b'{"path": "f", "hashes": {"sha1": null}' + md5,
                 b"bad digest"),
                (b'{"path": "f", "size": 3, "digests": {"sha1": null, "md5": "'
                 + self.line[:32] + b'"}}', b"bad digest"),
                (b'{"path": "f", "parts": []' + md5, b"bad parts"),
                (b"ed2k://|file|f|3|", b"cut off"),
                (b"ed2k://|file|f|x|00|/", b"bad field 2"),
                (b"ed2k://|file|f%00|3|" + b"0" * 32 + b"|/", b"NUL"),
                (b"magnet:?xt=urn:md5:" + b"0" * 32, b"without a name"),
                (b"a\0b", b"NUL byte"),
                (b"x" * 100000, b"not a line of")):
            with self.subTest(text[:60]):
                done = self.bad(self.line + text + b"\n" + self.line, reason,
                                b"line 2", b"1 malformed line")
                self.assertEqual(oks(done), 1, done)
                done = self.check_list(self.line + text + b"\n", "--json")
                rows = [json.loads(row) for row in done.stdout.splitlines()]
                self.assertEqual(rows[-1]["summary"]["malformed"], 1)
                self.assertEqual([row["line"] for row in rows[:-1] if
                                  row["status"] == "MALFORMED"], [2])

    def test_numbers_of_lines(self):
        text = b"\n# c\nbad\n" + self.line + b"bad\r\n"
        done = self.bad(text, b"line 3:", b"line 5:", b"2 malformed lines")
        self.assertNotIn(b"line 4", done.stderr)
        header = b"path,md5\n"
        done = self.bad(header + b'"a\nb",' + self.line[:32] + b"\nbad\n",
                        b"line 4:")
        self.assertIn(b"\\a\\nb: MISSING", done.stdout)

    def test_a_quote_without_an_end_takes_no_lines_with_it(self):
        text = b'path,md5\n"f,x\n' + self.line + b"f," + self.line[:32]
        done = self.bad(text, b"line 2: a quote that has no end")
        self.assertEqual(oks(done), 1)
        self.assertIn(b"1 malformed line", done.stderr)
        text = b'path,md5\r\n"f,x\r\n' + self.line + b"f," + self.line[:32]
        self.assertEqual(oks(self.bad(text, b"line 2")), 1)

    def test_a_quote_is_not_looked_for_without_end(self):
        count = (2 << 20) // len(self.line)
        text = b'path,md5\n"f,x\n' + self.line * count
        done = self.bad(text, b"line 2: a quote that has no end")
        self.assertIn(b"; 1 malformed line\n", done.stderr)
        text = (b'f 352441C2\npath,path_b64,size,status,md5\n"f,x\na\0b\n'
                + self.line)
        done = self.bad(text, b"line 3: ", b"line 4: holds a NUL")
        self.assertIn(b"; 2 malformed lines\n", done.stderr)

    def test_no_lists(self):
        for text in (b"", b"\n\n", b"# only a comment\n", b"; x\n"):
            done = self.bad(text, b"has no checksums")
            self.assertEqual(done.stdout, b"")
        with open(support.binary, "rb") as file:
            code = file.read()
        done = self.bad(code, b"not a list of checksums")
        self.assertLess(len(done.stderr), 1000)
        self.assertEqual(oks(self.check_list(
            ("\ufeff" + self.line.decode()).encode("utf-16-le"))), 1)
        self.check(run("check", "/nonexistent"), 2)
        self.check(run("check", self.folder), 2)
        self.check(run("check"), 2)
        done = run("check", "/nonexistent", "-", input=self.line,
                   cwd=self.folder)
        self.check(done, 2)
        self.assertEqual(oks(done), 1)

    def test_huge_lines(self):
        huge = b"x" * (65 << 20)
        done = self.bad(self.line + huge + b"\n" + self.line + b"bad\n",
                        b"line 2: longer than 64 MiB", b"line 4")
        # Beyond the window of a check, a file is read again.
        self.assertIn(oks(done), (1, 2), done)
        done = self.bad(self.line + huge, b"line 2: longer than 64 MiB")
        name = b"n" * 100000
        done = self.bad(self.line[:34] + name + b"\n")
        self.assertIn(name + b": UNREADABLE", done.stdout)


def hexdigest(algorithm, data):
    if algorithm == "crc32":
        return f"{zlib.crc32(data):08x}".encode()
    return hashlib.new(algorithm, data).hexdigest().encode()


def escape(name):
    return (name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
            .replace(b"\r", b"\\r"))


def gnu(name, data, rng):
    tool = rng.choice(["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
    digest = hexdigest(tool, data)
    digest = rng.choice([digest, digest.upper()])
    mark = b"\\" if escape(name) != name else b""
    return mark + digest + rng.choice([b"  ", b" *"]) + escape(name)


def bsd(name, data, rng):
    tool = rng.choice(["MD5", "SHA1", "SHA256", "SHA512", "CRC32"])
    digest = hexdigest(tool.lower(), data)
    if rng.random() < .3:
        digest = base64.b64encode(binascii.unhexlify(digest))
    mark = b"\\" if escape(name) != name else b""
    return (mark + tool.encode() + rng.choice([b" (", b"   (", b"("]) +
            escape(name) + rng.choice([b") = ", b")= "]) + digest)


def sfv(name, data, _):
    if cannot_hold(name, "sfv"):
        return gnu(name, data, random.Random(1))
    return name + b" " + hexdigest("crc32", data).upper()


def as_json(name, data, rng):
    item = {"size": len(data),
            "digests": {"md5": hexdigest("md5", data).decode()}}
    if is_utf8(name) and rng.random() < .7:
        item["path"] = name.decode()
    else:
        item["path_b64"] = base64.b64encode(name).decode()
    return json.dumps(item, ensure_ascii=rng.random() < .5).encode()


def magnet(name, data, rng):
    quoted = urllib.parse.quote_from_bytes(name, safe=rng.choice(["", "/:"]))
    return (f"magnet:?xl={len(data)}&dn={quoted}&xt=urn:md5:".encode() +
            hexdigest("md5", data))


def hashdeep(name, data, _):
    if cannot_hold(name, "hashdeep"):
        return gnu(name, data, random.Random(2))
    return b"%d,%s,%s,%s" % (len(data), hexdigest("md5", data),
                             hexdigest("sha1", data), name)


def as_csv(name, data, _):
    digest = hexdigest("md5", data)
    path, encoded = name, b""
    if not is_utf8(name):
        path, encoded = b"", base64.b64encode(name)
    if set(path) & set(b',"\r\n'):
        path = b'"' + path.replace(b'"', b'""') + b'"'
    return b",".join([path, encoded, b"%d" % len(data), b"ok", digest])


def pure_sfv(name, data, _):
    return name + b" " + hexdigest("crc32", data).upper()


def cannot_be_in(name, writer):
    if writer is pure_sfv:
        return (set(name) & set(b"\n\r") or name[:1] == b";" or
                name[:2] in (b"\xef\xbb", b"\xff\xfe", b"\xfe\xff"))
    return writer is hashdeep and cannot_hold(name, "hashdeep")


def damage(text, rng):
    """Of a digest: one digit is another, gone, or there twice."""
    runs = [found for found in re.finditer(rb"[0-9A-Fa-f]{8,}", text)
            if len(found.group()) in (8, 32, 40, 56, 64, 96, 128)]
    base64s = re.search(rb"= ([A-Za-z0-9+/]{6,}=*)$", text)
    found = (rng.choice(runs[-1:] + runs[:1]) if runs and not base64s else
             base64s)
    i = found.start() + rng.randrange(8)
    if base64s:
        i = base64s.start(1) + 2
    other = b"1" if text[i:i + 1] != b"1" else b"2"
    return text[:i] + rng.choice([other, b"", text[i:i + 1] * 2]) + text[
        i + 1:]


class Properties(Listed):
    """Random lists in random dialects, of random names."""

    def setUp(self):
        if st is None:
            self.skipTest("python3-hypothesis is not installed")
        super().setUp()

    def test_random_lists(self):
        names = st.binary(min_size=1, max_size=40).map(
            lambda name: name.replace(b"/", b"_").replace(b"\0", b"0")).filter(
                # "-" is standard input.
                lambda name: name not in (b".", b"..", b"-"))

        @settings(max_examples=support.EXAMPLES, deadline=None,
                  suppress_health_check=list(HealthCheck))
        @given(st.lists(st.tuples(names, st.binary(max_size=20)), min_size=1,
                        max_size=8, unique_by=lambda item: item[0]),
               st.randoms(use_true_random=False), st.booleans())
        def check(files, rng, crlf):
            writers = [gnu, bsd, sfv, as_json, magnet, hashdeep]
            lines = [b"%%%% HASHDEEP-1.0", b"%%%% size,md5,sha1,filename"]
            wrong = set()
            folder = tempfile.mkdtemp(dir=self.folder)
            for name, data in files:
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(data)
                listed = data
                if rng.random() < .3:
                    listed = data + b"!"
                    wrong.add(name)
                writer = rng.choice(writers)
                # In a mixed list these would be comments or JSON, and a
                # separator that comes of a percent sign stays as it is.
                if (writer is sfv and name[:1] in b"#{[]}" or
                        writer is magnet and b"\\" in name):
                    writer = gnu
                lines.append(writer(name, listed, rng))
                if rng.random() < .2:
                    lines.append(rng.choice([b"", b"## x"]))
            end = b"\r\n" if crlf else b"\n"
            text = end.join(lines) + rng.choice([b"", end])
            done = run("check", "--json", "-", input=text, cwd=folder)
            rows = [json.loads(row) for row in done.stdout.splitlines()]
            summary = rows.pop()["summary"]
            self.assertEqual(summary["malformed"], 0, (text, done.stderr))
            found = {row["path"].encode() if "path" in row else
                     base64.b64decode(row["path_b64"]): row["status"]
                     for row in rows}
            expected = {name: "FAILED" if name in wrong else "OK"
                        for name, _ in files}
            self.assertEqual(found, expected, text)
            self.assertEqual(done.returncode, 1 if wrong else 0)

        check()

    def test_damage_is_never_silent(self):
        """Of a list of one dialect, be it the file or the line."""
        odd = st.sampled_from([
            b"#1 x", b"# y", b"; z", b"x,path,md5", b"path,md5", b"name,sha1",
            b"20240101 p", b"cafebabe", b"0" * 32, b"%%%% HASHDEEP-1.0",
            b"%%%% size,md5,filename", b"[", b"]", b"{", b"XXH32 (b) =",
            b"MD5 (b) = c", b"-----BEGIN PGP SIGNED MESSAGE-----", b"- d",
            b'"q', b"\xef\xbb\xbfm", b"magnet:?dn=a", b"ed2k:", b" 12345678",
            b"# 12345678", b"a 12345678", b"  b", b"*c", b"IsDir"])
        names = st.one_of(odd, st.sampled_from(ODD_NAMES), st.binary(
            min_size=1, max_size=12).map(lambda name: name.replace(
                b"/", b"_").replace(b"\0", b"0"))).filter(
                    lambda name: name not in (b".", b".."))
        heads = {hashdeep: [b"%%%% HASHDEEP-1.0",
                            b"%%%% size,md5,sha1,filename"],
                 as_csv: [b"path,path_b64,size,status,md5"]}

        @settings(max_examples=support.EXAMPLES, deadline=None,
                  suppress_health_check=list(HealthCheck))
        @given(st.sampled_from([gnu, bsd, pure_sfv, as_json, magnet,
                                hashdeep, as_csv]),
               st.lists(names, min_size=1, max_size=5, unique=True),
               st.randoms(use_true_random=False), st.booleans(),
               st.sampled_from(["-", "list", "list.sfv"]))
        def check(writer, names, rng, crlf, place):
            folder = os.fsencode(tempfile.mkdtemp(dir=self.folder))
            names = [name for name in names if not cannot_be_in(
                name, writer)]
            if not names or (place == "list.sfv" and
                             writer is not pure_sfv):
                return
            for name in names:
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(name)
            lines = [writer(name, name, rng) for name in names]
            victim = rng.randrange(len(names))
            whole = rng.random() < .5
            if whole:
                with open(os.path.join(folder, names[victim]), "ab") as file:
                    file.write(b"!")
            elif (rng.random() < .2 and writer is not pure_sfv and
                  lines[victim][:1] != b";"):
                lines[victim] = b";" + lines[victim][1:]
            else:
                lines[victim] = damage(lines[victim], rng)
            end = b"\r\n" if crlf else b"\n"
            text = end.join(heads.get(writer, []) + lines) + end
            if place != "-":
                with open(os.path.join(folder, os.fsencode(place)),
                          "wb") as file:
                    file.write(text)
            done = run("check", "--json", place, cwd=folder,
                       **({"input": text} if place == "-" else {}))
            rows = [json.loads(row) for row in done.stdout.splitlines()]
            where = (text, names[victim], done)
            self.assertEqual(done.returncode, 1, where)
            # Of one line, which may have become a comment.
            if b": has no checksums\n" in done.stderr and len(names) == 1:
                return
            counts = rows.pop()["summary"]
            told = sum(count for key, count in counts.items()
                       if key.isupper() or key == "malformed")
            self.assertGreaterEqual(told, len(names), where)
            self.assertLess(counts["OK"], len(names), where)
            for row in rows:
                if "line" in row and row["status"] == "MALFORMED":
                    continue
                found = (row["path"].encode() if "path" in row else
                         base64.b64decode(row["path_b64"]))
                if found == names[victim]:
                    self.assertNotEqual(row["status"], "OK", where)

        check()

    def test_random_bytes_are_no_harm(self):
        self.write("f")
        pieces = st.sampled_from([
            b"MD5 (", b") = ", b"ed2k://|file|", b"|", b"magnet:?", b"dn=",
            b"&xt=urn:md5:", b'{"path":"', b'"', b"%%%% ", b"size,md5,filename",
            b"path,md5", b",", b"\n", b"\r\n", b"\\", b"0" * 32, b"f", b"  ",
            b"%41", b"%", b"{", b"}", b"[", b"]", b"\xef\xbb\xbf", b"\xff\xfe",
            b"p=", b"h=", b"xl=", b"3", b"parts", b":", b"\0"])

        @settings(max_examples=support.EXAMPLES, deadline=None,
                  suppress_health_check=list(HealthCheck))
        @given(st.lists(st.one_of(pieces, st.binary(max_size=8)),
                        max_size=40))
        def check(parts):
            done = self.check_list(b"".join(parts))
            self.assertIn(done.returncode, (0, 1))
            done = self.check_list(b"".join(parts), "-z", "--json")
            self.assertIn(done.returncode, (0, 1))
            for row in done.stdout.split(b"\0")[:-1]:
                json.loads(row)

        check()


if __name__ == "__main__":
    support.main("HASHLANE")
