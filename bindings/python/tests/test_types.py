# SPDX-License-Identifier: MIT
"""What type checkers are told, as they check it, and as it is."""
import inspect
import os
import pathlib
import subprocess
import sys

import hashlane
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]


def use_of_every_type(paths: list[pathlib.Path]) -> str:
    """Never run: mypy reads it."""
    results: hashlane.Results = hashlane.hash_files(
        paths, ["md5", "sha1"], on_error="raise", order="completion",
        progress=lambda done, total: print(done, total))
    row: hashlane.Row = results[0]
    rows: list[hashlane.Row] = results[1:]
    digest: bytes | None = row.digest("md5")
    with hashlane.run((os.fspath(path) for path in paths), "md5") as job:
        done: int = sum(one.size for one in job)
    many: hashlane.Digests = hashlane.hash_many([b"a", bytearray(b"b")],
                                                "md5")
    several = hashlane.MultiHasher(["md5"], memoryview(b"abc"))
    return (hashlane.md5(b"abc").hexdigest() + several.hexdigests()["md5"] +
            str(digest) + str(rows) + str(done) + repr(many[0]))


def run_tool(*command: str) -> None:
    pytest.importorskip("mypy")
    ran = subprocess.run([sys.executable, "-m", *command], cwd=ROOT,
                         capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_mypy() -> None:
    run_tool("mypy", "--strict")


def test_stubtest() -> None:
    run_tool("mypy.stubtest", "hashlane", "--ignore-unused-allowlist",
             "--allowlist", "bindings/python/tests/stubtest_allowlist.txt")


def test_functions_tell_their_arguments() -> None:
    for holder in (hashlane, hashlane.Hasher, hashlane.Row, hashlane.Results,
                   hashlane.Run, hashlane.Digests):
        for name, value in vars(holder).items():
            if callable(value) and name[0] != "_" and not isinstance(
                    value, type):
                assert inspect.signature(value) and value.__doc__


def test_all_algorithms_have_a_name_of_their_own() -> None:
    for name in hashlane.algorithms_available:
        if "-" not in name:
            assert name in hashlane.__all__
            made = getattr(hashlane, name)(size=0)
            assert made.name.partition(":")[0].replace("-", "_") == name
