/* SPDX-License-Identifier: MIT */
/*
 * subscribers.h - the subscribers of a job or an engine: a list that any
 * thread reads without a lock. subscribers.c explains how.
 */
#ifndef HLN_SUBSCRIBERS_H
#define HLN_SUBSCRIBERS_H

#include "listener.h"

/*
 * What events show of the job that they come from. The numbers are copied into
 * an event while its listener is entered, so that a listener never sees them
 * go back.
 */
struct hln_event_source {
	hashlane_job job;     /* 0: the events of an engine */
	const int32_t *state; /* HASHLANE_STATE_*, or NULL: no job */
	const struct hashlane_progress *progress; /* or NULL: no job */
};

/*
 * One listener in one list. `done` belongs to the thread that reports the last
 * events, the fields below it to the thread that has entered the listener.
 */
struct hln_subscription {
	_Atomic(struct hln_subscription *) next;
	struct hln_listener *listener; /* the subscription holds it */
	uint32_t events;               /* HASHLANE_EVENT_* wanted */
	bool from_start;         /* subscribed before anything was done */
	bool done;               /* its last event was reported */
	uint64_t progress_count; /* progress events so far */
	uint64_t progress_ns;    /* when the last one was reported */
	struct hln_event_batch *reserve; /* of a queue: for the last events */
};

struct hln_subscribers {
	const struct hln_allocator *memory;
	struct hln_event_source source;
	hln_lock lock; /* to add and to remove; never held in a callback */
	_Atomic(struct hln_subscription *) first;
	struct hln_subscription *last; /* under the lock */
	atomic_uint readers; /* threads in the list, and the sweeping bit */
	atomic_bool stale;   /* there may be something to remove */
	bool closed;         /* under the lock: nobody can subscribe */
	bool ended; /* under the lock: the last events were reported */
	_Atomic(uint32_t) events;  /* all kinds that any subscriber wants */
	_Atomic(uint64_t) due_ns;  /* when progress is due; see events.c */
	_Atomic(int32_t) pressure; /* HASHLANE_PRESSURE_*, as last reported */
};

/* No subscribers yet. False: the system has no lock. */
bool hln_subscribers_create(struct hln_subscribers *subscribers,
			    const struct hln_allocator *memory,
			    const struct hln_event_source *source);
/* No other thread uses the list. */
void hln_subscribers_destroy(struct hln_subscribers *subscribers);

/*
 * Subscribe a listener to events of these kinds. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, HASHLANE_NOT_FOUND: the list is closed.
 */
int32_t hln_subscribers_add(struct hln_subscribers *subscribers,
			    struct hln_listener *listener, uint32_t events);
/*
 * Subscribe all subscribers of an engine to a new job, but not to memory
 * pressure, which they learn from the engine. Returns the same.
 */
int32_t hln_subscribers_join(struct hln_subscribers *job,
			     struct hln_subscribers *engine);
/* Refuse new subscribers; the present ones get their last events. */
void hln_subscribers_close(struct hln_subscribers *subscribers);
/* The last events were reported: remove all subscribers. */
void hln_subscribers_end(struct hln_subscribers *subscribers);

/* Does any subscriber want events of these kinds? */
static inline bool
hln_subscribers_wants(const struct hln_subscribers *subscribers,
		      uint32_t kinds)
{
	return atomic_load_explicit(&subscribers->events,
				    memory_order_relaxed) &
	       kinds;
}

/*
 * Read the list: the first subscription, or NULL. Until hln_subscribers_leave
 * none that the thread can reach is freed.
 */
struct hln_subscription *
hln_subscribers_enter(struct hln_subscribers *subscribers);
struct hln_subscription *
hln_subscribers_next(const struct hln_subscription *subscription);
/* `stale`: the thread met a listener that has ended. */
void hln_subscribers_leave(struct hln_subscribers *subscribers, bool stale);

#endif
