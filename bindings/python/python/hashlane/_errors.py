# SPDX-License-Identifier: MIT
"""One class of exception for each status of the library."""
import errno as _errno
import os as _os
import stat as _stat
from typing import Any as _Any


class Error(Exception):
    """What every exception of hashlane is.

    status -- the library's number of it
    offset -- of a file: the byte where it failed, else 0
    """

    status = 0
    offset = 0


class ArgumentError(Error, ValueError):
    """A value that cannot be; the text says which can."""

    status = 1


class HandleError(Error, ValueError):
    """An object that is no more."""

    status = 2


class AbiError(Error, ImportError):
    """The library is of another version than the module."""

    status = 3


class NotFoundError(Error, FileNotFoundError):
    """There is no such file; ENOTDIR: a NotADirectoryError besides."""

    status = 5


class AccessError(Error, PermissionError):
    """The file must not be read."""

    status = 6


class NotRegularError(Error, OSError):
    """A directory, FIFO, socket or device, where a file is wanted.

    A directory: an IsADirectoryError besides. Where no call failed, errno is
    EINVAL.
    """

    status = 7


class ReadError(Error, OSError):
    """Reading failed at `offset`; errno tells how."""

    status = 8


class ChangedError(Error, OSError):
    """The file changed while it was read: it has no digest.

    errno is EBUSY, for no call failed.
    """

    status = 9


class CancelledError(Error):
    """The job was cancelled before the file was done."""

    status = 10


class TimedOutError(Error, TimeoutError):
    """It took longer than it was given."""

    status = 11


class BusyError(Error, RuntimeError):
    """Another thread has the object."""

    status = 12


class ForkedError(Error, RuntimeError):
    """The object is the parent process's: make one in this process."""

    status = 13


class UnsupportedError(Error, ValueError):
    """Not on this machine, or not with this algorithm."""

    status = 15


class AlgorithmError(Error, ValueError):
    """An unknown algorithm, or a wrong parameter; the text suggests."""

    status = 16


class TextError(Error, ValueError):
    """A text that is not valid UTF-8."""

    status = 17


class FormatError(Error, ValueError):
    """Bytes that are not what they should be."""

    status = 18


BY_STATUS = {cls.status: cls for cls in list(globals().values())
             if isinstance(cls, type) and issubclass(cls, Error)
             and cls is not Error}
for _cls in (Error, *BY_STATUS.values()):
    _cls.__module__ = "hashlane"
# Where the library names none.
_ERRNO = {5: _errno.ENOENT, 6: _errno.EACCES, 7: _errno.EINVAL,
          9: _errno.EBUSY, 11: _errno.ETIMEDOUT}
_NO_MEMORY, _NOT_REGULAR = 4, 7


_classes: dict[tuple[type[OSError], type[OSError]], type[OSError]] = {}


def _joined(cls: type[OSError], builtin: type[OSError]) -> type[OSError]:
    """A class of the library's that is a class of Python's besides."""
    def reduce(self: OSError) -> tuple[_Any, ...]:
        reduced: tuple[_Any, ...] = OSError.__reduce__(self)  # type: ignore
        return (_again, (cls, builtin, reduced[1]), *reduced[2:])

    if found := _classes.get((cls, builtin)):
        return found
    made = type(cls.__name__, (cls, builtin),
                {"__doc__": cls.__doc__, "__module__": "hashlane",
                 "__reduce__": reduce})
    # Two threads that come at once get the same.
    return _classes.setdefault((cls, builtin), made)


def _again(cls: type[OSError], builtin: type[OSError],
           arguments: tuple[_Any, ...]) -> OSError:
    return _joined(cls, builtin)(*arguments)


def _class_for(cls: type[OSError], number: int) -> type[OSError]:
    """A class for an errno: also the one that Python itself would raise."""
    builtin = type(OSError(number, ""))
    return cls if issubclass(cls, builtin) else _joined(cls, builtin)


def _is_directory(path: str) -> bool:
    # The library saw what it opened; the name tells so much of it later.
    try:
        return _stat.S_ISDIR(_os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def make_error(status: int, message: str, os_error: int = 0,
               path: str | None = None, offset: int = 0) -> Exception:
    """The exception of a status; those of files are OSErrors with a name."""
    text = f"{path}: {message}" if path is not None else message
    if status == _NO_MEMORY:
        return MemoryError(text)
    if (status == _NOT_REGULAR and not os_error and path is not None and
            _is_directory(path)):
        os_error = _errno.EISDIR
    cls = BY_STATUS.get(status, Error)
    error: _Any
    if issubclass(cls, OSError):
        number = os_error or _ERRNO.get(status, _errno.EIO)
        if os_error:
            message = _os.strerror(os_error)
        error = _class_for(cls, number)(number, message, path)
    else:
        error = cls(text)
    if offset:
        error.offset = offset
    assert isinstance(error, Error)
    return error
