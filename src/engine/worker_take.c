/* SPDX-License-Identifier: MIT */
/* worker_take.c - what a worker takes at the start of a round. */
#include "worker_take.h"

#include "engine.h"
#include "job_inputs.h"
#include "lookup.h"
#include "pushed.h"
#include "reading.h"
#include "scheduling.h"
#include "split_file.h"
#include "work_stream.h"
#include "worker_files.h"
#include "worker_slots.h"

void hln_worker_take_parts(struct hln_worker *worker)
{
	unsigned most = worker->job->board.plan.part_lanes;

	while (worker->active < hln_scheduling_limit(worker) &&
	       worker->active < most &&
	       !hln_pace_waits(&worker->job->board.pace) &&
	       hln_worker_slots_need(worker)) {
		struct hln_slot *slot = worker->slots[worker->active];

		if (!hln_split_file_take(slot, worker->job))
			return;
		worker->active++;
		hln_worker_slots_read(worker, slot);
	}
}

void hln_worker_take_deferred(struct hln_worker *worker)
{
	while (worker->active < hln_scheduling_limit(worker) &&
	       hln_worker_slots_need(worker)) {
		struct hln_open_file *entry =
			hln_board_take_deferred(&worker->job->board);

		if (!entry)
			return;
		hln_worker_slots_adopt(worker, entry);
	}
}

void hln_worker_take_waiting(struct hln_worker *worker)
{
	struct hln_board *board = &worker->job->board;

	while (worker->active < hln_scheduling_limit(worker) &&
	       !hln_reading_slot(worker) && hln_worker_slots_need(worker)) {
		struct hln_device *device =
			worker->place ? worker->place :
					hln_board_choose_device(board);
		struct hln_open_file *entry;
		struct hln_slot *stream;

		if (!device || !hln_reading_take_place(worker, device))
			return;
		stream = hln_board_take_waiting_stream(board, device);
		if (stream) {
			/* In place of the spare one. */
			hln_work_stream_destroy(worker->slots[worker->active],
						worker->engine);
			worker->slots[worker->active++] = stream;
			continue;
		}
		entry = hln_board_take_waiting(board, device);
		if (!entry)
			return;
		hln_worker_slots_adopt(worker, entry);
	}
}

enum hln_taken hln_worker_take_inputs(struct hln_worker *worker, bool patient)
{
	struct hln_open_file *entries[HLN_SLOTS_MAX];
	unsigned room = 0, limit = hln_scheduling_limit(worker),
		 first = worker->active;
	size_t share = hln_board_share(&worker->job->board, first), count;
	enum hln_taken taken;
	bool alone;

	if (!hln_worker_files_begin(worker, &alone))
		return HLN_STARVED;
	while (first + room < limit && room < share) {
		worker->active = first + room;
		if (!hln_worker_slots_need(worker))
			break;
		entries[room] = worker->slots[first + room]->entry;
		room++;
	}
	worker->active = first;
	taken = hln_job_inputs_take(worker->job, entries, room, &count,
				    patient);
	hln_worker_files_end(worker, alone);
	for (size_t i = first; i < first + count; i++) {
		struct hln_slot *slot = worker->slots[i];

		slot->opened = false;
		slot->begun = false;
		slot->filled = 0;
		if (slot->entry->pushed) {
			/* It goes on in its own slot, and this one is spare. */
			hln_pushed_begin(worker->job, slot);
			hln_reading_open(worker->job);
			continue;
		}
		worker->slots[i] = worker->slots[worker->active];
		worker->slots[worker->active++] = slot;
	}
	return taken;
}

/* Of what was asked about, files that are not known, into free slots. */
static bool take_unknown(struct hln_worker *worker)
{
	size_t limit = hln_scheduling_limit(worker);
	size_t share = hln_board_share(&worker->job->board, worker->active);

	for (;
	     share && worker->active < limit && hln_worker_slots_need(worker);
	     share--) {
		struct hln_open_file *entry =
			hln_board_take_unknown(&worker->job->board);

		if (!entry)
			return false;
		hln_worker_slots_adopt(worker, entry);
	}
	return true;
}

enum hln_taken hln_worker_take_looked_up(struct hln_worker *worker,
					 bool patient)
{
	struct hln_job *job = worker->job;
	struct hln_question *question;
	enum hln_taken taken;
	bool alone;

	hln_lookup_settle(job, &worker->counters);
	if (take_unknown(worker) ||
	    worker->active > hln_scheduling_limit(worker) / 2 ||
	    !hln_lookup_may_ask(job))
		return HLN_TAKEN;
	if (!hln_worker_files_begin(worker, &alone))
		return HLN_STARVED;
	taken = hln_lookup_gather(&question, job, patient);
	hln_worker_files_end(worker, alone);
	/* A callback may wait for a thread that needs a descriptor. */
	if (question)
		hln_worker_files_hold(worker, hln_worker_files_any(worker));
	hln_lookup_ask(job, question);
	hln_lookup_settle(job, &worker->counters);
	(void)take_unknown(worker);
	return taken;
}
