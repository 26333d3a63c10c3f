# SPDX-License-Identifier: MIT
"""Hash many files with many algorithms, reading each byte once.

    >>> import hashlane
    >>> hashlane.new("md5", b"abc").hexdigest()
    '900150983cd24fb0d6963f7d28e17f72'

Hashers behave as those of hashlib. hash_files and walk_hash use every core.
check compares files with lists of digests.
"""
import importlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from . import _core
from ._core import (Digests, Hasher, Row, Verdict, abi_version, aich, blake2b,
                    blake2s,
                    blake3, bt2_pieces_root, crc32, crc32c, crc64nvme,
                    digest_text, dropbox, ed2k, ed2k_blue, fs_verity,
                    git_blob, git_blob_sha256, glacier, hash_column,
                    hash_many, md4, md5, new, oci, quickxor, s3_etag, sha1,
                    sha3_224, sha3_256, sha3_384, sha3_512, sha224, sha256,
                    sha384, sha512, sha512_256, swhid, tiger, tth, version,
                    xxh3_64, xxh3_128, xxh64)
from ._errors import (AbiError, AccessError, AlgorithmError, ArgumentError,
                      BusyError, CancelledError, ChangedError, Error,
                      ForkedError, FormatError, HandleError, NotFoundError,
                      NotRegularError, ReadError, TextError, TimedOutError,
                      UnsupportedError)
from ._verdicts import (Reading, Strength, VerdictDigest, VerdictRange,
                        VerdictStatus)
from .checks import Check, CheckedList, check
from .files import (LookupFile, Results, Run, hash_file, hash_files, run,
                    walk_hash)
from .lists import Claim, ListEntry, ListReader, Range, read_list
from .streams import hash_streams
from .walks import Entry, Skipped, Walk, walk

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from . import aio

__version__ = version()


class _Names(frozenset[str]):
    # Contains every spelling that new() takes, also hashlib's sha3_256.
    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        try:
            return isinstance(name, str) and super().__contains__(
                _core.algorithm_name(name))
        except ValueError:
            return False


#: The names of all algorithms in the spelling of results, each once. "all"
#: names all of them where a function takes several algorithms.
algorithms_available: frozenset[str] = _Names(
    name for name, *_ in _core.algorithms())
#: The names of algorithms without a known practical collision attack.
algorithms_secure: frozenset[str] = _Names(
    name for name, _, _, secure in _core.algorithms() if secure)

_READ_BYTES = 256 * 1024


def __getattr__(name: str) -> object:
    # The import of asyncio is slow, and few programs need it.
    if name == "aio":
        return importlib.import_module(".aio", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def file_digest(fileobj: object, digest: "str | Callable[[], Hasher]",
                /) -> Hasher:
    """Hash the rest of a file that is open for reading bytes, or a whole
    BytesIO. The function behaves as hashlib.file_digest.

    digest -- an algorithm's name, or a function that makes a hasher, such as
        hashlane.md5

    Raises ValueError if the file is closed or is not a file of bytes.
    """
    hasher = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        hasher.update(fileobj.getbuffer())
        return hasher
    if not hasattr(fileobj, "readinto") or (
            hasattr(fileobj, "readable") and not fileobj.readable()):
        raise ValueError(f"{fileobj!r} is not open for reading bytes: "
                         "open it with mode 'rb'")
    buffer = memoryview(bytearray(_READ_BYTES))
    while (count := fileobj.readinto(buffer)) != 0:
        if count is None:
            raise BlockingIOError(f"{fileobj!r} is in non-blocking mode")
        if not 0 < count <= len(buffer):
            raise OSError(f"{fileobj!r}: readinto() of {len(buffer)} bytes "
                          f"returned {count}")
        hasher.update(buffer[:count])
    return hasher


#: Distinguishes a missing argument from b"", which may be all data.
_NO_DATA = memoryview(b"")


class MultiHasher:
    """A hasher of several algorithms over the same bytes, in one pass.

    algorithms -- 1 to 64 names, or "all"
    data -- the first bytes
    size -- size of all data in bytes, for the algorithms that must know it
        beforehand (git-blob, git-blob-sha256, swhid); None: `data` is
        complete
    """

    __slots__ = ("_hasher", "names")

    #: The algorithms, in order, in the library's spelling.
    names: tuple[str, ...]

    def __init__(self, algorithms: Iterable[str],
                 data: "ReadableBuffer" = _NO_DATA, *,
                 size: int | None = None) -> None:
        if isinstance(algorithms, str) and algorithms.lower() != "all":
            raise TypeError("algorithms must be a sequence of names; "
                            "use new() for one algorithm")
        names = (algorithms if isinstance(algorithms, str) else
                 tuple(algorithms))
        self._hasher = (Hasher(names, size=size) if data is _NO_DATA else
                        Hasher(names, data, size=size))
        self.names = self._hasher.names

    def update(self, data: "ReadableBuffer", /) -> None:
        """Absorb a bytes-like object."""
        self._hasher.update(data)

    def digests(self) -> dict[str, bytes]:
        """Return {name: bytes}."""
        return {name: self._hasher.digest(i)
                for i, name in enumerate(self.names)}

    def hexdigests(self) -> dict[str, str]:
        """Return {name: digest in hexadecimal}. texts() returns the
        algorithm's own form, such as an ETag."""
        return {name: self._hasher.hexdigest(i)
                for i, name in enumerate(self.names)}

    def texts(self) -> dict[str, str]:
        """Return {name: digest in the algorithm's own form}: an ETag, base32
        for TTH, hexadecimal for most."""
        return {name: self._hasher.text(i)
                for i, name in enumerate(self.names)}

    def copy(self) -> "MultiHasher":
        """Return an independent copy of the hasher."""
        other = object.__new__(MultiHasher)
        other._hasher = self._hasher.copy()
        other.names = self.names
        return other


__all__ = [
    "AbiError", "AccessError", "AlgorithmError", "ArgumentError", "BusyError",
    "CancelledError", "ChangedError", "Check", "CheckedList", "Claim",
    "Digests", "Entry", "Error", "ForkedError", "FormatError", "HandleError",
    "Hasher", "ListEntry", "ListReader", "LookupFile", "MultiHasher",
    "NotFoundError", "NotRegularError", "Range", "ReadError", "Reading",
    "Results", "Row", "Run", "Skipped", "Strength", "TextError",
    "TimedOutError", "UnsupportedError", "Verdict", "VerdictDigest",
    "VerdictRange", "VerdictStatus", "Walk", "abi_version", "aich", "aio",
    "algorithms_available", "algorithms_secure", "blake2b", "blake2s",
    "blake3", "bt2_pieces_root", "check", "crc32", "crc32c", "crc64nvme",
    "digest_text", "dropbox", "ed2k", "ed2k_blue", "file_digest", "fs_verity",
    "git_blob", "git_blob_sha256", "glacier", "hash_column", "hash_file",
    "hash_files", "hash_many", "hash_streams", "md4", "md5", "new", "oci",
    "quickxor", "read_list", "run", "s3_etag", "sha1", "sha224", "sha256",
    "sha384", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "sha512",
    "sha512_256", "swhid", "tiger", "tth", "version", "walk", "walk_hash",
    "xxh3_128", "xxh3_64", "xxh64",
]
