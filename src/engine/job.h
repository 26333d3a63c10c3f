/* SPDX-License-Identifier: MIT */
/*
 * job.h - what one caller asked for: inputs, rows, and what its workers
 * share.
 */
#ifndef HLN_JOB_H
#define HLN_JOB_H

#include "board.h"
#include "events.h"
#include "hard_links.h"
#include "lookup.h"
#include "pace.h"
#include "resume.h"
#include "rows.h"

#include <stdatomic.h>
#include <stddef.h>

struct hln_engine;

/* The streams of a job that were given and did not end; see pushed.h. */
struct hln_pushed_table {
	struct hln_pushed **streams; /* by index */
	size_t count, room;
};

struct hln_job {
	/* What its workers share: also its holders, its pace and its plan. */
	struct hln_board board;

	struct hln_engine *engine;
	int32_t failure; /* status of one that failed */
	struct hln_set set;
	struct hln_walk_rules *rules;
	uint32_t flags;
	int base;      /* relative paths are below it, or -1 */
	int32_t ctime; /* HASHLANE_CTIME_* */
	struct hln_subscribers subscribers;
	struct hln_resume resume;
	struct hln_release release; /* of the functions of its options */
	uint64_t started_ns;

	/* Held by the thread that goes on with the walk, during disk reads. */
	hln_lock walk_lock;
	/* Held by the thread that takes inputs; taken after the other. */
	hln_lock source_lock;
	struct hln_inputs inputs;
	uint64_t taken;
	struct hln_hard_links *links; /* NULL: every name is read */

	/* Inputs that were taken and have no row yet; with its own lock. */
	struct hln_in_flight_list flights;

	/* All that follows; never held while anything waits. */
	hln_lock lock;
	hln_signal changed;
	bool retiring, retired; /* last events: under way, reported */
	int32_t state;          /* HASHLANE_JOB_* */
	struct hln_pushed_table pushed;
	struct hln_lookups lookups;

	/* Results on their way out; with its own lock, taken after this one. */
	struct hln_rows rows;

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

/* Drop what nobody will go on with; no worker is in it, nor will be. */
void hln_job_drop_streams(struct hln_job *job);

/*
 * Take inputs into the entries given, as many as are there. HLN_STARVED: a walk
 * wants a descriptor; unless `patient`, a directory fails for that.
 */
enum hln_taken hln_job_take(struct hln_job *job,
			    struct hln_open_file **entries, size_t room,
			    size_t *count, bool patient);

/* Give rows to entries that have none, and be in them; false: cancelled. */
bool hln_job_enter_rows(struct hln_job *job, struct hln_open_file **entries,
			size_t count);
/*
 * The rows are written, some with failures: they can be taken, and their events
 * are reported. False: the job became final first, and they do not count.
 */
bool hln_job_leave_rows(struct hln_job *job, struct hln_open_file **entries,
			size_t count, uint64_t failures);

/* Must unread rows be taken before more is begun? The lock is held. */
bool hln_job_is_blocked(struct hln_job *job);
/*
 * Wait for the job to change, or work for it; its lock is held, and given
 * meanwhile.
 */
void hln_job_wait_change(struct hln_job *job, uint64_t deadline_ns);
/* Is it at its end, or cancelled? */
bool hln_job_is_final(const struct hln_job *job);

/*
 * A worker goes; the last one of a final job ends its events. Wait: see
 * hln_job_retire.
 */
void hln_job_detach(struct hln_job *job, bool wait);

/* What is known of its inputs changed; both locks are held, or it is new. */
void hln_job_note_known(struct hln_job *job);

/* What a final job is told as. */
int32_t hln_job_status(const struct hln_job *job);

/*
 * Report the last events of a job that is final and has no workers, unless
 * another thread does. Without `wait` what would have to wait for a callback is
 * left to a worker.
 */
void hln_job_retire(struct hln_job *job, bool wait);

/* Waits for room until the deadline. */
int32_t hln_job_add(struct hln_job *job, const struct hashlane_input *given,
		    size_t count, uint64_t deadline_ns);
void hln_job_close(struct hln_job *job);
void hln_job_cancel(struct hln_job *job, int32_t state);
/* Cancel it if it is not final; nobody takes of its rows any more. */
void hln_job_end(struct hln_job *job);
void hln_job_pause(struct hln_job *job, bool pauses);
void hln_job_set_rate(struct hln_job *job, uint64_t bytes_per_second);
/* Wait until it is final: its status, or HASHLANE_TIMEOUT. */
int32_t hln_job_wait(struct hln_job *job, uint64_t deadline_ns);
int32_t hln_job_next(const struct hashlane_results **out, struct hln_job *job,
		     uint64_t deadline_ns);
int32_t hln_job_descriptor(int64_t *out, struct hln_job *job);

#endif
