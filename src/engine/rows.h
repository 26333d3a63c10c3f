/* SPDX-License-Identifier: MIT */
/*
 * rows.h - the rows of a job, from the input that gets one to the caller that
 * takes it: in through hln_rows_add, _enter and _leave, out through
 * hln_rows_take.
 * The head of rows.c says when a row may go out, and how large a block is.
 */
#ifndef HLN_ROWS_H
#define HLN_ROWS_H

#include "../os/thread.h"
#include "engine_budget.h"
#include "open_file.h"
#include "results_writer.h"

#include <stdatomic.h>

/* A results block on its way: written, then waiting to be taken. */
struct hln_rows_block {
	struct hln_rows_block *next;
	struct hln_results_writer *writer;
	size_t bytes;
	uint32_t added, finished;
	uint32_t taken;     /* rows that went out: in input order, those from
			     * the front */
	uint32_t offered;   /* rows that were ready once, and stay so */
	uint32_t writing;   /* rows that are being written */
	bool full;          /* no more rows are added */
	bool torn;          /* the job became final while rows were written */
	bool dropped;       /* in no list: the last thread to write frees it */
	bool numbered;      /* first_row is set: it was taken before */
	uint64_t first_row; /* of the job */
};

/* Options, constant from the start. */
struct hln_rows_plan {
	const struct hln_set *set;
	uint32_t flags; /* HASHLANE_JOB_* */
	bool in_order;  /* input order; else completion order */
	const struct hln_allocator *memory;
	struct hln_engine_budget *budget;
};

struct hln_rows {
	struct hln_rows_plan plan;
	struct hln_results_layout *layout;
	bool streamed;       /* rows go out while the job runs */
	uint32_t block_rows; /* of a block */
	size_t blocks_max;   /* of a streamed job, that wait or are written */

	/*
	 * Guards all that follows, and the blocks but not the values in them.
	 * The innermost lock: no other one is taken under it, but that of
	 * the caller's allocator.
	 */
	hln_lock lock;
	bool final; /* the job is, so that no row comes any more */
	struct hln_rows_block *first, *last;
	uint64_t out;         /* rows in the blocks that went out */
	uint64_t waiting;     /* rows in the blocks of the list */
	uint64_t ready_since; /* since when there is a finished row, of any
			       * block, that was not taken; 0: see rows.c */
	bool up;              /* rows can be taken.. */
	atomic_bool due;      /* ..which is to be reported */
	bool flag_made, flag_raised;
	struct hln_flag flag; /* raised while rows can be taken */
};

/* What is to come, as the job's board has it. */
struct hln_rows_outlook {
	bool more;   /* more rows, soon and without the caller's doing */
	bool paused; /* no inputs are left, until the caller adds some */
};

/* Zeroed before. False: no memory; destroy it all the same. */
bool hln_rows_create(struct hln_rows *rows, const struct hln_rows_plan *plan);
void hln_rows_destroy(struct hln_rows *rows);

/*
 * Choose the size of blocks, once. inputs: how many there are, or UINT64_MAX if
 * there may be more.
 */
void hln_rows_set_size(struct hln_rows *rows, uint64_t inputs);

/* ---- In ---- */

/*
 * How many rows may be begun before some must be taken. begun: how many are,
 * beside those in the blocks; negative if some in the blocks do not count.
 */
size_t hln_rows_room(struct hln_rows *rows, int64_t begun);

/*
 * In input order: give rows to inputs that were just taken. False: no memory
 * for all. If the job is final, nothing.
 */
bool hln_rows_add(struct hln_rows *rows, struct hln_open_file **entries,
		  size_t count);
/* All inputs have been taken: no row is added to the last block. */
void hln_rows_close(struct hln_rows *rows);

enum hln_rows_entered {
	HLN_ROWS_ENTERED,
	HLN_ROWS_FINAL, /* the job is final: no row is written */
	HLN_ROWS_NO_MEMORY
};

/*
 * The calling thread writes the rows of these inputs from now on; those that
 * have no row get one.
 */
enum hln_rows_entered hln_rows_enter(struct hln_rows *rows,
				     struct hln_open_file **entries,
				     size_t count);
/*
 * The rows are written. False: the job became final first, and the rows count
 * as not finished. *before_ns: what hln_rows_ready_at would have been without
 * them.
 */
bool hln_rows_leave(struct hln_rows *rows, struct hln_open_file **entries,
		    size_t count, struct hln_rows_outlook outlook,
		    uint64_t *before_ns);

/* The job has become final: rows that are not finished never will be. */
void hln_rows_end(struct hln_rows *rows);
/* No caller will take rows any more: free the blocks. */
void hln_rows_drop(struct hln_rows *rows);

/* ---- Out ---- */

/* Are there rows to be taken? */
bool hln_rows_ready(struct hln_rows *rows, struct hln_rows_outlook outlook);
/*
 * Until when a caller that waits should wait for more rows; 0: not at all,
 * HLN_FOREVER: there are none.
 */
uint64_t hln_rows_ready_at(struct hln_rows *rows,
			   struct hln_rows_outlook outlook);

/*
 * Take the rows that are ready; there are some. NULL: no memory, and they
 * stay. hln_rows_finish has to follow.
 */
struct hln_rows_block *hln_rows_take(struct hln_rows *rows,
				     struct hln_rows_outlook outlook);
/* Make it a results block. NULL: no memory, and its rows come next again. */
const struct hashlane_results *hln_rows_finish(struct hln_rows *rows,
					       struct hln_rows_block *block);

/* ---- Notice ---- */

/*
 * To be called after each change of what is ready, or of the outlook: keeps the
 * promise that ready rows stay ready, and the flag up to date. reports: some
 * subscriber wants to know.
 */
void hln_rows_update(struct hln_rows *rows, struct hln_rows_outlook outlook,
		     bool reports);
/* Is it to be reported that rows can be taken? Once; needs no lock. */
static inline bool hln_rows_take_due(struct hln_rows *rows)
{
	return atomic_load_explicit(&rows->due, memory_order_relaxed) &&
	       atomic_exchange(&rows->due, false);
}
/*
 * A descriptor that is readable while rows can be taken, from the next update
 * on. False: the system has none.
 */
bool hln_rows_descriptor(struct hln_rows *rows, int64_t *out);

#endif
