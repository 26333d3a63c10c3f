/* SPDX-License-Identifier: MIT */
/* core.h - what the parts of the extension module share. */
#ifndef CORE_H
#define CORE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <hashlane.h>
#include <stdbool.h>

/* Of one interpreter. */
struct state {
	PyTypeObject *hasher, *job, *block, *column, *row, *rows, *digests;
	PyTypeObject *walk;
	PyObject *make_error; /* hashlane._errors.make_error */
	PyObject *version;
};

/* Of every type: its attributes cannot be set, as those of hashlib's. */
enum { TYPE_FLAGS = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE };

struct state *state_of_type(PyTypeObject *type);

/* Set the exception of a status; returns NULL. Texts may be NULL. */
PyObject *raise_status(struct state *state, int32_t status,
		       const char *message, int os_error, PyObject *path);

/* A spec from str ("md5", "s3-etag:part=8MiB"); false: an exception is set. */
bool parse_spec(struct state *state, struct hashlane_algorithm_spec *spec,
		PyObject *text);
/*
 * The same from a sequence, into HASHLANE_MAX_ALGORITHMS places. "all" stands
 * for every algorithm that is not there yet.
 */
bool parse_specs(struct state *state, struct hashlane_algorithm_spec *specs,
		 size_t *count, PyObject *sequence);
/* A spec's name in the library's spelling; NULL: an exception is set. */
PyObject *spec_name(const struct hashlane_algorithm_spec *spec);
/* A tuple of the names of several. */
PyObject *spec_names(const struct hashlane_algorithm_spec *specs,
		     size_t count);

/*
 * A count from an int (or what has __index__, but no bool); `what` is its name
 * in messages. NULL and None leave *count as it is. False: an exception is
 * set.
 */
bool parse_count(struct state *state, const char *what, uint64_t *count,
		 PyObject *value);

/*
 * The place of an algorithm from an int (or what has __index__, but no bool).
 * False: an exception is set.
 */
bool parse_place(Py_ssize_t *place, PyObject *value);

/* Of several algorithms the GIL is given up for; beyond so many bytes. */
enum { GIL_BYTES = 2048 };

/* An object without members set, of a type that the collector ignores. */
void *object_new(PyTypeObject *type);
/* The end of its dealloc. */
void object_free(PyObject *object);

/*
 * A hasher; data and size may be NULL. An algorithm that must know the size
 * takes data for all there is, unless a size is given. NULL: an exception is
 * set.
 */
PyObject *hasher_new(struct state *state,
		     const struct hashlane_algorithm_spec *specs, size_t count,
		     PyObject *data, PyObject *size);

/* new() and a function of each algorithm's name. */
bool add_constructors(PyObject *module, struct state *state);
bool add_hasher_type(PyObject *module, struct state *state);
bool add_job_type(PyObject *module, struct state *state);
bool add_block_types(PyObject *module, struct state *state);
bool add_row_types(PyObject *module, struct state *state);
bool add_walk_type(PyObject *module, struct state *state);
bool add_digests_type(PyObject *module, struct state *state);

extern PyMethodDef many_methods[];

#endif
