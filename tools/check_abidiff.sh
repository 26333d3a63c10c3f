#!/bin/sh
# SPDX-License-Identifier: MIT
# check_abidiff.sh - libabigail, which reads the library itself and not the
# header, finds nothing that breaks programs made for the baseline.
# Usage: check_abidiff.sh LIBRARY.so (with debug information)
set -eu
cd "$(dirname "$0")/.."
frozen=abi/baseline/libhashlane-$(uname -m).abi
if [ ! -e "$frozen" ]; then
	echo "NOT RUN: no baseline of $(uname -m)"
	exit 77
fi
if ! command -v abidiff >/dev/null; then
	echo "NOT RUN: abidiff is not installed"
	exit 77
fi
now=$(mktemp)
trap 'rm -f "$now"' EXIT
# As the baseline was written, so that what is private is left out of both.
abidw --headers-dir include --drop-private-types --no-comp-dir-path \
	--no-corpus-path --no-show-locs --no-elf-needed --out-file "$now" "$1"
status=0
abidiff --suppressions abi/abidiff.suppr --no-added-syms "$frozen" "$now" ||
	status=$?
# 1: abidiff failed, 2: wrong usage; 4: something changed, 8: and breaks.
if [ $((status & 11)) != 0 ] || [ "$status" -ge 4 ]; then
	echo "check_abidiff.sh: abidiff gave $status" >&2
	exit 1
fi
echo "abidiff: nothing that the baseline has was changed"
