# SPDX-License-Identifier: MIT
"""python -m hashlane: the command, which comes with the module."""
import os
import sys


def main():
    command = os.path.join(os.path.dirname(__file__), "bin", "hashlane")
    os.execv(command, ["hashlane", *sys.argv[1:]])


if __name__ == "__main__":
    main()
