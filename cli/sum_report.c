/* SPDX-License-Identifier: MIT */
/* sum_report.c - an item in the format asked for, and what went wrong. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "absolute_path.h"
#include "format.h"
#include "message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum sum_format format_of_dialect(enum list_dialect dialect)
{
	static const enum sum_format formats[] = {
		[LIST_GNU] = FORMAT_GNU,
		[LIST_BSD] = FORMAT_BSD,
		[LIST_SFV] = FORMAT_SFV,
		[LIST_HASHDEEP] = FORMAT_HASHDEEP,
		[LIST_ED2K_LINK] = FORMAT_ED2K,
		[LIST_MAGNET] = FORMAT_MAGNET,
		[LIST_JSON] = FORMAT_JSON,
		[LIST_CSV] = FORMAT_CSV,
	};

	return formats[dialect];
}

bool item_lacks(const struct item *item, const struct algorithm *algorithm)
{
	return algorithm->flags & HASHLANE_INFO_NO_EMPTY && !item->size_bytes;
}

/* Say why digest i is missing. */
static void explain_missing(struct sum *sum, const struct item *item,
			    const struct algorithm *algorithm)
{
	char reason[ALGORITHM_TEXT_MAX + 64];

	if (item_lacks(item, algorithm)) {
		snprintf(reason, sizeof(reason),
			 "%s has no digest for an empty file",
			 algorithm->name);
		message_about(sum->cli, item->name, reason);
		return;
	}
	snprintf(reason, sizeof(reason),
		 "%s needs to know the size in advance", algorithm->name);
	message_failure(sum->cli, item->name, reason);
}

/* NULL, or why the item cannot be written so. */
static const char *write_digest(struct sum *sum, const struct item *item,
				size_t i, const char *digest)
{
	if (sum->format == FORMAT_SFV)
		return format_sfv(sum, item, digest);
	return sum->format == FORMAT_BSD ? format_bsd(sum, item, i, digest) :
					   format_gnu(sum, item, i, digest);
}

/* A line a digest. */
static const char *write_lines(struct sum *sum, const struct item *item)
{
	char text[HASHLANE_TEXT_BYTES_MAX];
	const char *reason = NULL;

	for (size_t i = 0; i < sum->set.count && !reason; i++)
		if (format_digest(text, sum, item, i))
			reason = write_digest(sum, item, i, text);
	return reason;
}

static const char *write_item(struct sum *sum, const struct item *item)
{
	switch (sum->format) {
	case FORMAT_JSON:
		return format_json(sum, item);
	case FORMAT_CSV:
		return format_csv(sum, item);
	case FORMAT_HASHDEEP:
		return format_hashdeep(sum, item);
	case FORMAT_ED2K:
		return format_ed2k(sum, item);
	case FORMAT_MAGNET:
		return format_magnet(sum, item);
	default:
		return write_lines(sum, item);
	}
}

/* The name as it is to be written; to be freed. NULL: no memory. */
static char *name_to_write(const struct sum *sum, const char *name)
{
	char *absolute, *relative;

	if (!strcmp(name, "-") || (!sum->absolute && !sum->relative_to))
		return strdup(name);
	absolute = absolute_path(sum->folder, name, false);
	if (!absolute || sum->absolute)
		return absolute;
	relative = relative_path(sum->relative_to, absolute);
	free(absolute);
	return relative;
}

/* Is it the list itself, that the run is to replace? */
static bool is_own_list(const struct sum *sum, const struct item *item)
{
	const char *slash = strrchr(item->name, '/');
	struct stat st;

	return sum->own_list && !item->status &&
	       !strcmp(slash ? slash + 1 : item->name, sum->own_name) &&
	       !stat(item->name, &st) && st.st_dev == sum->own_list->st_dev &&
	       st.st_ino == sum->own_list->st_ino;
}

static void begin_once(struct sum *sum)
{
	if (!sum->begun)
		format_begin(sum);
	sum->begun = true;
}

bool report_listed(struct sum *sum, const struct item *item)
{
	struct item written = *item;
	const char *reason;
	char *name;

	begin_once(sum);
	name = name_to_write(sum, item->name);
	written.name = name;
	reason = name ? write_item(sum, &written) :
			hashlane_error_string(HASHLANE_NO_MEMORY);
	free(name);
	if (reason)
		message_failure(sum->cli, item->name, reason);
	return !reason;
}

void report_item(struct sum *sum, const struct item *item)
{
	if (is_own_list(sum, item))
		return;
	begin_once(sum);
	if (item->status)
		message_failure(sum->cli, item->name, item->reason);
	if (item->status && sum->format != FORMAT_JSON &&
	    sum->format != FORMAT_CSV)
		return;
	(void)report_listed(sum, item);
	for (size_t i = 0; i < sum->set.count && !item->status; i++)
		if (!(item->digests_valid >> i & 1))
			explain_missing(sum, item, &sum->set.algorithms[i]);
}
