# SPDX-License-Identifier: MIT
"""The command that the module includes."""
import os
import signal
import subprocess
import sys
import sysconfig

import pytest

COMMANDS = [[sys.executable, "-m", "hashlane"],
            [os.path.join(sysconfig.get_path("scripts"), "hashlane")]]


@pytest.mark.parametrize("command", COMMANDS, ids=["module", "script"])
def test_closed_pipe(command):
    """If the reader of its output ends, SIGPIPE ends the command silently."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*command, "algorithms"], stdout=writer,
                          stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


@pytest.mark.parametrize("command", COMMANDS, ids=["module", "script"])
def test_arguments_and_status(command, tmp_path):
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    done = subprocess.run([*command, "sum", "-a", "md5", path, "none"],
                          cwd=tmp_path, capture_output=True)
    assert done.returncode == 1
    assert done.stdout == (b"900150983cd24fb0d6963f7d28e17f72  " +
                           os.fsencode(path) + b"\n")
    assert done.stderr.startswith(b"hashlane: none: ")
