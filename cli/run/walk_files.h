/* SPDX-License-Identifier: MIT */
/* walk_files.h - call a function for each file that a walk finds. */
#ifndef CLI_WALK_FILES_H
#define CLI_WALK_FILES_H

#include "../../include/hashlane.h"
#include "../cache/identity.h"

#include <stdbool.h>

/* Takes an entry, or a failure if its status is not OK. False: stop. */
typedef bool walk_fn(void *context, const struct hashlane_walk_entry *entry);

/*
 * Walk the files below a directory; if the path is no directory, it is the only
 * entry. Without memory, there is one entry with the path and the status. With
 * NULL options, take all files.
 */
void walk_files(const char *path, const struct hashlane_walk_options *options,
		walk_fn *take, void *context);

void walk_identity(struct identity *out,
		   const struct hashlane_walk_entry *entry);

#endif
