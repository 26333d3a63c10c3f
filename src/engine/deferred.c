/* SPDX-License-Identifier: MIT */
/* deferred.c - a job's files that are read later. */
#include "deferred.h"

enum { FILES_MAX = 64 };

void hln_deferred_put(struct hln_deferred *deferred,
		      struct hln_open_file *entry)
{
	entry->next = deferred->first;
	deferred->first = entry;
	deferred->count++;
}

struct hln_open_file *hln_deferred_take(struct hln_deferred *deferred,
					uint64_t now_ns)
{
	for (struct hln_open_file **at = &deferred->first; *at;
	     at = &(*at)->next) {
		struct hln_open_file *entry = *at;

		if (entry->due_ns > now_ns)
			continue;
		*at = entry->next;
		entry->next = NULL;
		deferred->count--;
		return entry;
	}
	return NULL;
}

bool hln_deferred_let_go(const struct hln_deferred *deferred)
{
	bool any = false;

	for (struct hln_open_file *entry = deferred->first; entry;
	     entry = entry->next) {
		any |= entry->owned;
		hln_open_file_let_go(entry);
	}
	return any;
}

uint64_t hln_deferred_due_ns(const struct hln_deferred *deferred)
{
	uint64_t due_ns = HLN_FOREVER;

	for (const struct hln_open_file *entry = deferred->first; entry;
	     entry = entry->next)
		if (entry->due_ns < due_ns)
			due_ns = entry->due_ns;
	return due_ns;
}

bool hln_deferred_full(const struct hln_deferred *deferred)
{
	return deferred->count >= FILES_MAX;
}
