# SPDX-License-Identifier: MIT
"""Files: hashed by an engine that uses every core, reading each byte once."""
import html
import os
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain

from . import _core
from ._core import Row
from .progress import make_meter

_STREAM, _LINKS_ONCE, _SEQUENTIAL, _DROP_CACHE = 1, 64, 16, 32
_ORDERS = {"input": 1, "completion": 2}
_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM = 1, 2, 4
_POLL_MS = 50
def _names(algorithms):
    return (algorithms,) if isinstance(algorithms, str) else tuple(algorithms)


class Results(Sequence):
    """Rows of many files, made when they are looked at."""

    def __init__(self, blocks, names, job):
        self._blocks, self.algorithms, self._job = blocks, names, job
        self._starts = [0, *accumulate(map(len, blocks))]

    def __len__(self):
        return self._starts[-1]

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        i = range(len(self))[i]
        block = bisect_right(self._starts, i) - 1
        return self._blocks[block][i - self._starts[block]]

    def __iter__(self):
        return chain.from_iterable(self._blocks)

    @property
    def failures(self):
        """The rows that failed."""
        return [row for block in self._blocks for row in block.failures()]

    def raise_for_errors(self):
        """Raise what the first file that failed met, if one did."""
        for block in self._blocks:
            for row in block.failures():
                raise row.error
        return self

    def columns(self):
        """A list of {name: memoryview}, one a block, nothing copied.

        Names are index, size, status, os_error, mtime_ns, error_offset;
        path_offsets and path_bytes (path i is path_bytes[path_offsets[i]:
        path_offsets[i + 1]]); and the algorithms, whose digests lie one
        behind the other.
        """
        return [block.columns() for block in self._blocks]

    def tuples(self):
        """[(path, size, status, digest ..), ..]: all, at once."""
        return [row for block in self._blocks for row in block.tuples()]

    def to_dict(self):
        """{path: {name: hexadecimal or None}}"""
        return {row[0]: {name: digest.hex() if digest else None
                         for name, digest in zip(self.algorithms, row[3:])}
                for row in self.tuples()}

    def __arrow_c_stream__(self, requested_schema=None):
        if not self._blocks:
            return self._job.__arrow_c_stream__()
        return _core.blocks_stream(self._blocks)

    def __repr__(self):
        failures = self.failures
        text = f"<hashlane.Results of {len(self)} files"
        if failures:
            text += f", {len(failures)} failed:"
            text += "".join(f"\n  {row.error}" for row in failures[:10])
            text += "\n  ..." if len(failures) > 10 else ""
        return text + ">"

    def _repr_html_(self):
        head = "".join(f"<th>{html.escape(name)}</th>"
                       for name in ("path", "size", *self.algorithms))
        rows = []
        for row in self[:100]:
            cells = [row.path, str(row.size)]
            cells += ([str(row.error)] if not row.ok else
                      [row.text(i) or "" for i in range(len(self.algorithms))])
            rows.append("".join(f"<td>{html.escape(cell)}</td>"
                                for cell in cells))
        more = (f"<p>{len(self) - 100} more</p>" if len(self) > 100 else "")
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><tr>{head}</tr>{body}</table>{more}"


class Run:
    """A job under way: iterate it for rows as they finish; cancel it."""

    def __init__(self, job, names, meter):
        self._job, self.algorithms, self._meter = job, names, meter

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.cancel()

    def cancel(self):
        """Stop. What is done is kept; harmless when it is over."""
        self._job.cancel()

    def fileno(self):
        """A descriptor that is readable while results wait."""
        return self._job.fileno()

    @property
    def progress(self):
        """(bytes done, bytes known of, files done, files known of)"""
        return self._job.progress()[:4]

    def blocks(self):
        """Blocks of results as they are complete."""
        try:
            while True:
                block = self._job.next(_POLL_MS if self._meter else -1)
                if self._meter:
                    self._meter(self._job.progress())
                if block is not None:
                    yield block
                elif not self._meter or self._job.progress()[6]:
                    break
            # The last blocks may come with the end.
            while (block := self._job.next(0)) is not None:
                yield block
        except BaseException:
            # Ctrl-C, or what a progress function raised.
            self._job.cancel()
            raise
        finally:
            if self._meter:
                self._meter.close(self._job.progress())

    def __iter__(self):
        return chain.from_iterable(self.blocks())

    def to_batches(self):
        """pyarrow record batches, in bounded memory."""
        import pyarrow
        for block in self.blocks():
            yield pyarrow.record_batch(block)

    def __arrow_c_stream__(self, requested_schema=None):
        return self._job.__arrow_c_stream__(requested_schema)


def _start(paths, algorithms, *, order, workers, memory_limit, progress,
           flags=0, **walk):
    names = _names(algorithms)
    if order not in _ORDERS:
        raise ValueError(f"order is 'input' or 'completion', not {order!r}")
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise TypeError("paths are several; for one file there is hash_file")
    job = _core.Job(paths, names, flags=flags, order=_ORDERS[order],
                    workers=workers or 0, memory=memory_limit or 0, **walk)
    return Run(job, names, make_meter(progress))


def _gather(run, on_error):
    if on_error not in ("collect", "raise"):
        run.cancel()
        raise ValueError(
            f"on_error is 'collect' or 'raise', not {on_error!r}")
    results = Results(list(run.blocks()), run.algorithms, run._job)
    return results.raise_for_errors() if on_error == "raise" else results


def run(paths, algorithms="sha256", *, order="completion", workers=None,
        memory_limit=None, progress=None):
    """Start to hash files; a Run, to be iterated while it goes on.

    Results that nobody takes make it wait: any number of files in bounded
    memory.
    """
    return _start(paths, algorithms, order=order, workers=workers,
                  memory_limit=memory_limit, progress=progress,
                  flags=_STREAM)


def hash_files(paths, algorithms="sha256", *, progress=None,
               on_error="collect", workers=None, memory_limit=None,
               order="input"):
    """Hash files with all algorithms, each byte read once.

    paths -- str, bytes or os.PathLike each
    algorithms -- a name or several: "md5", ["ed2k", "s3-etag:part=8MiB"]
    progress -- True for a bar (tqdm), or a function of (done, total) bytes
    on_error -- "collect": failures are in the results; "raise": the first one
    workers -- threads; None: as many as there are processors to use
    memory_limit -- bytes of the buffers, at least 4 MiB; None: 40 MiB
    order -- "input", or "completion": as they finish
    """
    return _gather(_start(paths, algorithms, order=order, workers=workers,
                          memory_limit=memory_limit, progress=progress),
                   on_error)


def hash_file(path, algorithms="sha256"):
    """Hash one file; its Row. What goes wrong is raised."""
    results = hash_files([path], algorithms, workers=None)
    return results.raise_for_errors()[0]


def walk_hash(root, algorithms="sha256", *, include=None, exclude=None,
              follow_symlinks=False, hidden=True, one_file_system=False,
              progress=None, on_error="collect", workers=None,
              memory_limit=None):
    """Hash the files below a directory, in bytewise order of their paths.

    include, exclude -- globs; one without a slash is of the last name, others
    of the path below root
    """
    flags = (_FOLLOW * bool(follow_symlinks) + _NO_HIDDEN * (not hidden) +
             _ONE_FILE_SYSTEM * bool(one_file_system))
    return _gather(_start([root], algorithms, order="input", workers=workers,
                          memory_limit=memory_limit, progress=progress,
                          walk=True, walk_flags=flags, include=include,
                          exclude=exclude), on_error)
