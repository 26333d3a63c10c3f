/* SPDX-License-Identifier: MIT */
/* job.c - a job: its inputs are taken, its rows come out. */
#include "job.h"

#include "ahead.h"
#include "engine.h"
#include "job_progress.h"
#include "job_rows.h"

enum { WALK_AHEAD = 8 /* inputs a worker may have over the mean */ };

static bool is_final(const struct hln_job *job)
{
	return __atomic_load_n(&job->state, __ATOMIC_ACQUIRE) !=
	       HASHLANE_JOB_RUNNING;
}

bool hln_job_is_final(const struct hln_job *job)
{
	return is_final(job);
}

int32_t hln_job_status(const struct hln_job *job)
{
	return job->state == HASHLANE_JOB_DONE   ? HASHLANE_OK :
	       job->state == HASHLANE_JOB_FAILED ? job->failure :
						   HASHLANE_CANCELLED;
}

/* Tell those who wait; the lock is held. */
static void tell_change(struct hln_job *job)
{
	hln_signal_all(&job->changed);
	if (job->flag_made && !job->flag_raised &&
	    (hln_rows_ready(job) || is_final(job))) {
		hln_flag_raise(&job->flag);
		job->flag_raised = true;
	}
}

/* The lock is held. */
static void make_final(struct hln_job *job, int32_t state)
{
	if (is_final(job))
		return;
	for (struct hln_segment_node *node = job->first; node;
	     node = node->next)
		node->full = true;
	__atomic_store_n(&job->progress.state, state, __ATOMIC_RELAXED);
	/* Some were expected of files that failed, or have other names. */
	if (state == HASHLANE_JOB_DONE)
		hln_progress_set(&job->progress.bytes_total,
				 hln_progress_get(&job->progress.bytes_done));
	hln_progress_set(&job->progress.elapsed_ns,
			 hln_clock_ns() - job->started_ns);
	__atomic_store_n(&job->state, state, __ATOMIC_RELEASE);
	tell_change(job);
}

static void check_final(struct hln_job *job)
{
	if (job->ended && !job->in_flight)
		make_final(job, HASHLANE_JOB_DONE);
}

/* ---- The end ---- */

/* The lock is held. */
static bool may_retire(const struct hln_job *job)
{
	return is_final(job) && !job->workers && !job->retiring;
}

bool hln_job_may_retire(struct hln_job *job)
{
	bool may;

	hln_lock_take(&job->lock);
	may = may_retire(job);
	hln_lock_give(&job->lock);
	return may;
}

void hln_job_retire(struct hln_job *job)
{
	bool mine;

	hln_lock_take(&job->lock);
	mine = may_retire(job);
	if (mine)
		job->retiring = true;
	hln_lock_give(&job->lock);
	if (!mine)
		return;
	hln_tell_done(job);
	hln_lock_take(&job->lock);
	job->retired = true;
	hln_signal_all(&job->changed);
	hln_lock_give(&job->lock);
	hln_engine_forget(job->engine, job);
}

bool hln_job_attach(struct hln_job *job)
{
	bool attached;

	hln_lock_take(&job->lock);
	attached = !is_final(job);
	if (attached)
		job->workers++;
	hln_lock_give(&job->lock);
	if (attached)
		hln_job_hold(job);
	return attached;
}

void hln_job_detach(struct hln_job *job)
{
	hln_lock_take(&job->lock);
	job->workers--;
	hln_signal_all(&job->changed);
	hln_lock_give(&job->lock);
	hln_job_retire(job);
	hln_job_release(job);
}

/* ---- Inputs ---- */

/* How many rows may be begun before some must be taken. */
static size_t rows_allowed(const struct hln_job *job)
{
	uint64_t room, begun;

	if (!(job->flags & HASHLANE_JOB_STREAM))
		return SIZE_MAX;
	room = job->segment_rows;
	/* Many jobs may share the budget: beyond half of it, one block each. */
	if (hln_engine_pressure(job->engine) == HASHLANE_PRESSURE_NORMAL)
		room *= job->segments_max;
	begun = job->rows_waiting + (job->in_order ? 0 : job->in_flight);
	return begun < room ? (size_t)(room - begun) : 0;
}

void hln_job_note_known(struct hln_job *job)
{
	hln_progress_set(&job->progress.files_total, job->inputs.known);
	job->left = job->inputs.known - job->taken;
	job->walks = job->rules && !job->inputs.drained;
}

/* The rows of what was taken, and what it means for the job. */
static void note_taken(struct hln_job *job, struct hln_entry **entries,
		       size_t count, enum hln_taken taken)
{
	job->in_flight += count;
	hln_job_note_known(job);
	for (size_t i = 0; i < count; i++) {
		entries[i]->node = NULL;
		if (job->in_order && !hln_rows_give(job, entries[i]))
			make_final(job, HASHLANE_JOB_FAILED);
	}
	if (taken == HLN_NONE_YET) {
		job->dry = true;
		if (hln_rows_ready(job))
			tell_change(job);
	}
	/* The end is known as soon as the last is taken, but for a walk. */
	if (!job->ended &&
	    (taken == HLN_NO_MORE ||
	     (job->inputs.closed && !job->walks && !job->left))) {
		job->ended = true;
		if (job->last)
			job->last->full = true;
		check_final(job);
		tell_change(job);
	}
}

size_t hln_job_share(struct hln_job *job, size_t active)
{
	unsigned workers = job->engine->worker_count;
	uint64_t share;

	hln_lock_take(&job->lock);
	share = (job->left + job->in_flight + workers - 1) / workers;
	/*
	 * A walk may find any number: a few more than the others have. And
	 * someone must learn of the end.
	 */
	if (job->walks)
		share += WALK_AHEAD;
	else if (!share && !job->ended)
		share = 1;
	hln_lock_give(&job->lock);
	return share > active ? (size_t)(share - active) : 0;
}

uint64_t hln_job_rest(struct hln_job *job, uint64_t own, uint64_t *streams)
{
	uint64_t total = hln_progress_get(&job->progress.bytes_total);
	uint64_t done = hln_progress_get(&job->progress.bytes_done);
	uint64_t known = hln_progress_get(&job->progress.files_total), rest,
		 begun;

	hln_lock_take(&job->lock);
	begun = known - job->left;
	rest = total > done + own ? total - done - own : 0;
	if (begun)
		rest += total / begun * job->left;
	*streams =
		(job->left + job->in_flight + job->engine->worker_count - 1) /
		job->engine->worker_count;
	hln_lock_give(&job->lock);
	return rest;
}

bool hln_job_enter_alone(struct hln_job *job)
{
	bool may;

	hln_lock_take(&job->lock);
	may = job->alone + 1 < job->engine->worker_count;
	job->alone += may;
	hln_lock_give(&job->lock);
	return may;
}

void hln_job_leave_alone(struct hln_job *job)
{
	hln_lock_take(&job->lock);
	job->alone--;
	hln_lock_give(&job->lock);
}

/*
 * Go on with the walk, for what is taken next; with `wait`, once another that
 * is at it is done. Meanwhile the others take what it found before.
 */
static void walk_on(struct hln_job *job, size_t most, bool wait)
{
	struct hln_ahead *ahead;
	struct hln_walk *walk;
	bool ended;

	if (wait)
		hln_lock_take(&job->walk_lock);
	else if (!hln_lock_try(&job->walk_lock))
		return;
	hln_lock_take(&job->source_lock);
	walk = hln_inputs_want_ahead(&job->inputs) && !is_final(job) ?
		       job->inputs.walk :
		       NULL;
	hln_lock_give(&job->source_lock);
	if (walk) {
		ahead = hln_ahead_read(walk, most, &ended);
		hln_lock_take(&job->source_lock);
		if (ahead)
			hln_inputs_add_ahead(&job->inputs, ahead, ended);
		hln_lock_take(&job->lock);
		if (!ahead)
			make_final(job, HASHLANE_JOB_FAILED);
		hln_job_note_known(job);
		hln_lock_give(&job->lock);
		hln_lock_give(&job->source_lock);
	}
	hln_lock_give(&job->walk_lock);
}

/* Inputs into entries, both ends held by the source lock. */
static enum hln_taken fill_entries(struct hln_job *job,
				   struct hln_entry **entries, size_t room,
				   size_t *count)
{
	enum hln_taken taken = HLN_TAKEN;
	struct hln_input input;
	size_t n = 0;

	while (n < room && !is_final(job)) {
		taken = hln_inputs_take(&job->inputs, &input);
		if (taken != HLN_TAKEN)
			break;
		if (!hln_entry_set(entries[n], &input))
			hln_entry_fail(entries[n], HASHLANE_NO_MEMORY, 0, 0);
		if (job->flags & HASHLANE_JOB_DROP_CACHE)
			entries[n]->drop_cache = input.kind !=
						 HASHLANE_INPUT_MEMORY;
		entries[n++]->index = job->taken++;
	}
	*count = n;
	return taken;
}

enum hln_taken hln_job_take(struct hln_job *job, struct hln_entry **entries,
			    size_t room, size_t *count)
{
	bool together = job->plan.walks_ahead, ahead;
	enum hln_taken taken;
	size_t allowed;

	for (;;) {
		hln_lock_take(&job->source_lock);
		hln_lock_take(&job->lock);
		allowed = rows_allowed(job);
		/* Who waits for the end learns that rows must be taken. */
		if (!allowed && !job->dry)
			hln_signal_all(&job->changed);
		if (!allowed)
			job->dry = true;
		hln_lock_give(&job->lock);
		taken = fill_entries(job, entries,
				     room < allowed ? room : allowed, count);
		if (taken != HLN_WALKS || *count)
			break;
		hln_lock_give(&job->source_lock);
		walk_on(job, together ? SIZE_MAX : room, true);
	}
	hln_lock_take(&job->lock);
	note_taken(job, entries, *count, taken);
	taken = job->ended ? HLN_NO_MORE : job->dry ? HLN_NONE_YET : HLN_TAKEN;
	ahead = together && hln_inputs_want_ahead(&job->inputs);
	hln_lock_give(&job->lock);
	hln_lock_give(&job->source_lock);
	if (ahead)
		walk_on(job, SIZE_MAX, false);
	return taken;
}

int32_t hln_job_add(struct hln_job *job, const struct hashlane_input *given,
		    size_t count)
{
	size_t cost = hln_inputs_cost(given, count);
	int32_t status;

	hln_lock_take(&job->source_lock);
	if (is_final(job))
		status = job->state == HASHLANE_JOB_DONE ?
				 HASHLANE_UNSUPPORTED :
				 HASHLANE_CANCELLED;
	else if (job->inputs.closed)
		status = HASHLANE_UNSUPPORTED;
	else if (job->inputs.held_bytes &&
		 job->inputs.held_bytes + cost > job->engine->budget_bytes / 8)
		status = HASHLANE_BUSY;
	else
		status = hln_inputs_add(&job->inputs, given, count);
	hln_lock_take(&job->lock);
	if (!status) {
		job->dry = false;
		hln_job_note_known(job);
	}
	hln_lock_give(&job->lock);
	hln_lock_give(&job->source_lock);
	if (!status)
		hln_engine_wake(job->engine);
	return status;
}

void hln_job_close(struct hln_job *job)
{
	hln_lock_take(&job->source_lock);
	job->inputs.closed = true;
	hln_lock_take(&job->lock);
	job->dry = false;
	hln_lock_give(&job->lock);
	hln_lock_give(&job->source_lock);
	hln_engine_wake(job->engine);
}

/* ---- Rows ---- */

bool hln_job_enter_rows(struct hln_job *job, struct hln_entry **entries,
			size_t count)
{
	hln_lock_take(&job->lock);
	for (size_t i = 0; i < count && !is_final(job); i++)
		if (!entries[i]->node && !hln_rows_give(job, entries[i]))
			make_final(job, HASHLANE_JOB_FAILED);
	if (is_final(job)) {
		hln_lock_give(&job->lock);
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		struct hln_segment_node *node = entries[i]->node;

		if (node) /* each has one by now */
			node->writers++;
	}
	hln_lock_give(&job->lock);
	return true;
}

void hln_job_leave_rows(struct hln_job *job, struct hln_entry **entries,
			size_t count, uint64_t failures)
{
	uint64_t before;

	hln_progress_add(&job->progress.files_done, count);
	hln_progress_add(&job->progress.failures, failures);
	hln_tell_entries(job, entries, count);
	hln_lock_take(&job->lock);
	before = hln_rows_ready_at(job);
	hln_rows_finish(job, entries, count);
	job->in_flight -= count;
	check_final(job);
	/* To wake who waits costs 8 us: not for what he knows already. */
	if (hln_rows_ready_at(job) < before)
		tell_change(job);
	hln_lock_give(&job->lock);
}

/* Wait for the job to change, or work for it. */
static void wait_change(struct hln_job *job, uint64_t deadline_ns)
{
	if (job->engine->callers) {
		hln_lock_give(&job->lock);
		hln_engine_lend(job->engine, job, deadline_ns);
		hln_lock_take(&job->lock);
	} else {
		hln_signal_wait(&job->changed, &job->lock, deadline_ns);
	}
}

/* The lock is held; *taken, or a status. */
static int32_t take_rows(struct hln_segment_node **taken, struct hln_job *job,
			 bool inside, uint64_t deadline_ns)
{
	for (;;) {
		uint64_t now = hln_clock_ns(), at = hln_rows_ready_at(job);

		if (at <= now) {
			*taken = hln_rows_take(job);
			return *taken ? HASHLANE_OK : HASHLANE_NO_MEMORY;
		}
		if (is_final(job) && !job->first) {
			int32_t status = hln_job_status(job);

			return status ? status : HASHLANE_NOT_FOUND;
		}
		if (inside)
			return HASHLANE_BUSY;
		if (now >= deadline_ns)
			return HASHLANE_TIMEOUT;
		wait_change(job, at < deadline_ns ? at : deadline_ns);
	}
}

/* The lock is held. */
static void lower_flag(struct hln_job *job)
{
	if (!job->flag_raised || is_final(job) || hln_rows_ready(job))
		return;
	hln_flag_lower(&job->flag);
	job->flag_raised = false;
}

int32_t hln_job_next(const struct hashlane_results **out, struct hln_job *job,
		     uint64_t deadline_ns)
{
	const struct hashlane_results *results;
	bool inside = hln_engine_in_callback(job->engine);
	struct hln_segment_node *node;
	uint64_t first_row;
	int32_t status;

	hln_lock_take(&job->lock);
	do {
		status = take_rows(&node, job, inside, deadline_ns);
		if (status) {
			hln_lock_give(&job->lock);
			return status;
		}
		lower_flag(job);
		/* None of it was begun when the job was cancelled. */
		if (node->added == node->gone) {
			hln_rows_free(job, node);
			node = NULL;
		}
	} while (!node);
	first_row = job->rows_out;
	job->rows_out += node->added;
	hln_lock_give(&job->lock);
	hln_engine_wake(job->engine);
	results = hln_segment_seal(node->segment, first_row);
	if (!results) {
		/* It is not lost: it may be asked for again. */
		hln_lock_take(&job->lock);
		job->rows_out -= node->added;
		hln_rows_put_back(job, node);
		hln_lock_give(&job->lock);
		return HASHLANE_NO_MEMORY;
	}
	node->segment = NULL;
	hln_rows_free(job, node);
	*out = results;
	return HASHLANE_OK;
}

int32_t hln_job_wait(struct hln_job *job, uint64_t deadline_ns)
{
	bool inside = hln_engine_in_callback(job->engine);
	int32_t status = HASHLANE_OK;

	hln_lock_take(&job->lock);
	while (!is_final(job)) {
		if (inside ||
		    (job->flags & HASHLANE_JOB_STREAM && job->first &&
		     !rows_allowed(job) && hln_rows_ready(job)))
			status = HASHLANE_BUSY;
		else if (hln_clock_ns() >= deadline_ns)
			status = HASHLANE_TIMEOUT;
		if (status)
			break;
		wait_change(job, deadline_ns);
	}
	if (!status)
		status = hln_job_status(job);
	hln_lock_give(&job->lock);
	return status;
}

int32_t hln_job_settle(struct hln_job *job, uint64_t deadline_ns)
{
	int32_t status = HASHLANE_OK;

	hln_lock_take(&job->lock);
	while (!job->retired && !status) {
		if (hln_clock_ns() >= deadline_ns)
			status = HASHLANE_BUSY;
		else
			wait_change(job, deadline_ns);
	}
	hln_lock_give(&job->lock);
	return status;
}

void hln_job_cancel(struct hln_job *job, int32_t state)
{
	hln_lock_take(&job->lock);
	make_final(job, state);
	hln_lock_give(&job->lock);
	hln_engine_wake(job->engine);
	/* In a callback what is told could wait for it: a worker does it. */
	if (!hln_listener_within())
		hln_job_retire(job);
}

int32_t hln_job_descriptor(int32_t *out, struct hln_job *job)
{
	int32_t status = HASHLANE_OK;

	if (job->engine->callers)
		return HASHLANE_UNSUPPORTED;
	hln_lock_take(&job->lock);
	if (!job->flag_made) {
		if (hln_flag_create(&job->flag))
			status = HASHLANE_IO;
		else
			job->flag_made = true;
	}
	if (!status) {
		tell_change(job);
		*out = job->flag.descriptor;
	}
	hln_lock_give(&job->lock);
	return status;
}
