#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check_unicode.py - normal forms and case folding beside Python's unicodedata,
and beside Perl's: every character, pairs, and random texts.
Usage: check_unicode.py UNICODE_FORMS
"""
import itertools
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

TABLES = (pathlib.Path(__file__).resolve().parent.parent.parent /
          "src/list/unicode_tables.c")
SKIPPED = 77
CHARACTERS = [chr(c) for c in range(sys.maxunicode + 1)
              if not 0xd800 <= c <= 0xdfff]
# Perl has tables of its own, and its simple case folding by name.
PERL = r"""
use strict;
use Unicode::UCD qw(prop_invmap);
use Unicode::Normalize;
print Unicode::UCD::UnicodeVersion(), "\n";
my ($first, $to) = prop_invmap("Simple_Case_Folding");
my %fold;
for my $i (0 .. $#$first) {
	next unless $to->[$i];
	my $end = $i < $#$first ? $first->[$i + 1] - 1 : 0x10ffff;
	$fold{$_} = $to->[$i] + $_ - $first->[$i] for $first->[$i] .. $end;
}
binmode STDOUT, ":utf8";
sub hex_of { my $text = shift; utf8::encode($text); unpack "H*", $text }
while (<STDIN>) {
	chomp;
	my $text = pack "H*", $_;
	utf8::decode($text);
	my $nfd = NFD($text);
	my $key = join "", map { chr($fold{ord $_} // ord $_) }
		split //, $nfd;
	print join(" ", map { hex_of($_) } $nfd, NFC($text), $key), "\n";
}
"""


def texts(source):
    """What is compared: with what composes, and in every order."""
    yield ""
    # Nothing composes with a "/".
    for at in range(0, len(CHARACTERS), 64):
        yield "/".join(CHARACTERS[at:at + 64])
    changing = [c for c in CHARACTERS
                if unicodedata.normalize("NFD", c) != c and
                not "\uac00" <= c <= "\ud7a3"]
    marks = [c for c in CHARACTERS if unicodedata.combining(c)]
    jamo = [chr(c) for c in range(0x1100, 0x11ff)]
    hangul = [chr(c) for c in range(0xac00, 0xd7a4)]
    firsts = sorted({unicodedata.normalize("NFD", c)[0] for c in changing})
    for c in changing:
        full = unicodedata.normalize("NFD", c)
        yield full
        for mark in source.sample(marks, 8):
            # It blocks, comes first, or makes no difference.
            yield c + mark
            yield full[:1] + mark + full[1:]
            yield full[:1] + full[:0:-1] + mark
    # The borders of Hangul's three ranges.
    for lead, vowel, trail in itertools.product(
            "\u10ff\u1100\u1112\u1113", "\u1160\u1161\u1175\u1176",
            "\u11a7\u11a8\u11c2\u11c3"):
        yield lead + vowel + trail
        yield unicodedata.normalize("NFC", lead + vowel) + trail
    kinds = [marks, firsts, changing, jamo, hangul, CHARACTERS[:0x250],
             CHARACTERS]
    for _ in range(60000):
        yield "".join(source.choice(source.choice(kinds))
                      for _ in range(source.randrange(12)))
    # Long runs of marks.
    for _ in range(40):
        yield "a" + "".join(source.choices(marks, k=400)) + "\u1e9b\u0323"


def fold(c):
    """Simple case folding, as CaseFolding.txt has it under C and S."""
    full, lower = c.casefold(), c.lower()
    return full if len(full) == 1 else lower if len(lower) == 1 else c


def forms(text):
    nfd = unicodedata.normalize("NFD", text)
    return [nfd, unicodedata.normalize("NFC", text), "".join(map(fold, nfd))]


def answers(command, lines):
    with tempfile.TemporaryFile("w+") as file:
        file.write("\n".join(lines) + "\n")
        file.seek(0)
        return subprocess.run(command, stdin=file, stdout=subprocess.PIPE,
                              check=True, text=True).stdout.splitlines()


def invalid(source):
    """Bytes that are not UTF-8, as Python has it."""
    count = 0
    while count < 20000:
        text = bytearray("".join(source.choices(CHARACTERS, k=3)).encode())
        text[source.randrange(len(text))] = source.randrange(256)
        text = bytes(text[:source.randrange(1, len(text) + 1)])
        try:
            text.decode()
        except UnicodeDecodeError:
            count += 1
            yield text


def compare(name, lines, given, wanted):
    if len(given) != len(wanted):
        sys.exit(f"{name}: {len(given)} answers, not {len(wanted)}")
    for line, left, right in zip(lines, given, wanted):
        if left != right:
            sys.exit(f"{name}: of {line}: {left}, not {right}")
    print(f"{name}: {len(wanted)} texts")


def perl_answers(lines):
    """What Perl says; None without a Perl of this version of Unicode."""
    perl = shutil.which("perl")
    if not perl:
        print("NOT RUN: there is no Perl")
        return None
    try:
        version, *rows = answers([perl, "-e", PERL], lines)
    except subprocess.CalledProcessError:
        print("NOT RUN: this Perl has no Unicode::UCD")
        return None
    if version != unicodedata.unidata_version:
        print(f"NOT RUN: Perl has Unicode {version}")
        return None
    return rows


def main():
    version = re.search(r"of Unicode (\S+)\. ", TABLES.read_text())[1]
    if version != unicodedata.unidata_version:
        print(f"NOT RUN: the tables have Unicode {version}, this Python has "
              f"{unicodedata.unidata_version}")
        return SKIPPED
    seed = int(os.environ.get("HASHLANE_TEST_SEED",
                              random.SystemRandom().randrange(1 << 32)))
    print(f"HASHLANE_TEST_SEED={seed}")
    source = random.Random(seed)
    chosen = list(texts(source))
    lines = [text.encode().hex() for text in chosen]
    wanted = [" ".join(form.encode().hex() for form in forms(text))
              for text in chosen]
    compare("Python", lines, answers(sys.argv[1:2], lines), wanted)
    rows = perl_answers(lines)
    if rows is not None:
        compare("Perl", lines, rows, wanted)
    lines = [text.hex() for text in invalid(source)]
    compare("invalid", lines, answers(sys.argv[1:2], lines),
            ["- - -"] * len(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
