# SPDX-License-Identifier: MIT
"""python -m hashlane: the command, which comes with the module."""
import os
import signal
import subprocess
import sys


def main() -> None:
    command = os.path.join(os.path.dirname(__file__), "bin", "hashlane")
    if not os.path.exists(command):
        sys.exit("hashlane: the command was not built: install the headers of "
                 "jansson and SQLite, then this module again")
    if sys.platform == "win32":
        sys.exit(subprocess.call([command, *sys.argv[1:]]))
    # Python ignores it, and what is ignored stays so behind exec.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execv(command, ["hashlane", *sys.argv[1:]])


if __name__ == "__main__":
    main()
