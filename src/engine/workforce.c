/* SPDX-License-Identifier: MIT */
/* workforce.c - the threads of an engine and the boards they may work at. */
#include "workforce.h"

enum { REST_NS = 1000000 /* between two looks at callers that work */ };

bool hln_workforce_create(struct hln_workforce *workforce)
{
	atomic_init(&workforce->refs, 1);
	return hln_lock_create(&workforce->lock) &&
	       hln_signal_create(&workforce->wake) &&
	       hln_signal_create(&workforce->rest);
}

void hln_workforce_destroy(struct hln_workforce *workforce)
{
	hln_lock_destroy(&workforce->lock);
	hln_signal_destroy(&workforce->wake);
	hln_signal_destroy(&workforce->rest);
}

void hln_workforce_hold(struct hln_workforce *workforce)
{
	atomic_fetch_add(&workforce->refs, 1);
}

void hln_workforce_release(struct hln_workforce *workforce)
{
	if (atomic_fetch_sub(&workforce->refs, 1) == 1)
		workforce->destroy(workforce);
}

/* ---- Which board ---- */

/*
 * The board but `other` with the fewest workers that wants one, among those of
 * one priority; NULL: none does. The first that has none will do, so that of
 * any number of boards only those with workers are looked at. A board that
 * wants nothing leaves the list; what makes it want something lists it again.
 * The lock is held.
 */
static struct hln_board *find_in_list(struct hln_workforce *workforce,
				      int32_t priority,
				      const struct hln_board *other,
				      uint64_t *due_ns)
{
	struct hln_board *best = NULL, *board, *next;

	board = hln_board_list_wanting(workforce->lists, priority)->first;
	for (; board && (!best || best->workers); board = next) {
		struct hln_board_wants wants = hln_board_wants(board);

		next = hln_board_list_next(board, HLN_LIST_WANTS);
		if (wants.due_ns < *due_ns)
			*due_ns = wants.due_ns;
		if (!wants.now) {
			if (!wants.later)
				hln_board_list_remove(workforce->lists,
						      HLN_LIST_WANTS, board);
		} else if (board != other &&
			   (!best || board->workers < best->workers)) {
			best = board;
		}
	}
	return best;
}

/* The same of those whose priority is at least `lowest`, the highest first. */
static struct hln_board *find_wanting(struct hln_workforce *workforce,
				      int32_t lowest,
				      const struct hln_board *other,
				      uint64_t *due_ns)
{
	struct hln_board *best = NULL;

	for (int32_t priority = HASHLANE_PRIORITY_HIGHEST;
	     priority >= lowest && !best; priority--)
		best = find_in_list(workforce, priority, other, due_ns);
	return best;
}

static bool has_work(struct hln_workforce *workforce)
{
	uint64_t due_ns = HLN_FOREVER;
	bool has;

	hln_lock_take(&workforce->lock);
	has = find_wanting(workforce, HASHLANE_PRIORITY_LOWEST, NULL, &due_ns);
	hln_lock_give(&workforce->lock);
	return has;
}

struct hln_board *hln_workforce_choose(struct hln_workforce *workforce,
				       uint64_t *due_ns)
{
	struct hln_board *best;

	*due_ns = HLN_FOREVER;
	hln_lock_take(&workforce->lock);
	best = find_wanting(workforce, HASHLANE_PRIORITY_LOWEST, NULL, due_ns);
	if (best && !hln_board_attach(best))
		best = NULL;
	if (best)
		hln_board_hold(best);
	hln_lock_give(&workforce->lock);
	return best;
}

bool hln_workforce_is_outranked(const struct hln_board *board)
{
	struct hln_workforce *workforce = board->workforce;
	uint64_t due_ns = HLN_FOREVER;
	bool outranked;

	hln_lock_take(&workforce->lock);
	outranked = find_wanting(workforce, board->pace.priority + 1, NULL,
				 &due_ns);
	hln_lock_give(&workforce->lock);
	return outranked;
}

void hln_workforce_compare(const struct hln_board *board, bool *outranked,
			   bool *starves)
{
	struct hln_workforce *workforce = board->workforce;
	uint64_t due_ns = HLN_FOREVER;
	const struct hln_board *other;

	hln_lock_take(&workforce->lock);
	other = find_wanting(workforce, board->pace.priority, board, &due_ns);
	*outranked = other && other->pace.priority > board->pace.priority;
	*starves = other && !other->workers;
	hln_lock_give(&workforce->lock);
}

void hln_workforce_put_behind(struct hln_board *board)
{
	struct hln_workforce *workforce = board->workforce;

	/* It is listed again, as the last, when the worker has left. */
	hln_lock_take(&workforce->lock);
	hln_board_list_remove(workforce->lists, HLN_LIST_WANTS, board);
	hln_lock_give(&workforce->lock);
}

/* ---- Work ---- */

/* The lock is held. */
static void wake_idle(struct hln_workforce *workforce)
{
	workforce->wake_count++;
	hln_signal_all(&workforce->wake);
}

void hln_workforce_wake(struct hln_workforce *workforce)
{
	hln_lock_take(&workforce->lock);
	wake_idle(workforce);
	hln_lock_give(&workforce->lock);
	hln_workforce_enlist(workforce);
}

void hln_workforce_offer(struct hln_board *board, bool wakes)
{
	struct hln_workforce *workforce = board->workforce;

	hln_lock_take(&workforce->lock);
	if (board->links[HLN_LIST_ALL].listed)
		hln_board_list_add(workforce->lists, HLN_LIST_WANTS, board);
	if (wakes)
		wake_idle(workforce);
	hln_lock_give(&workforce->lock);
	if (wakes)
		hln_workforce_enlist(workforce);
}

void hln_workforce_enlist(struct hln_workforce *workforce)
{
	/* What is deferred is work in a moment, when nobody may ask again. */
	if (atomic_load(&workforce->unstarted) &&
	    !atomic_load(&workforce->idle) &&
	    (atomic_load(&workforce->deferred) || has_work(workforce)))
		workforce->start(workforce);
}

bool hln_workforce_idles(const struct hln_workforce *workforce)
{
	return atomic_load(&workforce->idle) ||
	       atomic_load(&workforce->unstarted);
}

void hln_workforce_wait_wake(struct hln_workforce *workforce,
			     uint64_t wake_count, uint64_t deadline_ns)
{
	hln_lock_take(&workforce->lock);
	if (wake_count == workforce->wake_count)
		hln_signal_wait(&workforce->wake, &workforce->lock,
				deadline_ns);
	hln_lock_give(&workforce->lock);
}

bool hln_workforce_help(struct hln_workforce *workforce)
{
	return workforce->work(workforce);
}

/* ---- Boards ---- */

void hln_workforce_lock(struct hln_workforce *workforce)
{
	hln_lock_take(&workforce->lock);
}

void hln_workforce_unlock(struct hln_workforce *workforce)
{
	hln_lock_give(&workforce->lock);
}

void hln_workforce_admit(struct hln_board *board)
{
	struct hln_workforce *workforce = board->workforce;

	hln_board_list_add(workforce->lists, HLN_LIST_ALL, board);
	hln_board_list_add(workforce->lists, HLN_LIST_WANTS, board);
	workforce->admitted++;
	wake_idle(workforce);
}

/* No board is listed, and no thread at work; the lock is held. */
static bool rests(const struct hln_workforce *workforce)
{
	return !workforce->lists[HLN_LIST_ALL].first && !workforce->starting &&
	       !workforce->caller_works &&
	       atomic_load(&workforce->idle) == workforce->running;
}

/* The lock is held. */
static void signal_rest(struct hln_workforce *workforce)
{
	if (workforce->waiting && rests(workforce))
		hln_signal_all(&workforce->rest);
}

/* The list of boards that end was changed; the lock is held. */
static void note_ending(struct hln_workforce *workforce)
{
	atomic_store_explicit(&workforce->ending,
			      workforce->lists[HLN_LIST_ENDING].first,
			      memory_order_relaxed);
}

bool hln_workforce_forget(struct hln_board *board)
{
	struct hln_workforce *workforce = board->workforce;
	bool found;

	hln_lock_take(&workforce->lock);
	found = board->links[HLN_LIST_ALL].listed;
	hln_board_list_remove(workforce->lists, HLN_LIST_ALL, board);
	hln_board_list_remove(workforce->lists, HLN_LIST_WANTS, board);
	hln_board_list_remove(workforce->lists, HLN_LIST_ENDING, board);
	note_ending(workforce);
	signal_rest(workforce);
	hln_lock_give(&workforce->lock);
	return found;
}

void hln_workforce_end_later(struct hln_board *board, bool within)
{
	struct hln_workforce *workforce = board->workforce;

	hln_lock_take(&workforce->lock);
	if (board->links[HLN_LIST_ALL].listed)
		hln_board_list_add(workforce->lists, HLN_LIST_ENDING, board);
	note_ending(workforce);
	workforce->unsettled |= within;
	hln_lock_give(&workforce->lock);
	hln_workforce_wake(workforce);
}

struct hln_board *hln_workforce_take_ending(struct hln_workforce *workforce)
{
	struct hln_board *board;

	hln_lock_take(&workforce->lock);
	board = workforce->lists[HLN_LIST_ENDING].first;
	if (board) {
		hln_board_hold(board);
		hln_board_list_remove(workforce->lists, HLN_LIST_ENDING,
				      board);
		note_ending(workforce);
	}
	hln_lock_give(&workforce->lock);
	return board;
}

struct hln_board *hln_workforce_rotate(struct hln_workforce *workforce)
{
	struct hln_board *board;

	hln_lock_take(&workforce->lock);
	board = workforce->lists[HLN_LIST_ALL].first;
	if (board) {
		hln_board_hold(board);
		hln_board_list_remove(workforce->lists, HLN_LIST_ALL, board);
		hln_board_list_add(workforce->lists, HLN_LIST_ALL, board);
	}
	hln_lock_give(&workforce->lock);
	return board;
}

size_t hln_workforce_count(struct hln_workforce *workforce,
			   enum hln_board_lists which)
{
	size_t count = 0;

	hln_lock_take(&workforce->lock);
	for (const struct hln_board *board = workforce->lists[which].first;
	     board; board = hln_board_list_next(board, which))
		count++;
	hln_lock_give(&workforce->lock);
	return count;
}

bool hln_workforce_let_go(struct hln_workforce *workforce)
{
	struct hln_board *board;
	bool any = false;

	hln_lock_take(&workforce->lock);
	board = atomic_load(&workforce->deferred) ?
			workforce->lists[HLN_LIST_ALL].first :
			NULL;
	for (; board; board = hln_board_list_next(board, HLN_LIST_ALL))
		any |= hln_board_let_go_deferred(board);
	board = any ? NULL : workforce->lists[HLN_LIST_ALL].first;
	for (; board; board = hln_board_list_next(board, HLN_LIST_ALL))
		any |= hln_board_let_go_waiting(board);
	hln_lock_give(&workforce->lock);
	return any;
}

/* ---- Threads ---- */

bool hln_workforce_has_threads(struct hln_workforce *workforce)
{
	bool has;

	hln_lock_take(&workforce->lock);
	while (!workforce->started && !atomic_load(&workforce->callers) &&
	       !workforce->stopping) {
		if (workforce->starting) {
			hln_signal_wait(&workforce->wake, &workforce->lock,
					HLN_FOREVER);
			continue;
		}
		hln_lock_give(&workforce->lock);
		workforce->start(workforce);
		hln_lock_take(&workforce->lock);
	}
	has = workforce->started || workforce->stopping;
	hln_lock_give(&workforce->lock);
	return has;
}

unsigned hln_workforce_begin_start(struct hln_workforce *workforce)
{
	unsigned number = 0;

	hln_lock_take(&workforce->lock);
	if (!workforce->stopping && !workforce->starting &&
	    atomic_load(&workforce->unstarted)) {
		number = workforce->started + 1;
		/* It is idle until it has looked for work. */
		atomic_fetch_sub(&workforce->unstarted, 1);
		atomic_fetch_add(&workforce->idle, 1);
		workforce->starting = true;
		workforce->running++;
	}
	hln_lock_give(&workforce->lock);
	return number;
}

void hln_workforce_end_start(struct hln_workforce *workforce, bool started)
{
	hln_lock_take(&workforce->lock);
	workforce->starting = false;
	if (started) {
		workforce->started++;
	} else {
		atomic_fetch_sub(&workforce->idle, 1);
		atomic_store(&workforce->unstarted, 0);
		workforce->running--;
		if (!workforce->started)
			atomic_store(&workforce->callers, true);
		atomic_store(&workforce->worker_count,
			     workforce->started +
				     atomic_load(&workforce->callers));
	}
	hln_signal_all(&workforce->wake);
	/* It may be at rest now, or the work of the callers that wait. */
	if (workforce->waiting)
		hln_signal_all(&workforce->rest);
	hln_lock_give(&workforce->lock);
}

void hln_workforce_begin_thread(struct hln_workforce *workforce)
{
	atomic_fetch_sub(&workforce->idle, 1);
}

void hln_workforce_end_thread(struct hln_workforce *workforce)
{
	hln_lock_take(&workforce->lock);
	workforce->running--;
	hln_signal_all(&workforce->wake);
	signal_rest(workforce);
	hln_lock_give(&workforce->lock);
}

uint64_t hln_workforce_look(struct hln_workforce *workforce, bool *stopping)
{
	uint64_t wake_count;

	hln_lock_take(&workforce->lock);
	wake_count = workforce->wake_count;
	*stopping = workforce->stopping;
	hln_lock_give(&workforce->lock);
	return wake_count;
}

void hln_workforce_idle(struct hln_workforce *workforce, uint64_t wake_count,
			uint64_t due_ns)
{
	hln_lock_take(&workforce->lock);
	atomic_fetch_add(&workforce->idle, 1);
	signal_rest(workforce);
	while (wake_count == workforce->wake_count && !workforce->stopping) {
		hln_signal_wait(&workforce->wake, &workforce->lock, due_ns);
		if (due_ns <= hln_clock_ns())
			break;
	}
	atomic_fetch_sub(&workforce->idle, 1);
	hln_lock_give(&workforce->lock);
}

void hln_workforce_stop(struct hln_workforce *workforce)
{
	hln_lock_take(&workforce->lock);
	workforce->stopping = true;
	hln_signal_all(&workforce->rest);
	hln_lock_give(&workforce->lock);
}

int32_t hln_workforce_wait_rest(struct hln_workforce *workforce,
				uint64_t deadline_ns)
{
	int32_t status = HASHLANE_TIMEOUT;

	hln_lock_take(&workforce->lock);
	while (!workforce->stopping && !rests(workforce)) {
		uint64_t now = hln_clock_ns(), until = deadline_ns;

		if (now >= deadline_ns)
			break;
		if (atomic_load(&workforce->callers)) {
			bool did;

			hln_lock_give(&workforce->lock);
			did = hln_workforce_help(workforce);
			hln_lock_take(&workforce->lock);
			if (did)
				continue;
			until = now + REST_NS < until ? now + REST_NS : until;
		}
		workforce->waiting++;
		hln_signal_wait(&workforce->rest, &workforce->lock, until);
		workforce->waiting--;
	}
	if (workforce->stopping)
		status = HASHLANE_HANDLE;
	else if (rests(workforce))
		status = HASHLANE_OK;
	hln_lock_give(&workforce->lock);
	return status;
}

bool hln_workforce_enter_caller(struct hln_workforce *workforce)
{
	bool mine;

	hln_lock_take(&workforce->lock);
	mine = !workforce->caller_works;
	workforce->caller_works = true;
	hln_lock_give(&workforce->lock);
	return mine;
}

bool hln_workforce_leave_caller(struct hln_workforce *workforce)
{
	bool unsettled;

	hln_lock_take(&workforce->lock);
	workforce->caller_works = false;
	signal_rest(workforce);
	unsettled = workforce->unsettled;
	hln_lock_give(&workforce->lock);
	return unsettled;
}

void hln_workforce_unsettle(struct hln_workforce *workforce)
{
	hln_lock_take(&workforce->lock);
	workforce->unsettled = true;
	hln_lock_give(&workforce->lock);
}

bool hln_workforce_begin_settling(struct hln_workforce *workforce)
{
	bool mine;

	hln_lock_take(&workforce->lock);
	mine = workforce->unsettled && !workforce->caller_works;
	if (mine) {
		workforce->unsettled = false;
		workforce->caller_works = true;
	}
	hln_lock_give(&workforce->lock);
	return mine;
}
