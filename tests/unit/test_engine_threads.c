/* SPDX-License-Identifier: MIT */
/*
 * test_engine_threads.c - the threads of an engine: when they come, their
 * stacks, names and hooks, and what fits below a limit of memory.
 */
#define _GNU_SOURCE
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
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum {
	WATCHDOG_SECONDS = 120,
	CHILD_SECONDS = 60,
	LARGE_BYTES = 1 << 20,
	INPUTS = 64,
	LIBRARY_STACK = 64 * 1024, /* of each thread's, as documented */
	SMALL_FILES = 40,
	SMALL_BYTES = 50000,
	LIMIT_FIRST = 2 << 20,
	LIMIT_LAST = 20 << 20,
	LIMIT_STEP = 1 << 19
};

static uint8_t *large;

static struct hashlane_engine_options options_of(int32_t workers)
{
	return (struct hashlane_engine_options){
		.struct_size = sizeof(struct hashlane_engine_options),
		.workers = workers,
	};
}

static hashlane_engine make(const struct hashlane_engine_options *options)
{
	hashlane_engine engine;

	assert_status(hashlane_engine_create(&engine, options, NULL),
		      HASHLANE_OK);
	return engine;
}

/* One job over so many inputs in memory, done. */
static void hash_memory(hashlane_engine engine, size_t count, size_t bytes,
			hashlane_event_fn *event)
{
	struct hashlane_input inputs[INPUTS];
	struct hashlane_job_options options;
	hashlane_job job;

	for (size_t i = 0; i < count; i++)
		inputs[i] = memory_input(large, bytes);
	options = md5_options(inputs, count, 0);
	options.event = event;
	options.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_DONE;
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

/* ---- When they come ---- */

static atomic_uint begun, ended, released, wrong;
static _Thread_local bool attached;

static void attach(void *context)
{
	if (context != &begun || attached)
		atomic_fetch_add(&wrong, 1);
	attached = true;
	atomic_fetch_add(&begun, 1);
}

static void detach(void *context)
{
	if (context != &begun || !attached)
		atomic_fetch_add(&wrong, 1);
	attached = false;
	atomic_fetch_add(&ended, 1);
}

/* Every thread has ended by then. */
static void note_release(void *context)
{
	if (context != &begun || atomic_load(&ended) != atomic_load(&begun))
		atomic_fetch_add(&wrong, 1);
	atomic_fetch_add(&released, 1);
}

static void want_attached(void *context, const struct hashlane_event *events,
			  size_t event_bytes, size_t count)
{
	(void)event_bytes;
	char name[32] = { 0 };

	(void)context;
	(void)count;
	/* The last one may come from the thread that destroys the job. */
	if (events->kind == HASHLANE_EVENT_DONE)
		return;
	if (!attached)
		atomic_fetch_add(&wrong, 1);
	if (pthread_getname_np(pthread_self(), name, sizeof(name)) ||
	    strncmp(name, "hashlane-", 9) != 0 || name[9] < '0' ||
	    name[9] > '9')
		atomic_fetch_add(&wrong, 1);
}

/* An engine with hooks, whose first work is one small input: every engine
 * starts one thread for it. Now and then it starts a second: the first runs
 * already, and has not taken the input yet. */
static hashlane_engine engine_of_one_input(int32_t workers)
{
	struct hashlane_engine_options options = options_of(workers);
	hashlane_engine engine;

	options.thread_start = attach;
	options.thread_end = detach;
	options.thread_context = &begun;
	options.release = note_release;
	options.release_context = &begun;
	atomic_store(&begun, 0);
	atomic_store(&ended, 0);
	atomic_store(&released, 0);
	engine = make(&options);
	assert_int_equal(atomic_load(&begun), 0);
	hash_memory(engine, 1, 100, want_attached);
	assert_in_range(atomic_load(&begun), 1, workers);
	return engine;
}

static void end_with_hooks(hashlane_engine engine)
{
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	while (!atomic_load(&released))
		sched_yield();
}

static void threads_come_with_work(void **state)
{
	static const int32_t worker_counts[] = { 1, 4, 16 };

	(void)state;
	atomic_store(&wrong, 0);
	for (size_t w = 0; w < 3; w++) {
		hashlane_engine engine = engine_of_one_input(worker_counts[w]);

		/* Of several engines one starts a single thread, and then
		 * the work that it has next starts another. */
		while (atomic_load(&begun) > 1) {
			end_with_hooks(engine);
			engine = engine_of_one_input(worker_counts[w]);
		}
		/* A thread may come when the others have done it all. */
		do
			hash_memory(engine, INPUTS, LARGE_BYTES,
				    want_attached);
		while (atomic_load(&begun) < 2 && worker_counts[w] > 1);
		assert_in_range(atomic_load(&begun), 1, worker_counts[w]);
		end_with_hooks(engine);
		assert_int_equal(atomic_load(&wrong), 0);
	}
}

/* Engines that never had work, or hardly: nothing to wait for. */
static void unused_engines_end(void **state)
{
	(void)state;
	for (int32_t workers = -1; workers <= 16; workers++) {
		struct hashlane_engine_options options = options_of(workers);

		for (int i = 0; i < 20; i++) {
			hashlane_engine engine = make(&options);

			if (i % 2)
				hash_memory(engine, (size_t)i, 10, NULL);
			assert_status(hashlane_engine_destroy(engine),
				      HASHLANE_OK);
		}
	}
}

/* Several threads give an engine its first work at once. */
static void *submit_some(void *context)
{
	for (size_t i = 1; i < 8; i++)
		hash_memory(*(hashlane_engine *)context, i * 8, 10000, NULL);
	return NULL;
}

static void first_work_by_several(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		struct hashlane_engine_options options = options_of(4);
		hashlane_engine engine = make(&options);
		pthread_t threads[4];

		for (size_t i = 0; i < 4; i++)
			assert_int_equal(pthread_create(&threads[i], NULL,
							submit_some, &engine),
					 0);
		for (size_t i = 0; i < 4; i++)
			pthread_join(threads[i], NULL);
		end_engine(engine);
	}
}

/* ---- Stacks ---- */

static size_t depth;

static void __attribute__((noinline)) use_stack(size_t bytes)
{
	volatile char *bottom = __builtin_alloca(bytes);

	for (size_t i = 0; i < bytes; i += 1024)
		bottom[bytes - 1 - i] = 1;
}

static void go_deep(void *context, const struct hashlane_event *events,
		    size_t event_bytes, size_t count)
{
	(void)event_bytes;
	(void)context;
	(void)events;
	(void)count;
	use_stack(depth);
}

static void callbacks_have_their_stack(void **state)
{
	static const size_t stacks[] = { 0, 256 << 10, (300 << 10) + 1,
					 8 << 20 };
	struct hashlane_engine_options options = options_of(2);
	hashlane_engine engine = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(stacks) / sizeof(stacks[0]); i++) {
		if (SANITIZED)
			break;
		options.stack_bytes = stacks[i];
		depth = (stacks[i] ? stacks[i] : 1 << 20) - LIBRARY_STACK;
		engine = make(&options);
		hash_memory(engine, 8, 1000, go_deep);
		/* The last callback may still run. */
		end_engine(engine);
	}
	engine = 7;
	options.stack_bytes = (256 << 10) - 1;
	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_ARGUMENT);
	options.stack_bytes = ((size_t)1 << 30) + 1;
	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_ARGUMENT);
	assert_int_equal(engine, 7);
}

/* ---- Limits of memory ---- */

static struct temp_tree tree;
static char *paths[SMALL_FILES + 1];

static void make_files(void)
{
	temp_tree_make(&tree);
	for (size_t i = 0; i <= SMALL_FILES; i++) {
		char name[32];

		snprintf(name, sizeof(name), "%zu", i);
		paths[i] = temp_tree_write(&tree, name, large,
					   i < SMALL_FILES ? SMALL_BYTES :
							     LARGE_BYTES);
	}
}

/* In a child: 0, or the status of the first call that failed. */
static int hash_below(int resource, size_t limit, int32_t workers,
		      uint64_t budget)
{
	const struct rlimit limits = { limit, limit };
	struct hashlane_engine_options options = options_of(workers);
	struct hashlane_input inputs[SMALL_FILES + 1];
	struct hashlane_job_options job_options;
	struct hashlane_progress progress;
	hashlane_engine engine;
	hashlane_job job;
	int32_t status;

	alarm(CHILD_SECONDS);
	if (setrlimit(resource, &limits))
		return 200;
	options.budget_bytes = budget;
	status = hashlane_engine_create(&engine, &options, NULL);
	if (status)
		return status;
	for (size_t i = 0; i <= SMALL_FILES; i++)
		inputs[i] = path_input(paths[i]);
	job_options = md5_options(inputs, SMALL_FILES + 1, 0);
	status = hashlane_job_create(&job, engine, &job_options, NULL);
	if (!status)
		status = hashlane_job_wait(job, -1);
	if (!status &&
	    (hashlane_job_get_progress(&progress, sizeof(progress), job) ||
	     progress.failures || progress.files_done <= SMALL_FILES))
		return 201;
	return status;
}

static int run_below(int resource, size_t limit, int32_t workers,
		     uint64_t budget)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (!child)
		_exit(hash_below(resource, limit, workers, budget));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void larger_limits_serve_as_well(void **state)
{
	static const int32_t worker_counts[] = { -1, 0, 1, 4, 16 };
	static const uint64_t budgets[] = { 0, 4 << 20 };

	(void)state;
	if (SANITIZED)
		skip();
	make_files();
	for (size_t w = 0; w < 5; w++)
		for (size_t b = 0; b < 2; b++) {
			bool worked = false;

			for (size_t limit = LIMIT_FIRST; limit <= LIMIT_LAST;
			     limit += LIMIT_STEP) {
				int got = run_below(RLIMIT_DATA, limit,
						    worker_counts[w],
						    budgets[b]);

				if (got &&
				    (worked || got != HASHLANE_NO_MEMORY))
					fail_msg("%d workers, budget %d, "
						 "limit %zu: %d",
						 (int)worker_counts[w],
						 (int)budgets[b], limit, got);
				worked |= !got;
			}
			assert_true(worked);
		}
	for (size_t i = 0; i <= SMALL_FILES; i++)
		free(paths[i]);
	temp_tree_remove(&tree);
}

static int begin(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(threads_come_with_work, begin),
		cmocka_unit_test_setup(unused_engines_end, begin),
		cmocka_unit_test_setup(first_work_by_several, begin),
		cmocka_unit_test_setup(callbacks_have_their_stack, begin),
		cmocka_unit_test_setup(larger_limits_serve_as_well, begin),
	};
	int failed;

	large = calloc(1, LARGE_BYTES);
	if (!large)
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(large);
	return failed;
}
