/* SPDX-License-Identifier: MIT */
/* job_rows.h - a job's blocks of rows, from the first row to who takes them. */
#ifndef HLN_JOB_ROWS_H
#define HLN_JOB_ROWS_H

#include "entry.h"
#include "job.h"

/* For all but the last the job's lock is held. */

/* A row for an entry; false: no memory. */
bool hln_rows_give(struct hln_job *job, struct hln_entry *entry);

/* The rows of entries are written. */
void hln_rows_finish(struct hln_job *job, struct hln_entry **entries,
		     size_t count);

/* When the next ones may be taken; 0: at once, HLN_FOREVER: none are there. */
uint64_t hln_rows_ready_at(const struct hln_job *job);
bool hln_rows_ready(const struct hln_job *job);

/*
 * Take those that are ready; NULL: no memory, and they stay. In a job that was
 * cancelled the block may be empty.
 */
struct hln_segment_node *hln_rows_take(struct hln_job *job);

/* It could not be sealed: it comes next again. */
void hln_rows_put_back(struct hln_job *job, struct hln_segment_node *node);

/* Free a block that was taken; with the rows that were not sealed, if any. */
void hln_rows_free(struct hln_job *job, struct hln_segment_node *node);

#endif
