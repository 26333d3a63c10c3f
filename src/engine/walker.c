/* SPDX-License-Identifier: MIT */
/* walker.c - a walk without a job: entries, many at a time. */
#include "walker.h"

#include "shortage.h"
#include "walk.h"
#include "walk_rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { TRY_AGAIN_NS = 10000000, TEXT_BYTES = 16 * 1024 };

struct hln_walker {
	atomic_uint refs;
	atomic_flag busy;
	int base;      /* relative paths are below it, or -1 */
	int32_t state; /* HASHLANE_STATE_RUNNING or _CANCELLED */
	struct hln_walk_rules *rules;
	struct hln_directories directories;
	struct hln_walk *walk; /* NULL: the start is no directory */
	char *start;           /* that start, until it was an entry */
	struct hln_shortage shortage;
	bool was_short; /* of descriptors, in this call */
	char *text; /* paths of the last entries that have one, with NULs */
	size_t text_bytes, text_room;
};

/* Entries of the caller's version. */
struct batch {
	uint8_t *entries;
	size_t entry_bytes, capacity, count;
};

static void destroy(struct hln_walker *walker)
{
	if (walker->walk)
		hln_walk_destroy(walker->walk);
	hln_directories_destroy(&walker->directories);
	hln_walk_rules_destroy(walker->rules);
	if (walker->base >= 0)
		hln_file_close(walker->base);
	free(walker->start);
	free(walker->text);
	free(walker);
}

void hln_walker_hold(struct hln_walker *walker)
{
	atomic_fetch_add_explicit(&walker->refs, 1, memory_order_relaxed);
}

void hln_walker_release(struct hln_walker *walker)
{
	if (atomic_fetch_sub_explicit(&walker->refs, 1,
				      memory_order_acq_rel) == 1)
		destroy(walker);
}

/* Begin at a path; HASHLANE_OK or HASHLANE_NO_MEMORY. */
static int32_t start(struct hln_walker *walker, const char *path)
{
	int32_t status = hln_walk_create(&walker->walk, path, walker->rules,
					 &walker->directories);
	size_t bytes = strlen(path) + 1;

	if (status != HASHLANE_NOT_REGULAR)
		return status;
	walker->start = malloc(bytes);
	if (!walker->start)
		return HASHLANE_NO_MEMORY;
	memcpy(walker->start, path, bytes);
	return HASHLANE_OK;
}

int32_t hln_walker_create(struct hln_walker **out, const char *path, int base,
			  const struct hashlane_walk_options *options)
{
	struct hln_walker *walker = malloc(sizeof(*walker));
	int32_t status;

	if (!walker) {
		if (base >= 0)
			hln_file_close(base);
		return HASHLANE_NO_MEMORY;
	}
	memset(walker, 0, sizeof(*walker));
	walker->base = base;
	atomic_init(&walker->refs, 1);
	atomic_flag_clear(&walker->busy);
	walker->state = HASHLANE_STATE_RUNNING;
	if (!hln_directories_create(&walker->directories)) {
		if (base >= 0)
			hln_file_close(base);
		free(walker);
		return HASHLANE_NO_MEMORY;
	}
	status = hln_walk_rules_create(&walker->rules, options);
	if (!status) {
		walker->rules->job_state = &walker->state;
		walker->rules->base = base;
		status = start(walker, path);
	}
	if (status)
		destroy(walker);
	else
		*out = walker;
	return status;
}

static bool add_path(struct hln_walker *walker, const char *path, size_t bytes)
{
	size_t more = bytes + 1;

	/* See set_paths. */
	if (!bytes)
		return true;
	if (walker->text_room - walker->text_bytes < more) {
		size_t room = walker->text_room + walker->text_room / 2 +
			      more + TEXT_BYTES;
		char *text = room < PTRDIFF_MAX ? realloc(walker->text, room) :
						  NULL;

		if (!text)
			return false;
		walker->text = text;
		walker->text_room = room;
	}
	memcpy(walker->text + walker->text_bytes, path, more);
	walker->text_bytes += more;
	return true;
}

/* Without memory for its path, an entry is reported with an empty one. */
static void keep_path(struct hln_walker *walker,
		      struct hashlane_walk_entry *entry, const char *path)
{
	if (add_path(walker, path, entry->path_bytes))
		return;
	entry->status = HASHLANE_NO_MEMORY;
	entry->path_bytes = entry->name_at = 0;
}

static void fail(struct hashlane_walk_entry *entry, int error)
{
	entry->status = hln_file_status(error);
	entry->os_error = error;
}

static void describe(struct hashlane_walk_entry *entry,
		     const struct hln_walker *walker,
		     const struct hln_file_info *info,
		     enum hln_listing_kind kind)
{
	static const int32_t types[] = {
		[HLN_ENTRY_UNKNOWN] = HASHLANE_ENTRY_UNKNOWN,
		[HLN_ENTRY_FILE] = HASHLANE_ENTRY_FILE,
		[HLN_ENTRY_DIRECTORY] = HASHLANE_ENTRY_DIRECTORY,
		[HLN_ENTRY_LINK] = HASHLANE_ENTRY_LINK,
		[HLN_ENTRY_OTHER] = HASHLANE_ENTRY_OTHER,
	};

	entry->type = types[kind];
	entry->mode = info->mode & 07777;
	entry->size_bytes = info->size_bytes;
	entry->mtime_ns = info->mtime_ns;
	entry->ctime_ns = info->ctime_ns;
	entry->device = info->device;
	entry->inode = info->inode;
	entry->links = info->links;
	/* It was a file when its directory was read, or is the start. */
	if (kind != HLN_ENTRY_FILE &&
	    !(walker->rules->flags & HASHLANE_WALK_ALL))
		entry->status = HASHLANE_NOT_REGULAR;
}

/* The only entry of a start that is no directory; false: there is none. */
static bool next_start(struct hln_walker *walker,
		       struct hashlane_walk_entry *entry)
{
	enum hln_listing_kind kind = HLN_ENTRY_UNKNOWN;
	struct hln_file_info info;
	const char *slash;
	size_t bytes;
	int error;

	if (!walker->start)
		return false;
	bytes = strlen(walker->start);
	slash = strrchr(walker->start, '/');
	memset(entry, 0, sizeof(*entry));
	entry->path_bytes = bytes;
	entry->name_at = slash ? (size_t)(slash + 1 - walker->start) : 0;
	error = hln_listing_info(&info, &kind, walker->base, walker->start,
				 true);
	if (error)
		fail(entry, error);
	else
		describe(entry, walker, &info, kind);
	keep_path(walker, entry, walker->start);
	free(walker->start);
	walker->start = NULL;
	return true;
}

/* No descriptor is left: wait for one; false: long enough. */
static bool wait_for_descriptor(struct hln_walker *walker)
{
	walker->was_short = true;
	hln_directories_close(&walker->directories);
	if (hln_shortage_lasts(&walker->shortage, hln_clock_ns()))
		return false;
	hln_thread_sleep(TRY_AGAIN_NS);
	return true;
}

static int ask(struct hln_walker *walker, struct hln_file_info *info,
	       enum hln_listing_kind *kind, const struct hln_walk_entry *found)
{
	int error;

	do
		error = hln_walk_ask(info, kind, walker->walk, found);
	while ((error == EMFILE || error == ENFILE) &&
	       wait_for_descriptor(walker));
	return error;
}

/* The next of a walk below a directory; false: there is none. */
static bool next_below(struct hln_walker *walker,
		       struct hashlane_walk_entry *entry)
{
	enum hln_listing_kind kind = HLN_ENTRY_UNKNOWN;
	struct hln_walk_entry found;
	struct hln_file_info info;
	enum hln_walked walked;
	bool patient = true;
	int error;

	while ((walked = hln_walk_next(walker->walk, &found, patient)) ==
	       HLN_WALK_STARVED)
		patient = wait_for_descriptor(walker);
	if (walked == HLN_WALK_ENDED)
		return false;
	memset(entry, 0, sizeof(*entry));
	entry->path_bytes = found.path_bytes;
	entry->name_at = (size_t)(found.name - found.path);
	entry->status = found.status;
	entry->os_error = found.os_error;
	if (found.status) {
		entry->type = HASHLANE_ENTRY_DIRECTORY;
	} else {
		error = ask(walker, &info, &kind, &found);
		if (error)
			fail(entry, error);
		else
			describe(entry, walker, &info, kind);
	}
	hln_directory_release(found.directory);
	keep_path(walker, entry, found.path);
	return true;
}

/* As much of an entry as the caller has room for, zeros behind it. */
static void put(struct batch *batch, const struct hashlane_walk_entry *entry)
{
	size_t known = sizeof(*entry) < batch->entry_bytes ?
			       sizeof(*entry) :
			       batch->entry_bytes;
	uint8_t *to = batch->entries + batch->count++ * batch->entry_bytes;

	memcpy(to, entry, known);
	memset(to + known, 0, batch->entry_bytes - known);
}

/* The text lies still now: have the entries point to it. */
static void set_paths(struct batch *batch, const char *text)
{
	struct hashlane_walk_entry entry;
	const size_t first = offsetof(struct hashlane_walk_entry, name_at);

	for (size_t i = 0; i < batch->count; i++) {
		uint8_t *at = batch->entries + i * batch->entry_bytes;

		memcpy(&entry, at, first);
		entry.path = entry.path_bytes ? text : "";
		memcpy(at, &entry, first);
		text += entry.path_bytes ? entry.path_bytes + 1 : 0;
	}
}

/* The entries; what the last call gave is gone. */
static void fill(struct hln_walker *walker, struct batch *batch)
{
	struct hashlane_walk_entry entry;

	walker->text_bytes = 0;
	walker->was_short = false;
	while (batch->count < batch->capacity &&
	       (walker->walk ? next_below(walker, &entry) :
			       next_start(walker, &entry)))
		put(batch, &entry);
	set_paths(batch, walker->text);
	/* Until the next call, others may have them. */
	if (walker->was_short)
		hln_directories_close(&walker->directories);
}

int32_t hln_walker_next(struct hln_walker *walker, void *entries,
			size_t entry_bytes, size_t capacity, size_t *count)
{
	struct batch batch = { entries, entry_bytes, capacity, 0 };

	if (atomic_flag_test_and_set(&walker->busy))
		return HASHLANE_BUSY;
	fill(walker, &batch);
	atomic_flag_clear(&walker->busy);
	if (hln_job_state_is_final(&walker->state))
		return HASHLANE_CANCELLED;
	*count = batch.count;
	return HASHLANE_OK;
}

void hln_walker_cancel(struct hln_walker *walker)
{
	__atomic_store_n(&walker->state, HASHLANE_STATE_CANCELLED,
			 __ATOMIC_RELEASE);
}

void hln_walker_get_skipped(struct hashlane_walk_skipped *out,
			    const struct hln_walker *walker)
{
	hln_walk_rules_get_skipped(out, walker->rules);
}
