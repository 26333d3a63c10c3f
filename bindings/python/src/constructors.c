/* SPDX-License-Identifier: MIT */
/* constructors.c - the functions of hashlib's interface: new(), md5() .. */
#include "core.h"

#include <stdio.h>
#include <string.h>

enum { WORD_BYTES_MAX = 32, ABOUT_BYTES_MAX = 160, FUNCTIONS_MAX = 128 };

/* The possible arguments. */
struct arguments {
	PyObject *name, *data, *size;
	bool has_name; /* the first parameter is the name */
};

/* False: an exception is set. */
static bool take_keyword(struct arguments *arguments, PyObject *word,
			 PyObject *value)
{
	if (!PyUnicode_CompareWithASCIIString(word, "size")) {
		arguments->size = value;
	} else if (!PyUnicode_CompareWithASCIIString(word, "data") &&
		   !arguments->data) {
		arguments->data = value;
	} else if (!PyUnicode_CompareWithASCIIString(word, "name") &&
		   arguments->has_name && !arguments->name) {
		arguments->name = value;
	} else if (PyUnicode_CompareWithASCIIString(word, "usedforsecurity")) {
		PyErr_Format(PyExc_TypeError,
			     "unexpected or repeated argument: %R", word);
		return false;
	}
	/* usedforsecurity is ignored: no algorithm is disabled. */
	return true;
}

/* False: an exception is set. */
static bool take_arguments(struct arguments *arguments, PyObject *const *args,
			   Py_ssize_t count, PyObject *words)
{
	Py_ssize_t keywords = words ? PyTuple_Size(words) : 0;
	Py_ssize_t first = arguments->has_name;

	if (count > first + 1) {
		PyErr_Format(PyExc_TypeError,
			     "at most %zd positional arguments, not %zd",
			     first + 1, count);
		return false;
	}
	if (count && first)
		arguments->name = args[0];
	if (count > first)
		arguments->data = args[first];
	for (Py_ssize_t i = 0; i < keywords; i++)
		if (!take_keyword(arguments, PyTuple_GetItem(words, i),
				  args[count + i]))
			return false;
	if (first && !arguments->name) {
		PyErr_SetString(PyExc_TypeError,
				"new(name, data=b'') needs a name");
		return false;
	}
	return true;
}

static PyObject *new (PyObject *module, PyObject *const *args,
		      Py_ssize_t count, PyObject *words)
{
	struct state *state = PyModule_GetState(module);
	struct hashlane_algorithm_spec spec;
	struct arguments arguments = { .has_name = true };

	if (!take_arguments(&arguments, args, count, words) ||
	    !parse_spec(state, &spec, arguments.name))
		return NULL;
	return hasher_new(state, &spec, 1, arguments.data, arguments.size);
}

/* A function's self is (module, the bytes of its spec). */
static PyObject *construct(PyObject *self, PyObject *const *args,
			   Py_ssize_t count, PyObject *words)
{
	struct state *state = PyModule_GetState(PyTuple_GetItem(self, 0));
	struct hashlane_algorithm_spec spec;
	struct arguments arguments = { 0 };

	if (!take_arguments(&arguments, args, count, words))
		return NULL;
	memcpy(&spec, PyBytes_AsString(PyTuple_GetItem(self, 1)),
	       sizeof(spec));
	return hasher_new(state, &spec, 1, arguments.data, arguments.size);
}

/*
 * A function refers to its definition as long as the process lives. Each
 * interpreter writes the same values into it.
 */
static struct function {
	PyMethodDef definition;
	char word[WORD_BYTES_MAX];
	char about[ABOUT_BYTES_MAX];
} functions[FUNCTIONS_MAX];

static void define(struct function *function, const char *name)
{
	size_t i;

	for (i = 0; name[i] && i + 1 < WORD_BYTES_MAX; i++)
		function->word[i] = name[i] == '-' ? '_' : name[i];
	(void)snprintf(function->about, sizeof(function->about),
		       "%s($self, data=b'', *, usedforsecurity=True, "
		       "size=None)\n--\n\nReturn a hasher of %s.",
		       function->word, name);
	function->definition = (PyMethodDef){
		function->word,
		(PyCFunction)(void (*)(void))construct,
		METH_FASTCALL | METH_KEYWORDS,
		function->about,
	};
}

static bool add_function(PyObject *module, struct function *function,
			 const struct hashlane_algorithm_info *info)
{
	const struct hashlane_algorithm_spec spec = { .id = info->id };
	PyObject *self = Py_BuildValue("(Oy#)", module, &spec,
				       (Py_ssize_t)sizeof(spec));
	PyObject *name = PyUnicode_FromString("hashlane"), *made = NULL;
	bool well;

	define(function, info->name);
	if (self && name)
		made = PyCFunction_NewEx(&function->definition, self, name);
	well = made && !PyModule_AddObjectRef(module, function->word, made);
	Py_XDECREF(made);
	Py_XDECREF(name);
	Py_XDECREF(self);
	return well;
}

static PyMethodDef methods[] = {
	{ "new", (PyCFunction)(void (*)(void)) new,
	  METH_FASTCALL | METH_KEYWORDS,
	  "new($module, name, data=b'', *, usedforsecurity=True, size=None)\n"
	  "--\n\nReturn a hasher of one algorithm, as hashlib.new does.\n\n"
	  "size -- size of all data in bytes, for algorithms that must know "
	  "it\nbeforehand (git-blob, git-blob-sha256, swhid); None: data is "
	  "complete" },
	{ NULL, NULL, 0, NULL },
};

bool add_constructors(PyObject *module, struct state *state)
{
	size_t count = hashlane_algorithm_get_count();

	(void)state;
	for (size_t i = 0; i < count && i < FUNCTIONS_MAX; i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};

		(void)hashlane_algorithm_get_at(&info, i);
		if (!add_function(module, &functions[i], &info))
			return false;
	}
	return !PyModule_AddFunctions(module, methods);
}
