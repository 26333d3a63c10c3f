#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""
abi_generate.py - everything that follows from the header: its model, the
exports map, layout asserts, the table of symbols, the
rows of the argument tests. Debian's Python, for Debian's libclang.

Usage: abi_generate.py [--check]    --check: fail where a file is not as it
                                    would be written
"""
import difflib
import json
import re
import sys

import abi_arguments
from abi_model import ROOT, Undocumented, model_of

NOTE = "written by tools/abi_generate.py from include/hashlane.h"


def by_version(entries):
    """[(version, entries)], oldest first."""
    versions = sorted({one["since"] for one in entries},
                      key=lambda text: [int(part) for part in
                                        text.split(".")])
    return [(version, [one for one in entries if one["since"] == version])
            for version in versions]


def by_doc(macros):
    """[(doc, macros that stand under it)]"""
    groups = {}
    for one in macros:
        groups.setdefault(one["doc"], []).append(one)
    return groups.items()


def model_json(model):
    return json.dumps(model, indent=1) + "\n"


def exports_map(model):
    """A version node for each minor version, each heir to the one before."""
    lines = [f"# hashlane.map - exported names; {NOTE}"]
    before = ""
    for version, functions in by_version(model["functions"]):
        lines += [f"HASHLANE_{version} {{", "global:"]
        lines += [f"\t{name};" for name in
                  sorted(one["name"] for one in functions)]
        if not before:
            lines += ["local:", "\t*;"]
        lines.append(f"}}{before};")
        before = f" HASHLANE_{version}"
    return "\n".join(lines) + "\n"


# ---- Layout asserts ---------------------------------------------------------

LAYOUT_HEAD = f"""/* SPDX-License-Identifier: MIT */
/*
 * layout.c - how structs lie in memory, checked by whatever compiler there is;
 * {NOTE}.
 */
/* clang-format off */
#include <hashlane.h>

#include <stddef.h>

struct longest {{
	char byte;
	uint64_t number;
}};

enum {{
	LP64 = sizeof(void *) == 8,
	ILP32 = sizeof(void *) == 4 && offsetof(struct longest, number) == 8,
	ILP32_I386 = sizeof(void *) == 4 && !ILP32
}};

_Static_assert(LP64 || ILP32 || ILP32_I386, "no layout is known for this");
"""


def layout_c(model):
    lines = [LAYOUT_HEAD]
    for struct in model["structs"]:
        kind = f"struct {struct['name']}"
        for name, layout in struct["layout"].items():
            def hold(what, value, about, when=name.upper()):
                lines.append(f"_Static_assert(!{when} ||\n\t{what} == {value},"
                             f'\n\t"{when} {about}");')
            hold(f"sizeof({kind})", layout["size"], f"{struct['name']}: size")
            hold(f"_Alignof({kind})", layout["align"],
                 f"{struct['name']}: alignment")
            for field, offset in layout["offsets"].items():
                hold(f"offsetof({kind}, {field})", offset,
                     f"{struct['name']}.{field}")
    for enum in model["enums"]:
        for one in enum["constants"]:
            lines.append(f"_Static_assert({one['name']} == {one['value']},\n"
                         f'\t"{one["name"]}");')
    return "\n".join(lines) + "\n"


# ---- The table of symbols ---------------------------------------------------


def code_list(names):
    return ", ".join(f"`{name}`" for name in names)


def first_sentence(text):
    first = re.split(r"\. |(?<=\?) ", text)[0]
    return first.rstrip(".").replace("|", "\\|")


def symbols_md(model):
    lines = ["# Symbols by version", "",
             f"<!-- {NOTE} -->",
             "Every name of the interface, and the version of hashlane in "
             "which it appeared.", "[ABI.md](ABI.md) says what is promised "
             "of them."]
    everything = model["functions"] + model["structs"] + model["enums"] + \
        model["handles"] + model["callbacks"]
    for version, _ in by_version(everything):
        def of(kind, at=version):
            return [one for one in model[kind] if one["since"] == at]
        lines += ["", f"## {version}", "", "| function | |", "|---|---|"]
        lines += [f"| `{one['name']}` | {first_sentence(one['doc'])} |"
                  for one in of("functions")]
        lines += ["", "| type | bytes (64-bit) | |", "|---|---|---|"]
        lines += [f"| `struct {one['name']}` | "
                  f"{one['layout']['lp64']['size']}"
                  f"{', may grow' if one['sized'] else ''} | "
                  f"{first_sentence(one['doc'])} |" for one in of("structs")]
        lines += [f"| `{one['name']}` | 8 | {first_sentence(one['doc'])} |"
                  for one in of("handles")]
        lines += [f"| `{one['name']}` | | {first_sentence(one['doc'])} |"
                  for one in of("callbacks")]
        lines += ["", "| constants | |", "|---|---|"]
        if version == model["functions"][0]["since"]:
            names = code_list(one["name"] for one in model["macros"]
                              if "value" in one)
            lines.append(f"| {names} | Versions of the header |")
        for _, macros in by_doc(one for one in model["macros"]
                                if one.get("since") == version):
            lines.append(f"| {code_list(one['name'] for one in macros)} | "
                         f"{first_sentence(macros[0]['doc'])} |")
        for one in of("enums"):
            values = [f"{constant['name']} = {constant['value']}"
                      for constant in one["constants"]]
            lines.append(f"| {code_list(values)} | "
                         f"{first_sentence(one['doc'])} |")
    return "\n".join(lines) + "\n"


OUTPUTS = {
    "abi/hashlane.json": model_json,
    "cmake/hashlane.map": exports_map,
    "tests/abi/layout.c": layout_c,
    "docs/SYMBOLS.md": symbols_md,
    "tests/abi/argument_rows.h": abi_arguments.rows_h,
}


def main():
    check = sys.argv[1:] == ["--check"]
    try:
        model = model_of()
        texts = {name: make(model) for name, make in OUTPUTS.items()}
    except Undocumented as why:
        sys.exit(f"abi_generate.py: {why}")
    stale = 0
    for name, text in texts.items():
        path = ROOT / name
        now = path.read_text() if path.exists() else ""
        if now == text:
            continue
        stale += 1
        if check:
            sys.stderr.writelines(list(difflib.unified_diff(
                now.splitlines(True), text.splitlines(True), name,
                "as it should be", n=1))[:40])
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    print(f"abi: {len(texts)} files from {len(model['functions'])} functions, "
          f"{stale} {'stale: make abi writes them' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
