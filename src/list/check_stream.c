/* SPDX-License-Identifier: MIT */
/*
 * check_stream.c - bytes of several files one after the other, or of what has
 * no offsets. A job calls it on its own threads, so that the caller of a check
 * never waits for a file, and it may outlive the entry.
 */
#include "check_stream.h"

#include "../os/file.h"
#include "check_specs.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	STANDARD_INPUT = 0,
	WAIT_MS = 100 /* for a pipe; then it looks whether it was cancelled */
};

struct hln_check_stop {
	atomic_uint refs;
	atomic_bool stopped;
};

struct stream {
	struct hln_check_stop *stop;
	struct hln_check_range *ranges; /* NULL: all of the path */
	size_t count, at;
	uint64_t done;             /* bytes of the range that were read */
	int file;                  /* -1: not open */
	bool is_standard;          /* it is never closed */
	struct hln_file_info info; /* of the open file */
};

struct hln_check_stop *hln_check_stream_create_stop(void)
{
	struct hln_check_stop *stop = malloc(sizeof(*stop));

	if (!stop)
		return NULL;
	atomic_init(&stop->refs, 1);
	atomic_init(&stop->stopped, false);
	return stop;
}

void hln_check_stream_stop(struct hln_check_stop *stop)
{
	atomic_store_explicit(&stop->stopped, true, memory_order_relaxed);
}

void hln_check_stream_release_stop(struct hln_check_stop *stop)
{
	if (atomic_fetch_sub_explicit(&stop->refs, 1, memory_order_acq_rel) ==
	    1)
		free(stop);
}

static void close_file(struct stream *stream)
{
	if (stream->file >= 0 && !stream->is_standard)
		hln_file_close(stream->file);
	stream->file = -1;
}

static void release(void *context)
{
	struct stream *stream = context;

	close_file(stream);
	hln_check_stream_release_stop(stream->stop);
	free(stream);
}

/* The next bytes of a pipe, a device or a FIFO. */
static int32_t read_pipe(struct stream *stream, void *buffer, size_t room,
			 size_t *got)
{
	int error = 0;

	if (stream->file < 0 && stream->is_standard)
		stream->file = STANDARD_INPUT;
	else if (stream->file < 0)
		error = hln_file_open_at(&stream->file, -1,
					 stream->ranges->path, true);
	while (!error) {
		error = hln_file_read_next(got, stream->file, buffer, room,
					   WAIT_MS);
		if (error != EAGAIN)
			break;
		if (atomic_load_explicit(&stream->stop->stopped,
					 memory_order_relaxed))
			return HASHLANE_CANCELLED;
		error = 0;
	}
	return error ? hln_file_status(error) : HASHLANE_OK;
}

/* Open the file of the range, unless it is open. */
static int32_t open_range(struct stream *stream)
{
	const struct hln_check_range *range = &stream->ranges[stream->at];
	int error;

	if (stream->file >= 0)
		return HASHLANE_OK;
	error = hln_file_open_at(&stream->file, -1, range->path, true);
	if (!error)
		error = hln_file_info(&stream->info, stream->file);
	if (error)
		return hln_file_status(error);
	if (!stream->info.regular)
		return HASHLANE_NOT_REGULAR;
	if (range->inode && (range->device != stream->info.device ||
			     range->inode != stream->info.inode))
		return HASHLANE_CHANGED;
	stream->done = 0;
	return HASHLANE_OK;
}

/* A range is complete: did its file change meanwhile? */
static int32_t end_range(struct stream *stream)
{
	struct hln_file_info info;
	int error = hln_file_info(&info, stream->file);

	close_file(stream);
	stream->at++;
	if (error)
		return hln_file_status(error);
	return info.size_bytes != stream->info.size_bytes ||
			       info.mtime_ns != stream->info.mtime_ns ||
			       info.ctime_ns != stream->info.ctime_ns ?
		       HASHLANE_CHANGED :
		       HASHLANE_OK;
}

static int32_t read_ranges(void *context, void *buffer, size_t room,
			   size_t *got)
{
	struct stream *stream = context;
	int32_t status = HASHLANE_OK;

	*got = 0;
	while (!status && !*got && stream->at < stream->count) {
		const struct hln_check_range *range =
			&stream->ranges[stream->at];
		uint64_t left;
		int error;

		status = open_range(stream);
		if (status)
			break;
		left = range->length - stream->done;
		if (!left) {
			status = end_range(stream);
			continue;
		}
		error = hln_file_read_at(got, stream->file, buffer,
					 left < room ? (size_t)left : room,
					 range->offset + stream->done);
		if (error)
			status = hln_file_status(error);
		else if (!*got)
			status = HASHLANE_CHANGED;
		stream->done += *got;
	}
	return status;
}

static int32_t read_stream(void *context, void *buffer, size_t room,
			   size_t *got)
{
	return read_pipe(context, buffer, room, got);
}

/* A copy with its ranges and their paths in one allocation. */
static struct stream *copy(const struct hln_check_range *ranges, size_t count)
{
	size_t bytes = sizeof(struct stream) + count * sizeof(*ranges);
	struct stream *stream;
	char *at;

	for (size_t i = 0; i < count; i++)
		bytes += strlen(ranges[i].path) + 1;
	stream = malloc(bytes);
	if (!stream)
		return NULL;
	*stream = (struct stream){
		.ranges = (void *)(stream + 1),
		.count = count,
		.file = -1,
	};
	at = (char *)(stream->ranges + count);
	for (size_t i = 0; i < count; i++) {
		size_t path_bytes = strlen(ranges[i].path) + 1;

		stream->ranges[i] = ranges[i];
		stream->ranges[i].path = memcpy(at, ranges[i].path,
						path_bytes);
		at += path_bytes;
	}
	return stream;
}

int32_t hln_check_stream_open(struct hashlane_input *input,
			      const struct hln_check_read *read,
			      struct hln_check_stop *stop)
{
	const struct hln_check_entry *entry = read->entry;
	const struct hln_check_range whole = {
		.path = hln_check_entry_path(entry),
	};
	struct stream *stream = entry->is_stream ?
					copy(&whole, 1) :
					copy(read->ranges, read->range_count);

	if (!stream)
		return HASHLANE_NO_MEMORY;
	stream->is_standard = entry->is_standard;
	atomic_fetch_add_explicit(&stop->refs, 1, memory_order_relaxed);
	stream->stop = stop;
	memset(input, 0, sizeof(*input));
	input->kind = HASHLANE_INPUT_READ;
	input->read = entry->is_stream ? read_stream : read_ranges;
	input->read_context = stream;
	input->release = release;
	input->release_context = stream;
	if (!entry->is_stream)
		input->length = hln_check_specs_bytes(read);
	return HASHLANE_OK;
}
