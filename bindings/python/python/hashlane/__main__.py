# SPDX-License-Identifier: MIT
"""python -m hashlane runs the command that the module includes."""
import os
import signal
import subprocess
import sys


def main() -> None:
    command = os.path.join(os.path.dirname(__file__), "bin", "hashlane")
    if not os.path.exists(command):
        sys.exit("hashlane: this module was built without the command. "
                 "Install the headers of jansson and SQLite, then reinstall the "
                 "module")
    if sys.platform == "win32":
        sys.exit(subprocess.call([command, *sys.argv[1:]]))
    # Python ignores SIGPIPE, and exec keeps ignored signals ignored.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execv(command, ["hashlane", *sys.argv[1:]])


if __name__ == "__main__":
    main()
