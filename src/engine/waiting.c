/* SPDX-License-Identifier: MIT */
/* waiting.c - a job's files that wait for a place at their device. */
#include "waiting.h"

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

static struct hln_queue *find(const struct hln_job *job,
			      const struct hln_device *device)
{
	struct hln_queue *queue = job->queues;

	while (queue && queue->device != device)
		queue = queue->next;
	return queue;
}

static bool has_any(const struct hln_queue *queue)
{
	return queue->first || queue->streams;
}

/* After each change of a queue, or of the job's; the lock is held. */
static void update_claim(struct hln_job *job, struct hln_queue *queue)
{
	bool claims = has_any(queue) && !atomic_load(&job->pace.paused);

	if (claims != queue->claims)
		hln_device_await(&job->engine->devices, queue->device, job,
				 claims);
	queue->claims = claims;
}

void hln_waiting_review(struct hln_job *job)
{
	hln_lock_take(&job->lock);
	for (struct hln_queue *queue = job->queues; queue; queue = queue->next)
		update_claim(job, queue);
	hln_lock_give(&job->lock);
}

/* The lock is held. NULL: no memory. */
static struct hln_queue *make(struct hln_job *job, struct hln_device *device)
{
	struct hln_queue *queue = find(job, device);

	if (queue)
		return queue;
	queue = calloc(1, sizeof(*queue));
	if (!queue)
		return NULL;
	queue->device = device;
	queue->next = job->queues;
	job->queues = queue;
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

bool hln_waiting_put(struct hln_job *job, struct hln_device *device,
		     struct hln_open_file *entry)
{
	struct hln_queue *queue;

	hln_lock_take(&job->lock);
	queue = make(job, device);
	if (queue) {
		insert(queue, entry);
		job->waiting++;
		update_claim(job, queue);
	}
	hln_lock_give(&job->lock);
	return queue;
}

bool hln_waiting_put_stream(struct hln_job *job, struct hln_device *device,
			    struct hln_slot *slot)
{
	struct hln_queue *queue;

	hln_lock_take(&job->lock);
	queue = make(job, device);
	if (queue) {
		slot->next = queue->streams;
		queue->streams = slot;
		update_claim(job, queue);
	}
	hln_lock_give(&job->lock);
	return queue;
}

struct hln_device *hln_waiting_choose(const struct hln_worker *worker)
{
	struct hln_devices *devices = &worker->engine->devices;
	struct hln_job *job = worker->job;
	struct hln_device *device = worker->place;

	hln_lock_take(&job->lock);
	for (const struct hln_queue *queue = job->queues; queue && !device;
	     queue = queue->next)
		if (has_any(queue) &&
		    hln_device_has_room(devices, queue->device))
			device = queue->device;
	hln_lock_give(&job->lock);
	return device;
}

struct hln_open_file *hln_waiting_take(struct hln_job *job,
				       const struct hln_device *device)
{
	struct hln_open_file *entry = NULL;
	struct hln_queue *queue;

	hln_lock_take(&job->lock);
	queue = find(job, device);
	if (queue && queue->first) {
		entry = queue->first;
		queue->first = entry->next;
		if (!queue->first)
			queue->last = NULL;
		entry->next = NULL;
		job->waiting--;
		update_claim(job, queue);
	}
	hln_lock_give(&job->lock);
	return entry;
}

struct hln_slot *hln_waiting_take_stream(struct hln_job *job,
					 const struct hln_device *device)
{
	struct hln_slot *slot = NULL;
	struct hln_queue *queue;

	hln_lock_take(&job->lock);
	queue = find(job, device);
	if (queue && queue->streams) {
		slot = queue->streams;
		queue->streams = slot->next;
		update_claim(job, queue);
	}
	hln_lock_give(&job->lock);
	return slot;
}

bool hln_waiting_for(struct hln_job *job, const struct hln_device *device)
{
	const struct hln_queue *queue;
	bool any;

	hln_lock_take(&job->lock);
	queue = find(job, device);
	any = queue && has_any(queue);
	hln_lock_give(&job->lock);
	return any;
}

bool hln_waiting_ready(const struct hln_job *job)
{
	for (const struct hln_queue *queue = job->queues; queue;
	     queue = queue->next)
		if (has_any(queue) &&
		    hln_device_has_room(&job->engine->devices, queue->device))
			return true;
	return false;
}

bool hln_waiting_stream_ready(const struct hln_job *job)
{
	for (const struct hln_queue *queue = job->queues; queue;
	     queue = queue->next)
		if (queue->streams &&
		    hln_device_has_room(&job->engine->devices, queue->device))
			return true;
	return false;
}

bool hln_waiting_any(const struct hln_job *job)
{
	for (const struct hln_queue *queue = job->queues; queue;
	     queue = queue->next)
		if (has_any(queue))
			return true;
	return false;
}

bool hln_waiting_full(const struct hln_job *job)
{
	return job->waiting >= WAITING_MAX;
}

/* Close a file that is opened again as the same one. The lock is held. */
static bool let_go(struct hln_job *job)
{
	bool any = false;

	for (struct hln_queue *queue = job->queues; queue; queue = queue->next)
		for (struct hln_open_file *entry = queue->first; entry;
		     entry = entry->next) {
			if (!entry->owned)
				continue;
			any = true;
			entry->device = entry->before.device;
			entry->inode = entry->before.inode;
			hln_open_file_let_go(entry);
		}
	return any;
}

bool hln_waiting_let_go(struct hln_engine *engine)
{
	bool any = false;

	hln_lock_take(&engine->lock);
	for (struct hln_job *job = engine->lists[HLN_LIST_ALL].first; job;
	     job = hln_job_behind(job, HLN_LIST_ALL)) {
		hln_lock_take(&job->lock);
		any |= let_go(job);
		hln_lock_give(&job->lock);
	}
	hln_lock_give(&engine->lock);
	return any;
}

void hln_waiting_drop(struct hln_job *job)
{
	struct hln_queue *queue;

	hln_lock_take(&job->lock);
	queue = job->queues;
	job->queues = NULL;
	job->waiting = 0;
	hln_lock_give(&job->lock);
	while (queue) {
		struct hln_queue *next = queue->next;

		if (queue->claims)
			hln_device_await(&job->engine->devices, queue->device,
					 job, false);
		hln_slots_destroy(queue->streams, job->engine);
		while (queue->first) {
			struct hln_open_file *entry = queue->first;

			queue->first = entry->next;
			hln_open_file_destroy(entry);
			free(entry);
		}
		free(queue);
		queue = next;
	}
}
