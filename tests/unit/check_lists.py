#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_lists.py - other tools read what the writers of lists write: each name
is the same bytes, or it was refused. Python's csv and urllib, hashdeep and
rhash are the judges. Usage: check_lists.py WRITE_LISTS
"""
import base64
import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

MTIME = 8
CRLF = 32
MD5 = b"900150983cd24fb0d6963f7d28e17f72"
NAMES = [
    b"plain", b"a b", b" lead", b"trail ", b"  ", b"\ttab", b"tab\t", b"-",
    b"--", b"-n", b".", b"..x", b"...", b"~", b"#", b"# x", b"#x", b"##", b"## x",
    b";", b"; x", b"%", b"%41", b"%2F", b"%00", b"%zz", b"100%", b"+", b"a+b",
    b"&", b"a&b=c", b"=", b"==", b"?x", b"|", b"a|b", b"ed2k:", b"\"", b"\"\"",
    b"\"q\"", b"a\"b", b",", b",,", b"a,b", b"'", b"\\", b"\\n", b"a\\b",
    b"\n", b"a\nb", b"\r", b"a\r", b"\ra", b"a\rb", b"\r\n", b"a\r\nb",
    b"a\r\n", b"\x01", b"\x1b[0m", b"\x7f", b"\xc3\xa9", b"e\xcc\x81",
    b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xef\xbb\xbfx",
    b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"\xc2\x85",
    b"\xc2\xa0", b"\xff,\"\n", MD5, MD5 + b"  x", MD5 + b" *x",
    b"MD5 (x) = " + MD5, b"x 12345678", b"3," + MD5 + b",x",
    b"%%%% HASHDEEP-1.0", b"%%%% size,md5,filename", b"path,path_b64,size",
    b"path,md5", b"x,,3,ok," + MD5, b"x offset 0-3", b"x offset 5-1",
    b"x offset 0-", b" offset 0-0", b"magnet:?xl=1", b"ok", b"sha256",
    b"-----BEGIN PGP SIGNED MESSAGE-----", b"a" * 255, b"\xff" * 255,
    b"x" * 48, b"\xfe" * 48, b"\xfe" * 49, b"\xfe" * 96,
]


def make_files(folder):
    """A file for each name, with another content and size."""
    paths = []
    for i, name in enumerate(NAMES):
        if name in (b".", b".."):
            continue
        paths.append(name if i % 3 else b"d/" + name)
    os.mkdir(os.path.join(folder, b"d"))
    for i, path in enumerate(paths):
        with open(os.path.join(folder, path), "wb") as file:
            file.write(b"%d-" % i * (i + 1) if i else b"")
    return paths


def write(program, folder, paths, form, algorithms, flags=0):
    """The list, and the names that were refused."""
    done = subprocess.run([program, form, algorithms, str(flags)], cwd=folder,
                          input=b"".join(p + b"\0" for p in paths),
                          capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{form}: {done.stderr!r}")
    refused = done.stderr.split(b"\0")[:-1]
    return done.stdout, [p for p in paths if p not in refused], refused


def same(what, given, wanted):
    if given != wanted:
        sys.exit(f"{what}: {given!r}, not {wanted!r}")


def digest(folder, path, name):
    with open(os.path.join(folder, path), "rb") as file:
        return hashlib.new(name, file.read()).hexdigest()


def check_csv(program, folder, paths):
    text, kept, refused = write(program, folder, paths, "csv", "md5,sha256",
                                MTIME)
    same("csv refuses", refused, [])
    rows = list(csv.DictReader(io.StringIO(text.decode(), newline=""),
                               strict=True))
    same("records", len(rows), len(kept))
    for row, path in zip(rows, kept):
        name = row["path"].encode() or base64.b64decode(row["path_b64"],
                                                        validate=True)
        info = os.stat(os.path.join(folder, path))
        same("name", name, path)
        same("one name", bool(row["path"]), not row["path_b64"])
        same("size", row["size"], str(info.st_size))
        same("mtime", row["mtime_ns"], str(info.st_mtime_ns))
        same("status", row["status"], "ok")
        for name in ("md5", "sha256"):
            same(name, row[name], digest(folder, path, name))


def check_hashdeep(program, folder, paths):
    # Those would be options of hashdeep.
    paths = [p for p in paths if not p.startswith(b"-")]
    for flags in 0, CRLF:
        text, kept, refused = write(program, folder, paths, "hashdeep",
                                    "md5,sha256", flags)
        same("hashdeep refuses", sorted(refused),
             sorted(p for p in paths if b"\n" in p or p.endswith(b"\r") or
                    re.search(rb" offset \d+-\d+$", p)))
        if flags:
            same("every line's end", text.count(b"\r\n"), text.count(b"\n"))
            continue
        with tempfile.NamedTemporaryFile() as file:
            file.write(text)
            file.flush()
            done = subprocess.run(
                ["hashdeep", "-l", "-c", "md5,sha256", "-k", file.name, "-a",
                 "-v", "-v"] + kept, cwd=folder, capture_output=True,
                check=False)
        found = dict(re.findall(rb"^ *(.*): (\d+)$", done.stdout, re.M))
        # Names are compared with those of the list: another one is "moved".
        same("hashdeep", done.returncode, 0)
        same("matched", int(found[b"Files matched"]), len(kept))
        same("moved", int(found[b"Files moved"]), 0)


def check_rhash(folder, text):
    # In every list, rhash takes a backslash for a slash.
    lines = [line for line in text.splitlines(True)
             if b"%5C" not in line and b"\\" not in line]
    if not shutil.which("rhash"):
        sys.exit("rhash is not installed")
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"".join(lines))
        file.flush()
        done = subprocess.run(["rhash", "--brief", "-c", file.name],
                              cwd=folder, capture_output=True, check=False)
    same("rhash", (done.returncode, done.stdout.count(b" OK \n")),
         (0, len(lines)))


def check_ed2k(program, folder, paths):
    text, kept, refused = write(program, folder, paths, "ed2k", "ed2k,aich")
    same("ed2k refuses", refused, [])
    lines = text.decode("ascii").split("\n")
    same("end", lines.pop(), "")
    same("links", len(lines), len(kept))
    for line, path in zip(lines, kept):
        fields = line.split("|")
        same("fields", (len(fields), fields[:2], fields[-1]),
             (7, ["ed2k://", "file"], "/"))
        same("name", urllib.parse.unquote_to_bytes(fields[2]), path)
        same("size", fields[3],
             str(os.path.getsize(os.path.join(folder, path))))
        same("aich", base64.b32decode(fields[5][2:]).hex(),
             digest(folder, path, "sha1"))
    check_rhash(folder, text)


def check_magnet(program, folder, paths):
    text, kept, refused = write(program, folder, paths, "magnet",
                                "sha1,tth,ed2k,aich")
    same("magnet refuses", refused, [])
    lines = text.decode("ascii").split("\n")
    same("end", lines.pop(), "")
    same("links", len(lines), len(kept))
    for line, path in zip(lines, kept):
        start, _, query = line.partition("?")
        fields = urllib.parse.parse_qs(query, strict_parsing=True,
                                       encoding="latin-1")
        same("start", start, "magnet:")
        same("name", fields["dn"], [path.decode("latin-1")])
        same("size", fields["xl"],
             [str(os.path.getsize(os.path.join(folder, path)))])
        found = dict(topic.rsplit(":", 1) for topic in fields["xt"])
        same("digests", sorted(found), ["urn:aich", "urn:ed2k", "urn:sha1",
                                        "urn:tree:tiger"])
        same("sha1", base64.b32decode(found["urn:sha1"]).hex(),
             digest(folder, path, "sha1"))
    check_rhash(folder, text)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = os.fsencode(name)
        paths = make_files(folder)
        check_csv(program, folder, paths)
        check_hashdeep(program, folder, paths)
        check_ed2k(program, folder, paths)
        check_magnet(program, folder, paths)


if __name__ == "__main__":
    main()
