/* SPDX-License-Identifier: MIT */
/* file_index.c - entries of lists and databases, found by path. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "file_index.h"

#include "../cache/cache.h"
#include "../run/absolute_path.h"
#include "../run/run_state.h"
#include "../terminal/message.h"
#include "listed_path.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct indexed_file *file_index_add_file(struct file_index *index,
					 const char *name, const char *base)
{
	struct indexed_file *file;

	if (index->count == index->room) {
		size_t room = index->room * 2 + 1024;
		struct indexed_file *files = realloc(index->files,
						     room * sizeof(*files));

		if (!files)
			return NULL;
		index->files = files;
		index->room = room;
	}
	file = &index->files[index->count];
	*file = (struct indexed_file){
		.path = listed_path_make(base, name),
		.name = strdup(name),
		.order = index->count,
	};
	if (file->path && file->name) {
		index->count++;
		return file;
	}
	free(file->path);
	free(file->name);
	return NULL;
}

bool file_index_add_digest(struct file_index *index, struct indexed_file *file,
			   const struct list_digest *digest)
{
	size_t bytes = (file->digest_count + 1) * sizeof(*digest);
	struct list_digest *more = realloc(file->digests, bytes);

	if (!more)
		return false;
	file->digests = more;
	file->digests[file->digest_count++] = *digest;
	/*
	 * More algorithms than a job takes: file_index_agrees ignores the
	 * rest.
	 */
	(void)algorithm_set_add_spec(&index->set, &digest->spec);
	return true;
}

void file_index_add_source(struct file_index *index, const char *path)
{
	if (index->source_count < FILE_INDEX_SOURCES_MAX &&
	    identity_read(&index->sources[index->source_count], path))
		index->source_count++;
}

static int no_memory(const struct file_index *index)
{
	message_text(index->cli, hashlane_status_get_text(HASHLANE_NO_MEMORY));
	return STATUS_FAILED;
}

void file_index_add_streams(struct file_index *index)
{
	struct stat st;

	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (index->source_count < FILE_INDEX_SOURCES_MAX &&
		    !fstat(fd, &st) && S_ISREG(st.st_mode))
			identity_of(&index->sources[index->source_count++],
				    &st);
}

bool file_index_is_source(const struct file_index *index, uint64_t device,
			  uint64_t inode)
{
	for (size_t i = 0; i < index->source_count; i++)
		if (index->sources[i].device == device &&
		    index->sources[i].inode == inode)
			return true;
	return false;
}

bool file_index_is_gone(const char *path, int *os_error)
{
	struct stat st;

	*os_error = 0;
	if (!stat(path, &st))
		return false;
	if (errno == ENOENT || errno == ENOTDIR)
		return true;
	*os_error = errno;
	return false;
}

bool file_index_is_database(const char *path)
{
	/* https://www.sqlite.org/fileformat2.html#magic_header_string */
	static const char magic[16] = "SQLite format 3";
	char start[sizeof(magic)];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t n;

	if (fd < 0)
		return false;
	n = pread(fd, start, sizeof(start), 0);
	close(fd);
	return n == (ssize_t)sizeof(magic) &&
	       !memcmp(start, magic, sizeof(magic));
}

/* The context of reading the rows of a database. */
struct rows {
	struct file_index *index;
	const char *path;
	bool no_memory;
};

static bool take_row(void *context, const struct cache_row *row)
{
	struct rows *rows = context;
	struct indexed_file *file;

	if (!row->path)
		return true;
	if (!row->intact) {
		message_failure(rows->index->cli, row->path,
				"has a damaged row in the database");
		return true;
	}
	file = file_index_add_file(rows->index, row->path, NULL);
	rows->no_memory = !file;
	if (!file)
		return false;
	file->size_known = file->mtime_known = true;
	file->size_bytes = row->identity.size_bytes;
	file->mtime_ns = row->identity.mtime_ns;
	for (size_t i = 0; i < row->count && !rows->no_memory; i++) {
		struct list_digest digest = {
			.spec = row->specs[i],
			.byte_count = row->digest_bytes[i],
		};

		if (!digest.byte_count)
			continue;
		memcpy(digest.bytes, row->digests[i], digest.byte_count);
		rows->no_memory = !file_index_add_digest(rows->index, file,
							 &digest);
	}
	return !rows->no_memory;
}

int file_index_read_database(struct file_index *index, const char *path)
{
	struct rows rows = { .index = index, .path = path };
	struct cache *database = cache_open(index->cli, path);
	bool read;

	if (!database)
		return STATUS_FAILED;
	file_index_add_source(index, path);
	read = cache_each(database, take_row, &rows);
	cache_close(database);
	if (rows.no_memory)
		return no_memory(index);
	return read ? STATUS_OK : STATUS_FAILED;
}

static int compare_paths(const void *a, const void *b)
{
	const struct indexed_file *x = a, *y = b;
	int by = strcmp(x->path, y->path);

	if (!by)
		by = strcmp(x->name, y->name);
	return by ? by : x->order < y->order ? -1 : x->order > y->order;
}

static void drop(struct indexed_file *file)
{
	free(file->path);
	free(file->name);
	free(file->digests);
	free(file->spans);
}

/* False: no memory. */
static bool add_spans(struct indexed_file *to, const struct indexed_file *from)
{
	size_t count = to->span_count + from->span_count;
	struct line_span *more = realloc(to->spans, count * sizeof(*more));

	if (!more && count)
		return false;
	to->spans = more;
	for (size_t i = 0; i < from->span_count; i++)
		to->spans[to->span_count++] = from->spans[i];
	return true;
}

/* Join a later entry to the first one. False: no memory. */
static bool join(struct file_index *index, struct indexed_file *to,
		 struct indexed_file *from)
{
	bool joined = true;

	for (size_t i = 0; i < from->digest_count; i++)
		joined &= file_index_add_digest(index, to, &from->digests[i]);
	joined &= add_spans(to, from);
	if (from->size_known) {
		to->size_known = true;
		to->size_bytes = from->size_bytes;
	}
	if (from->mtime_known) {
		to->mtime_known = true;
		to->mtime_ns = from->mtime_ns;
	}
	drop(from);
	return joined;
}

/* The slot of a place, or the free one for it. */
static size_t *slot_of(const struct file_index *index,
		       const struct file_place *place)
{
	uint64_t at = file_places_hash(place);

	for (;; at++) {
		size_t *slot = &index->slots[at & (index->slot_count - 1)];

		if (!*slot ||
		    file_places_equal(&index->files[*slot - 1].place, place))
			return slot;
	}
}

/* Find the place of each file. False: no memory. */
static bool add_places(struct file_index *index)
{
	index->slot_count = 64;
	while (index->slot_count / 2 < index->count)
		index->slot_count *= 2;
	index->slots = calloc(index->slot_count, sizeof(*index->slots));
	if (!index->slots)
		return false;
	/* From the end, so that a chain is in the order of paths. */
	for (size_t i = index->files ? index->count : 0; i--;) {
		struct indexed_file *file = &index->files[i];
		size_t *slot;

		if (!file_places_ask(&file->place, &index->folder, file->path))
			return false;
		slot = slot_of(index, &file->place);
		file->twin = *slot;
		*slot = i + 1;
	}
	return true;
}

bool file_index_sort(struct file_index *index)
{
	size_t count = 0;
	bool joined = true;

	if (index->files)
		qsort(index->files, index->count, sizeof(*index->files),
		      compare_paths);
	for (size_t i = 0; index->files && i < index->count; i++) {
		struct indexed_file *file = &index->files[i];
		struct indexed_file *last = count ? &index->files[count - 1] :
						    NULL;

		if (last && !strcmp(last->path, file->path) &&
		    !strcmp(last->name, file->name))
			joined &= join(index, last, file);
		else
			index->files[count++] = *file;
	}
	index->count = count;
	return joined && add_places(index);
}

/* Do both lie in the same folder? */
static bool are_beside(const struct indexed_file *a,
		       const struct indexed_file *b)
{
	size_t bytes = (size_t)(strrchr(a->path, '/') - a->path);

	return !strncmp(a->path, b->path, bytes + 1) &&
	       !strchr(b->path + bytes + 1, '/');
}

static bool is_same(const struct stat *folder, const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_dev == folder->st_dev &&
	       st.st_ino == folder->st_ino;
}

/* Cut a path behind the part that is this folder; false: there is none. */
static bool cut_at(char *path, const struct stat *folder)
{
	char *slash;

	while ((slash = strrchr(path, '/')) && slash != path) {
		*slash = 0;
		if (is_same(folder, path))
			return true;
	}
	return false;
}

/* The folder's path as listed by another way; NULL: none, or no memory. */
static char *find_other_way(const struct file_index *index, const char *folder)
{
	struct stat st;

	if (stat(folder, &st))
		return NULL;
	for (size_t i = 0; i < index->count; i++) {
		char *path;

		if (i && are_beside(&index->files[i - 1], &index->files[i]))
			continue;
		path = strdup(index->files[i].path);
		if (path && cut_at(path, &st))
			return path;
		free(path);
	}
	return NULL;
}

/* The folder's path as the entries spell it. NULL: no memory. */
static char *find_spelling(const struct file_index *index, const char *folder)
{
	char *below = listed_path_make(NULL, folder), *other;

	for (size_t i = 0; below && i < index->count; i++)
		if (is_below(below, index->files[i].path))
			return below;
	other = below ? find_other_way(index, folder) : NULL;
	if (other)
		free(below);
	return other ? other : below;
}

char *file_index_inside(const struct file_index *index,
			const struct indexed_file *file)
{
	const char *path = file->path;
	char *inside = file_places_inside(index->real, path);

	/* Over a link that leads out of the folder. */
	if (!inside && is_below(index->below, path)) {
		path += strlen(index->below);
		inside = strdup(path + strspn(path, "/"));
	}
	return inside;
}

bool file_index_enter(struct file_index *index, const char *folder, bool *some)
{
	bool below = false;

	*some = false;
	index->entered = folder;
	index->real = realpath(folder, NULL);
	index->below = find_spelling(index, folder);
	if (!index->real || !index->below)
		return false;
	for (size_t i = 0; i < index->count; i++) {
		struct indexed_file *file = &index->files[i];
		char *inside;

		/* All files of a directory are below, or none is. */
		if (!i || !are_beside(file - 1, file)) {
			inside = file_index_inside(index, file);
			below = inside != NULL;
			free(inside);
		}
		file->below = below;
		*some |= below;
	}
	return true;
}

/* Find a path whose directory cannot be asked for, by its letters. */
static size_t find_by_text(const struct file_index *index, const char *path)
{
	size_t bytes = index->entered ? strlen(index->entered) : 0;
	bool entered = bytes && !strncmp(path, index->entered, bytes);
	const char *rest = entered ? path + bytes : path;
	char *whole = entered ? listed_path_make(index->below,
						 rest + strspn(rest, "/")) :
				listed_path_make(NULL, path);
	const struct file_place place = { .last = whole };
	size_t found = whole ? *slot_of(index, &place) : 0;

	free(whole);
	return found;
}

struct indexed_file *file_index_find(struct file_index *index,
				     const char *path)
{
	struct file_place place;
	size_t found;

	if (!index->slots || !file_places_ask(&place, &index->folder, path))
		return NULL;
	found = place.there ? *slot_of(index, &place) :
			      find_by_text(index, path);
	return found ? &index->files[found - 1] : NULL;
}

struct indexed_file *file_index_next(const struct file_index *index,
				     const struct indexed_file *file)
{
	return file->twin ? &index->files[file->twin - 1] : NULL;
}

bool file_index_add_guess(struct file_index *index, uint8_t *number,
			  const struct hashlane_algorithm_spec *specs,
			  size_t count)
{
	struct list_guess *guess;
	size_t i = 0;

	if (count > FILE_INDEX_CANDIDATES_MAX)
		return false;
	for (; i < index->guess_count; i++) {
		guess = &index->guesses[i];
		if (guess->count == count &&
		    !memcmp(guess->specs, specs, count * sizeof(*specs)))
			break;
	}
	if (i == FILE_INDEX_GUESSES_MAX)
		return false;
	if (i == index->guess_count) {
		guess = &index->guesses[index->guess_count++];
		memcpy(guess->specs, specs, count * sizeof(*specs));
		guess->count = count;
	}
	*number = (uint8_t)i;
	return true;
}

static bool has_digest(const struct file_index *index, const uint8_t *digests,
		       uint64_t valid,
		       const struct hashlane_algorithm_spec *spec,
		       const struct list_digest *digest)
{
	const struct algorithm_set *set = &index->set;

	for (size_t i = 0; i < set->count; i++)
		if (set->specs[i].id == spec->id &&
		    set->specs[i].param == spec->param && valid >> i & 1 &&
		    digest->byte_count == set->algorithms[i].digest_bytes &&
		    !memcmp(digest->bytes, digests + set->algorithms[i].offset,
			    digest->byte_count))
			return true;
	return false;
}

static const struct hashlane_algorithm_spec red = {
	.id = HASHLANE_HASH_ED2K,
};
static const struct hashlane_algorithm_spec blue = {
	.id = HASHLANE_HASH_ED2K_BLUE,
};

bool file_index_agrees(const struct file_index *index,
		       const struct indexed_file *file, uint64_t size_bytes,
		       const uint8_t *digests, uint64_t valid)
{
	if (file->size_known && file->size_bytes != size_bytes)
		return false;
	/* An empty file needs no digest. */
	if (!file->digest_count)
		return file->size_known && !size_bytes;
	for (size_t i = 0; i < file->digest_count; i++) {
		const struct list_digest *digest = &file->digests[i];

		if (has_digest(index, digests, valid, &digest->spec, digest))
			continue;
		if (digest->spec.id != HASHLANE_HASH_ED2K ||
		    !has_digest(index, digests, valid, &blue, digest))
			return false;
	}
	return true;
}

void file_index_complete_set(struct file_index *index)
{
	for (size_t i = 0; i < index->set.count; i++)
		if (index->set.specs[i].id == red.id)
			(void)algorithm_set_add_spec(&index->set, &blue);
}

void file_index_free(struct file_index *index)
{
	for (size_t i = 0; i < index->count; i++)
		drop(&index->files[i]);
	free(index->files);
	free(index->slots);
	free(index->below);
	free(index->real);
	file_places_end(&index->folder);
	free(index->first_name);
}
