# SPDX-License-Identifier: MIT
"""peers.py - calls of the C library by ctypes and cffi, as a program would
make them without this module."""
import ctypes
import os
import pathlib

import cffi

ROOT = pathlib.Path(__file__).resolve().parents[3]
BEGIN = "cffi's cdef takes this as it is. */\n"
END = "/* Up to here. */\n"


class Row(ctypes.Structure):
    """struct hashlane_row"""

    _fields_ = [("struct_size", ctypes.c_size_t), ("index", ctypes.c_uint64),
                ("size_bytes", ctypes.c_uint64), ("mtime_ns", ctypes.c_int64),
                ("error_offset", ctypes.c_uint64), ("status", ctypes.c_int32),
                ("os_error", ctypes.c_int32), ("path", ctypes.c_void_p),
                ("path_bytes", ctypes.c_size_t), ("message", ctypes.c_void_p),
                ("message_bytes", ctypes.c_size_t),
                ("digests_valid", ctypes.c_uint64)]


def load_ctypes(path):
    library = ctypes.CDLL(path)
    library.hashlane_library_get_version.argtypes = ()
    library.hashlane_library_get_version.restype = ctypes.c_char_p
    library.hashlane_library_get_abi_version.argtypes = ()
    library.hashlane_library_get_abi_version.restype = ctypes.c_uint32
    library.hashlane_results_get_row.argtypes = (
        ctypes.POINTER(Row), ctypes.c_void_p, ctypes.c_uint32)
    library.hashlane_results_get_digest.argtypes = (
        ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_size_t),
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_size_t)
    return library


def load_cffi(path):
    """Return (ffi, library) in the ABI mode of cffi."""
    text = (ROOT / "include/hashlane.h").read_text(encoding="utf-8")
    ffi = cffi.FFI()
    ffi.cdef(text.partition(BEGIN)[2].partition(END)[0])
    return ffi, ffi.dlopen(path)


def compile_cffi(folder, path):
    """Return the two getters in the API mode of cffi: a compiled module."""
    ffi = cffi.FFI()
    ffi.cdef("const char *hashlane_library_get_version(void);"
             "uint32_t hashlane_library_get_abi_version(void);")
    where = os.path.dirname(path)
    ffi.set_source("hashlane_by_cffi", "#include <hashlane.h>",
                   include_dirs=[str(ROOT / "include")], libraries=["hashlane"],
                   library_dirs=[where], extra_link_args=["-Wl,-rpath," + where])
    ffi.compile(tmpdir=str(folder))


def checked(status):
    if status:
        raise RuntimeError(f"hashlane: status {status}")


def hash_by_cffi(ffi, library, paths, ids):
    """Return blocks of results, which live as long as the process."""
    specs = ffi.new("struct hashlane_algorithm_spec[]",
                    [{"id": one} for one in ids])
    joined = b"".join(os.fsencode(path) + b"\0" for path in paths)
    names = ffi.from_buffer(joined)
    engine = ffi.new("hashlane_engine *")
    job = ffi.new("hashlane_job *")
    options = ffi.new("struct hashlane_job_options *", {
        "struct_size": ffi.sizeof("struct hashlane_job_options"),
        "specs": specs, "spec_count": len(ids), "paths": names,
        "paths_bytes": len(joined), "order": library.HASHLANE_ORDER_INPUT})
    checked(library.hashlane_engine_create(engine, ffi.NULL, ffi.NULL))
    checked(library.hashlane_job_create(job, engine[0], options, ffi.NULL))
    checked(library.hashlane_job_wait(job[0], -1))
    block = ffi.new("const struct hashlane_results **")
    blocks = []
    while library.hashlane_job_next(block, job[0], -1) == 0:
        blocks.append(block[0])
    library.hashlane_engine_destroy(engine[0])
    return blocks


def sizes_by_ctypes(library, blocks):
    """Return the size of each row; blocks: (address, rows)."""
    row = Row(struct_size=ctypes.sizeof(Row))
    sizes = []
    for address, rows in blocks:
        for i in range(rows):
            library.hashlane_results_get_row(row, address, i)
            sizes.append(row.size_bytes)
    return sizes


def rows_by_ctypes(library, blocks, digests):
    """Return [(path, size, digest ..), ..]."""
    row = Row(struct_size=ctypes.sizeof(Row))
    data, length = ctypes.c_void_p(), ctypes.c_size_t()
    rows = []
    for address, count in blocks:
        for i in range(count):
            library.hashlane_results_get_row(row, address, i)
            found = [os.fsdecode(ctypes.string_at(row.path, row.path_bytes)),
                     row.size_bytes]
            for k in range(digests):
                library.hashlane_results_get_digest(data, length, address, i, k)
                found.append(ctypes.string_at(data.value, length.value))
            rows.append(tuple(found))
    return rows


def rows_by_cffi(ffi, library, blocks, digests):
    """Return the same list by cffi."""
    row = ffi.new("struct hashlane_row *",
                  {"struct_size": ffi.sizeof("struct hashlane_row")})
    data, length = ffi.new("const uint8_t **"), ffi.new("size_t *")
    rows = []
    for block in blocks:
        for i in range(library.hashlane_results_get_count(block)):
            library.hashlane_results_get_row(row, block, i)
            found = [os.fsdecode(ffi.buffer(row.path, row.path_bytes)[:]),
                     row.size_bytes]
            for k in range(digests):
                library.hashlane_results_get_digest(data, length, block, i, k)
                found.append(ffi.buffer(data[0], length[0])[:])
            rows.append(tuple(found))
    return rows
