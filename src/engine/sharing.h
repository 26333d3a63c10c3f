/* SPDX-License-Identifier: MIT */
/*
 * sharing.h - which job a worker serves, and which of its streams others do
 * better.
 */
#ifndef HLN_SHARING_H
#define HLN_SHARING_H

#include "worker.h"

/*
 * Of the jobs of the highest priority that want a worker the one with the
 * fewest, attached; or NULL: *due_ns is when to look again, if there is no news
 * before.
 */
struct hln_job *hln_choose_job(struct hln_engine *engine, uint64_t *due_ns);

/* Does any job want a worker? */
bool hln_has_work(struct hln_engine *engine);

/* Does a job of a higher priority want a worker? */
bool hln_is_outranked(struct hln_job *job);

/*
 * Another job has a higher priority, or has nobody, and this one has others:
 * leave it. What is under way goes to them.
 */
bool hln_give_way(struct hln_worker *worker);

/* How many streams a worker may have at once. */
unsigned hln_stream_limit(const struct hln_worker *worker);

/* Give all streams away, for workers that may read. */
void hln_give_all(struct hln_worker *worker);

/* The same, and other jobs have their turn first. */
void hln_go_behind(struct hln_worker *worker);

/* Take streams that others gave away. */
void hln_take_donated(struct hln_worker *worker);

/*
 * For a worker that has nothing open: if there are streams whose file is open
 * and no worker has them, give all of its own away, to take of those next.
 */
bool hln_trade_in(struct hln_worker *worker);

/* Others have nothing to do, and no inputs are left: share out. */
void hln_share_out(struct hln_worker *worker);

/*
 * Would the longest stream, by itself, take longer than all else on the other
 * workers, and does batch slow it down? Then it goes on alone.
 */
void hln_isolate_longest(struct hln_worker *worker);

/*
 * A stream that is read at a place is read by itself, while there are others
 * that can take the rest: what the device gives must not wait.
 */
void hln_keep_apart(struct hln_worker *worker);

/* One stream, and others have nothing to do: they help. */
void hln_seek_help(struct hln_worker *worker);

#endif
