#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_globs.py - the patterns of --exclude and --include against git, whose
rules they follow, and all paths of the command against each other.

    test_globs.py [--strict] HASHLANE
"""
import os
import random
import re
import subprocess
import tempfile
import unittest

import support

PIECES = ["a", "b", "c", "A", "1", "-", ".", "*", "*", "?", "/", "/", "**",
          "**/", "/**", "[a-b]", "[!a]", "[^b]", "[[:alpha:]]", "[[:digit:]-]",
          "[]a]", "\\*", "\\b", "[", "]", "!", "[[:upper:]", "***", "é", "ab"]
NAMES = ["a", "b", "c", "ab", "a.b", ".a", "-", "1", "A", "*", "!a", "]", "é",
         "[a]", "a1", "b.c", "\\", "c-1"]


def git(repository, *args, **more):
    return subprocess.run(
        ["git", "--git-dir", repository + "/.git", "--work-tree",
         repository + "/work", "-c", "core.ignorecase=false", *args],
        cwd=repository + "/work", stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=support.WATCHDOG_SECONDS, check=False,
        env={**os.environ, "HOME": repository, "GIT_CONFIG_NOSYSTEM": "1"},
        **more)


class Globs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        support.need("git")
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = cls.folder.name
        seed = os.environ.get("HASHLANE_TEST_SEED")
        seed = int(seed, 0) if seed else random.randrange(1 << 32)
        print(f"test_globs: HASHLANE_TEST_SEED={seed}", flush=True)
        cls.random = random.Random(seed)
        subprocess.run(["git", "init", "-q", cls.root], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.mkdir(cls.root + "/work")
        cls.fill(cls.root + "/work", 0)
        cls.files = sorted(
            os.path.relpath(os.path.join(at, name), cls.root + "/work")
            for at, _, names in os.walk(cls.root + "/work") for name in names)
        git(cls.root, "config", "core.excludesFile", cls.root + "/patterns")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def fill(cls, folder, depth):
        for name in cls.random.sample(NAMES, 9):
            path = os.path.join(folder, name)
            if depth < 3 and cls.random.random() < 0.35:
                os.mkdir(path)
                cls.fill(path, depth + 1)
            else:
                with open(path, "x", encoding="ascii"):
                    pass

    def ignored_by_git(self, patterns):
        with open(self.root + "/patterns", "w", encoding="utf-8") as file:
            file.write("".join(
                ("\\" if one.startswith("#") else "") + one + "\n"
                for one in patterns))
        done = git(self.root, "check-ignore", "--no-index", "-z", "--stdin",
                   input="\0".join(self.files).encode())
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return set(done.stdout.decode().split("\0")[:-1])

    def left_by_us(self, patterns, *more):
        options = [f"--exclude={one}" for one in patterns]
        return self.hashed(*options, *more)

    def hashed(self, *options):
        done = support.run("sum", "-a", "md5", "-z", "-q", "-r", *options,
                           ".", cwd=self.root + "/work")
        if done.returncode == 2:
            return None
        self.assertEqual((done.returncode, done.stderr), (0, b""), options)
        return {line.decode().split("  ./", 1)[1]
                for line in done.stdout.split(b"\0")[:-1]}

    def pattern(self):
        while True:
            made = "".join(self.random.choice(PIECES)
                           for _ in range(self.random.randint(1, 5)))
            # git compares what is before the first wildcard by itself, and
            # takes "**" behind it for one at the start: "-**/a" is "-a" too.
            if not re.match(r"[^*?\[\\]*[^*?\[\\/]\*\*", made):
                return made

    def test_like_git(self):
        refused = matched = 0
        for _ in range(support.EXAMPLES):
            patterns = [self.pattern()
                        for _ in range(self.random.choice((1, 1, 2, 4)))]
            with self.subTest(patterns=patterns):
                left = self.left_by_us(patterns)
                ignored = self.ignored_by_git(patterns)
                if left is None:
                    refused += 1
                    continue
                matched += bool(ignored)
                self.assertEqual(set(self.files) - left, ignored)
        self.assertGreater(matched, support.EXAMPLES // 4)
        self.assertGreater(refused, support.EXAMPLES // 20)

    def test_refused_match_nothing(self):
        """What is an error ignores nothing for git either."""
        refused = 0
        while refused < support.EXAMPLES // 4:
            pattern = self.pattern().lstrip("!")
            if pattern and self.left_by_us([pattern]) is None:
                refused += 1
                # A slash in a set is the one thing that git lets pass.
                if "[" not in pattern or "/" not in pattern:
                    with self.subTest(pattern=pattern):
                        self.assertEqual(self.ignored_by_git([pattern]),
                                         set())

    def test_cached_alike(self):
        """Every way through the command takes the same files."""
        with tempfile.TemporaryDirectory() as home:
            for _ in range(support.EXAMPLES // 6):
                options = [f"--exclude={self.pattern()}",
                           f"--include={self.pattern()}"]
                with self.subTest(options=options):
                    plain = self.hashed(*options)
                    done = support.run(
                        "sum", "-a", "md5", "-z", "-q", "-r", "--cache",
                        *options, ".", cwd=self.root + "/work",
                        env={"XDG_CACHE_HOME": home})
                    cached = None if done.returncode == 2 else {
                        line.decode().split("  ./", 1)[1]
                        for line in done.stdout.split(b"\0")[:-1]}
                    self.assertEqual(cached, plain)

    def test_include(self):
        """Files only, by the same patterns; those of git's own choice."""
        for pattern in ("*.c", "[[:digit:]]*", "/a*", "**/b/**", "A", "é"):
            ours = self.hashed(f"--include={pattern}")
            # No file below a directory that matches is one for that.
            wanted = {one for one in self.ignored_by_git([pattern])
                      if self.matches_itself(pattern, one)}
            self.assertEqual(ours, wanted, pattern)

    def matches_itself(self, pattern, path):
        """Git, of the path with parents that it cannot have taken."""
        escaped = ["!/" + self.escape("/".join(path.split("/")[:i])) + "/"
                   for i in range(1, path.count("/") + 1)]
        return path in self.ignored_by_git([pattern, *escaped])

    @staticmethod
    def escape(path):
        return "".join("\\" + byte if byte in "\\*?[!#" else byte
                       for byte in path)

    def test_messages(self):
        for option in ("--include", "--exclude"):
            for pattern, reason in (("", b"empty"), ("/", b"empty"),
                                    ("a//b", b"empty"), ("./a", b"'.'"),
                                    ("a/..", b"'.'"), ("[ab", b"']'"),
                                    ("a\\", b"escapes"),
                                    ("[[:word:]]", b"class"),
                                    ("!a", b"before it")):
                done = support.run("sum", "-r", option, pattern, ".",
                                   cwd=self.root + "/work")
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(reason, done.stderr)
                self.assertIn(f"'{pattern}'".encode(), done.stderr)
        done = support.run("sum", "-r", "--include", "a/", ".",
                           cwd=self.root + "/work")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"directory/**", done.stderr)


if __name__ == "__main__":
    support.main("HASHLANE")
