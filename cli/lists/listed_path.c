/* SPDX-License-Identifier: MIT */
/* listed_path.c - the absolute paths of names in lists. */
#define _GNU_SOURCE
#include "listed_path.h"

#include "../run/absolute_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Append the parts of a path but "." and empty ones; returns the end. */
static char *append_parts(char *end, const char *path)
{
	while (*path) {
		size_t bytes = strcspn(path, "/");

		if (bytes && !(bytes == 1 && *path == '.')) {
			*end++ = '/';
			memcpy(end, path, bytes);
			end += bytes;
		}
		path += bytes;
		path += *path == '/';
	}
	return end;
}

/* Does it have a part ".."? */
static bool has_dots(const char *path)
{
	for (; *path; path += strcspn(path, "/")) {
		path += strspn(path, "/");
		if (!strncmp(path, "..", 2) && (path[2] == '/' || !path[2]))
			return true;
	}
	return false;
}

/*
 * Resolve ".." in a path. Only the file system knows where ".." leads behind a
 * link; for a file that does not exist, ".." removes a part. NULL: no memory.
 */
static char *without_dots(char *path)
{
	char *slash = strrchr(path, '/'), *folder, *clean = NULL;
	bool is_last = !strcmp(slash, "/..");

	if (!is_last)
		*slash = 0;
	folder = realpath(*path ? path : "/", NULL);
	if (!is_last)
		*slash = '/';
	if (!folder)
		clean = absolute_path("/", path, true);
	else if (is_last)
		clean = strdup(folder);
	else if (asprintf(&clean, "%s%s", strcmp(folder, "/") ? folder : "",
			  slash) < 0)
		clean = NULL;
	free(folder);
	free(path);
	return clean;
}

char *listed_path_make(const char *base, const char *name)
{
	bool from_root = *name == '/';
	bool base_from_root = from_root || (base && *base == '/');
	char *here = base_from_root ? NULL : getcwd(NULL, 0);
	char *path, *end;

	if (!here && !base_from_root)
		return NULL;
	path = malloc((here ? strlen(here) : 0) + (base ? strlen(base) : 0) +
		      strlen(name) + 4);
	end = path;
	if (path) {
		if (here)
			end = append_parts(end, here);
		if (base && !from_root)
			end = append_parts(end, base);
		end = append_parts(end, name);
		if (end == path)
			*end++ = '/';
		*end = 0;
	}
	free(here);
	return path && has_dots(path) ? without_dots(path) : path;
}

char *listed_path_base(const char *option, const char *list)
{
	const char *slash = strrchr(list, '/');

	if (!option || strcmp(option, "list"))
		return strdup(option ? option : ".");
	if (!slash)
		return strdup(".");
	return slash == list ? strdup("/") :
			       strndup(list, (size_t)(slash - list));
}
