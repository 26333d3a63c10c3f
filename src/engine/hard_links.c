/* SPDX-License-Identifier: MIT */
/* hard_links.c - files met again under another name, read once a job. */
#include "hard_links.h"

#include "../os/thread.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS_MIN = 256 };

struct hln_hard_links {
	hln_lock lock;
	size_t digest_bytes;
	size_t count, buckets; /* a power of two */
	struct hln_link **table;
};

struct hln_hard_links *hln_hard_links_create(const struct hln_set *set)
{
	struct hln_hard_links *links = calloc(1, sizeof(*links));

	if (!links)
		return NULL;
	links->digest_bytes = set->digest_bytes;
	links->buckets = BUCKETS_MIN;
	links->table = calloc(links->buckets, sizeof(struct hln_link *));
	if (links->table && hln_lock_create(&links->lock))
		return links;
	free(links->table);
	free(links);
	return NULL;
}

void hln_hard_links_drop(struct hln_hard_links *links)
{
	for (size_t i = 0; i < links->buckets; i++)
		for (struct hln_link *link = links->table[i]; link;
		     link = link->next)
			while (link->waiting) {
				struct hln_open_file *entry = link->waiting;

				link->waiting = entry->next;
				hln_open_file_destroy(entry);
				free(entry);
			}
}

void hln_hard_links_destroy(struct hln_hard_links *links)
{
	hln_hard_links_drop(links);
	for (size_t i = 0; i < links->buckets; i++) {
		while (links->table[i]) {
			struct hln_link *link = links->table[i];

			links->table[i] = link->next;
			free(link);
		}
	}
	free(links->table);
	hln_lock_destroy(&links->lock);
	free(links);
}

/* Inodes come in runs: multiply them apart (Knuth, TAOCP 3, 6.4). */
static size_t bucket_of(uint64_t device, uint64_t inode, size_t buckets)
{
	uint64_t mixed = (inode ^ device << 32) * 0x9e3779b97f4a7c15;

	return (size_t)(mixed >> 32) & (buckets - 1);
}

/* Twice the buckets; without memory the chains grow instead. */
static void grow(struct hln_hard_links *links)
{
	size_t buckets = 2 * links->buckets;
	struct hln_link **table = calloc(buckets, sizeof(struct hln_link *));

	if (!table)
		return;
	for (size_t i = 0; i < links->buckets; i++) {
		while (links->table[i]) {
			struct hln_link *link = links->table[i];
			size_t at = bucket_of(link->device, link->inode,
					      buckets);

			links->table[i] = link->next;
			link->next = table[at];
			table[at] = link;
		}
	}
	free(links->table);
	links->table = table;
	links->buckets = buckets;
}

bool hln_hard_links_serves(const struct hln_link *link,
			   const struct hln_open_file *entry)
{
	return link->status != HASHLANE_CHANGED &&
	       hln_change_none(&link->info, &entry->before, entry->use_ctime);
}

/* The lock is held. */
static enum hln_met meet(struct hln_hard_links *links,
			 struct hln_open_file *entry)
{
	uint64_t device = entry->before.device, inode = entry->before.inode;
	size_t at = bucket_of(device, inode, links->buckets);
	struct hln_link *link = links->table[at];

	/* The version that was met last comes first. */
	while (link && (link->device != device || link->inode != inode ||
			(link->done && !hln_hard_links_serves(link, entry))))
		link = link->next;
	if (link) {
		entry->link = link;
		if (link->done)
			return HLN_MET_DONE;
		/*
		 * Any number may wait: not with a descriptor each. One that is
		 * the caller's stays, for the file may be read after all.
		 */
		if (entry->owned)
			hln_open_file_close(entry);
		entry->next = link->waiting;
		link->waiting = entry;
		return HLN_MET_WAITS;
	}
	link = calloc(1, sizeof(*link) + links->digest_bytes);
	if (!link)
		return HLN_MET_FIRST;
	link->device = device;
	link->inode = inode;
	link->next = links->table[at];
	links->table[at] = link;
	entry->link = link;
	if (++links->count > links->buckets)
		grow(links);
	return HLN_MET_FIRST;
}

enum hln_met hln_hard_links_meet(struct hln_hard_links *links,
				 struct hln_open_file *entry)
{
	enum hln_met met;

	hln_lock_take(&links->lock);
	met = meet(links, entry);
	hln_lock_give(&links->lock);
	return met;
}

struct hln_open_file *hln_hard_links_finish(struct hln_hard_links *links,
					    const struct hln_open_file *entry,
					    const uint8_t *digests,
					    uint64_t valid)
{
	struct hln_link *link = entry->link;
	struct hln_open_file *waiting;

	hln_lock_take(&links->lock);
	link->info = entry->before;
	/* What one name was expected to have is nothing to the others. */
	link->status = entry->status == HASHLANE_MISMATCH ? HASHLANE_OK :
							    entry->status;
	link->os_error = entry->os_error;
	link->bytes = entry->bytes;
	link->error_offset = entry->error_offset;
	link->valid = valid;
	memcpy(link->digests, digests, links->digest_bytes);
	link->done = true;
	waiting = link->waiting;
	link->waiting = NULL;
	hln_lock_give(&links->lock);
	return waiting;
}

void hln_hard_links_copy(struct hln_open_file *entry)
{
	const struct hln_link *link = entry->link;

	entry->status = link->status;
	entry->os_error = link->os_error;
	entry->bytes = link->bytes;
	entry->error_offset = link->error_offset;
}
