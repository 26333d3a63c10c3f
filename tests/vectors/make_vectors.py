#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_vectors.py - the computed part of the vectors, and a check of all.

Every <algorithm>.txt beside this script starts with published rows, written
by hand. This script checks them against reference.py and writes the rows
below the line MARK anew; with --check it compares instead. It needs openssl,
rhash, b3sum, xxhsum and git.
"""
import pathlib
import sys

import reference

FOLDER = pathlib.Path(__file__).parent
MARK = "# Computed by make_vectors.py; do not edit below."
PART = reference.ED2K_CHUNK
BLOCK = reference.AICH_BLOCK
MIB = reference.MIB


def around(*sizes):
    return [size + d for size in sizes for d in (-1, 0, 1)]


MD64 = [1, 55, 56, 57, *around(64), 119, 120, *around(128), 1000, 65537]
MD128 = [1, 63, 64, 111, 112, 113, *around(128), 239, 240, *around(256),
         1000, 65537]
CRC = [1, 2, 3, 4, 5, 6, 7, *around(8, 16, 32, 64, 128, 256, 512, 1024, 4096),
       65537]
LENGTHS = {
    **dict.fromkeys(["md4", "md5", "sha1", "sha224", "sha256", "tiger", "oci"],
                    MD64),
    **dict.fromkeys(["sha384", "sha512", "sha512-256"], MD128),
    **{f"sha3-{bits}": [1, *around(rate), *around(2 * rate), 1000, 65537]
       for bits, rate in ((224, 144), (256, 136), (384, 104), (512, 72))},
    "blake2b": [0, 1, *around(64, 128, 256), 1000, 65537],
    "blake2s": [0, 1, *around(32, 64, 128), 1000, 65537],
    "blake3": [2, *around(64, 128), 12345, 65537, 1000000],
    **dict.fromkeys(["crc32", "crc32c", "crc64nvme"], CRC),
    "xxh64": [1, 2, 3, *around(4, 8, 16, 32, 64), 1000, 65537],
    **dict.fromkeys(["xxh3-64", "xxh3-128"],
                    [*range(1, 18), *around(32, 64, 96, 128, 160, 192, 224,
                                            240, 256, 512, 1024, 2048),
                     4096, 16385, 65537]),
    "tth": [1, *around(1024, 2048, 3072, 4096, 5120, 65536), 7 * 1024,
            1000000],
    "ed2k": [1, 1000000, *around(PART), 2 * PART, 2 * PART + 1],
    "ed2k-blue": [1, 1000000, *around(PART), 2 * PART, 2 * PART + 1],
    "aich": [1, *around(BLOCK, 2 * BLOCK, 3 * BLOCK, 52 * BLOCK, PART),
             PART + BLOCK + 1, 2 * PART, 2 * PART + 1],
    "bt2-pieces-root": [1, *around(16384, 32768, 49152, 65536), 100000,
                        MIB + 1],
    "dropbox": [1, *around(4 * MIB)],
    "glacier": [1, *around(MIB, 2 * MIB, 3 * MIB), 5 * MIB + 7],
    "quickxor": [1, 19, 20, 21, *around(160), 320, 1000, 65537],
    "git-blob": [1, 9, 10, *around(64), 1000, 65537],
    "git-blob-sha256": [1, 9, 10, *around(64), 1000, 65537],
    "swhid": [1, 65537],
    "fs-verity": [1, *around(4096, 8192, 128 * 4096), 128 * 4096 + 4096,
                  1000000],
    "s3-etag": [0, 1, 65537, *around(8 * MIB)],
    "s3-etag:part=5MiB": around(5 * MIB),
    "s3-etag:part=1KiB": [0, 1, *around(1024, 2048), 17 * 1024, 17 * 1024 + 3],
    "s3-etag:part=1500": [*around(1500, 3000), 10000],
}


def data_of(spec):
    kind, _, rest = spec.partition(":")
    if kind == "hex":
        return bytes.fromhex(rest)
    if kind == "text":
        return rest.encode()
    if kind == "cycle251":
        return (bytes(range(251)) * (int(rest) // 251 + 1))[:int(rest)]
    assert kind == "repeat", spec
    byte, count = rest.split(":")
    return bytes.fromhex(byte) * int(count)


def digest_of(algorithm, spec):
    data = data_of(spec)
    digest = reference.METHODS[algorithm][1](data)
    second = reference.SECOND.get(algorithm)
    assert not second or second(data) == digest, (algorithm, spec)
    return digest


def check_published(lines):
    for line in lines:
        fields = line.split("#")[0].split()
        if fields:
            algorithm, spec, digest = fields
            assert digest_of(algorithm, spec) == digest, line


def check_reference():
    """The larger cases of fsverity-utils, whose input no spec expresses."""
    data = bytes((i % 11 + i % 439 + i % 1103) % 256 for i in range(1000000))
    for size, start in ((1000000, "48df0c462329cd87"),
                        (100000, "f2096a36c5cdca4f"),
                        (4096, "6ac39979016e3ddf")):
        assert reference.fs_verity(data[:size]).startswith(start)


def computed(name):
    lines = [MARK]
    for algorithm, lengths in LENGTHS.items():
        if algorithm.split(":")[0] != name:
            continue
        lines.append(f"# Origin: {reference.METHODS[algorithm][0]}")
        for length in dict.fromkeys(lengths):
            spec = f"cycle251:{length}"
            lines.append(f"{algorithm} {spec} {digest_of(algorithm, spec)}")
    return lines


def main():
    check_reference()
    for algorithm in reference.METHODS:
        if ":" in algorithm:
            continue
        path = FOLDER / f"{algorithm}.txt"
        lines = path.read_text().splitlines()
        published = lines[:lines.index(MARK)] if MARK in lines else lines
        check_published(published)
        text = "\n".join(published + computed(algorithm)) + "\n"
        if "--check" not in sys.argv:
            path.write_text(text)
        elif text != path.read_text():
            sys.exit(f"{path.name} is not what make_vectors.py would write")


main()
