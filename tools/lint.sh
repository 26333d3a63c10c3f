#!/bin/sh
# SPDX-License-Identifier: MIT
# lint.sh - format, static analysis, layers and scripts; fails on anything.
set -eu
cd "$(dirname "$0")/.."
sources=$(git ls-files 'src/*.[ch]' 'include/*.h' 'cli/*.[ch]' 'tests/*.[ch]' \
	'bench/*.cc')
echo "clang-format: $(echo "$sources" | wc -l) files"
# shellcheck disable=SC2086 # one word a file
clang-format --dry-run -Werror $sources
cmake --preset dev >/dev/null
echo "clang-tidy"
git ls-files 'src/*.c' 'cli/*.c' | xargs -P "$(nproc)" -n 8 \
	clang-tidy -quiet -p build/dev --warnings-as-errors='*' 2>/dev/null
python3 -B tools/check_layers.py
echo "shellcheck"
git ls-files '*.sh' .ci/run | xargs shellcheck
