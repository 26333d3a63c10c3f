/* SPDX-License-Identifier: MIT */
/* feed.c - paths from Python, all at once or on demand. */
#include "feed.h"

#include <string.h>

enum {
	PATHS_AT_ONCE = 4096,
	/* More would fill the memory while a slow file delays the rest. */
	UNDER_WAY_MAX = 16 * PATHS_AT_ONCE
};

static bool append(struct path_text *text, PyObject *path)
{
	PyObject *encoded = NULL;
	Py_ssize_t length = 0;
	char *bytes;
	bool well = PyUnicode_FSConverter(path, &encoded) &&
		    !PyBytes_AsStringAndSize(encoded, &bytes, &length);

	if (well && text->used + (size_t)length + 1 > text->room) {
		size_t room = 2 * text->room + (size_t)length + 4096;
		char *more = PyMem_Realloc(text->bytes, room);

		well = more;
		if (more) {
			text->bytes = more;
			text->room = room;
		} else {
			PyErr_NoMemory();
		}
	}
	if (well) {
		memcpy(text->bytes + text->used, bytes, (size_t)length + 1);
		text->used += (size_t)length + 1;
		text->count++;
	}
	Py_XDECREF(encoded);
	return well;
}

bool path_text_take(struct path_text *text, PyObject *iterator, size_t limit)
{
	PyObject *path;

	while (text->count < limit && (path = PyIter_Next(iterator))) {
		bool well = append(text, path);

		Py_DECREF(path);
		if (!well)
			return false;
	}
	return !PyErr_Occurred();
}

void path_text_free(struct path_text *text)
{
	PyMem_Free(text->bytes);
	*text = (struct path_text){ 0 };
}

/* ---- On demand ---- */

static int32_t add(hashlane_job job, const struct path_text *text)
{
	struct hashlane_input *inputs = PyMem_Calloc(text->count,
						     sizeof(*inputs));
	const char *path = text->bytes;
	int32_t status;

	if (!inputs)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < text->count; i++) {
		inputs[i].kind = HASHLANE_INPUT_PATH;
		inputs[i].data = path;
		inputs[i].data_bytes = strlen(path);
		path += inputs[i].data_bytes + 1;
	}
	Py_BEGIN_ALLOW_THREADS
	status = hashlane_job_add(job, inputs, sizeof(struct hashlane_input),
				  text->count, 0);
	Py_END_ALLOW_THREADS
	PyMem_Free(inputs);
	return status;
}

static void end(struct feed *feed)
{
	Py_CLEAR(feed->iterator);
	path_text_free(&feed->waiting);
}

/* HASHLANE_TIMEOUT and HASHLANE_BUSY: the job has no room. */
static int32_t give(struct feed *feed, hashlane_job job)
{
	struct path_text *text = &feed->waiting;
	int32_t status = add(job, text);

	if (status)
		return status;
	atomic_fetch_add(&feed->under_way, text->count);
	text->used = 0;
	text->count = 0;
	return HASHLANE_OK;
}

static bool feed_on(struct feed *feed, struct state *state, hashlane_job job)
{
	while (feed->iterator &&
	       atomic_load(&feed->under_way) < UNDER_WAY_MAX) {
		int32_t status = HASHLANE_OK;
		bool is_last;

		if (!path_text_take(&feed->waiting, feed->iterator,
				    PATHS_AT_ONCE))
			return false;
		is_last = feed->waiting.count < PATHS_AT_ONCE;
		if (feed->waiting.count)
			status = give(feed, job);
		if (status == HASHLANE_TIMEOUT || status == HASHLANE_BUSY)
			return true;
		if (!status && !is_last)
			continue;
		end(feed);
		if (!status)
			status = hashlane_job_close(job);
		if (status && status != HASHLANE_CANCELLED) {
			raise_status(state, status, NULL, 0, NULL);
			return false;
		}
	}
	return true;
}

bool feed_job(struct feed *feed, struct state *state, hashlane_job job)
{
	bool well;

	if (atomic_flag_test_and_set(&feed->taken))
		return true;
	well = feed_on(feed, state, job);
	if (!well)
		end(feed);
	atomic_flag_clear(&feed->taken);
	return well;
}
