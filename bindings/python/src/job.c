/* SPDX-License-Identifier: MIT */
/* job.c - files hashed by an engine of their own, results as they finish. */
#include "arrow.h"
#include "block.h"
#include "feed.h"

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
	PyObject ob_base;
	struct held *held; /* the keeper's */
	struct shared *keeper;
	PyObject *names; /* tuple: the algorithms */
	struct feed feed;
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

	Py_BEGIN_ALLOW_THREADS
	status = hashlane_engine_create(&held->engine, &engine, &error);
	if (!status)
		status = hashlane_job_submit(&held->handle, held->engine,
					     options, &error);
	Py_END_ALLOW_THREADS
	if (status)
		raise_status(state, status, error.message, error.os_error,
			     NULL);
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
	struct job *job = keeper && names ? PyObject_GC_New(struct job, type) :
					    NULL;

	if (job) {
		job->held = held;
		job->keeper = keeper;
		job->names = names;
		job->feed = (struct feed){ .taken = ATOMIC_FLAG_INIT };
		PyObject_GC_Track(job);
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
	PyObject *paths, *algorithms, *in = NULL, *out = NULL, *iterator;
	int flags = 0, order = 0, workers = 0, isa = 0, walks = 0;
	unsigned walk_flags = 0;
	unsigned long long memory = 0;
	struct job *job = NULL;
	struct path_text text = { 0 };
	bool well, is_open;

	if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO|$iiiiKpIOO",
					 words, &paths, &algorithms, &flags,
					 &order, &workers, &isa, &memory,
					 &walks, &walk_flags, &in, &out))
		return NULL;
	iterator = PyObject_GetIter(paths);
	if (!iterator)
		return NULL;
	/* An iterator is asked as its paths are wanted. */
	is_open = iterator == paths && flags & HASHLANE_JOB_STREAM;
	well = parse_specs(state, specs, &options.spec_count, algorithms) &&
	       take_patterns(&include, in) && take_patterns(&exclude, out) &&
	       (is_open || path_text_take(&text, iterator, SIZE_MAX));
	options.paths = text.bytes;
	options.paths_bytes = text.used;
	options.flags = (uint32_t)flags | (is_open ? HASHLANE_JOB_OPEN : 0);
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
	if (well && is_open)
		job->feed.iterator = Py_NewRef(iterator);
	Py_DECREF(iterator);
	path_text_free(&text);
	drop_patterns(&include);
	drop_patterns(&exclude);
	if (well)
		return (PyObject *)job;
	Py_XDECREF((PyObject *)job);
	return NULL;
}

/* An iterator may lead back to its job. */
static int traverse(PyObject *self, visitproc visit, void *arg)
{
	Py_VISIT(Py_TYPE(self));
	Py_VISIT(((struct job *)self)->feed.iterator);
	return 0;
}

static int clear(PyObject *self)
{
	Py_CLEAR(((struct job *)self)->feed.iterator);
	return 0;
}

static void dealloc(PyObject *self)
{
	struct job *job = (struct job *)self;
	PyTypeObject *type = Py_TYPE(self);

	PyObject_GC_UnTrack(self);
	/* A job that runs is cancelled, and waited for. */
	Py_BEGIN_ALLOW_THREADS
	shared_give(job->keeper);
	Py_END_ALLOW_THREADS
	Py_DECREF(job->names);
	Py_XDECREF(job->feed.iterator);
	path_text_free(&job->feed.waiting);
	PyObject_GC_Del(self);
	Py_DECREF(type);
}

/* ---- Using it ---- */

/*
 * next(timeout_ms): the next block, or None: there are no more, or none yet.
 * Signals are served at least each 50 ms.
 */
static PyObject *next(PyObject *self, PyObject *timeout)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct job *job = (struct job *)self;
	hashlane_job handle = handle_of(self);
	long long left = PyLong_AsLongLong(timeout);
	const struct hashlane_results *results;
	int32_t status;

	if (left == -1 && PyErr_Occurred())
		return NULL;
	for (;;) {
		int64_t slice = left < 0 || left > SLICE_MS ? SLICE_MS : left;

		if (!feed_job(&job->feed, state, handle))
			return NULL;
		Py_BEGIN_ALLOW_THREADS
		status = hashlane_job_next(&results, handle, slice);
		Py_END_ALLOW_THREADS
		if (!status) {
			if (job->feed.iterator)
				atomic_fetch_sub(&job->feed.under_way,
						 results->row_count);
			return block_new(state, job->names, results);
		}
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
	int32_t status = hashlane_job_progress(&now, handle_of(self));

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
	int32_t status = hashlane_job_descriptor(&fd, handle_of(self));

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

/* Whether paths are still to come, which only next() asks for. */
static PyObject *is_fed(PyObject *self, void *unused)
{
	(void)unused;
	return PyBool_FromLong(((struct job *)self)->feed.iterator != NULL);
}

static PyGetSetDef job_values[] = {
	{ "is_fed", is_fed, NULL, "Are paths still to come?", NULL },
	{ NULL, NULL, NULL, NULL, NULL },
};

static PyMethodDef job_methods[] = {
	{ "next", next, METH_O,
	  "next($self, timeout_ms, /)\n--\n\nA block of results, or None." },
	{ "progress", progress, METH_NOARGS,
	  "progress($self, /)\n--\n\nHow far it is." },
	{ "cancel", cancel, METH_NOARGS,
	  "cancel($self, /)\n--\n\nStop; it is final at once." },
	{ "fileno", descriptor, METH_NOARGS,
	  "fileno($self, /)\n--\n\n"
	  "A descriptor that is readable while results wait." },
	{ "__arrow_c_stream__", (PyCFunction)(void (*)(void))arrow_c_stream,
	  METH_VARARGS | METH_KEYWORDS,
	  "__arrow_c_stream__($self, requested_schema=None)\n--\n\n"
	  "What next() would return." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot job_slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_traverse, (void *)(uintptr_t)traverse },
	{ Py_tp_clear, (void *)(uintptr_t)clear },
	{ Py_tp_methods, job_methods },
	{ Py_tp_getset, job_values },
	{ Py_tp_doc, "Files on their way through an engine." },
	{ 0, NULL },
};

static PyType_Spec job_spec = {
	.name = "hashlane._core.Job",
	.basicsize = sizeof(struct job),
	.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
	.slots = job_slots,
};

bool add_job_type(PyObject *module, struct state *state)
{
	state->job = (PyTypeObject *)PyType_FromModuleAndSpec(module,
							      &job_spec, NULL);
	return state->job && !PyModule_AddType(module, state->job);
}
