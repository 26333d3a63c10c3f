/* SPDX-License-Identifier: MIT */
/*
 * file_set.c - a set of files, whichever way each is reached.
 *
 * The key of a path is a digest of the absolute path without "." and doubled
 * slashes; ".." is left, since it may follow a symbolic link. The key of a file
 * is a digest of its device and inode. A file with several hard links has the
 * key of its path without symbolic links instead: each of its names counts.
 *
 * The keys are in buckets, which are sorted when they are first searched.
 */
#include "file_set.h"

#include "../../include/hashlane.h"
#include "../os/file.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 16, BUCKETS = 1024, ROOM_MIN = 4 };

struct key {
	uint8_t bytes[KEY_BYTES];
};

struct bucket {
	struct key *keys;
	size_t count, room;
	bool is_sorted;
};

struct hln_file_set {
	char *folder; /* the current directory */
	struct bucket buckets[BUCKETS];
};

struct hln_file_set *hln_file_set_create(void)
{
	struct hln_file_set *set = calloc(1, sizeof(*set));

	if (!set)
		return NULL;
	/* A directory that is gone has no path: then names stay relative. */
	if (hln_file_real_path(&set->folder, "."))
		set->folder = NULL;
	return set;
}

void hln_file_set_destroy(struct hln_file_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < BUCKETS; i++)
		free(set->buckets[i].keys);
	free(set->folder);
	free(set);
}

static void digest(struct key *key, const void *data, size_t bytes)
{
	static const struct hashlane_algorithm_spec blake3 = {
		.id = HASHLANE_HASH_BLAKE3,
	};
	uint8_t all[HASHLANE_MAX_DIGEST_BYTES];

	(void)hashlane_hash(all, sizeof(all), NULL, &blake3, data, bytes);
	memcpy(key->bytes, all, KEY_BYTES);
}

/* Append the names of a path, each after one slash. Returns the new end. */
static char *append_names(char *to, const char *path)
{
	while (*path) {
		size_t bytes = strcspn(path, "/");

		if (bytes && (bytes > 1 || *path != '.')) {
			*to++ = '/';
			memcpy(to, path, bytes);
			to += bytes;
		}
		path += bytes;
		path += *path == '/';
	}
	return to;
}

/* False: no memory. */
static bool key_of_path(struct key *key, const struct hln_file_set *set,
			const char *path)
{
	const char *folder = *path != '/' && set->folder ? set->folder : "";
	char *absolute = malloc(strlen(folder) + strlen(path) + 2);
	char *end;

	if (!absolute)
		return false;
	end = append_names(append_names(absolute, folder), path);
	digest(key, absolute, (size_t)(end - absolute));
	free(absolute);
	return true;
}

static void key_of_file(struct key *key, const struct hln_file_info *info)
{
	/* No path begins with these bytes. */
	uint64_t all[3] = { 0, info->device, info->inode };

	digest(key, all, sizeof(all));
}

/*
 * The key of the file that a path leads to. *known is false if it has none: its
 * path is too long for the system. False: no memory.
 */
static bool key_of_target(struct key *key, bool *known,
			  const struct hln_file_set *set, const char *path,
			  const struct hln_file_info *info)
{
	char *real;
	bool done;

	*known = true;
	if (info->links <= 1) {
		key_of_file(key, info);
		return true;
	}
	*known = !hln_file_real_path(&real, path);
	if (!*known)
		return true;
	done = key_of_path(key, set, real);
	free(real);
	return done;
}

static struct bucket *bucket_of(struct hln_file_set *set,
				const struct key *key)
{
	return &set->buckets[(key->bytes[0] << 8 | key->bytes[1]) % BUCKETS];
}

static int compare(const void *left, const void *right)
{
	return memcmp(left, right, KEY_BYTES);
}

static bool add(struct hln_file_set *set, const struct key *key)
{
	struct bucket *bucket = bucket_of(set, key);

	if (bucket->count == bucket->room) {
		size_t room = bucket->room + bucket->room / 8 + ROOM_MIN;
		struct key *keys = realloc(bucket->keys, room * sizeof(*keys));

		if (!keys)
			return false;
		bucket->keys = keys;
		bucket->room = room;
	}
	bucket->keys[bucket->count++] = *key;
	bucket->is_sorted = false;
	return true;
}

static bool has(struct hln_file_set *set, const struct key *key)
{
	struct bucket *bucket = bucket_of(set, key);

	if (!bucket->count)
		return false;
	if (!bucket->is_sorted)
		qsort(bucket->keys, bucket->count, sizeof(*key), compare);
	bucket->is_sorted = true;
	return bsearch(key, bucket->keys, bucket->count, sizeof(*key),
		       compare);
}

int32_t hln_file_set_add(struct hln_file_set *set, const char *path)
{
	struct hln_file_info info;
	struct key key;
	bool known;

	if (!key_of_path(&key, set, path) || !add(set, &key))
		return HASHLANE_NO_MEMORY;
	if (hln_file_info_at(&info, -1, path, true))
		return HASHLANE_OK;
	if (!key_of_target(&key, &known, set, path, &info) ||
	    (known && !add(set, &key)))
		return HASHLANE_NO_MEMORY;
	return HASHLANE_OK;
}

int32_t hln_file_set_add_open(struct hln_file_set *set, int file)
{
	struct hln_file_info info;
	struct key key;

	if (hln_file_info(&info, file) || !info.regular)
		return HASHLANE_OK;
	key_of_file(&key, &info);
	return add(set, &key) ? HASHLANE_OK : HASHLANE_NO_MEMORY;
}

int32_t hln_file_set_has(bool *found, struct hln_file_set *set,
			 const char *path, const struct hln_file_info *info)
{
	struct key key;
	bool known;

	if (!key_of_path(&key, set, path))
		return HASHLANE_NO_MEMORY;
	*found = has(set, &key);
	if (*found)
		return HASHLANE_OK;
	/* Of an open file no name is known: all its hard links count. */
	key_of_file(&key, info);
	*found = has(set, &key);
	if (*found || info->links <= 1)
		return HASHLANE_OK;
	if (!key_of_target(&key, &known, set, path, info))
		return HASHLANE_NO_MEMORY;
	*found = known && has(set, &key);
	return HASHLANE_OK;
}
