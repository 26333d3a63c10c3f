/* SPDX-License-Identifier: MIT */
/* digests.c - a sequence of digests that NumPy and Arrow read in place. */
#include "digests.h"

#include "arrow.h"

#include <stdio.h>
#include <stdlib.h>

struct held {
	struct digest_rows rows;
	struct exported exported;
	const void *buffers[2];
	char format[24];
};

struct digests {
	PyObject ob_base;
	struct held *held;
};

static void drop(void *object)
{
	struct held *held = object;

	free(held->rows.values);
	free(held->rows.validity);
	free(held);
}

/* The array is only shared, and its keeper frees the memory. */
static void export(struct held *held)
{
	held->buffers[0] = held->rows.validity;
	held->buffers[1] = held->rows.values;
	(void)snprintf(held->format, sizeof(held->format), "w:%zu",
		       held->rows.value_bytes);
	held->exported.array = (struct ArrowArray){
		.length = (int64_t)held->rows.count,
		.null_count = (int64_t)held->rows.null_count,
		.n_buffers = 2,
		.buffers = held->buffers,
	};
	held->exported.schema = (struct ArrowSchema){
		.format = held->format,
		.name = "",
		.flags = 2, /* may be null */
	};
}

PyObject *digests_new(struct state *state, struct digest_rows *rows)
{
	struct held *held = calloc(1, sizeof(*held));
	struct digests *digests;

	if (held)
		held->exported.keeper = shared_new(drop, held);
	if (!held || !held->exported.keeper) {
		free(rows->values);
		free(rows->validity);
		free(held);
		return PyErr_NoMemory();
	}
	held->rows = *rows;
	export(held);
	digests = object_new(state->digests);
	if (digests)
		digests->held = held;
	else
		shared_give(held->exported.keeper);
	return (PyObject *)digests;
}

static void dealloc(PyObject *self)
{
	shared_give(((struct digests *)self)->held->exported.keeper);
	object_free(self);
}

static struct digest_rows *rows_of(PyObject *self)
{
	return &((struct digests *)self)->held->rows;
}

static Py_ssize_t length(PyObject *self)
{
	return (Py_ssize_t)rows_of(self)->count;
}

static PyObject *item(PyObject *self, Py_ssize_t i)
{
	const struct digest_rows *rows = rows_of(self);

	if (i < 0 || i >= length(self)) {
		PyErr_SetString(PyExc_IndexError, "no such digest");
		return NULL;
	}
	if (rows->validity && !(rows->validity[i / 8] >> i % 8 & 1))
		Py_RETURN_NONE;
	return PyBytes_FromStringAndSize((const char *)rows->values +
						 (size_t)i * rows->value_bytes,
					 (Py_ssize_t)rows->value_bytes);
}

static int get_buffer(PyObject *self, Py_buffer *view, int flags)
{
	struct digest_rows *rows = rows_of(self);

	return PyBuffer_FillInfo(view, self, rows->values,
				 (Py_ssize_t)(rows->count * rows->value_bytes),
				 1, flags);
}

static PyObject *arrow_c_array(PyObject *self, PyObject *args,
			       PyObject *keywords)
{
	if (!takes_schema(args, keywords, NULL))
		return NULL;
	return array_capsules(&((struct digests *)self)->held->exported);
}

static PyObject *repr(PyObject *self)
{
	return PyUnicode_FromFormat("<hashlane.Digests: %zd of %zd bytes>",
				    length(self),
				    (Py_ssize_t)rows_of(self)->value_bytes);
}

static PyObject *get_null_count(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromSize_t(rows_of(self)->null_count);
}

static PyObject *get_digest_size(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromSize_t(rows_of(self)->value_bytes);
}

static PyGetSetDef values[] = {
	{ "digest_size", get_digest_size, NULL, "Bytes of each.", NULL },
	{ "null_count", get_null_count, NULL, "How many are None.", NULL },
	{ NULL, NULL, NULL, NULL, NULL },
};

static PyMethodDef methods[] = {
	{ "__arrow_c_array__", (PyCFunction)(void (*)(void))arrow_c_array,
	  METH_VARARGS | METH_KEYWORDS,
	  "__arrow_c_array__($self, requested_schema=None)\n--\n\n"
	  "Return the capsules of Arrow, without a copy." },
	{ NULL, NULL, 0, NULL },
};

static PyType_Slot slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_methods, methods },
	{ Py_tp_getset, values },
	{ Py_tp_repr, (void *)(uintptr_t)repr },
	{ Py_tp_iter, (void *)(uintptr_t)PySeqIter_New },
	{ Py_sq_length, (void *)(uintptr_t)length },
	{ Py_sq_item, (void *)(uintptr_t)item },
	{ Py_bf_getbuffer, (void *)(uintptr_t)get_buffer },
	{ Py_tp_doc, "Digests of many messages: a sequence of bytes, or None "
		     "of a null; as a buffer, one behind the other." },
	{ 0, NULL },
};

static PyType_Spec spec = {
	.name = "hashlane.Digests",
	.basicsize = sizeof(struct digests),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = slots,
};

bool add_digests_type(PyObject *module, struct state *state)
{
	state->digests = (PyTypeObject *)PyType_FromModuleAndSpec(module,
								  &spec, NULL);
	return state->digests && !PyModule_AddType(module, state->digests);
}
