/* SPDX-License-Identifier: MIT */
/* walk.h - the regular files below a directory, in bytewise order of path. */
#ifndef CLI_WALK_H
#define CLI_WALK_H

#include <stdbool.h>

/*
 * Called for each regular file, and with an errno for each directory that
 * could not be read (in full): ELOOP where it is its own ancestor, ESTALE
 * where it was moved away meanwhile. False ends the walk.
 */
typedef bool walk_visit(void *context, const char *path, int os_error);

/*
 * Walk the directory at `root`, which may be a symbolic link to one. Symbolic
 * links met below are not followed; they, FIFOs, sockets and devices are
 * passed over. Hidden files are included, other file systems entered. Memory
 * grows with the largest directory and its ancestors' entries; descriptors
 * do not grow with the depth.
 */
void walk(const char *root, walk_visit *visit, void *context);

#endif
