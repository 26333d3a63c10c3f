/* SPDX-License-Identifier: MIT */
/* row.c - the properties of one file, read from its block on access. */
#include "row.h"

#include "block.h"

#include <stdatomic.h>

struct row {
	PyObject ob_base;
	PyObject *block;
	uint32_t number;
};

struct rows {
	PyObject ob_base;
	PyObject *block;
	PyTypeObject *type; /* of a row; the block's module keeps it */
	atomic_uint next;   /* any thread may take the next */
};

static inline PyObject *make(PyTypeObject *type, PyObject *block,
			     uint32_t number)
{
	struct row *row = object_new(type);

	if (!row)
		return NULL;
	row->block = Py_NewRef(block);
	row->number = number;
	return (PyObject *)row;
}

PyObject *row_new(struct state *state, PyObject *block, uint32_t row)
{
	return make(state->row, block, row);
}

static void dealloc(PyObject *self)
{
	Py_DECREF(((struct row *)self)->block);
	object_free(self);
}

/* ---- Values ---- */

static const struct block *block_of(PyObject *self)
{
	return (const struct block *)((struct row *)self)->block;
}

static uint32_t number_of(PyObject *self)
{
	return ((struct row *)self)->number;
}

static int32_t status_of(PyObject *self)
{
	return column_i32(block_of(self)->columns.status, number_of(self));
}

static PyObject *get_index(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromUnsignedLongLong(
		column_u64(block_of(self)->columns.index, number_of(self)));
}

static PyObject *get_input(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromUnsignedLongLong(
		column_u64(block_of(self)->columns.input, number_of(self)));
}

static PyObject *get_path(PyObject *self, void *unused)
{
	(void)unused;
	return block_path(block_of(self), number_of(self));
}

static PyObject *get_size(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromUnsignedLongLong(
		column_u64(block_of(self)->columns.size, number_of(self)));
}

static PyObject *get_mtime(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromLongLong((int64_t)column_u64(
		block_of(self)->columns.mtime, number_of(self)));
}

static PyObject *get_ok(PyObject *self, void *unused)
{
	(void)unused;
	return PyBool_FromLong(!status_of(self));
}

static PyObject *get_error(PyObject *self, void *unused)
{
	const struct block *block = block_of(self);
	struct state *state = state_of_type(Py_TYPE(self));
	uint32_t row = number_of(self);
	int32_t status = status_of(self);
	PyObject *path, *message, *error = NULL;

	(void)unused;
	if (!status)
		Py_RETURN_NONE;
	path = block_path(block, row);
	message = block_message(block, row);
	if (path && message)
		error = PyObject_CallFunction(
			state->make_error, "iOiOK", (int)status, message,
			(int)column_i32(block->columns.os_error, row), path,
			(unsigned long long)column_u64(
				block->columns.error_offset, row));
	Py_XDECREF(path);
	Py_XDECREF(message);
	return error;
}

static PyObject *text_at(PyObject *self, uint32_t index, int32_t form);

/* {name: text or None} */
static PyObject *get_texts(PyObject *self, void *unused)
{
	const struct block *block = block_of(self);
	PyObject *dict = PyDict_New();

	(void)unused;
	for (uint32_t i = 0; dict && i < block->columns.digest_count; i++) {
		PyObject *text = text_at(self, i, HASHLANE_TEXT_CANONICAL);
		PyObject *name = PyTuple_GetItem(block->names, (Py_ssize_t)i);

		if (!text || !name || PyDict_SetItem(dict, name, text))
			Py_CLEAR(dict);
		Py_XDECREF(text);
	}
	return dict;
}

static PyObject *get_digests(PyObject *self, void *unused)
{
	const struct block *block = block_of(self);
	PyObject *dict = PyDict_New();

	(void)unused;
	for (uint32_t i = 0; dict && i < block->columns.digest_count; i++) {
		PyObject *digest = block_digest(block, number_of(self), i);
		PyObject *name = PyTuple_GetItem(block->names, (Py_ssize_t)i);

		if (!digest || !name || PyDict_SetItem(dict, name, digest))
			Py_CLEAR(dict);
		Py_XDECREF(digest);
	}
	return dict;
}

static struct hashlane_row row_of(PyObject *self)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };

	(void)hashlane_results_get_row(&row, block_of(self)->results,
				       number_of(self));
	return row;
}

static PyObject *get_known(PyObject *self, void *unused)
{
	(void)unused;
	return PyBool_FromLong(row_of(self).flags & HASHLANE_ROW_KNOWN);
}

static PyObject *get_settled(PyObject *self, void *unused)
{
	(void)unused;
	return PyBool_FromLong(row_of(self).flags & HASHLANE_ROW_SETTLED);
}

static PyGetSetDef values[] = {
	{ "index", get_index, NULL,
	  "Number of the file, from 0; each file of a walk counts.", NULL },
	{ "input", get_input, NULL,
	  "Number of the given path, from 0; a walk's file has its root's.",
	  NULL },
	{ "path", get_path, NULL,
	  "Path as given or found; bytes that are not UTF-8 are surrogates.",
	  NULL },
	{ "size", get_size, NULL,
	  "Bytes hashed; if the file failed, bytes read.", NULL },
	{ "mtime_ns", get_mtime, NULL,
	  "Time of modification, nanoseconds since 1970; 0: unknown.", NULL },
	{ "known", get_known, NULL,
	  "Did a lookup give the digests, without a read?", NULL },
	{ "settled", get_settled, NULL,
	  "May a cache store the digests? Only in jobs with a lookup.", NULL },
	{ "ok", get_ok, NULL, "Did nothing go wrong?", NULL },
	{ "error", get_error, NULL, "The exception of a failure, or None.",
	  NULL },
	{ "digests", get_digests, NULL, "{name: bytes or None}", NULL },
	{ "texts", get_texts, NULL,
	  "{name: str or None}, in the algorithms' own forms.", NULL },
	{ NULL, NULL, NULL, NULL, NULL },
};

/* ---- Digests ---- */

/* Return the library's spelling of a name, which may be unknown. */
static PyObject *spell(struct state *state, PyObject *name)
{
	struct hashlane_algorithm_spec spec;

	if (parse_spec(state, &spec, name))
		return spec_name(&spec);
	if (!PyErr_ExceptionMatches(PyExc_ValueError))
		return NULL;
	PyErr_Clear();
	return Py_NewRef(name);
}

static bool by_name(struct state *state, PyObject *names, PyObject *name,
		    Py_ssize_t *index)
{
	int found = PySequence_Contains(names, name);
	PyObject *spelt;

	if (found > 0)
		*index = PySequence_Index(names, name);
	if (found)
		return found > 0;
	spelt = spell(state, name);
	if (spelt)
		found = PySequence_Contains(names, spelt);
	if (found > 0)
		*index = PySequence_Index(names, spelt);
	else if (spelt && !found)
		PyErr_Format(PyExc_KeyError, "%U is not one of %R", name,
			     names);
	Py_XDECREF(spelt);
	return found > 0;
}

/* Find the algorithm; false: an exception is set. */
static bool which(PyObject *self, PyObject *const *args, Py_ssize_t count,
		  uint32_t *index)
{
	const struct block *block = block_of(self);
	Py_ssize_t n = block->columns.digest_count, i = 0;

	if (count > 1) {
		PyErr_Format(
			PyExc_TypeError,
			"expected one algorithm by name or index, not %zd",
			count);
		return false;
	}
	if (count && PyUnicode_Check(args[0])) {
		if (!by_name(state_of_type(Py_TYPE(self)), block->names,
			     args[0], &i))
			return false;
	} else if (count) {
		if (!parse_place(&i, args[0]))
			return false;
		if (i < 0)
			i += n;
	}
	if (i < 0 || i >= n) {
		PyErr_Format(PyExc_IndexError,
			     "the index is out of range: there are %zd "
			     "algorithms",
			     n);
		return false;
	}
	*index = (uint32_t)i;
	return true;
}

static PyObject *digest(PyObject *self, PyObject *const *args,
			Py_ssize_t count)
{
	uint32_t index;

	if (!which(self, args, count, &index))
		return NULL;
	return block_digest(block_of(self), number_of(self), index);
}

static PyObject *text_at(PyObject *self, uint32_t index, int32_t form)
{
	const struct block *block = block_of(self);
	const struct hashlane_results_column *column;
	struct hashlane_algorithm_spec spec = { 0 };
	char text[HASHLANE_MAX_TEXT_BYTES];
	const uint8_t *found;
	size_t bytes, length;
	int32_t status;

	column = &block->columns.digests[index];
	status = hashlane_results_get_digest(&found, &bytes, block->results,
					     number_of(self), index);
	if (status == HASHLANE_NOT_FOUND)
		Py_RETURN_NONE;
	spec.id = column->algorithm;
	spec.param = column->param;
	if (!status)
		status = hashlane_digest_format(text, sizeof(text), &length,
						&spec, form, found, bytes);
	if (status)
		return raise_status(state_of_type(Py_TYPE(self)), status, NULL,
				    0, NULL);
	return PyUnicode_FromStringAndSize(text, (Py_ssize_t)length);
}

static PyObject *format(PyObject *self, PyObject *const *args,
			Py_ssize_t count, int32_t form)
{
	uint32_t index;

	return which(self, args, count, &index) ? text_at(self, index, form) :
						  NULL;
}

static PyObject *hexdigest(PyObject *self, PyObject *const *args,
			   Py_ssize_t count)
{
	return format(self, args, count, HASHLANE_TEXT_HEX);
}

static PyObject *text(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
	return format(self, args, count, HASHLANE_TEXT_CANONICAL);
}

static PyObject *repr(PyObject *self)
{
	PyObject *path = get_path(self, NULL), *what, *made = NULL;

	what = status_of(self) ? get_error(self, NULL) :
				 get_digests(self, NULL);
	if (path && what && status_of(self))
		made = PyUnicode_FromFormat("<hashlane.Row %R: %S>", path,
					    what);
	else if (path && what)
		made = PyUnicode_FromFormat(
			"<hashlane.Row %R %llu bytes>", path,
			column_u64(block_of(self)->columns.size,
				   number_of(self)));
	Py_XDECREF(path);
	Py_XDECREF(what);
	return made;
}

static PyMethodDef methods[] = {
	{ "digest", (PyCFunction)(void (*)(void))digest, METH_FASTCALL,
	  "digest($self, which=0, /)\n--\n\n"
	  "Return a digest or None. `which` is a name or an index." },
	{ "hexdigest", (PyCFunction)(void (*)(void))hexdigest, METH_FASTCALL,
	  "hexdigest($self, which=0, /)\n--\n\n"
	  "Return a digest in hexadecimal." },
	{ "text", (PyCFunction)(void (*)(void))text, METH_FASTCALL,
	  "text($self, which=0, /)\n--\n\n"
	  "Return a digest in its algorithm's own form, or None." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot row_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_getset, values },
	{ Py_tp_methods, methods },
	{ Py_tp_repr, (void *)(uintptr_t)repr },
	{ Py_tp_doc, "What is known of one file." },
	{ 0, NULL },
};

static PyType_Spec row_spec = {
	.name = "hashlane.Row",
	.basicsize = sizeof(struct row),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = row_slots,
};

/* ---- Iteration ---- */

PyObject *rows_new(struct state *state, PyObject *block)
{
	struct rows *rows = object_new(state->rows);

	if (!rows)
		return NULL;
	rows->block = Py_NewRef(block);
	rows->type = state->row;
	atomic_init(&rows->next, 0);
	return (PyObject *)rows;
}

static void dealloc_rows(PyObject *self)
{
	Py_DECREF(((struct rows *)self)->block);
	object_free(self);
}

static PyObject *next(PyObject *self)
{
	struct rows *rows = (struct rows *)self;
	uint32_t count = ((struct block *)rows->block)->columns.rows;
	uint32_t row = count;

	/* Stay near the end: an overflow would start the iteration again. */
	if (atomic_load_explicit(&rows->next, memory_order_relaxed) < count)
		row = atomic_fetch_add_explicit(&rows->next, 1,
						memory_order_relaxed);
	return row < count ? make(rows->type, rows->block, row) : NULL;
}

static PyType_Slot rows_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_rows },
	{ Py_tp_iter, (void *)(uintptr_t)PyObject_SelfIter },
	{ Py_tp_iternext, (void *)(uintptr_t)next },
	{ 0, NULL },
};

static PyType_Spec rows_spec = {
	.name = "hashlane._core.Rows",
	.basicsize = sizeof(struct rows),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = rows_slots,
};

bool add_row_types(PyObject *module, struct state *state)
{
	state->row = (PyTypeObject *)PyType_FromModuleAndSpec(module,
							      &row_spec, NULL);
	state->rows = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &rows_spec, NULL);
	return state->row && state->rows &&
	       !PyModule_AddType(module, state->row);
}
