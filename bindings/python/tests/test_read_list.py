# SPDX-License-Identifier: MIT
"""Lists are read as their tools wrote them, and tools read those written."""
import gc
import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import threading
import zlib

import hashlane
import pytest
from hashlane import Claim, ListEntry

NAMES = ["plain", "a b", " lead", "#hash", "*star", "back\\slash",
         "new\nline", "\xe9", os.fsdecode(b"\xff\xfe"), "tab\t",
         "d41d8cd98f00b204e9800998ecf8427e", "MD5 (x) = y", "{brace}"]
TOOLS = {"md5sum": "md5", "sha1sum": "sha1", "sha256sum": "sha256",
         "sha512sum": "sha512"}


@pytest.fixture(name="files")
def make_files_here(tmp_path, monkeypatch):
    """Create files in the current folder: {name: data}."""
    monkeypatch.chdir(tmp_path)
    files = {name: b"data of " + os.fsencode(name) * 9 for name in NAMES}
    for name, data in files.items():
        with open(name, "xb") as file:
            file.write(data)
    return files


def run(*command, **words):
    return subprocess.run(command, capture_output=True, check=True,
                          **words).stdout


# ---- Reading ----


@pytest.mark.parametrize("flags", [[], ["--tag"], ["--binary"], ["--zero"]])
@pytest.mark.parametrize("tool", TOOLS)
def test_lists_of_the_tools(files, tool, flags):
    text = run(tool, *flags, "--", *files)
    nul = "--zero" in flags
    with hashlane.read_list(text, nul=nul, algorithms=TOOLS[tool]) as reader:
        entries = list(reader)
    assert [one.name for one in entries] == NAMES
    assert [one.name_bytes for one in entries] == [*map(os.fsencode, NAMES)]
    assert [one.line for one in entries] == [*range(1, len(NAMES) + 1)]
    end = b"\0" if nul else b"\n"
    assert b"".join(one.raw + end for one in entries) == text
    for one in entries:
        digest = hashlib.new(TOOLS[tool], files[one.name]).digest()
        assert one.ok and one.digests == {TOOLS[tool]: digest}
        assert one.claims[0].text == digest.hex()
        assert one.format == reader.format == (
            "bsd" if "--tag" in flags else "gnu")
        assert one.size is None and one.mtime_ns is None
        assert not one.percent
    assert reader.malformed == 0 and not reader.signed


def test_candidates():
    entry, = hashlane.read_list(b"0" * 32 + b"  a\n")
    assert "md5" in entry.claims[0].algorithms
    assert entry.claims[0].digest == bytes(16)
    assert entry.claims[0].tag is None
    reader = hashlane.read_list(b"0" * 32 + b"  a\n", guess=False)
    entry, = reader
    assert not entry.ok and not reader.guessed
    entry, = hashlane.read_list(b"0" * 32 + b"  a\n", algorithms=["md5"])
    assert entry.digests == {"md5": bytes(16)}


def test_unknown_tags():
    entry, = hashlane.read_list(b"WHIRLPOOL (a) = " + b"0" * 128 + b"\n")
    assert entry.ok and entry.digests == {}
    claim, = entry.claims
    assert claim.algorithms == () and claim.tag == "WHIRLPOOL"
    assert claim.text == "0" * 128


def test_sizes_and_times():
    data = "md5,path,size,mtime_ns\n" + "0" * 32 + ",a,7,123456789\n"
    entry, = hashlane.read_list(data.encode(), format="csv")
    assert (entry.name, entry.size, entry.mtime_ns) == ("a", 7, 123456789)
    assert entry.digests == {"md5": bytes(16)} and entry.format == "csv"


def test_malformed_lines():
    text = b"0" * 32 + b"  a\nwhat is this\n" + b"0" * 32 + b"  b\n"
    reader = hashlane.read_list(text, algorithms="md5")
    entries = list(reader)
    assert [one.ok for one in entries] == [True, False, True]
    bad = entries[1]
    assert (bad.name, bad.claims, bad.line, bad.raw) == ("", (), 2,
                                                         b"what is this")
    assert isinstance(bad.error, hashlane.FormatError)
    assert str(bad.error).startswith("line 2: ")
    assert reader.malformed == 1


def test_sources(tmp_path):
    text = b"".join(b"%032d  %d\n" % (i, i) for i in range(5000))
    path = tmp_path / "x.md5"
    path.write_bytes(text)
    with open(path, "rb") as file, open(path, "rb", buffering=0) as raw:
        for source in (path, str(path), text, bytearray(text),
                       memoryview(text), io.BytesIO(text), file, raw):
            reader = hashlane.read_list(source, algorithms="md5")
            names = [one.name for one in reader]
            assert names == [str(i) for i in range(5000)], source
            assert list(reader) == [] and reader.format == "gnu"
    assert hashlane.read_list(path).name == str(path)
    with pytest.raises(ValueError, match="mode 'rb'"):
        hashlane.read_list(io.StringIO(text.decode()))
    with pytest.raises(TypeError, match="a list must be"):
        hashlane.read_list(7)
    with pytest.raises(ValueError, match="format"):
        hashlane.read_list(text, format="xml")


def test_a_pipe():
    reader, writer = os.pipe()
    with open(reader, "rb") as file, open(writer, "wb") as out:
        out.write(b"0" * 32 + b"  a\n")
        out.close()
        entry, = hashlane.read_list(file)
    assert entry.name == "a"


def test_errors_of_files(tmp_path):
    class Bad:
        def read(self, size):
            raise OSError(5, "mine")

    with pytest.raises(OSError, match="mine"):
        list(hashlane.read_list(Bad()))
    with pytest.raises(FileNotFoundError):
        hashlane.read_list(tmp_path / "none")
    with pytest.raises(hashlane.FormatError):
        list(hashlane.read_list(b"\0" + os.urandom(1000)))


def test_close(tmp_path):
    path = tmp_path / "list"
    path.write_bytes(b"0" * 32 + b"  a\n")
    before = len(os.listdir("/proc/self/fd"))
    readers = [hashlane.read_list(path) for _ in range(10)]
    readers[0].close()
    readers[0].close()
    assert list(readers[0]) == []
    del readers
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before


def test_threads_share_a_reader():
    text = b"".join(b"%032d  %d\n" % (i, i) for i in range(20_000))
    reader = hashlane.read_list(text)
    found = [[] for _ in range(4)]
    threads = [threading.Thread(
        target=lambda names: names.extend(int(one.name) for one in reader),
        args=(names,)) for names in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sum(found, [])) == list(range(20_000))


def test_json():
    lines = [
        {"path": "a", "size": 3, "mtime_ns": 5, "status": "ok",
         "digests": {"md5": "00" * 16, "x": "text"}},
        {"path_b64": "/w==", "digests": {}, "parts": {
            "ed2k": {"bytes": 9728000, "digests": ["11" * 16, "22" * 16]}}},
        {"path": "b", "Hashes": {"QuickXorHash": "33" * 20}},
        # Only of no bytes an algorithm may have no digest.
        {"path": "c", "size": 0, "digests": {"md5": "00" * 16, "tth": None}},
        {"path": "d", "size": 3, "digests": {"md5": "00" * 16, "tth": None}},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    reader = hashlane.read_list(text.encode())
    first, second, third, empty, bad = reader
    assert reader.format == "json"
    assert first == ListEntry(
        "a", (Claim(("md5",), bytes(16), "md5", "00" * 16),
              Claim((), None, "x", "text")), 3, 5, 1, "json",
        json.dumps(lines[0]).encode(), first.section)
    assert second.name_bytes == b"\xff"
    assert second.claims == (Claim(("ed2k",), b"\x11" * 16 + b"\x22" * 16,
                                   "ed2k", None, 9728000),)
    assert third.digests == {"quickxor": b"\x33" * 20}
    assert empty.digests == {"md5": bytes(16)}
    assert not bad.ok and "tth" in str(bad.error)


def test_entries_of_ones_own():
    entry = ListEntry.of(b"\xff", {"SHA-1": "DA39A3EE5E6B4B0D3255BFEF95601890"
                                   "AFD80709"}, size=0)
    assert entry.name == "\udcff" and entry.size == 0 and entry.ok
    assert entry.digests == {"sha1": hashlib.sha1(b"").digest()}
    tth = ListEntry.of("a", {"tth": hashlane.tth(b"").text()})
    assert tth.digests == {"tth": hashlane.tth(b"").digest()}
    with pytest.raises(ValueError, match="no digest of md5"):
        ListEntry.of("a", {"md5": "xyz"})
    with pytest.raises(hashlane.AlgorithmError):
        ListEntry.of("a", {"md6": bytes(16)})


# ---- Writing ----


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("format", ["auto", "gnu", "bsd"])
def test_tools_read_what_is_written(files, tool, format):
    results = hashlane.hash_files(NAMES, TOOLS[tool])
    assert results.write("SUMS", format) == 0
    env = {**os.environ, "LC_ALL": "C"}
    told = run(tool, "--strict", "-c", "SUMS", env=env)
    assert told.count(b": OK") == len(NAMES)
    flags = ["--tag"] if format == "bsd" else []
    with open("SUMS", "rb") as file:
        assert file.read() == run(tool, *flags, "--", *NAMES)
    assert results.write("SUMS0", format, nul=True) == 0
    with open("SUMS0", "rb") as file:
        assert file.read() == run(tool, *flags, "-z", "--", *NAMES)


@pytest.mark.parametrize("format, algorithms", [
    ("gnu", ["sha256"]), ("bsd", ["md5", "tth", "s3-etag:part=5MiB"]),
    ("sfv", ["crc32"]), ("hashdeep", ["md5", "sha256"]),
    ("csv", ["md5", "tth"]), ("json", ["md5", "tth", "ed2k"]),
    ("ed2k", ["ed2k"]), ("magnet", ["tth", "sha1"])])
def test_what_is_written_is_read(files, format, algorithms):
    results = hashlane.hash_files(NAMES, algorithms)
    left_out = results.write("list", format)
    entries = list(hashlane.read_list("list", format=format))
    assert all(one.ok for one in entries)
    assert len({one.name for one in entries}) == len(NAMES) - left_out
    assert left_out < 5
    for one in entries:
        row = results[NAMES.index(one.name)]
        if one.size is not None:
            assert one.size == row.size
        for name, digest in one.digests.items():
            assert digest == row.digest(name)
    check = hashlane.check("list", format=format)
    assert all(one.ok for one in check) and check.ok


def test_sfv(files):
    results = hashlane.hash_files(["plain", "a b"], "crc32")
    assert results.write("x.sfv") == 0
    with open("x.sfv", "rb") as file:
        lines = [line for line in file.read().splitlines()
                 if not line.startswith(b";")]
    assert [line.upper() for line in lines] == [
        b"%s %08X" % (name.upper().encode(), zlib.crc32(files[name]))
        for name in ("plain", "a b")]


def test_json_lines(files):
    rows = hashlane.hash_files([*NAMES, "none"], ["md5", "tth"])
    out = io.BytesIO()
    assert rows.write(out, format="json", mtime=True) == 0
    lines = out.getvalue().decode().splitlines()
    assert len(lines) == len(NAMES) + 1
    for line, row in zip(lines, rows):
        found = json.loads(line)
        if not row.ok:
            assert found == {"path": "none", "status": "NOT_FOUND",
                             "error": "No such file or directory"}
            continue
        name = ({"path_b64": "//4="} if row.path == "\udcff\udcfe" else
                {"path": row.path})
        assert found == name | {
            "size": row.size, "mtime_ns": os.stat(row.path).st_mtime_ns,
            "status": "ok", "digests": row.texts}
        assert list(found) == [*name, "size", "mtime_ns", "status", "digests"]


def test_json_as_the_command_writes_it(files):
    ran = subprocess.run([sys.executable, "-m", "hashlane", "sum", "-a",
                          "md5,tth", "--format", "json", "--", *NAMES],
                         capture_output=True)
    if b"built without the command" in ran.stderr:
        pytest.skip("NOT RUN: the module has no command")
    out = io.BytesIO()
    hashlane.hash_files(NAMES, ["md5", "tth"]).write(out, "json")
    assert out.getvalue() == ran.stdout
    assert b"mtime" not in ran.stdout


def test_rows_that_are_left_out(files):
    results = hashlane.hash_files(["plain", "none", "new\nline", "a b"],
                                  "crc32")
    out = io.BytesIO()
    assert results.write(out, "sfv") == 2
    assert [one.name for one in hashlane.read_list(
        out.getvalue(), format="sfv")] == ["plain", "a b"]
    none = hashlane.hash_files(["none"], "crc32")
    out = io.BytesIO()
    with pytest.raises(hashlane.UnsupportedError, match="no row"):
        none.write(out, "sfv")
    assert out.getvalue() == b""
    with pytest.raises(hashlane.UnsupportedError):
        hashlane.hash_files(["plain"], "md5").write(out, "sfv")
    with pytest.raises(ValueError):
        hashlane.hash_files(["plain"], "md5").write(out, "xml")
    assert out.getvalue() == b""


def test_no_rows():
    out = io.BytesIO()
    assert hashlane.hash_files([], "md5").write(out) == 0
    assert list(hashlane.read_list(out.getvalue())) == []


def test_a_file_is_replaced_as_a_whole(files):
    results = hashlane.hash_files(["plain"], "crc32")
    with open("list", "wb") as file:
        file.write(b"old")
    os.chmod("list", 0o640)
    before = os.stat("list").st_ino
    assert results.write("list") == 0
    now = os.stat("list")
    assert stat.S_IMODE(now.st_mode) == 0o640 and now.st_ino != before
    with open("list", "rb") as file:
        text = file.read()
    assert len(list(hashlane.read_list(text, algorithms="crc32"))) == 1
    os.symlink("list", "link")
    hashlane.hash_files(["a b"], "crc32").write("link")
    assert os.readlink("link") == "list"
    assert stat.S_IMODE(os.stat("link").st_mode) == 0o640
    with open("list", "rb") as file:
        after = file.read()
    assert after != text
    names = set(os.listdir())
    none = hashlane.hash_files(["none"], "crc32")
    for path, format in (("list", "gnu"), ("fresh", "gnu"), ("list", "ed2k")):
        with pytest.raises(hashlane.UnsupportedError):
            none.write(path, format)
    with open("list", "rb") as file:
        assert file.read() == after
    assert set(os.listdir()) == names
    umask = os.umask(0o027)
    try:
        results.write("fresh")
    finally:
        os.umask(umask)
    assert stat.S_IMODE(os.stat("fresh").st_mode) == 0o640
    with pytest.raises(FileNotFoundError):
        results.write("nowhere/list")


def test_a_full_disk_keeps_the_old_list(files):
    """The list is larger than the process may write."""
    code = """
import os, resource, signal, hashlane
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
results = hashlane.hash_files(["plain"] * 100_000, "sha512")
with open("list", "wb") as file:
    file.write(b"old")
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
names = set(os.listdir())
try:
    results.write("list")
except OSError:
    assert open("list", "rb").read() == b"old"
    assert set(os.listdir()) == names
    os._exit(7)
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 7


def test_devices_and_files_of_python(files):
    results = hashlane.hash_files(["plain"], "md5")
    wanted = run("md5sum", "plain")
    assert results.write("/dev/null") == 0
    assert not stat.S_ISREG(os.stat("/dev/null").st_mode)
    os.mkfifo("fifo")
    with subprocess.Popen(["cat", "fifo"], stdout=subprocess.PIPE) as cat:
        results.write("fifo")
        assert cat.stdout.read() == wanted
    with open("raw", "wb", buffering=0) as raw:
        results.write(raw)
    with open("raw", "rb") as file:
        assert file.read() == wanted
    with pytest.raises(ValueError, match="mode 'wb'"):
        results.write(io.StringIO())

    class Slow:
        def __init__(self):
            self.text = b""

        def write(self, data):
            self.text += data[:5]
            return len(data[:5])

    slow = Slow()
    results.write(slow)
    assert slow.text == wanted


def test_a_pipe_that_is_full(files):
    """Lines that a non-blocking pipe did not take are not lost in silence."""
    results = hashlane.hash_files(["plain"] * 3000, "sha256")
    for buffering, proxied in ((0, False), (0, True), (-1, False)):
        read, write = os.pipe()
        os.set_blocking(write, False)
        target = file = open(write, "wb", buffering=buffering)
        if proxied:
            class Proxy:
                fileno = file.fileno

                def write(self, data):
                    return file.write(data)

            target = Proxy()
        with pytest.raises(BlockingIOError):
            results.write(target, "gnu")
        os.close(read)
        try:
            file.close()
        except BrokenPipeError:
            pass


def test_what_a_write_returns(files):
    results = hashlane.hash_files(["plain"], "md5")
    wanted = run("md5sum", "plain")

    class Target:
        def __init__(self, returned):
            self.returned, self.text = returned, b""

        def write(self, data):
            self.text += data
            return self.returned

    # None and True are no counts: the object took all.
    for returned in (None, True, "text", len(wanted)):
        target = Target(returned)
        assert results.write(target) == 0
        assert target.text == wanted
    for returned in (0, -1, len(wanted) + 1):
        with pytest.raises(OSError, match=f"returned {returned}"):
            results.write(Target(returned))


def test_ends_and_times(files):
    results = hashlane.hash_files(["plain"], "md5")
    out = io.BytesIO()
    results.write(out, "gnu", crlf=True)
    assert out.getvalue() == run("md5sum", "plain").replace(b"\n", b"\r\n")
    results.write("list.csv", mtime=True)
    entry, = hashlane.read_list("list.csv")
    assert entry.mtime_ns == os.stat("plain").st_mtime_ns
    assert entry.format == "csv"


def test_loaded_results_are_written(files):
    results = hashlane.hash_files(NAMES, "md5")
    out = io.BytesIO()
    hashlane.Results.load(results.to_bytes()).write(out)
    assert out.getvalue() == run("md5sum", "--", *NAMES)
