#!/bin/sh
# SPDX-License-Identifier: MIT
# check_hot.sh - the functions that only name things take no pointer from
# memory, which would be a relocation, and jump nowhere. Of a release build:
# without optimisation as a whole they call one another.
# Usage: check_hot.sh LIBRARY.so
set -eu
[ -r "$1" ]
case $(objdump -f "$1" | sed -n 's/^architecture: \([^,]*\).*/\1/p') in
i386:x86-64)
	# A jump, a call, or 64 bits from memory into a register.
	bad='^(jmp|call|j[a-z]+|mov +[^$%]*\(.*\),%r)'
	;;
aarch64)
	bad='^(b|bl|br|blr|b\.[a-z]+|cbn?z|tbn?z)[[:space:]]|^ldp?r?[[:space:]]+x'
	;;
*)
	echo "NOT RUN: not written for this processor"
	exit 77
	;;
esac
status=0
for name in hashlane_library_get_version hashlane_library_get_abi_version \
	hashlane_status_get_text hashlane_algorithm_get_name \
	hashlane_isa_get_name; do
	code=$(objdump -d --no-show-raw-insn "$1" | awk -F '\t' -v name="$name" '
		$0 ~ "<" name "(@@[A-Z0-9_.]*)?>:$" { inside = 1; next }
		inside && !NF { exit }
		inside { print $2 " " $3 }')
	if [ -z "$code" ]; then
		echo "$name: not found" >&2
		status=1
	elif printf '%s\n' "$code" | grep -E "$bad" >&2; then
		echo "$name: the above is too much for a name" >&2
		status=1
	fi
done
[ $status -ne 0 ] || echo "names: no pointers, no jumps"
exit $status
