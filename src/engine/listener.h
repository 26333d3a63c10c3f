/* SPDX-License-Identifier: MIT */
/*
 * listener.h - a listener: what the caller made to get events. It has a
 * callback, or a queue that the caller polls.
 */
#ifndef HLN_LISTENER_H
#define HLN_LISTENER_H

#include "../os/thread.h"
#include "event_queue.h"
#include "release.h"

#include <stdatomic.h>

struct hln_engine;

struct hln_listener {
	atomic_uint refs;
	const struct hln_allocator *memory;
	struct hln_engine *engine; /* its owner; this file only compares it */
	hashlane_event_fn *event;  /* the callback; NULL: it has a queue */
	void *context;
	uint32_t events; /* HASHLANE_EVENT_* wanted */
	uint64_t interval_ns;
	/* Called once, when the listener has ended and no thread is in it. */
	struct hln_release release;

	atomic_bool ended;  /* no more events */
	atomic_int entered; /* with a callback: see listener.c */

	hln_lock lock;       /* with a queue: all below; with a callback.. */
	hln_signal changed;  /* ..both are only for threads that wait */
	atomic_bool polling; /* a poll is under way */
	bool flag_made, flag_raised;
	struct hln_flag flag; /* of the descriptor */
	struct hln_event_queue queue;
};

/* Checked options. */
struct hln_listener_plan {
	struct hln_engine *engine;
	const struct hln_allocator *memory; /* of the engine */
	uint32_t events;
	uint32_t interval_ms; /* 0: 100 */
	hashlane_event_fn *event;
	void *context;
	size_t queue_events;
	struct hln_release release;
};

/*
 * A listener with one reference, or NULL: no memory. The holder of a reference
 * keeps the engine alive as well.
 */
struct hln_listener *hln_listener_create(const struct hln_listener_plan *plan);
void hln_listener_hold(struct hln_listener *listener);
void hln_listener_release(struct hln_listener *listener);

/*
 * Become the only thread that delivers to it, until hln_listener_leave. False:
 * it has ended or, without `wait`, another thread is in its callback.
 */
bool hln_listener_enter(struct hln_listener *listener, bool wait);
void hln_listener_leave(struct hln_listener *listener);
/* Run the callback of a listener that was entered. */
void hln_listener_call(struct hln_listener *listener,
		       const struct hashlane_event *events, size_t count);

/* No more events; its callback may be running. Never waits. */
void hln_listener_end(struct hln_listener *listener);

/* Begin to poll; false: another thread does. */
bool hln_listener_poll_begin(struct hln_listener *listener);
/*
 * Take events, and wait for them until the deadline. HASHLANE_TIMEOUT: there
 * are none, and the poll goes on. It ends with all others: HASHLANE_OK,
 * HASHLANE_HANDLE: the listener has ended.
 */
int32_t hln_listener_poll(struct hln_listener *listener,
			  const struct hashlane_event **events, size_t *count,
			  size_t most, uint64_t deadline_ns);
/* End a poll that goes on. */
void hln_listener_poll_end(struct hln_listener *listener);

/* A descriptor that is readable while events wait: HASHLANE_OK or _IO. */
int32_t hln_listener_descriptor(int64_t *out, struct hln_listener *listener);

/* Is the calling thread in the callback of a listener? */
bool hln_listener_within(void);
/* In that of a listener of this engine, or of one of its jobs? */
bool hln_listener_within_engine(const struct hln_engine *engine);

#endif
