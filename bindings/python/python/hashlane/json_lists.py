# SPDX-License-Identifier: MIT
"""Lists in JSON: the lines of hashlane, and those of rclone lsjson."""
import base64
import binascii
import json
import os
import re
from typing import Any

from . import _core
from ._core import Row
from ._errors import Error

#: (algorithms, digest, tag, text, part_bytes, ranges), as _core takes it
_Claim = tuple[tuple[str, ...], bytes | None, bytes | None, bytes | None, int,
               tuple[()]]
#: (name, size, mtime_ns, claims, section, percent, format, line)
Packed = tuple[bytes, int | None, int | None, list[_Claim], int, bool, int,
               int]

# The value of HASHLANE_FORMAT_JSON, and of HASHLANE_NO_MEMORY.
JSON, _NO_MEMORY = 8, 4
# The members that hashlane writes, and those of rclone that are no digests.
_OWN = frozenset({
    "path", "path_b64", "size", "status", "mtime_ns", "digests", "parts",
    "Path", "Name", "Encrypted", "EncryptedPath", "MimeType", "ModTime", "ID",
    "OrigID", "Tier", "Metadata", "IsBucket", "Size", "IsDir", "Hashes"})
# The algorithms that have no digest of an empty file.
_NO_EMPTY = frozenset({"bt2-pieces-root"})
# Hexadecimal digits, as many as no other text has.
_SURE = re.compile(r"(?:[0-9a-fA-F]{2}){16,}\Z")
# Names of other tools that the library does not know.
_OTHERS = {"b2": "blake2b", "b3": "blake3", "crc-32": "crc32",
           "crc32b": "crc32", "edonkey": "ed2k", "quickxorhash": "quickxor",
           "tree:tiger": "tth"}


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a JSON object has a key twice")
    return found


_decoder = json.JSONDecoder(object_pairs_hook=_unique)


def _number(found: dict[str, Any], *keys: str) -> int | None:
    for key in keys:
        if key in found:
            value = found[key]
            if isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(f"an object with a bad {key}")
            return value
    return None


def _name(found: dict[str, Any]) -> bytes:
    encoded = found.get("path_b64")
    name = found.get("path", found.get("Path"))
    if isinstance(name, str) and name:
        # A lone surrogate is no text: it is no byte of a name either.
        return name.encode()
    if isinstance(encoded, str) and encoded:
        try:
            return base64.b64decode(encoded, validate=True)
        except binascii.Error:
            pass
    raise ValueError("an object without a proper path")


def _spelt(tag: str) -> str | None:
    """Return the library's name of an algorithm, or None: unknown."""
    try:
        return _core.algorithm_name(_OTHERS.get(tag.lower(), tag))
    except ValueError:
        return None


def _may_lack(tag: str, size: int | None) -> bool:
    """Tell whether an algorithm may have no digest of a file."""
    return size == 0 or (size is None and _spelt(tag) in _NO_EMPTY)


def _digests(found: object, size: int | None) -> list[_Claim]:
    if found is None:
        return []
    if not isinstance(found, dict):
        raise ValueError("an object with bad digests")
    claims: list[_Claim] = []
    for tag, text in found.items():
        if text is None and _may_lack(tag, size):
            continue
        if not isinstance(text, str):
            raise ValueError(f"a bad digest of {tag}")
        known = _spelt(tag)
        digest = _core.parse_digest(known, text) if known else None
        claims.append(((known,) if known else (), digest, tag.encode(),
                       text.encode(), 0, ()))
    return claims


def _parts(found: object) -> list[_Claim]:
    if found is None:
        return []
    if not isinstance(found, dict):
        raise ValueError("an object with bad parts")
    claims: list[_Claim] = []
    for tag, parts in found.items():
        known = _spelt(tag)
        if (not isinstance(parts, dict) or
                not isinstance(texts := parts.get("digests"), list) or
                not all(isinstance(text, str) for text in texts)):
            raise ValueError(f"bad parts of {tag}")
        size = _number(parts, "bytes")
        if size is None or size <= 0:
            raise ValueError(f"bad parts of {tag}")
        if known:
            claims.append((
                (known,), b"".join(_core.parse_digest(known, text)
                                   for text in texts),
                tag.encode(), None, size, ()))
        elif not known:
            claims.append(((), None, tag.encode(), None, 0, ()))
    return claims


def _others(found: dict[str, Any]) -> dict[str, object]:
    """Return what looks like a digest, or has the name of an algorithm, and
    is not in the member for them."""
    return {tag: text for tag, text in found.items()
            if tag not in _OWN and not isinstance(text, dict) and
            (_spelt(tag) or (isinstance(text, str) and _SURE.match(text)))}


def _claims(found: dict[str, Any], size: int | None) -> list[_Claim]:
    claims = (_digests(found.get("digests"), size) +
              _digests(found.get("Hashes"), size))
    claims += _digests(_others(found), size)
    for tag, value in found.items():
        if isinstance(value, dict) and tag not in _OWN:
            claims += _digests(_others(value), size)
    return claims


def _is_folder(found: dict[str, Any]) -> bool:
    """Tell whether it is a folder, by rclone. What has a digest is a file."""
    is_folder = found.get("IsDir", False)
    if not isinstance(is_folder, bool):
        raise ValueError("an object with a bad IsDir")
    if not is_folder or "parts" in found:
        return False
    try:
        return not _claims(found, None)
    except ValueError:
        return False


def _entry(found: dict[str, Any]) -> Packed | None:
    if _is_folder(found):
        return None
    name = _name(found)
    status = found.get("status", "ok")
    if not isinstance(status, str) or status.lower() != "ok":
        raise ValueError(f"was not hashed ({status})")
    size = _number(found, "size", "Size")
    # rclone writes -1 if the size is unknown.
    if size == -1 and "size" not in found:
        size = None
    if size is not None and size < 0:
        raise ValueError("an object with a bad size")
    claims = _claims(found, size) + _parts(found.get("parts"))
    return (name, size, _number(found, "mtime_ns"), claims, 0, False, JSON, 0)


def parse_line(line: bytes) -> Packed | None | bool:
    """Return the entry of a line of JSON, None for a line without an entry,
    or False for a line of another format. Raises ValueError if the line is
    malformed."""
    text = line.strip()
    if text in (b"[", b"]", b"],", b"[]"):
        return None
    if not text.startswith(b"{"):
        return False
    try:
        found = _decoder.decode(text.removesuffix(b",").decode())
    except RecursionError:
        raise ValueError("JSON that is nested too deeply") from None
    except ValueError as error:
        # A name of another format may begin with a brace.
        if text.startswith(b'{"'):
            raise ValueError(f"bad JSON: {error}") from None
        return False
    return _entry(found)


def format_row(row: Row, mtime: bool) -> str:
    """Return the line of a row, as "hashlane sum --format json" writes it."""
    line: dict[str, Any] = {}
    raw = os.fsencode(row.path)
    try:
        line["path"] = raw.decode()
    except UnicodeDecodeError:
        line["path_b64"] = base64.b64encode(raw).decode()
    if row.error is None:
        line["size"] = row.size
        if mtime and row.mtime_ns:
            line["mtime_ns"] = row.mtime_ns
        line["status"] = "ok"
        line["digests"] = row.texts
    else:
        status = (row.error.status if isinstance(row.error, Error) else
                  _NO_MEMORY)
        line["status"] = _core.status_name(status)
        line["error"] = (getattr(row.error, "strerror", None) or
                         str(row.error))
    return json.dumps(line, ensure_ascii=False)
