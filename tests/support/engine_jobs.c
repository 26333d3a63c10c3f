/* SPDX-License-Identifier: MIT */
/* engine_jobs.c - engines, and jobs of a few inputs, for tests. */
#define _POSIX_C_SOURCE 200809L
#include "engine_jobs.h"

#include "algorithms.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

hashlane_engine engine_of(int32_t workers, uint64_t budget_bytes)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.isa = test_isa(),
		.budget_bytes = budget_bytes,
	};
	hashlane_engine engine;

	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_OK);
	return engine;
}

struct hashlane_engine_memory engine_memory(hashlane_engine engine)
{
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};

	assert_status(hashlane_engine_get_memory(&memory, engine),
		      HASHLANE_OK);
	return memory;
}

void end_job(hashlane_engine engine, hashlane_job job)
{
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

void end_engine(hashlane_engine engine)
{
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
}

void check_idle_memory(hashlane_engine engine)
{
	struct hashlane_engine_memory memory;

	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	memory = engine_memory(engine);
	assert_int_equal(memory.used_bytes, 0);
	assert_int_equal(memory.held_bytes, 0);
	assert_int_equal(memory.pressure, HASHLANE_PRESSURE_NORMAL);
	if (memory.peak_bytes > memory.budget_bytes)
		fail_msg("peak %llu of %llu bytes",
			 (unsigned long long)memory.peak_bytes,
			 (unsigned long long)memory.budget_bytes);
}

struct hashlane_input path_input(const char *path)
{
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_PATH,
		.data = path,
		.data_bytes = strlen(path),
	};
}

struct hashlane_input memory_input(const void *data, size_t bytes)
{
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_MEMORY,
		.data = data,
		.data_bytes = bytes,
	};
}

struct hashlane_input descriptor_input(int descriptor, const char *name)
{
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_DESCRIPTOR,
		.descriptor = descriptor,
		.data = name,
		.data_bytes = name ? strlen(name) : 0,
	};
}

struct hashlane_job_options md5_options(const struct hashlane_input *inputs,
					size_t count, uint32_t flags)
{
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5,
	};

	return (struct hashlane_job_options){
		.struct_size = sizeof(struct hashlane_job_options),
		.specs = &md5,
		.spec_count = 1,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = count,
		.flags = flags,
	};
}

hashlane_job job_of(hashlane_engine engine,
		    const struct hashlane_job_options *options)
{
	hashlane_job job;

	assert_status(hashlane_job_create(&job, engine, options, NULL),
		      HASHLANE_OK);
	return job;
}

struct hashlane_row row_of(const struct hashlane_results *results,
			   uint32_t row)
{
	struct hashlane_row out = { .struct_size = sizeof(out) };

	assert_status(hashlane_results_get_row(&out, results, row),
		      HASHLANE_OK);
	return out;
}

size_t drain_job(hashlane_job job)
{
	const struct hashlane_results *results;
	size_t rows = 0;
	int32_t status;

	while (!(status = hashlane_job_next(&results, job, -1))) {
		assert_int_equal(hashlane_results_get_first_row(results),
				 rows);
		rows += hashlane_results_get_count(results);
		hashlane_results_destroy(results);
	}
	assert_int_equal(status, HASHLANE_END);
	return rows;
}

const struct hashlane_results *only_block_of(hashlane_job job, uint32_t rows)
{
	const struct hashlane_results *results, *none = NULL;

	assert_status(hashlane_job_next(&results, job, -1), HASHLANE_OK);
	assert_int_equal(hashlane_results_get_count(results), rows);
	assert_status(hashlane_job_next(&none, job, -1), HASHLANE_END);
	assert_null(none);
	return results;
}

void check_digest(const struct hashlane_results *results, uint32_t row,
		  size_t k, const struct hashlane_algorithm_spec *spec,
		  const uint8_t *data, size_t bytes)
{
	struct hashlane_row values = row_of(results, row);
	hashlane_hasher hasher = hasher_of(spec, 1, true, bytes);
	uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
	size_t wanted_bytes, given_bytes = 0;
	const uint8_t *given = NULL;
	int32_t status;

	if (values.status)
		fail_msg("input %llu: %s, os_error %d",
			 (unsigned long long)values.index,
			 hashlane_status_get_name(values.status),
			 (int)values.os_error);
	assert_int_equal(values.size_bytes, bytes);
	assert_status(hashlane_hasher_update(hasher, data, bytes),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_get_digest(hasher, 0, wanted,
						 sizeof(wanted),
						 &wanted_bytes),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	status = hashlane_results_get_digest(&given, &given_bytes, results,
					     row, k);
	assert_int_equal(status,
			 wanted_bytes ? HASHLANE_OK : HASHLANE_NOT_FOUND);
	assert_int_equal(values.digests_valid >> k & 1, wanted_bytes != 0);
	if (!same_bytes(algorithm_text(spec), given, given_bytes, wanted,
			wanted_bytes))
		fail_msg("%s of %zu bytes, input %llu", algorithm_text(spec),
			 bytes, (unsigned long long)values.index);
}

void check_failure(const struct hashlane_results *results, uint32_t row,
		   int32_t status)
{
	struct hashlane_row values = row_of(results, row);
	const uint8_t *digest;
	size_t bytes;

	if (values.status != status)
		fail_msg("input %llu: %s, not %s",
			 (unsigned long long)values.index,
			 hashlane_status_get_name(values.status),
			 hashlane_status_get_name(status));
	assert_int_equal(values.digests_valid, 0);
	assert_true(values.message_bytes > 0);
	assert_status(
		hashlane_results_get_digest(&digest, &bytes, results, row, 0),
		HASHLANE_NOT_FOUND);
}

bool tests_are_slow(void)
{
	return getenv("HASHLANE_TEST_SLOW") != NULL;
}

uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
