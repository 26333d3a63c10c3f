# SPDX-License-Identifier: MIT
"""Check files against lists of digests."""
import os
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from . import _core
from ._core import Verdict
from ._errors import Error, make_error
from ._verdicts import STATUSES, Reading, Strength, VerdictStatus
from .files import (_CTIMES, _DROP_CACHE, _FOLLOW, _NO_HIDDEN,
                    _ONE_FILE_SYSTEM, _SEQUENTIAL, _WORKERS_MAX, Path,
                    Patterns, _choice, _count, _patterns)
from .lists import (_GUESSED, _SIGNED, Format, ListEntry, ListReader,
                    _arguments, _format, _pack)
from .progress import Meter, Progress, State, make_meter

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, SupportsRead

# Values of HASHLANE_CHECK_*.
_NO_GUESS, _IGNORE_CASE, _IGNORE_MISSING = 1, 2, 4
_REQUIRE_SECURE, _NO_MOVED, _BASE_IS_LIST = 16, 32, 64
_POLL_MS = 50
_ENTRIES_AT_ONCE = 256
# More open lists would need too many descriptors.
_LISTS_AHEAD = 64
_FORMAT_STATUS = 18


class Counts(dict[VerdictStatus, int]):
    """{status: number}. A status may be its name, too: counts["FAILED"]."""

    if TYPE_CHECKING:
        def __getitem__(self, status: str, /) -> int: ...


class CheckedList(NamedTuple):
    """What is known of a list of a check."""

    name: str  #: its path; "" if it has none
    format: str  #: of most of its lines: "gnu"
    signed: bool  #: it has a signature, which was not verified
    guessed: bool  #: an algorithm follows only from a digest's length
    algorithm: str | None  #: the guessed algorithm
    readings: Reading  #: how names were read, other than as they stand
    entries: int
    malformed: int  #: lines that could not be read
    complete: bool  #: were all of its verdicts returned?
    error: Exception | None  #: why it was not read to its end


class _State(NamedTuple):
    """The answer of _core.Check.info()."""

    complete: bool
    verified: bool
    counts: tuple[int, ...]
    strengths: tuple[int, ...]
    entries: int
    left_out: int
    unknown_digests: int
    bytes_done: int
    bytes_total: int
    finished: int


_NOTHING = _State(False, False, (0,) * 16, (0,) * 4, 0, 0, 0, 0, 0, 0)


def _checked_list(core: _core.Check, i: int) -> CheckedList | None:
    found = core.list_info(i)
    if found is None:
        return None
    (name, format, flags, status, os_error, complete, readings, entries,
     malformed, guessed, error) = found
    if status and error is None:
        text = ("it is no list of digests" if status == _FORMAT_STATUS else
                _core.status_name(status))
        error = make_error(status, text, os_error, name or None)
    return CheckedList(name, format, bool(flags & _SIGNED),
                       bool(flags & _GUESSED), guessed, Reading(readings),
                       entries, malformed, complete, error)


class _Feed:
    """The lists that go to a check, some at a time.

    An error does not discard the verdicts of what came before it: it ends
    only its own list, and is kept.
    """

    def __init__(self, sources: Iterator[Any]) -> None:
        self._sources = sources
        self._entries: Iterator[ListEntry] | None = None
        self._batches: deque[list[Any]] = deque()
        self._name = ""
        self._unnamed = self._given = self._complete = 0
        self._has_begun = self._is_new = False
        self._failed: Exception | None = None
        self.is_closed = False
        #: Why lists of entries ended early, and later lists did not open.
        self.errors: list[Exception] = []
        #: {number of a list of entries: why it ended early}
        self.broken: dict[int, Exception] = {}

    def feed(self, core: _core.Check) -> None:
        """Give the check as much as it has room for."""
        while not self.is_closed:
            if self._entries is not None:
                if not self._give_entries(core):
                    return
                continue
            while (self._complete < self._given and
                   (found := core.list_info(self._complete)) and found[5]):
                self._complete += 1
            if self._given - self._complete >= _LISTS_AHEAD:
                return
            source = next(self._sources, None)
            if source is None:
                core.close()
                self.is_closed = True
            elif isinstance(source, tuple):
                self._add_list(core, source)
            else:
                self._begin_entries(source)

    def begin(self, core: _core.Check) -> None:
        """Give the check its first lists. An error before which there is
        nothing is raised now."""
        self.feed(core)
        self._has_begun = True
        if self.errors and self.is_closed and not self._given:
            raise self.errors[0]

    def stop(self) -> None:
        """Give the check no more."""
        self.is_closed = True

    def _add_list(self, core: _core.Check, source: tuple[Any, ...]) -> None:
        try:
            core.add_list(self._given, *source)
            self._given += 1
        except Exception as error:
            if not self._has_begun:
                raise
            self.errors.append(error)

    def _begin_entries(self, source: Iterator[ListEntry]) -> None:
        self._unnamed += 1
        # Two lists of entries one after the other have different names.
        name = source.name if isinstance(source, ListReader) else ""
        if not name or name == self._name:
            name = f"entries {self._unnamed}"
        self._name, self._entries = name, source
        self._is_new, self._failed = True, None

    def _end_entries(self) -> None:
        self._entries = None
        if self._failed and not self._is_new:
            self.broken[self._given - 1] = self._failed

    def _take_entries(self) -> list[Any]:
        """Return some entries: those before an error, if there is one."""
        assert self._entries is not None
        batch: list[Any] = []
        try:
            for entry in islice(self._entries, _ENTRIES_AT_ONCE):
                batch.append(_pack(entry))
        except Exception as error:
            self._fail(error)
        return batch

    def _fail(self, error: Exception) -> None:
        """End the list of entries early."""
        self.errors.append(error)
        self._entries = iter(())
        self._failed = error

    def _give_entries(self, core: _core.Check) -> bool:
        """Give the check some entries; False: it has no room."""
        if not self._batches:
            if not (batch := self._take_entries()):
                self._end_entries()
                return True
            self._batches.append(batch)
        batch = self._batches[0]
        try:
            if not core.add_entries(batch, self._name):
                return False
        except Exception as error:
            self._batches.popleft()
            if len(batch) > 1:
                # The entries before the one that is wrong are right.
                self._batches.extendleft([one] for one in reversed(batch))
            else:
                self._batches.clear()
                self._fail(error)
            return True
        self._batches.popleft()
        if self._is_new:
            self._given += 1
            self._is_new = False
        return True


class Check(Iterator[Verdict]):
    """A running check: an iterator of its verdicts, in the order of the
    entries; entries of the same file may come together. It is an
    asynchronous iterator, too.

    Threads may share a Check: each verdict goes to one thread.
    """

    def __init__(self, core: _core.Check, feed: _Feed,
                 meter: Meter | None) -> None:
        self._core: _core.Check | None = core
        self._feed, self._meter = feed, meter
        self._waiting: deque[Verdict] = deque()
        self._last = _NOTHING
        self._lists: list[CheckedList] = []
        self._algorithms: tuple[str, ...] = ()
        # Reentrant: a request within a progress function gets an exception.
        self._lock = threading.RLock()

    # ---- Verdicts ----

    def _step(self, timeout_ms: int) -> bool:
        """Wait for verdicts; False: none follow."""
        with self._lock:
            core = self._core
            if core is None:
                return False
            try:
                self._feed.feed(core)
                batch = core.next(timeout_ms if self._feed.is_closed else
                                  _POLL_MS)
                if batch is None:
                    return True
                self._waiting.extend(batch)
                if batch:
                    return True
                error = self._end(core)
            except BaseException:
                # Ctrl-C, or an exception of a function of the caller.
                self.close()
                raise
        if error:
            raise error
        return False

    def _end(self, core: _core.Check) -> Exception | None:
        """Keep what is known, and let the engine go. Return the error of a
        list that was not read to its end."""
        self._snap(core)
        self._core = None
        if self._meter:
            self._meter.close(self._told())
        return next((one.error for one in self._lists if one.error),
                    next(iter(self._feed.errors), None))

    def _snap(self, core: _core.Check) -> None:
        self._last = _State._make(core.info())
        self._algorithms = core.specs()
        self._lists = self._lists_of(core)

    def __iter__(self) -> "Check":
        return self

    def __next__(self) -> Verdict:
        while True:
            try:
                return self._waiting.popleft()
            except IndexError:
                pass
            more = self._step(_POLL_MS if self._meter else -1)
            self._tell()
            if not more and not self._waiting:
                raise StopIteration

    async def __aiter__(self) -> AsyncIterator[Verdict]:
        import asyncio
        loop = asyncio.get_running_loop()
        more = True
        while more:
            try:
                more = await loop.run_in_executor(None, self._step, _POLL_MS)
            except asyncio.CancelledError:
                self.cancel()
                raise
            self._tell()
            while self._waiting:
                yield self._waiting.popleft()

    def _tell(self) -> None:
        """Report the progress."""
        if self._meter and self._core:
            try:
                self._meter.tell(self._told())
            except BaseException:
                self.close()
                raise

    # ---- State ----

    def _state(self) -> _State:
        core = self._core
        if core is None:
            return self._last
        return _State._make(core.info())

    def _told(self) -> State:
        now = self._state()
        return (now.bytes_done, now.bytes_total, now.finished, now.entries,
                sum(now.counts) - now.counts[0], 0, int(now.complete))

    def _lists_of(self, core: _core.Check) -> list[CheckedList]:
        found: list[CheckedList] = []
        broken = self._feed.broken
        while one := _checked_list(core, len(found)):
            if one.error is None and (error := broken.get(len(found))):
                one = one._replace(error=error)
            found.append(one)
        return found

    @property
    def ok(self) -> bool:
        """Was every entry of every list verified? False before the last
        verdict was returned, and without an entry."""
        return (self._core is None and not self._waiting and
                self._last.verified and not self._feed.errors and
                not any(one.error for one in self._lists))

    @property
    def counts(self) -> Counts:
        """{status: number of verdicts so far}. A status may be its name, too:
        counts["FAILED"]."""
        return Counts(zip(STATUSES, self._state().counts))

    @property
    def strengths(self) -> dict[Strength, int]:
        """{strength: number of entries that were verified so far}"""
        return dict(zip(Strength, self._state().strengths))

    @property
    def algorithms(self) -> tuple[str, ...]:
        """The algorithms that verified entries so far: of each entry the
        strongest."""
        core = self._core
        return core.specs() if core else self._algorithms

    @property
    def lists(self) -> list[CheckedList]:
        """What is known of each list so far."""
        core = self._core
        return self._lists_of(core) if core else list(self._lists)

    @property
    def left_out(self) -> int:
        """The number of entries that include, exclude, sizes or times left
        out."""
        return self._state().left_out

    @property
    def unknown_digests(self) -> int:
        """The number of digests of unknown algorithms."""
        return self._state().unknown_digests

    @property
    def progress(self) -> tuple[int, int, int, int]:
        """(bytes done, bytes known, entries done, entries known). An entry
        is done when nothing is read for it any more, also if its verdict
        still waits for those of earlier entries."""
        return self._told()[:4]

    @property
    def summary(self) -> str:
        """The counts and the algorithms in a line: "2 OK, 1 FAILED; verified
        by sha256"."""
        text = ", ".join(f"{count} {status}"
                         for status, count in self.counts.items() if count)
        names = self.algorithms
        only = (" only" if len(names) == 1 and
                not self.strengths[Strength.SECURE] else "")
        return (f"{text or 'no entries'}; verified by {', '.join(names)}{only}"
                if names else text or "no entries")

    def __repr__(self) -> str:
        state = ("ok" if self.ok else
                 "running" if self._core or self._waiting else "not ok")
        return f"<hashlane.Check {state}: {self.summary}>"

    # ---- End ----

    def cancel(self) -> None:
        """Cancel the check. The verdicts of entries whose files were read can
        still be taken, and no more follow. A check that has ended ignores the
        call."""
        core = self._core
        if core:
            self._feed.stop()
            core.cancel()

    def close(self) -> None:
        """Cancel the check, and discard what was not taken."""
        core, self._core = self._core, None
        self._waiting.clear()
        if not core:
            return
        try:
            core.cancel()
            self._snap(core)
        except Error:  # in a forked child
            pass
        if self._meter:
            self._meter.close(self._told())

    def __enter__(self) -> "Check":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    async def __aenter__(self) -> "Check":
        return self

    async def __aexit__(self, *error: object) -> None:
        self.close()


def _is_source(value: object) -> bool:
    """Is it a path, memory or a file?"""
    if isinstance(value, (str, os.PathLike)) or hasattr(value, "read"):
        return True
    try:
        memoryview(value)  # type: ignore[arg-type]
    except TypeError:
        return False
    return True


def _one_source(source: Any, format: int, algorithms: Any,
                guess: bool) -> Any:
    """Return the arguments of add_list, or an iterator of entries."""
    if not _is_source(source):
        try:
            return iter(source)
        except TypeError:
            pass  # the error names the types
    return _arguments(source, format, algorithms, guess, False)


def _sources(lists: Any, format: str, algorithms: Any,
             guess: bool) -> Iterator[Any]:
    number = _format(format)
    if algorithms is not None and not isinstance(algorithms, str):
        algorithms = tuple(algorithms)
    several = (isinstance(lists, (list, tuple)) and
               not isinstance(lists, ListEntry) and
               not (lists and all(isinstance(one, ListEntry)
                                  for one in lists)))
    # A wrong type is found now, not between two verdicts.
    return iter([_one_source(one, number, algorithms, guess)
                 for one in (lists if several else [lists])])


def _require(names: "str | Iterable[str] | None") -> tuple[int, Any]:
    """Return a flag and the algorithms that OK needs."""
    every = ([] if names is None else
             [names] if isinstance(names, str) else list(names))
    if every == ["secure"]:
        return _REQUIRE_SECURE, None
    if "secure" in every:
        every += [name for name, _, _, secure in _core.algorithms() if secure]
        every = [name for name in every if name != "secure"]
    return 0, None if names is None else every


def check(list: "str | os.PathLike[str] | ReadableBuffer | "
                "SupportsRead[bytes] | Iterable[ListEntry | str | "
                "os.PathLike[str] | ReadableBuffer | SupportsRead[bytes] | "
                "Iterable[ListEntry]]",
          base: Path | None = None, *, format: Format = "auto",
          algorithms: str | Iterable[str] | None = None,
          extra: Path | None = None, moved: bool = True,
          root: Path | None = None, beside_list: bool = False,
          guess: bool = True, ignore_case: bool = False,
          ignore_missing: bool = False,
          require: str | Iterable[str] | None = None,
          include: Patterns = None, exclude: Patterns = None,
          follow_symlinks: bool = False, hidden: bool = True,
          one_file_system: bool = False,
          min_size: int | None = None, max_size: int | None = None,
          min_mtime_ns: int | None = None, max_mtime_ns: int | None = None,
          progress: Progress = None, workers: int | None = None,
          memory_limit: int | None = None, sequential: bool = False,
          drop_cache: bool = False,
          ctime: Literal["auto", "strict", "ignore"] = "auto") -> Check:
    """Check files against lists, and return a Check, which yields a Verdict
    for each entry. The work is done while verdicts are taken. After the last
    one, `.ok` is True if every entry of every list was verified.

    list -- a path (str or os.PathLike), the bytes of a list, a file that is
        open for reading bytes, or an iterable of ListEntry; or a list or
        tuple of several of these
    base -- names are relative to this directory; None: the current one
    format, algorithms -- as for read_list
    extra -- files below this directory that no list names are EXTRA, or
        explain a missing file as MOVED
    moved -- False: files below `extra` are only named
    root -- a name must lead to a file below this directory, else the entry is
        REFUSED
    beside_list -- names are relative to the directory of their list
    guess -- False: no guess of algorithms, and no other reading of names
    ignore_case -- accept a file whose name differs only in case
    ignore_missing -- no verdict for a missing file; it is counted
    require -- OK needs a digest of one of these algorithms; "secure": of any
        that is fit for security
    include, exclude, follow_symlinks, hidden, one_file_system -- as for
        walk_hash: entries and extra files that they leave out are not checked
    min_size, max_size, min_mtime_ns, max_mtime_ns -- entries of other files
        are not checked
    progress, workers, memory_limit, sequential, drop_cache, ctime -- as for
        hash_files

    A list that cannot be opened raises the error of open(): of the first 64
    lists now, of others after the last verdict. If a list cannot be read to
    its end, or an iterable or read() raises an Exception, the entries before
    have their verdicts, and the error is raised after the last one.
    """
    flag, names = _require(require)
    flags = (flag + _NO_GUESS * (not guess) +
             _IGNORE_CASE * bool(ignore_case) +
             _IGNORE_MISSING * bool(ignore_missing) +
             _NO_MOVED * (not moved) + _BASE_IS_LIST * bool(beside_list))
    feed = _Feed(_sources(list, format, algorithms, guess))
    meter = make_meter(progress)
    try:
        core = _core.Check(
            flags=flags, base=base, root=root, extra=extra, require=names,
            job_flags=(_SEQUENTIAL * bool(sequential) +
                       _DROP_CACHE * bool(drop_cache)),
            ctime=_CTIMES[_choice("ctime", ctime, _CTIMES)],
            workers=(0 if workers is None else
                     _count("workers", workers, _WORKERS_MAX)),
            memory=(None if memory_limit is None else
                    _count("memory_limit", memory_limit, sys.maxsize)),
            walk_flags=(_FOLLOW * bool(follow_symlinks) +
                        _NO_HIDDEN * (not hidden) +
                        _ONE_FILE_SYSTEM * bool(one_file_system)),
            include=_patterns(include), exclude=_patterns(exclude),
            min_size=min_size, max_size=max_size, min_mtime_ns=min_mtime_ns,
            max_mtime_ns=max_mtime_ns)
        feed.begin(core)
        return Check(core, feed, meter)
    except BaseException:
        if meter:
            meter.close((0,) * 7)
        raise
