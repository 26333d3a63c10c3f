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
# Every struct that has a size can be begun by HASHLANE_INIT.
sed -n 's/^struct \(hashlane_[a-z_]*\) {$/\1/p' "$include/hashlane.h" |
		while read -r name; do
	grep -A1 "^struct $name {" "$include/hashlane.h" |
		grep -q 'size_t struct_size;' || continue
	cat <<EOF
static struct $name a_$name = HASHLANE_INIT($name);
size_t use_$name(void);
size_t use_$name(void)
{
	const struct $name made = HASHLANE_INIT($name);
	return made.struct_size + a_$name.struct_size;
}
EOF
done >>"$work/alone.c"
cat >>"$work/alone.c" <<'EOF'
int32_t kind(const struct hashlane_event *events, size_t bytes, size_t i);
int32_t kind(const struct hashlane_event *events, size_t bytes, size_t i)
{
	return HASHLANE_EVENT_AT(events, bytes, i)->kind;
}
EOF
structs=$(grep -c 'static.*HASHLANE_INIT' "$work/alone.c")
if [ "$structs" -lt 20 ]; then
	echo "only $structs structs have a struct_size"
	exit 1
fi
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
