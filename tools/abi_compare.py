#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""
abi_compare.py - what a program compiled against one header would suffer from
a library of another: everything that docs/ABI.md says never changes.

Usage: abi_compare.py OLD.json NEW.json    one line each; exit status 1 if any
"""
import json
import pathlib
import sys


def by_name(entries):
    return {one["name"]: one for one in entries}


def constants(model):
    found = {one["name"]: one.get("value", one.get("text"))
             for one in model["macros"]
             if not one["name"].startswith(("HASHLANE_VERSION",
                                            "HASHLANE_ABI_VERSION"))}
    for enum in model["enums"]:
        found |= {one["name"]: one["value"] for one in enum["constants"]}
    return found


def same(name, what, old, new):
    if old != new:
        yield f"{name}: {what} was {old}, is {new}"


def pairs(kind, old, new):
    """(name, old, new) of what both have; what is gone is told."""
    newer = by_name(new[kind])
    for one in old[kind]:
        yield one["name"], one, newer.get(one["name"])


def compare_function(name, old, new):
    yield from same(name, "what it returns", old["returns"], new["returns"])
    yield from same(name, "its version", old["since"], new["since"])
    before, after = old["parameters"], new["parameters"]
    yield from same(name, "the number of its parameters", len(before),
                    len(after))
    for one, other in zip(before, after):
        place = f"{name}: {one['name']}"
        yield from same(place, "its type", one["type"], other["type"])
        yield from same(place, "its name", one["name"], other["name"])
        if one.get("null") not in (other.get("null"), "never") and \
                other.get("null") != "always":
            yield f"{place}: may no longer be NULL as it could"
        yield from same(place, "who owns it", one.get("ownership"),
                        other.get("ownership"))


def compare_struct(name, old, new):
    fields = by_name(new["fields"])
    yield from same(name, "whether it has a struct_size", old["sized"],
                    new["sized"])
    for one in old["fields"]:
        field = fields.pop(one["name"], None)
        if field is None:
            yield f"{name}.{one['name']}: is gone"
        else:
            yield from same(f"{name}.{one['name']}", "its type", one["type"],
                            field["type"])
    for layout, before in old["layout"].items():
        after = new["layout"][layout]
        for field, offset in before["offsets"].items():
            yield from same(f"{name}.{field}", f"its place ({layout})",
                            offset, after["offsets"].get(field, offset))
        yield from same(name, f"its alignment ({layout})", before["align"],
                        after["align"])
        if not old["sized"]:
            yield from same(name, f"its size ({layout})", before["size"],
                            after["size"])
        # Not within the padding at the end either: older callers fill it
        # with anything, and count it in struct_size.
        for field in fields:
            if after["offsets"][field] < before["size"]:
                yield f"{name}.{field}: is new, but not appended ({layout})"


def promise(version):
    return version if version < 1 << 16 else version >> 16


def compare(old, new):
    """What is broken, one text each."""
    found = []
    # Of version 0, each minor one is another interface.
    if promise(old["abi_version"]) != promise(new["abi_version"]):
        return [f"the ABI version was {old['abi_version']:#x}, is "
                f"{new['abi_version']:#x}: freeze a new baseline"]
    newer = constants(new)
    for name, value in constants(old).items():
        if name not in newer:
            found.append(f"{name}: is gone")
        else:
            found += same(name, "its value", value, newer[name])
    for kind, compared in (("functions", compare_function),
                           ("structs", compare_struct),
                           ("callbacks", compare_function)):
        for name, one, other in pairs(kind, old, new):
            found += ([f"{name}: is gone"] if other is None else
                      compared(name, one, other))
    for name, one, other in pairs("handles", old, new):
        found += ([f"{name}: is gone"] if other is None else
                  same(name, "its type", one["type"], other["type"]))
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    old, new = (json.loads(pathlib.Path(name).read_text())
                for name in sys.argv[1:])
    found = compare(old, new)
    for line in found:
        print(f"abi: {line}", file=sys.stderr)
    print(f"abi: {old['version']} against {new['version']}: "
          f"{len(old['functions'])} functions, {len(old['structs'])} structs, "
          f"{len(constants(old))} constants, {len(found)} broken")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
