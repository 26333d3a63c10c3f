/* SPDX-License-Identifier: MIT */
/* source.c - a list as an input, and functions that the library calls. */
#include "source.h"

#include <stdio.h>
#include <string.h>

enum { KIND_PATH, KIND_MEMORY, KIND_READ };

/* A pipe returns its bytes when it has some: no read is too long. */
enum { READ_BYTES_MAX = 1 << 20 };

bool call_begin(struct call *call, struct state *state)
{
	if (atomic_flag_test_and_set(&call->taken)) {
		raise_status(state, HASHLANE_BUSY, NULL, 0, NULL);
		return false;
	}
	call->failed = false;
	call->thread = PyEval_SaveThread();
	return true;
}

bool call_end(struct call *call)
{
	bool well;

	PyEval_RestoreThread(call->thread);
	well = !call->failed;
	call->thread = NULL;
	atomic_flag_clear(&call->taken);
	return well;
}

/* Enter Python within a call; false: it may not be entered any more. */
static bool enter(struct call *call)
{
	if (call->failed)
		return false;
	PyEval_RestoreThread(call->thread);
	return true;
}

/* An exception stays set in the thread until the end of the call. */
static void leave(struct call *call)
{
	call->failed = PyErr_Occurred();
	call->thread = PyEval_SaveThread();
}

/* ---- A function that reads ---- */

static bool copy_chunk(void *buffer, size_t room, size_t *got, PyObject *chunk)
{
	Py_buffer view;
	bool fits;

	if (chunk == Py_None) {
		PyErr_SetString(PyExc_BlockingIOError,
				"the file is in non-blocking mode");
		return false;
	}
	if (PyObject_GetBuffer(chunk, &view, PyBUF_SIMPLE))
		return false;
	fits = (size_t)view.len <= room;
	if (fits && view.len) {
		memcpy(buffer, view.buf, (size_t)view.len);
		*got = (size_t)view.len;
	} else if (!fits) {
		PyErr_Format(PyExc_ValueError, "read(%zu) returned %zd bytes",
			     room, view.len);
	}
	PyBuffer_Release(&view);
	return fits;
}

/*
 * Keep an Exception of the function, since entries before it have verdicts
 * first. Any other exception stays set, and ends the call.
 */
static void keep_error(struct source *source)
{
	PyObject *type, *value, *traceback;

	if (!PyErr_ExceptionMatches(PyExc_Exception))
		return;
	PyErr_Fetch(&type, &value, &traceback);
	PyErr_NormalizeException(&type, &value, &traceback);
	if (traceback)
		(void)PyException_SetTraceback(value, traceback);
	Py_XDECREF(type);
	Py_XDECREF(traceback);
	source->error = value;
}

bool source_raise(const struct source *source)
{
	if (source->error)
		PyErr_SetObject((PyObject *)Py_TYPE(source->error),
				source->error);
	return source->error;
}

static int32_t read_some(void *context, void *buffer, size_t room, size_t *got)
{
	struct source *source = context;
	PyObject *chunk;

	*got = 0;
	if (room > READ_BYTES_MAX)
		room = READ_BYTES_MAX;
	if (source->error || !enter(source->call))
		return HASHLANE_IO;
	if (source->read) {
		chunk = PyObject_CallFunction(source->read, "n",
					      (Py_ssize_t)room);
		if (chunk)
			(void)copy_chunk(buffer, room, got, chunk);
		Py_XDECREF(chunk);
	} else {
		raise_status(source->state, HASHLANE_HANDLE, NULL, 0, NULL);
	}
	if (PyErr_Occurred())
		keep_error(source);
	leave(source->call);
	return source->error || source->call->failed ? HASHLANE_IO :
						       HASHLANE_OK;
}

/* ---- A function that parses lines ---- */

/* A ValueError becomes the reason of a malformed line. */
static int32_t take_reason(struct source *source,
			   struct hashlane_list_entry *entry)
{
	PyObject *type, *value, *traceback, *text;
	const char *reason;

	if (!PyErr_ExceptionMatches(PyExc_ValueError))
		return HASHLANE_NO_MEMORY;
	PyErr_Fetch(&type, &value, &traceback);
	text = value ? PyObject_Str(value) : NULL;
	reason = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
	snprintf(source->reason, sizeof(source->reason), "%s",
		 reason ? reason : "malformed");
	PyErr_Clear();
	Py_XDECREF(text);
	Py_XDECREF(type);
	Py_XDECREF(value);
	Py_XDECREF(traceback);
	entry->reason = source->reason;
	return HASHLANE_FORMAT;
}

/* Fill the entry from what the function returned, a tuple in a list. */
static int32_t take_parsed(struct source *source,
			   struct hashlane_list_entry *entry, PyObject *parsed)
{
	PyObject *list;
	bool well;

	if (parsed == Py_False)
		return HASHLANE_NOT_FOUND;
	if (parsed == Py_None)
		return HASHLANE_OK;
	list = PyList_New(0);
	well = list && !PyList_Append(list, parsed) &&
	       entries_take(&source->parsed, source->state, list);
	Py_XDECREF(list);
	if (!well)
		return take_reason(source, entry);
	*entry = source->parsed.all[0];
	return HASHLANE_OK;
}

static int32_t parse_line(void *context, struct hashlane_list_entry *entry,
			  const char *line, size_t bytes)
{
	struct source *source = context;
	int32_t status = HASHLANE_NOT_FOUND;
	PyObject *parsed;

	if (!enter(source->call))
		return HASHLANE_NO_MEMORY;
	entries_drop(&source->parsed);
	if (source->parse) {
		parsed = PyObject_CallFunction(source->parse, "y#", line,
					       (Py_ssize_t)bytes);
		status = parsed ? take_parsed(source, entry, parsed) :
				  take_reason(source, entry);
		Py_XDECREF(parsed);
	}
	leave(source->call);
	return status;
}

/* ---- Sources ---- */

static bool take_path(struct source *source, PyObject *value)
{
	struct hashlane_input *input = &source->input;
	PyObject *encoded = NULL;
	bool well;

	if (!PyUnicode_FSConverter(value, &encoded))
		return false;
	well = !PyList_Append(source->held, encoded);
	input->kind = HASHLANE_INPUT_PATH;
	input->data = PyBytes_AsString(encoded);
	input->data_bytes = (size_t)PyBytes_Size(encoded);
	Py_DECREF(encoded); /* the list has it */
	if (well)
		source->path = PyUnicode_DecodeFSDefaultAndSize(
			input->data, (Py_ssize_t)input->data_bytes);
	return source->path;
}

static bool take_value(struct source *source, int kind, PyObject *value)
{
	struct hashlane_input *input = &source->input;

	if (kind == KIND_PATH)
		return take_path(source, value);
	if (kind == KIND_MEMORY) {
		if (PyObject_GetBuffer(value, &source->memory, PyBUF_SIMPLE))
			return false;
		input->kind = HASHLANE_INPUT_MEMORY;
		input->data = source->memory.buf;
		input->data_bytes = (size_t)source->memory.len;
		return true;
	}
	source->read = Py_NewRef(value);
	input->kind = HASHLANE_INPUT_READ;
	input->read = read_some;
	input->read_context = source;
	return true;
}

static bool fill(struct source *source, PyObject *args)
{
	struct hashlane_list_options *options = &source->options;
	PyObject *value, *name, *algorithms, *parse;
	int kind, format;
	unsigned flags;

	source->held = PyList_New(0);
	if (!source->held ||
	    !PyArg_ParseTuple(args, "iOOiIOO", &kind, &value, &name, &format,
			      &flags, &algorithms, &parse) ||
	    !take_value(source, kind, value))
		return false;
	options->struct_size = sizeof(*options);
	options->format = format;
	options->flags = flags;
	if (name != Py_None) {
		options->name = PyBytes_AsString(name);
		if (!options->name || PyList_Append(source->held, name))
			return false;
	}
	if (algorithms != Py_None) {
		if (!parse_specs(source->state, source->specs,
				 &options->spec_count, algorithms))
			return false;
		options->specs = source->specs;
	}
	if (parse != Py_None) {
		source->parse = Py_NewRef(parse);
		options->parse = parse_line;
		options->parse_context = source;
	}
	return true;
}

struct source *source_new(struct state *state, struct call *call,
			  PyObject *args)
{
	struct source *source = PyMem_Calloc(1, sizeof(*source));

	if (!source) {
		PyErr_NoMemory();
		return NULL;
	}
	source->state = state;
	source->call = call;
	if (fill(source, args))
		return source;
	source_free(source);
	return NULL;
}

void source_clear(struct source *source)
{
	Py_CLEAR(source->read);
	Py_CLEAR(source->parse);
	Py_CLEAR(source->error);
}

void source_free(struct source *source)
{
	if (!source)
		return;
	source_clear(source);
	entries_drop(&source->parsed);
	if (source->memory.obj)
		PyBuffer_Release(&source->memory);
	Py_XDECREF(source->path);
	Py_XDECREF(source->held);
	PyMem_Free(source);
}

int source_visit(struct source *source, visitproc visit, void *arg)
{
	Py_VISIT(source->read);
	Py_VISIT(source->parse);
	Py_VISIT(source->error);
	return 0;
}

void source_fail(const struct source *source, int32_t status,
		 const struct hashlane_error *error)
{
	if (!source_raise(source))
		raise_status(source->state, status, error->message,
			     error->os_error, source->path);
}
