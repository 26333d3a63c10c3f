#!/bin/sh
# SPDX-License-Identifier: MIT
# check_reproducible.sh - the same source gives the same bytes, in whatever
# folder it lies and whenever it is built: two release builds are compared.
# Usage: check_reproducible.sh
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# A cache of the compiler would give the second what the first has.
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
one=$out/one
two=$out/a/longer/path/to/two

for tree in "$one" "$two"; do
	mkdir -p "$tree/tests/abi"
	cp -r CMakeLists.txt CMakePresets.json LICENSE README.md abi cmake \
		cli completions docs include src "$tree"
	cp tests/abi/layout.c "$tree/tests/abi"
	(cd "$tree" && cmake --preset release >/dev/null &&
		cmake --build --preset release -- --quiet &&
		DESTDIR=$tree/installed cmake --install build/release \
			--prefix /usr >/dev/null)
done
if ! diff -r "$one/installed" "$two/installed"; then
	echo "check_reproducible.sh: what is installed differs" >&2
	exit 1
fi
if grep -rl "$out" "$one/installed"; then
	echo "check_reproducible.sh: these tell their folder" >&2
	exit 1
fi
# The protections, too, are those of what users get.
tests/abi/check_hardening.sh "$one/build/release/libhashlane.so" \
	"$one/build/release/hashlane" "$one/build/release/libhashlane.a"
cd "$one/installed"
find . -type f -size +64k -exec sha256sum {} +
echo "two builds: the same $(find . -type f | wc -l) files"
