/* SPDX-License-Identifier: MIT */
/* entries.c - entries of lists: the library's form and Python's. */
#include "entries.h"

#include <stddef.h>
#include <string.h>

struct owned {
	struct owned *next;
	max_align_t data[];
};

/* ---- From Python ---- */

/* Allocate elements that live as long as the entries. */
static void *room_for(struct entries *to, size_t count, size_t bytes)
{
	struct owned *block = PyMem_Calloc(1, sizeof(*block) + count * bytes);

	if (!block)
		return PyErr_NoMemory();
	block->next = to->own;
	to->own = block;
	return block->data;
}

/* Take bytes, or NULL for None. */
static bool take_bytes(struct entries *to, const void **data, size_t *count,
		       PyObject *value)
{
	Py_ssize_t bytes;
	char *at;

	if (value == Py_None)
		return true;
	if (PyBytes_AsStringAndSize(value, &at, &bytes) ||
	    PyList_Append(to->held, value))
		return false;
	*data = at;
	*count = (size_t)bytes;
	return true;
}

static bool take_name(struct entries *to, const void **name, size_t *count,
		      PyObject *value)
{
	if (!take_bytes(to, name, count, value))
		return false;
	if (*name && (!*count || memchr(*name, 0, *count))) {
		PyErr_SetString(PyExc_ValueError,
				"a name must have at least one byte, and no "
				"NUL");
		return false;
	}
	return true;
}

static bool take_specs(struct entries *to, struct state *state,
		       struct hashlane_list_claim *claim, PyObject *names)
{
	Py_ssize_t count = PySequence_Size(names);
	struct hashlane_algorithm_spec *specs;

	if (count <= 0)
		return !count;
	specs = room_for(to, (size_t)count, sizeof(*specs));
	if (!specs)
		return false;
	for (Py_ssize_t i = 0; i < count; i++) {
		PyObject *name = PySequence_GetItem(names, i);
		bool well = name && parse_spec(state, &specs[i], name);

		Py_XDECREF(name);
		if (!well)
			return false;
	}
	claim->specs = specs;
	claim->spec_count = (size_t)count;
	return true;
}

static bool take_ranges(struct entries *to, struct state *state,
			struct hashlane_list_claim *claim, PyObject *sequence)
{
	Py_ssize_t count = PySequence_Size(sequence);
	struct hashlane_list_range *ranges;

	if (count <= 0)
		return !count;
	ranges = room_for(to, (size_t)count, sizeof(*ranges));
	if (!ranges)
		return false;
	for (Py_ssize_t i = 0; i < count; i++) {
		PyObject *range = PySequence_GetItem(sequence, i);
		PyObject *name, *offset, *length;
		bool well = range &&
			    PyArg_ParseTuple(range, "OOO", &name, &offset,
					     &length) &&
			    take_name(to, &ranges[i].name,
				      &ranges[i].name_bytes, name) &&
			    parse_count(state, "offset", &ranges[i].offset,
					offset) &&
			    parse_count(state, "length", &ranges[i].length,
					length);

		Py_XDECREF(range);
		if (!well)
			return false;
	}
	claim->ranges = ranges;
	claim->range_count = (size_t)count;
	return true;
}

/* A digest of another length would be compared with other bytes. */
static bool has_length(const struct hashlane_list_claim *claim)
{
	for (size_t i = 0; i < claim->spec_count; i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};

		(void)hashlane_algorithm_get_info(&info, claim->specs[i].id);
		if (claim->part_bytes ?
			    !claim->digest_bytes ||
				    claim->digest_bytes % info.digest_bytes :
			    claim->digest_bytes != info.digest_bytes) {
			PyErr_Format(PyExc_ValueError,
				     "a digest of %s has %u bytes, not %zu",
				     info.name, (unsigned)info.digest_bytes,
				     claim->digest_bytes);
			return false;
		}
	}
	return true;
}

static bool take_claim(struct entries *to, struct state *state,
		       struct hashlane_list_claim *claim, PyObject *tuple)
{
	PyObject *names, *digest, *tag, *text, *part_bytes, *ranges;
	const void *bytes = NULL;

	if (!PyArg_ParseTuple(tuple, "OOOOOO", &names, &digest, &tag, &text,
			      &part_bytes, &ranges) ||
	    !take_bytes(to, &bytes, &claim->digest_bytes, digest))
		return false;
	claim->digest = bytes;
	bytes = NULL;
	if (!take_bytes(to, &bytes, &claim->tag_bytes, tag))
		return false;
	claim->tag = bytes;
	bytes = NULL;
	if (!take_bytes(to, &bytes, &claim->text_bytes, text))
		return false;
	claim->text = bytes;
	return parse_count(state, "part_bytes", &claim->part_bytes,
			   part_bytes) &&
	       take_specs(to, state, claim, names) && has_length(claim) &&
	       take_ranges(to, state, claim, ranges);
}

static bool take_claims(struct entries *to, struct state *state,
			struct hashlane_list_entry *entry, PyObject *sequence)
{
	Py_ssize_t count = PySequence_Size(sequence);
	struct hashlane_list_claim *claims;

	if (count < 0)
		return false;
	claims = room_for(to, (size_t)count, sizeof(*claims));
	if (!claims)
		return false;
	for (Py_ssize_t i = 0; i < count; i++) {
		PyObject *tuple = PySequence_GetItem(sequence, i);
		bool well = tuple && take_claim(to, state, &claims[i], tuple);

		Py_XDECREF(tuple);
		if (!well)
			return false;
	}
	entry->claims = claims;
	entry->claim_count = (size_t)count;
	entry->claim_bytes = sizeof(*claims);
	return true;
}

static bool take_entry(struct entries *to, struct state *state,
		       struct hashlane_list_entry *entry, PyObject *tuple)
{
	PyObject *name, *size, *mtime, *claims;
	unsigned long long line;
	int percent;

	if (!PyArg_ParseTuple(tuple, "OOOOIpiK", &name, &size, &mtime, &claims,
			      &entry->section, &percent, &entry->format,
			      &line) ||
	    !take_name(to, &entry->name, &entry->name_bytes, name) ||
	    !parse_count(state, "size", &entry->size_bytes, size))
		return false;
	entry->struct_size = sizeof(*entry);
	entry->reason = "";
	entry->line = line;
	if (size != Py_None)
		entry->flags |= HASHLANE_LIST_HAS_SIZE;
	if (mtime != Py_None) {
		entry->flags |= HASHLANE_LIST_HAS_MTIME;
		entry->mtime_ns = PyLong_AsLongLong(mtime);
		if (entry->mtime_ns == -1 && PyErr_Occurred())
			return false;
	}
	if (percent)
		entry->flags |= HASHLANE_LIST_PERCENT;
	return take_claims(to, state, entry, claims);
}

bool entries_take(struct entries *entries, struct state *state,
		  PyObject *sequence)
{
	Py_ssize_t count = PySequence_Size(sequence);

	if (count < 0)
		return false;
	entries->held = PyList_New(0);
	if (!entries->held)
		return false;
	entries->all = room_for(entries, (size_t)count, sizeof(*entries->all));
	for (Py_ssize_t i = 0; entries->all && i < count; i++) {
		PyObject *tuple = PySequence_GetItem(sequence, i);
		bool well = tuple && take_entry(entries, state,
						&entries->all[i], tuple);

		Py_XDECREF(tuple);
		if (!well)
			return false;
		entries->count++;
	}
	return entries->all;
}

void entries_drop(struct entries *entries)
{
	struct owned *block = entries->own, *next;

	for (; block; block = next) {
		next = block->next;
		PyMem_Free(block);
	}
	Py_XDECREF(entries->held);
	*entries = (struct entries){ 0 };
}

/* ---- To Python ---- */

PyObject *number_or_none(bool known, uint64_t value)
{
	if (!known)
		Py_RETURN_NONE;
	return PyLong_FromUnsignedLongLong(value);
}

PyObject *text_or_none(const void *text, size_t bytes)
{
	if (!text)
		Py_RETURN_NONE;
	return PyUnicode_DecodeFSDefaultAndSize(text, (Py_ssize_t)bytes);
}

PyObject *bytes_or_none(const void *data, size_t bytes)
{
	if (!data)
		Py_RETURN_NONE;
	return PyBytes_FromStringAndSize(data, (Py_ssize_t)bytes);
}

PyObject *format_name(int32_t format)
{
	struct hashlane_format_info info = { .struct_size = sizeof(info) };
	const char *name = "";

	if (format == HASHLANE_FORMAT_JSON)
		name = "json"; /* the library does not read it */
	else if (!hashlane_format_get_info(&info, format))
		name = info.name;
	return PyUnicode_InternFromString(name);
}

static PyObject *ranges_tuple(const struct hashlane_list_claim *claim)
{
	PyObject *all = PyTuple_New((Py_ssize_t)claim->range_count);

	for (size_t i = 0; all && i < claim->range_count; i++) {
		const struct hashlane_list_range *range = &claim->ranges[i];
		PyObject *one = Py_BuildValue(
			"(NKK)", text_or_none(range->name, range->name_bytes),
			(unsigned long long)range->offset,
			(unsigned long long)range->length);

		if (!one || PyTuple_SetItem(all, (Py_ssize_t)i, one))
			Py_CLEAR(all);
	}
	return all;
}

static PyObject *claim_tuple(const struct hashlane_list_claim *claim)
{
	return Py_BuildValue(
		"(NNNNKN)", spec_names(claim->specs, claim->spec_count),
		bytes_or_none(claim->digest, claim->digest_bytes),
		text_or_none(claim->tag, claim->tag_bytes),
		text_or_none(claim->text, claim->text_bytes),
		(unsigned long long)claim->part_bytes, ranges_tuple(claim));
}

static PyObject *claims_tuple(const struct hashlane_list_entry *entry)
{
	PyObject *all = PyTuple_New((Py_ssize_t)entry->claim_count);

	for (size_t i = 0; all && i < entry->claim_count; i++) {
		const void *claim = (const char *)entry->claims +
				    i * entry->claim_bytes;
		PyObject *one = claim_tuple(claim);

		if (!one || PyTuple_SetItem(all, (Py_ssize_t)i, one))
			Py_CLEAR(all);
	}
	return all;
}

PyObject *entry_tuple(const struct hashlane_list_entry *entry)
{
	PyObject *mtime, *reason;

	if (entry->flags & HASHLANE_LIST_HAS_MTIME)
		mtime = PyLong_FromLongLong(entry->mtime_ns);
	else
		mtime = Py_NewRef(Py_None);
	if (entry->status)
		reason = PyUnicode_FromString(entry->reason);
	else
		reason = Py_NewRef(Py_None);
	return Py_BuildValue(
		"(NNNNKNNINN)",
		text_or_none(entry->name ? entry->name : "",
			     entry->name_bytes),
		claims_tuple(entry),
		number_or_none(entry->flags & HASHLANE_LIST_HAS_SIZE,
			       entry->size_bytes),
		mtime, (unsigned long long)entry->line,
		format_name(entry->format),
		bytes_or_none(entry->raw ? entry->raw : "", entry->raw_bytes),
		(unsigned)entry->section,
		PyBool_FromLong(entry->flags & HASHLANE_LIST_PERCENT), reason);
}
