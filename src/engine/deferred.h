/* SPDX-License-Identifier: MIT */
/*
 * deferred.h - a job's files that are read later: those that were written within
 * the clock's current tick, and those that have to be read again; see
 * change.h. No worker waits for one: it takes another file meanwhile.
 */
#ifndef HLN_DEFERRED_H
#define HLN_DEFERRED_H

#include "job.h"

/*
 * The entry is the job's from now on; it stays in flight, and its file open,
 * but for a job that has one file open at a time. Any thread.
 */
void hln_deferred_put(struct hln_job *job, struct hln_open_file *entry);
/* One that is due, the caller's from now on; NULL: none. */
struct hln_open_file *hln_deferred_take(struct hln_job *job);
/*
 * Where no descriptor is left: close the files that are put aside, of all the
 * engine's jobs. False: there was none.
 */
bool hln_deferred_let_go(struct hln_engine *engine);
/* Free all of them; no worker is in the job, nor will be. */
void hln_deferred_drop(struct hln_job *job);

/* When the first is due, or HLN_FOREVER. The job's lock is held. */
uint64_t hln_deferred_due_ns(const struct hln_job *job);
/* Are there so many that new inputs have to wait? The job's lock is held. */
bool hln_deferred_full(const struct hln_job *job);

#endif
