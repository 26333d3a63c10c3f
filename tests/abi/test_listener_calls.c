/* SPDX-License-Identifier: MIT */
/*
 * test_listener_calls.c - the exports of listeners, of an engine's statistics
 * and of its allocator with arguments and handles that are wrong: the status
 * says so, and the outputs stay as they were.
 */
#include "../support/bad_arguments.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 120, EVENT_BITS = 2047 };

static hashlane_engine engine;
static hashlane_job job;

static int start(void **state)
{
	struct hashlane_job_options open = md5_options(NULL, 0,
						       HASHLANE_JOB_OPEN);

	(void)state;
	alarm(WATCHDOG_SECONDS);
	engine = engine_of(1, 0);
	job = job_of(engine, &open);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	return 0;
}

static void ignore(void *context, const struct hashlane_event *events,
		   size_t event_bytes, size_t count)
{
	(void)event_bytes;
	(void)context;
	(void)events;
	(void)count;
}

static int32_t call_register(void *given)
{
	hashlane_listener made = 42;
	int32_t status = hashlane_listener_create(&made, job, given, NULL);

	if (!status)
		return hashlane_listener_destroy(made);
	assert_true(made == 42);
	return status;
}

static int32_t register_with_error(void *error)
{
	return hashlane_listener_create(NULL, job, NULL, error);
}

static void listener_options(void **state)
{
	struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = HASHLANE_EVENT_FILE,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	hashlane_listener made = 42;

	(void)state;
	check_grown_sizes(call_register, &options,
			  offsetof(struct hashlane_listener_options, release),
			  sizeof(options), HASHLANE_OK);
	check_struct_sizes(register_with_error, &error, sizeof(error),
			   HASHLANE_ARGUMENT);
	assert_status(hashlane_listener_create(NULL, job, &options, &error),
		      HASHLANE_ARGUMENT);
	assert_int_equal(error.status, HASHLANE_ARGUMENT);
	assert_status(hashlane_listener_create(&made, job, NULL, NULL),
		      HASHLANE_ARGUMENT);
	for (unsigned bit = 0; bit < 32; bit++) {
		options.events = (uint32_t)1 << bit;
		assert_status(call_register(&options),
			      options.events & EVENT_BITS ? HASHLANE_OK :
							    HASHLANE_ARGUMENT);
	}
	options.events = 0;
	for (size_t most = 0; most < 20; most++) {
		options.queue_events = most;
		assert_status(call_register(&options),
			      most && most < 16 ? HASHLANE_ARGUMENT :
						  HASHLANE_OK);
	}
	options.queue_events = SIZE_MAX;
	options.interval_ms = UINT32_MAX;
	assert_status(call_register(&options), HASHLANE_OK);
	assert_true(made == 42);
}

/* Handles that are none, or of something else. */
static void wrong_handles(void **state)
{
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
	};
	const uint64_t wrong[] = { 0, 1, UINT64_MAX, job ^ 1, engine, job };
	const struct hashlane_event *events = NULL;
	hashlane_listener made = 42, listener;
	int64_t descriptor = 42;
	size_t count = 42;

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		if (i < 4)
			assert_status(hashlane_listener_create(&made, wrong[i],
							       &options, NULL),
				      HASHLANE_HANDLE);
		assert_status(hashlane_listener_destroy(wrong[i]),
			      HASHLANE_HANDLE);
		assert_status(hashlane_listener_poll(&events, NULL, &count,
						     wrong[i], 1, -1),
			      HASHLANE_HANDLE);
		assert_status(hashlane_listener_get_descriptor(&descriptor,
							       wrong[i]),
			      HASHLANE_HANDLE);
	}
	assert_status(
		hashlane_listener_create(&listener, engine, &options, NULL),
		HASHLANE_OK);
	assert_status(
		hashlane_listener_create(&made, listener, &options, NULL),
		HASHLANE_HANDLE);
	assert_status(hashlane_job_wait(listener, 0), HASHLANE_HANDLE);
	assert_status(hashlane_engine_destroy(listener), HASHLANE_HANDLE);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_HANDLE);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, listener, 1, 0),
		HASHLANE_HANDLE);
	assert_true(made == 42 && descriptor == 42 && count == 42 && !events);
}

static void polling(void **state)
{
	struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
	};
	const struct hashlane_event *events = NULL;
	hashlane_listener queue, called;
	int64_t descriptor = 42;
	size_t count = 42;

	(void)state;
	assert_status(hashlane_listener_create(&queue, job, &options, NULL),
		      HASHLANE_OK);
	options.event = ignore;
	assert_status(hashlane_listener_create(&called, job, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_listener_poll(NULL, NULL, &count, queue, 1, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_listener_poll(&events, NULL, NULL, queue, 1, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, queue, 0, 0),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, called, 1, 0),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_listener_get_descriptor(NULL, queue),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_listener_get_descriptor(&descriptor, called),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_listener_poll(&events, NULL, &count, queue,
					     SIZE_MAX, 0),
		      HASHLANE_TIMEOUT);
	assert_status(
		hashlane_listener_poll(&events, NULL, &count, queue, 1, 2),
		HASHLANE_TIMEOUT);
	assert_true(descriptor == 42 && count == 42 && !events);
	assert_status(hashlane_listener_destroy(queue), HASHLANE_OK);
	assert_status(hashlane_listener_destroy(called), HASHLANE_OK);
}

static int32_t call_stats(void *given)
{
	return hashlane_engine_get_usage(given, engine);
}

static int32_t call_core_stats(void *given)
{
	return hashlane_engine_get_core_usage(given, engine, 0);
}

static void statistics(void **state)
{
	struct hashlane_engine_usage stats = { .struct_size = sizeof(stats) };
	struct hashlane_core_usage core = { .struct_size = sizeof(core) };

	(void)state;
	check_grown_sizes(call_stats, &stats,
			  offsetof(struct hashlane_engine_usage, files_waited),
			  sizeof(stats), HASHLANE_OK);
	check_struct_sizes(call_core_stats, &core, sizeof(core), HASHLANE_OK);
	assert_status(hashlane_engine_get_usage(NULL, engine),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_engine_get_core_usage(NULL, engine, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_engine_get_usage(&stats, job), HASHLANE_HANDLE);
	assert_status(hashlane_engine_get_core_usage(&core, job, 0),
		      HASHLANE_HANDLE);
	assert_int_equal(stats.core_count, 0);
	assert_null(core.core);
	assert_status(hashlane_engine_get_usage(&stats, engine), HASHLANE_OK);
	for (size_t past = stats.core_count; past < SIZE_MAX / 2; past *= 3)
		assert_status(
			hashlane_engine_get_core_usage(&core, engine, past),
			HASHLANE_NOT_FOUND);
	assert_status(hashlane_engine_get_core_usage(&core, engine, SIZE_MAX),
		      HASHLANE_NOT_FOUND);
	assert_null(core.core);
}

static void *allocate(void *context, size_t bytes, size_t alignment)
{
	(void)context;
	(void)bytes;
	(void)alignment;
	return NULL;
}

static void release(void *context, void *memory, size_t bytes,
		    size_t alignment)
{
	(void)context;
	(void)memory;
	(void)bytes;
	(void)alignment;
}

static int32_t call_create(void *given)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = -1,
		.allocator = given,
	};
	hashlane_engine made = 42;
	int32_t status = hashlane_engine_create(&made, &options, NULL);

	assert_true(made == 42);
	return status;
}

/* This one never has any. */
static void allocators(void **state)
{
	struct hashlane_allocator allocator = {
		.struct_size = sizeof(allocator),
		.allocate = allocate,
		.release = release,
	};

	(void)state;
	check_struct_sizes(call_create, &allocator, sizeof(allocator),
			   HASHLANE_NO_MEMORY);
	allocator.allocate = NULL;
	assert_status(call_create(&allocator), HASHLANE_ARGUMENT);
	allocator.allocate = allocate;
	allocator.release = NULL;
	assert_status(call_create(&allocator), HASHLANE_ARGUMENT);
}

static bool is_forked_there(hashlane_listener listener)
{
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
	};
	struct hashlane_engine_usage stats = { .struct_size = sizeof(stats) };
	struct hashlane_core_usage core = { .struct_size = sizeof(core) };
	const struct hashlane_event *events;
	hashlane_listener made;
	int64_t descriptor;
	size_t count;

	return hashlane_listener_create(&made, job, &options, NULL) ==
		       HASHLANE_FORKED &&
	       hashlane_listener_create(&made, engine, &options, NULL) ==
		       HASHLANE_FORKED &&
	       hashlane_listener_poll(&events, NULL, &count, listener, 1,
				      -1) == HASHLANE_FORKED &&
	       hashlane_listener_get_descriptor(&descriptor, listener) ==
		       HASHLANE_FORKED &&
	       hashlane_listener_destroy(listener) == HASHLANE_FORKED &&
	       hashlane_engine_get_usage(&stats, engine) == HASHLANE_FORKED &&
	       hashlane_engine_get_core_usage(&core, engine, 0) ==
		       HASHLANE_FORKED;
}

static void forked_child(void **state)
{
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
	};
	hashlane_listener listener;
	int status;
	pid_t child;

	(void)state;
	assert_status(
		hashlane_listener_create(&listener, engine, &options, NULL),
		HASHLANE_OK);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		_exit(is_forked_there(listener) ? 0 : 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listener_options),
		cmocka_unit_test(wrong_handles),
		cmocka_unit_test(polling),
		cmocka_unit_test(statistics),
		cmocka_unit_test(allocators),
		cmocka_unit_test(forked_child),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
