# SPDX-License-Identifier: MIT
"""Read and write lists of digests, in the formats of many tools."""
import errno
import io
import os
import secrets
import select
import stat
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from . import _core, json_lists
from ._errors import ArgumentError, FormatError, UnsupportedError
from .files import Path, _choice

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsRead, SupportsWrite

Format = Literal["auto", "gnu", "bsd", "sfv", "hashdeep", "ed2k", "magnet",
                 "csv", "json", "name-first", "fsum", "sizes", "debian", "gentoo", "report"]

# Values of HASHLANE_FORMAT_*, HASHLANE_LIST_* and HASHLANE_WRITE_*.
_FORMATS: dict[str, int] = {"auto": 0, "json": json_lists.JSON} | {
    name: number for number, name, *_ in _core.formats()}
_AUTO, _GNU, _BSD = 0, 1, 2
_NO_GUESS, _NUL = 1, 2
_SIGNED, _GUESSED = 1, 2
_WRITE_NUL, _WRITE_MTIME, _WRITE_CRLF = 1, 8, 32
_PATH, _MEMORY, _READ = 0, 1, 2
_TRIES = 100
_POLL_MS = 50


class Range(NamedTuple):
    """A range of bytes of a file."""

    name: str | None  #: of the file; None: the file of the entry
    offset: int
    length: int


class Claim(NamedTuple):
    """What an entry of a list says of a content: one digest, or the digests
    of consecutive parts."""

    algorithms: tuple[str, ...]
    """The algorithm. (): the library does not have it; several: only the
    length of the digest is known."""
    digest: bytes | None
    """None if it could not be decoded. The digests of parts lie one after
    the other."""
    tag: str | None = None  #: what the list calls the algorithm
    text: str | None = None  #: the digest as in the list
    part_bytes: int = 0  #: bytes of a file in a part; 0: one digest
    ranges: tuple[Range, ...] = ()
    """The bytes digested; (): the whole file."""


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else os.fsencode(text)


class ListEntry(NamedTuple):
    """An entry of a list: a file and what the list says of it, or a line that
    could not be read."""

    name: str
    """The name, unescaped; bytes that are not UTF-8 are surrogates."""
    claims: tuple[Claim, ...] = ()
    size: int | None = None  #: bytes, if the list has them
    mtime_ns: int | None = None  #: time of modification, if the list has it
    line: int = 0  #: its first line, from 1
    format: str = ""  #: of this line: "gnu"
    raw: bytes = b""  #: its lines, without the last end
    section: int = 0
    """Digests without a tag have one algorithm in a section."""
    percent: bool = False  #: was the name decoded from percent signs?
    error: FormatError | None = None  #: why the line is malformed

    @property
    def ok(self) -> bool:
        """Is the line well-formed?"""
        return self.error is None

    @property
    def name_bytes(self) -> bytes:
        """The name as bytes."""
        return os.fsencode(self.name)

    @property
    def digests(self) -> dict[str, bytes]:
        """{algorithm: digest} of whole files, where the algorithm is
        known."""
        return {claim.algorithms[0]: claim.digest for claim in self.claims
                if len(claim.algorithms) == 1 and claim.digest is not None
                and not claim.part_bytes and not claim.ranges}

    @classmethod
    def of(cls, name: Path, digests: Mapping[str, "str | ReadableBuffer"], *,
           size: int | None = None) -> "ListEntry":
        """Return an entry for check().

        digests -- {algorithm: digest}; a str in any form of the algorithm,
            or bytes
        """
        claims = []
        for algorithm, digest in digests.items():
            known = _core.algorithm_name(algorithm)
            claims.append(
                Claim((known,), _core.parse_digest(known, digest), None,
                      digest) if isinstance(digest, str) else
                Claim((known,), bytes(digest)))
        return cls(os.fsdecode(name), tuple(claims), size)


def _pack(entry: ListEntry) -> json_lists.Packed:
    """Return an entry as _core takes it."""
    if not isinstance(entry, ListEntry):
        raise TypeError("an entry of a list must be a ListEntry, not "
                        f"{type(entry).__name__}")
    if entry.error is not None:
        # A line that could not be read must not be skipped.
        raise entry.error
    claims: Any = [
        (claim.algorithms, claim.digest, _encoded(claim.tag),
         _encoded(claim.text), claim.part_bytes,
         tuple((_encoded(name), offset, length)
               for name, offset, length in claim.ranges))
        for claim in entry.claims]
    return (os.fsencode(entry.name), entry.size, entry.mtime_ns, claims,
            entry.section, entry.percent, _FORMATS.get(entry.format, 0),
            entry.line)


def _unpack(fields: tuple[Any, ...]) -> ListEntry:
    name, claims, size, mtime_ns, line, *rest, reason = fields
    made = [Claim._make((*claim[:5], tuple(map(Range._make, claim[5]))))
            for claim in claims]
    error = None if reason is None else FormatError(f"line {line}: {reason}")
    return ListEntry._make((name, tuple(made), size, mtime_ns, line, *rest,
                            error))


def _format(name: str) -> int:
    return _FORMATS[_choice("format", name, _FORMATS)]


def _name_of(source: Any) -> str | None:
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None


def _arguments(source: Any, format: int, algorithms: Any, guess: bool,
               nul: bool) -> tuple[Any, ...]:
    """Return the arguments of _core.List and _core.Check.add_list."""
    names: Any = None
    if algorithms is not None:
        names = (algorithms if isinstance(algorithms, str) else
                 tuple(algorithms))
    common = (format, _NO_GUESS * (not guess) + _NUL * bool(nul), names,
              None if nul else json_lists.parse_line)
    if isinstance(source, (str, os.PathLike)):
        return (_PATH, source, None, *common)
    read = getattr(source, "read", None)
    if read is not None:
        if isinstance(source, io.TextIOBase):
            raise ValueError(f"{source!r} is not open for reading bytes: "
                             "open it with mode 'rb'")
        return (_READ, read, _encoded(_name_of(source)), *common)
    try:
        memoryview(source)
    except TypeError:
        raise TypeError(
            "a list must be a path (str or os.PathLike), its bytes, or a "
            f"file, not {type(source).__name__}") from None
    return (_MEMORY, source, None, *common)


class _Pipe:
    """A list that is no regular file, such as a FIFO. A read waits in
    Python, where signals are seen."""

    def __init__(self, path: "str | os.PathLike[str]") -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK |
                                   os.O_CLOEXEC | os.O_NOCTTY)
        # Without a writer, a FIFO is not at its end: poll() waits for one.
        self._poll = select.poll()
        self._poll.register(self._descriptor, select.POLLIN)
        self.is_closed = False

    def read(self, size: int) -> bytes:
        while not self.is_closed:
            if self._poll.poll(_POLL_MS):
                try:
                    return os.read(self._descriptor, size)
                except BlockingIOError:
                    pass  # another process was faster
        return b""

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)


def _open_pipe(source: object) -> _Pipe | None:
    """Open a path that is neither a regular file nor a directory. The library
    reports why another path cannot be opened."""
    if not isinstance(source, (str, os.PathLike)):
        return None
    try:
        mode = os.stat(source).st_mode
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            return None
        return _Pipe(source)
    except (OSError, ValueError):
        return None


class ListReader(Iterator[ListEntry]):
    """An iterator of the entries of a list. Threads may share it."""

    #: The path of the list, or the name of the file; "".
    name: str

    def __init__(self, core: _core.List, name: str,
                 pipe: _Pipe | None) -> None:
        self._core: _core.List | None = core
        self._pipe = pipe
        self.name = name
        self._info = core.info()
        self._waiting: deque[tuple[Any, ...]] = deque()
        self._lock = threading.RLock()

    def __iter__(self) -> "ListReader":
        return self

    def __next__(self) -> ListEntry:
        with self._lock:
            if not self._waiting:
                core = self._core
                if core is None:
                    raise StopIteration
                batch = core.next()
                self._info = core.info()
                if not batch:
                    self._core = None
                    raise StopIteration
                self._waiting.extend(batch)
            fields = self._waiting.popleft()
        return _unpack(fields)

    @property
    def format(self) -> str:
        """The format of most of the lines so far: "gnu"."""
        return self._info[0]

    @property
    def signed(self) -> bool:
        """Does the list have a signature? It was not verified."""
        return bool(self._info[1] & _SIGNED)

    @property
    def guessed(self) -> bool:
        """Does the algorithm of an entry follow only from the length of its
        digest?"""
        return bool(self._info[1] & _GUESSED)

    @property
    def malformed(self) -> int:
        """The number of malformed lines that were read so far."""
        return self._info[3]

    def close(self) -> None:
        """Close the list. No more entries follow. A call of another thread
        that waits for a pipe ends soon."""
        self._core = None
        if self._pipe:
            self._pipe.is_closed = True
        self._waiting.clear()

    def __enter__(self) -> "ListReader":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def read_list(source: "str | os.PathLike[str] | ReadableBuffer | "
                      "SupportsRead[bytes]", *,
              format: Format = "auto",
              algorithms: str | Iterable[str] | None = None,
              guess: bool = True, nul: bool = False) -> ListReader:
    """Return an iterator of the entries of a list, as ListEntry objects. No
    file is read but the list. A malformed line is an entry with an error.

    source -- a path (str or os.PathLike), the bytes of a list, or a file that
        is open for reading bytes
    format -- "gnu" (md5sum), "bsd", "sfv", "hashdeep", "ed2k", "magnet",
        "csv", "json"; "auto": the list itself decides
    algorithms -- the algorithms that a digest without a tag may have; None:
        any
    guess -- False: no algorithm follows from the length of a digest or from
        the name of the list
    nul -- lines end in NUL, and nothing is escaped

    Raises the error of open(), and FormatError if the source is no list of
    digests.
    """
    number = _format(format)
    pipe = _open_pipe(source)
    arguments = _arguments(pipe or source, number, algorithms, guess, nul)
    name = _name_of(source) or ""
    if isinstance(source, (str, os.PathLike)):
        name = os.fspath(source)
    if pipe:
        arguments = (*arguments[:2], os.fsencode(name), *arguments[3:])
    return ListReader(_core.List(*arguments), name, pipe)


# ---- Writing ----


def _format_for(path: Path | None, format: str) -> int:
    """Return the format of a new list."""
    number = _format(format)
    if number != _AUTO or path is None:
        return number
    if os.fsdecode(path).lower().endswith((".json", ".jsonl")):
        return json_lists.JSON
    found = _core.format_of(path)
    # An extension such as .sha256 leaves the choice to the algorithms.
    return _AUTO if found in (_GNU, _BSD) else found


#: (text, number of rows, rows left out, why the first one was)
_Text = tuple[bytes, int, int, str]


def _json_text(blocks: list[_core.Block], mtime: bool) -> Iterator[_Text]:
    for block in blocks:
        yield ("".join(json_lists.format_row(row, mtime) + "\n"
                       for row in block).encode(), len(block), 0, "")


def _list_text(blocks: list[_core.Block],
               writer: _core.ListWriter) -> Iterator[_Text]:
    yield writer.take(), 0, 0, ""
    for block in blocks:
        left_out, reason = writer.add(block)
        yield writer.take(), len(block), left_out, reason


def _may_refuse(target: Any) -> bool:
    """Does None of its write() mean that nothing was written? Other objects
    return None for success."""
    if isinstance(target, io.RawIOBase):
        return True
    try:
        return not os.get_blocking(target.fileno())
    except (AttributeError, OSError, TypeError, ValueError):
        return False


def _writer_of(target: "SupportsWrite[bytes]") -> Callable[[bytes], None]:
    """Return a function that writes a text as a whole, or raises."""
    write = target.write
    may_refuse = _may_refuse(target)

    def write_all(text: bytes) -> None:
        at = 0
        while at < len(text):
            # A raw file may take a part of the text.
            taken: object = write(text[at:])
            if taken is None and may_refuse:
                raise BlockingIOError(errno.EAGAIN,
                                      f"{target!r} is in non-blocking mode")
            if not isinstance(taken, int) or isinstance(taken, bool):
                return
            if not 0 < taken <= len(text) - at:
                raise OSError(errno.EIO, f"{target!r}: a write of "
                                         f"{len(text) - at} bytes returned "
                                         f"{taken}")
            at += taken

    return write_all


def _put(write: Callable[[bytes], None], texts: Iterator[_Text]) -> int:
    """Write texts, and return how many rows were left out. Nothing is written
    before it is clear that one row can be written."""
    rows = total = 0
    reasons = []
    held = b""
    for text, count, left_out, reason in texts:
        rows += count
        total += left_out
        held += text
        if left_out:
            reasons.append(reason)
        if rows > total:
            write(held)
            held = b""
    if rows and rows == total:
        raise UnsupportedError(f"no row could be written: {reasons[0]}")
    if held:
        write(held)
    return total


def _make_beside(path: bytes, mode: int) -> tuple[int, bytes]:
    """Create a new file in the folder of a path."""
    folder, name = os.path.split(path)
    for _ in range(_TRIES):
        made = os.path.join(folder, b".%s.%s" % (
            name[:200], secrets.token_hex(4).encode()))
        try:
            return os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL |
                           os.O_CLOEXEC, mode), made
        except FileExistsError:
            continue
    raise FileExistsError(f"no name is free beside {os.fsdecode(path)}")


def _replace(path: Path, fill: Callable[[Callable[[bytes], None]], int]
             ) -> int:
    """Replace a file by what fill() writes, or leave it unchanged. A link
    stays, and so does the mode of the file."""
    target = os.path.realpath(os.fsencode(path))
    try:
        found = os.stat(target)
    except FileNotFoundError:
        found = None
    if found and not stat.S_ISREG(found.st_mode):
        # A device or a FIFO cannot be replaced.
        with open(target, "wb") as file:
            return fill(_writer_of(file))
    descriptor, made = _make_beside(target, 0o666)
    try:
        with open(descriptor, "wb") as file:
            if found:
                os.fchmod(file.fileno(), stat.S_IMODE(found.st_mode))
            left_out = fill(_writer_of(file))
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, target)
    except BaseException:
        os.unlink(made)
        raise
    return left_out


def write_blocks(blocks: list[_core.Block], algorithms: tuple[str, ...],
                 target: "Path | SupportsWrite[bytes]", format: str, *,
                 nul: bool, mtime: bool, crlf: bool) -> int:
    """Write the list of Results.write."""
    is_file = hasattr(target, "write")
    if isinstance(target, io.TextIOBase):
        raise ValueError(f"{target!r} is not open for writing bytes: open it "
                         "with mode 'wb'")
    path: Any = _name_of(target) if is_file else target
    number = _format_for(path, format)
    flags = (_WRITE_NUL * bool(nul) + _WRITE_MTIME * bool(mtime) +
             _WRITE_CRLF * bool(crlf))
    texts: Iterator[_Text]
    if number == json_lists.JSON:
        if nul or crlf:
            raise ArgumentError("nul and crlf are not for JSON")
        texts = _json_text(blocks, mtime)
    else:
        texts = _list_text(blocks, _core.ListWriter(number, algorithms,
                                                    flags))
    if is_file:
        return _put(_writer_of(target), texts)  # type: ignore[arg-type]
    return _replace(path, lambda put: _put(put, texts))
