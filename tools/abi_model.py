#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""
abi_model.py - the public header as data: what is declared, how it lies in
memory on each kind of processor, and what its comments promise (ownership,
NULL, statuses, since when). Debian's Python, for Debian's libclang.

Usage: abi_model.py [HEADER]    writes the model as JSON to standard output
"""
import json
import pathlib
import re
import sys

from clang import cindex
from clang.cindex import CursorKind, TokenKind

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = ROOT / "include/hashlane.h"

# Kinds of memory layout, and the processors that are held to each.
LAYOUTS = {
    "lp64": ("x86_64-linux-gnu", "aarch64-linux-gnu", "s390x-linux-gnu"),
    "ilp32": ("armv7-linux-gnueabihf",),
    "ilp32_i386": ("i686-linux-gnu",),
}
# A 64-bit field is aligned to four bytes on i386: the one difference.
SINCE = re.compile(r"\bSince (\d+\.\d+)\.$")


class Undocumented(Exception):
    """The header says less than the model needs."""


# ---- Comments ---------------------------------------------------------------


def plain(comment):
    """Lines of a comment without its stars."""
    text = re.sub(r"^/\*+<?|\*+/$", "", comment.strip())
    lines = [re.sub(r"^\s*\* ?", "", line) for line in text.split("\n")]
    return [line.rstrip() for line in lines]


def joined(lines):
    return " ".join(" ".join(lines).split())


def read_doc(comment, parameters, name):
    """A docstring taken apart: what it is, each parameter, statuses, since."""
    doc = {"text": "", "parameters": {}, "statuses": None, "since": None}
    if comment is None:
        raise Undocumented(f"{name}: no comment stands before it")
    lines = plain(comment)
    whole = joined(lines)
    since = SINCE.search(whole)
    if not since:
        raise Undocumented(f"{name}: its comment does not end in 'Since X.Y.'")
    doc["since"] = since[1]
    current, block = [], False
    doc_lines = current
    for line in lines:
        start = re.match(r"(\w+(?:, \w+)*)  +(\S.*)$", line)
        names = start[1].split(", ") if start else []
        if line.startswith(("Status:", "Since ")):
            current, block = [line], False
            doc.setdefault("tail", []).append(current)
        elif names and all(one in parameters for one in names):
            current, block = [start[2]], True
            for one in names:
                doc["parameters"][one] = current
        elif block and line and not line.startswith("  "):
            raise Undocumented(f"{name}: '{line}' is no parameter")
        elif not line and block:
            current, block = doc_lines, False
        else:
            current.append(line)
    doc["parameters"] = {one: joined(text)
                         for one, text in doc["parameters"].items()}
    doc["text"] = SINCE.sub("", joined(doc_lines)).strip()
    tail = SINCE.sub("", joined(sum(doc.pop("tail", []), []))).strip()
    if tail.startswith("Status:"):
        doc["statuses"] = tail[len("Status:"):].strip()
    return doc


def status_names(text, known, name):
    """NAME (when), NAME ...: the names, in order; OK need not be told."""
    depth, bare = 0, ""
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if not depth and letter != ")":
            bare += letter
    # A sentence may follow.
    names = [one.strip()
             for one in re.split(r"\s*\.(?:\s|$)", bare)[0].split(",")]
    for one in names:
        if one not in known:
            raise Undocumented(f"{name}: '{one}' is no status")
    return [one for one in names if one != "OK"]


# ---- Reading ----------------------------------------------------------------


class Reader:
    """One header, parsed for one processor."""

    def __init__(self, header, target):
        self.header = str(header)
        index = cindex.Index.create()
        self.unit = index.parse(
            self.header,
            args=["-x", "c", "-std=c11", "-target", target, "-ffreestanding"],
            options=cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        errors = [str(one) for one in self.unit.diagnostics
                  if one.severity >= cindex.Diagnostic.Warning]
        if errors:
            raise Undocumented("\n".join(errors))

    def cursors(self):
        for cursor in self.unit.cursor.get_children():
            at = cursor.location.file
            if at and at.name == self.header:
                yield cursor

    def structs(self):
        for cursor in self.cursors():
            if (cursor.kind == CursorKind.STRUCT_DECL and
                    cursor.is_definition()):
                yield cursor

    def layout(self):
        """{struct: (size, alignment, offset of each field)}"""
        found = {}
        for cursor in self.structs():
            shape = cursor.type
            fields = [one for one in cursor.get_children()
                      if one.kind == CursorKind.FIELD_DECL]
            found[cursor.spelling] = {
                "size": shape.get_size(), "align": shape.get_align(),
                "offsets": {one.spelling:
                            shape.get_offset(one.spelling) // 8
                            for one in fields}}
        return found


class Comments:
    """Which comment belongs to what stands on a line."""

    def __init__(self, unit):
        self.ending, self.starting = {}, {}
        self.lines = pathlib.Path(unit.spelling).read_text().split("\n")
        first = {}
        for token in unit.get_tokens(extent=unit.cursor.extent):
            begin, end = token.extent.start, token.extent.end
            first.setdefault(begin.line, token)
            if token.kind == TokenKind.COMMENT:
                self.starting[begin.line] = token.spelling
                if first[begin.line].extent.start.column == begin.column:
                    self.ending[end.line] = token.spelling

    def above(self, cursor):
        """Of a macro: a choice by the language may stand between."""
        at = cursor.extent.start.line - 1
        while self.lines[at - 1].startswith("#"):
            at -= 1
        return self.ending.get(at)

    def before(self, cursor):
        return self.ending.get(cursor.extent.start.line - 1)

    def beside(self, cursor):
        """Of a field or a constant: behind it, or on lines of its own."""
        behind = self.starting.get(cursor.extent.end.line)
        return joined(plain(behind or self.before(cursor) or ""))


def read_enum(cursor, comments):
    constants = [one for one in cursor.get_children()
                 if one.kind == CursorKind.ENUM_CONSTANT_DECL]
    names = [one.spelling for one in constants]
    doc = read_doc(comments.before(cursor), (), names[0])
    prefix = names[0]
    while not all(one.startswith(prefix) for one in names) or \
            not prefix.endswith("_"):
        prefix = prefix[:-1]
    kind = ("limits" if doc["text"].startswith("Limit") else
            "bits" if re.search(r"\b[Bb]its of\b", doc["text"]) else "values")
    return {"kind": kind, "prefix": prefix, "since": doc["since"],
            "doc": doc["text"],
            "of": re.findall(r"\b(hashlane_\w+\.\w+)", doc["text"]),
            "constants": [{"name": one.spelling, "value": one.enum_value,
                           "doc": comments.beside(one)}
                          for one in constants]}


def read_parameters(cursor):
    return [one for one in cursor.get_children()
            if one.kind == CursorKind.PARM_DECL]


class Model:
    """The header, read for the first processor; layouts for all of them."""

    def __init__(self, header):
        self.reader = Reader(header, LAYOUTS["lp64"][0])
        self.comments = Comments(self.reader.unit)
        self.header = header
        self.macros, self.enums, self.handles = [], [], []
        self.structs, self.callbacks, self.functions = [], [], []
        self.opaque, self.macro_doc = [], None

    def read(self):
        cursors = list(self.reader.cursors())
        for cursor in cursors:
            if cursor.kind == CursorKind.ENUM_DECL:
                self.enums.append(read_enum(cursor, self.comments))
        statuses = next(one for one in self.enums
                        if one["constants"][0]["name"] == "HASHLANE_OK")
        self.statuses = {one["name"][len("HASHLANE_"):]
                         for one in statuses["constants"]}
        for cursor in cursors:
            self.read_cursor(cursor)
        return {
            "version": self.macro("HASHLANE_VERSION"),
            "abi_version": self.macro("HASHLANE_ABI_VERSION"),
            "layouts": {name: list(of) for name, of in LAYOUTS.items()},
            "macros": self.macros, "enums": self.enums,
            "handles": self.handles, "opaque": sorted(self.opaque),
            "callbacks": self.callbacks,
            "structs": self.with_layouts(), "functions": self.functions,
        }

    def macro(self, name):
        return next(one["value"] for one in self.macros
                    if one["name"] == name)

    def read_cursor(self, cursor):
        if cursor.kind == CursorKind.MACRO_DEFINITION:
            tokens = [one.spelling for one in cursor.get_tokens()][1:]
            if tokens:
                self.read_macro(cursor.spelling, tokens,
                                self.comments.above(cursor))
        elif cursor.kind == CursorKind.TYPEDEF_DECL:
            self.read_typedef(cursor)
        elif cursor.kind == CursorKind.STRUCT_DECL:
            if cursor.is_definition():
                self.read_struct(cursor)
            elif cursor.spelling not in self.opaque:
                self.opaque.append(cursor.spelling)
        elif cursor.kind == CursorKind.FUNCTION_DECL:
            self.read_function(cursor)

    def read_macro(self, name, tokens, comment):
        """A version, or C text that stands under a comment of its own or
        under that of the macro before it."""
        if len(tokens) == 1:
            text = tokens[0]
            value = text.strip('"') if text.startswith('"') else int(text, 0)
            self.macros.append({"name": name, "value": value})
            return
        if comment:
            self.macro_doc = read_doc(comment, (), name)
        self.macros.append({"name": name, "text": " ".join(tokens),
                            "since": self.macro_doc["since"],
                            "doc": self.macro_doc["text"]})

    def read_typedef(self, cursor):
        under = cursor.underlying_typedef_type
        parameters = read_parameters(cursor)
        doc = read_doc(self.comments.before(cursor),
                       [one.spelling for one in parameters], cursor.spelling)
        entry = {"name": cursor.spelling, "since": doc["since"],
                 "doc": doc["text"]}
        if under.kind == cindex.TypeKind.FUNCTIONPROTO:
            entry["returns"] = under.get_result().spelling
            entry["parameters"] = [
                {"name": one.spelling, "type": one.type.spelling}
                for one in parameters]
            self.callbacks.append(entry)
        else:
            entry["type"] = under.spelling
            self.handles.append(entry)

    # ---- Structs ----

    def read_struct(self, cursor):
        doc = read_doc(self.comments.before(cursor), (), cursor.spelling)
        fields = []
        for one in cursor.get_children():
            if one.kind == CursorKind.FIELD_DECL:
                field = {"name": one.spelling, "type": one.type.spelling,
                         "doc": self.comments.beside(one)}
                self.classify(field, f"{cursor.spelling}.{one.spelling}")
                fields.append(field)
        self.structs.append({
            "name": cursor.spelling, "since": doc["since"],
            "doc": doc["text"], "fields": fields,
            "sized": fields[0]["name"] == "struct_size"})

    def with_layouts(self):
        for struct in self.structs:
            struct["layout"] = {}
        for layout, targets in LAYOUTS.items():
            found = [Reader(self.header, one).layout() for one in targets]
            if any(one != found[0] for one in found):
                raise Undocumented(f"{targets} do not lie alike in memory")
            for struct in self.structs:
                struct["layout"][layout] = found[0][struct["name"]]
        return self.structs

    # ---- What a number means ----

    def enum_of(self, text, field, bits):
        """The enum that a comment names as PREFIX_*, by its first name.
        Several enums may have the prefix: one of values, others of bits."""
        named = [one for one in self.enums if field in one["of"]]
        wanted = re.search(r"\b(HASHLANE_(?:[A-Z0-9]+_)*)\*", text)
        if not named and wanted:
            named = [one for one in self.enums if one["kind"] != "limits" and
                     one["prefix"] == wanted[1] and
                     not (one["of"] and one["kind"] == "values")]
            named = [one for one in named
                     if (one["kind"] == "bits") == bits] or named
        if len(named) > 1:
            raise Undocumented(f"{field}: more than one enum is {wanted[0]}")
        if wanted and not named:
            raise Undocumented(f"{field}: no enum is {wanted[0]}")
        return named[0] if named else None

    def classify(self, item, name):
        """enum, bits, zero or handle, where a number is one of these."""
        base = item["type"]
        handles = [one["name"] for one in self.handles]
        if base in handles:
            item["class"], item["handle"] = "handle", [base]
        elif (base == "uint64_t" and
                item["doc"].startswith("a job or an engine")):
            item["class"] = "handle"
            item["handle"] = ["hashlane_job", "hashlane_engine"]
        elif base in ("int32_t", "uint32_t"):
            bits = base == "uint32_t"
            enum = self.enum_of(item["doc"], name, bits)
            if enum:
                if bits and enum["kind"] != "bits":
                    raise Undocumented(f"{name}: {enum['prefix']}* are "
                                       "no bits")
                item["class"] = "bits" if bits else "enum"
                item["enum"] = enum["constants"][0]["name"]
            elif item["name"] == "reserved" or item["doc"] == "must be 0":
                item["class"] = "zero"

    # ---- Functions ----

    def read_function(self, cursor):
        name = cursor.spelling
        parameters = read_parameters(cursor)
        names = [one.spelling for one in parameters]
        doc = read_doc(self.comments.before(cursor), names, name)
        returns = cursor.result_type.spelling
        function = {"name": name, "since": doc["since"], "doc": doc["text"],
                    "returns": returns, "parameters": []}
        if returns == "int32_t":
            if doc["statuses"] is None:
                raise Undocumented(f"{name}: no 'Status: ...' is told")
            function["statuses"] = status_names(doc["statuses"],
                                                self.statuses, name)
        elif returns == "const char *":
            if "Never NULL" not in doc["text"]:
                raise Undocumented(f"{name}: may it give NULL?")
            function["ownership"] = {"kind": "library"}
        for one in parameters:
            item = {"name": one.spelling, "type": one.type.spelling,
                    "doc": doc["parameters"].get(one.spelling, "")}
            self.classify(item, f"{name}.{one.spelling}")
            if item["type"].endswith("*"):
                self.read_pointer(item, function, name)
            elif (item["type"] in ("int32_t", "uint32_t") and
                    "class" not in item and not item["doc"] and
                    f"`{item['name']}`" not in doc["text"]):
                raise Undocumented(f"{name}: what is {item['name']}?")
            function["parameters"].append(item)
        self.functions.append(function)

    def read_pointer(self, item, function, name):
        text = item["doc"]
        target = re.sub(r"\s*\*$", "", item["type"])
        item["direction"] = "in" if target.startswith("const ") and \
            not target.endswith("*") or target.endswith("*const") else "out"
        if item["type"] == "struct hashlane_error *":
            item["direction"] = "detail"
        when = re.search(r"may be NULL(?: when (\w+) is 0)?", text)
        item["null"] = ("never" if not when else
                        "when " + when[1] if when[1] else "always")
        if function["returns"] == "void":
            item["direction"] = "in"
            item["ownership"] = {"kind": "taken"}
            return
        item["ownership"] = self.ownership(item, function, name, target)

    def ownership(self, item, function, name, target):
        """Of what the caller hands in, or of what he is handed."""
        text, whole = item["doc"], function["doc"]
        if item["direction"] != "out":
            if "owned by" in text:
                return {"kind": "taken"}
            return {"kind": "copied" if "copied" in text else "call"}
        handle = target in [one["name"] for one in self.handles]
        if not (target.endswith("*") or handle or "Arrow" in target):
            return {"kind": "caller"}
        release = re.search(r"(?:free it|destroy it|give it back|end it) with "
                            r"(\w+)", text)
        if release:
            return {"kind": "owned", "release": release[1]}
        if "released by the caller" in text:
            return {"kind": "owned", "release": "its release callback"}
        lives = re.search(r"points into the (\w+)|lives (?:as long as|until) "
                          r"(?:the )?((?:next )?\w+)", text + " " + whole)
        if not lives:
            raise Undocumented(f"{name}: how long does *{item['name']} live?")
        return {"kind": "borrowed", "from": lives[1] or lives[2]}


def model_of(header=HEADER):
    return Model(pathlib.Path(header)).read()


def main():
    try:
        model = model_of(*sys.argv[1:2])
    except Undocumented as why:
        sys.exit(f"abi_model.py: {why}")
    json.dump(model, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
