/* SPDX-License-Identifier: MIT */
/*
 * example_metrics.c - the counters of the library in the text format that
 * Prometheus scrapes, after the files named were hashed. A service prints the
 * same from its /metrics page; every call here is safe at any time, from any
 * thread, and costs less than a microsecond.
 */
#include <hashlane.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print(const char *name, const char *type, uint64_t value)
{
	printf("# TYPE hashlane_%s %s\nhashlane_%s %" PRIu64 "\n", name, type,
	       name, value);
}

static void print_seconds(const char *name, uint64_t ns)
{
	printf("# TYPE hashlane_%s_total counter\n"
	       "hashlane_%s_total %" PRIu64 ".%09" PRIu64 "\n",
	       name, name, ns / 1000000000, ns % 1000000000);
}

static void print_pool(void)
{
	struct hashlane_memory_usage stats = { .struct_size = sizeof(stats) };
	struct hashlane_memory_objects live = { .struct_size = sizeof(live) };

	if (hashlane_memory_get_usage(&stats) ||
	    hashlane_memory_get_objects(&live))
		return;
	print("pool_used_bytes", "gauge", stats.used_bytes);
	print("pool_bytes", "gauge", stats.pool_bytes);
	print("pool_peak_bytes", "gauge", stats.peak_bytes);
	print("pool_limit_bytes", "gauge", stats.limit_bytes);
	print("pool_pressure", "gauge", (uint64_t)stats.pressure);
	print("pool_hits_total", "counter", stats.hits);
	print("pool_misses_total", "counter", stats.misses);
	print("live_strings", "gauge", live.strings);
	print("live_buffers", "gauge", live.buffers);
	print("live_jobs", "gauge", live.jobs);
	print("live_results", "gauge", live.results);
}

static void print_cores(hashlane_engine engine)
{
	struct hashlane_core_usage core = { .struct_size = sizeof(core) };

	puts("# TYPE hashlane_core_bytes_total counter");
	for (size_t i = 0; !hashlane_engine_get_core_usage(&core, engine, i);
	     i++)
		printf("hashlane_core_bytes_total{core=\"%s\"} %" PRIu64 "\n",
		       core.core, core.bytes);
}

static void print_engine(hashlane_engine engine)
{
	struct hashlane_engine_usage stats = { .struct_size = sizeof(stats) };
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};

	if (hashlane_engine_get_usage(&stats, engine) ||
	    hashlane_engine_get_memory(&memory, engine))
		return;
	print("bytes_total", "counter", stats.bytes);
	print("files_total", "counter", stats.files);
	print("failures_total", "counter", stats.failures);
	print("reads_total", "counter", stats.reads);
	print_seconds("read_seconds", stats.read_ns);
	print_seconds("hash_seconds", stats.hash_ns);
	print_seconds("idle_seconds", stats.idle_ns);
	print("lanes_used_total", "counter", stats.lanes_used);
	print("lanes_had_total", "counter", stats.lanes_had);
	print("engine_used_bytes", "gauge", memory.used_bytes);
	print("engine_budget_bytes", "gauge", memory.budget_bytes);
	print("engine_pressure", "gauge", (uint64_t)memory.pressure);
	print_cores(engine);
}

int main(int argc, char **argv)
{
	const struct hashlane_algorithm_spec sha256 = {
		.id = HASHLANE_HASH_SHA256,
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &sha256,
		.spec_count = 1,
		.flags = HASHLANE_JOB_OPEN,
	};
	hashlane_engine engine;
	hashlane_job job;
	int status = 1;

	if (hashlane_engine_create(&engine, NULL, NULL))
		return 1;
	if (!hashlane_job_create(&job, engine, &options, NULL)) {
		for (int i = 1; i < argc; i++) {
			const struct hashlane_input input = {
				.kind = HASHLANE_INPUT_PATH,
				.data = argv[i],
				.data_bytes = strlen(argv[i]),
			};

			hashlane_job_add(job, &input, sizeof(input), 1, -1);
		}
		hashlane_job_close(job);
		status = hashlane_job_wait(job, -1);
		print_engine(engine);
		print_pool();
		hashlane_job_destroy(job);
	}
	hashlane_engine_destroy(engine);
	return status != HASHLANE_OK;
}
