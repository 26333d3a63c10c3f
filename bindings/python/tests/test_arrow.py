# SPDX-License-Identifier: MIT
"""Columns for NumPy and for readers of Arrow."""
import hashlib
import os
import subprocess
import sys
import threading

import hashlane
import pytest
from hypothesis import given
from hypothesis import strategies as st

numpy = pytest.importorskip("numpy")
pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture(name="some")
def make_some(make_files):
    """Return (results, files) of several blocks; two files fail."""
    files = make_files([i % 300 for i in range(5000)])
    files[7] = (files[7][0] + "-none", None)
    files[4999] = (files[4999][0] + "-none", None)
    return hashlane.hash_files([path for path, _ in files],
                               ["md5", "tth"]), files


def wanted(files):
    return [None if data is None else hashlib.md5(data).digest()
            for _, data in files]


def check(table, files):
    assert [path.decode() for path in table["path"].to_pylist()] == [
        path for path, _ in files]
    assert table["md5"].to_pylist() == wanted(files)


def test_columns(some):
    results, files = some
    columns = results.columns()
    assert len(columns) == 2
    sizes = numpy.concatenate([numpy.asarray(one["size"])
                               for one in columns])
    assert sizes.tolist() == [len(data or b"") for _, data in files]
    status = numpy.concatenate([one["status"] for one in columns])
    assert numpy.flatnonzero(status).tolist() == [7, 4999]
    first = columns[0]
    offsets, data = first["path_offsets"], first["path_bytes"]
    assert bytes(data[offsets[3]:offsets[4]]).decode() == files[3][0]
    digests = numpy.asarray(first["md5"]).reshape(-1, 16)
    del results, columns, first
    assert digests[3].tobytes() == hashlib.md5(files[3][1]).digest()
    assert not digests.flags.writeable


def test_tables_outlive_results(some):
    results, files = some
    table, again = pyarrow.table(results), pyarrow.table(results)
    del results
    for one in (table, again):
        one.validate(full=True)
        check(one, files)


def test_no_rows():
    table = pyarrow.table(hashlane.hash_files([], ["md5", "sha1"]))
    assert table.num_rows == 0 and "sha1" in table.column_names


def test_columns_are_released_from_any_thread(some):
    results, files = some
    tables = [pyarrow.table(results) for _ in range(8)]
    columns = [table["md5"] for table in tables]
    del results, tables
    threads = [threading.Thread(target=columns.pop) for _ in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert columns[0].to_pylist() == wanted(files)


def test_polars(some):
    polars = pytest.importorskip("polars")
    results, files = some
    assert polars.DataFrame(results)["md5"].to_list() == wanted(files)


def test_pandas(some):
    pandas = pytest.importorskip("pandas")
    results, files = some
    frame = (pandas.DataFrame.from_arrow(results)
             if hasattr(pandas.DataFrame, "from_arrow")
             else pyarrow.table(results).to_pandas())
    assert [value if isinstance(value, bytes) else None
            for value in frame["md5"]] == wanted(files)


def test_duckdb(some):
    duckdb = pytest.importorskip("duckdb")
    results, files = some
    files_hashed = pyarrow.table(results)
    assert files_hashed  # found by its name
    found = duckdb.sql("select md5 from files_hashed where status = 0 "
                       "order by index").fetchall()
    assert [row[0] for row in found] == [
        digest for digest in wanted(files) if digest]


def test_without_pyarrow(some):
    """A reader of Arrow works without pyarrow."""
    polars = pytest.importorskip("polars")
    del polars
    _, files = some
    script = ("import sys; sys.modules['pyarrow'] = None\n"
              "import hashlane, polars\n"
              "frame = polars.DataFrame(hashlane.hash_files(sys.argv[1:]))\n"
              "assert len(frame) == 5, frame\n")
    subprocess.run([sys.executable, "-c", script,
                    *(path for path, _ in files[:5])], check=True)


def test_streams(make_files):
    paths = [path for path, _ in make_files([5] * 2000)]
    for given_paths in (paths, iter(paths)):
        sizes = [batch.num_rows for batch in
                 hashlane.run(given_paths, "sha256").to_batches(rows=900)]
        assert sum(sizes) == 2000 and min(sizes[:-1]) >= 900
    for given_paths in (paths, iter(paths)):
        reader = pyarrow.RecordBatchReader.from_stream(
            hashlane.run(given_paths))
        assert reader.read_all().num_rows == 2000
    reader = pyarrow.RecordBatchReader.from_stream(hashlane.run(paths))
    reader.read_next_batch()
    del reader  # with its job, which is under way


@pytest.mark.skipif("libasan" in os.environ.get("LD_PRELOAD", ""),
                    reason="NOT RUN: AddressSanitizer takes more memory")
def test_parquet_in_bounded_memory(make_files, tmp_path):
    """The rows of all paths together would exceed the memory."""
    (path, data), = make_files([5])
    count = 10000000 if os.environ.get("HASHLANE_TEST_SLOW") else 500000
    script = (
        "import itertools, sys\n"
        "import hashlane, pyarrow, pyarrow.parquet\n"
        "count = int(sys.argv[3])\n"
        "job = hashlane.run(itertools.repeat(sys.argv[1], count), 'md5')\n"
        "writer = None\n"
        "for batch in job.to_batches():\n"
        "    writer = writer or pyarrow.parquet.ParquetWriter(\n"
        "        sys.argv[2], batch.schema)\n"
        "    writer.write_batch(batch)\n"
        "writer.close()\n"
        "peak = [line for line in open('/proc/self/status')\n"
        "        if line.startswith('VmHWM')][0]\n"
        "print(peak.split()[1])\n")
    ran = subprocess.run(
        [sys.executable, "-c", script, path, tmp_path / "parquet",
         str(count)], check=True, capture_output=True, text=True)
    assert int(ran.stdout) * 1024 < 200 * 1000 * 1000
    import pyarrow.parquet
    table = pyarrow.parquet.read_table(tmp_path / "parquet",
                                       columns=["md5"])
    assert table.num_rows == count
    assert table["md5"].unique().to_pylist() == [hashlib.md5(data).digest()]


STRINGS = st.lists(st.one_of(st.none(), st.binary(max_size=70)), max_size=40)


@given(STRINGS, st.sampled_from(["binary", "large_binary", "binary_view"]),
       st.integers(0, 5), st.integers(1, 3))
def test_hash_column(values, kind, skip, parts):
    array = pyarrow.array(values, getattr(pyarrow, kind)())[skip:]
    column = pyarrow.chunked_array([array] * parts) if parts > 1 else array
    digests = hashlane.hash_column(column, "sha1")
    expected = [None if value is None else hashlib.sha1(value).digest()
                for value in array.to_pylist() * parts]
    assert list(digests) == expected
    assert digests.null_count == expected.count(None)
    assert digests.digest_size == 20
    back = pyarrow.array(digests)
    back.validate(full=True)
    del digests
    assert back.to_pylist() == expected


def test_hash_column_of_others():
    polars = pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    text = ["a", "", None, "ä" * 50]
    expected = [None if value is None else
                hashlib.md5(value.encode()).digest() for value in text]
    assert list(hashlane.hash_column(polars.Series(text), "md5")) == expected
    assert list(hashlane.hash_column(pyarrow.array(text), "md5")) == expected
    series = pandas.Series(text, dtype=pandas.ArrowDtype(pyarrow.string()))
    if hasattr(series, "__arrow_c_stream__"):
        assert list(hashlane.hash_column(series, "md5")) == expected


def test_digests_are_a_sequence_and_a_buffer():
    digests = hashlane.hash_many([b"a", b"b"], "md5")
    assert len(digests) == 2 and "2 of 16" in repr(digests)
    assert digests[1] == hashlib.md5(b"b").digest() == digests[-1]
    assert hashlib.md5(b"a").digest() in digests
    array = numpy.frombuffer(digests, numpy.uint8).reshape(2, 16)
    del digests
    assert array[0].tobytes() == hashlib.md5(b"a").digest()
    with pytest.raises(IndexError):
        hashlane.hash_many([], "md5")[0]


def test_wrong_columns():
    for column in (5, [b"a"], "text", pyarrow.array([1, 2]),
                   pyarrow.table({"a": ["b"]})):
        with pytest.raises(TypeError):
            hashlane.hash_column(column, "md5")
    with pytest.raises(ValueError, match="md5"):
        hashlane.hash_column(pyarrow.array([b"a"]), "md6")
    with pytest.raises(TypeError):
        hashlane.hash_column(pyarrow.array([b"a"]))
