#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""flat.py - the library's C sources as one folder, and as one file.

Usage: flat.py OUT [--algorithms NAME,...] [SUBSET...]

OUT/SUBSET is a folder that cgo, node-gyp, emscripten or a bare cc compile as
it is: each of its .c files by itself, with no include path. OUT/one has all
of it as hashlane.c, a single translation unit, beside hashlane.h. With
--algorithms, OUT/NAME-NAME-... has what these need of one subset ("core" if
none is named).

A header that defines names of a file's own (the kernels' templates) becomes
part of each file that includes it. Then each name at file scope that is not
the library's (hln_, hashlane_) gets the file's name in front.
"""
import argparse
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# The folders of src that a subset may use; of the last one, src/api, it has
# the files that need no other folder.
CORE = ("base", "os", "mem", "lane", "hash", "api")
SUBSETS = {
    "core": CORE,
    "engine": CORE + ("engine", "list"),
}
CORES = "md4 md5 sha1 sha256 sha512 tiger blake2b blake2s blake3 keccak"

OURS = re.compile(r"(hln|HLN|hashlane|HASHLANE)_|Arrow|ARROW_")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)".*\n', re.M)
SYSTEM = re.compile(r"[ \t]*#[ \t]*include[ \t]+<([^>]+)>")
DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.M)
# Must stand before the first header of the system, in one file for all.
FEATURES = ("_GNU_SOURCE", "_DARWIN_C_SOURCE")
# What a file does not use of a header is no longer in a header.
UNUSED = ('#pragma GCC diagnostic ignored "-Wunused-function"\n'
          '#pragma GCC diagnostic ignored "-Wunused-const-variable"\n')
TOKEN = re.compile(
    r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|\\\n|'
    r"[A-Za-z_]\w*|\.?\d(?:[eEpP][+-]|[\w.])*|->|\.\.\.|##|\s+|.", re.S)
WORD = re.compile(r"[A-Za-z_]\w*$")


class Wrong(Exception):
    """The sources are not of the form that this tool knows."""


def directive(line):
    """A preprocessor line's condition word and the rest, or None."""
    found = re.match(r"\s*#\s*(ifdef|ifndef|if|elif|else|endif)\b(.*)", line)
    return found.groups() if found else None


def lines_of(text):
    """Logical lines, those that end with a backslash joined."""
    return re.findall(r"(?:[^\n]*\\\n)*[^\n]*\n", text)


def code_tokens(text):
    """The words and signs of C, without comments and preprocessor lines."""
    text = "".join(" " if token.startswith("/*") else token
                   for token in TOKEN.findall(text))
    lines = [line for line in lines_of(text) if not line.lstrip().startswith(
        "#")]
    return [token for token in TOKEN.findall("".join(lines))
            if not token.isspace()]


def declarations(text):
    """Each declaration at file scope: its tokens, and those of its body."""
    head, body, depth = [], [], 0
    for token in code_tokens(text):
        if token == "{":
            depth += 1
        if depth:
            body.append(token)
            if token == "}":
                depth -= 1
                if not depth:
                    # A function ends here; an initialiser, struct or enum
                    # goes on to its semicolon.
                    if "=" in head or head[-1] != ")":
                        head.append("{}")
                    else:
                        yield head, body
                        head, body = [], []
        elif token == ";":
            yield head, body
            head, body = [], []
        else:
            head.append(token)


def without_parentheses(tokens):
    """Tokens at depth 0; "()" for what stands in parentheses."""
    depth, out = 0, []
    for i, token in enumerate(tokens):
        if not depth and tokens[i:i + 2] == ["(", "*"]:
            # A pointer to a function: its name is that.
            out.append(tokens[i + 2])
        if token in "([":
            if not depth:
                out.append("()" if token == "(" else "[]")
            depth += 1
        elif token in ")]":
            depth -= 1
        elif not depth:
            out.append(token)
    return out


def declared(head, body, macros):
    """Names that a declaration makes known: ordinary ones, and tags."""
    names, tags = set(), set()
    if head[:1] == ["_Static_assert"]:
        return names, tags
    for i, token in enumerate(head):
        if token in ("struct", "union", "enum"):
            rest = head[i + 1:]
            if rest[:1] == ["{}"] or rest[1:2] == ["{}"]:
                if rest[0] != "{}":
                    tags.add(rest[0])
                if token == "enum":
                    names |= {a for a, b in zip(body[1:], [","] + body[1:])
                              if b in (",", "{") and WORD.match(a)}
                    names |= {body[1]}
            break
    flat = without_parentheses(head)
    while "__attribute__" in flat:
        at = flat.index("__attribute__")
        del flat[at:at + 2]
    words, initial = [], False
    for token in flat + [","]:
        if token == ",":
            while words and words[-1] in ("()", "[]"):
                words.pop()
            if words and WORD.match(words[-1]):
                names.add(words[-1])
            words, initial = [], False
        elif token == "=":
            initial = True
        elif not initial:
            words.append(token)
    # "struct tag;" makes no name known, nor does "struct tag {...};".
    if len(flat) == 2 and flat[0] in ("struct", "union", "enum"):
        tags.add(flat[1])
    names -= tags
    tags.discard("{}")
    local = {name for name in names if not OURS.match(name)}
    return local - macros, {t for t in tags if not OURS.match(t)} - macros


def pasted(text):
    """A pattern for what the text's macros make by ##; None: nothing."""
    patterns = []
    for line in lines_of(text):
        found = re.match(r"\s*#\s*define\s+\w+\(([^)]*)\)(.*)", line, re.S)
        if not found:
            continue
        parameters = re.split(r"[,\s]+", found[1])
        for chain in re.findall(r"\w+(?:\s*##\s*\w+)+", found[2]):
            parts = re.split(r"\s*##\s*", chain)
            if all(part in parameters for part in parts):
                continue
            patterns.append("".join(
                r"\w*" if part in parameters else part for part in parts))
    return re.compile("(?:" + "|".join(patterns) + ")$") if patterns else None


def made_names(text, head):
    """What a function may be called that is named MACRO, or MACRO(name)."""
    for i, macro in enumerate(head[:-4]):
        if macro.isupper() and head[i + 1] == "(":
            yield from re.findall(rf"#\s*define\s+{macro}\s+(hln_\w+)", text)
        if head[i + 1] != "(" or head[i + 3:i + 5] != [")", "("]:
            continue
        for parameter, chain in re.findall(
                rf"#\s*define\s+{macro}\((\w+)\)\s+(\w+##\w+)", text):
            yield "".join(head[i + 2] if part == parameter else part
                          for part in chain.split("##"))


def parameter_values(text, token):
    """The names that a template's parameter stands for; else the token."""
    return re.findall(rf"^#define {token} (\w+)$", text, re.M) or [token]


def renamed(text, names, tags, prefix):
    """Put the prefix before names, but not before members of that name."""
    tokens = TOKEN.findall(text)
    before, scopes, pending = "", [], False
    out = []
    for i, token in enumerate(tokens):
        if token.isspace() or token.startswith("/*") or token == "\\\n":
            out.append(token)
            continue
        if token == "{":
            scopes.append(pending)
            pending = False
        elif token == "}" and scopes:
            scopes.pop()
        elif token in ("struct", "union"):
            pending = True
        elif token in ";=)":
            pending = False
        elif WORD.match(token):
            if before in ("struct", "union", "enum"):
                if token in tags:
                    token = prefix + token
            elif token in names and before not in (".", "->", "#", "##"):
                after = next((t for t in tokens[i + 1:i + 4]
                              if not t.isspace()), "")
                member = scopes and scopes[-1] and after in ";,[:" and \
                    before not in (":", "[")
                if not member:
                    token = prefix + token
        out.append(token)
        before = token
    return "".join(out)


class Sources:
    """The files of src, each as it becomes in the folder."""

    def __init__(self, algorithms=None):
        self.text = {path.name: path.read_text()
                     for path in sorted((ROOT / "src").rglob("*.[ch]"))}
        self.folder = {path.name: path.parent.name
                       for path in (ROOT / "src").rglob("*.[ch]")}
        self.text = {name: self.flat_includes(text)
                     for name, text in self.text.items()}
        if algorithms:
            reduce(self.text, algorithms)
        self.private = {name for name, text in self.text.items()
                        if name.endswith(".h") and self.is_private(text)}
        self.units = {name: self.unit(name) for name in self.text
                      if name.endswith(".c")}
        self.headers = {name: text for name, text in self.text.items()
                        if name.endswith(".h") and name not in self.private}

    @staticmethod
    def flat_includes(text):
        return INCLUDE.sub(
            lambda found: f'#include "{pathlib.PurePath(found[1]).name}"\n',
            text)

    @staticmethod
    def is_private(text):
        macros = set(DEFINE.findall(text))
        if not re.search(r"^#ifndef (HLN_\w+_H|ARROW_\w+)$", text, re.M):
            return True
        if any(not OURS.match(name) for name in macros):
            return True
        return any(declared(head, body, macros) != (set(), set())
                   for head, body in declarations(text))

    def inlined(self, text):
        def inline(found):
            name = found[1]
            if name not in self.private:
                return found[0]
            return self.inlined(self.text[name])
        return INCLUDE.sub(inline, text)

    def unit(self, name):
        """A .c file with its own headers inside and its names made unique."""
        text = self.inlined(self.text[name])
        macros = set(DEFINE.findall(text)) | {
            macro for other, header in self.text.items()
            if other.endswith(".h") for macro in DEFINE.findall(header)
            if OURS.match(macro)}
        names, tags = set(), set()
        for head, body in declarations(text):
            more = declared(head, body, macros)
            names |= more[0]
            tags |= more[1]
        prefix = pathlib.PurePath(name).stem + "_"
        made = pasted(text)
        by_macro = {n for n in names | tags if made and made.match(n)}
        text = renamed(text, names - by_macro, tags - by_macro, prefix)
        first = "".join(f"#define {n} {prefix}{n}\n"
                        for n in sorted(by_macro))
        if text.count("\n") > self.text[name].count("\n"):
            first = UNUSED + first
        at = re.search(r"^#", text, re.M).start()
        return text[:at] + first + text[at:]

    def needs(self):
        """For each .c file: the .c files that define what it uses."""
        home, uses, inside = {}, {}, {}
        for name, text in self.units.items():
            uses[name] = set(code_tokens(text)) | {
                word for line in lines_of(text)
                if re.match(r"\s*#\s*define", line)
                for word in re.findall(r"\w+", line)}
            for head, body in declarations(text):
                flat = without_parentheses(head)
                if "static" in flat or "extern" in flat or \
                        "typedef" in flat or not (body or "=" in flat):
                    continue
                home.update(dict.fromkeys(made_names(text, head), name))
                for i, token in enumerate(flat):
                    if OURS.match(token) and flat[i + 1:i + 2] in (
                            ["()"], ["="], ["[]"], []):
                        for made in parameter_values(text, token):
                            home.setdefault(made, name)
        for name, text in self.headers.items():
            inside[name] = {token for head, body in declarations(text)
                            if head[-1:] == [")"] for token in body}
        needs = {}
        for name, text in self.units.items():
            words = set(uses[name])
            for header in self.reached(text):
                words |= inside[header]
            needs[name] = {home[word] for word in words if word in home}
        return needs

    def reached(self, text):
        """The shared headers that a text includes, the deepest first."""
        order = []

        def visit(text):
            for name in INCLUDE.findall(text):
                if name in self.headers and name not in order:
                    visit(self.headers[name])
                    if name not in order:
                        order.append(name)
        visit(text)
        return order

    def subset(self, folders):
        """The .c files of a subset, and the headers that they include."""
        needs = self.needs()

        def closure(name):
            found, open_ends = {name}, [name]
            while open_ends:
                for other in needs[open_ends.pop()] - found:
                    found.add(other)
                    open_ends.append(other)
            return found

        files = set()
        for name in self.units:
            if self.folder[name] != "api":
                continue
            found = closure(name)
            headers = {header for unit in found
                       for header in self.reached(self.units[unit])}
            if all(self.folder[other] in folders for other in found | headers):
                files |= found
        if folders == SUBSETS["engine"] and files != set(self.units):
            raise Wrong("nothing uses " + " ".join(set(self.units) - files))
        return sorted(files)


def reduce(text, algorithms):
    """Leave only what these algorithms need, in registry, tables, kernels."""
    registry = text["registry.c"]
    head, rows, tail = re.match(
        r"(.*hln_algorithms\[\] = \{\n)(.*?)(\t\{ \.name = \"unknown\".*)",
        registry, re.S).groups()
    kept, known = [], set()
    for row in re.findall(r"\t\{ ROW\(.*?\},\n(?=\t\{ ROW|\Z)", rows, re.S):
        name = re.match(r'\t\{ ROW\(\w+,\s*"([^"]+)"', row)[1]
        known.add(name)
        if name in algorithms:
            kept.append(row)
    if set(algorithms) - known:
        raise Wrong("no algorithm: " + " ".join(set(algorithms) - known))
    used = set(re.findall(r"&(\w+_work)", "".join(kept)))

    def linear(found):
        works = [work for work in re.findall(r"(\w+_work) = LINEAR\(\w+\)",
                                             found[0]) if work in used]
        return "".join(
            f"static const struct hln_work {work} = LINEAR("
            f"{work.removesuffix('_work')});\n" for work in works)

    head = re.sub(r"static const struct hln_work\n(?:\t.*LINEAR.*\n)+", linear,
                  head)
    for work in re.findall(r"^static const struct hln_work (\w+) = ", head,
                           re.M):
        if work not in used:
            head = re.sub(rf"static const struct hln_work {work} = .*?;\n\n?",
                          "", head, count=1, flags=re.S)
    text["registry.c"] = head + "".join(kept) + tail
    # Without a branch it names row id - 1, which a subset does not have.
    text["algorithms.c"], done = re.subn(
        r"\tsize_t row = \(uint32_t\)id - 1;\n\n.*?;\n",
        "\tconst struct hln_algorithm *row = hln_registry_find(id);\n\n"
        "\treturn row ? row->name : "
        "hln_algorithms[hln_algorithm_count].name;\n",
        text["algorithms.c"], count=1, flags=re.S)
    if not done:
        raise Wrong("hashlane_algorithm_get_name has another form")
    keep_kernels(text, head)


def keep_kernels(text, works):
    """Of the kernels, those of the cores and shapes that works name."""
    of_digest = dict(re.findall(
        r"^const struct hln_md hln_(\w+) = \{[^}]*?HLN_CORE_(\w+)",
        text["md.c"], re.M | re.S))
    cores = {of_digest[md] for md in re.findall(r"\.md = &hln_(\w+)", works)}
    cores |= {of_digest[md] for md in re.findall(r"= LINEAR\((\w+)\)", works)}
    if "&hln_blake3_shape" in works:
        cores.add("BLAKE3")
    gone = [core for core in CORES.split() if core.upper() not in cores]
    for name in list(text):
        if not re.match(r"isa_.*\.c$", name):
            continue
        for core in gone:
            if not re.search(rf'#include "{core}_(lanes|vbmi).h"', text[name]):
                continue
            text[name] = re.sub(
                rf'#include "{core}_\w+\.h"\n|'
                rf"static const struct hln_kernel {core}_kernels\[\] = "
                rf"\{{.*?\n\}};\n|\t*\[HLN_CORE_{core.upper()}\] = .*?\n", "",
                text[name], flags=re.S)
        text[name] = re.sub(r"\t\.kernels = \{\n\t\},\n", "", text[name])
    for shape, members in (("crc", "crc32 crc32c crc64nvme"),
                           ("xxh3", "xxh3")):
        if f"&hln_{shape}_shape" in works:
            continue
        for name in list(text):
            if re.match(r"isa_.*\.c$", name):
                text[name] = re.sub(
                    rf"\t\.({members.replace(' ', '|')}) = .*\n", "",
                    text[name])
        if shape == "crc":
            text["kernel.c"] = re.sub(r"&hln_isa_v?p(clmul|mull)\w*,\s*", "",
                                   text["kernel.c"])
    keep_interleaved(text, cores)


def keep_interleaved(text, cores):
    """Of the interleaved kernels, those whose cores are all there."""
    def is_kept(name):
        return {core.upper() for core in CORES.split()
                if f"_{core}_" in f"_{name}_"} <= cores

    text["interleaved.c"] = re.sub(
        r"\t\{ (?:hln_)?interleaved_(\w+),[^}]*\},\n",
        lambda found: found[0] if is_kept(found[1]) else "",
        text["interleaved.c"])
    for name in ("interleaved.c", "isa_interleaved.c"):
        text[name] = re.sub(
            r"#define HLN_INTERLEAVED (?:hln_)?interleaved_(\w+)\n.*?"
            r'#include "interleaved.h"\n\n?|'
            r"static hln_interleaved_fn interleaved_(\w+);\n\n?",
            lambda found: found[0] if is_kept(found[1] or found[2]) else "",
            text[name], flags=re.S)


def hoisted(text, system):
    """A unit without includes; those of the system go up, with their #if."""
    stack, out = [], []
    for line in lines_of(INCLUDE.sub("", text)):
        word = directive(line)
        found = SYSTEM.match(line)
        if word:
            kind, rest = word
            rest = re.sub(r"/\*.*?\*/", "", rest).strip()
            if kind in ("if", "ifdef", "ifndef"):
                stack.append([{"if": rest, "ifdef": f"defined({rest})",
                               "ifndef": f"!defined({rest})"}[kind]])
            elif kind == "elif":
                stack[-1] = [f"!({c})" for c in stack[-1][:-1]] + \
                    [f"!({stack[-1][-1]})", rest]
            elif kind == "else":
                stack[-1] = stack[-1][:-1] + [f"!({stack[-1][-1]})"]
            else:
                stack.pop()
        elif found:
            # Conditions of the library's own are include guards.
            conditions = [f"({c})" for level in stack for c in level
                          if "HLN_" not in c]
            where = (" && ".join(conditions), found[1])
            if where not in system:
                system.append(where)
            continue
        if any(re.match(rf"\s*#\s*define\s+{f}\b", line) for f in FEATURES):
            continue
        out.append(line)
    return "".join(out)


def one_file(sources, files):
    """All of it as a single translation unit, each macro undone."""
    system, units, order = [], [], []
    for name in files:
        for header in sources.reached(sources.units[name]):
            if header not in order:
                order.append(header)
    for name in order + files:
        text = sources.units.get(name) or sources.headers[name]
        if name not in sources.units:
            text = INCLUDE.sub("", text)
        else:
            text = hoisted(text, system)
            macros = dict.fromkeys(DEFINE.findall(text))
            text += "".join(f"#undef {macro}\n" for macro in macros)
            if "#pragma GCC target" in text:
                text = guarded("push_options") + text + guarded("pop_options")
        units.append(f"\n/* {'=' * 20} {name} */\n{text}")
    out = ["/* SPDX-License-Identifier: MIT */\n"
           "/* hashlane.c - the whole library; written by tools/flat.py. */\n"]
    out += [f"#ifndef {f}\n#define {f}\n#endif\n" for f in FEATURES]
    out.append('#include "hashlane.h"\n\n')
    for condition, header in system:
        line = f"#include <{header}>\n"
        out.append(f"#if {condition}\n{line}#endif\n" if condition else line)
    return "".join(out + units)


def guarded(what):
    return ("#if defined(__GNUC__) && !defined(__clang__)\n"
            f"#pragma GCC {what}\n#endif\n")


def write_folder(folder, sources, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    headers = {header for name in files
               for header in sources.reached(sources.units[name])}
    for name in files:
        (folder / name).write_text(sources.units[name])
    for name in headers:
        (folder / name).write_text(sources.headers[name])
    write_licence(folder)
    print(f"{folder}: {len(files)} .c files, {len(headers) + 1} headers")


def write_licence(folder):
    shutil.copy(ROOT / "include" / "hashlane.h", folder)
    shutil.copy(ROOT / "LICENSE", folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--algorithms")
    parser.add_argument("subset", nargs="*")
    options = parser.parse_args()
    if set(options.subset) - set(SUBSETS):
        parser.error("the subsets are " + ", ".join(SUBSETS))
    if options.algorithms:
        algorithms = options.algorithms.split(",")
        sources = Sources(algorithms)
        write_folder(options.out / "-".join(algorithms), sources,
                     sources.subset(SUBSETS[(options.subset or ["core"])[0]]))
        return 0
    sources = Sources()
    for name in options.subset or SUBSETS:
        write_folder(options.out / name, sources,
                     sources.subset(SUBSETS[name]))
    one = options.out / "one"
    shutil.rmtree(one, ignore_errors=True)
    one.mkdir(parents=True)
    text = one_file(sources, sources.subset(SUBSETS["engine"]))
    (one / "hashlane.c").write_text(text)
    write_licence(one)
    print(f"{one}: hashlane.c, {text.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
