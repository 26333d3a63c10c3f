/* SPDX-License-Identifier: MIT */
/*
 * test_stack.c - how deep the calls go: threads with small stacks are common,
 * and no call may want more than 32 KiB. A thread's stack is painted, and what
 * kept its colour was not used.
 */
#define _POSIX_C_SOURCE 200809L
#include "../support/algorithms.h"
#include "../support/check.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Frames grow under sanitizers. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum {
	PROMISED_BYTES = 32 * 1024,
	STACK_BYTES = 256 * 1024,
	COLOUR = 0xa5,
	MESSAGES = 200,
	MESSAGE_BYTES = 3000,
	DATA_BYTES = MESSAGES * MESSAGE_BYTES
};

static uint8_t *stack, *data, *digests;

struct call {
	int32_t (*run)(const struct call *call);
	struct hashlane_algorithm_spec spec;
	int32_t isa;
	int32_t status;
};

static int32_t do_nothing(const struct call *call)
{
	(void)call;
	return HASHLANE_OK;
}

static int32_t hash_one(const struct call *call)
{
	return hashlane_hash(digests, HASHLANE_MAX_DIGEST_BYTES, NULL,
			     &call->spec, data, DATA_BYTES);
}

/* Messages of uneven length, so that lanes are refilled and narrowed. */
static int32_t hash_many(const struct call *call)
{
	static const void *messages[MESSAGES];
	static size_t bytes[MESSAGES];

	for (size_t i = 0; i < MESSAGES; i++) {
		messages[i] = data + i * MESSAGE_BYTES;
		bytes[i] = i * 37 % MESSAGE_BYTES;
	}
	return hashlane_hash_many(
		digests, MESSAGES * HASHLANE_MAX_DIGEST_BYTES, NULL,
		&call->spec, messages, bytes, MESSAGES, call->isa);
}

static int32_t hash_column(const struct call *call)
{
	static int32_t offsets[MESSAGES + 1];
	struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = MESSAGES,
		.offsets = offsets,
		.data = data,
		.data_bytes = DATA_BYTES,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};

	for (int32_t i = 0; i <= MESSAGES; i++)
		offsets[i] = i * MESSAGE_BYTES;
	return hashlane_hash_column(
		digests, (size_t)2 * MESSAGES * HASHLANE_MAX_DIGEST_BYTES,
		NULL, NULL, NULL, &call->spec, &column, HASHLANE_OUTPUT_HEX,
		call->isa);
}

static int32_t stream(const struct call *call)
{
	struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = &call->spec,
		.spec_count = 1,
		.size_bytes = DATA_BYTES,
		.flags = HASHLANE_HASHER_SIZE_KNOWN,
		.isa = call->isa,
	};
	hashlane_hasher hasher, copy;
	int32_t status = hashlane_hasher_create(&hasher, &options, NULL);

	if (status)
		return status;
	status |= hashlane_hasher_update(hasher, data, 1000);
	status |= hashlane_hasher_clone(&copy, hasher);
	status |= hashlane_hasher_update(hasher, data + 1000,
					 DATA_BYTES - 1000);
	status |= hashlane_hasher_get_digest(hasher, 0, digests,
					     HASHLANE_MAX_DIGEST_BYTES, NULL);
	status |= hashlane_hasher_reset(hasher);
	status |= hashlane_hasher_destroy(copy);
	return status | hashlane_hasher_destroy(hasher);
}

static int32_t hash_file(const struct call *call)
{
	return hashlane_hash_file(NULL, digests, HASHLANE_MAX_DIGEST_BYTES,
				  TEST_VECTORS_DIR "/md5.txt", &call->spec, 1,
				  NULL);
}

/* Every export of engines, jobs and results, on the caller's own stack. */
static int32_t take_results(hashlane_job job)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	struct hashlane_parts parts = { .struct_size = sizeof(parts) };
	const struct hashlane_results *results;
	int32_t status;

	while (!(status = hashlane_job_next(&results, job, -1))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++) {
			const uint8_t *digest;
			size_t bytes;

			if (hashlane_results_get_row(&row, results, i) ||
			    row.status)
				return HASHLANE_FORMAT;
			(void)hashlane_results_get_digest(&digest, &bytes,
							  results, i, 0);
			(void)hashlane_results_get_parts(&parts, results, i,
							 0);
		}
		hashlane_results_destroy(results);
	}
	return status == HASHLANE_END ? HASHLANE_OK : status;
}

static int32_t run_job(hashlane_engine engine,
		       const struct hashlane_algorithm_spec *specs,
		       size_t spec_count)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = spec_count,
		.paths = TEST_VECTORS_DIR,
		.paths_bytes = sizeof(TEST_VECTORS_DIR),
		.walk = &walk,
		.flags = HASHLANE_JOB_OPEN | HASHLANE_JOB_HEX |
			 HASHLANE_JOB_PARTS | HASHLANE_JOB_LINKS_ONCE,
	};
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = data,
		.data_bytes = DATA_BYTES,
	};
	const struct hashlane_progress *block;
	struct hashlane_progress progress;
	hashlane_job job;
	int32_t status = hashlane_job_create(&job, engine, &options, NULL);

	if (status)
		return status;
	status |= hashlane_job_add(job, &input, sizeof(input), 1, 0);
	status |= hashlane_job_close(job);
	status |= hashlane_job_wait(job, -1);
	status |= take_results(job);
	status |= hashlane_job_get_progress(&progress, sizeof(progress), job);
	status |= hashlane_job_get_progress_block(&block, NULL, job);
	status |= hashlane_job_cancel(job);
	return status | hashlane_job_destroy(job);
}

static int32_t use_engine(const struct call *call)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = -1,
		.isa = call->isa,
	};
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};
	static struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(all);
	hashlane_engine engine;
	int32_t status = hashlane_engine_create(&engine, &options, NULL);

	if (status)
		return status;
	status |= run_job(engine, &call->spec, 1);
	/* With the others, once. */
	if (call->spec.id == all[0].id)
		status |= run_job(engine, all, count);
	status |= hashlane_engine_get_memory(&memory, engine);
	return status | hashlane_engine_destroy(engine);
}

static void *run(void *context)
{
	struct call *call = context;

	call->status = call->run(call);
	return NULL;
}

/* How far down the stack a call went. */
static size_t depth_of(struct call *call)
{
	pthread_attr_t attributes;
	pthread_t thread;
	size_t untouched = 0;

	memset(stack, COLOUR, STACK_BYTES);
	assert_int_equal(pthread_attr_init(&attributes), 0);
	assert_int_equal(
		pthread_attr_setstack(&attributes, stack, STACK_BYTES), 0);
	assert_int_equal(pthread_create(&thread, &attributes, run, call), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(pthread_attr_destroy(&attributes), 0);
	assert_int_equal(call->status, HASHLANE_OK);
	while (untouched < STACK_BYTES && stack[untouched] == COLOUR)
		untouched++;
	return STACK_BYTES - untouched;
}

static const struct {
	const char *name;
	int32_t (*run)(const struct call *call);
} calls[] = {
	{ "hash", hash_one },           { "hash_many", hash_many },
	{ "hash_column", hash_column }, { "hasher", stream },
	{ "hash_file", hash_file },     { "engine", use_engine },
};

static void calls_stay_shallow(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t spec_count = algorithms_all(specs), failures = 0;
	struct call nothing = { .run = do_nothing };
	size_t base;

	(void)state;
	if (SANITIZED)
		skip();
	base = depth_of(&nothing); /* the thread's own */
	for (size_t i = 0; i < spec_count; i++)
		for (int32_t isa = HASHLANE_ISA_AUTO; isa <= HASHLANE_ISA_NEON;
		     isa++)
			for (size_t c = 0;
			     c < sizeof(calls) / sizeof(calls[0]); c++) {
				struct call call = { .run = calls[c].run,
						     .spec = specs[i],
						     .isa = isa };
				size_t depth;

				if (hashlane_isa_check(isa))
					continue;
				depth = depth_of(&call) - base;
				if (depth <= PROMISED_BYTES)
					continue;
				failures++;
				print_error("%s of %s by %s: %zu bytes\n",
					    calls[c].name,
					    algorithm_text(&specs[i]),
					    hashlane_isa_get_name(isa), depth);
			}
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_stay_shallow),
	};
	int failed;

	stack = aligned_alloc(4096, STACK_BYTES);
	data = calloc(1, DATA_BYTES);
	digests = malloc((size_t)2 * MESSAGES * HASHLANE_MAX_DIGEST_BYTES);
	if (!stack || !data || !digests)
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(stack);
	free(data);
	free(digests);
	return failed;
}
