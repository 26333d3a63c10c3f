# SPDX-License-Identifier: MIT
"""The declared types agree with type checkers and with the module."""
import doctest
import inspect
import os
import pathlib
import re
import subprocess
import sys

import hashlane
import pytest
from hashlane import aio, files

ROOT = pathlib.Path(__file__).resolve().parents[3]


def use_of_every_type(paths: list[pathlib.Path]) -> str:
    """Only mypy reads this function; it never runs."""
    results: hashlane.Results = hashlane.hash_files(
        paths, ["md5", "sha1"], on_error="raise", order="completion",
        progress=lambda done, total: print(done, total), sequential=True,
        drop_cache=True, ctime="strict")
    patterns: list[files.Patterns] = ["*.txt", b"*.txt", paths[0],
                                      ["*", b"x"], None]
    for pattern in patterns:
        hashlane.walk_hash(".", "all", include=pattern, exclude={"a", "b"},
                           sequential=True, drop_cache=True, ctime="ignore")
    row: hashlane.Row = results[0]
    rows: list[hashlane.Row] = results[1:]
    digest: bytes | None = row.digest("md5")
    texts: dict[str, str | None] = row.texts
    told: dict[str, dict[str, str | None]] = results.to_dict()
    with hashlane.run((os.fspath(path) for path in paths), "md5") as job:
        done: int = sum(one.size for one in job)
    many: hashlane.Digests = hashlane.hash_many([b"a", bytearray(b"b")],
                                                "md5")
    several = hashlane.MultiHasher(["md5"], memoryview(b"abc"))
    return (hashlane.md5(b"abc").hexdigest() + several.hexdigests()["md5"] +
            hashlane.Hasher(["md5", "tth"]).text("tth") +
            hashlane.new(name="md5", data=b"a").name + str(texts) +
            str(told) + str(digest) + str(rows) + str(done) + repr(many[0]))


def use_of_lists(paths: list[pathlib.Path]) -> str:
    """Only mypy reads this function; it never runs."""
    with hashlane.read_list("x", format="gnu", algorithms=["md5"],
                            guess=False) as reader:
        entries: list[hashlane.ListEntry] = list(reader)
    digest: bytes | None = entries[0].claims[0].digest
    with open("x", "rb") as file, hashlane.check(
            [paths[0], "x", b"", memoryview(b""), file, entries, reader,
             iter(entries)], "base", extra=".", root=paths[0],
            require="secure", include=["a"], exclude="b", progress=True,
            workers=2, ctime="strict", sequential=True) as check:
        for one in check:
            status: hashlane.VerdictStatus = one.status
            found: tuple[hashlane.VerdictDigest, ...] = one.digests
            number: int | None = one.list
    for source in paths[0], "x", b"", bytearray(), file, entries:
        hashlane.check(source)
    ok: bool = check.ok
    counts: dict[hashlane.VerdictStatus, int] = check.counts
    failed: int = check.counts["FAILED"] + check.counts[
        hashlane.VerdictStatus.FAILED] + check.counts[str(status)]
    results = hashlane.hash_files(paths)
    left_out: int = results.write(file.name) + results.write(
        paths[0], "csv", mtime=True)
    with open("x", "wb") as out:
        results.write(out, format="json")
    entry = hashlane.ListEntry.of(b"a", {"md5": "text", "sha1": b"bytes"})
    return repr((digest, status, found, number, ok, counts, failed, left_out,
                 entry))


async def use_of_checks_in_asyncio() -> list[str]:
    """Only mypy reads this function; it never runs."""
    async with hashlane.check("SHA256SUMS") as check:
        return [one.name async for one in check]


async def use_of_asyncio(paths: list[pathlib.Path]) -> int:
    """Only mypy reads this function; it never runs."""
    return sum([row.size async for row in aio.hash_files(
        paths, "md5", workers=2, memory_limit=4 << 20, sequential=True,
        drop_cache=True, ctime="auto", order="input", progress=None)])


def run_tool(*command: str) -> None:
    pytest.importorskip("mypy")
    ran = subprocess.run([sys.executable, "-m", *command], cwd=ROOT,
                         capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_mypy() -> None:
    run_tool("mypy", "--strict")


def test_examples_of_the_readme(tmp_path: pathlib.Path) -> None:
    """A user who copies an example into typed code gets no error."""
    text = (ROOT / "bindings/python/README.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
    plain = [block for block in blocks if ">>>" not in block]
    one = "".join(example.source for example in
                  doctest.DocTestParser().get_examples(text))
    assert plain and len(one) > 1000
    names = []
    for i, source in enumerate([one, *plain]):
        names.append(str(tmp_path / f"example{i}.py"))
        pathlib.Path(names[-1]).write_text(source)
    # The examples leave out the types of their own functions.
    run_tool("mypy", "--strict", "--allow-untyped-defs",
             "--allow-untyped-calls", "--check-untyped-defs", *names)


def test_stubtest() -> None:
    run_tool("mypy.stubtest", "hashlane", "--ignore-unused-allowlist",
             "--allowlist", "bindings/python/tests/stubtest_allowlist.txt")


def test_functions_tell_their_arguments() -> None:
    for holder in (hashlane, hashlane.Hasher, hashlane.Row, hashlane.Results,
                   hashlane.Run, hashlane.Digests, hashlane.Check,
                   hashlane.ListReader, hashlane.ListEntry):
        for name, value in vars(holder).items():
            if callable(value) and name[0] != "_" and not isinstance(
                    value, type):
                assert inspect.signature(value) and value.__doc__


def test_asyncio_takes_the_same_options() -> None:
    words = {name for name, value in
             inspect.signature(hashlane.run).parameters.items()
             if value.kind is value.KEYWORD_ONLY}
    assert words == set(files.RunOptions.__annotations__)
    shared = words - {"order"}
    for function in (hashlane.hash_files, hashlane.walk_hash):
        assert shared < set(inspect.signature(function).parameters)
    checked = set(inspect.signature(hashlane.check).parameters)
    # A check has no limit of the rate, and no lookup.
    assert shared - checked == {"bytes_per_second", "lookup"}


def test_all_algorithms_have_a_name_of_their_own() -> None:
    for name in hashlane.algorithms_available:
        if "-" not in name:
            assert name in hashlane.__all__
            made = getattr(hashlane, name)(size=0)
            assert made.name.partition(":")[0].replace("-", "_") == name
