# SPDX-License-Identifier: MIT
"""Hash many streams at once, whose bytes come from Python."""
import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any

from . import _core
from .files import Path, Results, _blocks, _count, _options

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsRead

# The value of HASHLANE_JOB_OPEN.
_OPEN = 2
_AT_ONCE = 200
_READ_BYTES = 64 * 1024
_POLL_MS = 50
# No chunk of a caller is this object.
_END = memoryview(b"")


def _reads(stream: "SupportsRead[bytes]") -> Iterator[bytes]:
    while (chunk := stream.read(_READ_BYTES)) != b"":
        if chunk is None:
            raise BlockingIOError(errno.EAGAIN,
                                  f"{stream!r} is in non-blocking mode")
        yield chunk


def _chunks(stream: "Iterable[ReadableBuffer] | SupportsRead[bytes]"
            ) -> "Iterator[ReadableBuffer]":
    if hasattr(stream, "read"):
        return _reads(stream)  # type: ignore[arg-type]
    if isinstance(stream, (bytes, bytearray, memoryview)):
        return iter((stream,))
    return iter(stream)


class _Stream:
    """An open stream, with the bytes for which the library has no room yet."""

    def __init__(self, index: int, stream: Any) -> None:
        self._index, self._chunks = index, _chunks(stream)
        self._rest: memoryview | None = None
        self.over = False

    def step(self, job: _core.Job, timeout_ms: int) -> bool:
        """Push one chunk, or the rest of it; False: no room."""
        if self._rest is None:
            try:
                chunk = next(self._chunks, _END)
            except OSError:
                job.feed_fail(self._index)
                self.over = True
                return True
            if chunk is _END:
                job.feed(self._index, b"", True, 0)
                self.over = True
                return True
            self._rest = memoryview(chunk).cast("B")
        taken = job.feed(self._index, self._rest, False, timeout_ms)
        moved = taken or not self._rest
        self._rest = self._rest[taken:] if taken < len(self._rest) else None
        return bool(moved)


def hash_streams(streams: "Mapping[Any, Any] | Iterable[Any]",
                 algorithms: str | Iterable[str], *, at_once: int = _AT_ONCE,
                 workers: int | None = None,
                 memory_limit: int | None = None) -> Results:
    """Hash many streams side by side. The rows are in the streams' order.

    streams -- {name: stream} or an iterable of streams. A stream is an
        iterable of bytes-like chunks, or an object with read(size), such as an
        open file or an HTTP response; row.path is its name
    algorithms -- a name, or several
    at_once -- largest number of open streams; when one ends, the next is
        requested. If memory_limit has too little room, fewer are open
    workers, memory_limit -- as for run()

    The calling thread takes a chunk of each stream in turn: a stream that
    waits delays the others. If a stream raises OSError, that stream fails
    alone, and its row has the error. Any other exception ends the call.
    """
    at_once = _count("at_once", at_once, 1 << 20)
    if isinstance(streams, (str, bytes, os.PathLike)):
        raise TypeError("streams must be an iterable; use file_digest for one "
                        "stream")
    named: Iterator[tuple[Path, Any]] = (
        iter(streams.items()) if isinstance(streams, Mapping)
        else zip(repeat(""), streams))
    names = algorithms if isinstance(algorithms, str) else tuple(algorithms)
    job = _core.Job((), names, **_options(
        order="input", workers=workers, memory_limit=memory_limit,
        sequential=False, drop_cache=False, ctime="auto", flags=_OPEN))
    try:
        _feed_all(job, named, at_once)
        job.close()
        return Results(list(_blocks(job, None)), job)
    except BaseException:
        job.cancel()
        raise


def _feed_all(job: _core.Job, named: Iterator[tuple[Path, Any]],
              at_once: int) -> None:
    open_streams: list[_Stream] = []
    count = 0
    following = next(named, None)
    while following or open_streams:
        while following and len(open_streams) < at_once:
            if not job.add_stream(following[0]):
                break
            open_streams.append(_Stream(count, following[1]))
            count += 1
            following = next(named, None)
        moved = False
        for stream in open_streams:
            moved |= stream.step(job, 0)
        open_streams = [one for one in open_streams if not one.over]
        # All streams are full: wait for any of them.
        if not moved and open_streams:
            open_streams[0].step(job, _POLL_MS)
