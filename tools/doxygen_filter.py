#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
doxygen_filter.py - the header's comments in the form that Doxygen reads; the
header itself stays free of markup. Usage: doxygen_filter.py HEADER
"""
import re
import sys

SECTION = re.compile(r"^/\* -{2,} (.+?) -+ \*/$")
PARAMETER = re.compile(r"^(\w+(?:, \w+)*)  +(\S.*)$")
# What the rules at the head of the header say of every struct.
EVERY = {"struct_size": "sizeof the struct, set by the caller",
         "reserved": "0"}


def escaped(text):
    """Doxygen would take these for markup."""
    return re.sub(r"([*@\\<>#%])", r"\\\1", text)


def docstring(lines):
    """Lines of a comment: parameters, statuses and versions as commands."""
    block = False
    for line in lines:
        start = PARAMETER.match(line)
        if line.startswith("Status:"):
            yield ""
            yield "@par Status"
            line, block = line.removeprefix("Status:").strip(), False
        elif start:
            yield f"@param {start[1].replace(', ', ',')} {escaped(start[2])}"
            block = True
            continue
        elif block and line and not line.startswith("  "):
            yield ""
            block = False
        line, since, version = line.partition("Since ")
        yield escaped(line.rstrip())
        if since:
            yield ""
            yield f"@since {version.rstrip('.')}"


def plain(comment):
    """Lines without stars, those of a one-line comment too."""
    text = re.sub(r"^\s*/\*|\*/$", "", comment.strip("\n"))
    lines = [re.sub(r"^\s*\* ?", "", line).rstrip()
             for line in text.split("\n")]
    return [line.strip() if len(lines) == 1 else line for line in lines]


def joined(comment):
    return escaped(" ".join(" ".join(plain(comment)).split()))


class Filter:
    def __init__(self, text):
        self.lines = text.split("\n")
        self.at, self.sections, self.first = 0, 0, True

    def comment(self, begin):
        """The whole of a comment that begins on this line."""
        parts = [begin]
        while "*/" not in parts[-1]:
            self.at += 1
            parts.append(self.lines[self.at])
        return "\n".join(parts)

    def next_line(self):
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""

    def section(self, title):
        if self.sections:
            yield "/** @} */"
        self.sections += 1
        yield f"/** @name {title}"
        # A section may begin with prose of its own.
        rest = self.at + 1
        if self.lines[rest:rest + 2] == ["", "/*"]:
            end = next(i for i in range(rest, len(self.lines))
                       if self.lines[i].endswith("*/"))
            if not self.lines[end + 1]:
                yield from docstring(plain("\n".join(
                    self.lines[rest + 1:end + 1])))
                self.at = end
        yield "@{ */"

    def free_comment(self, line):
        """One that stands on lines of its own."""
        indent = line[:len(line) - len(line.lstrip())]
        comment = self.comment(line)
        if self.first and "hashlane.h - " in comment:
            self.first = False
            lines = plain(comment)
            yield "/** @file"
            yield from (escaped(one) for one in lines)
            yield "*/"
        elif indent:
            yield f"{indent}/** {joined(comment)} */"
        elif self.next_line() and not self.next_line().startswith("/*"):
            yield "/**"
            yield from docstring(plain(comment))
            yield "*/"
        else:
            yield comment

    def member(self, line):
        """A field or a constant, with its comment behind it or none."""
        code, begin, _ = line.partition("/*")
        if begin:
            comment = joined(self.comment(line[len(code):]))
            several = re.match(r"\t(\w+) (\w+(?:, \w+)+);", code)
            # Each of a line's fields has what stands behind them all.
            return "\n".join(f"{one} /**< {comment} */" for one in (
                [f"\t{several[1]} {name};" for name in
                 several[2].split(", ")] if several else [code]))
        name = re.search(r"(\w+)(?:\[[^]]*\])?[;,]?$", code)
        value = re.match(r"\t(HASHLANE_\w+) = (\d+),?$", code)
        before = self.lines[self.at - 1].rstrip()
        if before.endswith("*/") and before.startswith(("\t/*", "\t *")):
            return line
        if value:
            return f"{line} /**< Value {value[2]}. */"
        if name and name[1] in EVERY:
            return f"{line} /**< {EVERY[name[1]]} */"
        return line

    def run(self):
        while self.at < len(self.lines):
            line = self.lines[self.at]
            title = SECTION.match(line)
            if title:
                yield from self.section(title[1])
            elif line == "/* Up to here. */":
                yield "/** @} */"
            elif "cffi's cdef" in line or "SPDX" in line:
                yield ""
            elif line.lstrip().startswith("/*"):
                yield from self.free_comment(line)
            elif re.match(r"#define HASHLANE_\w+ +\S", line) and \
                    not self.lines[self.at - 1].endswith("*/"):
                yield f"{line} /**< {line.split()[2]}, of this header */"
            elif line.startswith("\t") and not line.startswith("\t\t"):
                yield self.member(line)
            else:
                yield line
            self.at += 1


def main():
    with open(sys.argv[1], encoding="utf-8") as header:
        print("\n".join(Filter(header.read()).run()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
