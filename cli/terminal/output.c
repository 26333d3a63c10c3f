/* SPDX-License-Identifier: MIT */
/* output.c - lines that are collected in memory and written to a descriptor. */
#define _GNU_SOURCE
#include "output.h"

#include "printable.h"
#include "screen.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 * 1024 };

/* Callers may still need errno. */
static bool is_terminal(int fd)
{
	int saved = errno;
	bool terminal = isatty(fd);

	errno = saved;
	return terminal;
}

static bool make_room(struct output *output, size_t more)
{
	size_t capacity;
	char *text;

	if (output->os_error)
		return false;
	if (!output->text) {
		output->text = output->first;
		output->capacity = sizeof(output->first);
		output->terminal = is_terminal(output->fd);
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

/* Every piece of every line comes here. */
static inline bool reserve(struct output *output, size_t more)
{
	if (output->text && !output->os_error &&
	    more <= output->capacity - output->bytes)
		return true;
	return make_room(output, more);
}

static void put(struct output *output, const char *text, size_t bytes)
{
	if (!bytes || !reserve(output, bytes))
		return;
	memcpy(output->text + output->bytes, text, bytes);
	output->bytes += bytes;
}

/* Write an escape of the unprintable at `text`; returns its length there. */
static size_t put_escape(struct output *output, const char *text, size_t bytes,
			 bool json)
{
	char escape[8];
	size_t n = 1;
	uint32_t character;

	printable_escape(escape, *text);
	if (json && (n = utf8_read(text, bytes, &character)))
		snprintf(escape, sizeof(escape), "\\u%04x",
			 (unsigned)character);
	put(output, escape, strlen(escape));
	return n ? n : 1;
}

static void put_escaped(struct output *output, const char *text, size_t bytes,
			bool json)
{
	/* reserve has found out whether it is a terminal. */
	if (!bytes || !reserve(output, bytes))
		return;
	while (output->terminal && bytes) {
		size_t n = printable_run(text, bytes);

		put(output, text, n);
		if (n < bytes)
			n += put_escape(output, text + n, bytes - n, json);
		text += n;
		bytes -= n;
	}
	put(output, text, bytes);
}

void output_bytes(struct output *output, const char *text, size_t bytes)
{
	put_escaped(output, text, bytes, false);
}

void output_text(struct output *output, const char *text)
{
	output_bytes(output, text, strlen(text));
}

void output_json(struct output *output, const char *text, size_t bytes)
{
	put_escaped(output, text, bytes, true);
}

void output_raw(struct output *output, const char *text)
{
	put(output, text, strlen(text));
}

void output_line(struct output *output, char end)
{
	put(output, &end, 1);
	output->whole = output->bytes;
	if (output->bytes >= FLUSH_BYTES)
		output_flush(output);
}

void output_undo(struct output *output)
{
	output->bytes = output->whole;
}

/* Wait if the reader of a pipe is only slow; false: it is a real error. */
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
	bool hidden = output->whole;
	size_t done = 0;

	if (hidden)
		screen_hide(output->screen);
	while (!output->os_error && done < output->whole) {
		ssize_t n = write(output->fd, output->text + done,
				  output->whole - done);

		if (n >= 0)
			done += (size_t)n;
		else if (!wait_writable(output->fd))
			output->os_error = errno;
	}
	if (hidden)
		screen_show(output->screen);
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
	/* A network file system may report only now that the disk is full. */
	if (close(output->fd) && errno != EINTR && errno != EBADF &&
	    !output->os_error)
		output->os_error = errno;
	if (output->text != output->first)
		free(output->text);
	output->text = NULL;
	output->bytes = output->capacity = 0;
}
