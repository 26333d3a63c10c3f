/* SPDX-License-Identifier: MIT */
/* module.c - the extension module: its state, getters and errors. */
#include "core.h"

struct state *state_of_type(PyTypeObject *type)
{
	return PyType_GetModuleState(type);
}

void *object_new(PyTypeObject *type)
{
	return PyObject_New(PyObject, type);
}

void object_free(PyObject *object)
{
	PyTypeObject *type = Py_TYPE(object);

	PyObject_Free(object);
	Py_DECREF(type);
}

PyObject *raise_status(struct state *state, int32_t status,
		       const char *message, int os_error, PyObject *path)
{
	PyObject *error;

	if (status == HASHLANE_NO_MEMORY)
		return PyErr_NoMemory();
	error = PyObject_CallFunction(state->make_error, "isiO", (int)status,
				      message && *message ?
					      message :
					      hashlane_status_get_text(status),
				      os_error, path ? path : Py_None);
	if (error) {
		PyErr_SetObject((PyObject *)Py_TYPE(error), error);
		Py_DECREF(error);
	}
	return NULL;
}

bool parse_spec(struct state *state, struct hashlane_algorithm_spec *spec,
		PyObject *text)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	Py_ssize_t bytes;
	const char *name;
	int32_t status;

	if (!PyUnicode_Check(text)) {
		PyErr_Format(PyExc_TypeError,
			     "an algorithm's name must be a str, not %R",
			     (PyObject *)Py_TYPE(text));
		return false;
	}
	name = PyUnicode_AsUTF8AndSize(text, &bytes);
	if (!name)
		return false;
	status = hashlane_algorithm_parse(spec, name, (size_t)bytes, &error);
	if (status)
		raise_status(state, status, error.message, 0, NULL);
	return !status;
}

static bool is_all(PyObject *text)
{
	if (!PyUnicode_Check(text) || PyUnicode_GetLength(text) != 3)
		return false;
	for (Py_ssize_t i = 0; i < 3; i++)
		if ((PyUnicode_ReadChar(text, i) | 0x20) != (Py_UCS4) "all"[i])
			return false;
	return true;
}

static bool has_spec(const struct hashlane_algorithm_spec *specs, size_t count,
		     int32_t id)
{
	for (size_t i = 0; i < count; i++)
		if (specs[i].id == id && !specs[i].param)
			return true;
	return false;
}

static bool too_many(struct state *state)
{
	raise_status(state, HASHLANE_ARGUMENT, "more than 64 algorithms", 0,
		     NULL);
	return false;
}

static bool add_all(struct state *state, struct hashlane_algorithm_spec *specs,
		    size_t *count)
{
	for (size_t i = 0; i < hashlane_algorithm_get_count(); i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};

		(void)hashlane_algorithm_get_at(&info, i);
		if (has_spec(specs, *count, info.id))
			continue;
		if (*count == HASHLANE_MAX_ALGORITHMS)
			return too_many(state);
		specs[(*count)++] =
			(struct hashlane_algorithm_spec){ .id = info.id };
	}
	return true;
}

static bool add_spec(struct state *state,
		     struct hashlane_algorithm_spec *specs, size_t *count,
		     PyObject *text)
{
	if (is_all(text))
		return add_all(state, specs, count);
	if (*count == HASHLANE_MAX_ALGORITHMS)
		return too_many(state);
	return parse_spec(state, &specs[(*count)++], text);
}

bool parse_specs(struct state *state, struct hashlane_algorithm_spec *specs,
		 size_t *count, PyObject *sequence)
{
	Py_ssize_t n;

	*count = 0;
	/* A single name instead of a sequence. */
	if (PyUnicode_Check(sequence))
		return add_spec(state, specs, count, sequence);
	n = PySequence_Size(sequence);
	if (n < 0)
		return false;
	if (!n) {
		raise_status(state, HASHLANE_ARGUMENT, "no algorithm is named",
			     0, NULL);
		return false;
	}
	for (Py_ssize_t i = 0; i < n; i++) {
		PyObject *text = PySequence_GetItem(sequence, i);
		bool well = text && add_spec(state, specs, count, text);

		Py_XDECREF(text);
		if (!well)
			return false;
	}
	return true;
}

PyObject *spec_name(const struct hashlane_algorithm_spec *spec)
{
	char name[64];

	(void)hashlane_algorithm_format(name, sizeof(name), NULL, spec);
	return PyUnicode_FromString(name);
}

PyObject *spec_names(const struct hashlane_algorithm_spec *specs, size_t count)
{
	PyObject *tuple = PyTuple_New((Py_ssize_t)count);

	for (size_t i = 0; tuple && i < count; i++) {
		PyObject *name = spec_name(&specs[i]);

		if (!name || PyTuple_SetItem(tuple, (Py_ssize_t)i, name))
			Py_CLEAR(tuple);
	}
	return tuple;
}

bool parse_place(Py_ssize_t *place, PyObject *value)
{
	if (PyBool_Check(value)) {
		PyErr_SetString(PyExc_TypeError,
				"an algorithm must be a str or an int, "
				"not a bool");
		return false;
	}
	*place = PyNumber_AsSsize_t(value, PyExc_IndexError);
	return *place != -1 || !PyErr_Occurred();
}

bool parse_count(struct state *state, const char *what, uint64_t *count,
		 PyObject *value)
{
	PyObject *number, *message;
	unsigned long long n;

	if (!value || value == Py_None)
		return true;
	if (PyBool_Check(value) || !PyIndex_Check(value)) {
		PyErr_Format(PyExc_TypeError, "%s must be an int, not %R",
			     what, (PyObject *)Py_TYPE(value));
		return false;
	}
	number = PyNumber_Index(value);
	if (!number)
		return false;
	n = PyLong_AsUnsignedLongLong(number);
	if (PyErr_Occurred()) {
		PyErr_Clear();
		message = PyUnicode_FromFormat("%s is 0 to 2^64 - 1, not %S",
					       what, number);
		Py_DECREF(number);
		if (message)
			raise_status(state, HASHLANE_ARGUMENT,
				     PyUnicode_AsUTF8AndSize(message, NULL), 0,
				     NULL);
		Py_XDECREF(message);
		return false;
	}
	Py_DECREF(number);
	*count = n;
	return true;
}

/* ---- Functions ---- */

/*
 * METH_FASTCALL for a function without arguments: the interpreter calls a
 * METH_NOARGS function more slowly, in 11 instead of 4 ns.
 */
static bool no_arguments(Py_ssize_t count)
{
	if (count)
		PyErr_Format(PyExc_TypeError, "expected no arguments, not %zd",
			     count);
	return !count;
}

static PyObject *version(PyObject *module, PyObject *const *args,
			 Py_ssize_t count)
{
	struct state *state;

	(void)args;
	if (!no_arguments(count))
		return NULL;
	state = PyModule_GetState(module);
	return Py_NewRef(state->version);
}

static PyObject *abi_version(PyObject *module, PyObject *const *args,
			     Py_ssize_t count)
{
	(void)module;
	(void)args;
	if (!no_arguments(count))
		return NULL;
	return PyLong_FromUnsignedLong(hashlane_library_get_abi_version());
}

/* Return (name, digest_bytes, block_bytes, secure) of each algorithm. */
static PyObject *algorithms(PyObject *module, PyObject *none)
{
	PyObject *list = PyList_New(0);

	(void)module;
	(void)none;
	for (size_t i = 0; list && i < hashlane_algorithm_get_count(); i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};
		PyObject *row;

		(void)hashlane_algorithm_get_at(&info, i);
		row = Py_BuildValue(
			"(sIIN)", info.name, info.digest_bytes,
			info.block_bytes,
			PyBool_FromLong(info.flags & HASHLANE_INFO_SECURE));
		if (!row || PyList_Append(list, row))
			Py_CLEAR(list);
		Py_XDECREF(row);
	}
	return list;
}

/* digest_text(name, digest): return the algorithm's own form. */
static PyObject *digest_text(PyObject *module, PyObject *const *args,
			     Py_ssize_t count)
{
	struct state *state = PyModule_GetState(module);
	struct hashlane_algorithm_spec spec;
	char text[HASHLANE_MAX_TEXT_BYTES];
	size_t bytes;
	Py_buffer digest;
	int32_t status;

	if (count != 2) {
		PyErr_SetString(PyExc_TypeError,
				"digest_text(name, digest) takes 2 arguments");
		return NULL;
	}
	if (!parse_spec(state, &spec, args[0]) ||
	    PyObject_GetBuffer(args[1], &digest, PyBUF_SIMPLE))
		return NULL;
	status = hashlane_digest_format(text, sizeof(text), &bytes, &spec,
					HASHLANE_TEXT_CANONICAL, digest.buf,
					(size_t)digest.len);
	PyBuffer_Release(&digest);
	return status ? raise_status(state, status, NULL, 0, NULL) :
			PyUnicode_FromStringAndSize(text, (Py_ssize_t)bytes);
}

/* algorithm_name(name): return the library's spelling. */
static PyObject *algorithm_name(PyObject *module, PyObject *name)
{
	struct hashlane_algorithm_spec spec;

	return parse_spec(PyModule_GetState(module), &spec, name) ?
		       spec_name(&spec) :
		       NULL;
}

static PyMethodDef methods[] = {
	{ "version", (PyCFunction)(void (*)(void))version, METH_FASTCALL,
	  "version($module, /)\n--\n\nReturn the version of the library." },
	{ "abi_version", (PyCFunction)(void (*)(void))abi_version,
	  METH_FASTCALL,
	  "abi_version($module, /)\n--\n\nReturn the library's ABI version." },
	{ "algorithms", algorithms, METH_NOARGS,
	  "algorithms($module, /)\n--\n\n"
	  "Return (name, digest_size, block_size, secure) of algorithms." },
	{ "algorithm_name", algorithm_name, METH_O,
	  "algorithm_name($module, name, /)\n--\n\n"
	  "Return the library's spelling of an algorithm's name." },
	{ "digest_text", (PyCFunction)(void (*)(void))digest_text,
	  METH_FASTCALL,
	  "digest_text($module, name, digest, /)\n--\n\n"
	  "Return a digest in its algorithm's own form." },
	{ NULL, NULL, 0, NULL },
};

static int exec(PyObject *module)
{
	struct state *state = PyModule_GetState(module);
	PyObject *errors = PyImport_ImportModule("hashlane._errors");

	if (!errors)
		return -1;
	state->make_error = PyObject_GetAttrString(errors, "make_error");
	Py_DECREF(errors);
	state->version = PyUnicode_FromString(hashlane_library_get_version());
	if (!state->make_error || !state->version)
		return -1;
	if (hashlane_library_check_abi(HASHLANE_ABI_VERSION)) {
		PyErr_SetString(PyExc_ImportError,
				"the library has another ABI version");
		return -1;
	}
	return add_hasher_type(module, state) &&
			       add_constructors(module, state) &&
			       add_job_type(module, state) &&
			       add_block_types(module, state) &&
			       add_row_types(module, state) &&
			       add_digests_type(module, state) &&
			       add_walk_type(module, state) &&
			       add_list_types(module, state) &&
			       add_verdict_types(module, state) &&
			       add_check_type(module, state) &&
			       !PyModule_AddFunctions(module, many_methods) ?
		       0 :
		       -1;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
	const struct state *state = PyModule_GetState(module);

	Py_VISIT(state->hasher);
	Py_VISIT(state->job);
	Py_VISIT(state->block);
	Py_VISIT(state->column);
	Py_VISIT(state->row);
	Py_VISIT(state->rows);
	Py_VISIT(state->digests);
	Py_VISIT(state->walk);
	Py_VISIT(state->list);
	Py_VISIT(state->writer);
	Py_VISIT(state->check);
	Py_VISIT(state->verdict);
	Py_VISIT(state->verdicts);
	Py_VISIT(state->verdict_statuses);
	Py_VISIT(state->verdict_digest);
	Py_VISIT(state->verdict_range);
	Py_VISIT(state->reading);
	Py_VISIT(state->strength);
	Py_VISIT(state->make_error);
	return 0;
}

static int clear(PyObject *module)
{
	struct state *state = PyModule_GetState(module);

	Py_CLEAR(state->hasher);
	Py_CLEAR(state->job);
	Py_CLEAR(state->block);
	Py_CLEAR(state->column);
	Py_CLEAR(state->row);
	Py_CLEAR(state->rows);
	Py_CLEAR(state->digests);
	Py_CLEAR(state->walk);
	Py_CLEAR(state->list);
	Py_CLEAR(state->writer);
	Py_CLEAR(state->check);
	Py_CLEAR(state->verdict);
	Py_CLEAR(state->verdicts);
	Py_CLEAR(state->verdict_statuses);
	Py_CLEAR(state->verdict_digest);
	Py_CLEAR(state->verdict_range);
	Py_CLEAR(state->reading);
	Py_CLEAR(state->strength);
	Py_CLEAR(state->make_error);
	Py_CLEAR(state->version);
	return 0;
}

static void free_module(void *module)
{
	(void)clear(module);
}

/*
 * One extension serves all versions of Python from 3.11 on. A version rejects
 * slots that it does not know, so the slots are chosen at run time. Their
 * numbers and values belong to the stable ABI, but the headers of older
 * versions do not have them.
 */
enum {
	SLOT_INTERPRETERS = 3, /* Py_mod_multiple_interpreters, 3.12 */
	SLOT_GIL = 4,          /* Py_mod_gil, 3.13 */
	OWN_GIL_SUPPORTED = 2, /* Py_MOD_PER_INTERPRETER_GIL_SUPPORTED */
	GIL_NOT_USED = 1       /* Py_MOD_GIL_NOT_USED */
};

static PyModuleDef_Slot slots[] = {
	{ Py_mod_exec, (void *)(uintptr_t)exec },
	{ 0, NULL }, /* filled for the running version */
	{ 0, NULL },
	{ 0, NULL },
};

static struct PyModuleDef definition = {
	PyModuleDef_HEAD_INIT,
	.m_name = "hashlane._core",
	.m_doc = "The C interface of hashlane, as far as Python needs it.",
	.m_size = sizeof(struct state),
	.m_methods = methods,
	.m_slots = slots,
	.m_traverse = traverse,
	.m_clear = clear,
	.m_free = free_module,
};

PyMODINIT_FUNC PyInit__core(void)
{
	/* Every interpreter writes the same values here. */
	if (Py_Version >= 0x030c0000)
		slots[1] = (PyModuleDef_Slot){
			SLOT_INTERPRETERS,
			(void *)(uintptr_t)OWN_GIL_SUPPORTED,
		};
	if (Py_Version >= 0x030d0000)
		slots[2] = (PyModuleDef_Slot){
			SLOT_GIL, (void *)(uintptr_t)GIL_NOT_USED
		};
	return PyModuleDef_Init(&definition);
}
