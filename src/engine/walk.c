/* SPDX-License-Identifier: MIT */
/* walk.c - what is below a directory, mostly in bytewise order of the paths. */
#include "walk.h"

#include "walk_sort.h"
#include "walk_rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * OPEN_LEVELS: directories kept open, the deepest among them; see
 * release_above. HOLDS: of a directory at a time, for its next entries.
 */
enum { OPEN_LEVELS = 3, HOLDS = 64 };

/* How a name is marked in a level's names. */
enum {
	FILE_MARK = 'f',
	MAYBE_FILE_MARK = 'm',
	DIRECTORY_MARK = 'd',
	ENTER_MARK = 'e', /* a directory that was an entry already */
	LINK_MARK = 'l',
	OTHER_MARK = 'o'
};

/*
 * A directory on the way down. A directory among its names ends in '/', so
 * that sorting the names of each sorts the paths of the whole walk.
 */
struct level {
	struct hln_directory *directory; /* NULL: closed for the time being */
	size_t held_ahead;               /* holds for its next entries */
	struct hln_identity identity;
	size_t path_bytes; /* of its path, with the '/' */
	char *names;       /* see walk_sort.h */
	char *next;
};

struct hln_walk {
	struct hln_walk_rules *rules;
	struct hln_directories *directories;
	struct level *levels;
	size_t depth, levels_room;
	char *path;
	size_t path_room;
	size_t start_bytes; /* of the path as given */
	size_t cut;         /* where the last entry's NUL stands for a '/' */
	char *start;        /* the path as given, until it was entered */
	bool patient;       /* as hln_walk_next has it */
	struct hln_walk_sort names;
	/* While a level is read. */
	int reading;
	size_t reading_bytes;
	union {
		max_align_t align;
		char bytes[HLN_LISTING_BYTES];
	} buffer;
};

/* Asked directly before each system call. */
static bool is_cancelled(const struct hln_walk *walk)
{
	return hln_job_state_is_final(walk->rules->job_state);
}

static bool follows(const struct hln_walk *walk)
{
	return walk->rules->flags & HASHLANE_WALK_FOLLOW;
}

/* Room in the path for so many bytes and a NUL. */
static bool reserve_path(struct hln_walk *walk, size_t bytes)
{
	size_t room = bytes + bytes / 2 + 64;
	char *path;

	if (bytes < walk->path_room)
		return true;
	path = room < PTRDIFF_MAX ? realloc(walk->path, room) : NULL;
	if (!path)
		return false;
	walk->path = path;
	walk->path_room = room;
	return true;
}

static bool reserve_level(struct hln_walk *walk)
{
	size_t room = walk->depth + walk->depth / 2 + 16;
	struct level *levels;

	if (walk->depth < walk->levels_room)
		return true;
	if (room > PTRDIFF_MAX / sizeof(*levels))
		return false;
	levels = realloc(walk->levels, room * sizeof(*levels));
	if (!levels)
		return false;
	walk->levels = levels;
	walk->levels_room = room;
	return true;
}

static void release_level(struct level *level)
{
	hln_directory_release_times(level->directory, 1 + level->held_ahead);
	level->directory = NULL;
	level->held_ahead = 0;
}

/* Hold the directory for an entry. */
static struct hln_directory *hold_level(struct level *level)
{
	if (!level->held_ahead) {
		hln_directory_hold_times(level->directory, HOLDS);
		level->held_ahead = HOLDS;
	}
	level->held_ahead--;
	return level->directory;
}

static void drop_level(struct level *level)
{
	release_level(level);
	free(level->names);
}

/*
 * However deep the tree, few descriptors: the directory far above is closed,
 * and opened again on the way back. Not the nearest ones: a directory that may
 * be listed but not entered has no ".." to go back by.
 */
static void release_above(struct hln_walk *walk, size_t kept)
{
	if (walk->depth > kept)
		release_level(&walk->levels[walk->depth - 1 - kept]);
}

/* Was there no descriptor, and may there be one later? */
static bool is_starved(const struct hln_walk *walk, int error)
{
	return walk->patient && (error == EMFILE || error == ENFILE);
}

/* 0 or an errno; with no descriptor left, levels above give theirs. */
static int open_directory(struct hln_walk *walk, int *fd, int parent,
			  const char *name, bool follow)
{
	for (size_t kept = OPEN_LEVELS - 1;; kept--) {
		int error = is_cancelled(walk) ?
				    ECANCELED :
				    hln_listing_open(fd, parent, name, follow);

		if ((error != EMFILE && error != ENFILE) || !kept)
			return error;
		release_above(walk, kept);
	}
}

static char mark_of(const struct hln_walk *walk, const char *name,
		    enum hln_listing_kind kind)
{
	bool follow = follows(walk);

	/* Let one that cannot be asked fail when it is opened. */
	if ((kind == HLN_ENTRY_UNKNOWN ||
	     (kind == HLN_ENTRY_LINK && follow)) &&
	    hln_listing_ask(&kind, walk->reading, name, follow))
		return MAYBE_FILE_MARK;
	return kind == HLN_ENTRY_FILE      ? FILE_MARK :
	       kind == HLN_ENTRY_DIRECTORY ? DIRECTORY_MARK :
	       kind == HLN_ENTRY_LINK      ? LINK_MARK :
					     OTHER_MARK;
}

/* Why a name that is not hidden is passed over, or HLN_SKIPS: it is not. */
static enum hln_skip judge(const struct hln_walk_rules *rules,
			   const char *below, const char *name, char mark)
{
	bool directory = mark == DIRECTORY_MARK;

	if (hln_walk_rules_exclude(rules, below, name, directory))
		return HLN_SKIP_EXCLUDED;
	if (!(rules->flags & HASHLANE_WALK_ALL)) {
		if (mark == LINK_MARK)
			return HLN_SKIP_LINK;
		if (mark == OTHER_MARK)
			return HLN_SKIP_SPECIAL;
	}
	return directory || hln_walk_rules_include(rules, below, name) ?
		       HLN_SKIPS :
		       HLN_SKIP_NOT_INCLUDED;
}

static bool take_name(void *context, const char *name, size_t bytes,
		      enum hln_listing_kind kind)
{
	struct hln_walk *walk = context;
	struct hln_walk_rules *rules = walk->rules;
	const char *below = NULL;
	enum hln_skip skip;
	char mark;

	if (rules->flags & HASHLANE_WALK_NO_HIDDEN && name[0] == '.') {
		hln_walk_rules_skip(rules, HLN_SKIP_HIDDEN);
		return true;
	}
	if (rules->paths) {
		if (!reserve_path(walk, walk->reading_bytes + bytes))
			return false;
		memcpy(walk->path + walk->reading_bytes, name, bytes + 1);
		below = walk->path + walk->levels[0].path_bytes;
	}
	/* It may take a call; see read_names. */
	if (is_cancelled(walk))
		return false;
	mark = mark_of(walk, name, kind);
	skip = judge(rules, below, name, mark);
	if (skip != HLN_SKIPS) {
		hln_walk_rules_skip(rules, skip);
		return true;
	}
	return hln_walk_sort_add(&walk->names, mark, name, bytes,
				 mark == DIRECTORY_MARK ? '/' : 0);
}

/* Is it one of its own ancestors? Then a mount or a link has made a loop. */
static bool is_loop(const struct hln_walk *walk,
		    const struct hln_identity *identity)
{
	for (size_t i = 0; i < walk->depth; i++)
		if (walk->levels[i].identity.inode == identity->inode &&
		    walk->levels[i].identity.device == identity->device)
			return true;
	return false;
}

/* On another file system than the start, where there is to be one only? */
static bool is_elsewhere(const struct hln_walk *walk,
			 const struct hln_identity *identity)
{
	return walk->rules->flags & HASHLANE_WALK_ONE_FILE_SYSTEM &&
	       identity->device != walk->levels[0].identity.device;
}

static int ask_identity(const struct hln_walk *walk,
			struct hln_identity *identity, int fd)
{
	return is_cancelled(walk) ? ECANCELED :
				    hln_listing_identity(identity, fd);
}

/* The names of the level that levels[depth] is to be; 0 or an errno. */
static int read_names(struct hln_walk *walk, struct level *level)
{
	bool ended = false;
	int error = 0;

	walk->reading_bytes = level->path_bytes;
	while (!ended && !error)
		error = is_cancelled(walk) ?
				ECANCELED :
				hln_listing_read(walk->reading,
						 walk->buffer.bytes, take_name,
						 walk, &ended);
	/* The paths of its entries are put together without a failure. */
	if (!walk->names.count)
		return error;
	if (reserve_path(walk, level->path_bytes + walk->names.longest))
		level->names = hln_walk_sort_take(
			&walk->names,
			!(walk->rules->flags & HASHLANE_WALK_UNSORTED));
	level->next = level->names;
	if (level->names)
		return error;
	hln_walk_sort_free(&walk->names);
	return ENOMEM;
}

/*
 * Open and read the directory whose path stands in walk->path; 0 or an errno.
 * It is entered if some names came out, even before an error.
 */
static int enter(struct hln_walk *walk, int parent, const char *name,
		 size_t path_bytes)
{
	struct level *level;
	int error, fd;

	if (!reserve_level(walk))
		return ENOMEM;
	level = &walk->levels[walk->depth];
	*level = (struct level){ .path_bytes = path_bytes };
	error = open_directory(walk, &fd, parent, name,
			       follows(walk) || !walk->depth);
	if (error)
		return error;
	error = ask_identity(walk, &level->identity, fd);
	if (!error && is_loop(walk, &level->identity))
		error = ELOOP;
	if (error || is_elsewhere(walk, &level->identity)) {
		hln_file_close(fd);
		if (!error)
			hln_walk_rules_skip(walk->rules, HLN_SKIP_FILE_SYSTEM);
		return error;
	}
	level->directory = hln_directory_create(
		walk->directories, fd, walk->rules->base, &level->identity);
	if (!level->directory)
		return ENOMEM;
	walk->reading = fd;
	error = read_names(walk, level);
	hln_directory_leave(level->directory);
	if (!level->names) {
		release_level(level);
		return error;
	}
	walk->depth++;
	release_above(walk, OPEN_LEVELS);
	return error;
}

/* Open a level again, as long as it is the same directory. */
static int take_back(struct hln_walk *walk, struct level *level, int fd)
{
	struct hln_identity identity;

	if (ask_identity(walk, &identity, fd) ||
	    identity.inode != level->identity.inode ||
	    identity.device != level->identity.device) {
		hln_file_close(fd);
		return ESTALE;
	}
	level->directory = hln_directory_create(walk->directories, fd,
						walk->rules->base, &identity);
	if (!level->directory)
		return ENOMEM;
	hln_directory_leave(level->directory);
	return 0;
}

/*
 * The same from the start, step by step: the path may be longer than the
 * system takes.
 */
static int descend_again(struct hln_walk *walk, size_t to)
{
	const int base = walk->rules->base;
	int fd = base, next = -1;

	for (size_t i = 0; i <= to; i++) {
		size_t from = i ? walk->levels[i - 1].path_bytes : 0;
		size_t end = i ? walk->levels[i].path_bytes - 1 :
				 walk->start_bytes;
		char held = walk->path[end];
		int error;

		walk->path[end] = 0;
		error = open_directory(walk, &next, fd, walk->path + from,
				       follows(walk) || !i);
		walk->path[end] = held;
		if (fd != base)
			hln_file_close(fd);
		if (error)
			return error == EMFILE || error == ENFILE ? error :
								    ESTALE;
		fd = next;
	}
	return take_back(walk, &walk->levels[to], fd);
}

/* Open the deepest level again, if need be, from the one just left. */
static int reopen(struct hln_walk *walk, const struct level *left)
{
	struct level *level = &walk->levels[walk->depth - 1];
	int fd, below, error;

	if (level->directory)
		return 0;
	if (left->directory &&
	    !hln_directory_enter(left->directory, &below, walk->path,
				 left->path_bytes)) {
		error = open_directory(walk, &fd, below, "..", false);
		hln_directory_leave(left->directory);
		if (!error && !take_back(walk, level, fd))
			return 0;
	}
	return descend_again(walk, walk->depth - 1);
}

/* The entry of a directory that could not be read (in full). */
static void tell_failure(struct hln_walk *walk, struct hln_walk_entry *entry,
			 size_t path_bytes, int error)
{
	size_t bytes = path_bytes - 1;

	/* The start as it was given, others without the '/'. */
	if (!walk->depth || path_bytes <= walk->levels[0].path_bytes)
		bytes = walk->start_bytes;
	walk->cut = walk->path[bytes] ? bytes : 0;
	walk->path[bytes] = 0;
	*entry = (struct hln_walk_entry){
		.path = walk->path,
		.path_bytes = bytes,
		.name = walk->path,
		.status = hln_file_status(error),
		.os_error = error,
	};
	for (size_t i = bytes; i-- > 0;)
		if (walk->path[i] == '/') {
			entry->name = walk->path + i + 1;
			break;
		}
}

/*
 * Go back up. ENTRY: a directory that was moved away cannot be walked to its
 * end. ENDED: no entry came of it.
 */
static enum hln_walked leave(struct hln_walk *walk,
			     struct hln_walk_entry *entry)
{
	struct level *left = &walk->levels[--walk->depth];
	struct level *level;
	int error = walk->depth ? reopen(walk, left) : 0;

	if (is_starved(walk, error)) {
		walk->depth++;
		return HLN_WALK_STARVED;
	}
	drop_level(left);
	if (!error)
		return HLN_WALK_ENDED;
	level = &walk->levels[walk->depth - 1];
	if (!*level->next)
		return HLN_WALK_ENDED;
	*level->next = 0;
	tell_failure(walk, entry, level->path_bytes, error);
	return HLN_WALK_ENTRY;
}

/* Enter a directory below the deepest level's; 0 or an errno. */
static int enter_below(struct hln_walk *walk, char *name, size_t bytes)
{
	struct level *level = &walk->levels[walk->depth - 1];
	struct hln_directory *directory = level->directory;
	size_t path_bytes = level->path_bytes;
	int parent, error = hln_directory_enter(directory, &parent, walk->path,
						path_bytes);

	if (error)
		return error;
	name[bytes - 1] = 0;
	error = enter(walk, parent, name, path_bytes + bytes);
	name[bytes - 1] = '/';
	hln_directory_leave(directory);
	return error;
}

/* The next name of the deepest directory; ENDED: it is no entry. */
static enum hln_walked step(struct hln_walk *walk,
			    struct hln_walk_entry *entry)
{
	struct level *level = &walk->levels[walk->depth - 1];
	size_t path_bytes = level->path_bytes;
	char mark = *level->next, *name = level->next + 1;
	size_t bytes;
	int error;

	if (!mark)
		return leave(walk, entry);
	bytes = strlen(name);
	memcpy(walk->path + path_bytes, name, bytes + 1);
	if (mark == DIRECTORY_MARK && walk->rules->flags & HASHLANE_WALK_ALL) {
		*level->next = ENTER_MARK;
		walk->path[path_bytes + --bytes] = 0;
	} else if (mark == DIRECTORY_MARK || mark == ENTER_MARK) {
		size_t at = walk->depth - 1;

		error = enter_below(walk, name, bytes);
		if (is_starved(walk, error))
			return HLN_WALK_STARVED;
		walk->levels[at].next = name + bytes + 1;
		if (error)
			tell_failure(walk, entry, path_bytes + bytes, error);
		return error ? HLN_WALK_ENTRY : HLN_WALK_ENDED;
	} else {
		level->next = name + bytes + 1;
	}
	*entry = (struct hln_walk_entry){
		.path = walk->path,
		.path_bytes = path_bytes + bytes,
		.name = walk->path + path_bytes,
		.directory = hold_level(level),
		.regular = mark == FILE_MARK,
		.no_follow = !follows(walk),
	};
	return HLN_WALK_ENTRY;
}

/* Enter the first directory; what step returns. */
static enum hln_walked start(struct hln_walk *walk,
			     struct hln_walk_entry *entry)
{
	int error = enter(walk, walk->rules->base, walk->start,
			  strlen(walk->path));

	if (is_starved(walk, error))
		return HLN_WALK_STARVED;
	free(walk->start);
	walk->start = NULL;
	if (!error)
		return HLN_WALK_ENDED;
	tell_failure(walk, entry, walk->start_bytes, error);
	return HLN_WALK_ENTRY;
}

enum hln_walked hln_walk_next(struct hln_walk *walk,
			      struct hln_walk_entry *entry, bool patient)
{
	enum hln_walked walked = HLN_WALK_ENDED;

	/* Nothing takes what it would find. */
	if (is_cancelled(walk))
		return HLN_WALK_ENDED;
	walk->patient = patient;
	if (walk->cut) {
		walk->path[walk->cut] = '/';
		walk->cut = 0;
	}
	if (walk->start)
		walked = start(walk, entry);
	while (walk->depth && walked == HLN_WALK_ENDED)
		walked = step(walk, entry);
	return walked;
}

int32_t hln_walk_create(struct hln_walk **out, const char *path,
			struct hln_walk_rules *rules,
			struct hln_directories *directories)
{
	size_t bytes = strlen(path);
	enum hln_listing_kind kind = HLN_ENTRY_UNKNOWN;
	struct hln_walk *walk;

	if (hln_listing_ask(&kind, rules->base, path, true) ||
	    kind != HLN_ENTRY_DIRECTORY)
		return HASHLANE_NOT_REGULAR;
	walk = malloc(sizeof(*walk));
	if (!walk)
		return HASHLANE_NO_MEMORY;
	memset(walk, 0, offsetof(struct hln_walk, buffer));
	walk->rules = rules;
	walk->directories = directories;
	walk->start_bytes = bytes;
	walk->start = malloc(bytes + 1);
	if (!walk->start || !reserve_path(walk, bytes + 1)) {
		hln_walk_destroy(walk);
		return HASHLANE_NO_MEMORY;
	}
	memcpy(walk->start, path, bytes + 1);
	memcpy(walk->path, path, bytes + 1);
	if (path[bytes - 1] != '/')
		memcpy(walk->path + bytes, "/", 2);
	*out = walk;
	return HASHLANE_OK;
}

int hln_walk_ask(struct hln_file_info *info, enum hln_listing_kind *kind,
		 struct hln_walk *walk, const struct hln_walk_entry *entry)
{
	int fd, error = ECANCELED;

	if (!is_cancelled(walk))
		error = hln_directory_enter(
			entry->directory, &fd, walk->path,
			(size_t)(entry->name - entry->path));
	if (error)
		return error;
	error = is_cancelled(walk) ?
			ECANCELED :
			hln_listing_info(info, kind, fd, entry->name,
					 !entry->no_follow);
	hln_directory_leave(entry->directory);
	return error;
}

void hln_walk_destroy(struct hln_walk *walk)
{
	while (walk->depth)
		drop_level(&walk->levels[--walk->depth]);
	hln_walk_sort_free(&walk->names);
	free(walk->levels);
	free(walk->start);
	free(walk->path);
	free(walk);
}
