/* SPDX-License-Identifier: MIT */
/* lookup.h - what a job asks, put to a function of Python. */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "core.h"

/* A function and the rows of digests that it returns. */
struct lookup {
	PyObject *function; /* NULL: nothing is asked */
	size_t count;       /* algorithms */
	size_t offsets[HASHLANE_MAX_ALGORITHMS + 1];
};

/*
 * Answer all that a job asks now; it is called with a list of tuples, and
 * returns for each None or the digests: bytes, or None where there is none.
 * False: an exception is set, and the job is cancelled.
 */
bool lookup_serve(const struct lookup *lookup, struct state *state,
		  hashlane_job job);

#endif
