/* SPDX-License-Identifier: MIT */
/*
 * test_listeners.c - who listens is told what happens, all of it and in
 * order: several at once, called or through queues, of a job or of an engine,
 * and whatever they do in their callbacks.
 */
#define _POSIX_C_SOURCE 200809L
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/heard.h"
#include "../support/temp_tree.h"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 500,
	FILES = 40,
	MISSING = 3,
	INPUTS = FILES + MISSING,
	FILE_BYTES = 5000,
	WORKERS = 3
};

static struct temp_tree tree;
static char *paths[INPUTS];
static struct hashlane_input inputs[INPUTS];
static uint64_t all_bytes;

/* Every third file is empty; the last ones are missing. */
static int make_files(void **state)
{
	static uint8_t data[FILE_BYTES];
	char name[32];

	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	for (size_t i = 0; i < INPUTS; i++) {
		size_t bytes = i % 3 ? FILE_BYTES - i : 0;

		snprintf(name, sizeof(name), "file %zu", i);
		paths[i] = i < FILES ?
				   temp_tree_write(&tree, name, data, bytes) :
				   temp_tree_path(&tree, name);
		inputs[i] = path_input(paths[i]);
		if (i < FILES)
			all_bytes += bytes;
	}
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < INPUTS; i++)
		free(paths[i]);
	temp_tree_remove(&tree);
	return 0;
}

/* All that a whole job over the inputs tells. */
static void check_all(struct heard *heard)
{
	check_whole_progress(heard);
	assert_int_equal(heard->bytes_total, all_bytes);
	assert_int_equal(atomic_load(&heard->files), FILES);
	assert_int_equal(atomic_load(&heard->errors), MISSING);
	assert_int_equal(atomic_load(&heard->done), 1);
	assert_int_equal(atomic_load(&heard->lost), 0);
	assert_int_equal(heard->done_status, HASHLANE_OK);
	assert_int_equal(heard->last_files, INPUTS);
	for (size_t i = 0; i < INPUTS; i++) {
		assert_true(heard->seen[i]);
		assert_string_equal(heard->paths[i], paths[i]);
		assert_int_equal(heard->statuses[i],
				 i < FILES ? HASHLANE_OK : HASHLANE_NOT_FOUND);
		assert_int_equal(heard->os_errors[i], i < FILES ? 0 : ENOENT);
	}
}

/* A listener of each kind, and the callback of the options, hear the same. */
static void all_kinds(int32_t workers)
{
	struct heard *heard = calloc(5, sizeof(*heard));
	hashlane_engine engine = engine_of(workers, 0);
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	hashlane_listener listeners[5];
	hashlane_job job;

	assert_non_null(heard);
	listeners[0] = listener_of(engine, ALL_EVENTS, hear, &heard[0]);
	listeners[1] = listener_of(engine, ALL_EVENTS, NULL, NULL);
	options.event = hear;
	options.event_context = &heard[2];
	options.events = ALL_EVENTS;
	job = job_of(engine, &options);
	listeners[3] = listener_of(job, ALL_EVENTS, hear, &heard[3]);
	listeners[4] = listener_of(job, ALL_EVENTS, NULL, NULL);
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), INPUTS,
				       0),
		      HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	for (size_t i = 0; i < 5; i++) {
		if (i == 1 || i == 4)
			(void)hear_queue(&heard[i], listeners[i]);
		check_all(&heard[i]);
		assert_true(heard[i].job == job);
		if (i != 2)
			assert_status(hashlane_listener_destroy(listeners[i]),
				      HASHLANE_OK);
	}
	end_engine(engine);
	free(heard);
}

static void all_kinds_hear_the_same(void **state)
{
	(void)state;
	all_kinds(-1);
	all_kinds(1);
	all_kinds(WORKERS);
}

/* More at once than a callback is given: nothing is dropped. */
static void a_batch_is_larger_than_a_call(void **state)
{
	enum { MANY = 500 };
	struct hashlane_input *many = calloc(MANY, sizeof(*many));
	hashlane_engine engine = engine_of(1, 0);
	struct heard heard = { 0 };
	struct hashlane_job_options options;
	hashlane_job job;

	(void)state;
	assert_non_null(many);
	for (size_t i = 0; i < MANY; i++)
		many[i] = memory_input("abc", 3);
	options = md5_options(many, MANY, 0);
	options.event = hear;
	options.event_context = &heard;
	options.events = ALL_EVENTS;
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	check_whole_progress(&heard);
	assert_int_equal(heard.bytes_total, 3 * MANY);
	assert_int_equal(atomic_load(&heard.files), MANY);
	assert_int_equal(atomic_load(&heard.done), 1);
	end_engine(engine);
	free(many);
}

/* Names of one file that is read once, and they wait for it: also told. */
static void links_are_told(void **state)
{
	enum { NAMES = 200 };
	static struct heard heard;
	struct hashlane_input names[NAMES];
	char *name[NAMES], text[32];
	hashlane_engine engine = engine_of(2, 0);
	struct hashlane_job_options options;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		snprintf(text, sizeof(text), "name %zu", i);
		name[i] = temp_tree_path(&tree, text);
		assert_int_equal(link(paths[1], name[i]), 0);
		names[i] = path_input(name[i]);
	}
	options = md5_options(names, NAMES, HASHLANE_JOB_LINKS_ONCE);
	options.event = hear;
	options.event_context = &heard;
	options.events = ALL_EVENTS;
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	check_whole_progress(&heard);
	assert_int_equal(atomic_load(&heard.files), NAMES);
	for (size_t i = 0; i < NAMES; i++) {
		assert_string_equal(heard.paths[i], name[i]);
		unlink(name[i]);
		free(name[i]);
	}
	end_engine(engine);
}

/* An empty file, and nothing at all: a beginning, an end, all of nothing. */
static void progress_of_nothing(void **state)
{
	hashlane_engine engine = engine_of(1, 0);

	(void)state;
	for (size_t count = 0; count < 2; count++) {
		struct hashlane_job_options options = md5_options(inputs,
								  count, 0);
		struct heard heard = { 0 };
		hashlane_job job;

		options.event = hear;
		options.event_context = &heard;
		options.events = HASHLANE_EVENT_PROGRESS | HASHLANE_EVENT_DONE;
		job = job_of(engine, &options);
		assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
		end_job(engine, job);
		check_whole_progress(&heard);
		assert_int_equal(heard.bytes_total, 0);
		assert_int_equal(atomic_load(&heard.done), 1);
	}
	end_engine(engine);
}

/* ---- Callbacks that do something ---- */

struct act {
	size_t at; /* which event of the job */
	size_t n;
};

static void cancel_at(struct heard *heard, const struct hashlane_event *event)
{
	struct act *act = heard->data;

	if (act->n++ == act->at &&
	    hashlane_job_cancel(event->job) != HASHLANE_OK)
		heard->wrong = "cancel";
}

/* It is final at once: nothing but its end follows the batch it is in. */
static void cancel_at_every_event(void **state)
{
	(void)state;
	for (int32_t workers = -1; workers <= WORKERS; workers += 2) {
		hashlane_engine engine = engine_of(workers, 0);
		bool reached = true;

		for (size_t k = 0; reached; k++) {
			struct act act = { .at = k };
			static struct heard heard;
			struct hashlane_job_options options =
				md5_options(inputs, INPUTS, 0);
			hashlane_job job;
			int32_t status;

			memset(&heard, 0, sizeof(heard));
			heard.then = cancel_at;
			heard.data = &act;
			options.event = hear;
			options.event_context = &heard;
			options.events = ALL_EVENTS;
			options.event_interval_ms = 1;
			job = job_of(engine, &options);
			status = hashlane_job_wait(job, -1);
			assert_true(status == HASHLANE_OK ||
				    status == HASHLANE_CANCELLED);
			end_job(engine, job);
			check_heard(&heard);
			assert_int_equal(atomic_load(&heard.done), 1);
			assert_int_equal(heard.done_status, status);
			reached = act.n > k;
		}
		check_idle_memory(engine);
		end_engine(engine);
	}
}

struct reentry {
	hashlane_engine engine;
	hashlane_job other; /* of the same engine, open */
	hashlane_listener self;
	hashlane_listener queue;
	atomic_int calls;
	atomic_bool over; /* the last one has done all this */
};

/* What each export gives that has to do with engines. */
static void reenter(struct heard *heard, const struct hashlane_event *event)
{
	struct reentry *r = heard->data;
	const struct hashlane_results *results;
	const struct hashlane_progress *block;
	const struct hashlane_event *events;
	struct hashlane_progress progress;
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};
	struct hashlane_engine_usage stats = { .struct_size = sizeof(stats) };
	struct hashlane_core_usage core = { .struct_size = sizeof(core) };
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = ALL_EVENTS,
	};
	struct hashlane_job_options job_options = md5_options(inputs, 1, 0);
	hashlane_listener listener;
	hashlane_job job;
	size_t count;
	uint8_t digest[16];
	int32_t got, before, waited;

#define WANT(call, wanted)                    \
	do {                                  \
		got = (call);                 \
		if (got != (wanted))          \
			heard->wrong = #call; \
	} while (0)
	if (event->kind == HASHLANE_EVENT_MEMORY)
		return;
	atomic_fetch_add(&r->calls, 1);
	WANT(hashlane_engine_wait(r->engine, -1), HASHLANE_BUSY);
	WANT(hashlane_job_get_progress(&progress, sizeof(progress),
				       event->job),
	     HASHLANE_OK);
	before = progress.state;
	waited = hashlane_job_wait(event->job, -1);
	WANT(hashlane_job_get_progress(&progress, sizeof(progress),
				       event->job),
	     HASHLANE_OK);
	/* During progress, another thread may have ended the job just now. */
	if ((before != HASHLANE_STATE_RUNNING && waited != HASHLANE_OK) ||
	    (progress.state == HASHLANE_STATE_RUNNING &&
	     waited != HASHLANE_BUSY) ||
	    (waited != HASHLANE_OK && waited != HASHLANE_BUSY))
		heard->wrong = "a wait for its own job";
	WANT(hashlane_job_wait(r->other, -1), HASHLANE_BUSY);
	WANT(hashlane_job_next(&results, r->other, -1), HASHLANE_BUSY);
	WANT(hashlane_job_get_progress_block(&block, NULL, event->job),
	     HASHLANE_OK);
	WANT(hashlane_engine_get_memory(&memory, r->engine), HASHLANE_OK);
	WANT(hashlane_engine_get_usage(&stats, r->engine), HASHLANE_OK);
	WANT(hashlane_engine_get_core_usage(&core, r->engine, 0), HASHLANE_OK);
	WANT(hashlane_job_close(event->job), HASHLANE_OK);
	WANT(hashlane_listener_poll(&events, NULL, &count, r->queue, 1, -1),
	     HASHLANE_BUSY);
	WANT(hashlane_hash(digest, sizeof(digest), NULL,
			   &(struct hashlane_algorithm_spec){
				   .id = HASHLANE_HASH_MD5 },
			   "abc", 3),
	     HASHLANE_OK);
	WANT(hashlane_listener_create(&listener, event->job, &options, NULL),
	     HASHLANE_OK);
	WANT(hashlane_listener_destroy(listener), HASHLANE_OK);
	WANT(hashlane_listener_create(&listener, r->engine, &options, NULL),
	     HASHLANE_OK);
	WANT(hashlane_listener_destroy(listener), HASHLANE_OK);
	WANT(hashlane_job_create(&job, r->engine, &job_options, NULL),
	     HASHLANE_OK);
	WANT(hashlane_job_cancel(job), HASHLANE_OK);
#undef WANT
	atomic_store(&r->over, event->kind == HASHLANE_EVENT_DONE);
}

/* Every listener may be called within nothing but itself. */
static void reentry_of(int32_t workers, bool of_engine)
{
	struct reentry r = { .engine = engine_of(workers, 0) };
	static struct heard heard;
	struct hashlane_job_options open = md5_options(NULL, 0,
						       HASHLANE_JOB_OPEN);
	struct hashlane_engine_usage stats = { .struct_size = sizeof(stats) };
	hashlane_listener nothing;
	hashlane_job job;

	memset(&heard, 0, sizeof(heard));
	heard.then = reenter;
	heard.data = &r;
	r.other = job_of(r.engine, &open);
	r.queue = listener_of(r.other, HASHLANE_EVENT_FILE, NULL, NULL);
	job = job_of(r.engine, &open);
	heard.job = job;
	if (of_engine) {
		/* Of the jobs it makes it is not told. */
		nothing = listener_of(r.engine, 0, hear, &heard);
		assert_status(hashlane_listener_destroy(nothing), HASHLANE_OK);
	}
	r.self = listener_of(job, ALL_EVENTS, hear, &heard);
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), INPUTS,
				       0),
		      HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	while (!atomic_load(&r.over))
		sched_yield();
	assert_status(hashlane_job_destroy(r.other), HASHLANE_OK);
	end_job(r.engine, job);
	check_all(&heard);
	assert_true(atomic_load(&r.calls) >= INPUTS);
	assert_status(hashlane_listener_destroy(r.self), HASHLANE_OK);
	assert_status(hashlane_listener_destroy(r.queue), HASHLANE_OK);
	assert_status(hashlane_engine_get_usage(&stats, r.engine),
		      HASHLANE_OK);
	assert_int_equal(stats.jobs, 2 + atomic_load(&r.calls));
	/* Those made in callbacks, too. */
	end_engine(r.engine);
}

static void callbacks_reenter(void **state)
{
	(void)state;
	reentry_of(-1, false);
	reentry_of(1, true);
	reentry_of(WORKERS, false);
}

static void cancel_other(struct heard *heard,
			 const struct hashlane_event *event)
{
	hashlane_job *other = heard->data;

	(void)event;
	if (*other && hashlane_job_cancel(*other) != HASHLANE_OK)
		heard->wrong = "cancel of another job";
	*other = 0;
}

static void hear_any(void *context, const struct hashlane_event *events,
		     size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct heard *heard = context;

	for (size_t i = 0; i < count; i++) {
		if (events[i].kind == HASHLANE_EVENT_DONE)
			atomic_fetch_add(&heard->done, 1);
		if (heard->then)
			heard->then(heard, &events[i]);
	}
}

/* A job that nobody works for is cancelled by a callback that hears it. */
static void a_callback_cancels_another_job(void **state)
{
	(void)state;
	for (int32_t workers = -1; workers < WORKERS; workers++) {
		hashlane_engine engine;
		struct hashlane_job_options open =
			md5_options(NULL, 0, HASHLANE_JOB_OPEN);
		struct hashlane_job_options options = md5_options(inputs,
								  INPUTS, 0);
		struct heard heard = { .then = cancel_other };
		hashlane_listener listener;
		hashlane_job other, job, cancelled;

		if (!workers)
			continue;
		engine = engine_of(workers, 0);
		cancelled = other = job_of(engine, &open);
		heard.data = &other;
		listener = listener_of(
			engine, HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE,
			hear_any, &heard);
		job = job_of(engine, &options);
		assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
		end_job(engine, job);
		assert_status(hashlane_job_wait(cancelled, -1),
			      HASHLANE_CANCELLED);
		end_job(engine, cancelled);
		assert_null(atomic_load(&heard.wrong));
		assert_int_equal(atomic_load(&heard.done), 2);
		assert_status(hashlane_listener_destroy(listener),
			      HASHLANE_OK);
		end_engine(engine);
	}
}

/* ---- Too late ---- */

static void a_final_job_tells_its_end(void **state)
{
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_job_options options = md5_options(inputs, INPUTS, 0);
	struct heard called = { 0 }, queued = { 0 };
	hashlane_listener listeners[3];
	hashlane_job job = job_of(engine, &options);
	hashlane_listener first = listener_of(job, HASHLANE_EVENT_DONE, NULL,
					      NULL);
	const struct hashlane_event *events;
	size_t count;

	(void)state;
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, first, 9, -1),
		HASHLANE_OK);
	listeners[0] = listener_of(job, ALL_EVENTS, hear, &called);
	listeners[1] = listener_of(job, ALL_EVENTS, NULL, NULL);
	listeners[2] = listener_of(job, HASHLANE_EVENT_FILE, NULL, NULL);
	assert_int_equal(atomic_load(&called.done), 1);
	assert_int_equal(hear_queue(&queued, listeners[1]), 1);
	assert_int_equal(atomic_load(&queued.done), 1);
	assert_int_equal(hear_queue(&queued, listeners[2]), 0);
	check_heard(&called);
	check_heard(&queued);
	end_job(engine, job);
	/* The listeners live on, with nothing to tell. */
	assert_int_equal(hear_queue(&queued, listeners[1]), 0);
	for (size_t i = 0; i < 3; i++)
		assert_status(hashlane_listener_destroy(listeners[i]),
			      HASHLANE_OK);
	end_engine(engine);
	/* They may outlive the engine. */
	assert_status(hashlane_listener_destroy(first), HASHLANE_OK);
}

/* ---- Queues ---- */

/* What has no room is counted where it is missing; the end is never lost. */
static void a_full_queue_counts(void **state)
{
	enum { MOST = 16 };
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR |
			  HASHLANE_EVENT_DONE,
		.queue_events = MOST,
	};
	static struct heard heard;
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_job_options open = md5_options(NULL, 0,
						       HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &open);
	const struct hashlane_event *events;
	hashlane_listener listener;
	size_t count, told;

	(void)state;
	assert_status(hashlane_listener_create(&listener, job, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), INPUTS,
				       0),
		      HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	/* First those that found room, in one piece. */
	assert_status(hashlane_listener_poll(&events, NULL, &count, listener,
					     100, 0),
		      HASHLANE_OK);
	assert_true(count >= MOST);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(events[i].kind == HASHLANE_EVENT_FILE ||
					 events[i].kind ==
						 HASHLANE_EVENT_ERROR,
				 i < MOST);
	hear(&heard, events, sizeof(*events), count);
	(void)hear_queue(&heard, listener);
	told = atomic_load(&heard.files) + atomic_load(&heard.errors);
	assert_int_equal(told, MOST);
	assert_int_equal(atomic_load(&heard.lost), 1);
	assert_int_equal(heard.lost_count, INPUTS - MOST);
	assert_int_equal(atomic_load(&heard.done), 1);
	check_heard(&heard);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	end_engine(engine);
}

static bool is_readable(int64_t descriptor)
{
	struct pollfd one = { .fd = (int)descriptor, .events = POLLIN };

	return poll(&one, 1, 0) == 1;
}

static void a_descriptor_tells(void **state)
{
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_job_options open = md5_options(NULL, 0,
						       HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &open);
	hashlane_listener listener = listener_of(
		job, HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE, NULL, NULL);
	struct heard heard = { 0 };
	struct pollfd one = { .events = POLLIN };
	int64_t descriptor, again;

	(void)state;
	assert_status(hashlane_listener_get_descriptor(&descriptor, listener),
		      HASHLANE_OK);
	one.fd = (int)descriptor;
	assert_status(hashlane_listener_get_descriptor(&again, listener),
		      HASHLANE_OK);
	assert_int_equal(again, one.fd);
	assert_false(is_readable(one.fd));
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), 1, 0),
		      HASHLANE_OK);
	assert_int_equal(poll(&one, 1, -1), 1);
	assert_int_equal(hear_queue(&heard, listener), 1);
	assert_false(is_readable(one.fd));
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_int_equal(poll(&one, 1, -1), 1);
	assert_int_equal(hear_queue(&heard, listener), 1);
	assert_false(is_readable(one.fd));
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	end_job(engine, job);
	end_engine(engine);
}

static void *unregister_soon(void *context)
{
	const struct timespec soon = { 0, 20000000 };

	nanosleep(&soon, NULL);
	if (hashlane_listener_destroy(*(hashlane_listener *)context))
		abort();
	return NULL;
}

/* One who waits for events is not left alone by the end of the listener. */
static void unregister_ends_a_poll(void **state)
{
	hashlane_engine engine = engine_of(1, 0);
	hashlane_listener listener = listener_of(engine, ALL_EVENTS, NULL,
						 NULL);
	const struct hashlane_event *events;
	pthread_t thread;
	size_t count;

	(void)state;
	assert_int_equal(
		pthread_create(&thread, NULL, unregister_soon, &listener), 0);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, listener, 1, -1),
		HASHLANE_HANDLE);
	pthread_join(thread, NULL);
	end_engine(engine);
}

/* ---- Pressure ---- */

static void hear_pressure(void *context, const struct hashlane_event *events,
			  size_t event_bytes, size_t count)
{
	(void)event_bytes;
	for (size_t i = 0; i < count; i++)
		if (events[i].kind == HASHLANE_EVENT_MEMORY && !events[i].job)
			atomic_store((atomic_int *)context, events[i].status);
}

/* Lane buffers of a small budget press; when all is idle they do not. */
static void an_engine_tells_its_pressure(void **state)
{
	hashlane_engine engine = engine_of(1, 4 << 20);
	atomic_int pressure = -1;
	hashlane_listener listener = listener_of(engine, HASHLANE_EVENT_MEMORY,
						 hear_pressure, &pressure);
	struct hashlane_job_options options = md5_options(inputs, INPUTS,
							  HASHLANE_JOB_STREAM);
	const struct hashlane_algorithm_spec specs[] = { { 28, 0, 0 },
							 { 5, 0, 0 } };
	const struct timespec soon = { 0, 1000000 };
	static uint8_t data[8 << 20];
	const struct hashlane_input large = memory_input(data, sizeof(data));

	(void)state;
	options.specs = specs;
	options.spec_count = 2;
	options.inputs = &large;
	options.input_bytes = sizeof(struct hashlane_input);
	options.input_count = 1;
	for (int i = 0; i < 200 && atomic_load(&pressure) < 0; i++) {
		hashlane_job jobs[32];

		for (size_t k = 0; k < 32; k++)
			jobs[k] = job_of(engine, &options);
		for (size_t k = 0; k < 32; k++) {
			(void)hashlane_job_wait(jobs[k], -1);
			assert_status(hashlane_job_destroy(jobs[k]),
				      HASHLANE_OK);
		}
		if (engine_memory(engine).peak_bytes < 2 << 20)
			break;
	}
	/* What went up comes down when nothing is in use. */
	if (engine_memory(engine).peak_bytes >= 2 << 20)
		while (atomic_load(&pressure) != HASHLANE_PRESSURE_NORMAL)
			nanosleep(&soon, NULL);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	end_engine(engine);
}

/* ---- Threads ---- */

static atomic_bool racing;

struct racer {
	hashlane_engine engine;
	atomic_size_t rounds;
};

/* Listeners come and go while events fly. */
static void *come_and_go(void *context)
{
	struct racer *racer = context;

	for (unsigned i = 0; atomic_load(&racing); i++) {
		struct heard *heard = calloc(1, sizeof(*heard));
		const struct hashlane_listener_options options = {
			.struct_size = sizeof(options),
			.events = ALL_EVENTS,
			.interval_ms = 1,
			.event = i % 2 ? hear_any : NULL,
			.context = heard,
			/* What a later call would touch is gone. */
			.release = free,
			.release_context = heard,
		};
		const struct hashlane_event *events;
		hashlane_listener listener;
		size_t count;

		if (!heard ||
		    hashlane_listener_create(&listener, racer->engine,
					     &options, NULL))
			abort();
		if (!options.event)
			(void)hashlane_listener_poll(&events, NULL, &count,
						     listener, 4, i % 3);
		if (hashlane_listener_destroy(listener))
			abort();
		atomic_fetch_add(&racer->rounds, 1);
	}
	return NULL;
}

static void listeners_race(void **state)
{
	enum { RACERS = 3, JOBS = 60 };
	struct racer racer = { .engine = engine_of(WORKERS, 0) };
	pthread_t threads[RACERS];

	(void)state;
	atomic_store(&racing, true);
	for (size_t i = 0; i < RACERS; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, come_and_go, &racer),
			0);
	for (size_t i = 0; i < JOBS || atomic_load(&racer.rounds) < 300; i++) {
		struct hashlane_job_options options = md5_options(inputs,
								  INPUTS, 0);
		static struct heard heard;
		hashlane_job job;

		memset(&heard, 0, sizeof(heard));
		options.event = hear;
		options.event_context = &heard;
		options.events = ALL_EVENTS;
		job = job_of(racer.engine, &options);
		if (i % 3 == 1)
			assert_status(hashlane_job_cancel(job), HASHLANE_OK);
		(void)hashlane_job_wait(job, -1);
		end_job(racer.engine, job);
		check_heard(&heard);
		assert_int_equal(atomic_load(&heard.done), 1);
	}
	atomic_store(&racing, false);
	for (size_t i = 0; i < RACERS; i++)
		pthread_join(threads[i], NULL);
	end_engine(racer.engine);
}

/* What two listeners with progress share; one of them is slow. */
struct pair {
	atomic_int slow, fast; /* progress events so far */
	atomic_bool waited;    /* the slow one was in its callback for.. */
	atomic_bool passed;    /* ..three events of the other */
};

static void hear_slowly(void *context, const struct hashlane_event *events,
			size_t event_bytes, size_t count)
{
	const struct timespec soon = { 0, 1000000 };
	struct pair *pair = context;
	int before = atomic_load(&pair->fast);

	(void)events;
	(void)event_bytes;
	if (atomic_fetch_add(&pair->slow, (int)count) != 1)
		return;
	for (int i = 0; i < 20000 && atomic_load(&pair->fast) < before + 3;
	     i++)
		nanosleep(&soon, NULL);
	atomic_store(&pair->passed, atomic_load(&pair->fast) >= before + 3);
	atomic_store(&pair->waited, true);
}

static void hear_quickly(void *context, const struct hashlane_event *events,
			 size_t event_bytes, size_t count)
{
	struct pair *pair = context;

	(void)events;
	(void)event_bytes;
	atomic_fetch_add(&pair->fast, (int)count);
}

/* Bytes until the slow listener has waited. */
static int32_t read_until_waited(void *context, void *buffer, size_t room,
				 size_t *got)
{
	struct pair *pair = context;

	*got = atomic_load(&pair->waited) ? 0 : room < 4096 ? room : 4096;
	memset(buffer, 0, *got);
	return HASHLANE_OK;
}

/* While one thread is in a callback, another reports to other listeners. */
static void a_slow_listener_delays_no_other(void **state)
{
	enum { STREAMS = 8 };
	struct pair pair = { 0 };
	hashlane_engine engine = engine_of(WORKERS, 0);
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	struct hashlane_input streams[STREAMS];
	hashlane_listener slow, fast;
	hashlane_job job = job_of(engine, &options);

	(void)state;
	slow = listener_of(job, HASHLANE_EVENT_PROGRESS, hear_slowly, &pair);
	fast = listener_of(job, HASHLANE_EVENT_PROGRESS, hear_quickly, &pair);
	for (size_t i = 0; i < STREAMS; i++)
		streams[i] = (struct hashlane_input){
			.kind = HASHLANE_INPUT_READ,
			.read = read_until_waited,
			.read_context = &pair,
		};
	assert_status(
		hashlane_job_add(job, streams, sizeof(*streams), STREAMS, 0),
		HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	assert_true(atomic_load(&pair.waited));
	assert_true(atomic_load(&pair.passed));
	assert_status(hashlane_listener_destroy(slow), HASHLANE_OK);
	assert_status(hashlane_listener_destroy(fast), HASHLANE_OK);
	end_engine(engine);
}

static void destroy_itself(void *context, const struct hashlane_event *events,
			   size_t event_bytes, size_t count)
{
	(void)events;
	(void)event_bytes;
	assert_int_equal(count, 1);
	assert_status(hashlane_listener_destroy(*(hashlane_listener *)context),
		      HASHLANE_OK);
}

/* It is called, and destroys itself, within the call that creates it. */
static void a_listener_ends_as_it_begins(void **state)
{
	struct hashlane_input one = memory_input("abc", 3);
	struct hashlane_job_options options = md5_options(&one, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job = job_of(engine, &options);
	hashlane_listener listener = 0;
	const struct hashlane_listener_options listens = {
		.struct_size = sizeof(listens),
		.events = HASHLANE_EVENT_DONE,
		.event = destroy_itself,
		.context = &listener,
	};

	(void)state;
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	assert_status(hashlane_listener_create(&listener, job, &listens, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_HANDLE);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* A job that is destroyed in a callback of a long one. */
struct ended_beside {
	hashlane_job job;
	bool destroyed, done, done_first;
};

static void note_end(void *context, const struct hashlane_event *events,
		     size_t event_bytes, size_t count)
{
	struct ended_beside *beside = context;

	(void)events;
	(void)event_bytes;
	(void)count;
	beside->done = true;
}

static void end_beside(void *context, const struct hashlane_event *events,
		       size_t event_bytes, size_t count)
{
	struct ended_beside *beside = context;

	if (!beside->destroyed)
		assert_status(hashlane_job_destroy(beside->job), HASHLANE_OK);
	beside->destroyed = true;
	for (size_t i = 0; i < count; i++)
		if (HASHLANE_EVENT_AT(events, event_bytes, i)->kind ==
		    HASHLANE_EVENT_DONE)
			beside->done_first = beside->done;
}

static void a_long_job_holds_up_no_end(void **state)
{
	enum { LONG = 2000 };
	struct hashlane_input *many = calloc(LONG, sizeof(*many));
	const struct hashlane_input stream = { .kind = HASHLANE_INPUT_STREAM };
	hashlane_engine engine = engine_of(1, 0);
	struct ended_beside beside = { 0 };
	struct hashlane_job_options options = md5_options(&stream, 1, 0);
	hashlane_job job;

	(void)state;
	assert_non_null(many);
	for (size_t i = 0; i < LONG; i++)
		many[i] = memory_input("abc", 3);
	options.event = note_end;
	options.event_context = &beside;
	options.events = HASHLANE_EVENT_DONE;
	beside.job = job_of(engine, &options);
	options = md5_options(many, LONG, 0);
	options.event = end_beside;
	options.event_context = &beside;
	options.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE;
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	end_engine(engine);
	assert_true(beside.destroyed && beside.done);
	/* Its end comes before the end of the long one. */
	assert_true(beside.done_first);
	free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_kinds_hear_the_same),
		cmocka_unit_test(a_batch_is_larger_than_a_call),
		cmocka_unit_test(links_are_told),
		cmocka_unit_test(progress_of_nothing),
		cmocka_unit_test(a_slow_listener_delays_no_other),
		cmocka_unit_test(cancel_at_every_event),
		cmocka_unit_test(callbacks_reenter),
		cmocka_unit_test(a_callback_cancels_another_job),
		cmocka_unit_test(a_final_job_tells_its_end),
		cmocka_unit_test(a_full_queue_counts),
		cmocka_unit_test(a_descriptor_tells),
		cmocka_unit_test(unregister_ends_a_poll),
		cmocka_unit_test(an_engine_tells_its_pressure),
		cmocka_unit_test(a_listener_ends_as_it_begins),
		cmocka_unit_test(a_long_job_holds_up_no_end),
		cmocka_unit_test(listeners_race),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
