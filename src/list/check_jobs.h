/* SPDX-License-Identifier: MIT */
/*
 * check_jobs.h - the reads of a check as inputs of jobs, one job for each set
 * of algorithms.
 */
#ifndef HLN_CHECK_JOBS_H
#define HLN_CHECK_JOBS_H

#include "../os/thread.h"
#include "check_specs.h"

#include <stdatomic.h>

/* Sets of algorithms at a time. */
enum { HLN_CHECK_JOBS_MAX = 8 };

struct hln_check_job;
struct hln_check_names;

struct hln_check_jobs {
	hashlane_engine engine;
	const struct hln_check_names *names;
	uint32_t flags; /* HASHLANE_JOB_*: how files are read */
	int32_t ctime;  /* HASHLANE_CTIME_* */
	hln_lock lock;  /* of the handles of the jobs, and of what follows */
	struct hln_check_job *jobs[HLN_CHECK_JOBS_MAX];
	uint64_t bytes_done, bytes_total; /* of jobs that have ended */
	_Atomic uint64_t finished;        /* entries that wait for no read */
	bool cancelled;
	struct hln_check_stop *stop; /* of the streams */
	/* For one thread at a time. */
	uint64_t clock;
	uint64_t failures; /* calls in a row without memory */
};

/* False: no lock or no memory can be had. */
bool hln_check_jobs_init(struct hln_check_jobs *jobs, hashlane_engine engine,
			 const struct hln_check_names *names,
			 const struct hashlane_check_options *options);
void hln_check_jobs_end(struct hln_check_jobs *jobs);
/* Is there still an engine? */
bool hln_check_jobs_have_engine(const struct hln_check_jobs *jobs);
/* Destroy the jobs: no read is under way, or their entries are given up. */
void hln_check_jobs_close(struct hln_check_jobs *jobs);

/*
 * Give all reads of an entry to jobs. HASHLANE_OK, also if a read failed at
 * once; _TIMEOUT: *busy has no room, or must end for another one: wait for it;
 * _NO_MEMORY: try again; _CANCELLED: the engine was destroyed.
 */
int32_t hln_check_jobs_give(struct hln_check_jobs *jobs,
			    struct hln_check_entry *entry,
			    struct hln_check_job **busy);

/*
 * Take the results that are there, and give what waits. HASHLANE_OK or
 * _NO_MEMORY.
 */
int32_t hln_check_jobs_serve(struct hln_check_jobs *jobs);

/* The job that was given a read last and has one; NULL: none. */
struct hln_check_job *hln_check_jobs_last(const struct hln_check_jobs *jobs);

/*
 * Wait for results of a job; timeout_ms as for hashlane_job_next. HASHLANE_OK,
 * _TIMEOUT, _BUSY (in a callback), _NO_MEMORY (try again) or _CANCELLED.
 */
int32_t hln_check_jobs_wait(struct hln_check_jobs *jobs,
			    struct hln_check_job *job, int64_t timeout_ms);

/*
 * The jobs are cancelled: take what they have finished. True: that was all, or
 * there is no more to be had in this call.
 */
bool hln_check_jobs_drain(struct hln_check_jobs *jobs, int64_t timeout_ms);

/* Count an entry, with those of the same file, as finished, but only once. */
void hln_check_jobs_count(struct hln_check_jobs *jobs,
			  struct hln_check_entry *entry);
/* How many entries were counted; by any thread. */
uint64_t hln_check_jobs_get_finished(struct hln_check_jobs *jobs);

/* By any thread. */
void hln_check_jobs_cancel(struct hln_check_jobs *jobs);
/* The bytes of all files that were given to jobs, by any thread. */
void hln_check_jobs_get_bytes(struct hln_check_jobs *jobs, uint64_t *done,
			      uint64_t *total);

#endif
