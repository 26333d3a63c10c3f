/* SPDX-License-Identifier: MIT */
/*
 * test_job_watch.c - one thread serves all jobs of an engine by their events,
 * and files that are under way are seen with their progress.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WATCHDOG = 60,
	JOBS = 200,
	INPUTS_MAX = 300,
	MANY_INPUTS = 3000, /* several blocks of rows */
	BYTES = 3000,
	FILES = 5,
	BUDGET_MIN = 4 * 1024 * 1024
};

static uint8_t data[BYTES];

static int begin(void **state)
{
	(void)state;
	alarm(WATCHDOG);
	return 0;
}

/* ---- One queue ---- */

struct served {
	hashlane_job job;
	size_t rows, wanted;
	bool done;
};

static struct served jobs[JOBS];

static struct served *find(hashlane_job job)
{
	for (size_t i = 0; i < JOBS; i++)
		if (jobs[i].job == job)
			return &jobs[i];
	return NULL;
}

/* What there is of a job; its status then. */
static int32_t take(struct served *served)
{
	const struct hashlane_results *results;
	int32_t status;

	while (!(status = hashlane_job_next(&results, served->job, 0))) {
		served->rows += hashlane_results_get_count(results);
		hashlane_results_destroy(results);
	}
	return status;
}

static void serve(const struct hashlane_event *event, size_t *left)
{
	struct served *served = event->job ? find(event->job) : NULL;

	if (event->kind == HASHLANE_EVENT_LOST) {
		for (size_t i = 0; i < JOBS; i++)
			if (jobs[i].job && !jobs[i].done)
				(void)take(&jobs[i]);
		return;
	}
	assert_non_null(served);
	assert_false(served->done);
	if (event->kind == HASHLANE_EVENT_RESULTS) {
		(void)take(served);
		return;
	}
	assert_int_equal(event->kind, HASHLANE_EVENT_DONE);
	assert_int_equal(take(served), HASHLANE_END);
	assert_int_equal(served->rows, served->wanted);
	served->done = true;
	--*left;
}

static void submit(hashlane_engine engine, struct random_source *random)
{
	static struct hashlane_input inputs[MANY_INPUTS];

	for (size_t i = 0; i < MANY_INPUTS; i++)
		inputs[i] = memory_input(data, random_length(random, BYTES));
	memset(jobs, 0, sizeof(jobs));
	for (size_t i = 0; i < JOBS; i++) {
		size_t count = i % 16 ? random_below(random, INPUTS_MAX) :
					MANY_INPUTS;
		struct hashlane_job_options options = md5_options(inputs,
								  count, 0);

		/* Those wait for their rows to be taken. */
		if (random_below(random, 2))
			options.flags |= HASHLANE_JOB_STREAM;
		options.order = (int32_t)random_below(random, 3);
		jobs[i].wanted = count;
		jobs[i].job = job_of(engine, &options);
	}
}

static void serve_all(int32_t workers, size_t queue_events,
		      struct random_source *random)
{
	hashlane_engine engine = engine_of(workers, BUDGET_MIN);
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = HASHLANE_EVENT_RESULTS | HASHLANE_EVENT_DONE,
		.queue_events = queue_events,
	};
	const struct hashlane_event *events;
	hashlane_listener listener;
	size_t left = JOBS, count;

	assert_status(
		hashlane_listener_create(&listener, engine, &options, NULL),
		HASHLANE_OK);
	submit(engine, random);
	while (left) {
		assert_status(hashlane_listener_poll(
				      &events, NULL, &count, listener,
				      1 + random_below(random, 30), -1),
			      HASHLANE_OK);
		for (size_t i = 0; i < count; i++)
			serve(&events[i], &left);
	}
	for (size_t i = 0; i < JOBS; i++)
		assert_status(hashlane_job_destroy(jobs[i].job), HASHLANE_OK);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	end_engine(engine);
}

static void one_queue_serves_all_jobs(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };
	struct random_source random = random_from_environment("job_watch");

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		alarm(WATCHDOG);
		serve_all(worker_counts[i % 3], i < 3 ? 0 : 16, &random);
	}
}

/* ---- Files under way ---- */

struct gate {
	sem_t asked, given;
	bool ends;
	size_t given_bytes;
};

static int32_t read_at_gate(void *context, void *buffer, size_t room,
			    size_t *got)
{
	struct gate *gate = context;

	sem_post(&gate->asked);
	sem_wait(&gate->given);
	*got = gate->ends ? 0 : room;
	memset(buffer, 0, *got);
	gate->given_bytes += *got;
	return HASHLANE_OK;
}

/* Begun and ended, by index. */
static atomic_int begun[FILES], ended[FILES];

static void note(void *context, const struct hashlane_event *events,
		 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	(void)context;
	for (size_t i = 0; i < count; i++) {
		uint64_t index = events[i].index;

		assert_true(index < FILES);
		if (events[i].kind == HASHLANE_EVENT_FILE_BEGIN) {
			assert_int_equal(atomic_load(&ended[index]), 0);
			assert_int_equal(atomic_fetch_add(&begun[index], 1),
					 0);
			assert_int_equal(events[i].bytes_done, 0);
			if (index != 1)
				assert_int_equal(events[i].bytes_total, BYTES);
		} else {
			assert_int_equal(atomic_fetch_add(&ended[index], 1),
					 0);
		}
	}
}

/* The only one that is under way, or none. */
static bool see(hashlane_job job, struct hashlane_file_progress *file)
{
	struct hashlane_file_progress files[FILES];
	char paths[100 * FILES];
	size_t count = 99, bytes = 99;

	assert_status(hashlane_job_get_files(files, sizeof(files[0]), FILES,
					     &count, paths, sizeof(paths),
					     &bytes, job),
		      HASHLANE_OK);
	if (!count)
		return false;
	assert_int_equal(count, 1);
	*file = files[0];
	assert_int_equal(file->path_at, 0);
	assert_string_equal(paths, "slow one");
	assert_int_equal(file->path_bytes, strlen("slow one"));
	assert_int_equal(bytes, sizeof("slow one"));
	/* What has no room is told. */
	assert_status(hashlane_job_get_files(files, sizeof(files[0]), 0,
					     &count, paths, sizeof(paths),
					     &bytes, job),
		      HASHLANE_BUFFER);
	assert_int_equal(count, 1);
	assert_status(hashlane_job_get_files(files, sizeof(files[0]), 1,
					     &count, paths, 3, &bytes, job),
		      HASHLANE_BUFFER);
	assert_int_equal(bytes, sizeof("slow one"));
	return true;
}

static void files_begin_and_get_on(void **state)
{
	struct hashlane_input inputs[FILES] = { 0 };
	struct hashlane_job_options options = md5_options(inputs, FILES, 0);
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_file_progress file;
	struct gate gate = { .ends = false };
	struct temp_tree tree;
	hashlane_job job;
	char *path;

	(void)state;
	temp_tree_make(&tree);
	path = temp_tree_write(&tree, "file", data, BYTES);
	/* So old that it is not put aside, which counts as under way. */
	assert_int_equal(utimensat(AT_FDCWD, path,
				   (struct timespec[]){ { .tv_sec = 12345 },
							{ .tv_sec = 12345 } },
				   0),
			 0);
	options.ctime = HASHLANE_CTIME_IGNORE;
	sem_init(&gate.asked, 0, 0);
	sem_init(&gate.given, 0, 0);
	for (size_t i = 0; i < FILES; i++)
		inputs[i] = i % 2 ? path_input(path) :
				    memory_input(data, BYTES);
	inputs[1] = (struct hashlane_input){
		.kind = HASHLANE_INPUT_READ,
		.data = "slow one",
		.data_bytes = strlen("slow one"),
		.read = read_at_gate,
		.read_context = &gate,
	};
	options.order = HASHLANE_ORDER_COMPLETION;
	options.event = note;
	options.events = HASHLANE_EVENT_FILE_BEGIN | HASHLANE_EVENT_FILE |
			 HASHLANE_EVENT_ERROR;
	job = job_of(engine, &options);
	/* The others have their rows before the second block is read. */
	sem_wait(&gate.asked);
	sem_post(&gate.given);
	sem_wait(&gate.asked);
	assert_true(see(job, &file));
	assert_int_equal(file.index, 1);
	assert_int_equal(file.input, 1);
	assert_true(gate.given_bytes > 0);
	assert_int_equal(file.bytes_done, gate.given_bytes);
	assert_int_equal(file.bytes_total, 0);
	gate.ends = true;
	sem_post(&gate.given);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_false(see(job, &file));
	end_job(engine, job);
	for (size_t i = 0; i < FILES; i++) {
		assert_int_equal(atomic_load(&begun[i]), 1);
		assert_int_equal(atomic_load(&ended[i]), 1);
	}
	end_engine(engine);
	free(path);
	temp_tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(one_queue_serves_all_jobs, begin),
		cmocka_unit_test_setup(files_begin_and_get_on, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
