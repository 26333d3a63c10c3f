/* SPDX-License-Identifier: MIT */
/* absolute_path.h - names made absolute, without asking the file system. */
#ifndef CLI_ABSOLUTE_PATH_H
#define CLI_ABSOLUTE_PATH_H

#include <stdbool.h>

/*
 * A path without "." and doubled slashes, below `folder` (an absolute path
 * without symbolic links, as getcwd has it) where it is relative. ".." takes
 * away what is of the folder; of the path itself, where a symbolic link may
 * stand before it, only with `blindly`. To be freed; NULL: no memory.
 */
char *absolute_path(const char *folder, const char *path, bool blindly);

/* An absolute path seen from a folder, the same way; "." for itself. */
char *relative_path(const char *folder, const char *path);

/* Is the absolute path the folder or below it? */
bool is_below(const char *folder, const char *path);

#endif
