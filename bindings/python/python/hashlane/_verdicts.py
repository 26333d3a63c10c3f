# SPDX-License-Identifier: MIT
"""The classes of a verdict's values. The extension module creates them."""
from enum import IntEnum, IntFlag, StrEnum
from typing import NamedTuple


class VerdictStatus(StrEnum):
    """What became of an entry of a list."""

    OK = "OK"  #: all digests of known algorithms fit, at least one
    FAILED = "FAILED"  #: the content differs
    MISSING = "MISSING"  #: there is no such file
    CHANGED = "CHANGED"  #: the file changed while it was read
    UNREADABLE = "UNREADABLE"  #: see Verdict.error
    UNKNOWN = "UNKNOWN"  #: the digests are unknown, or too weak
    REFUSED = "REFUSED"  #: the name leads out of the root
    MOVED = "MOVED"  #: the content was found elsewhere: Verdict.path
    EXTRA = "EXTRA"  #: a file that no list names
    MALFORMED = "MALFORMED"  #: a line that could not be read


#: By their HASHLANE_VERDICT_*.
STATUSES = tuple(VerdictStatus)


class Reading(IntFlag):
    """How a name was read to find its file, where no file has exactly this
    name. 0: as it stands."""

    BACKSLASH = 1  #: "\\" separates folders
    CR = 2  #: without a carriage return at its end
    BLANKS = 4  #: without blanks at its ends
    NFC = 8  #: in Unicode's composed form
    NFD = 16  #: in Unicode's decomposed form
    PERCENT = 32  #: percent signs are not decoded
    CASE = 64  #: letters differ in case


class Strength(IntEnum):
    """How far a match can be trusted."""

    NONE = 0
    CHECKSUM = 1  #: anyone can make a file that fits: crc32
    BROKEN = 2  #: two files that are alike can be made: md5, sha1
    SECURE = 3


class VerdictDigest(NamedTuple):
    """A digest of an entry, as expected and as computed."""

    algorithm: str | None  #: None: unknown; see `tag`
    expected: bytes | None  #: None: it could not be decoded
    computed: bytes | None  #: None: there is none
    fits: bool | None  #: None: not compared
    guessed: bool  #: does the algorithm follow from the digest's length?
    tag: str  #: what the list calls the algorithm
    text: str  #: the expected digest as in the list; "" for parts
    computed_text: str | None  #: in the algorithm's own form


class VerdictRange(NamedTuple):
    """A range of bytes of a file that differ, by the digests of parts."""

    offset: int
    length: int
    algorithm: str


for _cls in (VerdictStatus, Reading, Strength, VerdictDigest, VerdictRange):
    _cls.__module__ = "hashlane"
