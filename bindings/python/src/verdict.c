/* SPDX-License-Identifier: MIT */
/* verdict.c - what a check found of one entry, read on access. */
#include "verdict.h"

#include "entries.h"

#include <string.h>

/* The owner of the library's verdicts. */
struct verdicts {
	PyObject ob_base;
	const struct hashlane_verdicts *rows;
};

struct verdict {
	PyObject ob_base;
	PyObject *verdicts;
	uint32_t number;
};

PyObject *verdicts_list(struct state *state,
			const struct hashlane_verdicts *rows)
{
	uint32_t count = hashlane_verdicts_get_count(rows);
	struct verdicts *verdicts = object_new(state->verdicts);
	PyObject *list;

	if (!verdicts) {
		hashlane_verdicts_destroy(rows);
		return NULL;
	}
	verdicts->rows = rows;
	list = PyList_New((Py_ssize_t)count);
	for (uint32_t i = 0; list && i < count; i++) {
		struct verdict *one = object_new(state->verdict);

		if (one) {
			one->verdicts = Py_NewRef((PyObject *)verdicts);
			one->number = i;
		}
		if (!one ||
		    PyList_SetItem(list, (Py_ssize_t)i, (PyObject *)one))
			Py_CLEAR(list);
	}
	Py_DECREF((PyObject *)verdicts);
	return list;
}

static void dealloc_verdicts(PyObject *self)
{
	hashlane_verdicts_destroy(((struct verdicts *)self)->rows);
	object_free(self);
}

static void dealloc(PyObject *self)
{
	Py_DECREF(((struct verdict *)self)->verdicts);
	object_free(self);
}

/* ---- Values ---- */

static struct hashlane_verdict_row row_of(PyObject *self)
{
	struct hashlane_verdict_row row = { .struct_size = sizeof(row) };
	struct verdict *verdict = (struct verdict *)self;

	(void)hashlane_verdicts_get_row(
		&row, ((struct verdicts *)verdict->verdicts)->rows,
		verdict->number);
	return row;
}

/* Return a member of an enum of hashlane._verdicts. */
static PyObject *member(PyObject *of, long value)
{
	return PyObject_CallFunction(of, "l", value);
}

static PyObject *get_status(PyObject *self, void *unused)
{
	struct state *state = state_of_type(Py_TYPE(self));

	(void)unused;
	return PySequence_GetItem(state->verdict_statuses,
				  row_of(self).verdict);
}

static PyObject *get_ok(PyObject *self, void *unused)
{
	(void)unused;
	return PyBool_FromLong(row_of(self).verdict == HASHLANE_VERDICT_OK);
}

static PyObject *get_name(PyObject *self, void *unused)
{
	struct hashlane_verdict_row row = row_of(self);

	(void)unused;
	return PyUnicode_DecodeFSDefaultAndSize(row.name,
						(Py_ssize_t)row.name_bytes);
}

static PyObject *get_name_bytes(PyObject *self, void *unused)
{
	struct hashlane_verdict_row row = row_of(self);

	(void)unused;
	return PyBytes_FromStringAndSize(row.name, (Py_ssize_t)row.name_bytes);
}

static PyObject *get_path(PyObject *self, void *unused)
{
	struct hashlane_verdict_row row = row_of(self);

	(void)unused;
	return text_or_none(row.path && row.path_bytes ? row.path : NULL,
			    row.path_bytes);
}

static PyObject *get_line(PyObject *self, void *unused)
{
	(void)unused;
	return PyLong_FromUnsignedLongLong(row_of(self).line);
}

static PyObject *get_list(PyObject *self, void *unused)
{
	uint32_t list = row_of(self).list;

	(void)unused;
	return number_or_none(list != UINT32_MAX, list);
}

static PyObject *get_format(PyObject *self, void *unused)
{
	(void)unused;
	return format_name(row_of(self).format);
}

static PyObject *get_reading(PyObject *self, void *unused)
{
	(void)unused;
	return member(state_of_type(Py_TYPE(self))->reading,
		      (long)row_of(self).reading);
}

static PyObject *get_strength(PyObject *self, void *unused)
{
	(void)unused;
	return member(state_of_type(Py_TYPE(self))->strength,
		      row_of(self).strength);
}

static PyObject *get_detail(PyObject *self, void *unused)
{
	struct hashlane_verdict_row row = row_of(self);

	(void)unused;
	return PyUnicode_DecodeFSDefault(row.detail ? row.detail : "");
}

static PyObject *get_size_expected(PyObject *self, void *unused)
{
	uint64_t size = row_of(self).size_expected;

	(void)unused;
	return number_or_none(size != UINT64_MAX, size);
}

static PyObject *get_size_found(PyObject *self, void *unused)
{
	uint64_t size = row_of(self).size_found;

	(void)unused;
	return number_or_none(size != UINT64_MAX, size);
}

/* (offset, length) of a part of a file, or None for whole files. */
static PyObject *get_part(PyObject *self, void *unused)
{
	struct hashlane_verdict_row row = row_of(self);

	(void)unused;
	if (!(row.flags & HASHLANE_CHECKED_RANGE))
		Py_RETURN_NONE;
	return Py_BuildValue("(KK)", (unsigned long long)row.offset,
			     (unsigned long long)row.length);
}

/* The exception of a file, or of a malformed line. */
static PyObject *get_error(PyObject *self, void *unused)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct hashlane_verdict_row row = row_of(self);
	PyObject *path, *text, *error = NULL;

	(void)unused;
	if (!row.status)
		Py_RETURN_NONE;
	text = PyUnicode_DecodeFSDefault(
		row.detail && *row.detail ?
			row.detail :
			hashlane_status_get_text(row.status));
	path = row.path_bytes ? text_or_none(row.path, row.path_bytes) :
				text_or_none(row.name_bytes ? row.name : NULL,
					     row.name_bytes);
	if (text && path)
		error = PyObject_CallFunction(state->make_error, "iOiO",
					      (int)row.status, text,
					      (int)row.os_error, path);
	Py_XDECREF(text);
	Py_XDECREF(path);
	return error;
}

/* ---- Digests and ranges ---- */

static PyObject *digest_text(const struct hashlane_algorithm_spec *spec,
			     const uint8_t *digest, size_t bytes)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	if (!digest ||
	    hashlane_digest_format(text, sizeof(text), NULL, spec,
				   HASHLANE_TEXT_CANONICAL, digest, bytes))
		Py_RETURN_NONE;
	return PyUnicode_FromString(text);
}

static PyObject *digest_new(struct state *state,
			    const struct hashlane_verdict_digest *digest)
{
	PyObject *fits;

	fits = digest->fits < 0 ? Py_NewRef(Py_None) :
				  PyBool_FromLong(digest->fits);
	return PyObject_CallFunction(
		state->verdict_digest, "NNNNNNNN",
		digest->spec.id ? spec_name(&digest->spec) :
				  Py_NewRef(Py_None),
		bytes_or_none(digest->expected, digest->expected_bytes),
		bytes_or_none(digest->computed, digest->computed_bytes), fits,
		PyBool_FromLong(digest->guessed),
		PyUnicode_DecodeFSDefault(digest->tag ? digest->tag : ""),
		PyUnicode_DecodeFSDefault(digest->text ? digest->text : ""),
		digest_text(&digest->spec, digest->computed,
			    digest->computed_bytes));
}

static PyObject *get_digests(PyObject *self, void *unused)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct hashlane_verdict_row row = row_of(self);
	PyObject *all = PyTuple_New((Py_ssize_t)row.digest_count);

	(void)unused;
	for (size_t i = 0; all && i < row.digest_count; i++) {
		const void *digest = (const char *)row.digests +
				     i * row.digest_bytes;
		PyObject *one = digest_new(state, digest);

		if (!one || PyTuple_SetItem(all, (Py_ssize_t)i, one))
			Py_CLEAR(all);
	}
	return all;
}

static PyObject *get_ranges(PyObject *self, void *unused)
{
	struct state *state = state_of_type(Py_TYPE(self));
	struct hashlane_verdict_row row = row_of(self);
	PyObject *all = PyTuple_New((Py_ssize_t)row.range_count);

	(void)unused;
	for (size_t i = 0; all && i < row.range_count; i++) {
		const struct hashlane_verdict_range *range =
			(const void *)((const char *)row.ranges +
				       i * row.range_bytes);
		PyObject *one = PyObject_CallFunction(
			state->verdict_range, "KKN",
			(unsigned long long)range->offset,
			(unsigned long long)range->length,
			spec_name(&range->spec));

		if (!one || PyTuple_SetItem(all, (Py_ssize_t)i, one))
			Py_CLEAR(all);
	}
	return all;
}

/* ---- Text ---- */

/* Return the name, or "line 3" for a line without one. */
static PyObject *label(const struct hashlane_verdict_row *row)
{
	if (!row->name_bytes)
		return PyUnicode_FromFormat("line %llu",
					    (unsigned long long)row->line);
	return PyUnicode_DecodeFSDefaultAndSize(row->name,
						(Py_ssize_t)row->name_bytes);
}

/* "; bytes 0-9727999 by ed2k"; only the first of many. */
static void append_ranges(PyObject **text,
			  const struct hashlane_verdict_row *row)
{
	enum { SHOWN = 8 };

	for (size_t i = 0; i < row->range_count && i < SHOWN; i++) {
		const struct hashlane_verdict_range *range =
			(const void *)((const char *)row->ranges +
				       i * row->range_bytes);

		PyUnicode_AppendAndDel(
			text,
			PyUnicode_FromFormat(
				"; bytes %llu-%llu by %s",
				(unsigned long long)range->offset,
				(unsigned long long)(range->offset +
						     range->length - 1),
				hashlane_algorithm_get_name(range->spec.id)));
	}
	if (row->range_count > SHOWN)
		PyUnicode_AppendAndDel(
			text, PyUnicode_FromFormat("; %zu more",
						   row->range_count - SHOWN));
}

/* Append " to PATH", or the details in parentheses. */
static void append_details(PyObject **text,
			   const struct hashlane_verdict_row *row)
{
	const char *detail = row->detail ? row->detail : "";

	if (row->verdict == HASHLANE_VERDICT_MOVED) {
		PyUnicode_AppendAndDel(text, PyUnicode_FromString(" to "));
		PyUnicode_AppendAndDel(
			text, PyUnicode_DecodeFSDefaultAndSize(
				      row->path, (Py_ssize_t)row->path_bytes));
		return;
	}
	if (!*detail && row->status &&
	    row->verdict == HASHLANE_VERDICT_UNREADABLE)
		detail = row->os_error ? strerror(row->os_error) :
					 hashlane_status_get_text(row->status);
	if (!*detail && !row->range_count)
		return;
	PyUnicode_AppendAndDel(text, PyUnicode_FromString(" ("));
	PyUnicode_AppendAndDel(
		text, PyUnicode_DecodeFSDefault(*detail ? detail : "parts"));
	append_ranges(text, row);
	PyUnicode_AppendAndDel(text, PyUnicode_FromString(")"));
}

/* "NAME: FAILED (bytes 0-9) (DETAIL)", as the command writes it */
static PyObject *as_text(PyObject *self)
{
	struct hashlane_verdict_row row = row_of(self);
	PyObject *name = label(&row), *status = get_status(self, NULL);
	PyObject *text = NULL;

	if (name && status)
		text = PyUnicode_FromFormat("%U: %S", name, status);
	Py_XDECREF(name);
	Py_XDECREF(status);
	if (text && row.flags & HASHLANE_CHECKED_RANGE && row.length)
		PyUnicode_AppendAndDel(
			&text, PyUnicode_FromFormat(
				       " (bytes %llu-%llu)",
				       (unsigned long long)row.offset,
				       (unsigned long long)(row.offset +
							    row.length - 1)));
	if (text)
		append_details(&text, &row);
	return text;
}

static PyObject *repr(PyObject *self)
{
	PyObject *text = as_text(self), *made = NULL;

	if (text)
		made = PyUnicode_FromFormat("<hashlane.Verdict %R>", text);
	Py_XDECREF(text);
	return made;
}

static PyGetSetDef values[] = {
	{ "status", get_status, NULL, "What became of the entry.", NULL },
	{ "ok", get_ok, NULL, "Is the status OK?", NULL },
	{ "name", get_name, NULL,
	  "Name as in the list; bytes that are not UTF-8 are surrogates.",
	  NULL },
	{ "name_bytes", get_name_bytes, NULL, "Name as bytes.", NULL },
	{ "path", get_path, NULL,
	  "Path that was opened, or where a moved file is; None: none.",
	  NULL },
	{ "line", get_line, NULL, "Line of the list, from 1; 0: none.", NULL },
	{ "list", get_list, NULL,
	  "Number of the list, from 0; None for an extra file.", NULL },
	{ "format", get_format, NULL, "Format of the line.", NULL },
	{ "reading", get_reading, NULL,
	  "How the name was read to find the file; 0: as it stands.", NULL },
	{ "strength", get_strength, NULL,
	  "Strength of the best digest that fits.", NULL },
	{ "detail", get_detail, NULL, "What differs, or a hint; \"\".", NULL },
	{ "size_expected", get_size_expected, NULL,
	  "Size in the list, or None.", NULL },
	{ "size_found", get_size_found, NULL, "Size of the file, or None.",
	  NULL },
	{ "part", get_part, NULL,
	  "(offset, length) if only these bytes were compared, or None.",
	  NULL },
	{ "error", get_error, NULL,
	  "The exception of a file or a line that could not be read, or None.",
	  NULL },
	{ "digests", get_digests, NULL, "The digests of the entry.", NULL },
	{ "ranges", get_ranges, NULL,
	  "The ranges of the file that differ, if the list has digests of "
	  "parts.",
	  NULL },
	{ NULL, NULL, NULL, NULL, NULL },
};

static PyType_Slot verdict_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc },
	{ Py_tp_getset, values },
	{ Py_tp_repr, (void *)(uintptr_t)repr },
	{ Py_tp_str, (void *)(uintptr_t)as_text },
	{ Py_tp_doc, "What a check found of one entry." },
	{ 0, NULL },
};

static PyType_Spec verdict_spec = {
	.name = "hashlane.Verdict",
	.basicsize = sizeof(struct verdict),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = verdict_slots,
};

static PyType_Slot verdicts_slots[] = {
	{ Py_tp_dealloc, (void *)(uintptr_t)dealloc_verdicts },
	{ 0, NULL },
};

static PyType_Spec verdicts_spec = {
	.name = "hashlane._core.Verdicts",
	.basicsize = sizeof(struct verdicts),
	.flags = TYPE_FLAGS | Py_TPFLAGS_DISALLOW_INSTANTIATION,
	.slots = verdicts_slots,
};

/* Get the classes of values from the package. */
static bool find_classes(struct state *state)
{
	PyObject *package = PyImport_ImportModule("hashlane._verdicts");
	bool well;

	if (!package)
		return false;
	state->verdict_statuses = PyObject_GetAttrString(package, "STATUSES");
	state->verdict_digest = PyObject_GetAttrString(package,
						       "VerdictDigest");
	state->verdict_range = PyObject_GetAttrString(package, "VerdictRange");
	state->reading = PyObject_GetAttrString(package, "Reading");
	state->strength = PyObject_GetAttrString(package, "Strength");
	well = state->verdict_statuses && state->verdict_digest &&
	       state->verdict_range && state->reading && state->strength;
	Py_DECREF(package);
	return well;
}

bool add_verdict_types(PyObject *module, struct state *state)
{
	state->verdict = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &verdict_spec, NULL);
	state->verdicts = (PyTypeObject *)PyType_FromModuleAndSpec(
		module, &verdicts_spec, NULL);
	return state->verdict && state->verdicts &&
	       !PyModule_AddType(module, state->verdict) &&
	       find_classes(state);
}
