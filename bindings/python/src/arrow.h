/* SPDX-License-Identifier: MIT */
/* arrow.h - exports results to any number of readers of Arrow. */
#ifndef ARROW_H
#define ARROW_H

#include "core.h"
#include "shared.h"

/* The Arrow C data and stream interfaces, whose layouts never change. */
struct ArrowSchema {
	const char *format, *name, *metadata;
	int64_t flags, n_children;
	struct ArrowSchema **children, *dictionary;
	void (*release)(struct ArrowSchema *schema);
	void *private_data;
};

struct ArrowArray {
	int64_t length, null_count, offset, n_buffers, n_children;
	const void **buffers;
	struct ArrowArray **children, *dictionary;
	void (*release)(struct ArrowArray *array);
	void *private_data;
};

struct ArrowArrayStream {
	int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
	int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
	const char *(*get_last_error)(struct ArrowArrayStream *);
	void (*release)(struct ArrowArrayStream *);
	void *private_data;
};

/* An array, and the owner of the memory that it points into. */
struct exported {
	struct ArrowArray array;
	struct ArrowSchema schema;
	struct shared *keeper;
};

/*
 * Parse the arguments of a method of the protocol: requested_schema, which may
 * be ignored, and portable, unless flags is NULL. False: an exception is set.
 */
bool takes_schema(PyObject *args, PyObject *keywords, uint32_t *flags);

/*
 * Return (schema capsule, array capsule). Each holds a reference to the keeper
 * until it is released. NULL: an exception is set.
 */
PyObject *array_capsules(const struct exported *exported);

/*
 * Return the capsule of a stream of `count` arrays of one schema. NULL: an
 * exception is set.
 */
PyObject *arrays_capsule(const struct exported *const *arrays, size_t count);

/*
 * Return the capsule of a job's stream, which holds a reference to the keeper.
 * NULL: an exception is set, or *status is an error.
 */
PyObject *job_capsule(hashlane_job job, struct shared *keeper, uint32_t flags,
		      int32_t *status);

#endif
