/* SPDX-License-Identifier: MIT */
/* core.h - declarations that the files of the extension module share. */
#ifndef CORE_H
#define CORE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <hashlane.h>
#include <stdbool.h>

/* The module state of one interpreter. */
struct state {
	PyTypeObject *hasher, *job, *block, *column, *row, *rows, *digests;
	PyTypeObject *walk, *list, *writer, *check, *verdict, *verdicts;
	/* Classes of hashlane._verdicts, and a tuple of its statuses. */
	PyObject *verdict_statuses, *verdict_digest, *verdict_range;
	PyObject *reading, *strength;
	PyObject *make_error; /* hashlane._errors.make_error */
	PyObject *version;
};

/* The flags of every type: attributes cannot be set, as in hashlib. */
enum { TYPE_FLAGS = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE };

struct state *state_of_type(PyTypeObject *type);

/* Set the exception of a status and return NULL. Texts may be NULL. */
PyObject *raise_status(struct state *state, int32_t status,
		       const char *message, int os_error, PyObject *path);

/* Parse a str ("md5", "s3-etag:part=8MiB"); false: an exception is set. */
bool parse_spec(struct state *state, struct hashlane_algorithm_spec *spec,
		PyObject *text);
/*
 * Parse a sequence of str into an array of HASHLANE_MAX_ALGORITHMS specs.
 * "all" adds every algorithm that the array does not have yet.
 */
bool parse_specs(struct state *state, struct hashlane_algorithm_spec *specs,
		 size_t *count, PyObject *sequence);
/* Return a spec's name as the library spells it; NULL: an exception is set. */
PyObject *spec_name(const struct hashlane_algorithm_spec *spec);
/* Return a tuple of the names of several specs. */
PyObject *spec_names(const struct hashlane_algorithm_spec *specs,
		     size_t count);

/*
 * Read a count from an int (or an object with __index__, but not a bool);
 * `what` is its name in messages. NULL and None keep *count. False: an
 * exception is set.
 */
bool parse_count(struct state *state, const char *what, uint64_t *count,
		 PyObject *value);

/*
 * Read the index of an algorithm from an int (or an object with __index__, but
 * not a bool). False: an exception is set.
 */
bool parse_place(Py_ssize_t *place, PyObject *value);

/* An update of at least this many bytes releases the GIL. */
enum { GIL_BYTES = 2048 };

/* Allocate an object that the collector ignores; its members are unset. */
void *object_new(PyTypeObject *type);
/* Free such an object, at the end of its dealloc. */
void object_free(PyObject *object);

/*
 * Create a hasher; data and size may be NULL. If an algorithm must know the
 * size and `size` is NULL, `data` is complete. NULL: an exception is set.
 */
PyObject *hasher_new(struct state *state,
		     const struct hashlane_algorithm_spec *specs, size_t count,
		     PyObject *data, PyObject *size);

/* Add new() and one function for each algorithm, with its name. */
bool add_constructors(PyObject *module, struct state *state);
bool add_hasher_type(PyObject *module, struct state *state);
bool add_job_type(PyObject *module, struct state *state);
bool add_block_types(PyObject *module, struct state *state);
bool add_row_types(PyObject *module, struct state *state);
bool add_walk_type(PyObject *module, struct state *state);
bool add_digests_type(PyObject *module, struct state *state);
bool add_list_types(PyObject *module, struct state *state);
bool add_verdict_types(PyObject *module, struct state *state);
bool add_check_type(PyObject *module, struct state *state);

extern PyMethodDef many_methods[];

#endif
