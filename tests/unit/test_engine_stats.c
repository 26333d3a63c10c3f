/* SPDX-License-Identifier: MIT */
/*
 * test_engine_stats.c - what an engine says it did is what it did, when it is
 * quiet.
 */
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 500, FILES = 50, LARGE_BYTES = 24 << 20 };

static struct temp_tree tree;
static char *paths[FILES];
static struct hashlane_input inputs[FILES + 1];
static uint64_t all_bytes;
static uint8_t *large;

static int make_files(void **state)
{
	char name[32];

	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	large = calloc(1, LARGE_BYTES);
	assert_non_null(large);
	for (size_t i = 0; i < FILES; i++) {
		size_t bytes = i * i * 97;

		snprintf(name, sizeof(name), "%zu", i);
		paths[i] = temp_tree_write(&tree, name, large, bytes);
		inputs[i] = path_input(paths[i]);
		all_bytes += bytes;
	}
	inputs[FILES] = path_input("/nowhere/at/all");
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++)
		free(paths[i]);
	free(large);
	temp_tree_remove(&tree);
	return 0;
}

static struct hashlane_engine_usage stats_of(hashlane_engine engine)
{
	struct hashlane_engine_usage stats = { .struct_size = sizeof(stats) };

	assert_status(hashlane_engine_get_usage(&stats, engine), HASHLANE_OK);
	assert_true(stats.lanes_used <= stats.lanes_had);
	assert_true(stats.lane_rounds <= stats.lanes_used);
	return stats;
}

/* What a core did, by its name. */
static struct hashlane_core_usage core_of(hashlane_engine engine,
					  const char *name)
{
	struct hashlane_core_usage core = { .struct_size = sizeof(core) };
	size_t i = 0;

	while (!hashlane_engine_get_core_usage(&core, engine, i++))
		if (strcmp(core.core, name) == 0)
			return core;
	fail_msg("no core %s", name);
	return core;
}

/* No worker is at it any more when it is destroyed. */
static void run_job(hashlane_engine engine,
		    const struct hashlane_algorithm_spec *specs, size_t count,
		    const struct hashlane_input *given, size_t given_count,
		    uint32_t flags)
{
	struct hashlane_job_options options = md5_options(given, given_count,
							  flags);
	hashlane_job job;

	options.specs = specs;
	options.spec_count = count;
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
}

static void counts_are_exact(void **state)
{
	static const int32_t workers[] = { -1, 1, 3 };

	(void)state;
	for (size_t w = 0; w < 3; w++) {
		struct hashlane_algorithm_spec specs[4] = { spec_of("md5"),
							    spec_of("tth"),
							    spec_of("tiger"),
							    spec_of("crc32") };
		hashlane_engine engine = engine_of(workers[w], 0);
		struct hashlane_engine_usage stats = stats_of(engine);

		assert_int_equal(stats.bytes + stats.files + stats.reads +
					 stats.jobs + stats.hash_ns,
				 0);
		assert_true(stats.core_count > 10);
		run_job(engine, specs, 4, inputs, FILES + 1, 0);
		run_job(engine, specs, 1, inputs, FILES, 0);
		stats = stats_of(engine);
		assert_int_equal(stats.jobs, 2);
		assert_int_equal(stats.files, 2 * FILES + 1);
		assert_int_equal(stats.failures, 1);
		assert_int_equal(stats.bytes, 2 * all_bytes);
		/* At least one each, but for the one that is not there. */
		assert_true(stats.reads >= 2 * FILES);
		assert_true(stats.reads < 2 * FILES * 20);
		assert_true(stats.read_ns > 0);
		assert_true(stats.hash_ns > 0);
		assert_int_equal(core_of(engine, "md5").bytes, 2 * all_bytes);
		assert_int_equal(core_of(engine, "tiger").bytes,
				 2 * all_bytes);
		assert_int_equal(core_of(engine, "crc32").bytes, all_bytes);
		assert_int_equal(core_of(engine, "sha1").bytes, 0);
		assert_int_equal(core_of(engine, "sha1").ns, 0);
		assert_true(core_of(engine, "md5").ns > 0);
		assert_true(core_of(engine, "tiger").ns > 0);
		end_engine(engine);
	}
}

/* The time of the cores is that of the kernels, or less. */
static void check_times(hashlane_engine engine)
{
	struct hashlane_engine_usage stats = stats_of(engine);
	uint64_t sum = 0;

	for (size_t i = 0; i < stats.core_count; i++) {
		struct hashlane_core_usage core = {
			.struct_size = sizeof(core),
		};

		assert_status(hashlane_engine_get_core_usage(&core, engine, i),
			      HASHLANE_OK);
		assert_true(strlen(core.core) > 0);
		sum += core.ns;
	}
	assert_true(sum <= stats.hash_ns);
	assert_true(sum >= stats.hash_ns / 2);
}

/* One long stream: by itself, by a team, in parts; of memory no reads. */
static void long_streams_are_counted(void **state)
{
	static const char *const names[][3] = { { "sha256", "md5", "sha1" },
						{ "sha256", "md5", "sha1" },
						{ "blake3", "crc32", "tth" } };
	const struct hashlane_input memory = memory_input(large, LARGE_BYTES);
	char *path = temp_tree_write(&tree, "large", large, LARGE_BYTES);
	const struct hashlane_input file = path_input(path);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		hashlane_engine engine = engine_of(i ? 4 : 1, 0);
		struct hashlane_algorithm_spec specs[3];
		struct hashlane_engine_usage stats;

		for (size_t k = 0; k < 3; k++)
			specs[k] = spec_of(names[i][k]);
		run_job(engine, specs, 3, &memory, 1, 0);
		assert_int_equal(stats_of(engine).reads, 0);
		run_job(engine, specs, 3, &file, 1, 0);
		stats = stats_of(engine);
		assert_int_equal(stats.bytes, (uint64_t)2 * LARGE_BYTES);
		assert_int_equal(stats.files, 2);
		assert_true(stats.reads >= LARGE_BYTES / (1 << 20));
		for (size_t k = 0; k < 2; k++)
			assert_int_equal(core_of(engine, names[i][k]).bytes,
					 (uint64_t)2 * LARGE_BYTES);
		check_times(engine);
		end_engine(engine);
	}
	free(path);
}

/* A name of every algorithm's core, each once. */
static void cores_have_names(void **state)
{
	hashlane_engine engine = engine_of(-1, 0);
	uint32_t count = stats_of(engine).core_count;
	struct hashlane_core_usage a = { .struct_size = sizeof(a) }, b = a;

	(void)state;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < i; k++) {
			assert_status(
				hashlane_engine_get_core_usage(&a, engine, i),
				HASHLANE_OK);
			assert_status(
				hashlane_engine_get_core_usage(&b, engine, k),
				HASHLANE_OK);
			assert_string_not_equal(a.core, b.core);
		}
	/* Whatever is hashed is some core's. */
	for (size_t i = 0; i < hashlane_algorithm_get_count(); i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};
		const struct hashlane_input input = memory_input("abc", 3);
		uint64_t before = 0, after = 0;
		struct hashlane_algorithm_spec spec = { 0 };

		assert_status(hashlane_algorithm_get_at(&info, i),
			      HASHLANE_OK);
		spec.id = info.id;
		for (uint32_t k = 0; k < count; k++) {
			assert_status(
				hashlane_engine_get_core_usage(&a, engine, k),
				HASHLANE_OK);
			before += a.bytes;
		}
		run_job(engine, &spec, 1, &input, 1, 0);
		for (uint32_t k = 0; k < count; k++) {
			assert_status(
				hashlane_engine_get_core_usage(&a, engine, k),
				HASHLANE_OK);
			after += a.bytes;
		}
		assert_int_equal(after - before, 3);
	}
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_exact),
		cmocka_unit_test(long_streams_are_counted),
		cmocka_unit_test(cores_have_names),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
