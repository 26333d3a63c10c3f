/* SPDX-License-Identifier: MIT */
/* walk_files.h - what a walk finds, handed to a function. */
#ifndef CLI_WALK_FILES_H
#define CLI_WALK_FILES_H

#include "../../include/hashlane.h"
#include "../cache/identity.h"

#include <stdbool.h>

/* An entry, or what could not be read: its status tells. False: enough. */
typedef bool walk_fn(void *context, const struct hashlane_walk_entry *entry);

/*
 * The files below a directory; a path that is none is the only entry. Without
 * memory that is an entry with the path. NULL options: all files.
 */
void walk_files(const char *path, const struct hashlane_walk_options *options,
		walk_fn *take, void *context);

void walk_identity(struct identity *out,
		   const struct hashlane_walk_entry *entry);

#endif
