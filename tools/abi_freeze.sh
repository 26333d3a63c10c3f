#!/bin/sh
# SPDX-License-Identifier: MIT
# abi_freeze.sh - make today's interface the one that later ones are held to:
# abi/baseline gets the header, its model, the exports map and what libabigail
# sees in the library. Usage: abi_freeze.sh LIBRARY.so (with debug information)
set -eu
cd "$(dirname "$0")/.."
baseline=abi/baseline
mkdir -p "$baseline"
cp include/hashlane.h "$baseline/hashlane.h"
cp abi/hashlane.json "$baseline/hashlane.json"
cp cmake/hashlane.map "$baseline/hashlane.map"
abidw --headers-dir include --drop-private-types --no-comp-dir-path \
	--no-corpus-path --no-show-locs --no-elf-needed \
	--out-file "$baseline/libhashlane-$(uname -m).abi" "$1"
echo "frozen: $(grep -c '^	hashlane_' "$baseline/hashlane.map") functions," \
	"$(wc -c <"$baseline/libhashlane-$(uname -m).abi") bytes of $(uname -m)"
