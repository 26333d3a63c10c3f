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
	struct hashlane_algorithm_spec
		specs[]; /* the size of the object has their number */
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

/* Another thread uses the hasher until its bytes are absorbed. */
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

/* False: an exception is set. */
static bool get_bytes(Py_buffer *data, PyObject *object)
{
	if (PyUnicode_Check(object)) {
		PyErr_SetString(PyExc_TypeError,
				"strings must be encoded before hashing");
		return false;
	}
	return !PyObject_GetBuffer(object, data, PyBUF_SIMPLE);
}

/* False: an exception is set. */
static bool absorb_all(const struct hasher *hasher, struct state *state,
		       const Py_buffer *data)
{
	int32_t status = absorb(hasher->handle, data);

	/* The buffer is valid: it exceeds the declared size. */
	if (status)
		raise_status(
			state, status,
			status == HASHLANE_ARGUMENT ?
				"the data exceeds the declared size (without "
				"size=, the first data is complete)" :
				NULL,
			0, NULL);
	return !status;
}

static PyObject *update(PyObject *self, PyObject *object)
{
	Py_buffer data;
	bool well;

	if (!get_bytes(&data, object))
		return NULL;
	well = absorb_all((struct hasher *)self, state_of_type(Py_TYPE(self)),
			  &data);
	PyBuffer_Release(&data);
	if (!well)
		return NULL;
	Py_RETURN_NONE;
}

/* Find a name in any spelling; SIZE_MAX: an exception is set. */
static size_t index_by_name(PyObject *self, PyObject *name)
{
	const struct hasher *hasher = (const struct hasher *)self;
	struct state *state = state_of_type(Py_TYPE(self));
	struct hashlane_algorithm_spec spec;

	if (parse_spec(state, &spec, name)) {
		for (size_t i = 0; i < hasher->count; i++)
			if (hasher->specs[i].id == spec.id &&
			    hasher->specs[i].param == spec.param)
				return i;
	} else if (!PyErr_ExceptionMatches(PyExc_ValueError)) {
		return SIZE_MAX;
	}
	PyErr_Clear();
	PyErr_Format(PyExc_KeyError, "the hasher has no algorithm %R", name);
	return SIZE_MAX;
}

/* Find an algorithm by name or index; SIZE_MAX: an exception is set. */
static size_t index_of(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
	Py_ssize_t n = (Py_ssize_t)((const struct hasher *)self)->count;
	Py_ssize_t index = 0;

	if (count > 1) {
		PyErr_Format(
			PyExc_TypeError,
			"expected one algorithm by name or index, not %zd",
			count);
		return SIZE_MAX;
	}
	if (count && PyUnicode_Check(args[0]))
		return index_by_name(self, args[0]);
	if (count && !parse_place(&index, args[0]))
		return SIZE_MAX;
	if (index < 0)
		index += n;
	if (index < 0 || index >= n) {
		PyErr_Format(PyExc_IndexError,
			     "the index is out of range: there are %zd "
			     "algorithms",
			     n);
		return SIZE_MAX;
	}
	return (size_t)index;
}

/* Get the digest of an algorithm; false: an exception is set. */
static bool find_digest(PyObject *self, PyObject *const *args,
			Py_ssize_t count, size_t *index, uint8_t *digest,
			size_t *bytes)
{
	struct hasher *hasher = (struct hasher *)self;
	int32_t status;

	*index = index_of(self, args, count);
	if (*index == SIZE_MAX)
		return false;
	while ((status = hashlane_hasher_get_digest(
			hasher->handle, *index, digest,
			HASHLANE_MAX_DIGEST_BYTES, bytes)) == HASHLANE_BUSY)
		let_others();
	if (status)
		raise_status(state_of_type(Py_TYPE(self)), status, NULL, 0,
			     NULL);
	return !status;
}

static PyObject *digest(PyObject *self, PyObject *const *args,
			Py_ssize_t count)
{
	uint8_t bytes[HASHLANE_MAX_DIGEST_BYTES];
	size_t index, n;

	if (!find_digest(self, args, count, &index, bytes, &n))
		return NULL;
	return PyBytes_FromStringAndSize((const char *)bytes, (Py_ssize_t)n);
}

static PyObject *format(PyObject *self, PyObject *const *args,
			Py_ssize_t count, int32_t form)
{
	struct hasher *hasher = (struct hasher *)self;
	uint8_t bytes[HASHLANE_MAX_DIGEST_BYTES];
	char text[HASHLANE_MAX_TEXT_BYTES];
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

	(void)unused;
	return spec_names(hasher->specs, hasher->count);
}

/* Find the first algorithm that must know the size; `count`: none. */
static size_t find_needs_size(const struct hashlane_algorithm_spec *specs,
			      size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};

		(void)hashlane_algorithm_get_info(&info, specs[i].id);
		if (info.flags & HASHLANE_INFO_NEEDS_SIZE)
			break;
	}
	return i;
}

static void raise_no_size(struct state *state,
			  const struct hashlane_algorithm_spec *spec)
{
	PyObject *name = spec_name(spec), *message = NULL;

	if (name)
		message = PyUnicode_FromFormat(
			"%U must know the size of the data beforehand: "
			"give size=",
			name);
	if (message)
		raise_status(state, HASHLANE_UNSUPPORTED,
			     PyUnicode_AsUTF8AndSize(message, NULL), 0, NULL);
	Py_XDECREF(message);
	Py_XDECREF(name);
}

/* Create the hasher of the library, with or without a size. */
static struct hasher *create(struct state *state,
			     const struct hashlane_algorithm_spec *specs,
			     size_t count, bool size_known, uint64_t size)
{
	struct hashlane_error error;
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = count,
		.size_bytes = size,
		.flags = size_known ? HASHLANE_HASHER_SIZE_KNOWN : 0,
	};
	struct hasher *hasher = allocate(state->hasher, specs, count);
	int32_t status;

	if (!hasher)
		return NULL;
	error.struct_size = sizeof(error);
	status = hashlane_hasher_create(&hasher->handle, &options, &error);
	if (!status)
		return hasher;
	Py_DECREF((PyObject *)hasher);
	raise_status(state, status, error.message, 0, NULL);
	return NULL;
}

PyObject *hasher_new(struct state *state,
		     const struct hashlane_algorithm_spec *specs, size_t count,
		     PyObject *data, PyObject *size)
{
	bool size_known = size && size != Py_None;
	struct hasher *hasher;
	uint64_t size_bytes = 0;
	Py_buffer bytes;

	if (!parse_count(state, "size", &size_bytes, size))
		return NULL;
	if (data && !get_bytes(&bytes, data))
		return NULL;
	if (!size_known) {
		size_t needs = find_needs_size(specs, count);

		if (needs < count && !data) {
			raise_no_size(state, &specs[needs]);
			return NULL;
		}
		size_known = needs < count;
		size_bytes = size_known ? (uint64_t)bytes.len : 0;
	}
	hasher = create(state, specs, count, size_known, size_bytes);
	if (hasher && data && !absorb_all(hasher, state, &bytes)) {
		Py_DECREF((PyObject *)hasher);
		hasher = NULL;
	}
	if (data)
		PyBuffer_Release(&bytes);
	return (PyObject *)hasher;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	static char *words[] = { "algorithms", "data", "size", NULL };
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
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
	  "digest($self, which=0, /)\n--\n\n"
	  "Return the digest so far. `which` is a name or an index." },
	{ "hexdigest", (PyCFunction)(void (*)(void))hexdigest, METH_FASTCALL,
	  "hexdigest($self, which=0, /)\n--\n\n"
	  "Return the digest so far, in hexadecimal." },
	{ "text", (PyCFunction)(void (*)(void))text, METH_FASTCALL,
	  "text($self, which=0, /)\n--\n\n"
	  "Return the digest so far, in the algorithm's own form." },
	{ "copy", copy, METH_NOARGS,
	  "copy($self, /)\n--\n\nReturn an independent copy." },
	{ NULL, NULL, 0, NULL },
};

static PyObject *name(PyObject *self, void *unused)
{
	(void)unused;
	return spec_name(&((const struct hasher *)self)->specs[0]);
}

/* A property of the first algorithm: 0: digest_size, 1: block_size. */
static PyObject *size(PyObject *self, void *which)
{
	const struct hasher *hasher = (const struct hasher *)self;
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	(void)hashlane_algorithm_get_info(&info, hasher->specs[0].id);
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
		     "A hasher of one or more algorithms over the same "
		     "bytes.\n\nsize -- as for new()" },
	{ 0, NULL },
};

static PyType_Spec hasher_spec = {
	.name = "hashlane._core.Hasher",
	.basicsize = sizeof(struct hasher),
	.itemsize = sizeof(struct hashlane_algorithm_spec),
	.flags = TYPE_FLAGS,
	.slots = hasher_slots,
};

bool add_hasher_type(PyObject *module, struct state *state)
{
	state->hasher = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &hasher_spec, NULL);
	return state->hasher && !PyModule_AddType(module, state->hasher);
}
