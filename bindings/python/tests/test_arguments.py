# SPDX-License-Identifier: MIT
"""Arguments: wrong kinds raise, and all spellings of a name are equal."""
import asyncio
import ctypes
import hashlib
import io
import mmap
import os
import pathlib

import hashlane
import pytest
from hashlane import _core, aio
from hypothesis import given
from hypothesis import strategies as st

NAMES = [name for name, *_ in _core.algorithms()]


@pytest.fixture(name="tree", scope="module")
def make_tree(tmp_path_factory):
    """Create files whose names also occur as letters of the patterns."""
    root = tmp_path_factory.mktemp("tree")
    for name in ("a.txt", "t", "x", "b.bin", "sub/c.txt", "sub/t"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(name)
    return root


def below(root, **options):
    return [os.path.relpath(row.path, root)
            for row in hashlane.walk_hash(root, "md5", **options)]


@pytest.mark.parametrize("kind", [str, os.fsencode, pathlib.PurePath])
def test_a_pattern_is_not_its_letters(tree, kind):
    assert below(tree, include=kind("*.txt")) == ["a.txt", "sub/c.txt"]
    assert below(tree, exclude=kind("*t")) == ["b.bin", "x"]
    assert below(tree, include=kind("x")) == ["x"]
    assert below(tree, include=kind("sub/t")) == ["sub/t"]
    for several in (list, tuple, set, iter):
        wanted = several([kind("*.txt"), kind("x")])
        assert below(tree, include=wanted) == ["a.txt", "sub/c.txt", "x"]


@given(pattern=st.text("atx.*?b[]su/", min_size=1, max_size=8))
def test_a_pattern_is_a_list_of_one(tree, pattern):
    def found(**options):
        """Return the files, or the error of the pattern."""
        try:
            return below(tree, **options)
        except hashlane.ArgumentError as error:
            return str(error)

    for option in ("include", "exclude"):
        assert found(**{option: pattern}) == found(**{option: [pattern]})




# ---- Names ----

def respell(draw, name):
    """Return spellings of a name: other case, other separators."""
    return "".join(
        draw(st.sampled_from(["-", "_", ""])) if sign == "-" else
        draw(st.sampled_from([sign, sign.upper()])) for sign in name)


@st.composite
def spellings(draw):
    name = draw(st.sampled_from(NAMES))
    return name, respell(draw, name)


def test_names_are_there_once():
    available = hashlane.algorithms_available
    assert sorted(available) == sorted(NAMES)
    folded = [name.replace("_", "-").lower() for name in available]
    assert len(set(folded)) == len(available)
    for name in hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}:
        assert name in available
    assert hashlane.algorithms_secure < available
    for other in ("md6", "", 5, None, b"md5", "md\udc80", "shake_128"):
        assert other not in available


@given(spellings())
def test_a_spelling_is_one_of_the_names(pair):
    assert pair[1] in hashlane.algorithms_available


@given(pairs=st.lists(spellings(), min_size=1, max_size=5,
                      unique_by=lambda pair: pair[0]))
def test_every_spelling_is_the_same(tree, pairs):
    names, given_names = zip(*pairs)
    path = tree / "a.txt"
    results = hashlane.hash_files([path], given_names)
    with hashlane.run([path], given_names) as job:
        assert job.algorithms == results.algorithms == names
    row = results[0]
    several = hashlane.MultiHasher(given_names, path.read_bytes(), size=5)
    hasher = hashlane.Hasher(given_names, path.read_bytes(), size=5)
    assert several.names == hasher.names == names
    for found in (row.digests, row.texts, several.digests(), several.texts(),
                  several.hexdigests(), results.to_dict()[row.path]):
        assert tuple(found) == names
    assert set(names) < set(results.columns()[0])
    for i, (name, spelling) in enumerate(pairs):
        for form in ("digest", "hexdigest", "text"):
            wanted = getattr(hasher, form)(i)
            assert getattr(hasher, form)(spelling) == wanted
            for which in (i, name, spelling):
                assert getattr(row, form)(which) == wanted
        one = hashlane.new(spelling, path.read_bytes(), size=5)
        assert one.name == name and one.digest() == row.digest(name)
        assert hashlane.digest_text(spelling, one.digest()) == one.text()
        assert list(hashlane.hash_many([b"abc"], spelling)) == list(
            hashlane.hash_many([b"abc"], name))


def test_parameters_are_part_of_a_name(make_files):
    (path, _), = make_files([100])
    row = hashlane.hash_file(path, ["S3_ETag:part=5242880", "s3-etag"])
    assert list(row.digests) == ["s3-etag:part=5MiB", "s3-etag"]
    assert row.text("s3etag:part=5MiB") == row.text(0)
    assert row.text("s3-etag:part=8MiB") == row.text(1)
    hasher = hashlane.Hasher(["md5", "s3-etag:part=5MiB"])
    for holder in (row, hasher):
        for other in ("s3-etag:part=6MiB", "sha1", "md6", "", "md\udc80"):
            with pytest.raises(KeyError):
                holder.digest(other)
        for wrong in (None, 1.0, b"md5", ["md5"]):
            with pytest.raises(TypeError):
                holder.digest(wrong)
        for place in (2, -3, 1 << 70):
            with pytest.raises(IndexError):
                holder.digest(place)
        assert holder.digest(-1) == holder.digest(1)
        with pytest.raises(TypeError):
            holder.digest(0, 1)


def test_all_of_them(make_files):
    (path, data), = make_files([100])
    for every in ("all", "ALL", ["all"], hashlane.algorithms_available):
        row = hashlane.hash_file(path, every)
        assert sorted(row.digests) == sorted(NAMES)
        several = hashlane.MultiHasher(every, data, size=len(data))
        assert several.digests() == row.digests
        assert several.texts() == row.texts
    assert list(hashlane.hash_file(path, ["tth", "all"]).digests) == [
        "tth", *(name for name in NAMES if name != "tth")]
    with pytest.raises(hashlane.AlgorithmError):
        hashlane.new("all")


def test_texts_are_what_is_written(make_files):
    files = make_files([0, 100, 9 << 20])
    results = hashlane.hash_files([path for path, _ in files], "all")
    told = results.to_dict()
    for row, (path, data) in zip(results, files):
        md5 = hashlib.md5(data).hexdigest()
        parts = [hashlib.md5(data[at:at + (8 << 20)]).digest()
                 for at in range(0, len(data), 8 << 20)]
        etag = md5 if len(parts) < 2 else (
            f"{hashlib.md5(b''.join(parts)).hexdigest()}-{len(parts)}")
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        assert told[path] == row.texts
        assert row.texts["s3-etag"] == etag
        assert row.texts["oci"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert row.texts["swhid"] == f"swh:1:cnt:{blob}"
        assert row.texts["md5"] == md5
        assert len(row.texts["tth"]) == 39 and len(row.texts["aich"]) == 32
        several = hashlane.MultiHasher("all", data, size=len(data))
        for name in NAMES:
            assert (several.hexdigests()[name] ==
                    several.digests()[name].hex())
        assert {name: text or None for name, text in
                several.texts().items()} == row.texts
    missing = hashlane.hash_files(["/none/such"], ["md5", "tth"])
    assert missing.to_dict() == {"/none/such": {"md5": None, "tth": None}}


# ---- The interface of hashlib ----

CALLS = [((), {}), (("md5",), {}), (("md5", b"a"), {}), (("MD5", b"a"), {}),
         ((), {"name": "md5"}), ((), {"name": "md5", "data": b"a"}),
         ((), {"data": b"a"}), (("md5",), {"name": "md5"}),
         (("md5", b"a"), {"data": b"a"}), (("md5", b"a", b"b"), {}),
         (("md5",), {"usedforsecurity": False}), (("md5", None), {}),
         ((), {"name": "md5", "data": b"a", "usedforsecurity": True}),
         ((), {"name": None}), ((b"md5",), {}), ((5,), {}), ((None,), {}),
         (("md5", "text"), {}), (("md5", 5), {}), (("md5",), {"data": "a"}),
         (("md5",), {"other": 1}), (("none",), {}), (("",), {}),
         (("md5", [1]), {})]


@pytest.mark.parametrize("arguments, words", CALLS)
def test_new_is_called_as_hashlibs(arguments, words):
    def outcome(new):
        try:
            return new(*arguments, **words).hexdigest()
        except (TypeError, ValueError) as error:
            return next(kind for kind in (TypeError, ValueError)
                        if isinstance(error, kind))
    assert outcome(hashlane.new) == outcome(hashlib.new)


@pytest.mark.parametrize("value", [None, 5, "a", [1], object(), 1.5,
                                   memoryview(b"abcd")[::2]])
def test_data_of_a_wrong_kind(value):
    for function in (hashlib, hashlane):
        for call in (lambda: function.md5(value),
                     lambda: function.md5().update(value),
                     lambda: function.new("md5", value)):
            with pytest.raises((TypeError, BufferError)):
                call()
    for call in (lambda: hashlane.Hasher(["md5"], value),
                 lambda: hashlane.MultiHasher(["md5"], value),
                 lambda: hashlane.MultiHasher(["md5"]).update(value),
                 lambda: hashlane.hash_many([value], "md5"),
                 lambda: hashlane.digest_text("md5", value)):
        with pytest.raises((TypeError, BufferError)):
            call()


@pytest.mark.parametrize("holder", [
    hashlane.Hasher, hashlane.Row, hashlane.Digests, _core.Block, _core.Job,
    type(iter(hashlane.hash_files(["/"])._blocks[0])),
    type(hashlane.hash_files(["/"]).columns()[0]["size"].obj)])
def test_types_cannot_be_changed(holder):
    with pytest.raises(TypeError):
        type(hashlib.md5()).digest = None
    for name in [*vars(holder), "another"]:
        with pytest.raises(TypeError):
            setattr(holder, name, None)
    for name in vars(holder):
        with pytest.raises(TypeError):
            delattr(holder, name)


def test_objects_cannot_be_changed():
    row = hashlane.hash_files(["/"])[0]
    for thing in (hashlane.md5(), row, hashlane.hash_many([b""], "md5")):
        for name in [name for name in dir(thing) if name[0] != "_"]:
            with pytest.raises(AttributeError):
                setattr(thing, name, None)
        with pytest.raises(AttributeError):
            thing.another = 1


# ---- Numbers, words and other arguments ----

HUGE = 10 ** 30
NO_COUNT = [0, -1, -HUGE, HUGE, 1 << 64, 1 << 63, -(1 << 63)]
NO_INT = [True, False, 1.0, 2.5, "1", b"1", [1], object(), float("nan")]


class Index:
    def __index__(self):
        return 1


@pytest.fixture(name="calls")
def make_calls(make_files):
    """Call each function that hashes files with the options."""
    (path, _), = make_files([5])
    folder = os.path.dirname(path)

    async def gather(**options):
        return [row async for row in aio.hash_files([path], **options)]
    return [lambda **options: list(hashlane.hash_files([path], **options)),
            lambda **options: list(hashlane.run([path], **options)),
            lambda **options: list(hashlane.walk_hash(folder, **options)),
            lambda **options: asyncio.run(gather(**options))]


@pytest.mark.parametrize("option", ["workers", "memory_limit"])
def test_numbers(calls, option):
    for call in calls:
        for value in NO_COUNT:
            with pytest.raises(hashlane.ArgumentError, match=option):
                call(**{option: value})
        for value in NO_INT:
            with pytest.raises(TypeError, match=option):
                call(**{option: value})
        assert len(call(**{option: None})) == 1
    for call in calls:
        with pytest.raises(hashlane.ArgumentError):
            call(workers=1025)
        with pytest.raises(hashlane.ArgumentError):
            call(memory_limit=(4 << 20) - 1)
        assert len(call(workers=Index(), memory_limit=4 << 20)) == 1


def test_sizes():
    for make in (lambda size: hashlane.new("git-blob", size=size),
                 lambda size: hashlane.git_blob(size=size),
                 lambda size: hashlane.Hasher("git-blob", size=size),
                 lambda size: hashlane.MultiHasher(["git-blob"], size=size)):
        for value in (-1, -HUGE, HUGE, 1 << 64):
            with pytest.raises(hashlane.ArgumentError, match="size"):
                make(value)
        for value in NO_INT:
            with pytest.raises(TypeError, match="size"):
                make(value)
        with pytest.raises(hashlane.UnsupportedError):
            make(None)
        make(0), make(Index()), make((1 << 64) - 1)


def test_rows_of_a_batch(make_files):
    pytest.importorskip("pyarrow")
    (path, _), = make_files([5])
    for value in NO_COUNT[:-3] + [None]:
        with pytest.raises((hashlane.ArgumentError, TypeError)):
            hashlane.run([path]).to_batches(rows=value)
    for value in NO_INT:
        with pytest.raises(TypeError):
            hashlane.run([path]).to_batches(rows=value)


def test_words(calls):
    for call in calls[:2] + calls[3:]:
        for value in ("none", "Input", "", None, 1, b"input", ["input"]):
            with pytest.raises(hashlane.ArgumentError, match="order"):
                call(order=value)
    for call in (calls[0], calls[2]):
        for value in ("ignore", "", None, 1, b"raise", ["raise"]):
            with pytest.raises(hashlane.ArgumentError, match="on_error"):
                call(on_error=value)
    for call in calls:
        for value in (5, "bar", 1, []):
            with pytest.raises(TypeError, match="progress"):
                call(progress=value)
        with pytest.raises(TypeError):
            call(other=1)
        for value in (5, None, [5], b"md5", [None], [["md5"]]):
            with pytest.raises(TypeError):
                call(algorithms=value)
        for value in ([], (), "", [""], "md5 sha1", ["md6"], "md\udc80",
                      ["md5"] * 65):
            with pytest.raises(ValueError):
                call(algorithms=value)
        assert len(call(progress=False)) == 1


def test_paths_of_a_wrong_kind():
    async def gather(paths):
        return [row async for row in aio.hash_files(paths)]
    for call in (hashlane.hash_files, lambda paths: list(hashlane.run(paths)),
                 lambda paths: asyncio.run(gather(paths))):
        for value in ("one", b"one", pathlib.Path("one"), None, 5, [5],
                      [None], [["a"]], bytearray(b"a"), 1.5, iter([5])):
            with pytest.raises(TypeError):
                call(value)
        with pytest.raises(ValueError):
            call(["a\0b"])
    for call in (hashlane.hash_file, hashlane.walk_hash):
        for value in (None, 5, ["a"], 1.5, bytearray(b"a")):
            with pytest.raises(TypeError):
                call(value)
        with pytest.raises(ValueError):
            call("a\0b")
    for option in ("include", "exclude"):
        for value in (5, [5], [None], 1.5, bytearray(b"a"), [["*"]]):
            with pytest.raises(TypeError):
                hashlane.walk_hash("/none", **{option: value})
        with pytest.raises(ValueError):
            hashlane.walk_hash("/none", **{option: "a\0b"})


def test_other_functions_of_a_wrong_kind():
    for value in (None, 5, b"md5", ["md5"], 1.5):
        for call in (lambda: hashlane.hash_many([b"a"], value),
                     lambda: hashlane.hash_column([b"a"], value),
                     lambda: hashlane.digest_text(value, b""),
                     lambda: hashlane.file_digest(io.BytesIO(), value)):
            with pytest.raises(TypeError):
                call()
    for value in (None, 5, b"abc", "abc", [None], ["a"], [5], 1.5, object()):
        with pytest.raises(TypeError):
            hashlane.hash_many(value, "md5")
        with pytest.raises(TypeError):
            hashlane.hash_column(value, "md5")
    for value in (None, 5, "name", b"bytes", object()):
        with pytest.raises((TypeError, ValueError)):
            hashlane.file_digest(value, "md5")
    for value in (None, 5, "md5", b"md5", [5], [None], 1.5):
        with pytest.raises(TypeError):
            hashlane.MultiHasher(value)
    for made in (hashlane.Digests, hashlane.Row, _core.Block):
        with pytest.raises(TypeError):
            made()
    digests = hashlane.hash_many([b"a"], "md5")
    for value in (None, "0", 1.5):
        with pytest.raises(TypeError):
            digests[value]
        with pytest.raises(TypeError):
            hashlane.hash_files([])[value]
    for thing in (digests, hashlane.hash_files(["/"])._blocks[0]):
        with pytest.raises(TypeError):
            thing.__arrow_c_array__(None, 1)
        with pytest.raises(TypeError):
            thing.__arrow_c_array__(other=None)
        assert len(thing.__arrow_c_array__(requested_schema=None)) == 2


# ---- How files are read ----

def test_one_file_at_a_time_in_order(make_files):
    files = make_files([3000000, 5, 0, 2000000, 70, 900000] * 5)
    paths = [path for path, _ in files]
    wanted = [hashlib.md5(data).digest() for _, data in files]
    results = hashlane.hash_files(paths, "md5", sequential=True, workers=4,
                                  order="completion")
    assert [row.digest() for row in results] == wanted
    assert [row.index for row in results] == list(range(len(files)))
    with hashlane.run(paths, "md5", sequential=True, workers=4) as job:
        assert [row.digest() for row in job] == wanted

    async def gather():
        return [row.digest() async for row in aio.hash_files(
            paths, "md5", sequential=True, drop_cache=True)]
    assert asyncio.run(gather()) == wanted
    assert [row.digest() for row in hashlane.walk_hash(
        os.path.dirname(paths[0]), "md5", sequential=True,
        drop_cache=True)] == wanted


def is_cached(path):
    # Ask a mapping: a non-blocking read would fetch the page.
    with open(path, "rb") as file, mmap.mmap(
            file.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        pages = (ctypes.c_ubyte * (len(mapped) // mmap.PAGESIZE + 1))()
        start = ctypes.c_char.from_buffer(mapped)
        failed = ctypes.CDLL(None, use_errno=True).mincore(
            ctypes.c_void_p(ctypes.addressof(start)),
            ctypes.c_size_t(len(mapped)), pages)
        del start
    assert not failed
    return bool(pages[0] & 1)


@pytest.mark.parametrize("hash_it", [
    lambda path, **options: hashlane.hash_files([path], "md5", **options),
    lambda path, **options: list(hashlane.run([path], "md5", **options)),
    lambda path, **options: hashlane.walk_hash(path, "md5", **options)])
def test_the_page_cache_is_as_it_was(hash_it):
    # Use the disk of the sources: a temporary folder may be in memory.
    path = pathlib.Path(__file__).with_name(f"cached-{os.getpid()}.tmp")
    try:
        path.write_bytes(b"x" * 100000)
        # The kernel may keep pages that are in use: try again.
        for _ in range(20):
            with open(path, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            was_cached = is_cached(path)
            hash_it(path, drop_cache=True)
            if not is_cached(path):
                break
        else:
            assert was_cached
            pytest.skip("NOT RUN: this file system keeps what it was given")
        hash_it(path)
        assert is_cached(path)
        hash_it(path, drop_cache=True)  # what was in it before, stays
        assert is_cached(path)
    except OSError as error:
        pytest.skip(f"NOT RUN: {error}")
    finally:
        path.unlink(missing_ok=True)


# ---- Progress ----

def test_a_bar_ends_with_the_call(monkeypatch):
    closed = []

    class Bar:
        def tell(self, state):
            pass

        def close(self, state):
            closed.append(state)
    monkeypatch.setattr("hashlane.files.make_meter", lambda progress: Bar())
    for call in (lambda: hashlane.hash_files([5], progress=True),
                 lambda: hashlane.walk_hash("/none", ["md6"], progress=True),
                 lambda: hashlane.run([], [], progress=True)):
        with pytest.raises((TypeError, ValueError)):
            call()
        assert len(closed) == 1
        closed.clear()


def test_asyncio_tells_progress(make_files):
    files = make_files([100, 3000000])
    told = []

    async def gather(progress):
        return [row async for row in aio.hash_files(
            [path for path, _ in files], "md5", progress=progress)]
    assert len(asyncio.run(gather(lambda *now: told.append(now)))) == 2
    total = sum(len(data) for _, data in files)
    assert told[-1] == (total, total)

    def fail(done, total):
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        asyncio.run(gather(fail))
