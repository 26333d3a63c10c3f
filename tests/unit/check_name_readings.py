#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_name_readings.py - the readings of random names are all that there are,
in order: every combination of changes, without unsafe and repeated results.
Usage: check_name_readings.py READ_NAMES
"""
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
import urllib.parse

NAMES = 10000
PLAIN, DECODED, BAGIT, LINK = range(4)
BACKSLASH, CR, BLANKS, NFC, NFD, PERCENT = (1 << i for i in range(6))
# What names are made of.
PIECES = [*"aé/\\.%: \t\rC", "..", "../", "..\\", "//", "\\\\", "C:", "%2F",
          "%2f", "%5C", "%5c", "%00", "%0D", "%0a", "%25", "%2", "%zz", "%20",
          "%2E", "%3A", "%43", "e\u0301", "\u00fc", "U\u0308", "%CC%81", "%C3",
          "\u212b", "\u2126", "\u1e69", "\ud55c", "\u0323"]
RAW = [b"\xe9", b"\xff", b"\xcc"]


def changes():
    """All combinations, those of fewer changes first, then by their bits."""
    bits = (BACKSLASH, CR, BLANKS, NFC, NFD)
    for count in range(len(bits)):
        for chosen in itertools.combinations(bits, count):
            if not (NFC in chosen and NFD in chosen):
                yield sum(chosen)


def ways(percent):
    """(bit of the reading, the bytes that are decoded), the usual first."""
    everything = bytes(range(256))
    if percent == BAGIT:
        return [(0, b"\r\n%"), (PERCENT, b""), (PERCENT, everything)]
    if percent == LINK:
        return [(0, everything), (PERCENT, b"")]
    return [(0, b"")]


def read(name, percent, done, decoded):
    """One reading; None if there is none."""
    if done & BACKSLASH and percent == DECODED:
        return None
    ends = (b"\r" if done & CR else b"") + (b" \t" if done & BLANKS else b"")
    name = name.rstrip(ends) if ends else name
    name = name.lstrip(b" \t") if done & BLANKS else name
    out = b""
    for piece in re.split(rb"(%[0-9A-Fa-f]{2})", name):
        byte = urllib.parse.unquote_to_bytes(piece)
        if len(piece) == 3 and len(byte) == 1 and byte in decoded:
            if byte == b"/":
                return None
            out += byte
        else:
            out += piece.replace(b"\\", b"/") if done & BACKSLASH else piece
    if done & (NFC | NFD):
        try:
            text = out.decode()
        except UnicodeDecodeError:
            return None
        out = unicodedata.normalize("NFC" if done & NFC else "NFD",
                                    text).encode()
    return out


def reach(name):
    """Numbers that grow with where a name may lead."""
    return (len(re.match(rb"/{0,2}", name)[0]),
            len(re.match(rb"[/\\]{0,2}", name)[0]),
            name.split(b"/").count(b".."),
            re.split(rb"[/\\]", name).count(b".."),
            bool(re.match(rb"[A-Za-z]:(?:[/\\]|\Z)", name)))


def readings(name, percent):
    most, seen = reach(name), set()
    for done in changes():
        for bit, decoded in ways(percent):
            found = read(name, percent, done, decoded)
            if not found or b"\0" in found or found in seen or \
                    any(a > b for a, b in zip(reach(found), most)):
                continue
            seen.add(found)
            yield done | bit, found


def random_name(source):
    count = source.randrange(1, 9)
    name = b"".join(piece if isinstance(piece, bytes) else piece.encode()
                    for piece in source.choices(PIECES, k=count))
    if source.randrange(8) == 0:
        at = source.randrange(len(name) + 1)
        name = name[:at] + source.choice(RAW) + name[at:]
    return name


def main():
    seed = int(os.environ.get("HASHLANE_TEST_SEED",
                              random.SystemRandom().randrange(1 << 32)))
    print(f"HASHLANE_TEST_SEED={seed}")
    source = random.Random(seed)
    names = [(source.randrange(4), random_name(source)) for _ in range(NAMES)]
    with tempfile.TemporaryFile("w+") as file:
        file.writelines(f"{percent} {name.hex()}\n" for percent, name in names)
        file.seek(0)
        given = subprocess.run(sys.argv[1:2], stdin=file, check=True,
                               stdout=subprocess.PIPE,
                               text=True).stdout.splitlines()
    if len(given) != len(names):
        sys.exit(f"{len(given)} answers, not {len(names)}")
    count = 0
    for (percent, name), line in zip(names, given):
        wanted = list(readings(name, percent))
        found = [(int(bits), bytes.fromhex(text)) for bits, text in
                 (word.split(":") for word in line.split())]
        if found != wanted:
            sys.exit(f"{percent} {name!r}:\n{found}, not\n{wanted}")
        count += len(found)
    print(f"{len(names)} names, {count} readings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
