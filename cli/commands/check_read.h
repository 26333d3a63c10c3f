/* SPDX-License-Identifier: MIT */
/* check_read.h - the entries of lists, or names with a CRC32, as claims. */
#ifndef CLI_CHECK_READ_H
#define CLI_CHECK_READ_H

#include "check.h"

/* What to open for a list's name, to be freed; NULL: no memory. */
char *check_path(const struct check *check, const char *list,
		 const char *name);

/* As list_open does, with what the command line says of lists. */
struct list *check_open_list(const struct check *check, const char *path);

/* STATUS_OK, or STATUS_USAGE where it cannot be opened. */
int check_list(struct check *check, const char *path, bool alone);

/* A file that has its CRC32 in its name, or a directory of them. */
void check_embedded(struct check *check, const char *path);

#endif
