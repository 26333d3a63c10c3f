/* SPDX-License-Identifier: MIT */
/* walk.h - the files below a directory, in bytewise order of their paths. */
#ifndef HLN_WALK_H
#define HLN_WALK_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A directory that is open; counted, for files of it are opened long after the
 * walk has left it. Any thread may hold and release it.
 */
struct hln_directory;

int hln_directory_descriptor(const struct hln_directory *directory);
void hln_directory_hold(struct hln_directory *directory);
/* NULL is fine. */
void hln_directory_release(struct hln_directory *directory);

/* A file, or a directory that could not be read. */
struct hln_walk_entry {
	const char *path; /* NUL-terminated; until the next call */
	size_t path_bytes;
	const char *name; /* what follows the directory's path; within path */
	struct hln_directory *directory; /* held for the caller; NULL: open
					  * by path */
	int32_t status; /* HASHLANE_OK, or of a directory that failed */
	int os_error;
	bool regular; /* known to be one: no need to ask */
};

/* Patterns and flags of a walk, copied. */
struct hln_walk_rules;

/* HASHLANE_OK, HASHLANE_NO_MEMORY, HASHLANE_ARGUMENT, HASHLANE_ABI. */
int32_t hln_walk_rules_create(struct hln_walk_rules **out,
			      const struct hashlane_walk_options *options);
void hln_walk_rules_destroy(struct hln_walk_rules *rules);

struct hln_walk;

/*
 * Start at a path, NUL-terminated. HASHLANE_OK; HASHLANE_NOT_REGULAR: it is no
 * directory, and is nobody's but the caller's; HASHLANE_NO_MEMORY. A directory
 * that cannot be opened is the walk's only entry. The rules must outlive it.
 */
int32_t hln_walk_create(struct hln_walk **out, const char *path,
			const struct hln_walk_rules *rules);

/* False at the end. One thread at a time. */
bool hln_walk_next(struct hln_walk *walk, struct hln_walk_entry *entry);
void hln_walk_destroy(struct hln_walk *walk);

#endif
