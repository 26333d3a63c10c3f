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

/* An entry whose bytes are all hashed, or that failed. */
void hln_endings_add(struct hln_endings *endings, struct hln_entry *entry,
		     struct hln_hasher *hasher, struct hln_whole *whole);

/* Write their digests and values; false: the job was cancelled. */
bool hln_endings_enter(struct hln_endings *endings, struct hln_job *job);
/* They are done, and told. */
void hln_endings_leave(struct hln_endings *endings, struct hln_job *job,
		       struct hln_counters *counters);

void hln_endings_release(struct hln_endings *endings);

#endif
