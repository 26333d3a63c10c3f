# SPDX-License-Identifier: MIT
"""test_calls.py - the cost of one call, compared with other ways."""
import hashlib
import sys
import time

import pytest

import hashlane
import peers

GETTER_NS = 15


def test_empty_loop(measure):
    measure("empty loop", "", "pass", {})


@pytest.mark.parametrize("side, statement", [
    ("len(())", "call(())"), ("time.monotonic()", "call()")])
def test_builtin(measure, side, statement):
    call = len if side.startswith("len") else time.monotonic
    measure("a builtin's own call", side, statement, {"call": call})


@pytest.mark.parametrize("name", ["version", "abi_version"])
class TestGetter:
    def test_hashlane(self, measure, name):
        measure(f"{name}()", "hashlane", "call()",
                {"call": getattr(hashlane, name)}, asked=GETTER_NS)

    def test_cffi_compiled(self, measure, name, library, tmp_path,
                           monkeypatch):
        peers.compile_cffi(tmp_path, library)
        monkeypatch.syspath_prepend(tmp_path)
        sys.modules.pop("hashlane_by_cffi", None)
        import hashlane_by_cffi
        measure(f"{name}()", "cffi, API mode", "call()",
                {"call": getattr(hashlane_by_cffi.lib, f"hashlane_get_{name}")})

    def test_cffi(self, measure, name, by_cffi):
        measure(f"{name}()", "cffi, ABI mode", "call()",
                {"call": getattr(by_cffi[1], f"hashlane_get_{name}")})

    def test_ctypes(self, measure, name, by_ctypes):
        measure(f"{name}()", "ctypes", "call()",
                {"call": getattr(by_ctypes, f"hashlane_get_{name}")})


HASHERS = {
    'new("md5")': 'new("md5")',
    "update, 64 B, md5": "hasher.update(data)",
    "hexdigest, md5": "hasher.hexdigest()",
    'md5(b"abc").hexdigest()': 'md5(b"abc").hexdigest()',
    "sha256 of 1 KiB": "sha256(kib).digest()",
    "sha256 of 1 MiB": "sha256(mib).digest()",
}


@pytest.mark.parametrize("module", [hashlane, hashlib],
                         ids=lambda module: module.__name__)
@pytest.mark.parametrize("figure", HASHERS)
def test_hasher(measure, figure, module):
    values = {"new": module.new, "md5": module.md5, "sha256": module.sha256,
              "hasher": module.new("md5"), "data": bytes(64),
              "kib": bytes(1 << 10), "mib": bytes(1 << 20)}
    measure(figure, module.__name__, HASHERS[figure], values)


@pytest.mark.parametrize("module", [hashlane, hashlib],
                         ids=lambda module: module.__name__)
@pytest.mark.parametrize("size", [64, 1024])
def test_many(measure, size, module):
    messages = [i.to_bytes(size, "little") for i in range(10000)]
    expected = [hashlib.md5(message).digest() for message in messages]
    found = hashlane.hash_many(messages, "md5")
    assert bytes(found) == b"".join(expected)
    statement = ('many(messages, "md5")' if module is hashlane else
                 "[md5(message).digest() for message in messages]")
    measure(f"md5 of {len(messages):,} messages of {size} B, each",
            "hashlane" if module is hashlane else "hashlib in a loop",
            statement, {"many": hashlane.hash_many, "md5": hashlib.md5,
                        "messages": messages}, per=len(messages))
