/* SPDX-License-Identifier: MIT */
/*
 * name_list.h - names of files read from a file, one a line or NUL-ended.
 *
 * Empty lines are skipped. If no file has the name of a line, but one has the
 * name without the CR at its end, or without the byte order mark before the
 * first one, then that one is meant. NUL-ended names are taken as they are.
 */
#ifndef CLI_NAME_LIST_H
#define CLI_NAME_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Longer than any path a kernel takes. */
enum { NAME_BYTES_MAX = 16 * 1024 };

struct name_list {
	FILE *file;
	int delimiter;
	uint64_t line; /* number of the name read last, from 1 */
	char name[NAME_BYTES_MAX];
};

enum name_outcome {
	NAME_READ,
	NAME_BAD, /* the reason says why; the next may be read */
	NAME_END,
	NAME_BROKEN /* errno says why */
};

/* Open it, "-" for standard input; false: errno says why. */
bool name_list_open(struct name_list *list, const char *path, bool nul);

/* The next name, NUL-terminated, in list->name. */
enum name_outcome name_list_next(struct name_list *list, const char **reason);
void name_list_close(struct name_list *list);

#endif
