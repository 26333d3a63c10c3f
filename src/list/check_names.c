/* SPDX-License-Identifier: MIT */
/* check_names.c - which file a name in a list means. */
#include "check_names.h"

#include "../os/directory.h"
#include "../os/file.h"
#include "check_entry.h"
#include "check_source.h"
#include "name_search.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static char *copy_text(const char *text, size_t bytes)
{
	char *copy = malloc(bytes + 1);

	if (copy) {
		memcpy(copy, text, bytes);
		copy[bytes] = 0;
	}
	return copy;
}

static int32_t find_root(struct hln_check_names *names, const char *root,
			 int *os_error)
{
	enum hln_listing_kind kind;
	struct hln_file_info info;

	*os_error = hln_listing_info(&info, &kind, -1, root, true);
	if (!*os_error && kind != HLN_ENTRY_DIRECTORY)
		*os_error = ENOTDIR;
	if (!*os_error)
		*os_error = hln_file_real_path(&names->root, root);
	if (!*os_error)
		*os_error = hln_file_real_path(&names->folder, ".");
	if (!*os_error)
		return HASHLANE_OK;
	return *os_error == ENOTDIR ? HASHLANE_NOT_REGULAR :
				      hln_file_status(*os_error);
}

int32_t hln_check_names_init(struct hln_check_names *names,
			     const struct hashlane_check_options *options,
			     int *os_error)
{
	int32_t status = HASHLANE_OK;

	*names = (struct hln_check_names){
		.flags = options->flags,
		.listed = UINT32_MAX,
	};
	*os_error = 0;
	if (options->base && *options->base) {
		names->base = copy_text(options->base, strlen(options->base));
		if (!names->base)
			return HASHLANE_NO_MEMORY;
	}
	if (options->root)
		status = find_root(names, options->root, os_error);
	if (status)
		hln_check_names_end(names);
	return status;
}

void hln_check_names_end(struct hln_check_names *names)
{
	free(names->base);
	free(names->folder);
	free(names->root);
	hln_file_keys_free(&names->owned);
	*names = (struct hln_check_names){ 0 };
}

int32_t hln_check_names_folder(char **out, const struct hln_check_names *names,
			       const char *list)
{
	const char *folder = names->base;
	const char *slash = list ? strrchr(list, '/') : NULL;
	size_t bytes = folder ? strlen(folder) : 0;

	*out = NULL;
	if (names->flags & HASHLANE_CHECK_BASE_IS_LIST) {
		folder = list;
		bytes = slash ? (size_t)(slash - list) + 1 : 0;
	}
	if (!bytes)
		return HASHLANE_OK;
	*out = copy_text(folder, bytes);
	return *out ? HASHLANE_OK : HASHLANE_NO_MEMORY;
}

int32_t hln_check_names_side(char **out, const char *list)
{
	const char *slash = strrchr(list, '/');
	const char *dot = strrchr(slash ? slash : list, '.');
	struct hashlane_algorithm_spec spec;
	enum hln_listing_kind kind;
	struct hln_file_info info;
	char *side;

	*out = NULL;
	if (!dot || dot == list || dot[-1] == '/' ||
	    hashlane_algorithm_parse(&spec, dot + 1, strlen(dot + 1), NULL))
		return HASHLANE_OK;
	side = copy_text(list, (size_t)(dot - list));
	if (!side)
		return HASHLANE_NO_MEMORY;
	if (hln_listing_info(&info, &kind, -1, side, true)) {
		free(side);
		side = NULL;
	}
	*out = side;
	return HASHLANE_OK;
}

/*
 * An absolute path of `path`, whose ".." are resolved by its letters as far as
 * that is certain: only a part of the folder is no symbolic link. NULL: no
 * memory.
 */
static char *absolute(const char *folder, const char *path)
{
	size_t folder_bytes = *path == '/' ? 0 : strlen(folder);
	char *made = malloc(folder_bytes + strlen(path) + 3);
	char *to = made, *sure;

	if (!made)
		return NULL;
	memcpy(made, folder, folder_bytes);
	to += folder_bytes;
	if (folder_bytes && to[-1] == '/')
		to--;
	sure = to;
	while (*path) {
		size_t bytes = strcspn(path, "/");

		if (bytes == 2 && !memcmp(path, "..", 2) && to <= sure) {
			while (to > made && *--to != '/')
				continue;
			if (sure > to)
				sure = to;
		} else if (bytes && !(bytes == 1 && *path == '.')) {
			*to++ = '/';
			memcpy(to, path, bytes);
			to += bytes;
		}
		path += bytes;
		path += *path == '/';
	}
	if (to == made)
		*to++ = '/';
	*to = 0;
	return made;
}

static bool is_below(const char *folder, const char *path)
{
	size_t bytes = strlen(folder);

	while (bytes && folder[bytes - 1] == '/')
		bytes--;
	return !strncmp(folder, path, bytes) &&
	       (!path[bytes] || path[bytes] == '/');
}

int32_t hln_check_names_refuses(bool *refuses,
				const struct hln_check_names *names,
				const char *path)
{
	char *made;
	int error;

	*refuses = false;
	if (!names->root)
		return HASHLANE_OK;
	made = absolute(names->folder, path);
	if (!made)
		return HASHLANE_NO_MEMORY;
	*refuses = !is_below(names->root, made);
	free(made);
	if (*refuses)
		return HASHLANE_OK;
	error = hln_file_real_path(&made, path);
	if (error == ENOMEM)
		return HASHLANE_NO_MEMORY;
	/* A file that does not exist leads nowhere. */
	*refuses = error ? error != ENOENT && error != ENOTDIR :
			   !is_below(names->root, made);
	if (!error)
		free(made);
	return HASHLANE_OK;
}

/* The information of a real path, of which no component may be a link now. */
static int ask_without_links(struct hln_file_info *info, char *path)
{
	int parent, error;
	char *at = path, *slash;

	while (*at == '/')
		at++;
	error = hln_directory_base(&parent, "/");
	while (!error && (slash = strchr(at, '/')) != NULL) {
		int directory;

		*slash = 0;
		error = hln_directory_base_in(&directory, parent, at);
		hln_file_close(parent);
		parent = directory;
		at = slash + 1;
	}
	if (error)
		return error;
	error = hln_file_info_at(info, parent, at, false);
	hln_file_close(parent);
	return error;
}

int32_t hln_check_names_identify(uint64_t *device, uint64_t *inode,
				 const struct hln_check_names *names,
				 const char *path)
{
	struct hln_file_info info;
	char *real;
	int error;

	*device = *inode = 0;
	if (!names->root)
		return HASHLANE_OK;
	*device = *inode = UINT64_MAX;
	error = hln_file_real_path(&real, path);
	if (error)
		return error == ENOMEM ? HASHLANE_NO_MEMORY : HASHLANE_OK;
	if (is_below(names->root, real) && !ask_without_links(&info, real)) {
		*device = info.device;
		*inode = info.inode;
	}
	free(real);
	return HASHLANE_OK;
}

/* ---- Other readings ---- */

enum {
	OWNED_MAX = 1 << 24, /* files; with more there are no readings */
	FILTER_BITS = 22,
	FILTER_BYTES = 1 << (FILTER_BITS - 3)
};

/* The entries of one call, and the files that they may mean. */
struct batch {
	struct hln_check_entry **entries;
	struct hln_name_wanted *wanted;
	size_t count;
	/* The files; the number is 1 if an entry has their exact name. */
	struct hln_file_keys files;
	uint8_t *filter; /* a bit for hashes of their last components */
	struct path {
		char *bytes;
		size_t room;
	} path;
	bool no_memory;
};

int32_t hln_check_names_note(struct hln_check_names *names,
			     const struct hln_check_entry *entry,
			     bool *refuted)
{
	struct hln_file_key key;
	const uint64_t *number;

	*refuted = false;
	/* The other lists' names are known before a reading is used. */
	if (names->flags & (HASHLANE_CHECK_NO_GUESS | HASHLANE_CHECK_MD5SUM) ||
	    (hln_check_source_is_repeated(entry->source) &&
	     hln_check_source_index(entry->source) < names->listed) ||
	    hln_file_keys_ask(&key, NULL, entry->path))
		return HASHLANE_OK;
	number = hln_file_keys_find(&names->owned, &key);
	*refuted = number && *number & 1;
	if (!number && names->owned.count >= OWNED_MAX)
		return HASHLANE_OK;
	if (!hln_file_keys_reserve(&names->owned, 1))
		return HASHLANE_NO_MEMORY;
	hln_file_keys_put(&names->owned, &key, 0);
	return HASHLANE_OK;
}

/* The bytes of an entry's path before its name; false: it is another path. */
static bool find_folder(size_t *folder_bytes,
			const struct hln_check_entry *entry)
{
	size_t bytes = strlen(entry->path);

	if (!entry->name_bytes || bytes < entry->name_bytes ||
	    memcmp(entry->path + bytes - entry->name_bytes, entry->name,
		   entry->name_bytes) != 0)
		return false;
	*folder_bytes = bytes - entry->name_bytes;
	return !*folder_bytes || entry->path[*folder_bytes - 1] == '/';
}

/* Is every read of the entry's own file, by a path that can be another one? */
static bool reads_itself(const struct hln_check_entry *entry)
{
	for (size_t i = 0; i < entry->read_count; i++) {
		const struct hln_check_read *read = &entry->reads[i];

		if (read->range_count > 1 ||
		    (read->range_count &&
		     (!read->ranges->length ||
		      strcmp(read->ranges->path, entry->path) != 0)))
			return false;
	}
	return true;
}

bool hln_check_names_wants(const struct hln_check_names *names,
			   const struct hln_check_entry *entry)
{
	size_t folder_bytes;

	return !(names->flags &
		 (HASHLANE_CHECK_NO_GUESS | HASHLANE_CHECK_MD5SUM)) &&
	       entry->stage == HLN_CHECK_READING && !entry->names_tried &&
	       !entry->pending && entry->given == entry->read_count &&
	       (entry->os_error == ENOENT || entry->os_error == ENOTDIR) &&
	       !entry->is_dash && !entry->is_stream && !entry->is_short &&
	       find_folder(&folder_bytes, entry) && reads_itself(entry);
}

static void end_batch(struct batch *batch)
{
	if (batch->wanted)
		hln_name_search_free(batch->wanted, batch->count);
	free(batch->entries);
	free(batch->wanted);
	free(batch->filter);
	free(batch->path.bytes);
	hln_file_keys_free(&batch->files);
}

/* Is the name that of a link to nowhere? Then it means nothing else. */
static bool is_there(const char *path)
{
	struct hln_file_info info;

	return !hln_file_info_at(&info, -1, path, false);
}

static enum hln_name_encoding encoding_of(const struct hln_check_entry *entry)
{
	if (entry->undecoded)
		return HLN_NAME_LINK;
	return entry->format == HASHLANE_FORMAT_ED2K ||
			       entry->format == HASHLANE_FORMAT_MAGNET ?
		       HLN_NAME_DECODED :
		       HLN_NAME_PLAIN;
}

/* Collect the entries that want a file. False: no memory. */
static bool begin_batch(struct batch *batch,
			const struct hln_check_names *names,
			struct hln_check_entry *first)
{
	size_t count = 0;

	for (struct hln_check_entry *at = first; at; at = at->next)
		count += hln_check_names_wants(names, at);
	batch->entries =
		malloc((count + 1) * sizeof(struct hln_check_entry *));
	batch->wanted = calloc(count + 1, sizeof(*batch->wanted));
	if (!batch->entries || !batch->wanted)
		return false;
	for (struct hln_check_entry *at = first; at; at = at->next) {
		struct hln_name_wanted *wanted = &batch->wanted[batch->count];

		if (!hln_check_names_wants(names, at))
			continue;
		if (is_there(at->path)) {
			at->names_tried = true;
			continue;
		}
		batch->entries[batch->count++] = at;
		wanted->path = at->path;
		(void)find_folder(&wanted->folder_bytes, at);
		wanted->name = at->undecoded ? at->undecoded :
					       at->path + wanted->folder_bytes;
		wanted->encoding = encoding_of(at);
	}
	return true;
}

static const char *last_component(const char *path, size_t bytes)
{
	while (bytes && path[bytes - 1] != '/')
		bytes--;
	return path + bytes;
}

static size_t filter_bit(const char *path, size_t bytes)
{
	const char *last = last_component(path, bytes);
	uint64_t hash = hln_name_search_hash(last,
					     (size_t)(path + bytes - last));

	return (size_t)(hash >> (64 - FILTER_BITS));
}

/* ---- Where a file may lie ---- */

/* The directory that the name of an entry is in. NULL: no memory. */
static char *folder_of(const struct hln_check_entry *entry,
		       size_t folder_bytes)
{
	const char *folder = hln_check_source_folder(entry->source);

	if (folder_bytes)
		return copy_text(entry->path, folder_bytes);
	if (!folder || *entry->path != '/')
		folder = ".";
	return copy_text(folder, strlen(folder));
}

/* May a file be meant: does it lie below the base, and below the root? */
static int32_t check_place(bool *allowed, const struct hln_check_names *names,
			   const char *base, const char *path)
{
	char *real;
	int error = hln_file_real_path(&real, path);
	int32_t status;

	*allowed = false;
	if (error)
		return error == ENOMEM ? HASHLANE_NO_MEMORY : HASHLANE_OK;
	*allowed = is_below(base, real);
	free(real);
	if (!*allowed)
		return HASHLANE_OK;
	status = hln_check_names_refuses(allowed, names, path);
	*allowed = !*allowed;
	return status;
}

/* Drop the files of a name that lie elsewhere. */
static int32_t check_places(struct hln_name_wanted *wanted,
			    const struct hln_check_names *names,
			    const char *base)
{
	struct hln_name_found *found = wanted->found;
	int32_t status = HASHLANE_OK;
	bool allowed;

	for (; found && !status; found = found->next) {
		allowed = false;
		if (base)
			status = check_place(&allowed, names, base,
					     found->path);
		found->excluded = !allowed;
	}
	return status;
}

static int32_t check_all_places(struct batch *batch,
				const struct hln_check_names *names)
{
	/* The last one's, which is that of most others. */
	char *folder = NULL, *base = NULL;
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < batch->count && !status; i++) {
		struct hln_name_wanted *wanted = &batch->wanted[i];
		char *own;

		if (!wanted->found)
			continue;
		own = folder_of(batch->entries[i], wanted->folder_bytes);
		if (!own)
			status = HASHLANE_NO_MEMORY;
		if (own && (!folder || strcmp(own, folder) != 0)) {
			free(base);
			base = NULL;
			if (hln_file_real_path(&base, own) == ENOMEM)
				status = HASHLANE_NO_MEMORY;
		}
		free(folder);
		folder = own;
		if (!status)
			status = check_places(wanted, names, base);
	}
	free(folder);
	free(base);
	return status;
}

/* ---- Which files have a name of their own ---- */

/* Collect the files that may be meant. *any: there are some. */
static int32_t collect_files(struct batch *batch, bool *any)
{
	*any = false;
	batch->filter = calloc(FILTER_BYTES, 1);
	if (!batch->filter)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < batch->count; i++)
		for (struct hln_name_found *found = batch->wanted[i].found;
		     found; found = found->next) {
			struct hln_file_key key;
			size_t bit;

			if (found->excluded ||
			    hln_file_keys_ask(&key, NULL, found->path))
				continue;
			if (!hln_file_keys_reserve(&batch->files, 1))
				return HASHLANE_NO_MEMORY;
			hln_file_keys_put(&batch->files, &key, 0);
			bit = filter_bit(found->path, strlen(found->path));
			batch->filter[bit / 8] |= (uint8_t)(1 << bit % 8);
			*any = true;
		}
	return HASHLANE_OK;
}

/* The path of a name. NULL: no memory. */
static const char *make_path(struct path *path, const char *folder,
			     const char *name, size_t bytes)
{
	size_t before = folder && *name != '/' ? strlen(folder) : 0;
	size_t needed = before + bytes + 2;

	if (path->room < needed) {
		char *grown = realloc(path->bytes, 2 * needed);

		if (!grown)
			return NULL;
		path->bytes = grown;
		path->room = 2 * needed;
	}
	if (before) {
		memcpy(path->bytes, folder, before);
		if (path->bytes[before - 1] != '/')
			path->bytes[before++] = '/';
	}
	memcpy(path->bytes + before, name, bytes);
	path->bytes[before + bytes] = 0;
	return path->bytes;
}

/* An entry of a list has this name: is it one of the files? */
static bool take_name(void *context, const char *folder, const char *name,
		      size_t bytes)
{
	struct batch *batch = context;
	size_t bit = filter_bit(name, bytes);
	struct hln_file_key key;
	const char *path;
	uint64_t *named;

	if (!bytes || !(batch->filter[bit / 8] >> bit % 8 & 1))
		return true;
	path = make_path(&batch->path, folder, name, bytes);
	if (!path) {
		batch->no_memory = true;
		return false;
	}
	if (hln_file_keys_ask(&key, NULL, path))
		return true;
	named = hln_file_keys_find(&batch->files, &key);
	if (named)
		*named = 1;
	return true;
}

/* ---- The choice ---- */

/*
 * Whose file it is: a hash of a path without "." and doubled slashes. It is
 * even.
 */
static uint64_t owner_of(const char *path)
{
	uint64_t hash = HLN_FILE_KEYS_SEED;

	if (*path == '/')
		hash = hln_file_keys_hash(hash, "/", 1);
	while (*path) {
		size_t bytes = strcspn(path, "/");

		if (bytes && !(bytes == 1 && *path == '.')) {
			hash = hln_file_keys_hash(hash, path, bytes);
			hash = hln_file_keys_hash(hash, "/", 1);
		}
		path += bytes;
		path += *path == '/';
	}
	hash &= ~UINT64_C(1);
	return hash ? hash : 2;
}

/* Is a file free for an entry? *key is the file's. */
static bool is_free(const struct hln_check_names *names,
		    const struct batch *batch,
		    const struct hln_name_found *found, uint64_t owner,
		    struct hln_file_key *key)
{
	const uint64_t *named, *before;

	if (found->excluded || hln_file_keys_ask(key, NULL, found->path))
		return false;
	named = hln_file_keys_find(&batch->files, key);
	before = hln_file_keys_find(&names->owned, key);
	return named && !*named &&
	       (!before || (*before & ~UINT64_C(1)) == owner);
}

/* Give an entry the first file that is free. There is room for its key. */
static void choose(struct hln_check_names *names, const struct batch *batch,
		   size_t i)
{
	struct hln_check_entry *entry = batch->entries[i];
	struct hln_name_found *found = batch->wanted[i].found;
	uint64_t owner = owner_of(entry->path);
	struct hln_file_key key;

	entry->names_tried = true;
	while (found && !is_free(names, batch, found, owner, &key))
		found = found->next;
	if (!found) {
		entry->names_error = batch->wanted[i].os_error;
		return;
	}
	entry->other = found->path;
	found->path = NULL;
	entry->reading = found->reading;
	entry->is_hint = names->owned.count >= OWNED_MAX ||
			 (found->reading & HASHLANE_READING_CASE &&
			  !(names->flags & HASHLANE_CHECK_IGNORE_CASE));
	if (entry->is_hint)
		return;
	if (!hln_file_keys_find(&names->owned, &key))
		hln_file_keys_put(&names->owned, &key, owner);
}

bool hln_check_names_holds(const struct hln_check_entry *entry)
{
	return entry->other && !entry->is_hint && !entry->reads_other;
}

bool hln_check_names_confirm(struct hln_check_names *names,
			     struct hln_check_entry *entry, bool is_early)
{
	struct hln_file_key key;
	uint64_t *number = NULL, size_bytes;
	int error = hln_file_keys_ask(&key, &size_bytes, entry->other);

	if (!error)
		number = hln_file_keys_find(&names->owned, &key);
	/* It was replaced: another file is there, which may be meant. */
	if ((!error && !number) ||
	    (error && error != ENOENT && error != ENOTDIR)) {
		entry->is_hint = true;
		return false;
	}
	if (!number || !*number) {
		free(entry->other);
		entry->other = NULL;
		entry->reading = 0;
		return false;
	}
	entry->is_hint = is_early;
	if (is_early)
		return false;
	*number |= 1;
	entry->size_hint = size_bytes;
	if (!entry->read_count)
		entry->size_found = size_bytes;
	return true;
}

/* Find the files of a batch, and which of them other entries name. */
static int32_t search(struct batch *batch, struct hln_check_names *names,
		      struct hln_check_sources *sources)
{
	uint32_t listed = hln_check_source_known(sources);
	bool any;
	int32_t status = hln_name_search_run(batch->wanted, batch->count);

	if (!status)
		status = check_all_places(batch, names);
	if (!status)
		status = collect_files(batch, &any);
	if (status || !any)
		return status;
	if (listed < names->listed)
		names->listed = listed;
	status = hln_check_source_each_name(sources, take_name, batch);
	if (batch->no_memory)
		return HASHLANE_NO_MEMORY;
	if (status && status != HASHLANE_NO_MEMORY) {
		/* Which files have a name is not known. */
		hln_file_keys_free(&batch->files);
		status = HASHLANE_OK;
	}
	return status;
}

int32_t hln_check_names_resolve(struct hln_check_names *names,
				struct hln_check_sources *sources,
				struct hln_check_entry *first)
{
	struct batch batch = { 0 };
	int32_t status = HASHLANE_NO_MEMORY;

	if (begin_batch(&batch, names, first))
		status = search(&batch, names, sources);
	if (!status && !hln_file_keys_reserve(&names->owned, batch.count))
		status = HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < batch.count && !status; i++)
		choose(names, &batch, i);
	end_batch(&batch);
	return status;
}
