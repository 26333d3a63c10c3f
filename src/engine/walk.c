/* SPDX-License-Identifier: MIT */
/* walk.c - the files below a directory, in bytewise order of their paths. */
#include "walk.h"

#include "../os/directory.h"
#include "../os/file.h"
#include "../os/thread.h"
#include "names.h"
#include "walk_rules.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/*
 * OPEN_LEVELS: directories kept open, the deepest among them; see
 * release_above. With no descriptor left, wait for others to close theirs, as
 * hln_file_open does: OPEN_TRIES times OPEN_WAIT_NS.
 */
enum { OPEN_LEVELS = 3, OPEN_TRIES = 200, OPEN_WAIT_NS = 10000000 };

/* How a name is marked in a level's names. */
enum { FILE_MARK = 'f', MAYBE_FILE_MARK = 'm', DIRECTORY_MARK = 'd' };

struct hln_directory {
	atomic_size_t holders;
	int descriptor;
};

/*
 * A directory on the way down. A directory among its names ends in '/', so
 * that sorting the names of each sorts the paths of the whole walk.
 */
struct level {
	struct hln_directory *directory; /* NULL: closed for the time being */
	struct hln_identity identity;
	size_t path_bytes; /* of its path, with the '/' */
	char *names;       /* see names.h */
	char *next;
};

struct hln_walk {
	const struct hln_walk_rules *rules;
	struct level *levels;
	size_t depth, levels_room;
	char *path;
	size_t path_room;
	size_t start_bytes; /* of the path as given */
	size_t cut;         /* where the last entry's NUL stands for a '/' */
	int start_error;    /* the walk's only entry, or 0 */
	struct hln_names names;
	/* While a level is read. */
	int reading;
	size_t reading_bytes;
	union {
		max_align_t align;
		char bytes[HLN_LISTING_BYTES];
	} buffer;
};

int hln_directory_descriptor(const struct hln_directory *directory)
{
	return directory->descriptor;
}

void hln_directory_hold(struct hln_directory *directory)
{
	atomic_fetch_add_explicit(&directory->holders, 1,
				  memory_order_relaxed);
}

void hln_directory_release(struct hln_directory *directory)
{
	if (!directory || atomic_fetch_sub_explicit(&directory->holders, 1,
						    memory_order_acq_rel) != 1)
		return;
	hln_file_close(directory->descriptor);
	free(directory);
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
	hln_directory_release(level->directory);
	level->directory = NULL;
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

/* 0 or an errno. */
static int open_patiently(struct hln_walk *walk, int *fd, int parent,
			  const char *name, bool follow)
{
	for (int tries = 0;; tries++) {
		int error = hln_listing_open(fd, parent, name, follow);

		if ((error != EMFILE && error != ENFILE) ||
		    tries == OPEN_TRIES)
			return error;
		if (tries < OPEN_LEVELS - 1)
			release_above(walk, OPEN_LEVELS - 1 - (size_t)tries);
		else
			hln_thread_sleep(OPEN_WAIT_NS);
	}
}

/* A level's directory from a descriptor, which is closed on an error. */
static int set_directory(struct level *level, int fd)
{
	struct hln_directory *directory = malloc(sizeof(*directory));

	if (!directory) {
		hln_file_close(fd);
		return ENOMEM;
	}
	directory->descriptor = fd;
	atomic_init(&directory->holders, 1);
	level->directory = directory;
	return 0;
}

/* What a name is: a mark, or 0 to pass it over. */
static char mark_of(const struct hln_walk *walk, const char *name,
		    enum hln_kind kind)
{
	bool follow = follows(walk);

	/* Let one that cannot be asked fail when it is opened. */
	if ((kind == HLN_KIND_UNKNOWN || (kind == HLN_KIND_LINK && follow)) &&
	    hln_listing_ask(&kind, walk->reading, name, follow))
		return MAYBE_FILE_MARK;
	return kind == HLN_KIND_FILE      ? FILE_MARK :
	       kind == HLN_KIND_DIRECTORY ? DIRECTORY_MARK :
					    0;
}

static bool take_name(void *context, const char *name, size_t bytes,
		      enum hln_kind kind)
{
	struct hln_walk *walk = context;
	const struct hln_walk_rules *rules = walk->rules;
	const char *below = NULL;
	char mark;

	if (rules->flags & HASHLANE_WALK_NO_HIDDEN && name[0] == '.')
		return true;
	if (rules->slash) {
		if (!reserve_path(walk, walk->reading_bytes + bytes))
			return false;
		memcpy(walk->path + walk->reading_bytes, name, bytes + 1);
		below = walk->path + walk->levels[0].path_bytes;
	}
	if (hln_walk_excludes(rules, below, name, bytes))
		return true;
	mark = mark_of(walk, name, kind);
	if (!mark || (mark != DIRECTORY_MARK &&
		      !hln_walk_includes(rules, below, name, bytes)))
		return true;
	return hln_names_add(&walk->names, mark, name, bytes,
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

/* The names of the level that levels[depth] is to be; 0 or an errno. */
static int read_names(struct hln_walk *walk, struct level *level)
{
	int error;

	walk->reading = level->directory->descriptor;
	walk->reading_bytes = level->path_bytes;
	error = hln_listing_read(walk->reading, walk->buffer.bytes, take_name,
				 walk);
	/* The paths of its entries are put together without a failure. */
	if (!walk->names.count)
		return error;
	if (reserve_path(walk, level->path_bytes + walk->names.longest))
		level->names = hln_names_sort(&walk->names);
	level->next = level->names;
	if (level->names)
		return error;
	hln_names_free(&walk->names);
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
	error = open_patiently(walk, &fd, parent, name,
			       follows(walk) || !walk->depth);
	if (!error)
		error = set_directory(level, fd);
	if (!error)
		error = hln_listing_identity(&level->identity, fd);
	if (!error && is_loop(walk, &level->identity))
		error = ELOOP;
	if (error ||
	    (walk->rules->flags & HASHLANE_WALK_ONE_FILE_SYSTEM &&
	     level->identity.device != walk->levels[0].identity.device)) {
		release_level(level);
		return error;
	}
	error = read_names(walk, level);
	if (!level->names) {
		release_level(level);
		return error;
	}
	walk->depth++;
	release_above(walk, OPEN_LEVELS);
	return error;
}

/* Open a level again, as long as it is the same directory. */
static int take_back(struct level *level, int fd)
{
	struct hln_identity identity;

	if (hln_listing_identity(&identity, fd) ||
	    identity.inode != level->identity.inode ||
	    identity.device != level->identity.device) {
		hln_file_close(fd);
		return ESTALE;
	}
	return set_directory(level, fd);
}

/*
 * The same from the start, step by step: the path may be longer than the
 * system takes.
 */
static int descend_again(struct hln_walk *walk, size_t to)
{
	int fd = -1, next = -1;

	for (size_t i = 0; i <= to; i++) {
		size_t from = i ? walk->levels[i - 1].path_bytes : 0;
		size_t end = i ? walk->levels[i].path_bytes - 1 :
				 walk->start_bytes;
		char held = walk->path[end];
		int error;

		walk->path[end] = 0;
		error = open_patiently(walk, &next, fd, walk->path + from,
				       follows(walk) || !i);
		walk->path[end] = held;
		if (fd >= 0)
			hln_file_close(fd);
		if (error)
			return error == EMFILE || error == ENFILE ? error :
								    ESTALE;
		fd = next;
	}
	return take_back(&walk->levels[to], fd);
}

/* Open the deepest level again, if need be, from the one just left. */
static int reopen(struct hln_walk *walk, const struct level *left)
{
	struct level *level = &walk->levels[walk->depth - 1];
	int fd;

	if (level->directory)
		return 0;
	if (left->directory &&
	    !open_patiently(walk, &fd, left->directory->descriptor, "..",
			    false) &&
	    !take_back(level, fd))
		return 0;
	return descend_again(walk, walk->depth - 1);
}

/* Tell of a directory that could not be read (in full). */
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
 * Go back up; true: with an entry, for a directory that was moved away cannot
 * be walked to its end.
 */
static bool leave(struct hln_walk *walk, struct hln_walk_entry *entry)
{
	struct level *left = &walk->levels[--walk->depth];
	struct level *level;
	int error = walk->depth ? reopen(walk, left) : 0;

	drop_level(left);
	if (!error)
		return false;
	level = &walk->levels[walk->depth - 1];
	if (!*level->next)
		return false;
	*level->next = 0;
	tell_failure(walk, entry, level->path_bytes, error);
	return true;
}

/* The next name of the deepest directory; false: it is no entry. */
static bool step(struct hln_walk *walk, struct hln_walk_entry *entry)
{
	struct level *level = &walk->levels[walk->depth - 1];
	size_t path_bytes = level->path_bytes;
	char mark = *level->next, *name = level->next + 1;
	size_t bytes;
	int error;

	if (!mark)
		return leave(walk, entry);
	bytes = strlen(name);
	level->next = name + bytes + 1;
	memcpy(walk->path + path_bytes, name, bytes + 1);
	if (mark == DIRECTORY_MARK) {
		name[bytes - 1] = 0;
		error = enter(walk, level->directory->descriptor, name,
			      path_bytes + bytes);
		if (error)
			tell_failure(walk, entry, path_bytes + bytes, error);
		return error;
	}
	hln_directory_hold(level->directory);
	*entry = (struct hln_walk_entry){
		.path = walk->path,
		.path_bytes = path_bytes + bytes,
		.name = walk->path + path_bytes,
		.directory = level->directory,
		.regular = mark == FILE_MARK,
	};
	return true;
}

bool hln_walk_next(struct hln_walk *walk, struct hln_walk_entry *entry)
{
	if (walk->cut) {
		walk->path[walk->cut] = '/';
		walk->cut = 0;
	}
	if (walk->start_error) {
		tell_failure(walk, entry, walk->start_bytes,
			     walk->start_error);
		walk->start_error = 0;
		return true;
	}
	while (walk->depth)
		if (step(walk, entry))
			return true;
	return false;
}

int32_t hln_walk_create(struct hln_walk **out, const char *path,
			const struct hln_walk_rules *rules)
{
	size_t bytes = strlen(path);
	enum hln_kind kind = HLN_KIND_UNKNOWN;
	struct hln_walk *walk;

	if (hln_listing_ask(&kind, -1, path, true) ||
	    kind != HLN_KIND_DIRECTORY)
		return HASHLANE_NOT_REGULAR;
	walk = malloc(sizeof(*walk));
	if (!walk)
		return HASHLANE_NO_MEMORY;
	memset(walk, 0, offsetof(struct hln_walk, buffer));
	walk->rules = rules;
	walk->start_bytes = bytes;
	if (!reserve_path(walk, bytes + 1)) {
		hln_walk_destroy(walk);
		return HASHLANE_NO_MEMORY;
	}
	memcpy(walk->path, path, bytes + 1);
	if (path[bytes - 1] != '/')
		memcpy(walk->path + bytes++, "/", 2);
	walk->start_error = enter(walk, -1, path, bytes);
	*out = walk;
	return HASHLANE_OK;
}

void hln_walk_destroy(struct hln_walk *walk)
{
	while (walk->depth)
		drop_level(&walk->levels[--walk->depth]);
	hln_names_free(&walk->names);
	free(walk->levels);
	free(walk->path);
	free(walk);
}
