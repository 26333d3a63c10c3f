# SPDX-License-Identifier: MIT
"""Compare walks with os.walk and os.stat."""
import os
import random
import stat
import subprocess
import sys

import hashlane
import pytest

MANY = 100_000
LEVELS, NAME = 60, "n" * 200  # a path of almost three times PATH_MAX


def key(path):
    """The key of the bytewise order; a directory has its slash."""
    return os.fsencode(path)


def oracle(root, follow=False):
    """Return {path: stat result} of all names below root, by os.walk."""
    found = {}
    for at, folders, files in os.walk(root, followlinks=follow):
        for name in folders + files:
            path = os.path.join(at, name)
            try:
                found[path] = os.stat(path, follow_symlinks=follow)
            except FileNotFoundError:
                found[path] = None
    return found


def check(entry, info):
    assert entry.error is None
    assert entry.size == info.st_size
    assert (entry.mtime_ns, entry.ctime_ns) == (info.st_mtime_ns,
                                                info.st_ctime_ns)
    assert (entry.device, entry.inode) == (info.st_dev, info.st_ino)
    assert entry.links == info.st_nlink
    assert entry.mode == stat.S_IMODE(info.st_mode)
    kind = ("file" if stat.S_ISREG(info.st_mode) else
            "directory" if stat.S_ISDIR(info.st_mode) else
            "link" if stat.S_ISLNK(info.st_mode) else "other")
    assert entry.type == kind
    assert entry.name == os.path.basename(entry.path)


@pytest.fixture
def tree(tmp_path):
    draw = random.Random(4711)
    folders = [os.fsencode(tmp_path / "tree")]
    os.mkdir(folders[0])
    for _ in range(400):
        name = bytes(draw.choice(b"ab.-\n\xff \\*\x01/"[:9])
                     for _ in range(draw.randint(1, 9)))
        path = os.path.join(draw.choice(folders), name)
        if name in (b".", b"..") or os.path.lexists(path):
            continue
        kind = draw.randrange(8)
        if kind < 2:
            os.mkdir(path)
            folders.append(path)
        elif kind == 2:
            os.symlink(draw.choice((b".", b"..", b"nothing", b"a")), path)
        elif kind == 3:
            os.mkfifo(path)
        else:
            with open(path, "xb") as file:
                file.write(name * draw.randrange(5))
    return os.fsdecode(folders[0])


def test_everything(tree):
    wanted = oracle(tree)
    found = list(hashlane.walk(tree, everything=True))
    assert len(found) > 200
    for entry in found:
        check(entry, wanted.pop(entry.path))
    assert not wanted
    keys = [key(entry.path) + b"/" * (entry.type == "directory")
            for entry in found]
    assert keys == sorted(keys)


def test_files(tree):
    wanted = {path: info for path, info in oracle(tree).items()
              if stat.S_ISREG(info.st_mode)}
    with hashlane.walk(tree) as walk:
        found = list(walk)
    assert [entry.path for entry in found] == sorted(wanted, key=key)
    others = [info for info in oracle(tree).values()
              if not stat.S_ISREG(info.st_mode)]
    assert walk.skipped.links == sum(stat.S_ISLNK(one.st_mode)
                                     for one in others)
    assert walk.skipped.specials == sum(stat.S_ISFIFO(one.st_mode)
                                        for one in others)
    assert walk.skipped[:4] == (0, 0, 0, 0)
    unsorted = {entry.path for entry in hashlane.walk(tree, sort=False)}
    assert unsorted == set(wanted)


def test_same_as_walk_hash(tree):
    for more in ({"include": "*a*"}, {"exclude": ["a*", "!aa*", "b/"]},
                 {"hidden": False}, {"follow_symlinks": True}):
        hashed = hashlane.walk_hash(tree, "crc32", **more)
        walked = hashlane.walk(tree, **more)
        assert [row.path for row in hashed] == [one.path for one in walked]


def test_links_that_loop(tmp_path):
    os.mkdir(tmp_path / "a")
    (tmp_path / "a" / "file").touch()
    os.symlink("..", tmp_path / "a" / "up")
    found = list(hashlane.walk(tmp_path, follow_symlinks=True))
    assert [(one.name, one.ok) for one in found] == [("file", True),
                                                    ("up", False)]
    assert isinstance(found[1].error, OSError)
    with pytest.raises(OSError):
        list(hashlane.walk(tmp_path, follow_symlinks=True, on_error="raise"))


def test_roots(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(hashlane.walk(tmp_path / "none"))
    (tmp_path / "one").write_bytes(b"123")
    found = list(hashlane.walk(tmp_path / "one"))
    assert [(one.path, one.size) for one in found] == [
        (str(tmp_path / "one"), 3)]
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(hashlane.NotRegularError):
        list(hashlane.walk(tmp_path / "fifo"))
    assert list(hashlane.walk(os.fsencode(tmp_path), exclude="*")) == []


@pytest.mark.parametrize("pattern", ["", "/", "a//b", "..", "[a", "a\\", "!a"])
def test_patterns_of_nothing(tmp_path, pattern):
    with pytest.raises(hashlane.ArgumentError):
        hashlane.walk(tmp_path, exclude=pattern)
    with pytest.raises(hashlane.ArgumentError):
        hashlane.walk_hash(tmp_path, exclude=[pattern])


def test_include_is_of_files(tmp_path):
    with pytest.raises(hashlane.ArgumentError, match="directory"):
        hashlane.walk(tmp_path, include="a/")


def open_files():
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="no /proc")
def test_abandoned(tree):
    before = open_files()
    walks = [hashlane.walk(tree) for _ in range(20)]
    for walk in walks:
        next(walk)
    del walk, walks
    assert open_files() == before
    walk = hashlane.walk(tree)
    next(walk)
    walk.close()
    walk.close()
    assert open_files() == before
    assert list(walk) == []
    assert walk.skipped.hidden == 0


def test_many(tmp_path):
    for i in range(MANY // 1000):
        os.mkdir(tmp_path / str(i))
        for k in range(1000):
            os.close(os.open(tmp_path / str(i) / str(k), os.O_CREAT))
    found = [entry.path for entry in hashlane.walk(tmp_path)]
    assert len(found) == MANY
    assert found == sorted(found, key=key)
    listed = subprocess.run(["find", str(tmp_path), "-type", "f"],
                            capture_output=True, check=True).stdout
    assert sorted(found) == sorted(listed.decode().splitlines())


def test_deep(tmp_path):
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        for _ in range(LEVELS):
            os.close(os.open("file", os.O_CREAT))
            os.mkdir(NAME)
            os.chdir(NAME)
        found = list(hashlane.walk(tmp_path))
        assert len(found) == LEVELS
        assert all(entry.ok for entry in found)
        assert max(len(entry.path) for entry in found) > 2 * 4096
    finally:
        os.fchdir(here)
        os.close(here)
        subprocess.run(["rm", "-rf", str(tmp_path / NAME)], check=True)


def test_few_descriptors(tree):
    """Walk in a process that has two descriptors left."""
    code = """
import os, resource, sys, hashlane
wanted = sum(1 for _ in hashlane.walk(sys.argv[1], everything=True))
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
held = []
while True:
    try:
        held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        break
os.close(held.pop()), os.close(held.pop())
found = list(hashlane.walk(sys.argv[1], everything=True))
assert all(entry.ok for entry in found), found
assert len(found) == wanted, (len(found), wanted)
"""
    subprocess.run([sys.executable, "-c", code, tree], check=True, timeout=120)
