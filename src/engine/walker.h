/* SPDX-License-Identifier: MIT */
/* walker.h - a walk without a job: entries, many at a time. */
#ifndef HLN_WALKER_H
#define HLN_WALKER_H

#include "../../include/hashlane.h"

struct hln_walker;

/*
 * With one reference. Options that were checked; `base` (-1: the current
 * directory) is the walker's, also when it fails. HASHLANE_OK or
 * HASHLANE_NO_MEMORY: a bad path is reported by the entries.
 */
int32_t hln_walker_create(struct hln_walker **out, const char *path, int base,
			  const struct hashlane_walk_options *options);
void hln_walker_hold(struct hln_walker *walker);
void hln_walker_release(struct hln_walker *walker);

/* See hashlane_walk_next; `entry_bytes` is that of a known version at least. */
int32_t hln_walker_next(struct hln_walker *walker, void *entries,
			size_t entry_bytes, size_t capacity, size_t *count);
/* A call that is under way ends soon, and none finds anything any more. */
void hln_walker_cancel(struct hln_walker *walker);

void hln_walker_get_skipped(struct hashlane_walk_skipped *out,
			    const struct hln_walker *walker);

#endif
