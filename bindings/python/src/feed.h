/* SPDX-License-Identifier: MIT */
/* feed.h - paths from Python, all at once or as they are wanted. */
#ifndef FEED_H
#define FEED_H

#include "core.h"

#include <stdatomic.h>

/* Paths as the system has them, one behind the other, each with its NUL. */
struct path_text {
	char *bytes;
	size_t used, room, count;
};

/* At most `limit` of an iterator; false: an exception is set. */
bool path_text_take(struct path_text *text, PyObject *iterator, size_t limit);
void path_text_free(struct path_text *text);

/* Paths of an iterator on their way to a job that is open. */
struct feed {
	PyObject *iterator;       /* NULL: there are no more */
	struct path_text waiting; /* that the job had no room for */
	atomic_flag taken;        /* one thread is at it */
	atomic_size_t under_way;  /* given and not come back */
};

/*
 * Give a job what it has room for, and close it behind the last path. False:
 * an exception is set.
 */
bool feed_job(struct feed *feed, struct state *state, hashlane_job job);

#endif
