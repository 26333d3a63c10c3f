/* SPDX-License-Identifier: MIT */
/*
 * check_count.c - how much a check has to do, by reading its lists a second
 * time.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "check_count.h"

#include "check_read.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* False: the run ended. */
static bool count_entry(struct count_total *count, const struct check *check,
			const char *path, const struct list_entry *entry)
{
	char *file = check_path(check, path, entry->name);
	uint64_t bytes = 0;
	struct stat st;

	if (entry->is_range)
		bytes = entry->size_bytes;
	else if (file && !stat(file, &st) && S_ISREG(st.st_mode))
		bytes = (uint64_t)st.st_size;
	free(file);
	return count_total_add(count, bytes);
}

/* False: it cannot be known, or the run ended. */
static bool count_list(struct count_total *count, const struct check *check,
		       const char *path)
{
	struct list *list = check_open_list(check, path);
	enum list_outcome outcome = LIST_ENTRY;
	char *before = NULL;
	bool goes_on = list;

	while (goes_on && (outcome == LIST_ENTRY || outcome == LIST_BAD)) {
		const struct list_entry *entry;
		const char *reason;

		outcome = list_next(list, &entry, &reason);
		/* Lines of the same file mostly follow each other. */
		if (outcome != LIST_ENTRY || (before && !entry->is_range &&
					      !strcmp(before, entry->name)))
			continue;
		free(before);
		before = strdup(entry->name);
		goes_on = count_entry(count, check, path, entry);
	}
	free(before);
	if (list)
		list_close(list);
	return goes_on;
}

bool check_count(struct count_total *count, const void *context)
{
	const struct lists *lists = context;
	struct stat st;

	for (int i = 0; i < lists->count; i++)
		/* Reading a pipe here would take its content from the check. */
		if (stat(lists->paths[i], &st) || !S_ISREG(st.st_mode) ||
		    !count_list(count, lists->check, lists->paths[i]))
			return false;
	return true;
}
