/* SPDX-License-Identifier: MIT */
/*
 * sharing.h - which job a worker serves, and which of its streams others do
 * better.
 */
#ifndef HLN_SHARING_H
#define HLN_SHARING_H

#include "worker.h"

/* The job with the fewest workers that wants one, attached; or NULL. */
struct hln_job *hln_choose_job(struct hln_engine *engine);

/*
 * Another job has nobody, and this one has others: leave it. What is under
 * way goes to them.
 */
bool hln_give_way(struct hln_worker *worker);

/* How many streams a worker may have at once. */
unsigned hln_stream_limit(const struct hln_worker *worker);

/* Take streams that others gave away. */
void hln_take_donated(struct hln_worker *worker);

/* Others have nothing to do, and no inputs are left: share out. */
void hln_share_out(struct hln_worker *worker);

/*
 * Would the longest stream, by itself, take longer than all else on the other
 * workers, and does company slow it down? Then it goes on alone.
 */
void hln_find_whale(struct hln_worker *worker);

/* One stream, and others have nothing to do: they help. */
void hln_seek_help(struct hln_worker *worker);

#endif
