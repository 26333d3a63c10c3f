#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_arrow.py - pyarrow reads blocks and jobs, and hashlib agrees; not run
where pyarrow is not installed. Usage: check_arrow.py LIBHASHLANE.so
"""
import ctypes
import gc
import hashlib
import pathlib
import sys
import tempfile
from ctypes import (POINTER, Structure, byref, c_char_p, c_int32, c_int64,
                    c_size_t, c_uint32, c_uint64, c_void_p)

try:
    import pyarrow
except ImportError:
    pyarrow = None

FILES = 5000
MD5, S3_ETAG = 5, 28
STREAM, HEX, PARTS = 1, 4, 8
PORTABLE = 1
NOT_RUN = 77


class Spec(Structure):
    _fields_ = [("id", c_int32), ("flags", c_uint32), ("param", c_uint64)]


class JobOptions(Structure):
    _fields_ = [("struct_size", c_size_t), ("specs", POINTER(Spec)),
                ("spec_count", c_size_t), ("paths", c_char_p),
                ("paths_bytes", c_size_t), ("inputs", c_void_p),
                ("input_bytes", c_size_t), ("input_count", c_size_t),
                ("walk", c_void_p),
                ("flags", c_uint32), ("order", c_int32), ("event", c_void_p),
                ("event_context", c_void_p), ("events", c_uint32),
                ("event_interval_ms", c_uint32), ("state_save", c_void_p),
                ("state_load", c_void_p), ("state_context", c_void_p),
                ("state_interval_bytes", c_uint64)]


class Library:
    """The calls that are wanted; a status that is not 0 raises."""

    def __init__(self, path):
        self.library = ctypes.CDLL(path)

    def call(self, name, *arguments):
        function = getattr(self.library, "hashlane_" + name)
        status = function(*arguments)
        if status:
            raise OSError(f"hashlane_{name}: status {status}")

    def submit(self, engine, paths, flags):
        specs = (Spec * 2)(Spec(MD5), Spec(S3_ETAG, 0, 1 << 20))
        joined = b"".join(path + b"\0" for path in paths)
        options = JobOptions(struct_size=ctypes.sizeof(JobOptions),
                             specs=specs, spec_count=2, paths=joined,
                             paths_bytes=len(joined), flags=flags)
        job = c_uint64()
        self.call("job_create", byref(job), engine, byref(options), None)
        return job


def same(what, given, wanted):
    if given != wanted:
        sys.exit(f"{what}: {given!r}, not {wanted!r}")


def check_rows(rows, paths, contents, flags, name="path"):
    same("rows", sorted(row["index"] for row in rows), list(range(len(paths))))
    for row in rows:
        path = paths[row["index"]]
        same("path", row[name], path)
        data = contents.get(path)
        wanted = None if data is None else hashlib.md5(data).digest()
        same("md5", row["md5"], wanted)
        same("status", row["status"], 5 if data is None else 0)
        if data is None:
            same("reason", "file or directory (ENOENT)" in row["message"], True)
        else:
            same("message", row["message"], None)
            same("size", row["size"], len(data))
        if flags & HEX:
            same("hex", row["md5_hex"], wanted and wanted.hex())
        same("parts", "s3-etag:part=1MiB_parts" in row, bool(flags & PARTS))


def check_portable(batches):
    """The types that Spark takes; no path here is UTF-8."""
    for batch in batches:
        same("types", {str(field.type) for field in batch.schema} -
             {"int32", "int64", "binary", "string"}, set())
        same("paths", batch.column("path").null_count, batch.num_rows)


def read_stream(library, job, portable=0):
    stream = ctypes.create_string_buffer(64)
    library.call("job_export", stream, job, c_uint32(portable))
    reader = pyarrow.RecordBatchReader._import_from_c(
        ctypes.addressof(stream))
    batches = list(reader)
    for batch in batches:
        batch.validate(full=True)
        same("schema", batch.schema, reader.schema)
    return batches


def read_blocks(library, job, portable=0):
    """The same by block; StructArrays made RecordBatches."""
    batches = []
    while True:
        block = c_void_p()
        try:
            library.call("job_next", byref(block), job, c_int64(-1))
        except OSError:
            return batches
        array = ctypes.create_string_buffer(80)
        schema = ctypes.create_string_buffer(72)
        library.call("results_export", array, schema, block,
                     c_uint32(portable))
        imported = pyarrow.Array._import_from_c(ctypes.addressof(array),
                                                ctypes.addressof(schema))
        imported.validate(full=True)
        batches.append(pyarrow.RecordBatch.from_struct_array(imported))


def main():
    if not pyarrow:
        print("check_arrow: not run, pyarrow is not installed")
        return NOT_RUN
    library = Library(sys.argv[1])
    engine = c_uint64()
    library.call("engine_create", byref(engine), None, None)
    contents = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [folder.encode() + b"/%d \xff\n" % i for i in range(FILES)]
        for i, path in enumerate(paths):
            if i % 7:
                contents[path] = b"%d" % i * (i % 50)
                pathlib.Path(path.decode(errors="surrogateescape")) \
                    .write_bytes(contents[path])
        for flags in 0, HEX, PARTS, STREAM, STREAM | HEX | PARTS:
            for read in read_stream, read_blocks:
                job = library.submit(engine, paths, flags)
                batches = read(library, job)
                library.call("job_destroy", job)
                # A column outlives all that it came with.
                last = batches[-1].column(8)
                table = pyarrow.Table.from_batches(batches)
                check_rows(table.to_pylist(), paths, contents, flags)
                wanted = table.column(8)[-1]
                del batches, table
                gc.collect()
                same("last", last[-1], wanted)
                job = library.submit(engine, paths, flags)
                batches = read(library, job, PORTABLE)
                library.call("job_destroy", job)
                check_portable(batches)
                check_rows(pyarrow.Table.from_batches(batches).to_pylist(),
                           paths, contents, flags, "path_bytes")
    library.call("engine_destroy", engine)
    print(f"check_arrow: pyarrow {pyarrow.__version__} agrees")
    return 0


if __name__ == "__main__":
    sys.exit(main())
