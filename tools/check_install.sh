#!/bin/sh
# SPDX-License-Identifier: MIT
# check_install.sh - what was installed can be used: by pkg-config, shared and
# static, by CMake, and as a command. Usage: check_install.sh DESTDIR PREFIX
set -eu
cd "$(dirname "$0")/.."
tree=$1$2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
pc=$(find "$tree" -name hashlane.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH LD_LIBRARY_PATH

# What is read: by users, and by the authors of bindings.
for file in doc/hashlane/README.md doc/hashlane/LICENSE doc/hashlane/ABI.md \
	doc/hashlane/CHANGED.md doc/hashlane/GUIDE.md doc/hashlane/LISTS.md \
	doc/hashlane/RESULTS.md doc/hashlane/SYMBOLS.md \
	doc/hashlane/UPDATE.md doc/hashlane/example.c \
	hashlane/hashlane.json hashlane/layout.c; do
	if [ ! -s "$tree/share/$file" ]; then
		echo "check_install.sh: share/$file is missing" >&2
		exit 1
	fi
done

# The .pc file finds its tree wherever that lies.
flags=$(pkg-config --cflags --libs hashlane)
# shellcheck disable=SC2086 # words are meant to split
cc -Wall -Werror "$tree/share/doc/hashlane/example.c" $flags \
	-o "$out/shared"
# shellcheck disable=SC2086
cc -Wall -Werror -fsyntax-only "$tree/share/hashlane/layout.c" $flags
# shellcheck disable=SC2086
cc -Wall -Werror docs/example.c "$LD_LIBRARY_PATH/libhashlane.a" $flags \
	-pthread -o "$out/static"

mkdir "$out/cmake"
cat >"$out/cmake/CMakeLists.txt" <<'LISTS'
cmake_minimum_required(VERSION 3.25)
project(user LANGUAGES C)
find_package(hashlane 0.2 REQUIRED)
foreach(form shared static)
	add_executable(user_${form} ${EXAMPLE})
	target_link_libraries(user_${form} PRIVATE hashlane::${form})
endforeach()
LISTS
cmake -S "$out/cmake" -B "$out/cmake/build" -DEXAMPLE="$PWD/docs/example.c" \
	-DCMAKE_PREFIX_PATH="$tree" >/dev/null
cmake --build "$out/cmake/build" >/dev/null

expected=$("$tree/bin/hashlane" sum -a md5,sha256 README.md LICENSE)
for user in "$out/shared" "$out/static" "$out/cmake/build/user_shared" \
	"$out/cmake/build/user_static"; do
	if [ "$("$user" README.md LICENSE)" != "$expected" ]; then
		echo "check_install.sh: $(basename "$user") tells otherwise" >&2
		exit 1
	fi
done
echo "installed: command, header, both libraries, pkg-config, CMake," \
	"documents: ok"
