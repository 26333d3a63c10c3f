/* SPDX-License-Identifier: MIT */
/* file_tree.h - files below a directory and what the system knows of them. */
#ifndef CLI_FILE_TREE_H
#define CLI_FILE_TREE_H

#include "../include/hashlane.h"

#include <stdbool.h>
#include <sys/stat.h>

/* A file, or what could not be read. The path lives during the call. */
struct tree_entry {
	const char *path;
	const struct stat *st; /* NULL: os_error says why */
	int os_error;
};

/* False: enough. */
typedef bool tree_fn(void *context, const struct tree_entry *entry);

/*
 * The regular files below a directory, as hashlane_job_submit walks them: the
 * same files by the same rules, in bytewise order of their paths. False: it
 * was cut short by the function or for lack of memory, which is told as an
 * entry.
 */
bool tree_walk(const char *start, const struct hashlane_walk_options *options,
	       tree_fn *take, void *context);

/*
 * The same, where the function takes its time: the walk goes on meanwhile on
 * another thread. The function is called on the caller's.
 */
void tree_walk_ahead(const char *start,
		     const struct hashlane_walk_options *options,
		     tree_fn *take, void *context);

#endif
