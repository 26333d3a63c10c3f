/* SPDX-License-Identifier: MIT */
/* job_results.c - the rows of a job come out, and it comes to its end. */
#include "job_results.h"

#include "engine.h"
#include "job_events.h"
#include "job_rows.h"
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

void hln_job_results_update(struct hln_job *job)
{
	bool wanted = atomic_load_explicit(&job->subscribers.events,
					   memory_order_relaxed) &
		      HASHLANE_EVENT_RESULTS;
	bool up;

	hln_job_rows_offer(job);
	if (!job->flag_made && !wanted)
		return;
	up = is_final(job) || hln_job_rows_ready(job);
	if (up && !job->results_up)
		atomic_store(&job->results_due, wanted);
	job->results_up = up;
	if (!job->flag_made)
		return;
	if (up && !job->flag_raised)
		hln_flag_raise(&job->flag);
	else if (!up && job->flag_raised)
		hln_flag_lower(&job->flag);
	job->flag_raised = up;
}

void hln_job_results_report(struct hln_job *job)
{
	if (atomic_load_explicit(&job->results_due, memory_order_relaxed) &&
	    atomic_exchange(&job->results_due, false))
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
	hln_job_rows_end(job);
	hln_pushed_table_wake(&job->pushed);
	hln_job_results_changed(job);
}

void hln_job_results_check_end(struct hln_job *job)
{
	if (hln_board_is_done(&job->board))
		hln_job_results_end(job, HASHLANE_STATE_DONE);
}

size_t hln_job_results_room(const struct hln_job *job)
{
	uint64_t room, begun;

	if (!(job->flags & HASHLANE_JOB_STREAM))
		return SIZE_MAX;
	room = job->segment_rows;
	/* Many jobs may share the budget: beyond half of it, one block each. */
	if (hln_engine_budget_pressure(&job->engine->budget) ==
	    HASHLANE_PRESSURE_NORMAL)
		room *= job->segments_max;
	/* Streams that wait for their bytes are in nobody's way. */
	begun = job->rows_waiting +
		(job->in_order ? 0 : job->board.in_flight) - job->board.pushed;
	return begun < room ? (size_t)(room - begun) : 0;
}

bool hln_job_results_are_blocked(const struct hln_job *job)
{
	return job->flags & HASHLANE_JOB_STREAM && job->first &&
	       !hln_job_results_room(job) && hln_job_rows_ready(job);
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
	hln_lock_take(&job->lock);
	for (size_t i = 0; i < count && !is_final(job); i++)
		if (!entries[i]->node && !hln_job_rows_give(job, entries[i]))
			hln_job_results_end(job, HASHLANE_STATE_FAILED);
	if (is_final(job)) {
		hln_lock_give(&job->lock);
		return false;
	}
	hln_job_rows_begin(entries, count);
	hln_lock_give(&job->lock);
	return true;
}

bool hln_job_results_leave(struct hln_job *job, struct hln_open_file **entries,
			   size_t count, uint64_t failures)
{
	bool reports = hln_subscribers_wants(
		&job->subscribers, HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR);
	bool kept;
	uint64_t before;

	hln_lock_take(&job->lock);
	before = hln_job_rows_ready_at(job);
	kept = hln_job_rows_finish(job, entries, count);
	hln_in_flight_leave_all(entries, count);
	if (kept) {
		/* A callback may take long: the rows do not wait for it. */
		hln_board_finish_entries(&job->board, entries, count, reports);
		hln_progress_fields_add(&job->progress.files_done, count);
		hln_progress_fields_add(&job->progress.failures, failures);
		hln_job_results_check_end(job);
		/* To wake a thread costs 8 us: not for what it knows. */
		if (hln_job_rows_ready_at(job) < before)
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
static int32_t take_rows(struct hln_segment_node **taken, struct hln_job *job,
			 bool inside, uint64_t deadline_ns)
{
	for (;;) {
		uint64_t now = hln_clock_ns(), at = hln_job_rows_ready_at(job);
		bool waits = !inside && now < deadline_ns;

		/* A caller that does not wait gets what is there. */
		if (at <= now || (!waits && at != HLN_FOREVER)) {
			*taken = hln_job_rows_take(job);
			return *taken ? HASHLANE_OK : HASHLANE_NO_MEMORY;
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
	struct hln_segment_node *node;
	int32_t status;

	hln_lock_take(&job->lock);
	status = take_rows(&node, job, inside, deadline_ns);
	if (!status && !node->numbered) {
		node->numbered = true;
		node->first_row = job->rows_out;
		job->rows_out += node->added;
	}
	hln_job_results_update(job);
	hln_lock_give(&job->lock);
	if (status)
		return status;
	hln_workforce_offer(&job->board, true);
	results = hln_results_writer_finish(node->segment, node->first_row);
	if (!results) {
		/* It is not lost: it may be asked for again. */
		hln_lock_take(&job->lock);
		hln_job_rows_put_back(job, node);
		hln_job_results_changed(job);
		hln_lock_give(&job->lock);
		return HASHLANE_NO_MEMORY;
	}
	node->segment = NULL;
	hln_job_rows_free(job, node);
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
	int32_t status = HASHLANE_OK;

	if (job->engine->workforce.callers)
		return HASHLANE_UNSUPPORTED;
	hln_lock_take(&job->lock);
	if (!job->flag_made) {
		if (hln_flag_create(&job->flag))
			status = HASHLANE_IO;
		else
			job->flag_made = true;
	}
	if (!status) {
		hln_job_results_changed(job);
		*out = job->flag.descriptor;
	}
	hln_lock_give(&job->lock);
	return status;
}
