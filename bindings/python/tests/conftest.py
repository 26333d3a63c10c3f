# SPDX-License-Identifier: MIT
import random

import pytest


@pytest.fixture
def make_files(tmp_path):
    """Files of given sizes: [(path, bytes), ..]"""
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
