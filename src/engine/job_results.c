/* SPDX-License-Identifier: MIT */
/* job_results.c - the rows of a job come out, and it comes to its end. */
#include "job_results.h"

#include "engine.h"
#include "job_events.h"
#include "progress_fields.h"

enum { HELP_WAIT_NS = 1000000 /* between two looks for work of a caller */ };

static bool is_final(const struct hln_job *job)
{
	return hln_job_state_is_final(&job->state);
}

int32_t hln_job_results_status(const struct hln_job *job)
{
	return job->state == HASHLANE_STATE_DONE   ? HASHLANE_OK :
	       job->state == HASHLANE_STATE_FAILED ? job->failure :
						     HASHLANE_CANCELLED;
}

/* What the board has, for the rows; the lock is held. */
static struct hln_rows_outlook outlook(const struct hln_job *job)
{
	const struct hln_board *board = &job->board;

	return (struct hln_rows_outlook){
		.more = board->in_flight || (!board->ended && !board->dry &&
					     (board->left || board->walks)),
		.paused = board->dry && !board->left,
	};
}

static uint64_t ready_at(struct hln_job *job)
{
	return hln_rows_ready_at(&job->rows, outlook(job));
}

void hln_job_results_update(struct hln_job *job)
{
	uint32_t events = atomic_load_explicit(&job->subscribers.events,
					       memory_order_relaxed);

	hln_rows_update(&job->rows, outlook(job),
			events & HASHLANE_EVENT_RESULTS);
}

void hln_job_results_report(struct hln_job *job)
{
	if (hln_rows_take_due(&job->rows))
		hln_events_report_results(&job->subscribers);
}

void hln_job_results_changed(struct hln_job *job)
{
	hln_signal_all(&job->changed);
	hln_job_results_update(job);
}

void hln_job_results_end(struct hln_job *job, int32_t state)
{
	if (is_final(job))
		return;
	__atomic_store_n(&job->progress.state, state, __ATOMIC_RELAXED);
	/* Some were expected of files that failed, or have other names. */
	if (state == HASHLANE_STATE_DONE)
		hln_progress_fields_set(
			&job->progress.bytes_total,
			hln_progress_fields_get(&job->progress.bytes_done));
	hln_progress_fields_set(&job->progress.elapsed_ns,
				hln_clock_ns() - job->started_ns);
	__atomic_store_n(&job->state, state, __ATOMIC_RELEASE);
	hln_rows_end(&job->rows);
	hln_pushed_table_wake(&job->pushed);
	hln_job_results_changed(job);
}

void hln_job_results_check_end(struct hln_job *job)
{
	if (hln_board_is_done(&job->board))
		hln_job_results_end(job, HASHLANE_STATE_DONE);
}

size_t hln_job_results_room(struct hln_job *job)
{
	const struct hln_board *board = &job->board;
	uint64_t begun = job->rows.plan.in_order ? 0 : board->in_flight;

	/* Streams that wait for their bytes are in nobody's way. */
	return hln_rows_room(&job->rows,
			     (int64_t)begun - (int64_t)board->pushed);
}

bool hln_job_results_ready(struct hln_job *job)
{
	return hln_rows_ready(&job->rows, outlook(job));
}

bool hln_job_results_are_blocked(struct hln_job *job)
{
	const struct hln_board *board = &job->board;
	bool inputs = board->left || board->walks;

	/*
	 * Once there was no room for a row, no worker takes an input until rows
	 * are taken, even if there is room again because the engine has more
	 * memory now.
	 */
	return job->rows.streamed &&
	       (!hln_job_results_room(job) || (board->dry && inputs)) &&
	       hln_job_results_ready(job);
}

void hln_job_results_wait_change(struct hln_job *job, uint64_t deadline_ns)
{
	if (job->engine->workforce.callers) {
		uint64_t soon;
		bool did;

		hln_lock_give(&job->lock);
		did = hln_workforce_help(&job->engine->workforce);
		hln_lock_take(&job->lock);
		/* Another caller is at it, or inputs are to come. */
		if (did || is_final(job))
			return;
		soon = hln_clock_ns() + HELP_WAIT_NS;
		deadline_ns = soon < deadline_ns ? soon : deadline_ns;
	}
	hln_signal_wait(&job->changed, &job->lock, deadline_ns);
}

bool hln_job_results_enter(struct hln_job *job, struct hln_open_file **entries,
			   size_t count)
{
	enum hln_rows_entered entered = hln_rows_enter(&job->rows, entries,
						       count);

	if (entered == HLN_ROWS_NO_MEMORY) {
		hln_lock_take(&job->lock);
		hln_job_results_end(job, HASHLANE_STATE_FAILED);
		hln_lock_give(&job->lock);
	}
	return entered == HLN_ROWS_ENTERED;
}

bool hln_job_results_leave(struct hln_job *job, struct hln_open_file **entries,
			   size_t count, uint64_t failures)
{
	bool reports = hln_subscribers_wants(
		&job->subscribers, HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR);
	bool kept;
	uint64_t before;

	hln_lock_take(&job->lock);
	kept = hln_rows_leave(&job->rows, entries, count, outlook(job),
			      &before);
	hln_in_flight_leave_all(entries, count);
	if (kept) {
		/* A callback may take long: the rows do not wait for it. */
		hln_board_finish_entries(&job->board, entries, count, reports);
		hln_progress_fields_add(&job->progress.files_done, count);
		hln_progress_fields_add(&job->progress.failures, failures);
		hln_job_results_check_end(job);
		/* To wake a thread costs 8 us: not for what it knows. */
		if (ready_at(job) < before)
			hln_job_results_changed(job);
	}
	hln_lock_give(&job->lock);
	hln_job_results_report(job);
	if (!kept || !reports)
		return kept;
	hln_job_events_report_files(job, entries, count);
	hln_lock_take(&job->lock);
	hln_board_reported(&job->board, count);
	hln_job_results_check_end(job);
	hln_lock_give(&job->lock);
	return true;
}

/* The lock is held; *taken, or a status. */
static int32_t take_rows(struct hln_rows_block **taken, struct hln_job *job,
			 bool inside, uint64_t deadline_ns)
{
	for (;;) {
		uint64_t now = hln_clock_ns(), at = ready_at(job);
		bool waits = !inside && now < deadline_ns;

		/* A caller that does not wait gets what is there. */
		if (at <= now || (!waits && at != HLN_FOREVER)) {
			*taken = hln_rows_take(&job->rows, outlook(job));
			if (!*taken)
				return HASHLANE_NO_MEMORY;
			hln_board_set_dry(&job->board, false);
			return HASHLANE_OK;
		}
		if (is_final(job)) {
			int32_t status = hln_job_results_status(job);

			return status ? status : HASHLANE_END;
		}
		if (waits && hln_lookup_list_is_due(&job->lookups))
			return HASHLANE_BUSY;
		if (!waits)
			return inside ? HASHLANE_BUSY : HASHLANE_TIMEOUT;
		hln_job_results_wait_change(
			job, at < deadline_ns ? at : deadline_ns);
	}
}

int32_t hln_job_results_next(const struct hashlane_results **out,
			     struct hln_job *job, uint64_t deadline_ns)
{
	const struct hashlane_results *results;
	bool inside = hln_listener_within_engine(job->engine);
	struct hln_rows_block *block;
	int32_t status;

	hln_lock_take(&job->lock);
	status = take_rows(&block, job, inside, deadline_ns);
	hln_job_results_update(job);
	hln_lock_give(&job->lock);
	if (status)
		return status;
	hln_workforce_offer(&job->board, true);
	results = hln_rows_finish(&job->rows, block);
	if (!results) {
		/* The rows are not lost: a caller may ask for them again. */
		hln_lock_take(&job->lock);
		hln_job_results_changed(job);
		hln_lock_give(&job->lock);
		return HASHLANE_NO_MEMORY;
	}
	*out = results;
	return HASHLANE_OK;
}

int32_t hln_job_results_wait(struct hln_job *job, uint64_t deadline_ns)
{
	bool inside = hln_listener_within_engine(job->engine);
	int32_t status = HASHLANE_OK;

	hln_lock_take(&job->lock);
	while (!is_final(job)) {
		if (inside || hln_job_results_are_blocked(job) ||
		    hln_lookup_list_is_due(&job->lookups))
			status = HASHLANE_BUSY;
		else if (hln_clock_ns() >= deadline_ns)
			status = HASHLANE_TIMEOUT;
		if (status)
			break;
		hln_job_results_wait_change(job, deadline_ns);
	}
	if (!status)
		status = hln_job_results_status(job);
	hln_lock_give(&job->lock);
	return status;
}

int32_t hln_job_results_descriptor(int64_t *out, struct hln_job *job)
{
	if (job->engine->workforce.callers)
		return HASHLANE_UNSUPPORTED;
	if (!hln_rows_descriptor(&job->rows, out))
		return HASHLANE_IO;
	hln_lock_take(&job->lock);
	hln_job_results_changed(job);
	hln_lock_give(&job->lock);
	return HASHLANE_OK;
}
