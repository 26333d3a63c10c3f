/* SPDX-License-Identifier: MIT */
/* list_lines.c - a list split into lines. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "list_lines.h"

#include "list.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };

void list_lines_open(struct list_lines *lines, int fd, char end)
{
	memset(lines, 0, sizeof(*lines));
	lines->fd = fd;
	lines->end = end;
}

void list_lines_close(struct list_lines *lines)
{
	close(lines->fd);
	free(lines->text);
	lines->text = NULL;
}

static bool wait_readable(int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };

	if (errno == EINTR)
		return true;
	return errno == EAGAIN && (poll(&wait, 1, -1) >= 0 || errno == EINTR);
}

/* Read some more; false: os_error says why not. */
static bool fill(struct list_lines *lines)
{
	/* One byte stays for the NUL behind the last line. */
	size_t least = lines->filled + READ_BYTES + 1;
	ssize_t n;

	if (lines->room < least) {
		size_t room = lines->room + lines->room / 2;
		char *text;

		if (room < least)
			room = least;
		text = realloc(lines->text, room);
		if (!text) {
			lines->os_error = ENOMEM;
			return false;
		}
		lines->text = text;
		lines->room = room;
	}
	do
		n = lines->positional ?
			    pread(lines->fd, lines->text + lines->filled,
				  READ_BYTES, (off_t)lines->position) :
			    read(lines->fd, lines->text + lines->filled,
				 READ_BYTES);
	while (n < 0 && wait_readable(lines->fd));
	if (n < 0) {
		lines->os_error = errno;
		return false;
	}
	lines->ended = !n;
	lines->filled += (size_t)n;
	lines->position += (uint64_t)n;
	return true;
}

uint64_t list_lines_start(const struct list_lines *lines)
{
	return lines->position - (lines->filled - lines->start);
}

uint64_t list_lines_after(const struct list_lines *lines)
{
	return lines->position - (lines->filled - lines->next);
}

/* Drop what lies before the line. */
static void shift(struct list_lines *lines)
{
	if (!lines->start)
		return;
	memmove(lines->text, lines->text + lines->start,
		lines->filled - lines->start);
	lines->filled -= lines->start;
	lines->next -= lines->start;
	lines->start = 0;
}

/* Find the end of the line that starts at start, from `next` on. */
static enum line_outcome find_end(struct list_lines *lines, char **text,
				  size_t *bytes)
{
	bool too_long = false;
	char *found = NULL;

	for (;;) {
		size_t left = lines->filled - lines->next;

		found = left ? memchr(lines->text + lines->next, lines->end,
				      left) :
			       NULL;
		if (found || lines->ended)
			break;
		lines->next = lines->filled;
		if (lines->next - lines->start > LIST_LINE_MAX) {
			too_long = true;
			lines->start = lines->next;
		}
		shift(lines);
		if (!fill(lines))
			return LINE_BROKEN;
	}
	lines->next = found ? (size_t)(found - lines->text) + 1 :
			      lines->filled;
	if (!found && lines->start == lines->filled && !too_long)
		return LINE_END;
	lines->number++;
	if (too_long)
		return LINE_LONG;
	*text = lines->text + lines->start;
	*bytes = lines->next - lines->start - (found ? 1 : 0);
	(*text)[*bytes] = 0;
	lines->closed = found;
	return LINE_READ;
}

enum line_outcome list_lines_next(struct list_lines *lines, char **text,
				  size_t *bytes)
{
	lines->start = lines->next;
	return find_end(lines, text, bytes);
}

enum line_outcome list_lines_more(struct list_lines *lines, char **text,
				  size_t *bytes)
{
	enum line_outcome outcome;
	size_t before = lines->next;

	if (!lines->closed)
		return LINE_END;
	lines->text[lines->next - 1] = lines->end;
	outcome = find_end(lines, text, bytes);
	/* The line was the last. */
	if (outcome == LINE_READ && lines->next == before)
		return LINE_END;
	return outcome;
}

void list_lines_back(struct list_lines *lines, size_t bytes, uint64_t number)
{
	size_t next = lines->start + bytes;

	if (lines->closed)
		lines->text[lines->next - 1] = lines->end;
	lines->next = next < lines->filled ? next + 1 : next;
	lines->number = number;
}
