/* SPDX-License-Identifier: MIT */
/* check_names.c - which file a name in a list means. */
#include "check_names.h"

#include "../os/directory.h"
#include "../os/file.h"
#include "check_entry.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *copy_text(const char *text, size_t bytes)
{
	char *copy = malloc(bytes + 1);

	if (copy) {
		memcpy(copy, text, bytes);
		copy[bytes] = 0;
	}
	return copy;
}

static int32_t find_root(struct hln_check_names *names, const char *root,
			 int *os_error)
{
	enum hln_listing_kind kind;
	struct hln_file_info info;

	*os_error = hln_listing_info(&info, &kind, -1, root, true);
	if (!*os_error && kind != HLN_ENTRY_DIRECTORY)
		*os_error = ENOTDIR;
	if (!*os_error)
		*os_error = hln_file_real_path(&names->root, root);
	if (!*os_error)
		*os_error = hln_file_real_path(&names->folder, ".");
	if (!*os_error)
		return HASHLANE_OK;
	return *os_error == ENOTDIR ? HASHLANE_NOT_REGULAR :
				      hln_file_status(*os_error);
}

int32_t hln_check_names_init(struct hln_check_names *names,
			     const struct hashlane_check_options *options,
			     int *os_error)
{
	int32_t status = HASHLANE_OK;

	*names = (struct hln_check_names){ .flags = options->flags };
	*os_error = 0;
	if (options->base && *options->base) {
		names->base = copy_text(options->base, strlen(options->base));
		if (!names->base)
			return HASHLANE_NO_MEMORY;
	}
	if (options->root)
		status = find_root(names, options->root, os_error);
	if (status)
		hln_check_names_end(names);
	return status;
}

void hln_check_names_end(struct hln_check_names *names)
{
	free(names->base);
	free(names->folder);
	free(names->root);
	*names = (struct hln_check_names){ 0 };
}

int32_t hln_check_names_folder(char **out, const struct hln_check_names *names,
			       const char *list)
{
	const char *folder = names->base;
	const char *slash = list ? strrchr(list, '/') : NULL;
	size_t bytes = folder ? strlen(folder) : 0;

	*out = NULL;
	if (names->flags & HASHLANE_CHECK_BASE_IS_LIST) {
		folder = list;
		bytes = slash ? (size_t)(slash - list) + 1 : 0;
	}
	if (!bytes)
		return HASHLANE_OK;
	*out = copy_text(folder, bytes);
	return *out ? HASHLANE_OK : HASHLANE_NO_MEMORY;
}

int32_t hln_check_names_side(char **out, const char *list)
{
	const char *slash = strrchr(list, '/');
	const char *dot = strrchr(slash ? slash : list, '.');
	struct hashlane_algorithm_spec spec;
	enum hln_listing_kind kind;
	struct hln_file_info info;
	char *side;

	*out = NULL;
	if (!dot || dot == list || dot[-1] == '/' ||
	    hashlane_algorithm_parse(&spec, dot + 1, strlen(dot + 1), NULL))
		return HASHLANE_OK;
	side = copy_text(list, (size_t)(dot - list));
	if (!side)
		return HASHLANE_NO_MEMORY;
	if (hln_listing_info(&info, &kind, -1, side, true)) {
		free(side);
		side = NULL;
	}
	*out = side;
	return HASHLANE_OK;
}

/*
 * An absolute path of `path`, whose ".." are resolved by its letters as far as
 * that is certain: only a part of the folder is no symbolic link. NULL: no
 * memory.
 */
static char *absolute(const char *folder, const char *path)
{
	size_t folder_bytes = *path == '/' ? 0 : strlen(folder);
	char *made = malloc(folder_bytes + strlen(path) + 3);
	char *to = made, *sure;

	if (!made)
		return NULL;
	memcpy(made, folder, folder_bytes);
	to += folder_bytes;
	if (folder_bytes && to[-1] == '/')
		to--;
	sure = to;
	while (*path) {
		size_t bytes = strcspn(path, "/");

		if (bytes == 2 && !memcmp(path, "..", 2) && to <= sure) {
			while (to > made && *--to != '/')
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
	if (to == made)
		*to++ = '/';
	*to = 0;
	return made;
}

static bool is_below(const char *folder, const char *path)
{
	size_t bytes = strlen(folder);

	while (bytes && folder[bytes - 1] == '/')
		bytes--;
	return !strncmp(folder, path, bytes) &&
	       (!path[bytes] || path[bytes] == '/');
}

int32_t hln_check_names_refuses(bool *refuses,
				const struct hln_check_names *names,
				const char *path)
{
	char *made;
	int error;

	*refuses = false;
	if (!names->root)
		return HASHLANE_OK;
	made = absolute(names->folder, path);
	if (!made)
		return HASHLANE_NO_MEMORY;
	*refuses = !is_below(names->root, made);
	free(made);
	if (*refuses)
		return HASHLANE_OK;
	error = hln_file_real_path(&made, path);
	if (error == ENOMEM)
		return HASHLANE_NO_MEMORY;
	/* A file that does not exist leads nowhere. */
	*refuses = error ? error != ENOENT && error != ENOTDIR :
			   !is_below(names->root, made);
	if (!error)
		free(made);
	return HASHLANE_OK;
}

bool hln_check_names_wants(const struct hln_check_names *names,
			   const struct hln_check_entry *entry)
{
	(void)names;
	(void)entry;
	return false;
}

int32_t hln_check_names_resolve(struct hln_check_names *names,
				struct hln_check_sources *sources,
				struct hln_check_entry *first)
{
	(void)names;
	(void)sources;
	(void)first;
	return HASHLANE_OK;
}
