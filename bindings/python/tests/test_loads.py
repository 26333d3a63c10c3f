# SPDX-License-Identifier: MIT
"""Results as bytes and pickles, and with Arrow's portable types."""
import os
import pickle
import random

import hashlane
import pytest


@pytest.fixture(name="some")
def make_some(make_files, tmp_path):
    """Return results of several blocks: some fail, one name is not UTF-8."""
    paths = [path for path, _ in make_files([i % 300 for i in range(5000)])]
    paths[7] += "-none"
    odd = os.fsencode(tmp_path) + b"/\xff"
    with open(odd, "wb") as file:
        file.write(b"odd")
    paths[8] = os.fsdecode(odd)
    return hashlane.hash_files(paths, ["md5", "s3-etag:part=5MiB"])


def test_pickles(some):
    back = pickle.loads(pickle.dumps(some))
    assert back.algorithms == some.algorithms
    assert back.tuples() == some.tuples()
    assert [str(row.error) for row in back.failures] == [
        str(row.error) for row in some.failures]
    assert [row.input for row in back] == [row.input for row in some]
    assert back.to_bytes() == some.to_bytes()


def test_pickles_of_no_rows():
    back = pickle.loads(pickle.dumps(hashlane.hash_files([], ["md5", "tth"])))
    assert len(back) == 0 and back.algorithms == ("md5", "tth")


def test_damaged_bytes(some):
    data = some.to_bytes()
    with pytest.raises(ValueError, match="cut short, at byte"):
        hashlane.Results.load(data[:-1])
    with pytest.raises(ValueError, match="no results block, at byte 0"):
        hashlane.Results.load(b"HASHLANG" + data[8:])
    with pytest.raises(ValueError, match="no block"):
        hashlane.Results.load(b"")
    other = hashlane.hash_files([os.devnull], "sha1").to_bytes()
    with pytest.raises(ValueError, match="different algorithms"):
        hashlane.Results.load(data + other)
    source = random.Random(1)
    for _ in range(300):
        copy = bytearray(data)
        copy[source.randrange(1500)] ^= source.randrange(1, 256)
        try:
            results = hashlane.Results.load(copy)
        except ValueError:
            continue
        assert len(results.tuples()) == len(results) == len(list(results))
        results.columns()


PORTABLE = {"int32", "int64", "binary", "string"}


def check(table, results):
    assert {str(field.type) for field in table.schema} == PORTABLE
    assert table["md5"].to_pylist() == [row.digest() for row in results]
    assert table["size"].to_pylist() == [row.size for row in results]
    assert table["path_bytes"].to_pylist() == [
        os.fsencode(row.path) for row in results]
    assert table["path"].to_pylist() == [
        None if i == 8 else row.path for i, row in enumerate(results)]


def test_portable(some):
    pyarrow = pytest.importorskip("pyarrow")
    table = some.to_arrow(portable=True)
    table.validate(full=True)
    check(table, some)
    assert some.to_arrow().schema != table.schema
    run = hashlane.run([row.path for row in some], some.algorithms,
                       order="input")
    batches = list(run.to_batches(portable=True))
    check(pyarrow.Table.from_batches(batches), some)
    for paths in [row.path for row in some], iter([row.path for row in some]):
        reader = pyarrow.RecordBatchReader._import_from_c_capsule(
            hashlane.run(paths, some.algorithms, order="input")
            .__arrow_c_stream__(portable=True))
        check(reader.read_all(), some)
    none = hashlane.hash_files([], "md5").to_arrow(portable=True)
    assert none.num_rows == 0 and "path_bytes" in none.column_names


def test_portable_elsewhere(some):
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    table = some.to_arrow(portable=True)
    wanted = [row.digest() for row in some]
    assert polars.from_arrow(table)["md5"].to_list() == wanted
    found = duckdb.from_arrow(table).order("index").project("md5").fetchall()
    assert found == [(digest,) for digest in wanted]
    frame = table.to_pandas()
    assert frame["path"].isna().sum() == 1
