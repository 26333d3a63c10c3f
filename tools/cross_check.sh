#!/bin/sh
# SPDX-License-Identifier: MIT
# cross_check.sh - the vectors on processors this machine is not: aarch64
# (NEON, SHA, PMULL), s390x (big-endian), and old and new x86, under qemu-user.
set -eu
cd "$(dirname "$0")/.."
build=build/cross
mkdir -p "$build"
failed=0

compile() {
	"$1" -O2 -static -Iinclude tests/cross/run_vectors.c src/*/*.c \
		-o "$build/run_vectors-$1" -pthread
}

# run NAME COMMAND...: the vectors by one emulator
run() {
	name=$1
	shift
	if "$@" tests/vectors/*.txt >"$build/log" 2>&1; then
		echo "$name: $(tail -n 1 "$build/log")"
	else
		echo "$name: FAILED"
		tail -n 20 "$build/log"
		failed=1
	fi
}

for arch in aarch64 s390x; do
	cc=$arch-linux-gnu-gcc
	if ! command -v "$cc" >/dev/null || ! command -v "qemu-$arch" >/dev/null; then
		echo "$arch: not run: no $cc or qemu-$arch"
		failed=1
		continue
	fi
	compile "$cc"
	run "$arch" "qemu-$arch" "$build/run_vectors-$cc"
done
run "aarch64, cortex-a53" qemu-aarch64 -cpu cortex-a53 \
	"$build/run_vectors-aarch64-linux-gnu-gcc"

if [ "$(uname -m)" = x86_64 ]; then
	compile gcc
	for cpu in core2duo Nehalem SandyBridge Haswell; do
		run "x86-64, $cpu" qemu-x86_64 -cpu "$cpu" \
			"$build/run_vectors-gcc"
	done
else
	echo "x86-64 ladder: not run: this is $(uname -m)"
fi
exit $failed
