/* SPDX-License-Identifier: MIT */
/* sum_cached.c - names on their way through a cache, and their reports. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "feed.h"
#include "message.h"
#include "sum.h"
#include "file_tree.h"

#include <sys/stat.h>

static void take_result(void *context, const struct feed_result *result)
{
	struct sum *sum = context;
	char reason[REASON_BYTES_MAX];
	struct item item = {
		.name = result->path,
		.status = result->status,
		.size_bytes = result->size_bytes,
		.mtime_ns = sum->mtime ? result->mtime_ns : 0,
		.digests_valid = result->digests_valid,
		.digests = result->digests,
		.results = result->results,
		.row = result->row,
	};

	if (item.status)
		item.reason = sum_reason(reason, sum, &item, result->os_error);
	report_item(sum, &item);
}

bool cached_create(struct sum *sum)
{
	const struct feed_options options = {
		.cli = sum->cli,
		.set = &sum->set,
		.workers = sum->workers,
		.isa = sum->isa,
		.memory_bytes = sum->memory_bytes,
		.job_flags = sum->part_hashes ? HASHLANE_JOB_PARTS : 0,
		.caches = { sum->caches[0], sum->caches[1] },
		/* Of parts they know nothing. */
		.refresh = sum->refresh || sum->part_hashes,
		.take = take_result,
		.context = sum,
	};

	sum->feed = feed_create(&options);
	return sum->feed;
}

void cached_destroy(struct sum *sum)
{
	feed_destroy(sum->feed);
	sum->feed = NULL;
}

static bool take_entry(void *context, const struct tree_entry *entry)
{
	struct sum *sum = context;
	struct identity identity;

	if (!entry->st) {
		feed_add_failure(sum->feed, entry->path, entry->os_error, 0);
	} else if (S_ISREG(entry->st->st_mode)) {
		identity_of(&identity, entry->st);
		feed_add(sum->feed, entry->path, &identity, 0);
	} else {
		feed_add(sum->feed, entry->path, NULL, 0);
	}
	return !sum_stopped(sum);
}

void cached_add(struct sum *sum, const char *name)
{
	struct tree_entry entry = { .path = name };
	struct stat st;

	/* One that cannot be asked fails in the library, by its rules. */
	if (stat(name, &st)) {
		feed_add(sum->feed, name, NULL, 0);
	} else if (sum->recursive && S_ISDIR(st.st_mode)) {
		tree_walk_ahead(name, &sum->walk, take_entry, sum);
	} else {
		entry.st = &st;
		take_entry(sum, &entry);
	}
}

void cached_run(struct sum *sum)
{
	feed_run(sum->feed);
	output_flush(&sum->cli->out);
}
