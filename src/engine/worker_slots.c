/* SPDX-License-Identifier: MIT */
/* worker_slots.c - the slots of a worker. */
#include "worker_slots.h"

#include "engine.h"
#include "pushed.h"
#include "reading.h"
#include "work_stream.h"

#include <stdlib.h>

void hln_worker_slots_drop(struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->slot_count; i++)
		hln_work_stream_destroy(worker->slots[i], worker->engine);
	worker->slot_count = 0;
	worker->active = 0;
}

bool hln_worker_slots_need(struct hln_worker *worker)
{
	struct hln_slot *slot;

	if (worker->active < worker->slot_count)
		return true;
	slot = hln_slot_create(worker->job, worker->slot_count);
	if (!slot)
		return false;
	worker->slots[worker->slot_count++] = slot;
	return true;
}

struct hln_slot *hln_worker_slots_remove(struct hln_worker *worker, unsigned i)
{
	struct hln_slot *slot = worker->slots[i];

	worker->slots[i] = worker->slots[--worker->active];
	worker->slots[worker->active] = worker->slots[--worker->slot_count];
	return slot;
}

void hln_worker_slots_make_spare(struct hln_worker *worker, unsigned i)
{
	struct hln_slot *slot = worker->slots[i];

	worker->active--;
	worker->slots[i] = worker->slots[worker->active];
	worker->slots[worker->active] = slot;
}

void hln_worker_slots_count_pace(struct hln_worker *worker,
				 const struct hln_slot *slot)
{
	if (slot->data == slot->buffer)
		hln_pace_count(&worker->job->board.pace, slot->filled);
}

void hln_worker_slots_read(struct hln_worker *worker, struct hln_slot *slot)
{
	hln_work_stream_read(slot);
	hln_worker_slots_count_pace(worker, slot);
}

static bool has_failed(const struct hln_slot *slot)
{
	return slot->hasher.failure ||
	       (slot->entry && !slot->whole && slot->entry->status);
}

bool hln_worker_slots_goes_on(const struct hln_slot *slot)
{
	return slot->opened && !slot->ended && slot->started &&
	       !has_failed(slot);
}

bool hln_worker_slots_find_next(const struct hln_worker *worker,
				unsigned *next)
{
	bool found = false;

	for (unsigned i = 0; i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (slot->begun || slot->whole ||
		    (found &&
		     slot->entry->index > worker->slots[*next]->entry->index))
			continue;
		*next = i;
		found = true;
	}
	return found;
}

void hln_worker_slots_count_reads(struct hln_worker *worker,
				  struct hln_slot *slot)
{
	if (slot->entry->reads)
		hln_counters_add(&worker->counters.reads, slot->entry->reads);
	slot->entry->reads = 0;
}

void hln_worker_slots_adopt(struct hln_worker *worker,
			    struct hln_open_file *entry)
{
	struct hln_slot *slot = worker->slots[worker->active];

	hln_open_file_destroy(slot->entry);
	free(slot->entry);
	slot->entry = entry;
	slot->opened = false;
	slot->begun = false;
	slot->filled = 0;
	if (entry->pushed) {
		/* It goes on in its own slot, and this one is spare. */
		hln_pushed_begin(worker->job, slot);
		hln_reading_open(worker->job);
		return;
	}
	worker->active++;
}

bool hln_worker_slots_defer(struct hln_worker *worker,
			    struct hln_open_file **place)
{
	struct hln_open_file *spare = calloc(1, sizeof(*spare)),
			     *entry = *place;

	if (!spare) {
		entry->again = false;
		hln_open_file_fail(entry, HASHLANE_NO_MEMORY, 0, entry->bytes);
		return false;
	}
	spare->descriptor = -1;
	*place = spare;
	hln_counters_add(entry->first ? &worker->counters.rereads :
					&worker->counters.waits,
			 1);
	hln_board_defer(&worker->job->board, entry);
	/* An idle worker learns when it is due. */
	hln_workforce_offer(&worker->job->board, true);
	return true;
}

bool hln_worker_slots_wait(struct hln_worker *worker, unsigned i)
{
	struct hln_slot *slot = worker->slots[i];
	struct hln_open_file *entry = slot->entry;
	struct hln_open_file *spare = calloc(1, sizeof(*spare));

	if (!spare ||
	    !hln_board_wait(&worker->job->board, entry->disk, entry)) {
		free(spare);
		hln_open_file_fail(entry, HASHLANE_NO_MEMORY, 0, 0);
		slot->opened = true;
		return false;
	}
	spare->descriptor = -1;
	slot->entry = spare;
	hln_worker_slots_make_spare(worker, i);
	worker->waits = true;
	return true;
}
