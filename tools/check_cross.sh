#!/bin/sh
# SPDX-License-Identifier: MIT
# check_cross.sh - the vectors on other processors, emulated: a little-endian
# and a big-endian one, and older x86 models, where an instruction that is too
# new for them ends the run. Usage: check_cross.sh [aarch64|s390x|x86_64]...
set -u
cd "$(dirname "$0")/.." || exit
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0
failed=0

result() { # status, what
	if [ "$1" = 0 ]; then
		passed=$((passed + 1))
		echo "ok   $2"
	else
		failed=$((failed + 1))
		echo "FAIL $2"
	fi
}

build() { # compiler, architecture
	"$1" -std=c11 -O2 -Wall -Wextra -Werror -static -Iinclude src/*/*.c \
		tests/cross/run_vectors.c -o "$out/$2" -pthread &&
		"$1" -std=c11 -O2 -Wall -Wextra -Werror -static -Iinclude \
			src/*/*.c tests/emulated/run_kernels.c \
			-o "$out/$2-kernels" -pthread
}

emulate() { # architecture, model
	timeout 900 "qemu-$1" -cpu "$2" "$out/$1" tests/vectors/*.txt \
		2>"$out/errors"
	result $? "$1, $2"
	grep -v "TCG doesn't support" "$out/errors"
	timeout 900 "qemu-$1" -cpu "$2" "$out/$1-kernels" >"$out/kernels" \
		2>"$out/errors"
	result $? "$1, $2: $(tail -n 1 "$out/kernels")"
	grep FAIL "$out/kernels"
}

for arch in "${@:-all}"; do
	case $arch in
	aarch64 | all)
		build aarch64-linux-gnu-gcc aarch64
		result $? "build for aarch64"
		emulate aarch64 cortex-a53
		emulate aarch64 max
		;;
	esac
	case $arch in
	s390x | all)
		build s390x-linux-gnu-gcc s390x
		result $? "build for s390x, big-endian"
		emulate s390x max
		;;
	esac
	case $arch in
	x86_64 | all)
		build cc x86_64
		result $? "build for x86_64"
		# SSE2 alone; SSSE3; SSE4.2; PCLMUL and AVX, which is not used;
		# AVX2; all that the emulator knows.
		for model in qemu64 core2duo Nehalem SandyBridge Haswell max
		do
			emulate x86_64 "$model"
		done
		;;
	esac
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
