#!/bin/sh
# SPDX-License-Identifier: MIT
# kernels.sh - run the kernel benchmark and write docs/KERNELS.md from it.
# Usage: kernels.sh BENCH_KERNELS [--all] [Google Benchmark's options]
#
# The repetitions of all cases are shuffled, so that a busy minute of the
# machine spoils one repetition of many cases and not all of one.
set -eu
cd "$(dirname "$0")/.."
bench=$1
shift
all=
if [ "${1-}" = --all ]; then
	all=--all
	shift
fi
json=build/bench/kernels.json
mkdir -p build/bench
# shellcheck disable=SC2086 # empty or one word
"$bench" $all --benchmark_min_time=0.02 --benchmark_repetitions=5 \
	--benchmark_enable_random_interleaving --benchmark_out_format=json \
	--benchmark_out="$json" "$@" >/dev/null
tools/kernel_table.py "$json" docs/KERNELS.md
cat docs/KERNELS.md
