/* SPDX-License-Identifier: MIT */
/* lists.c - readers of lists, some entries at a time, and writers. */
#include "block.h"
#include "source.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 256 };

/* ---- Readers ---- */

struct list {
	PyObject ob_base;
	hashlane_list handle;
	struct call call;
	struct source *source;
	int32_t end; /* the status that ended the list, or OK */
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct state *state = state_of_type(type);
	struct list *list;
	int32_t status;

	(void)keywords;
	list = PyObject_GC_New(struct list, type);
	if (!list)
		return NULL;
	list->handle = 0;
	list->call = (struct call){ .taken = ATOMIC_FLAG_INIT };
	list->end = HASHLANE_OK;
	list->source = source_new(state, &list->call, args);
	PyObject_GC_Track(list);
	if (!list->source || !call_begin(&list->call, state)) {
		Py_DECREF((PyObject *)list);
		return NULL;
	}
	status = hashlane_list_open(&list->handle, &list->source->input,
				    sizeof(list->source->input),
				    &list->source->options, &error);
	if (call_end(&list->call)) {
		if (!status)
			return (PyObject *)list;
		source_fail(list->source, status, &error);
	}
	Py_DECREF((PyObject *)list);
	return NULL;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
	struct source *source = ((struct list *)self)->source;

	Py_VISIT(Py_TYPE(self));
	return source ? source_visit(source, visit, arg) : 0;
}

static int clear(PyObject *self)
{
	struct source *source = ((struct list *)self)->source;

	if (source)
		source_clear(source);
	return 0;
}

static void dealloc(PyObject *self)
{
	struct list *list = (struct list *)self;
	PyTypeObject *type = Py_TYPE(self);

	PyObject_GC_UnTrack(self);
	Py_BEGIN_ALLOW_THREADS(void)
	hashlane_list_close(list->handle);
	Py_END_ALLOW_THREADS
	source_free(list->source);
	PyObject_GC_Del(self);
	Py_DECREF(type);
}

/* The first status that is not OK; an exception may be set instead. */
static int32_t gather(struct list *list, struct state *state, PyObject *all)
{
	for (int i = 0; i < ENTRIES; i++) {
		struct hashlane_list_entry entry = {
			.struct_size = sizeof(entry),
		};
		PyObject *tuple;
		int32_t status;
		int failed;

		if (!call_begin(&list->call, state))
			return HASHLANE_BUSY;
		status = hashlane_list_next(&entry, list->handle);
		if (!call_end(&list->call) || status)
			return status;
		tuple = entry_tuple(&entry);
		failed = !tuple || PyList_Append(all, tuple);
		Py_XDECREF(tuple);
		if (failed)
			return HASHLANE_NO_MEMORY;
	}
	return HASHLANE_OK;
}

/* Return entries as tuples; an empty list: the list has ended. */
static PyObject *next(PyObject *self, PyObject *none)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct list *list = (struct list *)self;
	PyObject *all = PyList_New(0);

	(void)none;
	if (!all)
		return NULL;
	if (!list->end)
		list->end = gather(list, state, all);
	if (!PyErr_Occurred()) {
		if (!list->end || list->end == HASHLANE_END ||
		    PyList_Size(all))
			return all;
		/* The entries before a failure were returned. */
		if (!source_raise(list->source))
			raise_status(state, list->end,
				     list->end == HASHLANE_FORMAT ?
					     "it is no list of digests" :
					     NULL,
				     0, list->source->path);
	}
	if (list->end == HASHLANE_BUSY)
		list->end = HASHLANE_OK;
	Py_DECREF(all);
	return NULL;
}

/* (format, flags, entries, malformed, line, unwritable) */
static PyObject *list_info(PyObject *self, PyObject *none)
{
	struct hashlane_list_info info = { .struct_size = sizeof(info) };
	int32_t status = hashlane_list_get_info(&info,
						((struct list *)self)->handle);

	(void)none;
	if (status)
		return raise_status(state_of_type(Py_TYPE(self)), status, NULL,
				    0, NULL);
	return Py_BuildValue("(NIKKKz)", format_name(info.format),
			     (unsigned)info.flags,
			     (unsigned long long)info.entries,
			     (unsigned long long)info.malformed,
			     (unsigned long long)info.line, info.unwritable);
}

static PyMethodDef list_methods[] = {
	{ "next", next, METH_NOARGS,
	  "next($self, /)\n--\n\n"
	  "Return some entries; an empty list ends the list." },
	{ "info", list_info, METH_NOARGS,
	  "info($self, /)\n--\n\n"
	  "Return (format, flags, entries, malformed, line, unwritable)." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot list_slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_traverse, (void *)(uintptr_t)traverse },
	{ Py_tp_clear, (void *)(uintptr_t)clear },
	{ Py_tp_methods, list_methods },
	{ Py_tp_doc, "A list that is being read." },
	{ 0, NULL },
};

static PyType_Spec list_spec = {
	.name = "hashlane._core.List",
	.basicsize = sizeof(struct list),
	.flags = TYPE_FLAGS | Py_TPFLAGS_HAVE_GC,
	.slots = list_slots,
};

/* ---- Writers ---- */

struct writer {
	PyObject ob_base;
	hashlane_list_writer handle;
	char *text; /* what was written since the last take() */
	size_t used, room;
};

static int32_t append(void *context, const void *data, size_t bytes)
{
	struct writer *writer = context;

	if (writer->room - writer->used < bytes) {
		size_t room = 2 * writer->room + bytes + 4096;
		char *more = realloc(writer->text, room);

		if (!more)
			return HASHLANE_NO_MEMORY;
		writer->text = more;
		writer->room = room;
	}
	memcpy(writer->text + writer->used, data, bytes);
	writer->used += bytes;
	return HASHLANE_OK;
}

static PyObject *make_writer(PyTypeObject *type, PyObject *args,
			     PyObject *keywords)
{
	static char *words[] = { "format", "algorithms", "flags", NULL };
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_list_writer_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.write = append,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct state *state = state_of_type(type);
	struct writer *writer;
	PyObject *algorithms;
	int32_t status;
	unsigned flags;
	int format;

	if (!PyArg_ParseTupleAndKeywords(args, keywords, "iOI", words, &format,
					 &algorithms, &flags) ||
	    !parse_specs(state, specs, &options.spec_count, algorithms))
		return NULL;
	writer = object_new(type);
	if (!writer)
		return NULL;
	writer->handle = 0;
	writer->text = NULL;
	writer->used = writer->room = 0;
	options.format = format;
	options.flags = flags;
	options.write_context = writer;
	status = hashlane_list_writer_create(&writer->handle, &options,
					     &error);
	if (!status)
		return (PyObject *)writer;
	raise_status(state, status, error.message, error.os_error, NULL);
	Py_DECREF((PyObject *)writer);
	return NULL;
}

static void dealloc_writer(PyObject *self)
{
	struct writer *writer = (struct writer *)self;

	(void)hashlane_list_writer_destroy(writer->handle);
	free(writer->text);
	object_free(self);
}

/* add(block): return (rows left out, why the first one was, or ""). */
static PyObject *add_block(PyObject *self, PyObject *block)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct state *state = state_of_type(Py_TYPE(self));
	struct writer *writer = (struct writer *)self;
	const struct hashlane_results *results;
	uint64_t refused = 0;
	int32_t status;

	if (!Py_IS_TYPE(block, state->block)) {
		PyErr_SetString(PyExc_TypeError, "a Block is expected");
		return NULL;
	}
	results = ((struct block *)block)->results;
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_list_writer_add_results(writer->handle, results,
						  &refused, &error);
	Py_END_ALLOW_THREADS
	if (status && status != HASHLANE_UNSUPPORTED)
		return raise_status(state, status, error.message,
				    error.os_error, NULL);
	return Py_BuildValue("(Ks)", (unsigned long long)refused,
			     refused ? error.message : "");
}

static PyObject *take(PyObject *self, PyObject *none)
{
	struct writer *writer = (struct writer *)self;
	PyObject *text = PyBytes_FromStringAndSize(writer->text,
						   (Py_ssize_t)writer->used);

	(void)none;
	if (text)
		writer->used = 0;
	return text;
}

static PyMethodDef writer_methods[] = {
	{ "add", add_block, METH_O,
	  "add($self, block, /)\n--\n\n"
	  "Write a block of results, and return (rows left out, reason)." },
	{ "take", take, METH_NOARGS,
	  "take($self, /)\n--\n\nReturn the bytes written since last time." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot writer_slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make_writer },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_writer },
	{ Py_tp_methods, writer_methods },
	{ Py_tp_doc, "A list that is being written, by one thread." },
	{ 0, NULL },
};

static PyType_Spec writer_spec = {
	.name = "hashlane._core.ListWriter",
	.basicsize = sizeof(struct writer),
	.flags = TYPE_FLAGS,
	.slots = writer_slots,
};

/* ---- Functions ---- */

/* Return (id, name, flags, extensions, refuses) of each format. */
static PyObject *formats(PyObject *module, PyObject *none)
{
	PyObject *list = PyList_New(0);

	(void)module;
	(void)none;
	for (int32_t id = HASHLANE_FORMAT_GNU;
	     list && id <= HASHLANE_FORMAT_REPORT; id++) {
		struct hashlane_format_info info = {
			.struct_size = sizeof(info),
		};
		PyObject *row;

		/* JSON is not the library's. */
		if (hashlane_format_get_info(&info, id))
			continue;
		row = Py_BuildValue("(isIss)", (int)info.id, info.name,
				    (unsigned)info.flags, info.extensions,
				    info.refuses);
		if (!row || PyList_Append(list, row))
			Py_CLEAR(list);
		Py_XDECREF(row);
	}
	return list;
}

/* format_of(path): return the format of an extension; 0: none or several. */
static PyObject *format_of(PyObject *module, PyObject *path)
{
	int32_t format = HASHLANE_FORMAT_AUTO;
	PyObject *encoded = NULL;
	int32_t status;

	(void)module;
	if (!PyUnicode_FSConverter(path, &encoded))
		return NULL;
	status = hashlane_format_parse(&format, PyBytes_AsString(encoded),
				       (size_t)PyBytes_Size(encoded));
	Py_DECREF(encoded);
	return PyLong_FromLong(status ? HASHLANE_FORMAT_AUTO : format);
}

/* parse_digest(name, text): return a digest from any of its forms. */
static PyObject *parse_digest(PyObject *module, PyObject *args)
{
	/* Their lengths differ, so that no text is read in two ways. */
	static const int32_t forms[] = { HASHLANE_TEXT_CANONICAL,
					 HASHLANE_TEXT_HEX,
					 HASHLANE_TEXT_BASE32,
					 HASHLANE_TEXT_BASE64 };
	struct state *state = PyModule_GetState(module);
	struct hashlane_algorithm_spec spec;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	const char *text;
	Py_ssize_t bytes;
	PyObject *name;
	size_t count;

	if (!PyArg_ParseTuple(args, "Os#", &name, &text, &bytes) ||
	    !parse_spec(state, &spec, name))
		return NULL;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (!hashlane_digest_parse(digest, sizeof(digest), &count,
					   &spec, forms[i], text,
					   (size_t)bytes) &&
		    count)
			return PyBytes_FromStringAndSize((char *)digest,
							 (Py_ssize_t)count);
	PyErr_Format(PyExc_ValueError, "'%s' is no digest of %U", text, name);
	return NULL;
}

/* status_name(status): return the name of a status: "NOT_FOUND". */
static PyObject *status_name(PyObject *module, PyObject *status)
{
	long number = PyLong_AsLong(status);

	(void)module;
	if (number == -1 && PyErr_Occurred())
		return NULL;
	return PyUnicode_FromString(hashlane_status_get_name((int32_t)number));
}

PyMethodDef list_functions[] = {
	{ "formats", formats, METH_NOARGS,
	  "formats($module, /)\n--\n\n"
	  "Return (id, name, flags, extensions, refuses) of each format." },
	{ "format_of", format_of, METH_O,
	  "format_of($module, path, /)\n--\n\n"
	  "Return the format of a path's extension, or 0." },
	{ "parse_digest", parse_digest, METH_VARARGS,
	  "parse_digest($module, name, text, /)\n--\n\n"
	  "Return a digest from any of its text forms." },
	{ "status_name", status_name, METH_O,
	  "status_name($module, status, /)\n--\n\n"
	  "Return the name of a status." },
	{ NULL, NULL, 0, NULL },
};

bool add_list_types(PyObject *module, struct state *state)
{
	state->list = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &list_spec, NULL);
	state->writer = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &writer_spec, NULL);
	return state->list && state->writer &&
	       !PyModule_AddType(module, state->list) &&
	       !PyModule_AddType(module, state->writer) &&
	       !PyModule_AddFunctions(module, list_functions);
}
