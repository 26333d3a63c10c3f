/* SPDX-License-Identifier: MIT */
/* hard_links.h - files met again under another name, read once a job. */
#ifndef HLN_HARD_LINKS_H
#define HLN_HARD_LINKS_H

#include "../hash/hasher.h"
#include "open_file.h"

/* One file that has several names. */
struct hln_link {
	struct hln_link *next; /* of the same bucket */
	uint64_t device, inode;
	bool done;                 /* what follows is set */
	struct hln_file_info info; /* S1, of the version that was hashed */
	int32_t status;
	int os_error;
	uint64_t bytes, error_offset, valid;
	struct hln_open_file *waiting; /* its other names, until it is done */
	uint8_t digests[];             /* a row of the set */
};

struct hln_hard_links;

/* NULL: no memory. */
struct hln_hard_links *hln_hard_links_create(const struct hln_set *set);
/* Frees the entries that wait, too. */
void hln_hard_links_destroy(struct hln_hard_links *links);
/* Names that wait for another are dropped; no worker is in the job. */
void hln_hard_links_drop(struct hln_hard_links *links);

enum hln_met {
	HLN_MET_FIRST, /* it is this entry's to hash: entry->link is set, or
			* there was no memory to remember it */
	HLN_MET_DONE,  /* entry->link has what it needs */
	HLN_MET_WAITS  /* the entry is kept until another is done */
};

/* What to do with an entry whose `before` is known. Any thread. */
enum hln_met hln_hard_links_meet(struct hln_hard_links *links,
				 struct hln_open_file *entry);

/* Has another name of a link that is done the version that was hashed? */
bool hln_hard_links_serves(const struct hln_link *link,
			   const struct hln_open_file *entry);

/*
 * The first name is done: its row of digests. Returns the entries that
 * waited, linked by next; they are the caller's.
 */
struct hln_open_file *hln_hard_links_finish(struct hln_hard_links *links,
					    const struct hln_open_file *entry,
					    const uint8_t *digests,
					    uint64_t valid);

/* The outcome of a link that is done, to another name of it. */
void hln_hard_links_copy(struct hln_open_file *entry);

#endif
