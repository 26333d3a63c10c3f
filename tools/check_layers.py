#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_layers.py - the shape of the code: includes go only downward, file names
are unique, modules call each other in no long cycle, each lock, header and
name has one owner. Draws the picture in src/README.md.
Usage: check_layers.py [--write] [ROOT]
"""
import argparse
import pathlib
import re
import sys
import textwrap

# What each layer may include besides itself, the lowest first.
BELOW = {
    "base": set(),
    "os": {"base"},
    "lane": {"base"},
    "mem": {"base", "os"},
    "hash": {"base", "lane"},
    "engine": {"base", "os", "lane", "mem", "hash"},
    # Jobs and digests by the public header only, as a caller has them.
    "list": {"base", "os", "mem", "hash"},
    "api": {"base", "os", "lane", "mem", "hash", "engine", "list"},
}
# These see the public header only; tests of the inside see all.
OUTSIDE = ("cli", "bench", "bindings", "docs", "tests/abi", "tests/cross",
           "tests/fault")
# But these: one measures what counting adds to an inline function, the others
# stand in for the system's disks.
INSIDE = ("bench/ffi_counts.c", "tests/fault/test_disks.c",
          "tests/fault/test_file_faults.c",
          "tests/fault/test_places.c")

# Headers whose functions have several bodies, each with its reason.
BODIES = {
    "format.h": "a file for each dialect",
    "list_parse.h": "a file for each dialect",
}
# Names that do not start with their file's name, each with its reason. A key
# is a function or a file.
NAMES = {
    "arguments.h": "checks that read as a sentence in every export",
    "bytes.h": "loads and stores, named by width and byte order",
    "directory.h": "a listing; hln_directory is the engine's",
    "thread.h": "the system's threads, locks, signals and clocks on one page",
}
# Locks that several modules take, each with its reason.
LOCKS = {
    "hln_job.lock": "state, lookups and pushed streams change together, and "
                    "the same callers wait for all three; see job.h",
}
# What a file's name has in front or behind for a system, or for processors.
SYSTEM = re.compile(r"^posix_|_(avx512|neon|scalar|x86)$")
# Layers whose modules are drawn in levels; of others the bodies are listed.
DRAWN = ("engine", "hash")
BEGIN, END = "<!-- picture: begin -->", "<!-- picture: end -->"
MENTIONED = re.compile(r"`((?:\w+/)*\w+\.[ch])`")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
NOISE = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.M)
NAME = re.compile(r"\b[A-Za-z_]\w*")
CALLED = re.compile(r"\b([A-Za-z_]\w*)\s*\(")
TAKE = re.compile(r"\b(?:hln_lock_(?:take|try)|pthread_mutex_(?:try)?lock)"
                  r"\(\s*&\s*([^()]+?)\s*\)")
FIELD = re.compile(r"\bstruct\s+(\w+)\s+(?:const\s+)?(\**\s*\w+(?:\[\w*\])?"
                   r"(?:\s*,\s*\**\s*\w+\b(?!\s*[\w*]))*)")
STRUCT = re.compile(r"\bstruct\s+(\w+)\s*\{")


def sources(root, folder):
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in (".c", ".h", ".cc", ".hpp"):
            yield path


class File:
    """What one source defines, declares and uses."""

    def __init__(self, path, layer):
        self.path, self.layer = path, layer
        text = NOISE.sub(lambda m: " " if m[0][0] == "/" else '""',
                         path.read_text())
        self.text = DIRECTIVE.sub("", text)
        self.functions = {}   # name -> (is static, head and body)
        self.declared = set()
        self.used = set(NAME.findall(self.text))
        self.types = {}       # struct -> {field: struct}
        self.split()
        for found in STRUCT.finditer(self.text):
            end = closing(self.text, found.end())
            self.types[found[1]] = fields(self.text[found.end():end])

    def split(self):
        """Walk over what stands outside of all braces."""
        start = at = 0
        text = self.text
        while at < len(text):
            if text[at] == ";":
                head = text[start:at]
                if "{" not in head and "typedef" not in head:
                    name = function_of(head)
                    if name:
                        self.declared.add(name)
                start = at + 1
            elif text[at] == "{":
                head, end = text[start:at], closing(text, at + 1)
                name = function_of(head)
                if name and "=" not in head:
                    self.functions[name] = ("static" in head.split(),
                                            text[start:end])
                    start = end + 1
                at = end
            at += 1


def closing(text, at):
    """Where the brace closes that was opened before `at`."""
    depth = 1
    for found in re.compile(r"[{}]").finditer(text, at):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.start()
    return len(text)


def function_of(head):
    """The function that a declaration is of, or None."""
    head = re.sub(r"__attribute__\s*\(\(.*?\)\)|_Alignas\([^)]*\)", " ", head)
    if re.match(r"\s*(struct|union|enum)\s+\w*\s*$", head):
        return None
    found = CALLED.search(head)
    return found[1] if found and found[1] not in ("if", "_Atomic") else None


def fields(text):
    """{variable or member: its struct}."""
    out = {}
    for found in FIELD.finditer(text):
        for name in found[2].split(","):
            out[re.sub(r"\W|\[.*", "", name)] = found[1]
    return out


def knots(graph):
    """Strongly connected components, callees first (Tarjan)."""
    index, low, stack, out = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            knot = stack[stack.index(node):]
            del stack[stack.index(node):]
            out.append(sorted(knot))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return out


class Tree:
    def __init__(self, root):
        self.root = root
        self.wrong = []
        self.files = []
        for layer in BELOW:
            self.files += [File(path, layer)
                           for path in sources(root, f"src/{layer}")]
        self.files += [File(path, "cli") for path in sources(root, "cli")]
        # A header belongs to the .c of its name, or stands for itself.
        self.owner = {}     # (layer, function) -> module
        self.layer_of = {}  # module -> layer
        for file in self.files:
            if file.path.suffix not in (".c", ".h"):
                continue
            self.layer_of[file.path.stem] = file.layer
            for name, (static, _) in file.functions.items():
                if not static or file.path.suffix == ".h":
                    self.owner[file.layer, name] = file.path.stem

    def shown(self, path):
        return path.relative_to(self.root)

    def includes(self):
        for path in sorted((self.root / "src").iterdir()):
            if path.is_dir() and path.name not in BELOW:
                self.wrong.append(f"src/{path.name} is no layer")
        for layer, allowed in BELOW.items():
            for path in sources(self.root, f"src/{layer}"):
                for name in INCLUDE.findall(path.read_text()):
                    target = (path.parent / name).resolve()
                    if not target.is_file():
                        self.wrong.append(
                            f"{self.shown(path)}: no file {name}")
                        continue
                    parts = self.shown(target).parts
                    if parts == ("include", "hashlane.h"):
                        continue
                    if parts[0] != "src" or \
                            parts[1] not in allowed | {layer}:
                        self.wrong.append(
                            f"{self.shown(path)} includes {name}")
        for folder in OUTSIDE:
            for path in sources(self.root, folder):
                for name in INCLUDE.findall(path.read_text()):
                    if "src/" in name and \
                            str(self.shown(path)) not in INSIDE:
                        self.wrong.append(
                            f"{self.shown(path)} includes {name}")

    def file_names(self):
        """No two files have one name; returns how many there are."""
        seen = {}
        for folder in ("src", "include", "cli", "bench", "docs"):
            for path in sources(self.root, folder):
                other = seen.setdefault(path.name, path)
                if other != path:
                    self.wrong.append(f"{self.shown(path)} has the name of "
                                      f"{self.shown(other)}")
        return len(seen)

    def mentions(self, text):
        """The files that a page names are there, below the folders given."""
        paths = [f"/{self.shown(path)}"
                 for folder in ("src", "include", "cli", "bench", "docs")
                 for path in sources(self.root, folder)]
        for name in sorted(set(MENTIONED.findall(text))):
            if not any(path.endswith(f"/{name}") for path in paths):
                self.wrong.append(f"src/README.md: no file {name}")

    def calls(self, layer):
        """{module: modules of its layer whose functions it names}."""
        graph = {}
        for file in self.files:
            if file.layer != layer:
                continue
            graph.setdefault(file.path.stem, set())
            own = {name for name, (static, _) in file.functions.items()
                   if static}
            # A prototype is no use.
            used = file.used if file.path.suffix == ".c" else {
                name for _, body in file.functions.values()
                for name in NAME.findall(body)}
            for name in used - own:
                module = self.owner.get((layer, name), file.path.stem)
                if module != file.path.stem:
                    graph[file.path.stem].add(module)
        for others in list(graph.values()):
            for module in others:
                graph.setdefault(module, set())
        return graph

    def cycles(self):
        for layer in [*BELOW, "cli"]:
            for knot in knots(self.calls(layer)):
                if len(knot) > 2:
                    self.wrong.append(f"{layer}: modules call each other in "
                                      f"a cycle: {', '.join(knot)}")

    def bodies(self):
        for header in self.files:
            if header.path.suffix != ".h" or header.path.name in BODIES:
                continue
            found = {file.path.name for file in self.files
                     for name in header.declared
                     if file.layer == header.layer and
                     file.path.suffix == ".c" and
                     not file.functions.get(name, (True,))[0]}
            if len(found) > 1:
                self.wrong.append(f"{self.shown(header.path)} has several "
                                  f"bodies: {', '.join(sorted(found))}")

    def names(self):
        for file in self.files:
            stem = SYSTEM.sub("", file.path.stem)
            if file.path.name in NAMES or f"{stem}.h" in NAMES:
                continue
            forms = {stem, stem + "s", re.sub("s$", "", stem),
                     re.sub("ies$", "y", stem)}
            for name, (static, _) in file.functions.items():
                if static and file.path.suffix == ".c" or \
                        not name.startswith("hln_") or name in NAMES:
                    continue
                if not any(re.match(rf"hln_{form}(_|\d|$)", name)
                           for form in forms):
                    self.wrong.append(f"{self.shown(file.path)}: {name} does "
                                      "not start with its file's name")

    def locks(self):
        types, takers = {}, {}
        for file in self.files:
            for struct, members in file.types.items():
                types.setdefault(struct, {}).update(members)
        for file in self.files:
            for _, body in file.functions.values():
                known = fields(body)
                for found in TAKE.finditer(body):
                    *path, lock = re.split(
                        r"->|\.", re.sub(r"\[[^]]*\]|\s", "", found[1]))
                    if not path:
                        lock = f"{file.path.stem}:{lock}"  # a variable
                    else:
                        struct = known.get(path[0], "?" + path[0])
                        for member in path[1:]:
                            struct = types.get(struct, {}).get(
                                member, "?" + member)
                        lock = f"{struct}.{lock}"
                    takers.setdefault((file.layer, lock),
                                      set()).add(file.path.stem)
        for (layer, lock), modules in sorted(takers.items()):
            if len(modules) > 1 and lock not in LOCKS:
                self.wrong.append(f"{layer}: {lock} is taken by several "
                                  f"modules: {', '.join(sorted(modules))}")

    def modules(self):
        """What modules do wrong."""
        self.cycles()
        self.bodies()
        self.names()
        self.locks()

    def levels(self, layer):
        """Modules by level: 0 calls none of its layer."""
        graph, level = self.calls(layer), {}
        for knot in knots(graph):
            below = [level[other] for module in knot
                     for other in graph[module] if other not in knot]
            level.update((module, max(below, default=-1) + 1)
                         for module in knot)
        rows = {}
        for module, at in level.items():
            rows.setdefault(at, []).append(module)
        return [sorted(rows[at]) for at in sorted(rows, reverse=True)]

    def picture(self):
        """Layers from the top, with their modules."""
        out = [BEGIN, "```text"]
        for layer in reversed(BELOW):
            rows = self.levels(layer)
            below = ", ".join(name for name in reversed(BELOW)
                              if name in BELOW[layer])
            out.append(f"{layer}" + (f"  (over {below})" if below else ""))
            if layer not in DRAWN:
                bodies = {file.path.stem for file in self.files
                          if file.path.suffix == ".c"}
                rows = [sorted(bodies.intersection(sum(rows, [])))]
            for at, row in enumerate(rows):
                label = f"{len(rows) - at:4}  " if len(rows) > 1 else " " * 6
                out += textwrap.wrap(" ".join(row), 79, break_on_hyphens=False,
                                     initial_indent=label,
                                     subsequent_indent=" " * 6)
        return "\n".join([*out, "```", END])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true",
                        help="update the picture in src/README.md")
    parser.add_argument("root", nargs="?", type=pathlib.Path,
                        default=pathlib.Path(__file__).parent.parent)
    given = parser.parse_args()
    tree = Tree(given.root.resolve())
    tree.includes()
    count = tree.file_names()
    tree.modules()
    page = tree.root / "src" / "README.md"
    if page.is_file():
        text = page.read_text()
        start, end = text.find(BEGIN), text.find(END)
        new = text[:start] + tree.picture() + text[end + len(END):]
        if given.write:
            page.write_text(new)
        elif new != text:
            tree.wrong.append("src/README.md: the picture is not current; "
                              "run check_layers.py --write")
        tree.mentions(text)
    for line in tree.wrong:
        print(line, file=sys.stderr)
    print(f"layers: {count} files, {len(tree.wrong)} wrong")
    return 1 if tree.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
