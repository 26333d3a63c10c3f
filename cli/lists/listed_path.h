/* SPDX-License-Identifier: MIT */
/* listed_path.h - the absolute paths of names in lists. */
#ifndef CLI_LISTED_PATH_H
#define CLI_LISTED_PATH_H

/*
 * The absolute path of a name relative to `base` (NULL: the current folder),
 * without "." and doubled slashes. To be freed; NULL: no memory.
 */
char *listed_path_make(const char *base, const char *name);

/*
 * The folder that names in a list are relative to, by the value of --base: NULL
 * is the current folder, "list" the folder of the list. To be freed; NULL: no
 * memory.
 */
char *listed_path_base(const char *option, const char *list);

#endif
