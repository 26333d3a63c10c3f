/* SPDX-License-Identifier: MIT */
/* walk.c - walks below a directory, some entries at a time. */
#include "walk.h"

enum { ENTRIES = 256 };

struct walk {
	PyObject ob_base;
	hashlane_walk handle;
};

bool patterns_take(struct patterns *patterns, PyObject *sequence)
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

void patterns_drop(struct patterns *patterns)
{
	Py_CLEAR(patterns->held);
	PyMem_Free((void *)patterns->texts);
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	static char *words[] = { "root", "flags", "include", "exclude", NULL };
	struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct patterns include = { 0 }, exclude = { 0 };
	struct state *state = state_of_type(type);
	PyObject *root, *in = NULL, *out = NULL;
	struct walk *walk = NULL;
	unsigned flags = 0;
	int32_t status;

	if (!PyArg_ParseTupleAndKeywords(args, keywords, "O&|$IOO", words,
					 PyUnicode_FSConverter, &root, &flags,
					 &in, &out))
		return NULL;
	if (patterns_take(&include, in) && patterns_take(&exclude, out))
		walk = object_new(type);
	if (walk) {
		walk->handle = 0;
		options.flags = flags;
		options.include = include.texts;
		options.include_count = include.count;
		options.exclude = exclude.texts;
		options.exclude_count = exclude.count;
		Py_BEGIN_ALLOW_THREADS
		status = hashlane_walk_open(&walk->handle,
					    PyBytes_AsString(root), &options,
					    &error);
		Py_END_ALLOW_THREADS
		if (status) {
			raise_status(state, status, error.message,
				     error.os_error, NULL);
			Py_CLEAR(walk);
		}
	}
	Py_DECREF(root);
	patterns_drop(&include);
	patterns_drop(&exclude);
	return (PyObject *)walk;
}

static hashlane_walk handle_of(PyObject *self)
{
	return ((struct walk *)self)->handle;
}

static void dealloc(PyObject *self)
{
	Py_BEGIN_ALLOW_THREADS(void)
	hashlane_walk_close(handle_of(self));
	Py_END_ALLOW_THREADS
	object_free(self);
}

/* Return the exception of a failed entry, or None. */
static PyObject *error_of(struct state *state,
			  const struct hashlane_walk_entry *entry,
			  PyObject *path)
{
	if (!entry->status)
		Py_RETURN_NONE;
	return PyObject_CallFunction(state->make_error, "isiO",
				     (int)entry->status,
				     hashlane_status_get_text(entry->status),
				     (int)entry->os_error, path);
}

static PyObject *tuple_of(struct state *state,
			  const struct hashlane_walk_entry *entry)
{
	/* A path is bytes: bytes that are not UTF-8 become surrogates. */
	PyObject *path = PyUnicode_DecodeFSDefaultAndSize(
		entry->path, (Py_ssize_t)entry->path_bytes);
	PyObject *error = path ? error_of(state, entry, path) : NULL;

	if (!error) {
		Py_XDECREF(path);
		return NULL;
	}
	return Py_BuildValue("(NiKLLKKKIN)", path, (int)entry->type,
			     (unsigned long long)entry->size_bytes,
			     (long long)entry->mtime_ns,
			     (long long)entry->ctime_ns,
			     (unsigned long long)entry->device,
			     (unsigned long long)entry->inode,
			     (unsigned long long)entry->links,
			     (unsigned)entry->mode, error);
}

/* Return entries as tuples; an empty list: the walk is complete. */
static PyObject *next(PyObject *self, PyObject *none)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct hashlane_walk_entry *entries = PyMem_Calloc(ENTRIES,
							   sizeof(*entries));
	PyObject *list = NULL;
	size_t count = 0;
	int32_t status;

	(void)none;
	if (!entries)
		return PyErr_NoMemory();
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_walk_next(handle_of(self), entries,
				    sizeof(entries[0]), ENTRIES, &count);
	Py_END_ALLOW_THREADS
	if (status)
		raise_status(state, status, NULL, 0, NULL);
	else
		list = PyList_New((Py_ssize_t)count);
	for (size_t i = 0; list && i < count; i++) {
		PyObject *tuple = tuple_of(state, &entries[i]);

		if (!tuple || PyList_SetItem(list, (Py_ssize_t)i, tuple))
			Py_CLEAR(list);
	}
	PyMem_Free(entries);
	return list;
}

/* (hidden, excluded, not_included, file_systems, links, specials) */
static PyObject *skipped(PyObject *self, PyObject *none)
{
	struct hashlane_walk_skipped counts = {
		.struct_size = sizeof(counts),
	};
	int32_t status = hashlane_walk_get_skipped(&counts, handle_of(self));

	(void)none;
	if (status)
		return raise_status(state_of_type(Py_TYPE(self)), status, NULL,
				    0, NULL);
	return Py_BuildValue("(KKKKKK)", (unsigned long long)counts.hidden,
			     (unsigned long long)counts.excluded,
			     (unsigned long long)counts.not_included,
			     (unsigned long long)counts.file_systems,
			     (unsigned long long)counts.links,
			     (unsigned long long)counts.specials);
}

static PyMethodDef methods[] = {
	{ "next", next, METH_NOARGS,
	  "next($self, /)\n--\n\n"
	  "Return some entries; an empty list ends the walk." },
	{ "skipped", skipped, METH_NOARGS,
	  "skipped($self, /)\n--\n\n"
	  "Return (hidden, excluded, not_included, file_systems, links, "
	  "specials)." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_methods, methods },
	{ Py_tp_doc, "A walk below a directory." },
	{ 0, NULL },
};

static PyType_Spec spec = {
	.name = "hashlane._core.Walk",
	.basicsize = sizeof(struct walk),
	.flags = TYPE_FLAGS,
	.slots = slots,
};

bool add_walk_type(PyObject *module, struct state *state)
{
	state->walk = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec,
							       NULL);
	return state->walk && !PyModule_AddType(module, state->walk);
}
