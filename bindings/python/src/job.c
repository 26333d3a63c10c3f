/* SPDX-License-Identifier: MIT */
/* job.c - a job with its own engine, and its results as they finish. */
#include "arrow.h"
#include "block.h"
#include "feed.h"
#include "lookup.h"
#include "walk.h"

#include <stdlib.h>
#include <string.h>

/* The interval in which signals for Python are checked. */
enum { SLICE_MS = 50 };

/* The data that a job shares with readers of its Arrow stream. */
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
	struct lookup lookup;
};

/* In a forked child, and at a second call, the handles are invalid. */
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

/* ---- Creation ---- */

static bool start(struct held *held, struct state *state,
		  struct hashlane_job_options *options, int workers, int isa,
		  uint64_t memory_bytes)
{
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = workers,
		.isa = isa,
		.budget_bytes = memory_bytes,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	int32_t status;

	Py_BEGIN_ALLOW_THREADS
	status = hashlane_engine_create(&held->engine, &engine, &error);
	if (!status)
		status = hashlane_job_create(&held->handle, held->engine,
					     options, &error);
	Py_END_ALLOW_THREADS
	if (status)
		raise_status(state, status, error.message, error.os_error,
			     NULL);
	return !status;
}

/* Create a job that has not begun; NULL: an exception is set. */
static struct job *job_new(PyTypeObject *type,
			   const struct hashlane_job_options *options)
{
	struct held *held = calloc(1, sizeof(*held));
	struct shared *keeper = held ? shared_new(drop, held) : NULL;
	PyObject *names = spec_names(options->specs, options->spec_count);
	struct job *job = keeper && names ? PyObject_GC_New(struct job, type) :
					    NULL;

	if (job) {
		job->held = held;
		job->keeper = keeper;
		job->names = names;
		job->feed = (struct feed){ .taken = ATOMIC_FLAG_INIT };
		job->lookup = (struct lookup){ .count = options->spec_count };
		(void)hashlane_algorithms_get_layout(
			NULL, job->lookup.offsets, HASHLANE_MAX_ALGORITHMS + 1,
			options->specs, options->spec_count);
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
	static char *words[] = { "paths",
				 "algorithms",
				 "flags",
				 "order",
				 "workers",
				 "isa",
				 "memory",
				 "ctime",
				 "walk",
				 "walk_flags",
				 "include",
				 "exclude",
				 "bytes_per_second",
				 "lookup",
				 NULL };
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_walk_options walk = { .struct_size = sizeof(walk) };
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
	};
	struct patterns include = { 0 }, exclude = { 0 };
	struct state *state = state_of_type(type);
	PyObject *paths, *algorithms, *in = NULL, *out = NULL, *iterator;
	PyObject *memory = NULL, *rate = NULL, *lookup = Py_None;
	int flags = 0, order = 0, workers = 0, isa = 0, ctime = 0, walks = 0;
	unsigned walk_flags = 0;
	uint64_t memory_bytes = 0;
	struct job *job = NULL;
	struct path_text text = { 0 };
	bool well, is_open;

	if (!PyArg_ParseTupleAndKeywords(
		    args, keywords, "OO|$iiiiOipIOOOO", words, &paths,
		    &algorithms, &flags, &order, &workers, &isa, &memory,
		    &ctime, &walks, &walk_flags, &in, &out, &rate, &lookup))
		return NULL;
	iterator = PyObject_GetIter(paths);
	if (!iterator)
		return NULL;
	/* An iterator is read on demand. */
	is_open = iterator == paths && flags & HASHLANE_JOB_STREAM;
	well = parse_specs(state, specs, &options.spec_count, algorithms) &&
	       parse_count(state, "memory_limit", &memory_bytes, memory) &&
	       parse_count(state, "bytes_per_second",
			   &options.bytes_per_second_max, rate) &&
	       patterns_take(&include, in) && patterns_take(&exclude, out) &&
	       (is_open || path_text_take(&text, iterator, SIZE_MAX));
	options.paths = text.bytes;
	options.paths_bytes = text.used;
	options.flags = (uint32_t)flags | (is_open ? HASHLANE_JOB_OPEN : 0);
	if (lookup != Py_None)
		options.flags |= HASHLANE_JOB_LOOKUP | HASHLANE_JOB_IDENTITY;
	options.order = order;
	options.ctime = ctime;
	walk.flags = walk_flags;
	walk.include = include.texts;
	walk.include_count = include.count;
	walk.exclude = exclude.texts;
	walk.exclude_count = exclude.count;
	options.walk = walks ? &walk : NULL;
	if (well)
		job = job_new(type, &options);
	well = job &&
	       start(job->held, state, &options, workers, isa, memory_bytes);
	if (well && is_open)
		job->feed.iterator = Py_NewRef(iterator);
	if (well && lookup != Py_None)
		job->lookup.function = Py_NewRef(lookup);
	Py_DECREF(iterator);
	path_text_free(&text);
	patterns_drop(&include);
	patterns_drop(&exclude);
	if (well)
		return (PyObject *)job;
	Py_XDECREF((PyObject *)job);
	return NULL;
}

/* An iterator may refer to its job: the collector must see it. */
static int traverse(PyObject *self, visitproc visit, void *arg)
{
	Py_VISIT(Py_TYPE(self));
	Py_VISIT(((struct job *)self)->feed.iterator);
	Py_VISIT(((struct job *)self)->lookup.function);
	return 0;
}

static int clear(PyObject *self)
{
	Py_CLEAR(((struct job *)self)->feed.iterator);
	Py_CLEAR(((struct job *)self)->lookup.function);
	return 0;
}

static void dealloc(PyObject *self)
{
	struct job *job = (struct job *)self;
	PyTypeObject *type = Py_TYPE(self);

	PyObject_GC_UnTrack(self);
	/* A running job is cancelled; wait until it has ended. */
	Py_BEGIN_ALLOW_THREADS
	shared_give(job->keeper);
	Py_END_ALLOW_THREADS
	Py_DECREF(job->names);
	Py_XDECREF(job->feed.iterator);
	Py_XDECREF(job->lookup.function);
	path_text_free(&job->feed.waiting);
	PyObject_GC_Del(self);
	Py_DECREF(type);
}

/* ---- Methods ---- */

/*
 * next(timeout_ms): return the next block, or None: none is left, or none is
 * ready. Signals are checked at least every 50 ms.
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

		if (!feed_job(&job->feed, state, handle) ||
		    !lookup_serve(&job->lookup, state, handle))
			return NULL;
		Py_BEGIN_ALLOW_THREADS
		status = hashlane_job_next(&results, handle, slice);
		Py_END_ALLOW_THREADS
		if (!status) {
			if (job->feed.iterator)
				atomic_fetch_sub(
					&job->feed.under_way,
					hashlane_results_get_count(results));
			return block_new(state, job->names, results);
		}
		if (status == HASHLANE_END || status == HASHLANE_CANCELLED)
			Py_RETURN_NONE;
		/* A lookup waits. */
		if (status == HASHLANE_BUSY && job->lookup.function)
			continue;
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
	int32_t status = hashlane_job_get_progress(&now, sizeof(now),
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

static PyObject *pause_job(PyObject *self, PyObject *none)
{
	int32_t status = hashlane_job_pause(handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

static PyObject *resume_job(PyObject *self, PyObject *none)
{
	int32_t status = hashlane_job_resume(handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

static PyObject *set_rate(PyObject *self, PyObject *given)
{
	uint64_t rate = 0;
	int32_t status;

	if (!parse_count(state_of_type(Py_TYPE(self)), "bytes_per_second",
			 &rate, given))
		return NULL;
	status = hashlane_job_set_rate(handle_of(self), rate);
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

static PyObject *descriptor(PyObject *self, PyObject *none)
{
	int64_t fd;
	int32_t status = hashlane_job_get_descriptor(&fd, handle_of(self));

	(void)none;
	return status ? fail(self, status) : PyLong_FromLongLong(fd);
}

static PyObject *arrow_c_stream(PyObject *self, PyObject *args,
				PyObject *keywords)
{
	PyObject *capsule;
	uint32_t flags;
	int32_t status;

	if (!takes_schema(args, keywords, &flags))
		return NULL;
	capsule = job_capsule(handle_of(self), ((struct job *)self)->keeper,
			      flags, &status);
	return status ? fail(self, status) : capsule;
}

/* ---- Streams ---- */

/* add_stream(name): add a stream and return True, or False without room. */
static PyObject *add_stream(PyObject *self, PyObject *name)
{
	struct hashlane_input input = { .kind = HASHLANE_INPUT_STREAM };
	PyObject *encoded = NULL;
	int32_t status;

	if (!PyUnicode_FSConverter(name, &encoded))
		return NULL;
	input.data = PyBytes_AsString(encoded);
	input.data_bytes = (size_t)PyBytes_Size(encoded);
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_job_add(handle_of(self), &input, sizeof(input), 1,
				  0);
	Py_END_ALLOW_THREADS
	Py_DECREF(encoded);
	if (status && status != HASHLANE_TIMEOUT && status != HASHLANE_BUSY)
		return fail(self, status);
	return PyBool_FromLong(!status);
}

/* feed(index, data, last, timeout_ms): return the number of bytes taken. */
static PyObject *feed_stream(PyObject *self, PyObject *args)
{
	unsigned long long index;
	Py_buffer data;
	int last, timeout_ms;
	size_t taken = 0;
	int32_t status;

	if (!PyArg_ParseTuple(args, "Ky*pi", &index, &data, &last,
			      &timeout_ms))
		return NULL;
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_job_feed(&taken, handle_of(self), index, data.buf,
				   (size_t)data.len,
				   last ? HASHLANE_FEED_LAST : 0, timeout_ms);
	Py_END_ALLOW_THREADS
	PyBuffer_Release(&data);
	if (status && status != HASHLANE_TIMEOUT && status != HASHLANE_BUSY)
		return fail(self, status);
	return PyLong_FromSize_t(taken);
}

static PyObject *feed_failed(PyObject *self, PyObject *args)
{
	unsigned long long index;
	int32_t status;

	if (!PyArg_ParseTuple(args, "K", &index))
		return NULL;
	status = hashlane_job_feed_fail(handle_of(self), index, HASHLANE_IO);
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

static PyObject *close_job(PyObject *self, PyObject *none)
{
	int32_t status = hashlane_job_close(handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

/* Does only next() move the job on, with paths or known digests? */
static PyObject *is_fed(PyObject *self, void *unused)
{
	(void)unused;
	return PyBool_FromLong(((struct job *)self)->feed.iterator ||
			       ((struct job *)self)->lookup.function);
}

static PyObject *names(PyObject *self, void *unused)
{
	(void)unused;
	return Py_NewRef(((struct job *)self)->names);
}

static PyGetSetDef job_values[] = {
	{ "names", names, NULL, "The algorithms, in order.", NULL },
	{ "is_fed", is_fed, NULL, "Does next() ask for paths or digests?",
	  NULL },
	{ NULL, NULL, NULL, NULL, NULL },
};

static PyMethodDef job_methods[] = {
	{ "next", next, METH_O,
	  "next($self, timeout_ms, /)\n--\n\n"
	  "Return a block of results, or None." },
	{ "progress", progress, METH_NOARGS,
	  "progress($self, /)\n--\n\nReturn the progress." },
	{ "cancel", cancel, METH_NOARGS,
	  "cancel($self, /)\n--\n\nCancel the job." },
	{ "pause", pause_job, METH_NOARGS,
	  "pause($self, /)\n--\n\nBegin no reads until resume()." },
	{ "resume", resume_job, METH_NOARGS,
	  "resume($self, /)\n--\n\nResume a paused job." },
	{ "set_rate", set_rate, METH_O,
	  "set_rate($self, bytes_per_second, /)\n--\n\n"
	  "Limit the rate of reading; 0: no limit." },
	{ "add_stream", add_stream, METH_O,
	  "add_stream($self, name, /)\n--\n\n"
	  "Add a stream, if there is room." },
	{ "feed", feed_stream, METH_VARARGS,
	  "feed($self, index, data, last, timeout_ms, /)\n--\n\n"
	  "Push bytes of a stream, and return how many were taken." },
	{ "feed_fail", feed_failed, METH_VARARGS,
	  "feed_fail($self, index, /)\n--\n\nEnd a stream that failed." },
	{ "close", close_job, METH_NOARGS,
	  "close($self, /)\n--\n\nDeclare that no streams follow." },
	{ "fileno", descriptor, METH_NOARGS,
	  "fileno($self, /)\n--\n\n"
	  "Return a descriptor that is readable while results wait." },
	{ "__arrow_c_stream__", (PyCFunction)(void (*)(void))arrow_c_stream,
	  METH_VARARGS | METH_KEYWORDS,
	  "__arrow_c_stream__($self, requested_schema=None, *, "
	  "portable=False)\n--\n\n"
	  "Return the capsule of a stream of the results." },
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
	.flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
	.slots = job_slots,
};

bool add_job_type(PyObject *module, struct state *state)
{
	state->job = (PyTypeObject *)PyType_FromModuleAndSpec(module,
							      &job_spec, NULL);
	return state->job && !PyModule_AddType(module, state->job);
}
