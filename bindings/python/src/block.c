/* SPDX-License-Identifier: MIT */
/* block.c - a block of results: rows on access, columns in place. */
#include "block.h"

#include "arrow.h"
#include "row.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The data that a block shares with readers of Arrow. */
struct held {
	const struct hashlane_results *results;
	atomic_flag exporting;
	bool is_exported; /* the array owns the results */
	bool has_portable;
	struct exported exported;
	struct exported portable; /* has a copy of the results */
};

/* A part of a block, for the buffer protocol; it holds the block. */
struct column {
	PyObject ob_base;
	PyObject *block;
	const uint8_t *data;
	Py_ssize_t count, value_bytes;
	char format[3];
};

static void drop_held(void *object)
{
	struct held *held = object;

	if (held->is_exported) {
		held->exported.array.release(&held->exported.array);
		held->exported.schema.release(&held->exported.schema);
	} else {
		hashlane_results_destroy(held->results);
	}
	if (held->has_portable) {
		held->portable.array.release(&held->portable.array);
		held->portable.schema.release(&held->portable.schema);
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
	held->portable.keeper = held->exported.keeper;
	if (held->exported.keeper)
		return held;
	free(held);
	return NULL;
}

/* The other array owns the results: this array has a copy. */
static int32_t export_portable(struct held *held)
{
	const struct hashlane_results *copy;
	int32_t status = hashlane_results_load(
		&copy, held->results,
		(size_t)hashlane_results_get_bytes(held->results), NULL);

	if (status)
		return status;
	status = hashlane_results_export(&held->portable.array,
					 &held->portable.schema, copy,
					 HASHLANE_ARROW_PORTABLE);
	if (status)
		hashlane_results_destroy(copy);
	held->has_portable = !status;
	return status;
}

static int32_t export_plain(struct held *held)
{
	int32_t status = hashlane_results_export(&held->exported.array,
						 &held->exported.schema,
						 held->results, 0);

	held->is_exported = !status;
	return status;
}

/* The export to Arrow, made once; NULL: an exception is set. */
static const struct exported *export(struct state *state, struct held *held,
				     uint32_t flags)
{
	int32_t status = HASHLANE_OK;

	while (atomic_flag_test_and_set(&held->exporting))
		; /* the other thread needs a microsecond */
	if (flags && !held->has_portable)
		status = export_portable(held);
	else if (!flags && !held->is_exported)
		status = export_plain(held);
	atomic_flag_clear(&held->exporting);
	if (!status)
		return flags ? &held->portable : &held->exported;
	raise_status(state, status, NULL, 0, NULL);
	return NULL;
}

/* ---- Columns by kind ---- */

/* False: no memory. */
static bool find_columns(struct columns *columns,
			 const struct hashlane_results *results)
{
	struct hashlane_results_column column;
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
	size_t count = 0;

	while (!hashlane_results_get_column(&column, results, count))
		count++;
	columns->rows = hashlane_results_get_count(results);
	columns->digests = malloc(count * sizeof(column));
	if (!columns->digests)
		return false;
	for (size_t i = 0; i < count; i++) {
		(void)hashlane_results_get_column(&column, results, i);
		if (column.kind == HASHLANE_COLUMN_DIGEST)
			columns->digests[columns->digest_count++] = column;
		else if (column.kind == HASHLANE_COLUMN_INPUT)
			columns->input = base + column.offset;
		else if (column.kind > 0 &&
			 column.kind < HASHLANE_COLUMN_DIGEST)
			*places[column.kind] = base + column.offset;
		if (column.kind == HASHLANE_COLUMN_PATH)
			columns->path_offsets = base + column.offsets;
		else if (column.kind == HASHLANE_COLUMN_MESSAGE)
			columns->message_offsets = base + column.offsets;
	}
	/* The oldest version of a block has no column of inputs. */
	if (!columns->input)
		columns->input = columns->index;
	return true;
}

PyObject *block_path(const struct block *block, uint32_t row)
{
	const struct columns *columns = &block->columns;
	uint64_t start = column_u64(columns->path_offsets, row);
	uint64_t end = column_u64(columns->path_offsets, row + 1);

	/* A path is bytes: bytes that are not UTF-8 become surrogates. */
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
			hashlane_results_destroy(results);
		return PyErr_NoMemory();
	}
	block->keeper = held->exported.keeper;
	block->results = results;
	block->held = held;
	block->names = Py_NewRef(names);
	memset(&block->columns, 0, sizeof(block->columns));
	if (find_columns(&block->columns, results))
		return (PyObject *)block;
	Py_DECREF((PyObject *)block);
	return PyErr_NoMemory();
}

static void dealloc_block(PyObject *self)
{
	struct block *block = (struct block *)self;

	shared_give(block->keeper);
	Py_DECREF(block->names);
	free(block->columns.digests);
	object_free(self);
}

static Py_ssize_t length(PyObject *self)
{
	return (Py_ssize_t)((struct block *)self)->columns.rows;
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
	for (uint32_t i = 0; list && i < block->columns.rows; i++) {
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
	uint32_t failures = hashlane_results_get_failures(block->results);
	PyObject *list = PyList_New(0);

	(void)none;
	for (uint32_t i = 0; list && failures && i < block->columns.rows;
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
	/* Blocks are little-endian: on other machines the format says so. */
	memset(column->format, 0, sizeof(column->format));
	if (PY_BIG_ENDIAN && format != 'B') {
		column->format[0] = '<';
		column->format[1] = format;
	} else {
		column->format[0] = format;
	}
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
		{ "input", found->input, rows, 'Q' },
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
	const struct exported *exported;
	uint32_t flags;

	if (!takes_schema(args, keywords, &flags))
		return NULL;
	exported = export(state_of_type(Py_TYPE(self)),
			  ((struct block *)self)->held, flags);
	return exported ? array_capsules(exported) : NULL;
}

/* blocks_stream(list of one or more blocks, portable): return their stream. */
static PyObject *blocks_stream(PyObject *module, PyObject *args)
{
	struct state *state = PyModule_GetState(module);
	const struct exported **arrays;
	PyObject *capsule = NULL, *list;
	Py_ssize_t count, i;
	int portable;

	if (!PyArg_ParseTuple(args, "Op", &list, &portable))
		return NULL;
	count = PyList_Check(list) ? PyList_Size(list) : -1;
	if (count < 0) {
		PyErr_SetString(PyExc_TypeError,
				"blocks_stream() needs a list of blocks");
		return NULL;
	}
	arrays = PyMem_Calloc((size_t)count + 1, sizeof(*arrays));
	if (!arrays)
		return PyErr_NoMemory();
	for (i = 0; i < count; i++) {
		PyObject *block = PyList_GetItem(list, i);

		if (!block || Py_TYPE(block) != state->block) {
			PyErr_SetString(PyExc_TypeError,
					"the list must contain only blocks");
			break;
		}
		arrays[i] = export(state, ((struct block *)block)->held,
				   portable ? HASHLANE_ARROW_PORTABLE : 0);
		if (!arrays[i])
			break;
	}
	if (count && i == count)
		capsule = arrays_capsule(arrays, (size_t)count);
	else if (!count)
		PyErr_SetString(PyExc_ValueError, "the list has no block");
	PyMem_Free((void *)arrays);
	return capsule;
}

/* ---- Bytes ---- */

/* Return the names of a block's algorithms as a tuple. */
static PyObject *names_of(const struct hashlane_results *results)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS] = { 0 };
	struct hashlane_results_column column;
	size_t count = 0;

	for (size_t i = 0; !hashlane_results_get_column(&column, results, i);
	     i++) {
		if (column.kind != HASHLANE_COLUMN_DIGEST)
			continue;
		specs[count].id = column.algorithm;
		specs[count++].param = column.param;
	}
	return spec_names(specs, count);
}

/* Load the block at *at and advance *at past it; NULL: an exception is set. */
static PyObject *load_block(struct state *state, const Py_buffer *view,
			    Py_ssize_t *at)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const struct hashlane_results *results;
	PyObject *names, *block, *message;
	int32_t status = hashlane_results_load(
		&results, (const uint8_t *)view->buf + *at,
		(size_t)(view->len - *at), &error);

	if (status) {
		message = PyUnicode_FromFormat("%s, at byte %zd",
					       error.message,
					       *at + (Py_ssize_t)error.offset);
		if (message)
			raise_status(state,
				     status == HASHLANE_FORMAT ?
					     HASHLANE_ARGUMENT :
					     status,
				     PyUnicode_AsUTF8AndSize(message, NULL), 0,
				     NULL);
		Py_XDECREF(message);
		return NULL;
	}
	*at += (Py_ssize_t)hashlane_results_get_bytes(results);
	names = names_of(results);
	if (!names) {
		hashlane_results_destroy(results);
		return NULL;
	}
	block = block_new(state, names, results);
	Py_DECREF(names);
	return block;
}

static PyObject *load_blocks(PyObject *module, PyObject *data)
{
	PyObject *list;
	Py_ssize_t at = 0;
	Py_buffer view;

	if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE))
		return NULL;
	list = PyList_New(0);
	while (list && at < view.len) {
		PyObject *block = load_block(PyModule_GetState(module), &view,
					     &at);

		if (!block || PyList_Append(list, block))
			Py_CLEAR(list);
		Py_XDECREF(block);
	}
	PyBuffer_Release(&view);
	return list;
}

static PyObject *to_bytes(PyObject *self, PyObject *none)
{
	const struct hashlane_results *results =
		((struct block *)self)->results;

	(void)none;
	return PyBytes_FromStringAndSize(
		(const char *)results,
		(Py_ssize_t)hashlane_results_get_bytes(results));
}

static PyObject *names(PyObject *self, void *unused)
{
	(void)unused;
	return Py_NewRef(((struct block *)self)->names);
}

static PyMethodDef functions[] = {
	{ "blocks_stream", blocks_stream, METH_VARARGS,
	  "blocks_stream($module, blocks, portable, /)\n--\n\n"
	  "Return the capsule of an Arrow stream of blocks." },
	{ "load_blocks", load_blocks, METH_O,
	  "load_blocks($module, data, /)\n--\n\n"
	  "Return the blocks that the bytes contain." },
	{ NULL, NULL, 0, NULL },
};

static PyMethodDef block_methods[] = {
	{ "tuples", tuples, METH_NOARGS,
	  "tuples($self, /)\n--\n\n"
	  "Return [(path, size, status, digest ..), ..] of all rows." },
	{ "failures", failures, METH_NOARGS,
	  "failures($self, /)\n--\n\nReturn the rows that failed." },
	{ "columns", columns, METH_NOARGS,
	  "columns($self, /)\n--\n\n"
	  "Return {name: memoryview}, without a copy." },
	{ "tobytes", to_bytes, METH_NOARGS,
	  "tobytes($self, /)\n--\n\n"
	  "Return the block as bytes, for load_blocks." },
	{ "__arrow_c_array__", (PyCFunction)(void (*)(void))arrow_c_array,
	  METH_VARARGS | METH_KEYWORDS,
	  "__arrow_c_array__($self, requested_schema=None, *, "
	  "portable=False)\n--\n\n"
	  "Return the capsules of Arrow, without a copy." },
	{ NULL, NULL, 0, NULL },
};

static PyGetSetDef block_getters[] = {
	{ "names", names, NULL, "The algorithms, in order.", NULL },
	{ NULL, NULL, NULL, NULL, NULL },
};

static PyType_Slot block_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_block },
	{ Py_tp_methods, block_methods },
	{ Py_tp_getset, block_getters },
	{ Py_tp_iter, (void *)(uintptr_t)iterate },
	{ Py_sq_length, (void *)(uintptr_t)length },
	{ Py_sq_item, (void *)(uintptr_t)item },
	{ Py_tp_doc, "A block of results: a sequence of rows." },
	{ 0, NULL },
};

static PyType_Spec block_spec = {
	.name = "hashlane._core.Block",
	.basicsize = sizeof(struct block),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = block_slots,
};

static PyType_Slot column_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_column },
	{ Py_bf_getbuffer, (void *)(uintptr_t)get_buffer },
	{ Py_tp_doc, "Read-only values of a block." },
	{ 0, NULL },
};

static PyType_Spec column_spec = {
	.name = "hashlane._core.Column",
	.basicsize = sizeof(struct column),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
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
