/* SPDX-License-Identifier: MIT */
/*
 * test_allocator.c - an engine with the caller's allocator: it gets all that
 * matters from it, gives all of it back with the numbers it was taken with,
 * and does without where there is none, once or for ever.
 */
#define _POSIX_C_SOURCE 200809L
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/heard.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	AWAIT_MS = 60000,
	FILES = 4,
	SITES_MAX = 100000,
	GUARD = 64 /* before each block: what it was taken with */
};

/* What the engine has of it. */
struct source {
	pthread_mutex_t lock;
	uint64_t calls, fails_at;
	bool fails_on;
	int64_t blocks, bytes, most_bytes;
	const char *wrong;
	atomic_bool ended; /* the engine, with all that it took given back */
};

struct guard {
	size_t bytes, alignment;
	uint64_t mark;
};

static const uint64_t mark = 0x5ca1ab1ec0ffee00;

static struct temp_tree tree;
static struct hashlane_algorithm_spec specs[SPECS_MAX];
static struct fault_file files[FILES];

static void *take(void *context, size_t bytes, size_t alignment)
{
	struct source *source = context;
	const struct guard guard = { bytes, alignment, mark };
	size_t front = alignment > GUARD ? alignment : GUARD;
	uint8_t *memory = NULL;
	bool fails;

	pthread_mutex_lock(&source->lock);
	source->calls++;
	fails = source->fails_at &&
		(source->calls == source->fails_at ||
		 (source->fails_on && source->calls > source->fails_at));
	if (!bytes || !alignment || alignment & (alignment - 1))
		source->wrong = "no such memory";
	if (!fails)
		memory = aligned_alloc(front, (front + bytes + front - 1) /
						      front * front);
	if (memory) {
		source->blocks++;
		source->bytes += (int64_t)bytes;
		if (source->bytes > source->most_bytes)
			source->most_bytes = source->bytes;
	}
	pthread_mutex_unlock(&source->lock);
	if (!memory)
		return NULL;
	memory += front;
	/* Nothing is zero that was not made so. */
	memset(memory, 0xa5, bytes);
	memcpy(memory - sizeof(guard), &guard, sizeof(guard));
	return memory;
}

static void give(void *context, void *memory, size_t bytes, size_t alignment)
{
	struct source *source = context;
	size_t front = alignment > GUARD ? alignment : GUARD;
	struct guard guard;

	memcpy(&guard, (uint8_t *)memory - sizeof(guard), sizeof(guard));
	pthread_mutex_lock(&source->lock);
	if (guard.mark != mark || guard.bytes != bytes ||
	    guard.alignment != alignment)
		source->wrong = "given back otherwise than it was taken";
	source->blocks--;
	source->bytes -= (int64_t)bytes;
	pthread_mutex_unlock(&source->lock);
	memset(memory, 0x5a, bytes);
	free((uint8_t *)memory - front);
}

static int make_files(void **state)
{
	static const size_t sizes[FILES] = { 0, 3000, 300000, 20000000 };
	static const char *const names[SPECS_MAX] = { "blake3", "crc32",
						      "sha256" };
	struct random_source random = { 20260203 };

	(void)state;
	temp_tree_make(&tree);
	for (size_t k = 0; k < SPECS_MAX; k++)
		specs[k] = spec_of(names[k]);
	for (size_t i = 0; i < FILES; i++) {
		struct fault_file *file = &files[i];
		char name[32];

		file->bytes = sizes[i];
		file->data = malloc(file->bytes + 1);
		assert_non_null(file->data);
		random_fill(&random, file->data, file->bytes);
		snprintf(name, sizeof(name), "file-%zu", i);
		file->path = temp_tree_write(&tree, name, file->data,
					     file->bytes);
		age_file(file->path, 3600);
		digests_of(&file->digests, specs, SPECS_MAX, file->data,
			   file->bytes);
	}
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		free(files[i].path);
		free(files[i].data);
	}
	temp_tree_remove(&tree);
	return 0;
}

/* Ways through the engine that allocate. */
static const struct way {
	const char *name;
	size_t spec_count, file_count;
	uint32_t flags;
} ways[] = {
	{ "held", 3, FILES - 1, HASHLANE_JOB_HEX },
	{ "parts", 1, FILES, HASHLANE_JOB_PARTS },
	{ "tracks", 3, FILES, 0 },
	{ "streamed", 2, FILES - 1, HASHLANE_JOB_STREAM },
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

static void note_end(void *context)
{
	struct source *source = context;

	atomic_store(&source->ended, true);
}

static int32_t make_engine_of(hashlane_engine *engine, struct source *source,
			      int32_t workers)
{
	const struct hashlane_allocator allocator = {
		.struct_size = sizeof(allocator),
		.context = source,
		.allocate = take,
		.release = give,
	};
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.allocator = &allocator,
		.release = note_end,
		.release_context = source,
	};

	return hashlane_engine_create(engine, &options, NULL);
}

/* With a queue that listens, and a callback. */
static int32_t run_way(struct fault_row *rows, hashlane_engine engine,
		       const struct way *way)
{
	const struct hashlane_listener_options listens = {
		.struct_size = sizeof(listens),
		.events = ALL_EVENTS,
	};
	static struct heard heard;
	const struct hashlane_job_options options = {
		.specs = specs,
		.spec_count = way->spec_count,
		.flags = way->flags,
		.event = hear,
		.event_context = &heard,
		.events = ALL_EVENTS,
	};
	const struct hashlane_event *events;
	hashlane_listener listener = 0;
	size_t count, done = 0;
	int32_t status, heard_status = hashlane_listener_create(
				&listener, engine, &listens, NULL);

	memset(&heard, 0, sizeof(heard));
	memset(rows, 0, ROWS_MAX * sizeof(*rows));
	if (heard_status) {
		assert_int_equal(heard_status, HASHLANE_NO_MEMORY);
		assert_int_equal(listener, 0);
		return heard_status;
	}
	status = run_files(rows, engine, &options, files, way->file_count);
	/* The last event may come behind the job. */
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	while (!hashlane_listener_poll(&events, NULL, &count, listener, 9, 0))
		for (size_t i = 0; i < count; i++)
			done += events[i].kind == HASHLANE_EVENT_DONE;
	check_heard(&heard);
	/* The end is told if ever the job began. */
	assert_int_equal(done, atomic_load(&heard.done));
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	return status;
}

static void check_rows(const struct fault_row *rows, const struct way *way,
		       int32_t status, const char *what)
{
	for (size_t i = 0; i < way->file_count; i++) {
		struct digests wanted = files[i].digests;

		wanted.count = way->spec_count;
		if (!rows[i].seen && status)
			continue;
		if (!rows[i].status)
			check_exact(&rows[i], &wanted, files[i].bytes, what);
		else if (!status || rows[i].status != HASHLANE_CANCELLED)
			check_failed(&rows[i], HASHLANE_NO_MEMORY, what);
	}
}

/* The threads of a destroyed engine end by themselves. */
static void await_blocks(struct source *source, int64_t most)
{
	int64_t blocks = most + 1;

	for (int i = 0; i < AWAIT_MS && blocks > most; i++) {
		pthread_mutex_lock(&source->lock);
		blocks = (int64_t)source->blocks;
		pthread_mutex_unlock(&source->lock);
		if (blocks > most)
			usleep(1000);
	}
}

/* Of an engine that was destroyed: only then may the allocator go. */
static void check_source(struct source *source, const char *what)
{
	while (!atomic_load(&source->ended))
		sched_yield();
	if (source->wrong)
		fail_msg("%s: %s", what, source->wrong);
	if (source->blocks || source->bytes)
		fail_msg("%s: %lld blocks of %lld bytes leak", what,
			 (long long)source->blocks, (long long)source->bytes);
}

/* Lane buffers and blocks of results are most of what an engine has. */
static void it_all_comes_from_there(void **state)
{
	(void)state;
	for (size_t w = 0; w < WAYS; w++) {
		struct source source = { .lock = PTHREAD_MUTEX_INITIALIZER };
		struct hashlane_engine_memory memory = {
			.struct_size = sizeof(memory),
		};
		struct fault_row rows[ROWS_MAX];
		hashlane_engine engine;

		alarm(WATCHDOG_SECONDS);
		assert_int_equal(make_engine_of(&engine, &source, 2), 0);
		assert_int_equal(run_way(rows, engine, &ways[w]), 0);
		check_rows(rows, &ways[w], HASHLANE_OK, ways[w].name);
		assert_status(hashlane_engine_get_memory(&memory, engine),
			      HASHLANE_OK);
		/* It is counted before it is taken, until it was given. */
		assert_true((uint64_t)source.most_bytes >=
			    memory.peak_bytes / 2);
		end_engine(engine);
		check_source(&source, ways[w].name);
		alarm(0);
	}
}

/* A block of results lives on, and is given back to where it came from. */
static void results_outlive_the_engine(void **state)
{
	struct source source = { .lock = PTHREAD_MUTEX_INITIALIZER };
	const struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY,
					      .data = "abc",
					      .data_bytes = 3 };
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
	};
	const struct hashlane_results *results;
	hashlane_engine engine;
	hashlane_job job;

	(void)state;
	alarm(WATCHDOG_SECONDS);
	assert_int_equal(make_engine_of(&engine, &source, 1), 0);
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_job_next(&results, job, -1), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	await_blocks(&source, 1);
	assert_int_equal(source.blocks, 1);
	assert_int_equal(hashlane_results_get_count(results), 1);
	hashlane_results_destroy(results);
	check_source(&source, "results");
	alarm(0);
}

/* With no memory for a single stream there is nothing to go on with. */
static void a_job_fails(void **state)
{
	struct source source = { .lock = PTHREAD_MUTEX_INITIALIZER };
	const struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY,
					      .data = "abc",
					      .data_bytes = 3 };
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(input),
		.input_count = 1,
	};
	struct hashlane_progress progress;
	hashlane_engine engine;
	hashlane_job job;

	(void)state;
	alarm(WATCHDOG_SECONDS);
	assert_int_equal(make_engine_of(&engine, &source, -1), 0);
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	source.fails_at = source.calls + 1;
	source.fails_on = true;
	assert_status(hashlane_job_wait(job, -1), HASHLANE_NO_MEMORY);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_int_equal(progress.state, HASHLANE_STATE_FAILED);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	/* The next one has some. */
	source.fails_at = 0;
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	check_source(&source, "a job that failed");
	alarm(0);
}

static bool try_site(const struct way *way, int32_t workers, uint64_t site,
		     bool on)
{
	struct source source = { .lock = PTHREAD_MUTEX_INITIALIZER,
				 .fails_at = site,
				 .fails_on = on };
	struct fault_row rows[ROWS_MAX];
	int64_t live = faults_live_blocks();
	hashlane_engine engine = 0;
	int32_t status;
	bool reached;
	char what[96];

	snprintf(what, sizeof(what), "%s, %d workers, allocation %llu%s",
		 way->name, (int)workers, (unsigned long long)site,
		 on ? " and on" : "");
	alarm(WATCHDOG_SECONDS);
	status = make_engine_of(&engine, &source, workers);
	if (!status) {
		status = run_way(rows, engine, way);
		check_rows(rows, way, status, what);
	}
	if (status && status != HASHLANE_NO_MEMORY)
		fail_msg("%s: %s", what, hashlane_status_get_name(status));
	pthread_mutex_lock(&source.lock);
	reached = source.calls >= site;
	source.fails_at = 0;
	pthread_mutex_unlock(&source.lock);
	if (!engine)
		assert_int_equal(make_engine_of(&engine, &source, workers), 0);
	status = run_way(rows, engine, way);
	if (status)
		fail_msg("%s, again: %s", what,
			 hashlane_status_get_name(status));
	check_rows(rows, way, HASHLANE_OK, what);
	end_engine(engine);
	check_source(&source, what);
	alarm(0);
	for (int i = 0; i < AWAIT_MS && faults_live_blocks() > live; i++)
		usleep(1000);
	if (faults_live_blocks() > live)
		fail_msg("%s: %lld blocks leak", what,
			 (long long)(faults_live_blocks() - live));
	return reached;
}

static void it_has_none(void **state)
{
	static const int32_t workers[] = { -1, 2 };

	(void)state;
	for (size_t n = 0; n < 4 * (size_t)WAYS; n++) {
		const struct way *way = &ways[n / 4];
		unsigned missed = 0;

		/* What the process keeps for good is there then. */
		(void)try_site(way, workers[n % 2], SITES_MAX, false);
		for (uint64_t site = 1; missed < 3; site++) {
			assert_true(site < SITES_MAX);
			missed = try_site(way, workers[n % 2], site,
					  n / 2 % 2) ?
					 0 :
					 missed + 1;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_all_comes_from_there),
		cmocka_unit_test(results_outlive_the_engine),
		cmocka_unit_test(a_job_fails),
		cmocka_unit_test(it_has_none),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
