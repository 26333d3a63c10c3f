/* SPDX-License-Identifier: MIT */
/* walked.h - the paths that a walk of the engine gives, to compare. */
#ifndef WALKED_H
#define WALKED_H

#include "../../src/engine/walk.h"
#include "../../src/engine/walk_rules.h"

#include <stddef.h>

/* Paths with their errno values; {0} has none. */
struct paths {
	char **paths;
	int *errors;
	size_t count;
};

/* With a '/' between; the caller frees it. */
char *join_path(const char *folder, const char *name);

void add_path(struct paths *paths, const char *path, int error);
void sort_paths(struct paths *paths);
void free_paths(struct paths *paths);

/* An entry is what walk.h says: checked, added and released. */
void add_entry(struct paths *paths, const struct hln_walk_entry *entry);

/* Of one that nothing has closed. */
int descriptor_of(struct hln_directory *directory);

/* The next entry; false: there is none. */
bool walk_step(struct hln_walk *walk, struct hln_walk_entry *entry);

/* The whole walk of a start that is a directory. */
void walk_all(struct paths *paths, const char *start,
	      const struct hashlane_walk_options *options);

void assert_same_paths(const struct paths *given, const struct paths *wanted);

#endif
