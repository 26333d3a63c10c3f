/* SPDX-License-Identifier: MIT */
/* arrow.c - a block of results for readers of Arrow, any number of them. */
#include "arrow.h"

#include <stdlib.h>

/* The Arrow C data and stream interfaces, whose layouts never change. */
struct ArrowSchema {
	const char *format, *name, *metadata;
	int64_t flags, n_children;
	struct ArrowSchema **children, *dictionary;
	void (*release)(struct ArrowSchema *schema);
	void *private_data;
};

struct ArrowArray {
	int64_t length, null_count, offset, n_buffers, n_children;
	const void **buffers;
	struct ArrowArray **children, *dictionary;
	void (*release)(struct ArrowArray *array);
	void *private_data;
};

struct ArrowArrayStream {
	int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
	int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
	const char *(*get_last_error)(struct ArrowArrayStream *);
	void (*release)(struct ArrowArrayStream *);
	void *private_data;
};

struct exported {
	struct ArrowArray array;
	struct ArrowSchema schema;
};

struct exported *exported_make(const struct hashlane_results *results)
{
	struct exported *exported = PyMem_Calloc(1, sizeof(*exported));

	if (exported && hashlane_results_export(&exported->array,
						&exported->schema, results)) {
		PyMem_Free(exported);
		exported = NULL;
	}
	return exported;
}

void exported_free(struct exported *exported)
{
	exported->array.release(&exported->array);
	exported->schema.release(&exported->schema);
	PyMem_Free(exported);
}

/* Readers release from any thread. */
static void let_go(void *owner)
{
	PyGILState_STATE held = PyGILState_Ensure();

	Py_DECREF((PyObject *)owner);
	PyGILState_Release(held);
}

static void release_array(struct ArrowArray *array)
{
	for (int64_t i = 0; i < array->n_children; i++) {
		if (array->children[i]->release)
			array->children[i]->release(array->children[i]);
		free(array->children[i]);
	}
	free(array->children);
	array->release = NULL;
	let_go(array->private_data);
}

static void release_schema(struct ArrowSchema *schema)
{
	for (int64_t i = 0; i < schema->n_children; i++) {
		if (schema->children[i]->release)
			schema->children[i]->release(schema->children[i]);
		free(schema->children[i]);
	}
	free(schema->children);
	schema->release = NULL;
	let_go(schema->private_data);
}

/* The same buffers again; each child may be moved away and released alone. */
static bool share_array(struct ArrowArray *to, const struct ArrowArray *from,
			PyObject *owner)
{
	*to = *from;
	to->release = release_array;
	to->private_data = Py_NewRef(owner);
	to->n_children = 0;
	to->children = calloc((size_t)from->n_children + 1,
			      sizeof(*to->children));
	while (to->children && to->n_children < from->n_children) {
		struct ArrowArray *child = calloc(1, sizeof(*child));

		if (!child)
			break;
		to->children[to->n_children++] = child;
		if (!share_array(child, from->children[to->n_children - 1],
				 owner))
			break;
	}
	if (to->children && to->n_children == from->n_children)
		return true;
	release_array(to);
	return false;
}

static bool share_schema(struct ArrowSchema *to,
			 const struct ArrowSchema *from, PyObject *owner)
{
	*to = *from;
	to->release = release_schema;
	to->private_data = Py_NewRef(owner);
	to->n_children = 0;
	to->children = calloc((size_t)from->n_children + 1,
			      sizeof(*to->children));
	while (to->children && to->n_children < from->n_children) {
		struct ArrowSchema *child = calloc(1, sizeof(*child));

		if (!child)
			break;
		to->children[to->n_children++] = child;
		if (!share_schema(child, from->children[to->n_children - 1],
				  owner))
			break;
	}
	if (to->children && to->n_children == from->n_children)
		return true;
	release_schema(to);
	return false;
}

static void free_array(PyObject *capsule)
{
	struct ArrowArray *array = PyCapsule_GetPointer(capsule,
							"arrow_array");

	if (array->release)
		array->release(array);
	free(array);
}

static void free_schema(PyObject *capsule)
{
	struct ArrowSchema *schema = PyCapsule_GetPointer(capsule,
							  "arrow_schema");

	if (schema->release)
		schema->release(schema);
	free(schema);
}

static void free_stream(PyObject *capsule)
{
	struct ArrowArrayStream *stream =
		PyCapsule_GetPointer(capsule, "arrow_array_stream");

	if (stream->release)
		stream->release(stream);
	free(stream);
}

PyObject *exported_capsules(const struct exported *exported, PyObject *owner)
{
	struct ArrowArray *array = calloc(1, sizeof(*array));
	struct ArrowSchema *schema = calloc(1, sizeof(*schema));
	PyObject *first = NULL, *second = NULL;

	if (array && share_array(array, &exported->array, owner))
		second = PyCapsule_New(array, "arrow_array", free_array);
	if (schema && share_schema(schema, &exported->schema, owner))
		first = PyCapsule_New(schema, "arrow_schema", free_schema);
	if (first && second)
		return Py_BuildValue("(NN)", first, second);
	if (!first)
		free(schema);
	if (!second)
		free(array);
	Py_XDECREF(first);
	Py_XDECREF(second);
	return PyErr_Occurred() ? NULL : PyErr_NoMemory();
}

/* A job's stream, which lives no longer than its job: so it keeps that. */
struct kept_stream {
	struct ArrowArrayStream stream;
	PyObject *owner;
};

static int get_schema(struct ArrowArrayStream *stream,
		      struct ArrowSchema *schema)
{
	struct kept_stream *kept = stream->private_data;

	return kept->stream.get_schema(&kept->stream, schema);
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *array)
{
	struct kept_stream *kept = stream->private_data;

	return kept->stream.get_next(&kept->stream, array);
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
	struct kept_stream *kept = stream->private_data;

	return kept->stream.get_last_error(&kept->stream);
}

static void release_stream(struct ArrowArrayStream *stream)
{
	struct kept_stream *kept = stream->private_data;

	kept->stream.release(&kept->stream);
	stream->release = NULL;
	let_go(kept->owner);
	free(kept);
}

PyObject *stream_capsule(hashlane_job job, PyObject *owner, int32_t *status)
{
	struct ArrowArrayStream *stream = calloc(1, sizeof(*stream));
	struct kept_stream *kept = calloc(1, sizeof(*kept));
	PyObject *capsule = NULL;

	*status = HASHLANE_OK;
	if (!stream || !kept)
		PyErr_NoMemory();
	else
		*status = hashlane_job_export(&kept->stream, job);
	if (!stream || !kept || *status) {
		free(stream);
		free(kept);
		return NULL;
	}
	kept->owner = Py_NewRef(owner);
	*stream = (struct ArrowArrayStream){
		get_schema, get_next, get_last_error, release_stream, kept,
	};
	capsule = PyCapsule_New(stream, "arrow_array_stream", free_stream);
	if (!capsule) {
		release_stream(stream);
		free(stream);
	}
	return capsule;
}
