/* SPDX-License-Identifier: MIT */
/*
 * event_queue.c - the events of a listener that wait to be polled.
 *
 * A queue is a list of batches: some events in a row, with their paths behind
 * them. A batch is freed, or kept as the spare one, when all its events were
 * returned and the next take comes.
 */
#include "event_queue.h"

#include "../mem/pool.h"

#include <string.h>

enum {
	BATCH_BYTES = 16384, /* a class of the pool */
	BATCH_EVENTS = 64,
	RESERVE_EVENTS = 5 /* LOST, PROGRESS twice, RESULTS, DONE */
};

/* `room` events, then text_room bytes for their paths. */
struct hln_event_batch {
	struct hln_event_batch *next;
	size_t bytes; /* of the batch with all its room */
	size_t count, room;
	size_t taken; /* events that were returned by earlier takes */
	size_t text_bytes, text_room;
	struct hashlane_event events[];
};

static char *text_of(struct hln_event_batch *batch)
{
	return (char *)(batch->events + batch->room);
}

static struct hln_event_batch *make_batch(const struct hln_allocator *memory,
					  size_t bytes, size_t room)
{
	/* The pool reuses batches, which saves fresh pages. */
	struct hln_event_batch *batch =
		memory->allocate ?
			hln_allocator_take(memory, bytes, HLN_ALIGNMENT) :
			hln_pool_take(bytes, HLN_OWNED_INSIDE);

	if (!batch)
		return NULL;
	memset(batch, 0, sizeof(*batch));
	batch->bytes = bytes;
	batch->room = room;
	batch->text_room = bytes - sizeof(*batch) -
			   room * sizeof(*batch->events);
	return batch;
}

struct hln_event_batch *
hln_event_queue_reserve(const struct hln_allocator *memory)
{
	return make_batch(memory,
			  sizeof(struct hln_event_batch) +
				  RESERVE_EVENTS *
					  sizeof(struct hashlane_event),
			  RESERVE_EVENTS);
}

void hln_event_queue_free_batch(const struct hln_allocator *memory,
				struct hln_event_batch *batch)
{
	if (batch && memory->allocate)
		hln_allocator_give(memory, batch, batch->bytes, HLN_ALIGNMENT);
	else if (batch)
		hln_pool_give(batch, HLN_OWNED_INSIDE);
}

static void append_batch(struct hln_event_queue *queue,
			 struct hln_event_batch *batch)
{
	if (queue->last)
		queue->last->next = batch;
	else
		queue->first = batch;
	queue->last = batch;
}

static bool fits(const struct hln_event_batch *batch, size_t text)
{
	return batch && batch->count < batch->room &&
	       batch->text_room - batch->text_bytes >= text;
}

/* Make sure that the last batch has room for an event. False: no memory. */
static bool make_room(struct hln_event_queue *queue, size_t text)
{
	size_t bytes = sizeof(struct hln_event_batch) +
		       BATCH_EVENTS * sizeof(struct hashlane_event);
	struct hln_event_batch *batch = queue->spare;

	if (fits(queue->last, text))
		return true;
	if (fits(batch, text)) {
		queue->spare = NULL;
	} else {
		bytes = text > BATCH_BYTES - bytes ? bytes + text :
						     BATCH_BYTES;
		batch = make_batch(queue->memory, bytes, BATCH_EVENTS);
	}
	if (!batch)
		return false;
	append_batch(queue, batch);
	return true;
}

/* The last batch has room. */
static void put(struct hln_event_queue *queue,
		const struct hashlane_event *event)
{
	struct hln_event_batch *batch = queue->last;
	struct hashlane_event *to = &batch->events[batch->count++];

	*to = *event;
	to->path = "";
	if (event->path_bytes) {
		char *text = text_of(batch) + batch->text_bytes;

		memcpy(text, event->path, event->path_bytes);
		text[event->path_bytes] = 0;
		batch->text_bytes += event->path_bytes + 1;
		to->path = text;
	}
	queue->waiting++;
}

static void fill_lost(struct hashlane_event *event,
		      const struct hln_event_queue *queue)
{
	memset(event, 0, sizeof(*event));
	event->kind = HASHLANE_EVENT_LOST;
	event->index = queue->lost;
	event->path = "";
}

/* Add LOST, if events were lost, before the next. False: no memory. */
static bool put_lost(struct hln_event_queue *queue)
{
	struct hashlane_event event;

	if (!queue->lost)
		return true;
	if (!make_room(queue, 0))
		return false;
	fill_lost(&event, queue);
	put(queue, &event);
	queue->lost = 0;
	return true;
}

void hln_event_queue_push(struct hln_event_queue *queue,
			  const struct hashlane_event *event)
{
	/* A job waits for the answer; there are few of these events. */
	bool has_room = queue->waiting < queue->most ||
			event->kind == HASHLANE_EVENT_LOOKUP;

	if (has_room && put_lost(queue) &&
	    make_room(queue, event->path_bytes + 1))
		put(queue, event);
	else
		queue->lost++;
}

void hln_event_queue_push_progress(struct hln_event_queue *queue,
				   const struct hashlane_event *event,
				   bool replace)
{
	struct hln_event_batch *last = queue->last;
	struct hashlane_event *newest =
		queue->waiting ? &last->events[last->count - 1] : NULL;

	if (replace && newest && !queue->lost &&
	    newest->kind == HASHLANE_EVENT_PROGRESS &&
	    newest->job == event->job)
		*newest = *event;
	else if (queue->waiting < queue->most && put_lost(queue) &&
		 make_room(queue, 0))
		put(queue, event);
}

void hln_event_queue_insist(struct hln_event_queue *queue,
			    const struct hashlane_event *event,
			    struct hln_event_batch **reserve)
{
	if (!put_lost(queue) || !make_room(queue, 0)) {
		if (!*reserve)
			return;
		append_batch(queue, *reserve);
		*reserve = NULL;
		(void)put_lost(queue);
	}
	put(queue, event);
}

bool hln_event_queue_waits(const struct hln_event_queue *queue)
{
	return queue->waiting || queue->lost;
}

/* Drop the events of the last take, and each batch that has no others. */
static void drop_returned(struct hln_event_queue *queue)
{
	struct hln_event_batch *first = queue->first;

	if (first)
		first->taken += queue->returned;
	queue->returned = 0;
	while (first && first->taken == first->count) {
		queue->first = first->next;
		if (!queue->first)
			queue->last = NULL;
		first->next = NULL;
		first->count = 0;
		first->taken = 0;
		first->text_bytes = 0;
		if (queue->spare || first->bytes != BATCH_BYTES)
			hln_event_queue_free_batch(queue->memory, first);
		else
			queue->spare = first;
		first = queue->first;
	}
}

size_t hln_event_queue_take(struct hln_event_queue *queue,
			    const struct hashlane_event **events, size_t most)
{
	struct hln_event_batch *first;
	size_t count;

	drop_returned(queue);
	first = queue->first;
	if (!queue->waiting) {
		/* Events were lost, and none was added since. */
		fill_lost(&queue->lost_event, queue);
		queue->lost = 0;
		*events = &queue->lost_event;
		return 1;
	}
	count = first->count - first->taken;
	if (count > most)
		count = most;
	queue->returned = count;
	queue->waiting -= count;
	*events = first->events + first->taken;
	return count;
}

void hln_event_queue_clear(struct hln_event_queue *queue)
{
	while (queue->first) {
		struct hln_event_batch *first = queue->first;

		queue->first = first->next;
		hln_event_queue_free_batch(queue->memory, first);
	}
	hln_event_queue_free_batch(queue->memory, queue->spare);
	queue->spare = NULL;
	queue->last = NULL;
	queue->waiting = 0;
	queue->returned = 0;
	queue->lost = 0;
}
