/* SPDX-License-Identifier: MIT */
/* arrow.c - exports results to any number of readers of Arrow. */
#include "arrow.h"

#include <errno.h>
#include <stdlib.h>

static void release_array(struct ArrowArray *array)
{
	for (int64_t i = 0; i < array->n_children; i++) {
		if (array->children[i]->release)
			array->children[i]->release(array->children[i]);
		free(array->children[i]);
	}
	free(array->children);
	array->release = NULL;
	shared_give(array->private_data);
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
	shared_give(schema->private_data);
}

/* Share the buffers. A reader may move and release each child separately. */
static bool share_array(struct ArrowArray *to, const struct ArrowArray *from,
			struct shared *keeper)
{
	*to = *from;
	to->release = release_array;
	to->private_data = shared_take(keeper);
	to->n_children = 0;
	to->children = calloc((size_t)from->n_children + 1,
			      sizeof(*to->children));
	while (to->children && to->n_children < from->n_children) {
		struct ArrowArray *child = calloc(1, sizeof(*child));

		if (!child)
			break;
		to->children[to->n_children++] = child;
		if (!share_array(child, from->children[to->n_children - 1],
				 keeper))
			break;
	}
	if (to->children && to->n_children == from->n_children)
		return true;
	release_array(to);
	return false;
}

static bool share_schema(struct ArrowSchema *to,
			 const struct ArrowSchema *from, struct shared *keeper)
{
	*to = *from;
	to->release = release_schema;
	to->private_data = shared_take(keeper);
	to->n_children = 0;
	to->children = calloc((size_t)from->n_children + 1,
			      sizeof(*to->children));
	while (to->children && to->n_children < from->n_children) {
		struct ArrowSchema *child = calloc(1, sizeof(*child));

		if (!child)
			break;
		to->children[to->n_children++] = child;
		if (!share_schema(child, from->children[to->n_children - 1],
				  keeper))
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

bool takes_schema(PyObject *args, PyObject *keywords, uint32_t *flags)
{
	static char *words[] = { "requested_schema", "portable", NULL };
	static char *plain[] = { "requested_schema", NULL };
	PyObject *schema;
	int portable = 0;

	if (!flags)
		return PyArg_ParseTupleAndKeywords(args, keywords, "|O", plain,
						   &schema);
	if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O$p", words,
					 &schema, &portable))
		return false;
	*flags = portable ? HASHLANE_ARROW_PORTABLE : 0;
	return true;
}

PyObject *array_capsules(const struct exported *exported)
{
	struct ArrowArray *array = calloc(1, sizeof(*array));
	struct ArrowSchema *schema = calloc(1, sizeof(*schema));
	PyObject *first = NULL, *second = NULL;

	if (array && share_array(array, &exported->array, exported->keeper))
		second = PyCapsule_New(array, "arrow_array", free_array);
	if (schema &&
	    share_schema(schema, &exported->schema, exported->keeper))
		first = PyCapsule_New(schema, "arrow_schema", free_schema);
	if (first && second)
		return Py_BuildValue("(NN)", first, second);
	if (!first && schema && schema->release)
		schema->release(schema);
	if (!first)
		free(schema);
	if (!second && array && array->release)
		array->release(array);
	if (!second)
		free(array);
	Py_XDECREF(first);
	Py_XDECREF(second);
	return PyErr_Occurred() ? NULL : PyErr_NoMemory();
}

static PyObject *stream_capsule(const struct ArrowArrayStream *from)
{
	struct ArrowArrayStream *stream = calloc(1, sizeof(*stream));
	PyObject *capsule;

	if (!stream)
		return PyErr_NoMemory();
	*stream = *from;
	capsule = PyCapsule_New(stream, "arrow_array_stream", free_stream);
	if (!capsule)
		free(stream);
	return capsule;
}

/* ---- Arrays, one after the other ---- */

struct sequence {
	size_t count, next;
	const struct exported *arrays[];
};

static int sequence_schema(struct ArrowArrayStream *stream,
			   struct ArrowSchema *schema)
{
	const struct sequence *sequence = stream->private_data;
	const struct exported *first = sequence->arrays[0];

	return share_schema(schema, &first->schema, first->keeper) ? 0 :
								     ENOMEM;
}

static int sequence_next(struct ArrowArrayStream *stream,
			 struct ArrowArray *array)
{
	struct sequence *sequence = stream->private_data;
	const struct exported *one;

	if (sequence->next == sequence->count) {
		array->release = NULL;
		return 0;
	}
	one = sequence->arrays[sequence->next];
	if (!share_array(array, &one->array, one->keeper))
		return ENOMEM;
	sequence->next++;
	return 0;
}

static const char *sequence_error(struct ArrowArrayStream *stream)
{
	(void)stream;
	return "out of memory";
}

static void sequence_release(struct ArrowArrayStream *stream)
{
	struct sequence *sequence = stream->private_data;

	for (size_t i = 0; i < sequence->count; i++)
		shared_give(sequence->arrays[i]->keeper);
	free(sequence);
	stream->release = NULL;
}

PyObject *arrays_capsule(const struct exported *const *arrays, size_t count)
{
	struct sequence *sequence =
		calloc(1, sizeof(*sequence) + count * sizeof(*arrays));
	struct ArrowArrayStream stream = { sequence_schema, sequence_next,
					   sequence_error, sequence_release,
					   sequence };
	PyObject *capsule;

	if (!sequence)
		return PyErr_NoMemory();
	sequence->count = count;
	for (size_t i = 0; i < count; i++) {
		sequence->arrays[i] = arrays[i];
		shared_take(arrays[i]->keeper);
	}
	capsule = stream_capsule(&stream);
	if (!capsule)
		sequence_release(&stream);
	return capsule;
}

/* ---- A job's stream, which keeps its job alive ---- */

struct kept_stream {
	struct ArrowArrayStream stream;
	struct shared *keeper;
};

static int kept_schema(struct ArrowArrayStream *stream,
		       struct ArrowSchema *schema)
{
	struct kept_stream *kept = stream->private_data;

	return kept->stream.get_schema(&kept->stream, schema);
}

static int kept_next(struct ArrowArrayStream *stream, struct ArrowArray *array)
{
	struct kept_stream *kept = stream->private_data;

	return kept->stream.get_next(&kept->stream, array);
}

static const char *kept_error(struct ArrowArrayStream *stream)
{
	struct kept_stream *kept = stream->private_data;

	return kept->stream.get_last_error(&kept->stream);
}

static void kept_release(struct ArrowArrayStream *stream)
{
	struct kept_stream *kept = stream->private_data;

	kept->stream.release(&kept->stream);
	shared_give(kept->keeper);
	free(kept);
	stream->release = NULL;
}

PyObject *job_capsule(hashlane_job job, struct shared *keeper, uint32_t flags,
		      int32_t *status)
{
	struct kept_stream *kept = calloc(1, sizeof(*kept));
	struct ArrowArrayStream stream = { kept_schema, kept_next, kept_error,
					   kept_release, kept };
	PyObject *capsule;

	*status = HASHLANE_OK;
	if (!kept)
		return PyErr_NoMemory();
	*status = hashlane_job_export(&kept->stream, job, flags);
	if (*status) {
		free(kept);
		return NULL;
	}
	kept->keeper = shared_take(keeper);
	capsule = stream_capsule(&stream);
	if (!capsule)
		kept_release(&stream);
	return capsule;
}
