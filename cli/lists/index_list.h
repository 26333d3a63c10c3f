/* SPDX-License-Identifier: MIT */
/* index_list.h - the entries of a list, into an index. */
#ifndef CLI_INDEX_LIST_H
#define CLI_INDEX_LIST_H

#include "file_index.h"

/*
 * Read a list with names relative to `base` (NULL: the current folder). Lines
 * that cannot be read are reported and counted. STATUS_OK, STATUS_USAGE (it
 * cannot be opened) or STATUS_FAILED (no memory; the reading broke off).
 */
int index_list_read(struct file_index *index, const char *path,
		    const char *base);

#endif
