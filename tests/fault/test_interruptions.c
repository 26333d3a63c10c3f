/* SPDX-License-Identifier: MIT */
/*
 * test_interruptions.c - what the process does around a job: signals, forks,
 * and a floating-point environment of the caller's own.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	FILES = 6,
	STORM_JOBS = 40,
	STORM_PAUSE_NS = 50000,
	TIMER_US = 300,
	FORKS = 25
};

/* A child of a process with threads may find their locks held for ever. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZER_LOCKS 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZER_LOCKS 1
#endif
#endif
#ifndef SANITIZER_LOCKS
#define SANITIZER_LOCKS 0
#endif

static struct temp_tree tree;
static struct hashlane_algorithm_spec specs[2];
static struct fault_file files[FILES];
static const int32_t worker_counts[] = { -1, 3 };

static int make_files(void **state)
{
	static const size_t sizes[FILES] = { 0,      3000,   1000000,
					     300000, 131072, 5000000 };
	struct random_source random = { 20260103 };

	(void)state;
	temp_tree_make(&tree);
	specs[0] = spec_of("md5");
	specs[1] = spec_of("sha256");
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
		digests_of(&file->digests, specs, 2, file->data, file->bytes);
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

static void hash_files(hashlane_engine engine, const char *what)
{
	const struct hashlane_job_options options = { .specs = specs,
						      .spec_count = 2 };
	struct fault_row rows[ROWS_MAX];

	assert_int_equal(run_files(rows, engine, &options, files, FILES),
			 HASHLANE_OK);
	for (size_t i = 0; i < FILES; i++)
		check_exact(&rows[i], &files[i].digests, files[i].bytes, what);
}

/* ---- Signals ---- */

static atomic_bool storm_over;
static atomic_long caught, strayed;
static pthread_t victim;

static void on_signal(int number)
{
	(void)number;
	atomic_fetch_add(&caught, 1);
	/* Signals stay with the threads that are the program's own. */
	if (!pthread_equal(pthread_self(), victim))
		atomic_fetch_add(&strayed, 1);
}

static void *send_signals(void *context)
{
	const struct timespec pause = { 0, STORM_PAUSE_NS };

	(void)context;
	while (!atomic_load(&storm_over)) {
		pthread_kill(victim, SIGUSR1);
		kill(getpid(), SIGUSR2);
		nanosleep(&pause, NULL);
	}
	return NULL;
}

static void handle(int number, void (*handler)(int))
{
	struct sigaction action = { 0 };

	action.sa_handler = handler; /* and no SA_RESTART */
	sigemptyset(&action.sa_mask);
	assert_int_equal(sigaction(number, &action, NULL), 0);
}

static void set_timer(long interval_us)
{
	const struct itimerval timer = { { 0, interval_us },
					 { 0, interval_us } };

	assert_int_equal(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

/* The sender blocks what it sends. */
static pthread_t start_sender(void)
{
	sigset_t all, before;
	pthread_t sender;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	assert_int_equal(pthread_create(&sender, NULL, send_signals, NULL), 0);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return sender;
}

/* The ordinary watchdog's signal is part of this; ctest has one, too. */
static void storm_of_signals(void **state)
{
	static const int numbers[] = { SIGALRM, SIGUSR1, SIGUSR2 };
	pthread_t sender;

	(void)state;
	victim = pthread_self();
	for (int i = 0; i < 3; i++)
		handle(numbers[i], on_signal);
	sender = start_sender();
	set_timer(TIMER_US);
	/* However seldom the sender runs, there are more signals than jobs. */
	for (int i = 0; i < STORM_JOBS || atomic_load(&caught) <= STORM_JOBS;
	     i++) {
		hashlane_engine engine = make_engine(worker_counts[i % 2]);

		hash_files(engine, "in a storm of signals");
		end_engine(engine);
	}
	set_timer(0);
	atomic_store(&storm_over, true);
	pthread_join(sender, NULL);
	for (int i = 0; i < 3; i++)
		handle(numbers[i], SIG_DFL);
	assert_int_equal(atomic_load(&strayed), 0);
}

static void find_handlers(struct sigaction actions[32])
{
	memset(actions, 0, 32 * sizeof(*actions));
	for (int number = 1; number < 32; number++)
		(void)sigaction(number, NULL, &actions[number]);
}

static void no_handlers_are_installed(void **state)
{
	struct sigaction before[32], after[32];
	hashlane_engine engine;

	(void)state;
	find_handlers(before);
	engine = make_engine(3);
	hash_files(engine, "handlers");
	find_handlers(after);
	end_engine(engine);
	for (int number = 1; number < 32; number++)
		assert_true(before[number].sa_handler ==
			    after[number].sa_handler);
}

/* ---- Fork ---- */

static atomic_bool forks_over;

static void *keep_hashing(void *context)
{
	const hashlane_engine *engine = context;

	while (!atomic_load(&forks_over))
		hash_files(*engine, "while forks are made");
	return NULL;
}

struct held {
	hashlane_engine engine;
	hashlane_job job;
};

/* A fork finds the handles held by a call as often as not. */
static void *keep_asking(void *context)
{
	const struct held *held = context;
	struct hashlane_progress progress;

	while (!atomic_load(&forks_over))
		assert_status(hashlane_job_get_progress(
				      &progress, sizeof(progress), held->job),
			      HASHLANE_OK);
	return NULL;
}

/* In a child made while other threads were anywhere in the library. */
static int use_in_child(hashlane_engine parents, hashlane_job job)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = 2,
	};
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	hashlane_engine engine;

	if (hashlane_engine_get_memory(&memory, parents) != HASHLANE_FORKED ||
	    hashlane_job_cancel(job) != HASHLANE_FORKED ||
	    hashlane_job_wait(job, -1) != HASHLANE_FORKED ||
	    hashlane_job_destroy(job) != HASHLANE_FORKED ||
	    hashlane_engine_destroy(parents) != HASHLANE_FORKED)
		return 1;
	if (hashlane_hash(digest, sizeof(digest), NULL, &specs[0],
			  files[2].data, files[2].bytes) ||
	    memcmp(digest, files[2].digests.values[0], 16) != 0)
		return 2;
	if (hashlane_engine_create(&engine, &options, NULL))
		return 3;
	hash_files(engine, "in a forked child");
	return hashlane_engine_destroy(engine) ? 4 : 0;
}

static void forks_while_it_works(void **state)
{
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.flags = HASHLANE_JOB_OPEN,
	};
	hashlane_engine engine = make_engine(2);
	struct held held;
	pthread_t thread, other;
	hashlane_job job;

	(void)state;
	if (SANITIZER_LOCKS) {
		print_message("NOT RUN: forks under a sanitizer\n");
		skip();
	}
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	held = (struct held){ engine, job };
	assert_int_equal(pthread_create(&thread, NULL, keep_hashing, &engine),
			 0);
	assert_int_equal(pthread_create(&other, NULL, keep_asking, &held), 0);
	for (int i = 0; i < FORKS; i++) {
		int outcome = -1;
		pid_t child;

		alarm(WATCHDOG_SECONDS);
		child = fork();
		assert_true(child >= 0);
		if (!child) {
			alarm(WATCHDOG_SECONDS);
			_exit(use_in_child(engine, job));
		}
		assert_int_equal(waitpid(child, &outcome, 0), child);
		assert_int_equal(outcome, 0);
		alarm(0);
	}
	atomic_store(&forks_over, true);
	pthread_join(thread, NULL);
	pthread_join(other, NULL);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* ---- The caller's registers ---- */

#if defined(__x86_64__)
enum {
	/* Round up, flush to zero, denormals are zero; all masked. */
	MXCSR = 0x1f80 | 0x4000 | 0x8000 | 0x0040,
	X87_CONTROL = 0x037f | 0x0800, /* round up */
	DIRECTION = 1 << 10
};

static void set_registers(void)
{
	uint32_t mxcsr = MXCSR;
	uint16_t control = X87_CONTROL;

	__asm__ volatile("ldmxcsr %0\n	fldcw %1" ::"m"(mxcsr), "m"(control));
}

static void reset_registers(void)
{
	uint32_t mxcsr = 0x1f80;
	uint16_t control = 0x037f;

	__asm__ volatile("ldmxcsr %0\n	fldcw %1" ::"m"(mxcsr), "m"(control));
}

static const char *changed_register(void)
{
	uint32_t mxcsr;
	uint16_t control;
	uint64_t flags;

	__asm__ volatile("stmxcsr %0\n	fnstcw %1\n	pushfq\n	pop %2"
			 : "=m"(mxcsr), "=m"(control), "=r"(flags)::"memory");
	/* The low six bits say what happened, not what shall. */
	return (mxcsr & ~0x3fu) != (MXCSR & ~0x3fu) ? "MXCSR" :
	       control != X87_CONTROL               ? "the x87 control word" :
	       flags & DIRECTION                    ? "the direction flag" :
						      NULL;
}
#elif defined(__aarch64__)
enum { FPCR = 1 << 24 | 1 << 22 }; /* flush to zero, round up */

static void set_registers(void)
{
	__asm__ volatile("msr fpcr, %0" ::"r"((uint64_t)FPCR));
}

static void reset_registers(void)
{
	__asm__ volatile("msr fpcr, %0" ::"r"((uint64_t)0));
}

static const char *changed_register(void)
{
	uint64_t fpcr;

	__asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
	return fpcr != FPCR ? "FPCR" : NULL;
}
#else
static void set_registers(void)
{
	print_message("NOT RUN: registers of this processor\n");
	skip();
}

static void reset_registers(void)
{
}

static const char *changed_register(void)
{
	return NULL;
}
#endif

/* A call that changes neither errno nor a register; its status. */
#define KEPT(call) \
	after_call((errno = CHECK_ERRNO, set_registers(), (call)), #call)

static int32_t after_call(int32_t status, const char *call)
{
	int error = errno;
	const char *changed = changed_register();

	reset_registers();
	if (changed || error != CHECK_ERRNO)
		fail_msg("%s changed %s", call, changed ? changed : "errno");
	return status;
}

static void take_results(hashlane_job job)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	struct hashlane_parts parts = { .struct_size = sizeof(parts) };
	const struct hashlane_results *results;
	const uint8_t *digest;
	size_t bytes;
	int32_t status;

	while (!(status = KEPT(hashlane_job_next(&results, job, -1)))) {
		assert_int_equal(
			KEPT(hashlane_results_get_row(&row, results, 0)),
			HASHLANE_OK);
		(void)KEPT(hashlane_results_get_digest(&digest, &bytes,
						       results, 0, 0));
		(void)KEPT(hashlane_results_get_parts(&parts, results, 0, 0));
		(void)KEPT((hashlane_results_destroy(results), HASHLANE_OK));
	}
	assert_int_equal(status, HASHLANE_END);
}

static void check_calls(int32_t workers)
{
	const struct hashlane_engine_options engine_options = {
		.struct_size = sizeof(engine_options),
		.workers = workers,
	};
	static const char missing[] = "/nonexistent/file";
	struct hashlane_input inputs[] = {
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = files[5].path,
		  .data_bytes = strlen(files[5].path) },
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = missing,
		  .data_bytes = strlen(missing) },
		{ .kind = HASHLANE_INPUT_DESCRIPTOR, .descriptor = 9999 },
		{ .kind = HASHLANE_INPUT_MEMORY,
		  .data = files[2].data,
		  .data_bytes = files[2].bytes },
	};
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.paths = tree.folder,
		.paths_bytes = strlen(tree.folder) + 1,
		.walk = &walk,
		.flags = HASHLANE_JOB_OPEN | HASHLANE_JOB_HEX,
	};
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};
	const struct hashlane_progress *block;
	struct hashlane_progress progress;
	hashlane_engine engine;
	hashlane_job job;
	int64_t descriptor;

	assert_int_equal(
		KEPT(hashlane_engine_create(&engine, &engine_options, NULL)),
		HASHLANE_OK);
	assert_int_equal(
		KEPT(hashlane_job_create(&job, engine, &options, NULL)),
		HASHLANE_OK);
	assert_int_equal(
		KEPT(hashlane_job_add(job, inputs,
				      sizeof(struct hashlane_input), 4, 0)),
		HASHLANE_OK);
	(void)KEPT(hashlane_job_get_descriptor(&descriptor, job));
	(void)KEPT(hashlane_job_wait(job, 1));
	assert_int_equal(KEPT(hashlane_job_close(job)), HASHLANE_OK);
	assert_int_equal(KEPT(hashlane_job_wait(job, -1)), HASHLANE_OK);
	take_results(job);
	(void)KEPT(
		hashlane_job_get_progress(&progress, sizeof(progress), job));
	(void)KEPT(hashlane_job_get_progress_block(&block, NULL, job));
	(void)KEPT(hashlane_engine_get_memory(&memory, engine));
	(void)KEPT(hashlane_job_cancel(job));
	assert_int_equal(KEPT(hashlane_job_destroy(job)), HASHLANE_OK);
	assert_int_equal(KEPT(hashlane_job_destroy(job)), HASHLANE_HANDLE);
	assert_int_equal(KEPT(hashlane_engine_wait(engine, -1)), HASHLANE_OK);
	assert_int_equal(KEPT(hashlane_engine_destroy(engine)), HASHLANE_OK);
}

static void calls_keep_errno_and_registers(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	for (int i = 0; i < 2; i++)
		check_calls(worker_counts[i]);
	alarm(0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_handlers_are_installed),
		cmocka_unit_test(storm_of_signals),
		cmocka_unit_test(forks_while_it_works),
		cmocka_unit_test(calls_keep_errno_and_registers),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
