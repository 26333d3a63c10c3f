/* SPDX-License-Identifier: MIT */
/* walk.h - what is below a directory, mostly in bytewise order of the paths. */
#ifndef HLN_WALK_H
#define HLN_WALK_H

#include "../../include/hashlane.h"

#include "../os/directory.h"
#include "../os/file.h"
#include "directories.h"

/*
 * A file, with HASHLANE_WALK_ALL anything, or a directory that could not be
 * read.
 */
struct hln_walk_entry {
	const char *path; /* NUL-terminated; until the next call */
	size_t path_bytes;
	const char *name; /* what follows the directory's path; within path */
	struct hln_directory *directory; /* held for the caller; NULL: open
					  * by path */
	int32_t status; /* HASHLANE_OK, or of a directory that failed */
	int os_error;
	bool regular;   /* known to be a file: no need to ask */
	bool no_follow; /* a symbolic link must have taken its place */
};

struct hln_walk_rules;
struct hln_walk;

/*
 * Start at a path, NUL-terminated. HASHLANE_OK; HASHLANE_NOT_REGULAR: it is no
 * directory, and is nobody's but the caller's; HASHLANE_NO_MEMORY. A directory
 * that cannot be opened is the walk's only entry. The rules and `directories`
 * must outlive it.
 */
int32_t hln_walk_create(struct hln_walk **out, const char *path,
			struct hln_walk_rules *rules,
			struct hln_directories *directories);

enum hln_walked {
	HLN_WALK_ENTRY,
	HLN_WALK_STARVED, /* no descriptor is left: try again */
	HLN_WALK_ENDED
};

/*
 * One thread at a time. Unless `patient`, a directory for which there is no
 * descriptor is an entry that failed.
 */
enum hln_walked hln_walk_next(struct hln_walk *walk,
			      struct hln_walk_entry *entry, bool patient);

/*
 * What the system knows of an entry that hln_walk_next has just returned with
 * a directory; 0 or an errno.
 */
int hln_walk_ask(struct hln_file_info *info, enum hln_listing_kind *kind,
		 struct hln_walk *walk, const struct hln_walk_entry *entry);

void hln_walk_destroy(struct hln_walk *walk);

#endif
