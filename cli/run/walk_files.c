/* SPDX-License-Identifier: MIT */
/* walk_files.c - call a function for each file that a walk finds. */
#include "walk_files.h"

#include <stddef.h>

/* At a time. */
enum { ENTRIES = 64 };

void walk_files(const char *path, const struct hashlane_walk_options *options,
		walk_fn *take, void *context)
{
	struct hashlane_walk_entry entries[ENTRIES];
	struct hashlane_walk_entry failure = { .path = path };
	hashlane_walk walk = 0;
	size_t count = 1;
	bool more = true;

	failure.status = hashlane_walk_open(&walk, path, options, NULL);
	while (!failure.status && more && count) {
		failure.status = hashlane_walk_next(
			walk, entries, sizeof(entries[0]), ENTRIES, &count);
		for (size_t i = 0; !failure.status && more && i < count; i++)
			more = take(context, &entries[i]);
	}
	if (failure.status)
		(void)take(context, &failure);
	(void)hashlane_walk_close(walk);
}

void walk_identity(struct identity *out,
		   const struct hashlane_walk_entry *entry)
{
	out->device = entry->device;
	out->inode = entry->inode;
	out->size_bytes = entry->size_bytes;
	out->mtime_ns = entry->mtime_ns;
	out->ctime_ns = entry->ctime_ns;
}
