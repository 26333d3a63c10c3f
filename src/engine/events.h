/* SPDX-License-Identifier: MIT */
/*
 * events.h - what happens to jobs, told to those who listen: each has a seat
 * in the audience of every job he listens to.
 */
#ifndef HLN_EVENTS_H
#define HLN_EVENTS_H

#include "listener.h"

struct hln_entry;
struct hln_job;

/* A listener's seat; all but `next` is his who delivers to it. */
struct hln_seat {
	_Atomic(struct hln_seat *) next;
	struct hln_listener *listener; /* held */
	uint32_t events;
	bool from_start;     /* it is told of the whole job */
	uint64_t progress_n; /* times it was told */
	uint64_t told_ns;    /* the last of them */
	bool done;           /* its last event was told */
	struct hln_event_batch *reserve;
};

struct hln_audience {
	const struct hln_allocator *memory;
	hln_lock lock;
	_Atomic(struct hln_seat *) first;
	struct hln_seat *last;
	atomic_uint readers;      /* while there are any no seat goes */
	atomic_bool stale;        /* some are of listeners that ended */
	bool closed;              /* no listener comes any more.. */
	bool ended;               /* ..and all were told their last event */
	_Atomic(uint32_t) events; /* wanted by any */
	_Atomic(uint64_t) due_ns; /* the next progress */
	_Atomic(int32_t) pressure_told;
};

bool hln_audience_create(struct hln_audience *audience,
			 const struct hln_allocator *memory);
void hln_audience_destroy(struct hln_audience *audience);

/*
 * Seat a listener; events: those wanted of his. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, HASHLANE_NOT_FOUND: nothing is told any more.
 */
int32_t hln_audience_add(struct hln_audience *audience,
			 struct hln_listener *listener, uint32_t events,
			 bool from_start);
/* The same in a job's, told of the whole of it if nothing is done yet. */
int32_t hln_job_listen(struct hln_job *job, struct hln_listener *listener,
		       uint32_t events);

/*
 * Seat an engine's in the audience of a job that is to come; of the pressure
 * they are told by the engine. As above.
 */
int32_t hln_audience_join(struct hln_audience *audience,
			  struct hln_audience *engine);
/* No listener is seated any more. */
void hln_audience_close(struct hln_audience *audience);

/* Does any want events of these kinds? */
static inline bool hln_audience_wants(const struct hln_audience *audience,
				      uint32_t kinds)
{
	return atomic_load_explicit(&audience->events, memory_order_relaxed) &
	       kinds;
}

/* Does a listener want to know of entries that are done? */
bool hln_entries_wanted(struct hln_job *job);
/* Entries are done: those that failed, those that did not. */
void hln_tell_entries(struct hln_job *job, struct hln_entry **entries,
		      size_t count);
/* How far the job is, to those for whom it is time. */
void hln_tell_progress(struct hln_job *job, uint64_t now_ns);
/* A stream that refused bytes has room, or failed. */
void hln_tell_room(struct hln_job *job, uint64_t index, int32_t status);
/* The memory of an input is not used any more; before it is told of its end. */
void hln_tell_released(struct hln_job *job, uint64_t given);
/* An input is read from its start; told once for each. */
void hln_tell_begin(struct hln_job *job, struct hln_entry *entry);
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
