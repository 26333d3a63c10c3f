/* SPDX-License-Identifier: MIT */
/*
 * pushed.h - streams whose bytes the caller pushes.
 *
 * Each has a slot of its own from the start, with its states and, in place of a
 * buffer, a ring that one thread writes and one worker hashes in place. The
 * slot is always in one of these:
 *
 *	untaken  no worker has taken the input yet; bytes may wait in the ring
 *	parked   nothing waits in the ring
 *	donated  on the board, for a worker to come
 *	worker   among the streams that it hashes side by side
 *
 * So no worker waits for a stream, and no stream for a worker's free slot. The
 * head of pushed.c shows how a stream goes from one state to the other.
 */
#ifndef HLN_PUSHED_H
#define HLN_PUSHED_H

#include "engine.h"
#include "inputs.h"
#include "slot.h"

/*
 * Make the streams among some inputs, of which the first has the index `first`:
 * all, or none. HASHLANE_OK, HASHLANE_NO_MEMORY, HASHLANE_TIMEOUT: there are
 * too many others now. The source lock is held, or the job is new.
 */
int32_t hln_pushed_add(struct hln_job *job, const struct hashlane_input *given,
		       size_t count, uint64_t first);
/* Remove the streams from `first` on: their inputs were not added. */
void hln_pushed_remove(struct hln_job *job, uint64_t first);
/* Free all that no worker has; no worker is in the job, nor will be. */
void hln_pushed_drop(struct hln_job *job);
/* The stream of an input that is being taken. */
struct hln_pushed *hln_pushed_find(struct hln_job *job, uint64_t index);
void hln_pushed_release(struct hln_pushed *pushed);

/*
 * A worker took the input into a slot: its entry goes to the stream's own slot
 * for a spare one, and the stream begins.
 */
void hln_pushed_begin(struct hln_job *job, struct hln_slot *slot);
/* Set slot->data and filled to what waits in the ring; filled may be 0. */
void hln_pushed_read(struct hln_slot *slot);
/* So much of it was hashed. */
void hln_pushed_consume(struct hln_slot *slot, size_t bytes);
/* Park it, if its ring is empty and more may come. False: it is not parked. */
bool hln_pushed_park(struct hln_slot *slot);
/* It has ended or failed, and has its row; the slot is destroyed. */
void hln_pushed_finish(struct hln_slot *slot);

int32_t hln_pushed_feed(size_t *taken, struct hln_job *job, uint64_t index,
			const uint8_t *data, size_t bytes, bool last,
			uint64_t deadline_ns);
int32_t hln_pushed_fail(struct hln_job *job, uint64_t index, int32_t status);

#endif
