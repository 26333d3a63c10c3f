/* SPDX-License-Identifier: MIT */
/* job_rows.h - a job's blocks of rows, from the first row to who takes them. */
#ifndef HLN_JOB_ROWS_H
#define HLN_JOB_ROWS_H

#include "open_file.h"
#include "job.h"

/* For all but the last the job's lock is held. */

/* A row for an entry; false: no memory. */
bool hln_job_rows_give(struct hln_job *job, struct hln_open_file *entry);

/* The rows of entries are written from now on. */
void hln_job_rows_begin(struct hln_open_file **entries, size_t count);
/*
 * They are written. False: the job became final first, so that they stay as
 * they were before.
 */
bool hln_job_rows_finish(struct hln_job *job, struct hln_open_file **entries,
			 size_t count);
/* The job has just become final: what was not finished never will be. */
void hln_job_rows_end(struct hln_job *job);

/*
 * What is ready stays ready until it is taken, although inputs follow that the
 * block is waiting for again.
 */
void hln_job_rows_offer(struct hln_job *job);
/* Are there rows to be taken? */
bool hln_job_rows_ready(const struct hln_job *job);
/*
 * Until when a caller that waits should wait for more of them; 0: not at all,
 * HLN_FOREVER: none are there.
 */
uint64_t hln_job_rows_ready_at(const struct hln_job *job);

/* Take those that are ready; NULL: no memory, and they stay. */
struct hln_segment_node *hln_job_rows_take(struct hln_job *job);

/* It could not be sealed: it comes next again. */
void hln_job_rows_put_back(struct hln_job *job, struct hln_segment_node *node);

/* Free the blocks that nobody took. The lock is not held. */
void hln_job_rows_drop(struct hln_job *job);

/* Free a block that was taken; with the rows that were not sealed, if any. */
void hln_job_rows_free(struct hln_job *job, struct hln_segment_node *node);

#endif
