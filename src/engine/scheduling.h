/* SPDX-License-Identifier: MIT */
/*
 * scheduling.h - how the workers of a job divide its streams: which streams a
 * worker donates to others, and when it leaves the job.
 *
 * A worker runs many streams side by side, because the kernels hash one block
 * of each at the same cost as one block alone. That is best while there are
 * many files. Near the end of a job, and for long files, it is not: then these
 * policies move streams between workers. The table "Scheduling policies" in
 * src/README.md lists them among all others, with when, what and why.
 *
 * hln_worker_step asks each once a round; worker.c explains the order. Trade in
 * is the exception: worker_files.c asks it when no descriptor is left.
 */
#ifndef HLN_SCHEDULING_H
#define HLN_SCHEDULING_H

#include "worker.h"

/*
 * Give way. It is asked only if the wake count has changed. No: a stream of the
 * worker has no descriptor yet, and neither waits for a place nor is the worker
 * starved; it cannot be donated. True: all streams were donated, and the caller
 * leaves the job.
 */
bool hln_scheduling_give_way(struct hln_worker *worker);

/*
 * How many streams a worker may have at once: the job's lanes. A worker that
 * keeps to one long stream takes no other. A worker that reads a file at a
 * place may have one stream beside it, unless a thread is idle: the device must
 * not wait for hashing.
 */
unsigned hln_scheduling_limit(const struct hln_worker *worker);

/* Donate all streams; any worker that may read goes on with them. */
void hln_scheduling_give_all(struct hln_worker *worker);
/* Go behind: all streams were donated, and the caller leaves the job. */
void hln_scheduling_go_behind(struct hln_worker *worker);

/*
 * Take donated, up to the limit. A worker that donated streams takes none for 8
 * rounds, unless it has no other: they are for the threads that wake up. Keep
 * apart does not count as such a donation.
 */
void hln_scheduling_take_donated(struct hln_worker *worker);
/*
 * Trade in, for a worker that has nothing open. False: the board has no stream
 * with an open file, and no part.
 */
bool hln_scheduling_trade_in(struct hln_worker *worker);

/*
 * Share out: half of the streams, if each is open, 512 KiB are left in all, the
 * worker has no place, and any worker of the job may read.
 */
void hln_scheduling_share_out(struct hln_worker *worker);
/*
 * Isolate the longest. Let A be the time that the longest stream takes alone,
 * and B the time that the other workers take for all else, in batches. The
 * worker keeps only this stream if A >= B and the batch slows it down by a
 * third. At least one worker of the engine keeps no single stream.
 */
void hln_scheduling_isolate_longest(struct hln_worker *worker);
/* Keep apart: all streams that have begun, but the one that is read. */
void hln_scheduling_keep_apart(struct hln_worker *worker);
/* Team: team.h says which stream is worth it, and when a team ends. */
void hln_scheduling_seek_help(struct hln_worker *worker);

#endif
