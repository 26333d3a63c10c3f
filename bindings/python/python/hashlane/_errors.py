# SPDX-License-Identifier: MIT
"""One class of exception for each status of the library."""
import errno as _errno
import os as _os


class Error(Exception):
    """What every exception of hashlane is."""

    status = 0


class ArgumentError(Error, ValueError):
    status = 1


class HandleError(Error, ValueError):
    status = 2


class AbiError(Error, ImportError):
    status = 3


class NotFoundError(Error, FileNotFoundError):
    status = 5


class AccessError(Error, PermissionError):
    status = 6


class NotRegularError(Error, OSError):
    status = 7


class ReadError(Error, OSError):
    status = 8


class ChangedError(Error, OSError):
    status = 9


class CancelledError(Error):
    status = 10


class TimedOutError(Error, TimeoutError):
    status = 11


class BusyError(Error, RuntimeError):
    status = 12


class ForkedError(Error, RuntimeError):
    status = 13


class UnsupportedError(Error, ValueError):
    status = 15


class AlgorithmError(Error, ValueError):
    status = 16


class TextError(Error, ValueError):
    status = 17


class FormatError(Error, ValueError):
    status = 18


BY_STATUS = {cls.status: cls for cls in list(globals().values())
             if isinstance(cls, type) and issubclass(cls, Error)
             and cls is not Error}
_ERRNO = {5: _errno.ENOENT, 6: _errno.EACCES, 11: _errno.ETIMEDOUT}


def make_error(status, message, os_error=0, path=None, offset=0):
    """The exception of a status; those of files are OSErrors with a name."""
    if status == 4:
        return MemoryError(message)
    cls = BY_STATUS.get(status, Error)
    if issubclass(cls, OSError):
        number = os_error or _ERRNO.get(status, _errno.EIO)
        if os_error:
            message = _os.strerror(os_error)
        return cls(number, message, path)
    return cls(f"{path}: {message}" if path is not None else message)
