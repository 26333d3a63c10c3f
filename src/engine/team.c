/* SPDX-License-Identifier: MIT */
/*
 * team.c - one long stream hashed by several workers.
 *
 * In rounds: every track of the stream's works over one window of bytes, and
 * the read of the next window, are tasks that the owner and the helpers take
 * one after the other, the longest first. A round ends when all are done.
 */
#include "team.h"

#include "../hash/tracks.h"
#include "engine.h"
#include "job_events.h"
#include "job_progress.h"

#include <stddef.h>
#include <string.h>

enum {
	WINDOW_MAX = 1024 * 1024,
	WINDOW_SHARES = 32, /* of the budget: two windows take a 16th */
	WORTH_BYTES = 4 * 1024 * 1024, /* left of a stream */
	LONELY_ROUNDS = 8              /* then the owner goes on alone */
};

/* What is read of the stream. */
struct window {
	uint8_t *buffer; /* NULL where the bytes are the caller's */
	const uint8_t *data;
	size_t bytes;
};

struct hln_team {
	struct hln_board_task task; /* on the board */
	struct hln_job *job;
	struct hln_slot *slot;
	struct hln_track tracks[HASHLANE_MAX_ALGORITHMS];
	size_t track_count;
	size_t window_bytes;
	struct window windows[2];
	unsigned current; /* the window that is hashed */
	uint64_t read_at; /* where the next window starts */
	bool read_ended;  /* nothing is left to be read */

	hln_lock lock;
	hln_signal changed;
	unsigned helpers;
	size_t next_task, tasks, undone;
	bool over;
	int32_t failure;
};

/* ---- Tasks ---- */

static void read_window(struct hln_team *team, struct window *window)
{
	struct hln_open_file *entry = team->slot->entry;
	uint64_t left;

	if (!window->buffer) {
		left = entry->size_bytes - team->read_at;
		window->data = entry->memory + team->read_at;
		window->bytes = left < team->window_bytes ? (size_t)left :
							    team->window_bytes;
		team->read_ended = window->bytes == left;
	} else {
		window->data = window->buffer;
		window->bytes = hln_open_file_read(
			entry, window->buffer, team->window_bytes,
			team->read_at, &team->read_ended);
		if (entry->status)
			team->read_ended = true;
	}
	team->read_at += window->bytes;
	if (window->buffer)
		hln_pace_count(&team->job->board.pace, window->bytes);
}

/*
 * Task 0 is the longest track, which the owner takes at once: a round lasts as
 * long as that. Task 1 reads the next window, the others are tracks.
 */
static int32_t run_task(struct hln_team *team, size_t task,
			struct hln_counters *counters)
{
	const struct window *window = &team->windows[team->current];
	const struct hln_track *track = &team->tracks[task ? task - 1 : 0];
	uint64_t start = hln_clock_ns();
	int32_t status;

	if (task == 1) {
		if (team->read_ended)
			team->windows[!team->current].bytes = 0;
		else
			read_window(team, &team->windows[!team->current]);
		hln_counters_add(&counters->read_ns, hln_clock_ns() - start);
		return HASHLANE_OK;
	}
	status = hln_track_update(&team->slot->hasher, track, window->data,
				  window->bytes);
	hln_counters_add_works_ns(counters, team->slot->hasher.set,
				  track->works, hln_clock_ns() - start);
	return status;
}

/* Take tasks while there are any; the lock is held. */
static void run_tasks(struct hln_team *team, struct hln_counters *counters)
{
	while (team->next_task < team->tasks) {
		size_t task = team->next_task++;
		int32_t status;

		hln_lock_give(&team->lock);
		status = run_task(team, task, counters);
		hln_lock_take(&team->lock);
		if (status)
			team->failure = status;
		if (!--team->undone)
			hln_signal_all(&team->changed);
	}
}

/* All tasks of the current window; the lock is held. */
static void run_round(struct hln_team *team, struct hln_counters *counters)
{
	team->next_task = 0;
	team->tasks = team->track_count + 1;
	team->undone = team->tasks;
	if (team->helpers)
		hln_signal_all(&team->changed);
	run_tasks(team, counters);
	while (team->undone)
		hln_signal_wait(&team->changed, &team->lock, HLN_FOREVER);
}

/* ---- Helpers ---- */

static struct hln_team *team_of(struct hln_board_task *task)
{
	return (struct hln_team *)((char *)task -
				   offsetof(struct hln_team, task));
}

/* The lock is held. */
static bool has_room(const struct hln_team *team)
{
	return !team->over && team->helpers < team->track_count;
}

static bool wants(struct hln_board_task *task)
{
	struct hln_team *team = team_of(task);
	bool room;

	hln_lock_take(&team->lock);
	room = has_room(team);
	hln_lock_give(&team->lock);
	return room;
}

static bool enter(struct hln_board_task *task, uint64_t *share)
{
	struct hln_team *team = team_of(task);
	bool room;

	(void)share;
	hln_lock_take(&team->lock);
	room = has_room(team);
	team->helpers += room;
	hln_lock_give(&team->lock);
	return room;
}

/* No worker finds it any more, and the helpers leave. */
static void disband(struct hln_team *team)
{
	struct hln_board *board = &team->job->board;

	(void)hln_board_remove(board, &board->teams, &team->task);
	hln_lock_take(&team->lock);
	team->over = true;
	hln_signal_all(&team->changed);
	while (team->helpers)
		hln_signal_wait(&team->changed, &team->lock, HLN_FOREVER);
	hln_lock_give(&team->lock);
}

bool hln_team_help(struct hln_job *job, struct hln_counters *counters)
{
	const struct hln_workforce *workforce = &job->engine->workforce;
	uint64_t wake_count = hln_workforce_wake_count(workforce), share;
	struct hln_board_task *task =
		hln_board_enter_task(&job->board, &job->board.teams, &share);
	struct hln_team *team;

	if (!task)
		return false;
	team = team_of(task);
	hln_lock_take(&team->lock);
	/* After a wake-up, other work may need this worker more. */
	while (!team->over &&
	       wake_count == hln_workforce_wake_count(workforce)) {
		run_tasks(team, counters);
		if (!team->over)
			hln_signal_wait(&team->changed, &team->lock,
					HLN_FOREVER);
	}
	team->helpers--;
	hln_signal_all(&team->changed);
	hln_lock_give(&team->lock);
	hln_workforce_offer(&job->board, false);
	return true;
}

/* ---- The owner ---- */

static bool is_worth_it(const struct hln_slot *slot, const struct hln_job *job)
{
	const struct hln_open_file *entry = slot->entry;

	return !slot->whole && !slot->pushed && !slot->filled &&
	       !slot->ended && !entry->status && !slot->hasher.failure &&
	       entry->size_known &&
	       entry->size_bytes - slot->at >= WORTH_BYTES &&
	       job->set.work_count > 1;
}

static void dissolve(struct hln_team *team)
{
	struct hln_engine *engine = team->job->engine;

	if (team->windows[0].buffer || team->windows[1].buffer)
		hln_engine_budget_give(&engine->budget,
				       2 * team->window_bytes);
	for (int i = 0; i < 2; i++)
		hln_allocator_give(&engine->memory, team->windows[i].buffer,
				   team->window_bytes, HLN_ALIGNMENT);
	hln_allocator_give(&engine->memory, team, sizeof(*team),
			   HLN_ALIGNMENT);
}

/* Windows to read into; memory that is the caller's needs none. */
static bool make_windows(struct hln_team *team)
{
	struct hln_engine *engine = team->job->engine;
	size_t share = (size_t)(engine->budget.bytes / WINDOW_SHARES);

	team->window_bytes = share < WINDOW_MAX ? share : WINDOW_MAX;
	if (team->slot->entry->kind == HASHLANE_INPUT_MEMORY)
		return true;
	if (!hln_engine_budget_take(&engine->budget, 2 * team->window_bytes))
		return false;
	for (int i = 0; i < 2; i++)
		team->windows[i].buffer = hln_allocator_take(
			&engine->memory, team->window_bytes, HLN_ALIGNMENT);
	if (!team->windows[0].buffer && !team->windows[1].buffer)
		hln_engine_budget_give(&engine->budget,
				       2 * team->window_bytes);
	return team->windows[0].buffer && team->windows[1].buffer;
}

static struct hln_team *form(struct hln_slot *slot, struct hln_job *job)
{
	struct hln_team *team = hln_allocator_take_zeroed(
		&job->engine->memory, sizeof(*team), HLN_ALIGNMENT);

	if (!team)
		return NULL;
	team->task.wants = wants;
	team->task.enter = enter;
	team->job = job;
	team->slot = slot;
	team->track_count = hln_tracks_plan(team->tracks, &job->set,
					    job->engine->cpu);
	team->read_at = slot->at;
	if (team->track_count > 1 && make_windows(team) &&
	    hln_lock_create(&team->lock)) {
		if (hln_signal_create(&team->changed))
			return team;
		hln_lock_destroy(&team->lock);
	}
	dissolve(team);
	return NULL;
}

/* One window through all works; false: the stream cannot go on. */
static bool advance(struct hln_team *team, struct hln_counters *counters)
{
	struct hln_slot *slot = team->slot;
	struct hln_hasher *hasher = &slot->hasher;
	size_t bytes = team->windows[team->current].bytes;

	if (hasher->size_known && bytes > hasher->size_bytes - hasher->bytes) {
		hasher->failure = HASHLANE_ARGUMENT;
		return false;
	}
	run_round(team, counters);
	hasher->bytes += bytes;
	hasher->failure = team->failure;
	slot->at += bytes;
	hln_in_flight_reach(slot->entry, slot->at);
	team->current = !team->current;
	hln_lock_give(&team->lock);
	hln_counters_add_bytes(counters, hasher->set, bytes);
	hln_job_progress_count(team->job, bytes, hln_clock_ns());
	/* A team may spend one step of its worker on a whole file. */
	hln_job_events_report_progress(team->job);
	hln_job_events_report_pressure(team->job);
	if (slot->resume)
		hln_resume_note(slot->resume, slot->entry, hasher,
				&slot->kept);
	hln_lock_take(&team->lock);
	return !hasher->failure;
}

/*
 * After a wake-up, a job of a higher priority may want the worker. Another job
 * may want the place of the stream. The lock is held.
 */
static bool is_needed_elsewhere(struct hln_team *team, uint64_t *wake_count)
{
	struct hln_engine *engine = team->job->engine;
	const struct hln_device *disk = team->slot->entry->disk;
	uint64_t now = hln_workforce_wake_count(&engine->workforce);
	bool needed;

	if (disk && hln_device_is_wanted(&engine->devices, disk,
					 &team->job->board.pace, false, false))
		return true;
	if (now == *wake_count)
		return false;
	*wake_count = now;
	hln_lock_give(&team->lock);
	needed = hln_workforce_is_outranked(&team->job->board);
	hln_lock_take(&team->lock);
	return needed;
}

bool hln_team_run(struct hln_slot *slot, struct hln_job *job,
		  struct hln_counters *counters)
{
	struct hln_team *team;
	const struct window *window;
	uint64_t wake_count =
		hln_workforce_wake_count(&job->engine->workforce);
	int lonely = 0;

	if (!is_worth_it(slot, job))
		return false;
	team = form(slot, job);
	if (!team)
		return false;
	hln_board_post(&job->board, &job->board.teams, &team->task);
	hln_workforce_offer(&job->board, true);
	read_window(team, &team->windows[0]);
	hln_lock_take(&team->lock);
	while (team->windows[team->current].bytes && lonely < LONELY_ROUNDS &&
	       !slot->entry->status && !hln_job_state_is_final(&job->state) &&
	       !hln_pace_waits(&job->board.pace)) {
		if (is_needed_elsewhere(team, &wake_count))
			break;
		lonely = team->helpers ? 0 : lonely + 1;
		if (!advance(team, counters))
			break;
	}
	hln_lock_give(&team->lock);
	disband(team);
	/* What was read and not hashed. */
	window = &team->windows[team->current];
	if (window->bytes && !slot->hasher.failure && !slot->entry->status &&
	    !hln_job_state_is_final(&job->state)) {
		(void)hln_hasher_update(&slot->hasher, window->data,
					window->bytes);
		slot->at += window->bytes;
		hln_in_flight_reach(slot->entry, slot->at);
		hln_counters_add_bytes(counters, &job->set, window->bytes);
		hln_job_progress_count(job, window->bytes, hln_clock_ns());
	}
	slot->ended = team->read_ended;
	hln_lock_destroy(&team->lock);
	hln_signal_destroy(&team->changed);
	dissolve(team);
	return true;
}
