# SPDX-License-Identifier: MIT
"""Errors: all are hashlane's; errors of files are also those of open()."""
import copy
import errno
import os
import pickle
import socket
import subprocess
import sys

import hashlane
import pytest
from hashlane import _errors

OF_FILES = [status for status, cls in _errors.BY_STATUS.items()
            if issubclass(cls, OSError)]
BUILTINS = {type(OSError(number, "")) for number in errno.errorcode}


def builtins_of(error):
    return {cls for cls in BUILTINS if isinstance(error, cls)}


def check_as_open(error, pythons):
    """Check that two errors have one class, errno, text and name."""
    assert type(pythons) in builtins_of(error)
    assert isinstance(error, hashlane.Error)
    assert error.errno == pythons.errno
    assert error.strerror == pythons.strerror
    assert error.filename == pythons.filename
    assert str(error) == str(pythons)


@pytest.mark.parametrize("status", OF_FILES)
@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_errno_is_the_class_of_python(status, number):
    error = _errors.make_error(status, "text", number, "name", 7)
    check_as_open(error, OSError(number, os.strerror(number), "name"))
    cls = _errors.BY_STATUS[status]
    assert isinstance(error, cls) and error.status == status
    assert type(error).__name__ == cls.__name__
    assert type(error).__module__ == "hashlane"
    assert error.offset == 7
    # No class in addition to that of the status.
    assert builtins_of(error) == {type(OSError(number, ""))} | {
        base for base in BUILTINS if issubclass(cls, base)}
    assert type(_errors.make_error(status, "", number)) is type(error)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error) and str(again) == str(error)
        assert again.offset == 7 and again.filename == "name"


def test_every_status_has_its_error():
    for status in range(1, 30):
        error = _errors.make_error(status, "text", 0, "name")
        if status == 4:
            assert isinstance(error, MemoryError)
            assert str(error) == "name: text"
            continue
        assert isinstance(error, hashlane.Error)
        assert "text" in str(error) and "name" in str(error)
        if isinstance(error, OSError):
            assert error.errno and error.filename == "name"
            assert (error.errno == errno.EIO) == (status == 8)
        if status in _errors.BY_STATUS:
            assert isinstance(error, _errors.BY_STATUS[status])
            assert getattr(hashlane, type(error).__name__)


@pytest.fixture(name="odd")
def make_odd(tmp_path):
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("none")
    (tmp_path / "to-folder").symlink_to("folder")
    with socket.socket(socket.AF_UNIX) as one:
        before = os.getcwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        try:
            one.bind("socket")
        finally:
            os.chdir(before)
    return tmp_path


def met_by_open(path):
    try:
        with open(path, "rb"):
            return None
    except OSError as error:
        return error


@pytest.mark.parametrize("name", [
    "none", "folder", "folder/", "to-folder", "file/", "file/below", "loop",
    "dangling", "socket", "none/below", "n" * 256, "n" * 300 + "/below", ".",
    "..", "folder/none", "loop/below", "\udcff"])
def test_as_open(odd, name):
    path = os.path.join(odd, name)
    pythons = met_by_open(path)
    assert pythons
    check_as_open(hashlane.hash_files([path])[0].error, pythons)
    for row in hashlane.run([path]):
        check_as_open(row.error, pythons)
    for call in (lambda: hashlane.hash_file(path),
                 lambda: hashlane.hash_files([path], on_error="raise"),
                 lambda: hashlane.hash_files([path]).raise_for_errors()):
        with pytest.raises(type(pythons)) as met:
            call()
        check_as_open(met.value, pythons)


def test_no_name_at_all():
    for path in ("", b""):
        with pytest.raises(FileNotFoundError) as met:
            hashlane.hash_file(path)
        check_as_open(met.value, met_by_open(""))
    for path in ("a\0b", b"a\0b"):
        with pytest.raises(ValueError):
            open(path, "rb")
        with pytest.raises(ValueError):
            hashlane.hash_file(path)


def test_what_open_would_open_or_wait_for(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", "/dev/null"):
        error = hashlane.hash_files([path])[0].error
        assert type(error) is hashlane.NotRegularError
        assert error.errno == errno.EINVAL and error.filename == str(path)
        assert "not a regular file" in str(error)


NOT_ALLOWED = """
import os, sys
import hashlane
if not os.getuid():
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
for path in sys.argv[1:]:
    try:
        open(path, "rb").close()
    except PermissionError as pythons:
        error = hashlane.hash_files([path])[0].error
        assert isinstance(error, PermissionError), error
        assert isinstance(error, hashlane.AccessError), error
        assert str(error) == str(pythons) and error.errno == pythons.errno
        continue
    sys.exit("opened " + path)
try:
    hashlane.walk_hash(sys.argv[2])
except PermissionError as error:
    assert error.filename == sys.argv[2]
else:
    sys.exit("walked " + sys.argv[2])
above = os.path.dirname(sys.argv[2])
rows = {row.path: row for row in hashlane.walk_hash(above)}
assert isinstance(rows[sys.argv[2]].error, PermissionError)
assert rows[os.path.join(above, "open")].ok
"""


def test_permission(tmp_path):
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o055)
    (tmp_path / "open").write_text("a")
    (tmp_path / "file").write_text("a")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("a")
    for path in (tmp_path / "file", tmp_path / "folder"):
        path.chmod(0)
    try:
        subprocess.run([sys.executable, "-c", NOT_ALLOWED, tmp_path / "file",
                        tmp_path / "folder", tmp_path / "folder" / "file"],
                       check=True)
    finally:
        (tmp_path / "folder").chmod(0o700)


# ---- The root of a walk ----

@pytest.mark.parametrize("on_error", ["collect", "raise"])
@pytest.mark.parametrize("name", [
    "none", "none/", "none/below", "file/below", "dangling", "loop", "socket",
    "n" * 256, "", ".hidden-none"])
def test_a_root_that_cannot_be_walked_is_raised(odd, name, on_error):
    root = os.path.join(odd, name) if name else ""
    with pytest.raises(OSError) as pythons:
        with os.scandir(root):
            pass
    for options in ({}, {"include": "*.txt"}, {"exclude": "*"},
                    {"hidden": False}, {"follow_symlinks": True},
                    {"one_file_system": True}, {"workers": 1}):
        for kind in (str, os.fsencode):
            with pytest.raises(OSError) as met:
                hashlane.walk_hash(kind(root), on_error=on_error, **options)
            assert isinstance(met.value, hashlane.Error)
            assert met.value.filename == root
            if name != "socket":  # scandir: no directory; open: no device
                check_as_open(met.value, pythons.value)


def test_roots_that_can(odd):
    assert hashlane.walk_hash(odd / "folder").to_dict() == {}
    assert [row.ok for row in hashlane.walk_hash(odd / "file")] == [True]
    (odd / "folder" / "dangling").symlink_to("none")
    (odd / "folder" / "one").write_text("a")
    rows = hashlane.walk_hash(odd / "folder", follow_symlinks=True)
    assert [row.ok for row in rows] == [False, True]
    with pytest.raises(FileNotFoundError):
        hashlane.walk_hash(odd / "folder", follow_symlinks=True,
                           on_error="raise")
    assert not hashlane.walk_hash(odd / "folder", include="none")
