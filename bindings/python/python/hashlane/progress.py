# SPDX-License-Identifier: MIT
"""How far a job is: a bar, or a function that is told."""


class _Told:
    """A function of (done, total), in bytes."""

    def __init__(self, function):
        self._function, self._last = function, None

    def __call__(self, progress):
        if progress[:2] != self._last:
            self._last = progress[:2]
            self._function(*self._last)

    def close(self, progress):
        pass


class _Bar:
    """A bar of tqdm's."""

    def __init__(self):
        from tqdm.auto import tqdm
        self._bar = tqdm(unit="B", unit_scale=True, unit_divisor=1024)

    def __call__(self, progress):
        done, total, files, *_ = progress
        self._bar.total = total
        self._bar.set_postfix(files=files, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self, progress):
        self(progress)
        self._bar.close()


def make_meter(progress):
    """None, or what is called with a job's progress and closed at its end."""
    if progress is None or progress is False:
        return None
    if progress is True:
        return _Bar()
    if callable(progress):
        return _Told(progress)
    raise TypeError("progress is True or a function of (done, total)")
