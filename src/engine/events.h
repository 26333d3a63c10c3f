/* SPDX-License-Identifier: MIT */
/*
 * events.h - what happens to jobs, told to those who listen: each has a subscription
 * in the subscribers of every job he listens to.
 */
#ifndef HLN_EVENTS_H
#define HLN_EVENTS_H

#include "listener.h"

struct hln_open_file;
struct hln_job;

/* A listener's subscription; all but `next` is his who delivers to it. */
struct hln_subscription {
	_Atomic(struct hln_subscription *) next;
	struct hln_listener *listener; /* held */
	uint32_t events;
	bool from_start;     /* it is told of the whole job */
	uint64_t progress_n; /* times it was told */
	uint64_t told_ns;    /* the last of them */
	bool done;           /* its last event was told */
	struct hln_event_batch *reserve;
};

struct hln_subscribers {
	const struct hln_allocator *memory;
	hln_lock lock;
	_Atomic(struct hln_subscription *) first;
	struct hln_subscription *last;
	atomic_uint readers; /* while there are any no subscription goes */
	atomic_bool stale;   /* some are of listeners that ended */
	bool closed;         /* no listener comes any more.. */
	bool ended;          /* ..and all were told their last event */
	_Atomic(uint32_t) events; /* wanted by any */
	_Atomic(uint64_t) due_ns; /* the next progress */
	_Atomic(int32_t) pressure_told;
};

bool hln_subscribers_create(struct hln_subscribers *subscribers,
			    const struct hln_allocator *memory);
void hln_subscribers_destroy(struct hln_subscribers *subscribers);

/*
 * Subscription a listener; events: those wanted of his. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, HASHLANE_NOT_FOUND: nothing is told any more.
 */
int32_t hln_subscribers_add(struct hln_subscribers *subscribers,
			    struct hln_listener *listener, uint32_t events,
			    bool from_start);
/* The same in a job's, told of the whole of it if nothing is done yet. */
int32_t hln_job_listen(struct hln_job *job, struct hln_listener *listener,
		       uint32_t events);

/*
 * Subscription an engine's in the subscribers of a job that is to come; of the pressure
 * they are told by the engine. As above.
 */
int32_t hln_subscribers_join(struct hln_subscribers *subscribers,
			     struct hln_subscribers *engine);
/* No listener is subscribed any more. */
void hln_subscribers_close(struct hln_subscribers *subscribers);

/* Does any want events of these kinds? */
static inline bool
hln_subscribers_wants(const struct hln_subscribers *subscribers,
		      uint32_t kinds)
{
	return atomic_load_explicit(&subscribers->events,
				    memory_order_relaxed) &
	       kinds;
}

/* Does a listener want to know of entries that are done? */
bool hln_entries_wanted(struct hln_job *job);
/* Entries are done: those that failed, those that did not. */
void hln_tell_entries(struct hln_job *job, struct hln_open_file **entries,
		      size_t count);
/* How far the job is, to those for whom it is time. */
void hln_tell_progress(struct hln_job *job, uint64_t now_ns);
/* A stream that refused bytes has room, or failed. */
void hln_tell_room(struct hln_job *job, uint64_t index, int32_t status);
/* The memory of an input is not used any more; before it is told of its end. */
void hln_tell_released(struct hln_job *job, uint64_t given);
/* An input is read from its start; told once for each. */
void hln_tell_begin(struct hln_job *job, struct hln_open_file *entry);
/* Rows can be taken. */
void hln_tell_results(struct hln_job *job);
/* Files wait in a lookup. */
void hln_tell_lookup(struct hln_job *job, uint64_t id);
/* The pressure level, where it changed: to the job's, or to the engine's. */
void hln_tell_job_pressure(struct hln_job *job);
void hln_tell_engine_pressure(struct hln_engine *engine);
/*
 * It is final and nobody is in it: the last events, to those that were not told
 * them yet. False: without `wait`, for some another thread is in the callback.
 */
bool hln_tell_done(struct hln_job *job, bool wait);
/* To one that came too late for it. HASHLANE_OK or HASHLANE_NO_MEMORY. */
int32_t hln_tell_done_to(struct hln_listener *listener, struct hln_job *job);

#endif
