# SPDX-License-Identifier: MIT
"""Files for asyncio: no thread a file, none at all on this side."""
import asyncio

from .files import run as _run


async def hash_files(paths, algorithms="sha256", **options):
    """async for row in hash_files(...): rows as they finish.

    Options are those of hashlane.run. A task that is cancelled cancels the
    job.
    """
    loop = asyncio.get_running_loop()
    with _run(paths, algorithms, **options) as job:
        descriptor = job.fileno()
        ready = asyncio.Event()
        loop.add_reader(descriptor, ready.set)
        try:
            while True:
                block = job._job.next(0)
                if block is None:
                    if job._job.progress()[6]:
                        break
                    ready.clear()
                    await ready.wait()
                    continue
                for row in block:
                    yield row
                await asyncio.sleep(0)
            while (block := job._job.next(0)) is not None:
                for row in block:
                    yield row
        finally:
            loop.remove_reader(descriptor)
