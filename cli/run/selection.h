/* SPDX-License-Identifier: MIT */
/* selection.h - which files below a directory a run is about. */
#ifndef CLI_SELECTION_H
#define CLI_SELECTION_H

#include "../../include/hashlane.h"
#include "cli.h"

#include <stdbool.h>

/* --include, --exclude, --min-size and so on. */
struct selection {
	struct hashlane_walk_options walk; /* the patterns */
	uint64_t min_bytes;
	uint64_t max_bytes; /* 0: any */
	int64_t min_mtime_ns;
	int64_t max_mtime_ns; /* 0: any */
};

enum selection_option {
	SELECTION_INCLUDE,
	SELECTION_EXCLUDE,
	SELECTION_MIN_SIZE,
	SELECTION_MAX_SIZE,
	SELECTION_NEWER,
	SELECTION_OLDER
};

void selection_init(struct selection *selection);
void selection_free(struct selection *selection);

/* Take an option. STATUS_OK, STATUS_USAGE or STATUS_FAILED (no memory). */
int selection_take(struct selection *selection, struct cli *cli,
		   enum selection_option option, const char *value);

/* Is there a pattern that is wrong? STATUS_OK or STATUS_USAGE. */
int selection_check(const struct selection *selection, struct cli *cli);

/* Is any file left out? */
bool selection_is_used(const struct selection *selection);

/* May a file of this size and time be of the selection? */
bool selection_has(const struct selection *selection, uint64_t size_bytes,
		   int64_t mtime_ns);

/* May a file at this path below the directory be? */
bool selection_has_path(const struct selection *selection, const char *path);

#endif
