/* SPDX-License-Identifier: MIT */
/*
 * test_engine_ends.c - engines destroyed by several threads at once, beside
 * those that wait; many names of one file, with few descriptors.
 */
#define _XOPEN_SOURCE 700
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	ROUNDS = 60,
	DESTROYERS = 4,
	JOBS = 4,
	INPUTS = 4,
	INPUT_BYTES = 300000,
	NAMES = 200,
	OTHERS = 100,
	DESCRIPTORS = 48,
	LINKED_BYTES = 30000000
};

/* ---- Destroyed by several at once ---- */

static struct ending {
	hashlane_engine engine;
	hashlane_job jobs[JOBS];
	atomic_uint next_job, destroyed, wrong, released;
	pthread_barrier_t start;
} ending;

static void *destroy_engine(void *context)
{
	int32_t status;

	(void)context;
	pthread_barrier_wait(&ending.start);
	status = hashlane_engine_destroy(ending.engine);
	if (!status)
		atomic_fetch_add(&ending.destroyed, 1);
	else if (status != HASHLANE_HANDLE)
		atomic_fetch_add(&ending.wrong, 1);
	return NULL;
}

static void *wait_and_destroy_job(void *context)
{
	hashlane_job job = ending.jobs[atomic_fetch_add(&ending.next_job, 1)];
	int32_t status;

	(void)context;
	pthread_barrier_wait(&ending.start);
	status = hashlane_job_wait(job, -1);
	if (status && status != HASHLANE_CANCELLED)
		atomic_fetch_add(&ending.wrong, 1);
	if (hashlane_job_destroy(job))
		atomic_fetch_add(&ending.wrong, 1);
	return NULL;
}

static void note_release(void *context)
{
	(void)context;
	atomic_fetch_add(&ending.released, 1);
}

static void end_once(int32_t workers, const void *data)
{
	const struct hashlane_engine_options engine_options = {
		.struct_size = sizeof(engine_options),
		.workers = workers,
		.isa = test_isa(),
		.release = note_release,
	};
	pthread_t threads[DESTROYERS + JOBS];
	struct hashlane_input inputs[INPUTS];

	for (size_t i = 0; i < INPUTS; i++)
		inputs[i] = memory_input(data, INPUT_BYTES);
	atomic_store(&ending.released, 0);
	assert_status(
		hashlane_engine_create(&ending.engine, &engine_options, NULL),
		HASHLANE_OK);
	for (size_t i = 0; i < JOBS; i++) {
		struct hashlane_job_options options = md5_options(inputs,
								  INPUTS, 0);

		ending.jobs[i] = job_of(ending.engine, &options);
	}
	atomic_store(&ending.next_job, 0);
	atomic_store(&ending.destroyed, 0);
	pthread_barrier_init(&ending.start, NULL, DESTROYERS + JOBS);
	for (size_t i = 0; i < DESTROYERS + JOBS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
						i < DESTROYERS ?
							destroy_engine :
							wait_and_destroy_job,
						NULL),
				 0);
	for (size_t i = 0; i < DESTROYERS + JOBS; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&ending.start);
	assert_int_equal(atomic_load(&ending.destroyed), 1);
	assert_int_equal(atomic_load(&ending.wrong), 0);
	/* The data is in use until then. */
	while (!atomic_load(&ending.released))
		sched_yield();
}

static void destroyed_by_several_at_once(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };
	void *data = calloc(1, INPUT_BYTES);

	(void)state;
	assert_non_null(data);
	alarm(WATCHDOG_SECONDS);
	for (size_t i = 0; i < 3; i++)
		for (int round = 0; round < ROUNDS; round++)
			end_once(worker_counts[i], data);
	alarm(0);
	free(data);
}

/* ---- Names that wait for another ---- */

static size_t make_names(const struct temp_tree *tree, char **paths)
{
	uint8_t *data = calloc(1, LINKED_BYTES);

	assert_non_null(data);
	paths[0] = temp_tree_write(tree, "first", data, LINKED_BYTES);
	free(data);
	for (size_t i = 1; i < NAMES + OTHERS; i++) {
		char name[32];

		snprintf(name, sizeof(name), "name-%zu", i);
		if (i >= NAMES) {
			paths[i] = temp_tree_write(tree, name, name, 9);
			continue;
		}
		paths[i] = temp_tree_path(tree, name);
		assert_int_equal(link(paths[0], paths[i]), 0);
	}
	return NAMES + OTHERS;
}

static void names_hold_no_descriptors(void **state)
{
	struct hashlane_input inputs[NAMES + OTHERS];
	struct hashlane_job_options options;
	struct rlimit before, few;
	struct temp_tree tree;
	char *paths[NAMES + OTHERS];
	hashlane_engine engine;
	hashlane_job job;
	size_t count;

	(void)state;
	temp_tree_make(&tree);
	count = make_names(&tree, paths);
	for (size_t i = 0; i < count; i++)
		inputs[i] = path_input(paths[i]);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	few = before;
	few.rlim_cur = DESCRIPTORS;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	alarm(WATCHDOG_SECONDS);
	engine = engine_of(2, 0);
	options = md5_options(inputs, count, HASHLANE_JOB_LINKS_ONCE);
	job = job_of(engine, &options);
	assert_int_equal(drain_job(job), count);
	{
		struct hashlane_progress progress;

		assert_int_equal(hashlane_job_get_progress(
					 &progress, sizeof(progress), job),
				 HASHLANE_OK);
		assert_int_equal(progress.failures, 0);
	}
	assert_int_equal(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	alarm(0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	temp_tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(destroyed_by_several_at_once),
		cmocka_unit_test(names_hold_no_descriptors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
