/* SPDX-License-Identifier: MIT */
/* list_read.c - lists of digests: each line to the reader of its dialect. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "list_parse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name is not longer, so a quote without its end is found soon. */
enum { CSV_RECORD_MAX = 1 << 20 };

static int open_list(const char *path)
{
	struct stat st;
	int fd;

	if (!strcmp(path, "-"))
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	else
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return -1;
	if (!fstat(fd, &st) && !S_ISDIR(st.st_mode))
		return fd;
	close(fd);
	errno = EISDIR;
	return -1;
}

struct list *list_open(const char *path, const struct list_options *options)
{
	struct list *list = calloc(1, sizeof(*list));
	int fd = list ? open_list(path) : -1;

	if (!list)
		errno = ENOMEM;
	if (fd < 0) {
		free(list);
		return NULL;
	}
	list->options = *options;
	list->is_stdin = !strcmp(path, "-");
	list->single_space = -1;
	if (options->single_space)
		list->single_space = *options->single_space;
	list->named = list_named_algorithm(path);
	list_lines_open(&list->lines, fd, options->nul ? '\0' : '\n');
	return list;
}

void list_close(struct list *list)
{
	if (!list)
		return;
	list_lines_close(&list->lines);
	if (list->options.single_space)
		*list->options.single_space = list->single_space;
	free(list->parts);
	free(list);
}

uint64_t list_line(const struct list *list)
{
	return list->lines.number;
}

bool list_guessed(const struct list *list)
{
	return list->guessed;
}

int list_descriptor(const struct list *list)
{
	return list->lines.fd;
}

enum parsed list_bad(struct list *list, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	/* A false alarm of version 14 that comes with several files at once. */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	vsnprintf(list->reason, sizeof(list->reason), format, arguments);
	va_end(arguments);
	return PARSED_BAD;
}

enum parsed list_doubt(struct list *list, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	/* A false alarm of version 14 that comes with several files at once. */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	vsnprintf(list->reason, sizeof(list->reason), format, arguments);
	va_end(arguments);
	return PARSED_NOT;
}

/* What a reader left that found out late that a line is none of its. */
static void clear_entry(struct list *list)
{
	memset(&list->entry, 0, offsetof(struct list_entry, digests));
	list->part_bytes = 0;
}

static enum parsed try_others(struct list *list, char *text, size_t bytes)
{
	static enum parsed (*const readers[])(struct list *, char *,
					      size_t) = {
		list_parse_hashdeep,  list_parse_csv,    list_parse_json,
		list_parse_ed2k_link, list_parse_magnet, list_parse_bsd,
		list_parse_gnu,       list_parse_sfv,
	};
	enum parsed parsed;
	bool more = false;

	list_doubt(list, "no line of a checksum list");
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		/* What is in quotes may look like a line of SFV. */
		if (more && readers[i] == list_parse_sfv)
			return PARSED_MORE;
		clear_entry(list);
		parsed = readers[i](list, text, bytes);
		more |= parsed == PARSED_MORE;
		if (parsed != PARSED_NOT && parsed != PARSED_MORE)
			return parsed;
	}
	return PARSED_BAD;
}

static bool is_utf16(const struct list *list, const char *text, size_t bytes)
{
	return list->lines.number == 1 && bytes >= 2 &&
	       (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2));
}

/* A record may well start so. */
static enum parsed parse_comment(struct list *list, char *text, size_t bytes)
{
	enum parsed parsed = list_parse_csv(list, text, bytes);

	return parsed == PARSED_ENTRY ? parsed : PARSED_NOTHING;
}

static enum parsed parse(struct list *list, char *text, size_t bytes)
{
	bool nul = list->options.nul;
	bool like_md5sum = list->options.only;

	if (list->lines.number == 1 && !like_md5sum &&
	    !strncmp(text, "\xef\xbb\xbf", 3)) {
		text += 3;
		bytes -= 3;
	}
	if (bytes && text[bytes - 1] == '\r' && !nul) {
		list->cut = &text[--bytes];
		*list->cut = 0;
	}
	if (!bytes)
		return PARSED_NOTHING;
	clear_entry(list);
	if (*text == '#')
		return like_md5sum ? PARSED_NOTHING :
				     parse_comment(list, text, bytes);
	return like_md5sum ? list_parse_md5sum(list, text, bytes) :
			     try_others(list, text, bytes);
}

static enum list_outcome finish(struct list *list, enum parsed parsed,
				uint64_t line)
{
	struct list_entry *entry = &list->entry;
	size_t offset = 0;

	if (parsed == PARSED_BAD)
		return LIST_BAD;
	if (!*entry->name && !list->options.only) {
		list_bad(list, "the name is empty");
		return LIST_BAD;
	}
	/* Where they lie is known now that all are there. */
	for (size_t i = 0; i < entry->part_count; i++) {
		entry->parts[i].digests = list->parts + offset;
		offset += entry->parts[i].count * entry->parts[i].digest_bytes;
	}
	entry->line = line;
	list->any = true;
	return LIST_ENTRY;
}

/* What is wrong with a line before anybody looks at what it says. */
static enum list_outcome examine(struct list *list, const char *text,
				 size_t bytes)
{
	if (list->options.only)
		return LIST_ENTRY;
	if (is_utf16(list, text, bytes)) {
		list_bad(list, "UTF-16 text (make it UTF-8)");
		return LIST_BINARY;
	}
	if (!memchr(text, 0, bytes))
		return LIST_ENTRY;
	list_bad(list, "holds a NUL byte (with -z, lines may end in one)");
	return list->any ? LIST_BAD : LIST_BINARY;
}

/*
 * The rest of a CSV record that began on a line `bytes` long. Where it has no
 * end, what follows that line is read as lines again.
 */
static enum parsed go_on(struct list *list, size_t bytes)
{
	enum parsed parsed = PARSED_MORE;
	size_t first = bytes;
	uint64_t line = list->lines.number;
	char *text;

	while (parsed == PARSED_MORE) {
		enum line_outcome outcome = LINE_END;

		if (list->cut)
			*list->cut = '\r';
		list->cut = NULL;
		if (bytes <= CSV_RECORD_MAX)
			outcome = list_lines_more(&list->lines, &text, &bytes);
		if (outcome != LINE_READ || memchr(text, 0, bytes)) {
			if (outcome != LINE_LONG)
				list_lines_back(&list->lines, first, line);
			return list_bad(list, "a quote that has no end");
		}
		parsed = parse(list, text, bytes);
	}
	return parsed;
}

enum list_outcome list_next(struct list *list, const struct list_entry **entry,
			    const char **reason)
{
	enum list_outcome outcome;
	enum parsed parsed;
	uint64_t line;
	size_t bytes = 0;
	char *text = NULL;

	*reason = list->reason;
	*entry = &list->entry;
	do {
		switch (list_lines_next(&list->lines, &text, &bytes)) {
		case LINE_BROKEN:
			errno = list->lines.os_error;
			return LIST_BROKEN;
		case LINE_END:
			return LIST_END;
		case LINE_LONG:
			list_bad(list, "longer than %d MiB",
				 LIST_LINE_MAX >> 20);
			return LIST_BAD;
		case LINE_READ:
			break;
		}
		outcome = examine(list, text, bytes);
		if (outcome != LIST_ENTRY)
			return outcome;
		list->cut = NULL;
		line = list->lines.number;
		parsed = parse(list, text, bytes);
		if (parsed == PARSED_MORE)
			parsed = go_on(list, bytes);
	} while (parsed == PARSED_NOTHING);
	return finish(list, parsed, line);
}
