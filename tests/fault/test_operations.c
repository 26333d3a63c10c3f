/* SPDX-License-Identifier: MIT */
/*
 * test_operations.c - random sequences of calls over handles of every kind,
 * strings and buffers, live ones and stale ones, against a model that knows
 * which are live; then the same by several threads on shared handles.
 */
#define _XOPEN_SOURCE 700
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	OPERATIONS = 200000,
	OPERATIONS_SLOW = 1000000,
	WATCHDOG_SECONDS = 600,
	PLACES = 24, /* of each kind */
	THREADS = 4,
	TEXT_MAX = 3000,
	BUFFER_MAX = 40000,
	INPUTS_MAX = 6,
	DATA_BYTES = 70000
};

enum kind { HASHER, ENGINE, JOB, LISTENER, KINDS };

/* A handle that was made, and whether it still names something. */
struct place {
	_Atomic(uint64_t) handle;
	atomic_bool live; /* exact with one thread only */
};

struct model {
	struct random_source random;
	struct place *places; /* KINDS x PLACES, maybe others' as well */
	bool alone;
	char *strings[PLACES];
	size_t string_bytes[PLACES];
	uint8_t *buffers[PLACES];
	size_t buffer_bytes[PLACES];
	uint64_t results;
};

static uint8_t data[DATA_BYTES];
static uint8_t md5_of_data[16];
static struct hashlane_algorithm_spec md5, sha1;

static struct place *place_of(struct model *model, enum kind kind)
{
	return &model->places[(size_t)kind * PLACES +
			      random_below(&model->random, PLACES)];
}

/* With one thread the model knows; else any answer that may be. */
static void expect(const struct model *model, const struct place *place,
		   int32_t status)
{
	if (model->alone && !atomic_load(&place->live))
		assert_int_equal(status, HASHLANE_HANDLE);
	else if (model->alone && status == HASHLANE_HANDLE)
		fail_msg("a live handle was not known");
}

static void set_place(struct place *place, uint64_t handle)
{
	atomic_store(&place->handle, handle);
	atomic_store(&place->live, true);
}

/* ---- Strings and buffers ---- */

static void use_string(struct model *model)
{
	size_t at = random_below(&model->random, PLACES);
	char text[TEXT_MAX];
	size_t bytes = random_length(&model->random, TEXT_MAX);
	bool wrong = bytes && !random_below(&model->random, 8);

	if (model->strings[at]) {
		assert_int_equal(strlen(model->strings[at]),
				 model->string_bytes[at]);
		hashlane_string_destroy(model->strings[at]);
		model->strings[at] = NULL;
		return;
	}
	for (size_t i = 0; i < bytes; i++)
		text[i] = (char)(1 + random_below(&model->random, 127));
	if (wrong)
		text[random_below(&model->random, bytes)] = (char)0xff;
	assert_status(
		hashlane_string_copy(&model->strings[at], text, bytes, NULL),
		wrong ? HASHLANE_UTF8 : HASHLANE_OK);
	model->string_bytes[at] = bytes;
	if (!wrong)
		assert_memory_equal(model->strings[at], text, bytes);
}

static void use_buffer(struct model *model)
{
	size_t at = random_below(&model->random, PLACES);
	size_t bytes = 1 + random_length(&model->random, BUFFER_MAX), room;
	uint8_t *buffer = model->buffers[at];
	void *made;

	if (buffer) {
		/* Nobody else wrote into it. */
		for (size_t i = 0; i < model->buffer_bytes[at]; i += 61)
			assert_int_equal(buffer[i], (uint8_t)(at + i));
		hashlane_buffer_release(buffer);
		model->buffers[at] = NULL;
		return;
	}
	assert_status(hashlane_buffer_acquire(&made, &room, bytes),
		      HASHLANE_OK);
	assert_true(room >= bytes && !((uintptr_t)made % 64));
	buffer = made;
	for (size_t i = 0; i < room; i++)
		buffer[i] = (uint8_t)(at + i);
	model->buffers[at] = buffer;
	model->buffer_bytes[at] = room;
}

static void use_pool(struct model *model)
{
	struct hashlane_memory_usage usage = { .struct_size = sizeof(usage) };

	if (random_below(&model->random, 50))
		assert_status(hashlane_memory_get_usage(&usage), HASHLANE_OK);
	else
		assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
}

/* ---- Hashers ---- */

static void make_hasher(struct model *model, struct place *place)
{
	const struct hashlane_algorithm_spec specs[] = { md5, sha1 };
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
	};
	hashlane_hasher hasher;

	if (model->alone && atomic_load(&place->live))
		return;
	assert_status(hashlane_hasher_create(&hasher, &options, NULL),
		      HASHLANE_OK);
	set_place(place, hasher);
}

static void use_hasher(struct model *model)
{
	struct place *place = place_of(model, HASHER);
	hashlane_hasher hasher = atomic_load(&place->handle);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	int32_t status;

	switch (random_below(&model->random, 4)) {
	case 0:
		make_hasher(model, place);
		return;
	case 1:
		status = hashlane_hasher_update(
			hasher, data,
			random_length(&model->random, DATA_BYTES));
		break;
	case 2:
		status = hashlane_hasher_get_digest(hasher, 1, digest,
						    sizeof(digest), NULL);
		break;
	default:
		status = hashlane_hasher_destroy(hasher);
		expect(model, place, status);
		if (!status)
			atomic_store(&place->live, false);
		return;
	}
	expect(model, place, status);
}

/* ---- Engines, jobs, listeners ---- */

static void use_engine(struct model *model)
{
	struct place *place = place_of(model, ENGINE);
	hashlane_engine engine = atomic_load(&place->handle);
	struct hashlane_engine_usage usage = { .struct_size = sizeof(usage) };
	int32_t status;

	if (random_below(&model->random, 4)) {
		status = hashlane_engine_get_usage(&usage, engine);
		expect(model, place, status);
		return;
	}
	if (random_below(&model->random, 2)) {
		const struct hashlane_engine_options options = {
			.struct_size = sizeof(options),
			.workers = (int32_t)random_below(&model->random, 3) -
				   1,
			.budget_bytes = 8 << 20,
		};

		if (model->alone && atomic_load(&place->live))
			return;
		if (options.workers == 0)
			return; /* as many threads as processors: too slow */
		assert_status(hashlane_engine_create(&engine, &options, NULL),
			      HASHLANE_OK);
		set_place(place, engine);
		return;
	}
	status = hashlane_engine_destroy(engine);
	expect(model, place, status);
	if (!status)
		atomic_store(&place->live, false);
}

static void make_job(struct model *model, struct place *place)
{
	const struct place *engine = place_of(model, ENGINE);
	struct hashlane_input inputs[INPUTS_MAX];
	struct hashlane_job_options options;
	size_t count = random_below(&model->random, INPUTS_MAX + 1);
	hashlane_job job;
	int32_t status;

	if (model->alone && atomic_load(&place->live))
		return;
	for (size_t i = 0; i < count; i++)
		inputs[i] = memory_input(data, DATA_BYTES);
	options = md5_options(inputs, count, 0);
	if (!random_below(&model->random, 4))
		options.flags |= HASHLANE_JOB_OPEN;
	status = hashlane_job_create(&job, atomic_load(&engine->handle),
				     &options, NULL);
	expect(model, engine, status);
	if (!status)
		set_place(place, job);
}

static int32_t take_results(hashlane_job job)
{
	const struct hashlane_results *results;
	int32_t status = hashlane_job_next(&results, job, 0);
	const uint8_t *digest;
	size_t bytes;

	if (status)
		return status;
	for (uint32_t i = 0; i < hashlane_results_get_count(results); i++)
		if (!hashlane_results_get_digest(&digest, &bytes, results, i,
						 0))
			assert_memory_equal(digest, md5_of_data, 16);
	hashlane_results_destroy(results);
	return HASHLANE_OK;
}

static void use_job(struct model *model)
{
	struct place *place = place_of(model, JOB);
	const struct hashlane_input input = memory_input(data, DATA_BYTES);
	hashlane_job job = atomic_load(&place->handle);
	struct hashlane_progress progress;
	int32_t status;

	switch (random_below(&model->random, 9)) {
	case 0:
	case 1:
		make_job(model, place);
		return;
	case 2:
		status = hashlane_job_get_progress(&progress, sizeof(progress),
						   job);
		break;
	case 3:
		status = hashlane_job_wait(
			job, (int64_t)random_below(&model->random, 3));
		break;
	case 4:
		status = take_results(job);
		break;
	case 5:
		status = hashlane_job_add(job, &input, sizeof(input), 1, 0);
		break;
	case 6:
		status = hashlane_job_close(job);
		break;
	case 7:
		status = hashlane_job_cancel(job);
		break;
	default:
		status = hashlane_job_destroy(job);
		expect(model, place, status);
		if (!status)
			atomic_store(&place->live, false);
		return;
	}
	expect(model, place, status);
}

static atomic_ullong events_told;

static void hear(void *context, const struct hashlane_event *events,
		 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	(void)context;
	for (size_t i = 0; i < count; i++)
		if (events[i].path)
			atomic_fetch_add(&events_told, 1);
}

static void make_listener(struct model *model, struct place *place)
{
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = 63 & (uint32_t)random_next(&model->random),
		.event = random_below(&model->random, 2) ? hear : NULL,
	};
	const struct place *source = place_of(
		model, random_below(&model->random, 2) ? ENGINE : JOB);
	hashlane_listener listener;
	int32_t status;

	if (model->alone && atomic_load(&place->live))
		return;
	status = hashlane_listener_create(
		&listener, atomic_load(&source->handle), &options, NULL);
	if (status != HASHLANE_HANDLE)
		expect(model, source, status);
	if (!status)
		set_place(place, listener);
}

static void use_listener(struct model *model)
{
	struct place *place = place_of(model, LISTENER);
	hashlane_listener listener = atomic_load(&place->handle);
	const struct hashlane_event *events;
	size_t count;
	int32_t status;

	switch (random_below(&model->random, 4)) {
	case 0:
		make_listener(model, place);
		return;
	case 1:
		status = hashlane_listener_destroy(listener);
		expect(model, place, status);
		if (!status)
			atomic_store(&place->live, false);
		return;
	default:
		status = hashlane_listener_poll(&events, NULL, &count,
						listener, 9, 0);
		/* With threads another may take the array back meanwhile. */
		if (!status && model->alone)
			hear(NULL, events, sizeof(*events), count);
		expect(model, place, status);
	}
}

/* ---- Sequences ---- */

static void (*const uses[])(struct model *) = {
	use_string, use_buffer, use_pool,     use_hasher,
	use_job,    use_job,    use_listener,
};

static void run(struct model *model, size_t operations)
{
	for (size_t i = 0; i < operations; i++) {
		size_t which = random_below(&model->random, 64);

		/* Engines are dear, and others want them for a while. */
		if (!which)
			use_engine(model);
		else
			uses[which % 7](model);
	}
}

/* Everything is given back; what is live must go, what is stale may not. */
static void end(struct model *model)
{
	for (size_t i = 0; i < PLACES; i++) {
		hashlane_string_destroy(model->strings[i]);
		hashlane_buffer_release(model->buffers[i]);
	}
}

static void end_places(struct place *places)
{
	for (size_t i = 0; i < PLACES; i++) {
		hashlane_listener_destroy(
			atomic_load(&places[LISTENER * PLACES + i].handle));
		hashlane_hasher_destroy(
			atomic_load(&places[HASHER * PLACES + i].handle));
		hashlane_job_destroy(
			atomic_load(&places[JOB * PLACES + i].handle));
	}
	for (size_t i = 0; i < PLACES; i++)
		hashlane_engine_destroy(
			atomic_load(&places[ENGINE * PLACES + i].handle));
}

static void check_nothing_left(bool handles)
{
	struct hashlane_memory_objects left = { .struct_size = sizeof(left) };

	assert_status(hashlane_memory_get_objects(&left), HASHLANE_OK);
	assert_int_equal(left.strings, 0);
	assert_int_equal(left.buffers, 0);
	assert_int_equal(left.results, 0);
	if (!handles)
		return;
	assert_int_equal(left.hashers, 0);
	assert_int_equal(left.engines, 0);
	assert_int_equal(left.jobs, 0);
	assert_int_equal(left.listeners, 0);
}

static void by_one_thread(void **state)
{
	struct place places[KINDS * PLACES] = { 0 };
	struct model model = {
		.random = random_from_environment("operations"),
		.places = places,
		.alone = true,
	};

	(void)state;
	alarm(WATCHDOG_SECONDS);
	run(&model, tests_are_slow() ? OPERATIONS_SLOW : OPERATIONS);
	end(&model);
	end_places(places);
	check_nothing_left(true);
	alarm(0);
}

static void *run_thread(void *argument)
{
	struct model *model = argument;

	run(model,
	    (tests_are_slow() ? OPERATIONS_SLOW : OPERATIONS) / THREADS);
	end(model);
	return NULL;
}

/* Handles are shared, and overwritten: some objects are left over. */
static void by_several_threads(void **state)
{
	static struct model models[THREADS];
	struct place places[KINDS * PLACES] = { 0 };
	struct random_source seed = random_from_environment("operations");
	pthread_t threads[THREADS];

	(void)state;
	alarm(WATCHDOG_SECONDS);
	for (size_t i = 0; i < THREADS; i++) {
		models[i].random.state = random_next(&seed);
		models[i].places = places;
		assert_int_equal(pthread_create(&threads[i], NULL, run_thread,
						&models[i]),
				 0);
	}
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	end_places(places);
	alarm(0);
}

static int prepare(void **state)
{
	struct random_source random = { 20261123 };

	(void)state;
	md5 = spec_of("md5");
	sha1 = spec_of("sha1");
	random_fill(&random, data, DATA_BYTES);
	return hashlane_hash(md5_of_data, 16, NULL, &md5, data, DATA_BYTES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_one_thread),
		cmocka_unit_test(by_several_threads),
	};

	return cmocka_run_group_tests(tests, prepare, NULL);
}
