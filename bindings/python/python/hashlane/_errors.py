# SPDX-License-Identifier: MIT
"""One class of exception for each status of the library."""
import errno as _errno
import os as _os


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
    """There is no such file."""

    status = 5


class AccessError(Error, PermissionError):
    """The file must not be read."""

    status = 6


class NotRegularError(Error, OSError):
    """A directory, FIFO, socket or device, where a file is wanted."""

    status = 7


class ReadError(Error, OSError):
    """Reading failed at `offset`; errno tells how."""

    status = 8


class ChangedError(Error, OSError):
    """The file changed while it was read: it has no digest."""

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
_ERRNO = {5: _errno.ENOENT, 6: _errno.EACCES, 11: _errno.ETIMEDOUT}
_NO_MEMORY = 4


def make_error(status: int, message: str, os_error: int = 0,
               path: str | None = None, offset: int = 0) -> Exception:
    """The exception of a status; those of files are OSErrors with a name."""
    if status == _NO_MEMORY:
        return MemoryError(message)
    cls = BY_STATUS.get(status, Error)
    error: Error
    if issubclass(cls, OSError):
        number = os_error or _ERRNO.get(status, _errno.EIO)
        if os_error:
            message = _os.strerror(os_error)
        error = cls(number, message, path)
    else:
        error = cls(f"{path}: {message}" if path is not None else message)
    if offset:
        error.offset = offset
    return error
