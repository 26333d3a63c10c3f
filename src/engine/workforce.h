/* SPDX-License-Identifier: MIT */
/*
 * workforce.h - the threads of an engine and the boards they may work at:
 * which board a worker serves next, and when an idle thread wakes.
 *
 * A worker looks for work only at boards that are listed as wanting one. Each
 * change that makes a board want a worker is followed by hln_workforce_offer,
 * after all locks were released: it lists the board, wakes the idle threads,
 * and starts one more if all are busy. A board that wants nothing leaves the
 * list when a worker looks at it.
 *
 * Which board: of the highest priority first; among equals the one with the
 * fewest workers, so that each has one before any has two. What is due at a
 * known time (a paused rate, a deferred file) wakes no thread: an idle thread
 * sleeps until then.
 *
 * `lock` guards the lists and all counts of threads. It is taken before the
 * lock of a board or of a job's subscribers, never after the lock of a job.
 */
#ifndef HLN_WORKFORCE_H
#define HLN_WORKFORCE_H

#include "../os/thread.h"
#include "board.h"

struct hln_workforce {
	/* What only the engine above can do. */
	void (*start)(struct hln_workforce *workforce); /* one thread more */
	/* Some work on the calling thread; false: there is nothing to do. */
	bool (*work)(struct hln_workforce *workforce);
	/* The last holder has gone. */
	void (*destroy)(struct hln_workforce *workforce);
	atomic_uint refs; /* holders of the engine */
	bool threadless;  /* by the engine's options: it never has threads */
	/* The threads that wait do work, too. */
	atomic_bool callers;
	/* Workers that there are, or may be: what work is divided by. */
	atomic_uint worker_count;
	atomic_uint deferred; /* files of all boards */
	/* A board is in HLN_LIST_ENDING; changed under the lock. */
	atomic_bool ending;

	hln_lock lock;
	hln_signal wake;  /* something to do, for idle threads */
	hln_signal rest;  /* there is nothing to do any more, for.. */
	unsigned waiting; /* ..so many callers */
	_Atomic(uint64_t) wake_count; /* times that `wake` was signalled for
				       * something to do */
	bool stopping;
	bool caller_works;     /* one is at work as the callers' worker */
	bool unsettled;        /* it has to look for final jobs then */
	bool starting;         /* a thread is being started */
	unsigned started;      /* threads so far */
	unsigned running;      /* threads that have not ended */
	atomic_uint unstarted; /* threads that may yet be started */
	atomic_uint idle;      /* threads that wait for `wake`, or begin */
	uint64_t admitted;     /* boards so far */
	struct hln_board_list lists[HLN_BOARD_LISTS];
};

/*
 * Zeroed before, but for the functions and numbers; held once. False: no
 * memory.
 */
bool hln_workforce_create(struct hln_workforce *workforce);
void hln_workforce_destroy(struct hln_workforce *workforce);
/* Hold the engine, which is freed by its last holder. */
void hln_workforce_hold(struct hln_workforce *workforce);
void hln_workforce_release(struct hln_workforce *workforce);

/* ---- Work ---- */

/*
 * List a board that may want a worker. `wakes`: also wake the idle threads, and
 * start a thread if all are busy.
 */
void hln_workforce_offer(struct hln_board *board, bool wakes);
/* There is something to do; for it a thread more is started, if need be. */
void hln_workforce_wake(struct hln_workforce *workforce);
/*
 * The calling worker took its share: start a thread more if there is work left
 * and none that waits for it.
 */
void hln_workforce_enlist(struct hln_workforce *workforce);
/* Is there a thread without work, or one that may be started? */
bool hln_workforce_idles(const struct hln_workforce *workforce);
/*
 * A thread that looks for work notes this count first. If it is the same
 * afterwards, nothing that the thread may have missed was offered meanwhile.
 */
static inline uint64_t
hln_workforce_wake_count(const struct hln_workforce *workforce)
{
	return atomic_load_explicit(&workforce->wake_count,
				    memory_order_relaxed);
}
/* Wait until the wake count differs from `wake_count`, or the deadline. */
void hln_workforce_wait_wake(struct hln_workforce *workforce,
			     uint64_t wake_count, uint64_t deadline_ns);
/*
 * Where callers work: do some of it on this thread. False: there is nothing to
 * do, or another caller is at it.
 */
bool hln_workforce_help(struct hln_workforce *workforce);

/* ---- Which board ---- */

/*
 * A board for a worker, attached and held; or NULL: *due_ns is when to look
 * again, unless the wake count changes before.
 */
struct hln_board *hln_workforce_choose(struct hln_workforce *workforce,
				       uint64_t *due_ns);
/* Does a board of a higher priority want a worker? */
bool hln_workforce_is_outranked(const struct hln_board *board);
/*
 * Should a worker leave the board for another one: of a higher priority
 * (*outranked), or, at the same, that has no worker (*starves)?
 */
void hln_workforce_compare(const struct hln_board *board, bool *outranked,
			   bool *starves);
/* Other boards have their turn before this one. */
void hln_workforce_put_behind(struct hln_board *board);

/* ---- Boards ---- */

/* For changes that have to be one with those of the lists. */
void hln_workforce_lock(struct hln_workforce *workforce);
void hln_workforce_unlock(struct hln_workforce *workforce);
/*
 * A board comes, held by the list, and idle threads wake; hln_workforce_enlist
 * may follow. The lock is held.
 */
void hln_workforce_admit(struct hln_board *board);
/*
 * Its job is final and has no workers. True: the list's hold is the caller's
 * now.
 */
bool hln_workforce_forget(struct hln_board *board);
/*
 * A final job's last events are left to a worker. `within`: the calling thread
 * may be the only one to do it, later.
 */
void hln_workforce_end_later(struct hln_board *board, bool within);
/* A board of those, held; NULL: none. */
struct hln_board *hln_workforce_take_ending(struct hln_workforce *workforce);
/* The first of all boards, held and last from now on; NULL: none. */
struct hln_board *hln_workforce_rotate(struct hln_workforce *workforce);
size_t hln_workforce_count(struct hln_workforce *workforce,
			   enum hln_board_lists which);
/*
 * Where no descriptor is left: close the files that are deferred or wait and
 * were not begun, of all boards. False: there was none.
 */
bool hln_workforce_let_go(struct hln_workforce *workforce);

/* ---- Threads ---- */

/*
 * Start the first thread, unless there is one. False: none can be had, and the
 * callers do the work.
 */
bool hln_workforce_has_threads(struct hln_workforce *workforce);
/* The number of the thread that is started next, from 1; 0: none may be. */
unsigned hln_workforce_begin_start(struct hln_workforce *workforce);
/* If it cannot be had, the others do the work; without any, the callers. */
void hln_workforce_end_start(struct hln_workforce *workforce, bool started);
/* It looks for work now. */
void hln_workforce_begin_thread(struct hln_workforce *workforce);
void hln_workforce_end_thread(struct hln_workforce *workforce);
/* The wake count before a look for work, and whether to end after it. */
uint64_t hln_workforce_look(struct hln_workforce *workforce, bool *stopping);
/*
 * A thread found nothing since it noted `wake_count`: wait until that count
 * changes, or until `due_ns`.
 */
void hln_workforce_idle(struct hln_workforce *workforce, uint64_t wake_count,
			uint64_t due_ns);
/* No boards come any more, and threads that find no work end. */
void hln_workforce_stop(struct hln_workforce *workforce);
/* Wait until it rests; see hashlane_engine_wait. */
int32_t hln_workforce_wait_rest(struct hln_workforce *workforce,
				uint64_t deadline_ns);

/* A caller works as the callers' worker; false: another one does. */
bool hln_workforce_enter_caller(struct hln_workforce *workforce);
/* True: it has to settle what was left meanwhile. */
bool hln_workforce_leave_caller(struct hln_workforce *workforce);
/* Final jobs may be left where no thread is there to end them. */
void hln_workforce_unsettle(struct hln_workforce *workforce);
/* True: the caller settles it, and leaves as a caller that worked. */
bool hln_workforce_begin_settling(struct hln_workforce *workforce);

#endif
