# SPDX-License-Identifier: MIT
"""Hash files under asyncio, without any thread in Python."""
import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Unpack

from ._core import Row
from .files import Path, RunOptions
from .files import run as _run

__all__ = ["hash_files"]

_POLL_S = 0.05


async def hash_files(paths: Iterable[Path],
                     algorithms: str | Iterable[str] = "sha256",
                     **options: Unpack[RunOptions]) -> AsyncIterator[Row]:
    """Return an asynchronous iterator of rows, in the order of completion.

    The options are those of hashlane.run. If the task is cancelled, the job is
    cancelled. If a program leaves the loop early, the job is cancelled when
    the generator is closed; contextlib.aclosing closes it at once.
    """
    loop = asyncio.get_running_loop()
    with _run(paths, algorithms, **options) as job:
        descriptor, meter = job.fileno(), job._meter
        try:
            while True:
                state = job._job.progress()
                if meter:
                    meter.tell(state)
                while (block := job._job.next(0)) is not None:
                    for row in block:
                        yield row
                    # Other tasks of the event loop get their turn.
                    await asyncio.sleep(0)
                if state[6]:
                    break
                # The descriptor does not report a waiting lookup.
                polls = meter or options.get("lookup")
                await _readable(loop, descriptor, _POLL_S if polls else None)
        finally:
            if meter:
                meter.close(job._job.progress())


async def _readable(loop: asyncio.AbstractEventLoop, descriptor: int,
                    timeout: float | None) -> None:
    # Watch it only here: it is readable as long as results are not taken.
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await asyncio.wait_for(ready.wait(), timeout)
    except TimeoutError:
        pass
    finally:
        loop.remove_reader(descriptor)
