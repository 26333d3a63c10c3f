/* SPDX-License-Identifier: MIT */
/* job.c - files hashed by an engine of their own, results as they finish. */
#include "arrow.h"
#include "block.h"

#include <stdlib.h>
#include <string.h>

/* Between two looks whether a signal came for Python. */
enum { SLICE_MS = 50 };

/* What a job shares with readers of its Arrow stream. */
struct held {
	hashlane_engine engine;
	hashlane_job handle;
};

struct job {
	PyObject_HEAD struct held *held; /* the keeper's */
	struct shared *keeper;
	PyObject *names; /* tuple: the algorithms */
};

static void drop(void *object)
{
	struct held *held = object;

	(void)hashlane_job_destroy(held->handle);
	(void)hashlane_engine_destroy(held->engine);
	free(held);
}

static hashlane_job handle_of(PyObject *self)
{
	return ((struct job *)self)->held->handle;
}

static PyObject *fail(PyObject *self, int32_t status)
{
	return raise_status(state_of_type(Py_TYPE(self)), status, NULL, 0,
			    NULL);
}

/* ---- Making one ---- */

/* Paths as the system has them, one behind the other, each with its NUL. */
static bool join_paths(PyObject *paths, char **text, size_t *bytes)
{
	PyObject *iterator = PyObject_GetIter(paths), *path;
	size_t room = 0;

	while (iterator && (path = PyIter_Next(iterator))) {
		PyObject *encoded = NULL;
		Py_ssize_t length;
		char *one;
		bool well = PyUnicode_FSConverter(path, &encoded) &&
			    !PyBytes_AsStringAndSize(encoded, &one, &length);

		Py_DECREF(path);
		if (well && *bytes + (size_t)length + 1 > room) {
			char *more;

			room = 2 * room + (size_t)length + 4096;
			more = PyMem_Realloc(*text, room);
			well = more;
			if (more)
				*text = more;
			else
				PyErr_NoMemory();
		}
		if (well) {
			memcpy(*text + *bytes, one, (size_t)length + 1);
			*bytes += (size_t)length + 1;
		}
		Py_XDECREF(encoded);
		if (!well)
			break;
	}
	Py_XDECREF(iterator);
	return !PyErr_Occurred();
}

struct patterns {
	PyObject *held; /* what the pointers point into */
	const char **texts;
	size_t count;
};

static bool take_patterns(struct patterns *patterns, PyObject *sequence)
{
	Py_ssize_t n;

	if (!sequence || sequence == Py_None)
		return true;
	n = PySequence_Size(sequence);
	if (n < 0)
		return false;
	patterns->held = PyList_New(0);
	patterns->texts = PyMem_Calloc((size_t)n + 1, sizeof(char *));
	if (!patterns->held || !patterns->texts)
		return PyErr_NoMemory();
	for (Py_ssize_t i = 0; i < n; i++) {
		PyObject *item = PySequence_GetItem(sequence, i);
		PyObject *encoded = NULL;
		bool well = item && PyUnicode_FSConverter(item, &encoded) &&
			    !PyList_Append(patterns->held, encoded);

		if (well)
			patterns->texts[patterns->count++] =
				PyBytes_AsString(encoded);
		Py_XDECREF(item);
		Py_XDECREF(encoded);
		if (!well)
			return false;
	}
	return true;
}

static void drop_patterns(struct patterns *patterns)
{
	Py_CLEAR(patterns->held);
	PyMem_Free((void *)patterns->texts);
}

static bool start(struct held *held, struct state *state,
		  struct hashlane_job_options *options, int workers, int isa,
		  unsigned long long memory)
{
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = workers,
		.isa = isa,
		.budget_bytes = memory,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	int32_t status;

	Py_BEGIN_ALLOW_THREADS status =
		hashlane_engine_create(&held->engine, &engine, &error);
	if (!status)
		status = hashlane_job_submit(&held->handle, held->engine,
					     options, &error);
	Py_END_ALLOW_THREADS if (status) raise_status(
		state, status, error.message, error.os_error, NULL);
	return !status;
}

/* One that has not begun; NULL: an exception is set. */
static struct job *job_new(PyTypeObject *type, PyObject *algorithms)
{
	struct held *held = calloc(1, sizeof(*held));
	struct shared *keeper = held ? shared_new(drop, held) : NULL;
	PyObject *names = PyUnicode_Check(algorithms) ?
				  PyTuple_Pack(1, algorithms) :
				  PySequence_Tuple(algorithms);
	struct job *job = keeper && names ? object_new(type) : NULL;

	if (job) {
		job->held = held;
		job->keeper = keeper;
		job->names = names;
		return job;
	}
	if (keeper)
		shared_give(keeper);
	else
		free(held);
	Py_XDECREF(names);
	return PyErr_Occurred() ? NULL : (void *)PyErr_NoMemory();
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	static char *words[] = { "paths",   "algorithms", "flags",
				 "order",   "workers",    "isa",
				 "memory",  "walk",       "walk_flags",
				 "include", "exclude",    NULL };
	struct hashlane_algorithm_spec specs[HASHLANE_ALGORITHMS_MAX];
	struct hashlane_walk_options walk = { .struct_size = sizeof(walk) };
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
	};
	struct patterns include = { 0 }, exclude = { 0 };
	struct state *state = state_of_type(type);
	PyObject *paths, *algorithms, *in = NULL, *out = NULL;
	int flags = 0, order = 0, workers = 0, isa = 0, walks = 0;
	unsigned walk_flags = 0;
	unsigned long long memory = 0;
	struct job *job = NULL;
	char *text = NULL;
	bool well;

	if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO|$iiiiKpIOO",
					 words, &paths, &algorithms, &flags,
					 &order, &workers, &isa, &memory,
					 &walks, &walk_flags, &in, &out))
		return NULL;
	well = parse_specs(state, specs, &options.spec_count, algorithms) &&
	       join_paths(paths, &text, &options.paths_bytes) &&
	       take_patterns(&include, in) && take_patterns(&exclude, out);
	options.paths = text;
	options.flags = (uint32_t)flags;
	options.order = order;
	walk.flags = walk_flags;
	walk.include = include.texts;
	walk.include_count = include.count;
	walk.exclude = exclude.texts;
	walk.exclude_count = exclude.count;
	options.walk = walks ? &walk : NULL;
	if (well)
		job = job_new(type, algorithms);
	well = job && start(job->held, state, &options, workers, isa, memory);
	PyMem_Free(text);
	drop_patterns(&include);
	drop_patterns(&exclude);
	if (well)
		return (PyObject *)job;
	Py_XDECREF((PyObject *)job);
	return NULL;
}

static void dealloc(PyObject *self)
{
	struct job *job = (struct job *)self;

	/* A job that runs is cancelled, and waited for. */
	Py_BEGIN_ALLOW_THREADS shared_give(job->keeper);
	Py_END_ALLOW_THREADS Py_DECREF(job->names);
	object_free(self);
}

/* ---- Using it ---- */

/*
 * next(timeout_ms): the next block, or None: there are no more, or none yet.
 * Signals are served at least each 50 ms.
 */
static PyObject *next(PyObject *self, PyObject *timeout)
{
	hashlane_job handle = handle_of(self);
	long long left = PyLong_AsLongLong(timeout);
	const struct hashlane_results *results;
	int32_t status;

	if (left == -1 && PyErr_Occurred())
		return NULL;
	for (;;) {
		int64_t slice = left < 0 || left > SLICE_MS ? SLICE_MS : left;

		Py_BEGIN_ALLOW_THREADS status =
			hashlane_job_next(&results, handle, slice);
		Py_END_ALLOW_THREADS if (!status) return block_new(
			state_of_type(Py_TYPE(self)),
			((struct job *)self)->names, results);
		if (status == HASHLANE_NOT_FOUND ||
		    status == HASHLANE_CANCELLED)
			Py_RETURN_NONE;
		if (status != HASHLANE_TIMEOUT)
			return fail(self, status);
		if (PyErr_CheckSignals())
			return NULL;
		if (left >= 0) {
			left -= slice;
			if (left <= 0)
				Py_RETURN_NONE;
		}
	}
}

/* (bytes done, total, files done, total, failures, bytes/s, state) */
static PyObject *progress(PyObject *self, PyObject *none)
{
	struct hashlane_progress now;
	int32_t status = hashlane_job_progress(&now,
					       handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	return Py_BuildValue("(KKKKKKi)", (unsigned long long)now.bytes_done,
			     (unsigned long long)now.bytes_total,
			     (unsigned long long)now.files_done,
			     (unsigned long long)now.files_total,
			     (unsigned long long)now.failures,
			     (unsigned long long)now.bytes_per_second,
			     now.state);
}

static PyObject *cancel(PyObject *self, PyObject *none)
{
	int32_t status = hashlane_job_cancel(handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

static PyObject *descriptor(PyObject *self, PyObject *none)
{
	int32_t fd;
	int32_t status = hashlane_job_descriptor(&fd,
						 handle_of(self));

	(void)none;
	return status ? fail(self, status) : PyLong_FromLong(fd);
}

static PyObject *arrow_c_stream(PyObject *self, PyObject *args,
				PyObject *keywords)
{
	int32_t status;
	PyObject *capsule = job_capsule(handle_of(self),
					((struct job *)self)->keeper, &status);

	(void)args;
	(void)keywords;
	return status ? fail(self, status) : capsule;
}

static PyMethodDef job_methods[] = {
	{ "next", next, METH_O, "next(timeout_ms): a block of results." },
	{ "progress", progress, METH_NOARGS, "How far it is." },
	{ "cancel", cancel, METH_NOARGS, "Stop; it is final at once." },
	{ "fileno", descriptor, METH_NOARGS,
	  "A descriptor that is readable while results wait." },
	{ "__arrow_c_stream__", (PyCFunction)(void (*)(void))arrow_c_stream,
	  METH_VARARGS | METH_KEYWORDS, "What next() would return." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot job_slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_methods, job_methods },
	{ Py_tp_doc, "Files on their way through an engine." },
	{ 0, NULL },
};

static PyType_Spec job_spec = {
	.name = "hashlane._core.Job",
	.basicsize = sizeof(struct job),
	.flags = Py_TPFLAGS_DEFAULT,
	.slots = job_slots,
};

bool add_job_type(PyObject *module, struct state *state)
{
	state->job = (PyTypeObject *)PyType_FromModuleAndSpec(module,
							      &job_spec, NULL);
	return state->job && !PyModule_AddType(module, state->job);
}
