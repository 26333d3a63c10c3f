# SPDX-License-Identifier: MIT
"""Streams: many at once, whose bytes come from Python."""
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any

from . import _core
from .files import Path, Results, _blocks, _count, _options

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsRead

# The library's HASHLANE_JOB_OPEN.
_OPEN = 2
_AT_ONCE = 200
_READ_BYTES = 64 * 1024
_POLL_MS = 50


def _chunks(stream: "Iterable[ReadableBuffer] | SupportsRead[bytes]"
            ) -> "Iterator[ReadableBuffer]":
    read: Callable[[int], bytes] | None = getattr(stream, "read", None)
    if read is not None:
        return iter(lambda: read(_READ_BYTES), b"")
    if isinstance(stream, (bytes, bytearray, memoryview)):
        return iter((stream,))
    return iter(stream)  # type: ignore[arg-type]


class _Stream:
    """One that is open: what it gave and the library has no room for yet."""

    def __init__(self, index: int, stream: Any) -> None:
        self._index, self._chunks = index, _chunks(stream)
        self._rest: memoryview | None = None
        self.over = False

    def step(self, job: _core.Job, timeout_ms: int) -> bool:
        """Hand over one chunk, or what is left of it; False: no room."""
        if self._rest is None:
            try:
                chunk = next(self._chunks, None)
            except OSError:
                job.feed_fail(self._index)
                self.over = True
                return True
            if chunk is None:
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
    """Hash many streams side by side; rows in their order.

    streams -- {name: stream} or an iterable of streams. A stream is an
        iterable of bytes-like chunks, or has read(size) as open files and HTTP
        responses have; row.path is its name
    algorithms -- a name, or several
    at_once -- how many are open at a time; others are asked for as these end.
        Fewer are where memory_limit has no room
    workers, memory_limit -- as of run()

    The calling thread takes a chunk of each in turn: a stream that waits holds
    up the others. One that raises OSError fails alone, and its row says so;
    any other exception ends the call.
    """
    at_once = _count("at_once", at_once, 1 << 20)
    if isinstance(streams, (str, bytes, os.PathLike)):
        raise TypeError("streams are several; for one there is file_digest")
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
        # All are full: any of them will do to wait for.
        if not moved and open_streams:
            open_streams[0].step(job, _POLL_MS)
