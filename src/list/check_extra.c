/* SPDX-License-Identifier: MIT */
/* check_extra.c - files that no list names, and files that moved. */
#include "check_extra.h"

#include <stdlib.h>

struct hln_check_extra {
	struct hln_check_entry *missing, **missing_end;
};

int32_t hln_check_extra_create(struct hln_check_extra **out,
			       struct hln_check_jobs *jobs,
			       const struct hashlane_check_options *options)
{
	struct hln_check_extra *extra = calloc(1, sizeof(*extra));

	(void)jobs;
	(void)options;
	if (!extra)
		return HASHLANE_NO_MEMORY;
	extra->missing_end = &extra->missing;
	*out = extra;
	return HASHLANE_OK;
}

void hln_check_extra_destroy(struct hln_check_extra *extra)
{
	while (extra->missing) {
		struct hln_check_entry *entry = extra->missing;

		extra->missing = entry->next;
		hln_check_entry_destroy(entry);
	}
	free(extra);
}

int32_t hln_check_extra_listed(struct hln_check_extra *extra, const char *path)
{
	(void)extra;
	(void)path;
	return HASHLANE_OK;
}

void hln_check_extra_missing(struct hln_check_extra *extra,
			     struct hln_check_entry *entry)
{
	entry->next = NULL;
	*extra->missing_end = entry;
	extra->missing_end = &entry->next;
}

int32_t hln_check_extra_next(struct hln_check_extra *extra,
			     struct hln_check_entry **out, int64_t timeout_ms)
{
	struct hln_check_entry *entry = extra->missing;

	(void)timeout_ms;
	if (!entry)
		return HASHLANE_END;
	extra->missing = entry->next;
	if (!extra->missing)
		extra->missing_end = &extra->missing;
	*out = entry;
	return HASHLANE_OK;
}
