#!/bin/sh
# SPDX-License-Identifier: MIT
# header_alone.sh - compile hashlane.h by itself, by every compiler there is,
# as every language standard it promises: no warning, no other include.
# Usage: header_alone.sh INCLUDE_FOLDER
set -eu

include=${1:?usage: header_alone.sh INCLUDE_FOLDER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-pedantic-errors -Wall -Wextra -Wshadow -Wundef -Werror -fsyntax-only"
compiled=0

# Twice, so that the guard is tried; and one use of what it declares.
cat >"$work/alone.c" <<'EOF'
#include <hashlane.h>
#include <hashlane.h>
int use(hashlane_hasher *hasher, struct hashlane_hasher_options *options);
int use(hashlane_hasher *hasher, struct hashlane_hasher_options *options)
{
	options->struct_size = sizeof(*options);
	return hashlane_hasher_create(hasher, options, 0) != HASHLANE_OK;
}
EOF
cp "$work/alone.c" "$work/alone.cc"

try() { # compiler standard source
	if ! command -v "$1" >/dev/null; then
		echo "NOT RUN: $1 is not installed ($2)"
		return
	fi
	# shellcheck disable=SC2086 # words are meant to split
	"$1" -std="$2" $flags -I"$include" "$work/$3"
	echo "ok: $1 $2"
	compiled=$((compiled + 1))
}

for standard in c99 c11 c17; do
	try gcc $standard alone.c
	try clang $standard alone.c
done
for standard in c++11 c++20; do
	try g++ $standard alone.cc
	try clang++ $standard alone.cc
done
if [ $compiled -lt 5 ]; then
	echo "no compiler tried every standard"
	exit 1
fi
