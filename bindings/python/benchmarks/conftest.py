# SPDX-License-Identifier: MIT
"""conftest.py - finds the library and measures statements."""
import timeit

import pytest

import peers

ROUNDS = 25
SECONDS = 0.004  # of a round, about


def pytest_addoption(parser):
    parser.addoption("--library", required=True, help="libhashlane.so")


@pytest.fixture(scope="session")
def library(pytestconfig):
    return pytestconfig.getoption("--library")


@pytest.fixture(scope="session")
def by_ctypes(library):
    return peers.load_ctypes(library)


@pytest.fixture(scope="session")
def by_cffi(library):
    return peers.load_cffi(library)


@pytest.fixture
def measure(benchmark):
    """Measure a statement in many rounds of a loop."""
    def run(figure, side, statement, values, *, asked=None, per=1):
        setup = "; ".join(f"{name} = values[{name!r}]" for name in values)
        timer = timeit.Timer(statement, setup or "pass",
                             globals={"values": values})
        once = max(min(timer.timeit(1) for _ in range(3)), 20e-9)
        count = min(200000, max(1, int(SECONDS / once)))
        benchmark.group = figure
        benchmark.extra_info.update(
            figure=figure, side=side, asked=asked, loops=count, per=per)
        benchmark.pedantic(timer.timeit, (count,), rounds=ROUNDS,
                           warmup_rounds=1)
    return run
