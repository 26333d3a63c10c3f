/* SPDX-License-Identifier: MIT */
/* worker_end.c - streams that ended get their rows. */
#include "worker_end.h"

#include "engine.h"
#include "pushed.h"
#include "reading.h"
#include "row_writer.h"
#include "split_file.h"
#include "work_stream.h"
#include "worker_files.h"
#include "worker_hash.h"
#include "worker_slots.h"

void hln_worker_end_alone(struct hln_worker *worker)
{
	if (worker->alone)
		hln_board_leave_alone(&worker->job->board);
	worker->alone = false;
}

void hln_worker_end_parked(struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->pushed || slot->filled ||
		    !hln_worker_slots_goes_on(slot) ||
		    !hln_pushed_park(slot)) {
			i++;
			continue;
		}
		(void)hln_worker_slots_remove(worker, i);
	}
}

void hln_worker_end_stalled(struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->stalled) {
			i++;
			continue;
		}
		slot->stalled = false;
		(void)hln_worker_slots_remove(worker, i);
		if (hln_board_wait_stream(&worker->job->board,
					  slot->entry->disk, slot)) {
			worker->waits = true;
			continue;
		}
		/* No memory: it goes without, where it was. */
		slot->entry->disk = NULL;
		worker->slots[worker->slot_count++] =
			worker->slots[worker->active];
		worker->slots[worker->active++] = slot;
	}
}

/* What ended is spare; pushed streams end with their slots. */
static void clear_spare(struct hln_worker *worker)
{
	for (unsigned i = worker->active; i < worker->slot_count;) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->pushed) {
			hln_work_stream_clear(slot);
			i++;
			continue;
		}
		worker->slots[i] = worker->slots[--worker->slot_count];
		hln_pushed_finish(slot);
	}
}

/* Which streams ended. Their slots are slots[active..] then. */
static void find_endings(struct hln_worker *worker,
			 struct hln_row_writer *endings)
{
	endings->count = 0;
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];
		struct hln_open_file **entry = &slot->entry;
		struct hln_hasher *hasher = &slot->hasher;
		struct hln_split_file *whole = NULL;

		if (!slot->opened || (!slot->begun && !slot->whole) ||
		    slot->filled || hln_worker_slots_goes_on(slot)) {
			i++;
			continue;
		}
		hln_worker_slots_make_spare(worker, i);
		if (slot->whole) {
			if (!hln_split_file_finish(slot, &whole))
				continue;
			entry = &whole->entry;
			hasher = &whole->hasher;
		}
		if (!hln_row_writer_judge(*entry, hasher) ||
		    !hln_worker_slots_defer(worker, entry)) {
			hln_row_writer_add(endings, *entry, hasher, whole);
			continue;
		}
		if (whole)
			hln_split_file_release(whole);
		else
			hln_work_stream_clear(slot);
	}
}

void hln_worker_end_streams(struct hln_worker *worker)
{
	struct hln_row_writer endings;

	find_endings(worker, &endings);
	if (!endings.count) {
		if (!worker->active)
			hln_worker_end_alone(worker);
		return;
	}
	if (worker->job->flags & HASHLANE_JOB_SEQUENTIAL)
		hln_row_writer_sort(&endings);
	if (hln_row_writer_enter(&endings, worker->job)) {
		bool held = worker->holds;

		/* The last blocks are padded, hashed and written. */
		hln_worker_hash_note(worker);
		/* A callback may wait for a thread that needs a descriptor. */
		if (atomic_load(&worker->job->subscribers.events))
			hln_worker_files_hold(worker, false);
		hln_row_writer_leave(&endings, worker->job, &worker->counters);
		hln_worker_files_hold(worker, held);
	}
	hln_row_writer_release(&endings);
	clear_spare(worker);
	hln_worker_files_closed(worker);
	if (!worker->active)
		hln_worker_end_alone(worker);
}

void hln_worker_end_offer(struct hln_worker *worker)
{
	struct hln_board *board = &worker->job->board;

	if (!worker->waits)
		return;
	worker->waits = false;
	if (hln_board_waiting_ready(board))
		hln_workforce_offer(board, true);
}
