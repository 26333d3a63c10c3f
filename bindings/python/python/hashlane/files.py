# SPDX-License-Identifier: MIT
"""Files: hashed by an engine that uses every core, reading each byte once."""
import html
import os
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Literal, overload

from . import _core
from ._core import Row
from .progress import Meter, Progress, make_meter

if TYPE_CHECKING:
    import pyarrow

Path = str | bytes | os.PathLike[str] | os.PathLike[bytes]

_STREAM = 1
_ORDERS = {"input": 1, "completion": 2}
_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM = 1, 2, 4
_POLL_MS = 50
_NO_THREADS = -1
# Threads cost as much as some hundred KiB of hashing.
_SMALL_BYTES = 1 << 20
_ROWS_SHOWN = 100
_FAILURES_SHOWN = 10


class Results:
    """Rows of many files, made when they are looked at.

    A sequence, but none by isinstance: readers of Arrow take those for lists
    of rows, and would not ask for the columns.
    """

    #: The algorithms, in order.
    algorithms: tuple[str, ...]

    def __init__(self, blocks: list[_core.Block], names: tuple[str, ...],
                 job: _core.Job) -> None:
        self._blocks, self.algorithms = blocks, names
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

        Names are index, size, status, os_error, mtime_ns, error_offset;
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
        """{path: {name: hexadecimal or None}}"""
        return {row[0]: {name: digest and digest.hex()
                         for name, digest in zip(self.algorithms, row[3:])}
                for row in self.tuples()}

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        if self._job:
            return self._job.__arrow_c_stream__()
        return _core.blocks_stream(self._blocks)

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

    #: The algorithms, in order.
    algorithms: tuple[str, ...]

    def __init__(self, job: _core.Job, names: tuple[str, ...],
                 meter: Meter | None) -> None:
        self._job, self.algorithms, self._meter = job, names, meter
        self._rows = _Rows(_blocks(job, meter))

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *error: object) -> None:
        self.cancel()

    def cancel(self) -> None:
        """Stop. What is done is kept; harmless when it is over."""
        self._job.cancel()

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

    def to_batches(self, rows: int = 65536
                   ) -> "Iterator[pyarrow.RecordBatch]":
        """pyarrow record batches, in bounded memory.

        rows -- of a batch, at least, but for the last; 1: as they come. Each
            batch of some thousand is a row group of a Parquet file, say, and
            many small ones cost it memory.
        """
        import pyarrow
        gathered: list[pyarrow.RecordBatch] = []
        count = 0
        for block in self.blocks():
            gathered.append(pyarrow.record_batch(block))
            count += len(block)
            if count >= rows:
                yield _joined(gathered)
                gathered, count = [], 0
        if gathered:
            yield _joined(gathered)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        if not self._job.is_fed:
            return self._job.__arrow_c_stream__()
        # Paths of an iterator are asked for between the blocks.
        import pyarrow
        schema = pyarrow.RecordBatchReader.from_stream(self._job).schema
        reader: Any = pyarrow.RecordBatchReader.from_batches(
            schema, self.to_batches(rows=1))
        return reader.__arrow_c_stream__()


def _joined(batches: "list[pyarrow.RecordBatch]") -> "pyarrow.RecordBatch":
    import pyarrow
    if len(batches) == 1:
        return batches[0]
    return (pyarrow.Table.from_batches(batches).combine_chunks()
            .to_batches()[0])


def _start(paths: Iterable[Path], algorithms: str | Iterable[str], *,
           order: str, workers: int | None, memory_limit: int | None,
           progress: Progress, **options: Any) -> Run:
    names = ((algorithms,) if isinstance(algorithms, str) else
             tuple(algorithms))
    if order not in _ORDERS:
        raise ValueError(f"order is 'input' or 'completion', not {order!r}")
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise TypeError("paths are several; for one file there is hash_file")
    meter = make_meter(progress)
    job = _core.Job(paths, names, order=_ORDERS[order], workers=workers or 0,
                    memory=memory_limit or 0, **options)
    return Run(job, names, meter)


def _gather(started: Callable[[], Run], on_error: str) -> Results:
    if on_error not in ("collect", "raise"):
        raise ValueError(
            f"on_error is 'collect' or 'raise', not {on_error!r}")
    run = started()
    results = Results(list(run.blocks()), run.algorithms, run._job)
    return results.raise_for_errors() if on_error == "raise" else results


def run(paths: Iterable[Path], algorithms: str | Iterable[str] = "sha256", *,
        order: Literal["input", "completion"] = "completion",
        workers: int | None = None,
        memory_limit: int | None = None, progress: Progress = None) -> Run:
    """Start to hash files; a Run, to be iterated while it goes on.

    Results that nobody takes make it wait, and an iterator is asked for paths
    as they are wanted: any number of files in bounded memory. Arguments are
    those of hash_files.
    """
    return _start(paths, algorithms, order=order, workers=workers,
                  memory_limit=memory_limit, progress=progress,
                  flags=_STREAM)


def hash_files(paths: Iterable[Path],
               algorithms: str | Iterable[str] = "sha256", *,
               progress: Progress = None,
               on_error: Literal["collect", "raise"] = "collect",
               workers: int | None = None, memory_limit: int | None = None,
               order: Literal["input", "completion"] = "input") -> Results:
    """Hash files with all algorithms, each byte read once.

    paths -- str, bytes or os.PathLike each
    algorithms -- a name or several: "md5", ["ed2k", "s3-etag:part=8MiB"]
    progress -- True for a bar (tqdm or rich), or a function of (done, total)
        bytes; what it raises cancels the job and comes out here
    on_error -- "collect": failures are in the results; "raise": the first one
    workers -- threads; None: as many as there are processors to use
    memory_limit -- bytes of the buffers, at least 4 MiB; None: 40 MiB
    order -- "input", or "completion": as they finish
    """
    return _gather(lambda: _start(
        paths, algorithms, order=order, workers=workers,
        memory_limit=memory_limit, progress=progress), on_error)


def hash_file(path: Path, algorithms: str | Iterable[str] = "sha256") -> Row:
    """Hash one file; its Row. What goes wrong is raised."""
    try:
        is_small = os.stat(os.fspath(path)).st_size < _SMALL_BYTES
        workers = _NO_THREADS if is_small else None
    except (OSError, ValueError):
        workers = _NO_THREADS  # the library tells what is wrong
    return hash_files([path], algorithms, workers=workers,
                      on_error="raise")[0]


def walk_hash(root: Path, algorithms: str | Iterable[str] = "sha256", *,
              include: Sequence[str] | None = None,
              exclude: Sequence[str] | None = None,
              follow_symlinks: bool = False, hidden: bool = True,
              one_file_system: bool = False, progress: Progress = None,
              on_error: Literal["collect", "raise"] = "collect",
              workers: int | None = None,
              memory_limit: int | None = None) -> Results:
    """Hash the files below a directory, in bytewise order of their paths.

    include, exclude -- globs; one without a slash is of the last name, others
        of the path below root
    follow_symlinks -- links that are met below root; root itself always
    hidden -- also names that start with a dot
    one_file_system -- stay on that of root

    The other arguments are those of hash_files.
    """
    flags = (_FOLLOW * bool(follow_symlinks) + _NO_HIDDEN * (not hidden) +
             _ONE_FILE_SYSTEM * bool(one_file_system))
    return _gather(lambda: _start(
        [root], algorithms, order="input", workers=workers,
        memory_limit=memory_limit, progress=progress, walk=True,
        walk_flags=flags, include=include, exclude=exclude), on_error)
