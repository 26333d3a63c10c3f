/* SPDX-License-Identifier: MIT */
/* listeners.c - the exports of listeners. */
#include "arguments.h"
#include "engines.h"
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
	QUEUE_MIN = 16
};

/* What a handle names, held; the caller releases it. */
static int32_t pin(struct hln_listener **listener, hashlane_listener handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LISTENER);

	if (status)
		return status;
	*listener = object;
	hln_listener_hold(*listener);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

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
	plan->holds_engine = true;
	plan->release.function = known.release;
	plan->release.context = known.release_context;
	return HASHLANE_OK;
}

/* Subscription it where its events come from; job NULL: the engine. */
static int32_t listen(struct hln_listener *listener, struct hln_engine *engine,
		      struct hln_job *job)
{
	int32_t status;

	if (!job) {
		status = hln_engine_listen(engine, listener);
		/* It was destroyed meanwhile. */
		return status == HASHLANE_NOT_FOUND ? HASHLANE_HANDLE : status;
	}
	status = hln_job_listen(job, listener, listener->events);
	return status == HASHLANE_NOT_FOUND ? hln_tell_done_to(listener, job) :
					      status;
}

static int32_t make(hashlane_listener *out, struct hln_engine *engine,
		    struct hln_job *job, const struct hln_listener_plan *plan)
{
	struct hln_listener *listener = hln_listener_create(engine, plan);
	hashlane_listener handle, before = *out;
	int32_t status;

	if (!listener)
		return HASHLANE_NO_MEMORY;
	status = hln_handle_create(&handle, HLN_KIND_LISTENER, listener);
	if (status) {
		hln_listener_release(listener);
		return status;
	}
	/* A callback may come, and use the handle, before this returns. */
	*out = handle;
	status = listen(listener, engine, job);
	if (status) {
		*out = before;
		/* The call fails: the context stays the caller's. */
		listener->release.function = NULL;
		(void)hashlane_listener_destroy(handle);
	}
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
	status = hln_pin_engine(&engine, source);
	if (status == HASHLANE_HANDLE) {
		status = hln_pin_job(&job, source);
		if (!status) {
			engine = job->engine;
			hln_engine_hold(engine);
		}
	}
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = make(out, engine, job, &plan);
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
	hln_listener_release(object);
	errno = before;
	return HASHLANE_OK;
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
		status = hln_listener_poll(listener, events, count, most,
					   hln_deadline_of(timeout_ms));
	if (!status && event_bytes)
		*event_bytes = sizeof(**events);
	hln_listener_release(listener);
	errno = before;
	return status;
}

int32_t hashlane_listener_get_descriptor(int64_t *out,
					 hashlane_listener handle)
{
	struct hln_listener *listener;
	int before = errno;
	int32_t status = out ? pin(&listener, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	if (listener->event)
		status = HASHLANE_ARGUMENT;
	else
		status = hln_listener_descriptor(out, listener);
	hln_listener_release(listener);
	errno = before;
	return status;
}
