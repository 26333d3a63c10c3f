#!/bin/sh
# SPDX-License-Identifier: MIT
# check_layouts.sh - structs lie in memory as the model says, on processors
# that this machine need not be. Usage: check_layouts.sh
set -eu
cd "$(dirname "$0")"
if ! command -v clang >/dev/null; then
	echo "NOT RUN: clang is not installed"
	exit 1
fi
for target in x86_64-linux-gnu aarch64-linux-gnu s390x-linux-gnu \
	riscv64-linux-gnu armv7-linux-gnueabihf i686-linux-gnu; do
	clang -target "$target" -ffreestanding -std=c11 -Wall -Wextra -Werror \
		-I../../include -fsyntax-only layout.c
	echo "ok: $target"
done
