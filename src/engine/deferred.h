/* SPDX-License-Identifier: MIT */
/*
 * deferred.h - a job's files that are read later: files that were written
 * within the clock's current tick, and files that have to be read again; see
 * change.h. No worker waits for one: it takes another file meanwhile.
 *
 * The list is part of a board, whose lock is held during each call.
 */
#ifndef HLN_DEFERRED_H
#define HLN_DEFERRED_H

#include "open_file.h"

/* Zeroed, it is empty. */
struct hln_deferred {
	struct hln_open_file *first;
	unsigned count;
};

void hln_deferred_put(struct hln_deferred *deferred,
		      struct hln_open_file *entry);
/* A file that is due, the caller's from now on; NULL: none. */
struct hln_open_file *hln_deferred_take(struct hln_deferred *deferred,
					uint64_t now_ns);
/* Close the files. False: none was open. */
bool hln_deferred_let_go(const struct hln_deferred *deferred);
/* When the first is due, or HLN_FOREVER. */
uint64_t hln_deferred_due_ns(const struct hln_deferred *deferred);
/* Are there so many that new inputs have to wait? */
bool hln_deferred_full(const struct hln_deferred *deferred);

#endif
