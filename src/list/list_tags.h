/* SPDX-License-Identifier: MIT */
/* list_tags.h - the tags that a list had last: finding them again is cheap. */
#ifndef HLN_LIST_TAGS_H
#define HLN_LIST_TAGS_H

#include "../../include/hashlane.h"

#include <stdbool.h>

enum { HLN_LIST_TAGS = 8 };

struct hln_list_tags {
	struct {
		char text[32];
		size_t bytes; /* 0: none */
		struct hashlane_algorithm_spec spec;
	} known[HLN_LIST_TAGS];
	size_t next;
};

/* Find the algorithm that a tool calls so; false: unknown. */
bool hln_list_tags_know(const struct hln_list_tags *tags,
			struct hashlane_algorithm_spec *spec, const char *text,
			size_t bytes);

/* The same, and remember it. */
bool hln_list_tags_find(struct hln_list_tags *tags,
			struct hashlane_algorithm_spec *spec, const char *text,
			size_t bytes);

#endif
