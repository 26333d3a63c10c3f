# SPDX-License-Identifier: MIT
"""The end of a job whose read does not return: it is destroyed later."""
import os
import shutil
import subprocess
import sys

import pytest

STUCK = r"""
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static ssize_t wait_and_read(int fd, void *to, size_t bytes, off_t at)
{
	const char *gate = getenv("GATE"), *met = getenv("MET");

	while (gate && met && !access(gate, F_OK)) {
		close(open(met, O_CREAT | O_WRONLY, 0600));
		usleep(10000);
	}
	return syscall(SYS_pread64, fd, to, bytes, at);
}
ssize_t pread(int fd, void *to, size_t bytes, off_t at)
{
	return wait_and_read(fd, to, bytes, at);
}
ssize_t pread64(int fd, void *to, size_t bytes, off_t at)
{
	return wait_and_read(fd, to, bytes, at);
}
"""
ENDLESS = """
import gc, os, sys, time
import hashlane
def held():
    # The threads, and the descriptor that reports waiting results.
    return [len(os.listdir("/proc/self/" + kind)) for kind in ("task", "fd")]
def until(test):
    end = time.monotonic() + 60
    while not test():
        assert time.monotonic() < end, held()
        time.sleep(0.01)
gate, met = (os.environ[name] for name in ("GATE", "MET"))
before = held()
job = hashlane.run([sys.argv[1]], "md5", workers=2)
job.fileno()
until(lambda: os.path.exists(met))
del job
gc.collect()
assert held()[0] > before[0] and held()[1] > before[1]
os.unlink(gate)
until(lambda: held() == before)
"""


def test_a_stuck_job_is_destroyed_later(make_files, tmp_path):
    compiler = shutil.which("cc")
    if not compiler or not os.path.exists("/proc/self/task"):
        pytest.skip("NOT RUN: no C compiler, or no /proc")
    (path, _), = make_files([100000])
    (tmp_path / "stuck.c").write_text(STUCK)
    (tmp_path / "gate").touch()
    subprocess.run([compiler, "-shared", "-fPIC", "-o", tmp_path / "stuck.so",
                    tmp_path / "stuck.c"], check=True)
    preload = [os.environ.get("LD_PRELOAD", ""), str(tmp_path / "stuck.so")]
    subprocess.run(
        [sys.executable, "-c", ENDLESS, path], check=True, timeout=120,
        env={**os.environ, "LD_PRELOAD": ":".join(filter(None, preload)),
             "GATE": str(tmp_path / "gate"), "MET": str(tmp_path / "met")})
