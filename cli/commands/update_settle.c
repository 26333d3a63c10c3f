/* SPDX-License-Identifier: MIT */
/* update_settle.c - entries whose files have changed or are gone. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "update_settle.h"

#include "../cache/cache.h"
#include "../lists/listed_file.h"
#include "../terminal/message.h"
#include "update_guess.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool is_empty(const char *folder)
{
	DIR *stream = opendir(folder);
	struct dirent *entry;
	bool empty = true;

	/* If the folder cannot be read, assume that it is empty. */
	if (!stream)
		return errno != ENOTDIR;
	while (empty && (entry = readdir(stream)))
		empty = !strcmp(entry->d_name, ".") ||
			!strcmp(entry->d_name, "..");
	closedir(stream);
	return empty;
}

/* Is the folder of the path empty, as a folder that is not mounted? */
static bool is_unmounted(const char *path)
{
	char *folder = strdup(path), *slash;
	bool empty = true;
	struct stat st;

	while (folder && (slash = strrchr(folder, '/')) && slash != folder) {
		*slash = 0;
		if (stat(folder, &st)) {
			/*
			 * A link may lead to a file system that is not
			 * mounted.
			 */
			if (!lstat(folder, &st))
				break;
			continue;
		}
		empty = is_empty(folder);
		break;
	}
	if (folder && (!slash || slash == folder))
		empty = false;
	free(folder);
	return empty;
}

/* Is there a file whose name differs only in case? */
static bool has_similar_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = strndup(path, (size_t)(slash - path) + 1);
	DIR *stream = folder ? opendir(folder) : NULL;
	struct dirent *entry;
	bool similar = false;

	while (stream && !similar && (entry = readdir(stream)))
		similar = !strcasecmp(entry->d_name, slash + 1);
	if (stream)
		closedir(stream);
	free(folder);
	return similar;
}

/* Is the directory of a name on another device than at the beginning? */
static bool has_moved(const struct update *update,
		      const struct indexed_file *file)
{
	const struct outcome *outcome =
		&update->outcomes[file - update->index.files];
	uint64_t device = 0;

	return !outcome->device_known ||
	       !file_places_device(&device, file->path) ||
	       device != outcome->device;
}

static bool has_device(const struct update *update, uint64_t device)
{
	if (update->device_count == UPDATE_DEVICES_MAX)
		return true;
	for (size_t i = 0; i < update->device_count; i++)
		if (update->devices[i] == device)
			return true;
	return false;
}

/* The cache knows on which device a file was that is gone. */
static bool take_row(void *context, const struct cache_row *row)
{
	struct update *update = context;
	struct indexed_file *file = row->path && row->intact ?
					    file_index_find(&update->index,
							    row->path) :
					    NULL;

	for (; file; file = file_index_next(&update->index, file)) {
		struct outcome *outcome =
			&update->outcomes[file - update->index.files];

		if (has_device(update, row->identity.device))
			outcome->here = true;
		else
			outcome->elsewhere = true;
	}
	return true;
}

/* Is there nothing at the path of an entry that the walk did not find? */
static bool is_gone(const struct indexed_file *file)
{
	struct stat st;

	return file->below && !file->seen && !file->left_out &&
	       lstat(file->path, &st) && errno == ENOENT;
}

/* Ask the cache where the files were that would be removed. */
static void ask_cache(struct update *update)
{
	bool any = false;

	for (size_t i = 0; i < update->index.count && !any; i++)
		any = is_gone(&update->index.files[i]);
	if (any && update->prune && update->sum.caches[0])
		(void)cache_each(update->sum.caches[0], take_row, update);
}

/* Why an entry of a file that is gone stays; NULL: it does not. */
static const char *find_reason(const struct update *update,
			       const struct indexed_file *file, bool gone)
{
	const struct outcome *outcome =
		&update->outcomes[file - update->index.files];

	if (!update->prune)
		return "is gone; its entry stays (--prune removes it)";
	if (!gone || !update->found || is_unmounted(file->path))
		return "is gone, and so is its directory or all in it: its "
		       "entry stays";
	if (has_moved(update, file) || (outcome->elsewhere && !outcome->here))
		return "is gone, and its directory is on another device than "
		       "before: its entry stays";
	if (has_similar_name(file->path))
		return "is gone, but there is a file whose name differs only "
		       "in case: its entry stays";
	return NULL;
}

/* Settle an entry below the folder whose file the walk did not find. */
static void settle_unseen(struct update *update, struct indexed_file *file)
{
	const char *reason = NULL;
	struct stat st;
	int error;

	if (listed_file_has_slashes(file))
		update->loss = "its names have backslashes instead of slashes";
	if (!lstat(file->path, &st))
		reason = stat(file->path, &st) ? message_errno(errno) :
						 "not a regular file";
	else if (errno != ENOENT && errno != ENOTDIR)
		reason = message_errno(errno);
	if (reason) {
		update->kept++;
		message_failure(&update->out, file->name, reason);
		return;
	}
	error = errno;
	update->gone++;
	reason = find_reason(update, file, error == ENOENT);
	if (reason) {
		message_failure(&update->out, file->name, reason);
		return;
	}
	update->outcomes[file - update->index.files].fate = REMOVED;
	update->removed++;
}

static const char *why_changed(const struct update *update,
			       const struct outcome *outcome)
{
	if (update->only_new)
		return "has changed: its size is not that of the list; its "
		       "digest stays";
	if (outcome->rotten)
		return "has changed, but not its time of modification; its "
		       "digest stays (see --accept)";
	return outcome->dated ? "has changed; its digest stays (see "
				"--accept-changes and --accept)" :
				"has changed; its digest stays (see "
				"--accept)";
}

void update_settle(struct update *update)
{
	size_t digits;

	ask_cache(update);
	for (size_t i = 0; i < update->index.count; i++) {
		struct indexed_file *file = &update->index.files[i];

		if (file->below && !file->seen && !file->left_out)
			settle_unseen(update, file);
	}
	digits = update->added || update->changed || update->removed ?
			 update_guess_open(update) :
			 0;
	if (digits) {
		snprintf(update->reason, sizeof(update->reason),
			 "cannot tell the algorithm from %zu digits (use -a)",
			 digits);
		update->loss = update->reason;
		return;
	}
	for (size_t i = 0; i < update->index.count; i++)
		if (update->outcomes[i].fate == CHANGED)
			message_failure(
				&update->out, update->index.files[i].name,
				why_changed(update, &update->outcomes[i]));
}
