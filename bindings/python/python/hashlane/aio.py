# SPDX-License-Identifier: MIT
"""Files for asyncio: no thread a file, none at all on this side."""
import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

from ._core import Row
from .files import Path
from .files import run as _run

__all__ = ["hash_files"]


async def hash_files(paths: Iterable[Path],
                     algorithms: str | Iterable[str] = "sha256",
                     **options: Any) -> AsyncIterator[Row]:
    """async for row in hash_files(...): rows as they finish.

    Options are those of hashlane.run. A task that is cancelled cancels the
    job, as does leaving the loop early once the generator is closed
    (contextlib.aclosing does that at once).
    """
    loop = asyncio.get_running_loop()
    with _run(paths, algorithms, **options) as job:
        descriptor = job.fileno()
        while True:
            is_final = job._job.progress()[6]
            while (block := job._job.next(0)) is not None:
                for row in block:
                    yield row
                # Others of this loop shall run too.
                await asyncio.sleep(0)
            if is_final:
                break
            await _readable(loop, descriptor)


async def _readable(loop: asyncio.AbstractEventLoop, descriptor: int) -> None:
    # Watched only here: it stays readable while results wait to be taken.
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)
