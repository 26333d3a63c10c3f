#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""
check_cffi.py - the declarations of the header go through cffi's cdef as they
are, lie in memory as the model says, and call the library.
Usage: check_cffi.py LIBRARY.so (Debian's Python, for Debian's cffi)
"""
import json
import pathlib
import sys

try:
    import cffi
except ImportError:
    print("NOT RUN: cffi is not installed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BEGIN = ("/* From here on, up to where it says so, cffi's cdef takes this as "
         "it is. */\n")
END = "/* Up to here. */\n"
MD5_ABC = "900150983cd24fb0d6963f7d28e17f72"


def main():
    text = (ROOT / "include/hashlane.h").read_text()
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit("include/hashlane.h has not one part for cffi")
    ffi = cffi.FFI()
    ffi.cdef(text.partition(BEGIN)[2].partition(END)[0])
    library = ffi.dlopen(sys.argv[1])
    model = json.loads((ROOT / "abi/hashlane.json").read_text())
    layout = ("lp64" if ffi.sizeof("void *") == 8 else
              "ilp32" if ffi.alignof("uint64_t") == 8 else "ilp32_i386")
    wrong = []

    for struct in model["structs"]:
        kind = f"struct {struct['name']}"
        wanted = struct["layout"][layout]
        if ffi.sizeof(kind) != wanted["size"]:
            wrong.append(kind)
        wrong += [f"{kind}.{field}" for field, at in wanted["offsets"].items()
                  if ffi.offsetof(kind, field) != at]
    for enum in model["enums"]:
        wrong += [one["name"] for one in enum["constants"]
                  if getattr(library, one["name"]) != one["value"]]
    for function in model["functions"]:
        try:
            getattr(library, function["name"])
        except AttributeError:
            wrong.append(function["name"])

    digest = ffi.new("uint8_t[16]")
    spec = ffi.new("struct hashlane_algorithm_spec *",
                   {"id": library.HASHLANE_HASH_MD5})
    status = library.hashlane_hash(digest, 16, ffi.NULL, spec, b"abc", 3)
    if status or bytes(digest).hex() != MD5_ABC:
        wrong.append("hashlane_hash")
    print(f"cffi: {len(model['structs'])} structs, "
          f"{len(model['functions'])} functions; wrong: {wrong or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
