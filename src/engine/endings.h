/* SPDX-License-Identifier: MIT */
/* endings.h - the streams that ended in a round get their rows. */
#ifndef HLN_ENDINGS_H
#define HLN_ENDINGS_H

#include "counters.h"
#include "slot.h"

struct hln_endings {
	size_t count;
	struct hln_entry *entries[HLN_SLOTS_MAX];
	struct hln_hasher *hashers[HLN_SLOTS_MAX];
	struct hln_whole *wholes[HLN_SLOTS_MAX]; /* or NULL: of a slot */
};

/*
 * The stream of an entry has ended: is it well? True: entry->again is set, and
 * it has to be read once more.
 */
bool hln_endings_judge(struct hln_entry *entry, struct hln_hasher *hasher);

/* An entry whose bytes are all hashed, or that failed; it is closed. */
void hln_endings_add(struct hln_endings *endings, struct hln_entry *entry,
		     struct hln_hasher *hasher, struct hln_whole *whole);

/* In the order of their inputs. */
void hln_endings_sort(struct hln_endings *endings);

/* Write their digests and values; false: the job was cancelled. */
bool hln_endings_enter(struct hln_endings *endings, struct hln_job *job);
/* They are done, and told. */
void hln_endings_leave(struct hln_endings *endings, struct hln_job *job,
		       struct hln_counters *counters);

void hln_endings_release(struct hln_endings *endings);

/* A file that was not read: its digests, a row of the set, are known. */
struct hln_known {
	struct hln_entry *entry;
	uint64_t valid;
	const uint8_t *digests;
};

/* Write the rows of some, HLN_SLOTS_MAX at most; their entries are freed. */
void hln_endings_know(struct hln_job *job, struct hln_counters *counters,
		      const struct hln_known *known, size_t count);

#endif
