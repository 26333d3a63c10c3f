/* SPDX-License-Identifier: MIT */
/* listeners.c - the exports of listeners. */
#include "arguments.h"
#include "engines.h"

#include "../engine/job_results.h"
#include "handle.h"

#include <errno.h>
#include <stddef.h>

enum {
	/* LOST may be asked for, but comes in any case. */
	EVENTS = HASHLANE_EVENT_PROGRESS | HASHLANE_EVENT_FILE |
		 HASHLANE_EVENT_ERROR | HASHLANE_EVENT_MEMORY |
		 HASHLANE_EVENT_DONE | HASHLANE_EVENT_LOST |
		 HASHLANE_EVENT_ROOM | HASHLANE_EVENT_RELEASED |
		 HASHLANE_EVENT_RESULTS | HASHLANE_EVENT_FILE_BEGIN |
		 HASHLANE_EVENT_LOOKUP,
	QUEUE_DEFAULT = 4096,
	QUEUE_MIN = 16,
	/* A caller that helps looks for work again after so long. */
	WORK_WAIT_NS = 1000000
};

/* ---- References ---- */

/*
 * A handle has a reference to its listener and one to the engine; so has each
 * call. Subscriptions need none to the engine: they live in it or in its jobs.
 */
static void hold(struct hln_listener *listener)
{
	hln_engine_hold(listener->engine);
	hln_listener_hold(listener);
}

static void release_listener(struct hln_listener *listener)
{
	struct hln_engine *engine = listener->engine;

	hln_listener_release(listener);
	hln_engine_release(engine);
}

/* The listener of a handle, held; the caller releases it. */
static int32_t pin(struct hln_listener **listener, hashlane_listener handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LISTENER);

	if (status)
		return status;
	*listener = object;
	hold(*listener);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

/* ---- Creation ---- */

static int32_t check_options(struct hln_listener_plan *plan,
			     const struct hashlane_listener_options *options,
			     struct hashlane_error *error)
{
	struct hashlane_listener_options known;
	int32_t status = hln_copy_struct(
		&known, options,
		offsetof(struct hashlane_listener_options, release),
		sizeof(known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known.events & ~(uint32_t)EVENTS)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, "unknown events",
				NULL, 0);
	if (known.queue_events && known.queue_events < QUEUE_MIN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"a queue of less than 16 events", NULL, 0);
	plan->events = known.events;
	plan->interval_ms = known.interval_ms;
	plan->event = known.event;
	plan->context = known.context;
	plan->queue_events = known.queue_events ? known.queue_events :
						  QUEUE_DEFAULT;
	plan->release.function = known.release;
	plan->release.context = known.release_context;
	return HASHLANE_OK;
}

/* Subscribe it to a job or, if `job` is NULL, to an engine. */
static int32_t subscribe(struct hln_listener *listener,
			 struct hln_engine *engine, struct hln_job *job)
{
	int32_t status;

	if (!job) {
		status = hln_engine_listen(engine, listener);
		/* The engine was destroyed in the meantime. */
		return status == HASHLANE_NOT_FOUND ? HASHLANE_HANDLE : status;
	}
	status = hln_subscribers_add(&job->subscribers, listener,
				     listener->events);
	if (status != HASHLANE_NOT_FOUND)
		return status;
	return hln_events_report_done_to(&job->subscribers, listener,
					 hln_job_results_status(job));
}

static int32_t create(hashlane_listener *out, struct hln_job *job,
		      const struct hln_listener_plan *plan)
{
	struct hln_listener *listener = hln_listener_create(plan);
	hashlane_listener handle, before = *out;
	int32_t status;

	if (!listener)
		return HASHLANE_NO_MEMORY;
	hln_engine_hold(plan->engine);
	status = hln_handle_create(&handle, HLN_KIND_LISTENER, listener);
	if (status) {
		release_listener(listener);
		return status;
	}
	/* A callback may come, and destroy the handle, before this returns. */
	hln_listener_hold(listener);
	*out = handle;
	status = subscribe(listener, plan->engine, job);
	if (status) {
		*out = before;
		/* The call fails: the context stays the caller's. */
		listener->release.function = NULL;
		(void)hashlane_listener_destroy(handle);
	}
	hln_listener_release(listener);
	return status;
}

int32_t
hashlane_listener_create(hashlane_listener *out, uint64_t source,
			 const struct hashlane_listener_options *options,
			 struct hashlane_error *error)
{
	struct hln_listener_plan plan;
	struct hln_engine *engine;
	struct hln_job *job = NULL;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = check_options(&plan, options, error);
	if (status)
		return status;
	status = hln_engines_pin(&engine, source);
	if (status == HASHLANE_HANDLE) {
		status = hln_engines_pin_job(&job, source);
		if (!status) {
			engine = job->engine;
			hln_engine_hold(engine);
		}
	}
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	plan.engine = engine;
	plan.memory = &engine->memory;
	status = create(out, job, &plan);
	hln_engine_settle(engine);
	if (job)
		hln_job_release(job);
	hln_engine_release(engine);
	errno = before;
	return status ? hln_fail(error, status, 0, NULL, NULL, 0) : status;
}

int32_t hashlane_listener_destroy(hashlane_listener handle)
{
	int before = errno;
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LISTENER);

	if (status)
		return status;
	hln_handle_retire(handle);
	hln_listener_end(object);
	release_listener(object);
	errno = before;
	return HASHLANE_OK;
}

/* ---- Polling ---- */

/* If the engine has no threads, the calling thread works while it waits. */
static int32_t poll_or_work(struct hln_listener *listener,
			    const struct hashlane_event **events,
			    size_t *count, size_t most, uint64_t deadline_ns)
{
	struct hln_engine *engine = listener->engine;
	uint64_t until_ns = 0;
	int32_t status;

	if (!hln_listener_poll_begin(listener))
		return HASHLANE_BUSY;
	for (;;) {
		uint64_t now_ns;

		status = hln_listener_poll(listener, events, count, most,
					   until_ns);
		if (status != HASHLANE_TIMEOUT)
			return status;
		now_ns = hln_clock_ns();
		if (now_ns >= deadline_ns)
			break;
		if (hln_listener_within()) {
			/* What it waits for may be its own to do. */
			status = HASHLANE_BUSY;
			break;
		}
		until_ns = deadline_ns;
		if (!atomic_load(&engine->workforce.callers))
			continue;
		if (hln_workforce_help(&engine->workforce))
			until_ns = 0;
		else if (deadline_ns - now_ns > WORK_WAIT_NS)
			until_ns = hln_clock_ns() + WORK_WAIT_NS;
	}
	hln_listener_poll_end(listener);
	return status;
}

int32_t hashlane_listener_poll(const struct hashlane_event **events,
			       size_t *event_bytes, size_t *count,
			       hashlane_listener handle, size_t most,
			       int64_t timeout_ms)
{
	struct hln_listener *listener;
	int before = errno;
	int32_t status;

	if (!events || !count || !most)
		return HASHLANE_ARGUMENT;
	status = pin(&listener, handle);
	if (status)
		return status;
	if (listener->event)
		status = HASHLANE_ARGUMENT;
	else
		status = poll_or_work(listener, events, count, most,
				      hln_engines_deadline(timeout_ms));
	if (!status && event_bytes)
		*event_bytes = sizeof(**events);
	release_listener(listener);
	errno = before;
	return status;
}

int32_t hashlane_listener_get_descriptor(int64_t *out,
					 hashlane_listener handle)
{
	struct hln_listener *listener;
	struct hln_engine *engine;
	int before = errno;
	int32_t status = out ? pin(&listener, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	engine = listener->engine;
	if (listener->event)
		status = HASHLANE_ARGUMENT;
	else if (!engine->workforce.threadless &&
		 !hln_workforce_has_threads(&engine->workforce))
		/* Nothing would ever happen while a caller waits on it. */
		status = HASHLANE_UNSUPPORTED;
	else
		status = hln_listener_descriptor(out, listener);
	release_listener(listener);
	errno = before;
	return status;
}
