# SPDX-License-Identifier: MIT
"""Files: results, columns, progress and failures."""
import asyncio
import contextlib
import ctypes
import gc
import hashlib
import multiprocessing
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
import tracemalloc

import hashlane
import pytest
from hashlane import aio

SIZES = [0, 1, 63, 64, 4096, 100000, 3000000]


def test_equal_to_hashlib(make_files):
    files = make_files(SIZES)
    results = hashlane.hash_files([path for path, _ in files],
                                  ["md5", "sha256"])
    assert len(results) == len(files)
    for i, (row, (path, data)) in enumerate(zip(results, files)):
        assert row.index == row.input == i
        assert row.path == path and row.ok
        assert row.size == len(data)
        assert row.error is None
        assert row.digest("md5") == hashlib.md5(data).digest()
        assert row.hexdigest(1) == hashlib.sha256(data).hexdigest()
    assert results[-1].path == files[-1][0]
    assert [row.path for row in results[1:3]] == [files[1][0], files[2][0]]
    assert results.to_dict()[files[1][0]]["md5"] == hashlib.md5(
        files[1][1]).hexdigest()


def test_failures_stay_with_their_file(make_files, tmp_path):
    (good, data), = make_files([100])
    paths = [good, str(tmp_path / "none"), str(tmp_path)]
    results = hashlane.hash_files(paths, "md5")
    assert results[0].digest() == hashlib.md5(data).digest()
    assert results[1].digest() is None and results[1].hexdigest() is None
    assert isinstance(results[1].error, FileNotFoundError)
    assert results[1].error.filename == paths[1]
    assert isinstance(results[2].error, hashlane.NotRegularError)
    assert "No such file" in repr(results)
    assert "none" in results._repr_html_()
    with pytest.raises(FileNotFoundError):
        results.raise_for_errors()
    with pytest.raises(FileNotFoundError):
        hashlane.hash_files(paths, "md5", on_error="raise")
    with pytest.raises(FileNotFoundError):
        hashlane.hash_file(paths[1])


def test_paths_of_every_kind(tmp_path):
    name = os.fsencode(tmp_path) + b"/not utf-8 \xff\xfe"
    with open(name, "wb") as file:
        file.write(b"abc")
    for path in (name, os.fsdecode(name), pathlib.Path(os.fsdecode(name))):
        row = hashlane.hash_file(path, "md5")
        assert os.fsencode(row.path) == name
        assert row.hexdigest() == hashlib.md5(b"abc").hexdigest()
    with pytest.raises(ValueError, match="null"):
        hashlane.hash_files(["a\0b"])
    with pytest.raises(TypeError):
        hashlane.hash_files("one")
    with pytest.raises(TypeError):
        hashlane.hash_files([5])


def test_walk(tmp_path):
    for name in ("a.txt", "b.bin", ".hidden", "sub/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)

    def names(**options):
        return [os.path.relpath(row.path, tmp_path)
                for row in hashlane.walk_hash(tmp_path, "md5", **options)]
    assert names() == [".hidden", "a.txt", "b.bin", "sub/c.txt"]
    assert names(include=["*.txt"]) == ["a.txt", "sub/c.txt"]
    assert names(exclude=["sub"], hidden=False) == ["a.txt", "b.bin"]


def test_wrong_options():
    for options in ({"order": "none"}, {"on_error": "ignore"},
                    {"workers": 5000}, {"memory_limit": 1}):
        with pytest.raises(ValueError):
            hashlane.hash_files([], "md5", **options)
    with pytest.raises(TypeError):
        hashlane.hash_files([], "md5", progress=5)


def test_running_jobs(make_files):
    files = dict(make_files([i % 1000 for i in range(3000)]))
    with hashlane.run(files, "md5") as job:
        seen = {row.path: row.digest() for row in job}
    assert seen == {path: hashlib.md5(data).digest()
                    for path, data in files.items()}
    with hashlane.run(files, "md5") as job:
        next(iter(job))
    with hashlane.run(files, "md5") as job:
        job.cancel()
        assert len(list(job)) <= len(files)


def test_paused_jobs_stand_still(make_files):
    files = dict(make_files([100_000] * 200))
    with hashlane.run(files, "md5") as job:
        job.pause()
        # A read that has begun may still end.
        before = None
        while before != (before := job.progress[2]):
            time.sleep(0.05)
        time.sleep(0.05)
        assert job.progress[2] == before < len(files)
        job.pause()
        job.resume()
        assert len(list(job)) == len(files)
        job.resume()


def test_rates(make_files):
    files = dict(make_files([100_000] * 30))
    begin = time.monotonic()
    results = hashlane.hash_files(files, "md5", workers=1,
                                  bytes_per_second=10_000_000)
    # Except a block of the one worker and 50 ms of the rate.
    assert time.monotonic() - begin >= (3_000_000 - (1 << 20)) / 1e7 - 0.05
    assert len(results) == len(files)
    # One file in a century; without the rate all files.
    with hashlane.run(files, "md5", workers=1, bytes_per_second=1) as job:
        first = next(iter(job))
        assert first.digest()
        assert job.progress[2] < len(files)
        job.set_rate(None)
        assert len(list(job)) == len(files) - 1
    for wrong in (0, -1, 1.5, "fast", True):
        with pytest.raises((TypeError, ValueError)):
            hashlane.hash_files(files, "md5", bytes_per_second=wrong)
    with pytest.raises((TypeError, ValueError)):
        job.set_rate(-1)


def test_a_loop_that_was_left_goes_on(make_files):
    files = dict(make_files([5] * 300))
    with hashlane.run(files, "md5") as job:
        seen = [next(iter(job)).path]
        for row in job:
            seen.append(row.path)
            if len(seen) == 100:
                break
        seen += [row.path for row in job]
    assert sorted(seen) == sorted(files)


def test_threads_share_the_rows_of_a_job(make_files):
    files = dict(make_files([i % 100 for i in range(3000)]))
    for _ in range(10):
        found = [[] for _ in range(6)]
        with hashlane.run(files, "md5") as job:
            threads = [threading.Thread(target=lambda mine=mine: mine.extend(
                row.path for row in job)) for mine in found]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert sorted(sum(found, [])) == sorted(files)


def test_iterators_are_asked_as_they_are_wanted(make_files):
    (path, data), = make_files([5])
    asked = 0

    def paths():
        nonlocal asked
        while True:
            asked += 1
            yield path
    with hashlane.run(paths(), "md5") as job:
        for i, row in enumerate(job):
            assert row.digest() == hashlib.md5(data).digest()
            if i == 200000:
                break
    assert 200000 < asked < 300000
    assert len(list(hashlane.run(iter([path] * 10000)))) == 10000
    assert not list(hashlane.run(iter([])))


def test_what_an_iterator_raises_is_raised(make_files):
    (path, _), = make_files([5])

    def paths():
        yield path
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        list(hashlane.run(paths()))
    with pytest.raises(KeyError, match="mine"):
        hashlane.hash_files(paths())


def until(test):
    end = time.monotonic() + 60
    while not test():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_threads_end_with_their_job(make_files):
    paths = [path for path, _ in make_files([2000000] * 3)]
    tasks = len(os.listdir("/proc/self/task"))
    gc.disable()
    try:
        results = hashlane.hash_files(paths, "md5")
        hashlane.hash_file(paths[0], "md5")
        list(hashlane.run(paths, "md5"))
        next(iter(hashlane.run(paths, "md5")))
        # The threads end by themselves after the call.
        until(lambda: len(os.listdir("/proc/self/task")) == tasks)
        assert len(results) == 3
    finally:
        gc.enable()


def test_an_iterator_may_lead_back_to_its_job(make_files):
    (path, _), = make_files([5])
    tasks = len(os.listdir("/proc/self/task"))

    class Holder:
        def paths(self):
            while self:
                yield path
    for _ in range(20):
        holder = Holder()
        holder.job = hashlane.run(holder.paths())
        next(iter(holder.job))
    del holder
    gc.collect()
    until(lambda: len(os.listdir("/proc/self/task")) <= tasks + 1)


def test_asyncio_is_imported_when_it_is_wanted():
    subprocess.run([sys.executable, "-c",
                    "import sys, hashlane\n"
                    "assert 'asyncio' not in sys.modules\n"
                    "assert hashlane.aio.hash_files\n"
                    "assert 'asyncio' in sys.modules\n"
                    "assert not hasattr(hashlane, 'other')"], check=True)


def test_asyncio(make_files):
    files = dict(make_files([i % 1000 for i in range(1000)]))

    async def gather():
        return {row.path: row.digest()
                async for row in aio.hash_files(files, "md5")}
    assert asyncio.run(gather()) == {
        path: hashlib.md5(data).digest() for path, data in files.items()}

    async def give_up():
        async for _ in aio.hash_files(files, "md5"):
            raise KeyError
    with pytest.raises(KeyError):
        asyncio.run(give_up())


def test_progress(make_files):
    files = make_files([0, 100, 30000000])
    told = []
    hashlane.hash_files([path for path, _ in files], ["md5", "sha512"],
                        progress=lambda *now: told.append(now))
    total = sum(len(data) for _, data in files)
    assert told and told[-1] == (total, total)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_what_progress_raises_is_raised(make_files):
    files = make_files([30000000])

    def fail(done, total):
        raise KeyError("mine")
    with pytest.raises(KeyError, match="mine"):
        hashlane.hash_files([path for path, _ in files], "md5",
                            progress=fail)


@pytest.mark.parametrize("hidden", [[], ["tqdm", "tqdm.auto"]])
def test_bars(make_files, monkeypatch, capfd, hidden):
    """The bar is tqdm's, or rich's if tqdm is not installed."""
    pytest.importorskip("tqdm")
    pytest.importorskip("rich")
    for name in hidden:
        monkeypatch.setitem(sys.modules, name, None)
    files = make_files([30000])
    results = hashlane.hash_files([path for path, _ in files], progress=True)
    assert len(results) == 1
    shown = capfd.readouterr()
    assert ("1 files" if hidden else "files=1") in shown.out + shown.err


def test_no_bar(monkeypatch):
    for name in ("tqdm", "tqdm.auto", "rich"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError, match="pip install"):
        hashlane.hash_files([], progress=True)


def test_notebooks_show_what_failed(make_files, tmp_path):
    (path, _), = make_files([3])
    odd = os.fsencode(tmp_path) + b"/<\xff>"
    results = hashlane.hash_files([path, odd])
    page = results._repr_html_()
    assert path in page and "&lt;" in page
    assert page.encode()
    assert "1 failed" in repr(results) and "No such file" in repr(results)
    assert "<\udcff>" in results[1].path


@pytest.fixture
def endless(tmp_path):
    path = tmp_path / "sparse"
    with open(path, "wb") as file:
        file.truncate(1 << 40)
    return path


@pytest.mark.parametrize("order", ["input", "completion"])
def test_rows_come_before_a_long_file(make_files, endless, order):
    files = make_files([1000, 0, 5])
    paths = [path for path, _ in files]
    wanted = [hashlib.md5(data).digest() for _, data in files]
    with hashlane.run([*paths, endless], "md5", order=order) as job:
        found = {row.index: row.digest() for _, row in zip(paths, job)}
    assert [found[i] for i in range(3)] == wanted

    async def gather():
        rows = aio.hash_files([*paths, endless], "md5", order=order)
        async with contextlib.aclosing(rows):
            return [(await anext(rows)).index for _ in paths]

    assert sorted(asyncio.run(gather())) == [0, 1, 2]


@pytest.fixture
def interruptible():
    # A shell that starts the tests in the background may ignore SIGINT.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_keyboard_interrupt(endless, interruptible):
    timer = threading.Timer(
        0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        hashlane.hash_files([endless], "md5")
    timer.join()


def test_threads(make_files):
    files = make_files([1000] * 200)
    paths = [path for path, _ in files]
    wanted = [hashlib.md5(data).digest() for _, data in files]
    found = []
    threads = [threading.Thread(target=lambda: found.append(
        [row.digest() for row in hashlane.hash_files(paths, "md5")]))
        for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 8


def in_a_process(path):
    return hashlane.hash_file(path, "md5").hexdigest()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(make_files, method):
    files = make_files([1000] * 4)
    hashlane.hash_files([path for path, _ in files])
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(in_a_process, [path for path, _ in files]) == [
            hashlib.md5(data).hexdigest() for _, data in files]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_fork(make_files):
    """A child can use the parent's hasher but not its job; new jobs work."""
    (path, data), = make_files([1000])
    hasher = hashlane.md5(data)
    job = hashlane.run([path], "md5")
    child = os.fork()
    if not child:
        wrong = 1
        try:
            hasher.update(b"more")
            assert hasher.digest() == hashlib.md5(data + b"more").digest()
            with pytest.raises(hashlane.ForkedError):
                list(job)
            assert hashlane.hash_file(path, "md5").ok
            wrong = 0
        finally:
            os._exit(wrong)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert [row.digest() for row in job] == [hashlib.md5(data).digest()]
    assert hasher.digest() == hashlib.md5(data).digest()


def test_a_failed_row_has_none(make_files):
    (path, data), = make_files([3])
    results = hashlane.hash_files([path, "/nonexistent"], ["md5", "tth"])
    assert results.to_dict() == {
        path: {"md5": hashlib.md5(data).hexdigest(),
               "tth": hashlane.tth(data).text()},
        "/nonexistent": {"md5": None, "tth": None}}
    failed = results[1]
    for call in failed.digest, failed.hexdigest, failed.text:
        assert call() is None and call("tth") is None


def test_subinterpreters():
    script = ("import hashlane\n"
              "assert hashlane.new('md5', b'abc').hexdigest() == "
              "'900150983cd24fb0d6963f7d28e17f72'\n"
              "assert hashlane.hash_file(hashlane.__file__).ok\n")
    try:
        # From 3.13 on, the interpreter has its own lock.
        import _interpreters
        other = _interpreters.create()
        assert _interpreters.exec(other, script) is None
        _interpreters.destroy(other)
    except ImportError:
        interpreters = pytest.importorskip(
            "_xxsubinterpreters",
            reason="NOT RUN: no subinterpreters in this Python")
        other = interpreters.create()
        interpreters.run_string(other, script)
        interpreters.destroy(other)
    assert hashlane.new("md5").digest_size == 16


def test_the_lock_stays_off():
    if not hasattr(sys, "_is_gil_enabled") or sys._is_gil_enabled():
        pytest.skip("NOT RUN: this Python has its lock")
    assert hashlane.new("md5").digest_size == 16
    assert not sys._is_gil_enabled()


def resident_bytes():
    # Memory that threads freed does not return to the system by itself.
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif("libasan" in os.environ.get("LD_PRELOAD", ""),
                    reason="NOT RUN: AddressSanitizer takes more memory")
def test_memory_does_not_grow(make_files):
    paths = [path for path, _ in make_files([100] * 20)]

    def batches(count):
        for _ in range(count):
            results = hashlane.hash_files(paths, ["md5", "sha1"])
            results.columns()
            results.tuples()
            hashlane.hash_files([paths[0], "/nonexistent"]).failures
    batches(100)
    before = resident_bytes()
    tracemalloc.start()
    first = tracemalloc.get_traced_memory()[0]
    batches(1000)
    assert tracemalloc.get_traced_memory()[0] - first < 200000
    tracemalloc.stop()
    assert resident_bytes() - before < 8 << 20


def test_many_files(tmp_path):
    count = 100000
    for i in range(100):
        (tmp_path / f"{i}").mkdir()
    for i in range(count):
        fd = os.open(tmp_path / f"{i % 100}" / f"{i}",
                     os.O_CREAT | os.O_WRONLY)
        os.write(fd, b"%d" % i)
        os.close(fd)
    results = hashlane.walk_hash(tmp_path, "md5")
    assert len(results) == count and not results.failures
    for row in results[::997]:
        number = os.path.basename(row.path).encode()
        assert row.digest() == hashlib.md5(number).digest()
