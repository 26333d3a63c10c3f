#!/bin/sh
# SPDX-License-Identifier: MIT
# check_exports.sh - the library exports what the header declares, no more and
# no less. Usage: check_exports.sh LIBRARY.so
set -eu
header=$(dirname "$0")/../include/hashlane.h
declared=$(sed 's|/\*.*\*/||' "$header" |
	grep -oE '\bhashlane_[a-z0-9_]+\(' | tr -d '(' | sort -u)
exported=$(nm -D --defined-only "$1" | awk '$2 != "A" {print $3}' |
	sed 's/@.*//' | sort -u)
# A mention in a comment is no declaration: keep those the header types.
declared=$(echo "$declared" | while read -r name; do
	if grep -qE "^(const |u?int[0-9]*_t|size_t|void)[a-z_0-9 *]*[ *]$name\(" \
		"$header"; then
		echo "$name"
	fi
done)
if [ "$declared" != "$exported" ]; then
	echo "declared and exported names differ:" >&2
	printf '%s\n' "$declared" >"${TMPDIR:-/tmp}/declared.$$"
	printf '%s\n' "$exported" | diff "${TMPDIR:-/tmp}/declared.$$" - >&2 || :
	rm -f "${TMPDIR:-/tmp}/declared.$$"
	exit 1
fi
echo "exports: $(echo "$declared" | wc -l) functions, all declared"
