# SPDX-License-Identifier: MIT
"""reference.py - every digest by independent means, slow and plain.

Straight from the specifications, over Python's hashlib, zlib and the tools
openssl, rhash, b3sum, xxhsum and git. Nothing here knows hashlane.
"""
import base64
import hashlib
import os
import subprocess
import tempfile
import zlib

MIB = 1 << 20
ED2K_CHUNK = 9728000
AICH_BLOCK = 184320


def run(command, data, **more):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE,
                          check=True, **more).stdout.decode()


def pieces(data, size):
    return [data[i:i + size] for i in range(0, len(data), size)]


def sha256(data):
    return hashlib.sha256(data).digest()


def md4(data):
    return bytes.fromhex(run(["openssl", "dgst", "-provider", "legacy",
                              "-provider", "default", "-md4", "-r"],
                             data).split()[0])


def by_rhash(template):
    return lambda data: run(["rhash", "--printf=" + template, "-"], data)


def xxhsum(option):
    def digest(data):
        # "<hex>  stdin" or "XXH3 (stdin) = <hex>"
        words = run(["xxhsum", option, "-"], data).split()
        return words[-1] if "=" in words else words[0]
    return digest


def reflected_crc(polynomial, bits):
    """A CRC that starts with ones and is inverted at the end."""
    ones = (1 << bits) - 1

    def digest(data):
        table = []
        for byte in range(256):
            for _ in range(8):
                byte = byte >> 1 ^ (polynomial if byte & 1 else 0)
            table.append(byte)
        crc = ones
        for byte in data:
            crc = crc >> 8 ^ table[(crc ^ byte) & 255]
        return f"{crc ^ ones:0{bits // 4}x}"
    return digest


def ed2k_blue(data):
    """The list of the chunks' MD4s; a single chunk's is the digest."""
    chunks = [md4(chunk) for chunk in pieces(data, ED2K_CHUNK)] or [md4(b"")]
    return (chunks[0] if len(chunks) == 1 else md4(b"".join(chunks))).hex()


def ed2k_red(data):
    """A last chunk that is full is followed by an empty one."""
    chunks = [md4(chunk) for chunk in pieces(data, ED2K_CHUNK)]
    if len(data) % ED2K_CHUNK == 0:
        chunks.append(md4(b""))
    return (chunks[0] if len(chunks) == 1 else md4(b"".join(chunks))).hex()


def aich_tree(leaves, is_left):
    """The larger half goes to the left below a left child, else right."""
    if len(leaves) == 1:
        return leaves[0](is_left)
    left = (len(leaves) + is_left) // 2
    return hashlib.sha1(aich_tree(leaves[:left], True) +
                        aich_tree(leaves[left:], False)).digest()


def aich(data):
    def part(data):
        blocks = [hashlib.sha1(block).digest()
                  for block in pieces(data, AICH_BLOCK) or [b""]]
        return lambda is_left: aich_tree(
            [lambda _, block=block: block for block in blocks], is_left)

    parts = [part(data) for data in pieces(data, ED2K_CHUNK) or [b""]]
    return base64.b32encode(aich_tree(parts, True)).decode()


def promoted_tree(leaves, node):
    while len(leaves) > 1:
        leaves = [node(leaves[i] + leaves[i + 1]) if i + 1 < len(leaves)
                  else leaves[i] for i in range(0, len(leaves), 2)]
    return leaves[0]


def glacier(data):
    return promoted_tree([sha256(leaf) for leaf in pieces(data, MIB) or [b""]],
                         sha256).hex()


def bt2_pieces_root(data):
    leaves = [sha256(leaf) for leaf in pieces(data, 16384)]
    if not leaves:
        return "-"
    while len(leaves) & len(leaves) - 1:
        leaves.append(bytes(32))
    return promoted_tree(leaves, sha256).hex()


def fs_verity(data):
    """Documentation/filesystems/fsverity.rst, Merkle tree and descriptor."""
    level = data
    root = bytes(32)
    while level:
        hashes = [sha256(block.ljust(4096, b"\0"))
                  for block in pieces(level, 4096)]
        root = hashes[0]
        level = b"".join(hashes) if len(hashes) > 1 else b""
    descriptor = (bytes([1, 1, 12, 0]) + bytes(4) +
                  len(data).to_bytes(8, "little") + root.ljust(64, b"\0"))
    return sha256(descriptor.ljust(256, b"\0")).hex()


def s3_etag(part):
    def digest(data):
        parts = [hashlib.md5(part).digest() for part in pieces(data, part)]
        if len(parts) < 2:
            return hashlib.md5(data).hexdigest()
        return f"{hashlib.md5(b''.join(parts)).hexdigest()}-{len(parts)}"
    return digest


def dropbox(data):
    return sha256(b"".join(sha256(block)
                           for block in pieces(data, 4 * MIB))).hex()


def quickxor(data):
    """Byte i is xored in at bit 11 i of a ring of 160; then the length."""
    ring = 0
    for i, byte in enumerate(data):
        shifted = byte << i * 11 % 160
        ring ^= shifted & (1 << 160) - 1 ^ shifted >> 160
    ring ^= len(data) << 96
    return base64.b64encode(ring.to_bytes(20, "little")).decode()


def git_blob(object_format):
    def digest(data):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "-q", folder,
                            "--object-format=" + object_format], check=True,
                           env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"})
            return run(["git", "-C", folder, "hash-object", "--stdin"],
                       data).strip()
    return digest


def by_hashlib(name):
    return lambda data: hashlib.new(name, data).hexdigest()


METHODS = {
    "crc32": ("zlib", lambda data: f"{zlib.crc32(data):08x}"),
    "crc32c": ("rhash", by_rhash("%{crc32c}")),
    "crc64nvme": ("reference.py", reflected_crc(0x9a6c9329ac4bc9b5, 64)),
    "md4": ("openssl dgst -md4", lambda data: md4(data).hex()),
    "md5": ("hashlib", by_hashlib("md5")),
    "sha1": ("hashlib", by_hashlib("sha1")),
    "sha224": ("hashlib", by_hashlib("sha224")),
    "sha256": ("hashlib", by_hashlib("sha256")),
    "sha384": ("hashlib", by_hashlib("sha384")),
    "sha512": ("hashlib", by_hashlib("sha512")),
    "sha512-256": ("hashlib", by_hashlib("sha512_256")),
    "sha3-224": ("hashlib", by_hashlib("sha3_224")),
    "sha3-256": ("hashlib", by_hashlib("sha3_256")),
    "sha3-384": ("hashlib", by_hashlib("sha3_384")),
    "sha3-512": ("hashlib", by_hashlib("sha3_512")),
    "blake2b": ("hashlib", by_hashlib("blake2b")),
    "blake2s": ("hashlib", by_hashlib("blake2s")),
    "blake3": ("b3sum", lambda data: run(["b3sum", "--no-names"],
                                         data).strip()),
    "xxh64": ("xxhsum -H1", xxhsum("-H1")),
    "xxh3-64": ("xxhsum -H3", xxhsum("-H3")),
    "xxh3-128": ("xxhsum -H2", xxhsum("-H2")),
    "tiger": ("rhash", by_rhash("%{tiger}")),
    "tth": ("rhash", lambda data: by_rhash("%{tth}")(data).upper()),
    "ed2k": ("rhash", by_rhash("%{ed2k}")),
    "ed2k-blue": ("reference.py over openssl's MD4", ed2k_blue),
    "aich": ("rhash", lambda data: by_rhash("%{aich}")(data).upper()),
    "bt2-pieces-root": ("reference.py over hashlib", bt2_pieces_root),
    "s3-etag": ("reference.py over hashlib", s3_etag(8 * MIB)),
    "s3-etag:part=5MiB": ("reference.py over hashlib", s3_etag(5 * MIB)),
    "s3-etag:part=1KiB": ("reference.py over hashlib", s3_etag(1024)),
    "s3-etag:part=1500": ("reference.py over hashlib", s3_etag(1500)),
    "dropbox": ("reference.py over hashlib", dropbox),
    "glacier": ("reference.py over hashlib", glacier),
    "quickxor": ("reference.py", quickxor),
    "git-blob": ("git hash-object", git_blob("sha1")),
    "git-blob-sha256": ("git hash-object, object format sha256",
                        git_blob("sha256")),
    "swhid": ("git hash-object",
              lambda data: "swh:1:cnt:" + git_blob("sha1")(data)),
    "oci": ("hashlib", lambda data: "sha256:" + sha256(data).hex()),
    "fs-verity": ("reference.py over hashlib", fs_verity),
}

# Second, independent ways to the same digest; they must agree.
SECOND = {
    "aich": aich,
    "ed2k": ed2k_red,
    "crc32": reflected_crc(0xedb88320, 32),
    "crc32c": reflected_crc(0x82f63b78, 32),
}
