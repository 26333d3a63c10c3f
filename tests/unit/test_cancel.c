/* SPDX-License-Identifier: MIT */
/*
 * test_cancel.c - jobs that are cancelled at any moment, and what waits for
 * them meanwhile: nothing hangs, no row is lost, torn or read before it is
 * written, and a readable descriptor means that there is something to take.
 */
#define _POSIX_C_SOURCE 200809L
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/heard.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 500,
	SMALL = 250,
	LARGE = 2,
	NAMES = SMALL + LARGE,
	SMALL_BYTES = 3000,
	LARGE_BYTES = 6 * 1024 * 1024,
	STREAM_TURNS = 1000,
	LINGER_MS = 10, /* what a row waits for others that may come */
	ROUNDS = 1000
};

static struct temp_tree tree;
static char *paths[NAMES];
static uint8_t *data;
static uint8_t md5s[NAMES][16];
static const struct hashlane_algorithm_spec md5 = { .id = HASHLANE_HASH_MD5 };

static size_t bytes_of(size_t i)
{
	return i < SMALL ? i * 7 % SMALL_BYTES : LARGE_BYTES + i;
}

static int make_files(void **state)
{
	struct random_source random = { 20261130 };
	char name[32];

	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	data = malloc(LARGE_BYTES + NAMES);
	assert_non_null(data);
	random_fill(&random, data, LARGE_BYTES + NAMES);
	for (size_t i = 0; i < NAMES; i++) {
		snprintf(name, sizeof(name), "%03zu", i);
		paths[i] = temp_tree_write(&tree, name, data, bytes_of(i));
		oracle_digest(md5s[i], &md5, data, bytes_of(i));
	}
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < NAMES; i++)
		free(paths[i]);
	free(data);
	temp_tree_remove(&tree);
	return 0;
}

static bool is_readable(int64_t descriptor, int wait_ms)
{
	struct pollfd one = { .fd = (int)descriptor, .events = POLLIN };

	return poll(&one, 1, wait_ms) == 1;
}

/* ---- While a callback runs ---- */

/* A callback that stays until it is let go. */
struct gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool inside, open;
	atomic_size_t done;
};

static void make_gate(struct gate *gate)
{
	memset(gate, 0, sizeof(*gate));
	pthread_mutex_init(&gate->lock, NULL);
	pthread_cond_init(&gate->changed, NULL);
}

static void free_gate(struct gate *gate)
{
	pthread_mutex_destroy(&gate->lock);
	pthread_cond_destroy(&gate->changed);
}

static void stay(void *context, const struct hashlane_event *events,
		 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct gate *gate = context;

	for (size_t i = 0; i < count; i++) {
		if (events[i].kind == HASHLANE_EVENT_DONE)
			atomic_fetch_add(&gate->done, 1);
		if (events[i].kind != HASHLANE_EVENT_FILE)
			continue;
		pthread_mutex_lock(&gate->lock);
		gate->inside = true;
		pthread_cond_broadcast(&gate->changed);
		while (!gate->open)
			pthread_cond_wait(&gate->changed, &gate->lock);
		pthread_mutex_unlock(&gate->lock);
	}
}

static void await_inside(struct gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	while (!gate->inside)
		pthread_cond_wait(&gate->changed, &gate->lock);
	pthread_mutex_unlock(&gate->lock);
}

static void let_go(struct gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	gate->open = true;
	pthread_cond_broadcast(&gate->changed);
	pthread_mutex_unlock(&gate->lock);
}

static void *wait_for(void *job)
{
	return (void *)(intptr_t)hashlane_job_wait(*(hashlane_job *)job, -1);
}

/*
 * The row whose callback runs is there before and after the cancel, then the
 * job's end; no call waits for the callback.
 */
static void cancel_beside(int32_t workers, uint32_t flags, int32_t order,
			  bool take_first)
{
	const struct hashlane_input input = memory_input("abc", 3);
	struct hashlane_job_options options =
		md5_options(&input, 1, flags | HASHLANE_JOB_OPEN);
	hashlane_engine engine = engine_of(workers, 0);
	const struct hashlane_results *results;
	struct hashlane_progress progress;
	int64_t descriptor = -1, status;
	struct gate gate;
	pthread_t thread;
	hashlane_job job;
	size_t rows = 0;

	make_gate(&gate);
	options.order = order;
	options.event = stay;
	options.event_context = &gate;
	options.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE;
	job = job_of(engine, &options);
	assert_int_equal(pthread_create(&thread, NULL, wait_for, &job), 0);
	await_inside(&gate);
	if (workers > 0)
		assert_status(hashlane_job_get_descriptor(&descriptor, job),
			      HASHLANE_OK);
	assert_status(hashlane_job_wait(job, 0), HASHLANE_TIMEOUT);
	if (take_first) {
		status = hashlane_job_next(&results, job, 0);
		if (flags & HASHLANE_JOB_STREAM)
			assert_int_equal(status, HASHLANE_OK);
		if (!status) {
			rows += hashlane_results_get_count(results);
			hashlane_results_destroy(results);
		}
	}
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_CANCELLED);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_int_equal(progress.state, HASHLANE_STATE_CANCELLED);
	assert_int_equal(progress.files_done, 1);
	for (;;) {
		if (descriptor >= 0)
			assert_true(is_readable(descriptor, 0));
		status = hashlane_job_next(&results, job, take_first ? 0 : -1);
		if (status)
			break;
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++)
			check_digest(results, i, 0, &md5,
				     (const uint8_t *)"abc", 3);
		rows += hashlane_results_get_count(results);
		hashlane_results_destroy(results);
	}
	assert_int_equal(status, HASHLANE_CANCELLED);
	assert_int_equal(rows, 1);
	assert_int_equal(atomic_load(&gate.done), 0);
	let_go(&gate);
	pthread_join(thread, NULL);
	end_job(engine, job);
	assert_int_equal(atomic_load(&gate.done), 1);
	check_idle_memory(engine);
	end_engine(engine);
	free_gate(&gate);
}

static void rows_come_while_a_callback_runs(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };

	(void)state;
	for (size_t way = 0; way < 24; way++)
		cancel_beside(worker_counts[way / 8],
			      way & 1 ? HASHLANE_JOB_STREAM : 0,
			      way & 2 ? HASHLANE_ORDER_INPUT :
					HASHLANE_ORDER_COMPLETION,
			      way & 4);
}

/* ---- While a row is written ---- */

enum { TTH_PART_BYTES = 24, PARTS = 3, PARTS_BYTES = PARTS << 20 };

/* The parts of a row have this size, and no other memory of the engine. */
static void *allocate_slowly(void *context, size_t bytes, size_t alignment)
{
	struct gate *gate = context;
	void *memory = NULL;

	if (bytes == (size_t)PARTS * TTH_PART_BYTES) {
		const struct hashlane_event file = {
			.kind = HASHLANE_EVENT_FILE,
		};

		stay(gate, &file, sizeof(file), 1);
	}
	if (posix_memalign(&memory, alignment < 16 ? 16 : alignment, bytes))
		return NULL;
	return memory;
}

static void release(void *context, void *memory, size_t bytes,
		    size_t alignment)
{
	(void)context;
	(void)alignment;
	/* Who reads it later reads something else. */
	if (memory)
		memset(memory, 0xdb, bytes);
	free(memory);
}

/* Row 0 is there, row 1 is being written; takes what can be taken. */
static void take_beside(hashlane_job job, int64_t descriptor, bool unset,
			int32_t wanted)
{
	const struct hashlane_results *results;
	size_t rows = 0;
	int32_t status;

	while (!(status = hashlane_job_next(&results, job, 0))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++, rows++) {
			struct hashlane_row row = row_of(results, i);

			assert_int_equal(row.index, rows);
			assert_int_equal(row.size_bytes, rows ? 0 : 3);
			if (rows)
				check_failure(results, i, HASHLANE_CANCELLED);
			else
				assert_int_equal(row.digests_valid, 1);
		}
		hashlane_results_destroy(results);
		if (wanted == HASHLANE_CANCELLED)
			assert_true(is_readable(descriptor, 0));
	}
	assert_int_equal(status, wanted);
	assert_int_equal(is_readable(descriptor, 0),
			 wanted == HASHLANE_CANCELLED);
	assert_int_equal(rows, unset ? 2 : 1);
}

static void cancel_a_writer(uint32_t flags, bool in_order, bool cancels)
{
	const struct hashlane_algorithm_spec spec = spec_of("tth");
	struct gate gate;
	const struct hashlane_allocator allocator = {
		.struct_size = sizeof(allocator),
		.context = &gate,
		.allocate = allocate_slowly,
		.release = release,
	};
	const struct hashlane_engine_options engine_options = {
		.struct_size = sizeof(engine_options),
		.workers = 1,
		.allocator = &allocator,
	};
	struct hashlane_job_options options = md5_options(
		NULL, 0, flags | HASHLANE_JOB_OPEN | HASHLANE_JOB_PARTS);
	const struct hashlane_input inputs[] = {
		memory_input(data, 3),
		memory_input(data, PARTS_BYTES),
	};
	const struct hashlane_results *results;
	struct hashlane_progress progress;
	hashlane_engine engine;
	hashlane_job job;
	int64_t descriptor;

	make_gate(&gate);
	assert_status(hashlane_engine_create(&engine, &engine_options, NULL),
		      HASHLANE_OK);
	options.specs = &spec;
	options.order = in_order ? HASHLANE_ORDER_INPUT :
				   HASHLANE_ORDER_COMPLETION;
	job = job_of(engine, &options);
	assert_status(hashlane_job_get_descriptor(&descriptor, job),
		      HASHLANE_OK);
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), 1, 0),
		      HASHLANE_OK);
	assert_true(is_readable(descriptor, -1));
	assert_status(hashlane_job_add(job, inputs + 1,
				       sizeof(struct hashlane_input), 1, 0),
		      HASHLANE_OK);
	await_inside(&gate);
	if (cancels) {
		assert_status(hashlane_job_cancel(job), HASHLANE_OK);
		take_beside(job, descriptor, in_order, HASHLANE_CANCELLED);
		assert_status(hashlane_job_get_progress(&progress,
							sizeof(progress), job),
			      HASHLANE_OK);
		assert_int_equal(progress.files_done, 1);
		let_go(&gate);
	} else {
		take_beside(job, descriptor, false, HASHLANE_TIMEOUT);
		let_go(&gate);
		assert_status(hashlane_job_next(&results, job, -1),
			      HASHLANE_OK);
		assert_int_equal(hashlane_results_get_count(results), 1);
		assert_int_equal(hashlane_results_get_first_row(results), 1);
		assert_int_equal(row_of(results, 0).index, 1);
		check_digest(results, 0, 0, &spec, data, PARTS_BYTES);
		hashlane_results_destroy(results);
	}
	end_job(engine, job);
	check_idle_memory(engine);
	end_engine(engine);
	free_gate(&gate);
}

/* Its block is taken without it; it is neither waited for nor read. */
static void rows_come_while_one_is_written(void **state)
{
	(void)state;
	for (unsigned way = 0; way < 8; way++)
		cancel_a_writer(way & 1 ? HASHLANE_JOB_STREAM : 0, way & 2,
				way & 4);
}

/* A listener of the engine is in its callback for another job. */
static void a_cancel_waits_for_no_callback(void **state)
{
	(void)state;
	for (int32_t workers = 1; workers <= 3; workers += 2) {
		const struct hashlane_input input = memory_input("abc", 3);
		struct hashlane_job_options options = md5_options(&input, 1,
								  0);
		struct hashlane_job_options open =
			md5_options(NULL, 0, HASHLANE_JOB_OPEN);
		hashlane_engine engine = engine_of(workers, 0);
		hashlane_listener listener;
		hashlane_job first, other;
		struct gate gate;

		make_gate(&gate);
		listener = listener_of(
			engine, HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE,
			stay, &gate);
		first = job_of(engine, &options);
		await_inside(&gate);
		other = job_of(engine, &open);
		assert_status(hashlane_job_cancel(other), HASHLANE_OK);
		assert_status(hashlane_job_wait(other, -1),
			      HASHLANE_CANCELLED);
		assert_status(hashlane_job_destroy(other), HASHLANE_OK);
		/* Its last event is still to come. */
		assert_int_equal(atomic_load(&gate.done), 0);
		let_go(&gate);
		assert_status(hashlane_job_wait(first, -1), HASHLANE_OK);
		end_job(engine, first);
		assert_int_equal(atomic_load(&gate.done), 2);
		assert_status(hashlane_listener_destroy(listener),
			      HASHLANE_OK);
		end_engine(engine);
		free_gate(&gate);
	}
}

static atomic_int destroyed;

static void destroy_it(void *context, const struct hashlane_event *events,
		       size_t event_bytes, size_t count)
{
	(void)event_bytes;
	hashlane_engine *engine = context;

	(void)count;
	if (hashlane_job_destroy(events[0].job) == HASHLANE_OK &&
	    hashlane_engine_destroy(*engine) == HASHLANE_OK)
		atomic_fetch_add(&destroyed, 1);
}

/* That of a listener that comes to a job that was final. */
static void a_late_callback_destroys(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job = job_of(engine, &options);
	hashlane_listener queue = listener_of(job, HASHLANE_EVENT_DONE, NULL,
					      NULL);
	const struct hashlane_event *events;
	hashlane_listener listener;
	size_t count;

	(void)state;
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, queue, 1, -1),
		HASHLANE_OK);
	assert_status(hashlane_listener_destroy(queue), HASHLANE_OK);
	listener = listener_of(job, HASHLANE_EVENT_DONE, destroy_it, &engine);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	assert_int_equal(atomic_load(&destroyed), 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_HANDLE);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_HANDLE);
}

/* ---- Wake-ups ---- */

/* One input a turn: a caller that waits gets its row when there is no more. */
static void a_row_does_not_linger(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };

	(void)state;
	for (size_t way = 0; way < 6; way++) {
		hashlane_engine engine = engine_of(worker_counts[way / 2], 0);
		const struct hashlane_input input = memory_input("abc", 3);
		struct hashlane_job_options options = md5_options(
			NULL, 0, HASHLANE_JOB_OPEN | HASHLANE_JOB_STREAM);
		const struct hashlane_results *results;
		hashlane_job job;
		int quick = 0;

		options.order = way % 2 ? HASHLANE_ORDER_INPUT :
					  HASHLANE_ORDER_COMPLETION;
		job = job_of(engine, &options);
		alarm(WATCHDOG_SECONDS);
		/* However slow the machine is, a fifth of the turns are not. */
		for (int i = 0; i < STREAM_TURNS || quick < STREAM_TURNS / 5;
		     i++) {
			uint64_t begin = now_ms();

			assert_status(hashlane_job_add(job, &input,
						       sizeof(input), 1, 0),
				      HASHLANE_OK);
			assert_status(hashlane_job_next(&results, job, -1),
				      HASHLANE_OK);
			assert_int_equal(hashlane_results_get_count(results),
					 1);
			hashlane_results_destroy(results);
			quick += now_ms() - begin < LINGER_MS;
		}
		end_job(engine, job);
		end_engine(engine);
	}
}

/* ---- Cancelled at any moment ---- */

struct round {
	struct random_source random;
	hashlane_engine engine;
	hashlane_job job;
	bool in_order, callers;
	bool own_cancels; /* in the callback, at event `at` */
	uint64_t at, events;
	atomic_size_t done, files;
	bool seen[NAMES];
	size_t rows, finished;
};

static void on_event(void *context, const struct hashlane_event *events,
		     size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct round *round = context;

	for (size_t i = 0; i < count; i++) {
		if (events[i].kind == HASHLANE_EVENT_DONE)
			atomic_fetch_add(&round->done, 1);
		if (events[i].kind == HASHLANE_EVENT_FILE)
			atomic_fetch_add(&round->files, 1);
		if (round->own_cancels && round->events++ == round->at)
			(void)hashlane_job_cancel(events[i].job);
	}
}

static void nap(uint64_t ns)
{
	const struct timespec time = { 0, (long)ns };

	nanosleep(&time, NULL);
}

static void *cancel_soon(void *context)
{
	struct round *round = context;

	nap(round->at * 1000);
	(void)hashlane_job_cancel(round->job);
	return NULL;
}

static void check_rows(struct round *round,
		       const struct hashlane_results *results)
{
	assert_int_equal(hashlane_results_get_first_row(results), round->rows);
	for (uint32_t i = 0; i < hashlane_results_get_count(results); i++) {
		struct hashlane_row row = row_of(results, i);
		const uint8_t *digest;
		size_t bytes;

		assert_true(row.index < NAMES);
		assert_false(round->seen[row.index]);
		round->seen[row.index] = true;
		if (round->in_order)
			assert_int_equal(row.index, round->rows);
		round->rows++;
		assert_int_equal(row.path_bytes, strlen(paths[row.index]));
		assert_memory_equal(row.path, paths[row.index],
				    row.path_bytes);
		if (row.status) {
			check_failure(results, i, HASHLANE_CANCELLED);
			assert_true(round->in_order);
			assert_int_equal(row.size_bytes, 0);
			continue;
		}
		round->finished++;
		assert_int_equal(row.size_bytes, bytes_of(row.index));
		assert_status(hashlane_results_get_digest(&digest, &bytes,
							  results, i, 0),
			      HASHLANE_OK);
		assert_memory_equal(digest, md5s[row.index], 16);
	}
}

/* One consumer: what the descriptor says is so. */
static int32_t take_rows(struct round *round, int64_t descriptor)
{
	for (;;) {
		const struct hashlane_results *results;
		bool readable =
			descriptor >= 0 &&
			is_readable(descriptor,
				    random_below(&round->random, 2) ? -1 : 0);
		int64_t timeout =
			readable ? 0 :
			random_below(&round->random, 2) ?
				   -1 :
				   (int64_t)random_below(&round->random, 3);
		int32_t status = hashlane_job_next(&results, round->job,
						   timeout);

		if (readable)
			assert_int_not_equal(status, HASHLANE_TIMEOUT);
		if (status == HASHLANE_TIMEOUT)
			continue;
		if (status)
			return status;
		check_rows(round, results);
		hashlane_results_destroy(results);
	}
}

static void choose_options(struct round *round,
			   struct hashlane_job_options *options)
{
	struct random_source *random = &round->random;

	if (random_below(random, 2))
		options->flags |= HASHLANE_JOB_STREAM;
	if (!random_below(random, 8))
		options->flags |= HASHLANE_JOB_SEQUENTIAL;
	if (!random_below(random, 4))
		options->flags |= HASHLANE_JOB_HEX | HASHLANE_JOB_PARTS;
	round->in_order = random_below(random, 2);
	options->order = round->in_order ? HASHLANE_ORDER_INPUT :
					   HASHLANE_ORDER_COMPLETION;
	round->own_cancels = random_below(random, 2);
	round->at = random_below(random, round->own_cancels ? 200 : 3000);
	if (!round->own_cancels && random_below(random, 2))
		return;
	options->event = on_event;
	options->event_context = round;
	options->events = ALL_EVENTS;
}

/* Add what was not given, some at a time, then close. */
static size_t add_rest(struct round *round,
		       const struct hashlane_input *inputs, size_t given,
		       size_t count)
{
	struct random_source *random = &round->random;

	while (given < count) {
		size_t more = 1 + random_below(random, count - given);
		int32_t status = hashlane_job_add(
			round->job, inputs + given,
			sizeof(struct hashlane_input), more, 0);

		if (status == HASHLANE_CANCELLED)
			break;
		if (!status)
			given += more;
		if (!random_below(random, 3))
			nap(random_below(random, 300000));
	}
	assert_status(hashlane_job_close(round->job), HASHLANE_OK);
	return given;
}

/* It is final, with all that it ever will be. */
static void check_end(const struct round *round, int32_t status, size_t given)
{
	struct hashlane_progress progress;

	assert_status(hashlane_job_get_progress(&progress, sizeof(progress),
						round->job),
		      HASHLANE_OK);
	assert_int_equal(progress.files_done, round->finished);
	assert_int_equal(progress.failures, 0);
	if (status == HASHLANE_CANCELLED) {
		assert_int_equal(progress.state, HASHLANE_STATE_CANCELLED);
		return;
	}
	assert_int_equal(status, HASHLANE_END);
	assert_int_equal(progress.state, HASHLANE_STATE_DONE);
	assert_int_equal(round->finished, given);
}

static void end_listeners(hashlane_listener called,
			  const struct round *called_round,
			  hashlane_listener queue)
{
	struct heard *heard = calloc(1, sizeof(*heard));

	assert_non_null(heard);
	if (called) {
		assert_status(hashlane_listener_destroy(called), HASHLANE_OK);
		assert_int_equal(atomic_load(&called_round->done), 1);
	}
	if (queue) {
		(void)hear_queue(heard, queue);
		check_heard(heard);
		assert_int_equal(atomic_load(&heard->done), 1);
		assert_status(hashlane_listener_destroy(queue), HASHLANE_OK);
	}
	free(heard);
}

static void run_round(struct round *round)
{
	static const char *const others[] = { "crc32", "sha1", "tth",
					      "blake3" };
	struct random_source *random = &round->random;
	struct hashlane_algorithm_spec specs[2] = { md5 };
	static struct hashlane_input inputs[NAMES];
	struct hashlane_job_options options;
	hashlane_listener queue = 0, called = 0;
	size_t count = 1 + random_below(random, NAMES);
	bool open = random_below(random, 2);
	size_t given = open ? random_below(random, count + 1) : count;
	struct round beside = { .own_cancels = false };
	int64_t descriptor = -1, status;
	pthread_t threads[2];

	for (size_t i = 0; i < count; i++)
		inputs[i] = path_input(paths[i]);
	specs[1] = spec_of(others[random_below(random, 4)]);
	options = md5_options(inputs, given, open ? HASHLANE_JOB_OPEN : 0);
	options.specs = specs;
	options.spec_count = 1 + random_below(random, 2);
	choose_options(round, &options);
	round->job = job_of(round->engine, &options);
	if (!random_below(random, 3))
		called = listener_of(round->job, ALL_EVENTS, on_event,
				     &beside);
	if (!random_below(random, 3))
		queue = listener_of(round->job, ALL_EVENTS, NULL, NULL);
	if (!round->callers && random_below(random, 2))
		assert_status(
			hashlane_job_get_descriptor(&descriptor, round->job),
			HASHLANE_OK);
	for (size_t n = 0; n < 2 && !round->own_cancels; n++)
		assert_int_equal(
			pthread_create(&threads[n], NULL, cancel_soon, round),
			0);
	if (open)
		given = add_rest(round, inputs, given, count);
	status = take_rows(round, descriptor);
	check_end(round, status, given);
	for (size_t n = 0; n < 2 && !round->own_cancels; n++)
		pthread_join(threads[n], NULL);
	end_job(round->engine, round->job);
	if (options.event)
		assert_int_equal(atomic_load(&round->done), 1);
	assert_true(atomic_load(&round->files) <= round->finished);
	end_listeners(called, &beside, queue);
}

static void cancels_at_random(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 2, 4 };
	struct random_source random = random_from_environment("cancels");

	(void)state;
	for (size_t n = 0; n < 4; n++) {
		hashlane_engine engine = engine_of(worker_counts[n], 0);

		for (int i = 0; i < ROUNDS / 4; i++) {
			struct round *round = calloc(1, sizeof(*round));

			assert_non_null(round);
			round->random = random;
			round->engine = engine;
			round->callers = worker_counts[n] < 0;
			run_round(round);
			random = round->random;
			free(round);
			check_idle_memory(engine);
		}
		end_engine(engine);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_while_a_callback_runs),
		cmocka_unit_test(rows_come_while_one_is_written),
		cmocka_unit_test(a_cancel_waits_for_no_callback),
		cmocka_unit_test(a_late_callback_destroys),
		cmocka_unit_test(a_row_does_not_linger),
		cmocka_unit_test(cancels_at_random),
	};

	/* A check that fails in a thread must not pass for another's. */
	setenv("CMOCKA_TEST_ABORT", "1", 1);
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
