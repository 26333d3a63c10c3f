/* SPDX-License-Identifier: MIT */
/*
 * job.h - what one caller asked for: inputs, rows, and what its workers
 * share.
 */
#ifndef HLN_JOB_H
#define HLN_JOB_H

#include "events.h"
#include "links.h"
#include "resume.h"
#include "segment.h"

#include <stdatomic.h>

struct hln_engine;
struct hln_slot;
struct hln_whole;
struct hln_team;

/* A results block on its way: written, then waiting to be taken. */
struct hln_segment_node {
	struct hln_segment_node *next;
	struct hln_segment *segment;
	size_t bytes;
	uint32_t added, finished;
	uint32_t gone;    /* rows from the front that were taken already */
	uint32_t writers; /* threads in its rows */
	bool full;        /* no more rows are added */
};

/* How a job's work is laid out over an engine. */
struct hln_plan {
	unsigned lanes;      /* streams side by side in a worker */
	unsigned part_lanes; /* the same, while they are parts of files */
	bool shares_lanes;   /* large streams gain by company, too */
	size_t block_bytes;  /* read at a time */
	bool walks_ahead;    /* of what is taken */
};

struct hln_job {
	struct hln_engine *engine;
	struct hln_job *next; /* of the engine's */
	atomic_uint refs;
	int32_t failure; /* status of one that failed */
	struct hln_set set;
	struct hln_layout *layout;
	struct hln_walk_rules *rules;
	struct hln_plan plan;
	uint32_t flags;
	uint32_t segment_rows;
	hashlane_job handle; /* as events name it */
	struct hln_audience audience;
	struct hln_resume resume;
	uint64_t started_ns;

	/* Whoever goes on with the walk has this; it may wait for a device. */
	hln_lock walk_lock;
	/* Whoever takes inputs has this; taken behind the other. */
	hln_lock source_lock;
	struct hln_inputs inputs;
	uint64_t taken;
	struct hln_links *links; /* NULL: every name is read */

	/* All that follows; never held while anything waits. */
	hln_lock lock;
	hln_signal changed;
	bool in_order; /* this one never changes */
	bool ended;    /* no inputs are left */
	bool dry;      /* no input for now, or no room for its row */
	bool flag_made, flag_raised;
	bool retiring, retired;    /* the last event is being told, was told */
	bool walks;                /* there may be more than what is left */
	uint64_t in_flight;        /* inputs taken and not done */
	uint64_t left;             /* inputs known and not taken */
	int32_t state;             /* HASHLANE_JOB_* */
	unsigned alone;            /* workers that have one long stream only */
	_Atomic(unsigned) workers; /* in it now; changed under the lock */
	struct hln_segment_node *first, *last;
	size_t segments_max;      /* of a streamed one */
	uint64_t rows_out;        /* in blocks taken */
	uint64_t rows_waiting;    /* in the blocks that wait or are written */
	uint64_t waits_since;     /* the first of them that is finished */
	struct hln_slot *donated; /* slots that want another worker */
	struct hln_whole *wholes; /* files that are hashed in parts */
	struct hln_team *teams;   /* that want hands */
	struct hln_flag flag;

	uint64_t rate_ns, rate_bytes; /* when the rate was last found */

	_Alignas(64) struct hashlane_progress progress;
};

/* Options that were checked. */
struct hln_job_plan {
	const struct hashlane_job_options *options;
	const struct hashlane_walk_options *walk;
	const struct hln_set *set;
};

/* A job, with one reference; the engine does not know it yet. */
int32_t hln_job_create(struct hln_job **out, struct hln_engine *engine,
		       const struct hln_job_plan *plan);
void hln_job_hold(struct hln_job *job);
void hln_job_release(struct hln_job *job);

/* Drop what nobody will go on with; no worker is in it, nor will be. */
void hln_job_drop_streams(struct hln_job *job);

/*
 * How many inputs a worker that has `active` streams should take, so that all
 * workers come to have the same number.
 */
size_t hln_job_share(struct hln_job *job, size_t active);

/* Take inputs into the entries given, as many as are there. */
enum hln_taken hln_job_take(struct hln_job *job, struct hln_entry **entries,
			    size_t room, size_t *count);

/*
 * About how many bytes are left beside `own`, and how many streams a worker
 * has to carry.
 */
uint64_t hln_job_rest(struct hln_job *job, uint64_t own, uint64_t *streams);
/* May one worker more have a single stream? One at least serves the rest. */
bool hln_job_enter_alone(struct hln_job *job);
void hln_job_leave_alone(struct hln_job *job);

/* Give rows to entries that have none, and be in them; false: cancelled. */
bool hln_job_enter_rows(struct hln_job *job, struct hln_entry **entries,
			size_t count);
/* The rows are written, some with failures: they are done, and told. */
void hln_job_leave_rows(struct hln_job *job, struct hln_entry **entries,
			size_t count, uint64_t failures);

/* Is it at its end, or cancelled? */
bool hln_job_is_final(const struct hln_job *job);

/* A worker comes; false: the job is final. */
bool hln_job_attach(struct hln_job *job);
/* A worker goes; the last one of a final job ends its events. */
void hln_job_detach(struct hln_job *job);

/* What is known of its inputs changed; both locks are held, or it is new. */
void hln_job_note_known(struct hln_job *job);
/* Free the blocks that nobody took; no worker is in them. */
void hln_job_drop_rows(struct hln_job *job);

/* What a final job is told as. */
int32_t hln_job_status(const struct hln_job *job);

/* It is final, nobody is in it, and its last events are not told yet. */
bool hln_job_may_retire(struct hln_job *job);
/* Tell them, unless another does. */
void hln_job_retire(struct hln_job *job);

int32_t hln_job_add(struct hln_job *job, const struct hashlane_input *given,
		    size_t count);
void hln_job_close(struct hln_job *job);
void hln_job_cancel(struct hln_job *job, int32_t state);
/* Wait until it is final: its status, or HASHLANE_TIMEOUT. */
int32_t hln_job_wait(struct hln_job *job, uint64_t deadline_ns);
/* Wait until no worker is in it and all events are told. */
int32_t hln_job_settle(struct hln_job *job, uint64_t deadline_ns);
int32_t hln_job_next(const struct hashlane_results **out, struct hln_job *job,
		     uint64_t deadline_ns);
int32_t hln_job_descriptor(int32_t *out, struct hln_job *job);

#endif
