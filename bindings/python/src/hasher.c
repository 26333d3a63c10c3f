/* SPDX-License-Identifier: MIT */
/* hasher.c - one or more algorithms over one stream of bytes. */
#include "core.h"

#include <string.h>
#ifdef _WIN32
#include <windows.h>
#else
#include <time.h>
#endif

struct hasher {
	PyVarObject ob_base;
	hashlane_hasher handle; /* 0: none yet */
	size_t count;
	struct hashlane_algorithm_spec specs[]; /* so many, as Python knows */
};

/* NULL: an exception is set. */
static struct hasher *allocate(PyTypeObject *type,
			       const struct hashlane_algorithm_spec *specs,
			       size_t count)
{
	struct hasher *hasher = PyObject_NewVar(struct hasher, type,
						(Py_ssize_t)count);

	if (!hasher)
		return NULL;
	hasher->handle = 0;
	hasher->count = count;
	memcpy(hasher->specs, specs, count * sizeof(*specs));
	return hasher;
}

/* Another thread has the hasher, for as long as its bytes take. */
static void wait_a_moment(void)
{
#ifdef _WIN32
	Sleep(0);
#else
	const struct timespec moment = { .tv_nsec = 20000 };

	(void)nanosleep(&moment, NULL);
#endif
}

static void let_others(void)
{
	Py_BEGIN_ALLOW_THREADS
	wait_a_moment();
	Py_END_ALLOW_THREADS
}

static int32_t absorb(hashlane_hasher handle, const Py_buffer *data)
{
	size_t bytes = (size_t)data->len;
	int32_t status;

	if (data->len < GIL_BYTES) {
		while ((status = hashlane_hasher_update(
				handle, data->buf, bytes)) == HASHLANE_BUSY)
			let_others();
		return status;
	}
	Py_BEGIN_ALLOW_THREADS
	while ((status = hashlane_hasher_update(handle, data->buf, bytes)) ==
	       HASHLANE_BUSY)
		wait_a_moment();
	Py_END_ALLOW_THREADS
	return status;
}

static PyObject *update(PyObject *self, PyObject *object)
{
	struct hasher *hasher = (struct hasher *)self;
	Py_buffer data;
	int32_t status;

	if (PyUnicode_Check(object)) {
		PyErr_SetString(PyExc_TypeError,
				"strings must be encoded before hashing");
		return NULL;
	}
	if (PyObject_GetBuffer(object, &data, PyBUF_SIMPLE))
		return NULL;
	status = absorb(hasher->handle, &data);
	PyBuffer_Release(&data);
	if (status)
		return raise_status(state_of_type(Py_TYPE(self)), status, NULL,
				    0, NULL);
	Py_RETURN_NONE;
}

/* Which algorithm; SIZE_MAX: an exception is set. */
static size_t index_of(const struct hasher *hasher, PyObject *const *args,
		       Py_ssize_t count)
{
	Py_ssize_t index =
		count ? PyNumber_AsSsize_t(args[0], PyExc_IndexError) : 0;

	if (index == -1 && PyErr_Occurred())
		return SIZE_MAX;
	if (count > 1 || index < 0 || (size_t)index >= hasher->count) {
		PyErr_SetString(PyExc_IndexError,
				"the hasher has no such algorithm");
		return SIZE_MAX;
	}
	return (size_t)index;
}

/* The digest of an algorithm; false: an exception is set. */
static bool find_digest(PyObject *self, PyObject *const *args,
			Py_ssize_t count, size_t *index, uint8_t *digest,
			size_t *bytes)
{
	struct hasher *hasher = (struct hasher *)self;
	int32_t status;

	*index = index_of(hasher, args, count);
	if (*index == SIZE_MAX)
		return false;
	while ((status = hashlane_hasher_digest(hasher->handle, *index, digest,
						HASHLANE_DIGEST_BYTES_MAX,
						bytes)) == HASHLANE_BUSY)
		let_others();
	if (status)
		raise_status(state_of_type(Py_TYPE(self)), status, NULL, 0,
			     NULL);
	return !status;
}

static PyObject *digest(PyObject *self, PyObject *const *args,
			Py_ssize_t count)
{
	uint8_t bytes[HASHLANE_DIGEST_BYTES_MAX];
	size_t index, n;

	if (!find_digest(self, args, count, &index, bytes, &n))
		return NULL;
	return PyBytes_FromStringAndSize((const char *)bytes, (Py_ssize_t)n);
}

static PyObject *format(PyObject *self, PyObject *const *args,
			Py_ssize_t count, int32_t form)
{
	struct hasher *hasher = (struct hasher *)self;
	uint8_t bytes[HASHLANE_DIGEST_BYTES_MAX];
	char text[HASHLANE_TEXT_BYTES_MAX];
	size_t index, n, length;
	int32_t status;

	if (!find_digest(self, args, count, &index, bytes, &n))
		return NULL;
	status = hashlane_digest_format(text, sizeof(text), &length,
					&hasher->specs[index], form, bytes, n);
	if (status)
		return raise_status(state_of_type(Py_TYPE(self)), status, NULL,
				    0, NULL);
	return PyUnicode_FromStringAndSize(text, (Py_ssize_t)length);
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

static PyObject *copy(PyObject *self, PyObject *none)
{
	const struct hasher *hasher = (const struct hasher *)self;
	PyTypeObject *type = Py_TYPE(self);
	struct hasher *made = allocate(type, hasher->specs, hasher->count);
	int32_t status;

	(void)none;
	if (!made)
		return NULL;
	while ((status = hashlane_hasher_clone(
			&made->handle, hasher->handle)) == HASHLANE_BUSY)
		let_others();
	if (status) {
		Py_DECREF((PyObject *)made);
		return raise_status(state_of_type(type), status, NULL, 0,
				    NULL);
	}
	return (PyObject *)made;
}

static PyObject *names(PyObject *self, void *unused)
{
	const struct hasher *hasher = (const struct hasher *)self;
	PyObject *tuple = PyTuple_New((Py_ssize_t)hasher->count);

	(void)unused;
	for (size_t i = 0; tuple && i < hasher->count; i++) {
		char name[64];
		PyObject *one;

		(void)hashlane_algorithm_format(name, sizeof(name), NULL,
						&hasher->specs[i]);
		one = PyUnicode_FromString(name);
		if (!one || PyTuple_SetItem(tuple, (Py_ssize_t)i, one))
			Py_CLEAR(tuple);
	}
	return tuple;
}

PyObject *hasher_new(struct state *state,
		     const struct hashlane_algorithm_spec *specs, size_t count,
		     PyObject *data, PyObject *size)
{
	struct hashlane_error error;
	struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = count,
	};
	struct hasher *hasher;
	int32_t status;

	error.struct_size = sizeof(error);
	if (size && size != Py_None) {
		options.flags = HASHLANE_HASHER_SIZE_KNOWN;
		options.size_bytes = PyLong_AsUnsignedLongLong(size);
		if (PyErr_Occurred())
			return NULL;
	}
	hasher = allocate(state->hasher, specs, count);
	if (!hasher)
		return NULL;
	status = hashlane_hasher_create(&hasher->handle, &options, &error);
	if (status) {
		Py_DECREF((PyObject *)hasher);
		return raise_status(state, status, error.message, 0, NULL);
	}
	if (data) {
		PyObject *done = update((PyObject *)hasher, data);

		if (!done) {
			Py_DECREF((PyObject *)hasher);
			return NULL;
		}
		Py_DECREF(done);
	}
	return (PyObject *)hasher;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	static char *words[] = { "algorithms", "data", "size", NULL };
	struct hashlane_algorithm_spec specs[HASHLANE_ALGORITHMS_MAX];
	struct state *state = state_of_type(type);
	PyObject *algorithms, *data = NULL, *size = NULL;
	size_t count;

	if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|O$O", words,
					 &algorithms, &data, &size) ||
	    !parse_specs(state, specs, &count, algorithms))
		return NULL;
	return hasher_new(state, specs, count, data, size);
}

static void dealloc(PyObject *self)
{
	(void)hashlane_hasher_destroy(((struct hasher *)self)->handle);
	object_free(self);
}

static PyMethodDef hasher_methods[] = {
	{ "update", update, METH_O,
	  "update($self, data, /)\n--\n\nAbsorb a bytes-like object." },
	{ "digest", (PyCFunction)(void (*)(void))digest, METH_FASTCALL,
	  "digest($self, index=0, /)\n--\n\nThe digest so far, as bytes." },
	{ "hexdigest", (PyCFunction)(void (*)(void))hexdigest, METH_FASTCALL,
	  "hexdigest($self, index=0, /)\n--\n\n"
	  "The digest so far, in hexadecimal." },
	{ "text", (PyCFunction)(void (*)(void))text, METH_FASTCALL,
	  "text($self, index=0, /)\n--\n\n"
	  "The digest so far, as its algorithm is written." },
	{ "copy", copy, METH_NOARGS,
	  "copy($self, /)\n--\n\nA hasher that has absorbed the same." },
	{ NULL, NULL, 0, NULL },
};

static PyObject *name(PyObject *self, void *unused)
{
	const struct hasher *hasher = (const struct hasher *)self;
	char text[64];

	(void)unused;
	(void)hashlane_algorithm_format(text, sizeof(text), NULL,
					&hasher->specs[0]);
	return PyUnicode_FromString(text);
}

/* Of the first algorithm; which: 0 digest_size, 1 block_size. */
static PyObject *size(PyObject *self, void *which)
{
	const struct hasher *hasher = (const struct hasher *)self;
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	(void)hashlane_algorithm_get(&info, hasher->specs[0].id);
	return PyLong_FromUnsignedLong(which ? info.block_bytes :
					       info.digest_bytes);
}

static PyGetSetDef hasher_values[] = {
	{ "names", names, NULL, "The algorithms, in order.", NULL },
	{ "name", name, NULL, "The first algorithm.", NULL },
	{ "digest_size", size, NULL, "Bytes of its digest.", NULL },
	{ "block_size", size, NULL, "Bytes it takes at a time.", "1" },
	{ NULL, NULL, NULL, NULL, NULL },
};

static PyType_Slot hasher_slots[] = {
	{ Py_tp_new, (void *)(uintptr_t)make },
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_methods, hasher_methods },
	{ Py_tp_getset, hasher_values },
	{ Py_tp_doc, "Hasher(algorithms, data=b'', *, size=None)\n--\n\n"
		     "One algorithm or several over the same bytes." },
	{ 0, NULL },
};

static PyType_Spec hasher_spec = {
	.name = "hashlane._core.Hasher",
	.basicsize = sizeof(struct hasher),
	.itemsize = sizeof(struct hashlane_algorithm_spec),
	.flags = Py_TPFLAGS_DEFAULT,
	.slots = hasher_slots,
};

bool add_hasher_type(PyObject *module, struct state *state)
{
	state->hasher = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &hasher_spec, NULL);
	return state->hasher && !PyModule_AddType(module, state->hasher);
}
