/* SPDX-License-Identifier: MIT */
/* absolute_path.h - names made absolute, without asking the file system. */
#ifndef CLI_ABSOLUTE_PATH_H
#define CLI_ABSOLUTE_PATH_H

#include <stdbool.h>

/*
 * An absolute path without "." and doubled slashes, to be freed; NULL: no
 * memory. A relative path is below `folder`, an absolute path without symbolic
 * links, as getcwd returns it. ".." removes parts of the folder. Parts of the
 * path itself may be symbolic links, and ".." removes them only with
 * `blindly`.
 */
char *absolute_path(const char *folder, const char *path, bool blindly);

/* An absolute path relative to a folder; "." for the folder itself. */
char *relative_path(const char *folder, const char *path);

/* Is the absolute path the folder or below it? */
bool is_below(const char *folder, const char *path);

#endif
