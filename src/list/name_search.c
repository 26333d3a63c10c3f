/* SPDX-License-Identifier: MIT */
/*
 * name_search.c - finds the files that names of a list may stand for.
 *
 * First, each reading of a name is looked for by its path. The names of which
 * none is there are then looked for component by component, in rounds: a search
 * goes on as long as the components exist, and stops at the first that does
 * not. The searches that stopped in one directory are in a table while that
 * directory is listed once. Each name in it that differs from a component only
 * in form or case continues a search in the next round.
 */
#include "name_search.h"

#include "../../include/hashlane.h"
#include "../os/directory.h"
#include "../os/file.h"
#include "file_keys.h"
#include "unicode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	FORMS = HASHLANE_READING_NFC | HASHLANE_READING_NFD,
	NAME_MAX_BYTES = 16 * 1024, /* no file has a longer path */
	PART_MAX_BYTES = 1024,      /* nor a component, in whichever form */
	FOUND_MAX = 8,              /* files of one name */
	SEARCHES_MAX = 64,          /* for one name */
	SHORT_BYTES = 128
};

struct search {
	struct search *next;  /* in the table */
	struct search *after; /* in the queue */
	struct hln_name_wanted *wanted;
	uint32_t reading;
	uint64_t hash;
	size_t at, end; /* of the component that does not exist */
	size_t bytes;   /* of the path */
	char path[];
};

/* The searches of a round. */
struct round {
	struct search *first;
	size_t count;
	bool no_memory;
};

/* ---- Comparison ---- */

static char to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

uint64_t hln_name_search_hash(const char *name, size_t bytes)
{
	char key[HLN_UNICODE_GROWTH * PART_MAX_BYTES];
	size_t key_bytes;
	bool ascii = true;

	if (bytes > PART_MAX_BYTES)
		return 0;
	for (size_t i = 0; i < bytes; i++) {
		ascii &= !(name[i] & 0x80);
		key[i] = to_lower(name[i]);
	}
	if (!ascii &&
	    !hln_unicode_fold_key(key, &key_bytes, sizeof(key), name, bytes))
		bytes = key_bytes;
	else if (!ascii)
		/* The key may have been begun. */
		for (size_t i = 0; i < bytes; i++)
			key[i] = to_lower(name[i]);
	return hln_file_keys_hash(HLN_FILE_KEYS_SEED, key, bytes);
}

/* How a name in a directory differs from a component; 0: too much. */
static uint32_t differs_by(const char *name, size_t bytes, const char *part,
			   size_t part_bytes)
{
	if (bytes == part_bytes && !memcmp(name, part, bytes))
		return 0;
	if (hln_unicode_nfd_equal(name, bytes, part, part_bytes))
		return hln_unicode_decomposed(name, bytes) ?
			       HASHLANE_READING_NFD :
			       HASHLANE_READING_NFC;
	return hln_name_reading_same_but_case(name, bytes, part, part_bytes) ?
		       HASHLANE_READING_CASE :
		       0;
}

/* ---- What was found ---- */

static unsigned count_bits(uint32_t bits)
{
	unsigned count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static bool is_better(const struct hln_name_found *a, uint32_t reading,
		      const char *path)
{
	unsigned a_case = a->reading & HASHLANE_READING_CASE;
	unsigned b_case = reading & HASHLANE_READING_CASE;
	unsigned a_bits = count_bits(a->reading), b_bits = count_bits(reading);

	if (a_case != b_case)
		return a_case < b_case;
	if (a_bits != b_bits)
		return a_bits < b_bits;
	if (a->reading != reading)
		return a->reading < reading;
	return strcmp(a->path, path) < 0;
}

/* Add a file. False: no memory. */
static bool add_found(struct hln_name_wanted *wanted, uint32_t reading,
		      const char *path, size_t bytes)
{
	struct hln_name_found **at = &wanted->found, *made;
	size_t count = 0;

	for (made = wanted->found; made; made = made->next)
		if (++count == FOUND_MAX || !strcmp(made->path, path))
			return true;
	made = malloc(sizeof(*made));
	if (!made)
		return false;
	*made = (struct hln_name_found){
		.path = malloc(bytes + 1),
		.reading = reading,
	};
	if (!made->path) {
		free(made);
		return false;
	}
	memcpy(made->path, path, bytes + 1);
	while (*at && is_better(*at, reading, path))
		at = &(*at)->next;
	made->next = *at;
	*at = made;
	return true;
}

void hln_name_search_free(struct hln_name_wanted *wanted, size_t count)
{
	for (size_t i = 0; i < count; i++)
		while (wanted[i].found) {
			struct hln_name_found *found = wanted[i].found;

			wanted[i].found = found->next;
			free(found->path);
			free(found);
		}
}

/* An error that does not say that there is no such file. */
static void note_error(struct hln_name_wanted *wanted, int error)
{
	if (error != ENOENT && error != ENOTDIR && error != ENAMETOOLONG &&
	    !wanted->os_error)
		wanted->os_error = error;
}

static bool exists(struct hln_name_wanted *wanted, const char *path,
		   struct hln_file_info *info)
{
	int error = hln_file_info_at(info, -1, path, true);

	if (error)
		note_error(wanted, error);
	return !error;
}

static bool is_file(struct hln_name_wanted *wanted, const char *path)
{
	struct hln_file_info info;

	return exists(wanted, path, &info) && info.regular;
}

/* ---- Rounds ---- */

/* Add a search whose path is `head`, then `tail`. */
static void add_search(struct round *round, struct hln_name_wanted *wanted,
		       uint32_t reading, const char *head, size_t head_bytes,
		       const char *tail, size_t tail_bytes)
{
	size_t bytes = head_bytes + tail_bytes;
	struct search *made = malloc(sizeof(*made) + bytes + 1);

	if (!made) {
		round->no_memory = true;
		return;
	}
	*made = (struct search){
		.after = round->first,
		.wanted = wanted,
		.reading = reading,
		.end = head_bytes,
		.bytes = bytes,
	};
	memcpy(made->path, head, head_bytes);
	memcpy(made->path + head_bytes, tail, tail_bytes);
	made->path[bytes] = 0;
	round->first = made;
	round->count++;
	wanted->searches++;
}

static void free_round(struct round *round)
{
	while (round->first) {
		struct search *search = round->first;

		round->first = search->after;
		free(search);
	}
	round->count = 0;
}

/* Does the path up to its first `bytes` bytes exist? */
static bool exists_up_to(struct search *search, size_t bytes)
{
	char after = search->path[bytes];
	struct hln_file_info info;
	bool found;

	search->path[bytes] = 0;
	found = exists(search->wanted, search->path, &info);
	search->path[bytes] = after;
	return found;
}

/* Has the directory of the path's last component just been found to exist? */
static bool is_known(const struct search *search, const char *known,
		     size_t known_bytes)
{
	return known_bytes > search->end && known_bytes < search->bytes &&
	       !memcmp(search->path, known, known_bytes) &&
	       !strchr(search->path + known_bytes, '/');
}

/*
 * Go on behind `end` to the next component that does not exist. False: there is
 * none. `known`: the path up to there was found to exist before.
 */
static bool advance(struct search *search, const struct search *known)
{
	if (known && is_known(search, known->path, known->at))
		search->end = known->at;
	while (search->end < search->bytes) {
		search->at = search->end;
		while (search->path[search->at] == '/')
			search->at++;
		search->end = search->at +
			      strcspn(search->path + search->at, "/");
		if (search->end == search->at ||
		    exists_up_to(search, search->end))
			continue;
		search->hash = hln_name_search_hash(search->path + search->at,
						    search->end - search->at);
		return true;
	}
	return false;
}

static int by_directory(const void *a, const void *b)
{
	const struct search *left = *(struct search *const *)a;
	const struct search *right = *(struct search *const *)b;
	size_t bytes = left->at < right->at ? left->at : right->at;
	int order = memcmp(left->path, right->path, bytes);

	if (order)
		return order;
	return (left->at > right->at) - (left->at < right->at);
}

/*
 * Advance all searches of a round; those that end are freed. Returns how many
 * are left, in `searches`.
 */
static size_t advance_all(struct round *round, struct search **searches)
{
	const struct search *known = NULL;
	size_t count = 0;

	while (round->first) {
		struct search *search = round->first;

		round->first = search->after;
		if (advance(search, known)) {
			searches[count++] = search;
			known = search;
			continue;
		}
		if (search->reading && is_file(search->wanted, search->path) &&
		    !add_found(search->wanted, search->reading, search->path,
			       search->bytes))
			round->no_memory = true;
		free(search);
	}
	round->count = 0;
	return count;
}

/* ---- One directory ---- */

struct listing {
	struct search **table;
	size_t mask;
	struct round *next; /* the next round */
};

static bool take_name(void *context, const char *name, size_t bytes,
		      enum hln_listing_kind kind)
{
	struct listing *listing = context;
	uint64_t hash = hln_name_search_hash(name, bytes);

	(void)kind;
	for (struct search *at = listing->table[hash & listing->mask]; at;
	     at = at->next) {
		uint32_t difference;
		char *path;

		if (at->hash != hash || at->wanted->searches == SEARCHES_MAX)
			continue;
		difference = differs_by(name, bytes, at->path + at->at,
					at->end - at->at);
		if (!difference)
			continue;
		path = malloc(at->at + bytes);
		if (!path)
			return false;
		memcpy(path, at->path, at->at);
		memcpy(path + at->at, name, bytes);
		add_search(listing->next, at->wanted, at->reading | difference,
			   path, at->at + bytes, at->path + at->end,
			   at->bytes - at->end);
		free(path);
	}
	return !listing->next->no_memory;
}

static int read_names(struct listing *listing, int directory)
{
	void *buffer = malloc(HLN_LISTING_BYTES);
	bool ended = false;
	int error = 0;

	if (!buffer) {
		listing->next->no_memory = true;
		return 0;
	}
	while (!error && !ended)
		error = hln_listing_read(directory, buffer, take_name, listing,
					 &ended);
	free(buffer);
	return error;
}

/* List the directory in which some searches stopped. */
static void list_directory(struct round *next, struct search **searches,
			   size_t count)
{
	struct listing listing = { .mask = 1, .next = next };
	struct search *first = searches[0];
	char after = first->path[first->at];
	int directory, error;

	while (listing.mask < 2 * count)
		listing.mask = 2 * listing.mask + 1;
	listing.table = calloc(listing.mask + 1, sizeof(struct search *));
	if (!listing.table) {
		next->no_memory = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct search *search = searches[i];
		struct search **slot =
			&listing.table[search->hash & listing.mask];

		search->next = *slot;
		*slot = search;
	}
	first->path[first->at] = 0;
	error = hln_listing_open(&directory, -1, first->at ? first->path : ".",
				 true);
	first->path[first->at] = after;
	if (!error) {
		error = read_names(&listing, directory);
		hln_file_close(directory);
	}
	for (size_t i = 0; i < count && error; i++)
		note_error(searches[i]->wanted, error);
	free(listing.table);
}

/* Run one round; the next one searches the directories that it finds. */
static void run_round(struct round *round, struct round *next)
{
	struct search **searches =
		malloc(round->count * sizeof(struct search *));
	size_t count = 0, end;

	if (searches)
		count = advance_all(round, searches);
	else
		next->no_memory = true;
	next->no_memory |= round->no_memory;
	if (count)
		qsort(searches, count, sizeof(struct search *), by_directory);
	for (size_t i = 0; i < count && !next->no_memory; i = end) {
		end = i + 1;
		while (end < count &&
		       !by_directory(&searches[i], &searches[end]))
			end++;
		list_directory(next, searches + i, end - i);
	}
	for (size_t i = 0; i < count; i++)
		free(searches[i]);
	free(searches);
	free_round(round);
}

/* ---- Readings ---- */

/* Find the readings of a name by their paths. False: no memory. */
static bool try_readings(struct hln_name_wanted *wanted,
			 struct hln_name_reading *reading, char *path)
{
	while (hln_name_reading_next(reading)) {
		if (!reading->done)
			continue;
		memmove(path + wanted->folder_bytes, reading->name,
			reading->bytes + 1);
		if (is_file(wanted, path) &&
		    !add_found(wanted, reading->done, path,
			       wanted->folder_bytes + reading->bytes))
			return false;
	}
	return true;
}

/* Begin a search for each reading; forms are found in the directories. */
static void begin_searches(struct round *round, struct hln_name_wanted *wanted,
			   struct hln_name_reading *reading)
{
	while (hln_name_reading_next(reading))
		if (!(reading->done & FORMS))
			add_search(round, wanted, reading->done, wanted->path,
				   wanted->folder_bytes, reading->name,
				   reading->bytes);
}

static bool begin_wanted(struct round *round, struct hln_name_wanted *wanted)
{
	const char *name = wanted->name;
	size_t bytes = strlen(name), room = hln_name_reading_room(bytes);
	char small[4 * SHORT_BYTES * 2], *path = small;
	struct hln_name_reading reading;
	bool enough = true;

	if (bytes + wanted->folder_bytes > NAME_MAX_BYTES)
		return true;
	/* The path of a reading, then the reading. */
	if (wanted->folder_bytes + 2 * room > sizeof(small))
		path = malloc(wanted->folder_bytes + 2 * room);
	if (!path)
		return false;
	memcpy(path, wanted->path, wanted->folder_bytes);
	hln_name_reading_begin(&reading, name, bytes, wanted->encoding,
			       path + wanted->folder_bytes + room, room);
	enough = try_readings(wanted, &reading, path);
	if (enough && !wanted->found) {
		hln_name_reading_begin(&reading, name, bytes, wanted->encoding,
				       path + wanted->folder_bytes + room,
				       room);
		begin_searches(round, wanted, &reading);
	}
	if (path != small)
		free(path);
	return enough && !round->no_memory;
}

int32_t hln_name_search_run(struct hln_name_wanted *wanted, size_t count)
{
	struct round rounds[2] = { { 0 } };
	struct round *round = &rounds[0], *next = &rounds[1];

	for (size_t i = 0; i < count && !round->no_memory; i++)
		if (!begin_wanted(round, &wanted[i]))
			round->no_memory = true;
	while (round->count && !round->no_memory) {
		struct round *done = round;

		run_round(round, next);
		round = next;
		next = done;
	}
	free_round(round);
	return round->no_memory ? HASHLANE_NO_MEMORY : HASHLANE_OK;
}
