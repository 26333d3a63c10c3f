/* SPDX-License-Identifier: MIT */
/*
 * event_queue.h - the events of a listener that wait to be polled, with copies
 * of their paths.
 *
 * One thread at a time uses a queue. The events that hln_event_queue_take
 * returned stay valid until the next take, also while others are added.
 */
#ifndef HLN_EVENT_QUEUE_H
#define HLN_EVENT_QUEUE_H

#include "allocator.h"

#include <stdbool.h>

struct hln_event_batch;

struct hln_event_queue {
	const struct hln_allocator *memory;
	struct hln_event_batch *first, *last;
	struct hln_event_batch *spare; /* an empty one, or NULL */
	size_t most;                   /* events that may wait */
	size_t waiting;                /* events that do */
	size_t returned; /* events of `first`, by the last take */
	uint64_t lost;   /* events since the last that was queued */
	struct hashlane_event lost_event;
};

/*
 * Room for the events of a job that are never lost: its last progress, its
 * end, and LOST before them. NULL: no memory.
 */
struct hln_event_batch *
hln_event_queue_reserve(const struct hln_allocator *memory);
/* `batch` may be NULL. */
void hln_event_queue_free_batch(const struct hln_allocator *memory,
				struct hln_event_batch *batch);

/* Add a copy of an event with its path; without room it counts as lost. */
void hln_event_queue_push(struct hln_event_queue *queue,
			  const struct hashlane_event *event);
/*
 * Add a progress event, or drop it without room. With `replace` it overwrites
 * the newest event if that is progress of the same job.
 */
void hln_event_queue_push_progress(struct hln_event_queue *queue,
				   const struct hashlane_event *event,
				   bool replace);
/*
 * Add an event that must not be lost. Without memory *reserve becomes part of
 * the queue, and NULL.
 */
void hln_event_queue_insist(struct hln_event_queue *queue,
			    const struct hashlane_event *event,
			    struct hln_event_batch **reserve);

/* Is there an event to take? */
bool hln_event_queue_waits(const struct hln_event_queue *queue);
/*
 * Drop the events of the last take and return the next ones, `most` at most.
 * There is one to take.
 */
size_t hln_event_queue_take(struct hln_event_queue *queue,
			    const struct hashlane_event **events, size_t most);
/* Free all events. */
void hln_event_queue_clear(struct hln_event_queue *queue);

#endif
