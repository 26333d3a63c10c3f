/* SPDX-License-Identifier: MIT */
/* block.c - a block of results: rows when asked for, columns in place. */
#include "arrow.h"
#include "core.h"

#include <string.h>

struct block {
	PyObject_HEAD const struct hashlane_results *results;
	struct exported *exported; /* NULL: no one asked for Arrow yet */
};

/* Part of a block, by the buffer protocol; keeps the block. */
struct column {
	PyObject_HEAD PyObject *block;
	const uint8_t *data;
	Py_ssize_t bytes;
};

static PyObject *allocate(PyTypeObject *type)
{
	allocfunc make = (allocfunc)(uintptr_t)PyType_GetSlot(type,
							      Py_tp_alloc);

	return make(type, 0);
}

static void release(PyObject *self)
{
	PyTypeObject *type = Py_TYPE(self);
	freefunc free_it = (freefunc)(uintptr_t)PyType_GetSlot(type,
							       Py_tp_free);

	free_it(self);
	Py_DECREF(type);
}

PyObject *block_new(struct state *state,
		    const struct hashlane_results *results)
{
	struct block *block = (struct block *)allocate(state->block);

	if (block)
		block->results = results;
	else
		hashlane_results_free(results);
	return (PyObject *)block;
}

static void dealloc_block(PyObject *self)
{
	struct block *block = (struct block *)self;

	if (block->exported)
		exported_free(block->exported);
	else
		hashlane_results_free(block->results);
	release(self);
}

static const struct hashlane_results *results_of(PyObject *self)
{
	return ((struct block *)self)->results;
}

static Py_ssize_t length(PyObject *self)
{
	return (Py_ssize_t)results_of(self)->row_count;
}

/* Names are bytes: what is not UTF-8 comes as surrogates. */
static PyObject *decode(const char *text, size_t bytes)
{
	return PyUnicode_DecodeFSDefaultAndSize(text, (Py_ssize_t)bytes);
}

/* digest(row, index): bytes, or None. */
static PyObject *digest_at(const struct hashlane_results *results,
			   uint32_t row, size_t index)
{
	const uint8_t *digest;
	size_t bytes;

	if (hashlane_results_digest(&digest, &bytes, results, row, index))
		Py_RETURN_NONE;
	return PyBytes_FromStringAndSize((const char *)digest,
					 (Py_ssize_t)bytes);
}

static bool row_and_index(PyObject *self, PyObject *const *args,
			  Py_ssize_t count, Py_ssize_t wanted, uint32_t *row,
			  size_t *index)
{
	Py_ssize_t number, at = 0;

	if (count != wanted) {
		PyErr_Format(PyExc_TypeError, "%zd arguments, not %zd", wanted,
			     count);
		return false;
	}
	number = PyNumber_AsSsize_t(args[0], PyExc_IndexError);
	if (wanted > 1)
		at = PyNumber_AsSsize_t(args[1], PyExc_IndexError);
	if ((number == -1 || at == -1) && PyErr_Occurred())
		return false;
	if (number < 0 || number >= length(self) || at < 0) {
		PyErr_SetString(PyExc_IndexError, "no such row or algorithm");
		return false;
	}
	*row = (uint32_t)number;
	*index = (size_t)at;
	return true;
}

static PyObject *digest(PyObject *self, PyObject *const *args,
			Py_ssize_t count)
{
	uint32_t row;
	size_t index;

	if (!row_and_index(self, args, count, 2, &row, &index))
		return NULL;
	return digest_at(results_of(self), row, index);
}

/* row(i): (index, path, size, mtime_ns, status, os_error, offset, message) */
static PyObject *row(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
	struct hashlane_row found = { .struct_size = sizeof(found) };
	PyObject *path, *message;
	uint32_t number;
	size_t index;

	if (!row_and_index(self, args, count, 1, &number, &index))
		return NULL;
	(void)hashlane_results_row(&found, results_of(self), number);
	path = decode(found.path, found.path_bytes);
	if (!path)
		return NULL;
	message = PyUnicode_FromStringAndSize(found.message,
					      (Py_ssize_t)found.message_bytes);
	if (!message) {
		Py_DECREF(path);
		return NULL;
	}
	return Py_BuildValue("(KNKLiiKN)", (unsigned long long)found.index,
			     path, (unsigned long long)found.size_bytes,
			     (long long)found.mtime_ns, found.status,
			     found.os_error,
			     (unsigned long long)found.error_offset, message);
}

/* rows(): [(path, size, status, digest, digest ..), ..], all at once. */
static PyObject *rows(PyObject *self, PyObject *count_object)
{
	const struct hashlane_results *results = results_of(self);
	Py_ssize_t digests = PyNumber_AsSsize_t(count_object, NULL);
	PyObject *list;

	if (digests == -1 && PyErr_Occurred())
		return NULL;
	list = PyList_New(length(self));
	for (uint32_t i = 0; list && i < results->row_count; i++) {
		struct hashlane_row found = { .struct_size = sizeof(found) };
		PyObject *tuple = PyTuple_New(3 + digests);

		(void)hashlane_results_row(&found, results, i);
		if (!tuple ||
		    PyTuple_SetItem(tuple, 0,
				    decode(found.path, found.path_bytes)) ||
		    PyTuple_SetItem(
			    tuple, 1,
			    PyLong_FromUnsignedLongLong(found.size_bytes)) ||
		    PyTuple_SetItem(tuple, 2, PyLong_FromLong(found.status)))
			goto fail;
		for (Py_ssize_t k = 0; k < digests; k++)
			if (PyTuple_SetItem(tuple, 3 + k,
					    digest_at(results, i, (size_t)k)))
				goto fail;
		if (PyErr_Occurred() ||
		    PyList_SetItem(list, (Py_ssize_t)i, tuple))
			goto fail;
		continue;
	fail:
		Py_XDECREF(tuple);
		Py_CLEAR(list);
	}
	return list;
}

/* ---- Columns ---- */

static PyObject *make_column(PyObject *self, uint64_t offset, uint64_t bytes)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct column *column = (struct column *)allocate(state->column);

	if (!column)
		return NULL;
	column->block = Py_NewRef(self);
	column->data = (const uint8_t *)results_of(self) + offset;
	column->bytes = (Py_ssize_t)bytes;
	return (PyObject *)column;
}

/*
 * columns(): [(kind, algorithm, stride, values, offsets, validity), ..]; the
 * last two None where a column has none.
 */
static PyObject *columns(PyObject *self, PyObject *none)
{
	const struct hashlane_results *results = results_of(self);
	const struct hashlane_results_column *all =
		(const struct hashlane_results_column *)(results + 1);
	uint64_t row_count = results->row_count;
	PyObject *list = PyList_New(0);

	(void)none;
	for (uint32_t i = 0; list && i < results->column_count; i++) {
		const struct hashlane_results_column *one = &all[i];
		uint64_t bytes = row_count * one->stride, end;
		PyObject *offsets, *validity, *values, *tuple;

		if (one->offsets) {
			memcpy(&end,
			       (const uint8_t *)results + one->offsets +
				       row_count * sizeof(end),
			       sizeof(end));
			bytes = end;
		}
		offsets = one->offsets ? make_column(self, one->offsets,
						     (row_count + 1) * 8) :
					 Py_NewRef(Py_None);
		validity = one->validity ? make_column(self, one->validity,
						       (row_count + 7) / 8) :
					   Py_NewRef(Py_None);
		values = make_column(self, one->offset, bytes);
		tuple = values && offsets && validity ?
				Py_BuildValue("(iiINNN)", one->kind,
					      one->algorithm, one->stride,
					      values, offsets, validity) :
				NULL;
		if (!tuple || PyList_Append(list, tuple))
			Py_CLEAR(list);
		Py_XDECREF(tuple);
	}
	return list;
}

static int get_buffer(PyObject *self, Py_buffer *view, int flags)
{
	const struct column *column = (const struct column *)self;

	return PyBuffer_FillInfo(view, self, (void *)(uintptr_t)column->data,
				 column->bytes, 1, flags);
}

static void dealloc_column(PyObject *self)
{
	Py_CLEAR(((struct column *)self)->block);
	release(self);
}

/* ---- Arrow ---- */

static PyObject *arrow_c_array(PyObject *self, PyObject *args,
			       PyObject *keywords)
{
	struct block *block = (struct block *)self;

	(void)args;
	(void)keywords; /* requested_schema: a wish that may be ignored */
	if (!block->exported) {
		block->exported = exported_make(block->results);
		if (!block->exported)
			return PyErr_NoMemory();
	}
	return exported_capsules(block->exported, self);
}

static PyMethodDef block_methods[] = {
	{ "row", (PyCFunction)(void (*)(void))row, METH_FASTCALL,
	  "row(i): what is known of a row." },
	{ "rows", rows, METH_O, "rows(n): all rows with n digests each." },
	{ "digest", (PyCFunction)(void (*)(void))digest, METH_FASTCALL,
	  "digest(row, index): bytes, or None." },
	{ "columns", columns, METH_NOARGS, "The columns, in place." },
	{ "__arrow_c_array__", (PyCFunction)(void (*)(void))arrow_c_array,
	  METH_VARARGS | METH_KEYWORDS, "Arrow's capsules, without a copy." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot block_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_block },
	{ Py_tp_methods, block_methods },
	{ Py_sq_length, (void *)(uintptr_t)length },
	{ Py_tp_doc, "A block of results." },
	{ 0, NULL },
};

static PyType_Spec block_spec = {
	.name = "hashlane._core.Block",
	.basicsize = sizeof(struct block),
	.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = block_slots,
};

static PyType_Slot column_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_column },
	{ Py_bf_getbuffer, (void *)(uintptr_t)get_buffer },
	{ Py_tp_doc, "Bytes of a block, read only." },
	{ 0, NULL },
};

static PyType_Spec column_spec = {
	.name = "hashlane._core.Column",
	.basicsize = sizeof(struct column),
	.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = column_slots,
};

bool add_block_type(PyObject *module, struct state *state)
{
	state->block = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &block_spec, NULL);
	state->column = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &column_spec, NULL);
	return state->block && state->column &&
	       !PyModule_AddType(module, state->block);
}
