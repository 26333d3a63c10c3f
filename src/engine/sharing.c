/* SPDX-License-Identifier: MIT */
/*
 * sharing.c - which job a worker serves, and which of its streams others do
 * better.
 */
#include "sharing.h"

#include "../hash/tracks.h"
#include "team.h"
#include "whole.h"

enum {
	DONATE_MIN = 512 * 1024, /* bytes that are worth a wake-up */
	WHALE_MIN = 16 * 1024 * 1024,
	PATIENCE = 8 /* rounds */
};

/* Is there something in it for one more worker? */
static bool wants_worker(struct hln_job *job)
{
	bool wants;

	hln_lock_take(&job->lock);
	/* Of a disk that must not seek, one reads; others may help him. */
	wants = job->donated || hln_whole_waits(job) || hln_team_waits(job) ||
		(!job->ended && !job->dry &&
		 !(job->flags & HASHLANE_JOB_SEQUENTIAL && job->workers));
	wants = wants && !hln_job_is_final(job);
	hln_lock_give(&job->lock);
	return wants;
}

struct hln_job *hln_choose_job(struct hln_engine *engine)
{
	struct hln_job *best = NULL;

	hln_lock_take(&engine->lock);
	for (struct hln_job *job = engine->jobs; job; job = job->next)
		if (wants_worker(job) &&
		    (!best || job->workers < best->workers))
			best = job;
	if (best && !hln_job_attach(best))
		best = NULL;
	hln_lock_give(&engine->lock);
	return best;
}

unsigned hln_stream_limit(const struct hln_worker *worker)
{
	if (worker->alone)
		return worker->active;
	if (worker->job->flags & HASHLANE_JOB_SEQUENTIAL)
		return 1;
	return worker->job->plan.lanes;
}

void hln_take_donated(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;

	/* What it gave away itself is for those who are just waking up. */
	if (worker->patience && worker->active) {
		worker->patience--;
		return;
	}
	while (worker->active < hln_stream_limit(worker)) {
		struct hln_slot *slot;

		hln_lock_take(&job->lock);
		slot = job->donated;
		if (slot)
			job->donated = slot->next;
		hln_lock_give(&job->lock);
		if (!slot)
			return;
		/* In place of a spare one, where there is one. */
		if (worker->slot_count == HLN_SLOTS_MAX)
			hln_slot_destroy(worker->slots[--worker->slot_count],
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

	return slot->opened && end > slot->at ? end - slot->at : 0;
}

/* Give all streams but the first `keep` to workers that want some. */
static void donate(struct hln_worker *worker, unsigned keep)
{
	struct hln_job *job = worker->job;

	hln_lock_take(&job->lock);
	while (worker->active > keep) {
		struct hln_slot *slot = worker->slots[--worker->active];

		worker->slots[worker->active] =
			worker->slots[--worker->slot_count];
		slot->next = job->donated;
		job->donated = slot;
	}
	hln_lock_give(&job->lock);
	worker->patience = PATIENCE;
	hln_engine_wake(worker->engine);
}

void hln_share_out(struct hln_worker *worker)
{
	uint64_t left = 0;

	if (worker->active < 2 || !atomic_load(&worker->engine->idle))
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

void hln_find_whale(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	unsigned longest = 0, workers = worker->engine->worker_count;
	uint64_t left = 0, rest, streams, alone, together;

	if (worker->active < 2 || worker->alone || workers < 2)
		return;
	for (unsigned i = 0; i < worker->active; i++)
		if (!worker->slots[i]->whole &&
		    bytes_left(worker->slots[i]) > left) {
			longest = i;
			left = bytes_left(worker->slots[i]);
		}
	if (left < WHALE_MIN)
		return;
	rest = hln_job_rest(job, left, &streams);
	if (streams > job->plan.lanes)
		streams = job->plan.lanes;
	alone = hln_set_cost(&job->set, worker->engine->cpu, 1);
	together = hln_set_cost(&job->set, worker->engine->cpu,
				(size_t)streams);
	if (together * 3 < alone * 4 ||
	    (double)left * (double)alone <
		    (double)rest * (double)together /
			    (double)(streams * (workers - 1)) ||
	    !hln_job_enter_alone(job))
		return;
	{
		struct hln_slot *whale = worker->slots[longest];

		worker->slots[longest] = worker->slots[0];
		worker->slots[0] = whale;
	}
	worker->alone = true;
	donate(worker, 1);
}

void hln_seek_help(struct hln_worker *worker)
{
	if (worker->active == 1 && atomic_load(&worker->engine->idle) &&
	    hln_team_run(worker->slots[0], worker->job, &worker->counters))
		worker->mark_ns = hln_clock_ns();
}

bool hln_give_way(struct hln_worker *worker)
{
	struct hln_engine *engine = worker->engine;
	uint64_t news = hln_engine_news(engine);
	struct hln_job *job = worker->job;
	bool starves = false;

	if (news == worker->news)
		return false;
	worker->news = news;
	for (unsigned i = 0; i < worker->active; i++)
		if (!worker->slots[i]->opened)
			return false;
	hln_lock_take(&engine->lock);
	for (struct hln_job *other = engine->jobs; other; other = other->next)
		starves |= other != job && !other->workers &&
			   wants_worker(other);
	hln_lock_give(&engine->lock);
	hln_lock_take(&job->lock);
	starves = starves && job->workers > 1;
	hln_lock_give(&job->lock);
	if (starves)
		donate(worker, 0);
	return starves;
}
