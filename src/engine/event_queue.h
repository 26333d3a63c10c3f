/* SPDX-License-Identifier: MIT */
/*
 * event_queue.h - events that wait to be polled, with the texts they point
 * to. One thread at a time; what was returned by hln_queue_take may be read
 * meanwhile.
 */
#ifndef HLN_EVENT_QUEUE_H
#define HLN_EVENT_QUEUE_H

#include "allocator.h"

#include <stdbool.h>

struct hln_event_batch;

struct hln_event_queue {
	const struct hln_allocator *memory;
	struct hln_event_batch *first, *last;
	struct hln_event_batch *spare; /* one that is empty, or NULL */
	size_t most;                   /* that may wait */
	size_t waiting;
	size_t returned; /* of first, by the last take */
	uint64_t lost;   /* since the last that was queued */
	struct hashlane_event lost_event;
};

/*
 * Room for what is never lost: of a job its last progress and its end, with
 * what was lost before. NULL: no memory.
 */
struct hln_event_batch *hln_event_reserve(const struct hln_allocator *memory);
/* NULL is fine. */
void hln_event_batch_free(const struct hln_allocator *memory,
			  struct hln_event_batch *batch);

/* Queue a copy of an event, text included; else it counts as lost. */
void hln_queue_push(struct hln_event_queue *queue,
		    const struct hashlane_event *event);
/* Progress: it replaces the newest event if that is progress, too. */
void hln_queue_progress(struct hln_event_queue *queue,
			const struct hashlane_event *event, bool replace);
/* One that is never lost; *reserve is used, and NULL then, if it must be. */
void hln_queue_insist(struct hln_event_queue *queue,
		      const struct hashlane_event *event,
		      struct hln_event_batch **reserve);

/* Are there any to take? */
bool hln_queue_waits(const struct hln_event_queue *queue);
/* Drop what was returned before, and return what is next: up to `most`. */
size_t hln_queue_take(struct hln_event_queue *queue,
		      const struct hashlane_event **events, size_t most);
void hln_queue_clear(struct hln_event_queue *queue);

#endif
