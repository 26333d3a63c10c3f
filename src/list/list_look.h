/* SPDX-License-Identifier: MIT */
/*
 * list_look.h - the next lines of a list that are in memory. They are looked at
 * without reading more, and are read again afterwards.
 */
#ifndef HLN_LIST_LOOK_H
#define HLN_LIST_LOOK_H

#include "list_lines.h"

struct hln_list_look {
	struct hln_list_lines *lines;
	size_t start, next;
	uint64_t number;
	bool ended, has_end;
	bool no_memory; /* for the copy of a line */
};

void hln_list_look_begin(struct hln_list_look *look,
			 struct hln_list_lines *lines);

/* Copy the next line; false: there is none, or no memory. */
bool hln_list_look_next(struct hln_list_look *look,
			struct hln_list_text *text);

/* The lines are as they were. */
void hln_list_look_end(const struct hln_list_look *look);

#endif
