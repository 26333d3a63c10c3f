# SPDX-License-Identifier: MIT
"""Hash files with an engine that uses every core and reads a byte once."""
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
    from _typeshed import ReadableBuffer, SupportsWrite

    from .lists import Format

Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]

Patterns = Path | Iterable[Path] | None

# Values of HASHLANE_JOB_*, HASHLANE_ORDER_* and HASHLANE_WALK_*.
_STREAM, _SEQUENTIAL, _DROP_CACHE = 1, 16, 32
_ORDERS = {"input": 1, "completion": 2}
_CTIMES = {"auto": 0, "strict": 1, "ignore": 2}
_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM = 1, 2, 4
_POLL_MS = 50
_NO_THREADS = -1
_WORKERS_MAX = 1024
# Starting threads costs as much as hashing some hundred KiB.
_SMALL_BYTES = 1 << 20
_ROWS_SHOWN = 100
_FAILURES_SHOWN = 10


class LookupFile(NamedTuple):
    """A file that a job asks about before it is read."""

    path: str
    # The field hides the method index() of a tuple.
    index: int  # type: ignore[assignment]  #: file of the job, from 0
    input: int  #: number of the given path, from 0
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    links: int
    file_system: bytes  #: id of the file system, 16 bytes
    stable: bool  #: file_system is the same after each mount


#: The answer has one item for each file, in order: None, or the file's digests
#: in the order of the algorithms. A digest is bytes, or None if unknown.
Lookup = Callable[[list[LookupFile]],
                  Sequence[Sequence[bytes | None] | None]]


class Results:
    """The rows of many files. A row is created on access.

    The class has the methods of a sequence, but is not registered as one:
    readers of Arrow would read a registered sequence as a list of rows and
    ignore the columns.
    """

    #: The algorithms, in order, in the library's spelling.
    algorithms: tuple[str, ...]

    def __init__(self, blocks: list[_core.Block],
                 job: _core.Job | None) -> None:
        self._blocks = blocks
        self.algorithms = (job or blocks[0]).names
        # A job keeps threads. It is kept only if no block has the schema.
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
        """Raise the first failed file's error; return self without one."""
        for block in self._blocks:
            for row in block.failures():
                assert row.error
                raise row.error
        return self

    def columns(self) -> list[dict[str, memoryview]]:
        """Return a list of {name: memoryview}, one for each block, uncopied.

        The names are index, size, status, os_error, mtime_ns, error_offset
        and input; path_offsets and path_bytes (path i is
        path_bytes[path_offsets[i]:path_offsets[i + 1]]); and the algorithms,
        whose digests lie one after the other. A memoryview keeps its memory
        alive.
        """
        return [block.columns() for block in self._blocks]

    def tuples(self) -> list[tuple[Any, ...]]:
        """Return [(path, size, status, digest ..), ..] of all rows."""
        return list(chain.from_iterable(block.tuples()
                                        for block in self._blocks))

    def to_dict(self) -> dict[str, dict[str, str | None]]:
        """Return {path: {name: text or None}}. A text has the algorithm's own
        form, as in Row.texts: hexadecimal for most, an ETag, base32 for TTH.
        All texts of a failed file are None."""
        return {row.path: row.texts for row in self}

    def to_bytes(self) -> bytes:
        """Return all rows as bytes for load(): see docs/RESULTS.md."""
        return b"".join(block.tobytes() for block in self._blocks)

    def write(self, target: "Path | SupportsWrite[bytes]",
              format: "Format" = "auto", *, nul: bool = False,
              mtime: bool = False, crlf: bool = False) -> int:
        """Write a list of the digests, and return the number of rows that
        were left out: those that failed, and those that the format cannot
        hold. In JSON, failures are lines, too.

        target -- a path, or a file that is open for writing bytes. A file at
            the path is replaced as a whole, and keeps its mode; if the list
            cannot be written, it is unchanged
        format -- a format of read_list(); "auto": that of the extension
            (.sfv, .csv, .json), else "gnu" if the length of each digest gives
            its algorithm, else "bsd"
        nul -- lines end in NUL, and nothing is escaped: "gnu" and "bsd"
        mtime -- with times of modification: "csv" and "json"
        crlf -- lines end in CR LF

        Raises UnsupportedError if the format cannot hold an algorithm, or
        none of the rows.
        """
        from .lists import write_blocks
        return write_blocks(self._blocks, self.algorithms, target, format,
                            nul=nul, mtime=mtime, crlf=crlf)

    @classmethod
    def load(cls, data: "ReadableBuffer") -> "Results":
        """Read and check the bytes of to_bytes(), or a file of blocks. Raises
        ArgumentError if they are damaged, or if the blocks have different
        algorithms."""
        blocks = _core.load_blocks(data)
        if not blocks:
            raise ArgumentError("the data has no block")
        if any(block.names != blocks[0].names for block in blocks):
            raise ArgumentError("the blocks have different algorithms")
        return cls(blocks, None)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._blocks:
            return Results.load, (self.to_bytes(),)
        return hash_files, ([], list(self.algorithms))

    def to_arrow(self, *, portable: bool = False) -> "pyarrow.Table":
        """Return a pyarrow table. Other readers of Arrow take the object
        itself.

        portable -- use only types that every reader knows, including Spark:
            int32, int64, binary and str. If a path is not UTF-8, `path` is
            null; `path_bytes` has the bytes of every path
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
    """A source with portable types, for readers that cannot request them."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_stream__(portable=True)

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_array__(portable=True)


def _html(text: str) -> str:
    # A page cannot contain the surrogates of a name that is not UTF-8.
    return html.escape(text.encode(errors="surrogateescape")
                       .decode(errors="replace"))


def _blocks(job: _core.Job, meter: Meter | None) -> Iterator[_core.Block]:
    # Not a method: it would form a cycle with the Run. Without the cycle, a
    # Run without references ends at once, together with its threads.
    try:
        while True:
            block = job.next(_POLL_MS if meter else -1)
            if meter:
                meter.tell(job.progress())
            if block is not None:
                yield block
            elif not meter or job.progress()[6]:
                break
        # The last blocks may arrive together with the end.
        while (block := job.next(0)) is not None:
            yield block
    except GeneratorExit:
        raise
    except BaseException:
        # Ctrl-C, or an exception of a progress function.
        job.cancel()
        raise
    finally:
        if meter:
            meter.close(job.progress())


class _Rows:
    """The rows of blocks. Each row goes to one iterator, in any thread.

    If a loop ends early, the next loop gets the remaining rows.
    """

    def __init__(self, blocks: Iterator[_core.Block]) -> None:
        self._blocks = blocks
        self._rows: Iterator[Row] = iter(())
        # Reentrant: a request within a progress function gets an exception.
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
    """A running job. Iterating it yields the rows as they finish.

    Threads may share a Run: each row goes to one thread.
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
        """Cancel the job. Finished rows stay. A finished job ignores the
        call."""
        self._job.cancel()

    def pause(self) -> None:
        """Begin no reads until resume(). Bytes that were read are hashed."""
        self._job.pause()

    def resume(self) -> None:
        """Resume a paused job."""
        self._job.resume()

    def set_rate(self, bytes_per_second: int | None) -> None:
        """Limit the rate of reading from now on; None: no limit."""
        self._job.set_rate(_rate(bytes_per_second))

    def fileno(self) -> int:
        """Return a descriptor that is readable while results wait."""
        return self._job.fileno()

    @property
    def progress(self) -> tuple[int, int, int, int]:
        """(bytes done, bytes known, files done, files known)"""
        return self._job.progress()[:4]

    def blocks(self) -> Iterator[_core.Block]:
        """Return an iterator of blocks of results, as they are complete."""
        return _blocks(self._job, self._meter)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def to_batches(self, rows: int = 65536, *, portable: bool = False
                   ) -> "Iterator[pyarrow.RecordBatch]":
        """Return an iterator of pyarrow record batches, in bounded memory.

        rows -- least number of rows in a batch, except the last; 1: rows are
            returned as they arrive. A batch may become a row group of a
            Parquet file; many small row groups cost memory
        portable -- as for Results.to_arrow
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
        # The paths of an iterator are requested between the blocks.
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
    """Return a word that is one of the choices; else raise."""
    if isinstance(value, str) and value in choices:
        return value
    raise ArgumentError(
        f"{name} must be {' or '.join(map(repr, choices))}, not {value!r}")


def _count(name: str, value: object, most: int) -> int:
    """Return an int from 1 to `most`; else raise."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    number = operator.index(value)
    if not 1 <= number <= most:
        raise ArgumentError(f"{name} must be 1 to {most}, not {value!r}")
    return number


def _rate(bytes_per_second: int | None) -> int:
    return (0 if bytes_per_second is None else
            _count("bytes_per_second", bytes_per_second, sys.maxsize))


def _options(*, order: str, workers: int | None, memory_limit: int | None,
             sequential: bool, drop_cache: bool, ctime: str,
             bytes_per_second: int | None = None,
             lookup: Lookup | None = None,
             flags: int = 0) -> dict[str, Any]:
    """Return the options of all jobs as arguments of _core.Job."""
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
        raise TypeError("paths must be an iterable; use hash_file for one "
                        "file")
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
    """Return a list of patterns; a single pattern is not its letters."""
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
    """Start to hash files, and return a Run, which yields the rows.

    If results are not taken, the job waits. If `paths` is an iterator, the job
    requests paths as it needs them. So the memory is bounded for any number of
    files. The arguments are those of hash_files.
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
    """Hash files with several algorithms, reading each byte once.

    paths -- an iterable of str, bytes or os.PathLike
    algorithms -- a name or several: "md5", ["ed2k", "s3-etag:part=8MiB"],
        "all"; letter case, - and _ are ignored
    progress -- True for a bar (tqdm or rich), or a function of (done, total)
        bytes; an exception of the function cancels the job and is raised here
    on_error -- "collect": the results contain failures; "raise": the first
        failure is raised
    workers -- number of threads, 1 to 1024; None: one for each available
        processor
    memory_limit -- bytes of the buffers, at least 4 MiB; None: 40 MiB
    sequential -- read one file at a time, in order: for a disk that must not
        seek
    drop_cache -- drop files from the page cache that were not in it before;
        the first byte of a file decides
    ctime -- if only the time of the last status change differs after a file
        was read, read the file again. "auto": unless its device changes that
        time for no reason; "strict": always; "ignore": never
    bytes_per_second -- largest rate of reading; None: no limit
    order -- "input", or "completion": the order in which files finish
    lookup -- a function that is called with a list of LookupFile before files
        are read, and returns known digests. A file with known digests is not
        read; an exception of the function cancels the job and is raised here
    """
    options = _options(order=order, workers=workers,
                       memory_limit=memory_limit, sequential=sequential,
                       drop_cache=drop_cache, ctime=ctime,
                       bytes_per_second=bytes_per_second, lookup=lookup)
    raises = _raises(on_error)
    results = _gather(_start(paths, algorithms, progress, **options))
    return results.raise_for_errors() if raises else results


def hash_file(path: Path, algorithms: str | Iterable[str] = "sha256") -> Row:
    """Hash one file and return its Row. A failure is raised."""
    try:
        is_small = os.stat(os.fspath(path)).st_size < _SMALL_BYTES
    except (OSError, ValueError):
        is_small = True  # the library reports the error
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

    If root is missing or cannot be read, the error is raised, as os.scandir
    does. If root is a file, it is hashed.

    include, exclude -- patterns as for walk. None and []: all files are
        included, none is excluded
    follow_symlinks -- follow links below root; root itself is always followed
    hidden -- include names that start with a dot
    one_file_system -- stay on the file system of root

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
    """Is root the only row? A failure below root keeps the other rows."""
    return len(results) == 1 and results[0].path == os.fsdecode(root)
