/* SPDX-License-Identifier: MIT */
/* walk_sort.h - the names of one directory, and their bytewise order. */
#ifndef HLN_WALK_SORT_H
#define HLN_WALK_SORT_H

#include <stdbool.h>
#include <stddef.h>

/* Names that are being collected; {0} has none. Used again for the next. */
struct hln_walk_sort {
	char *text; /* of each: a byte of the caller's, not 0; it; a NUL */
	size_t text_bytes, text_room;
	size_t count;
	size_t longest; /* bytes of a name */
	struct hln_name *order;
	size_t order_room;
};

/*
 * A name, which holds no NUL, and `end` behind it unless that is 0. False: no
 * memory.
 */
bool hln_walk_sort_add(struct hln_walk_sort *names, char mark,
		       const char *name, size_t bytes, char end);

/*
 * Hand out what was collected, and start again: one block, from malloc, of the
 * form of `text`, with a 0 after the last name; in bytewise order or in that
 * in which they came. NULL: no memory.
 */
char *hln_walk_sort_take(struct hln_walk_sort *names, bool sorted);

void hln_walk_sort_free(struct hln_walk_sort *names);

#endif
