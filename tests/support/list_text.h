/* SPDX-License-Identifier: MIT */
/*
 * list_text.h - what a list says, as text with one line for each entry:
 *
 *   LINE FORMAT name=NAME [section=N] [size=N] [mtime=N] [percent] CLAIM...
 *   LINE malformed: REASON
 *
 * A claim is ALGORITHMS:DIGEST[/PART_BYTES][@OFFSET+LENGTH]. The name of an
 * unknown algorithm follows "?".
 */
#ifndef LIST_TEXT_H
#define LIST_TEXT_H

#include "../../include/hashlane.h"

/*
 * Read a list in memory to its end. The text lives until the next call.
 * `options` may be NULL; `info`, too.
 */
const char *list_text(const void *list, size_t bytes,
		      const struct hashlane_list_options *options,
		      struct hashlane_list_info *info);

#endif
