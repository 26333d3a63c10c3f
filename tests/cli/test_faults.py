#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
test_faults.py - the command when things go wrong, and standard input.

    test_faults.py [--strict] HASHLANE

Every failure is clear and belongs to one name; the others come out; nothing
hangs. A test that cannot run here is listed as NOT RUN; --strict makes that
fail.
"""
import fcntl
import hashlib
import json
import os
import resource
import signal
import socket
import stat
import subprocess
import tempfile
import threading
import time

import support
from support import Case, line, need, payload, run


class StandardInput(Case):
    def test_pipe_and_file(self):
        data = payload(700000)
        path = self.write("data", data)
        expected = line(data, b"-")
        self.check(run("sum", "-a", "md5", "-", input=data), 0, expected, b"")
        with open(path, "rb") as file:
            self.check(run("sum", "-a", "md5", "-", stdin=file), 0, expected,
                       b"")
        self.check(run("sum", "-a", "md5", path, "-", path, input=b"abc"), 0,
                   line(data, path) + line(b"abc", b"-") + line(data, path))
        self.check(run("sum", "-a", "md5", "-", "-", input=b"abc"), 0,
                   line(b"abc", b"-") + line(b"", b"-"))

    def test_slow_pipe(self):
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        child = os.fork()
        if not child:
            for _ in range(4):
                os.write(writer, b"x" * 1000)
                time.sleep(0.05)
            os._exit(0)
        os.close(writer)
        done = run("sum", "-a", "md5", "-", stdin=reader)
        os.close(reader)
        os.waitpid(child, 0)
        self.check(done, 0, line(b"x" * 4000, b"-"), b"")

    def test_size_known_of_a_regular_file(self):
        for size in (0, 3, 262144, 700000):
            data = payload(size)
            path = self.write("data", data)
            for start in {0, min(size, 2), size}:
                rest = data[start:]
                digest = hashlib.sha1(b"blob %d\0" % len(rest) + rest)
                with open(path, "rb", buffering=0) as file:
                    file.seek(start)
                    done = run("sum", "--format", "gnu", "-a", "git-blob", "-",
                               stdin=file)
                self.check(done, 0, digest.hexdigest().encode() + b"  -\n",
                           b"")

    def test_size_unknown_of_a_pipe(self):
        note = self.failed("-", b"git-blob needs the size in advance")
        for size in (0, 3, 700000):
            data = payload(size)
            done = run("sum", "-a", "sha1,git-blob,md5", "-", input=data)
            self.check(done, 1, b"SHA1 (-) = %s\nMD5 (-) = %s\n" % (
                hashlib.sha1(data).hexdigest().encode(),
                hashlib.md5(data).hexdigest().encode()), note)
        self.check(run("sum", "-a", "git-blob", "-", input=b""), 1, b"", note)
        done = run("sum", "-a", "md5,git-blob", "--format", "json", "-",
                   input=b"abc")
        self.check(done, 1, stderr=note)
        item = json.loads(done.stdout)
        self.assertEqual(item["status"], "UNSUPPORTED")
        self.assertEqual(item["digests"], {
            "md5": "900150983cd24fb0d6963f7d28e17f72", "git-blob": None})

    def test_proc(self):
        with open("/proc/version", "rb") as file:
            data = file.read()
        digest = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        with open("/proc/version", "rb") as file:
            done = run("sum", "--format", "gnu", "-a", "git-blob", "-",
                               stdin=file)
        self.check(done, 0, digest.encode() + b"  -\n", b"")

    def test_folder_and_closed(self):
        folder = os.open(self.folder, os.O_RDONLY)
        done = run("sum", "-", stdin=folder)
        os.close(folder)
        self.check(done, 1, b"", self.failed("-", b"Is a directory"))
        done = run("sum", "-", stdin=None, preexec_fn=lambda: os.close(0))
        self.check(done, 1, b"", self.failed("-", b"Bad file descriptor"))

    def test_file_that_changes(self):
        for name in (b"-", None):
            path = self.path("data")
            with open(path, "wb") as file:
                file.truncate(600 << 20)
            with open(path, "rb") as file:
                process = subprocess.Popen(
                    [support.binary, "sum", "-a", "sha256", name or path],
                    stdin=file if name else subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    env={**os.environ, "HASHLANE_ISA": "scalar"})
            support.stop_in_the_midst(process.pid, path)
            with open(path, "ab") as file:
                file.write(b"more")
            process.send_signal(signal.SIGCONT)
            out, err = process.communicate(
                timeout=support.WATCHDOG_SECONDS)
            self.assertEqual(process.returncode, 1)
            self.assertEqual(out, b"")
            self.assertEqual(err, self.failed(
                name or path, b"file changed while it was read"))


class BadInput(Case):
    """Issue: a clear message for that item, and the others come out."""

    def setUp(self):
        super().setUp()
        self.good = self.write("good")
        self.line = line(b"abc", self.good)

    def one_fails(self, path, reason, *options, **more):
        """The path between two good ones; also that nothing hangs."""
        done = run("sum", "-a", "md5", *options, "--", self.good, path,
                   self.good, **more)
        self.check(done, 1, 2 * self.line, self.failed(path, reason))
        done = run("sum", "--format", "json", *options, "--", path,
                   **more)
        self.check(done, 1)
        item = json.loads(done.stdout)
        self.assertEqual(sorted(item), ["error", "path", "status"])
        self.assertEqual(item["error"].encode(), reason)
        return item["status"]

    def test_missing(self):
        none = b"no such file or directory"
        self.assertEqual(self.one_fails(self.path("gone"), none), "NOT_FOUND")
        self.assertEqual(self.one_fails(self.good + b"/x", none), "NOT_FOUND")
        os.symlink("nowhere", self.path("dangling"))
        self.assertEqual(self.one_fails(self.path("dangling"), none),
                         "NOT_FOUND")
        done = run("sum", "", self.good)
        self.check(done, 1, stderr=b"hashlane: '': " + none + b"\n")

    def test_link_loop_and_long_names(self):
        os.symlink("loop", self.path("loop"))
        self.assertEqual(self.one_fails(
            self.path("loop"), b"Too many levels of symbolic links"), "IO")
        for options in ((), ("-r",)):
            self.assertEqual(self.one_fails(
                self.path("x" * 256), b"File name too long", *options), "IO")
            # Longer than the system takes at once, and there.
            path = self.folder + b"/." * 2200 + b"/good"
            done = run("sum", "-a", "md5", *options, path)
            self.check(done, 0, self.line.split(b" ")[0] + b"  " + path +
                       b"\n")

    def test_directory(self):
        os.mkdir(self.path("folder"))
        self.assertEqual(
            self.one_fails(self.path("folder"), b"is a directory (use -r)"),
            "NOT_REGULAR")

    def test_not_regular(self):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(os.fsdecode(self.path("socket"))))
        os.symlink("socket", self.path("link"))
        for path in (self.path("socket"), self.path("link"), b"/dev/null", b"/dev/zero",
                     b"/dev/tty", b"/dev/full"):
            for options in ((), ("-r",)):
                with self.subTest(path=path, options=options):
                    self.assertEqual(self.one_fails(
                        path, b"not a regular file", *options), "NOT_REGULAR")

    def test_fifo(self):
        """One that is named is read, one that was found or listed is not."""
        data = payload(700000)
        digest = hashlib.sha256(data).hexdigest().encode()
        self.write("plain", b"abc")
        os.mkfifo(self.path("fifo"))
        os.symlink("fifo", self.path("link"))
        for name in ("fifo", "link"):
            for options in ((), ("-r",), ("--cache",)):
                with self.subTest(name=name, options=options):
                    writer = subprocess.Popen(
                        ["sh", "-c", 'cat >"$1"', "sh", self.path("fifo")],
                        stdin=subprocess.PIPE)
                    threading.Thread(target=writer.communicate,
                                     args=(data,)).start()
                    done = run("sum", *options, "plain", name, "plain",
                               cwd=self.folder,
                               env={"XDG_CACHE_HOME": os.fsdecode(
                                   self.path("cache"))})
                    plain = line(b"abc", b"plain", "sha256")
                    self.check(done, 0, plain + digest + b"  " +
                               name.encode() + b"\n" + plain, b"")
        listed = self.write("list", self.path("fifo") + b"\n")
        self.check(run("sum", "--files-from", listed), 1, b"",
                   self.failed(self.path("fifo"), b"not a regular file"))
        os.mkdir(self.path("folder"))
        os.mkfifo(self.path("folder/fifo"))
        self.check(run("sum", "-r", self.path("folder")), 0, b"", b"")

    def test_unreadable(self):
        secret = self.write("secret")
        os.chmod(secret, 0)
        os.makedirs(self.path("closed/inner"))
        self.write("closed/inner/file")
        self.write("listed/file")
        self.write("listed/inner/file")
        os.chmod(self.path("closed"), 0)
        os.chmod(self.path("listed"), 0o444)
        self.addCleanup(os.chmod, self.path("listed"), 0o755)
        self.addCleanup(os.chmod, self.path("closed"), 0o755)
        prefix = support.unprivileged(self)
        denied = b"permission denied"
        done = subprocess.run(
            [*prefix, "sum", "-a", "md5", self.good, secret, self.good],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.check(done, 1, 2 * self.line, self.failed(secret, denied))
        done = subprocess.run(
            [*prefix, "sum", "-a", "md5", "-r", self.folder],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.check(done, 1, self.line, b"".join(
            self.failed(self.path(name), denied) for name in
            ("closed", "listed/file", "listed/inner", "secret")))

    def test_pseudo_files(self):
        need("md5sum")
        paths = [path for path in (
            b"/proc/version", b"/proc/sys/kernel/ostype", b"/proc/filesystems",
            b"/proc/kallsyms", b"/sys/kernel/mm/transparent_hugepage/enabled",
            b"/sys/kernel/notes", b"/sys/devices/system/cpu/online")
                 if os.access(path, os.R_OK)]
        self.assertGreater(len(paths), 2)
        self.check(run("sum", "-a", "md5", *paths), 0,
                   support.ask(["md5sum"], paths), b"")

    def test_algorithms(self):
        for name in ("md6", "", "sha25", "md5,", ",md5", "md5,,sha1", "sha1\n",
                     "s3-etag:part=0", "s3-etag:part=x", "md5:part=1", "all2",
                     "x" * 5000, "\x1b[31m"):
            with self.subTest(name):
                done = run("sum", "-a", name, self.good)
                self.check(done, 2, stdout=b"")
                self.assertEqual(done.stderr.count(b"\n"), 1)
        done = run("sum", "-a", "md5,sha25,sha1", self.good)
        self.assertIn(b"unknown algorithm", done.stderr)
        self.assertIn(b"sha256", done.stderr)

    def test_usage(self):
        done = run()
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"Usage: hashlane ", done.stderr)
        self.usage("nosuch", reason=b"hashlane: nosuch: unknown subcommand")
        self.usage("/dev/null", reason=b"hashlane: /dev/null: is no subcommand; "
                   b"hashlane sum hashes files\n")
        self.usage("--nosuch", reason=b"hashlane: --nosuch: unknown option")
        self.usage("sum", reason=b"needs a PATH")
        self.usage("sum", "-Q", "x", reason=b"hashlane: -Q: unknown option")
        self.usage("sum", "-rQ", "x", reason=b"hashlane: -Q: unknown option")
        self.usage("sum", "-:", "x", reason=b"-:': unknown option")
        self.usage("sum", "--no", "x", reason=b"hashlane: --no: is ambiguous: "
                   b"--no-hidden, --no-cache\n")
        self.usage("sum", "--no=1", reason=b": is ambiguous: --no-hidden, "
                   b"--no-cache\n")
        self.usage("sum", "--=", reason=b": unknown option")
        self.usage("sum", "--nosuch", "x", reason=b"--nosuch: unknown option")
        self.usage("sum", "--n\no", "x", reason=b"$'--n\\no': unknown option")
        self.usage("sum", b"-\xff", "x", reason=b"unknown option")
        self.usage("sum", "x", "-a", reason=b"-a: needs a value")
        self.usage("sum", "x", "--format", reason=b"--format: needs a value")
        self.usage("sum", "--recursive=x", "x", reason=b"takes no value")
        for jobs in ("-1", "x", "", "1025", "1x", " 1", "99999999999999999999"):
            self.usage("sum", "-j", jobs, "x",
                       reason=b"is not a number of threads")
        for size in ("", "4194303", "4095KiB", "3MiB", "8mib", "8 MiB", "8M",
                     "-8MiB", "+8MiB", " 8MiB", "MiB", "0", "17179869184GiB",
                     "18446744073709551616", "8MiB "):
            self.usage("sum", "--memory", size, "x",
                       reason=b"is not a size of at least 4MiB")
        for form in ("xml", "", "gnu2"):
            self.usage("sum", "--format", form, "x", reason=b"not a format")
        for form in ("gnu", "bsd"):
            self.usage("sum", "--part-hashes", "--format", form, "x",
                       reason=b"only with --format json")
        self.usage("sum", "--part-hashes", "x",
                   reason=b"only with --format json")
        self.usage("sum", "--part-hashes", "--format", "json", "-",
                   reason=b"does not work on standard input")
        self.usage("algorithms", "x", reason=b"is one argument too many")
        self.usage("info", "--nosuch", reason=b"unknown option")
        self.usage("info", "--json=1", reason=b"takes no value")

    def test_lists(self):
        self.usage("sum", "--files-from", self.path("gone"),
                   reason=b"no such file or directory")
        self.usage("sum", "--files-from", self.folder,
                   reason=b"Is a directory")
        self.usage("sum", "--files-from", "-", "-", reason=b"both the list")
        for listed, reason in (
                (b"x" * 20000 + b"\n", b"line 1: the name is too long"),
                (b"a\0b\n", b"line 1: the name has a NUL byte (use -0)")):
            listed += self.good
            done = run("sum", "-a", "md5", "--files-from", "-", input=listed)
            self.check(done, 1, self.line, self.failed("-", reason))
        self.check(run("sum", "--files-from", "-", input=b""), 0, b"", b"")
        done = run("sum", "-0", "--files-from", "-", input=b"\0")
        self.check(done, 1, b"", self.failed("-", b"name 1: the name is empty"))
        # In a list "-" is a file's name.
        self.write("-", b"dash")
        done = run("sum", "-a", "md5", "--files-from", "-", input=b"-\n",
                   cwd=self.folder)
        self.check(done, 0, line(b"dash", b"-"), b"")

    def test_instruction_sets(self):
        self.usage("sum", self.good, env={"HASHLANE_ISA": "nosuch"},
                   reason=b"HASHLANE_ISA: unknown instruction set")
        self.usage("info", env={"HASHLANE_ISA": "no\nsuch"},
                   reason=b"HASHLANE_ISA: unknown instruction set")
        env = {"HASHLANE_ISA": ""}
        self.check(run("sum", "-a", "md5", self.good, env=env), 0, self.line)
        info = json.loads(run("info", "--json",
                              env={"HASHLANE_ISA": "auto"}).stdout)
        self.assertIn("scalar", info["isa_available"])
        expected = run("sum", "-a", "all", self.good).stdout
        for isa in ("scalar", "sse2", "ssse3", "avx2", "avx512", "neon"):
            env = {"HASHLANE_ISA": isa}
            if isa in info["isa_available"]:
                self.check(run("sum", "-a", "all", self.good, env=env), 0,
                           expected, b"")
                forced = json.loads(run("info", "--json", env=env).stdout)
                self.assertEqual(forced["isa"], isa)
                self.assertEqual(
                    run("sum", "-a", "all", "-", input=b"abc",
                        env=env).stdout,
                    run("sum", "-a", "all", "-", input=b"abc").stdout)
            else:
                self.usage("sum", self.good, env=env,
                           reason=b"HASHLANE_ISA: this machine has no")


class Output(Case):
    """Standard output that fails."""

    def setUp(self):
        super().setUp()
        self.good = self.write("good")

    COMMANDS = (("--help",), ("--version",), ("sum", "--help"),
                ("algorithms",), ("algorithms", "--json"), ("info",),
                ("info", "--json"))

    def commands(self):
        yield from self.COMMANDS
        yield "sum", self.good
        yield "sum", "-a", "all", "--format", "json", "-r", self.folder
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a", "b"):
                with open(f"{folder}/{name}", "wb") as file:
                    file.write(b"abc")
            listed = os.path.join(folder, "list")
            run("sum", "-r", folder, "-o", listed)
            yield "check", listed
            yield "check", "--json", listed
            yield "check", f"--extra={folder}", listed
            yield "dupes", folder
            yield "dupes", "--json", folder
            yield "audit", folder, "--against", listed
            yield "audit", "--json", folder, "--against", listed
            yield "update", listed, folder
            yield "cache", "stats"

    def test_full_disk(self):
        for command in self.commands():
            with self.subTest(command), open("/dev/full", "wb") as full:
                done = run(*command, stdout=full)
                self.check(done, 1, stderr=b"hashlane: standard output: "
                           b"No space left on device\n")

    def test_closed(self):
        for command in self.commands():
            with self.subTest(command):
                done = run(*command, stdout=None,
                           preexec_fn=lambda: os.close(1))
                self.check(done, 1, stderr=b"hashlane: standard output: "
                           b"Bad file descriptor\n")

    def test_closed_pipe(self):
        for command in self.commands():
            with self.subTest(command):
                reader, writer = os.pipe()
                os.close(reader)
                done = run(*command, stdout=writer)
                os.close(writer)
                self.check(done, -signal.SIGPIPE, stderr=b"")

    def test_stops_when_nobody_reads(self):
        for i in range(5000):
            self.write(f"many/{i}")
        listed = b"\n".join(support.list_files(self.folder)) * 40
        process = subprocess.Popen(
            [support.binary, "sum", "-a", "md5", "--files-from", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        process.stdout.close()
        with self.assertRaises(BrokenPipeError):
            process.stdin.write(listed)
            process.stdin.flush()
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass
        self.assertEqual(process.stderr.read(), b"")
        self.assertEqual(process.wait(support.WATCHDOG_SECONDS), -signal.SIGPIPE)
        process.stderr.close()

    def test_embedded_crc_stops_when_nobody_reads(self):
        """More files than a small budget lets wait for their verdicts."""
        folder = self.path("many")
        os.mkdir(folder)
        for i in range(20000):
            with open(os.path.join(folder, b"x%d [%08X]" % (i, i)), "wb"):
                pass
        command = ["check", "--embedded-crc", "--memory", "4MiB", folder]
        with open("/dev/full", "wb") as full:
            self.check(run(*command, stdout=full), 1,
                       stderr=b"hashlane: standard output: No space left on "
                       b"device\n")
        reader, writer = os.pipe()
        os.close(reader)
        done = run(*command, stdout=writer)
        os.close(writer)
        self.check(done, -signal.SIGPIPE, stderr=b"")

    def test_slow_reader(self):
        for i in range(3000):
            self.write(f"many/{i:04d}", b"%d" % i)
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        process = subprocess.Popen(
            [support.binary, "sum", "-a", "md5", "-r", self.folder],
            stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        time.sleep(0.3)
        got = b""
        while more := os.read(reader, 1000):
            got += more
        os.close(reader)
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(process.wait(support.WATCHDOG_SECONDS), 0)
        self.assertEqual(got.count(b"\n"), 3001)
        self.assertEqual(got, run("sum", "-a", "md5", "-r",
                                  self.folder).stdout)

    def test_standard_error_in_the_tree(self):
        """What the command writes is not hashed, whichever stream it is."""
        self.write("tree/a", b"content")
        self.write("tree/b", b"content")
        known = b"tree/a\ntree/b\n"
        lines = line(b"content", b"tree/a") + line(b"content", b"tree/b")
        self.write("list", lines)
        for words, status, wanted in (
                (("sum", "-a", "md5", "-r", "tree"), 0, lines),
                (("sum", "-a", "md5", "-r", "tree", "-o", "/dev/stdout"), 0,
                 lines),
                (("dupes", "tree"), 0, known),
                (("audit", "-q", "--against", "list", "tree"), 0, b""),
                (("update", "-q", "list", "tree"), 0, b""),
                (("check", "-q", "--extra=tree", "list"), 0, b"")):
            # Both have the content of the others, so that none is alone.
            with self.subTest(words), open(
                    self.write("tree/out", b"content"), "ab") as out, open(
                        self.write("tree/err", b"content"), "ab") as err:
                done = subprocess.run(
                    [support.binary, *words], cwd=self.folder, stdout=out,
                    stderr=err, check=False)
                with open(self.path("tree/err"), "rb") as file:
                    self.assertEqual(file.read(), b"content")
                with open(self.path("tree/out"), "rb") as file:
                    self.assertEqual(file.read(), b"content" + wanted)
                self.assertEqual(done.returncode, status)
        done = run("sum", "-a", "md5", "-r", "tree", "-o", "new",
                   cwd=self.folder)
        self.check(done, 0, b"", b"")

    def test_closed_stderr(self):
        done = run("sum", "-a", "md5", self.path("gone"), self.good,
                   preexec_fn=lambda: os.close(2))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, line(b"abc", self.good))

    def test_file_size_limit(self):
        """A full disk in the middle: what is there ends in a whole line."""
        for i in range(1000):
            self.write(f"many/{i:04d}")
        with open(self.path("out"), "wb") as out:
            done = run("sum", "-a", "md5", "-r", self.path("many"),
                       stdout=out, preexec_fn=limit_file_size)
        self.check(done, 1, stderr=b"hashlane: standard output: "
                   b"File too large\n")
        out = self.write("list", b"as it was\n")
        done = run("sum", "-a", "md5", "-r", self.path("many"), "-o", out,
                   preexec_fn=limit_file_size)
        self.check(done, 1, b"", self.failed(out, b"File too large"))
        with open(out, "rb") as file:
            self.assertEqual(file.read(), b"as it was\n")
        done = run("sum", "-a", "md5", "--cache", "-r", self.path("many"),
                   preexec_fn=limit_file_size,
                   env={"XDG_CACHE_HOME": os.fsdecode(self.path("xdg"))})
        self.check(done, 0)
        self.assertEqual(done.stdout.count(b"\n"), 1000)
        self.assertIn(b"cache.db: is not used: ", done.stderr)


def limit_file_size():
    # Its default ends the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


class Walk(Case):
    def test_what_is_walked(self):
        good = [self.write(name) for name in
                (".hidden/.file", "a.txt", "a/b", "a/b.txt", "a-b", "b/c/d")]
        os.symlink("..", self.path("a/up"))
        os.symlink("../a.txt", self.path("a/link"))
        os.symlink("nowhere", self.path("a/dangling"))
        os.mkfifo(self.path("a/fifo"))
        os.mkdir(self.path("empty"))
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(os.path.relpath(os.fsdecode(self.path("a/socket"))))
        if not os.geteuid():
            os.mknod(self.path("a/null"), stat.S_IFCHR | 0o666,
                     os.makedev(1, 3))
        expected = b"".join(line(b"abc", path) for path in sorted(good))
        self.check(run("sum", "-a", "md5", "-r", self.folder), 0,
                   expected, b"")

    def test_roots(self):
        self.write("real/file")
        os.symlink("real", self.path("link"))
        for root, shown in (("real", b"real/file"), ("real/", b"real/file"),
                            ("./real", b"./real/file"),
                            ("link", b"link/file"), ("link/", b"link/file"),
                            ("link/..", b"link/../real/file"),
                            (".", b"./real/file"),
                            ("real/file", b"real/file")):
            self.check(run("sum", "-a", "md5", "-r", root, cwd=self.folder),
                       0, line(b"abc", shown), b"")
        self.check(run("sum", "-r", self.path("gone")), 1, b"", self.failed(
            self.path("gone"), b"no such file or directory"))
        done = run("sum", "-a", "md5", "-r", "--files-from", "-",
                   input=b"real\nlink\n", cwd=self.folder)
        self.check(done, 0, line(b"abc", b"real/file") +
                   line(b"abc", b"link/file"), b"")

    def build_deep(self, depth, name):
        """Deeper than a path may be long, so one step at a time."""
        here = os.open(self.folder, os.O_RDONLY)
        for i in range(depth):
            file = os.open("file", os.O_WRONLY | os.O_CREAT, 0o644,
                           dir_fd=here)
            os.write(file, b"%d" % i)
            os.close(file)
            os.mkdir(name, dir_fd=here)
            for sibling in ("a", "z"):
                os.mkdir(sibling, dir_fd=here)
                file = os.open(sibling + "/file", os.O_WRONLY | os.O_CREAT,
                               0o644, dir_fd=here)
                os.close(file)
            below = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        os.close(here)
        self.addCleanup(subprocess.run, ["rm", "-rf", self.folder],
                        check=True)

    def test_deep_with_few_descriptors(self):
        self.build_deep(150, "level")
        paths = support.list_files(self.folder)
        self.assertEqual(len(paths), 450)
        wanted = support.ask(["md5sum"], paths)
        # The standard ones, a directory and a file are the fewest.
        for count in (5, 6, 7, 8, 16):
            def few(count=count):
                resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
            for jobs in ("0", "1", "4"):
                done = run("sum", "-a", "md5", "-j", jobs, "-r", self.folder,
                           preexec_fn=few)
                self.check(done, 0, wanted, b"")

    def test_beyond_path_max(self):
        name = "n" * 200
        self.build_deep(40, name)
        done = run("sum", "--format", "json", "-r", self.folder)
        self.check(done, 0)
        items = [json.loads(text) for text in done.stdout.splitlines()]
        self.assertEqual(len(items), 120)
        self.assertEqual({item["status"] for item in items}, {"ok"})
        paths = [os.fsencode(item["path"]) for item in items]
        self.assertEqual(paths, sorted(paths))
        self.assertGreater(max(map(len, paths)), 4096)

    def test_loop_by_bind_mount(self):
        need("mount")
        if os.geteuid():
            self.skipTest("only root may mount")
        self.write("tree/file")
        os.makedirs(self.path("tree/inner"))
        script = ('mount --bind "$1/tree" "$1/tree/inner" || exit 99; '
                  'exec "$2" sum -a md5 -r "$1/tree"')
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", script, "sh", self.folder,
             support.binary], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            timeout=support.WATCHDOG_SECONDS, check=False)
        if done.returncode == 99 or b"unshare" in done.stderr:
            self.skipTest("mounting is not allowed here")
        self.check(done, 1, line(b"abc", self.path("tree/file")), self.failed(
            self.path("tree/inner"), b"contains itself (a loop of links or mounts)"))

    def test_loop_by_link(self):
        self.write("tree/file")
        os.symlink(self.path("tree"), self.path("tree/inner"))
        self.check(run("sum", "-a", "md5", "-r", "--follow",
                       self.path("tree")), 1,
                   line(b"abc", self.path("tree/file")), self.failed(
            self.path("tree/inner"), b"contains itself (a loop of links or mounts)"))


if __name__ == "__main__":
    support.main("HASHLANE")
