/* SPDX-License-Identifier: MIT */
/*
 * test_endings.c - what destroys neither waits nor fails, whatever is under
 * way; what was lent is released once, after its last use.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WATCHDOG = 60,
	ROUNDS = 150,
	INPUTS_MAX = 24,
	BYTES_MAX = 400000,
	STREAM_BYTES = 5000
};

static struct temp_tree tree;
static char *file_path;

static int make_files(void **state)
{
	uint8_t *data = calloc(1, BYTES_MAX);

	(void)state;
	assert_non_null(data);
	temp_tree_make(&tree);
	file_path = temp_tree_write(&tree, "file", data, BYTES_MAX);
	free(data);
	return 0;
}

static int drop_files(void **state)
{
	(void)state;
	free(file_path);
	temp_tree_remove(&tree);
	return 0;
}

static int begin(void **state)
{
	(void)state;
	alarm(WATCHDOG);
	return 0;
}

static int end(void **state)
{
	(void)state;
	alarm(0);
	return 0;
}

/* ---- What was lent ---- */

/* The memory itself is freed by its release: a later use is a fault. */
struct lent {
	atomic_uint released;
	uint8_t *bytes;
	int descriptor;
	atomic_uint *order; /* how many were released before; may be NULL */
	unsigned place;
};

static void release_lent(void *context)
{
	struct lent *lent = context;

	if (lent->order)
		lent->place = atomic_fetch_add(lent->order, 1) + 1;
	free(lent->bytes);
	lent->bytes = NULL;
	if (lent->descriptor > 0)
		close(lent->descriptor);
	atomic_fetch_add(&lent->released, 1);
}

static void await_release(const struct lent *lent)
{
	while (!atomic_load(&lent->released))
		usleep(100);
	assert_int_equal(atomic_load(&lent->released), 1);
}

static struct hashlane_input lent_input(struct lent *lent, size_t bytes)
{
	struct hashlane_input input;

	lent->bytes = calloc(1, bytes);
	assert_non_null(lent->bytes);
	input = memory_input(lent->bytes, bytes);
	input.release = release_lent;
	input.release_context = lent;
	return input;
}

static hashlane_engine engine_lent(int32_t workers, struct lent *lent)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.isa = test_isa(),
		.release = release_lent,
		.release_context = lent,
	};
	hashlane_engine engine;

	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_OK);
	return engine;
}

/* ---- A read that does not return ---- */

struct gate {
	struct lent lent;
	sem_t entered, open;
};

static int32_t read_at_gate(void *context, void *buffer, size_t room,
			    size_t *got)
{
	struct gate *gate = context;

	(void)buffer;
	(void)room;
	sem_post(&gate->entered);
	sem_wait(&gate->open);
	assert_int_equal(atomic_load(&gate->lent.released), 0);
	*got = 0;
	return HASHLANE_OK;
}

static void destroyed_in_a_read(void **state)
{
	struct lent engine_lender = { 0 }, job_lender = { 0 }, memory = { 0 };
	struct gate gate = { 0 };
	hashlane_engine engine = engine_lent(1, &engine_lender);
	struct hashlane_input inputs[2];
	struct hashlane_job_options options = md5_options(inputs, 2, 0);
	hashlane_job job;

	(void)state;
	sem_init(&gate.entered, 0, 0);
	sem_init(&gate.open, 0, 0);
	inputs[0] = (struct hashlane_input){
		.kind = HASHLANE_INPUT_READ,
		.read = read_at_gate,
		.read_context = &gate,
		.release = release_lent,
		.release_context = &gate.lent,
	};
	inputs[1] = lent_input(&memory, BYTES_MAX);
	options.release = release_lent;
	options.release_context = &job_lender;
	job = job_of(engine, &options);
	sem_wait(&gate.entered);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_HANDLE);
	assert_status(hashlane_job_wait(job, 0), HASHLANE_HANDLE);
	assert_status(hashlane_engine_wait(engine, 0), HASHLANE_TIMEOUT);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_HANDLE);
	assert_int_equal(atomic_load(&gate.lent.released), 0);
	assert_int_equal(atomic_load(&job_lender.released), 0);
	assert_int_equal(atomic_load(&engine_lender.released), 0);
	sem_post(&gate.open);
	await_release(&engine_lender);
	await_release(&job_lender);
	await_release(&memory);
	await_release(&gate.lent);
	sem_destroy(&gate.entered);
	sem_destroy(&gate.open);
}

/* ---- In a callback of another engine ---- */

struct other {
	hashlane_engine engine;
	hashlane_job job;
	struct lent engine_lent, job_lent;
	atomic_uint done;
	atomic_bool called;
	bool job_first, engine_too;
};

static void note_done(void *context, const struct hashlane_event *events,
		      size_t event_bytes, size_t count)
{
	struct other *other = context;

	for (size_t i = 0; i < count; i++)
		other->done +=
			HASHLANE_EVENT_AT(events, event_bytes, i)->kind ==
			HASHLANE_EVENT_DONE;
}

static void destroy_other(void *context, const struct hashlane_event *events,
			  size_t event_bytes, size_t count)
{
	struct other *other = context;

	(void)events;
	(void)event_bytes;
	(void)count;
	if (atomic_exchange(&other->called, true))
		return;
	if (other->job_first)
		assert_status(hashlane_job_destroy(other->job), HASHLANE_OK);
	if (other->engine_too)
		assert_status(hashlane_engine_destroy(other->engine),
			      HASHLANE_OK);
}

/*
 * No call is made to the other engine afterwards: what was destroyed ends by
 * itself.
 */
static void end_other(int32_t workers, int32_t other_workers, bool job_first,
		      bool engine_too)
{
	struct hashlane_input stream = { .kind = HASHLANE_INPUT_STREAM };
	struct hashlane_input memory = memory_input("abc", 3);
	struct other *other = calloc(1, sizeof(*other));
	struct hashlane_job_options options = md5_options(&stream, 1, 0);
	hashlane_engine engine = engine_of(workers, 0);
	hashlane_job job;

	assert_non_null(other);
	other->job_first = job_first;
	other->engine_too = engine_too;
	other->engine = engine_lent(other_workers, &other->engine_lent);
	options.release = release_lent;
	options.release_context = &other->job_lent;
	options.event = note_done;
	options.event_context = other;
	options.events = HASHLANE_EVENT_DONE;
	other->job = job_of(other->engine, &options);
	options = md5_options(&memory, 1, 0);
	options.event = destroy_other;
	options.event_context = other;
	options.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE;
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	end_engine(engine);
	await_release(&other->job_lent);
	assert_int_equal(atomic_load(&other->done), 1);
	if (!engine_too)
		assert_status(hashlane_engine_destroy(other->engine),
			      HASHLANE_OK);
	if (!job_first)
		assert_status(hashlane_job_destroy(other->job), HASHLANE_OK);
	await_release(&other->engine_lent);
	free(other);
}

static void ended_by_another_engine(void **state)
{
	static const int32_t worker_counts[] = { -1, 1 };

	(void)state;
	for (unsigned i = 0; i < 12; i++)
		end_other(worker_counts[i % 2], worker_counts[i / 2 % 2],
			  i / 4 != 1, i / 4 != 0);
}

/* ---- While another thread takes rows ---- */

static void *take_until_the_end(void *argument)
{
	const hashlane_job *job = argument;
	const struct hashlane_results *results;
	int32_t status;

	while (!(status = hashlane_job_next(&results, *job, -1)))
		hashlane_results_destroy(results);
	assert_true(status == HASHLANE_CANCELLED ||
		    status == HASHLANE_HANDLE || status == HASHLANE_END);
	return NULL;
}

static void destroyed_while_rows_are_taken(void **state)
{
	enum { JOBS = 300, INPUTS = 1500, MOST_US = 600 };
	struct random_source random = random_from_environment("rows taken");
	struct hashlane_input *inputs = calloc(INPUTS, sizeof(*inputs));
	hashlane_engine engine = engine_of(2, 0);

	(void)state;
	assert_non_null(inputs);
	for (size_t i = 0; i < INPUTS; i++)
		inputs[i] = memory_input("abc", 3);
	for (unsigned i = 0; i < JOBS; i++) {
		struct hashlane_job_options options =
			md5_options(inputs, INPUTS, HASHLANE_JOB_STREAM);
		hashlane_job job;
		pthread_t thread;

		if (i % 2)
			options.order = HASHLANE_ORDER_COMPLETION;
		job = job_of(engine, &options);
		pthread_create(&thread, NULL, take_until_the_end, &job);
		usleep((useconds_t)random_below(&random, MOST_US));
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		pthread_join(thread, NULL);
	}
	end_engine(engine);
	free(inputs);
}

/* ---- In the middle of everything ---- */

/* Who destroys what, and where. */
enum way {
	DONE_FIRST,
	JOB_AT_ONCE,
	ENGINE_AT_ONCE,
	JOB_BY_TWO,
	IN_OWN_EVENT,
	IN_OTHERS_EVENT,
	IN_ENGINES_EVENT,
	IN_RELEASE,
	WAYS
};

struct round {
	enum way way;
	hashlane_engine engine;
	hashlane_job job;
	hashlane_listener called, queued;
	struct lent engine_lent, job_lent, called_lent, queued_lent;
	struct lent inputs[INPUTS_MAX];
	bool by_event[INPUTS_MAX];
	size_t input_count;
	atomic_uint order;
	atomic_bool made; /* the handles are set */
	atomic_uint events, done;
	unsigned destroyed_at; /* events before it, or releases */
};

static void destroy_all(struct round *round)
{
	bool engine_first = round->way == ENGINE_AT_ONCE ||
			    round->way == IN_ENGINES_EVENT;
	int32_t status;

	if (engine_first)
		(void)hashlane_engine_destroy(round->engine);
	status = hashlane_job_destroy(round->job);
	assert_true(status == HASHLANE_OK || status == HASHLANE_HANDLE);
	(void)hashlane_listener_destroy(round->called);
	(void)hashlane_engine_destroy(round->engine);
}

/* Once the handles are known. */
static void destroy_inside(struct round *round, enum way way)
{
	if (round->way == way && atomic_load(&round->made) &&
	    atomic_fetch_add(&round->events, 1) >= round->destroyed_at)
		destroy_all(round);
}

static void note_events(struct round *round,
			const struct hashlane_event *events, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t index = events[i].index;

		if (events[i].kind == HASHLANE_EVENT_DONE) {
			atomic_fetch_add(&round->done, 1);
			continue;
		}
		if (events[i].kind != HASHLANE_EVENT_RELEASED)
			continue;
		assert_int_equal(atomic_load(&round->done), 0);
		assert_true(index < round->input_count);
		assert_true(round->by_event[index]);
		release_lent(&round->inputs[index]);
	}
}

static void own_event(void *context, const struct hashlane_event *events,
		      size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct round *round = context;

	assert_int_equal(atomic_load(&round->job_lent.released), 0);
	note_events(round, events, count);
	destroy_inside(round, IN_OWN_EVENT);
}

static void called_event(void *context, const struct hashlane_event *events,
			 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct round *round = context;

	(void)events;
	(void)count;
	assert_int_equal(atomic_load(&round->called_lent.released), 0);
	destroy_inside(round, IN_OTHERS_EVENT);
	destroy_inside(round, IN_ENGINES_EVENT);
}

/* The first of an input's two: it may destroy. */
struct handed {
	struct round *round;
	struct lent *lent;
};

static struct handed handed[INPUTS_MAX];

static void release_input(void *context)
{
	struct handed *given = context;

	release_lent(given->lent);
	destroy_inside(given->round, IN_RELEASE);
}

static int32_t read_some(void *context, void *buffer, size_t room, size_t *got)
{
	struct handed *given = context;

	assert_int_equal(atomic_load(&given->lent->released), 0);
	memset(buffer, 1, room);
	*got = room < (size_t)given->lent->place ? room : given->lent->place;
	given->lent->place -= (unsigned)*got;
	return HASHLANE_OK;
}

static struct hashlane_input random_input(struct round *round, size_t i,
					  struct random_source *random)
{
	struct lent *lent = &round->inputs[i];
	size_t bytes = random_length(random, BYTES_MAX - 1) + 1;
	struct hashlane_input input = { 0 };

	handed[i] = (struct handed){ round, lent };
	switch (random_below(random, 4)) {
	case 0:
		input = lent_input(lent, bytes);
		input.release = NULL;
		round->by_event[i] = true;
		return input;
	case 1:
		lent->descriptor = open(file_path, O_RDONLY | O_CLOEXEC);
		assert_true(lent->descriptor > 0);
		input = descriptor_input(lent->descriptor, NULL);
		break;
	case 2:
		input.kind = HASHLANE_INPUT_READ;
		input.read = read_some;
		input.read_context = &handed[i];
		lent->place = (unsigned)bytes;
		break;
	default:
		input = lent_input(lent, bytes);
		break;
	}
	input.release = release_input;
	input.release_context = &handed[i];
	return input;
}

static void make_listeners(struct round *round)
{
	struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR |
			  HASHLANE_EVENT_PROGRESS | HASHLANE_EVENT_DONE,
		.interval_ms = 1,
		.event = called_event,
		.context = round,
		.release = release_lent,
		.release_context = &round->called_lent,
	};

	assert_status(hashlane_listener_create(&round->called,
					       round->way == IN_ENGINES_EVENT ?
						       round->engine :
						       round->job,
					       &options, NULL),
		      HASHLANE_OK);
	options.event = NULL;
	options.release_context = &round->queued_lent;
	assert_status(hashlane_listener_create(&round->queued, round->engine,
					       &options, NULL),
		      HASHLANE_OK);
}

static void make_round(struct round *round, int32_t workers,
		       struct random_source *random)
{
	struct hashlane_input inputs[INPUTS_MAX];
	struct hashlane_job_options options = md5_options(NULL, 0, 0);

	memset(round, 0, sizeof(*round));
	round->way = (enum way)random_below(random, WAYS);
	round->destroyed_at = (unsigned)random_below(random, 4);
	round->engine_lent.order = &round->order;
	round->job_lent.order = &round->order;
	round->engine = engine_lent(workers, &round->engine_lent);
	round->input_count = 1 + random_below(random, INPUTS_MAX - 1);
	for (size_t i = 0; i < round->input_count; i++)
		inputs[i] = random_input(round, i, random);
	options.flags = HASHLANE_JOB_OPEN;
	if (random_below(random, 2))
		options.flags |= HASHLANE_JOB_STREAM;
	options.event = own_event;
	options.event_context = round;
	options.events = HASHLANE_EVENT_RELEASED | HASHLANE_EVENT_FILE |
			 HASHLANE_EVENT_DONE;
	options.release = release_lent;
	options.release_context = &round->job_lent;
	round->job = job_of(round->engine, &options);
	make_listeners(round);
	assert_status(hashlane_job_add(round->job, inputs,
				       sizeof(struct hashlane_input),
				       round->input_count, -1),
		      HASHLANE_OK);
	/* Only now, for nothing is lent where the call fails. */
	atomic_store(&round->made, true);
}

static void *feed_stream(void *context)
{
	static const uint8_t bytes[STREAM_BYTES];
	const struct hashlane_input input = { .kind = HASHLANE_INPUT_STREAM };
	struct round *round = context;
	int32_t status = hashlane_job_add(round->job, &input, sizeof(input), 1,
					  -1);
	size_t taken;

	for (int i = 0; i < 20 && !status; i++)
		status = hashlane_job_feed(&taken, round->job,
					   round->input_count, bytes,
					   sizeof(bytes), 0, -1);
	if (!status)
		status = hashlane_job_feed(&taken, round->job,
					   round->input_count, NULL, 0,
					   HASHLANE_FEED_LAST, -1);
	if (!status)
		status = hashlane_job_close(round->job);
	assert_true(status == HASHLANE_OK || status == HASHLANE_HANDLE ||
		    status == HASHLANE_CANCELLED);
	return NULL;
}

static void *take_all(void *context)
{
	const struct hashlane_results *results;
	struct round *round = context;
	int32_t status;

	do {
		status = hashlane_job_next(&results, round->job, -1);
		if (!status)
			hashlane_results_destroy(results);
	} while (!status);
	assert_true(status == HASHLANE_END || status == HASHLANE_HANDLE ||
		    status == HASHLANE_CANCELLED);
	return NULL;
}

static void *poll_all(void *context)
{
	const struct hashlane_event *events;
	struct round *round = context;
	size_t count;
	int32_t status;

	do
		status = hashlane_listener_poll(&events, NULL, &count,
						round->queued, 4, 10);
	while (!status || status == HASHLANE_TIMEOUT);
	assert_int_equal(status, HASHLANE_HANDLE);
	return NULL;
}

static void *destroy_too(void *context)
{
	destroy_all(context);
	return NULL;
}

static void check_round(struct round *round)
{
	await_release(&round->engine_lent);
	await_release(&round->job_lent);
	await_release(&round->called_lent);
	await_release(&round->queued_lent);
	for (size_t i = 0; i < round->input_count; i++)
		assert_int_equal(atomic_load(&round->inputs[i].released), 1);
	assert_int_equal(atomic_load(&round->done), 1);
	/* The engine's comes last. */
	assert_int_equal(round->engine_lent.place, 2);
}

static void end_round(int32_t workers, struct random_source *random)
{
	struct round *round = calloc(1, sizeof(*round));
	pthread_t threads[4];

	assert_non_null(round);
	make_round(round, workers, random);
	pthread_create(&threads[0], NULL, feed_stream, round);
	pthread_create(&threads[1], NULL, take_all, round);
	pthread_create(&threads[2], NULL, poll_all, round);
	if (random_below(random, 2))
		usleep((useconds_t)random_length(random, 3000));
	if (round->way == JOB_BY_TWO)
		pthread_create(&threads[3], NULL, destroy_too, round);
	else if (round->way == DONE_FIRST)
		(void)hashlane_job_wait(round->job, 20);
	else if (round->way >= IN_OWN_EVENT)
		usleep((useconds_t)random_below(random, 3000));
	destroy_all(round);
	/* The poller uses it to the end, as the others do. */
	assert_status(hashlane_listener_destroy(round->queued), HASHLANE_OK);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	if (round->way == JOB_BY_TWO)
		pthread_join(threads[3], NULL);
	check_round(round);
	free(round);
}

static void released_once_however_it_ends(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };
	struct random_source random = random_from_environment("test_endings");

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		alarm(WATCHDOG);
		end_round(worker_counts[i % 3], &random);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(destroyed_in_a_read, begin,
						end),
		cmocka_unit_test_setup_teardown(ended_by_another_engine, begin,
						end),
		cmocka_unit_test_setup_teardown(destroyed_while_rows_are_taken,
						begin, end),
		cmocka_unit_test_setup_teardown(released_once_however_it_ends,
						begin, end),
	};

	return cmocka_run_group_tests(tests, make_files, drop_files);
}
