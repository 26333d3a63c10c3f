#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_modules.py - what tools/check_layers.py finds in a small tree that is
right, and in the same with one thing wrong.
"""
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from check_layers import Tree  # noqa: E402

GOOD = {
    "src/os/thread.h": "void hln_lock_take(hln_lock *lock);\n",
    "src/hash/one.h": "struct hln_one {\n\thln_lock lock;\n};\n"
                      "struct hln_pair {\n\tstruct hln_one *one;\n};\n"
                      "int hln_one_get(struct hln_one *one);\n"
                      "/* } not code: int hln_two_get( */\n",
    "src/hash/one.c": '#include "one.h"\n#include "two.h"\n'
                      "int hln_one_get(struct hln_one *one)\n"
                      "{\n\thln_lock_take(&one->lock);\n"
                      "\treturn hln_two_get(1);\n}\n",
    "src/hash/two.h": "int hln_two_get(int value);\n",
    "src/hash/two.c": '#include "two.h"\n'
                      "static const char text[] = \"hln_one_get(\";\n"
                      "int hln_two_get(int value)\n"
                      "{\n\treturn value + '{' + text[0];\n}\n",
    "src/hash/entries.h": "static inline int hln_entry_of(int value)\n"
                          "{\n\treturn value;\n}\n",
    "cli/main.c": "int main(void)\n{\n\treturn 0;\n}\n",
    "src/README.md": "`two.c`, `hash/one.h`, `src/hash/one.h`, `cli/main.c`\n",
}
# (what it is, the file, what is added to it, what must be said)
WRONG = [
    ("an include upward", "src/base/up.h", '#include "../hash/one.h"\n',
     "src/base/up.h includes ../hash/one.h"),
    ("an include of the inside", "cli/main.c", '#include "../src/hash/one.h"\n',
     "cli/main.c includes ../src/hash/one.h"),
    ("a name for two files", "cli/one.c", "", "has the name of"),
    ("a cycle of three", "src/hash/two.c",
     "int hln_two_more(void)\n{\n\treturn hln_three_get();\n}\n",
     "hash: modules call each other in a cycle: one, three, two"),
    ("a cycle of three through a pointer", "src/hash/two.c",
     "int (*const call)(void) = hln_three_get;\n",
     "hash: modules call each other in a cycle: one, three, two"),
    ("a cycle of three in the command", "cli/main.c",
     "int a(void)\n{\n\treturn b();\n}\n",
     "cli: modules call each other in a cycle: main, second, third"),
    ("a header with two bodies", "src/hash/one.h",
     "int hln_three_get(void);\n",
     "src/hash/one.h has several bodies: one.c, three.c"),
    ("a wrong prefix", "src/hash/two.c",
     "void hln_twofold(void)\n{\n}\n",
     "src/hash/two.c: hln_twofold does not start with its file's name"),
    ("a wrong prefix in a header", "src/hash/entries.h",
     "static inline void hln_place(void)\n{\n}\n",
     "src/hash/entries.h: hln_place does not start with its file's name"),
    ("a lock with two owners", "src/hash/two.c",
     "void hln_two_lock(struct hln_two *two, struct hln_one *one)\n"
     "{\n\thln_lock_take(&one->lock);\n}\n",
     "hash: hln_one.lock is taken by several modules: one, two"),
    ("a lock with two owners, by way of a member", "src/hash/two.c",
     "void hln_two_lock(const struct hln_pair *pairs)\n"
     "{\n\thln_lock_take(&pairs[1].one->lock);\n}\n",
     "hash: hln_one.lock is taken by several modules: one, two"),
    ("a page that names a file which is gone", "src/README.md",
     "`four.c`\n", "src/README.md: no file four.c"),
    ("a page that names a file in another folder", "src/README.md",
     "`lane/one.c`\n", "src/README.md: no file lane/one.c"),
    ("a page that leaves out a folder", "src/README.md",
     "`src/one.c`\n", "src/README.md: no file src/one.c"),
    ("a page that names a file by the end of its name", "src/README.md",
     "`in.c`\n", "src/README.md: no file in.c"),
]
# Files that the wrong ones need, harmless without them.
MORE = {
    "src/hash/three.c": "int hln_three_get(void)\n"
                        "{\n\treturn hln_one_get(0);\n}\n",
    "cli/second.c": "int b(void)\n{\n\treturn c();\n}\n",
    "cli/third.c": "int c(void)\n{\n\treturn a();\n}\n",
}


def found(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        tree = Tree(root)
        tree.includes()
        tree.file_names()
        tree.modules()
        tree.mentions((root / "src" / "README.md").read_text())
        return tree.wrong, tree.levels("hash")


def main():
    right = {**GOOD, **MORE}
    wrong, levels = found(right)
    failures = [f"where all is right: {text}" for text in wrong]
    if levels != [["three"], ["one"], ["entries", "two"]]:
        failures.append(f"levels: {levels}")
    for what, name, text, said in WRONG:
        wrong, _ = found({**right, name: right.get(name, "") + text})
        if len(wrong) != 1 or said not in wrong[0]:
            failures.append(f"{what}: expected '{said}', found {wrong}")
    for line in failures:
        print(line, file=sys.stderr)
    print(f"modules: {len(WRONG)} offences, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
