/* SPDX-License-Identifier: MIT */
/* job.c - a job: its inputs are taken, its rows come out, its events. */
#include "job.h"

#include "ahead.h"
#include "engine.h"
#include "slot.h"
#include "whole.h"

#include <stdlib.h>
#include <string.h>

enum {
	STREAM_ROWS_MIN = 64,
	STREAM_ROWS = 256,    /* a block of rows that someone waits for */
	LINGER_NS = 10000000, /* one that is not full waits so long */
	RATE_NS = 250000000,  /* between two times of finding the rate */
	INTERVAL_MS = 100,    /* between two events of progress */
	EVENTS_MAX = 128,
	WALK_AHEAD = 8 /* inputs of a walk a worker may have over the mean */
};

/* Progress is read by anyone at any time, without a lock. */
static void add_to(uint64_t *counter, uint64_t n)
{
	__atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
}

static void set_to(uint64_t *field, uint64_t value)
{
	__atomic_store_n(field, value, __ATOMIC_RELAXED);
}

static uint64_t value_of(const uint64_t *field)
{
	return __atomic_load_n(field, __ATOMIC_RELAXED);
}

static bool is_final(const struct hln_job *job)
{
	return __atomic_load_n(&job->state, __ATOMIC_ACQUIRE) !=
	       HASHLANE_JOB_RUNNING;
}

bool hln_job_is_final(struct hln_job *job)
{
	return is_final(job);
}

/* ---- Blocks of rows ---- */

static void count_segment(struct hln_job *job, size_t bytes)
{
	if (job->flags & HASHLANE_JOB_STREAM)
		hln_engine_count_memory(job->engine, bytes);
	else
		atomic_fetch_add(&job->engine->held_bytes, bytes);
}

static void discount_segment(struct hln_job *job, size_t bytes)
{
	if (job->flags & HASHLANE_JOB_STREAM)
		hln_engine_give_memory(job->engine, bytes);
	else
		atomic_fetch_sub(&job->engine->held_bytes, bytes);
}

static struct hln_segment_node *open_segment(struct hln_job *job)
{
	struct hln_segment_node *node = calloc(1, sizeof(*node));

	if (!node)
		return NULL;
	node->segment = hln_segment_create(job->layout, job->segment_rows);
	if (!node->segment) {
		free(node);
		return NULL;
	}
	node->bytes = hln_segment_bytes(job->layout, job->segment_rows);
	count_segment(job, node->bytes);
	if (job->last)
		job->last->next = node;
	else
		job->first = node;
	job->last = node;
	job->segment_count++;
	return node;
}

/* A row for an entry; false: no memory. */
static bool give_row(struct hln_job *job, struct hln_entry *entry)
{
	struct hln_segment_node *node = job->last;

	if (!node || node->full)
		node = open_segment(job);
	if (!node || !hln_segment_add(node->segment, entry->index, entry->path,
				      entry->path_bytes))
		return false;
	entry->node = node;
	entry->row = node->added++;
	node->full = node->added == job->segment_rows;
	job->rows_waiting++;
	return true;
}

/* May the first block be taken? */
static bool is_ready(const struct hln_job *job)
{
	const struct hln_segment_node *node = job->first;

	if (!node || node->writers)
		return false;
	if (is_final(job))
		return true;
	if (job->in_order)
		return node->full && node->finished == node->added;
	return node->finished > 0;
}

/* Tell those who wait; the lock is held. */
static void tell_change(struct hln_job *job)
{
	hln_signal_all(&job->changed);
	if (job->flag_made && !job->flag_raised &&
	    (is_ready(job) || is_final(job))) {
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
	set_to(&job->progress.elapsed_ns, hln_clock_ns() - job->started_ns);
	__atomic_store_n(&job->state, state, __ATOMIC_RELEASE);
	tell_change(job);
}

static void check_final(struct hln_job *job)
{
	if (job->ended && !job->in_flight)
		make_final(job, HASHLANE_JOB_DONE);
}

/* ---- Events ---- */

static void fill_event(struct hln_job *job, struct hashlane_event *event)
{
	event->bytes_done = value_of(&job->progress.bytes_done);
	event->bytes_total = value_of(&job->progress.bytes_total);
	event->files_done = value_of(&job->progress.files_done);
	event->files_total = value_of(&job->progress.files_total);
	event->failures = value_of(&job->progress.failures);
	event->bytes_per_second = value_of(&job->progress.bytes_per_second);
}

bool hln_job_in_callback(struct hln_job *job)
{
	return atomic_load(&job->event_thread) == hln_thread_self();
}

/* The event lock is held. */
static void deliver(struct hln_job *job, const struct hashlane_event *events,
		    size_t count)
{
	atomic_store(&job->event_thread, hln_thread_self());
	job->event(job->event_context, events, count);
	atomic_store(&job->event_thread, 0);
}

static void tell_entries(struct hln_job *job, struct hln_entry **entries,
			 size_t count)
{
	struct hashlane_event events[EVENTS_MAX];
	size_t n = 0;

	if (!(job->events & (HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR)))
		return;
	for (size_t i = 0; i < count && n < EVENTS_MAX; i++) {
		const struct hln_entry *entry = entries[i];
		struct hashlane_event *event = &events[n];
		bool failed = entry->status != HASHLANE_OK;

		if (!(job->events &
		      (failed ? HASHLANE_EVENT_ERROR | HASHLANE_EVENT_FILE :
				HASHLANE_EVENT_FILE)))
			continue;
		memset(event, 0, sizeof(*event));
		fill_event(job, event);
		event->kind = failed && job->events & HASHLANE_EVENT_ERROR ?
				      HASHLANE_EVENT_ERROR :
				      HASHLANE_EVENT_FILE;
		event->status = entry->status;
		event->index = entry->index;
		event->bytes_done = entry->bytes;
		event->bytes_total = entry->bytes;
		n++;
	}
	if (!n)
		return;
	hln_lock_take(&job->event_lock);
	if (!is_final(job))
		deliver(job, events, n);
	hln_lock_give(&job->event_lock);
}

static void find_rate(struct hln_job *job, uint64_t now)
{
	uint64_t bytes = value_of(&job->progress.bytes_done);

	if (now - value_of(&job->rate_ns) < RATE_NS)
		return;
	hln_lock_take(&job->lock);
	if (now - job->rate_ns >= RATE_NS) {
		double seconds = (double)(now - job->rate_ns) / 1e9;

		set_to(&job->progress.bytes_per_second,
		       (uint64_t)((double)(bytes - job->rate_bytes) /
				  seconds));
		set_to(&job->rate_ns, now);
		job->rate_bytes = bytes;
	}
	hln_lock_give(&job->lock);
}

static void tell_progress(struct hln_job *job, uint64_t now)
{
	struct hashlane_event event = { .kind = HASHLANE_EVENT_PROGRESS };

	if (!(job->events & HASHLANE_EVENT_PROGRESS))
		return;
	hln_lock_take(&job->event_lock);
	if (now - job->progress_told_ns >= job->event_interval_ns &&
	    !is_final(job)) {
		job->progress_told_ns = now;
		fill_event(job, &event);
		deliver(job, &event, 1);
	}
	hln_lock_give(&job->event_lock);
}

static void tell_pressure(struct hln_job *job)
{
	struct hashlane_event event = { .kind = HASHLANE_EVENT_MEMORY };
	int32_t pressure = hln_engine_pressure(job->engine);

	if (!(job->events & HASHLANE_EVENT_MEMORY) ||
	    pressure == atomic_load(&job->pressure_told))
		return;
	hln_lock_take(&job->event_lock);
	if (atomic_exchange(&job->pressure_told, pressure) != pressure &&
	    !is_final(job)) {
		fill_event(job, &event);
		event.status = pressure;
		deliver(job, &event, 1);
	}
	hln_lock_give(&job->event_lock);
}

void hln_job_count_bytes(struct hln_job *job, uint64_t bytes)
{
	uint64_t now = hln_clock_ns();

	add_to(&job->progress.bytes_done, bytes);
	set_to(&job->progress.elapsed_ns, now - job->started_ns);
	find_rate(job, now);
	tell_progress(job, now);
	tell_pressure(job);
}

/* It is final and nobody is in it: the last event, once. */
static void retire(struct hln_job *job)
{
	struct hashlane_event event = { .kind = HASHLANE_EVENT_DONE };
	bool mine;

	hln_lock_take(&job->lock);
	mine = is_final(job) && !job->workers && !job->retiring;
	if (mine)
		job->retiring = true;
	hln_lock_give(&job->lock);
	if (!mine)
		return;
	if (job->events & HASHLANE_EVENT_DONE) {
		fill_event(job, &event);
		event.status = job->state == HASHLANE_JOB_DONE ?
				       HASHLANE_OK :
			       job->state == HASHLANE_JOB_FAILED ?
				       HASHLANE_NO_MEMORY :
				       HASHLANE_CANCELLED;
		hln_lock_take(&job->event_lock);
		deliver(job, &event, 1);
		hln_lock_give(&job->event_lock);
	}
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
	retire(job);
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

/* Both locks are held. */
static void note_known(struct hln_job *job)
{
	set_to(&job->progress.files_total, job->inputs.known);
	job->left = job->inputs.known - job->taken;
	job->walks = job->rules && !job->inputs.drained;
}

/* The rows of what was taken, and what it means for the job. */
static void note_taken(struct hln_job *job, struct hln_entry **entries,
		       size_t count, enum hln_taken taken)
{
	job->in_flight += count;
	note_known(job);
	for (size_t i = 0; i < count; i++) {
		entries[i]->node = NULL;
		if (job->in_order && !give_row(job, entries[i]))
			make_final(job, HASHLANE_JOB_FAILED);
	}
	if (taken == HLN_NONE_YET)
		job->dry = true;
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
	uint64_t total = value_of(&job->progress.bytes_total);
	uint64_t done = value_of(&job->progress.bytes_done);
	uint64_t known = value_of(&job->progress.files_total), rest, begun;

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
		note_known(job);
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
		note_known(job);
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
		if (!entries[i]->node && !give_row(job, entries[i]))
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
			size_t count)
{
	uint64_t failures = 0;

	for (size_t i = 0; i < count; i++)
		failures += entries[i]->status != HASHLANE_OK;
	add_to(&job->progress.files_done, count);
	add_to(&job->progress.failures, failures);
	tell_entries(job, entries, count);
	hln_lock_take(&job->lock);
	for (size_t i = 0; i < count; i++) {
		entries[i]->node->finished++;
		entries[i]->node->writers--;
	}
	job->in_flight -= count;
	if (!job->waits_since)
		job->waits_since = hln_clock_ns();
	check_final(job);
	/* To wake who waits costs 8 us: not for rows that nobody may take. */
	if (is_ready(job))
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

/*
 * When the first block may be taken; a block of rows as they finish waits a
 * little for more of them.
 */
static uint64_t ready_at(const struct hln_job *job)
{
	if (!is_ready(job))
		return HLN_FOREVER;
	if (is_final(job) || job->in_order || job->first->full)
		return 0;
	return job->waits_since + LINGER_NS;
}

static struct hln_segment_node *unlink_first(struct hln_job *job)
{
	struct hln_segment_node *node = job->first;

	job->first = node->next;
	if (!job->first)
		job->last = NULL;
	job->segment_count--;
	job->rows_waiting -= node->added;
	job->waits_since = 0;
	if (job->first && job->first->finished)
		job->waits_since = hln_clock_ns();
	job->dry = false;
	if (job->flag_raised && !is_final(job) && !is_ready(job)) {
		hln_flag_lower(&job->flag);
		job->flag_raised = false;
	}
	return node;
}

static int32_t final_status(const struct hln_job *job)
{
	return job->state == HASHLANE_JOB_DONE   ? HASHLANE_OK :
	       job->state == HASHLANE_JOB_FAILED ? HASHLANE_NO_MEMORY :
						   HASHLANE_CANCELLED;
}

/* The lock is held; *taken, or a status. */
static int32_t take_first(struct hln_segment_node **taken, struct hln_job *job,
			  uint64_t deadline_ns)
{
	for (;;) {
		uint64_t now = hln_clock_ns(), at = ready_at(job);

		if (at <= now) {
			*taken = unlink_first(job);
			return HASHLANE_OK;
		}
		if (is_final(job) && !job->first) {
			int32_t status = final_status(job);

			return status ? status : HASHLANE_NOT_FOUND;
		}
		if (hln_job_in_callback(job))
			return HASHLANE_BUSY;
		if (now >= deadline_ns)
			return HASHLANE_TIMEOUT;
		wait_change(job, at < deadline_ns ? at : deadline_ns);
	}
}

int32_t hln_job_next(const struct hashlane_results **out, struct hln_job *job,
		     uint64_t deadline_ns)
{
	const struct hashlane_results *results = NULL;
	struct hln_segment_node *node;
	uint64_t first_row;
	int32_t status;

	hln_lock_take(&job->lock);
	do {
		status = take_first(&node, job, deadline_ns);
		if (status) {
			hln_lock_give(&job->lock);
			return status;
		}
		/* None of it was begun when the job was cancelled. */
		if (!node->added) {
			hln_segment_destroy(node->segment);
			discount_segment(job, node->bytes);
			free(node);
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
		node->next = job->first;
		job->first = node;
		if (!job->last)
			job->last = node;
		job->segment_count++;
		job->rows_waiting += node->added;
		job->rows_out -= node->added;
		node->full = true;
		hln_lock_give(&job->lock);
		return HASHLANE_NO_MEMORY;
	}
	discount_segment(job, node->bytes);
	free(node);
	*out = results;
	return HASHLANE_OK;
}

int32_t hln_job_wait(struct hln_job *job, uint64_t deadline_ns)
{
	int32_t status = HASHLANE_OK;

	hln_lock_take(&job->lock);
	while (!is_final(job)) {
		if (hln_job_in_callback(job) ||
		    (job->flags & HASHLANE_JOB_STREAM && job->first &&
		     !rows_allowed(job) && is_ready(job)))
			status = HASHLANE_BUSY;
		else if (hln_clock_ns() >= deadline_ns)
			status = HASHLANE_TIMEOUT;
		if (status)
			break;
		wait_change(job, deadline_ns);
	}
	if (!status)
		status = final_status(job);
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
	retire(job);
}

void hln_job_get_progress(struct hashlane_progress *out, struct hln_job *job)
{
	const struct hashlane_progress *progress = &job->progress;

	memset(out, 0, sizeof(*out));
	out->bytes_done = value_of(&progress->bytes_done);
	out->bytes_total = value_of(&progress->bytes_total);
	out->files_done = value_of(&progress->files_done);
	out->files_total = value_of(&progress->files_total);
	out->failures = value_of(&progress->failures);
	out->bytes_per_second = value_of(&progress->bytes_per_second);
	out->elapsed_ns = value_of(&progress->elapsed_ns);
	out->state = __atomic_load_n(&job->state, __ATOMIC_ACQUIRE);
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

/* ---- Life ---- */

/* How many rows a block has, and how many blocks may wait. */
static void plan_segments(struct hln_job *job)
{
	uint64_t share = job->engine->budget_bytes / 4;
	size_t row_bytes = hln_segment_bytes(job->layout, 64) / 64;

	job->segment_rows = job->in_order && !(job->flags &
					       HASHLANE_JOB_STREAM) ?
				    HASHLANE_SEGMENT_ROWS :
				    STREAM_ROWS;
	if (job->inputs.closed && !job->walks &&
	    job->inputs.known < job->segment_rows)
		job->segment_rows = job->inputs.known ?
					    (uint32_t)job->inputs.known :
					    1;
	if (job->flags & HASHLANE_JOB_STREAM)
		while (job->segment_rows > STREAM_ROWS_MIN &&
		       job->segment_rows * row_bytes > share / 16)
			job->segment_rows /= 2;
	job->segments_max = (size_t)(share / (job->segment_rows * row_bytes));
	if (job->segments_max < 2)
		job->segments_max = 2;
}

static int32_t fill_job(struct hln_job *job, const struct hln_job_plan *plan)
{
	const struct hashlane_job_options *options = plan->options;
	int32_t status = HASHLANE_OK;

	job->set = *plan->set;
	job->flags = options->flags;
	job->set.wants_ranges = job->flags & HASHLANE_JOB_PARTS;
	/* What is kept of a name has no parts. */
	if (job->set.wants_ranges)
		job->flags &= ~(uint32_t)HASHLANE_JOB_LINKS_ONCE;
	job->in_order = options->order == HASHLANE_ORDER_INPUT ||
			(options->order == HASHLANE_ORDER_DEFAULT &&
			 !(options->flags & HASHLANE_JOB_STREAM));
	job->event = options->event;
	job->event_context = options->event_context;
	job->events = options->event ? options->events : 0;
	job->event_interval_ns =
		(uint64_t)(options->event_interval_ms ?
				   options->event_interval_ms :
				   INTERVAL_MS) *
		1000000;
	if (plan->walk)
		status = hln_walk_rules_create(&job->rules, plan->walk);
	job->layout = hln_layout_create(&job->set, job->flags);
	hln_inputs_init(&job->inputs, job->rules);
	if (job->flags & HASHLANE_JOB_LINKS_ONCE)
		job->links = hln_links_create(&job->set);
	if (!status && (!job->layout ||
			(job->flags & HASHLANE_JOB_LINKS_ONCE && !job->links)))
		status = HASHLANE_NO_MEMORY;
	if (!status)
		status = hln_inputs_add_paths(&job->inputs, options->paths,
					      options->paths_bytes);
	if (!status)
		status = hln_inputs_add(&job->inputs, options->inputs,
					options->input_count);
	job->inputs.closed = !(options->flags & HASHLANE_JOB_OPEN);
	note_known(job);
	if (!status)
		plan_segments(job);
	return status;
}

int32_t hln_job_create(struct hln_job **out, struct hln_engine *engine,
		       const struct hln_job_plan *plan)
{
	size_t bytes = (sizeof(struct hln_job) + 63) / 64 * 64;
	struct hln_job *job = aligned_alloc(64, bytes);
	int32_t status;

	if (!job)
		return HASHLANE_NO_MEMORY;
	memset(job, 0, bytes);
	atomic_init(&job->refs, 1);
	job->engine = engine;
	hln_engine_hold(engine);
	if (!hln_lock_create(&job->walk_lock) ||
	    !hln_lock_create(&job->source_lock) ||
	    !hln_lock_create(&job->lock) ||
	    !hln_lock_create(&job->event_lock) ||
	    !hln_signal_create(&job->changed))
		status = HASHLANE_NO_MEMORY;
	else
		status = fill_job(job, plan);
	job->started_ns = hln_clock_ns();
	job->rate_ns = job->started_ns;
	job->progress_told_ns = job->started_ns;
	if (status) {
		hln_job_release(job);
		return status;
	}
	*out = job;
	return HASHLANE_OK;
}

void hln_job_hold(struct hln_job *job)
{
	atomic_fetch_add(&job->refs, 1);
}

void hln_job_release(struct hln_job *job)
{
	struct hln_engine *engine = job->engine;

	if (atomic_fetch_sub(&job->refs, 1) != 1)
		return;
	while (job->first) {
		struct hln_segment_node *node = job->first;

		job->first = node->next;
		hln_segment_destroy(node->segment);
		discount_segment(job, node->bytes);
		free(node);
	}
	hln_slots_destroy(job->donated, engine);
	while (job->wholes) {
		struct hln_whole *whole = job->wholes;

		job->wholes = whole->next;
		hln_whole_release(whole);
	}
	if (job->links)
		hln_links_destroy(job->links);
	hln_inputs_destroy(&job->inputs);
	if (job->rules)
		hln_walk_rules_destroy(job->rules);
	if (job->layout)
		hln_layout_destroy(job->layout);
	if (job->flag_made)
		hln_flag_destroy(&job->flag);
	hln_lock_destroy(&job->walk_lock);
	hln_lock_destroy(&job->source_lock);
	hln_lock_destroy(&job->lock);
	hln_lock_destroy(&job->event_lock);
	hln_signal_destroy(&job->changed);
	free(job);
	hln_engine_release(engine);
}
