/* SPDX-License-Identifier: MIT */
/*
 * sharing.c - which job a worker serves, and which of its streams others do
 * better.
 */
#include "sharing.h"

#include "../hash/tracks.h"
#include "deferred.h"
#include "reading.h"
#include "team.h"
#include "waiting.h"
#include "split_file.h"

enum {
	DONATE_MIN = 512 * 1024, /* bytes that are worth a wake-up */
	LONGEST_MIN = 16 * 1024 * 1024,
	PATIENCE = 8 /* rounds */
};

/* What a job has for one more worker. */
struct wants {
	bool now;
	bool later;      /* not now, but as soon as a worker leaves it, or.. */
	uint64_t due_ns; /* ..at this time */
};

static struct wants ask(struct hln_job *job)
{
	uint64_t pace_ns = hln_pace_waits(&job->pace), aside_ns;
	struct wants wants = { .due_ns = HLN_FOREVER };
	bool has, due, streams, waits;

	hln_lock_take(&job->lock);
	if (hln_job_is_final(job) || pace_ns == HLN_FOREVER) {
		hln_lock_give(&job->lock);
		return wants;
	}
	has = !job->ended && !job->dry;
	aside_ns = hln_deferred_due_ns(job);
	due = aside_ns != HLN_FOREVER && aside_ns <= hln_clock_ns();
	waits = hln_waiting_any(job);
	/* Nothing overtakes in a sequential job. */
	streams = !(waits && job->flags & HASHLANE_JOB_SEQUENTIAL) &&
		  (job->donated || hln_split_file_waits(job) || due ||
		   hln_lookup_waits(job) ||
		   (has && !job->blocked && !hln_deferred_full(job) &&
		    !hln_waiting_full(job) && !hln_lookup_full(job)));
	/* Of what one reads others may help to hash. */
	wants.now = !pace_ns &&
		    (hln_team_waits(job) ||
		     (hln_has_reader_room(job) &&
		      (streams || (waits && hln_waiting_ready(job)))));
	/* What waits for a place, or for its time, is not offered. */
	wants.later = has || waits || job->donated || job->aside ||
		      hln_split_file_waits(job) || hln_lookup_waits(job);
	if (pace_ns)
		wants.due_ns = pace_ns;
	else if (!due)
		wants.due_ns = aside_ns;
	hln_lock_give(&job->lock);
	return wants;
}

/*
 * The job but `other` with the fewest workers that wants one, of those of one
 * priority; NULL: none does. The first that has none will do, so that of any
 * number of jobs only those with workers are looked at. A job that wants
 * nothing leaves the list; what makes it want something lists it again. The
 * engine's lock is held.
 */
static struct hln_job *find_in_list(struct hln_engine *engine,
				    int32_t priority,
				    const struct hln_job *other,
				    uint64_t *due_ns)
{
	struct hln_job *best = NULL,
		       *job = hln_wanting_list(engine->lists, priority)->first;

	while (job && (!best || best->workers)) {
		struct hln_job *next = hln_job_behind(job, HLN_LIST_WANTS);
		struct wants wants = ask(job);

		if (wants.due_ns < *due_ns)
			*due_ns = wants.due_ns;
		if (!wants.now) {
			if (!wants.later)
				hln_unlist_job(engine->lists, HLN_LIST_WANTS,
					       job);
		} else if (job != other &&
			   (!best || job->workers < best->workers)) {
			best = job;
		}
		job = next;
	}
	return best;
}

/* The same of those whose priority is at least `lowest`, the highest first. */
static struct hln_job *find_wanting(struct hln_engine *engine, int32_t lowest,
				    const struct hln_job *other,
				    uint64_t *due_ns)
{
	struct hln_job *best = NULL;

	for (int32_t priority = HASHLANE_PRIORITY_HIGHEST;
	     priority >= lowest && !best; priority--)
		best = find_in_list(engine, priority, other, due_ns);
	return best;
}

bool hln_has_work(struct hln_engine *engine)
{
	uint64_t due_ns = HLN_FOREVER;
	bool has;

	hln_lock_take(&engine->lock);
	has = find_wanting(engine, HASHLANE_PRIORITY_LOWEST, NULL, &due_ns);
	hln_lock_give(&engine->lock);
	return has;
}

struct hln_job *hln_choose_job(struct hln_engine *engine, uint64_t *due_ns)
{
	struct hln_job *best;

	*due_ns = HLN_FOREVER;
	hln_lock_take(&engine->lock);
	best = find_wanting(engine, HASHLANE_PRIORITY_LOWEST, NULL, due_ns);
	if (best && !hln_job_attach(best))
		best = NULL;
	hln_lock_give(&engine->lock);
	return best;
}

bool hln_is_outranked(struct hln_job *job)
{
	struct hln_engine *engine = job->engine;
	uint64_t due_ns = HLN_FOREVER;
	bool outranked;

	hln_lock_take(&engine->lock);
	outranked = find_wanting(engine, job->pace.priority + 1, NULL,
				 &due_ns);
	hln_lock_give(&engine->lock);
	return outranked;
}

unsigned hln_stream_limit(const struct hln_worker *worker)
{
	if (worker->alone)
		return worker->active;
	/* What is read at a place must not wait for others; see below. */
	if (worker->place && hln_read_slot(worker))
		return worker->active > 1 || hln_engine_idles(worker->engine) ?
			       worker->active :
			       2;
	return worker->job->plan.lanes;
}

static uint64_t index_of(const struct hln_slot *slot)
{
	return slot->whole ? slot->whole->entry->index : slot->entry->index;
}

/* Those whose file is open first, then as they came; the lock is held. */
static struct hln_slot *take_best(struct hln_job *job)
{
	struct hln_slot **best = &job->donated, *slot;

	if (!*best)
		return NULL;
	for (struct hln_slot **at = &(*best)->next; *at; at = &(*at)->next)
		if ((*at)->opened != (*best)->opened ?
			    (*at)->opened :
			    index_of(*at) < index_of(*best))
			best = at;
	slot = *best;
	*best = slot->next;
	return slot;
}

/* While streams are pushed each worker takes its share of all; else any. */
static size_t pushed_share(const struct hln_job *job)
{
	unsigned workers = job->engine->worker_count;

	if (!job->pushed.taken)
		return SIZE_MAX;
	return (job->in_flight - job->pushed.taken + job->pushed.awake +
		workers - 1) /
	       workers;
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
		struct hln_slot *slot = NULL;

		hln_lock_take(&job->lock);
		if (worker->active < pushed_share(job))
			slot = take_best(job);
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

	/* Of what is pushed, nothing waits but what is in its block. */
	if (slot->pushed)
		return 0;
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
	/* What has to wait is no news. */
	hln_engine_offer(job, !hln_pace_waits(&job->pace));
}

bool hln_trade_in(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	bool open;

	hln_lock_take(&job->lock);
	open = hln_split_file_waits(job) || hln_waiting_stream_ready(job);
	for (struct hln_slot *slot = job->donated; slot; slot = slot->next)
		open |= slot->opened;
	hln_lock_give(&job->lock);
	if (open)
		donate(worker, 0);
	return open;
}

void hln_share_out(struct hln_worker *worker)
{
	uint64_t left = 0;

	if (worker->active < 2 || !hln_engine_idles(worker->engine) ||
	    worker->place || atomic_load(&worker->job->one_reads))
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

void hln_isolate_longest(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	unsigned longest = 0, workers = worker->engine->worker_count;
	uint64_t left = 0, rest, streams, alone, together;

	if (worker->active < 2 || worker->alone || workers < 2 ||
	    worker->place || atomic_load(&job->one_reads))
		return;
	for (unsigned i = 0; i < worker->active; i++)
		if (!worker->slots[i]->whole &&
		    bytes_left(worker->slots[i]) > left) {
			longest = i;
			left = bytes_left(worker->slots[i]);
		}
	if (left < LONGEST_MIN)
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
		struct hln_slot *longest_slot = worker->slots[longest];

		worker->slots[longest] = worker->slots[0];
		worker->slots[0] = longest_slot;
	}
	worker->alone = true;
	donate(worker, 1);
}

void hln_seek_help(struct hln_worker *worker)
{
	struct hln_slot *only = worker->active == 1 ? worker->slots[0] :
						      hln_read_slot(worker);

	if (!only || !hln_engine_idles(worker->engine))
		return;
	/* A team reads on, and does not ask what is in memory. */
	if (only->entry->disk && !only->whole &&
	    !hln_take_place(worker, only->entry->disk))
		return;
	if (hln_team_run(only, worker->job, &worker->counters))
		worker->mark_ns = hln_clock_ns();
}

void hln_keep_apart(struct hln_worker *worker)
{
	const struct hln_slot *one = worker->place ? hln_read_slot(worker) :
						     NULL;
	struct hln_job *job = worker->job;
	bool any = false;

	if (!one || !hln_engine_idles(worker->engine))
		return;
	hln_lock_take(&job->lock);
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];

		if (slot == one || !slot->started || slot->ended) {
			i++;
			continue;
		}
		worker->slots[i] = worker->slots[--worker->active];
		worker->slots[worker->active] =
			worker->slots[--worker->slot_count];
		slot->next = job->donated;
		job->donated = slot;
		any = true;
	}
	hln_lock_give(&job->lock);
	if (any)
		hln_engine_offer(job, true);
}

void hln_give_all(struct hln_worker *worker)
{
	if (worker->active)
		donate(worker, 0);
}

void hln_go_behind(struct hln_worker *worker)
{
	struct hln_engine *engine = worker->engine;

	hln_give_all(worker);
	/* It is listed again, as the last, when the worker has left. */
	hln_lock_take(&engine->lock);
	hln_unlist_job(engine->lists, HLN_LIST_WANTS, worker->job);
	hln_lock_give(&engine->lock);
}

bool hln_give_way(struct hln_worker *worker)
{
	struct hln_engine *engine = worker->engine;
	uint64_t news = hln_engine_news(engine), due_ns = HLN_FOREVER;
	struct hln_job *job = worker->job;
	struct hln_job *other;
	bool starves, outranked;

	if (news == worker->news)
		return false;
	worker->news = news;
	for (unsigned i = 0; i < worker->active; i++)
		if (!worker->slots[i]->opened && !worker->starved &&
		    !worker->slots[i]->entry->disk)
			return false;
	hln_lock_take(&engine->lock);
	other = find_wanting(engine, job->pace.priority, job, &due_ns);
	outranked = other && other->pace.priority > job->pace.priority;
	starves = other && !other->workers;
	hln_lock_give(&engine->lock);
	hln_lock_take(&job->lock);
	starves = starves && (job->workers > 1 || worker->starved);
	hln_lock_give(&job->lock);
	if (starves || outranked)
		donate(worker, 0);
	return starves || outranked;
}
