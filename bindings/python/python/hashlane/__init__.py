# SPDX-License-Identifier: MIT
"""Hash many files with many algorithms, reading each byte once.

    >>> import hashlane
    >>> hashlane.new("md5", b"abc").hexdigest()
    '900150983cd24fb0d6963f7d28e17f72'

Hashers have hashlib's manners; hash_files and walk_hash use every core.
"""
from . import _core
from ._core import (Digests, Hasher, digest_text, hash_column, hash_many,
                    new)
from ._core import abi_version as _abi_version
from ._core import algorithms as _algorithms
from ._core import version as _version
from ._errors import (AbiError, AccessError, AlgorithmError, ArgumentError,
                      BusyError, CancelledError, ChangedError, Error,
                      ForkedError, FormatError, HandleError, NotFoundError,
                      NotRegularError, ReadError, TextError, TimedOutError,
                      UnsupportedError)
from .files import Results, Row, Run, hash_file, hash_files, run, walk_hash

__version__ = _version()
abi_version = _abi_version
version = _version

#: Names of all algorithms, and hashlib's spellings of them.
algorithms_available = frozenset(
    spelling for name, *_ in _algorithms()
    for spelling in (name, name.replace("-", "_")))
#: Those that are fit for security today, as far as is known.
algorithms_secure = frozenset(
    name for name, _, _, secure in _algorithms() if secure)

_READ_BYTES = 256 * 1024


for _name, *_ in _algorithms():
    _spelling = _name.replace("-", "_")
    globals()[_spelling] = getattr(_core, _spelling)


def file_digest(fileobj, name, /):
    """Hash what is left of a file opened for reading bytes; as hashlib."""
    hasher = new(name) if isinstance(name, str) else name()
    if hasattr(fileobj, "getbuffer"):
        hasher.update(fileobj.getbuffer())
        return hasher
    if not hasattr(fileobj, "readinto") or (
            hasattr(fileobj, "readable") and not fileobj.readable()):
        raise ValueError(f"{fileobj!r} is not open for reading bytes")
    buffer = memoryview(bytearray(_READ_BYTES))
    while (count := fileobj.readinto(buffer)):
        hasher.update(buffer[:count])
    return hasher


class MultiHasher:
    """Several algorithms over the same bytes, in one pass."""

    def __init__(self, algorithms, data=b"", *, size=None):
        self._hasher = Hasher(algorithms, data, size=size)
        self.names = self._hasher.names

    def update(self, data):
        """Absorb a bytes-like object."""
        self._hasher.update(data)

    def digests(self):
        """{name: bytes}"""
        return {name: self._hasher.digest(i)
                for i, name in enumerate(self.names)}

    def hexdigests(self):
        """{name: hexadecimal}"""
        return {name: self._hasher.hexdigest(i)
                for i, name in enumerate(self.names)}

    def texts(self):
        """{name: as the algorithm is written}"""
        return {name: self._hasher.text(i)
                for i, name in enumerate(self.names)}

    def copy(self):
        """A hasher that has absorbed the same."""
        other = object.__new__(MultiHasher)
        other._hasher = self._hasher.copy()
        other.names = self.names
        return other


__all__ = sorted(
    ["new", "file_digest", "hash_file", "hash_files", "walk_hash", "run",
     "hash_many", "hash_column", "digest_text", "Digests", "Hasher", "MultiHasher", "Results", "Row",
     "Run", "version", "abi_version", "algorithms_available",
     "algorithms_secure", "Error", "AbiError", "AccessError",
     "AlgorithmError", "ArgumentError", "BusyError", "CancelledError",
     "ChangedError", "ForkedError", "FormatError", "HandleError",
     "NotFoundError", "NotRegularError", "ReadError", "TextError",
     "TimedOutError", "UnsupportedError"] +
    [_name.replace("-", "_") for _name, *_ in _algorithms()])
