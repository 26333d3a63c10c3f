/* SPDX-License-Identifier: MIT */
/* many.c - hashes many short messages in one call. */
#include "arrow.h"
#include "core.h"
#include "digests.h"

#include <stdlib.h>
#include <string.h>

static size_t digest_bytes_of(const struct hashlane_algorithm_spec *spec)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	(void)hashlane_algorithm_get_info(&info, spec->id);
	return info.digest_bytes;
}

/* Parse the name in args[1]; false: an exception is set. */
static bool parse_call(struct state *state, const char *what,
		       PyObject *const *args, Py_ssize_t count,
		       struct hashlane_algorithm_spec *spec)
{
	if (count == 2)
		return parse_spec(state, spec, args[1]);
	PyErr_Format(PyExc_TypeError, "%s takes 2 arguments, not %zd", what,
		     count);
	return false;
}

/* ---- Buffers ---- */

/* Get the buffers of a sequence's items; false: an exception is set. */
static bool take_buffers(PyObject *sequence, Py_ssize_t count,
			 Py_buffer *views, Py_ssize_t *taken)
{
	for (*taken = 0; *taken < count; ++*taken) {
		PyObject *item = PySequence_GetItem(sequence, *taken);
		int failed = !item || PyObject_GetBuffer(item, &views[*taken],
							 PyBUF_SIMPLE);

		Py_XDECREF(item);
		if (failed)
			return false;
	}
	return true;
}

static PyObject *hash_buffers(struct state *state,
			      const struct hashlane_algorithm_spec *spec,
			      const Py_buffer *views, Py_ssize_t count)
{
	struct digest_rows rows = { .count = (size_t)count,
				    .value_bytes = digest_bytes_of(spec) };
	const void **data = PyMem_Calloc((size_t)count + 1, sizeof(*data));
	size_t *bytes = PyMem_Calloc((size_t)count + 1, sizeof(*bytes));
	int32_t status = HASHLANE_NO_MEMORY;

	rows.values = calloc(rows.count + 1, rows.value_bytes);
	if (data && bytes && rows.values) {
		for (Py_ssize_t i = 0; i < count; i++) {
			data[i] = views[i].buf;
			bytes[i] = (size_t)views[i].len;
		}
		Py_BEGIN_ALLOW_THREADS
		status = hashlane_hash_many(
			rows.values, rows.count * rows.value_bytes, NULL, spec,
			data, bytes, rows.count, HASHLANE_ISA_AUTO);
		Py_END_ALLOW_THREADS
	}
	PyMem_Free((void *)data);
	PyMem_Free(bytes);
	if (!status)
		return digests_new(state, &rows);
	free(rows.values);
	return raise_status(state, status, NULL, 0, NULL);
}

static PyObject *hash_many(PyObject *module, PyObject *const *args,
			   Py_ssize_t count)
{
	struct state *state = PyModule_GetState(module);
	struct hashlane_algorithm_spec spec;
	PyObject *digests = NULL;
	Py_ssize_t n, taken = 0;
	Py_buffer *views;

	if (!parse_call(state, "hash_many(messages, name)", args, count,
			&spec))
		return NULL;
	n = PySequence_Size(args[0]);
	if (n < 0)
		return NULL;
	views = PyMem_Calloc((size_t)n + 1, sizeof(*views));
	if (!views)
		return PyErr_NoMemory();
	if (take_buffers(args[0], n, views, &taken))
		digests = hash_buffers(state, &spec, views, n);
	while (taken)
		PyBuffer_Release(&views[--taken]);
	PyMem_Free(views);
	return digests;
}

/* ---- Columns ---- */

/* Locate an array's strings; false: it is not a column of strings. */
static bool read_column(struct hashlane_column *column,
			const struct ArrowArray *array, const char *format,
			size_t *view_bytes)
{
	bool is_view = !strcmp(format, "vz") || !strcmp(format, "vu");
	size_t end = (size_t)(array->offset + array->length);

	*column = (struct hashlane_column){
		.struct_size = sizeof(*column),
		.rows = (size_t)array->length,
		.offset = (size_t)array->offset,
		.validity = array->buffers[0],
		.offsets = array->buffers[1],
	};
	if (is_view) {
		column->layout = HASHLANE_LAYOUT_VIEWS;
		column->buffers = (const uint8_t *const *)&array->buffers[2];
		/* The last buffer has the lengths of the buffers before it. */
		column->buffer_count = (size_t)array->n_buffers - 3;
		for (size_t i = 0; i < column->buffer_count; i++)
			view_bytes[i] =
				(size_t)((const int64_t *)array
						 ->buffers[array->n_buffers -
							   1])[i];
		column->buffer_bytes = view_bytes;
		return true;
	}
	column->data = array->buffers[2];
	if (!strcmp(format, "z") || !strcmp(format, "u")) {
		column->layout = HASHLANE_LAYOUT_OFFSETS32;
		if (column->offsets)
			column->data_bytes = (size_t)((const int32_t *)column
							      ->offsets)[end];
		return true;
	}
	if (!strcmp(format, "Z") || !strcmp(format, "U")) {
		column->layout = HASHLANE_LAYOUT_OFFSETS64;
		if (column->offsets)
			column->data_bytes = (size_t)((const int64_t *)column
							      ->offsets)[end];
		return true;
	}
	return false;
}

/* Make room for `rows` more rows; false: no memory. */
static bool grow(struct digest_rows *rows, size_t more)
{
	size_t count = rows->count + more;
	uint8_t *values = realloc(rows->values, count * rows->value_bytes + 1);
	uint8_t *validity = realloc(rows->validity, count / 8 + 1);

	if (values)
		rows->values = values;
	if (validity)
		rows->validity = validity;
	return values && validity;
}

static void append_validity(struct digest_rows *rows, const uint8_t *from,
			    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t at = rows->count + i;
		unsigned bit = 1U << at % 8;

		if (from[i / 8] >> i % 8 & 1)
			rows->validity[at / 8] |= (uint8_t)bit;
		else
			rows->validity[at / 8] &= (uint8_t)~bit;
	}
}

static int32_t hash_array(struct digest_rows *rows,
			  const struct hashlane_algorithm_spec *spec,
			  const struct ArrowArray *array, const char *format)
{
	size_t count = (size_t)array->length, nulls = 0;
	struct hashlane_column column;
	size_t *view_bytes = calloc((size_t)array->n_buffers,
				    sizeof(*view_bytes));
	uint8_t *validity = malloc(count / 8 + 1);
	int32_t status = HASHLANE_NO_MEMORY;

	/* An empty array need not have buffers. */
	if (!count)
		status = HASHLANE_OK;
	else if (view_bytes && validity && grow(rows, count)) {
		(void)read_column(&column, array, format, view_bytes);
		status = hashlane_hash_column(
			rows->values + rows->count * rows->value_bytes,
			count * rows->value_bytes, NULL, validity, &nulls,
			spec, &column, HASHLANE_OUTPUT_BINARY,
			HASHLANE_ISA_AUTO);
	}
	if (!status) {
		append_validity(rows, validity, count);
		rows->count += count;
		rows->null_count += nulls;
	}
	free(view_bytes);
	free(validity);
	return status;
}

static bool is_strings(const char *format)
{
	static const char *const known[] = { "z", "u", "Z", "U", "vz", "vu" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(format, known[i]))
			return true;
	PyErr_Format(PyExc_TypeError,
		     "the column must have binary or string values, not "
		     "Arrow's format %s",
		     format);
	return false;
}

/* Call a method of the Arrow protocol; NULL: an exception is set. */
static PyObject *call_protocol(PyObject *object, const char *method)
{
	PyObject *bound = PyObject_GetAttrString(object, method), *made;

	if (!bound)
		return NULL;
	made = PyObject_CallNoArgs(bound);
	Py_DECREF(bound);
	return made;
}

static bool hash_one_array(struct state *state, struct digest_rows *rows,
			   const struct hashlane_algorithm_spec *spec,
			   PyObject *object)
{
	PyObject *pair = call_protocol(object, "__arrow_c_array__");
	struct ArrowSchema *schema = NULL;
	struct ArrowArray *array = NULL;
	int32_t status;

	if (pair && PyTuple_Check(pair) && PyTuple_Size(pair) == 2) {
		schema = PyCapsule_GetPointer(PyTuple_GetItem(pair, 0),
					      "arrow_schema");
		if (schema)
			array = PyCapsule_GetPointer(PyTuple_GetItem(pair, 1),
						     "arrow_array");
	} else if (pair) {
		PyErr_SetString(PyExc_TypeError,
				"__arrow_c_array__ gave no pair");
	}
	if (array && is_strings(schema->format)) {
		Py_BEGIN_ALLOW_THREADS
		status = hash_array(rows, spec, array, schema->format);
		Py_END_ALLOW_THREADS
		if (status)
			raise_status(state, status, NULL, 0, NULL);
	}
	Py_XDECREF(pair);
	return !PyErr_Occurred();
}

static bool hash_stream(struct state *state, struct digest_rows *rows,
			const struct hashlane_algorithm_spec *spec,
			struct ArrowArrayStream *stream)
{
	struct ArrowSchema schema = { 0 };
	struct ArrowArray array = { 0 };
	int32_t status = HASHLANE_OK;
	int failure = stream->get_schema(stream, &schema);

	if (!failure && is_strings(schema.format)) {
		Py_BEGIN_ALLOW_THREADS
		while (!status) {
			failure = stream->get_next(stream, &array);
			if (failure || !array.release)
				break;
			status = hash_array(rows, spec, &array, schema.format);
			array.release(&array);
		}
		Py_END_ALLOW_THREADS
	}
	if (failure) {
		const char *why = stream->get_last_error(stream);

		PyErr_Format(PyExc_OSError, "the Arrow stream failed: %s",
			     why ? why : "it does not say why");
	} else if (status) {
		raise_status(state, status, NULL, 0, NULL);
	}
	if (schema.release)
		schema.release(&schema);
	return !PyErr_Occurred();
}

static bool hash_any(struct state *state, struct digest_rows *rows,
		     const struct hashlane_algorithm_spec *spec,
		     PyObject *object)
{
	struct ArrowArrayStream *stream;
	PyObject *capsule;
	bool well;

	if (PyObject_HasAttrString(object, "__arrow_c_array__"))
		return hash_one_array(state, rows, spec, object);
	if (!PyObject_HasAttrString(object, "__arrow_c_stream__")) {
		PyErr_Format(PyExc_TypeError,
			     "the column must be an Arrow array, plain or "
			     "chunked (pyarrow, polars, pandas), not %R",
			     (PyObject *)Py_TYPE(object));
		return false;
	}
	capsule = call_protocol(object, "__arrow_c_stream__");
	stream = capsule ?
			 PyCapsule_GetPointer(capsule, "arrow_array_stream") :
			 NULL;
	well = stream && hash_stream(state, rows, spec, stream);
	Py_XDECREF(capsule);
	return well;
}

static PyObject *hash_column(PyObject *module, PyObject *const *args,
			     Py_ssize_t count)
{
	struct state *state = PyModule_GetState(module);
	struct hashlane_algorithm_spec spec;
	struct digest_rows rows = { 0 };

	if (!parse_call(state, "hash_column(column, name)", args, count,
			&spec))
		return NULL;
	rows.value_bytes = digest_bytes_of(&spec);
	if (hash_any(state, &rows, &spec, args[0])) {
		if (grow(&rows, 0))
			return digests_new(state, &rows);
		PyErr_NoMemory();
	}
	free(rows.values);
	free(rows.validity);
	return NULL;
}

PyMethodDef many_methods[] = {
	{ "hash_many", (PyCFunction)(void (*)(void))hash_many, METH_FASTCALL,
	  "hash_many($module, messages, name, /)\n--\n\n"
	  "Return the digests of a sequence of bytes-like objects." },
	{ "hash_column", (PyCFunction)(void (*)(void))hash_column,
	  METH_FASTCALL,
	  "hash_column($module, column, name, /)\n--\n\n"
	  "Return the digests of an Arrow column of binary or string values. "
	  "A null has None." },
	{ NULL, NULL, 0, NULL },
};
