/* SPDX-License-Identifier: MIT */
/* listed_file.h - the file of an entry that a walk has not found. */
#ifndef CLI_LISTED_FILE_H
#define CLI_LISTED_FILE_H

#include "../run/selection.h"
#include "file_index.h"

/*
 * Does a selection leave out the entries of a file? The patterns are compared
 * with its path below the folder; a file that does not exist has no size and
 * no time.
 */
bool listed_file_is_left_out(const struct file_index *index,
			     const struct indexed_file *file,
			     const struct selection *selection);

/* Is it a regular file? *size_bytes is its size; may be NULL. */
bool listed_file_is_there(const struct indexed_file *file,
			  uint64_t *size_bytes);

/* Is there a file by this name with slashes for backslashes? */
bool listed_file_has_slashes(const struct indexed_file *file);

#endif
