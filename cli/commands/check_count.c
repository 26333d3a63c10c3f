/* SPDX-License-Identifier: MIT */
/*
 * check_count.c - how much a check has to do, by reading its lists a second
 * time.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "check_count.h"

#include "../lists/list_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The path of a file that a list names. To be freed; NULL: no memory. */
static char *path_of(const struct check *check, const char *list,
		     const char *name)
{
	const char *base = check->rules.base;
	size_t bytes = base ? strlen(base) : 0;
	const char *slash = strrchr(list, '/');
	char *path;

	if (check->rules.flags & HASHLANE_CHECK_BASE_IS_LIST) {
		base = list;
		bytes = slash ? (size_t)(slash - list) + 1 : 0;
	}
	if (*name == '/' || !bytes)
		return strdup(name);
	return asprintf(&path, "%.*s/%s", (int)bytes, base, name) < 0 ? NULL :
									path;
}

/* The bytes of the range that an entry is about; 0: of the whole file. */
static uint64_t range_bytes(const struct hashlane_list_entry *entry)
{
	const struct hashlane_list_claim *claim = entry->claims;

	return entry->claim_count && claim->range_count == 1 ?
		       claim->ranges->length :
		       0;
}

/* False: the run ended. */
static bool count_entry(struct count_total *count, const struct check *check,
			const char *path,
			const struct hashlane_list_entry *entry)
{
	char *file = path_of(check, path, entry->name);
	uint64_t bytes = range_bytes(entry);
	struct stat st;

	if (!bytes && file && !stat(file, &st) && S_ISREG(st.st_mode))
		bytes = (uint64_t)st.st_size;
	free(file);
	return count_total_add(count, bytes);
}

/* False: it cannot be known, or the run ended. */
static bool count_entries(struct count_total *count, const struct check *check,
			  const char *path, hashlane_list list)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	char *before = NULL;
	bool goes_on = true;

	while (goes_on && !hashlane_list_next(&entry, list)) {
		/* Lines of the same file mostly follow each other. */
		if (entry.status || (before && !range_bytes(&entry) &&
				     !strcmp(before, entry.name)))
			continue;
		free(before);
		before = strdup(entry.name);
		goes_on = count_entry(count, check, path, &entry);
	}
	free(before);
	return goes_on;
}

static bool count_list(struct count_total *count, const struct check *check,
		       const char *path)
{
	struct list_source source;
	hashlane_list list = 0;
	bool counted = false;

	if (list_source_open(&source, path, &check->given,
			     check->list_flags) &&
	    !hashlane_list_open(&list, &source.input, sizeof(source.input),
				&source.options, NULL)) {
		counted = count_entries(count, check, path, list);
		(void)hashlane_list_close(list);
	}
	list_source_close(&source);
	return counted;
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
