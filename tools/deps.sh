#!/bin/sh
# SPDX-License-Identifier: MIT
# deps.sh - install what a task needs, on Debian and its like; the one home
# of package names. Usage: deps.sh run|test|lint|bench|cross...
set -eu

run="gcc libc6-dev make cmake ninja-build pkg-config libjansson-dev"
test="$run g++ clang libcmocka-dev libssl-dev librhash-dev libxxhash-dev
	python3 rhash hashdeep b3sum xxhash openssl git util-linux"
lint="$test clang-format clang-tidy shellcheck"
bench="$test hyperfine libbenchmark-dev libisal-dev libdeflate-dev"
cross="$test qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
	gcc-s390x-linux-gnu libc6-dev-s390x-cross"

packages=
for task in "$@"; do
	case $task in
	run) packages="$packages $run" ;;
	test) packages="$packages $test" ;;
	lint) packages="$packages $lint" ;;
	bench) packages="$packages $bench" ;;
	cross) packages="$packages $cross" ;;
	*)
		echo "deps.sh: unknown task '$task'" >&2
		exit 2
		;;
	esac
done

if ! command -v dpkg-query >/dev/null; then
	echo "deps.sh: not a Debian system; install the likes of:" >&2
	echo "$packages" | tr -s ' \t\n' ' ' >&2
	exit 0
fi
missing=
for package in $packages; do
	status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || :
	[ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "deps.sh: run as root: apt-get install$missing" >&2
		exit 1
	fi
	sudo=sudo
fi
echo "deps.sh: installing$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # words are meant to split
$sudo apt-get update -qq && $sudo apt-get install -qq -y $missing >/dev/null
