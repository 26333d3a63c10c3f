/* SPDX-License-Identifier: MIT */
/*
 * worker_take.h - what a worker takes at the start of a round, in this order:
 * what waited for a place, donated streams (scheduling.h), parts of split
 * files, deferred files, and then new inputs or, in a job with lookups, files
 * that were not known. A worker that is starved (worker_files.h) takes parts
 * first.
 */
#ifndef HLN_WORKER_TAKE_H
#define HLN_WORKER_TAKE_H

#include "worker.h"

/* Parts of split files, into free slots. */
void hln_worker_take_parts(struct hln_worker *worker);

/* Files that were put aside and are due, into free slots. */
void hln_worker_take_deferred(struct hln_worker *worker);

/* What waited for a place that there is now. */
void hln_worker_take_waiting(struct hln_worker *worker);

/*
 * Fill free slots with new streams. Without `patient`, a directory that finds
 * no descriptor fails; otherwise HLN_STARVED is returned.
 */
enum hln_taken hln_worker_take_inputs(struct hln_worker *worker, bool patient);

/*
 * The same where the job asks first: half of the slots may become empty before
 * the next question, so that it has many files.
 */
enum hln_taken hln_worker_take_looked_up(struct hln_worker *worker,
					 bool patient);

#endif
