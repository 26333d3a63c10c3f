/* SPDX-License-Identifier: MIT */
/* lookup.c - a Python function that answers the lookups of a job. */
#include "lookup.h"

#include <string.h>

/* An answer under construction. */
struct answer {
	const struct lookup *lookup;
	uint64_t *valid;
	uint8_t *digests;
};

static PyObject *describe(const struct hashlane_lookup_file *file)
{
	PyObject *path = PyUnicode_DecodeFSDefaultAndSize(
		file->path, (Py_ssize_t)file->path_bytes);

	if (!path)
		return NULL;
	return Py_BuildValue(
		"(NKKKLLKKKy#N)", path, (unsigned long long)file->index,
		(unsigned long long)file->input,
		(unsigned long long)file->size_bytes,
		(long long)file->mtime_ns, (long long)file->ctime_ns,
		(unsigned long long)file->device,
		(unsigned long long)file->inode,
		(unsigned long long)file->links,
		(const char *)file->file_system,
		(Py_ssize_t)sizeof(file->file_system),
		PyBool_FromLong(file->flags & HASHLANE_LOOKUP_STABLE));
}

/* Return the files of a lookup as a list; NULL: an exception is set. */
static PyObject *describe_all(const struct hashlane_lookup *asked)
{
	PyObject *list = PyList_New((Py_ssize_t)asked->count);

	for (size_t i = 0; list && i < asked->count; i++) {
		PyObject *file = describe(&asked->files[i]);

		if (!file || PyList_SetItem(list, (Py_ssize_t)i, file))
			Py_CLEAR(list);
	}
	return list;
}

/* Take digest k of file i. */
static bool take_digest(struct answer *answer, size_t i, size_t k,
			PyObject *digest)
{
	const size_t *offsets = answer->lookup->offsets;
	size_t row_bytes = offsets[answer->lookup->count];
	Py_ssize_t bytes;
	char *data;

	if (digest == Py_None)
		return true;
	if (PyBytes_AsStringAndSize(digest, &data, &bytes))
		return false;
	if ((size_t)bytes != offsets[k + 1] - offsets[k]) {
		PyErr_Format(PyExc_ValueError,
			     "a digest must have %zu bytes, not %zd",
			     offsets[k + 1] - offsets[k], bytes);
		return false;
	}
	memcpy(answer->digests + i * row_bytes + offsets[k], data,
	       (size_t)bytes);
	answer->valid[i] |= (uint64_t)1 << k;
	return true;
}

/* Take the digests of file i; the reference is stolen. */
static bool take_row(struct answer *answer, size_t i, PyObject *row)
{
	bool well = row;

	if (row && row != Py_None) {
		Py_ssize_t count = PySequence_Size(row);

		well = count == (Py_ssize_t)answer->lookup->count;
		if (!well && !PyErr_Occurred())
			PyErr_Format(PyExc_ValueError,
				     "a file must have %zu digests, not %zd",
				     answer->lookup->count, count);
		for (size_t k = 0; well && k < answer->lookup->count; k++) {
			PyObject *digest = PySequence_GetItem(row,
							      (Py_ssize_t)k);

			well = digest && take_digest(answer, i, k, digest);
			Py_XDECREF(digest);
		}
	}
	Py_XDECREF(row);
	return well;
}

static bool take_rows(struct answer *answer,
		      const struct hashlane_lookup *asked)
{
	PyObject *list = describe_all(asked), *rows = NULL;
	bool well;

	if (list)
		rows = PyObject_CallFunctionObjArgs(answer->lookup->function,
						    list, NULL);
	Py_XDECREF(list);
	well = rows && PySequence_Size(rows) == (Py_ssize_t)asked->count;
	if (rows && !well && !PyErr_Occurred())
		PyErr_SetString(PyExc_ValueError,
				"a lookup must return an item for each file");
	for (size_t i = 0; well && i < asked->count; i++)
		well = take_row(answer, i,
				PySequence_GetItem(rows, (Py_ssize_t)i));
	Py_XDECREF(rows);
	return well;
}

static bool serve(const struct lookup *lookup, struct state *state,
		  hashlane_job job, const struct hashlane_lookup *asked)
{
	struct answer answer = {
		.lookup = lookup,
		.valid = PyMem_Calloc(asked->count, sizeof(uint64_t)),
		.digests = PyMem_Calloc(asked->count, asked->row_bytes),
	};
	bool well = answer.valid && answer.digests;
	int32_t status = HASHLANE_OK;

	if (!well)
		PyErr_NoMemory();
	well = well && take_rows(&answer, asked);
	if (well)
		status = hashlane_job_answer(job, asked->id, answer.valid,
					     asked->count, answer.digests,
					     asked->count * asked->row_bytes);
	PyMem_Free(answer.valid);
	PyMem_Free(answer.digests);
	if (status && status != HASHLANE_CANCELLED) {
		raise_status(state, status, NULL, 0, NULL);
		well = false;
	}
	return well;
}

bool lookup_serve(const struct lookup *lookup, struct state *state,
		  hashlane_job job)
{
	const struct hashlane_lookup *asked;

	while (lookup->function && !hashlane_job_get_lookup(&asked, job, 0))
		if (!serve(lookup, state, job, asked)) {
			(void)hashlane_job_cancel(job);
			return false;
		}
	return true;
}
