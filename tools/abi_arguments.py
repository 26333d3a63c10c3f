# SPDX-License-Identifier: MIT
"""
abi_arguments.py - the rows of the argument tests: what may be wrong with each
parameter of each export, and with each field that an export reads, by the
model of the header. A parameter of which no row can be made is an error.
"""
import re

from abi_model import Undocumented

# How it is refused; a row wants one of its statuses, or what all is well
# gives, or any that is documented.
HEAD = """/* SPDX-License-Identifier: MIT */
/*
 * argument_rows.h - what may be wrong with the arguments of every export;
 * written by tools/abi_generate.py from include/hashlane.h.
 */
/* clang-format off */
"""
LENGTHS = re.compile(r"(_bytes|_units|_count|capacity|^count|^bytes)$")
INT32 = (-1, 2**31 - 1, -2**31)
TOO_LONG = ("(uint64_t)PTRDIFF_MAX + 1", "SIZE_MAX")
# No struct is larger, and none that says so is looked at.
STRUCT_MAX = 4096
STEPS = 3
# Read in one layout of the column only, which test_message_arguments tries.
CONDITIONAL = {("hashlane_column", "buffers")}


def is_element(item):
    """Is it the size of an element of an array?"""
    return item["type"] == "size_t" and \
        item["doc"].startswith("sizeof(struct ")


def role(item):
    """How the test makes an argument that is well."""
    kind = item.get("class")
    if kind == "handle":
        return "HANDLE"
    if item["type"].endswith("*"):
        return {"in": "IN", "out": "OUT", "detail": "DETAIL"}[
            item["direction"]]
    if kind:
        return "CHOICE"
    if is_element(item):
        return "ELEMENT"
    if item["type"] == "size_t" and LENGTHS.search(item["name"]):
        return "LENGTH"
    if item["name"] in ("index", "row"):
        return "INDEX"
    return "NUMBER"


class Rows:
    """All rows of one export."""

    def __init__(self, model, function):
        self.model, self.function, self.rows = model, function, []
        self.structs = {one["name"]: one for one in model["structs"]}
        self.enums = {one["constants"][0]["name"]: one
                      for one in model["enums"]}

    def add(self, parameter, what, wrong, wanted, value=0, path=(), width=0):
        self.rows.append((parameter, what, wrong, wanted, value, path, width))

    def refused(self, *names):
        """A status among these that the export documents."""
        told = [one for one in names
                if one in self.function.get("statuses", ())]
        if self.function["returns"] == "const char *":
            return "UNKNOWN"
        if not told:
            raise Undocumented(f"{self.function['name']}: none of {names} "
                               "is documented, but arguments can be wrong")
        return " | ".join(f"BIT(HASHLANE_{one})" for one in told)

    def all_rows(self):
        for at, item in enumerate(self.function["parameters"]):
            before = len(self.rows)
            kind = role(item)
            if kind == "HANDLE":
                for wrong in ("NEVER", "FORGED", "STALE", "OTHER_KIND"):
                    self.add(at, item["name"], wrong, self.refused("HANDLE"))
            elif kind in ("IN", "OUT", "DETAIL"):
                self.pointer(at, item)
            else:
                self.number(at, item, item["name"], kind)
            if len(self.rows) == before:
                raise Undocumented(f"{self.function['name']}: no row is wrong "
                                   f"in {item['name']}")
        return self.rows

    def pointer(self, at, item):
        if item["null"] == "always":
            self.add(at, item["name"], "NULL", "AS_WELL")
        else:
            self.add(at, item["name"], "NULL", self.refused("ARGUMENT"))
        if item["null"].startswith("when "):
            count = item["null"].removeprefix("when ")
            names = [one["name"] for one in self.function["parameters"]]
            if count not in names:
                raise Undocumented(f"{self.function['name']}: what is "
                                   f"{count}?")
            self.add(at, item["name"], "NULL_EMPTY", "DOCUMENTED",
                     names.index(count))
        struct = self.target(item["type"])
        if struct:
            self.struct(at, item["name"], struct, (),
                        item["direction"] == "in")

    def target(self, spelling):
        """The struct that a pointer of this type points to."""
        found = re.fullmatch(r"(?:const )?struct (\w+) \*", spelling)
        return self.structs.get(found[1]) if found else None

    def struct(self, at, what, struct, path, reads):
        """Its size, and the fields that the library reads."""
        name = struct["name"]
        if struct["sized"]:
            step = path + ((name, "struct_size"),)
            for size in (0, 1, "sizeof(size_t)", *TOO_LONG):
                self.add(at, f"{what}: struct_size {size}", "VALUE",
                         self.refused("ABI"), size, step, "sizeof(size_t)")
            for size in (STRUCT_MAX + 1, "PTRDIFF_MAX", "SIZE_MAX"):
                self.add(at, f"{what}: struct_size {size} at the end of a "
                         "page", "PAGE", self.refused("ABI"), size, step,
                         f"sizeof(struct {name})")
            self.add(at, f"{what}: newer fields up to the end of a page",
                     "PAGE", "AS_WELL", STRUCT_MAX, step,
                     f"sizeof(struct {name})")
            self.add(at, f"{what}: a newer field that is set", "EXCESS",
                     self.refused("ABI"), f"sizeof(struct {name})", step)
            self.add(at, f"{what}: newer fields that are zero", "EXCESS_ZERO",
                     "AS_WELL", f"sizeof(struct {name})", step)
        if not reads:
            return
        for field in struct["fields"]:
            step = path + ((name, field["name"]),)
            self.field(at, f"{what}.{field['name']}", field, struct, step)

    def field(self, at, what, field, struct, path):
        names = [one["name"] for one in struct["fields"]]
        stem = field["name"]
        counts = [one for one in (stem + "_bytes", stem + "_count",
                                  stem.rstrip("s") + "_count",
                                  stem.rstrip("s") + "_bytes")
                  if one in names and one != stem]
        width = f"sizeof({field['type']})"
        if field.get("class"):
            self.number(at, field, what, "CHOICE", path)
        elif is_element(field):
            self.number(at, field, what, "ELEMENT", path)
        elif (field["type"].endswith("*") and counts and
              (struct["name"], stem) not in CONDITIONAL):
            self.add(at, what + " NULL", "VALUE", self.refused("ARGUMENT"), 0,
                     path, width)
        elif "(*)" in field["type"]:
            self.add(at, what + " NULL", "VALUE", self.refused("ARGUMENT"), 0,
                     path, width)
        elif (field["type"] == "size_t" and LENGTHS.search(stem) and
              stem != "struct_size"):
            for value in TOO_LONG:
                self.add(at, what + " too large", "VALUE",
                         self.refused("ARGUMENT"), value, path, width)
        inner = self.target(field["type"])
        if inner and len(path) < STEPS:
            self.struct(at, what, inner, path, True)

    def number(self, at, item, what, kind, path=()):
        width = f"sizeof({item['type']})"
        values, wanted = (), ""
        if item.get("class") == "enum":
            enum = self.enums[item["enum"]]
            known = [one["value"] for one in enum["constants"]]
            statuses = (("ALGORITHM",) if enum["prefix"] == "HASHLANE_HASH_"
                        else ("ARGUMENT",))
            # The one call that asks whether there is such a format.
            if enum["prefix"] == "HASHLANE_FORMAT_" and not path:
                statuses = ("NOT_FOUND",)
            values = (min(-1, min(known) - 1), *INT32[1:], max(known) + 1)
            wanted = self.refused(*statuses)
        elif item.get("class") == "bits":
            known = sum(one["value"] for one in
                        self.enums[item["enum"]]["constants"])
            values = [1 << bit for bit in range(32) if not known >> bit & 1]
            wanted = self.refused("ARGUMENT")
        elif item.get("class") == "zero":
            values, wanted = (1, 1 << 31), self.refused("ARGUMENT")
        elif kind == "ELEMENT":
            values, wanted = (0, 1, STRUCT_MAX + 1, *TOO_LONG), \
                self.refused("ABI")
        elif kind == "LENGTH":
            # So many need more room than any buffer has.
            buffers = ("BUFFER",) if item["name"].endswith("count") and \
                "BUFFER" in self.function["statuses"] else ()
            values, wanted = TOO_LONG, self.refused("ARGUMENT", *buffers)
        elif kind == "INDEX":
            values = ("UINT32_MAX" if item["type"] == "uint32_t" else "SIZE_MAX",)
            wanted = self.refused("NOT_FOUND", "ARGUMENT")
        elif kind == "NUMBER":
            values, wanted = (0, 1, 2**63 - 1, 2**63, 2**64 - 1), "DOCUMENTED"
        for value in values:
            self.add(at, f"{what} {value}", "VALUE", wanted, value, path,
                     width)


def literal(value):
    if isinstance(value, str):
        return value
    return f"(uint64_t)INT64_C({value})" if -2**31 <= value < 0 else \
        f"UINT64_C({value})" if value >= 0 else f"(uint64_t){value}"


def argument(item, at):
    """One argument of a thunk's call."""
    if item["type"].endswith("*"):
        return f"a[{at}].pointer"
    return f"({item['type']})a[{at}].number"


def thunk(function):
    """A call with arguments out of an array."""
    name = function["name"]
    values = ",\n\t\t".join(argument(item, at) for at, item in
                            enumerate(function["parameters"]))
    call = f"{name}({values})"
    if function["returns"] == "void":
        body = f"{call};\n\treturn 0;"
    elif function["returns"] == "const char *":
        body = f"return (uintptr_t){call};"
    else:
        body = f"return (uint64_t){call};"
    unused = "" if function["parameters"] else "\t(void)a;\n"
    return (f"#pragma weak {name}\n"
            f"static uint64_t call_{name}(const union argument *a)\n"
            f"{{\n{unused}\t{body}\n}}\n")


def parameters(function):
    lines = [f"static const struct parameter of_{function['name']}[] = {{"]
    for item in function["parameters"]:
        release = item.get("ownership", {}).get("release", "")
        lines.append(f'\t{{ "{item["name"]}", "{item["type"]}", '
                     f'ROLE_{role(item)},\n\t\t"{release}" }},')
    if not function["parameters"]:
        lines.append('\t{ "", "", ROLE_NUMBER, "" },')
    return "\n".join(lines) + "\n};\n"


RETURNS = {"int32_t": "STATUS", "const char *": "TEXT", "void": "NOTHING"}


def rows_h(model):
    parts = [HEAD]
    exports, rows = [], []
    for number, function in enumerate(model["functions"]):
        name = function["name"]
        parts += [thunk(function), parameters(function)]
        statuses = " | ".join(f"BIT(HASHLANE_{one})" for one in
                              function.get("statuses", ()))
        exports.append(
            f'\t{{ "{name}", call_{name}, (void (*)(void)){name},\n'
            f"\t\tRETURNS_{RETURNS.get(function['returns'], 'NUMBER')}, "
            f"of_{name},\n\t\t{len(function['parameters'])}, "
            f"BIT(HASHLANE_OK) | {statuses or '0'} }},")
        for row in Rows(model, function).all_rows():
            parameter, what, wrong, wanted, value, path, width = row
            steps = ", ".join(f"offsetof(struct {struct}, {field})"
                              for struct, field in path)
            rows.append(
                f'\t{{ {number}, {parameter}, "{what}", WRONG_{wrong},\n'
                f"\t\t{wanted}, {literal(value)},\n"
                f"\t\t{{ {steps or 0} }}, {len(path)}, {width or 0} }},")
    parts += ["static const struct export exports[] = {", *exports, "};\n",
              "static const struct row rows[] = {", *rows, "};"]
    return "\n".join(parts) + "\n"
