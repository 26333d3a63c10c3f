/* SPDX-License-Identifier: MIT */
/*
 * board.h - what the workers of one job share: how many there are, the work
 * that one of them put up for the others, and the counts that say whether one
 * more worker would find something to do.
 *
 * Work comes to the board in these lists; only board.c changes them:
 *
 *	donated      streams under way that another worker shall go on with
 *	split files  files of which any worker may take the next part
 *	teams        streams whose algorithms several workers run side by side
 *	unknown      inputs that a lookup did not know: to be hashed
 *	deferred     inputs that are read at a later time; see deferred.h
 *	waiting      inputs and streams without a place at their device; see
 *	             waiting.h
 *
 * Does a board want one more worker? hln_board_wants answers. A board of a
 * final or paused job wants none. Else it has work for a worker if
 *
 *	a donated stream, a part or an unknown input is there, or
 *	a deferred file is due, or
 *	a lookup has answers to be written, or
 *	a waiting file or stream finds a place at its device, or
 *	inputs can be taken:
 *	    !ended         not all were taken, and
 *	    !dry           some are there, and room for their rows, and
 *	    !blocked       they do not wait for a directory that is being read,
 *	                   and
 *	    !asked_enough  the lookups do not wait for answers, and
 *	    neither the deferred nor the waiting files are too many.
 *
 * In a sequential job nothing may overtake a file that waits for a place: then
 * only the place counts. And such work is for a reader: if one worker reads
 * (one_reads) and is there, others are wanted for teams only. A team that has
 * room for a helper always wants one.
 *
 * The answer is `now`, if a worker would find something at once. It is `later`
 * if there is only something that waits: for a place, for its time, for the
 * reader, or for the rate (then also a team). `due_ns` is the time of the rate,
 * or of the first deferred file. A board that wants nothing now or later leaves
 * the list of boards (workforce.h), until a change offers it again.
 *
 * `left`, `in_flight` and `reporting` do not count there. They say how many
 * inputs a worker should take, and when the job is done: `ended`, with nothing
 * in flight or being reported.
 *
 * Locks. `lock` guards all but the fields above it; nothing waits while it is
 * held. It is taken after the lock of the workforce and after that of the job,
 * before the lock of a split file, of a team and of the devices. The counts are
 * changed with the job's lock held as well (functions that say "the job's lock
 * is held"), so that either lock is enough to read them.
 */
#ifndef HLN_BOARD_H
#define HLN_BOARD_H

#include "board_list.h"
#include "deferred.h"
#include "waiting.h"

struct hln_workforce;
struct hln_worker;

/* How a job's work is laid out over the workers. */
struct hln_plan {
	unsigned lanes;      /* streams side by side in a worker */
	unsigned part_lanes; /* the same, while they are parts of files */
	bool shares_lanes;   /* large streams gain by batch, too */
	size_t block_bytes;  /* read at a time */
	bool walks_ahead;    /* of the workers */
};

/*
 * Work that several workers do together; it stays on the board until it is
 * removed. Both functions are called under the board's lock.
 */
struct hln_board_task {
	struct hln_board_task *next;
	/* Could one more worker do something? */
	bool (*wants)(struct hln_board_task *task);
	/* One more worker comes. False: it could do nothing. */
	bool (*enter)(struct hln_board_task *task, uint64_t *share);
};

/* What a board has for one more worker. */
struct hln_board_wants {
	bool now;
	bool later;      /* not now, but when a worker leaves it, or.. */
	uint64_t due_ns; /* ..at this time */
};

struct hln_board {
	atomic_uint refs; /* holders of the job */
	struct hln_workforce *workforce;
	struct hln_board_link links[HLN_LISTS]; /* under its lock */
	const int32_t *job_state;               /* see job_state.h */
	uint32_t flags;                         /* HASHLANE_JOB_* */
	struct hln_plan plan;
	struct hln_pace pace;
	atomic_bool meets_disks; /* files lie where there are places */
	atomic_uint warm;        /* files in a row that needed no place */
	/* One worker reads, and this one; changed under the lock. */
	atomic_bool one_reads;
	const struct hln_worker *reader;
	_Atomic(unsigned) workers; /* in it now; changed under the lock */

	hln_lock lock;
	/* The counts: changed under the job's lock, too. */
	bool ended;         /* all inputs were taken, and none will come */
	bool dry;           /* none for now, or a streamed job has no room for
			     * rows: until a caller adds inputs or takes rows */
	bool walks;         /* there may be more than what is left */
	uint64_t left;      /* inputs known and not taken */
	uint64_t in_flight; /* inputs taken whose row is not finished */
	uint64_t reporting; /* rows finished, and their events to come */
	size_t pushed;      /* streams among those in flight that are pushed */
	/* Not counts: changed under the board's lock only. */
	size_t pushed_awake; /* of which a worker has, or should have */
	unsigned alone;      /* workers that have one long stream only */
	bool walking;        /* a worker reads a directory.. */
	bool blocked;        /* ..and others found nothing to take meanwhile */
	bool answered;       /* a lookup's answers are to be written */
	bool asked_enough;   /* no more is asked until there are answers */
	struct hln_slot *donated;
	struct hln_board_task *split_files, *teams;
	struct hln_open_file *unknown, **unknown_end;
	struct hln_deferred deferred;
	struct hln_waiting waiting;
};

/* Zeroed before; held once. False: no memory. */
bool hln_board_create(struct hln_board *board, struct hln_workforce *workforce,
		      struct hln_devices *devices, const int32_t *job_state);
void hln_board_destroy(struct hln_board *board);
/* Hold the job that the board is of. */
static inline void hln_board_hold(struct hln_board *board)
{
	atomic_fetch_add(&board->refs, 1);
}

/* Does it want one more worker, now or later? See the head of this file. */
struct hln_board_wants hln_board_wants(struct hln_board *board);

/* ---- Workers ---- */

/* One comes; false: the job is final. */
bool hln_board_attach(struct hln_board *board);
void hln_board_detach(struct hln_board *board);
/* How many there are now. */
unsigned hln_board_workers(struct hln_board *board);

/*
 * May one more worker keep to a single stream? At least one worker serves all
 * other streams.
 */
bool hln_board_enter_alone(struct hln_board *board);
void hln_board_leave_alone(struct hln_board *board);

/*
 * While one worker reads only: is it this one, from now on until it leaves? A
 * board starts so, unless it is opened to all.
 */
bool hln_board_enter_reader(struct hln_board *board,
			    const struct hln_worker *worker);
/* True: it was the one. */
bool hln_board_leave_reader(struct hln_board *board,
			    const struct hln_worker *worker);
void hln_board_open_reading(struct hln_board *board);

/* ---- Counts ---- */

/*
 * `taken` inputs were taken, and what is known of those left changed. The job's
 * lock is held.
 */
void hln_board_note_inputs(struct hln_board *board, size_t taken,
			   uint64_t left, bool walks);
/* Inputs are there, or room for rows. The job's lock is held. */
void hln_board_set_dry(struct hln_board *board, bool dry);
/* All inputs were taken. The job's lock is held. */
void hln_board_set_ended(struct hln_board *board);
/* A pushed stream among them begins. The job's lock is held. */
void hln_board_add_pushed(struct hln_board *board);
/*
 * Their rows are finished. `reporting`: their events are still to come. The
 * job's lock is held.
 */
void hln_board_finish_entries(struct hln_board *board,
			      struct hln_open_file **entries, size_t count,
			      bool reporting);
/* The events of so many were reported. The job's lock is held. */
void hln_board_reported(struct hln_board *board, size_t count);
/* Is nothing to be done any more? The job's lock is held. */
bool hln_board_is_done(const struct hln_board *board);

/*
 * How many inputs a worker that has `active` streams should take, so that all
 * workers come to have the same number.
 */
size_t hln_board_share(struct hln_board *board, size_t active);
/*
 * About how many bytes are left beside `own`: `done` of `total` bytes were
 * hashed, and `known` files found. *streams: how many each worker will have.
 */
uint64_t hln_board_bytes_left(struct hln_board *board, uint64_t total,
			      uint64_t done, uint64_t known, uint64_t own,
			      uint64_t *streams);

/* A worker reads a directory. */
void hln_board_begin_walk(struct hln_board *board);
/* True: others found nothing to take meanwhile. */
bool hln_board_end_walk(struct hln_board *board);
/* Nothing can be taken while a directory is read, if one is. */
void hln_board_block(struct hln_board *board);

/* Are deferred and waiting files so many that no inputs are taken? */
bool hln_board_is_full(struct hln_board *board);

/* ---- Streams ---- */

/* For another worker to go on with. */
void hln_board_donate(struct hln_board *board, struct hln_slot *slot);
/* The same of a pushed stream that was parked: it is awake now. */
void hln_board_wake_pushed(struct hln_board *board, struct hln_slot *slot);
/* A pushed stream is parked, or ended. */
void hln_board_park_pushed(struct hln_board *board);
/*
 * The donated stream that should go on next, for a worker that has `active`;
 * NULL: none, or the worker has its share of what is not parked.
 */
struct hln_slot *hln_board_take_donated(struct hln_board *board,
					size_t active);
/* Is there a stream with an open file, or a part, that no worker has? */
bool hln_board_has_open(struct hln_board *board);

/* ---- Tasks: `list` is &board->split_files or &board->teams ---- */

void hln_board_post(struct hln_board *board, struct hln_board_task **list,
		    struct hln_board_task *task);
/* Harmless if it is not in the list. True: it was. */
bool hln_board_remove(struct hln_board *board, struct hln_board_task **list,
		      struct hln_board_task *task);
/* The first that lets one more worker in; NULL: none. */
struct hln_board_task *hln_board_enter_task(struct hln_board *board,
					    struct hln_board_task **list,
					    uint64_t *share);

/* ---- Inputs ---- */

void hln_board_put_unknown(struct hln_board *board,
			   struct hln_open_file *entry);
struct hln_open_file *hln_board_take_unknown(struct hln_board *board);
bool hln_board_has_unknown(struct hln_board *board);
/* Are there answers to be written, and too many questions? */
void hln_board_note_lookups(struct hln_board *board, bool answered,
			    bool asked_enough);

/*
 * The entry is the board's from now on; it stays in flight, and its file open,
 * unless one file at a time may be.
 */
void hln_board_defer(struct hln_board *board, struct hln_open_file *entry);
/* One that is due; NULL: none. */
struct hln_open_file *hln_board_take_deferred(struct hln_board *board);
/* Close those that are open; false: none was. */
bool hln_board_let_go_deferred(struct hln_board *board);

/* The same of files that wait; false: no memory. */
bool hln_board_wait(struct hln_board *board, struct hln_device *device,
		    struct hln_open_file *entry);
bool hln_board_wait_stream(struct hln_board *board, struct hln_device *device,
			   struct hln_slot *slot);
struct hln_device *hln_board_choose_device(struct hln_board *board);
struct hln_open_file *hln_board_take_waiting(struct hln_board *board,
					     const struct hln_device *device);
struct hln_slot *
hln_board_take_waiting_stream(struct hln_board *board,
			      const struct hln_device *device);
bool hln_board_waits_for(struct hln_board *board,
			 const struct hln_device *device);
bool hln_board_waiting_ready(struct hln_board *board);
bool hln_board_let_go_waiting(struct hln_board *board);

/* The job was paused, or goes on. */
void hln_board_pause(struct hln_board *board, bool pauses);

/*
 * For a job whose workers have left, or that was never begun: free the entries
 * that are deferred or wait, and the unknown ones where `unknown`. Streams and
 * split files are the caller's to free.
 */
void hln_board_drop_deferred(struct hln_board *board);
void hln_board_drop_unknown(struct hln_board *board);
void hln_board_drop_waiting(struct hln_board *board,
			    struct hln_slot **streams);
void hln_board_drop_work(struct hln_board *board, struct hln_slot **streams,
			 struct hln_board_task **split_files);

#endif
