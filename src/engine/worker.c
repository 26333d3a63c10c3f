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

/*
 * No memory for a single stream: other workers of the job go on, or the job
 * fails.
 */
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

/*
 * One round. The order of the calls, and why:
 *
 *  1. Choose a board, if the worker has none.
 *  2. Leave the job, if it is final, paused or over its rate, or if the worker
 *     gives way, may not read, or has a place that another job wants. All this
 *     comes before anything is taken, so that nothing new has to be put back.
 *     Of a final job, streams are dropped; in all other cases they are donated
 *     first. A worker that may not read helps a team instead, if there is one.
 *  3. Take streams, the oldest work first: waiting files and streams, donated
 *     streams, parts, deferred files, then new inputs. Streams that have begun
 *     end first, and free descriptors, memory and rows. Waiting ones are even
 *     before donated ones, since a free place is the scarcest. A starved worker
 *     begins with parts: their file is open.
 *     Before inputs are taken, the worker notes the wake count: a descriptor
 *     that comes free after that changes it. And it "holds", because it opens
 *     directories, or has taken open files.
 *     After that hln_workforce_enlist may start a thread. It is called here,
 *     because only now is it known that inputs are left for one.
 *  4. Without any stream: return the place, then help a team, or wait for a
 *     descriptor, or leave the job.
 *  5. Open and begin the streams. This shows sizes and devices, so it precedes
 *     the policies that compare streams: isolate, keep apart.
 *  6. Hash one block of each stream. Then report progress.
 *  7. Form a team, which hashes windows of its own: the stream must have no
 *     unhashed block, so this is after 6. It is also after the inputs, for a
 *     worker that gets inputs has something better to do.
 *  8. End streams: park, stall, write rows. Then offer what became free: files
 *     that wait for a place, and the place.
 *  9. Share out last, because streams that ended need not be donated.
 */
bool hln_worker_step(struct hln_worker *worker)
{
	struct hln_job *job;
	enum hln_worker_begun begun;
	enum hln_taken taken;
	uint64_t wake_count;

	/* 1. */
	if (!worker->job) {
		struct hln_board *board = hln_workforce_choose(
			&worker->engine->workforce, &worker->due_ns);

		if (!board)
			return false;
		worker->job = hln_job_of(board);
		hln_job_events_report_progress(worker->job);
	}
	/* 2. */
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
	/* 3. */
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
	wake_count = hln_workforce_wake_count(&worker->engine->workforce);
	if (!worker->starved &&
	    (job->source.rules || hln_worker_files_any(worker)))
		hln_worker_files_hold(worker, true);
	taken = job->lookups.wanted ?
			hln_worker_take_looked_up(worker, !worker->hopeless) :
			hln_worker_take_inputs(worker, !worker->hopeless);
	hln_workforce_enlist(&worker->engine->workforce);
	worker->hopeless = false;
	/* 4. */
	if (!worker->active) {
		hln_reading_review_place(worker);
		if (hln_team_help(job, &worker->counters))
			return true;
		if (taken == HLN_NO_ROOM) {
			do_without(worker);
			return true;
		}
		if (taken == HLN_STARVED)
			worker->hopeless = hln_worker_files_wait(worker,
								 wake_count);
		else
			leave_job(worker, true);
		return true;
	}
	/* 5. */
	begun = hln_worker_begin(worker, wake_count);
	if (begun == HLN_WORKER_BEGUN_WAITS) {
		hln_scheduling_give_all(worker);
		leave_job(worker, true);
	}
	if (begun != HLN_WORKER_BEGUN)
		return true;
	hln_scheduling_isolate_longest(worker);
	hln_scheduling_keep_apart(worker);
	/* 6. */
	hln_worker_hash(worker);
	hln_job_events_report_progress(job);
	hln_job_events_report_pressure(job);
	/* 7. */
	if (taken != HLN_TAKEN || worker->alone || worker->place ||
	    atomic_load(&job->board.one_reads))
		hln_scheduling_seek_help(worker);
	/* 8. */
	for (unsigned i = 0; i < worker->slot_count; i++)
		hln_worker_slots_count_reads(worker, worker->slots[i]);
	hln_worker_end_parked(worker);
	hln_worker_end_stalled(worker);
	hln_worker_end_streams(worker);
	hln_worker_end_offer(worker);
	hln_reading_review_place(worker);
	/* 9. */
	if (taken != HLN_TAKEN)
		hln_scheduling_share_out(worker);
	/* A caller may not come back. */
	if (!worker->active || worker->engine->workforce.callers)
		hln_worker_files_hold(worker, false);
	return true;
}
