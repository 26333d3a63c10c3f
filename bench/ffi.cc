// SPDX-License-Identifier: MIT
// ffi.cc - ns of each call that a foreign caller makes often, beside the floor
// of this machine; the same source is built as four kinds of caller (see
// CMakeLists.txt), and ffi.py runs them all. malloc is whichever allocator is
// preloaded.
#include "ffi_counts.h"
#include "ffi_empty.h"

#include <hashlane.h>

#include <benchmark/benchmark.h>
#include <glib.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

namespace
{

using benchmark::DoNotOptimize;
using benchmark::State;

constexpr size_t inputs_per_job = 10000;
// Differences of what is much longer need the best of many.
constexpr double differences_s = 0.3;

void must(State &state, int32_t status, const char *what)
{
	if (status != HASHLANE_OK)
		state.SkipWithError(what);
}

// ---- Constants ----

void empty_call(State &state)
{
	for (auto _ : state)
		DoNotOptimize(hashlane_bench_empty());
}

void do_nothing(void *)
{
}

// From C into a function of the caller, by its address.
void call_back(State &state)
{
	constexpr size_t count = 1000;

	while (state.KeepRunningBatch(count))
		hashlane_bench_call(do_nothing, nullptr, count);
}

void get_version(State &state)
{
	for (auto _ : state)
		DoNotOptimize(hashlane_library_get_version());
}

void get_abi_version(State &state)
{
	for (auto _ : state)
		DoNotOptimize(hashlane_library_get_abi_version());
}

// Codes that no branch predictor knows, unknown ones among them.
std::vector<int32_t> random_codes()
{
	std::vector<int32_t> codes(4096);
	uint32_t x = 1;

	for (int32_t &code : codes) {
		x = x * 1664525 + 1013904223;
		code = static_cast<int32_t>(x >> 26);
	}
	return codes;
}

template <const char *name(int32_t)> void name_fixed(State &state)
{
	int32_t code = 5;

	for (auto _ : state) {
		DoNotOptimize(code);
		DoNotOptimize(name(code));
	}
}

template <const char *name(int32_t)> void name_random(State &state)
{
	const std::vector<int32_t> codes = random_codes();
	size_t i = 0;

	for (auto _ : state)
		DoNotOptimize(name(codes[i++ % codes.size()]));
}

// ---- Strings and buffers ----

// The inputs of the founding report, and a long one.
std::string text_of(int64_t bytes)
{
	std::string text;

	if (bytes == 40) {
		for (int i = 0; i < 20; i++)
			text += "\xc3\xa9";
		return text;
	}
	for (int64_t i = 0; i < bytes; i++)
		text += static_cast<char>('a' + i % 26);
	return text;
}

void string_copy(State &state)
{
	const std::string text = text_of(state.range(0));

	for (auto _ : state) {
		char *copy = nullptr;

		must(state,
		     hashlane_string_copy(&copy, text.data(), text.size(),
					  nullptr),
		     "hashlane_string_copy");
		DoNotOptimize(copy);
		hashlane_string_destroy(copy);
	}
}

void malloc_copy(State &state)
{
	const std::string text = text_of(state.range(0));

	for (auto _ : state) {
		char *copy = static_cast<char *>(malloc(text.size() + 1));

		memcpy(copy, text.data(), text.size());
		copy[text.size()] = 0;
		DoNotOptimize(copy);
		free(copy);
	}
}

void glib_copy(State &state)
{
	const std::string text = text_of(state.range(0));

	for (auto _ : state) {
		DoNotOptimize(g_utf8_validate(text.data(),
					      static_cast<gssize>(text.size()),
					      nullptr));
		char *copy = g_strndup(text.data(), text.size());

		DoNotOptimize(copy);
		g_free(copy);
	}
}

struct Pool {
	static void *take(size_t bytes)
	{
		void *buffer = nullptr;

		hashlane_buffer_acquire(&buffer, nullptr, bytes);
		return buffer;
	}
	static void give(void *buffer)
	{
		hashlane_buffer_release(buffer);
	}
};

struct Malloc {
	static void *take(size_t bytes)
	{
		return malloc(bytes);
	}
	static void give(void *buffer)
	{
		free(buffer);
	}
};

template <class Memory> void pair(State &state)
{
	const size_t bytes = static_cast<size_t>(state.range(0));

	for (auto _ : state) {
		void *buffer = Memory::take(bytes);

		if (!buffer)
			state.SkipWithError("no memory");
		DoNotOptimize(buffer);
		Memory::give(buffer);
	}
}

// Of this thread alone, so that a busy machine spoils little.
double cpu_ns()
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return static_cast<double>(now.tv_sec) * 1e9 +
	       static_cast<double>(now.tv_nsec);
}

// ffi.py takes this one, where it is, for the time of an operation.
void tell(State &state, double ns)
{
	state.counters["ns"] =
		benchmark::Counter(ns, benchmark::Counter::kAvgThreads);
}

// A thread takes, its partner gives back: ns of one side, the best of all.
template <class Memory, bool freeing> void other_thread(State &state)
{
	constexpr int count = 1000;
	std::vector<void *> held(count);
	std::atomic<int> turn{ 0 }; // 1: the partner's, 2: end
	double best_take = 1e9, best_give = 1e9;
	std::thread partner([&] {
		for (;;) {
			int now;

			while (!(now = turn.load(std::memory_order_acquire)))
				std::this_thread::yield();
			if (now == 2)
				return;
			const double start = cpu_ns();
			for (void *buffer : held)
				Memory::give(buffer);
			best_give = std::min(best_give, cpu_ns() - start);
			turn.store(0, std::memory_order_release);
		}
	});

	while (state.KeepRunningBatch(count)) {
		const double start = cpu_ns();
		for (void *&buffer : held)
			buffer = Memory::take(64);
		best_take = std::min(best_take, cpu_ns() - start);
		if (!held.front() || !held.back())
			state.SkipWithError("no memory");
		turn.store(1, std::memory_order_release);
		while (turn.load(std::memory_order_acquire))
			std::this_thread::yield();
	}
	turn.store(2, std::memory_order_release);
	partner.join();
	tell(state, (freeing ? best_give : best_take) / count);
}

#ifdef FFI_INSIDE
// With everything counted twice and once, in turns: the difference of the best.
void counting(State &state)
{
	constexpr size_t pairs = 10000;
	double best[2] = { 1e18, 1e18 };

	while (state.KeepRunningBatch(pairs))
		for (int twice = 0; twice < 2; twice++) {
			const double start = cpu_ns();

			hashlane_bench_pairs(pairs, twice);
			best[twice] = std::min(best[twice], cpu_ns() - start);
		}
	tell(state, (best[1] - best[0]) / pairs);
}
#endif

void memory_stats(State &state)
{
	struct hashlane_memory_usage stats = {};

	stats.struct_size = sizeof(stats);
	for (auto _ : state) {
		must(state, hashlane_memory_get_usage(&stats),
		     "hashlane_memory_get_usage");
		DoNotOptimize(stats);
	}
}

// ---- Digests in hexadecimal ----

void digest_hex(State &state)
{
	const hashlane_algorithm_spec spec = { HASHLANE_HASH_SHA1, 0, 0 };
	const std::vector<uint8_t> digest(20, 0x5a);
	char text[HASHLANE_MAX_TEXT_BYTES];

	for (auto _ : state) {
		must(state,
		     hashlane_digest_format(text, sizeof(text), nullptr, &spec,
					    HASHLANE_TEXT_HEX, digest.data(),
					    digest.size()),
		     "hashlane_digest_format");
		DoNotOptimize(text);
	}
}

// One column as hexadecimal and as bytes, in turns: the difference of the best.
void column_hex(State &state)
{
	constexpr size_t rows = 10000, digest_bytes = 20;
	const hashlane_algorithm_spec spec = { HASHLANE_HASH_SHA1, 0, 0 };
	const std::vector<int32_t> offsets(rows + 1, 0);
	std::vector<char> out(rows * 2 * digest_bytes);
	const uint8_t byte = 0;
	hashlane_column column = {};
	double best[2] = { 1e18, 1e18 };

	column.struct_size = sizeof(column);
	column.rows = rows;
	column.offsets = offsets.data();
	column.data = &byte;
	column.data_bytes = 1;
	column.layout = HASHLANE_LAYOUT_OFFSETS32;
	while (state.KeepRunningBatch(rows))
		for (int hex = 0; hex < 2; hex++) {
			const double start = cpu_ns();

			must(state,
			     hashlane_hash_column(out.data(), out.size(), NULL,
						  nullptr, nullptr, &spec,
						  &column,
						  hex ? HASHLANE_OUTPUT_HEX :
							HASHLANE_OUTPUT_BINARY,
						  HASHLANE_ISA_AUTO),
			     "hashlane_hash_column");
			best[hex] = std::min(best[hex], cpu_ns() - start);
		}
	tell(state, (best[1] - best[0]) / rows);
}

// ---- Handles and jobs ----

void handle_wrong(State &state)
{
	hashlane_progress now;
	hashlane_job handle = 12345;

	for (auto _ : state) {
		DoNotOptimize(handle);
		DoNotOptimize(
			hashlane_job_get_progress(&now, sizeof(now), handle));
	}
}

hashlane_engine make_engine(State &state)
{
	hashlane_engine_options options = {};
	hashlane_engine engine = 0;

	options.struct_size = sizeof(options);
	options.workers = -1;
	must(state, hashlane_engine_create(&engine, &options, nullptr),
	     "hashlane_engine_create");
	return engine;
}

enum Told { NOBODY, CALLBACK, LISTENER, QUEUE };

void count_events(void *context, const hashlane_event *, size_t, size_t count)
{
	*static_cast<uint64_t *>(context) += count;
}

hashlane_job make_job(State &state, hashlane_engine engine, Told told,
		      uint64_t *events)
{
	static const hashlane_algorithm_spec spec = { HASHLANE_HASH_CRC32, 0,
						      0 };
	static const char byte = 'x';
	hashlane_input input = {};
	hashlane_job_options options = {};
	hashlane_job job = 0;

	input.kind = HASHLANE_INPUT_MEMORY;
	input.data = &byte;
	input.data_bytes = 1;
	const std::vector<hashlane_input> inputs(inputs_per_job, input);

	options.struct_size = sizeof(options);
	options.specs = &spec;
	options.spec_count = 1;
	options.inputs = inputs.data();
	options.input_bytes = sizeof(struct hashlane_input);
	options.input_count = inputs.size();
	if (told == CALLBACK) {
		options.event = count_events;
		options.event_context = events;
		options.events = HASHLANE_EVENT_FILE;
	}
	must(state, hashlane_job_create(&job, engine, &options, nullptr),
	     "hashlane_job_create");
	return job;
}

// Of a job that is done.
template <int32_t call(hashlane_job)> void job_call(State &state)
{
	const hashlane_engine engine = make_engine(state);
	const hashlane_job job = make_job(state, engine, NOBODY, nullptr);

	hashlane_job_wait(job, -1);
	for (auto _ : state)
		must(state, call(job), "a call of a job");
	hashlane_job_destroy(job);
	hashlane_engine_destroy(engine);
}

// The cheapest call of a live object: checks, pins, reads 64 bytes, unpins.
int32_t progress(hashlane_job job)
{
	hashlane_progress now;
	const int32_t status = hashlane_job_get_progress(&now, sizeof(now),
							 job);

	DoNotOptimize(now);
	return status;
}

hashlane_listener listen(State &state, hashlane_job job, Told told,
			 uint64_t *events)
{
	hashlane_listener_options options = {};
	hashlane_listener listener = 0;

	options.struct_size = sizeof(options);
	options.events = HASHLANE_EVENT_FILE;
	options.event = told == LISTENER ? count_events : nullptr;
	options.context = events;
	options.queue_events = 2 * inputs_per_job;
	must(state,
	     hashlane_listener_create(&listener, job, &options, nullptr),
	     "hashlane_listener_create");
	return listener;
}

// ns of a whole job, run by this thread.
template <Told told> double run_job(State &state, hashlane_engine engine)
{
	uint64_t events = 0;
	const hashlane_job job = make_job(state, engine, told, &events);
	hashlane_listener listener = 0;
	const hashlane_event *first;
	size_t count = 0;

	if (told == LISTENER || told == QUEUE)
		listener = listen(state, job, told, &events);
	const double start = cpu_ns();
	must(state, hashlane_job_wait(job, -1), "hashlane_job_wait");
	while (told == QUEUE &&
	       hashlane_listener_poll(&first, nullptr, &count, listener, 256,
				      0) == HASHLANE_OK &&
	       count)
		events += count;
	const double ns = cpu_ns() - start;
	if (listener)
		hashlane_listener_destroy(listener);
	hashlane_job_destroy(job);
	if (told != NOBODY && events < inputs_per_job)
		state.SkipWithError("events are missing");
	return ns;
}

// A job with events and one without, in turns: the difference of the best.
template <Told told> void job_events(State &state)
{
	const hashlane_engine engine = make_engine(state);
	double without = 1e18, with = 1e18;

	while (state.KeepRunningBatch(inputs_per_job)) {
		without = std::min(without, run_job<NOBODY>(state, engine));
		with = std::min(with, run_job<told>(state, engine));
	}
	hashlane_engine_destroy(engine);
	tell(state, (with - without) / inputs_per_job);
}

void threads(benchmark::internal::Benchmark *row)
{
	row->Threads(1)->Threads(2)->Threads(4);
}

void texts(benchmark::internal::Benchmark *row)
{
	for (int64_t bytes : { 13, 47, 40, 1024 })
		row->Arg(bytes);
	threads(row);
}

void blocks(benchmark::internal::Benchmark *row)
{
	row->Arg(64)->Arg(1024);
	threads(row);
}

BENCHMARK(empty_call)->Apply(threads);
BENCHMARK(get_version)->Apply(threads);
BENCHMARK(get_abi_version)->Apply(threads);
BENCHMARK(name_fixed<hashlane_status_get_text>)->Apply(threads);
BENCHMARK(name_random<hashlane_status_get_text>)->Apply(threads);
BENCHMARK(name_fixed<hashlane_algorithm_get_name>)->Apply(threads);
BENCHMARK(name_random<hashlane_algorithm_get_name>)->Apply(threads);
BENCHMARK(string_copy)->Apply(texts);
BENCHMARK(malloc_copy)->Apply(texts);
BENCHMARK(glib_copy)->Apply(texts);
BENCHMARK(pair<Pool>)->Apply(blocks);
BENCHMARK(pair<Malloc>)->Apply(blocks);
BENCHMARK(other_thread<Pool, false>)->Apply(threads);
BENCHMARK(other_thread<Pool, true>)->Apply(threads);
BENCHMARK(other_thread<Malloc, false>)->Apply(threads);
BENCHMARK(other_thread<Malloc, true>)->Apply(threads);
#ifdef FFI_INSIDE
BENCHMARK(counting)->Apply(threads);
#endif
BENCHMARK(memory_stats)->Apply(threads);
BENCHMARK(digest_hex)->Apply(threads);
BENCHMARK(column_hex)->Apply(threads);
BENCHMARK(handle_wrong)->Apply(threads);
BENCHMARK(job_call<progress>)->Apply(threads);
BENCHMARK(call_back)->Apply(threads);
BENCHMARK(job_events<CALLBACK>)->MinTime(differences_s);
BENCHMARK(job_events<LISTENER>)->MinTime(differences_s);
BENCHMARK(job_events<QUEUE>)->MinTime(differences_s);

} // namespace

// The caller may lie in a library of its own: main() is elsewhere.
extern "C" int bench_ffi(int argc, char **argv)
{
	benchmark::Initialize(&argc, argv);
	if (benchmark::ReportUnrecognizedArguments(argc, argv))
		return 1;
	benchmark::RunSpecifiedBenchmarks();
	return 0;
}
