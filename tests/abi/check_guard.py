#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""
check_guard.py - the guard of the interface sees what would break programs:
the header is changed in each of the ways that must not be, and in some that
may. Usage: check_guard.py (Debian's Python, for Debian's libclang)
"""
import json
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from abi_compare import compare  # noqa: E402
from abi_model import Undocumented, model_of  # noqa: E402

# (what it is, from, to, what the guard must say)
BREAKING = [
    ("a function is removed",
     "const char *hashlane_library_get_compiler(void);", "",
     "hashlane_library_get_compiler: is gone"),
    ("a function is renamed",
     "int32_t hashlane_isa_check(int32_t isa);",
     "int32_t hashlane_isa_test(int32_t isa);",
     "hashlane_isa_check: is gone"),
    ("a function returns something else",
     "size_t hashlane_algorithm_get_count(void);",
     "uint32_t hashlane_algorithm_get_count(void);",
     "hashlane_algorithm_get_count: what it returns"),
    ("a parameter has another type",
     "int32_t hashlane_job_wait(hashlane_job job, int64_t timeout_ms);",
     "int32_t hashlane_job_wait(hashlane_job job, int32_t timeout_ms);",
     "hashlane_job_wait: timeout_ms: its type"),
    ("a parameter is added",
     "int32_t hashlane_hasher_reset(hashlane_hasher hasher);",
     "int32_t hashlane_hasher_reset(hashlane_hasher hasher, size_t size);",
     "hashlane_hasher_reset: the number of its parameters"),
    ("parameters change places",
     "hashlane_isa_parse(int32_t *out, const char *text, size_t text_bytes);",
     "hashlane_isa_parse(const char *text, size_t text_bytes, int32_t *out);",
     "hashlane_isa_parse: out: its type"),
    ("fields change places",
     "	int32_t status;    /* HASHLANE_*, as the call returns */\n"
     "	int32_t os_error;  /*",
     "	int32_t os_error;\n	int32_t status;    /*",
     "hashlane_error.status: its place"),
    ("a field has another type",
     "	uint64_t size_bytes; /* total, with",
     "	int64_t size_bytes; /* total, with",
     "hashlane_hasher_options.size_bytes: its type"),
    ("a field is removed",
     "	uint64_t held_bytes;   /* unstreamed results, outside the budget */\n",
     "", "hashlane_engine_memory.held_bytes: is gone"),
    ("a struct grows in the middle",
     "	int32_t kind;           /* HASHLANE_INPUT_* */",
     "	uint64_t more;\n	int32_t kind;           /* HASHLANE_INPUT_* */",
     "hashlane_input.more: is new, but not appended"),
    ("a struct without struct_size grows at its end",
     "	int32_t reserved;\n};\n\n/*\n * Get the present progress of a job.",
     "	int32_t reserved;\n	uint64_t more;\n};\n\n/*\n * Get the",
     "hashlane_progress: its size"),
    ("the value of a constant changes",
     "HASHLANE_FORMAT = 18,", "HASHLANE_FORMAT = 21,",
     "HASHLANE_FORMAT: its value"),
    ("a constant is inserted among others",
     "	HASHLANE_HASH_TIGER = 22,", "	HASHLANE_HASH_TIGER = 23,",
     "HASHLANE_HASH_TIGER: its value"),
    ("a constant is removed",
     "	HASHLANE_OUTPUT_HEX = 1,    /* 2 * digest_bytes characters, no NUL "
     "*/\n", "", "HASHLANE_OUTPUT_HEX: is gone"),
    ("a handle has another type",
     "typedef uint64_t hashlane_engine;", "typedef uint32_t hashlane_engine;",
     "hashlane_engine: its type"),
    ("a callback has another parameter",
     "typedef void hashlane_pressure_fn(void *context, int32_t pressure);",
     "typedef void hashlane_pressure_fn(void *context, int64_t pressure);",
     "hashlane_pressure_fn: pressure: its type"),
    ("NULL is no longer taken",
     " * options  may be NULL: all defaults\n * error    may",
     " * options  the defaults\n * error    may",
     "hashlane_engine_create: options: may no longer be NULL"),
    ("something is owned by another",
     "out      set on success; destroy it with hashlane_engine_destroy",
     "out      set on success; lives as long as the process",
     None),
]
HARMLESS = [
    ("a function is added",
     "const char *hashlane_library_get_compiler(void);",
     "const char *hashlane_library_get_compiler(void);\n\n/*\n * New. Never NULL. "
     "Since 0.1.\n */\nconst char *hashlane_get_more(void);"),
    ("a struct with struct_size grows at its end",
     "	uint64_t offset_bytes;\n};",
     "	uint64_t offset_bytes;\n	uint64_t more;\n};"),
    ("a constant is appended",
     "	HASHLANE_OUTPUT_HEX = 1,", "	HASHLANE_OUTPUT_MORE = 3,\n"
     "	HASHLANE_OUTPUT_HEX = 1,"),
    ("a parameter may be NULL from now on",
     " * options   which algorithms, how many threads",
     " * options   which algorithms, how many threads; may be NULL"),
    ("a description is better",
     " * Return the compiler that built the library", " * Return what built it"),
]
# A field that is new in today's header, where an older one had padding.
PADDING = ("	uint32_t lanes;   /* messages it advances side by side, from 1 */\n"
           "	uint32_t reserved;\n",
           "	uint32_t lanes;\n",
           "hashlane_kernel_info.reserved: is new, but not appended")
UNDOCUMENTED = [
    ("a function without a comment",
     "const char *hashlane_library_get_compiler(void);",
     "const char *hashlane_library_get_compiler(void);\n\n"
     "int32_t hashlane_more(void);"),
    ("a function without Since",
     "const char *hashlane_library_get_compiler(void);",
     "const char *hashlane_library_get_compiler(void);\n\n/* New. Status: ARGUMENT. */"
     "\nint32_t hashlane_more(void);"),
    ("a function without its statuses",
     "const char *hashlane_library_get_compiler(void);",
     "const char *hashlane_library_get_compiler(void);\n\n/* New. Since 0.1. */"
     "\nint32_t hashlane_more(void);"),
    ("a status that is none",
     " * Status: ABI. Since 0.1.", " * Status: ABBY. Since 0.1."),
    ("an object that nobody is told to free",
     "out      set on success; destroy it with hashlane_engine_destroy",
     "out      set on success"),
]


def changed(text, what, old, new):
    if text.count(old) != 1:
        sys.exit(f"{what}: {text.count(old)} of '{old}' in the header")
    with tempfile.NamedTemporaryFile("w", suffix=".h") as header:
        header.write(text.replace(old, new))
        header.flush()
        return model_of(header.name)


def main():
    text = (ROOT / "include/hashlane.h").read_text()
    frozen = json.loads(json.dumps(model_of()))
    failed = 0
    for what, old, new, wanted in BREAKING:
        found = compare(frozen, changed(text, what, old, new))
        if not found or wanted and not any(one.startswith(wanted)
                                           for one in found):
            failed += 1
            print(f"NOT SEEN: {what}: {found}", file=sys.stderr)
    old, new, wanted = PADDING
    found = compare(changed(text, "padding", old, new), frozen)
    if not any(one.startswith(wanted) for one in found):
        failed += 1
        print(f"NOT SEEN: a field in place of padding: {found}",
              file=sys.stderr)
    for what, old, new in HARMLESS:
        found = compare(frozen, changed(text, what, old, new))
        if found:
            failed += 1
            print(f"refused: {what}: {found}", file=sys.stderr)
    for what, old, new in UNDOCUMENTED:
        try:
            changed(text, what, old, new)
        except Undocumented:
            continue
        failed += 1
        print(f"NOT SEEN: {what}", file=sys.stderr)
    print(f"guard: {len(BREAKING) + 1} changes that break, {len(HARMLESS)} that "
          f"do not, {len(UNDOCUMENTED)} undocumented; {failed} misjudged")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
