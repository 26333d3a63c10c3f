/* SPDX-License-Identifier: MIT */
/*
 * job.h - what one caller asked for: a source of inputs, a board for its
 * workers, rows that come out, and the state it is in. job.c makes, steers and
 * ends it; job_inputs.c is the way in, job_results.c the way out.
 *
 * Locks, in the order in which they may be taken:
 *
 *	source.walk_lock   job_source.h: the walk
 *	source.lock        job_source.h: the inputs
 *	lock               state, lookups, pushed streams
 *	board.lock         board.h: work and counts
 *	rows.lock          rows.h: blocks of results
 *	flights.lock       in_flight.h: inputs without a row
 *	rate_lock          job_progress.c: the rate; never with another one
 *
 * src/README.md has the table with the locks of all modules, and says which of
 * them may be held while a thread waits.
 */
#ifndef HLN_JOB_H
#define HLN_JOB_H

#include "board.h"
#include "events.h"
#include "job_source.h"
#include "lookup_list.h"
#include "pace.h"
#include "pushed_table.h"
#include "resume.h"
#include "rows.h"

#include <stdatomic.h>
#include <stddef.h>

struct hln_engine;

struct hln_job {
	/* What its workers share: also its holders, its pace and its plan. */
	struct hln_board board;

	struct hln_engine *engine;
	struct hln_set set;
	uint32_t flags;
	int base;        /* relative paths are below it, or -1 */
	int32_t ctime;   /* HASHLANE_CTIME_* */
	int32_t failure; /* status of one that failed */
	struct hln_subscribers subscribers;
	struct hln_resume resume;
	struct hln_release release; /* of the functions of its options */
	uint64_t started_ns;

	struct hln_job_source source; /* of its inputs */

	/* Inputs that were taken and have no row yet; with its own lock. */
	struct hln_in_flight_list flights;

	/* All that follows; never held while anything waits. */
	hln_lock lock;
	hln_signal changed;
	bool retiring, retired; /* see "Ending" in src/README.md */
	int32_t state;          /* HASHLANE_STATE_* */
	struct hln_pushed_table pushed;
	struct hln_lookups lookups;

	struct hln_rows rows; /* results on their way out */

	hln_lock rate_lock; /* job_progress.c's; never with another one */
	uint64_t rate_ns, rate_bytes; /* when the rate was last found */

	_Alignas(64) struct hashlane_progress progress;
};

/* The job of a board. */
static inline struct hln_job *hln_job_of(struct hln_board *board)
{
	return (struct hln_job *)((char *)board -
				  offsetof(struct hln_job, board));
}

/* Options that were checked. */
struct hln_job_plan {
	const struct hashlane_job_options *options;
	const struct hashlane_walk_options *walk;
	const struct hln_set *set;
	int base; /* the job's from now on, or -1 */
};

/* A job, with one reference; the engine does not know it yet. */
int32_t hln_job_create(struct hln_job **out, struct hln_engine *engine,
		       const struct hln_job_plan *plan);
void hln_job_hold(struct hln_job *job);
void hln_job_release(struct hln_job *job);

/* Is it at its end, or cancelled? */
bool hln_job_is_final(const struct hln_job *job);

void hln_job_pause(struct hln_job *job, bool pauses);
void hln_job_set_rate(struct hln_job *job, uint64_t bytes_per_second);
/*
 * End it in that state. hln_engine_settle has to follow where no worker calls
 * this.
 */
void hln_job_cancel(struct hln_job *job, int32_t state);
/* Cancel it if it is not final; nobody takes of its rows any more. */
void hln_job_end(struct hln_job *job);

/*
 * A worker leaves the job and releases it. If the job is final and this was its
 * last worker, hln_job_retire follows, with `wait`.
 */
void hln_job_detach(struct hln_job *job, bool wait);
/*
 * Report the last events of a job that is final and has no workers, unless
 * another thread does. `wait`: wait for a listener whose callback is running;
 * otherwise the events of that listener are left to a later call of a worker,
 * or of hln_engine_settle.
 */
void hln_job_retire(struct hln_job *job, bool wait);

#endif
