# SPDX-License-Identifier: MIT
"""Lookups: digests that are known before files are read."""
import asyncio
import hashlib
import os

import hashlane
import pytest

FILES = 300


@pytest.fixture
def paths(tmp_path):
    found = []
    for i in range(FILES):
        path = tmp_path / f"{i % 7}" / f"{i:04}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%d" % i * i)
        found.append(os.fspath(path))
    return found


def answer(files):
    """Return a digest of the path for each third file, which is not read."""
    for file in files:
        st = os.stat(file.path)
        assert (file.size, file.mtime_ns, file.ctime_ns, file.device,
                file.inode, file.links) == (
                    st.st_size, st.st_mtime_ns, st.st_ctime_ns, st.st_dev,
                    st.st_ino, 1)
        assert len(file.file_system) == 16
    return [(hashlib.md5(file.path.encode()).digest(), None)
            if int(file.path[-4:]) % 3 == 0 else None for file in files]


def check(rows, paths):
    seen = {}
    for row in rows:
        number = int(row.path[-4:])
        known = number % 3 == 0
        data = row.path.encode() if known else b"%d" % number * number
        assert row.known == known and row.ok
        assert row.digest(0) == hashlib.md5(data).digest()
        assert row.digest(1) == (None if known else
                                 hashlib.sha256(data).digest())
        seen[row.path] = row
    assert sorted(seen) == sorted(paths)


def test_answers(paths, tmp_path):
    names = ["md5", "sha256"]
    for workers in (None, 1):
        check(hashlane.hash_files(paths, names, lookup=answer,
                                  workers=workers), paths)
        check(hashlane.walk_hash(tmp_path, names, lookup=answer,
                                 workers=workers), paths)
        check(hashlane.run(iter(paths), names, lookup=answer,
                           workers=workers), paths)


def test_asyncio(paths):
    async def rows():
        return [row async for row in hashlane.aio.hash_files(
            paths, ["md5", "sha256"], lookup=answer)]

    check(asyncio.run(rows()), paths)


def test_batches(paths):
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(hashlane.run(paths, "md5",
                                       lookup=lambda files: [None] * len(files)))
    assert table.num_rows == FILES
    assert set(table["inode"].to_pylist()) == {os.stat(path).st_ino
                                               for path in paths}


def test_settled_rows_may_be_kept(paths):
    cache = {}

    def ask(files):
        return [cache.get((file.device, file.inode, file.ctime_ns))
                for file in files]

    for known in (False, True):
        for row in hashlane.run(paths, "md5", lookup=ask):
            assert row.known == known
            st = os.stat(row.path)
            if row.settled:
                cache[st.st_dev, st.st_ino, st.st_ctime_ns] = (row.digest(),)
        assert len(cache) == FILES


@pytest.mark.parametrize("wrong", [
    lambda files: [None] * (len(files) - 1),
    lambda files: [(b"short",)] * len(files),
    lambda files: [()] * len(files),
    lambda files: [("text",)] * len(files),
    lambda files: None,
    lambda files: 1 // 0,
])
def test_what_is_wrong_is_raised(paths, wrong):
    with pytest.raises((ValueError, TypeError, ZeroDivisionError)):
        hashlane.hash_files(paths, "md5", lookup=wrong)
