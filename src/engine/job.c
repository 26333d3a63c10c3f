/* SPDX-License-Identifier: MIT */
/* job.c - a job: its inputs are taken, its rows come out. */
#include "job.h"

#include "walk_buffer.h"
#include "engine.h"
#include "job_events.h"
#include "job_progress.h"
#include "pushed.h"

enum {
	ADD_WAIT_NS = 1000000, /* between two tries to add inputs */
	HELP_WAIT_NS = 1000000 /* between two looks for work of a caller */
};

static bool is_final(const struct hln_job *job)
{
	return hln_state_is_final(&job->state);
}

bool hln_job_is_final(const struct hln_job *job)
{
	return is_final(job);
}

int32_t hln_job_status(const struct hln_job *job)
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

static bool rows_ready(struct hln_job *job)
{
	return hln_rows_ready(&job->rows, outlook(job));
}

/*
 * The descriptor is readable exactly while hln_job_next has something at once:
 * to be called before the lock is given, after any change of that.
 */
static void update_rows(struct hln_job *job)
{
	uint32_t events = atomic_load_explicit(&job->subscribers.events,
					       memory_order_relaxed);

	hln_rows_update(&job->rows, outlook(job),
			events & HASHLANE_EVENT_RESULTS);
}

/* What update_rows found, in a worker and without a lock. */
static void tell_results(struct hln_job *job)
{
	if (hln_rows_take_due(&job->rows))
		hln_events_report_results(&job->subscribers);
}

/* Wake the threads that wait; the lock is held. */
static void tell_change(struct hln_job *job)
{
	hln_signal_all(&job->changed);
	update_rows(job);
}

/* The lock is held. */
static void make_final(struct hln_job *job, int32_t state)
{
	if (is_final(job))
		return;
	__atomic_store_n(&job->progress.state, state, __ATOMIC_RELAXED);
	/* Some were expected of files that failed, or have other names. */
	if (state == HASHLANE_STATE_DONE)
		hln_progress_set(&job->progress.bytes_total,
				 hln_progress_get(&job->progress.bytes_done));
	hln_progress_set(&job->progress.elapsed_ns,
			 hln_clock_ns() - job->started_ns);
	__atomic_store_n(&job->state, state, __ATOMIC_RELEASE);
	hln_rows_end(&job->rows);
	hln_pushed_wake(job);
	tell_change(job);
}

static void check_final(struct hln_job *job)
{
	if (hln_board_is_done(&job->board))
		make_final(job, HASHLANE_STATE_DONE);
}

/* ---- The end ---- */

/* The lock is held. */
static bool may_retire(struct hln_job *job)
{
	return is_final(job) && !hln_board_workers(&job->board) &&
	       !job->retiring && !job->retired;
}

/* What nobody goes on with goes back to the caller, before it is told so. */
static void drop_rest(struct hln_job *job)
{
	struct hln_input_batch *inputs;

	hln_job_drop_streams(job);
	if (job->links)
		hln_hard_links_drop(job->links);
	hln_lock_take(&job->source_lock);
	inputs = hln_inputs_cut(&job->inputs);
	hln_lock_give(&job->source_lock);
	hln_inputs_give(&job->inputs, inputs);
}

static void drop_waiting(struct hln_job *job)
{
	struct hln_slot *streams;

	hln_board_drop_waiting(&job->board, &streams);
	hln_slots_destroy(streams, job->engine);
}

void hln_job_retire(struct hln_job *job, bool wait)
{
	bool mine, told;

	hln_lock_take(&job->lock);
	mine = may_retire(job);
	if (mine)
		job->retiring = true;
	hln_lock_give(&job->lock);
	if (!mine)
		return;
	hln_board_drop_deferred(&job->board);
	if (hln_state_is_cut_off(&job->state))
		drop_rest(job);
	hln_lookup_drop(job);
	drop_waiting(job);
	told = hln_events_report_done(&job->subscribers, hln_job_status(job),
				      wait);
	if (told)
		hln_release_call(&job->release);
	hln_lock_take(&job->lock);
	job->retiring = false;
	job->retired = told;
	hln_lock_give(&job->lock);
	if (!told)
		hln_workforce_end_later(&job->board, hln_listener_within());
	else if (hln_workforce_forget(&job->board))
		hln_job_release(job);
}

void hln_job_detach(struct hln_job *job, bool wait)
{
	hln_board_detach(&job->board);
	if (is_final(job))
		hln_job_retire(job, wait);
	else
		hln_workforce_offer(&job->board, false);
	hln_job_release(job);
}

/* ---- Inputs ---- */

/* How many rows may be begun before some must be taken. */
static size_t rows_allowed(struct hln_job *job)
{
	const struct hln_board *board = &job->board;
	/* Streams that wait for their bytes are in nobody's way. */
	int64_t begun = (int64_t)(job->rows.plan.in_order ? 0 :
							    board->in_flight) -
			(int64_t)board->pushed;

	return hln_rows_room(&job->rows, begun,
			     hln_engine_pressure(job->engine) !=
				     HASHLANE_PRESSURE_NORMAL);
}

bool hln_job_is_blocked(struct hln_job *job)
{
	return job->rows.streamed && !rows_allowed(job) && rows_ready(job);
}

void hln_job_note_known(struct hln_job *job)
{
	hln_progress_set(&job->progress.files_total, job->inputs.known);
	hln_board_set_left(&job->board, job->inputs.known - job->taken,
			   job->rules && !job->inputs.drained);
}

/* The rows of what was taken, and what it means for the job. */
static void note_taken(struct hln_job *job, struct hln_open_file **entries,
		       size_t count, enum hln_taken taken)
{
	hln_in_flight_enter_all(&job->flights, entries, count);
	hln_board_add_entries(&job->board, count);
	hln_job_note_known(job);
	for (size_t i = 0; i < count; i++) {
		entries[i]->block = NULL;
		if (job->rows.plan.in_order &&
		    !hln_rows_add(&job->rows, entries[i]))
			make_final(job, HASHLANE_STATE_FAILED);
	}
	if (taken == HLN_NONE_YET) {
		hln_board_set_dry(&job->board, true);
		if (rows_ready(job))
			tell_change(job);
	}
	/* The end is known as soon as the last is taken, but for a walk. */
	if (!job->board.ended &&
	    (taken == HLN_NO_MORE ||
	     (job->inputs.closed && !job->board.walks && !job->board.left))) {
		hln_board_set_ended(&job->board);
		hln_rows_close(&job->rows);
		check_final(job);
		tell_change(job);
	}
}

enum walked { WALKED, WALK_STARVED, WALK_BUSY };

/*
 * Go on with the walk, for what is taken next; WALK_BUSY: another
 * is at it, which may take as long as a device does: what waits for it leaves
 * the job, and serves others. WALK_STARVED: it found nothing, for want of a
 * descriptor.
 */
static enum walked walk_on(struct hln_job *job, size_t most, bool patient)
{
	enum hln_walked walked = HLN_WALK_ENTRY;
	struct hln_walk_buffer *ahead;
	struct hln_walk *walk;

	if (!hln_lock_try(&job->walk_lock))
		return WALK_BUSY;
	hln_board_begin_walk(&job->board);
	hln_lock_take(&job->source_lock);
	walk = hln_inputs_want_ahead(&job->inputs) && !is_final(job) ?
		       job->inputs.walk :
		       NULL;
	hln_lock_give(&job->source_lock);
	if (walk) {
		ahead = hln_walk_buffer_read(walk, most, patient, &walked);
		hln_lock_take(&job->source_lock);
		if (ahead)
			hln_inputs_add_ahead(&job->inputs, ahead,
					     walked == HLN_WALK_ENDED);
		hln_lock_take(&job->lock);
		if (!ahead)
			make_final(job, HASHLANE_STATE_FAILED);
		hln_job_note_known(job);
		hln_lock_give(&job->lock);
		hln_lock_give(&job->source_lock);
	}
	hln_lock_give(&job->walk_lock);
	if (hln_board_end_walk(&job->board))
		hln_workforce_offer(&job->board, true);
	return walked == HLN_WALK_STARVED ? WALK_STARVED : WALKED;
}

/* Inputs into entries, both ends held by the source lock. */
static enum hln_taken fill_entries(struct hln_job *job,
				   struct hln_open_file **entries, size_t room,
				   size_t *count)
{
	enum hln_taken taken = HLN_TAKEN;
	struct hln_input input;
	size_t n = 0;

	while (n < room && !is_final(job)) {
		taken = hln_inputs_take(&job->inputs, &input);
		if (taken != HLN_TAKEN)
			break;
		if (!hln_open_file_set(entries[n], &input,
				       job->set.digest_bytes))
			hln_open_file_fail(entries[n], HASHLANE_NO_MEMORY, 0,
					   0);
		entries[n]->job_state = &job->state;
		entries[n]->job = job;
		entries[n]->taken = true;
		entries[n]->base = job->base;
		if (job->flags & HASHLANE_JOB_DROP_CACHE)
			entries[n]->drop_cache =
				hln_open_file_is_file(entries[n]);
		if (input.kind == HASHLANE_INPUT_STREAM)
			entries[n]->pushed = hln_pushed_find(job, input.given);
		entries[n]->use_ctime = job->ctime != HASHLANE_CTIME_IGNORE;
		entries[n]->trust = job->ctime == HASHLANE_CTIME_STRICT ?
					    NULL :
					    &job->engine->trust;
		entries[n++]->index = job->taken++;
	}
	*count = n;
	return taken;
}

enum hln_taken hln_job_take(struct hln_job *job,
			    struct hln_open_file **entries, size_t room,
			    size_t *count, bool patient)
{
	bool together = job->board.plan.walks_ahead, ahead;
	enum walked walked = WALKED;
	enum hln_taken taken;
	size_t allowed;

	for (;;) {
		hln_lock_take(&job->source_lock);
		hln_lock_take(&job->lock);
		allowed = rows_allowed(job);
		if (hln_board_is_full(&job->board))
			room = 0;
		/* A caller that waits for the end must take rows first. */
		if (!allowed && !job->board.dry) {
			hln_board_set_dry(&job->board, true);
			tell_change(job);
		}
		hln_lock_give(&job->lock);
		taken = fill_entries(job, entries,
				     room < allowed ? room : allowed, count);
		if (taken != HLN_WALKS || *count || walked != WALKED)
			break;
		hln_lock_give(&job->source_lock);
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
	ahead = together && hln_inputs_want_ahead(&job->inputs);
	hln_lock_give(&job->lock);
	hln_lock_give(&job->source_lock);
	tell_results(job);
	if (ahead)
		(void)walk_on(job, SIZE_MAX, true);
	return taken;
}

void hln_job_wait_change(struct hln_job *job, uint64_t deadline_ns)
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

/* All or none; HASHLANE_TIMEOUT: there is no room now. Both ends are locked. */
static int32_t add_inputs(struct hln_job *job,
			  const struct hashlane_input *given, size_t count,
			  size_t cost)
{
	struct hln_inputs *inputs = &job->inputs;
	uint64_t first = inputs->added;
	int32_t status;

	if (is_final(job))
		return job->state == HASHLANE_STATE_DONE ?
			       HASHLANE_UNSUPPORTED :
			       HASHLANE_CANCELLED;
	if (inputs->closed)
		return HASHLANE_UNSUPPORTED;
	if (inputs->held_bytes &&
	    inputs->held_bytes + cost > job->engine->budget_bytes / 8)
		return HASHLANE_TIMEOUT;
	status = hln_pushed_add(job, given, count, first);
	if (status)
		return status;
	status = hln_inputs_add(inputs, given, count);
	if (status)
		hln_pushed_remove(job, first);
	return status;
}

int32_t hln_job_add(struct hln_job *job, const struct hashlane_input *given,
		    size_t count, uint64_t deadline_ns)
{
	bool inside = hln_engine_in_callback(job->engine);
	size_t cost = hln_inputs_cost(&job->inputs, given, count);
	int32_t status;

	for (;;) {
		uint64_t now;

		hln_lock_take(&job->source_lock);
		status = add_inputs(job, given, count, cost);
		hln_lock_take(&job->lock);
		if (!status) {
			hln_board_set_dry(&job->board, false);
			hln_job_expect(job, given, count);
			hln_job_note_known(job);
			update_rows(job);
		}
		hln_lock_give(&job->source_lock);
		now = hln_clock_ns();
		if (status == HASHLANE_TIMEOUT &&
		    (inside || hln_job_is_blocked(job) ||
		     hln_lookup_is_due(job)))
			status = HASHLANE_BUSY;
		if (status != HASHLANE_TIMEOUT || now >= deadline_ns)
			break;
		/* Streams of other jobs may end, which this one is not told. */
		hln_job_wait_change(job, now + ADD_WAIT_NS < deadline_ns ?
						 now + ADD_WAIT_NS :
						 deadline_ns);
		hln_lock_give(&job->lock);
	}
	hln_lock_give(&job->lock);
	if (!status)
		hln_workforce_offer(&job->board, true);
	return status;
}

void hln_job_close(struct hln_job *job)
{
	hln_lock_take(&job->source_lock);
	job->inputs.closed = true;
	hln_lock_take(&job->lock);
	hln_board_set_dry(&job->board, false);
	update_rows(job);
	hln_lock_give(&job->lock);
	hln_lock_give(&job->source_lock);
	hln_workforce_offer(&job->board, true);
}

/* ---- Rows ---- */

bool hln_job_enter_rows(struct hln_job *job, struct hln_open_file **entries,
			size_t count)
{
	enum hln_rows_entered entered = hln_rows_enter(&job->rows, entries,
						       count);

	if (entered == HLN_ROWS_NO_MEMORY) {
		hln_lock_take(&job->lock);
		make_final(job, HASHLANE_STATE_FAILED);
		hln_lock_give(&job->lock);
	}
	return entered == HLN_ROWS_ENTERED;
}

bool hln_job_leave_rows(struct hln_job *job, struct hln_open_file **entries,
			size_t count, uint64_t failures)
{
	bool reports = hln_subscribers_wants(
		&job->subscribers, HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR);
	bool kept;
	uint64_t before;

	hln_lock_take(&job->lock);
	before = hln_rows_ready_at(&job->rows, outlook(job));
	kept = hln_rows_leave(&job->rows, entries, count);
	hln_in_flight_leave_all(entries, count);
	if (kept) {
		/* A callback may take long: the rows do not wait for it. */
		hln_board_finish_entries(&job->board, entries, count, reports);
		hln_progress_add(&job->progress.files_done, count);
		hln_progress_add(&job->progress.failures, failures);
		check_final(job);
		/* To wake a thread costs 8 us: not for what it knows. */
		if (hln_rows_ready_at(&job->rows, outlook(job)) < before)
			tell_change(job);
	}
	hln_lock_give(&job->lock);
	tell_results(job);
	if (!kept || !reports)
		return kept;
	hln_job_events_report_files(job, entries, count);
	hln_lock_take(&job->lock);
	hln_board_reported(&job->board, count);
	check_final(job);
	hln_lock_give(&job->lock);
	return true;
}

/* The lock is held; *taken, or a status. */
static int32_t take_rows(struct hln_rows_block **taken, struct hln_job *job,
			 bool inside, uint64_t deadline_ns)
{
	for (;;) {
		uint64_t now = hln_clock_ns();
		uint64_t at = hln_rows_ready_at(&job->rows, outlook(job));
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
			int32_t status = hln_job_status(job);

			return status ? status : HASHLANE_END;
		}
		if (waits && hln_lookup_is_due(job))
			return HASHLANE_BUSY;
		if (!waits)
			return inside ? HASHLANE_BUSY : HASHLANE_TIMEOUT;
		hln_job_wait_change(job, at < deadline_ns ? at : deadline_ns);
	}
}

int32_t hln_job_next(const struct hashlane_results **out, struct hln_job *job,
		     uint64_t deadline_ns)
{
	const struct hashlane_results *results;
	bool inside = hln_engine_in_callback(job->engine);
	struct hln_rows_block *block;
	int32_t status;

	hln_lock_take(&job->lock);
	status = take_rows(&block, job, inside, deadline_ns);
	update_rows(job);
	hln_lock_give(&job->lock);
	if (status)
		return status;
	hln_workforce_offer(&job->board, true);
	results = hln_rows_finish(&job->rows, block);
	if (!results) {
		/* The rows are not lost: a caller may ask for them again. */
		hln_lock_take(&job->lock);
		tell_change(job);
		hln_lock_give(&job->lock);
		return HASHLANE_NO_MEMORY;
	}
	*out = results;
	return HASHLANE_OK;
}

int32_t hln_job_wait(struct hln_job *job, uint64_t deadline_ns)
{
	bool inside = hln_engine_in_callback(job->engine);
	int32_t status = HASHLANE_OK;

	hln_lock_take(&job->lock);
	while (!is_final(job)) {
		if (inside || hln_job_is_blocked(job) ||
		    hln_lookup_is_due(job))
			status = HASHLANE_BUSY;
		else if (hln_clock_ns() >= deadline_ns)
			status = HASHLANE_TIMEOUT;
		if (status)
			break;
		hln_job_wait_change(job, deadline_ns);
	}
	if (!status)
		status = hln_job_status(job);
	hln_lock_give(&job->lock);
	return status;
}

void hln_job_cancel(struct hln_job *job, int32_t state)
{
	hln_lock_take(&job->lock);
	make_final(job, state);
	hln_lock_give(&job->lock);
	hln_workforce_wake(&job->engine->workforce);
	/* What is reported in a callback could wait for it. */
	if (hln_listener_within())
		hln_workforce_end_later(&job->board, true);
	else
		hln_job_retire(job, false);
}

void hln_job_end(struct hln_job *job)
{
	hln_job_cancel(job, HASHLANE_STATE_CANCELLED);
	hln_rows_drop(&job->rows);
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

int32_t hln_job_descriptor(int64_t *out, struct hln_job *job)
{
	if (job->engine->workforce.callers)
		return HASHLANE_UNSUPPORTED;
	if (!hln_rows_descriptor(&job->rows, out))
		return HASHLANE_IO;
	hln_lock_take(&job->lock);
	tell_change(job);
	hln_lock_give(&job->lock);
	return HASHLANE_OK;
}
