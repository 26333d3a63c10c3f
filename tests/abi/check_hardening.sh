#!/bin/sh
# SPDX-License-Identifier: MIT
# check_hardening.sh - what was built has the protections that docs/ABI.md
# tells. Usage: check_hardening.sh LIBRARY.so COMMAND LIBRARY.a
set -eu
failed=0

hold() { # file, what, command...
	file=$1 what=$2
	shift 2
	if ! "$@" >/dev/null; then
		echo "$(basename "$file"): $what" >&2
		failed=$((failed + 1))
	fi
}

# shellcheck disable=SC2317 # hold() calls them
seen() { # regular expression, text
	echo "$2" | grep -qE "$1"
}

# shellcheck disable=SC2317
unseen() {
	! seen "$1" "$2"
}

for file in "$1" "$2"; do
	headers=$(readelf -lW "$file")
	dynamic=$(readelf -dW "$file")
	hold "$file" "no RELRO" seen 'GNU_RELRO' "$headers"
	hold "$file" "no BIND_NOW" seen 'FLAGS.*NOW' "$dynamic"
	hold "$file" "an executable stack" \
		seen 'GNU_STACK.* RW +0x' "$headers"
	hold "$file" "a segment to write and to execute" \
		unseen 'LOAD.* RWE ' "$headers"
	hold "$file" "an RPATH" unseen 'RPATH|RUNPATH' "$dynamic"
	hold "$file" "relocations in its text" unseen 'TEXTREL' "$dynamic"
	hold "$file" "no stack protector" \
		seen '__stack_chk_fail' "$(readelf --dyn-syms -W "$file")"
done
hold "$1" "can be unloaded, with threads in it" \
	seen 'NODELETE' "$(readelf -dW "$1")"
hold "$2" "not position-independent" seen 'PIE' "$(readelf -dW "$2")"
hold "$2" "no FORTIFY" seen '__[a-z]+_chk@' \
	"$(readelf --dyn-syms -W "$2" | grep -v __stack_chk)"

# Control flow: each of our objects and each entry. The library as a whole
# says so of shadow stacks only: crti.o is the distribution's.
case $(uname -m) in
x86_64)
	members=$(ar t "$3" | wc -l)
	notes=$(readelf -nW "$3" | grep -c 'x86 feature: IBT, SHSTK') || :
	hold "$3" "CET in $notes of $members objects" \
		test "$notes" = "$members"
	for file in "$1" "$2"; do
		hold "$file" "no mark of shadow stacks" \
			seen 'x86 feature: .*SHSTK' "$(readelf -nW "$file")"
	done
	entries=$(nm -D --defined-only "$1" | grep -c ' T ')
	marked=$(objdump -d --no-show-raw-insn "$1" |
		grep -E -A1 '^[0-9a-f]+ <hashlane_[a-z0-9_]+(@@[^>]*)?>:' |
		grep -c 'endbr64') || :
	hold "$1" "$marked of $entries entries have endbr64" \
		test "$marked" = "$entries"
	;;
*)
	echo "NOT RUN: control flow protection of $(uname -m)"
	;;
esac
[ "$failed" = 0 ] && echo "hardening: all there"
exit $((failed != 0))
