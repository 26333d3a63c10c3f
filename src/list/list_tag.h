/* SPDX-License-Identifier: MIT */
/* list_tag.h - the names of algorithms in lists, both ways. */
#ifndef HLN_LIST_TAG_H
#define HLN_LIST_TAG_H

#include "../../include/hashlane.h"

#include <stdbool.h>

/* Bytes of a tag with its parameter, NUL included. */
enum { HLN_TAG_BYTES = 64 };

/* Write the tag of a BSD line: "SHA256", "S3-ETAG:part=5MiB". */
void hln_list_tag_format(char out[HLN_TAG_BYTES],
			 const struct hashlane_algorithm_spec *spec);

/*
 * Find the algorithm that some tool calls so, in either case. A parameter that
 * the text has is never 0, also if it is the default. False: unknown, and *spec
 * is unchanged.
 */
bool hln_list_tag_parse(struct hashlane_algorithm_spec *spec, const char *text,
			size_t bytes);

/* Does the length of a bare digest give this algorithm? */
bool hln_list_tag_is_bare(const struct hashlane_algorithm_spec *spec);

#endif
