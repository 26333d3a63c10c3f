/* SPDX-License-Identifier: MIT */
/* check.c - a check of lists with its own engine. */
#include "source.h"
#include "verdict.h"
#include "walk.h"

/* The interval in which signals for Python are checked. */
enum { SLICE_MS = 50 };

struct check {
	PyObject ob_base;
	hashlane_engine engine;
	hashlane_check handle;
	struct call call;
	struct source *sources; /* live as long as the handle */
};

static hashlane_check handle_of(PyObject *self)
{
	return ((struct check *)self)->handle;
}

static PyObject *fail(PyObject *self, int32_t status)
{
	return raise_status(state_of_type(Py_TYPE(self)), status, NULL, 0,
			    NULL);
}

/* ---- Creation ---- */

/* The arguments that the library copies. */
struct given {
	struct hashlane_check_options options;
	struct hashlane_engine_options engine;
	struct hashlane_walk_options rules;
	struct hashlane_algorithm_spec require[HASHLANE_MAX_ALGORITHMS];
	struct patterns include, exclude;
	PyObject *base, *root, *extra; /* bytes or NULL */
};

static bool take_path(const char **out, PyObject **held, PyObject *path)
{
	if (path == Py_None)
		return true;
	if (!PyUnicode_FSConverter(path, held))
		return false;
	*out = PyBytes_AsString(*held);
	return true;
}

static bool take_time(int64_t *out, PyObject *time)
{
	if (time == Py_None)
		return true;
	*out = PyLong_AsLongLong(time);
	return *out != -1 || !PyErr_Occurred();
}

static bool take_given(struct given *given, struct state *state,
		       PyObject *args, PyObject *keywords)
{
	static char *words[] = { "flags",        "job_flags", "ctime",
				 "workers",      "memory",    "base",
				 "root",         "extra",     "require",
				 "walk_flags",   "include",   "exclude",
				 "min_size",     "max_size",  "min_mtime_ns",
				 "max_mtime_ns", NULL };
	struct hashlane_check_options *options = &given->options;
	PyObject *memory = Py_None, *base = Py_None, *root = Py_None;
	PyObject *extra = Py_None, *require = Py_None, *in = Py_None;
	PyObject *out = Py_None, *least = Py_None, *most = Py_None;
	PyObject *oldest = Py_None, *newest = Py_None;
	unsigned flags = 0, job_flags = 0, walk_flags = 0;
	int ctime = 0, workers = 0;

	if (!PyArg_ParseTupleAndKeywords(
		    args, keywords, "|$IIiiOOOOOIOOOOOO", words, &flags,
		    &job_flags, &ctime, &workers, &memory, &base, &root,
		    &extra, &require, &walk_flags, &in, &out, &least, &most,
		    &oldest, &newest))
		return false;
	options->struct_size = sizeof(*options);
	options->flags = flags;
	options->job_flags = job_flags;
	options->ctime = ctime;
	options->require = require == Py_None ? NULL : given->require;
	/* Without rules, every entry is checked. */
	if (in != Py_None || out != Py_None || walk_flags)
		options->rules = &given->rules;
	given->engine.struct_size = sizeof(given->engine);
	given->engine.workers = workers;
	given->rules.struct_size = sizeof(given->rules);
	given->rules.flags = walk_flags;
	return parse_count(state, "memory_limit", &given->engine.budget_bytes,
			   memory) &&
	       take_path(&options->base, &given->base, base) &&
	       take_path(&options->root, &given->root, root) &&
	       take_path(&options->extra, &given->extra, extra) &&
	       (require == Py_None ||
		parse_specs(state, given->require, &options->require_count,
			    require)) &&
	       patterns_take(&given->include, in) &&
	       patterns_take(&given->exclude, out) &&
	       parse_count(state, "min_size", &options->min_bytes, least) &&
	       parse_count(state, "max_size", &options->max_bytes, most) &&
	       take_time(&options->min_mtime_ns, oldest) &&
	       take_time(&options->max_mtime_ns, newest);
}

static void drop_given(struct given *given)
{
	patterns_drop(&given->include);
	patterns_drop(&given->exclude);
	Py_XDECREF(given->base);
	Py_XDECREF(given->root);
	Py_XDECREF(given->extra);
}

static bool start(struct check *check, struct state *state,
		  struct given *given)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	int32_t status;

	given->rules.include = given->include.texts;
	given->rules.include_count = given->include.count;
	given->rules.exclude = given->exclude.texts;
	given->rules.exclude_count = given->exclude.count;
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_engine_create(&check->engine, &given->engine,
					&error);
	if (!status)
		status = hashlane_check_create(&check->handle, check->engine,
					       &given->options, &error);
	Py_END_ALLOW_THREADS
	if (status)
		raise_status(state, status, error.message, error.os_error,
			     NULL);
	return !status;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	struct state *state = state_of_type(type);
	struct given given = { 0 };
	struct check *check = NULL;

	if (take_given(&given, state, args, keywords))
		check = PyObject_GC_New(struct check, type);
	if (check) {
		check->engine = 0;
		check->handle = 0;
		check->call = (struct call){ .taken = ATOMIC_FLAG_INIT };
		check->sources = NULL;
		PyObject_GC_Track(check);
		if (!start(check, state, &given)) {
			Py_DECREF((PyObject *)check);
			check = NULL;
		}
	}
	drop_given(&given);
	return (PyObject *)check;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
	struct source *source = ((struct check *)self)->sources;

	Py_VISIT(Py_TYPE(self));
	for (; source; source = source->next) {
		int found = source_visit(source, visit, arg);

		if (found)
			return found;
	}
	return 0;
}

static int clear(PyObject *self)
{
	struct source *source = ((struct check *)self)->sources;

	for (; source; source = source->next)
		source_clear(source);
	return 0;
}

static void dealloc(PyObject *self)
{
	struct check *check = (struct check *)self;
	struct source *source = check->sources, *next;
	PyTypeObject *type = Py_TYPE(self);

	PyObject_GC_UnTrack(self);
	Py_BEGIN_ALLOW_THREADS(void)
	hashlane_check_destroy(check->handle);
	(void)hashlane_engine_destroy(check->engine);
	Py_END_ALLOW_THREADS
	for (; source; source = next) {
		next = source->next;
		source_free(source);
	}
	PyObject_GC_Del(self);
	Py_DECREF(type);
}

/* ---- Lists ---- */

/* Create the source of add_list. */
static struct source *new_source(struct check *check, PyObject *args)
{
	PyObject *number = PySequence_GetItem(args, 0);
	PyObject *rest =
		number ? PyTuple_GetSlice(args, 1, PyTuple_Size(args)) : NULL;
	struct source *source = NULL;

	if (rest)
		source = source_new(state_of_type(Py_TYPE((PyObject *)check)),
				    &check->call, rest);
	if (source)
		source->number = (uint32_t)PyLong_AsUnsignedLong(number);
	if (source && PyErr_Occurred()) {
		source_free(source);
		source = NULL;
	}
	Py_XDECREF(number);
	Py_XDECREF(rest);
	return source;
}

/* add_list(number, kind, value, name, format, flags, algorithms, parse) */
static PyObject *add_list(PyObject *self, PyObject *args)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct state *state = state_of_type(Py_TYPE(self));
	struct check *check = (struct check *)self;
	struct source *source = new_source(check, args);
	int32_t status;
	bool well;

	if (!source)
		return NULL;
	if (!call_begin(&check->call, state)) {
		source_free(source);
		return NULL;
	}
	status = hashlane_check_add_list(check->handle, &source->input,
					 sizeof(source->input),
					 &source->options, &error);
	well = call_end(&check->call);
	if (!status) {
		source->next = check->sources;
		check->sources = source;
	} else {
		if (well)
			source_fail(source, status, &error);
		source_free(source);
	}
	if (!well || status)
		return NULL;
	Py_RETURN_NONE;
}

/*
 * add_entries(tuples, name): add entries to the list of this name; False: so
 * many wait that nothing was added.
 */
static PyObject *add_entries(PyObject *self, PyObject *args)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct entries entries = { 0 };
	PyObject *sequence, *name;
	int32_t status;

	if (!PyArg_ParseTuple(args, "OO&", &sequence, PyUnicode_FSConverter,
			      &name))
		return NULL;
	if (!entries_take(&entries, state, sequence)) {
		entries_drop(&entries);
		Py_DECREF(name);
		return NULL;
	}
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_check_add_entries(
		handle_of(self), entries.all, sizeof(entries.all[0]),
		entries.count, PyBytes_AsString(name));
	Py_END_ALLOW_THREADS
	entries_drop(&entries);
	Py_DECREF(name);
	if (status && status != HASHLANE_BUSY)
		return fail(self, status);
	return PyBool_FromLong(!status);
}

static PyObject *close_check(PyObject *self, PyObject *none)
{
	int32_t status = hashlane_check_close(handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

static PyObject *cancel(PyObject *self, PyObject *none)
{
	int32_t status = hashlane_check_cancel(handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	Py_RETURN_NONE;
}

/* ---- Verdicts ---- */

/*
 * next(timeout_ms): return a list of verdicts, or None: none is ready. An
 * empty list ends the check. Signals are checked at least every 50 ms.
 */
static PyObject *next(PyObject *self, PyObject *timeout)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct check *check = (struct check *)self;
	long long left = PyLong_AsLongLong(timeout);
	const struct hashlane_verdicts *verdicts = NULL;
	int32_t status;

	if (left == -1 && PyErr_Occurred())
		return NULL;
	for (;;) {
		int64_t slice = left < 0 || left > SLICE_MS ? SLICE_MS : left;

		if (!call_begin(&check->call, state))
			return NULL;
		status = hashlane_check_next(&verdicts, check->handle, slice);
		if (!call_end(&check->call)) {
			if (!status)
				hashlane_verdicts_destroy(verdicts);
			return NULL;
		}
		if (!status)
			return verdicts_list(state, verdicts);
		if (status == HASHLANE_END || status == HASHLANE_CANCELLED)
			return PyList_New(0);
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

/* ---- State ---- */

static PyObject *numbers(const uint64_t *values, size_t count)
{
	PyObject *tuple = PyTuple_New((Py_ssize_t)count);

	for (size_t i = 0; tuple && i < count; i++) {
		PyObject *value = PyLong_FromUnsignedLongLong(values[i]);

		if (!value || PyTuple_SetItem(tuple, (Py_ssize_t)i, value))
			Py_CLEAR(tuple);
	}
	return tuple;
}

/*
 * (complete, verified, counts, strengths, entries, left out, unknown digests,
 * bytes done, bytes total, finished)
 */
static PyObject *info(PyObject *self, PyObject *none)
{
	struct hashlane_check_info now = { .struct_size = sizeof(now) };
	int32_t status = hashlane_check_get_info(&now, handle_of(self));

	(void)none;
	if (status)
		return fail(self, status);
	return Py_BuildValue("(NNNNKKKKKK)", PyBool_FromLong(now.complete),
			     PyBool_FromLong(now.verified),
			     numbers(now.counts, HASHLANE_MAX_VERDICTS),
			     numbers(now.strengths, 4),
			     (unsigned long long)now.entries,
			     (unsigned long long)now.left_out,
			     (unsigned long long)now.unknown_digests,
			     (unsigned long long)now.bytes_done,
			     (unsigned long long)now.bytes_total,
			     (unsigned long long)now.finished);
}

/* specs(): return the names of the algorithms that verified entries. */
static PyObject *specs(PyObject *self, PyObject *none)
{
	struct hashlane_algorithm_spec found[HASHLANE_MAX_ALGORITHMS];
	size_t count = 0;
	int32_t status = hashlane_check_get_specs(
		found, HASHLANE_MAX_ALGORITHMS, &count, handle_of(self));

	(void)none;
	return status ? fail(self, status) : spec_names(found, count);
}

/* The exception that the function of a list raised; None: none. */
static PyObject *read_error(const struct check *check, uint32_t number)
{
	const struct source *source = check->sources;

	while (source && source->number != number)
		source = source->next;
	return Py_NewRef(source && source->error ? source->error : Py_None);
}

/*
 * list_info(i): return (name, format, flags, status, os_error, complete,
 * readings, entries, malformed, guessed, exception of its function), or None:
 * there is no such list.
 */
static PyObject *list_info(PyObject *self, PyObject *number)
{
	struct hashlane_check_list list = { .struct_size = sizeof(list) };
	unsigned long i = PyLong_AsUnsignedLong(number);
	int32_t status;

	if (i == (unsigned long)-1 && PyErr_Occurred())
		return NULL;
	status = hashlane_check_get_list(&list, handle_of(self), (uint32_t)i);
	if (status == HASHLANE_NOT_FOUND)
		Py_RETURN_NONE;
	if (status)
		return fail(self, status);
	return Py_BuildValue(
		"(NNIiiNIKKNN)",
		PyUnicode_DecodeFSDefault(list.name ? list.name : ""),
		format_name(list.format), (unsigned)list.flags,
		(int)list.status, (int)list.os_error,
		PyBool_FromLong(list.complete), (unsigned)list.readings,
		(unsigned long long)list.entries,
		(unsigned long long)list.malformed,
		list.guessed.id ? spec_name(&list.guessed) :
				  Py_NewRef(Py_None),
		list.status ? read_error((struct check *)self, (uint32_t)i) :
			      Py_NewRef(Py_None));
}

static PyMethodDef methods[] = {
	{ "add_list", add_list, METH_VARARGS,
	  "add_list($self, number, kind, value, name, format, flags, "
	  "algorithms, parse, /)\n--\n\nAdd a list, of this number." },
	{ "add_entries", add_entries, METH_VARARGS,
	  "add_entries($self, entries, name, /)\n--\n\n"
	  "Add entries, if there is room." },
	{ "close", close_check, METH_NOARGS,
	  "close($self, /)\n--\n\nDeclare that no lists follow." },
	{ "cancel", cancel, METH_NOARGS,
	  "cancel($self, /)\n--\n\nCancel the check." },
	{ "next", next, METH_O,
	  "next($self, timeout_ms, /)\n--\n\n"
	  "Return a list of verdicts, or None; an empty list ends." },
	{ "info", info, METH_NOARGS,
	  "info($self, /)\n--\n\nReturn the state." },
	{ "specs", specs, METH_NOARGS,
	  "specs($self, /)\n--\n\n"
	  "Return the algorithms that verified entries." },
	{ "list_info", list_info, METH_O,
	  "list_info($self, i, /)\n--\n\nReturn the state of a list." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_traverse, (void *)(uintptr_t)traverse },
	{ Py_tp_clear, (void *)(uintptr_t)clear },
	{ Py_tp_methods, methods },
	{ Py_tp_doc, "A check of lists." },
	{ 0, NULL },
};

static PyType_Spec spec = {
	.name = "hashlane._core.Check",
	.basicsize = sizeof(struct check),
	.flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
	.slots = slots,
};

bool add_check_type(PyObject *module, struct state *state)
{
	state->check = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec,
								NULL);
	return state->check && !PyModule_AddType(module, state->check);
}
