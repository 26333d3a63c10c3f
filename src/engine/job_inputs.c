/* SPDX-License-Identifier: MIT */
/* job_inputs.c - inputs come into a job, and its workers take them. */
#include "job_inputs.h"

#include "engine.h"
#include "job_progress.h"
#include "job_results.h"
#include "pushed.h"

enum { ADD_WAIT_NS = 1000000 /* between two tries to add inputs */ };

static bool is_final(const struct hln_job *job)
{
	return hln_job_state_is_final(&job->state);
}

/*
 * `taken` inputs were taken, and what is known of the others changed; both locks
 * are held.
 */
static void note_known(struct hln_job *job, size_t taken)
{
	hln_progress_fields_set(&job->progress.files_total,
				job->source.inputs.known);
	hln_board_note_inputs(&job->board, taken,
			      hln_job_source_left(&job->source),
			      hln_job_source_walks(&job->source));
}

/* Give rows to the inputs taken, and note what is left for the job. */
static void note_taken(struct hln_job *job, struct hln_open_file **entries,
		       size_t count, enum hln_taken taken)
{
	hln_in_flight_enter_all(&job->flights, entries, count);
	note_known(job, count);
	if (!hln_rows_add(&job->rows, entries, count))
		hln_job_results_end(job, HASHLANE_STATE_FAILED);
	if (taken == HLN_NONE_YET) {
		hln_board_set_dry(&job->board, true);
		if (hln_job_results_ready(job))
			hln_job_results_changed(job);
	}
	/* The end is known as soon as the last is taken, but for a walk. */
	if (!job->board.ended && (taken == HLN_NO_MORE ||
				  (job->source.inputs.closed &&
				   !job->board.walks && !job->board.left))) {
		hln_board_set_ended(&job->board);
		hln_rows_close(&job->rows);
		hln_job_results_check_end(job);
		hln_job_results_changed(job);
	}
}

enum walked { WALKED, WALK_STARVED, WALK_BUSY };

/*
 * Go on with the walk, for the inputs to be taken next. WALK_BUSY: another
 * worker is at it, which may take as long as a device does; a worker that finds
 * nothing leaves the job and serves others.
 * WALK_STARVED: it found nothing, for want of a descriptor.
 */
static enum walked walk_on(struct hln_job *job, size_t most, bool patient)
{
	struct hln_job_source *source = &job->source;
	enum hln_walked walked;
	bool no_memory, blocked;

	if (!hln_job_source_begin_walk(source))
		return WALK_BUSY;
	hln_board_begin_walk(&job->board);
	walked = hln_job_source_walk(source, most, patient, &no_memory);
	hln_job_source_lock(source);
	hln_lock_take(&job->lock);
	if (no_memory)
		hln_job_results_end(job, HASHLANE_STATE_FAILED);
	note_known(job, 0);
	hln_lock_give(&job->lock);
	hln_job_source_unlock(source);
	/* In this order: then no other worker has begun to walk. */
	blocked = hln_board_end_walk(&job->board);
	hln_job_source_end_walk(source);
	if (blocked)
		hln_workforce_offer(&job->board, true);
	return walked == HLN_WALK_STARVED ? WALK_STARVED : WALKED;
}

/* Inputs into entries; the source's lock is held. */
static enum hln_taken fill_entries(struct hln_job *job,
				   struct hln_open_file **entries, size_t room,
				   size_t *count)
{
	enum hln_taken taken = hln_job_source_take(&job->source, entries, room,
						   count);

	for (size_t i = 0; i < *count; i++) {
		struct hln_open_file *entry = entries[i];

		entry->job_state = &job->state;
		entry->job = job;
		entry->taken = true;
		entry->base = job->base;
		if (job->flags & HASHLANE_JOB_DROP_CACHE)
			entry->drop_cache = hln_open_file_is_file(entry);
		if (entry->kind == HASHLANE_INPUT_STREAM)
			entry->pushed = hln_pushed_find(job, entry->given);
		entry->use_ctime = job->ctime != HASHLANE_CTIME_IGNORE;
		entry->trust = job->ctime == HASHLANE_CTIME_STRICT ?
				       NULL :
				       &job->engine->trust;
	}
	return taken;
}

enum hln_taken hln_job_inputs_take(struct hln_job *job,
				   struct hln_open_file **entries, size_t room,
				   size_t *count, bool patient)
{
	bool together = job->board.plan.walks_ahead, ahead;
	enum walked walked = WALKED;
	enum hln_taken taken;
	size_t allowed;

	for (;;) {
		hln_job_source_lock(&job->source);
		hln_lock_take(&job->lock);
		allowed = hln_job_results_room(job);
		if (hln_board_is_full(&job->board))
			room = 0;
		/* A caller that waits for the end must take rows first. */
		if (!allowed && !job->board.dry) {
			hln_board_set_dry(&job->board, true);
			hln_job_results_changed(job);
		}
		hln_lock_give(&job->lock);
		taken = fill_entries(job, entries,
				     room < allowed ? room : allowed, count);
		if (taken != HLN_WALKS || *count || walked != WALKED)
			break;
		hln_job_source_unlock(&job->source);
		walked = walk_on(job, together ? SIZE_MAX : room, patient);
	}
	hln_lock_take(&job->lock);
	note_taken(job, entries, *count, taken);
	if (walked == WALK_BUSY && taken == HLN_WALKS && !*count)
		hln_board_block(&job->board);
	taken = job->board.ended ? HLN_NO_MORE :
		job->board.dry   ? HLN_NONE_YET :
		walked == WALK_STARVED && taken == HLN_WALKS && !*count ?
				 HLN_STARVED :
				 HLN_TAKEN;
	ahead = together && hln_job_source_wants_walk(&job->source);
	hln_lock_give(&job->lock);
	hln_job_source_unlock(&job->source);
	hln_job_results_report(job);
	if (ahead)
		(void)walk_on(job, SIZE_MAX, true);
	return taken;
}

/* All or none; HASHLANE_TIMEOUT: there is no room now. Both ends are locked. */
static int32_t add_inputs(struct hln_job *job,
			  const struct hashlane_input *given, size_t count,
			  size_t cost)
{
	struct hln_inputs *inputs = &job->source.inputs;
	uint64_t first = inputs->added;
	int32_t status;

	if (is_final(job))
		return job->state == HASHLANE_STATE_DONE ?
			       HASHLANE_UNSUPPORTED :
			       HASHLANE_CANCELLED;
	if (inputs->closed)
		return HASHLANE_UNSUPPORTED;
	if (inputs->held_bytes &&
	    inputs->held_bytes + cost > job->engine->budget.bytes / 8)
		return HASHLANE_TIMEOUT;
	status = hln_pushed_add(job, given, count, first);
	if (status)
		return status;
	status = hln_inputs_add(inputs, given, count);
	if (status)
		hln_pushed_remove(job, first);
	return status;
}

int32_t hln_job_inputs_add(struct hln_job *job,
			   const struct hashlane_input *given, size_t count,
			   uint64_t deadline_ns)
{
	bool inside = hln_listener_within_engine(job->engine);
	size_t cost = hln_inputs_cost(&job->source.inputs, given, count);
	int32_t status;

	for (;;) {
		uint64_t now;

		hln_job_source_lock(&job->source);
		status = add_inputs(job, given, count, cost);
		hln_lock_take(&job->lock);
		if (!status) {
			hln_board_set_dry(&job->board, false);
			hln_job_progress_expect(job, given, count);
			note_known(job, 0);
			hln_job_results_update(job);
		}
		hln_job_source_unlock(&job->source);
		now = hln_clock_ns();
		if (status == HASHLANE_TIMEOUT &&
		    (inside || hln_job_results_are_blocked(job) ||
		     hln_lookup_list_is_due(&job->lookups)))
			status = HASHLANE_BUSY;
		if (status != HASHLANE_TIMEOUT || now >= deadline_ns)
			break;
		/* The end of other jobs' streams does not wake this thread. */
		hln_job_results_wait_change(job,
					    now + ADD_WAIT_NS < deadline_ns ?
						    now + ADD_WAIT_NS :
						    deadline_ns);
		hln_lock_give(&job->lock);
	}
	hln_lock_give(&job->lock);
	if (!status)
		hln_workforce_offer(&job->board, true);
	return status;
}

void hln_job_inputs_close(struct hln_job *job)
{
	hln_job_source_lock(&job->source);
	job->source.inputs.closed = true;
	hln_lock_take(&job->lock);
	hln_board_set_dry(&job->board, false);
	hln_job_results_update(job);
	hln_lock_give(&job->lock);
	hln_job_source_unlock(&job->source);
	hln_workforce_offer(&job->board, true);
}

int32_t hln_job_inputs_begin(struct hln_job *job,
			     const struct hashlane_job_options *options)
{
	struct hln_inputs *inputs = &job->source.inputs;
	int32_t status = hln_inputs_add_paths(inputs, options->paths,
					      options->paths_bytes);

	if (!status)
		status = hln_pushed_add(job, options->inputs,
					options->input_count, inputs->added);
	/* Nothing is waited for here. */
	if (status == HASHLANE_TIMEOUT)
		status = HASHLANE_NO_MEMORY;
	if (!status)
		status = hln_inputs_add(inputs, options->inputs,
					options->input_count);
	if (!status)
		hln_job_progress_expect(job, options->inputs,
					options->input_count);
	inputs->closed = !(options->flags & HASHLANE_JOB_OPEN);
	note_known(job, 0);
	return status;
}
