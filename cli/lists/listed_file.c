/* SPDX-License-Identifier: MIT */
/* listed_file.c - the file of an entry that a walk has not found. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "listed_file.h"

#include <stdlib.h>
#include <string.h>

bool listed_file_is_left_out(const struct file_index *index,
			     const struct indexed_file *file,
			     const struct selection *selection)
{
	struct identity now;
	bool left_out;
	char *inside;

	if (!selection_is_used(selection))
		return false;
	inside = file_index_inside(index, file);
	left_out = inside && !selection_has_path(selection, inside);
	free(inside);
	return left_out ||
	       (identity_read(&now, file->path) &&
		!selection_has(selection, now.size_bytes, now.mtime_ns));
}

bool listed_file_is_there(const struct indexed_file *file,
			  uint64_t *size_bytes)
{
	struct identity now;

	if (!identity_read(&now, file->path))
		return false;
	if (size_bytes)
		*size_bytes = now.size_bytes;
	return true;
}

bool listed_file_has_slashes(const struct indexed_file *file)
{
	char *other = strchr(file->path, '\\') ? strdup(file->path) : NULL;
	bool there = false;
	struct stat st;

	for (char *at = other; at && *at; at++)
		if (*at == '\\')
			*at = '/';
	there = other && !stat(other, &st) && !S_ISDIR(st.st_mode);
	free(other);
	return there;
}
