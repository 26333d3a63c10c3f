/* SPDX-License-Identifier: MIT */
/* feed.h - paths from Python, all at once or on demand. */
#ifndef FEED_H
#define FEED_H

#include "core.h"

#include <stdatomic.h>

/* Paths as bytes of the system, one after the other, each with its NUL. */
struct path_text {
	char *bytes;
	size_t used, room, count;
};

/* Read at most `limit` paths of an iterator; false: an exception is set. */
bool path_text_take(struct path_text *text, PyObject *iterator, size_t limit);
void path_text_free(struct path_text *text);

/* The paths of an iterator that go to an open job. */
struct feed {
	PyObject *iterator;       /* NULL: no paths are left */
	struct path_text waiting; /* paths without room in the job */
	atomic_flag taken;        /* a thread is feeding the job */
	atomic_size_t under_way;  /* paths given and not finished */
};

/*
 * Give a job as many paths as it has room for. After the last path, close the
 * job. False: an exception is set.
 */
bool feed_job(struct feed *feed, struct state *state, hashlane_job job);

#endif
