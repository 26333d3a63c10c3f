/* SPDX-License-Identifier: MIT */
/*
 * test_elements.c - structs that stand in arrays may grow: callers with an
 * older header, and with a newer one.
 */
#include "../support/check.h"
#include "../support/engine_jobs.h"

#include <string.h>

enum {
	INPUTS = 3,
	LONGER = sizeof(struct hashlane_input) + 24,
	/* What the header had before inputs could be read by a function. */
	SHORTER = offsetof(struct hashlane_input, read)
};

static const char *const messages[INPUTS] = { "", "abc", "abcdef" };

/* The inputs, each at a multiple of `bytes`; beyond what is known: zeros. */
static void place(uint8_t *at, size_t bytes)
{
	memset(at, 0, INPUTS * bytes);
	for (size_t i = 0; i < INPUTS; i++) {
		const struct hashlane_input input =
			memory_input(messages[i], strlen(messages[i]));

		memcpy(at + i * bytes, &input,
		       bytes < sizeof(input) ? bytes : sizeof(input));
	}
}

/* The rows of the inputs, and so many more of the same. */
static void check_rows(hashlane_job job, size_t times)
{
	const struct hashlane_results *block = only_block_of(job,
							     times * INPUTS);

	for (uint32_t i = 0; i < times * INPUTS; i++) {
		const char *message = messages[i % INPUTS];
		struct hashlane_row row = { .struct_size = sizeof(row) };
		const uint8_t *digest;
		uint8_t wanted[16];
		size_t bytes;

		assert_status(hashlane_results_get_row(&row, block, i),
			      HASHLANE_OK);
		assert_status(row.status, HASHLANE_OK);
		assert_int_equal(row.size_bytes, strlen(message));
		assert_status(hashlane_results_get_digest(&digest, &bytes,
							  block, i, 0),
			      HASHLANE_OK);
		assert_status(hashlane_hash(wanted, sizeof(wanted), NULL,
					    &(struct hashlane_algorithm_spec){
						    .id = HASHLANE_HASH_MD5 },
					    message, strlen(message)),
			      HASHLANE_OK);
		assert_memory_equal(digest, wanted, sizeof(wanted));
	}
	hashlane_results_destroy(block);
}

static void inputs_of_other_headers(void **state)
{
	static const size_t sizes[] = { SHORTER, sizeof(struct hashlane_input),
					LONGER, 4096 };
	static _Alignas(8) uint8_t room[INPUTS * 4096];
	hashlane_engine engine = engine_of(1, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct hashlane_job_options options =
			md5_options((void *)room, INPUTS, HASHLANE_JOB_OPEN);
		hashlane_job job;

		place(room, sizes[i]);
		options.input_bytes = sizes[i];
		job = job_of(engine, &options);
		assert_status(hashlane_job_add(job, (void *)room, sizes[i],
					       INPUTS, -1),
			      HASHLANE_OK);
		assert_status(hashlane_job_close(job), HASHLANE_OK);
		assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
		check_rows(job, 2);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	}
	end_engine(engine);
}

/* A field of a newer header that is set would be passed over. */
static void newer_fields_are_refused(void **state)
{
	static _Alignas(8) uint8_t room[INPUTS * LONGER];
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &options), other;
	uint8_t *last = room + sizeof(room) - 1;

	(void)state;
	place(room, LONGER);
	*last = 1;
	assert_status(hashlane_job_add(job, (void *)room, LONGER, INPUTS, -1),
		      HASHLANE_ABI);
	assert_status(
		hashlane_job_add(job, (void *)room, LONGER, INPUTS - 1, -1),
		HASHLANE_OK);
	assert_status(
		hashlane_job_add(job, (void *)room, SHORTER - 1, INPUTS, -1),
		HASHLANE_ABI);
	/* Where there are none their size does not matter. */
	assert_status(hashlane_job_add(job, NULL, 0, 0, -1), HASHLANE_OK);
	options.inputs = (void *)room;
	options.input_bytes = LONGER;
	options.input_count = INPUTS;
	assert_status(hashlane_job_create(&other, engine, &options, NULL),
		      HASHLANE_ABI);
	options.input_bytes = 0;
	assert_status(hashlane_job_create(&other, engine, &options, NULL),
		      HASHLANE_ABI);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

static void progress_of_other_headers(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job = job_of(engine, &options);
	const struct hashlane_progress *block;
	struct {
		struct hashlane_progress known;
		uint8_t newer[40];
		uint8_t behind;
	} now;
	size_t bytes = 0;

	(void)state;
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	memset(&now, 0xa5, sizeof(now));
	assert_status(hashlane_job_get_progress(
			      &now.known,
			      sizeof(now.known) + sizeof(now.newer), job),
		      HASHLANE_OK);
	assert_int_equal(now.known.bytes_done, 3);
	assert_int_equal(now.known.state, HASHLANE_STATE_DONE);
	for (size_t i = 0; i < sizeof(now.newer); i++)
		assert_int_equal(now.newer[i], 0);
	assert_int_equal(now.behind, 0xa5);
	assert_status(hashlane_job_get_progress(&now.known, 63, job),
		      HASHLANE_ABI);
	assert_status(hashlane_job_get_progress_block(&block, &bytes, job),
		      HASHLANE_OK);
	assert_int_equal(bytes, sizeof(*block));
	assert_int_equal(block->files_done, 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

static void count_done(void *context, const struct hashlane_event *events,
		       size_t event_bytes, size_t count)
{
	size_t *files = context;

	for (size_t i = 0; i < count; i++)
		*files += HASHLANE_EVENT_AT(events, event_bytes, i)->kind ==
			  HASHLANE_EVENT_FILE;
}

/* Events as a caller finds them that does not know how long they are. */
static void events_say_how_long_they_are(void **state)
{
	static struct hashlane_input inputs[100];
	hashlane_engine engine = engine_of(-1, 0);
	struct hashlane_job_options options = md5_options(inputs, 100, 0);
	const struct hashlane_listener_options queue = {
		.struct_size = sizeof(queue),
		.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE,
	};
	const struct hashlane_event *events;
	size_t called = 0, polled = 0, bytes = 0, count;
	hashlane_listener listener;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < 100; i++)
		inputs[i] = memory_input("abc", 3);
	options.events = HASHLANE_EVENT_FILE;
	options.event = count_done;
	options.event_context = &called;
	assert_status(
		hashlane_listener_create(&listener, engine, &queue, NULL),
		HASHLANE_OK);
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	while (!hashlane_listener_poll(&events, &bytes, &count, listener, 33,
				       0)) {
		assert_int_equal(bytes, sizeof(*events));
		count_done(&polled, events, bytes, count);
	}
	assert_int_equal(called, 100);
	assert_int_equal(polled, 100);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* A descriptor is 64 bits wide: one that is none must not become another. */
static void wide_descriptors(void **state)
{
	static const int64_t wrong[] = { -1, INT64_C(1) << 32, INT64_MAX,
					 INT64_MIN };
	hashlane_engine engine = engine_of(1, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const struct hashlane_input input = {
			.kind = HASHLANE_INPUT_DESCRIPTOR,
			.descriptor = wrong[i],
		};
		const struct hashlane_job_options options = md5_options(&input,
									1, 0);
		hashlane_job job = job_of(engine, &options);
		const struct hashlane_results *block = only_block_of(job, 1);
		struct hashlane_row row = { .struct_size = sizeof(row) };

		assert_status(hashlane_results_get_row(&row, block, 0),
			      HASHLANE_OK);
		assert_status(row.status, HASHLANE_IO);
		hashlane_results_destroy(block);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	}
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inputs_of_other_headers),
		cmocka_unit_test(newer_fields_are_refused),
		cmocka_unit_test(progress_of_other_headers),
		cmocka_unit_test(events_say_how_long_they_are),
		cmocka_unit_test(wide_descriptors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
