# SPDX-License-Identifier: MIT
"""Files for asyncio: no thread a file, none at all on this side."""
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
    """async for row in hash_files(...): rows as they finish.

    Options are those of hashlane.run. A task that is cancelled cancels the
    job, as does leaving the loop early once the generator is closed
    (contextlib.aclosing does that at once).
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
                    # Others of this loop shall run too.
                    await asyncio.sleep(0)
                if state[6]:
                    break
                # What a lookup is asked does not show in the descriptor.
                polls = meter or options.get("lookup")
                await _readable(loop, descriptor, _POLL_S if polls else None)
        finally:
            if meter:
                meter.close(job._job.progress())


async def _readable(loop: asyncio.AbstractEventLoop, descriptor: int,
                    timeout: float | None) -> None:
    # Watched only here: it stays readable while results wait to be taken.
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await asyncio.wait_for(ready.wait(), timeout)
    except TimeoutError:
        pass
    finally:
        loop.remove_reader(descriptor)
