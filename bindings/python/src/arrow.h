/* SPDX-License-Identifier: MIT */
/* arrow.h - a block of results for readers of Arrow, any number of them. */
#ifndef ARROW_H
#define ARROW_H

#include "core.h"

/* A block as an array that owns it. */
struct exported;

/* NULL: no memory, and the results are still the caller's. */
struct exported *exported_make(const struct hashlane_results *results);
void exported_free(struct exported *exported);

/*
 * (schema capsule, array capsule), which keep `owner` until they are released;
 * NULL: an exception is set.
 */
PyObject *exported_capsules(const struct exported *exported, PyObject *owner);

/*
 * The capsule of a job's stream, which keeps `owner`. NULL: an exception is
 * set, or *status tells.
 */
PyObject *stream_capsule(hashlane_job job, PyObject *owner, int32_t *status);

#endif
