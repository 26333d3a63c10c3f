/* SPDX-License-Identifier: MIT */
/*
 * test_cancelled_calls.c - once hashlane_job_cancel has returned, no thread
 * makes more than the one system call that it was about to make, whatever it
 * was doing for the job.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
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
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 500,
	CALL_NS = 500000, /* how long a call takes */
	SMALL = 40,
	LARGE = 3,
	SMALL_BYTES = 300 * 1024,
	LARGE_BYTES = 24 * 1024 * 1024,
	FOLDERS = 12
};

static struct temp_tree tree;
static char *small[SMALL], *large[LARGE], *top;

/* ---- Calls that take long ---- */

static _Atomic(uint64_t) calls, cases;
static atomic_bool cancelled;
static atomic_uint worst; /* calls of one thread after the cancel */

static void take_long(void)
{
	static _Thread_local uint64_t of_case;
	static _Thread_local unsigned after;
	const struct timespec time = { 0, CALL_NS };

	if (of_case != atomic_load(&cases)) {
		of_case = atomic_load(&cases);
		after = 0;
	}
	if (atomic_load(&cancelled)) {
		unsigned most = atomic_load(&worst);

		after++;
		while (after > most &&
		       !atomic_compare_exchange_weak(&worst, &most, after))
			;
	}
	atomic_fetch_add(&calls, 1);
	nanosleep(&time, NULL);
}

/* ---- Files ---- */

static int make_files(void **state)
{
	struct random_source random = { 20261129 };
	uint8_t *data = malloc(LARGE_BYTES);
	char name[128];

	(void)state;
	alarm(WATCHDOG_SECONDS);
	assert_non_null(data);
	random_fill(&random, data, LARGE_BYTES);
	temp_tree_make(&tree);
	for (size_t i = 0; i < SMALL; i++) {
		snprintf(name, sizeof(name), "small %zu", i);
		small[i] = temp_tree_write(&tree, name, data + i,
					   i % 2 ? SMALL_BYTES : i);
	}
	for (size_t i = 0; i < LARGE; i++) {
		snprintf(name, sizeof(name), "large %zu", i);
		large[i] = temp_tree_write(&tree, name, data, LARGE_BYTES - i);
	}
	/* A folder in a folder, each with some files and siblings. */
	top = temp_tree_path(&tree, "top");
	assert_int_equal(mkdir(top, 0755), 0);
	for (size_t i = 0; i < FOLDERS; i++) {
		char folder[64];
		char *path;

		snprintf(folder, sizeof(folder), "top/%c%s", (char)('a' + i),
			 i % 3 == 2 ? "/x" : "");
		if (i % 3 == 2) {
			snprintf(name, sizeof(name), "top/%c",
				 (char)('a' + i));
			path = temp_tree_path(&tree, name);
			assert_int_equal(mkdir(path, 0755), 0);
			free(path);
		}
		path = temp_tree_path(&tree, folder);
		assert_int_equal(mkdir(path, 0755), 0);
		free(path);
		for (size_t k = 0; k < 4; k++) {
			snprintf(name, sizeof(name), "%s/%zu", folder, k);
			free(temp_tree_write(&tree, name, data, 1000 * k));
		}
	}
	free(data);
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < SMALL; i++)
		free(small[i]);
	for (size_t i = 0; i < LARGE; i++)
		free(large[i]);
	free(top);
	temp_tree_remove(&tree);
	return 0;
}

/* ---- Jobs ---- */

/* What a job does when it is cancelled. */
struct way {
	const char *what;
	const char *algorithms[SPECS_MAX];
	uint32_t flags;
	bool small, large, walks, linked, asks;
};

static const struct way ways[] = {
	{ "small files", { "md5" }, 0, .small = true },
	{ "dropped from the cache",
	  { "md5" },
	  HASHLANE_JOB_DROP_CACHE,
	  .small = true,
	  .large = true },
	{ "read once", { "md5" }, HASHLANE_JOB_LINKS_ONCE, .linked = true },
	{ "one at a time",
	  { "sha256" },
	  HASHLANE_JOB_SEQUENTIAL,
	  .small = true },
	{ "streams by themselves", { "crc64nvme" }, 0, .large = true },
	{ "split files", { "blake3", "tth" }, 0, .large = true },
	{ "a team", { "md5", "sha1", "sha512" }, 0, .large = true },
	{ "a walk", { "md5" }, 0, .walks = true },
	{ "a streamed walk",
	  { "md5" },
	  HASHLANE_JOB_STREAM,
	  .walks = true,
	  .large = true },
	{ "questions",
	  { "md5" },
	  0,
	  .small = true,
	  .walks = true,
	  .asks = true },
};

/* Each other file is known. */
static void know(void *context, const struct hashlane_lookup *lookup,
		 uint64_t *digests_valid, uint8_t *digests)
{
	(void)context;
	(void)digests;
	for (size_t i = 0; i < lookup->count; i += 2)
		digests_valid[i] = 1;
}

static size_t fill_inputs(struct hashlane_input *inputs, const struct way *way)
{
	size_t count = 0;

	for (size_t i = 0; i < LARGE && way->large; i++)
		inputs[count++] = path_input(large[i]);
	if (way->walks)
		inputs[count++] = path_input(top);
	for (size_t i = 0; i < SMALL && way->small; i++)
		inputs[count++] = path_input(small[i]);
	for (size_t i = 0; i < SMALL && way->linked; i++)
		inputs[count++] = path_input(small[i % 3 * 2 + 1]);
	return count;
}

static hashlane_job start_job(hashlane_engine engine, const struct way *way)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	struct hashlane_input inputs[SMALL + LARGE + 1];
	struct hashlane_job_options options =
		md5_options(inputs, fill_inputs(inputs, way), way->flags);

	options.specs = specs;
	for (options.spec_count = 0; options.spec_count < SPECS_MAX &&
				     way->algorithms[options.spec_count];
	     options.spec_count++)
		specs[options.spec_count] =
			spec_of(way->algorithms[options.spec_count]);
	if (way->walks)
		options.walk = &walk;
	if (way->asks)
		options.lookup = know;
	return job_of(engine, &options);
}

static void *wait_for(void *job)
{
	return (void *)(intptr_t)hashlane_job_wait(*(hashlane_job *)job, -1);
}

/* Cancel before call number `at`; false: the job was done by then. */
static bool cancel_before(int32_t workers, const struct way *way, uint64_t at)
{
	const struct fault_plan plan = { .before_call = take_long };
	hashlane_engine engine = engine_of(workers, 0);
	struct hashlane_progress progress;
	hashlane_job job;
	pthread_t waits;

	atomic_fetch_add(&cases, 1);
	atomic_store(&calls, 0);
	atomic_store(&worst, 0);
	atomic_store(&cancelled, false);
	faults_begin(&plan);
	job = start_job(engine, way);
	assert_int_equal(pthread_create(&waits, NULL, wait_for, &job), 0);
	do {
		sched_yield();
		assert_status(hashlane_job_get_progress(&progress,
							sizeof(progress), job),
			      HASHLANE_OK);
	} while (atomic_load(&calls) < at && !progress.state);
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	atomic_store(&cancelled, true);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	pthread_join(waits, NULL);
	check_idle_memory(engine);
	end_engine(engine);
	faults_end();
	if (atomic_load(&worst) > 1)
		fail_msg("%s, %d workers, before call %llu: %u calls of one "
			 "thread after the cancel",
			 way->what, (int)workers, (unsigned long long)at,
			 atomic_load(&worst));
	return progress.state == HASHLANE_STATE_RUNNING;
}

static void one_call_at_most(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };

	(void)state;
	for (size_t w = 0; w < sizeof(ways) / sizeof(ways[0]); w++)
		for (size_t n = 0; n < 3; n++) {
			uint64_t at = 0;

			while (cancel_before(worker_counts[n], &ways[w], at))
				at += 1 + (tests_are_slow() ? at / 20 : at);
			print_message("%s, %d workers: up to call %llu\n",
				      ways[w].what, (int)worker_counts[n],
				      (unsigned long long)at);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_call_at_most),
	};

	setenv("CMOCKA_TEST_ABORT", "1", 1);
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
