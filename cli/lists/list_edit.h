/* SPDX-License-Identifier: MIT */
/* list_edit.h - a list copied, with lines of it replaced and others added. */
#ifndef CLI_LIST_EDIT_H
#define CLI_LIST_EDIT_H

#include "file_index.h"

/* Lines that do not stay. */
struct list_cut {
	struct line_span span;
	/* What comes in their place, in the file `again`; equal: nothing. */
	uint64_t start, end;
};

/* A range that was copied from the old list to the new one. */
struct list_copy {
	uint64_t from, to, bytes;
};

/* All files are read from their beginning, by descriptors. */
struct list_edit {
	int old;   /* the list as it is */
	int again; /* new lines for old ones */
	int added; /* new lines for its end */
	struct list_cut *cuts;
	size_t cut_count; /* sorted by list_edit */
	/* Written by list_edit; there is room for two more than there are cuts.
	 */
	struct list_copy *copies;
	size_t copy_count;
	bool csv;         /* new lines end in CR LF, not in LF */
	bool ends_within; /* and CR stand in names as well */
};

/*
 * Write the new list to a descriptor. All lines that stay are as they were;
 * new ones end as most of its first lines. Returns 0 or an errno.
 */
int list_edit(struct list_edit *edit, int to);

#endif
