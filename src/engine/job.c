/* SPDX-License-Identifier: MIT */
/* job.c - a job is made as its options say, is steered, and ends. */
#include "job.h"

#include "../hash/cores.h"
#include "engine.h"
#include "job_inputs.h"
#include "job_results.h"
#include "lookup.h"
#include "pushed.h"
#include "split_file.h"
#include "work_stream.h"

static bool create_rows(struct hln_job *job,
			const struct hashlane_job_options *options)
{
	const struct hln_rows_plan plan = {
		.set = &job->set,
		.flags = job->flags,
		.in_order = options->order == HASHLANE_ORDER_INPUT ||
			    (options->order == HASHLANE_ORDER_DEFAULT &&
			     !(options->flags & HASHLANE_JOB_STREAM)),
		.memory = &job->engine->memory,
		.budget = &job->engine->budget,
	};

	return hln_rows_create(&job->rows, &plan);
}

/* The callback of the options is a listener as any other. */
static int32_t subscribe_own(struct hln_job *job,
			     const struct hashlane_job_options *options)
{
	const struct hln_listener_plan plan = {
		.engine = job->engine,
		.memory = &job->engine->memory,
		.events = options->events,
		.interval_ms = options->event_interval_ms,
		.event = options->event,
		.context = options->event_context,
	};
	struct hln_listener *own = hln_listener_create(&plan);
	int32_t status;

	if (!own)
		return HASHLANE_NO_MEMORY;
	status = hln_subscribers_add(&job->subscribers, own, plan.events);
	hln_listener_release(own);
	return status;
}

static int32_t fill_job(struct hln_job *job, const struct hln_job_plan *plan)
{
	const struct hashlane_job_options *options = plan->options;
	int32_t status = HASHLANE_OK;
	bool has_rows;

	job->set = *plan->set;
	hln_cores_find(&job->set);
	job->flags = options->flags;
	/* Blocks have a column for what was known. */
	if (options->lookup)
		job->flags |= HASHLANE_JOB_LOOKUP;
	job->ctime = options->ctime;
	job->set.wants_ranges = job->flags & HASHLANE_JOB_PARTS;
	/* What is kept of a name has no parts. */
	if (job->set.wants_ranges)
		job->flags &= ~(uint32_t)HASHLANE_JOB_LINKS_ONCE;
	job->board.flags = job->flags;
	if (plan->walk)
		status = hln_walk_rules_create(&job->source.rules, plan->walk);
	if (job->source.rules) {
		job->source.rules->job_state = &job->state;
		job->source.rules->base = job->base;
	}
	has_rows = create_rows(job, options);
	hln_inputs_init(&job->source.inputs, job->source.rules,
			&job->engine->memory, &job->engine->directories);
	job->source.inputs.row_bytes = job->set.digest_bytes;
	job->lookups.ask = options->lookup;
	job->lookups.context = options->lookup_context;
	job->lookups.wanted = job->flags & HASHLANE_JOB_LOOKUP;
	if (job->flags & HASHLANE_JOB_LINKS_ONCE)
		job->source.links = hln_hard_links_create(&job->set);
	if (!status && (!has_rows || (job->flags & HASHLANE_JOB_LINKS_ONCE &&
				      !job->source.links)))
		status = HASHLANE_NO_MEMORY;
	if (!status)
		status = hln_job_inputs_begin(job, options);
	if (!status)
		hln_rows_set_size(&job->rows,
				  job->source.inputs.closed &&
						  !job->board.walks ?
					  job->source.inputs.known :
					  UINT64_MAX);
	hln_pace_init(&job->board.pace, options->priority,
		      options->bytes_per_second_max);
	hln_resume_init(&job->resume, &job->set, options);
	job->release.function = options->release;
	job->release.context = options->release_context;
	if (!status && options->event)
		status = subscribe_own(job, options);
	return status;
}

int32_t hln_job_create(struct hln_job **out, struct hln_engine *engine,
		       const struct hln_job_plan *plan)
{
	struct hln_job *job = hln_allocator_take_zeroed(
		&engine->memory, sizeof(*job), _Alignof(struct hln_job));
	struct hln_event_source source;
	int32_t status;

	if (!job) {
		if (plan->base >= 0)
			hln_file_close(plan->base);
		return HASHLANE_NO_MEMORY;
	}
	job->base = plan->base;
	job->engine = engine;
	source = (struct hln_event_source){ .state = &job->state,
					    .progress = &job->progress };
	hln_workforce_hold(&engine->workforce);
	if (!hln_board_create(&job->board, &engine->workforce,
			      &engine->devices, &job->state) ||
	    !hln_in_flight_create(&job->flights) ||
	    !hln_job_source_create(&job->source, &job->state) ||
	    !hln_lock_create(&job->lock) ||
	    !hln_lock_create(&job->rate_lock) ||
	    !hln_signal_create(&job->changed) ||
	    !hln_subscribers_create(&job->subscribers, &engine->memory,
				    &source))
		status = HASHLANE_NO_MEMORY;
	else
		status = fill_job(job, plan);
	job->failure = HASHLANE_NO_MEMORY;
	job->started_ns = hln_clock_ns();
	job->rate_ns = job->started_ns;
	if (status) {
		hln_job_release(job);
		return status;
	}
	*out = job;
	return HASHLANE_OK;
}

bool hln_job_is_final(const struct hln_job *job)
{
	return hln_job_state_is_final(&job->state);
}

void hln_job_hold(struct hln_job *job)
{
	hln_board_hold(&job->board);
}

/* What nobody will go on with; no worker is in it, nor will be. */
static void drop_streams(struct hln_job *job)
{
	struct hln_board_task *files;
	struct hln_slot *streams;

	hln_pushed_drop(job);
	hln_board_drop_waiting(&job->board, &streams);
	hln_work_stream_destroy_all(streams, job->engine);
	hln_board_drop_work(&job->board, &streams, &files);
	hln_work_stream_destroy_all(streams, job->engine);
	hln_split_file_drop(files);
}

void hln_job_release(struct hln_job *job)
{
	struct hln_engine *engine = job->engine;

	if (atomic_fetch_sub(&job->board.refs, 1) != 1)
		return;
	hln_subscribers_destroy(&job->subscribers);
	hln_rows_destroy(&job->rows);
	drop_streams(job);
	hln_board_drop_deferred(&job->board);
	hln_lookup_destroy(job);
	hln_job_source_destroy(&job->source);
	if (job->base >= 0)
		hln_file_close(job->base);
	hln_lock_destroy(&job->lock);
	hln_lock_destroy(&job->rate_lock);
	hln_in_flight_destroy(&job->flights);
	hln_board_destroy(&job->board);
	hln_signal_destroy(&job->changed);
	hln_allocator_give(&engine->memory, job, sizeof(*job),
			   _Alignof(struct hln_job));
	hln_workforce_release(&engine->workforce);
}

/* ---- The end ---- */

/* The lock is held. */
static bool may_retire(struct hln_job *job)
{
	return hln_job_is_final(job) && !hln_board_workers(&job->board) &&
	       !job->retiring && !job->retired;
}

static void drop_waiting(struct hln_job *job)
{
	struct hln_slot *streams;

	hln_board_drop_waiting(&job->board, &streams);
	hln_work_stream_destroy_all(streams, job->engine);
}

void hln_job_retire(struct hln_job *job, bool wait)
{
	bool mine, reported;

	hln_lock_take(&job->lock);
	mine = may_retire(job);
	if (mine)
		job->retiring = true;
	hln_lock_give(&job->lock);
	if (!mine)
		return;
	hln_board_drop_deferred(&job->board);
	if (hln_job_state_is_cut_off(&job->state)) {
		/* Release the inputs before DONE is reported. */
		drop_streams(job);
		hln_job_source_drop(&job->source);
	}
	hln_lookup_drop(job);
	drop_waiting(job);
	reported = hln_events_report_done(&job->subscribers,
					  hln_job_results_status(job), wait);
	if (reported)
		hln_release_call(&job->release);
	hln_lock_take(&job->lock);
	job->retiring = false;
	job->retired = reported;
	hln_lock_give(&job->lock);
	if (!reported)
		hln_workforce_end_later(
			&job->board, hln_listener_within_engine(job->engine));
	else if (hln_workforce_forget(&job->board))
		hln_job_release(job);
}

void hln_job_detach(struct hln_job *job, bool wait)
{
	hln_board_detach(&job->board);
	if (hln_job_is_final(job))
		hln_job_retire(job, wait);
	else
		hln_workforce_offer(&job->board, false);
	hln_job_release(job);
}

void hln_job_cancel(struct hln_job *job, int32_t state)
{
	hln_lock_take(&job->lock);
	hln_job_results_end(job, state);
	hln_lock_give(&job->lock);
	hln_workforce_wake(&job->engine->workforce);
	/*
	 * What is reported in a callback could wait for it. The thread ends the
	 * job when it is out of a callback of the same engine, but it may never
	 * enter another engine again.
	 */
	if (hln_listener_within_engine(job->engine))
		hln_workforce_end_later(&job->board, true);
	else
		hln_job_retire(job, false);
}

void hln_job_end(struct hln_job *job)
{
	hln_job_cancel(job, HASHLANE_STATE_CANCELLED);
	/* A caller in hashlane_job_next found rows, and is about to take them. */
	hln_lock_take(&job->lock);
	hln_rows_drop(&job->rows);
	hln_lock_give(&job->lock);
}

void hln_job_pause(struct hln_job *job, bool pauses)
{
	hln_board_pause(&job->board, pauses);
	if (!pauses)
		hln_workforce_offer(&job->board, true);
}

void hln_job_set_rate(struct hln_job *job, uint64_t bytes_per_second)
{
	hln_pace_set_rate(&job->board.pace, bytes_per_second);
	/* Workers may sleep until the old one allows more. */
	hln_workforce_offer(&job->board, true);
}
