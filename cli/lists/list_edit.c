/* SPDX-License-Identifier: MIT */
/* list_edit.c - a list copied, with lines of it replaced and others added. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "list_edit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COPY_BYTES = 16 * 1024 };

struct copying {
	struct list_edit *edit;
	int to;
	uint64_t written;
	bool crlf; /* the lines of the list end so */
	char last; /* the byte written last; 0: none */
	int os_error;
};

static void put(struct copying *copying, const char *text, size_t bytes)
{
	while (bytes && !copying->os_error) {
		ssize_t n = write(copying->to, text, bytes);

		if (n < 0 && errno != EINTR)
			copying->os_error = errno;
		if (n <= 0)
			continue;
		text += n;
		bytes -= (size_t)n;
		copying->written += (size_t)n;
		copying->last = text[-1];
	}
}

/* New lines, with the ends that those of the list have. */
static void put_new(struct copying *copying, const char *text, size_t bytes)
{
	const struct list_edit *edit = copying->edit;
	char out[2 * COPY_BYTES];
	size_t filled = 0;

	for (size_t i = 0; i < bytes; i++) {
		if (text[i] == '\r' && edit->csv && !copying->crlf &&
		    !edit->ends_within)
			continue;
		if (text[i] == '\n' && !edit->csv && copying->crlf)
			out[filled++] = '\r';
		out[filled++] = text[i];
	}
	put(copying, out, filled);
}

static void copy(struct copying *copying, int from, uint64_t start,
		 uint64_t end)
{
	char text[COPY_BYTES];

	while (start < end && !copying->os_error) {
		size_t bytes = sizeof(text);
		ssize_t n;

		if (end - start < bytes)
			bytes = (size_t)(end - start);
		n = pread(from, text, bytes, (off_t)start);
		if (n <= 0) {
			copying->os_error = n ? errno : EIO;
			return;
		}
		start += (uint64_t)n;
		if (from == copying->edit->old)
			put(copying, text, (size_t)n);
		else
			put_new(copying, text, (size_t)n);
	}
}

/* Copy a range of the old list, and note where it went. */
static void copy_old(struct copying *copying, uint64_t start, uint64_t end)
{
	struct list_edit *edit = copying->edit;

	if (start >= end)
		return;
	edit->copies[edit->copy_count++] = (struct list_copy){
		.from = start,
		.to = copying->written,
		.bytes = end - start,
	};
	copy(copying, edit->old, start, end);
}

static int compare_cuts(const void *a, const void *b)
{
	const struct list_cut *x = a, *y = b;

	return x->span.start < y->span.start ? -1 :
					       x->span.start > y->span.start;
}

/* Do most of the first lines end in CR LF? */
static bool has_crlf(int fd)
{
	char text[COPY_BYTES];
	ssize_t n = pread(fd, text, sizeof(text), 0);
	size_t lines = 0, crlf = 0;

	for (ssize_t i = 0; i < n; i++) {
		lines += text[i] == '\n';
		crlf += i && text[i] == '\n' && text[i - 1] == '\r';
	}
	return crlf > lines / 2;
}

static bool has_mark(int fd)
{
	char text[3];

	return pread(fd, text, 3, 0) == 3 && !memcmp(text, "\xef\xbb\xbf", 3);
}

int list_edit(struct list_edit *edit, int to)
{
	struct copying copying = { .edit = edit, .to = to };
	off_t old_bytes = lseek(edit->old, 0, SEEK_END);
	off_t added_bytes = lseek(edit->added, 0, SEEK_END);
	uint64_t at = 0;

	if (old_bytes < 0 || added_bytes < 0)
		return errno;
	copying.crlf = has_crlf(edit->old);
	if (edit->cut_count)
		qsort(edit->cuts, edit->cut_count, sizeof(*edit->cuts),
		      compare_cuts);
	/* The mark of UTF-8 is no part of the first line. */
	if (has_mark(edit->old)) {
		copy_old(&copying, 0, 3);
		at = 3;
	}
	for (size_t i = 0; i < edit->cut_count; i++) {
		const struct list_cut *cut = &edit->cuts[i];

		copy_old(&copying, at, cut->span.start);
		copy(&copying, edit->again, cut->start, cut->end);
		at = cut->span.end;
	}
	copy_old(&copying, at, (uint64_t)old_bytes);
	if (added_bytes && copying.last && copying.last != '\n' &&
	    old_bytes > 3)
		put(&copying, copying.crlf ? "\r\n" : "\n",
		    copying.crlf ? 2 : 1);
	copy(&copying, edit->added, 0, (uint64_t)added_bytes);
	return copying.os_error;
}
