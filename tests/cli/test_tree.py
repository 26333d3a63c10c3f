#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_tree.py - a whole tree of real files against independent tools.

    test_tree.py [--strict] HASHLANE [DIRECTORY]

Every digest of every regular file below DIRECTORY (/usr/share) is compared.
"""
import unittest

import support

ALGORITHMS = ("md5", "sha1", "sha256", "sha512", "ed2k", "tth", "aich",
              "crc32", "blake3", "xxh3-64", "xxh3-128")


class Tree(unittest.TestCase):
    """One run of hashlane; each algorithm is then a test of its own."""

    @classmethod
    def setUpClass(cls):
        root = (support.arguments or ["/usr/share"])[0]
        cls.paths = support.list_files(root)
        done = support.run("sum", "-z", "-a", ",".join(ALGORITHMS), "-r",
                           "--", root, timeout=3600)
        cls.status, cls.stderr = done.returncode, done.stderr
        cls.lines = done.stdout.split(b"\0")

    def check(self, algorithm):
        ours = self.lines[ALGORITHMS.index(algorithm):-1:len(ALGORITHMS)]
        self.assertEqual(len(ours), len(self.paths))
        theirs = support.ORACLES[algorithm](self.paths)
        wrong = []
        for line, path, digest in zip(ours, self.paths, theirs):
            expected = b"%s (%s) = %s" % (support.tag(algorithm), path,
                                          digest.encode())
            if line != expected:
                wrong.append((line, expected))
        self.assertFalse(wrong[:3], f"{len(wrong)} lines differ")
        print(f"{algorithm}: {len(ours)} files agree", flush=True)

    def test_all_came_out(self):
        self.assertGreater(len(self.paths), 0)
        self.assertEqual((self.status, self.stderr), (0, b""))
        self.assertEqual(len(self.lines),
                         len(self.paths) * len(ALGORITHMS) + 1)


def add_test(algorithm):
    name = "test_" + algorithm.replace("-", "_")
    setattr(Tree, name, lambda self: self.check(algorithm))


for each in ALGORITHMS:
    add_test(each)

if __name__ == "__main__":
    support.main("HASHLANE [DIRECTORY]")
