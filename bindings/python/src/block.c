/* SPDX-License-Identifier: MIT */
/* block.c - a block of results: rows when asked for, columns in place. */
#include "block.h"

#include "arrow.h"
#include "row.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* What a block shares with readers of Arrow. */
struct held {
	const struct hashlane_results *results;
	atomic_flag exporting;
	bool is_exported; /* the array owns the results */
	struct exported exported;
};

/* Part of a block, by the buffer protocol; keeps the block. */
struct column {
	PyObject ob_base;
	PyObject *block;
	const uint8_t *data;
	Py_ssize_t count, value_bytes;
	char format[2];
};

static void drop_held(void *object)
{
	struct held *held = object;

	if (held->is_exported) {
		held->exported.array.release(&held->exported.array);
		held->exported.schema.release(&held->exported.schema);
	} else {
		hashlane_results_free(held->results);
	}
	free(held);
}

static struct held *hold(const struct hashlane_results *results)
{
	struct held *held = calloc(1, sizeof(*held));

	if (!held)
		return NULL;
	held->results = results;
	atomic_flag_clear(&held->exporting);
	held->exported.keeper = shared_new(drop_held, held);
	if (held->exported.keeper)
		return held;
	free(held);
	return NULL;
}

/* As Arrow has it, made once; NULL: an exception is set. */
static const struct exported *export(struct held *held)
{
	struct exported *exported = &held->exported;

	while (atomic_flag_test_and_set(&held->exporting))
		; /* the other thread needs a microsecond */
	if (!held->is_exported)
		held->is_exported = !hashlane_results_export(
			&exported->array, &exported->schema, held->results);
	atomic_flag_clear(&held->exporting);
	if (held->is_exported)
		return exported;
	PyErr_NoMemory();
	return NULL;
}

/* ---- Columns by kind ---- */

static void find_columns(struct columns *columns,
			 const struct hashlane_results *results)
{
	const struct hashlane_results_column *all =
		(const struct hashlane_results_column *)(results + 1);
	const uint8_t *base = (const uint8_t *)results;
	const uint8_t **places[] = {
		[HASHLANE_COLUMN_INDEX] = &columns->index,
		[HASHLANE_COLUMN_SIZE] = &columns->size,
		[HASHLANE_COLUMN_STATUS] = &columns->status,
		[HASHLANE_COLUMN_OS_ERROR] = &columns->os_error,
		[HASHLANE_COLUMN_MTIME] = &columns->mtime,
		[HASHLANE_COLUMN_ERROR_OFFSET] = &columns->error_offset,
		[HASHLANE_COLUMN_PATH] = &columns->paths,
		[HASHLANE_COLUMN_MESSAGE] = &columns->messages,
	};

	for (uint32_t i = 0; i < results->column_count; i++) {
		int32_t kind = all[i].kind;

		if (kind == HASHLANE_COLUMN_DIGEST) {
			if (!columns->digest_count++)
				columns->digests = &all[i];
		} else if (kind > 0 && kind < HASHLANE_COLUMN_DIGEST) {
			*places[kind] = base + all[i].offset;
		}
		if (kind == HASHLANE_COLUMN_PATH)
			columns->path_offsets = base + all[i].offsets;
		else if (kind == HASHLANE_COLUMN_MESSAGE)
			columns->message_offsets = base + all[i].offsets;
	}
}

PyObject *block_path(const struct block *block, uint32_t row)
{
	const struct columns *columns = &block->columns;
	uint64_t start = column_u64(columns->path_offsets, row);
	uint64_t end = column_u64(columns->path_offsets, row + 1);

	/* Names are bytes: what is not UTF-8 comes as surrogates. */
	return PyUnicode_DecodeFSDefaultAndSize((const char *)columns->paths +
							start,
						(Py_ssize_t)(end - start));
}

PyObject *block_message(const struct block *block, uint32_t row)
{
	const struct columns *columns = &block->columns;
	uint64_t start = column_u64(columns->message_offsets, row);
	uint64_t end = column_u64(columns->message_offsets, row + 1);

	return PyUnicode_FromStringAndSize((const char *)columns->messages +
						   start,
					   (Py_ssize_t)(end - start));
}

PyObject *block_digest(const struct block *block, uint32_t row, uint32_t index)
{
	const struct hashlane_results_column *column =
		&block->columns.digests[index];
	const uint8_t *base = (const uint8_t *)block->results;

	if (column->validity &&
	    !(base[column->validity + row / 8] >> row % 8 & 1))
		Py_RETURN_NONE;
	return PyBytes_FromStringAndSize((const char *)base + column->offset +
						 (uint64_t)row *
							 column->stride,
					 (Py_ssize_t)column->stride);
}

/* ---- The block ---- */

PyObject *block_new(struct state *state, PyObject *names,
		    const struct hashlane_results *results)
{
	struct held *held = hold(results);
	struct block *block = held ? object_new(state->block) : NULL;

	if (!block) {
		if (held)
			shared_give(held->exported.keeper);
		else
			hashlane_results_free(results);
		return PyErr_NoMemory();
	}
	block->keeper = held->exported.keeper;
	block->results = results;
	block->held = held;
	block->names = Py_NewRef(names);
	memset(&block->columns, 0, sizeof(block->columns));
	find_columns(&block->columns, results);
	return (PyObject *)block;
}

static void dealloc_block(PyObject *self)
{
	struct block *block = (struct block *)self;

	shared_give(block->keeper);
	Py_DECREF(block->names);
	object_free(self);
}

static Py_ssize_t length(PyObject *self)
{
	return (Py_ssize_t)((struct block *)self)->results->row_count;
}

static PyObject *item(PyObject *self, Py_ssize_t i)
{
	if (i >= 0 && i < length(self))
		return row_new(state_of_type(Py_TYPE(self)), self,
			       (uint32_t)i);
	PyErr_SetString(PyExc_IndexError, "no such row");
	return NULL;
}

static PyObject *iterate(PyObject *self)
{
	return rows_new(state_of_type(Py_TYPE(self)), self);
}

static bool fill_tuple(PyObject *tuple, const struct block *block,
		       uint32_t row)
{
	const struct columns *columns = &block->columns;
	PyObject *value = block_path(block, row);

	if (!value)
		return false;
	PyTuple_SetItem(tuple, 0, value);
	value = PyLong_FromUnsignedLongLong(column_u64(columns->size, row));
	if (!value)
		return false;
	PyTuple_SetItem(tuple, 1, value);
	value = PyLong_FromLong(column_i32(columns->status, row));
	if (!value)
		return false;
	PyTuple_SetItem(tuple, 2, value);
	for (uint32_t i = 0; i < columns->digest_count; i++) {
		value = block_digest(block, row, i);
		if (!value)
			return false;
		PyTuple_SetItem(tuple, 3 + (Py_ssize_t)i, value);
	}
	return true;
}

static PyObject *tuples(PyObject *self, PyObject *none)
{
	const struct block *block = (const struct block *)self;
	Py_ssize_t width = 3 + (Py_ssize_t)block->columns.digest_count;
	PyObject *list = PyList_New(length(self));

	(void)none;
	for (uint32_t i = 0; list && i < block->results->row_count; i++) {
		PyObject *tuple = PyTuple_New(width);

		if (tuple && fill_tuple(tuple, block, i)) {
			PyList_SetItem(list, (Py_ssize_t)i, tuple);
		} else {
			Py_XDECREF(tuple);
			Py_CLEAR(list);
		}
	}
	return list;
}

static PyObject *failures(PyObject *self, PyObject *none)
{
	const struct block *block = (const struct block *)self;
	struct state *state = state_of_type(Py_TYPE(self));
	PyObject *list = PyList_New(0);

	(void)none;
	for (uint32_t i = 0;
	     list && block->results->failures && i < block->results->row_count;
	     i++) {
		PyObject *row;

		if (!column_i32(block->columns.status, i))
			continue;
		row = row_new(state, self, i);
		if (!row || PyList_Append(list, row))
			Py_CLEAR(list);
		Py_XDECREF(row);
	}
	return list;
}

/* ---- Columns ---- */

/* Add a view of values to a dict; false: an exception is set. */
static bool add_view(PyObject *dict, PyObject *self, PyObject *name,
		     const void *data, Py_ssize_t count, char format)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct column *column = name ? object_new(state->column) : NULL;
	PyObject *view;
	bool well;

	if (!column)
		return false;
	column->block = Py_NewRef(self);
	column->data = data;
	column->count = count;
	column->value_bytes = format == 'B' ? 1 : format == 'i' ? 4 : 8;
	column->format[0] = format;
	column->format[1] = 0;
	view = PyMemoryView_FromObject((PyObject *)column);
	Py_DECREF((PyObject *)column);
	well = view && !PyDict_SetItem(dict, name, view);
	Py_XDECREF(view);
	return well;
}

static bool add_digests(PyObject *dict, PyObject *self)
{
	const struct block *block = (const struct block *)self;
	const uint8_t *base = (const uint8_t *)block->results;

	for (uint32_t i = 0; i < block->columns.digest_count; i++) {
		const struct hashlane_results_column *column =
			&block->columns.digests[i];
		PyObject *name = PyTuple_GetItem(block->names, (Py_ssize_t)i);

		if (!add_view(dict, self, name, base + column->offset,
			      length(self) * (Py_ssize_t)column->stride, 'B'))
			return false;
	}
	return true;
}

static PyObject *columns(PyObject *self, PyObject *none)
{
	const struct columns *found = &((struct block *)self)->columns;
	Py_ssize_t rows = length(self);
	const struct {
		const char *name;
		const uint8_t *data;
		Py_ssize_t count;
		char format;
	} plain[] = {
		{ "index", found->index, rows, 'Q' },
		{ "size", found->size, rows, 'Q' },
		{ "status", found->status, rows, 'i' },
		{ "os_error", found->os_error, rows, 'i' },
		{ "mtime_ns", found->mtime, rows, 'q' },
		{ "error_offset", found->error_offset, rows, 'Q' },
		{ "path_offsets", found->path_offsets, rows + 1, 'Q' },
		{ "path_bytes", found->paths,
		  (Py_ssize_t)column_u64(found->path_offsets, (uint64_t)rows),
		  'B' },
	};
	PyObject *dict = PyDict_New();

	(void)none;
	for (size_t i = 0; dict && i < sizeof(plain) / sizeof(*plain); i++) {
		PyObject *name = PyUnicode_InternFromString(plain[i].name);

		if (!add_view(dict, self, name, plain[i].data, plain[i].count,
			      plain[i].format))
			Py_CLEAR(dict);
		Py_XDECREF(name);
	}
	if (dict && !add_digests(dict, self))
		Py_CLEAR(dict);
	return dict;
}

static int get_buffer(PyObject *self, Py_buffer *view, int flags)
{
	struct column *column = (struct column *)self;

	if (PyBuffer_FillInfo(view, self, (void *)(uintptr_t)column->data,
			      column->count * column->value_bytes, 1, flags))
		return -1;
	view->itemsize = column->value_bytes;
	if (flags & PyBUF_FORMAT)
		view->format = column->format;
	if (flags & PyBUF_ND)
		view->shape = &column->count;
	if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES)
		view->strides = &column->value_bytes;
	return 0;
}

static void dealloc_column(PyObject *self)
{
	Py_DECREF(((struct column *)self)->block);
	object_free(self);
}

/* ---- Arrow ---- */

static PyObject *arrow_c_array(PyObject *self, PyObject *args,
			       PyObject *keywords)
{
	const struct exported *exported = export(((struct block *)self)->held);

	(void)args;
	(void)keywords; /* requested_schema: a wish that may be ignored */
	return exported ? array_capsules(exported) : NULL;
}

/* blocks_stream(list of blocks, at least one): a stream of them. */
static PyObject *blocks_stream(PyObject *module, PyObject *list)
{
	struct state *state = PyModule_GetState(module);
	Py_ssize_t count = PyList_Check(list) ? PyList_Size(list) : -1;
	const struct exported **arrays;
	PyObject *capsule = NULL;
	Py_ssize_t i;

	if (count < 0) {
		PyErr_SetString(PyExc_TypeError, "a list of blocks is wanted");
		return NULL;
	}
	arrays = PyMem_Calloc((size_t)count + 1, sizeof(*arrays));
	if (!arrays)
		return PyErr_NoMemory();
	for (i = 0; i < count; i++) {
		PyObject *block = PyList_GetItem(list, i);

		if (!block || Py_TYPE(block) != state->block) {
			PyErr_SetString(PyExc_TypeError, "blocks are wanted");
			break;
		}
		arrays[i] = export(((struct block *)block)->held);
		if (!arrays[i])
			break;
	}
	if (count && i == count)
		capsule = arrays_capsule(arrays, (size_t)count);
	else if (!count)
		PyErr_SetString(PyExc_ValueError, "there is no block");
	PyMem_Free((void *)arrays);
	return capsule;
}

static PyMethodDef functions[] = {
	{ "blocks_stream", blocks_stream, METH_O,
	  "blocks_stream($module, blocks, /)\n--\n\n"
	  "The capsule of an Arrow stream of blocks." },
	{ NULL, NULL, 0, NULL },
};

static PyMethodDef block_methods[] = {
	{ "tuples", tuples, METH_NOARGS,
	  "tuples($self, /)\n--\n\n"
	  "[(path, size, status, digest ..), ..]: all rows." },
	{ "failures", failures, METH_NOARGS,
	  "failures($self, /)\n--\n\nThe rows that failed." },
	{ "columns", columns, METH_NOARGS,
	  "columns($self, /)\n--\n\n{name: memoryview}, in place." },
	{ "__arrow_c_array__", (PyCFunction)(void (*)(void))arrow_c_array,
	  METH_VARARGS | METH_KEYWORDS,
	  "__arrow_c_array__($self, requested_schema=None)\n--\n\n"
	  "Arrow's capsules, without a copy." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot block_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_block },
	{ Py_tp_methods, block_methods },
	{ Py_tp_iter, (void *)(uintptr_t)iterate },
	{ Py_sq_length, (void *)(uintptr_t)length },
	{ Py_sq_item, (void *)(uintptr_t)item },
	{ Py_tp_doc, "A block of results: a sequence of rows." },
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
	{ Py_tp_doc, "Values of a block, read only." },
	{ 0, NULL },
};

static PyType_Spec column_spec = {
	.name = "hashlane._core.Column",
	.basicsize = sizeof(struct column),
	.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = column_slots,
};

bool add_block_types(PyObject *module, struct state *state)
{
	state->block = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &block_spec, NULL);
	state->column = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &column_spec, NULL);
	return state->block && state->column &&
	       !PyModule_AddType(module, state->block) &&
	       !PyModule_AddFunctions(module, functions);
}
