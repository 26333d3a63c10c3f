/* SPDX-License-Identifier: MIT */
/* board.c - what the workers of one job share. */
#include "board.h"

#include "job_state.h"
#include "slot.h"
#include "workforce.h"

#include <stdlib.h>

enum {
	WALK_AHEAD = 8, /* inputs a worker may have over the mean */
	WARM_AT_FIRST = 7
};

static bool is_final(const struct hln_board *board)
{
	return hln_job_state_is_final(board->job_state);
}

static unsigned worker_count(const struct hln_board *board)
{
	return atomic_load(&board->workforce->worker_count);
}

bool hln_board_create(struct hln_board *board, struct hln_workforce *workforce,
		      struct hln_devices *devices, const int32_t *job_state)
{
	atomic_init(&board->refs, 1);
	board->workforce = workforce;
	board->job_state = job_state;
	board->waiting.devices = devices;
	board->waiting.pace = &board->pace;
	atomic_init(&board->one_reads, true);
	/* At the start, one file in memory is enough. */
	atomic_init(&board->warm, WARM_AT_FIRST);
	return hln_lock_create(&board->lock);
}

void hln_board_destroy(struct hln_board *board)
{
	hln_waiting_destroy(&board->waiting);
	hln_lock_destroy(&board->lock);
}

static bool any_wants(struct hln_board_task *task)
{
	while (task && !task->wants(task))
		task = task->next;
	return task;
}

struct hln_board_wants hln_board_wants(struct hln_board *board)
{
	uint64_t pace_ns = hln_pace_waits(&board->pace), deferred_ns;
	struct hln_board_wants wants = { .due_ns = HLN_FOREVER };
	bool has, due, parts, lookups, streams, waits;

	hln_lock_take(&board->lock);
	if (is_final(board) || pace_ns == HLN_FOREVER) {
		hln_lock_give(&board->lock);
		return wants;
	}
	has = !board->ended && !board->dry;
	deferred_ns = hln_deferred_due_ns(&board->deferred);
	due = deferred_ns != HLN_FOREVER && deferred_ns <= hln_clock_ns();
	waits = hln_waiting_any(&board->waiting);
	parts = any_wants(board->split_files);
	lookups = board->answered || board->unknown;
	/* Nothing overtakes in a sequential job. */
	streams = !(waits && board->flags & HASHLANE_JOB_SEQUENTIAL) &&
		  (board->donated || parts || due || lookups ||
		   (has && !board->blocked &&
		    !hln_deferred_full(&board->deferred) &&
		    !hln_waiting_full(&board->waiting) &&
		    !board->asked_enough));
	/* Where one worker reads, others may help to hash. */
	wants.now =
		!pace_ns &&
		(any_wants(board->teams) ||
		 ((!atomic_load(&board->one_reads) || !board->reader) &&
		  (streams || (waits && hln_waiting_ready(&board->waiting)))));
	/* What waits for a place, or for its time, is not offered. */
	wants.later = has || waits || board->donated ||
		      board->deferred.first || parts || lookups;
	if (pace_ns)
		wants.due_ns = pace_ns;
	else if (!due)
		wants.due_ns = deferred_ns;
	hln_lock_give(&board->lock);
	return wants;
}

/* ---- Workers ---- */

bool hln_board_attach(struct hln_board *board)
{
	bool attached;

	hln_lock_take(&board->lock);
	attached = !is_final(board);
	if (attached)
		board->workers++;
	hln_lock_give(&board->lock);
	return attached;
}

void hln_board_detach(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->workers--;
	hln_lock_give(&board->lock);
}

unsigned hln_board_workers(struct hln_board *board)
{
	unsigned workers;

	hln_lock_take(&board->lock);
	workers = board->workers;
	hln_lock_give(&board->lock);
	return workers;
}

bool hln_board_enter_alone(struct hln_board *board)
{
	bool may;

	hln_lock_take(&board->lock);
	may = board->alone + 1 < worker_count(board);
	board->alone += may;
	hln_lock_give(&board->lock);
	return may;
}

void hln_board_leave_alone(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->alone--;
	hln_lock_give(&board->lock);
}

bool hln_board_enter_reader(struct hln_board *board,
			    const struct hln_worker *worker)
{
	bool may;

	if (!atomic_load(&board->one_reads))
		return true;
	hln_lock_take(&board->lock);
	may = !atomic_load(&board->one_reads) || !board->reader ||
	      board->reader == worker;
	if (may && atomic_load(&board->one_reads))
		board->reader = worker;
	hln_lock_give(&board->lock);
	return may;
}

bool hln_board_leave_reader(struct hln_board *board,
			    const struct hln_worker *worker)
{
	bool read;

	if (!atomic_load(&board->one_reads))
		return false;
	hln_lock_take(&board->lock);
	read = board->reader == worker;
	if (read)
		board->reader = NULL;
	hln_lock_give(&board->lock);
	return read;
}

void hln_board_open_reading(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	atomic_store(&board->one_reads, false);
	board->reader = NULL;
	hln_lock_give(&board->lock);
}

/* ---- Counts ---- */

void hln_board_note_inputs(struct hln_board *board, size_t taken,
			   uint64_t left, bool walks)
{
	hln_lock_take(&board->lock);
	board->in_flight += taken;
	board->left = left;
	board->walks = walks;
	hln_lock_give(&board->lock);
}

void hln_board_set_dry(struct hln_board *board, bool dry)
{
	hln_lock_take(&board->lock);
	board->dry = dry;
	hln_lock_give(&board->lock);
}

void hln_board_set_ended(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->ended = true;
	hln_lock_give(&board->lock);
}

void hln_board_add_pushed(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->pushed++;
	hln_lock_give(&board->lock);
}

void hln_board_finish_entries(struct hln_board *board,
			      struct hln_open_file **entries, size_t count,
			      bool reporting)
{
	hln_lock_take(&board->lock);
	board->in_flight -= count;
	for (size_t i = 0; i < count; i++)
		board->pushed -= entries[i]->pushed != NULL;
	if (reporting)
		board->reporting += count;
	hln_lock_give(&board->lock);
}

void hln_board_reported(struct hln_board *board, size_t count)
{
	hln_lock_take(&board->lock);
	board->reporting -= count;
	hln_lock_give(&board->lock);
}

bool hln_board_is_done(const struct hln_board *board)
{
	return board->ended && !board->in_flight && !board->reporting;
}

/* A worker's part of so many, rounded up. */
static uint64_t part_of(const struct hln_board *board, uint64_t count)
{
	unsigned workers = worker_count(board);

	return (count + workers - 1) / workers;
}

size_t hln_board_share(struct hln_board *board, size_t active)
{
	uint64_t share;

	hln_lock_take(&board->lock);
	share = part_of(board, board->left + board->in_flight - board->pushed);
	/*
	 * A walk may find any number: a few more than the others have. And
	 * some worker must learn of the end.
	 */
	if (board->walks)
		share += WALK_AHEAD;
	else if (!share && !board->ended)
		share = 1;
	hln_lock_give(&board->lock);
	return share > active ? (size_t)(share - active) : 0;
}

uint64_t hln_board_bytes_left(struct hln_board *board, uint64_t total,
			      uint64_t done, uint64_t known, uint64_t own,
			      uint64_t *streams)
{
	uint64_t left, begun;

	hln_lock_take(&board->lock);
	begun = known - board->left;
	left = total > done + own ? total - done - own : 0;
	if (begun)
		left += total / begun * board->left;
	*streams = part_of(board, board->left + board->in_flight);
	hln_lock_give(&board->lock);
	return left;
}

void hln_board_begin_walk(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->walking = true;
	board->blocked = false;
	hln_lock_give(&board->lock);
}

bool hln_board_end_walk(struct hln_board *board)
{
	bool blocked;

	hln_lock_take(&board->lock);
	board->walking = false;
	blocked = board->blocked;
	board->blocked = false;
	hln_lock_give(&board->lock);
	return blocked;
}

void hln_board_block(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->blocked |= board->walking;
	hln_lock_give(&board->lock);
}

bool hln_board_is_full(struct hln_board *board)
{
	bool full;

	hln_lock_take(&board->lock);
	full = hln_deferred_full(&board->deferred) ||
	       hln_waiting_full(&board->waiting);
	hln_lock_give(&board->lock);
	return full;
}

/* ---- Streams ---- */

static void push(struct hln_slot **list, struct hln_slot *slot)
{
	slot->next = *list;
	*list = slot;
}

void hln_board_donate(struct hln_board *board, struct hln_slot *slot)
{
	hln_lock_take(&board->lock);
	push(&board->donated, slot);
	hln_lock_give(&board->lock);
}

void hln_board_wake_pushed(struct hln_board *board, struct hln_slot *slot)
{
	hln_lock_take(&board->lock);
	board->pushed_awake++;
	push(&board->donated, slot);
	hln_lock_give(&board->lock);
}

void hln_board_park_pushed(struct hln_board *board)
{
	hln_lock_take(&board->lock);
	board->pushed_awake--;
	hln_lock_give(&board->lock);
}

static uint64_t index_of(const struct hln_slot *slot)
{
	return slot->whole ? slot->whole_index : slot->entry->index;
}

/* Streams whose file is open first, then as they came; the lock is held. */
static struct hln_slot *take_best(struct hln_board *board)
{
	struct hln_slot **best = &board->donated, *slot;

	if (!*best)
		return NULL;
	for (struct hln_slot **at = &(*best)->next; *at; at = &(*at)->next)
		if ((*at)->opened != (*best)->opened ?
			    (*at)->opened :
			    index_of(*at) < index_of(*best))
			best = at;
	slot = *best;
	*best = slot->next;
	return slot;
}

/* While streams are pushed each worker takes its share of all; else any. */
static uint64_t pushed_share(const struct hln_board *board)
{
	if (!board->pushed)
		return UINT64_MAX;
	return part_of(board,
		       board->in_flight - board->pushed + board->pushed_awake);
}

struct hln_slot *hln_board_take_donated(struct hln_board *board, size_t active)
{
	struct hln_slot *slot = NULL;

	hln_lock_take(&board->lock);
	if (active < pushed_share(board))
		slot = take_best(board);
	hln_lock_give(&board->lock);
	return slot;
}

bool hln_board_has_open(struct hln_board *board)
{
	bool open;

	hln_lock_take(&board->lock);
	open = any_wants(board->split_files) ||
	       hln_waiting_stream_ready(&board->waiting);
	for (const struct hln_slot *slot = board->donated; slot;
	     slot = slot->next)
		open |= slot->opened;
	hln_lock_give(&board->lock);
	return open;
}

/* ---- Tasks ---- */

void hln_board_post(struct hln_board *board, struct hln_board_task **list,
		    struct hln_board_task *task)
{
	hln_lock_take(&board->lock);
	while (*list)
		list = &(*list)->next;
	task->next = NULL;
	*list = task;
	hln_lock_give(&board->lock);
}

bool hln_board_remove(struct hln_board *board, struct hln_board_task **list,
		      struct hln_board_task *task)
{
	bool found;

	hln_lock_take(&board->lock);
	while (*list && *list != task)
		list = &(*list)->next;
	found = *list;
	if (found)
		*list = task->next;
	hln_lock_give(&board->lock);
	return found;
}

struct hln_board_task *hln_board_enter_task(struct hln_board *board,
					    struct hln_board_task **list,
					    uint64_t *share)
{
	struct hln_board_task *task;

	hln_lock_take(&board->lock);
	for (task = *list; task && !task->enter(task, share);)
		task = task->next;
	hln_lock_give(&board->lock);
	return task;
}

/* ---- Inputs ---- */

void hln_board_put_unknown(struct hln_board *board,
			   struct hln_open_file *entry)
{
	hln_lock_take(&board->lock);
	entry->next = NULL;
	if (!board->unknown)
		board->unknown_end = &board->unknown;
	*board->unknown_end = entry;
	board->unknown_end = &entry->next;
	hln_lock_give(&board->lock);
}

struct hln_open_file *hln_board_take_unknown(struct hln_board *board)
{
	struct hln_open_file *entry;

	hln_lock_take(&board->lock);
	entry = board->unknown;
	if (entry) {
		board->unknown = entry->next;
		entry->next = NULL;
	}
	hln_lock_give(&board->lock);
	return entry;
}

bool hln_board_has_unknown(struct hln_board *board)
{
	bool has;

	hln_lock_take(&board->lock);
	has = board->unknown;
	hln_lock_give(&board->lock);
	return has;
}

void hln_board_note_lookups(struct hln_board *board, bool answered,
			    bool asked_enough)
{
	hln_lock_take(&board->lock);
	board->answered = answered;
	board->asked_enough = asked_enough;
	hln_lock_give(&board->lock);
}

void hln_board_defer(struct hln_board *board, struct hln_open_file *entry)
{
	hln_open_file_put_aside(entry);
	hln_in_flight_begin(entry, 0);
	if (board->flags & HASHLANE_JOB_SEQUENTIAL || entry->disk)
		hln_open_file_let_go(entry);
	hln_lock_take(&board->lock);
	hln_deferred_put(&board->deferred, entry);
	atomic_fetch_add(&board->workforce->deferred, 1);
	hln_lock_give(&board->lock);
}

struct hln_open_file *hln_board_take_deferred(struct hln_board *board)
{
	atomic_uint *all = &board->workforce->deferred;
	struct hln_open_file *entry;
	uint64_t now_ns;

	if (!atomic_load_explicit(all, memory_order_relaxed))
		return NULL;
	now_ns = hln_clock_ns();
	hln_lock_take(&board->lock);
	entry = hln_deferred_take(&board->deferred, now_ns);
	if (entry)
		atomic_fetch_sub(all, 1);
	hln_lock_give(&board->lock);
	return entry;
}

bool hln_board_let_go_deferred(struct hln_board *board)
{
	bool any;

	hln_lock_take(&board->lock);
	any = hln_deferred_let_go(&board->deferred);
	hln_lock_give(&board->lock);
	return any;
}

bool hln_board_wait(struct hln_board *board, struct hln_device *device,
		    struct hln_open_file *entry)
{
	bool put;

	hln_lock_take(&board->lock);
	put = hln_waiting_put(&board->waiting, device, entry);
	hln_lock_give(&board->lock);
	return put;
}

bool hln_board_wait_stream(struct hln_board *board, struct hln_device *device,
			   struct hln_slot *slot)
{
	bool put;

	hln_lock_take(&board->lock);
	put = hln_waiting_put_stream(&board->waiting, device, slot);
	hln_lock_give(&board->lock);
	return put;
}

struct hln_device *hln_board_choose_device(struct hln_board *board)
{
	struct hln_device *device;

	hln_lock_take(&board->lock);
	device = hln_waiting_choose(&board->waiting);
	hln_lock_give(&board->lock);
	return device;
}

struct hln_open_file *hln_board_take_waiting(struct hln_board *board,
					     const struct hln_device *device)
{
	struct hln_open_file *entry;

	hln_lock_take(&board->lock);
	entry = hln_waiting_take(&board->waiting, device);
	hln_lock_give(&board->lock);
	return entry;
}

struct hln_slot *hln_board_take_waiting_stream(struct hln_board *board,
					       const struct hln_device *device)
{
	struct hln_slot *slot;

	hln_lock_take(&board->lock);
	slot = hln_waiting_take_stream(&board->waiting, device);
	hln_lock_give(&board->lock);
	return slot;
}

bool hln_board_waits_for(struct hln_board *board,
			 const struct hln_device *device)
{
	bool waits;

	hln_lock_take(&board->lock);
	waits = hln_waiting_for(&board->waiting, device);
	hln_lock_give(&board->lock);
	return waits;
}

bool hln_board_waiting_ready(struct hln_board *board)
{
	bool ready;

	hln_lock_take(&board->lock);
	ready = hln_waiting_ready(&board->waiting);
	hln_lock_give(&board->lock);
	return ready;
}

bool hln_board_let_go_waiting(struct hln_board *board)
{
	bool any;

	hln_lock_take(&board->lock);
	any = hln_waiting_let_go(&board->waiting);
	hln_lock_give(&board->lock);
	return any;
}

void hln_board_pause(struct hln_board *board, bool pauses)
{
	atomic_store(&board->pace.paused, pauses);
	hln_lock_take(&board->lock);
	hln_waiting_review(&board->waiting);
	hln_lock_give(&board->lock);
}

/* ---- The end ---- */

static void free_entries(struct hln_open_file *list)
{
	while (list) {
		struct hln_open_file *entry = list;

		list = entry->next;
		hln_open_file_destroy(entry);
		free(entry);
	}
}

void hln_board_drop_deferred(struct hln_board *board)
{
	struct hln_open_file *dropped;

	hln_lock_take(&board->lock);
	dropped = board->deferred.first;
	atomic_fetch_sub(&board->workforce->deferred, board->deferred.count);
	board->deferred = (struct hln_deferred){ 0 };
	hln_lock_give(&board->lock);
	free_entries(dropped);
}

void hln_board_drop_unknown(struct hln_board *board)
{
	struct hln_open_file *dropped;

	hln_lock_take(&board->lock);
	dropped = board->unknown;
	board->unknown = NULL;
	hln_lock_give(&board->lock);
	free_entries(dropped);
}

void hln_board_drop_waiting(struct hln_board *board, struct hln_slot **streams)
{
	struct hln_open_file *dropped = NULL, *entry;
	struct hln_slot *slot;

	*streams = NULL;
	hln_lock_take(&board->lock);
	while ((entry = hln_waiting_take_any(&board->waiting))) {
		entry->next = dropped;
		dropped = entry;
	}
	while ((slot = hln_waiting_take_any_stream(&board->waiting)))
		push(streams, slot);
	hln_lock_give(&board->lock);
	free_entries(dropped);
}

void hln_board_drop_work(struct hln_board *board, struct hln_slot **streams,
			 struct hln_board_task **split_files)
{
	/* Nobody takes of them any more, but others may look. */
	hln_lock_take(&board->lock);
	*streams = board->donated;
	*split_files = board->split_files;
	board->donated = NULL;
	board->split_files = NULL;
	hln_lock_give(&board->lock);
}
