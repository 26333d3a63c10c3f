#!/bin/sh
# SPDX-License-Identifier: MIT
# deps.sh - install what a task needs, on Debian and its like; the one home
# of package names. Usage: deps.sh run|test|lint|bench|cross...
set -eu

run="gcc libc6-dev make cmake ninja-build pkg-config libjansson-dev
	libsqlite3-dev scdoc"
test="$run g++ clang libcmocka-dev libssl-dev librhash-dev libxxhash-dev
	python3 python3-hypothesis rhash b3sum cksfv hashdeep gpg jdupes xxhash
	openssl strace git util-linux mount libfuse3-dev fuse3 binutils
	python3-clang-14 libclang-common-14-dev python3-cffi abigail-tools
	sqlite3 bash zsh fish"
abi="$run python3 python3-clang-14 libclang-common-14-dev abigail-tools"
docs="python3 doxygen"
fuzz="$run clang libclang-rt-14-dev python3"
lint="$test clang-format clang-tidy shellcheck"
bench="$test hyperfine libbenchmark-dev libisal-dev libdeflate-dev
	libjemalloc-dev libmimalloc-dev libglib2.0-dev"
report="$bench python3-matplotlib"
python="$run python3 python3-venv python3-dev"
cross="$run qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
	gcc-s390x-linux-gnu libc6-dev-s390x-cross gcc-i686-linux-gnu
	libc6-dev-i386-cross"

packages=
for task in "$@"; do
	case $task in
	run) packages="$packages $run" ;;
	test) packages="$packages $test" ;;
	lint) packages="$packages $lint" ;;
	abi) packages="$packages $abi" ;;
	docs) packages="$packages $docs" ;;
	fuzz) packages="$packages $fuzz" ;;
	python) packages="$packages $python" ;;
	bench) packages="$packages $bench" ;;
	report) packages="$packages $report" ;;
	cross) packages="$packages $cross" ;;
	*)
		echo "deps.sh: unknown task '$task'" >&2
		exit 2
		;;
	esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	# Whoever has them under other names is not held up.
	echo "deps.sh: no apt here; by their Debian names, this needs:" >&2
	echo "$packages" | tr -s ' \t\n' ' ' >&2
	exit 0
fi
missing=
for package in $packages; do
	case " $missing " in *" $package "*) continue ;; esac
	status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || :
	[ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "deps.sh: neither root nor sudo here; have root run:" >&2
		echo "  apt-get install$missing" >&2
		exit 1
	fi
	as_root=sudo
fi
echo "deps.sh: installing$missing" >&2
apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq"
$apt update >/dev/null
# shellcheck disable=SC2086 # words are meant to split
$apt install -y --no-install-recommends $missing >/dev/null || {
	echo "deps.sh: apt-get could not install them; see above" >&2
	exit 1
}
