# SPDX-License-Identifier: MIT
"""Walks: what is below a directory, by the library's rules."""
import os
from collections.abc import Iterator
from typing import Literal, NamedTuple

from . import _core
from ._errors import Error
from .files import (_FOLLOW, _NO_HIDDEN, _ONE_FILE_SYSTEM, Path, Patterns,
                    _patterns, _raises)

# The library's: HASHLANE_WALK_*, HASHLANE_ENTRY_*.
_UNSORTED, _ALL = 8, 16
_TYPES: tuple[Literal["unknown", "file", "directory", "link", "other"], ...]
_TYPES = ("unknown", "file", "directory", "link", "other")


class Entry(NamedTuple):
    """What a walk has come to: a file, or a failure."""

    path: str
    """The root as it was given, and what is below it; what is not UTF-8 as
    surrogates."""
    type: Literal["unknown", "file", "directory", "link", "other"]
    """"link" is a symbolic one; "other" a FIFO, socket or device; "unknown"
    what could not be asked."""
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    links: int
    mode: int
    """The permissions, as of os.chmod."""
    error: Exception | None
    """None, or the exception that tells what went wrong."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def ok(self) -> bool:
        """Did nothing go wrong?"""
        return self.error is None


class Skipped(NamedTuple):
    """How many names a walk has passed over, and why."""

    hidden: int
    excluded: int
    not_included: int
    file_systems: int
    links: int
    specials: int


class Walk(Iterator[Entry]):
    """The entries of a walk; it ends with the last, or when it is dropped."""

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
        """What was passed over so far."""
        core = self._core
        if core:
            return Skipped(*core.skipped())
        assert self._skipped
        return self._skipped

    def close(self) -> None:
        """End it; nothing more is found."""
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
    """The files below a directory, one Entry after the other.

    A root that is missing or cannot be read is raised, as os.scandir does;
    one that is a file is the only entry. A directory further below that cannot
    be read is an entry with an error.

    include, exclude -- patterns, of the rules of .gitignore, one or several:
        without a slash of the last name, others of the path below root; the
        last that matches decides, and "!" before it takes back. Only files are
        included. One that can match nothing raises ArgumentError
    follow_symlinks -- links that are met below root; root itself always
    hidden -- also names that start with a dot
    one_file_system -- stay on that of root
    everything -- directories, links, FIFOs, sockets and devices are entries,
        too; a directory before what is in it
    sort -- in bytewise order of the paths; False: as directories have them
    on_error -- "collect": failures are entries; "raise": the first one
    """
    flags = (_FOLLOW * bool(follow_symlinks) + _NO_HIDDEN * (not hidden) +
             _ONE_FILE_SYSTEM * bool(one_file_system) +
             _UNSORTED * (not sort) + _ALL * bool(everything))
    raises = _raises(on_error)
    core = _core.Walk(root, flags=flags, include=_patterns(include),
                      exclude=_patterns(exclude))
    return Walk(core, os.fsdecode(root), raises)
