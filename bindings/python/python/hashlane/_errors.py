# SPDX-License-Identifier: MIT
"""The exception classes: one for each status of the library."""
import errno as _errno
import os as _os
import stat as _stat
from typing import Any as _Any


class Error(Exception):
    """The base class of all exceptions of hashlane.

    status -- the status code of the library
    offset -- the byte of the file at the failure, or 0
    """

    status = 0
    offset = 0


class ArgumentError(Error, ValueError):
    """An argument is invalid; the text names the valid values."""

    status = 1


class HandleError(Error, ValueError):
    """The object is destroyed."""

    status = 2


class AbiError(Error, ImportError):
    """The versions of the library and of the module differ."""

    status = 3


class NotFoundError(Error, FileNotFoundError):
    """The file does not exist. With ENOTDIR, the exception is also a
    NotADirectoryError."""

    status = 5


class AccessError(Error, PermissionError):
    """The permission to read the file is missing."""

    status = 6


class NotRegularError(Error, OSError):
    """The path is a directory, FIFO, socket or device, not a file.

    For a directory, the exception is also an IsADirectoryError. If no system
    call failed, errno is EINVAL.
    """

    status = 7


class ReadError(Error, OSError):
    """A read failed at `offset`; errno has the reason."""

    status = 8


class ChangedError(Error, OSError):
    """The file changed while it was read, and has no digest.

    No system call failed, so errno is EBUSY.
    """

    status = 9


class CancelledError(Error):
    """The job was cancelled before the file was done."""

    status = 10


class TimedOutError(Error, TimeoutError):
    """The work took longer than the timeout."""

    status = 11


class BusyError(Error, RuntimeError):
    """Another thread is using the object."""

    status = 12


class ForkedError(Error, RuntimeError):
    """The object belongs to the parent process: create one in this process."""

    status = 13


class UnsupportedError(Error, ValueError):
    """This machine or this algorithm does not support the operation."""

    status = 15


class AlgorithmError(Error, ValueError):
    """The algorithm is unknown, or its parameter is invalid; the text has
    suggestions."""

    status = 16


class TextError(Error, ValueError):
    """The text is not valid UTF-8."""

    status = 17


class FormatError(Error, ValueError):
    """The bytes are malformed."""

    status = 18


BY_STATUS = {cls.status: cls for cls in list(globals().values())
             if isinstance(cls, type) and issubclass(cls, Error)
             and cls is not Error}
for _cls in (Error, *BY_STATUS.values()):
    _cls.__module__ = "hashlane"
# The errno of a status for which the library has none.
_ERRNO = {5: _errno.ENOENT, 6: _errno.EACCES, 7: _errno.EINVAL,
          9: _errno.EBUSY, 11: _errno.ETIMEDOUT}
_NO_MEMORY, _NOT_REGULAR = 4, 7


_classes: dict[tuple[type[OSError], type[OSError]], type[OSError]] = {}


def _joined(cls: type[OSError], builtin: type[OSError]) -> type[OSError]:
    """Return a subclass of a class of the library and one of Python."""
    def reduce(self: OSError) -> tuple[_Any, ...]:
        reduced: tuple[_Any, ...] = OSError.__reduce__(self)  # type: ignore
        return (_again, (cls, builtin, reduced[1]), *reduced[2:])

    if found := _classes.get((cls, builtin)):
        return found
    made = type(cls.__name__, (cls, builtin),
                {"__doc__": cls.__doc__, "__module__": "hashlane",
                 "__reduce__": reduce})
    # Two threads at once get the same class.
    return _classes.setdefault((cls, builtin), made)


def _again(cls: type[OSError], builtin: type[OSError],
           arguments: tuple[_Any, ...]) -> OSError:
    return _joined(cls, builtin)(*arguments)


def _class_for(cls: type[OSError], number: int) -> type[OSError]:
    """Return a class that is also the one Python raises for an errno."""
    builtin = type(OSError(number, ""))
    return cls if issubclass(cls, builtin) else _joined(cls, builtin)


def _is_directory(path: str) -> bool:
    # The library looked at the opened file; the path may have changed since.
    try:
        return _stat.S_ISDIR(_os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def make_error(status: int, message: str, os_error: int = 0,
               path: str | None = None, offset: int = 0) -> Exception:
    """Return the exception of a status; one of a file is an OSError."""
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
