#!/bin/sh
# SPDX-License-Identifier: MIT
# check_cross.sh - the vectors, in memory and as files, on other processors,
# emulated: a little-endian and a big-endian one, one of 32 bits, and older x86
# models, where an instruction that is too new for them ends the run.
# Usage: check_cross.sh [aarch64|s390x|i386|x86_64]...
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

build() { # compiler, architecture, option...
	compiler=$1
	processor=$2
	shift 2
	library=$out/$processor.o
	mkdir "$library"
	# shellcheck disable=SC2016 # for the shell that is started
	printf '%s\n' src/*/*.c | xargs -P "$(nproc)" -I '{}' sh -c \
		'"$0" -std=c11 -O2 -Wall -Wextra -Werror -Iinclude -pthread \
			-c "$1" -o "$2/$(echo "$1" | tr / -).o" $3' \
		"$compiler" '{}' "$library" "$*" || return
	for program in cross/run_vectors cross/run_files \
		emulated/run_kernels; do
		sources=tests/$program.c
		case $program in
		cross/*) sources="$sources tests/cross/vector_rows.c" ;;
		esac
		# shellcheck disable=SC2086 # names without blanks
		"$compiler" -std=c11 -O2 -Wall -Wextra -Werror -Iinclude \
			-pthread -static "$@" $sources "$library"/*.o \
			-o "$out/$processor-${program#*/run_}" || return
	done
}

run() { # architecture, model, program
	name=$out/$1-$3-$2
	# The kernels' program needs no vectors, and does not look at them.
	timeout 900 "qemu-$1" -cpu "$2" "$out/$1-$3" tests/vectors/*.txt \
		>"$name.out" 2>"$name.errors"
	echo $? >"$name.status"
}

emulate() { # architecture, model...: all of them at once
	processor=$1
	shift
	for model in "$@"; do
		run "$processor" "$model" vectors &
		run "$processor" "$model" files &
		run "$processor" "$model" kernels &
	done
	wait
	for model in "$@"; do
		for program in vectors files kernels; do
			name=$out/$processor-$program-$model
			result "$(cat "$name.status")" \
				"$processor, $model: $(tail -n 1 "$name.out")"
			grep -v "TCG doesn't support" "$name.errors"
			grep FAIL "$name.out"
		done
	done
}

for arch in "${@:-all}"; do
	case $arch in
	aarch64 | all)
		build aarch64-linux-gnu-gcc aarch64
		result $? "build for aarch64"
		emulate aarch64 cortex-a53 max
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
	i386 | all)
		# Before GCC 11.1 atomics lay elsewhere, of which GCC notes.
		build i686-linux-gnu-gcc i386 -Wno-psabi
		result $? "build for i386, 32 bits"
		emulate i386 qemu32 max
		;;
	esac
	case $arch in
	x86_64 | all)
		build cc x86_64
		result $? "build for x86_64"
		# SSE2 alone; SSSE3; SSE4.2; PCLMUL and AVX, which is not used;
		# AVX2; all that the emulator knows.
		emulate x86_64 qemu64 core2duo Nehalem SandyBridge Haswell max
		;;
	esac
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
