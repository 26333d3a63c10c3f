/* SPDX-License-Identifier: MIT */
/* job_life.c - a job is made as its options say, and ends. */
#include "../hash/cores.h"
#include "engine.h"
#include "job_progress.h"
#include "pushed.h"
#include "walk_rules.h"
#include "split_file.h"

/* Memory of the blocks of rows; a streamed job's is in the budget. */
static void count_rows(void *context, size_t bytes, bool taken)
{
	struct hln_job *job = context;
	struct hln_engine *engine = job->engine;

	if (!(job->flags & HASHLANE_JOB_STREAM))
		atomic_fetch_add(&engine->held_bytes,
				 taken ? bytes : 0 - (uint64_t)bytes);
	else if (taken)
		hln_engine_count_memory(engine, bytes);
	else
		hln_engine_give_memory(engine, bytes);
}

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
		.count = count_rows,
		.context = job,
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
		status = hln_walk_rules_create(&job->rules, plan->walk);
	if (job->rules) {
		job->rules->job_state = &job->state;
		job->rules->base = job->base;
	}
	has_rows = create_rows(job, options);
	hln_inputs_init(&job->inputs, job->rules, &job->engine->memory,
			&job->engine->directories);
	job->inputs.row_bytes = job->set.digest_bytes;
	job->lookups.ask = options->lookup;
	job->lookups.context = options->lookup_context;
	job->lookups.wanted = job->flags & HASHLANE_JOB_LOOKUP;
	if (job->flags & HASHLANE_JOB_LINKS_ONCE)
		job->links = hln_hard_links_create(&job->set);
	if (!status && (!has_rows ||
			(job->flags & HASHLANE_JOB_LINKS_ONCE && !job->links)))
		status = HASHLANE_NO_MEMORY;
	if (!status)
		status = hln_inputs_add_paths(&job->inputs, options->paths,
					      options->paths_bytes);
	if (!status)
		status = hln_pushed_add(job, options->inputs,
					options->input_count,
					job->inputs.added);
	/* Nothing is waited for here. */
	if (status == HASHLANE_TIMEOUT)
		status = HASHLANE_NO_MEMORY;
	if (!status)
		status = hln_inputs_add(&job->inputs, options->inputs,
					options->input_count);
	if (!status)
		hln_job_expect(job, options->inputs, options->input_count);
	job->inputs.closed = !(options->flags & HASHLANE_JOB_OPEN);
	hln_job_note_known(job);
	if (!status)
		hln_rows_set_size(&job->rows, job->engine->budget_bytes,
				  job->inputs.closed && !job->board.walks ?
					  job->inputs.known :
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
	hln_engine_hold(engine);
	if (!hln_board_create(&job->board, &engine->workforce,
			      &engine->devices, &job->state) ||
	    !hln_in_flight_create(&job->flights) ||
	    !hln_lock_create(&job->walk_lock) ||
	    !hln_lock_create(&job->source_lock) ||
	    !hln_lock_create(&job->lock) ||
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

void hln_job_hold(struct hln_job *job)
{
	hln_board_hold(&job->board);
}

void hln_job_drop_streams(struct hln_job *job)
{
	struct hln_board_task *files;
	struct hln_slot *streams;

	hln_pushed_drop(job);
	hln_board_drop_waiting(&job->board, &streams);
	hln_slots_destroy(streams, job->engine);
	hln_board_drop_work(&job->board, &streams, &files);
	hln_slots_destroy(streams, job->engine);
	hln_split_file_drop(files);
}

void hln_job_release(struct hln_job *job)
{
	struct hln_engine *engine = job->engine;

	if (atomic_fetch_sub(&job->board.refs, 1) != 1)
		return;
	hln_subscribers_destroy(&job->subscribers);
	hln_rows_destroy(&job->rows);
	hln_job_drop_streams(job);
	hln_board_drop_deferred(&job->board);
	hln_lookup_destroy(job);
	if (job->links)
		hln_hard_links_destroy(job->links);
	hln_inputs_destroy(&job->inputs);
	if (job->rules)
		hln_walk_rules_destroy(job->rules);
	if (job->base >= 0)
		hln_file_close(job->base);
	hln_lock_destroy(&job->walk_lock);
	hln_lock_destroy(&job->source_lock);
	hln_lock_destroy(&job->lock);
	hln_in_flight_destroy(&job->flights);
	hln_board_destroy(&job->board);
	hln_signal_destroy(&job->changed);
	hln_allocator_give(&engine->memory, job, sizeof(*job),
			   _Alignof(struct hln_job));
	hln_engine_release(engine);
}
