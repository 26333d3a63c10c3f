#!/bin/sh
# SPDX-License-Identifier: MIT
# bare_build.sh - the library builds with a bare compiler, without CMake, and
# without a warning. Usage: bare_build.sh [CC]
set -eu
cc=${1:-cc}
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$cc" -O2 -Wall -Wextra -Werror -Iinclude -fPIC -shared src/*/*.c \
	-o "$out/libhashlane.so" -pthread
echo "bare build with $cc: ok"
