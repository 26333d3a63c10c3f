# SPDX-License-Identifier: MIT
"""Checks of files against lists; md5sum and hashlib are the oracles."""
import asyncio
import gc
import hashlib
import io
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import weakref
import zlib

import hashlane
import pytest
from hashlane import Strength, VerdictStatus

NAMES = [b"plain", b"a b", b" lead", b"#hash", b"*star", b"back\\slash",
         b"new\nline", b"cr\rin", b"\xc3\xa9", b"\xff\xfe", b"-dash", b"tab\t",
         b"d41d8cd98f00b204e9800998ecf8427e", b"MD5 (x) = y", b"per%20cent",
         b"\"quoted\"", b"{brace}", b"deep/er/file"]
TOOLS = {"md5sum": "md5", "sha1sum": "sha1", "sha224sum": "sha224",
         "sha256sum": "sha256", "sha384sum": "sha384", "sha512sum": "sha512"}
MANY_CHECKS = 10_000
# Nothing can read so many bytes: the check runs until it is told to end.
ENDLESS = 1 << 43


@pytest.fixture(name="tree")
def make_tree(tmp_path):
    """Create files with odd names in a folder, and return the folder."""
    draw = random.Random(20261130)
    folder = tmp_path / "tree"
    for name in NAMES:
        path = os.path.join(os.fsencode(folder), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(draw.randbytes(draw.choice([0, 1, 100, 70000])) + name)
    return folder


def sums(tool, folder, *flags, names=NAMES):
    """Return the list of a tool."""
    return subprocess.run([tool, *flags, "--", *names], cwd=folder,
                          capture_output=True, check=True).stdout


def read(folder, name):
    with open(os.path.join(os.fsencode(folder), name), "rb") as file:
        return file.read()


def damage(folder, name):
    """Change a bit of a file."""
    data = bytearray(read(folder, name))
    data[len(data) // 2] ^= 4
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:
        file.write(data)


def statuses(check):
    return [str(verdict.status) for verdict in check]


def small_list(folder, count=3, first=0):
    """Create files 0, 1, .. and their list in md5sum's form."""
    text = ""
    for i in range(first, first + count):
        (folder / str(i)).write_bytes(b"file %d" % i)
        text += f"{hashlib.md5(b'file %d' % i).hexdigest()}  {i}\n"
    return text.encode()


# ---- Verdicts ----


@pytest.mark.parametrize("flags", [[], ["--tag"], ["--binary"]])
@pytest.mark.parametrize("tool", TOOLS)
def test_lists_of_the_tools(tree, tool, flags):
    text = sums(tool, tree, *flags)
    check = hashlane.check(text, tree)
    assert not check.ok
    found = list(check)
    assert [one.name_bytes for one in found] == NAMES
    assert all(one.ok for one in found), [str(one) for one in found]
    assert check.ok
    assert check.counts == {status: len(NAMES) * (status == "OK")
                            for status in VerdictStatus}
    for one in found:
        data = read(tree, one.name_bytes)
        digest = hashlib.new(TOOLS[tool], data).digest()
        best = [each for each in one.digests if each.fits]
        assert [(each.algorithm, each.expected, each.computed)
                for each in best] == [(TOOLS[tool], digest, digest)]
        assert best[0].computed_text == digest.hex()
        assert one.error is None
        assert one.strength == (Strength.BROKEN if tool in (
            "md5sum", "sha1sum") else Strength.SECURE)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_changed_bit_is_never_ok(tree, tool):
    text = sums(tool, tree)
    for name in NAMES:
        before = read(tree, name)
        damage(tree, name)
        check = hashlane.check(text, tree)
        bad = [one for one in check if not one.ok]
        assert [one.name_bytes for one in bad] == [name]
        assert bad[0].status == "FAILED" and not check.ok
        assert check.counts[VerdictStatus.FAILED] == 1
        digest = [one for one in bad[0].digests
                  if one.algorithm == TOOLS[tool]][0]
        assert digest.expected == hashlib.new(TOOLS[tool], before).digest()
        assert digest.computed == hashlib.new(TOOLS[tool],
                                              read(tree, name)).digest()
        assert digest.fits is False
        with open(os.path.join(os.fsencode(tree), name), "wb") as file:
            file.write(before)
    assert statuses(hashlane.check(text, tree)) == ["OK"] * len(NAMES)


def test_as_sha256sum_judges(tree):
    draw = random.Random(1)
    text = sums("sha256sum", tree)
    for name in NAMES:
        kind = draw.randrange(3)
        if kind == 0:
            damage(tree, name)
        elif kind == 1:
            os.unlink(os.path.join(os.fsencode(tree), name))
    ran = subprocess.run(["sha256sum", "-c"], cwd=tree, input=text,
                         capture_output=True, env={**os.environ,
                                                   "LC_ALL": "C"})
    told = [line.rpartition(b": ")[2].decode() for line in
            ran.stdout.split(b"\n")[:-1]]
    wanted = ["MISSING" if one == "FAILED open or read" else one
              for one in told]
    assert set(wanted) == {"OK", "FAILED", "MISSING"}
    check = hashlane.check(text, tree)
    found = list(check)
    assert [one.status for one in found] == wanted
    assert ran.returncode == 1 and not check.ok
    for one in found:
        assert (one.status == "MISSING") == isinstance(one.error,
                                                       FileNotFoundError)
    assert {key: value for key, value in check.counts.items() if value} == {
        key: wanted.count(key) for key in set(wanted)}


def test_the_current_folder(tree, monkeypatch):
    text = sums("md5sum", tree)
    monkeypatch.chdir(tree)
    (tree / "SUMS").write_bytes(text)
    check = hashlane.check("SUMS")
    assert statuses(check) == ["OK"] * len(NAMES) and check.ok


def test_malformed_lines(tmp_path):
    text = small_list(tmp_path) + b"what is this\n" + small_list(tmp_path,
                                                                first=3)
    check = hashlane.check(text, tmp_path)
    found = list(check)
    assert [one.status for one in found] == [
        "OK", "OK", "OK", "MALFORMED", "OK", "OK", "OK"]
    bad = found[3]
    assert not bad.ok and not check.ok
    assert (bad.line, bad.name, bad.digests) == (4, "", ())
    assert isinstance(bad.error, hashlane.FormatError)
    assert str(bad).startswith("line 4: MALFORMED (")
    assert check.lists[0].malformed == 1 and check.lists[0].entries == 6


def test_text_of_a_verdict(tmp_path):
    text = small_list(tmp_path)
    (tmp_path / "1").write_bytes(b"other")
    found = list(hashlane.check(text, tmp_path))
    assert str(found[0]) == "0: OK"
    assert repr(found[0]) == "<hashlane.Verdict '0: OK'>"
    assert str(found[1]).startswith("1: FAILED")
    assert found[0].line == 1 and found[2].line == 3
    assert [one.list for one in found] == [0, 0, 0]
    assert found[0].format == "gnu" and found[0].part is None
    assert found[0].ranges == () and found[0].reading == 0
    assert found[0].path == os.path.join(tmp_path, "0")
    assert found[0].size_expected is None and found[0].size_found == 6
    with pytest.raises(AttributeError):
        found[0].status = "FAILED"
    with pytest.raises(TypeError):
        hashlane.Verdict()


def test_unknown_algorithms_are_not_ok(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    check = hashlane.check(b"WHIRLPOOL (a) = " + b"0" * 128 + b"\n", tmp_path)
    found, = check
    assert found.status == "UNKNOWN" and not check.ok
    digest, = found.digests
    assert digest.algorithm is None and digest.tag == "WHIRLPOOL"
    assert digest.fits is None and digest.text == "0" * 128
    assert check.unknown_digests == 1


def test_sizes_of_hashdeep(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    text = ("%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## \n"
            f"3,{hashlib.md5(b'abc').hexdigest()},"
            f"{hashlib.sha256(b'abc').hexdigest()},a\n").encode()
    check = hashlane.check(text, tmp_path)
    found, = check
    assert check.ok and found.size_expected == found.size_found == 3
    assert {one.algorithm for one in found.digests} == {"md5", "sha256"}
    assert check.algorithms == ("sha256",)
    assert found.format == check.lists[0].format == "hashdeep"
    (tmp_path / "a").write_bytes(b"abcd")
    assert statuses(hashlane.check(text, tmp_path)) == ["FAILED"]


# ---- Sources ----


def test_sources(tmp_path):
    text = small_list(tmp_path)
    path = tmp_path / "x.md5"
    path.write_bytes(text)
    with open(path, "rb") as file, open(path, "rb", buffering=0) as raw:
        for source in (path, str(path), text, bytearray(text),
                       memoryview(text), io.BytesIO(text), file, raw,
                       hashlane.read_list(path), list(hashlane.read_list(path)),
                       tuple(hashlane.read_list(path)),
                       (one for one in hashlane.read_list(text))):
            check = hashlane.check(source, tmp_path)
            assert statuses(check) == ["OK"] * 3, source
            assert check.ok, source
            assert len(check.lists) == 1


def test_several_lists(tmp_path):
    texts = [small_list(tmp_path, first=3 * i) for i in range(6)]
    path, other = tmp_path / "x.md5", tmp_path / "y"
    path.write_bytes(texts[0])
    other.write_bytes(texts[5])
    lists = [path, texts[1], hashlane.read_list(texts[2]),
             hashlane.read_list(texts[3]),
             list(hashlane.read_list(texts[4])), str(other)]
    check = hashlane.check(lists, tmp_path)
    found = list(check)
    assert [one.name for one in found] == [str(i) for i in range(18)]
    assert [one.list for one in found] == [i for i in range(6)
                                           for _ in range(3)]
    assert check.ok
    assert [one.name for one in check.lists][::5] == [str(path), str(other)]
    assert all(one.complete and one.entries == 3 and one.error is None
               for one in check.lists)
    bad = hashlane.check([texts[0], b"nothing\n"], tmp_path)
    assert statuses(bad)[:3] == ["OK"] * 3 and not bad.ok


def test_lists_of_the_same_files(tmp_path):
    text = small_list(tmp_path, 300)
    check = hashlane.check([text, text, hashlane.read_list(text)], tmp_path)
    found = sorted((one.list, one.line, one.name, one.ok) for one in check)
    assert found == [(i, k + 1, str(k), True) for i in range(3)
                     for k in range(300)]
    assert check.ok
    # Each file was read once.
    size = sum(len(b"file %d" % i) for i in range(300))
    assert check.progress == (size, size, 900, 900)


def test_more_lists_than_descriptors(tmp_path):
    """A thousand side files, in a process that has few descriptors."""
    text = small_list(tmp_path, 1)
    for i in range(1000):
        (tmp_path / f"{i}.md5").write_bytes(text)
    code = """
import pathlib, resource, sys, hashlane
resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
check = hashlane.check(sorted(pathlib.Path(".").glob("*.md5")))
assert sum(one.ok for one in check) == 1000
assert check.ok and len(check.lists) == 1000
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300,
                   cwd=tmp_path)


def test_no_entries_are_not_ok(tmp_path):
    for source in (b"", [], (), iter(()), io.BytesIO(), [b"", b""],
                   b"\n\n"):
        check = hashlane.check(source, tmp_path)
        assert statuses(check) == [] and not check.ok


def test_entries(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    right = hashlane.ListEntry.of("a", {
        "SHA256": hashlib.sha256(b"abc").digest(),
        "md5": hashlib.md5(b"abc").hexdigest().upper(),
        "crc32": f"{zlib.crc32(b'abc'):08x}"}, size=3)
    check = hashlane.check([right], tmp_path)
    found, = check
    assert found.ok and check.ok and check.algorithms == ("sha256",)
    assert len(found.digests) == 3 and all(one.fits for one in found.digests)
    wrong = hashlane.ListEntry.of("a", {"md5": bytes(16)})
    assert statuses(hashlane.check([right, wrong], tmp_path)) == ["OK",
                                                                  "FAILED"]
    longer = right._replace(size=4)
    assert statuses(hashlane.check(iter([longer]), tmp_path)) == ["FAILED"]
    for name in "", "a\0b":
        with pytest.raises(ValueError, match="name"):
            list(hashlane.check([right._replace(name=name)], tmp_path))
    for digest in b"", bytes(15), bytes(17):
        with pytest.raises(ValueError, match="16 bytes"):
            list(hashlane.check([hashlane.ListEntry.of("a", {"md5": digest})],
                                tmp_path))


def test_a_malformed_entry_is_raised(tmp_path):
    entries = hashlane.read_list(small_list(tmp_path) + b"what is this\n")
    with pytest.raises(hashlane.FormatError, match="line 4"):
        list(hashlane.check(entries, tmp_path))


def test_many_entries_on_demand(tmp_path):
    """Entries are taken as the check has room for them."""
    (tmp_path / "a").write_bytes(b"abc")
    entry = hashlane.ListEntry.of("a", {"md5": hashlib.md5(b"abc").digest()})
    taken = 0

    def entries():
        nonlocal taken
        for _ in range(200_000):
            taken += 1
            yield entry

    check = hashlane.check(entries(), tmp_path)
    next(check)
    assert taken < 200_000
    assert 1 + sum(one.ok for one in check) == 200_000 == taken
    assert check.ok


def test_an_iterator_that_fails(tmp_path):
    entry = hashlane.ListEntry.of("a", {"md5": bytes(16)})

    def entries():
        for _ in range(1000):
            yield entry
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        list(hashlane.check(entries(), tmp_path))
    with pytest.raises(TypeError, match="ListEntry"):
        list(hashlane.check(iter([entry, "a"]), tmp_path))


class Reader:
    """A file that returns chunks, or raises them."""

    def __init__(self, *chunks):
        self._chunks = list(chunks)

    def read(self, size):
        chunk = self._chunks.pop(0) if self._chunks else b""
        if isinstance(chunk, BaseException):
            raise chunk
        return chunk(size) if callable(chunk) else chunk


def test_files_of_python(tmp_path):
    text = small_list(tmp_path)
    one_by_one = Reader(*(text[i:i + 1] for i in range(len(text))))
    check = hashlane.check(one_by_one, tmp_path)
    assert statuses(check) == ["OK"] * 3 and check.ok
    check = hashlane.check(Reader(bytearray(text), memoryview(text)),
                           tmp_path)
    assert statuses(check) == ["OK"] * 6
    for chunk, error in ((OSError(5, "mine"), OSError), ("text", TypeError),
                         (None, BlockingIOError), (KeyError(), KeyError),
                         (lambda size: bytes(size + 1), ValueError),
                         (KeyboardInterrupt(), KeyboardInterrupt)):
        with pytest.raises(error):
            list(hashlane.check(Reader(text, chunk), tmp_path))
    with pytest.raises(ValueError, match="mode 'rb'"):
        hashlane.check(io.StringIO(text.decode()), tmp_path)


def test_a_file_may_use_its_check(tmp_path):
    """A second request within read() raises an exception."""
    text = small_list(tmp_path)
    checks = []

    def again(size):
        return next(checks[0]) if checks else text

    checks.append(hashlane.check(Reader(*([text] * 40_000), again), tmp_path))
    with pytest.raises(hashlane.BusyError):
        list(checks[0])


def test_lists_that_cannot_be_opened(tmp_path):
    for make in (lambda path: hashlane.check(path),
                 lambda path: hashlane.check([b"", path]),
                 hashlane.read_list):
        with pytest.raises(FileNotFoundError) as caught:
            make(tmp_path / "none")
        assert caught.value.filename == str(tmp_path / "none")
        assert isinstance(caught.value, hashlane.NotFoundError)
        with pytest.raises(IsADirectoryError):
            make(tmp_path)
    for source in (None, 1, object(), [1]):
        with pytest.raises(TypeError):
            hashlane.check(source)


def test_binary_data_is_no_list(tmp_path):
    data = b"\0" + random.Random(3).randbytes(100_000)
    text = small_list(tmp_path)
    check = hashlane.check([text, data], tmp_path)
    found = []
    with pytest.raises(hashlane.FormatError, match="no list"):
        for one in check:
            found.append(str(one.status))
    assert found[:3] == ["OK"] * 3 and set(found[3:]) <= {"MALFORMED"}
    assert not check.ok and list(check) == []
    assert check.lists[0].error is None
    assert isinstance(check.lists[1].error, hashlane.FormatError)


# ---- Options ----


def test_arguments_are_checked(tmp_path):
    text = small_list(tmp_path)
    for words in ({"format": "xml"}, {"algorithms": "md6"}, {"ctime": "no"},
                  {"algorithms": []}, {"workers": 0}, {"require": "md6"},
                  {"memory_limit": 0}, {"include": ""}, {"exclude": "a//b"},
                  {"min_size": -1}, {"max_size": 1 << 64},
                  {"root": "a\0b"}, {"base": "a\0b"}):
        with pytest.raises(ValueError):
            hashlane.check(text, **{"base": tmp_path} | words)
    for words in ({"min_size": 1.5}, {"workers": "2"}, {"progress": 7},
                  {"base": 1}, {"min_mtime_ns": "now"}):
        with pytest.raises(TypeError):
            hashlane.check(text, **words)
    with pytest.raises(FileNotFoundError):
        hashlane.check(text, tmp_path, root=tmp_path / "none")


def test_no_guess(tmp_path):
    text = small_list(tmp_path)
    check = hashlane.check(text, tmp_path, guess=False)
    assert set(statuses(check)) == {"MALFORMED"} and not check.ok
    check = hashlane.check(text, tmp_path, guess=False, algorithms="md5")
    assert statuses(check) == ["OK"] * 3 and check.ok
    assert not check.lists[0].guessed
    check = hashlane.check(text, tmp_path)
    assert statuses(check) == ["OK"] * 3
    found = check.lists[0]
    assert (found.guessed, found.algorithm) == (True, "md5")


def test_algorithms(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    text = (hashlib.sha3_256(b"abc").hexdigest() + "  a\n").encode()
    for names in "sha3-256", ["sha3-256"], iter(["md5", "SHA3_256"]):
        check = hashlane.check(text, tmp_path, algorithms=names)
        assert statuses(check) == ["OK"]
        assert check.algorithms == ("sha3-256",)
    assert statuses(hashlane.check(text, tmp_path,
                                   algorithms="sha256")) == ["FAILED"]


def test_require(tmp_path):
    text = small_list(tmp_path)
    for names in "secure", "sha256", ["sha1", "sha256"], ["secure", "sha1"]:
        check = hashlane.check(text, tmp_path, require=names)
        assert set(statuses(check)) == {"UNKNOWN"} and not check.ok, names
    for names in "md5", ["secure", "md5"]:
        check = hashlane.check(text, tmp_path, require=names)
        assert statuses(check) == ["OK"] * 3 and check.ok, names


def test_strength_is_told(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    check = hashlane.check(f"a {zlib.crc32(b'abc'):08X}\n".encode(), tmp_path,
                           format="sfv")
    found, = check
    assert found.ok and found.strength is Strength.CHECKSUM
    assert check.strengths == {Strength.NONE: 0, Strength.CHECKSUM: 1,
                               Strength.BROKEN: 0, Strength.SECURE: 0}
    assert check.summary == "1 OK; verified by crc32 only"
    assert repr(check) == "<hashlane.Check ok: 1 OK; verified by crc32 only>"


def test_root(tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "out").write_bytes(b"out")
    outside = (hashlib.md5(b"out").hexdigest() + "  ../out\n").encode()
    assert statuses(hashlane.check(outside, below)) == ["OK"]
    check = hashlane.check(outside, below, root=below)
    assert statuses(check) == ["REFUSED"] and not check.ok


def test_extra_and_moved(tmp_path):
    text = small_list(tmp_path)
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "out").write_bytes(b"out")
    os.rename(tmp_path / "1", below / "moved")
    check = hashlane.check(text, tmp_path, extra=tmp_path)
    found = {os.path.basename(one.name): one for one in check}
    assert {name: str(one.status) for name, one in found.items()} == {
        "0": "OK", "1": "MOVED", "2": "OK", "out": "EXTRA"}
    assert found["1"].path == str(below / "moved")
    assert found["out"].list is None and not check.ok
    check = hashlane.check(text, tmp_path, extra=tmp_path, moved=False)
    assert sorted(statuses(check)) == ["EXTRA", "EXTRA", "MISSING", "OK",
                                       "OK"]


def test_ignore_missing(tmp_path):
    text = small_list(tmp_path)
    os.unlink(tmp_path / "1")
    check = hashlane.check(text, tmp_path, ignore_missing=True)
    assert statuses(check) == ["OK", "OK"]
    assert check.counts[VerdictStatus.MISSING] == 1


def test_patterns_sizes_and_times(tmp_path):
    text = small_list(tmp_path, 20)
    check = hashlane.check(text, tmp_path, include="1*", exclude="*9")
    names = [one.name for one in check]
    assert names == ["1", *(str(i) for i in range(10, 19))]
    assert check.left_out == 10
    check = hashlane.check(text, tmp_path, min_size=7)
    assert [one.name for one in check] == [str(i) for i in range(10, 20)]
    check = hashlane.check(text, tmp_path, max_size=6)
    assert [one.name for one in check] == [str(i) for i in range(10)]
    os.utime(tmp_path / "3", ns=(5000, 5000))
    check = hashlane.check(text, tmp_path, max_mtime_ns=6000)
    assert [one.name for one in check] == ["3"]
    check = hashlane.check(text, tmp_path, min_mtime_ns=6000)
    assert len(list(check)) == 19 == 20 - check.left_out


def test_beside_list(tmp_path, monkeypatch):
    below = tmp_path / "below"
    below.mkdir()
    (below / "SUMS").write_bytes(small_list(below))
    monkeypatch.chdir(tmp_path)
    assert statuses(hashlane.check("below/SUMS")) == ["MISSING"] * 3
    check = hashlane.check("below/SUMS", beside_list=True)
    assert statuses(check) == ["OK"] * 3 and check.ok


def test_readings(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a").write_bytes(b"abc")
    entry = hashlane.ListEntry.of("sub\\a", {
        "md5": hashlib.md5(b"abc").digest()})
    check = hashlane.check([entry], tmp_path)
    found, = check
    assert found.ok and found.reading == hashlane.Reading.BACKSLASH
    assert found.path == str(tmp_path / "sub" / "a")
    assert check.lists[0].readings == hashlane.Reading.BACKSLASH
    check = hashlane.check([entry], tmp_path, guess=False)
    assert statuses(check) == ["MISSING"] and not check.ok


def test_case(tmp_path):
    text = small_list(tmp_path, 1).replace(b"  0", b"  A")
    os.rename(tmp_path / "0", tmp_path / "a")
    assert statuses(hashlane.check(text, tmp_path)) == ["MISSING"]
    found, = hashlane.check(text, tmp_path, ignore_case=True)
    assert found.ok and found.reading == hashlane.Reading.CASE


def test_engine_options(tree):
    text = sums("sha256sum", tree)
    for words in ({"workers": 1}, {"workers": 3, "memory_limit": 4 << 20},
                  {"sequential": True}, {"drop_cache": True},
                  {"ctime": "strict"}, {"ctime": "ignore"}):
        check = hashlane.check(text, tree, **words)
        assert statuses(check) == ["OK"] * len(NAMES) and check.ok


# ---- JSON ----


def test_json_of_hashlane(tree):
    paths = [os.path.join(os.fsencode(tree), name) for name in NAMES]
    out = io.BytesIO()
    results = hashlane.hash_files(paths, ["md5", "sha256"])
    assert results.write(out, "json") == 0
    check = hashlane.check(out.getvalue())
    assert statuses(check) == ["OK"] * len(NAMES) and check.ok
    assert check.algorithms == ("sha256",)
    damage(tree, b"plain")
    assert statuses(hashlane.check(out.getvalue())) == [
        "FAILED"] + ["OK"] * (len(NAMES) - 1)


def test_json_of_rclone(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    digest = hashlib.md5(b"abc").hexdigest()
    lines = [{"Path": "a", "Name": "a", "Size": 3, "IsDir": False,
              "Hashes": {"md5": digest, "whirlpool": "00"}},
             {"Path": "sub", "Name": "sub", "Size": -1, "IsDir": True}]
    text = "[\n" + ",\n".join(map(json.dumps, lines)) + "\n]\n"
    check = hashlane.check(text.encode(), tmp_path)
    found, = check
    assert found.ok and check.ok and found.format == "json"
    assert found.size_expected == 3 and check.unknown_digests == 1
    wrong = text.replace(digest, "0" * 32)
    assert statuses(hashlane.check(wrong.encode(), tmp_path)) == ["FAILED"]


def test_json_of_a_file_called_a_folder(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    line = '{"path": "a", "IsDir": true, "size": 3, %s}'
    for member in ('"digests": {"md5": "%032d"}' % 0,
                   '"hashes": {"md5": "%032d"}' % 0, '"md5": "%032d"' % 0):
        check = hashlane.check((line % member).encode(), tmp_path)
        assert statuses(check) == ["FAILED"]
    check = hashlane.check((line % '"parts": {"md9": {"bytes": 3, "digests": '
                                   '["00"]}}').encode(), tmp_path)
    assert statuses(check) == ["UNKNOWN"]


@pytest.mark.parametrize("line", [
    '{"path": "a"', '{"path": "a", "path": "b", "digests": {"md5": "%s"}}',
    '{"path": "a", "digests": {"md5": "00"}}', '{"path": 1}', '{"": ""}',
    '{"path": "a", "status": "NOT_FOUND", "digests": {"md5": "%s"}}',
    '{"path": "a", "size": 3.0, "digests": {"md5": "%s"}}',
    '{"path": "a", "size": true, "digests": {"md5": "%s"}}',
    '{"path": "a", "size": -1, "digests": {"md5": "%s"}}',
    '{"path": "a\\u0000", "digests": {"md5": "%s"}}',
    '{"path": "\\udc61", "digests": {"md5": "%s"}}',
    '{"path": "\\udcff", "digests": {"md5": "%s"}}',
    '{"path_b64": "YQ", "digests": {"md5": "%s"}}',
    '{"path": "a", "status": ["not_found"], "digests": {"md5": "%s"}}',
    '{"path": "a", "status": null, "digests": {"md5": "%s"}}',
    '{"path": "a", "IsDir": 1, "digests": {"md5": "%s"}}',
    '{"path": "a", "size": 3, "digests": {"sha1": null, "md5": "%s"}}',
    '{"path": "a", "digests": {"sha1": null, "md5": "%s"}}',
    '{"path": "a", "sha1": null, "digests": {"md5": "%s"}}',
    '{"path": "a", "crc32": 891568578, "digests": {"md5": "%s"}}',
    '{"path": "a", "parts": [], "digests": {"md5": "%s"}}',
    '{"path": "a", "digests": ["%s"]}', '{"path": "a", "digests": {"md5": 1}}',
    '{"path": "a", "digests": {"md5": "%s"}} {}', "{" * 100_000,
])
def test_bad_json(tmp_path, line):
    for name in "abc":
        (tmp_path / name).write_bytes(b"abc")
    digest = hashlib.md5(b"abc").hexdigest()
    good = '{"path": "%s", "digests": {"md5": "' + digest + '"}}'
    line = line.replace("%s", digest)
    text = "\n".join([good % "b", line, good % "c"]).encode()
    check = hashlane.check(text, tmp_path)
    assert statuses(check) == ["OK", "MALFORMED", "OK"] and not check.ok


# ---- Progress, Ctrl-C and cancel ----


@pytest.fixture(name="endless")
def make_endless(tmp_path):
    """Return the list of a file that is never read to its end."""
    with open(tmp_path / "endless", "wb") as file:
        try:
            file.truncate(ENDLESS)
        except OSError:
            pytest.skip("NOT RUN: no sparse files of this size")
    return (b"0" * 32 + b"  endless\n") * 2


def begun(check, then):
    """Start a thread that calls `then` as soon as bytes were read."""
    def wait():
        while not check.progress[0]:
            event.wait(0.01)
        then()

    event = threading.Event()
    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_progress(tmp_path):
    text = small_list(tmp_path, 500)
    told = []
    check = hashlane.check(text, tmp_path,
                           progress=lambda *state: told.append(state))
    assert statuses(check) == ["OK"] * 500
    size = sum(len(b"file %d" % i) for i in range(500))
    assert check.progress == (size, size, 500, 500)
    assert told and all(done <= size for done, _ in told)
    assert told == sorted(told)

    def fail(done, total):
        raise KeyError("mine")

    check = hashlane.check(text, tmp_path, progress=fail)
    with pytest.raises(KeyError, match="mine"):
        list(check)
    assert list(check) == [] and not check.ok


def test_progress_bar(tmp_path, capsys):
    pytest.importorskip("tqdm")
    text = small_list(tmp_path)
    assert statuses(hashlane.check(text, tmp_path, progress=True)) == [
        "OK"] * 3
    assert "files=3" in capsys.readouterr().err


def test_ctrl_c(tmp_path, endless):
    # A shell's background job begins with the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    check = hashlane.check(endless, tmp_path)
    thread = begun(check, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        list(check)
    thread.join()
    signal.signal(signal.SIGINT, before)
    assert list(check) == [] and not check.ok


def test_ctrl_c_with_progress(tmp_path, endless):
    check = hashlane.check(endless, tmp_path, progress=lambda *state: None)
    thread = begun(check, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        list(check)
    thread.join()
    assert not check.ok


def test_cancel(tmp_path, endless):
    for words in {}, {"progress": lambda *state: None}:
        check = hashlane.check(endless, tmp_path, **words)
        thread = begun(check, check.cancel)
        assert list(check) == []
        thread.join()
        assert not check.ok
        check.cancel()


def test_close(tmp_path, endless):
    text = small_list(tmp_path, 3)
    with hashlane.check(text + endless, tmp_path) as check:
        assert next(check).ok
    assert list(check) == [] and not check.ok
    check.close()
    assert check.counts[VerdictStatus.OK] >= 1
    assert "not ok" in repr(check)
    check = hashlane.check(endless, tmp_path)
    thread = begun(check, check.close)
    assert list(check) == []
    thread.join()


def test_ok_only_after_the_last(tmp_path):
    check = hashlane.check(small_list(tmp_path), tmp_path)
    for i in range(3):
        assert not check.ok
        assert "running" in repr(check)
        next(check)
    assert list(check) == [] and check.ok
    assert next(check, None) is None


# ---- asyncio ----


def test_asyncio(tmp_path):
    text = small_list(tmp_path, 700)
    told = []

    async def run(**words):
        async with hashlane.check(text, tmp_path, **words) as check:
            found = [one.name async for one in check]
        return found, check.ok

    async def all_of_them():
        return await asyncio.gather(run(), run(workers=1), run(
            progress=lambda *state: told.append(state)))

    wanted = [str(i) for i in range(700)]
    assert asyncio.run(all_of_them()) == [(wanted, True)] * 3
    assert told


def test_asyncio_goes_on_after_a_break(tmp_path):
    text = small_list(tmp_path, 700)

    async def run():
        check = hashlane.check(text, tmp_path)
        names = []
        async for one in check:
            names.append(one.name)
            if len(names) == 3:
                break
        names += [one.name async for one in check]
        return names, check.ok

    assert asyncio.run(run()) == ([str(i) for i in range(700)], True)


def test_asyncio_cancel(tmp_path, endless):
    async def run():
        check = hashlane.check(endless, tmp_path)

        async def take():
            return [one async for one in check]

        task = asyncio.create_task(take())
        while not check.progress[0]:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return check

    check = asyncio.run(run())
    assert list(check) == [] and not check.ok


def test_asyncio_errors(tmp_path):
    text = small_list(tmp_path)

    async def run(source, **words):
        return [one async for one in hashlane.check(source, tmp_path,
                                                    **words)]

    def fail(done, total):
        raise KeyError("mine")

    with pytest.raises(ZeroDivisionError):
        asyncio.run(run(Reader(text, ZeroDivisionError())))
    with pytest.raises(KeyError, match="mine"):
        asyncio.run(run(text, progress=fail))


# ---- Threads, processes and memory ----


def test_threads_share_a_check(tmp_path):
    text = small_list(tmp_path, 5000)
    check = hashlane.check(text, tmp_path)
    found = [[] for _ in range(4)]

    def take(names):
        for one in check:
            names.append(int(one.name))

    threads = [threading.Thread(target=take, args=(names,))
               for names in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sum(found, [])) == list(range(5000))
    assert all(names == sorted(names) for names in found)
    assert check.ok


def test_many_threads_check(tree):
    text = sums("sha256sum", tree)
    wrong = []

    def run():
        for _ in range(5):
            check = hashlane.check(text, tree, workers=1)
            if not all(one.ok for one in check) or not check.ok:
                wrong.append(check)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_fork(tmp_path):
    text = small_list(tmp_path)
    check = hashlane.check(text, tmp_path)
    pid = os.fork()
    if not pid:
        status = 1
        try:
            try:
                list(check)
            except hashlane.ForkedError:
                mine = hashlane.check(text, tmp_path)
                ok = all(one.ok for one in mine) and mine.ok
                status = 0 if ok and not check.ok else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert statuses(check) == ["OK"] * 3 and check.ok


def held():
    return [len(os.listdir("/proc/self/" + kind)) for kind in ("task", "fd")]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="no /proc")
def test_abandoned(tmp_path, endless):
    path = tmp_path / "list"
    path.write_bytes(small_list(tmp_path) + endless)

    def until(most):
        # Threads of other tests may end meanwhile.
        event = threading.Event()
        for _ in range(6000):
            if all(now <= was for now, was in zip(held(), most)):
                return
            event.wait(0.01)
        raise AssertionError((held(), most))

    before = held()
    checks = [hashlane.check(path, tmp_path) for _ in range(5)]
    for check in checks:
        assert next(check).ok
    assert any(now > was for now, was in zip(held(), before))
    del check, checks
    until(before)
    check = hashlane.check(small_list(tmp_path), tmp_path)
    list(check)
    # The threads end with the last verdict, not with the object.
    until(before)


def test_collected_cycle(tmp_path):
    class Cycle(Reader):
        pass

    file = Cycle(small_list(tmp_path))
    file.check = hashlane.check(file, tmp_path)
    file.read = file.read
    gone = weakref.ref(file)
    del file
    gc.collect()
    assert gone() is None


def test_verdicts_outlive_their_check(tmp_path):
    text = small_list(tmp_path, 300)
    check = hashlane.check(bytearray(text), tmp_path)
    first = next(check)
    rest = list(check)
    del check, text
    gc.collect()
    assert first.name == "0" and rest[-1].name == "299"
    assert rest[-1].digests[0].computed == hashlib.md5(
        b"file 299").digest()


LEAK = """
import gc, hashlib, io, os, sys
import hashlane

def pages():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1])

def once(i):
    source = [text, "list", io.BytesIO(text), hashlane.read_list("list"),
              bad, js][i % 6]
    check = hashlane.check(source, workers=1)
    for one in check:
        one.digests, one.error, str(one), one.path, one.status
    if i % 7 == 0:
        try:
            hashlane.check("none")
        except FileNotFoundError:
            pass
        next(hashlane.check(text, workers=1))
        results.write(io.BytesIO(), "bsd")
        list(hashlane.read_list(bad))

open("a", "wb").write(b"abc")
digest = hashlib.md5(b"abc").hexdigest()
text = (digest + "  a\\n").encode() * 10
bad = text + b"what is this\\n" + b"0" * 32 + b"  a\\n"
js = ('{"path": "a", "digests": {"md5": "%s"}}\\n' % digest).encode() * 10
open("list", "wb").write(text)
results = hashlane.hash_files(["a"], "md5")
count = int(sys.argv[1])
for i in range(count // 5):
    once(i)
before = pages()
for i in range(count):
    once(i)
grown = (pages() - before) * os.sysconf("SC_PAGE_SIZE")
assert grown < 100 * count, grown
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no /proc")
def test_no_leak(tmp_path):
    if "asan" in os.environ.get("LD_PRELOAD", ""):
        pytest.skip("NOT RUN: the sanitizer keeps freed memory")
    subprocess.run([sys.executable, "-c", LEAK, str(MANY_CHECKS)], check=True,
                   cwd=tmp_path, timeout=600)


# ---- The example ----


def test_three_lines(tree):
    """The first example of the README, as a program."""
    page = pathlib.Path(__file__).parent.parent / "README.md"
    text = page.read_text()
    begin = text.index("import hashlane, sys\n")
    program = text[begin:text.index("```", begin)]
    assert len(program.splitlines()) == 3
    (tree / "SHA256SUMS").write_bytes(sums("sha256sum", tree))

    def run():
        ran = subprocess.run([sys.executable, "-c", program], cwd=tree,
                             capture_output=True, text=True,
                             errors="surrogateescape")
        return ran.returncode, ran.stdout + ran.stderr

    assert run() == (0, "")
    damage(tree, b"a b")
    os.unlink(tree / "plain")
    code, told = run()
    assert code == 1
    assert [line.split(" (")[0] for line in told.splitlines()] == [
        "plain: MISSING", "a b: FAILED"]
    (tree / "SHA256SUMS").write_bytes(b"")
    assert run()[0] == 1


# ---- Errors of what gives the lists ----


class Raises:
    """A file object that raises behind its bytes."""

    def __init__(self, text, error):
        self.left, self.error = text, error

    def read(self, size):
        if not self.left:
            raise self.error
        taken = min(50, size)
        chunk, self.left = self.left[:taken], self.left[taken:]
        return chunk


def until_error(check):
    """Take verdicts or entries up to an exception: (their names, it)."""
    names = []
    try:
        for one in check:
            names.append(one.name)
    except Exception as error:  # noqa: BLE001
        return names, error
    return names, None


@pytest.mark.parametrize("count", [0, 2, 2900])
def test_a_file_object_that_raises(tmp_path, count):
    """The lines before have their verdicts, and the end of a line that was
    cut off is none."""
    text = small_list(tmp_path, count) + b"0" * 20
    wanted = [str(i) for i in range(count)]
    for error in ZeroDivisionError("x"), ConnectionResetError("y"):
        check = hashlane.check([Raises(text, error), text[:-20]], tmp_path)
        found, raised = until_error(check)
        assert sorted(found) == sorted(wanted * 2) and raised is error
        assert not check.ok and check.counts["OK"] == 2 * count
        assert [one.error for one in check.lists][0] is error
        reader = hashlane.read_list(Raises(text, error))
        assert until_error(reader) == (wanted, error)
    with pytest.raises(KeyboardInterrupt):
        list(hashlane.check(Raises(text, KeyboardInterrupt()), tmp_path))


@pytest.mark.parametrize("count", [10, 256, 1000])
def test_an_iterable_that_raises(tmp_path, count):
    text = small_list(tmp_path, count)
    entries = list(hashlane.read_list(text))
    names = [one.name for one in entries]

    def broken(error, *more):
        yield from entries
        yield from more
        raise error

    error = ZeroDivisionError("x")
    check = hashlane.check([broken(error), text], tmp_path)
    found, raised = until_error(check)
    assert sorted(found) == sorted(names * 2) and raised is error
    assert not check.ok
    assert [one.error for one in check.lists] == [error, None]
    for wrong, cls in ((5, TypeError),
                       (hashlane.ListEntry("a\0b"), ValueError),
                       (hashlane.ListEntry("", line=3,
                                           error=hashlane.FormatError("x")),
                        hashlane.FormatError)):
        found, raised = until_error(
            hashlane.check(broken(error, wrong), tmp_path))
        assert found == names and isinstance(raised, cls)
    # Nothing is before it: there is no check.
    with pytest.raises(ZeroDivisionError):
        hashlane.check(iter_of(error))
    with pytest.raises(KeyboardInterrupt):
        list(hashlane.check(broken(KeyboardInterrupt()), tmp_path))


def iter_of(error):
    raise error
    yield


def test_a_late_list_that_cannot_be_opened(tmp_path):
    text = small_list(tmp_path, 1)
    with pytest.raises(FileNotFoundError):
        hashlane.check([text, tmp_path / "none"], tmp_path)
    check = hashlane.check([text] * 200 + [tmp_path / "none", text], tmp_path)
    found, error = until_error(check)
    assert found == ["0"] * 201 and isinstance(error, FileNotFoundError)
    assert not check.ok and check.counts["OK"] == 201


# ---- Cancel and progress ----


def test_files_behind_a_long_one(tmp_path):
    """They count as done, and a cancel keeps their verdicts."""
    text = small_list(tmp_path, 20)
    with open(tmp_path / "long", "wb") as file:
        file.truncate(ENDLESS)
    text = b"0" * 32 + b"  long\n" + text
    check = hashlane.check(text, tmp_path, workers=2)
    thread = threading.Thread(target=lambda: check._step(-1))
    thread.start()
    while check.progress[2] < 20:
        assert thread.is_alive()
    assert sum(check.counts.values()) == 0
    assert check.progress[3] == 21
    check.cancel()
    names = {one.name for one in check if one.ok}
    thread.join()
    names |= {one.name for one in check if one.ok}
    assert names == {str(i) for i in range(20)}
    assert not check.ok


# ---- Ctrl-C ----

WAITS = """
import os, signal, sys, hashlane
signal.signal(signal.SIGINT, signal.default_int_handler)
how, function = sys.argv[1:]
read, write = os.pipe()
if how == "fifo":
    os.mkfifo("fifo")
source = "fifo" if how == "fifo" else f"/dev/fd/{read}"
if how == "some":
    os.write(write, b"0" * 32 + b"  a\\n" + b"0" * 32)
try:
    print("ready", flush=True)
    for one in getattr(hashlane, function)(source):
        print(one.name, flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.parametrize("how", ["fifo", "fd", "some"])
@pytest.mark.parametrize("function", ["check", "read_list"])
def test_ctrl_c_while_a_pipe_has_no_list(tmp_path, function, how):
    """A FIFO without a writer, a pipe without bytes, and one with some."""
    with subprocess.Popen([sys.executable, "-c", WAITS, how, function],
                          cwd=tmp_path, stdout=subprocess.PIPE, text=True,
                          ) as child:
        assert child.stdout.readline() == "ready\n"
        while child.poll() is None:
            # The first may come before the call.
            child.send_signal(signal.SIGINT)
            try:
                child.wait(0.2)
            except subprocess.TimeoutExpired:
                pass
        assert child.stdout.read().endswith("interrupted\n")


def test_text_of_ranges(tmp_path):
    """It is what the command writes."""
    part = 9728000
    with open(tmp_path / "a", "wb") as file:
        file.truncate(2 * part)
    right = hashlane.md4(bytes(part)).hexdigest()
    whole = hashlane.md4(bytes.fromhex(right + "0" * 32)).hexdigest()
    entry = {"path": "a", "size": 2 * part, "digests": {"ed2k": whole},
             "parts": {"ed2k": {"bytes": part, "digests": [right, "0" * 32]}}}
    (tmp_path / "list.json").write_text(json.dumps(entry) + "\n")
    (tmp_path / "pieces").write_text(
        "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
        f"1000,{'0' * 32},a offset 0-999\n"
        f"1000,{hashlib.md5(bytes(1000)).hexdigest()},a offset 1000-1999\n")
    for name in "list.json", "pieces":
        ran = subprocess.run([sys.executable, "-m", "hashlane", "check", name],
                             cwd=tmp_path, capture_output=True, text=True)
        if "built without the command" in ran.stderr:
            pytest.skip("NOT RUN: the module has no command")
        wanted = [line for line in ran.stdout.splitlines() if "a: " in line]
        found = [str(one) for one in hashlane.check(tmp_path / name, tmp_path)]
        assert "bytes " in found[0]
        assert found == wanted
