# SPDX-License-Identifier: MIT
"""The progress of a job: a bar, or a function that receives it."""
from collections.abc import Callable
from typing import Any, Protocol

#: True for a bar, or a function of (done, total) in bytes.
Progress = bool | Callable[[int, int], object] | None

#: (bytes done, total, files done, total, failures, bytes/s, state)
State = tuple[int, int, int, int, int, int, int]


class Meter(Protocol):
    """A receiver of a job's progress, during the job and at its end."""

    def tell(self, state: State) -> None: ...

    def close(self, state: State) -> None: ...


class _Told:
    """A function of (done, total)."""

    def __init__(self, function: Callable[[int, int], object]) -> None:
        self._function = function
        self._last: tuple[int, int] | None = None

    def tell(self, state: State) -> None:
        if state[:2] != self._last:
            self._last = state[:2]
            self._function(*self._last)

    def close(self, state: State) -> None:
        pass


class _Tqdm:
    """A bar of tqdm."""

    def __init__(self, tqdm: Any) -> None:
        self._bar = tqdm(unit="B", unit_scale=True, unit_divisor=1024)

    def tell(self, state: State) -> None:
        done, total, files, *_ = state
        self._bar.total = total
        self._bar.set_postfix(files=files, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self, state: State) -> None:
        self.tell(state)
        self._bar.close()


class _Rich:
    """A bar of rich."""

    def __init__(self, rich: Any) -> None:
        self._bar = rich.Progress(
            rich.TextColumn("{task.description}"), rich.BarColumn(),
            rich.DownloadColumn(binary_units=True),
            rich.TransferSpeedColumn(), rich.TimeRemainingColumn())
        self._task = self._bar.add_task("0 files", total=None)
        self._bar.start()

    def tell(self, state: State) -> None:
        done, total, files, *_ = state
        self._bar.update(self._task, completed=done, total=total,
                         description=f"{files} files")

    def close(self, state: State) -> None:
        self.tell(state)
        self._bar.stop()


def _make_bar() -> Meter:
    try:
        from tqdm.auto import tqdm
        return _Tqdm(tqdm)
    except ImportError:
        pass
    try:
        from rich import progress
        return _Rich(progress)
    except ImportError:
        raise ImportError("progress=True needs tqdm or rich: "
                          "pip install hashlane[tqdm]") from None


def make_meter(progress: Progress) -> Meter | None:
    """Return the receiver of a job's progress, or None."""
    if progress is None or progress is False:
        return None
    if progress is True:
        return _make_bar()
    if callable(progress):
        return _Told(progress)
    raise TypeError("progress must be True or a function of (done, total), "
                    f"not {type(progress).__name__}")
