/* SPDX-License-Identifier: MIT */
/*
 * job_results.h - the rows of a job come out, and it comes to its end: workers
 * enter and leave rows, callers take blocks or wait.
 *
 * The job's lock guards its state, its lookups and its pushed streams;
 * `changed` is signalled after each change that a caller may wait for. The rows
 * have their own lock (rows.h). Order: source, job, board, rows.
 */
#ifndef HLN_JOB_RESULTS_H
#define HLN_JOB_RESULTS_H

#include "job.h"

/* ---- The job's lock is held for these ---- */

/* The status of a final job, which its last events and calls return. */
int32_t hln_job_results_status(const struct hln_job *job);
/* The job is final from now on, unless it was. */
void hln_job_results_end(struct hln_job *job, int32_t state);
/* The same, as done, if there is nothing left to do. */
void hln_job_results_check_end(struct hln_job *job);
/*
 * The descriptor is readable exactly while hln_job_results_next has something
 * at once: each change of that is followed by this, before the lock is
 * released.
 */
void hln_job_results_update(struct hln_job *job);
/* The same, and wake the threads that wait. */
void hln_job_results_changed(struct hln_job *job);
/* How many rows may be begun before some must be taken? */
size_t hln_job_results_room(struct hln_job *job);
/* Are there rows to be taken? */
bool hln_job_results_ready(struct hln_job *job);
/* Must unread rows be taken before more is begun? */
bool hln_job_results_are_blocked(struct hln_job *job);
/* Wait for the job to change, or work for it, without the lock meanwhile. */
void hln_job_results_wait_change(struct hln_job *job, uint64_t deadline_ns);

/* ---- For workers; no lock is held ---- */

/* Report rows that became ready. */
void hln_job_results_report(struct hln_job *job);
/* Give rows to entries that have none, and be in them; false: cancelled. */
bool hln_job_results_enter(struct hln_job *job, struct hln_open_file **entries,
			   size_t count);
/*
 * The rows are written, some with failures: they can be taken, and their events
 * are reported. False: the job became final first, and they do not count.
 */
bool hln_job_results_leave(struct hln_job *job, struct hln_open_file **entries,
			   size_t count, uint64_t failures);

/* ---- For callers ---- */

/* Wait until it is final: its status, or HASHLANE_TIMEOUT. */
int32_t hln_job_results_wait(struct hln_job *job, uint64_t deadline_ns);
int32_t hln_job_results_next(const struct hashlane_results **out,
			     struct hln_job *job, uint64_t deadline_ns);
int32_t hln_job_results_descriptor(int64_t *out, struct hln_job *job);

#endif
