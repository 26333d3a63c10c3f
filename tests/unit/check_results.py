#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_results.py - the reader in docs/RESULTS.md reads random blocks.
Usage: check_results.py WRITE_RESULTS
"""
import errno
import pathlib
import re
import subprocess
import sys
import tempfile

DOCUMENT = (pathlib.Path(__file__).resolve().parent.parent.parent /
            "docs/RESULTS.md")
READER_LINES_MAX = 60
NUMBERS = ("index", "size", "status", "os_error", "mtime_ns", "error_offset",
           "input", "cookie", "device", "inode", "ctime_ns", "links", "flags")


def reader():
    """read_blocks of the document."""
    blocks = re.findall(r"^```python\n(.*?)^```$", DOCUMENT.read_text(),
                        re.M | re.S)
    if len(blocks) != 1 or blocks[0].count("\n") > READER_LINES_MAX:
        sys.exit("docs/RESULTS.md must have one reader of at most "
                 f"{READER_LINES_MAX} lines")
    names = {}
    exec(blocks[0], names)  # pylint: disable=exec-used
    return names["read_blocks"]


def unhex(field):
    return None if field == "-" else bytes.fromhex(field)


def same(what, given, wanted):
    if given != wanted:
        sys.exit(f"{what}: {given!r}, not {wanted!r}")


def check_message(message, status, code):
    """The text of the status, and the name of the system's code once."""
    same("reason", message.endswith(")"), code != 0)
    start, _, end = message.partition(" (")
    # Instead of "input/output error", the system's own reason.
    if start != status:
        same("message of IO", status, "input/output error")
        same("name", end, errno.errorcode[code] + ")")
    elif code in errno.errorcode and not end.startswith("error "):
        same("name", end.rstrip(")").split(":")[0], errno.errorcode[code])
    same("said twice", start in end, False)


def check_row(columns, i, fields, specs, has):
    """One row: numbers, path, start of the message, digests and parts."""
    for name, field in zip(NUMBERS, fields):
        # Columns that are not asked for are not there.
        column = columns.get((name, 0, 0), [0] * (i + 1))
        same(name, column[i], int(field))
    same("path", columns["path", 0, 0][i], unhex(fields[13]))
    message = columns["message", 0, 0][i]
    if fields[14] == "-":
        same("message", message, None)
    else:
        check_message(message.decode(), fields[14], int(fields[3]))
    for k, spec in enumerate(specs):
        digest, parts = map(unhex, fields[15 + 2 * k:17 + 2 * k])
        same("digest", columns[("digest", *spec)][i], digest)
        if has["hex"]:
            same("hex", columns[("hex", *spec)][i],
                 None if digest is None else digest.hex().encode())
        if ("parts", *spec) in columns:
            same("parts", columns[("parts", *spec)][i], parts)


def check_block(header, columns, lines):
    """Returns how many rows there were."""
    fields = lines.pop(0).split("\t")
    same("first_row", header["first_row"], int(fields[0]))
    same("rows", header["rows"], int(fields[1]))
    has = {"hex": fields[2] == "1", "parts": fields[3] == "1"}
    for name, flag in has.items():
        if any(key[0] == name for key in columns) and not flag:
            sys.exit(f"a column of {name} that nobody asked for")
    specs = list(zip(map(int, fields[4::2]), map(int, fields[5::2])))
    rows = [lines.pop(0).split("\t") for _ in range(header["rows"])]
    same("failures", header["failures"], sum(row[2] != "0" for row in rows))
    for i, row in enumerate(rows):
        check_row(columns, i, row, specs, has)
    return len(rows)


def main():
    read_blocks = reader()
    count = rows = parts = 0
    with tempfile.TemporaryDirectory() as folder:
        blocks = pathlib.Path(folder, "blocks")
        lines = pathlib.Path(folder, "rows")
        subprocess.run([sys.argv[1], blocks, lines], check=True, timeout=120)
        data = blocks.read_bytes()
        lines = lines.read_text().split("\n")
    for header, columns in read_blocks(data):
        rows += check_block(header, columns, lines)
        parts += any(key[0] == "parts" for key in columns)
        count += 1
    same("lines left", lines, [""])
    print(f"docs/RESULTS.md: {count} blocks, {rows} rows, {parts} with parts")
    return 0 if count and parts else 1


if __name__ == "__main__":
    sys.exit(main())
