# SPDX-License-Identifier: MIT
import random

import hypothesis
import pytest

# No test measures time.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture
def make_files(tmp_path):
    """Create files of given sizes: [(path, bytes), ..]."""
    def make(sizes, folder="files"):
        source = random.Random(20261123)
        below = tmp_path / folder
        below.mkdir()
        made = []
        for i, size in enumerate(sizes):
            data = source.randbytes(size)
            path = below / f"{i:05d}"
            path.write_bytes(data)
            made.append((str(path), data))
        return made
    return make
