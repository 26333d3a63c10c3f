#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_manual.py - help, the manual page and the completions agree.

    test_manual.py [--strict] HASHLANE
"""
import json
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys

import support
from support import Case, need, run

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))


def subcommands():
    text = run("--help").stdout.decode()
    block = text.split("Subcommands:\n")[1].split("\n\n")[0]
    return [one.split()[0] for one in block.splitlines()]


def help_of(sub):
    return run(sub, "--help").stdout.decode()


def options(sub):
    """Those that a line of the help begins with."""
    found = set()
    for one in help_of(sub).splitlines():
        match = re.match(r" {2,6}(-\w)?,? *(--[a-z0-9-]+)", one)
        if match:
            found |= {word for word in match.groups() if word}
    return found


class Help(Case):
    def test_every_subcommand(self):
        self.assertGreaterEqual(set(subcommands()), {
            "sum", "update", "audit", "dupes", "link", "cache", "bench",
            "algorithms", "info"})
        for sub in subcommands():
            with self.subTest(sub):
                done = run(sub, "--help")
                self.check(done, 0, stderr=b"")
                text = done.stdout.decode()
                self.assertTrue(text.startswith(f"Usage: hashlane {sub} "))
                self.assertIn("\nExamples:\n  ", text)
                self.assertIn("--help", options(sub))
                self.assertEqual(run(sub, "-h").stdout, done.stdout)
                for one in text.splitlines():
                    self.assertLess(len(one), 80, one)

    def test_what_help_says_is_taken(self):
        """Each option is known: what it lacks is something else."""
        for sub in subcommands():
            for option in options(sub) - {"--help", "-h"}:
                done = run(sub, option)
                self.assertNotIn(b"unknown option", done.stderr,
                                 (sub, option))

    def test_values_are_given_once(self):
        """Twice is wrong usage, or help says that the values add up."""
        values = {"ctime": "auto", "memory": "8MiB", "format": "gnu",
                  "newer": "@1", "older": "@1", "algorithm": "md5",
                  "require": "md5", "base": ".", "root": ".", "extra": ".",
                  "relative-to": "."}
        seen = set()
        for sub in subcommands():
            blocks = re.split(r"(?m)^(?= {2,6}-)", help_of(sub))[1:]
            for block in blocks:
                match = re.match(r" +(?:-\w, )?--([a-z0-9-]+)(?: |\[=)[A-Z]",
                                 block)
                if not match:
                    continue
                word = f"--{match[1]}={values.get(match[1], '1')}"
                text = block.split("\n\n")[0].replace("\n", " ")
                text = re.sub(" +", " ", text).strip()
                repeats = text.endswith("may be repeated")
                with self.subTest((sub, word)):
                    done = run(sub, word, word, "x", cwd=self.folder)
                    twice = f"hashlane: --{match[1]}: is given twice\n"
                    self.assertEqual(
                        done.stderr.startswith(twice.encode()), not repeats,
                        done.stderr)
                    if not repeats:
                        self.check(done, 2, b"")
                seen.add((match[1], repeats))
        self.assertLessEqual(
            {("files-from", False), ("expect", False), ("root", False),
             ("base", False), ("output", False), ("jobs", False),
             ("extra", False), ("algorithm", True), ("algorithm", False),
             ("exclude", True), ("include", True), ("against", True),
             ("accept", True), ("require", True)}, seen)

    def test_given_twice_in_other_spellings(self):
        self.write("a", b"1")
        for words in (("-oA", "--output", "B"), ("--outp=A", "-o", "B"),
                      ("--files-from", "a", "--files-from", "b"),
                      ("-j1", "-j2")):
            done = run("sum", *words, "a", cwd=self.folder)
            self.check(done, 2, b"")
            self.assertIn(b": is given twice\n", done.stderr)
        self.assertEqual(os.listdir(self.folder), [b"a"])


class Examples(Case):
    """What the help shows is what one may type."""

    def setUp(self):
        super().setUp()
        os.mkdir(self.path("bin"))
        os.symlink(support.binary, self.path("bin/hashlane"))
        for name in ("photos/1", "photos/2", "series/1", "film.mkv", "a.iso",
                     "srv/mirror/1", "music/1", "mnt/backup/1", "mnt/usb/1"):
            self.write(name, name.encode())
        self.write("photos.json", run(
            "sum", "--format", "json", "--mtime", "-r", "photos",
            cwd=self.folder).stdout)
        for folder in ("srv/mirror", "mnt/usb", "."):
            for tool in ("md5", "sha256"):
                self.sums(self.path(folder), tool)
        self.env = {**os.environ, "HOME": os.fsdecode(self.folder),
                    "XDG_CACHE_HOME": os.fsdecode(self.path(".cache")),
                    "PATH": os.fsdecode(self.path("bin")) + ":"
                    + os.environ["PATH"]}

    def sums(self, folder, tool):
        """MD5SUMS and the like, of the files that lie there."""
        with open(os.path.join(folder, tool.upper().encode() + b"SUMS"),
                  "wb") as file:
            for name in sorted(os.listdir(folder)):
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not name.endswith(b"SUMS"):
                    with open(path, "rb") as listed:
                        file.write(support.line(listed.read(), name, tool))

    def test_all(self):
        there = os.fsdecode(self.folder)
        for sub in subcommands():
            text = help_of(sub).split("\nExamples:\n")[1].split("\n\n")[0]
            for one in text.splitlines():
                with self.subTest(one):
                    if sub == "bench":
                        continue  # Takes its time; test_folders.py has it.
                    one = re.sub(r"(?<=\s)/(?=srv|mnt)", there + "/", one)
                    if "| jq " in one and not shutil.which("jq"):
                        one = one.split("| jq ")[0]
                    done = subprocess.run(
                        ["bash", "-o", "pipefail", "-c", one], check=False,
                        cwd=self.folder, env=self.env, capture_output=True,
                        stdin=subprocess.DEVNULL)
                    self.assertIn(done.returncode,
                                  (0, 1) if sub in ("check", "audit") else
                                  (0,), done)


class Manual(Case):
    def test_names_every_option(self):
        with open(f"{ROOT}/docs/hashlane.1.scd") as file:
            sections = re.split(r"\n# ", file.read())
        for sub in subcommands():
            own = [text for text in sections
                   if sub.upper() in text.split("\n")[0].split(", ")]
            self.assertEqual(len(own), 1, sub)
            named = set(re.findall(r"\*(--?[a-z0-9-]+)\*", own[0]))
            missing = options(sub) - named - {"--help", "-h"}
            # What an option's neighbour says in one line counts.
            self.assertEqual(missing, set(), sub)
            known = set().union(*map(options, subcommands()))
            self.assertEqual(named - known, set(), sub)

    def test_options_are_those_of_the_table(self):
        done = subprocess.run(
            [sys.executable, "-B", f"{ROOT}/tools/manual_options.py",
             support.binary, "--check"], capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        with open(f"{ROOT}/docs/hashlane.1.scd") as file:
            self.assertEqual(re.findall(r"(?m)^; options: (\w+)$",
                                        file.read()), subcommands())

    def objects(self):
        """(A line of the section begins with this, an object written), .."""
        self.write("d/one", b"abc" * 7000000)
        self.write("d/two", b"abc" * 7000000)
        self.write(b"d/\xff", b"x")
        os.mkfifo(self.path("pipe"))
        env = {"XDG_CACHE_HOME": os.fsdecode(self.path("cache"))}
        listed = self.write("list", run(
            "sum", "--format", "json", "--mtime", "--part-hashes", "-a",
            "ed2k,md5", "-r", "d", cwd=self.folder).stdout)
        summed = run("sum", "--cache", "--format", "json", "--mtime",
                     "--part-hashes", "-a", "ed2k,md5", "-r", "d", "none",
                     "pipe", cwd=self.folder, env=env)
        os.rename(self.path("d/\udcff"), self.path("d/moved"))
        with open(self.path("d/one"), "r+b") as file:
            file.write(b"z")
        self.write("d/three", b"3")
        self.write("bad", b"no digest\n")
        for name, done in (
                ("sum --format json", summed),
                ("check --json", run("check", "--json", "--extra=d", "bad",
                                     listed, cwd=self.folder)),
                ("audit --json", run("audit", "--json", "--min-size", "1", "d",
                                     "--against", listed, cwd=self.folder)),
                ("dupes --json", run("dupes", "--json", "-l", "d", self.write(
                    "d/double", b"3"), cwd=self.folder)),
                ("cache stats --json", run("cache", "stats", "--json",
                                           env=env)),
                ("bench --json", run("bench", "--json", "-a", "md5", "d",
                                     cwd=self.folder))):
            lines = done.stdout.splitlines()
            self.assertTrue(lines, done)
            for one in lines:
                yield name, json.loads(one)

    def words_of(self, value, key=None):
        """Keys, but not algorithms, and statuses and findings."""
        if isinstance(value, dict):
            for inner, one in value.items():
                if key != "digests" and inner not in ("md5", "ed2k",
                                                      "blake3"):
                    yield inner
                yield from self.words_of(one, inner)
        elif isinstance(value, list):
            for one in value:
                yield from self.words_of(one)
        elif key in ("status", "finding"):
            yield value

    def test_names_every_field(self):
        with open(f"{ROOT}/docs/hashlane.1.scd") as file:
            section = file.read().split("# JSON AND CSV")[1].split("\n# ")[0]
        met = {}
        for name, value in self.objects():
            met.setdefault(name, set()).update(self.words_of(value))
        whole = dict(re.findall(r"(?ms)^\*([\w -]+)\*[ ,](.*?)(?=^\*[a-z]|\Z)",
                                section))
        for name, words in met.items():
            said = set(re.findall(r"(?<![\w_])_(\w+?)_(?!\w)",
                                  whole[name].replace("\n", " ")))
            self.assertEqual({word for word in words - said
                              if not word.endswith("_b64")}, set(), name)
        header = run("sum", "--format", "csv", "--mtime", "-a", "md5", "d/one",
                     cwd=self.folder).stdout.splitlines()[0].split(b",")
        for column in header[:-1]:
            self.assertIn(f"_{column.decode()}_", whole["sum --format csv"])

    def test_names_every_link(self):
        with open(f"{ROOT}/docs/hashlane.1.scd") as file:
            manual = file.read().split("# DESCRIPTION")[1].split("\n# ")[0]
        with open(f"{ROOT}/README.md") as file:
            readme = file.read()
        named = set(re.findall(r"\*(\w+sum)\*", manual)) - {"b3sum", "cksum"}
        os.symlink(support.binary, self.path("md5sum"))
        helped = subprocess.run([self.path("md5sum"), "--help"], check=True,
                                capture_output=True).stdout.decode()
        self.assertEqual(named, set(re.findall(
            r"\w+sum", helped.split("\n\n")[0])))
        for name in named:
            self.assertIn(f"`{name}`", readme)

    def test_is_made(self):
        need("scdoc")
        with open(f"{ROOT}/docs/hashlane.1.scd", "rb") as file:
            done = subprocess.run(["scdoc"], stdin=file, capture_output=True,
                                  check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn(b'.TH "hashlane" "1"', done.stdout)


class Completions(Case):
    def path_with_binary(self):
        os.symlink(support.binary, self.path("hashlane"))
        # LeakSanitizer's tracer may wait for ever within a shell's
        # substitution; the leaks of --help are looked for elsewhere.
        return {**os.environ, "ASAN_OPTIONS": "detect_leaks=0",
                "PATH": os.fsdecode(self.folder) + ":" + os.environ["PATH"],
                "HOME": os.fsdecode(self.folder)}

    def wanted(self):
        """What a line of words, the last not finished, leads to."""
        yield ["hashlane", ""], set(subcommands()) | {"--help", "--version"}
        yield ["hashlane", "du"], {"dupes"}
        for sub in subcommands():
            yield ["hashlane", sub, "-"], options(sub)
        yield ["hashlane", "sum", "--check"], {"--check", "--checkpoint"}
        yield ["hashlane", "sum", "-a", "blake"], {"blake2b", "blake2s",
                                                   "blake3"}
        yield ["hashlane", "sum", "-a", "md5,blake3"], {"md5,blake3"}
        yield ["hashlane", "dupes", "--algorithm", "sha3-5"], {"sha3-512"}
        yield ["hashlane", "sum", "--format", "hash"], {"hashdeep"}
        yield ["hashlane", "audit", "--ctime", ""], {"auto", "strict",
                                                     "ignore"}
        yield ["hashlane", "cache", "p"], {"prune"}
        yield ["hashlane", "--help", "-"], set()
        yield ["hashlane", "sum", "--", "-"], set()

    def test_lists_what_help_lists(self):
        kind = re.compile("none|any|=?(file|folder|algorithms)|=.* .*")
        for sub in subcommands():
            rows = [one.split("\t") for one in run(
                "completion", sub).stdout.decode().splitlines()]
            self.assertEqual({word for word, _, _ in rows} - {""},
                             options(sub), sub)
            for word, what, text in rows:
                self.assertTrue(kind.fullmatch(what), (sub, word))
                self.assertEqual(not text, not word, (sub, word))
                if what == "none" and word.startswith("--"):
                    done = run(sub, word + "=1")
                    self.assertEqual(done.returncode, 2, (sub, word))
                elif what != "none" and word not in ("", "--extra"):
                    self.assertIn(b"needs a value", run(sub, word).stderr)

    def test_bash(self):
        need("bash")
        env = self.path_with_binary()
        # readline makes three words of "--option=value".
        values = [
            (["hashlane", "sum", "--format", "=", "hash"], {"hashdeep"}),
            (["hashlane", "audit", "--ctime", "="], {"auto", "strict",
                                                     "ignore"}),
            (["hashlane", "sum", "--algorithm", "=", "blake3"], {"blake3"})]
        for words, wanted in [*self.wanted(), *values]:
            quoted = " ".join(f"'{word}'" for word in words)
            done = subprocess.run(
                ["bash", "-c", f". {ROOT}/completions/hashlane.bash; "
                 f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; "
                 "_hashlane; printf '%s\\n' \"${COMPREPLY[@]}\""], env=env,
                capture_output=True, check=False, text=True)
            self.assertEqual(done.stderr, "", words)
            self.assertEqual(set(done.stdout.split()), wanted, words)

    def test_bash_quotes(self):
        """A real line is completed; a name in it cannot run commands."""
        need("bash")
        probe = subprocess.run(["bash", "-c", "type complete compopt bind"],
                               capture_output=True, check=False)
        if probe.returncode:
            self.skipTest("this bash has no programmable completion")
        env = {**self.path_with_binary(), "INPUTRC": "/dev/null",
               "TERM": "dumb"}
        env.pop("HISTFILE", None)
        os.mkdir(self.path("d"))
        wanted = [("audit ", "q w;touch PWNED", "/"),
                  ("audit ", "b$(touch PWNED)", "/"),
                  ("sum --relative-to ", "r`touch PWNED`", "/"),
                  ("check ", "f;touch PWNED", ""),
                  ("sum --files-from ", "g 'touch PWNED", "")]
        for _, name, end in wanted:
            if end:
                os.mkdir(self.path("d/" + name))
            else:
                self.write("d/" + name, b"")
        line = self.path("line")
        rc = self.write("rc", (
            f". {ROOT}/completions/hashlane.bash\nPS1='ready>'\n"
            "show() { printf '%s\\n' \"$READLINE_LINE\" >../line.new; "
            "mv ../line.new ../line; READLINE_LINE=; }\n"
            "bind -x '\"\\C-g\": show'\n").encode())
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        shell = subprocess.Popen(
            ["bash", "--noprofile", "--rcfile", rc, "-i"], env=env,
            cwd=self.path("d"), stdin=theirs, stdout=theirs, stderr=theirs,
            start_new_session=True)
        os.close(theirs)
        self.addCleanup(shell.wait)
        self.addCleanup(shell.kill)
        said = b""
        while b"ready>" not in said:
            self.assertTrue(select.select([ours], [], [], 60)[0], said)
            said += os.read(ours, 4096)

        def complete(text):
            os.write(ours, text.encode() + b"\t\a")
            support.until(lambda: os.path.exists(line), "no line")
            with open(line, encoding="utf-8") as file:
                text = file.read()
            os.unlink(line)
            return text

        # Files fit after "--" and "=", and are no number of threads.
        self.write("d/-x", b"")
        self.write("d/names", b"")
        for text, end in (("sum -- -", "x "), ("sum --jobs ", ""),
                          ("sum --files-from=n", "ames "),
                          ("sum --format=has", "hdeep "),
                          ("sum --jobs=", "")):
            text = "hashlane " + text
            self.assertEqual(complete(text), text + end + "\n")
        for words, name, end in wanted:
            text = complete(f"hashlane {words}{name[0]}")
            self.assertEqual(shlex.split(text),
                             ["hashlane", *words.split(), name + end], text)
            # Only what is quoted may be more than words to a shell.
            lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
            lexer.whitespace_split = True
            self.assertEqual(len(list(lexer)), len(words.split()) + 2, text)
            self.assertNotRegex(text, r"(?<!\\)[$`;]")

    def test_helpers_of_completion_and_manual(self):
        for words, said in ((["completion", "bash"],
                             b"share/bash-completion/completions"),
                            (["manual"], b"needs a SUBCOMMAND"),
                            (["manual", "none"], b"is no subcommand")):
            done = run(*words)
            self.check(done, 2, b"")
            self.assertIn(said, done.stderr)
            self.assertIn(b"\nTry 'hashlane --help'.\n", done.stderr)
        for sub in ("completion", "manual"):
            for option in ("--help", "-h"):
                done = run(sub, option)
                self.check(done, 0, stderr=b"")
                self.assertTrue(done.stdout.startswith(
                    b"Usage: hashlane " + sub.encode()))
                self.assertIn(b"hashlane --help", done.stdout)
        self.assertIn(b"zsh/site-functions/_hashlane",
                      run("completion", "--help").stdout)

    def test_fish(self):
        need("fish")
        env = self.path_with_binary()
        env["XDG_CONFIG_HOME"] = env["XDG_DATA_HOME"] = env["HOME"]
        for words, wanted in self.wanted():
            if words[-1] in ("", "-"):
                wanted = wanted - {"--help", "--version", "-h"}
            done = subprocess.run(
                ["fish", "-c", f"source {ROOT}/completions/hashlane.fish; "
                 f"complete -C '{' '.join(words)}'"], env=env, cwd=self.folder,
                capture_output=True, check=False, text=True)
            found = {one.split("\t")[0] for one in done.stdout.splitlines()}
            self.assertEqual(done.stderr, "", words)
            self.assertEqual(found & (wanted | found - {
                "hashlane", "--help", "--version", "-h"}), wanted, words)

    def test_zsh(self):
        need("zsh")
        env = self.path_with_binary()
        values = [
            (["hashlane", "sum", "--format=hash"], {"hashdeep"}),
            (["hashlane", "audit", "--ctime="], {"auto", "strict", "ignore"})]
        for words, wanted in [*self.wanted(), *values]:
            quoted = " ".join(f"'{word}'" for word in words)
            # The shell's own functions, replaced by ones that tell.
            script = f"""
                compdef() {{ }}
                compset() {{ }}
                compadd() {{ [[ $1 == -a ]] && print -l -- ${{(P)2}} }}
                _describe() {{ print -l -- ${{${{(P)4}}%%:*}} }}
                _values() {{ print -l -- ${{@[4,-1]}} }}
                _files() {{ }}
                source {ROOT}/completions/hashlane.zsh
                words=({quoted}) CURRENT={len(words)}
                _hashlane"""
            done = subprocess.run(["zsh", "-f", "-c", script], env=env,
                                  capture_output=True, check=False, text=True)
            self.assertEqual(done.stderr, "", words)
            # It is zsh who drops those that do not begin so.
            last = words[-1].split("=")[-1].rsplit(",", 1)
            found = {"".join(part + "," for part in last[:-1]) + one
                     for one in done.stdout.split()
                     if one.startswith(last[-1])}
            self.assertEqual(found, wanted, words)


if __name__ == "__main__":
    support.main("HASHLANE")
