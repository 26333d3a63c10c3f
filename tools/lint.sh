#!/bin/bash
# SPDX-License-Identifier: MIT
# lint.sh - format, static analysis, layers, words, scripts; everything runs, and
# anything found fails.
# shellcheck disable=SC2317 # check() calls the functions
set -u
cd "$(dirname "$0")/.." || exit
# clang-format's output differs by version: Debian 12's is the one that counts.
format=$(command -v clang-format-14 || echo clang-format)
failed=0

check() { # what, command...
	echo "lint: $1"
	shift
	"$@" || failed=$((failed + 1))
}

files() { # pattern...; also those that git does not know yet
	git -c safe.directory='*' ls-files --cached --others \
		--exclude-standard -- "$@" | while read -r name; do
		[ ! -e "$name" ] || echo "$name"
	done
}

tidy() {
	local run=(xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p build/dev
		--warnings-as-errors='*')

	cmake --preset dev >/dev/null || return
	files 'src/*.c' 'cli/*.c' 'docs/*.c' | "${run[@]}" 2>/dev/null || return
	# The analyzer does not know that cmocka's failures do not return.
	files 'tests/*.c' |
		"${run[@]}" '--checks=-clang-analyzer-*' 2>/dev/null
}

spelling() { # of bytes: what .editorconfig says of every file
	! files ':!*.png' | xargs grep -nIE '[[:space:]]+$|'$'\r'
}

mapfile -t sources < <(files '*.[ch]' '*.cc')
mapfile -t scripts < <(files '*.sh' .ci/run)
[ "${#sources[@]}" != 0 ] && [ "${#scripts[@]}" != 0 ] || exit 1
check "clang-format, ${#sources[@]} files" \
	"$format" --dry-run -Werror "${sources[@]}"
check clang-tidy tidy
check layers python3 -B tools/check_layers.py
check words python3 -B tools/check_words.py
check "files that follow from the header" \
	/usr/bin/python3 -B tools/abi_generate.py --check
check "shellcheck, ${#scripts[@]} files" shellcheck "${scripts[@]}"
check "ends of lines" spelling
exit $((failed != 0))
