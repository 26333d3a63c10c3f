/* SPDX-License-Identifier: MIT */
/*
 * test_job_cost.c - a job costs the same however many others its engine has:
 * to submit it, to find work in it, to cancel it, and to forget it. Steps are
 * counted, as the locks that are taken on the way.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/heard.h"
#include "faulty_calls.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 500, FEW = 1000, MANY = 32000 };

static hashlane_job jobs[MANY];

/* What is done with `count` jobs on an engine. */
typedef void way(hashlane_engine engine, size_t count);

static void destroy_job(hashlane_job job)
{
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

static void submit_all(hashlane_engine engine, size_t count, uint32_t flags)
{
	static const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = "abc",
		.data_bytes = 3,
	};
	const struct hashlane_job_options options =
		md5_options(&input, flags & HASHLANE_JOB_OPEN ? 0 : 1, flags);

	for (size_t i = 0; i < count; i++)
		jobs[i] = job_of(engine, &options);
}

static void hash_all(hashlane_engine engine, size_t count)
{
	submit_all(engine, count, 0);
	for (size_t i = 0; i < count; i++)
		assert_status(hashlane_job_wait(jobs[i], -1), HASHLANE_OK);
	for (size_t i = 0; i < count; i++)
		destroy_job(jobs[i]);
}

static void forget_the_last_first(hashlane_engine engine, size_t count)
{
	submit_all(engine, count, HASHLANE_JOB_OPEN);
	for (size_t i = count; i-- > 0;)
		destroy_job(jobs[i]);
}

static void cancel_all(hashlane_engine engine, size_t count)
{
	submit_all(engine, count, HASHLANE_JOB_OPEN | HASHLANE_JOB_STREAM);
	for (size_t i = 0; i < count; i++)
		assert_status(hashlane_job_cancel(jobs[i * 7 % count]),
			      HASHLANE_OK);
	for (size_t i = 0; i < count; i++)
		destroy_job(jobs[i]);
}

/* Turn after turn in one job, beside others that want nothing. */
static void work_beside(hashlane_engine engine, size_t count)
{
	const struct hashlane_input input = memory_input("abc", 3);
	const struct hashlane_results *results;

	submit_all(engine, count, HASHLANE_JOB_OPEN | HASHLANE_JOB_STREAM);
	for (size_t i = 0; i < count; i++) {
		hashlane_job job = jobs[i % 3 * (count / 3)];

		assert_status(
			hashlane_job_add(job, &input, sizeof(input), 1, 0),
			HASHLANE_OK);
		assert_status(hashlane_job_next(&results, job, -1),
			      HASHLANE_OK);
		hashlane_results_destroy(results);
	}
	for (size_t i = 0; i < count; i++)
		destroy_job(jobs[i]);
}

/* The engine cancels them all. */
static void leave_all(hashlane_engine engine, size_t count)
{
	submit_all(engine, count, HASHLANE_JOB_OPEN);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	for (size_t i = 0; i < count; i++)
		destroy_job(jobs[i]);
}

static void ask_about_all(struct heard *heard,
			  const struct hashlane_event *event)
{
	size_t *count = heard->data;

	if (event->kind != HASHLANE_EVENT_FILE)
		return;
	for (size_t i = 0; i < *count; i++)
		if (hashlane_job_wait(jobs[i], 0) != HASHLANE_BUSY ||
		    hashlane_job_cancel(jobs[i]) != HASHLANE_OK)
			heard->wrong = "a call in a callback";
}

/* A callback that has to do with all of them. */
static void call_in_a_callback(hashlane_engine engine, size_t count)
{
	const struct hashlane_input input = memory_input("abc", 3);
	struct hashlane_job_options options = md5_options(&input, 1, 0);
	struct heard *heard = calloc(1, sizeof(*heard));
	hashlane_job job;

	assert_non_null(heard);
	heard->then = ask_about_all;
	heard->data = &count;
	options.event = hear;
	options.event_context = heard;
	options.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE;
	submit_all(engine, count, HASHLANE_JOB_OPEN);
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	/* The callback cancels the other jobs, and returns. */
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	destroy_job(job);
	check_heard(heard);
	for (size_t i = 0; i < count; i++)
		destroy_job(jobs[i]);
	free(heard);
}

static const struct {
	const char *what;
	way *way;
	bool destroys;
} ways[] = {
	{ "jobs of one input", hash_all, false },
	{ "destroyed, the last first", forget_the_last_first, false },
	{ "cancelled in another order", cancel_all, false },
	{ "turns of three jobs", work_beside, false },
	{ "left to the engine", leave_all, true },
	{ "calls in a callback", call_in_a_callback, false },
};

static void note_end(void *context)
{
	atomic_store((atomic_bool *)context, true);
}

/*
 * Steps for each of `count` jobs, to the end of the engine: those of its
 * threads are not counted with the next one's.
 */
static uint64_t steps(size_t w, int32_t workers, size_t count)
{
	static const struct fault_plan none = { 0 };
	atomic_bool ended = false;
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.isa = test_isa(),
		.release = note_end,
		.release_context = &ended,
	};
	hashlane_engine engine;
	uint64_t locks;

	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_OK);
	faults_begin(&none);
	ways[w].way(engine, count);
	if (!ways[w].destroys)
		end_engine(engine);
	while (!atomic_load(&ended))
		sched_yield();
	locks = faults_locks();
	faults_end();
	return locks / count;
}

static void a_job_costs_the_same(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	for (size_t w = 0; w < sizeof(ways) / sizeof(ways[0]); w++)
		for (int32_t workers = -1; workers <= 2; workers++) {
			uint64_t few, many;

			if (!workers)
				continue;
			few = steps(w, workers, FEW);
			many = steps(w, workers, MANY);
			print_message("%s, %d workers: %llu and %llu steps\n",
				      ways[w].what, (int)workers,
				      (unsigned long long)few,
				      (unsigned long long)many);
			if (many > 3 * few + 100)
				fail_msg("it grows with the number of jobs");
		}
	alarm(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_job_costs_the_same),
	};

	setenv("CMOCKA_TEST_ABORT", "1", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
