# SPDX-License-Identifier: MIT
"""Files: hashed by an engine that uses every core, reading each byte once."""
import html
import operator
import os
import sys
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import (TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict,
                    overload)

from . import _core
from ._core import Row
from ._errors import ArgumentError
from .progress import Meter, Progress, make_meter

if TYPE_CHECKING:
    import pyarrow
    from _typeshed import ReadableBuffer

Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]

Patterns = Path | Iterable[Path] | None

# The library's: HASHLANE_JOB_*, HASHLANE_ORDER_*, HASHLANE_WALK_*.
_STREAM, _SEQUENTIAL, _DROP_CACHE = 1, 16, 32
_ORDERS = {"input": 1, "completion": 2}
_CTIMES = {"auto": 0, "strict": 1, "ignore": 2}
_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM = 1, 2, 4
_POLL_MS = 50
_NO_THREADS = -1
_WORKERS_MAX = 1024
# Threads cost as much as some hundred KiB of hashing.
_SMALL_BYTES = 1 << 20
_ROWS_SHOWN = 100
_FAILURES_SHOWN = 10


class LookupFile(NamedTuple):
    """A file that a job asks about before it is read."""

    path: str
    # Of a tuple, index() is not wanted here.
    index: int  # type: ignore[assignment]  #: which file of the job, from 0
    input: int  #: which path as it was given, from 0
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    links: int
    file_system: bytes  #: 16 bytes: which file system it lies on
    stable: bool  #: file_system is the same after each mount


#: For each file, in order, None or its digests: bytes, or None where it has
#: none, in the order of the algorithms.
Lookup = Callable[[list[LookupFile]],
                  Sequence[Sequence[bytes | None] | None]]


class Results:
    """Rows of many files, made when they are looked at.

    A sequence, but none by isinstance: readers of Arrow take those for lists
    of rows, and would not ask for the columns.
    """

    #: The algorithms, in order, in the library's spelling.
    algorithms: tuple[str, ...]

    def __init__(self, blocks: list[_core.Block],
                 job: _core.Job | None) -> None:
        self._blocks = blocks
        self.algorithms = (job or blocks[0]).names
        # Its threads end with it: only where no block can tell the schema.
        self._job = None if blocks else job
        self._starts = [0, *accumulate(map(len, blocks))]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, i: int) -> Row: ...

    @overload
    def __getitem__(self, i: slice) -> list[Row]: ...

    def __getitem__(self, i: int | slice) -> Row | list[Row]:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        i = range(len(self))[i]
        block = bisect_right(self._starts, i) - 1
        return self._blocks[block][i - self._starts[block]]

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self._blocks)

    @property
    def failures(self) -> list[Row]:
        """The rows that failed."""
        return [row for block in self._blocks for row in block.failures()]

    def raise_for_errors(self) -> "Results":
        """Raise what the first file that failed met, if one did; else self."""
        for block in self._blocks:
            for row in block.failures():
                assert row.error
                raise row.error
        return self

    def columns(self) -> list[dict[str, memoryview]]:
        """A list of {name: memoryview}, one a block, nothing copied.

        Names are index, size, status, os_error, mtime_ns, error_offset,
        input;
        path_offsets and path_bytes (path i is path_bytes[path_offsets[i]:
        path_offsets[i + 1]]); and the algorithms, whose digests lie one
        behind the other. What they view lives as long as they do.
        """
        return [block.columns() for block in self._blocks]

    def tuples(self) -> list[tuple[Any, ...]]:
        """[(path, size, status, digest ..), ..]: all, at once."""
        return list(chain.from_iterable(block.tuples()
                                        for block in self._blocks))

    def to_dict(self) -> dict[str, dict[str, str | None]]:
        """{path: {name: text or None}}: texts as the algorithms are written,
        as of Row.texts: hexadecimal for most, an ETag, a TTH in base32; None
        for each of a file that failed"""
        return {row.path: row.texts for row in self}

    def to_bytes(self) -> bytes:
        """All rows, as load() takes them: docs/RESULTS.md has every byte."""
        return b"".join(block.tobytes() for block in self._blocks)

    @classmethod
    def load(cls, data: "ReadableBuffer") -> "Results":
        """What to_bytes() gave, or a file of blocks, checked; ArgumentError:
        it is damaged, or the blocks have different algorithms."""
        blocks = _core.load_blocks(data)
        if not blocks:
            raise ArgumentError("there is no block")
        if any(block.names != blocks[0].names for block in blocks):
            raise ArgumentError("the blocks have different algorithms")
        return cls(blocks, None)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._blocks:
            return Results.load, (self.to_bytes(),)
        return hash_files, ([], list(self.algorithms))

    def to_arrow(self, *, portable: bool = False) -> "pyarrow.Table":
        """A pyarrow table; other readers of Arrow take the results as they
        are.

        portable -- only types that all readers know, Spark among them: int32,
            int64, binary, and str; path is null where it is not UTF-8, and
            path_bytes has the bytes of all
        """
        import pyarrow
        return pyarrow.table(_Portable(self) if portable else self)

    def __arrow_c_stream__(self, requested_schema: object = None, *,
                           portable: bool = False) -> object:
        if self._job:
            return self._job.__arrow_c_stream__(portable=portable)
        return _core.blocks_stream(self._blocks, portable)

    def __repr__(self) -> str:
        failures = self.failures
        text = f"<hashlane.Results of {len(self)} files"
        if failures:
            shown = failures[:_FAILURES_SHOWN]
            text += f", {len(failures)} failed:"
            text += "".join(f"\n  {row.error}" for row in shown)
            text += "\n  ..." if len(failures) > len(shown) else ""
        return text + ">"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>"
                       for name in ("path", "size", *self.algorithms))
        rows = []
        for row in self[:_ROWS_SHOWN]:
            cells = [row.path, str(row.size)]
            cells += ([str(row.error)] if not row.ok else
                      [row.text(i) or "" for i in range(len(self.algorithms))])
            rows.append("".join(f"<td>{_html(cell)}</td>" for cell in cells))
        left = len(self) - len(rows)
        more = f"<p>{left} more</p>" if left else ""
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><tr>{head}</tr>{body}</table>{more}"


class _Portable:
    """The same with portable types, for readers that cannot ask for them."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_stream__(portable=True)

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_array__(portable=True)


def _html(text: str) -> str:
    # A page cannot hold the surrogates of names that are not UTF-8.
    return html.escape(text.encode(errors="surrogateescape")
                       .decode(errors="replace"))


def _blocks(job: _core.Job, meter: Meter | None) -> Iterator[_core.Block]:
    # Not a method: a Run that nobody has any more ends at once, with its
    # threads, and not when the collector finds a cycle.
    try:
        while True:
            block = job.next(_POLL_MS if meter else -1)
            if meter:
                meter.tell(job.progress())
            if block is not None:
                yield block
            elif not meter or job.progress()[6]:
                break
        # The last blocks may come with the end.
        while (block := job.next(0)) is not None:
            yield block
    except GeneratorExit:
        raise
    except BaseException:
        # Ctrl-C, or what a progress function raised.
        job.cancel()
        raise
    finally:
        if meter:
            meter.close(job.progress())


class _Rows:
    """The rows of blocks, each for one of all who ask, in any thread.

    What a loop that was left did not take, the next one gets.
    """

    def __init__(self, blocks: Iterator[_core.Block]) -> None:
        self._blocks = blocks
        self._rows: Iterator[Row] = iter(())
        # Reentrant: who asks within a progress function gets an exception.
        self._lock = threading.RLock()

    def __iter__(self) -> Iterator[Row]:
        while True:
            rows = self._rows
            yield from rows
            with self._lock:
                if self._rows is rows:
                    block = next(self._blocks, None)
                    if block is None:
                        return
                    self._rows = iter(block)


class Run:
    """A job under way: iterate it for rows as they finish; cancel it.

    Threads may share it: each row goes to one of them.
    """

    #: The algorithms, in order, in the library's spelling.
    algorithms: tuple[str, ...]

    def __init__(self, job: _core.Job, meter: Meter | None) -> None:
        self._job, self.algorithms, self._meter = job, job.names, meter
        self._rows = _Rows(_blocks(job, meter))

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *error: object) -> None:
        self.cancel()

    def cancel(self) -> None:
        """Stop. What is done is kept; harmless when it is over."""
        self._job.cancel()

    def pause(self) -> None:
        """Begin no more reads until resume(). What was read is finished."""
        self._job.pause()

    def resume(self) -> None:
        """Go on."""
        self._job.resume()

    def set_rate(self, bytes_per_second: int | None) -> None:
        """Read no faster from now on; None: as fast as it goes."""
        self._job.set_rate(_rate(bytes_per_second))

    def fileno(self) -> int:
        """A descriptor that is readable while results wait."""
        return self._job.fileno()

    @property
    def progress(self) -> tuple[int, int, int, int]:
        """(bytes done, bytes known of, files done, files known of)"""
        return self._job.progress()[:4]

    def blocks(self) -> Iterator[_core.Block]:
        """Blocks of results as they are complete."""
        return _blocks(self._job, self._meter)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def to_batches(self, rows: int = 65536, *, portable: bool = False
                   ) -> "Iterator[pyarrow.RecordBatch]":
        """pyarrow record batches, in bounded memory.

        rows -- of a batch, at least, but for the last; 1: as they come. Each
            batch of some thousand is a row group of a Parquet file, say, and
            many small ones cost it memory.
        portable -- as of Results.to_arrow
        """
        return self._batches(_count("rows", rows, sys.maxsize), portable)

    def _batches(self, rows: int, portable: bool
                 ) -> "Iterator[pyarrow.RecordBatch]":
        import pyarrow
        gathered: list[pyarrow.RecordBatch] = []
        count = 0
        for block in self.blocks():
            source: Any = _Portable(block) if portable else block
            gathered.append(pyarrow.record_batch(source))
            count += len(block)
            if count >= rows:
                yield _joined(gathered)
                gathered, count = [], 0
        if gathered:
            yield _joined(gathered)

    def __arrow_c_stream__(self, requested_schema: object = None, *,
                           portable: bool = False) -> object:
        if not self._job.is_fed:
            return self._job.__arrow_c_stream__(portable=portable)
        # Paths of an iterator are asked for between the blocks.
        import pyarrow
        source: Any = _Portable(self._job) if portable else self._job
        schema = pyarrow.RecordBatchReader.from_stream(source).schema
        reader: Any = pyarrow.RecordBatchReader.from_batches(
            schema, self.to_batches(rows=1, portable=portable))
        return reader.__arrow_c_stream__()


def _joined(batches: "list[pyarrow.RecordBatch]") -> "pyarrow.RecordBatch":
    import pyarrow
    if len(batches) == 1:
        return batches[0]
    return (pyarrow.Table.from_batches(batches).combine_chunks()
            .to_batches()[0])


class RunOptions(TypedDict, total=False):
    """The keywords of run()."""

    order: Literal["input", "completion"]
    workers: int | None
    memory_limit: int | None
    sequential: bool
    drop_cache: bool
    ctime: Literal["auto", "strict", "ignore"]
    bytes_per_second: int | None
    progress: Progress
    lookup: Lookup | None


def _choice(name: str, value: object, choices: Iterable[str]) -> str:
    """One of several words; ArgumentError: it is another."""
    if isinstance(value, str) and value in choices:
        return value
    raise ArgumentError(
        f"{name} is {' or '.join(map(repr, choices))}, not {value!r}")


def _count(name: str, value: object, most: int) -> int:
    """An int of 1 to `most`."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} is an int, not {type(value).__name__}")
    number = operator.index(value)
    if not 1 <= number <= most:
        raise ArgumentError(f"{name} is 1 to {most}, not {value!r}")
    return number


def _rate(bytes_per_second: int | None) -> int:
    return (0 if bytes_per_second is None else
            _count("bytes_per_second", bytes_per_second, sys.maxsize))


def _options(*, order: str, workers: int | None, memory_limit: int | None,
             sequential: bool, drop_cache: bool, ctime: str,
             bytes_per_second: int | None = None,
             lookup: Lookup | None = None,
             flags: int = 0) -> dict[str, Any]:
    """The options that all jobs have, as _core.Job takes them."""
    return {
        "order": _ORDERS[_choice("order", order, _ORDERS)],
        "ctime": _CTIMES[_choice("ctime", ctime, _CTIMES)],
        "workers": (0 if workers is None else
                    _count("workers", workers, _WORKERS_MAX)),
        "memory": (0 if memory_limit is None else
                   _count("memory_limit", memory_limit, sys.maxsize)),
        "bytes_per_second": _rate(bytes_per_second),
        "flags": (flags + _SEQUENTIAL * bool(sequential) +
                  _DROP_CACHE * bool(drop_cache)),
        "lookup": (None if lookup is None else
                   lambda asked: lookup([LookupFile._make(file)
                                         for file in asked])),
    }


def _start(paths: Iterable[Path], algorithms: str | Iterable[str],
           progress: Progress, **options: Any) -> Run:
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise TypeError("paths are several; for one file there is hash_file")
    names = algorithms if isinstance(algorithms, str) else tuple(algorithms)
    meter = make_meter(progress)
    try:
        return Run(_core.Job(paths, names, **options), meter)
    except BaseException:
        if meter:
            meter.close((0,) * 7)
        raise


def _gather(run: Run) -> Results:
    return Results(list(run.blocks()), run._job)


def _raises(on_error: str) -> bool:
    return _choice("on_error", on_error, ("collect", "raise")) == "raise"


def _patterns(patterns: Patterns) -> list[Path] | None:
    """Several globs; a single one is no sequence of letters."""
    if patterns is None:
        return None
    if isinstance(patterns, (str, bytes, os.PathLike)):
        return [patterns]
    return list(patterns)


def run(paths: Iterable[Path], algorithms: str | Iterable[str] = "sha256", *,
        order: Literal["input", "completion"] = "completion",
        workers: int | None = None, memory_limit: int | None = None,
        sequential: bool = False, drop_cache: bool = False,
        ctime: Literal["auto", "strict", "ignore"] = "auto",
        bytes_per_second: int | None = None,
        progress: Progress = None, lookup: Lookup | None = None) -> Run:
    """Start to hash files; a Run, to be iterated while it goes on.

    Results that nobody takes make it wait, and an iterator is asked for paths
    as they are wanted: any number of files in bounded memory. Arguments are
    those of hash_files.
    """
    options = _options(order=order, workers=workers,
                       memory_limit=memory_limit, sequential=sequential,
                       drop_cache=drop_cache, ctime=ctime,
                       bytes_per_second=bytes_per_second, lookup=lookup,
                       flags=_STREAM)
    return _start(paths, algorithms, progress, **options)


def hash_files(paths: Iterable[Path],
               algorithms: str | Iterable[str] = "sha256", *,
               progress: Progress = None,
               on_error: Literal["collect", "raise"] = "collect",
               workers: int | None = None, memory_limit: int | None = None,
               sequential: bool = False, drop_cache: bool = False,
               ctime: Literal["auto", "strict", "ignore"] = "auto",
               bytes_per_second: int | None = None,
               order: Literal["input", "completion"] = "input",
               lookup: Lookup | None = None) -> Results:
    """Hash files with all algorithms, each byte read once.

    paths -- str, bytes or os.PathLike each
    algorithms -- a name or several: "md5", ["ed2k", "s3-etag:part=8MiB"],
        "all"; letter case, - and _ do not matter
    progress -- True for a bar (tqdm or rich), or a function of (done, total)
        bytes; what it raises cancels the job and comes out here
    on_error -- "collect": failures are in the results; "raise": the first one
    workers -- threads, 1 to 1024; None: as many as there are processors to
        use
    memory_limit -- bytes of the buffers, at least 4 MiB; None: 40 MiB
    sequential -- one file at a time, in order: for a disk that must not seek
    drop_cache -- files that were not in the page cache are dropped from it;
        the first byte of a file decides
    ctime -- "auto": a file of which only the time of its last status change
        is another after it was read is read again, unless its device gives
        such times for no reason; "strict": always; "ignore": never
    bytes_per_second -- read no faster; None: as fast as it goes
    order -- "input", or "completion": as they finish
    lookup -- a function that is asked, before files are read, which digests
        are known: it gets a list of LookupFile. What it knows is not read;
        what it raises cancels the job and comes out here
    """
    options = _options(order=order, workers=workers,
                       memory_limit=memory_limit, sequential=sequential,
                       drop_cache=drop_cache, ctime=ctime,
                       bytes_per_second=bytes_per_second, lookup=lookup)
    raises = _raises(on_error)
    results = _gather(_start(paths, algorithms, progress, **options))
    return results.raise_for_errors() if raises else results


def hash_file(path: Path, algorithms: str | Iterable[str] = "sha256") -> Row:
    """Hash one file; its Row. What goes wrong is raised."""
    try:
        is_small = os.stat(os.fspath(path)).st_size < _SMALL_BYTES
    except (OSError, ValueError):
        is_small = True  # the library tells what is wrong
    return _gather(_start(
        [path], algorithms, None,
        workers=_NO_THREADS if is_small else 0)).raise_for_errors()[0]


def walk_hash(root: Path, algorithms: str | Iterable[str] = "sha256", *,
              include: Patterns = None, exclude: Patterns = None,
              follow_symlinks: bool = False, hidden: bool = True,
              one_file_system: bool = False, progress: Progress = None,
              on_error: Literal["collect", "raise"] = "collect",
              workers: int | None = None, memory_limit: int | None = None,
              sequential: bool = False, drop_cache: bool = False,
              ctime: Literal["auto", "strict", "ignore"] = "auto",
              bytes_per_second: int | None = None,
              lookup: Lookup | None = None) -> Results:
    """Hash the files below a directory, in bytewise order of their paths.

    A root that is missing or cannot be read is raised, as os.scandir does;
    one that is a file is hashed itself.

    include, exclude -- patterns as of walk. None and []: all are included,
        none is excluded
    follow_symlinks -- links that are met below root; root itself always
    hidden -- also names that start with a dot
    one_file_system -- stay on that of root

    The other arguments are those of hash_files.
    """
    flags = (_FOLLOW * bool(follow_symlinks) + _NO_HIDDEN * (not hidden) +
             _ONE_FILE_SYSTEM * bool(one_file_system))
    options = _options(order="input", workers=workers,
                       memory_limit=memory_limit, sequential=sequential,
                       drop_cache=drop_cache, ctime=ctime,
                       bytes_per_second=bytes_per_second, lookup=lookup)
    raises = _raises(on_error)
    results = _gather(_start(
        [root], algorithms, progress, walk=True, walk_flags=flags,
        include=_patterns(include), exclude=_patterns(exclude), **options))
    if raises or _is_root(results, root):
        results.raise_for_errors()
    return results


def _is_root(results: Results, root: Path) -> bool:
    """Is root all that was met? A failure later on keeps what is there."""
    return len(results) == 1 and results[0].path == os.fsdecode(root)
