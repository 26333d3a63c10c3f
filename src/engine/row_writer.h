/* SPDX-License-Identifier: MIT */
/* row_writer.h - the streams that ended in a round get their rows. */
#ifndef HLN_ROW_WRITER_H
#define HLN_ROW_WRITER_H

#include "counters.h"
#include "slot.h"

struct hln_row_writer {
	size_t count;
	struct hln_open_file *entries[HLN_SLOTS_MAX];
	struct hln_hasher *hashers[HLN_SLOTS_MAX];
	struct hln_split_file *wholes[HLN_SLOTS_MAX]; /* or NULL: of a slot */
};

/*
 * The stream of an entry has ended: is it well? True: entry->again is set, and
 * it has to be read once more.
 */
bool hln_row_writer_judge(struct hln_open_file *entry,
			  struct hln_hasher *hasher);

/* An entry whose bytes are all hashed, or that failed; it is closed. */
void hln_row_writer_add(struct hln_row_writer *endings,
			struct hln_open_file *entry, struct hln_hasher *hasher,
			struct hln_split_file *whole);

/* In the order of their inputs. */
void hln_row_writer_sort(struct hln_row_writer *endings);

/* Write their digests and values; false: the job was cancelled. */
bool hln_row_writer_enter(struct hln_row_writer *endings, struct hln_job *job);
/* Finish the rows, then report their events. */
void hln_row_writer_leave(struct hln_row_writer *endings, struct hln_job *job,
			  struct hln_counters *counters);

void hln_row_writer_release(struct hln_row_writer *endings);

/* A file that was not read: its digests, a row of the set, are known. */
struct hln_known {
	struct hln_open_file *entry;
	uint64_t valid;
	const uint8_t *digests;
};

/* Write the rows of some, HLN_SLOTS_MAX at most; their entries are freed. */
void hln_row_writer_know(struct hln_job *job, struct hln_counters *counters,
			 const struct hln_known *known, size_t count);

#endif
