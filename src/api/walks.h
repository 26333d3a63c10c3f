/* SPDX-License-Identifier: MIT */
/* walks.h - the walk options and base directories of jobs, checked. */
#ifndef HLN_WALKS_H
#define HLN_WALKS_H

#include "../../include/hashlane.h"

/* The walk options of a job, copied and checked. */
int32_t hln_walks_check_job(struct hashlane_walk_options *known,
			    const struct hashlane_walk_options *options,
			    struct hashlane_error *error);

/*
 * Open a directory that relative paths are to be of; *base is -1 without one.
 * HASHLANE_OK, or why it cannot be.
 */
int32_t hln_walks_open_base(int *base, const char *path,
			    struct hashlane_error *error);

#endif
