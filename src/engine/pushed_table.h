/* SPDX-License-Identifier: MIT */
/*
 * pushed_table.h - the streams of a job whose bytes are pushed, by index. The
 * table is the job's, whose lock is held during each call; pushed.h has what is
 * done with a stream.
 */
#ifndef HLN_PUSHED_TABLE_H
#define HLN_PUSHED_TABLE_H

#include "../os/thread.h"
#include "allocator.h"

#include <stdatomic.h>
#include <stdbool.h>

struct hln_job;
struct hln_slot;

/*
 * While it has bytes that wait, `written - read` of them, they are at
 * `read % room`. The ring itself is written by the thread that set `feeding`
 * and read by the worker that has the slot, without a lock; all else is under
 * the job's.
 */
struct hln_pushed {
	atomic_uint refs;
	struct hln_job *job;
	uint64_t index;
	size_t cost; /* counted in the engine */
	uint8_t *ring;
	size_t room;
	uint64_t written, read;
	struct hln_slot *slot; /* untaken or parked, else NULL */
	bool taken;
	bool feeding;    /* a thread is in hln_pushed_feed */
	bool refused;    /* that had no room: it learns when there is some */
	bool ended;      /* nothing follows */
	int32_t failure; /* of the caller's: hln_pushed_fail */
	int32_t status;  /* it failed before it ended, and nobody knows yet */
	hln_signal changed;
};

/* The streams that were given and did not end. */
struct hln_pushed_table {
	struct hln_pushed **streams; /* by index */
	size_t count, room;
};

/* NULL: there is none of that index. */
struct hln_pushed *hln_pushed_table_find(const struct hln_pushed_table *table,
					 uint64_t index);
/* Its index is higher than any before; false: no memory. */
bool hln_pushed_table_add(struct hln_pushed_table *table,
			  const struct hln_allocator *memory,
			  struct hln_pushed *pushed);
void hln_pushed_table_remove(struct hln_pushed_table *table, uint64_t index);
/* Wake the threads that feed: the job is final. */
void hln_pushed_table_wake(const struct hln_pushed_table *table);

#endif
