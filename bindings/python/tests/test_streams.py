# SPDX-License-Identifier: MIT
"""Streams of every kind and every end."""
import hashlib
import io
import os
import random

import hashlane
import pytest

MIN_MEMORY = 4 << 20


def cut(data, source):
    """Return chunks of any length, including empty chunks."""
    at = 0
    while at < len(data):
        n = source.choice([0, 1, 100, 5000, 300000])
        yield data[at:at + n]
        at += n


@pytest.mark.parametrize("memory_limit", [None, MIN_MEMORY])
@pytest.mark.parametrize("count", [0, 1, 300])
def test_equal_to_hashlib(count, memory_limit):
    source = random.Random(count)
    datas = [source.randbytes(source.choice([0, 1, 1000, 70000]))
             for _ in range(count)]
    results = hashlane.hash_streams(
        (cut(data, source) if i % 2 else io.BytesIO(data)
         for i, data in enumerate(datas)), ["md5", "sha256"],
        memory_limit=memory_limit)
    assert len(results) == count
    for i, (row, data) in enumerate(zip(results, datas)):
        assert row.ok and row.index == row.input == i and row.path == ""
        assert row.size == len(data)
        assert row.digest(0) == hashlib.md5(data).digest()
        assert row.digest(1) == hashlib.sha256(data).digest()


def test_names_and_kinds():
    streams = {"a": [b"abc"], "b": b"abc", "c": io.BytesIO(b"abc"),
               b"\xff": [bytearray(b"a"), memoryview(b"bc")],
               "e": iter([b"abc"])}
    rows = list(hashlane.hash_streams(streams, "md5", at_once=2))
    assert [row.path for row in rows] == ["a", "b", "c", "\udcff", "e"]
    assert {row.hexdigest() for row in rows} == {
        hashlib.md5(b"abc").hexdigest()}


def broken(error):
    yield b"abc"
    raise error


def test_one_fails_alone():
    results = hashlane.hash_streams(
        [[b"abc"], broken(ConnectionResetError()), [b"abc"]], "md5")
    assert [row.ok for row in results] == [True, False, True]
    assert isinstance(results[1].error, hashlane.ReadError)
    with pytest.raises(ZeroDivisionError):
        hashlane.hash_streams([[b"abc"], broken(ZeroDivisionError())], "md5")
    with pytest.raises(TypeError):
        hashlane.hash_streams([["text"]], "md5")


def test_a_stream_without_bytes_for_now():
    """A pipe without bytes is not at its end."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.write(write, b"abc")
    with open(read, "rb", buffering=0) as file:
        row, other = hashlane.hash_streams([file, [b"abc"]], "md5")
    os.close(write)
    assert not row.ok and other.ok
    assert row.digest() is None and isinstance(row.error, OSError)
    with pytest.raises(TypeError):
        hashlane.hash_streams([[b"abc", None, b"def"]], "md5")


@pytest.mark.parametrize("count", [-1, 1 << 30])
def test_a_count_that_no_read_has(count):
    class Wrong:
        def readinto(self, buffer):
            return count

    with pytest.raises(OSError, match=f"returned {count}"):
        hashlane.file_digest(Wrong(), "md5")


def test_arguments():
    for wrong in ("path", b"data"):
        with pytest.raises(TypeError):
            hashlane.hash_streams(wrong, "md5")
    for at_once in (0, -1):
        with pytest.raises(hashlane.ArgumentError):
            hashlane.hash_streams([], "md5", at_once=at_once)
    with pytest.raises(hashlane.AlgorithmError):
        hashlane.hash_streams([], "nothing")
