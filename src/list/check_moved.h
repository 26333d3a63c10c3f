/* SPDX-License-Identifier: MIT */
/* check_moved.h - missing files, and which other file has the content of one. */
#ifndef HLN_CHECK_MOVED_H
#define HLN_CHECK_MOVED_H

#include "check_specs.h"

enum { HLN_CHECK_TRACE_BYTES = 16 };

/* A digest by which a missing file is recognised. */
struct hln_check_trace {
	uint8_t digest[HLN_CHECK_TRACE_BYTES]; /* its first bytes, then 0 */
	size_t bytes;
	size_t index; /* of the file in `heads` */
	size_t skip;  /* of the first of equal ones: those found before */
};

struct hln_check_moved {
	struct hln_check_entry *first, **end; /* in the order of the lists */
	size_t count;
	/* When all are there: files by their first entries; NULL: found. */
	struct hln_check_entry **heads;
	struct hln_check_trace *traces; /* sorted by digest */
	size_t trace_count;
	size_t open; /* traces whose files were not found */
	struct hln_check_specs specs;
	uint64_t *sizes; /* sorted, if all are known */
	bool all_sized;
	size_t next; /* of heads that hln_check_moved_take has returned */
};

void hln_check_moved_init(struct hln_check_moved *moved);
void hln_check_moved_end(struct hln_check_moved *moved);

/* Keep an entry and all of the same file. */
void hln_check_moved_add(struct hln_check_moved *moved,
			 struct hln_check_entry *entry);

/*
 * All are there. Entries of one file are joined. `searches`: some may have
 * moved. HASHLANE_OK; HASHLANE_NO_MEMORY: call it again.
 */
int32_t hln_check_moved_prepare(struct hln_check_moved *moved, bool searches);

/* Can a file of this size be one that is missing? */
bool hln_check_moved_wants(const struct hln_check_moved *moved,
			   uint64_t size_bytes);

/*
 * The first missing file whose content this is, as MOVED, the caller's; NULL:
 * none.
 */
struct hln_check_entry *
hln_check_moved_find(struct hln_check_moved *moved,
		     const struct hln_check_probe *probe);

/* The next of those that were not found, the caller's; NULL: no more. */
struct hln_check_entry *hln_check_moved_take(struct hln_check_moved *moved);

#endif
