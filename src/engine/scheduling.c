/* SPDX-License-Identifier: MIT */
/*
 * scheduling.c - how the workers of a job divide its streams; scheduling.h
 * explains the policies.
 */
#include "scheduling.h"

#include "../hash/tracks.h"
#include "engine.h"
#include "job_progress.h"
#include "reading.h"
#include "work_stream.h"
#include "team.h"
#include "worker_slots.h"

enum {
	DONATE_MIN = 512 * 1024, /* bytes that are worth a wake-up */
	LONGEST_MIN = 16 * 1024 * 1024,
	PATIENCE = 8 /* rounds */
};

unsigned hln_scheduling_limit(const struct hln_worker *worker)
{
	if (worker->alone)
		return worker->active;
	/* What is read at a place must not wait for others; see below. */
	if (worker->place && hln_reading_slot(worker))
		return worker->active > 1 ||
				       hln_workforce_idles(
					       &worker->engine->workforce) ?
			       worker->active :
			       2;
	return worker->job->board.plan.lanes;
}

void hln_scheduling_take_donated(struct hln_worker *worker)
{
	struct hln_board *board = &worker->job->board;

	/* What it has donated itself is for threads that are waking up. */
	if (worker->patience && worker->active) {
		worker->patience--;
		return;
	}
	while (worker->active < hln_scheduling_limit(worker)) {
		struct hln_slot *slot = hln_board_take_donated(board,
							       worker->active);

		if (!slot)
			return;
		/* In place of a spare one, where there is one. */
		if (worker->slot_count == HLN_SLOTS_MAX)
			hln_work_stream_destroy(
				worker->slots[--worker->slot_count],
				worker->engine);
		worker->slots[worker->slot_count] =
			worker->slots[worker->active];
		worker->slots[worker->active++] = slot;
		worker->slot_count++;
	}
}

static uint64_t bytes_left(const struct hln_slot *slot)
{
	uint64_t end = slot->whole ? slot->end : slot->entry->size_bytes;

	/* A pushed stream has no unread bytes but those in its block. */
	if (slot->pushed)
		return 0;
	return slot->opened && end > slot->at ? end - slot->at : 0;
}

/* Give slots[i] to workers that want some. */
static void donate_one(struct hln_worker *worker, unsigned i)
{
	hln_board_donate(&worker->job->board,
			 hln_worker_slots_remove(worker, i));
}

/* Give all streams but the first `keep`. */
static void donate(struct hln_worker *worker, unsigned keep)
{
	struct hln_board *board = &worker->job->board;

	while (worker->active > keep)
		donate_one(worker, worker->active - 1);
	worker->patience = PATIENCE;
	/* Streams of a job that has to wait wake no thread. */
	hln_workforce_offer(board, !hln_pace_waits(&board->pace));
}

bool hln_scheduling_trade_in(struct hln_worker *worker)
{
	bool open = hln_board_has_open(&worker->job->board);

	if (open)
		donate(worker, 0);
	return open;
}

void hln_scheduling_share_out(struct hln_worker *worker)
{
	uint64_t left = 0;

	if (worker->active < 2 ||
	    !hln_workforce_idles(&worker->engine->workforce) ||
	    worker->place || atomic_load(&worker->job->board.one_reads))
		return;
	for (unsigned i = 0; i < worker->active; i++) {
		/* One that waits for a descriptor waits for this worker's. */
		if (!worker->slots[i]->opened)
			return;
		left += bytes_left(worker->slots[i]);
	}
	if (left >= DONATE_MIN)
		donate(worker, (worker->active + 1) / 2);
}

void hln_scheduling_isolate_longest(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	unsigned longest = 0, workers = worker->engine->workforce.worker_count;
	uint64_t left = 0, others_left, streams, alone, together;

	if (worker->active < 2 || worker->alone || workers < 2 ||
	    worker->place || atomic_load(&job->board.one_reads))
		return;
	for (unsigned i = 0; i < worker->active; i++)
		if (!worker->slots[i]->whole &&
		    bytes_left(worker->slots[i]) > left) {
			longest = i;
			left = bytes_left(worker->slots[i]);
		}
	if (left < LONGEST_MIN)
		return;
	others_left = hln_board_bytes_left(
		&job->board,
		hln_progress_fields_get(&job->progress.bytes_total),
		hln_progress_fields_get(&job->progress.bytes_done),
		hln_progress_fields_get(&job->progress.files_total), left,
		&streams);
	if (streams > job->board.plan.lanes)
		streams = job->board.plan.lanes;
	alone = hln_tracks_cost(&job->set, worker->engine->cpu, 1);
	together = hln_tracks_cost(&job->set, worker->engine->cpu,
				   (size_t)streams);
	if (together * 3 < alone * 4 ||
	    (double)left * (double)alone <
		    (double)others_left * (double)together /
			    (double)(streams * (workers - 1)) ||
	    !hln_board_enter_alone(&job->board))
		return;
	{
		struct hln_slot *longest_slot = worker->slots[longest];

		worker->slots[longest] = worker->slots[0];
		worker->slots[0] = longest_slot;
	}
	worker->alone = true;
	donate(worker, 1);
}

void hln_scheduling_seek_help(struct hln_worker *worker)
{
	struct hln_slot *only = worker->active == 1 ? worker->slots[0] :
						      hln_reading_slot(worker);

	if (!only || !hln_workforce_idles(&worker->engine->workforce))
		return;
	/* A team reads on, and does not ask what is in memory. */
	if (only->entry->disk && !only->whole &&
	    !hln_reading_take_place(worker, only->entry->disk))
		return;
	if (hln_team_run(only, worker->job, &worker->counters))
		worker->mark_ns = hln_clock_ns();
}

void hln_scheduling_keep_apart(struct hln_worker *worker)
{
	const struct hln_slot *one = worker->place ? hln_reading_slot(worker) :
						     NULL;
	bool any = false;

	if (!one || !hln_workforce_idles(&worker->engine->workforce))
		return;
	for (unsigned i = 0; i < worker->active;) {
		const struct hln_slot *slot = worker->slots[i];

		if (slot == one || !slot->started || slot->ended) {
			i++;
			continue;
		}
		donate_one(worker, i);
		any = true;
	}
	if (any)
		hln_workforce_offer(&worker->job->board, true);
}

void hln_scheduling_give_all(struct hln_worker *worker)
{
	if (worker->active)
		donate(worker, 0);
}

void hln_scheduling_go_behind(struct hln_worker *worker)
{
	hln_scheduling_give_all(worker);
	hln_workforce_put_behind(&worker->job->board);
}

bool hln_scheduling_give_way(struct hln_worker *worker)
{
	uint64_t wake_count =
		hln_workforce_wake_count(&worker->engine->workforce);
	struct hln_board *board = &worker->job->board;
	bool starves, outranked;

	if (wake_count == worker->wake_count)
		return false;
	worker->wake_count = wake_count;
	/*
	 * A stream without a descriptor cannot be donated, unless it waits for
	 * a place or the worker is starved.
	 */
	for (unsigned i = 0; i < worker->active; i++)
		if (!worker->slots[i]->opened && !worker->starved &&
		    !worker->slots[i]->entry->disk)
			return false;
	hln_workforce_compare(board, &outranked, &starves);
	/* A board is not left without a worker for that. */
	starves = starves && (worker->starved || hln_board_workers(board) > 1);
	if (starves || outranked)
		donate(worker, 0);
	return starves || outranked;
}
