# SPDX-License-Identifier: MIT
"""Files: hashed by an engine that uses every core, reading each byte once."""
import html
import os
from collections.abc import Sequence

from . import _core
from ._errors import make_error
from .progress import make_meter

_STREAM, _LINKS_ONCE, _SEQUENTIAL, _DROP_CACHE = 1, 64, 16, 32
_ORDERS = {"input": 1, "completion": 2}
_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM = 1, 2, 4
_POLL_MS = 50
_KINDS = {1: ("index", "Q"), 2: ("size", "Q"), 3: ("status", "i"),
          4: ("os_error", "i"), 5: ("mtime_ns", "q"),
          6: ("error_offset", "Q")}
_DIGEST = 9


def _names(algorithms):
    return (algorithms,) if isinstance(algorithms, str) else tuple(algorithms)


class Row:
    """What is known of one file."""

    __slots__ = ("_block", "_row", "_names", "_found")

    def __init__(self, block, row, names):
        self._block, self._row, self._names = block, row, names
        self._found = block.row(row)

    @property
    def index(self):
        """Which input, from 0."""
        return self._found[0]

    @property
    def path(self):
        """As it was given, or found; what is not UTF-8 as surrogates."""
        return self._found[1]

    @property
    def size(self):
        """Bytes hashed; of a file that failed, bytes read."""
        return self._found[2]

    @property
    def mtime_ns(self):
        """Time of modification, nanoseconds since 1970; 0: unknown."""
        return self._found[3]

    @property
    def ok(self):
        return self._found[4] == 0

    @property
    def error(self):
        """None, or the exception that tells what went wrong."""
        _, path, _, _, status, os_error, _, message = self._found
        return make_error(status, message, os_error, path) if status else None

    def digest(self, which=0):
        """Bytes of a digest, by name or place; None where there is none."""
        if isinstance(which, str):
            which = self._names.index(which)
        return self._block.digest(self._row, which)

    def hexdigest(self, which=0):
        found = self.digest(which)
        return found and found.hex()

    def text(self, which=0):
        """The digest as its algorithm is written; None: there is none."""
        if isinstance(which, str):
            which = self._names.index(which)
        found = self.digest(which)
        return found and _core.digest_text(self._names[which], found)

    @property
    def digests(self):
        """{name: bytes or None}"""
        return {name: self._block.digest(self._row, i)
                for i, name in enumerate(self._names)}

    def __repr__(self):
        what = self.error or ", ".join(
            f"{name}={digest.hex() if digest else None}"
            for name, digest in self.digests.items())
        return f"<hashlane.Row {self.path!r} {what}>"


class Results(Sequence):
    """Rows of many files, made when they are looked at."""

    def __init__(self, blocks, names):
        self._blocks, self.algorithms = blocks, names
        self._starts = [0]
        for block in blocks:
            self._starts.append(self._starts[-1] + len(block))

    def __len__(self):
        return self._starts[-1]

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        i = range(len(self))[i]
        low, high = 0, len(self._blocks)
        while high - low > 1:
            middle = (low + high) // 2
            if self._starts[middle] <= i:
                low = middle
            else:
                high = middle
        return Row(self._blocks[low], i - self._starts[low], self.algorithms)

    def __iter__(self):
        for block in self._blocks:
            for i in range(len(block)):
                yield Row(block, i, self.algorithms)

    @property
    def failures(self):
        """The rows that failed."""
        return [row for row in self if not row.ok]

    def raise_for_errors(self):
        """Raise what the first file that failed met, if one did."""
        for row in self:
            if not row.ok:
                raise row.error
        return self

    def columns(self):
        """A list of {name: memoryview}, one a block, nothing copied.

        Digests are views of bytes, len(block) * digest_size of them.
        """
        found = []
        for block in self._blocks:
            columns, digests = {}, iter(self.algorithms)
            for kind, _, _, values, _, _ in block.columns():
                if kind in _KINDS:
                    name, code = _KINDS[kind]
                    columns[name] = memoryview(values).cast("B").cast(code)
                elif kind == _DIGEST:
                    columns[next(digests)] = memoryview(values)
            found.append(columns)
        return found

    def tuples(self):
        """[(path, size, status, digest ..), ..]: all, at once."""
        return [row for block in self._blocks
                for row in block.rows(len(self.algorithms))]

    def to_dict(self):
        """{path: {name: hexadecimal or None}}"""
        return {row[0]: {name: digest.hex() if digest else None
                         for name, digest in zip(self.algorithms, row[3:])}
                for row in self.tuples()}

    def __arrow_c_stream__(self, requested_schema=None):
        # The blocks are Arrow's already; pyarrow strings them together.
        import pyarrow
        batches = [pyarrow.record_batch(block) for block in self._blocks]
        if not batches:
            raise ValueError("no rows, and so no schema")
        return pyarrow.RecordBatchReader.from_batches(
            batches[0].schema, batches).__arrow_c_stream__(requested_schema)

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
        for block in self.blocks():
            for i in range(len(block)):
                yield Row(block, i, self.algorithms)

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
    results = Results(list(run.blocks()), run.algorithms)
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
