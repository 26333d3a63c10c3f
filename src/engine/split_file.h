/* SPDX-License-Identifier: MIT */
/*
 * split_file.h - a large file that is hashed in parts, each as a stream of its
 * own, by any worker; the parts' states are joined in order.
 */
#ifndef HLN_SPLIT_FILE_H
#define HLN_SPLIT_FILE_H

#include "board.h"
#include "slot.h"

struct hln_split_file {
	struct hln_board_task task; /* on the board while it has parts */
	struct hln_job *job;
	atomic_uint refs;
	struct hln_open_file *entry;
	struct hln_hasher hasher; /* of the parts joined */
	/* Not NULL: it is kept; kept: how far the last one was. */
	const struct hln_resume *resume;
	uint64_t kept;
	uint64_t part_bytes, parts;

	hln_lock lock;
	uint64_t next_part; /* to be taken */
	uint64_t joined;    /* parts, from the first */
	uint64_t window;    /* parts that may be ahead of those joined */
	unsigned in_flight; /* parts in slots */
	bool joining;       /* one thread is at it */
	bool complete;      /* its row is being written */
	uint8_t **parked;   /* of each part: its states, when done */
	uint64_t *parked_bytes;
};

/*
 * Make a stream that was just begun part 0 of a whole, if it is worth it; its
 * entry goes to the whole. False: it stays what it is.
 */
bool hln_split_file_begin(struct hln_slot *slot, struct hln_job *job);

/* Is it worth it, if what follows comes from memory? */
bool hln_split_file_may_begin(const struct hln_slot *slot,
			      const struct hln_job *job);

/* Make a spare slot the next part of any of a job's wholes; false: none. */
bool hln_split_file_take(struct hln_slot *slot, struct hln_job *job);
/* Release those of a list that was taken from the board. */
void hln_split_file_drop(struct hln_board_task *list);

/* Read on within the part. */
void hln_split_file_read(struct hln_slot *slot);

/*
 * The slot's part is done, or failed; the slot is spare. True: so is the
 * whole; the caller writes its row, and then releases it.
 */
bool hln_split_file_finish(struct hln_slot *slot,
			   struct hln_split_file **done);

void hln_split_file_release(struct hln_split_file *whole);

#endif
