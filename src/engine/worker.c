/* SPDX-License-Identifier: MIT */
/*
 * worker.c - a worker's step: choose a job, take streams, open and begin them,
 * hash a block of each side by side, write the rows of those that ended. Each
 * part has a file of its own, in this order: worker_take.c, worker_begin.c with
 * worker_files.c, worker_hash.c, worker_end.c; scheduling.h has the policies.
 */
#include "worker.h"

#include "engine.h"
#include "job_events.h"
#include "pushed.h"
#include "reading.h"
#include "scheduling.h"
#include "team.h"
#include "worker_begin.h"
#include "worker_end.h"
#include "worker_files.h"
#include "worker_hash.h"
#include "worker_slots.h"
#include "worker_take.h"

enum { MEMORY_WAIT_NS = 1000000 };

struct hln_worker *hln_worker_create(struct hln_engine *engine,
				     unsigned number)
{
	struct hln_worker *worker = hln_allocator_take_zeroed(
		&engine->memory, sizeof(*worker), _Alignof(struct hln_worker));

	if (worker) {
		worker->engine = engine;
		worker->number = number;
	}
	return worker;
}

void hln_worker_destroy(struct hln_worker *worker)
{
	hln_worker_slots_drop(worker);
	hln_allocator_give(&worker->engine->memory, worker, sizeof(*worker),
			   _Alignof(struct hln_worker));
}

static void leave_job(struct hln_worker *worker, bool wait)
{
	struct hln_job *job = worker->job;

	hln_worker_end_alone(worker);
	hln_worker_slots_drop(worker);
	hln_reading_leave(worker);
	hln_worker_files_hold(worker, false);
	hln_worker_files_starve(worker, false);
	hln_worker_files_closed(worker);
	worker->job = NULL;
	hln_job_detach(job, wait);
}

void hln_worker_leave(struct hln_worker *worker)
{
	leave_job(worker, false);
}

/* No memory for a single stream: others go on, or nobody can. */
static void do_without(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	bool others = hln_board_workers(&job->board) > 1;

	if (!others)
		hln_job_cancel(job, HASHLANE_STATE_FAILED);
	leave_job(worker, true);
	if (others)
		hln_thread_sleep(MEMORY_WAIT_NS);
}

bool hln_worker_step(struct hln_worker *worker)
{
	struct hln_job *job;
	enum hln_worker_begun begun;
	enum hln_taken taken;
	uint64_t news;

	if (!worker->job) {
		struct hln_board *board = hln_workforce_choose(
			&worker->engine->workforce, &worker->due_ns);

		if (!board)
			return false;
		worker->job = hln_job_of(board);
		hln_job_events_report_progress(worker->job);
	}
	job = worker->job;
	if (hln_job_is_final(job) || hln_scheduling_give_way(worker)) {
		leave_job(worker, true);
		return true;
	}
	if (hln_pace_waits(&job->board.pace)) {
		hln_scheduling_give_all(worker);
		leave_job(worker, true);
		return true;
	}
	if (!hln_reading_enter(worker)) {
		hln_scheduling_give_all(worker);
		if (!hln_team_help(job, &worker->counters))
			leave_job(worker, true);
		return true;
	}
	if (hln_reading_place_is_wanted(worker)) {
		hln_scheduling_go_behind(worker);
		leave_job(worker, true);
		return true;
	}
	/* What is open already needs no descriptor. */
	if (worker->starved)
		hln_worker_take_parts(worker);
	hln_worker_take_waiting(worker);
	hln_scheduling_take_donated(worker);
	if (!worker->active && !hln_worker_slots_need(worker)) {
		do_without(worker);
		return true;
	}
	hln_worker_take_parts(worker);
	hln_worker_take_deferred(worker);
	news = hln_workforce_news(&worker->engine->workforce);
	/* Directories are opened there; and others may have given some. */
	if (!worker->starved &&
	    (job->source.rules || hln_worker_files_any(worker)))
		hln_worker_files_hold(worker, true);
	taken = job->lookups.wanted ?
			hln_worker_take_looked_up(worker, !worker->hopeless) :
			hln_worker_take_inputs(worker, !worker->hopeless);
	hln_workforce_enlist(&worker->engine->workforce);
	worker->hopeless = false;
	if (!worker->active) {
		hln_reading_review_place(worker);
		if (hln_team_help(job, &worker->counters))
			return true;
		if (taken == HLN_NO_ROOM) {
			do_without(worker);
			return true;
		}
		if (taken == HLN_STARVED)
			worker->hopeless = hln_worker_files_wait(worker, news);
		else
			leave_job(worker, true);
		return true;
	}
	begun = hln_worker_begin(worker, news);
	if (begun == HLN_WORKER_BEGUN_WAITS) {
		hln_scheduling_give_all(worker);
		leave_job(worker, true);
	}
	if (begun != HLN_WORKER_BEGUN)
		return true;
	hln_scheduling_isolate_longest(worker);
	hln_scheduling_keep_apart(worker);
	hln_worker_hash(worker);
	hln_job_events_report_progress(job);
	hln_job_events_report_pressure(job);
	if (taken != HLN_TAKEN || worker->alone || worker->place ||
	    atomic_load(&job->board.one_reads))
		hln_scheduling_seek_help(worker);
	for (unsigned i = 0; i < worker->slot_count; i++)
		hln_worker_slots_count_reads(worker, worker->slots[i]);
	hln_worker_end_parked(worker);
	hln_worker_end_stalled(worker);
	hln_worker_end_streams(worker);
	hln_worker_end_offer(worker);
	hln_reading_review_place(worker);
	if (taken != HLN_TAKEN)
		hln_scheduling_share_out(worker);
	/* A caller may not come back. */
	if (!worker->active || worker->engine->workforce.callers)
		hln_worker_files_hold(worker, false);
	return true;
}
