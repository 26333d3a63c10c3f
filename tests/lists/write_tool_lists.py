#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
write_tool_lists.py - lists of files with odd names, written by the tools that
people use, and what the tools themselves make of them; then the check of these
lists. Usage: write_tool_lists.py CHECK_TOOL_LISTS
"""
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile

# Label, the list's name, how it is written, how its tool reads it; None: the
# tool is known to read all its lists.
TOOLS = [
    ("md5sum", "x.md5", ["md5sum", "--"], None),
    ("sha256sum -b", "SHA256SUMS", ["sha256sum", "-b", "--"], None),
    ("md5sum --tag", "list.txt", ["md5sum", "--tag", "--"], None),
    ("md5sum -z", "x.md5", ["md5sum", "-z", "--"], None),
    ("b2sum", "B2SUMS", ["b2sum", "--"], None),
    ("b3sum", "B3SUMS", ["b3sum", "--"], ["b3sum", "-c", "--quiet", "LIST"]),
    ("openssl", "list.txt", ["openssl", "dgst", "-md5"],
     ["rhash", "-c", "LIST"]),
    ("xxhsum", "list.txt", ["xxhsum", "-H2", "--tag", "--"],
     ["xxhsum", "-c", "LIST"]),
    ("cksfv", "x.sfv", ["cksfv", "--"], ["cksfv", "-q", "-f", "LIST"]),
    ("hashdeep", "x.hashdeep", ["hashdeep", "-c", "md5,sha256", "-l", "--"],
     ["hashdeep", "-a", "-l", "-k", "LIST", "--", "FILES"]),
    ("rhash --sfv", "x.sfv", ["rhash", "--sfv", "--"],
     ["rhash", "-c", "LIST"]),
    ("rhash --bsd", "list.txt", ["rhash", "--bsd", "-C", "-M", "--"],
     ["rhash", "-c", "LIST"]),
    ("rhash --ed2k-link", "links.txt", ["rhash", "--ed2k-link", "--"],
     ["rhash", "-c", "LIST"]),
    ("rhash -CM", "list.txt", ["rhash", "-C", "-M", "--simple", "--"],
     ["rhash", "-c", "LIST"]),
    ("rhash -MH", "x.md5", ["rhash", "-M", "-H", "--simple", "--"],
     ["rhash", "-c", "LIST"]),
    ("rhash --magnet", "links.txt", ["rhash", "--magnet", "-T", "-M", "--"],
     ["rhash", "-c", "LIST"]),
]
# Tools that write the last component of a name alone.
LINKS = ("rhash --ed2k-link", "rhash --magnet")
# An algorithm that the library does not have.
UNKNOWN = ("xxhsum -H0", "list.txt", ["xxhsum", "-H0", "--tag", "--"], None)
ORDINARY = [b"good", b"ordinary.txt"]


def odd_names(folder):
    """Names as a walk finds them, as bytes."""
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(where, name), folder)
            # Its names in the table are not those of a walk.
            if path in ORDINARY + [b"dot", b"folder/two", b"-"] or \
                    path.startswith(b"ed2k:/"):
                continue
            yield path


def run(command, folder):
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False)


def write(folder, lists, number, tool, name):
    """One list; its path, or None if the tool refuses."""
    label, _, writing, _ = tool
    if label in LINKS and b"/" in name:
        return None
    if label == "openssl" and name.startswith(b"-"):
        return None
    # It takes a backslash for a slash, so that it may read another file.
    if b"\\" in name and "rhash" in (tool[2][0], (tool[3] or [""])[0]):
        return None
    done = run(writing + [ORDINARY[0], name, ORDINARY[1]], folder)
    if done.returncode:
        return None
    path = os.path.join(lists, f"{number}")
    with open(path, "wb") as file:
        file.write(done.stdout)
    return path


def is_good(folder, path, tool, name):
    """What the tool says of its list."""
    files = [ORDINARY[0], name, ORDINARY[1]]
    command = []
    for word in tool[3]:
        command += files if word == "FILES" else \
            [path if word == "LIST" else word]
    return run(command, folder).returncode == 0


def write_all(folder, lists, tools, number, name):
    """The lists of one name; their lines of the index."""
    kinds = {}
    for i, tool in enumerate(tools):
        path = write(folder, lists, number * len(tools) + i, tool, name)
        if path:
            good = not tool[3] or is_good(folder, path, tool, name)
            kinds[path] = (tool, good)
    # A tool that does not see the damage has not read the entry.
    whole = os.path.join(os.fsencode(folder), name)
    with open(whole, "rb") as file:
        data = file.read()
    with open(whole, "wb") as file:
        file.write(data[:-1] + bytes([data[-1] ^ 1]))
    rows = ""
    for path, (tool, good) in kinds.items():
        if good and tool[3] and is_good(folder, path, tool, name):
            good = False
        kind = "unknown" if tool is UNKNOWN else "good" if good else "lost"
        rows += "\t".join([kind, tool[0], tool[1], path, name.hex()]) + "\n"
    with open(whole, "wb") as file:
        file.write(data)
    return rows


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    tools = []
    for tool in TOOLS + [UNKNOWN]:
        if all(shutil.which(words[0]) for words in tool[2:] if words):
            tools.append(tool)
        else:
            print(f"NOT RUN: lists of {tool[0]}: it is not installed")
    with tempfile.TemporaryDirectory(prefix="hashlane-lists-") as work, \
            concurrent.futures.ThreadPoolExecutor(2) as pool:
        folder, lists = os.path.join(work, "files"), os.path.join(work, "l")
        os.mkdir(folder)
        os.mkdir(lists)
        subprocess.run([program, "write", folder], check=True)
        names = sorted(odd_names(os.fsencode(folder)))
        rows = pool.map(
            lambda job: write_all(folder, lists, tools, *job),
            enumerate(names))
        index = os.path.join(work, "index")
        with open(index, "w", encoding="ascii") as file:
            file.writelines(rows)
        sys.exit(subprocess.run([program, "check", folder, index],
                                check=False).returncode)


if __name__ == "__main__":
    main()
