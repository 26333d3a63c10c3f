/* SPDX-License-Identifier: MIT */
/*
 * source.h - a list as an input: a path, memory, or a function that reads; and
 * calls of the library that may call Python functions.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "entries.h"

#include <stdatomic.h>

/*
 * A call of the library without the GIL. Within it, the same thread may call
 * functions of Python.
 */
struct call {
	atomic_flag taken;
	PyThreadState *thread; /* the caller's, while it has no GIL */
	bool failed;           /* a function of Python raised an exception */
};

/* Release the GIL. False: another thread is in a call; BusyError is set. */
bool call_begin(struct call *call, struct state *state);
/* Take the GIL. False: a function of Python has raised an exception. */
bool call_end(struct call *call);

/* A list and what belongs to it. */
struct source {
	struct source *next;
	struct call *call;
	struct state *state;
	PyObject *read;  /* read(size) -> bytes, or NULL */
	PyObject *parse; /* parse(line) -> tuple, None, False; or NULL */
	PyObject *path;  /* str, or NULL: for errors */
	PyObject *held;  /* bytes of the path and of the name */
	PyObject *error; /* the exception that `read` raised, or NULL */
	uint32_t number; /* of the list in a check */
	Py_buffer memory;
	struct entries parsed; /* lives until the next line */
	char reason[160];      /* why the last line is malformed */
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_input input;
	struct hashlane_list_options options;
};

/*
 * Create a source from arguments: (kind, value, name, format, flags,
 * algorithms, parse). `kind` is 0: value is a path; 1: value has the bytes; 2:
 * value is a function that reads. NULL: an exception is set.
 */
struct source *source_new(struct state *state, struct call *call,
			  PyObject *args);
void source_free(struct source *source); /* may be NULL */
int source_visit(struct source *source, visitproc visit, void *arg);
/* Drop the functions: reads fail from here on. */
void source_clear(struct source *source);

/*
 * Set the exception that `read` raised; false: none. An exception such as
 * KeyboardInterrupt, which is no Exception, ends the call instead.
 */
bool source_raise(const struct source *source);

/* Set the exception of a status that opening the source has returned. */
void source_fail(const struct source *source, int32_t status,
		 const struct hashlane_error *error);

#endif
