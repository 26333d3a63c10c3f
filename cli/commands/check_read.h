/* SPDX-License-Identifier: MIT */
/* check_read.h - the entries of lists, or names with a CRC32, as claims. */
#ifndef CLI_CHECK_READ_H
#define CLI_CHECK_READ_H

#include "check.h"

/* The path to open for a name in a list, to be freed; NULL: no memory. */
char *check_path(const struct check *check, const char *list,
		 const char *name);

/* Like list_open, with the options of the command line. */
struct list *check_open_list(const struct check *check, const char *path);

/* STATUS_OK, or STATUS_USAGE where it cannot be opened. */
int check_list(struct check *check, const char *path, bool alone);

/* Check a file that has its CRC32 in its name, or a directory of such files. */
void check_embedded(struct check *check, const char *path);

#endif
