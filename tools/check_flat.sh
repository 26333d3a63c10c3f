#!/bin/bash
# SPDX-License-Identifier: MIT
# check_flat.sh - what `make flat` writes compiles without anything else, and
# hashes: each folder with a bare compiler, hashlane.c with every compiler that
# there is, the folder by cgo. Prints how long each takes.
# Usage: check_flat.sh [CC]
set -euo pipefail
cc=${1:-cc}
cd "$(dirname "$0")/.."
root=$PWD
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
warnings=(-Wall -Wextra -Werror)

took() { # what, begin
	echo "$1: ok, $((SECONDS - $2)) s"
}

# Every .c file of a folder by itself, as many at once as there are processors.
compile() { # folder, flags...
	local folder=$1

	shift
	(cd "$folder" && printf '%s\n' ./*.c |
		xargs -P "$(nproc)" -I '{}' "$cc" "$@" -c '{}' -o '{}.o')
}

python3 -B tools/flat.py "$out"
python3 -B tools/flat.py "$out" --algorithms sha256,blake3
mkdir "$out/files"
printf abc >"$out/files/a"
head -c 300000 tools/flat.py >"$out/files/b"
for i in {1..99}; do
	head -c $((i * 37)) tools/flat.py >"$out/files/c$i"
done
(cd "$out" && sha256sum files/* | sort -k 2) >"$out/expected"

# With an engine: all files, below their folder.
run_engine() { # program
	(cd "$out" && "$1" files | sed 's/  [0-9a-f]*  /  /' | sort -k 2) |
		diff - "$out/expected"
}

cat >"$out/hasher_batch.c" <<'END'
#include "hashlane.h"

#include <stdio.h>
#include <string.h>

/* SHA-256 of each file, by a hasher that computes BLAKE3 as well. */
int main(int argc, char **argv)
{
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_SHA256 },
		{ .id = HASHLANE_HASH_BLAKE3 },
	};
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
	};

	if (strcmp(hashlane_algorithm_get_name(HASHLANE_HASH_BLAKE3),
		   "blake3"))
		return 1;
	for (int i = 1; i < argc; i++) {
		static unsigned char data[1000000];
		FILE *file = fopen(argv[i], "rb");
		size_t bytes = file ? fread(data, 1, sizeof(data), file) : 0;
		unsigned char digest[32];
		hashlane_hasher hasher;

		if (file)
			fclose(file);
		if (hashlane_hasher_create(&hasher, &options, NULL) ||
		    hashlane_hasher_update(hasher, data, bytes) ||
		    hashlane_hasher_get_digest(hasher, 0, digest, 32, NULL))
			return 1;
		hashlane_hasher_destroy(hasher);
		for (int k = 0; k < 32; k++)
			printf("%02x", digest[k]);
		printf("  %s\n", argv[i]);
	}
	return 0;
}
END
run_hashers() { # program
	(cd "$out" && "$1" files/* | sort -k 2) | diff - "$out/expected"
}

begin=$SECONDS
compile "$out/engine" -O2 "${warnings[@]}"
"$cc" -O2 -pthread -I"$out/engine" docs/example_engine.c "$out"/engine/*.o \
	-o "$out/by_engine"
run_engine "$out/by_engine"
took "engine, $cc" "$begin"

# The same files, fewer of them.
objects=()
for file in "$out"/core/*.[ch]; do
	cmp "$file" "$out/engine/${file##*/}"
	[ "${file%.c}" = "$file" ] || objects+=("$out/engine/${file##*/}.o")
done
"$cc" -O2 -pthread -I"$out/core" "$out/hasher_batch.c" "${objects[@]}" \
	-o "$out/by_core"
run_hashers "$out/by_core"
echo "core, $cc: ok"

begin=$SECONDS
compile "$out/sha256-blake3" -O2
"$cc" -O2 -pthread -I"$out/sha256-blake3" "$out/hasher_batch.c" \
	"$out"/sha256-blake3/*.o -o "$out/by_two"
run_hashers "$out/by_two"
took "sha256 and blake3, $cc" "$begin"

for one in gcc-11 gcc-12 clang-13 clang-14 clang-15 clang-16 clang-17 \
	clang-18 clang-19; do
	begin=$SECONDS
	if ! command -v "$one" >/dev/null; then
		echo "NOT RUN: hashlane.c with $one, which is not here"
		continue
	fi
	"$one" -O1 "${warnings[@]}" -pthread -I"$out/one" "$out/one/hashlane.c" \
		"$root/docs/example_engine.c" -o "$out/by_one"
	run_engine "$out/by_one"
	took "hashlane.c, $one" "$begin"
done

begin=$SECONDS
if command -v go >/dev/null; then
	cat >"$out/engine/main.go" <<'END'
package main

// #include <stdlib.h>
// #include "hashlane.h"
import "C"

import (
	"fmt"
	"os"
	"unsafe"
)

func main() {
	specs := [1]C.struct_hashlane_algorithm_spec{{id: C.HASHLANE_HASH_SHA256}}
	for _, name := range os.Args[1:] {
		var digest [32]C.uint8_t
		path := C.CString(name)
		status := C.hashlane_hash_file(nil, &digest[0], 32, path,
			&specs[0], 1, nil)
		C.free(unsafe.Pointer(path))
		if status != 0 {
			os.Exit(1)
		}
		for _, b := range digest {
			fmt.Printf("%02x", byte(b))
		}
		fmt.Printf("  %s\n", name)
	}
}
END
	printf 'module flat\n\ngo 1.21\n' >"$out/engine/go.mod"
	rm "$out"/engine/*.o
	(cd "$out/engine" && CGO_ENABLED=1 CGO_CFLAGS=-O0 GOFLAGS=-mod=mod \
		GOTOOLCHAIN=local GOCACHE="$out/go" CC="$cc" \
		go build -o "$out/by_go" .)
	run_hashers "$out/by_go"
	took "engine, cgo" "$begin"
else
	echo "NOT RUN: cgo, for go is not here"
fi
