/* SPDX-License-Identifier: MIT */
/* walk.h - patterns for walks. */
#ifndef WALK_H
#define WALK_H

#include "core.h"

/* Globs as the library takes them; {0} has none. */
struct patterns {
	PyObject *held; /* what the pointers point into */
	const char **texts;
	size_t count;
};

/* From a sequence of paths; NULL and None: none. False: an exception is set. */
bool patterns_take(struct patterns *patterns, PyObject *sequence);
void patterns_drop(struct patterns *patterns);

#endif
