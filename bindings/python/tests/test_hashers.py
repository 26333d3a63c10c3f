# SPDX-License-Identifier: MIT
"""Hashers, with hashlib as the oracle."""
import hashlib
import inspect
import io
import pickle
import threading
import zlib

import hashlane
import pytest
from hypothesis import given
from hypothesis import strategies as st

SAME = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224",
        "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"]


@given(st.sampled_from(SAME), st.lists(st.binary(max_size=5000), max_size=5))
def test_equal_to_hashlib(name, pieces):
    ours, theirs = hashlane.new(name), hashlib.new(name)
    for piece in pieces:
        ours.update(piece)
        theirs.update(piece)
    assert ours.digest() == theirs.digest()
    assert ours.hexdigest() == theirs.hexdigest()
    assert ours.digest_size == theirs.digest_size
    assert ours.block_size == theirs.block_size


def test_versions():
    assert hashlane.version() == hashlane.__version__
    assert isinstance(hashlane.abi_version(), int)
    for call in hashlane.version, hashlane.abi_version:
        with pytest.raises(TypeError, match="no arguments"):
            call(1)
        with pytest.raises(TypeError):
            call(x=1)


@given(st.binary(max_size=100000))
def test_crc32(data):
    assert int(hashlane.crc32(data).hexdigest(), 16) == zlib.crc32(data)


@pytest.mark.parametrize("name", SAME)
def test_named_constructors(name):
    assert (getattr(hashlane, name)(b"abc").hexdigest() ==
            getattr(hashlib, name)(b"abc").hexdigest())
    assert name in hashlane.algorithms_available


def test_a_place_is_no_bool():
    hasher = hashlane.Hasher(["md5", "sha1"], b"abc")
    row = hashlane.hash_file(__file__, ["md5", "sha1"])
    for one in hasher, row:
        for call in one.digest, one.hexdigest, one.text:
            for place in True, False:
                with pytest.raises(TypeError, match="bool"):
                    call(place)
        assert one.digest(1) == one.digest("sha1")


def test_copy_goes_its_own_way():
    first = hashlane.new("sha1", b"ab")
    second = first.copy()
    second.update(b"c")
    assert first.hexdigest() == hashlib.sha1(b"ab").hexdigest()
    assert second.hexdigest() == hashlib.sha1(b"abc").hexdigest()


def test_text_is_the_algorithms_own():
    assert (hashlane.new("tth", b"").text() ==
            "LWPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNQ")
    assert hashlane.new("oci", b"").text().startswith("sha256:e3b0c442")


@given(st.binary(max_size=3000))
def test_several_at_once(data):
    several = hashlane.MultiHasher(["md5", "sha256", "crc32"], data)
    assert several.digests() == {
        "md5": hashlib.md5(data).digest(),
        "sha256": hashlib.sha256(data).digest(),
        "crc32": zlib.crc32(data).to_bytes(4, "big")}
    assert several.copy().hexdigests() == several.hexdigests()


@given(st.lists(st.binary(max_size=300), max_size=70))
def test_hash_many(messages):
    assert memoryview(hashlane.hash_many(messages, "md5")) == b"".join(
        hashlib.md5(message).digest() for message in messages)


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview])
def test_anything_with_a_buffer(make):
    data = bytes(range(256)) * 100
    assert (hashlane.new("md5", make(data)).hexdigest() ==
            hashlib.md5(data).hexdigest())


def test_file_digest(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1000000)
    with open(path, "rb") as file:
        assert (hashlane.file_digest(file, "sha256").hexdigest() ==
                hashlib.sha256(b"x" * 1000000).hexdigest())
    assert (hashlane.file_digest(io.BytesIO(b"abc"), "md5").hexdigest() ==
            hashlib.md5(b"abc").hexdigest())
    with open(path, encoding="ascii") as file, pytest.raises(ValueError):
        hashlane.file_digest(file, "md5")
    for closed in (file, io.BytesIO()):
        closed.close()
        with pytest.raises(ValueError):
            hashlane.file_digest(closed, "md5")
    with open(path, "rb") as file:
        assert (hashlane.file_digest(file, hashlane.md5).digest() ==
                hashlib.md5(b"x" * 1000000).digest())


SIZED = {"git-blob": hashlib.sha1, "swhid": hashlib.sha1,
         "git-blob-sha256": hashlib.sha256}


def makers(name):
    function = getattr(hashlane, name.replace("-", "_"))
    return (lambda *data, **size: hashlane.new(name, *data, **size),
            lambda *data, **size: function(*data, **size),
            lambda *data, **size: hashlane.Hasher(name, *data, **size),
            lambda *data, **size: hashlane.Hasher(["md5", name], *data,
                                                  **size))


@pytest.mark.parametrize("name", SIZED)
def test_size_in_advance(name):
    for data in b"", b"abc":
        blob = b"blob %d\0%s" % (len(data), data)
        expected = SIZED[name](blob).hexdigest()
        for make in makers(name):
            # The first data is complete unless size= declares more.
            for hasher in make(data), make(data, size=len(data)):
                assert hasher.hexdigest(-1) == expected
            with pytest.raises(hashlane.ArgumentError, match="size="):
                make(data).update(b"d")
            hasher = make(size=len(data))
            hasher.update(data)
            assert hasher.hexdigest(-1) == expected
            with pytest.raises(hashlane.ArgumentError, match="size="):
                make(data + b"d", size=len(data))
        assert hashlane.MultiHasher(["md5", name], data).hexdigests() == {
            "md5": hashlib.md5(data).hexdigest(), name: expected}
        assert hashlane.MultiHasher("all", data).hexdigests()[name] == expected
    for make in makers(name):
        with pytest.raises(hashlane.UnsupportedError,
                           match=f"^{name} .*size="):
            make()
    with pytest.raises(hashlane.UnsupportedError, match=f"^{name} .*size="):
        hashlane.MultiHasher([name])


def test_data_without_size_may_go_on():
    hasher = hashlane.MultiHasher(["md5", "sha1"], b"ab")
    hasher.update(b"c")
    assert hasher.hexdigests() == {
        name: hashlib.new(name, b"abc").hexdigest() for name in hasher.names}
    with pytest.raises(hashlane.UnsupportedError, match="git-blob .*size="):
        hashlane.MultiHasher("all")


def test_wrong_use():
    with pytest.raises(ValueError, match="did you mean md4, md5"):
        hashlane.new("md6")
    with pytest.raises(TypeError, match="encoded"):
        hashlane.new("md5", "text")
    with pytest.raises(TypeError):
        hashlane.new(5)
    with pytest.raises(TypeError):
        hashlane.new("md5").update(None)
    with pytest.raises(IndexError):
        hashlane.new("md5").digest(1)
    with pytest.raises(ValueError):
        hashlane.MultiHasher([])
    with pytest.raises(ValueError):
        hashlane.MultiHasher(["md5"] * 65)
    released = memoryview(b"abc")
    released.release()
    with pytest.raises(ValueError):
        hashlane.new("md5", released)
    with pytest.raises(TypeError):
        hashlane.hash_many([b"a", "b"], "md5")


def test_threads_share_a_hasher():
    data = b"x" * 100000
    hasher = hashlane.new("sha256")
    threads = [threading.Thread(target=lambda: [
        hasher.update(data) for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hasher.hexdigest() == hashlib.sha256(data * 160).hexdigest()


def test_hashlibs_arguments():
    assert hashlane.new("md5", data=b"a", usedforsecurity=False).name == "md5"
    assert hashlane.md5(data=b"a").digest() == hashlib.md5(b"a").digest()
    for wrong in ({"date": b""}, {"data": b"", "size": "3"}):
        with pytest.raises(TypeError):
            hashlane.new("md5", **wrong)
    with pytest.raises(TypeError):
        hashlane.md5(b"a", data=b"a")
    with pytest.raises(TypeError):
        hashlane.md5(b"a", b"b")
    with pytest.raises(TypeError):
        hashlane.new()
    with pytest.raises((OverflowError, ValueError)):
        hashlane.new("git-blob", size=-1)
    assert str(inspect.signature(hashlane.sha3_256)) == (
        "(data=b'', *, usedforsecurity=True, size=None)")
    assert hashlane.sha3_256.__name__ == "sha3_256"


def test_errors_go_to_other_processes():
    with pytest.raises(hashlane.NotFoundError) as met:
        hashlane.hash_file("/none/such")
    for error in (met.value, hashlane.AlgorithmError("text")):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error) and str(again) == str(error)


def test_a_short_update_waits_for_a_long_one():
    hasher, data = hashlane.new("sha256"), bytes(30000000)
    thread = threading.Thread(target=hasher.update, args=(data,))
    thread.start()
    hasher.update(b"")
    hasher.digest()
    hasher.copy()
    thread.join()
    assert hasher.digest() == hashlib.sha256(data).digest()
