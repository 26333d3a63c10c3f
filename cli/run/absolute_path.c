/* SPDX-License-Identifier: MIT */
/* absolute_path.c - names made absolute, without asking the file system. */
#include "absolute_path.h"

#include <stdlib.h>
#include <string.h>

static bool is_parent(const char *part, size_t bytes)
{
	return bytes == 2 && !memcmp(part, "..", 2);
}

char *absolute_path(const char *folder, const char *path, bool blindly)
{
	size_t folder_bytes = *path == '/' ? 0 : strlen(folder);
	char *absolute = malloc(folder_bytes + strlen(path) + 3);
	char *to = absolute, *sure;

	if (!absolute)
		return NULL;
	memcpy(absolute, folder, folder_bytes);
	to += folder_bytes;
	if (folder_bytes && to[-1] == '/')
		to--;
	/* The part before has no symbolic links. */
	sure = to;
	while (*path) {
		size_t bytes = strcspn(path, "/");
		bool parent = is_parent(path, bytes);

		if (parent && (blindly || to <= sure)) {
			while (to > absolute && *--to != '/')
				continue;
			if (sure > to)
				sure = to;
		} else if (bytes && !(bytes == 1 && *path == '.')) {
			*to++ = '/';
			memcpy(to, path, bytes);
			to += bytes;
		}
		path += bytes;
		path += *path == '/';
	}
	if (to == absolute)
		*to++ = '/';
	*to = 0;
	return absolute;
}

bool is_below(const char *folder, const char *path)
{
	size_t bytes = strlen(folder);

	while (bytes && folder[bytes - 1] == '/')
		bytes--;
	return !strncmp(folder, path, bytes) &&
	       (!path[bytes] || path[bytes] == '/');
}

char *relative_path(const char *folder, const char *path)
{
	size_t shared = 0, up = 0, bytes;
	char *relative, *to;

	/* Skip the parts that both paths share. */
	for (size_t i = 0;; i++) {
		bool folder_ends = !folder[i] || folder[i] == '/';
		bool path_ends = !path[i] || path[i] == '/';

		if (folder_ends && path_ends)
			shared = i;
		if (folder[i] != path[i] || !folder[i])
			break;
	}
	for (const char *at = folder + shared; *at; at++)
		up += *at == '/' && at[1] && at[1] != '/';
	path += shared;
	path += strspn(path, "/");
	bytes = strlen(path);
	relative = malloc(up * 3 + bytes + 2);
	if (!relative)
		return NULL;
	to = relative;
	for (size_t i = 0; i < up; i++, to += 3)
		memcpy(to, "../", 3);
	memcpy(to, path, bytes + 1);
	if (!bytes && up)
		to[-1] = 0;
	if (!bytes && !up)
		memcpy(relative, ".", 2);
	return relative;
}
