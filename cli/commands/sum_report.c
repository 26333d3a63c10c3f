/* SPDX-License-Identifier: MIT */
/* sum_report.c - an item in the format asked for, and what went wrong. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "sum_report.h"

#include "../cache/identity.h"
#include "../lists/format.h"
#include "../lists/item_digest.h"
#include "../run/absolute_path.h"
#include "../terminal/message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

const char *sum_reason(char *room, const struct sum *sum,
		       const struct item *item, int os_error)
{
	bool directory = (os_error == ELOOP || os_error == ESTALE ||
			  item->status == HASHLANE_NOT_REGULAR) &&
			 is_directory(item->name);

	if (directory && os_error == ELOOP)
		return "contains itself (a loop of links or mounts)";
	if (os_error == ESTALE && sum->recursive)
		return "moved while it was read";
	if (directory && item->status == HASHLANE_NOT_REGULAR)
		return sum->like_md5sum ? strerror(EISDIR) :
					  "is a directory (use -r)";
	if (sum->like_md5sum && os_error)
		return strerror(os_error);
	return message_reason(room, item->status, os_error);
}

/* Report why digest i is missing. */
static void explain_missing(struct sum *sum, const struct item *item,
			    const struct algorithm *algorithm)
{
	char reason[ALGORITHM_TEXT_MAX + 64];

	if (item_digest_lacks(item, algorithm)) {
		snprintf(reason, sizeof(reason),
			 "%s has no digest for an empty file",
			 algorithm->name);
		message_about(sum->cli, item->name, reason);
		return;
	}
	snprintf(reason, sizeof(reason), "%s needs the size in advance",
		 algorithm->name);
	message_failure(sum->cli, item->name, reason);
}

static bool is_renamed(const struct sum *sum, const char *name)
{
	return (sum->absolute || sum->relative_to) && strcmp(name, "-") != 0;
}

/* The name as it is to be written; to be freed. NULL: no memory. */
static char *rename_item(const struct sum *sum, const char *name)
{
	char *absolute = absolute_path(sum->folder, name, false), *relative;

	if (!absolute || sum->absolute)
		return absolute;
	relative = relative_path(sum->relative_to, absolute);
	free(absolute);
	return relative;
}

static const char *last_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Is `path` this file? Compare names first, unless links are followed. */
static bool is_file(const struct sum *sum, const char *path, const char *name,
		    const struct stat *file)
{
	bool follow = sum->walk.flags & HASHLANE_WALK_FOLLOW;
	struct stat st;

	return (follow || !strcmp(last_name(path), name)) &&
	       !stat(path, &st) && st.st_dev == file->st_dev &&
	       st.st_ino == file->st_ino;
}

/* Is it the checkpoint, or one of SQLite's temporary files beside it? */
static bool is_checkpoint(const struct sum *sum, const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	bool found = false;

	for (size_t i = 0; i < 4 && sum->checkpoint && !found; i++) {
		char *own = NULL;
		struct stat st, at;

		if (asprintf(&own, "%s%s", sum->checkpoint, tails[i]) < 0)
			continue;
		if (!stat(own, &st))
			found = is_file(sum, path, last_name(own), &st);
		else
			/* Both are gone by now. */
			found = !strcmp(last_name(path), last_name(own)) &&
				stat(path, &at);
		free(own);
	}
	return found;
}

/* Is it a file that the run itself writes? */
bool sum_writes(const struct sum *sum, const char *path)
{
	return (sum->own_list &&
		is_file(sum, path, sum->own_name, sum->own_list)) ||
	       (sum->error_file &&
		is_file(sum, path, sum->error_name, sum->error_file)) ||
	       is_checkpoint(sum, path);
}

/*
 * A file that is written to has several names if it has links. One that will be
 * replaced is left out by its name only: the content of its other links stays.
 */
static bool is_written(const struct sum *sum, const struct item *item)
{
	const struct stat *own = sum->own_written ? sum->own_list : NULL;

	if (own && item->identity && item->identity->device == own->st_dev &&
	    item->identity->inode == own->st_ino)
		return true;
	return sum_writes(sum, item->name);
}

static void begin_once(struct sum *sum)
{
	if (!sum->begun)
		format_begin(sum);
	sum->begun = true;
}

static const char *write_renamed(struct sum *sum, const struct item *item,
				 struct hashlane_error *error)
{
	struct item written = *item;
	char *name = rename_item(sum, item->name);
	const char *reason;

	written.name = name;
	reason = name ? format_write(sum, &written, error) :
			hashlane_status_get_text(HASHLANE_NO_MEMORY);
	free(name);
	return reason;
}

bool report_listed(struct sum *sum, const struct item *item)
{
	const char *reason;
	struct hashlane_error error;

	/* Its message is set by a failure. */
	error.struct_size = sizeof(error);
	begin_once(sum);
	if (is_renamed(sum, item->name))
		reason = write_renamed(sum, item, &error);
	else
		reason = format_write(sum, item, &error);
	if (reason)
		message_failure(sum->cli, item->name, reason);
	return !reason;
}

void report_item(struct sum *sum, const struct item *item)
{
	if (is_written(sum, item))
		return;
	begin_once(sum);
	if (item->status)
		message_failure(sum->cli, item->name, item->reason);
	if (item->status && sum->format != HASHLANE_FORMAT_JSON &&
	    sum->format != HASHLANE_FORMAT_CSV)
		return;
	if (report_listed(sum, item) && !item->status)
		sum->written = true;
	for (size_t i = 0; i < sum->set.count && !item->status; i++)
		if (!(item->digests_valid >> i & 1))
			explain_missing(sum, item, &sum->set.algorithms[i]);
}
