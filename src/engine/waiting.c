/* SPDX-License-Identifier: MIT */
/* waiting.c - a job's files that wait for a place at their device. */
#include "waiting.h"

#include "slot.h"

#include <stdlib.h>

/*
 * So far a job looks ahead of a device that is read: what it finds is kept, a
 * KiB or so each.
 */
enum { WAITING_MAX = 512 };

/* Made for the first that waits, and kept until the job ends. */
struct hln_queue {
	struct hln_queue *next;
	struct hln_device *device;
	struct hln_open_file *first, *last;
	struct hln_slot *streams;
	bool claims; /* the device knows that the job waits */
};

static struct hln_queue *find(const struct hln_waiting *waiting,
			      const struct hln_device *device)
{
	struct hln_queue *queue = waiting->queues;

	while (queue && queue->device != device)
		queue = queue->next;
	return queue;
}

static bool has_any(const struct hln_queue *queue)
{
	return queue->first || queue->streams;
}

/* After each change of a queue, or of the job's. */
static void update_claim(const struct hln_waiting *waiting,
			 struct hln_queue *queue)
{
	bool claims = has_any(queue) && !atomic_load(&waiting->pace->paused);

	if (claims != queue->claims)
		hln_device_await(waiting->devices, queue->device,
				 waiting->pace, claims);
	queue->claims = claims;
}

void hln_waiting_review(struct hln_waiting *waiting)
{
	for (struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		update_claim(waiting, queue);
}

/* NULL: no memory. */
static struct hln_queue *make(struct hln_waiting *waiting,
			      struct hln_device *device)
{
	struct hln_queue *queue = find(waiting, device);

	if (queue)
		return queue;
	queue = calloc(1, sizeof(*queue));
	if (!queue)
		return NULL;
	queue->device = device;
	queue->next = waiting->queues;
	waiting->queues = queue;
	return queue;
}

static void insert(struct hln_queue *queue, struct hln_open_file *entry)
{
	struct hln_open_file **at = &queue->first;

	/* Most come in order. */
	if (queue->last && queue->last->index < entry->index)
		at = &queue->last->next;
	while (*at && (*at)->index < entry->index)
		at = &(*at)->next;
	entry->next = *at;
	*at = entry;
	if (!entry->next)
		queue->last = entry;
}

bool hln_waiting_put(struct hln_waiting *waiting, struct hln_device *device,
		     struct hln_open_file *entry)
{
	struct hln_queue *queue = make(waiting, device);

	if (!queue)
		return false;
	insert(queue, entry);
	waiting->count++;
	update_claim(waiting, queue);
	return true;
}

bool hln_waiting_put_stream(struct hln_waiting *waiting,
			    struct hln_device *device, struct hln_slot *slot)
{
	struct hln_queue *queue = make(waiting, device);

	if (!queue)
		return false;
	slot->next = queue->streams;
	queue->streams = slot;
	update_claim(waiting, queue);
	return true;
}

struct hln_device *hln_waiting_choose(const struct hln_waiting *waiting)
{
	for (const struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		if (has_any(queue) &&
		    hln_device_has_room(waiting->devices, queue->device))
			return queue->device;
	return NULL;
}

static struct hln_open_file *take(struct hln_waiting *waiting,
				  struct hln_queue *queue)
{
	struct hln_open_file *entry = queue->first;

	queue->first = entry->next;
	if (!queue->first)
		queue->last = NULL;
	entry->next = NULL;
	waiting->count--;
	update_claim(waiting, queue);
	return entry;
}

static struct hln_slot *take_stream(const struct hln_waiting *waiting,
				    struct hln_queue *queue)
{
	struct hln_slot *slot = queue->streams;

	queue->streams = slot->next;
	update_claim(waiting, queue);
	return slot;
}

struct hln_open_file *hln_waiting_take(struct hln_waiting *waiting,
				       const struct hln_device *device)
{
	struct hln_queue *queue = find(waiting, device);

	return queue && queue->first ? take(waiting, queue) : NULL;
}

struct hln_slot *hln_waiting_take_stream(struct hln_waiting *waiting,
					 const struct hln_device *device)
{
	struct hln_queue *queue = find(waiting, device);

	return queue && queue->streams ? take_stream(waiting, queue) : NULL;
}

struct hln_open_file *hln_waiting_take_any(struct hln_waiting *waiting)
{
	for (struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		if (queue->first)
			return take(waiting, queue);
	return NULL;
}

struct hln_slot *hln_waiting_take_any_stream(struct hln_waiting *waiting)
{
	for (struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		if (queue->streams)
			return take_stream(waiting, queue);
	return NULL;
}

bool hln_waiting_for(const struct hln_waiting *waiting,
		     const struct hln_device *device)
{
	const struct hln_queue *queue = find(waiting, device);

	return queue && has_any(queue);
}

bool hln_waiting_ready(const struct hln_waiting *waiting)
{
	return hln_waiting_choose(waiting);
}

bool hln_waiting_stream_ready(const struct hln_waiting *waiting)
{
	for (const struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		if (queue->streams &&
		    hln_device_has_room(waiting->devices, queue->device))
			return true;
	return false;
}

bool hln_waiting_any(const struct hln_waiting *waiting)
{
	for (const struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		if (has_any(queue))
			return true;
	return false;
}

bool hln_waiting_full(const struct hln_waiting *waiting)
{
	return waiting->count >= WAITING_MAX;
}

bool hln_waiting_let_go(const struct hln_waiting *waiting)
{
	bool any = false;

	for (const struct hln_queue *queue = waiting->queues; queue;
	     queue = queue->next)
		for (struct hln_open_file *entry = queue->first; entry;
		     entry = entry->next) {
			if (!entry->owned)
				continue;
			any = true;
			/* It is opened again as the same file. */
			entry->device = entry->before.device;
			entry->inode = entry->before.inode;
			hln_open_file_let_go(entry);
		}
	return any;
}

void hln_waiting_destroy(struct hln_waiting *waiting)
{
	while (waiting->queues) {
		struct hln_queue *queue = waiting->queues;

		waiting->queues = queue->next;
		free(queue);
	}
}
