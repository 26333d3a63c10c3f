/* SPDX-License-Identifier: MIT */
/*
 * test_engine_arguments.c - every export of engines, jobs and results with
 * arguments and handles that are wrong: the status says so, and the outputs
 * stay as they were.
 */
#include "../support/bad_arguments.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"

#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 120 };

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };

static hashlane_engine engine;

static int start(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	engine = engine_of(1, 0);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	check_idle_memory(engine);
	end_engine(engine);
	return 0;
}

/* ---- Engines ---- */

static int32_t call_create(void *given)
{
	hashlane_engine made = 42;
	int32_t status = hashlane_engine_create(&made, given, NULL);

	if (!status)
		return hashlane_engine_destroy(made);
	assert_true(made == 42);
	return status;
}

static int32_t create_with_error(void *error)
{
	return hashlane_engine_create(NULL, NULL, error);
}

static int32_t call_memory(void *given)
{
	return hashlane_engine_get_memory(given, engine);
}

static void engine_options(void **state)
{
	static const int32_t wrong_workers[] = { -2, 1025, INT32_MAX,
						 INT32_MIN };
	static const uint64_t wrong_budgets[] = { 1, 4096, (4 << 20) - 1 };
	const struct hashlane_engine_options good = {
		.struct_size = sizeof(good),
		.workers = -1,
	};
	const struct hashlane_engine_memory memory = { 0 };
	const struct hashlane_error error = { 0 };
	struct hashlane_engine_options options;
	hashlane_engine made;

	(void)state;
	check_grown_sizes(
		call_create, &good,
		offsetof(struct hashlane_engine_options, stack_bytes),
		sizeof(good), HASHLANE_OK);
	check_struct_sizes(call_memory, &memory, sizeof(memory), HASHLANE_OK);
	check_struct_sizes(create_with_error, &error, sizeof(error),
			   HASHLANE_ARGUMENT);
	assert_status(hashlane_engine_get_memory(NULL, engine),
		      HASHLANE_ARGUMENT);
	for (size_t i = 0; i < 4; i++) {
		options = good;
		options.workers = wrong_workers[i];
		assert_status(call_create(&options), HASHLANE_ARGUMENT);
	}
	for (size_t i = 0; i < 3; i++) {
		options = good;
		options.budget_bytes = wrong_budgets[i];
		assert_status(call_create(&options), HASHLANE_ARGUMENT);
	}
	options = good;
	options.budget_bytes = UINT64_MAX;
	assert_status(call_create(&options), HASHLANE_OK);
	options = good;
	options.isa = -1;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	options.isa = 7;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	for (options.isa = 0; options.isa < 7; options.isa++)
		assert_status(call_create(&options),
			      hashlane_isa_check(options.isa));
	assert_status(hashlane_engine_create(&made, NULL, NULL), HASHLANE_OK);
	end_engine(made);
}

/* ---- Submit ---- */

static int32_t call_submit(void *given)
{
	hashlane_job job = 42;
	int32_t status = hashlane_job_create(&job, engine, given, NULL);

	if (status) {
		assert_true(job == 42);
		return status;
	}
	assert_int_equal(hashlane_job_close(job), HASHLANE_OK);
	assert_int_equal(hashlane_job_wait(job, -1), HASHLANE_OK);
	return hashlane_job_destroy(job);
}

static int32_t call_walk(void *given)
{
	struct hashlane_job_options options = md5_options(NULL, 0, 0);

	options.walk = given;
	return call_submit(&options);
}

static int32_t submit_with_error(void *error)
{
	return hashlane_job_create(NULL, engine, NULL, error);
}

static void job_specs(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS + 1];
	const struct hashlane_job_options good = md5_options(NULL, 0, 0);
	const struct hashlane_error error = { 0 };
	struct hashlane_job_options options = good;
	hashlane_job job;

	(void)state;
	check_grown_sizes(call_submit, &good,
			  offsetof(struct hashlane_job_options, ctime),
			  sizeof(good), HASHLANE_OK);
	check_struct_sizes(submit_with_error, &error, sizeof(error),
			   HASHLANE_ARGUMENT);
	assert_status(hashlane_job_create(NULL, engine, &good, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_create(&job, engine, NULL, NULL),
		      HASHLANE_ARGUMENT);
	for (size_t i = 0; i <= HASHLANE_MAX_ALGORITHMS; i++)
		specs[i] = md5;
	options.specs = specs;
	options.spec_count = HASHLANE_MAX_ALGORITHMS + 1;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.spec_count = SIZE_MAX;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.spec_count = 0;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.spec_count = HASHLANE_MAX_ALGORITHMS;
	assert_status(call_submit(&options), HASHLANE_OK);
	options.specs = NULL;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options = good;
	options.priority = HASHLANE_PRIORITY_LOWEST - 1;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.priority = HASHLANE_PRIORITY_HIGHEST + 1;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	for (size_t i = 0; i < WRONG_SPECS; i++) {
		options = good;
		options.specs = &wrong_specs[i].spec;
		assert_status(call_submit(&options), wrong_specs[i].status);
	}
}

static void job_bits(void **state)
{
	static const int32_t orders[] = { -1, 3, INT32_MAX, INT32_MIN };
	const struct hashlane_job_options good = md5_options(NULL, 0, 0);
	struct hashlane_job_options options;

	(void)state;
	for (unsigned bit = 0; bit < 32; bit++) {
		options = good;
		options.flags = (uint32_t)1 << bit;
		assert_status(call_submit(&options),
			      bit < 9 ? HASHLANE_OK : HASHLANE_ARGUMENT);
		options = good;
		options.events = (uint32_t)1 << bit;
		assert_status(call_submit(&options),
			      bit < 11 && bit != 5 ? HASHLANE_OK :
						     HASHLANE_ARGUMENT);
	}
	for (size_t i = 0; i < 4; i++) {
		options = good;
		options.order = orders[i];
		assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	}
	options = good;
	options.event_interval_ms = UINT32_MAX;
	assert_status(call_submit(&options), HASHLANE_OK);
}

static void job_paths(void **state)
{
	const struct hashlane_job_options good = md5_options(NULL, 0, 0);
	struct hashlane_job_options options = good;

	(void)state;
	options.paths_bytes = 1;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.paths = "abc";
	options.paths_bytes = 3;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.paths_bytes = TOO_LONG;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.paths_bytes = SIZE_MAX;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.paths_bytes = 4;
	assert_status(call_submit(&options), HASHLANE_OK);
	options.paths_bytes = 0;
	assert_status(call_submit(&options), HASHLANE_OK);
	options.paths = NULL;
	options.input_bytes = sizeof(struct hashlane_input);
	options.input_count = 1;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
	options.input_count = SIZE_MAX;
	assert_status(call_submit(&options), HASHLANE_ARGUMENT);
}

static void job_walks(void **state)
{
	static const char *const none[] = { "a", NULL };
	const struct hashlane_walk_options good = {
		.struct_size = sizeof(good),
		.include = none,
		.include_count = 1,
	};
	struct hashlane_walk_options walk;

	(void)state;
	check_grown_sizes(call_walk, &good,
			  offsetof(struct hashlane_walk_options, base),
			  sizeof(good), HASHLANE_OK);
	for (unsigned bit = 0; bit < 32; bit++) {
		walk = good;
		walk.flags = (uint32_t)1 << bit;
		assert_status(call_walk(&walk),
			      bit < 4 ? HASHLANE_OK : HASHLANE_ARGUMENT);
	}
	walk = good;
	walk.reserved = 1;
	assert_status(call_walk(&walk), HASHLANE_ARGUMENT);
	walk = good;
	walk.include_count = 2;
	assert_status(call_walk(&walk), HASHLANE_ARGUMENT);
	walk.include_count = SIZE_MAX;
	assert_status(call_walk(&walk), HASHLANE_ARGUMENT);
	walk.include_count = 1;
	walk.include = NULL;
	assert_status(call_walk(&walk), HASHLANE_ARGUMENT);
	walk = good;
	walk.exclude_count = 1;
	assert_status(call_walk(&walk), HASHLANE_ARGUMENT);
	walk.exclude = none;
	walk.exclude_count = 2;
	assert_status(call_walk(&walk), HASHLANE_ARGUMENT);
}

/* ---- Inputs ---- */

/* An input that is wrong among good ones, by submit and by add. */
static void refuse_input(const struct hashlane_input *input, int32_t wanted)
{
	struct hashlane_input inputs[] = { memory_input("abc", 3), *input };
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &options);

	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), 2, 0),
		      wanted);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_int_equal(drain_job(job), 0);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	options = md5_options(inputs, 2, 0);
	assert_status(call_submit(&options), wanted);
}

static void inputs(void **state)
{
	static const int32_t kinds[] = { 0, 8, -1, INT32_MAX, INT32_MIN };
	const struct hashlane_input good = path_input("/nonexistent");
	struct hashlane_input input;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		input = good;
		input.kind = kinds[i];
		refuse_input(&input, HASHLANE_ARGUMENT);
	}
	for (int32_t kind = 1; kind <= 4; kind++) {
		input = good;
		input.kind = kind;
		input.data = NULL;
		refuse_input(&input, HASHLANE_ARGUMENT);
		input = good;
		input.kind = kind;
		input.data_bytes = TOO_LONG;
		refuse_input(&input, HASHLANE_ARGUMENT);
		input.data_bytes = SIZE_MAX;
		refuse_input(&input, HASHLANE_ARGUMENT);
		input = good;
		input.kind = kind;
		input.offset = (uint64_t)INT64_MAX + 1;
		refuse_input(&input, HASHLANE_ARGUMENT);
		input.offset = 1;
		input.length = INT64_MAX;
		refuse_input(&input, HASHLANE_ARGUMENT);
		input.length = UINT64_MAX;
		refuse_input(&input, HASHLANE_ARGUMENT);
	}
	input = memory_input("abc", 3);
	input.offset = 1;
	refuse_input(&input, HASHLANE_ARGUMENT);
	input.offset = 0;
	input.length = 1;
	refuse_input(&input, HASHLANE_ARGUMENT);
}

/* Names whose lengths add up to more than a size_t holds. */
static void names_too_long_together(void **state)
{
	struct hashlane_input given[4] = { 0 };
	struct hashlane_job_options options = md5_options(given, 4,
							  HASHLANE_JOB_OPEN);
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		given[i] = path_input("/nonexistent");
		given[i].data_bytes = PTRDIFF_MAX;
	}
	assert_status(call_submit(&options), HASHLANE_NO_MEMORY);
	options.input_count = 0;
	job = job_of(engine, &options);
	assert_status(hashlane_job_add(job, given,
				       sizeof(struct hashlane_input), 4, 0),
		      HASHLANE_NO_MEMORY);
	assert_status(hashlane_job_add(job, given,
				       sizeof(struct hashlane_input), 3, 0),
		      HASHLANE_NO_MEMORY);
	assert_status(hashlane_job_add(job, given,
				       sizeof(struct hashlane_input), 2, 0),
		      HASHLANE_NO_MEMORY);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_int_equal(drain_job(job), 0);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

/* ---- Calls of a job ---- */

static void job_calls(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_job_options options =
		md5_options(&input, 1, HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &options);

	(void)state;
	assert_status(hashlane_job_next(NULL, job, 0), HASHLANE_ARGUMENT);
	assert_status(hashlane_job_get_progress(
			      NULL, sizeof(struct hashlane_progress), job),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_get_progress_block(NULL, NULL, job),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_get_descriptor(NULL, job),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_export(NULL, job, 0), HASHLANE_ARGUMENT);
	assert_status(hashlane_job_add(job, NULL,
				       sizeof(struct hashlane_input), 1, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_job_add(job, &input, sizeof(input), SIZE_MAX, 0),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_job_add(job, &input, sizeof(input),
				       PTRDIFF_MAX / sizeof(input) + 1, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_add(job, NULL,
				       sizeof(struct hashlane_input), 0, 0),
		      HASHLANE_OK);
	assert_status(hashlane_job_wait(job, 0), HASHLANE_TIMEOUT);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_add(job, &input, sizeof(input), 1, 0),
		      HASHLANE_UNSUPPORTED);
	assert_status(hashlane_job_wait(job, INT64_MAX), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, INT64_MIN), HASHLANE_OK);
	assert_status(hashlane_job_add(job, &input, sizeof(input), 1, 0),
		      HASHLANE_UNSUPPORTED);
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, 0), HASHLANE_OK);
	assert_int_equal(drain_job(job), 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

static int32_t call_row(void *given)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_job job = job_of(engine, &options);
	const struct hashlane_results *results = only_block_of(job, 1);
	int32_t status = hashlane_results_get_row(given, results, 0);

	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	hashlane_results_destroy(results);
	errno = CHECK_ERRNO;
	return status;
}

static void result_calls(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_job job = job_of(engine, &options);
	const struct hashlane_results *results = only_block_of(job, 1);
	const struct hashlane_row empty = { 0 };
	struct hashlane_row row;
	const uint8_t *digest = NULL;
	size_t bytes = 99;

	(void)state;
	check_grown_sizes(call_row, &empty,
			  offsetof(struct hashlane_row, input), sizeof(empty),
			  HASHLANE_OK);
	assert_status(hashlane_results_get_row(NULL, results, 0),
		      HASHLANE_ARGUMENT);
	mark_untouched(&row, sizeof(row));
	row.struct_size = sizeof(row);
	assert_status(hashlane_results_get_row(&row, NULL, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_row(&row, results, 1),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_row(&row, results, UINT32_MAX),
		      HASHLANE_ARGUMENT);
	assert_true(is_untouched((uint8_t *)&row + sizeof(size_t),
				 sizeof(row) - sizeof(size_t)));
	assert_status(hashlane_results_get_digest(NULL, &bytes, results, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_results_get_digest(&digest, NULL, results, 0, 0),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_digest(&digest, &bytes, NULL, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_results_get_digest(&digest, &bytes, results, 1, 0),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_results_get_digest(&digest, &bytes, results, 0, 1),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_digest(&digest, &bytes, results, 0,
						  SIZE_MAX),
		      HASHLANE_ARGUMENT);
	assert_null(digest);
	assert_int_equal(bytes, 99);
	hashlane_results_destroy(NULL);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

/* ---- Handles ---- */

/* Every call with a handle that is no engine; nothing is written. */
static void assert_no_engine(uint64_t handle)
{
	const struct hashlane_job_options options = md5_options(NULL, 0, 0);
	struct hashlane_engine_memory memory;
	hashlane_job job = 42;

	mark_untouched(&memory, sizeof(memory));
	memory.struct_size = sizeof(memory);
	assert_status(hashlane_engine_get_memory(&memory, handle),
		      HASHLANE_HANDLE);
	assert_true(is_untouched((uint8_t *)&memory + sizeof(size_t),
				 sizeof(memory) - sizeof(size_t)));
	assert_status(hashlane_job_create(&job, handle, &options, NULL),
		      HASHLANE_HANDLE);
	assert_status(hashlane_engine_destroy(handle), HASHLANE_HANDLE);
	assert_true(job == 42);
}

static void assert_no_job(uint64_t handle)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_results *results = NULL;
	const struct hashlane_progress *block = NULL;
	struct hashlane_progress progress;
	uint64_t stream[16];
	int64_t descriptor = 77;

	mark_untouched(&progress, sizeof(progress));
	mark_untouched(stream, sizeof(stream));
	assert_status(hashlane_job_add(handle, &input, sizeof(input), 1, 0),
		      HASHLANE_HANDLE);
	assert_status(hashlane_job_close(handle), HASHLANE_HANDLE);
	assert_status(hashlane_job_wait(handle, -1), HASHLANE_HANDLE);
	assert_status(hashlane_job_next(&results, handle, -1),
		      HASHLANE_HANDLE);
	assert_status(hashlane_job_cancel(handle), HASHLANE_HANDLE);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), handle),
		HASHLANE_HANDLE);
	assert_status(hashlane_job_pause(handle), HASHLANE_HANDLE);
	assert_status(hashlane_job_resume(handle), HASHLANE_HANDLE);
	assert_status(hashlane_job_set_rate(handle, 1), HASHLANE_HANDLE);
	assert_status(hashlane_job_get_progress_block(&block, NULL, handle),
		      HASHLANE_HANDLE);
	assert_status(hashlane_job_get_descriptor(&descriptor, handle),
		      HASHLANE_HANDLE);
	assert_status(hashlane_job_export((void *)stream, handle, 0),
		      HASHLANE_HANDLE);
	assert_status(hashlane_job_destroy(handle), HASHLANE_HANDLE);
	assert_true(is_untouched(&progress, sizeof(progress)));
	assert_true(is_untouched(stream, sizeof(stream)));
	assert_null(results);
	assert_null(block);
	assert_int_equal(descriptor, 77);
}

static void handles(void **state)
{
	static const uint64_t never[] = {
		0, 1, 64, UINT32_MAX, (uint64_t)1 << 32, UINT64_MAX, INT64_MAX
	};
	struct random_source random =
		random_from_environment("test_engine_arguments");
	const struct hashlane_job_options options =
		md5_options(NULL, 0, HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &options);
	hashlane_engine stale = engine_of(-1, 0);
	hashlane_hasher hasher;
	const struct hashlane_hasher_options one = {
		.struct_size = sizeof(one),
		.specs = &md5,
		.spec_count = 1,
	};

	(void)state;
	assert_status(hashlane_hasher_create(&hasher, &one, NULL),
		      HASHLANE_OK);
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		assert_no_engine(never[i]);
		assert_no_job(never[i]);
	}
	assert_no_engine(job);
	assert_no_engine(hasher);
	assert_no_job(engine);
	assert_no_job(hasher);
	assert_status(hashlane_hasher_update(engine, "a", 1), HASHLANE_HANDLE);
	assert_status(hashlane_hasher_update(job, "a", 1), HASHLANE_HANDLE);
	assert_status(hashlane_hasher_destroy(engine), HASHLANE_HANDLE);
	assert_status(hashlane_hasher_destroy(job), HASHLANE_HANDLE);
	for (unsigned bit = 0; bit < 64; bit++) {
		assert_no_engine(engine ^ (uint64_t)1 << bit);
		assert_no_job(job ^ (uint64_t)1 << bit);
	}
	for (int i = 0; i < 2000; i++) {
		uint64_t low = random_next(&random) & UINT32_MAX;

		if ((job & UINT32_MAX) != low)
			assert_no_job((job & ~(uint64_t)UINT32_MAX) | low);
		assert_no_engine(random_next(&random));
	}
	end_engine(stale);
	assert_no_engine(stale);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	assert_no_job(job);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(engine_options),
		cmocka_unit_test(job_specs),
		cmocka_unit_test(job_bits),
		cmocka_unit_test(job_paths),
		cmocka_unit_test(job_walks),
		cmocka_unit_test(inputs),
		cmocka_unit_test(names_too_long_together),
		cmocka_unit_test(job_calls),
		cmocka_unit_test(result_calls),
		cmocka_unit_test(handles),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
