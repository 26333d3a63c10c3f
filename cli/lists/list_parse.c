/* SPDX-License-Identifier: MIT */
/* list_parse.c - what the readers of the dialects of lists share. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "list_parse.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

bool list_names_file(const struct list *list, const char *name)
{
	char *path = NULL;
	struct stat st;
	bool there;

	if (list->base && *name != '/' &&
	    asprintf(&path, "%s/%s", list->base, name) < 0)
		return true;
	/* What cannot be looked at may be there. */
	there = !lstat(path ? path : name, &st) ||
		(errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG);
	free(path);
	return there;
}

void list_foreign(struct list *list, const char *reason)
{
	list->unwritable = reason;
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
