/* SPDX-License-Identifier: MIT */
/*
 * dupes.c - a search for identical files.
 *
 * Names are sorted by inode, and the first name of each file stands for it.
 * Then files that differ are dropped in three steps, each of which leaves only
 * files that may have a duplicate: by their sizes, by their first bytes, by
 * their digests. A cookie is the place of a file in the order of a pass.
 */
#include "dupes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	START_BYTES = 64 * 1024,
	START_DIGEST_BYTES = 16, /* of XXH3-128 */
	ROOM_MIN = 64
};

struct file {
	char *path;
	size_t path_bytes;
	uint64_t size_bytes;
	uint64_t device, inode;
	size_t order; /* in which it was added */
	uint8_t start[START_DIGEST_BYTES];
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	bool follow;   /* the path may be a symbolic link */
	bool settled;  /* in this pass */
	size_t group;  /* 1 + its group; 0: none */
	size_t number; /* of the files of the group */
};

enum step { ADDING, STARTS, WHOLES, COMPLETE };

struct group {
	const struct file *first;
	size_t first_name;
	size_t files, names;
};

struct hln_dupes {
	struct hashlane_dupes_options options;
	size_t digest_bytes;
	enum step step;
	struct file *files;
	size_t count, room;
	/* Other names of files, by inode; only with HASHLANE_DUPES_LINKS. */
	struct file *links;
	size_t link_count;
	size_t at; /* the next input of the pass */
	uint64_t added, failed;
	struct group *groups;
	size_t group_count;
	struct hashlane_dupes_name *names;
	size_t name_count;
};

struct hln_dupes *
hln_dupes_create(const struct hashlane_dupes_options *options,
		 size_t digest_bytes)
{
	struct hln_dupes *dupes = calloc(1, sizeof(*dupes));

	if (!dupes)
		return NULL;
	dupes->options = *options;
	dupes->digest_bytes = digest_bytes;
	return dupes;
}

static void free_files(struct file *files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(files[i].path);
	free(files);
}

void hln_dupes_destroy(struct hln_dupes *dupes)
{
	free_files(dupes->files, dupes->count);
	free_files(dupes->links, dupes->link_count);
	free(dupes->groups);
	free(dupes->names);
	free(dupes);
}

/* ---- Adding ---- */

static bool leaves_out(const struct hashlane_dupes_options *options,
		       const struct hashlane_walk_entry *entry)
{
	return entry->status || entry->type != HASHLANE_ENTRY_FILE ||
	       entry->size_bytes < options->min_bytes ||
	       (options->max_bytes &&
		entry->size_bytes > options->max_bytes) ||
	       (options->min_mtime_ns &&
		entry->mtime_ns < options->min_mtime_ns) ||
	       (options->max_mtime_ns &&
		entry->mtime_ns > options->max_mtime_ns);
}

/* False: no memory. */
static bool reserve(struct hln_dupes *dupes, size_t count)
{
	size_t room = dupes->room ? dupes->room : ROOM_MIN;
	struct file *files;

	if (count > SIZE_MAX / 2 / sizeof(*files) - dupes->count)
		return false;
	while (room < dupes->count + count)
		room *= 2;
	if (room == dupes->room)
		return true;
	files = realloc(dupes->files, room * sizeof(*files));
	if (!files)
		return false;
	dupes->files = files;
	dupes->room = room;
	return true;
}

/* There is room for it. False: no memory. */
static bool add_file(struct hln_dupes *dupes, const char *start,
		     const struct hashlane_walk_entry *entry)
{
	struct file *file = &dupes->files[dupes->count];

	memset(file, 0, sizeof(*file));
	file->path = malloc(entry->path_bytes + 1);
	if (!file->path)
		return false;
	memcpy(file->path, entry->path, entry->path_bytes);
	file->path[entry->path_bytes] = 0;
	file->path_bytes = entry->path_bytes;
	file->size_bytes = entry->size_bytes;
	file->device = entry->device;
	file->inode = entry->inode;
	file->order = (size_t)dupes->added;
	file->follow = !strcmp(start, file->path);
	dupes->count++;
	dupes->added++;
	return true;
}

int32_t hln_dupes_add(struct hln_dupes *dupes, const char *start,
		      const struct hashlane_walk_entry *entries, size_t count)
{
	size_t before = dupes->count;

	if (dupes->step != ADDING)
		return HASHLANE_BUSY;
	if (!reserve(dupes, count))
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		if (leaves_out(&dupes->options, &entries[i]) ||
		    add_file(dupes, start, &entries[i]))
			continue;
		dupes->added -= dupes->count - before;
		while (dupes->count > before)
			free(dupes->files[--dupes->count].path);
		return HASHLANE_NO_MEMORY;
	}
	return HASHLANE_OK;
}

/* ---- Dropping files ---- */

static int compare(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_inode(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	int by = compare(x->device, y->device);

	if (!by)
		by = compare(x->inode, y->inode);
	return by ? by : compare(x->order, y->order);
}

static int compare_order(const void *a, const void *b)
{
	const struct file *x = a, *y = b;

	return compare(x->order, y->order);
}

/* Files that may be identical come together. */
static int compare_content(const struct file *x, const struct file *y)
{
	int by = compare(x->size_bytes, y->size_bytes);

	if (!by)
		by = memcmp(x->start, y->start, sizeof(x->start));
	return by ? by : memcmp(x->digest, y->digest, sizeof(x->digest));
}

static int compare_files(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	int by = compare_content(x, y);

	return by ? by : compare(x->order, y->order);
}

static void sort(struct file *files, size_t count,
		 int (*by)(const void *, const void *))
{
	if (count)
		qsort(files, count, sizeof(*files), by);
}

static bool same_inode(const struct file *x, const struct file *y)
{
	return x->device == y->device && x->inode == y->inode;
}

/*
 * Keep one name of each file, and the others as links if they are asked for.
 * False: no memory; nothing has changed but the order.
 */
static bool part_links(struct hln_dupes *dupes)
{
	bool wanted = dupes->options.flags & HASHLANE_DUPES_LINKS;
	size_t kept = 0, links = 0;

	sort(dupes->files, dupes->count, compare_inode);
	for (size_t i = 1; i < dupes->count; i++)
		links += same_inode(&dupes->files[i - 1], &dupes->files[i]);
	if (wanted && links) {
		dupes->links = calloc(links, sizeof(*dupes->links));
		if (!dupes->links)
			return false;
	}
	for (size_t i = 0; i < dupes->count; i++) {
		struct file *file = &dupes->files[i];
		struct file *last = kept ? &dupes->files[kept - 1] : NULL;

		if (!last || !same_inode(last, file))
			dupes->files[kept++] = *file;
		else if (wanted)
			dupes->links[dupes->link_count++] = *file;
		else
			free(file->path);
	}
	dupes->count = kept;
	return true;
}

/* Drop files without a possible duplicate. */
static void drop_single(struct hln_dupes *dupes)
{
	size_t kept = 0;

	sort(dupes->files, dupes->count, compare_files);
	for (size_t i = 0, n; i < dupes->count; i += n) {
		for (n = 1; i + n < dupes->count; n++)
			if (compare_content(&dupes->files[i],
					    &dupes->files[i + n]) != 0)
				break;
		for (size_t k = i; k < i + n; k++) {
			if (n > 1)
				dupes->files[kept++] = dupes->files[k];
			else
				free(dupes->files[k].path);
		}
	}
	dupes->count = kept;
}

/* Is a file hashed in this pass? */
static bool is_due(const struct hln_dupes *dupes, const struct file *file)
{
	/* The start is hashed only of files of at least twice its length. */
	return dupes->step == WHOLES ||
	       (dupes->step == STARTS &&
		file->size_bytes >= 2 * (uint64_t)START_BYTES);
}

/* Drop files that have no digest of the pass that ends. */
static void drop_failed(struct hln_dupes *dupes)
{
	size_t kept = 0;

	for (size_t i = 0; i < dupes->count; i++) {
		struct file *file = &dupes->files[i];

		if (is_due(dupes, file) && !file->settled) {
			free(file->path);
			dupes->failed++;
		} else {
			dupes->files[kept++] = *file;
		}
	}
	dupes->count = kept;
}

/* ---- Passes ---- */

static void describe(const struct hln_dupes *dupes,
		     struct hashlane_dupes_pass *out)
{
	bool starts = dupes->step == STARTS;

	memset(out, 0, sizeof(*out));
	out->struct_size = sizeof(*out);
	out->spec = dupes->options.spec;
	if (starts)
		out->spec = (struct hashlane_algorithm_spec){
			.id = HASHLANE_HASH_XXH3_128,
		};
	out->length = starts ? START_BYTES : 0;
	for (size_t i = 0; i < dupes->count; i++) {
		const struct file *file = &dupes->files[i];

		if (!is_due(dupes, file))
			continue;
		out->files++;
		out->bytes += starts ? START_BYTES : file->size_bytes;
	}
}

/* Groups in the order of their first files. */
static int compare_groups(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return compare_order(x->first, y->first);
}

/* Give each file its group and its number there. There is room. */
static void number_files(struct hln_dupes *dupes)
{
	for (size_t i = 0; i < dupes->count; i++) {
		struct file *file = &dupes->files[i];
		bool first = !i || compare_content(file - 1, file) != 0;
		struct group *group;

		if (first)
			dupes->groups[dupes->group_count++].first = file;
		group = &dupes->groups[dupes->group_count - 1];
		file->number = group->files++;
	}
	if (dupes->group_count)
		qsort(dupes->groups, dupes->group_count,
		      sizeof(*dupes->groups), compare_groups);
	for (size_t i = 0; i < dupes->group_count; i++)
		for (size_t k = 0; k < dupes->groups[i].files; k++) {
			/* The files of a group are together. */
			size_t at = (size_t)(dupes->groups[i].first -
					     dupes->files);

			dupes->files[at + k].group = i + 1;
		}
}

/* Links have the group and the number of their file. */
static void number_links(struct hln_dupes *dupes, const struct file *by_inode)
{
	for (size_t i = 0; i < dupes->link_count; i++) {
		struct file *link = &dupes->links[i];
		size_t low = 0, high = dupes->count;

		while (low < high) {
			size_t middle = low + (high - low) / 2;
			const struct file *file = &by_inode[middle];

			if (same_inode(file, link)) {
				link->group = file->group;
				link->number = file->number;
				break;
			}
			if (compare(file->device, link->device) < 0 ||
			    (file->device == link->device &&
			     file->inode < link->inode))
				low = middle + 1;
			else
				high = middle;
		}
	}
}

static void put_name(struct hln_dupes *dupes, const struct file *file)
{
	struct group *group = &dupes->groups[file->group - 1];

	dupes->names[group->first_name + group->names++] =
		(struct hashlane_dupes_name){
			.path = file->path,
			.path_bytes = file->path_bytes,
			.file = file->number,
		};
}

/* All names of all groups, by group and order. There is room. */
static void put_names(struct hln_dupes *dupes, struct file *all)
{
	size_t count = 0;

	for (size_t i = 0; i < dupes->count; i++)
		all[count++] = dupes->files[i];
	for (size_t i = 0; i < dupes->link_count; i++)
		if (dupes->links[i].group)
			all[count++] = dupes->links[i];
	sort(all, count, compare_order);
	for (size_t i = 0; i < count; i++)
		dupes->groups[all[i].group - 1].names++;
	for (size_t i = 0; i < dupes->group_count; i++) {
		dupes->groups[i].first_name = dupes->name_count;
		dupes->name_count += dupes->groups[i].names;
		dupes->groups[i].names = 0;
	}
	for (size_t i = 0; i < count; i++)
		put_name(dupes, &all[i]);
}

/* Make the groups of the files that are left. False: no memory. */
static bool make_groups(struct hln_dupes *dupes)
{
	size_t names = dupes->count + dupes->link_count;
	struct file *all = calloc(names + 1, sizeof(*all));

	dupes->groups = calloc(dupes->count / 2 + 1, sizeof(*dupes->groups));
	dupes->names = calloc(names + 1, sizeof(*dupes->names));
	if (!all || !dupes->groups || !dupes->names) {
		free(all);
		free(dupes->groups);
		free(dupes->names);
		dupes->groups = NULL;
		dupes->names = NULL;
		return false;
	}
	number_files(dupes);
	if (dupes->count)
		memcpy(all, dupes->files, dupes->count * sizeof(*all));
	sort(all, dupes->count, compare_inode);
	number_links(dupes, all);
	put_names(dupes, all);
	free(all);
	return true;
}

int32_t hln_dupes_begin_pass(struct hln_dupes *dupes,
			     struct hashlane_dupes_pass *out)
{
	if (dupes->step == COMPLETE)
		return HASHLANE_END;
	if (dupes->step == ADDING && !part_links(dupes))
		return HASHLANE_NO_MEMORY;
	drop_failed(dupes);
	drop_single(dupes);
	if (dupes->step == WHOLES && !make_groups(dupes))
		return HASHLANE_NO_MEMORY;
	dupes->step++;
	dupes->at = 0;
	if (dupes->step == COMPLETE)
		return HASHLANE_END;
	for (size_t i = 0; i < dupes->count; i++)
		dupes->files[i].settled = false;
	/* The order of a walk is likely that on the disk. */
	sort(dupes->files, dupes->count, compare_order);
	describe(dupes, out);
	return HASHLANE_OK;
}

int32_t hln_dupes_next_input(struct hln_dupes *dupes,
			     struct hashlane_input *out)
{
	const struct file *file;

	if (dupes->step != STARTS && dupes->step != WHOLES)
		return HASHLANE_END;
	while (dupes->at < dupes->count &&
	       !is_due(dupes, &dupes->files[dupes->at]))
		dupes->at++;
	if (dupes->at == dupes->count)
		return HASHLANE_END;
	file = &dupes->files[dupes->at];
	memset(out, 0, sizeof(*out));
	out->kind = file->follow ? HASHLANE_INPUT_PATH :
				   HASHLANE_INPUT_PATH_NO_FOLLOW;
	out->data = file->path;
	out->data_bytes = file->path_bytes;
	out->length = dupes->step == STARTS ? START_BYTES : 0;
	/* A path that leads to another file by now is a failure. */
	out->device = file->device;
	out->inode = file->inode;
	out->cookie = dupes->at++;
	return HASHLANE_OK;
}

int32_t hln_dupes_settle(struct hln_dupes *dupes, uint64_t cookie,
			 int32_t status, uint64_t size_bytes,
			 const uint8_t *digest, size_t digest_bytes)
{
	bool starts = dupes->step == STARTS;
	size_t wanted = starts ? START_DIGEST_BYTES : dupes->digest_bytes;
	struct file *file;

	if (cookie >= dupes->count || !is_due(dupes, &dupes->files[cookie]) ||
	    (digest_bytes && digest_bytes != wanted))
		return HASHLANE_ARGUMENT;
	file = &dupes->files[cookie];
	file->settled = false;
	if (status || !digest_bytes)
		return HASHLANE_OK;
	/* It may be a file of another size by now. */
	if (size_bytes != (starts ? START_BYTES : file->size_bytes))
		return HASHLANE_CHANGED;
	memcpy(starts ? file->start : file->digest, digest, digest_bytes);
	file->settled = true;
	return HASHLANE_OK;
}

/* ---- Groups ---- */

int32_t hln_dupes_get_group(const struct hln_dupes *dupes,
			    struct hashlane_dupes_group *out, uint64_t group)
{
	const struct group *found;

	if (group >= dupes->group_count)
		return HASHLANE_NOT_FOUND;
	found = &dupes->groups[group];
	*out = (struct hashlane_dupes_group){
		.struct_size = sizeof(*out),
		.size_bytes = found->first->size_bytes,
		.files = found->files,
		.digest = found->first->digest,
		.digest_bytes = dupes->digest_bytes,
		.names = dupes->names + found->first_name,
		.name_count = found->names,
		.name_bytes = sizeof(struct hashlane_dupes_name),
	};
	return HASHLANE_OK;
}

void hln_dupes_get_info(const struct hln_dupes *dupes,
			struct hashlane_dupes_info *out)
{
	*out = (struct hashlane_dupes_info){
		.struct_size = sizeof(*out),
		.added = dupes->added,
		.failed = dupes->failed,
		.groups = dupes->group_count,
		.names = dupes->name_count,
	};
	for (size_t i = 0; i < dupes->group_count; i++) {
		const struct group *group = &dupes->groups[i];

		out->files += group->files;
		out->duplicate_bytes += (group->files - 1) *
					group->first->size_bytes;
	}
}
