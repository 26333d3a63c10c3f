/* SPDX-License-Identifier: MIT */
/* walk.h - patterns for walks. */
#ifndef WALK_H
#define WALK_H

#include "core.h"

/* Patterns in the form that the library takes; {0} has none. */
struct patterns {
	PyObject *held; /* owns the bytes of the pointers */
	const char **texts;
	size_t count;
};

/* Read a sequence of paths; NULL, None: none. False: an exception is set. */
bool patterns_take(struct patterns *patterns, PyObject *sequence);
void patterns_drop(struct patterns *patterns);

#endif
