/* SPDX-License-Identifier: MIT */
/* output.c - lines collected in memory and written whole to a descriptor. */
#define _GNU_SOURCE
#include "output.h"

#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 * 1024 };

static bool reserve(struct output *output, size_t more)
{
	size_t capacity;
	char *text;

	if (output->os_error)
		return false;
	if (!output->text) {
		output->text = output->first;
		output->capacity = sizeof(output->first);
	}
	capacity = output->capacity;
	if (more <= output->capacity - output->bytes)
		return true;
	while (capacity - output->bytes < more && capacity <= (size_t)-1 / 4)
		capacity *= 2;
	text = capacity - output->bytes < more ?
		       NULL :
		       realloc(output->text == output->first ? NULL :
							       output->text,
			       capacity);
	if (!text) {
		output->os_error = ENOMEM;
		return false;
	}
	if (output->text == output->first)
		memcpy(text, output->first, output->bytes);
	output->text = text;
	output->capacity = capacity;
	return true;
}

void output_bytes(struct output *output, const char *text, size_t bytes)
{
	if (!bytes || !reserve(output, bytes))
		return;
	memcpy(output->text + output->bytes, text, bytes);
	output->bytes += bytes;
}

void output_text(struct output *output, const char *text)
{
	output_bytes(output, text, strlen(text));
}

void output_line(struct output *output, char end)
{
	output_bytes(output, &end, 1);
	output->whole = output->bytes;
	if (output->bytes >= FLUSH_BYTES)
		output_flush(output);
}

void output_undo(struct output *output)
{
	output->bytes = output->whole;
}

/* Was the error only that the reader of a pipe is slow? */
static bool wait_writable(int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLOUT };

	if (errno == EINTR)
		return true;
	if (errno != EAGAIN)
		return false;
	return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

void output_flush(struct output *output)
{
	size_t done = 0;

	if (output->watch && output->whole)
		watch_hide(output->watch);
	while (!output->os_error && done < output->whole) {
		ssize_t n = write(output->fd, output->text + done,
				  output->whole - done);

		if (n >= 0)
			done += (size_t)n;
		else if (!wait_writable(output->fd))
			output->os_error = errno;
	}
	if (output->watch && output->whole)
		watch_show(output->watch);
	if (output->os_error) {
		output->bytes = 0;
	} else if (done) {
		output->bytes -= done;
		memmove(output->text, output->text + done, output->bytes);
	}
	output->whole = 0;
}

void output_close(struct output *output)
{
	output_flush(output);
	/* A network file system may tell only now that the disk is full. */
	if (close(output->fd) && errno != EINTR && errno != EBADF &&
	    !output->os_error)
		output->os_error = errno;
	if (output->text != output->first)
		free(output->text);
	output->text = NULL;
	output->bytes = output->capacity = 0;
}
