/* SPDX-License-Identifier: MIT */
/* file_places.c - which names are the same. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "file_places.h"

#include "../run/absolute_path.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The directory of a path: "." or one that ends in a slash. NULL: no memory. */
static char *folder_of(const char *path)
{
	const char *last = last_part(path);

	return last == path ? strdup(".") :
			      strndup(path, (size_t)(last - path));
}

static bool is_last_folder(const struct file_folder *folder, const char *path)
{
	size_t bytes = (size_t)(last_part(path) - path);

	return folder->path && folder->bytes == bytes &&
	       !memcmp(folder->path, path, bytes);
}

bool file_places_ask(struct file_place *out, struct file_folder *folder,
		     const char *path)
{
	struct stat st;

	if (!is_last_folder(folder, path)) {
		free(folder->path);
		folder->path = folder_of(path);
		if (!folder->path)
			return false;
		folder->bytes = (size_t)(last_part(path) - path);
		folder->there = !stat(folder->path, &st) &&
				S_ISDIR(st.st_mode);
		folder->device = folder->there ? (uint64_t)st.st_dev : 0;
		folder->inode = folder->there ? (uint64_t)st.st_ino : 0;
	}
	*out = (struct file_place){
		.device = folder->device,
		.inode = folder->inode,
		.last = folder->there ? last_part(path) : path,
		.there = folder->there,
	};
	return true;
}

bool file_places_equal(const struct file_place *a, const struct file_place *b)
{
	return a->there == b->there && a->device == b->device &&
	       a->inode == b->inode && !strcmp(a->last, b->last);
}

/* FNV-1a. */
static uint64_t add_hash(uint64_t hash, const void *data, size_t bytes)
{
	const unsigned char *at = data;

	for (size_t i = 0; i < bytes; i++)
		hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

uint64_t file_places_hash(const struct file_place *place)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	hash = add_hash(hash, &place->device, sizeof(place->device));
	hash = add_hash(hash, &place->inode, sizeof(place->inode));
	return add_hash(hash, place->last, strlen(place->last));
}

void file_places_end(struct file_folder *folder)
{
	free(folder->path);
	*folder = (struct file_folder){ .path = NULL };
}

/* Cut off the last part of a path. False: there is only one. */
static bool cut(char *path)
{
	size_t bytes = strlen(path);

	while (bytes && path[bytes - 1] == '/')
		bytes--;
	while (bytes && path[bytes - 1] != '/')
		bytes--;
	while (bytes && path[bytes - 1] == '/')
		bytes--;
	path[bytes] = 0;
	return bytes;
}

/*
 * The path of a directory without symbolic links, as far as it exists. To be
 * freed; NULL: no memory.
 */
static char *real_folder(const char *folder)
{
	char *part = strdup(folder), *real = NULL, *whole = NULL;

	/* The system resolves no longer ones. */
	if (part && strlen(part) >= PATH_MAX)
		part[PATH_MAX - 1] = 0;
	if (part && strlen(part) < strlen(folder) && !cut(part))
		*part = 0;
	while (part && *part && !(real = realpath(part, NULL)) && cut(part))
		continue;
	if (!real)
		whole = strdup(folder);
	else if (asprintf(&whole, "%s%s", real, folder + strlen(part)) < 0)
		whole = NULL;
	free(real);
	free(part);
	return whole;
}

char *file_places_inside(const char *real, const char *path)
{
	char *folder = folder_of(path);
	char *clean = folder ? real_folder(folder) : NULL;
	char *inside = NULL;
	const char *below;

	if (clean && is_below(real, clean)) {
		below = clean + strlen(real);
		below += strspn(below, "/");
		if (asprintf(&inside, "%s%s%s", below,
			     *below && below[strlen(below) - 1] != '/' ? "/" :
									 "",
			     last_part(path)) < 0)
			inside = NULL;
	}
	free(clean);
	free(folder);
	return inside;
}

bool file_places_device(uint64_t *device, const char *path)
{
	char *folder = strdup(path), *slash;
	bool found = false;
	struct stat st;

	while (folder && !found && (slash = strrchr(folder, '/'))) {
		slash[slash == folder] = 0;
		found = !stat(folder, &st);
		if (found)
			*device = (uint64_t)st.st_dev;
		if (slash == folder)
			break;
	}
	free(folder);
	return found;
}
