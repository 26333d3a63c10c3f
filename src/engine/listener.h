/* SPDX-License-Identifier: MIT */
/* listener.h - one who is told of events: he is called, or has a queue. */
#ifndef HLN_LISTENER_H
#define HLN_LISTENER_H

#include "../os/thread.h"
#include "event_queue.h"
#include "release.h"

#include <stdatomic.h>

struct hln_engine;

struct hln_listener {
	atomic_uint refs;
	struct hln_engine *engine;
	bool holds_engine;        /* a job's own lives no longer than it */
	hashlane_event_fn *event; /* NULL: it has a queue */
	void *context;
	uint32_t events;
	uint64_t interval_ns;
	/*
	 * Called once it has ended and nobody is in it, by the thread that has
	 * entered or locked it.
	 */
	struct hln_release release;

	hln_lock lock;
	hln_signal changed;
	atomic_int entered;        /* of one that is called: who has it */
	_Atomic(uintptr_t) thread; /* the one in the callback, or 0 */
	atomic_bool ended;         /* nothing is told any more */
	bool polling;
	uintptr_t worker; /* the polling thread while it does work, or 0 */
	bool flag_made, flag_raised;
	struct hln_flag flag;
	struct hln_event_queue queue;
};

/* Options that were checked. */
struct hln_listener_plan {
	uint32_t events;
	uint32_t interval_ms; /* 0: 100 */
	hashlane_event_fn *event;
	void *context;
	size_t queue_events;
	bool holds_engine;
	struct hln_release release;
};

/* A listener with one reference; NULL: no memory. */
struct hln_listener *hln_listener_create(struct hln_engine *engine,
					 const struct hln_listener_plan *plan);
void hln_listener_hold(struct hln_listener *listener);
void hln_listener_release(struct hln_listener *listener);

/*
 * Be the only one who tells it something, until hln_listener_leave; false: it
 * ended or, unless `wait`, another is at it. One with a queue is locked.
 */
bool hln_listener_enter(struct hln_listener *listener, bool wait);
void hln_listener_leave(struct hln_listener *listener);
/* Call one that was entered. */
void hln_listener_call(struct hln_listener *listener,
		       const struct hashlane_event *events, size_t count);

/* It is not called again, but may be in its callback just now. */
void hln_listener_end(struct hln_listener *listener);

/* As hashlane_listener_poll and hashlane_listener_get_descriptor. */
int32_t hln_listener_poll(struct hln_listener *listener,
			  const struct hashlane_event **events, size_t *count,
			  size_t most, uint64_t deadline_ns);
int32_t hln_listener_descriptor(int64_t *out, struct hln_listener *listener);

/* Is the calling thread in a callback of any listener? */
bool hln_listener_within(void);
/* Of one that belongs to this engine, or to a job of its? */
bool hln_listener_within_engine(const struct hln_engine *engine);
#endif
