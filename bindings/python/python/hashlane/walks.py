# SPDX-License-Identifier: MIT
"""Walk the files below a directory by the library's rules."""
import os
from collections.abc import Iterator
from typing import Literal, NamedTuple

from . import _core
from ._errors import Error
from .files import (_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM, Path, Patterns,
                    _patterns, _raises)

# Values of HASHLANE_WALK_* and HASHLANE_ENTRY_*.
_UNSORTED, _ALL = 8, 16
_TYPES: tuple[Literal["unknown", "file", "directory", "link", "other"], ...]
_TYPES = ("unknown", "file", "directory", "link", "other")


class Entry(NamedTuple):
    """An entry of a walk: a file or a failure."""

    path: str
    """The given root and the path below it; bytes that are not UTF-8 are
    surrogates."""
    type: Literal["unknown", "file", "directory", "link", "other"]
    """"link": a symbolic link; "other": a FIFO, socket or device; "unknown":
    the type could not be read."""
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    links: int
    mode: int
    """The permissions, as for os.chmod."""
    error: Exception | None
    """The exception of a failure, or None."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def ok(self) -> bool:
        """Is there no error?"""
        return self.error is None


class Skipped(NamedTuple):
    """The numbers of names that a walk skipped, by reason."""

    hidden: int
    excluded: int
    not_included: int
    file_systems: int
    links: int
    specials: int


class Walk(Iterator[Entry]):
    """An iterator of the entries of a walk. The walk ends with the last entry,
    or with the last reference to the object."""

    def __init__(self, core: _core.Walk, root: str, raises: bool) -> None:
        self._core: _core.Walk | None = core
        self._skipped: Skipped | None = None
        self._root, self._raises = root, raises
        self._waiting: Iterator[tuple[object, ...]] = iter(())

    def __iter__(self) -> "Walk":
        return self

    def __next__(self) -> Entry:
        while True:
            for path, kind, *rest in self._waiting:
                entry = Entry(path, _TYPES[kind], *rest)  # type: ignore
                if entry.error and (self._raises or path == self._root):
                    raise entry.error
                return entry
            core = self._core
            batch = core.next() if core else []
            if not batch:
                self.close()
                raise StopIteration
            self._waiting = iter(batch)

    @property
    def skipped(self) -> Skipped:
        """The numbers of names that were skipped so far."""
        core = self._core
        if core:
            return Skipped(*core.skipped())
        assert self._skipped
        return self._skipped

    def close(self) -> None:
        """End the walk. No more entries follow."""
        if self._core:
            try:
                self._skipped = Skipped(*self._core.skipped())
            except Error:  # in a forked child
                self._skipped = Skipped(0, 0, 0, 0, 0, 0)
            self._waiting = iter(())
            self._core = None

    def __enter__(self) -> "Walk":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def walk(root: Path, *, include: Patterns = None, exclude: Patterns = None,
         follow_symlinks: bool = False, hidden: bool = True,
         one_file_system: bool = False, everything: bool = False,
         sort: bool = True,
         on_error: Literal["collect", "raise"] = "collect") -> Walk:
    """Return an iterator of the files below a directory, as Entry objects.

    If root is missing or cannot be read, the error is raised, as os.scandir
    does. If root is a file, it is the only entry. If a directory below root
    cannot be read, it is an entry with an error.

    include, exclude -- one pattern or several, by the rules of .gitignore. A
        pattern without a slash matches the last name, others the path below
        root. The last pattern that matches decides; "!" before it reverses
        its meaning. `include` selects only files. A pattern that can match
        nothing raises ArgumentError
    follow_symlinks -- follow links below root; root itself is always followed
    hidden -- include names that start with a dot
    one_file_system -- stay on the file system of root
    everything -- directories, links, FIFOs, sockets and devices are entries
        too; a directory comes before its contents
    sort -- bytewise order of the paths; False: the order of the directory
    on_error -- "collect": failures are entries; "raise": the first failure is
        raised
    """
    flags = (_FOLLOW * bool(follow_symlinks) + _NO_HIDDEN * (not hidden) +
             _ONE_FILE_SYSTEM * bool(one_file_system) +
             _UNSORTED * (not sort) + _ALL * bool(everything))
    raises = _raises(on_error)
    core = _core.Walk(root, flags=flags, include=_patterns(include),
                      exclude=_patterns(exclude))
    return Walk(core, os.fsdecode(root), raises)
