/* SPDX-License-Identifier: MIT */
/* list_lines.c - the lines of a list. */
#include "list_lines.h"

#include "../os/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	READ_BYTES = 256 * 1024,
	WAIT_MS = 50, /* between looks for a cancel */
	MODE_TYPE = 0170000,
	MODE_DIRECTORY = 0040000
};

static int32_t open_path(struct hln_list_lines *lines,
			 const struct hashlane_input *input, int *os_error)
{
	char *path = malloc(input->data_bytes + 1);

	if (!path)
		return HASHLANE_NO_MEMORY;
	memcpy(path, input->data, input->data_bytes);
	path[input->data_bytes] = 0;
	*os_error = hln_file_open_at(&lines->file, -1, path, true);
	free(path);
	if (*os_error)
		return hln_file_status(*os_error);
	lines->owned = true;
	return HASHLANE_OK;
}

int32_t hln_list_lines_open(struct hln_list_lines *lines,
			    const struct hashlane_input *input, char end,
			    int *os_error)
{
	struct hln_file_info info;
	int32_t status = HASHLANE_OK;

	memset(lines, 0, sizeof(*lines));
	*os_error = 0;
	lines->text = "";
	lines->kind = input->kind;
	lines->end = end;
	lines->file = -1;
	lines->wait_ms = -1;
	lines->read = input->read;
	lines->read_context = input->read_context;
	atomic_init(&lines->cancelled, false);
	if (input->kind == HASHLANE_INPUT_MEMORY) {
		if (input->data_bytes)
			lines->text = input->data;
		lines->filled = input->data_bytes;
		lines->position = input->data_bytes;
		lines->ended = true;
	}
	if (input->kind == HASHLANE_INPUT_PATH)
		status = open_path(lines, input, os_error);
	if (input->kind == HASHLANE_INPUT_DESCRIPTOR)
		lines->file = (int)input->descriptor;
	if (status || lines->file < 0)
		return status;
	*os_error = hln_file_info(&info, lines->file);
	if (*os_error) {
		status = hln_file_status(*os_error);
	} else if ((info.mode & MODE_TYPE) == MODE_DIRECTORY) {
		*os_error = EISDIR;
		status = HASHLANE_NOT_REGULAR;
	} else {
		lines->regular = info.regular;
		lines->size_bytes = info.size_bytes;
		lines->mtime_ns = info.mtime_ns;
	}
	if (status)
		hln_list_lines_close(lines);
	return status;
}

void hln_list_lines_close(struct hln_list_lines *lines)
{
	if (lines->owned)
		hln_file_close(lines->file);
	lines->owned = false;
	free(lines->block);
	lines->block = NULL;
}

void hln_list_lines_cancel(struct hln_list_lines *lines)
{
	atomic_store_explicit(&lines->cancelled, true, memory_order_relaxed);
}

bool hln_list_lines_would_wait(const struct hln_list_lines *lines, bool begun)
{
	bool is_function = lines->kind == HASHLANE_INPUT_READ;

	if ((lines->file < 0 && !is_function) || lines->regular ||
	    lines->ended || lines->broken)
		return false;
	return !begun || (!memchr(lines->text + lines->next, lines->end,
				  lines->filled - lines->next) &&
			  (is_function || !hln_file_is_ready(lines->file)));
}

/*
 * One read; HASHLANE_OK with 0 bytes at the end. _TIMEOUT: a file has no more for
 * now. A function of the caller is waited for.
 */
static int32_t read_block(struct hln_list_lines *lines, void *to, size_t room,
			  size_t *got)
{
	int error, wait_ms = lines->wait_ms < 0 ? WAIT_MS : lines->wait_ms;
	int32_t status;

	if (lines->kind == HASHLANE_INPUT_READ) {
		if (atomic_load_explicit(&lines->cancelled,
					 memory_order_relaxed))
			return HASHLANE_CANCELLED;
		status = lines->read(lines->read_context, to, room, got);
		return !status && *got > room ? HASHLANE_ARGUMENT : status;
	}
	do {
		if (atomic_load_explicit(&lines->cancelled,
					 memory_order_relaxed))
			return HASHLANE_CANCELLED;
		error = lines->regular ?
				hln_file_read_at(got, lines->file, to, room,
						 lines->position) :
				hln_file_read_next(got, lines->file, to, room,
						   wait_ms);
		if (error == EAGAIN && lines->wait_ms >= 0)
			return HASHLANE_TIMEOUT;
	} while (error == EAGAIN);
	return error ? hln_file_status(error) : HASHLANE_OK;
}

/*
 * Is the end of a file not that of the list that was opened? Another process
 * may have cut it off, or written to it, between two blocks.
 */
static bool has_changed(const struct hln_list_lines *lines)
{
	struct hln_file_info info;

	return lines->regular && (hln_file_info(&info, lines->file) ||
				  info.size_bytes != lines->size_bytes ||
				  info.mtime_ns != lines->mtime_ns ||
				  lines->position < lines->size_bytes);
}

/* Did a read fail so that no other follows? */
static bool has_failed_for_good(const struct hln_list_lines *lines)
{
	switch (lines->status) {
	case HASHLANE_NO_MEMORY:
	case HASHLANE_CANCELLED:
		return false;
	case HASHLANE_TIMEOUT:
		return lines->kind == HASHLANE_INPUT_READ;
	default:
		return lines->status;
	}
}

/* Read some more; false: see status. */
static bool fill(struct hln_list_lines *lines)
{
	size_t least = lines->filled + READ_BYTES, got = 0;

	if (lines->broken) {
		lines->status = lines->broken;
		return false;
	}
	if (lines->room < least) {
		size_t room = lines->room + lines->room / 2;
		char *block;

		if (room < least)
			room = least;
		block = realloc(lines->block, room);
		if (!block) {
			lines->status = HASHLANE_NO_MEMORY;
			return false;
		}
		lines->block = block;
		lines->text = block;
		lines->room = room;
	}
	lines->status = read_block(lines, lines->block + lines->filled,
				   READ_BYTES, &got);
	if (has_failed_for_good(lines))
		lines->broken = lines->status;
	if (lines->status)
		return false;
	lines->ended = !got;
	lines->filled += got;
	lines->position += got;
	lines->changed = lines->ended && has_changed(lines);
	return true;
}

/* Are so many lines in memory? Each byte is looked at once. */
static bool has_lines(struct hln_list_lines *lines, uint64_t count)
{
	while (lines->seen < lines->filled && lines->ends < count) {
		const char *at = lines->text + lines->seen;
		const char *end = memchr(at, lines->end,
					 lines->filled - lines->seen);

		lines->ends += end != NULL;
		lines->seen = end ? (size_t)(end - lines->text) + 1 :
				    lines->filled;
	}
	return lines->ends >= count;
}

static bool is_utf16(const struct hln_list_lines *lines)
{
	const unsigned char *mark = (const unsigned char *)lines->text;

	return lines->filled >= 2 && ((mark[0] == 0xff && mark[1] == 0xfe) ||
				      (mark[0] == 0xfe && mark[1] == 0xff));
}

int32_t hln_list_lines_look(struct hln_list_lines *lines, size_t bytes,
			    uint64_t count)
{
	const unsigned char *mark;

	while (lines->filled < bytes && !lines->ended &&
	       (is_utf16(lines) || !has_lines(lines, count))) {
		if (fill(lines))
			continue;
		/* The lines before the failure come first. */
		if (!lines->broken || !lines->filled)
			return lines->status;
		break;
	}
	mark = (const unsigned char *)lines->text;
	lines->encoding = HLN_LIST_BYTES;
	if (lines->filled >= 2 && mark[0] == 0xff && mark[1] == 0xfe)
		lines->encoding = HLN_LIST_UTF16_LITTLE;
	if (lines->filled >= 2 && mark[0] == 0xfe && mark[1] == 0xff)
		lines->encoding = HLN_LIST_UTF16_BIG;
	return HASHLANE_OK;
}

uint64_t hln_list_lines_start(const struct hln_list_lines *lines)
{
	return lines->position - (lines->filled - lines->start);
}

uint64_t hln_list_lines_after(const struct hln_list_lines *lines)
{
	return lines->position - (lines->filled - lines->next);
}

/* Drop the bytes before the line. */
static void shift(struct hln_list_lines *lines)
{
	if (!lines->start || !lines->block)
		return;
	memmove(lines->block, lines->block + lines->start,
		lines->filled - lines->start);
	lines->filled -= lines->start;
	lines->next -= lines->start;
	lines->start = 0;
}

bool hln_list_lines_ahead(struct hln_list_lines *lines)
{
	if (lines->ended)
		return false;
	shift(lines);
	return fill(lines);
}

/* The end of a line in UTF-16, at an even distance from `from`. */
static const char *find_unit(const struct hln_list_lines *lines,
			     const char *from, size_t bytes)
{
	bool little = lines->encoding == HLN_LIST_UTF16_LITTLE;

	for (size_t i = 0; i + 1 < bytes; i += 2)
		if (from[i + !little] == lines->end && !from[i + little])
			return from + i;
	return NULL;
}

static size_t unit_bytes(const struct hln_list_lines *lines)
{
	return lines->encoding == HLN_LIST_BYTES ? 1 : 2;
}

/* Find the end of the line that begins at `start`, from `next` on. */
static enum hln_line_outcome find_end(struct hln_list_lines *lines,
				      struct hln_list_line *line)
{
	size_t unit = unit_bytes(lines);
	const char *found = NULL;
	bool too_long;

	for (;;) {
		const char *from = lines->text + lines->next;
		size_t left = lines->filled - lines->next;

		found = unit == 1 ? memchr(from, lines->end, left) :
				    find_unit(lines, from, left);
		if (found || lines->ended)
			break;
		/* Half a unit is looked at again. */
		lines->next += left / unit * unit;
		if (lines->next - lines->start > HLN_LIST_LINE_MAX) {
			lines->too_long = true;
			lines->start = lines->next;
		}
		shift(lines);
		if (!fill(lines)) {
			lines->next = lines->start;
			return HLN_LINE_FAILED;
		}
	}
	too_long = lines->too_long;
	lines->too_long = false;
	lines->next = found ? (size_t)(found - lines->text) + unit :
			      lines->filled;
	if (!found && lines->start == lines->filled && !too_long) {
		lines->status = lines->changed ? HASHLANE_CHANGED :
						 lines->status;
		return lines->changed ? HLN_LINE_FAILED : HLN_LINE_END;
	}
	lines->number++;
	if (too_long || lines->next - lines->start > HLN_LIST_LINE_MAX)
		return HLN_LINE_LONG;
	lines->has_end = found;
	line->text = lines->text + lines->start;
	line->bytes = lines->next - lines->start - (found ? unit : 0);
	return HLN_LINE_READ;
}

enum hln_line_outcome hln_list_lines_next(struct hln_list_lines *lines,
					  struct hln_list_line *line)
{
	lines->start = lines->next;
	return find_end(lines, line);
}

enum hln_line_outcome hln_list_lines_more(struct hln_list_lines *lines,
					  struct hln_list_line *line)
{
	/* Nothing follows a line without an end. */
	if (!lines->has_end)
		return HLN_LINE_END;
	if (lines->next == lines->filled && lines->ended)
		return HLN_LINE_END;
	return find_end(lines, line);
}

void hln_list_lines_back(struct hln_list_lines *lines, size_t bytes,
			 uint64_t number)
{
	size_t next = lines->start + bytes;

	lines->next = next < lines->filled ? next + unit_bytes(lines) : next;
	lines->number = number;
}

enum found_line { FOUND_NOT, FOUND_LINE, FOUND_MORE };

/* What the lines in memory say. */
static enum found_line find_begun(const struct hln_list_lines *lines,
				  const char *word, const char **from,
				  const char **to)
{
	const char *at = lines->text + lines->next;
	const char *end = lines->text + lines->filled, *stop;
	size_t length = strlen(word);

	for (; at < end; at = stop + 1) {
		stop = memchr(at, lines->end, (size_t)(end - at));
		if (!stop && !lines->ended)
			return FOUND_MORE;
		if (!stop)
			stop = end;
		*to = stop > at && stop[-1] == '\r' ? stop - 1 : stop;
		if (*to == at)
			return FOUND_NOT;
		*from = at + length;
		if (*to > *from && !memcmp(at, word, length))
			return FOUND_LINE;
	}
	return lines->ended ? FOUND_NOT : FOUND_MORE;
}

bool hln_list_lines_find(struct hln_list_lines *lines, const char *word,
			 char *out, size_t room)
{
	const char *from = "", *to = "";
	enum found_line found = FOUND_NOT;

	if (lines->encoding == HLN_LIST_BYTES)
		found = find_begun(lines, word, &from, &to);
	while (found == FOUND_MORE &&
	       lines->filled - lines->next < 4 * READ_BYTES && fill(lines))
		found = find_begun(lines, word, &from, &to);
	if (found != FOUND_LINE || (size_t)(to - from) >= room)
		return false;
	memcpy(out, from, (size_t)(to - from));
	out[to - from] = 0;
	return true;
}

void hln_list_lines_undo(struct hln_list_lines *lines, uint64_t number)
{
	lines->next = lines->start;
	lines->number = number - 1;
}

bool hln_list_lines_may_rewind(const struct hln_list_lines *lines)
{
	return lines->kind == HASHLANE_INPUT_MEMORY || lines->regular;
}

bool hln_list_lines_rewind(struct hln_list_lines *lines)
{
	if (!hln_list_lines_may_rewind(lines))
		return false;
	lines->start = lines->next = 0;
	lines->too_long = false;
	lines->seen = 0;
	lines->ends = 0;
	lines->number = 0;
	lines->status = lines->broken = HASHLANE_OK;
	if (lines->kind == HASHLANE_INPUT_MEMORY)
		return true;
	lines->position = 0;
	lines->filled = 0;
	lines->ended = lines->changed = false;
	return true;
}

static size_t put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static uint32_t get_unit(const struct hln_list_lines *lines, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	bool little = lines->encoding == HLN_LIST_UTF16_LITTLE;

	return (uint32_t)at[little] << 8 | at[!little];
}

bool hln_list_lines_has_odd_run(const struct hln_list_lines *lines,
				const char *text, size_t bytes, char c)
{
	size_t unit = unit_bytes(lines);
	bool odd = false;

	if (!memchr(text, c, bytes))
		return false;
	for (size_t i = 0; i + unit <= bytes; i += unit) {
		uint32_t at = unit == 1 ? (unsigned char)text[i] :
					  get_unit(lines, text + i);

		if (at == (unsigned char)c)
			odd = !odd;
		else if (odd)
			return true;
	}
	return odd;
}

static size_t decode(char *out, const struct hln_list_lines *lines,
		     const struct hln_list_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i + 1 < line->bytes; i += 2) {
		uint32_t c = get_unit(lines, line->text + i), low;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < line->bytes) {
			low = get_unit(lines, line->text + i + 2);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) +
				    (low - 0xdc00);
				i += 2;
			}
		}
		n += put_utf8(out + n, c);
	}
	return n;
}

bool hln_list_lines_copy(struct hln_list_text *out,
			 const struct hln_list_lines *lines,
			 const struct hln_list_line *line)
{
	/* A unit of two bytes becomes three at most. */
	size_t least = line->bytes + line->bytes / 2 + 4;

	if (out->room < least) {
		char *text;

		if (least < 2 * out->room)
			least = 2 * out->room;
		text = realloc(out->text, least);
		if (!text)
			return false;
		out->text = text;
		out->room = least;
	}
	if (lines->encoding != HLN_LIST_BYTES) {
		out->bytes = decode(out->text, lines, line);
	} else {
		memcpy(out->text, line->text, line->bytes);
		out->bytes = line->bytes;
	}
	out->text[out->bytes] = 0;
	return true;
}
