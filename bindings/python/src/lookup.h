/* SPDX-License-Identifier: MIT */
/* lookup.h - a Python function that answers the lookups of a job. */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "core.h"

/* A function and the rows of digests that it returns. */
struct lookup {
	PyObject *function; /* NULL: the job has no lookups */
	size_t count;       /* algorithms */
	size_t offsets[HASHLANE_MAX_ALGORITHMS + 1];
};

/*
 * Answer all waiting lookups of a job. The function is called with a list of
 * tuples and returns one item for each: None, or the file's digests, which are
 * bytes or None. False: an exception is set, and the job is cancelled.
 */
bool lookup_serve(const struct lookup *lookup, struct state *state,
		  hashlane_job job);

#endif
