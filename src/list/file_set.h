/* SPDX-License-Identifier: MIT */
/*
 * file_set.h - a set of files, whichever way each is reached. A path is kept as
 * a key of 16 bytes, the file that it leads to as a second one: 32 bytes a
 * file, and up to an eighth more.
 */
#ifndef HLN_FILE_SET_H
#define HLN_FILE_SET_H

#include <stdbool.h>
#include <stdint.h>

struct hln_file_info;
struct hln_file_set;

/* NULL: no memory. Relative paths are those of the current directory. */
struct hln_file_set *hln_file_set_create(void);
void hln_file_set_destroy(struct hln_file_set *set);

/*
 * Add a path, which need not exist, and the file it leads to. HASHLANE_OK or
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_file_set_add(struct hln_file_set *set, const char *path);

/* The same for a file that is open. */
int32_t hln_file_set_add_open(struct hln_file_set *set, int file);

/*
 * Was this path added, or another one that leads to it by "..", "." or symbolic
 * links? Hard links are files of their own. HASHLANE_OK or HASHLANE_NO_MEMORY.
 *
 * info  of the file at the path: device, inode and links
 */
int32_t hln_file_set_has(bool *found, struct hln_file_set *set,
			 const char *path, const struct hln_file_info *info);

#endif
