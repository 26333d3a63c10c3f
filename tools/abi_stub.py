#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
abi_stub.py - C of a library that has the baseline's names and nothing else,
to link programs against, and a table of all its functions.
Usage: abi_stub.py library|table MODEL.json >FILE.c
"""
import json
import pathlib
import sys


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("library", "table"):
        sys.exit(__doc__)
    model = json.loads(pathlib.Path(sys.argv[2]).read_text())
    names = [one["name"] for one in model["functions"]]
    if sys.argv[1] == "library":
        for name in names:
            print(f"void {name}(void);\nvoid {name}(void) {{}}")
        return 0
    print('#include <hashlane.h>\n#include "baseline_user.h"\n')
    print("const struct named_function all_functions[] = {")
    for name in names:
        print(f'\t{{ "{name}", (void (*)(void)){name} }},')
    print("};\nconst size_t function_count =\n"
          "\tsizeof(all_functions) / sizeof(all_functions[0]);")
    return 0


if __name__ == "__main__":
    sys.exit(main())
