# SPDX-License-Identifier: MIT
"""Run the examples of the README."""
import doctest
import pathlib


def test_readme():
    path = pathlib.Path(__file__).parent.parent / "README.md"
    failed, tried = doctest.testfile(str(path), module_relative=False)
    assert tried > 8 and not failed
