/* SPDX-License-Identifier: MIT */
/*
 * test_pushed.c - streams whose bytes the caller pushes, and inputs whose bytes
 * a function of the caller returns: the digests are the oracle's, whoever feeds
 * them, in whatever order, and however it ends.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	DATA_BYTES = 1 << 20,
	STREAMS = 200,
	FEEDERS = 4,
	SPECS_MAX = 6,
	WATCHDOG = 500,
	BUDGET_MIN = 4 * 1024 * 1024
};

static uint8_t data[DATA_BYTES];
static struct temp_tree tree;
static char *file_path;
static const size_t file_bytes = 70000;

static int make_data(void **state)
{
	struct random_source random = { 42 };

	(void)state;
	random_fill(&random, data, sizeof(data));
	temp_tree_make(&tree);
	file_path = temp_tree_write(&tree, "file", data, file_bytes);
	alarm(WATCHDOG);
	return 0;
}

static int drop_data(void **state)
{
	(void)state;
	free(file_path);
	temp_tree_remove(&tree);
	return 0;
}

static struct hashlane_input stream_input(uint64_t length)
{
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_STREAM,
		.length = length,
		.data = "stream",
		.data_bytes = 6,
	};
}

/* ---- Many streams ---- */

/* One input of a round; a stream is fed by one thread. */
struct one {
	const uint8_t *data;
	size_t bytes, fed;
	bool stream, sized;
	bool ended;
	int32_t failed; /* by hashlane_job_feed_fail */
};

struct round {
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t spec_count;
	struct one all[STREAMS + 20];
	size_t count, feeders;
	hashlane_engine engine;
	hashlane_job job;
	bool may_end; /* the job may be cancelled or destroyed meanwhile */
	bool may_fail;
	uint64_t seed;
	size_t rows;
};

static void choose_specs(struct round *round, struct random_source *random)
{
	static const char *const names[] = { "md5",    "sha256",  "crc32",
					     "blake3", "ed2k",    "git-blob",
					     "sha1",   "xxh3-128" };

	round->spec_count = 1 + random_below(random, 3);
	for (size_t i = 0; i < round->spec_count; i++)
		round->specs[i] = spec_of(names[random_below(random, 8)]);
}

/* One step of one stream; false: the job is at its end. */
static bool feed_step(struct round *round, size_t i,
		      struct random_source *random, int64_t timeout_ms)
{
	struct one *one = &round->all[i];
	size_t left = one->bytes - one->fed, taken = SIZE_MAX;
	size_t n = random_below(random, 3) ? random_length(random, left) :
					     left;
	bool last = n == left && random_below(random, 4);
	int32_t status;

	if (round->may_fail && !random_below(random, 400)) {
		/* The row may be taken before the call returns. */
		one->failed = HASHLANE_IO;
		status = hashlane_job_feed_fail(round->job, i, HASHLANE_IO);
		if (status != HASHLANE_OK)
			one->failed = HASHLANE_OK;
		one->ended = true;
		return status == HASHLANE_OK;
	}
	status = hashlane_job_feed(&taken, round->job, i, one->data + one->fed,
				   n, last ? HASHLANE_FEED_LAST : 0,
				   timeout_ms);
	if (status == HASHLANE_CANCELLED || status == HASHLANE_HANDLE)
		return false;
	if (status == HASHLANE_BUSY)
		return true;
	if ((status != HASHLANE_OK && status != HASHLANE_TIMEOUT) ||
	    taken > n || (status == HASHLANE_TIMEOUT && taken) ||
	    (timeout_ms < 0 && taken != n)) {
		fprintf(stderr, "feed %zu: status %d, %zu of %zu\n", i, status,
			taken, n);
		/* CMOCKA_TEST_ABORT: other threads fail no test. */
		abort();
	}
	one->fed += taken;
	one->ended = last && taken == n;
	return true;
}

struct feeder {
	struct round *round;
	size_t first;
	pthread_t thread;
};

static void *feed_all(void *argument)
{
	const struct feeder *feeder = argument;
	struct round *round = feeder->round;
	struct random_source random = { round->seed + feeder->first };
	size_t open;

	do {
		open = 0;
		for (size_t i = feeder->first; i < round->count;
		     i += round->feeders) {
			if (!round->all[i].stream || round->all[i].ended)
				continue;
			open++;
			if (!feed_step(round, i, &random,
				       random_below(&random, 2) ? -1 : 0))
				return NULL;
		}
	} while (open);
	return NULL;
}

/* Are the row and its digests what they have to be? */
static void check_row(struct round *round,
		      const struct hashlane_results *results, uint32_t i)
{
	struct hashlane_row row = row_of(results, i);
	const struct one *one = &round->all[row.input];

	assert_true(row.input < round->count);
	if (row.status == HASHLANE_CANCELLED && round->may_end)
		return;
	assert_int_equal(row.status, one->failed);
	for (size_t k = 0; k < round->spec_count && !one->failed; k++) {
		const struct hashlane_algorithm_spec *spec = &round->specs[k];
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
		size_t bytes = oracle_digest(wanted, spec, one->data,
					     one->bytes),
		       got = 0;
		const uint8_t *digest = NULL;
		int32_t status = hashlane_results_get_digest(&digest, &got,
							     results, i, k);

		if (!bytes || (one->stream && !one->sized &&
			       spec->id == HASHLANE_HASH_GIT_BLOB)) {
			assert_int_equal(status, HASHLANE_NOT_FOUND);
			continue;
		}
		assert_int_equal(status, HASHLANE_OK);
		assert_true(same_bytes("digest", digest, got, wanted, bytes));
	}
	round->rows++;
}

static int32_t take_rows(struct round *round, int64_t timeout_ms)
{
	const struct hashlane_results *results;
	int32_t status = hashlane_job_next(&results, round->job, timeout_ms);

	if (status)
		return status;
	for (uint32_t i = 0; i < hashlane_results_get_count(results); i++)
		check_row(round, results, i);
	hashlane_results_destroy(results);
	return HASHLANE_OK;
}

/* A job of streams, with files and memory in between. */
static void begin_round(struct round *round, struct random_source *random,
			uint32_t flags)
{
	struct hashlane_input inputs[STREAMS + 20];
	struct hashlane_job_options options = md5_options(NULL, 0, flags);
	size_t first = 0;

	for (size_t i = 0; i < round->count; i++) {
		struct one *one = &round->all[i];

		*one = (struct one){ .ended = true };
		one->bytes = random_length(random, DATA_BYTES / 2);
		one->data = data + random_below(random, DATA_BYTES / 2);
		if (round->count > STREAMS && !random_below(random, 10)) {
			inputs[i] = memory_input(one->data, one->bytes);
		} else if (round->count > STREAMS &&
			   !random_below(random, 10)) {
			inputs[i] = path_input(file_path);
			one->data = data;
			one->bytes = file_bytes;
		} else {
			one->sized = random_below(random, 2) && one->bytes;
			inputs[i] = stream_input(one->sized ? one->bytes : 0);
			one->stream = true;
			one->ended = false;
		}
	}
	options.specs = round->specs;
	options.spec_count = round->spec_count;
	options.order = (int32_t)random_below(random, 3);
	options.inputs = inputs;
	options.input_bytes = sizeof(struct hashlane_input);
	options.input_count = round->count;
	if (flags & HASHLANE_JOB_OPEN)
		options.input_count = first = random_below(random,
							   round->count);
	round->job = job_of(round->engine, &options);
	if (flags & HASHLANE_JOB_OPEN) {
		assert_status(hashlane_job_add(round->job, inputs + first,
					       sizeof(struct hashlane_input),
					       round->count - first, 0),
			      HASHLANE_OK);
		assert_status(hashlane_job_close(round->job), HASHLANE_OK);
	}
	round->rows = 0;
	round->seed = random_next(random);
}

/* All rows come, and all are right. */
static void end_round(struct round *round)
{
	int32_t status;

	do
		status = take_rows(round, -1);
	while (!status);
	assert_int_equal(status, HASHLANE_END);
	assert_int_equal(round->rows, round->count);
	assert_status(hashlane_job_wait(round->job, -1), HASHLANE_OK);
	assert_status(hashlane_job_destroy(round->job), HASHLANE_OK);
}

static const int32_t worker_counts[] = { -1, 1, 2, 3 };

static uint32_t random_flags(struct random_source *random)
{
	static const uint32_t flags[] = { HASHLANE_JOB_STREAM,
					  HASHLANE_JOB_OPEN,
					  HASHLANE_JOB_SEQUENTIAL };
	uint32_t all = 0;

	for (size_t i = 0; i < 3; i++)
		if (random_below(random, 2))
			all |= flags[i];
	return all;
}

/* One thread never waits for one stream while another has to be fed. */
static void one_thread_feeds_all(void **state)
{
	struct random_source random = random_from_environment("one thread");
	struct round *round = calloc(1, sizeof(*round));

	(void)state;
	assert_non_null(round);
	for (size_t n = 0; n < 12; n++) {
		bool small = n % 2;
		size_t open;

		choose_specs(round, &random);
		if (small) {
			round->specs[0] = spec_of("md5");
			round->specs[1] = spec_of("sha256");
			round->spec_count = 2;
		}
		round->count = STREAMS + (n % 3 ? 0 : 20);
		round->engine = engine_of(worker_counts[n / 2 % 4],
					  small ? BUDGET_MIN : 0);
		round->may_fail = n % 4 == 3;
		begin_round(round, &random, random_flags(&random));
		do {
			open = 0;
			for (size_t i = 0; i < round->count; i++)
				open += !round->all[i].ended;
			for (size_t i = 0; i < open; i++) {
				size_t k = random_below(&random, round->count);

				if (!round->all[k].ended)
					assert_true(feed_step(round, k,
							      &random, 0));
			}
			(void)take_rows(round, 0);
		} while (open);
		end_round(round);
		check_idle_memory(round->engine);
		end_engine(round->engine);
	}
	free(round);
}

static void start_feeders(struct feeder *feeders, struct round *round)
{
	round->feeders = FEEDERS;
	for (size_t i = 0; i < FEEDERS; i++) {
		feeders[i] = (struct feeder){ .round = round, .first = i };
		assert_int_equal(pthread_create(&feeders[i].thread, NULL,
						feed_all, &feeders[i]),
				 0);
	}
}

static void join_feeders(struct feeder *feeders)
{
	for (size_t i = 0; i < FEEDERS; i++)
		pthread_join(feeders[i].thread, NULL);
}

static void many_threads_feed(void **state)
{
	struct random_source random = random_from_environment("many threads");
	struct round *round = calloc(1, sizeof(*round));

	(void)state;
	assert_non_null(round);
	for (size_t n = 0; n < 8; n++) {
		struct feeder feeders[FEEDERS];

		choose_specs(round, &random);
		round->count = n % 2 ? STREAMS : 40;
		round->engine = engine_of(worker_counts[n / 2],
					  n % 2 ? 0 : BUDGET_MIN);
		round->may_fail = n % 4 == 3;
		begin_round(round, &random, random_flags(&random));
		start_feeders(feeders, round);
		end_round(round);
		join_feeders(feeders);
		check_idle_memory(round->engine);
		end_engine(round->engine);
	}
	free(round);
}

/* Cancelled, or destroyed, at any moment, while threads feed. */
static void it_ends_at_any_moment(void **state)
{
	struct random_source random = random_from_environment("any moment");
	struct round *round = calloc(1, sizeof(*round));

	(void)state;
	assert_non_null(round);
	round->may_end = true;
	round->may_fail = true;
	for (size_t n = 0; n < 40; n++) {
		struct feeder feeders[FEEDERS];
		uint64_t way = random_below(&random, 3);

		choose_specs(round, &random);
		round->count = 60;
		round->engine = engine_of(worker_counts[1 + n % 3], 0);
		begin_round(round, &random, random_flags(&random));
		start_feeders(feeders, round);
		usleep((useconds_t)random_length(&random, 20000));
		if (way == 1) {
			assert_status(hashlane_job_cancel(round->job),
				      HASHLANE_OK);
			/* They say which streams failed. */
			join_feeders(feeders);
			while (!take_rows(round, -1))
				;
		}
		/* What threads of it still use is never reused: the data. */
		if (way == 2)
			assert_status(hashlane_engine_destroy(round->engine),
				      HASHLANE_OK);
		assert_status(hashlane_job_destroy(round->job), HASHLANE_OK);
		if (way != 1)
			join_feeders(feeders);
		if (way == 2)
			continue;
		check_idle_memory(round->engine);
		end_engine(round->engine);
	}
	free(round);
}

/* ---- One worker that is held up ---- */

/* A function to read by that waits until it is let go. */
struct gate {
	sem_t reached, open;
	int32_t status;
};

static int32_t read_gate(void *context, void *buffer, size_t room, size_t *got)
{
	struct gate *gate = context;

	(void)buffer;
	(void)room;
	sem_post(&gate->reached);
	sem_wait(&gate->open);
	*got = 0;
	return gate->status;
}

struct held {
	struct gate gate;
	hashlane_engine engine;
	hashlane_job job;
};

/* The only worker is in a read; input 1 is a stream that it has begun. */
static void hold_worker(struct held *held, uint32_t flags)
{
	struct hashlane_input inputs[2] = {
		{ .kind = HASHLANE_INPUT_READ,
		  .read = read_gate,
		  .read_context = &held->gate },
		stream_input(0),
	};
	struct hashlane_job_options options = md5_options(inputs, 2, flags);

	sem_init(&held->gate.reached, 0, 0);
	sem_init(&held->gate.open, 0, 0);
	held->gate.status = HASHLANE_OK;
	held->engine = engine_of(1, BUDGET_MIN);
	held->job = job_of(held->engine, &options);
	sem_wait(&held->gate.reached);
}

static void let_go(struct held *held)
{
	assert_status(hashlane_job_destroy(held->job), HASHLANE_OK);
	end_engine(held->engine);
	sem_destroy(&held->gate.reached);
	sem_destroy(&held->gate.open);
}

static int32_t feed(hashlane_job job, uint64_t index, size_t bytes,
		    uint32_t flags, size_t *taken)
{
	*taken = 0;
	return hashlane_job_feed(taken, job, index, data, bytes, flags, 0);
}

struct blocked {
	hashlane_job job;
	int32_t status;
	size_t taken;
};

static void *feed_for_ever(void *argument)
{
	struct blocked *blocked = argument;

	/* The other thread, which asks whether this one is in, may be in. */
	do
		blocked->status = hashlane_job_feed(&blocked->taken,
						    blocked->job, 1, data,
						    DATA_BYTES, 0, -1);
	while (blocked->status == HASHLANE_BUSY);
	return NULL;
}

/* Until a stream's thread is in its call. */
static void wait_busy(hashlane_job job)
{
	size_t taken;

	while (feed(job, 1, 0, 0, &taken) != HASHLANE_BUSY)
		usleep(1000);
}

static void a_full_stream(void **state)
{
	struct held held;
	struct blocked blocked = { .taken = SIZE_MAX };
	const struct hashlane_results *results;
	pthread_t thread;
	size_t taken;

	(void)state;
	hold_worker(&held, 0);
	assert_status(feed(held.job, 1, DATA_BYTES, 0, &taken), HASHLANE_OK);
	assert_true(taken >= 2048 && taken <= 128 * 1024);
	assert_status(feed(held.job, 1, 1, 0, &taken), HASHLANE_TIMEOUT);
	assert_int_equal(taken, 0);
	/* Not taken, it did not end. */
	assert_status(feed(held.job, 1, 1, HASHLANE_FEED_LAST, &taken),
		      HASHLANE_TIMEOUT);
	assert_status(feed(held.job, 1, 0, 0, &taken), HASHLANE_OK);
	/* One thread at a time; and one that waits is let go. */
	blocked.job = held.job;
	assert_int_equal(
		pthread_create(&thread, NULL, feed_for_ever, &blocked), 0);
	wait_busy(held.job);
	assert_status(hashlane_job_feed_fail(held.job, 1, HASHLANE_ACCESS),
		      HASHLANE_OK);
	pthread_join(thread, NULL);
	assert_int_equal(blocked.status, HASHLANE_CANCELLED);
	assert_int_equal(blocked.taken, SIZE_MAX);
	assert_status(feed(held.job, 1, 1, 0, &taken), HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed_fail(held.job, 1, HASHLANE_IO),
		      HASHLANE_ARGUMENT);
	sem_post(&held.gate.open);
	results = only_block_of(held.job, 2);
	check_failure(results, 1, HASHLANE_ACCESS);
	hashlane_results_destroy(results);
	let_go(&held);
}

/* A thread that waits for room learns that the job is cancelled. */
static void it_is_cancelled(void **state)
{
	struct held held;
	struct blocked blocked = { .taken = SIZE_MAX };
	pthread_t thread;
	size_t taken;

	(void)state;
	hold_worker(&held, 0);
	blocked.job = held.job;
	assert_int_equal(
		pthread_create(&thread, NULL, feed_for_ever, &blocked), 0);
	wait_busy(held.job);
	assert_status(hashlane_job_cancel(held.job), HASHLANE_OK);
	pthread_join(thread, NULL);
	assert_int_equal(blocked.status, HASHLANE_CANCELLED);
	assert_status(feed(held.job, 1, 1, 0, &taken), HASHLANE_CANCELLED);
	assert_status(hashlane_job_feed_fail(held.job, 1, HASHLANE_IO),
		      HASHLANE_CANCELLED);
	sem_post(&held.gate.open);
	let_go(&held);
}

static void room_is_reported(void **state)
{
	const struct hashlane_listener_options wanted = {
		.struct_size = sizeof(wanted),
		.events = HASHLANE_EVENT_ROOM,
	};
	const struct hashlane_event *events;
	hashlane_listener listener;
	struct held held;
	size_t taken, count;

	(void)state;
	hold_worker(&held, 0);
	assert_status(
		hashlane_listener_create(&listener, held.job, &wanted, NULL),
		HASHLANE_OK);
	assert_status(feed(held.job, 1, DATA_BYTES, 0, &taken), HASHLANE_OK);
	assert_true(taken < DATA_BYTES);
	sem_post(&held.gate.open);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, listener, 8, -1),
		HASHLANE_OK);
	assert_int_equal(count, 1);
	assert_int_equal(events->kind, HASHLANE_EVENT_ROOM);
	assert_int_equal(events->status, HASHLANE_OK);
	assert_int_equal(events->index, 1);
	/* What was not refused is not reported. */
	assert_status(feed(held.job, 1, 100, HASHLANE_FEED_LAST, &taken),
		      HASHLANE_OK);
	assert_int_equal(taken, 100);
	assert_status(hashlane_job_wait(held.job, -1), HASHLANE_OK);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, listener, 8, 0),
		HASHLANE_TIMEOUT);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	let_go(&held);
}

/* Inputs wait for room as long as the caller says. */
static void inputs_wait_for_room(void **state)
{
	static char name[128 * 1024];
	struct hashlane_input input = memory_input("abc", 3);
	struct held held;
	int32_t status = HASHLANE_OK;
	uint64_t before;
	int n = 0;

	(void)state;
	memset(name, 'x', sizeof(name));
	input.kind = HASHLANE_INPUT_PATH;
	input.data = name;
	input.data_bytes = sizeof(name);
	hold_worker(&held, HASHLANE_JOB_OPEN);
	while (!status && ++n < 100)
		status = hashlane_job_add(held.job, &input, sizeof(input), 1,
					  0);
	assert_int_equal(status, HASHLANE_TIMEOUT);
	before = now_ms();
	assert_status(hashlane_job_add(held.job, &input, sizeof(input), 1, 30),
		      HASHLANE_TIMEOUT);
	assert_true(now_ms() - before >= 29);
	sem_post(&held.gate.open);
	assert_status(hashlane_job_add(held.job, &input, sizeof(input), 1, -1),
		      HASHLANE_OK);
	assert_status(hashlane_job_cancel(held.job), HASHLANE_OK);
	assert_status(hashlane_job_add(held.job, &input, sizeof(input), 1, -1),
		      HASHLANE_CANCELLED);
	let_go(&held);
}

/* So do streams: each has its block or is not taken. */
static void streams_wait_for_blocks(void **state)
{
	const struct hashlane_input input = stream_input(0);
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	hashlane_engine engine = engine_of(2, BUDGET_MIN);
	hashlane_job job = job_of(engine, &options);
	int32_t status = HASHLANE_OK;
	size_t n = 0, taken;

	(void)state;
	while (!status && n < 100000) {
		status = hashlane_job_add(job, &input, sizeof(input), 1, 0);
		n += !status;
	}
	assert_int_equal(status, HASHLANE_TIMEOUT);
	assert_true(n >= STREAMS);
	assert_status(feed(job, n / 2, 1000, HASHLANE_FEED_LAST, &taken),
		      HASHLANE_OK);
	assert_status(hashlane_job_add(job, &input, sizeof(input), 1, -1),
		      HASHLANE_OK);
	assert_status(feed(job, n, 1000, 0, &taken), HASHLANE_OK);
	assert_status(feed(job, n + 1, 1000, 0, &taken), HASHLANE_ARGUMENT);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	check_idle_memory(engine);
	end_engine(engine);
}

/*
 * A streamed job stops at fewer rows while another has half of the memory.
 * Later there is room for more; a caller that waits learns that rows have to
 * be taken, and then the job comes to its end.
 */
static void a_full_job_says_so(void **state)
{
	enum { INPUTS = 20000, OTHERS = 100, OPEN_MS = 100 };
	static const uint8_t bytes[50];
	struct hashlane_input *inputs = calloc(INPUTS, sizeof(*inputs));
	struct hashlane_input others[OTHERS];
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	hashlane_engine engine = engine_of(2, BUDGET_MIN);
	hashlane_job other = job_of(engine, &options), job;
	const struct hashlane_results *results;
	int32_t status;
	size_t rows = 0;

	(void)state;
	assert_non_null(inputs);
	for (size_t i = 0; i < OTHERS; i++)
		others[i] = stream_input(0);
	assert_status(
		hashlane_job_add(other, others, sizeof(others[0]), OTHERS, -1),
		HASHLANE_OK);
	usleep(OPEN_MS * 1000);
	for (size_t i = 0; i < INPUTS; i++)
		inputs[i] = memory_input(bytes, sizeof(bytes));
	options = md5_options(inputs, INPUTS, HASHLANE_JOB_STREAM);
	job = job_of(engine, &options);
	usleep(OPEN_MS * 1000);
	assert_status(hashlane_job_destroy(other), HASHLANE_OK);
	/* Not TIMEOUT: it would wait for ever. */
	while ((status = hashlane_job_wait(job, 60000)) == HASHLANE_BUSY) {
		assert_status(hashlane_job_next(&results, job, 60000),
			      HASHLANE_OK);
		rows += hashlane_results_get_count(results);
		hashlane_results_destroy(results);
	}
	assert_status(status, HASHLANE_OK);
	while (!hashlane_job_next(&results, job, 60000)) {
		rows += hashlane_results_get_count(results);
		hashlane_results_destroy(results);
	}
	assert_int_equal(rows, INPUTS);
	end_job(engine, job);
	end_engine(engine);
	free(inputs);
}

/* ---- Single streams ---- */

static void wrong_calls(void **state)
{
	const struct hashlane_input inputs[] = { memory_input("abc", 3),
						 stream_input(0) };
	struct hashlane_input wrong = stream_input(0);
	struct hashlane_job_options options = md5_options(inputs, 2, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job = job_of(engine, &options), none;
	size_t taken = 7;

	(void)state;
	assert_status(hashlane_job_feed(NULL, job, 1, data, 1, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed(&taken, job, 1, NULL, 1, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed(&taken, job, 1, data, 1, 2, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed(&taken, job, 0, data, 1, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed(&taken, job, 2, data, 1, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed(&taken, engine, 1, data, 1, 0, 0),
		      HASHLANE_HANDLE);
	assert_status(hashlane_job_feed_fail(job, 1, HASHLANE_OK),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed_fail(job, 1, 1000), HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed_fail(job, 0, HASHLANE_IO),
		      HASHLANE_ARGUMENT);
	assert_int_equal(taken, 7);
	wrong.offset = 1;
	options = md5_options(&wrong, 1, 0);
	assert_status(hashlane_job_create(&none, engine, &options, NULL),
		      HASHLANE_ARGUMENT);
	wrong = stream_input(0);
	wrong.read = read_gate;
	assert_status(hashlane_job_create(&none, engine, &options, NULL),
		      HASHLANE_ARGUMENT);
	wrong.kind = HASHLANE_INPUT_READ;
	wrong.read = NULL;
	assert_status(hashlane_job_create(&none, engine, &options, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_feed(&taken, job, 1, NULL, 0,
					HASHLANE_FEED_LAST, 0),
		      HASHLANE_OK);
	assert_int_equal(taken, 0);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_status(hashlane_job_feed(&taken, job, 1, data, 1, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* More or less than the length that was given. */
static void another_length(void **state)
{
	static const size_t lengths[] = { 1, 999, 1001, 500000 };
	const struct hashlane_algorithm_spec specs[] = { spec_of("git-blob"),
							 spec_of("md5") };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct hashlane_input input = stream_input(lengths[i]);
		struct hashlane_job_options options = md5_options(&input, 1,
								  0);
		hashlane_engine engine = engine_of(1, 0);
		const struct hashlane_results *results;
		hashlane_job job;
		size_t taken;

		options.specs = specs;
		options.spec_count = 2;
		job = job_of(engine, &options);
		assert_status(feed(job, 0, 1000, HASHLANE_FEED_LAST, &taken),
			      HASHLANE_OK);
		results = only_block_of(job, 1);
		check_failure(results, 0, HASHLANE_CHANGED);
		hashlane_results_destroy(results);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

/* The thread that feeds one that failed learns of it, once. */
static void a_failure_is_told(void **state)
{
	const struct hashlane_input input = stream_input(10);
	const struct hashlane_algorithm_spec spec = spec_of("git-blob");
	struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	const struct hashlane_results *results;
	int32_t status = HASHLANE_OK;
	hashlane_job job;
	size_t taken;

	(void)state;
	options.specs = &spec;
	job = job_of(engine, &options);
	while (!status)
		status = hashlane_job_feed(&taken, job, 0, data, 1000, 0, -1);
	assert_int_equal(status, HASHLANE_CHANGED);
	assert_status(feed(job, 0, 1, 0, &taken), HASHLANE_ARGUMENT);
	results = only_block_of(job, 1);
	check_failure(results, 0, HASHLANE_CHANGED);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* ---- Functions to read by ---- */

struct source {
	const uint8_t *data;
	size_t left;
	struct random_source random;
	int32_t status; /* at the end of the bytes */
	bool too_much;
	bool over;
};

static int32_t read_source(void *context, void *buffer, size_t room,
			   size_t *got)
{
	struct source *source = context;
	size_t n = 1 + random_below(&source->random, room);

	/* CMOCKA_TEST_ABORT: other threads fail no test. */
	if (source->over)
		abort();
	if (n > source->left)
		n = source->left;
	if (!source->left) {
		source->over = true;
		*got = source->too_much ? room + 1 : 0;
		return source->status;
	}
	memcpy(buffer, source->data, n);
	source->data += n;
	source->left -= n;
	*got = n;
	return HASHLANE_OK;
}

static void functions_to_read_by(void **state)
{
	enum { SOURCES = 50 };
	struct random_source random = random_from_environment("read");
	const struct hashlane_algorithm_spec specs[] = { spec_of("md5"),
							 spec_of("blake3"),
							 spec_of("git-blob") };

	(void)state;
	for (size_t n = 0; n < 8; n++) {
		struct source sources[SOURCES];
		struct hashlane_input inputs[SOURCES];
		size_t bytes[SOURCES];
		struct hashlane_job_options options = md5_options(inputs,
								  SOURCES, 0);
		hashlane_engine engine = engine_of(worker_counts[n / 2],
						   n % 2 ? 0 : BUDGET_MIN);
		const struct hashlane_results *results;
		hashlane_job job;

		for (size_t i = 0; i < SOURCES; i++) {
			bytes[i] = random_length(&random, DATA_BYTES);
			sources[i] = (struct source){
				.data = data,
				.left = bytes[i],
				.random = { random_next(&random) },
				.status = i % 8 == 3 ? HASHLANE_ACCESS :
					  i % 8 == 5 ? 12345 :
						       HASHLANE_OK,
				.too_much = i % 8 == 6,
			};
			inputs[i] = (struct hashlane_input){
				.kind = HASHLANE_INPUT_READ,
				.read = read_source,
				.read_context = &sources[i],
				.length = i % 2 ? bytes[i] : 0,
			};
		}
		options.specs = specs;
		options.spec_count = 3;
		job = job_of(engine, &options);
		results = only_block_of(job, SOURCES);
		for (uint32_t i = 0; i < SOURCES; i++) {
			const uint8_t *digest;
			size_t got;

			if (i % 8 == 3)
				check_failure(results, i, HASHLANE_ACCESS);
			else if (i % 8 == 5)
				check_failure(results, i, HASHLANE_IO);
			else if (i % 8 == 6)
				check_failure(results, i, HASHLANE_ARGUMENT);
			else
				for (size_t k = 0; k < 2; k++)
					check_digest(results, i, k, &specs[k],
						     data, bytes[i]);
			if (i % 2 == 0)
				assert_int_not_equal(
					hashlane_results_get_digest(
						&digest, &got, results, i, 2),
					HASHLANE_OK);
			else if (i % 8 == 1 && bytes[i])
				assert_status(
					hashlane_results_get_digest(
						&digest, &got, results, i, 2),
					HASHLANE_OK);
		}
		hashlane_results_destroy(results);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

/* ---- Buffers that are given away ---- */

static uint64_t live_buffers(void)
{
	struct hashlane_memory_objects leaks = {
		.struct_size = sizeof(leaks),
	};

	assert_status(hashlane_memory_get_objects(&leaks), HASHLANE_OK);
	return leaks.buffers;
}

static struct hashlane_input buffer_input(size_t bytes)
{
	void *buffer;

	assert_status(hashlane_buffer_acquire(&buffer, NULL, bytes + 1),
		      HASHLANE_OK);
	memcpy(buffer, data, bytes);
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_BUFFER,
		.data = buffer,
		.data_bytes = bytes,
	};
}

static void buffers_are_taken_over(void **state)
{
	enum { BUFFERS = 100 };
	struct random_source random = random_from_environment("buffers");
	const struct hashlane_algorithm_spec md5 = spec_of("md5");
	struct hashlane_input inputs[BUFFERS + 1];
	const struct hashlane_results *results;
	uint64_t before = live_buffers();
	hashlane_job job;

	(void)state;
	for (size_t n = 0; n < 12; n++) {
		hashlane_engine engine = engine_of(worker_counts[n % 4], 0);
		struct hashlane_job_options options =
			md5_options(inputs, BUFFERS, HASHLANE_JOB_OPEN);

		for (size_t i = 0; i < BUFFERS; i++)
			inputs[i] =
				buffer_input(random_length(&random, 100000));
		/* A call that fails takes none. */
		inputs[BUFFERS] = inputs[0];
		inputs[BUFFERS].kind = 99;
		options.input_bytes = sizeof(struct hashlane_input);
		options.input_count = BUFFERS + 1;
		assert_status(
			hashlane_job_create(&job, engine, &options, NULL),
			HASHLANE_ARGUMENT);
		options.input_bytes = sizeof(struct hashlane_input);
		options.input_count = 10;
		job = job_of(engine, &options);
		assert_status(hashlane_job_add(job, inputs + 10,
					       sizeof(struct hashlane_input),
					       BUFFERS - 9, 0),
			      HASHLANE_ARGUMENT);
		if (n % 3 == 2) {
			assert_status(
				hashlane_job_add(job, inputs + 10,
						 sizeof(struct hashlane_input),
						 BUFFERS - 10, 0),
				HASHLANE_OK);
		} else if (n % 3 == 1) {
			assert_status(hashlane_job_cancel(job), HASHLANE_OK);
			assert_status(
				hashlane_job_add(job, inputs + 10,
						 sizeof(struct hashlane_input),
						 BUFFERS - 10, 0),
				HASHLANE_CANCELLED);
			for (size_t i = 10; i < BUFFERS; i++)
				hashlane_buffer_release(
					(void *)(uintptr_t)inputs[i].data);
		} else {
			assert_status(
				hashlane_job_add(job, inputs + 10,
						 sizeof(struct hashlane_input),
						 BUFFERS - 10, 0),
				HASHLANE_OK);
			assert_status(hashlane_job_close(job), HASHLANE_OK);
			results = only_block_of(job, BUFFERS);
			for (uint32_t i = 0; i < BUFFERS; i++)
				check_digest(results, i, 0, &md5, data,
					     inputs[i].data_bytes);
			hashlane_results_destroy(results);
		}
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
		assert_int_equal(live_buffers(), before);
	}
}

/* ---- A flat submit ---- */

static void flat_submit(void **state)
{
	const struct hashlane_algorithm_spec specs[] = {
		spec_of("md5"), spec_of("s3-etag:part=8MiB"), spec_of("sha1")
	};
	static const char algorithms[] = "MD5,s3-etag:part=8MiB,sha-1";
	hashlane_engine engine = engine_of(2, 0);
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const struct hashlane_results *results;
	size_t bytes = strlen(file_path);
	char paths[2048];
	uint64_t offsets[4] = { 0, bytes, bytes, bytes + 3 };
	hashlane_job job;

	(void)state;
	/* Two paths that end in a NUL. */
	memcpy(paths, file_path, bytes + 1);
	memcpy(paths + bytes + 1, "no", 3);
	assert_status(hashlane_job_create_flat(&job, engine, algorithms,
					       sizeof(algorithms) - 1, paths,
					       bytes + 4, NULL, 0, 0, &error),
		      HASHLANE_OK);
	results = only_block_of(job, 2);
	for (size_t k = 0; k < 3; k++)
		check_digest(results, 0, k, &specs[k], data, file_bytes);
	check_failure(results, 1, HASHLANE_NOT_FOUND);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	/* The same by offsets: one, an empty one, and one with a NUL. */
	assert_status(hashlane_job_create_flat(&job, engine, "md5", 3, paths,
					       bytes + 4, offsets, 3,
					       HASHLANE_JOB_STREAM, NULL),
		      HASHLANE_OK);
	assert_int_equal(drain_job(job), 3);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	assert_status(hashlane_job_create_flat(&job, engine, "md5,,sha1", 9,
					       paths, bytes + 4, NULL, 0, 0,
					       &error),
		      HASHLANE_ALGORITHM);
	assert_int_equal(error.offset, 4);
	offsets[1] = bytes + 5;
	assert_status(hashlane_job_create_flat(&job, engine, "md5", 3, paths,
					       bytes + 4, offsets, 3, 0,
					       &error),
		      HASHLANE_ARGUMENT);
	assert_int_equal(error.offset, 0);
	assert_status(hashlane_job_create_flat(&job, engine, "md5", 3, paths,
					       bytes, NULL, 0, 0, &error),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_create_flat(&job, engine, "md5", 3, paths,
					       bytes + 4, NULL, 1, 0, &error),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_create_flat(&job, engine, "md5", 3, NULL, 0,
					       NULL, 0, 1 << 30, &error),
		      HASHLANE_ARGUMENT);
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_thread_feeds_all),
		cmocka_unit_test(many_threads_feed),
		cmocka_unit_test(it_ends_at_any_moment),
		cmocka_unit_test(a_full_stream),
		cmocka_unit_test(it_is_cancelled),
		cmocka_unit_test(room_is_reported),
		cmocka_unit_test(inputs_wait_for_room),
		cmocka_unit_test(streams_wait_for_blocks),
		cmocka_unit_test(a_full_job_says_so),
		cmocka_unit_test(wrong_calls),
		cmocka_unit_test(another_length),
		cmocka_unit_test(a_failure_is_told),
		cmocka_unit_test(functions_to_read_by),
		cmocka_unit_test(buffers_are_taken_over),
		cmocka_unit_test(flat_submit),
	};

	return cmocka_run_group_tests(tests, make_data, drop_data);
}
