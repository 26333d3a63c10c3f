/* SPDX-License-Identifier: MIT */
/* many.c - short messages through the lanes: one call for all of them. */
#include "core.h"

/* The buffers of a sequence's items; false: an exception is set. */
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
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };
	const void **data = PyMem_Calloc((size_t)count + 1, sizeof(*data));
	size_t *bytes = PyMem_Calloc((size_t)count + 1, sizeof(*bytes));
	PyObject *digests = NULL;
	int32_t status = HASHLANE_OK;

	(void)hashlane_algorithm_get(&info, spec->id);
	if (data && bytes)
		digests = PyBytes_FromStringAndSize(
			NULL, count * (Py_ssize_t)info.digest_bytes);
	else
		PyErr_NoMemory();
	if (digests) {
		uint8_t *out = (uint8_t *)PyBytes_AsString(digests);

		for (Py_ssize_t i = 0; i < count; i++) {
			data[i] = views[i].buf;
			bytes[i] = (size_t)views[i].len;
		}
		Py_BEGIN_ALLOW_THREADS status = hashlane_hash_many(
			out, (size_t)count * info.digest_bytes, spec, data,
			bytes, (size_t)count, HASHLANE_ISA_AUTO);
		Py_END_ALLOW_THREADS
	}
	PyMem_Free((void *)data);
	PyMem_Free(bytes);
	if (!status)
		return digests;
	Py_XDECREF(digests);
	return raise_status(state, status, NULL, 0, NULL);
}

/* hash_many(messages, name): their digests, one behind the other. */
static PyObject *hash_many(PyObject *module, PyObject *const *args,
			   Py_ssize_t count)
{
	struct state *state = PyModule_GetState(module);
	struct hashlane_algorithm_spec spec;
	PyObject *digests = NULL;
	Py_ssize_t n, taken = 0;
	Py_buffer *views;

	if (count != 2) {
		PyErr_SetString(PyExc_TypeError,
				"hash_many(messages, name) takes 2 arguments");
		return NULL;
	}
	n = PySequence_Size(args[0]);
	if (n < 0 || !parse_spec(state, &spec, args[1]))
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

PyMethodDef many_methods[] = {
	{ "hash_many", (PyCFunction)(void (*)(void))hash_many, METH_FASTCALL,
	  "hash_many(messages, name): the digests, one behind the other." },
	{ NULL, NULL, 0, NULL },
};
