#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_list_cases.py - lists met in practice that a checker gets wrong: entries
that nobody looks at, names that look like digests, guesses that condemn good
files, names as other systems write them.

    test_list_cases.py [--strict] HASHLANE
"""
import hashlib
import json
import os
import subprocess
import unicodedata
import zlib

import support
from support import Case, need, run

NFC = "caf\u00e9.txt"
NFD = unicodedata.normalize("NFD", NFC)


def hexed(name, data):
    return hashlib.new(name, data).hexdigest()


def crc32(data):
    return f"{zlib.crc32(data):08X}"


class Listed(Case):
    """A folder in which the command runs."""

    def put(self, name, text):
        data = text if isinstance(text, bytes) else text.encode()
        self.write(name, data)
        return data

    def verdict(self, name, *options, status=0, **more):
        done = run("check", *options, name, cwd=self.folder, **more)
        self.assertEqual(done.returncode, status, done)
        return done

    def all_ok(self, name, *files, options=(), **more):
        """Exit status 0, and one line for each of these files."""
        done = self.verdict(name, *options, **more)
        said = done.stdout.split(b"\n")[:-1]
        self.assertEqual(len(said), len(files), done)
        for line, file in zip(said, files):
            self.assertTrue(line.startswith(os.fsencode(file) + b": OK"), done)
        return done

    def not_ok(self, name, word, *options, **more):
        """Exit status 1; a line has this word, and none says OK."""
        done = self.verdict(name, *options, status=1, **more)
        self.assertIn(word, done.stdout, done)
        self.assertNotIn(b": OK", done.stdout, done)
        if word != b"FAILED":
            self.assertNotIn(b"FAILED", done.stdout, done)
        return done


class Sfv(Listed):
    def test_hash_sign_is_no_comment(self):
        self.put("#1 song.mp3", "ROTTEN")
        good = self.put("02 song.mp3", "other")
        self.put("album.sfv", f"#1 song.mp3 {crc32(b'sound')}\n"
                 f"02 song.mp3 {crc32(good)}\n")
        done = self.verdict("album.sfv", status=1)
        self.assertIn(b"#1 song.mp3: FAILED", done.stdout)
        self.assertIn(b"02 song.mp3: OK", done.stdout)

    def test_dates_and_digits_are_names(self):
        names = ["20240101 photo.jpg", "cafebabe"]
        text = "".join(f"{name} {crc32(self.put(name, name))}\n"
                       for name in names)
        self.put("files.sfv", text)
        self.all_ok("files.sfv", *names)
        done = run("sum", "--format", "sfv", "-a", "crc32", *names,
                   cwd=self.folder)
        self.check(done, 0)
        self.put("own.sfv", done.stdout)
        self.all_ok("own.sfv", *names)

    def test_a_digest_is_a_name(self):
        name = hexed("md5", b"")
        line = f"{name} {crc32(self.put(name, 'y'))}\n"
        self.put("files.sfv", line)
        self.all_ok("files.sfv", name)
        # Nothing but the file that is there decides here.
        self.put("list.txt", line)
        self.all_ok("list.txt", name)

    def test_unknown_tag_is_not_sfv(self):
        self.put("a", "abc")
        self.put("b", "CORRUPT")
        self.put("list", f"SHA256 (a) = {hexed('sha256', b'abc')}\n"
                 "XXH32 (b) = 8adcd3f6\n")
        for options in ((), ("--ignore-missing",)):
            done = self.verdict("list", *options, status=1)
            self.assertIn(b"XXH32", done.stdout + done.stderr)
            self.assertNotIn(b"b: OK", done.stdout)
            self.assertIn(b"a: OK", done.stdout)
        # Not even if the digits fit.
        self.put("x", "XXH32 (b) = 32d153ff\n")
        self.verdict("x", status=1)


class Guesses(Listed):
    def setUp(self):
        super().setUp()
        self.data = self.put("a.txt", "alpha\n")

    def test_another_algorithm_of_that_length(self):
        self.put("hash.txt", "ac678d92b3d739773d18cd952cfcea443fa4a5a98ffc955"
                 "4b66795bb22d5532d  a.txt\n")
        done = self.all_ok("hash.txt", "a.txt")
        self.assertIn(b"blake3", (done.stdout + done.stderr).lower())
        self.put("list3.txt", f"{hexed('sha3_256', self.data)}  a.txt\n")
        done = self.all_ok("list3.txt", "a.txt")
        self.assertIn(b"sha3-256", done.stdout + done.stderr)
        self.put("s.txt", f"{hexed('sha512_256', self.data)}  a.txt\n")
        done = self.verdict("s.txt")
        self.assertIn(b"a.txt: OK", done.stdout)

    def test_no_guess(self):
        self.put("hash.txt", f"{hexed('sha256', self.data)}  a.txt\n")
        done = self.verdict("hash.txt", "--no-guess", status=1)
        self.assertNotIn(b": OK", done.stdout)
        self.put("tagged", f"SHA256 (a.txt) = {hexed('sha256', self.data)}\n")
        self.all_ok("tagged", "a.txt", options=["--no-guess"])

    def test_names_and_headers_tell(self):
        digest = hexed("blake2b", self.data)
        self.put("BLAKE2SUMS", f"{digest}  a.txt\n")
        self.all_ok("BLAKE2SUMS", "a.txt")
        self.put("stage3.DIGESTS", f"# BLAKE2B HASH\n{digest}  a.txt\n"
                 f"# SHA512 HASH\n{hexed('sha512', self.data)}  a.txt\n")
        done = self.verdict("stage3.DIGESTS")
        self.assertNotIn(b"FAILED", done.stdout)
        self.assertIn(b"a.txt: OK", done.stdout)

    def test_one_algorithm_for_one_length(self):
        """A list cannot have two algorithms for digests of one length."""
        self.put("both.txt", "ac678d92b3d739773d18cd952cfcea443fa4a5a98ffc955"
                 f"4b66795bb22d5532d  a.txt\n{hexed('sha256', self.data)}"
                 "  a.txt\n")
        done = run("check", "both.txt", cwd=self.folder)
        self.assertNotIn(b"FAILED", done.stdout, done)

    def test_a_mismatch_is_of_none_of_them(self):
        self.put("hash.txt", f"{hexed('sha256', b'beta')}  a.txt\n")
        done = self.not_ok("hash.txt", b"FAILED")
        self.assertIn(b"none of", done.stdout + done.stderr)

    def test_a_checksum_is_too_weak_for_32_digits(self):
        digest = support.ask_xxhsum(2, [self.path("a.txt")])[0]
        self.put("weak.txt", f"{digest}  a.txt\n")
        done = self.verdict("weak.txt", status=1)
        self.assertNotIn(b": OK", done.stdout)
        self.assertNotIn(b"FAILED", done.stdout)
        self.assertIn(b"xxh3-128", done.stdout + done.stderr)
        self.all_ok("weak.txt", "a.txt", options=["-a", "xxh3-128"])

    def test_own_lists_need_no_guess(self):
        for algorithm in ("blake3", "sha3-256", "blake2s", "xxh3-128", "md4",
                          "ed2k", "dropbox", "git-blob", "sha512-256",
                          "fs-verity", "xxh64", "crc32c", "quickxor"):
            with self.subTest(algorithm):
                done = run("sum", "-a", algorithm, "a.txt", cwd=self.folder)
                self.check(done, 0)
                self.put("own.txt", done.stdout)
                self.all_ok("own.txt", "a.txt", options=["--no-guess"])

    def test_every_algorithm_counts_once(self):
        done = run("sum", "-a", "all", "a.txt", cwd=self.folder)
        self.check(done, 0)
        self.put("all.txt", done.stdout)
        done = self.all_ok("all.txt", "a.txt")
        self.assertIn(b"1 file: 1 OK", done.stdout + done.stderr)


class Etags(Listed):
    MIB = 1 << 20

    def etag(self, data, part):
        parts = [hashlib.md5(data[i:i + part]).digest()
                 for i in range(0, len(data), part)]
        return f"{hexed('md5', b''.join(parts))}-{len(parts)}"

    def test_part_size_from_the_count(self):
        data = self.put("obj.bin", bytes(range(256)) * 4096 * 6)
        digest = self.etag(data, 5 * self.MIB)
        self.assertTrue(digest.endswith("-2"))
        self.put("etags.s3-etag", f"{digest}  obj.bin\n")
        done = self.all_ok("etags.s3-etag", "obj.bin")
        self.assertIn(b"5MiB", (done.stdout + done.stderr).replace(b" ", b""))
        self.all_ok("etags.s3-etag", "obj.bin",
                    options=["-a", "s3-etag:part=5MiB"])
        # The parts may have had another size: that is no damage yet.
        self.put("bad.s3-etag", f"{'0' * 32}-2  obj.bin\n")
        self.not_ok("bad.s3-etag", b"UNKNOWN")
        self.not_ok("bad.s3-etag", b"FAILED", "-a", "s3-etag:part=5MiB")

    def test_unusual_part_size(self):
        data = self.put("obj.bin", bytes(range(256)) * 4096 * 12)
        digest = self.etag(data, 7 * self.MIB)
        # Parts of 8 MiB, the default, are two as well.
        self.assertTrue(digest.endswith("-2"))
        self.put("etags", f"S3-ETAG (obj.bin) = {digest}\n")
        self.not_ok("etags", b"UNKNOWN")
        self.not_ok("etags", b"UNKNOWN", "-a", "s3-etag")
        self.put("etags", f"{digest}  obj.bin\n")
        self.not_ok("etags", b"UNKNOWN")
        self.all_ok("etags", "obj.bin", options=["-a", "s3-etag:part=7MiB"])
        self.not_ok("etags", b"FAILED", "-a", "s3-etag:part=8MiB")

    def test_given_checksum(self):
        self.put("a", b"alpha")
        made = run("sum", "-a", "xxh3-128", "--format", "gnu", "a",
                   cwd=self.folder)
        self.put("list", made.stdout.splitlines(keepends=True)[-1])
        self.not_ok("list", b"UNKNOWN")
        self.all_ok("list", "a", options=["-a", "md5,xxh3-128"])

    def test_one_full_part_has_two(self):
        data = self.put("f", bytes(8 * self.MIB))
        for digest in (self.etag(data, 8 * self.MIB), hexed("md5", data)):
            self.put("list", f"{digest}  f\n")
            self.all_ok("list", "f", options=["-a", "s3-etag:part=8MiB"])
        self.put("list", f"{hexed('md5', b'')}-1  f\n")
        self.not_ok("list", b"FAILED", "-a", "s3-etag:part=8MiB")


class Headers(Listed):
    def test_a_name_is_no_header(self):
        for name in ("x,path,md5", "x,name,sha1", "x,filename,md5"):
            with self.subTest(name):
                good = self.put("good", "good\n")
                was = self.put(name, "orig\n")
                lists = {
                    "gnu": f"{hexed('md5', good)}  good\n"
                           f"{hexed('md5', was)}  {name}\n",
                    "bsd": f"MD5 (good) = {hexed('md5', good)}\n"
                           f"MD5 ({name}) = {hexed('md5', was)}\n",
                    "x.sfv": f"good {crc32(good)}\n{name} {crc32(was)}\n"}
                for label, text in lists.items():
                    self.put(label, text)
                    self.all_ok(label, "good", name)
                self.put(name, "CORRUPT\n")
                for label in lists:
                    done = self.verdict(label, status=1)
                    self.assertIn(name.encode() + b": FAILED", done.stdout)
                    self.assertIn(b"good: OK", done.stdout)

    def test_hashdeep_pieces(self):
        self.put("empty", "")
        self.put("one", "x")
        self.put("p.hd", "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n"
                 "## Invoked from: /data\n## # hashdeep -p512 -l empty one\n"
                 "## \n" + "".join(
                     f"{len(data)},{hexed('md5', data)},"
                     f"{hexed('sha256', data)},{name} offset 0-0\n"
                     for name, data in (("empty", b""), ("one", b"x"))))
        done = self.verdict("p.hd")
        self.assertEqual(done.stdout.count(b": OK"), 2, done)
        self.put("one", "y")
        done = self.verdict("p.hd", status=1)
        self.assertEqual(done.stdout.count(b": OK"), 1, done)

    def test_json_folders_are_no_entries(self):
        data = self.put("a.txt", "alpha\n")
        more = self.put("sub/d.txt", "delta\n")
        rows = [{"Path": "a.txt", "Size": 6, "IsDir": False,
                 "Hashes": {"md5": hexed("md5", data)}},
                {"Path": "sub", "Size": -1, "IsDir": True},
                {"Path": "sub/d.txt", "Size": 6, "IsDir": False,
                 "Hashes": {"md5": hexed("md5", more)}}]
        self.put("lsjson.json", "[\n" + ",\n".join(
            json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
        self.all_ok("lsjson.json", "a.txt", "sub/d.txt")


class Signed(Listed):
    def sign(self, body):
        return ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + body +
                "-----BEGIN PGP SIGNATURE-----\n\n"
                "iQIzBAEBCAAdFiEE6Fyrg3dsV8sUMmmCLTKH9VDyzE8FAmYx1FsACgkQ\n"
                "SHA384+BCAAdFiEEjFummQvbJuGfKhqAEWGuaUVxmjkFAmCDId0ACgkQ\n"
                "=AWU7\n-----END PGP SIGNATURE-----\n")

    def test_frame_is_no_entry(self):
        data = self.put("inp", "abc")
        for body in (f"# inp: 3 bytes\nSHA256 (inp) = "
                     f"{hexed('sha256', data)}\n",
                     f"{hexed('sha256', data)}  inp\n"):
            self.put("CHECKSUM", self.sign(body))
            done = self.all_ok("CHECKSUM", "inp")
            self.assertIn(b"signature", done.stderr)
        self.put("inp", "abd")
        self.not_ok("CHECKSUM", b"FAILED")

    def test_nothing_outside_is_an_entry(self):
        data = self.put("inp", "abc")
        line = f"{hexed('sha256', data)}  inp\n"
        self.put("CHECKSUM", self.sign("# nothing\n") + line)
        done = run("check", "CHECKSUM", cwd=self.folder)
        self.assertNotEqual(done.returncode, 0, done)
        self.assertNotIn(b"inp: OK", done.stdout)


class SideFiles(Listed):
    def test_digest_only(self):
        data = self.put("sub/a.txt", "alpha\n")
        for algorithm, upper, end in (("sha256", False, "\n"),
                                      ("sha512", True, "\r\n"),
                                      ("md5", False, "")):
            digest = hexed(algorithm, data)
            self.put(f"sub/a.txt.{algorithm}",
                     (digest.upper() if upper else digest) + end)
            done = self.verdict(f"sub/a.txt.{algorithm}")
            self.assertIn(b"a.txt: OK", done.stdout)
        self.put("sub/a.txt", "omega\n")
        done = self.verdict("sub/a.txt.sha256", status=1)
        self.assertIn(b"a.txt: FAILED", done.stdout)

    def test_dash_in_a_side_file(self):
        data = self.put("a.txt", "alpha\n")
        for blanks in (" ", "  "):
            self.put("a.txt.md5", f"{hexed('md5', data)}{blanks}-\n")
            self.verdict("a.txt.md5")
            self.put("a.txt", "omega\n")
            self.verdict("a.txt.md5", status=1)
            self.put("a.txt", data)

    def test_dash_is_standard_input(self):
        self.put("std.md5", f"{hexed('md5', b'alpha')}  -\n")
        self.all_ok("std.md5", "-", input=b"alpha")
        self.not_ok("std.md5", b"FAILED", input=b"omega")
        # The list itself comes from there.
        done = run("check", "-", cwd=self.folder,
                   input=f"{hexed('md5', b'alpha')}  -\n".encode())
        self.assertEqual(done.returncode, 1, done)
        self.assertIn(b"-: MISSING", done.stdout)


class Encodings(Listed):
    def test_utf16(self):
        names = {"a.txt": "alpha\n", NFC: "beta\n", "\U0001f600": "c"}
        text = "".join(f"{hexed('sha256', self.put(name, data))}  {name}\r\n"
                       for name, data in names.items())
        for label, mark, codec in (("le", b"\xff\xfe", "utf-16-le"),
                                   ("be", b"\xfe\xff", "utf-16-be")):
            self.put(label, mark + text.encode(codec))
            done = self.verdict(label)
            self.assertEqual(done.stdout.count(b": OK"), 3, done)
            self.put("a.txt", "omega\n")
            done = self.verdict(label, status=1)
            self.assertEqual(done.stdout.count(b": OK"), 2, done)
            self.put("a.txt", "alpha\n")

    def test_files_from(self):
        for name in ("a.txt", "b.txt"):
            self.put(name, name)
        wanted = "".join(f"{hexed('md5', name.encode())}  {name}\n"
                         for name in ("a.txt", "b.txt")).encode()
        for text in (b"a.txt\r\n\r\nb.txt\r\n", b"a.txt\n\nb.txt\n",
                     b"\xef\xbb\xbfa.txt\nb.txt\n"):
            self.put("names", text)
            done = run("sum", "-a", "md5", "--files-from", "names",
                       cwd=self.folder)
            self.check(done, 0, stdout=wanted)


class Readings(Listed):
    def test_backslashes(self):
        data = self.put("sub/d.txt", "delta\n")
        md5 = hexed("md5", data)
        lists = {"win.md5": f"{md5} *sub\\d.txt\r\n",
                 "winesc.md5": f"\\{md5} *sub\\\\d.txt\r\n",
                 "win.sfv": f"sub\\d.txt {crc32(data)}\r\n",
                 "win.hashdeep":
                     "%%%% HASHDEEP-1.0\r\n%%%% size,md5,filename\r\n"
                     f"##\r\n{len(data)},{md5},.\\sub\\d.txt\r\n"}
        for name, text in lists.items():
            self.put(name, text)
            done = self.verdict(name)
            self.assertIn(b": OK", done.stdout)
            given = ["-a", "md5"] if name.endswith(".md5") else []
            done = self.verdict(name, "--no-guess", *given, status=1)
            self.assertIn(b"MISSING", done.stdout)
        self.put("sub/d.txt", "other\n")
        for name in lists:
            done = self.verdict(name, status=1)
            self.assertIn(b"MISSING", done.stdout)
            self.assertNotIn(b"FAILED", done.stdout)

    def test_exact_name_comes_first(self):
        self.put("sub/d.txt", "delta\n")
        data = self.put("sub\\d.txt", "exact\n")
        self.put("list", f"{hexed('md5', data)}  sub\\d.txt\n")
        self.verdict("list")
        # A name that is there is not another one's reading.
        self.put("list", f"{hexed('md5', b'delta' + bytes([10]))}"
                 "  sub\\d.txt\n")
        done = self.verdict("list", status=1)
        self.assertIn(b"FAILED", done.stdout)

    def test_a_reading_serves_one_entry(self):
        data = self.put("sub/d.txt", "delta\n")
        md5 = hexed("md5", data)
        self.put("list", f"{md5}  sub/d.txt\n{md5}  sub\\d.txt\n")
        done = self.verdict("list", status=1)
        self.assertEqual(done.stdout.count(b": OK"), 1, done)
        self.assertIn(b"MISSING", done.stdout)

    def test_blanks(self):
        md5 = hexed("md5", self.put("a.txt", "alpha\n"))
        other = hexed("md5", self.put("b.txt", "beta\n"))
        for text in (f"{md5}    a.txt\n", f"{md5}\t\ta.txt\n",
                     f"{md5}  a.txt \n", f"{md5} a.txt\n{other}  b.txt\n"):
            self.put("list.md5", text)
            done = self.verdict("list.md5")
            self.assertEqual(done.stdout.count(b": OK"), text.count("\n"),
                             done)

    def test_normal_forms(self):
        data = self.put(NFD, "Q")
        self.put("nfc.md5", f"{hexed('md5', data)}  {NFC}\n")
        done = self.verdict("nfc.md5")
        self.assertIn(b": OK", done.stdout)
        os.rename(self.path(NFD), self.path(NFC))
        self.put("nfd.md5", f"{hexed('md5', data)}  {NFD}\n")
        self.verdict("nfd.md5")
        self.verdict("nfd.md5", "--no-guess", status=1)

    def test_case_is_a_hint(self):
        data = self.put("README.TXT", "Z")
        self.put("case.md5", f"{hexed('md5', data)}  readme.txt\n")
        done = self.not_ok("case.md5", b"MISSING")
        self.assertIn(b"README.TXT", done.stdout + done.stderr)
        self.all_ok("case.md5", "README.TXT", options=["--ignore-case"])

    def test_latin1_is_missing(self):
        self.put("\u00fcber.txt", "Z")
        self.put("latin1.md5", hexed("md5", b"Z").encode() +
                 b"  \xfcber.txt\n")
        self.not_ok("latin1.md5", b"MISSING")

class Command(Listed):
    def test_sum_leaves_out_its_output(self):
        data = self.put("a.txt", "alpha\n")
        with open(self.path("SUMS.md5"), "wb") as out:
            done = run("sum", "-a", "md5", "-r", ".", cwd=self.folder,
                       stdout=out)
        self.check(done, 0)
        with open(self.path("SUMS.md5"), encoding="ascii") as file:
            self.assertEqual(file.read(),
                             f"{hexed('md5', data)}  ./a.txt\n")
        self.all_ok("SUMS.md5", "./a.txt")

    def test_a_named_pipe_is_read(self):
        need("bash")
        done = subprocess.run(
            ["bash", "-c", '"$1" sum -a md5 <(printf abc)', "-",
             support.binary], stdout=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0, done)
        self.assertTrue(done.stdout.startswith(
            hexed("md5", b"abc").encode() + b"  /dev/fd/"), done)


if __name__ == "__main__":
    support.main("HASHLANE")
