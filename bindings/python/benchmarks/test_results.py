# SPDX-License-Identifier: MIT
"""test_results.py - 10,000 results from the engine to Python."""
import pyarrow
import pytest

import hashlane
import peers

FILES = 10000
ALGORITHMS = ["crc32", "md5", "sha1", "sha256", "tth"]
ROWS = range(len(ALGORITHMS))


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    found = []
    for i in range(FILES):
        found.append(str(folder / f"{i:06d}.txt"))
        with open(found[-1], "wb") as file:
            file.write(b"%d" % i)
    return found


@pytest.fixture(scope="module")
def results(paths):
    return hashlane.hash_files(paths, ALGORITHMS).raise_for_errors()


@pytest.fixture(scope="module")
def blocks(paths, by_cffi):
    """Return the blocks in the form of cffi."""
    ffi, library = by_cffi
    ids = [getattr(library, "HASHLANE_HASH_" + name.upper())
           for name in ALGORITHMS]
    return peers.hash_by_cffi(ffi, library, paths, ids)


@pytest.fixture(scope="module")
def addresses(blocks, by_cffi):
    """Return the blocks in the form of ctypes: (address, rows)."""
    ffi, library = by_cffi
    return [(int(ffi.cast("uintptr_t", block)),
             library.hashlane_results_get_count(block)) for block in blocks]


COLUMNS = "10,000 results as columns, one value of each"
SIZES = "10,000 rows, lazily: size"
EVERYTHING = "10,000 rows: path, size, 5 digests"
LAZY = """for row in results:
    row.path, row.size, {}""".format(
        ", ".join(f"row.digest({i})" for i in ROWS))


@pytest.mark.parametrize("figure, side, statement, asked", [
    (COLUMNS, "hashlane", "for columns in results.columns():\n"
     "    for view in columns.values(): view[0]", 1),
    (SIZES, "hashlane", "for row in results: row.size", 60),
    (EVERYTHING, "hashlane, eagerly: tuples()", "results.tuples()", 90),
    (EVERYTHING, "hashlane, lazily", LAZY, None),
    (EVERYTHING, "hashlane, to_dict()", "results.to_dict()", None),
    (EVERYTHING, "hashlane, pyarrow.table(results)", "table(results)", None),
], ids=["columns", "sizes", "tuples", "lazy", "dict", "arrow"])
def test_results(measure, results, figure, side, statement, asked):
    measure(figure, side, statement,
            {"results": results, "table": pyarrow.table}, asked=asked,
            per=FILES)


def test_sizes_ctypes(measure, by_ctypes, addresses, results):
    assert (peers.sizes_by_ctypes(by_ctypes, addresses) ==
            [row.size for row in results])
    measure(SIZES, "ctypes", "walk(library, blocks)",
            {"walk": peers.sizes_by_ctypes, "library": by_ctypes,
             "blocks": addresses}, per=FILES)


def expected(results):
    return [(row.path, row.size, *map(row.digest, ROWS)) for row in results]


def test_rows_ctypes(measure, by_ctypes, addresses, results):
    assert (peers.rows_by_ctypes(by_ctypes, addresses, len(ALGORITHMS)) ==
            expected(results))
    measure(EVERYTHING, "ctypes", "walk(library, blocks, 5)",
            {"walk": peers.rows_by_ctypes, "library": by_ctypes,
             "blocks": addresses}, per=FILES)


def test_rows_cffi(measure, by_cffi, blocks, results):
    ffi, library = by_cffi
    assert (peers.rows_by_cffi(ffi, library, blocks, len(ALGORITHMS)) ==
            expected(results))
    measure(EVERYTHING, "cffi, ABI mode", "walk(ffi, library, blocks, 5)",
            {"walk": peers.rows_by_cffi, "ffi": ffi, "library": library,
             "blocks": blocks}, per=FILES)
