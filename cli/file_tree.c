/* SPDX-License-Identifier: MIT */
/* file_tree.c - files below a directory and what the system knows of them. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "file_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * Directories kept open, the deepest among them; see release_above. The engine
 * may have taken the last descriptor: wait for it, OPEN_TRIES times.
 */
enum { OPEN_LEVELS = 3, OPEN_TRIES = 200, OPEN_WAIT_NS = 10000000 };

/* A directory on the way down. */
struct level {
	DIR *listing; /* NULL: closed for the time being */
	dev_t device;
	ino_t inode;
	size_t path_bytes; /* with the '/' */
	char **names;      /* those of directories end in '/' */
	size_t count, room, next;
};

struct walk {
	const struct hashlane_walk_options *options;
	tree_fn *take;
	void *context;
	struct level *levels;
	size_t depth, levels_room;
	char *path;
	size_t path_room;
	size_t given_bytes; /* of the start */
	size_t start_bytes; /* the same with a '/' */
	bool stopped;
};

static bool follows(const struct walk *walk)
{
	return walk->options->flags & HASHLANE_WALK_FOLLOW;
}

static bool tell(struct walk *walk, const char *path, const struct stat *st,
		 int os_error)
{
	const struct tree_entry entry = { path, st, os_error };

	if (!walk->stopped && !walk->take(walk->context, &entry))
		walk->stopped = true;
	return !walk->stopped;
}

static bool no_memory(struct walk *walk, const char *path)
{
	tell(walk, path, NULL, ENOMEM);
	walk->stopped = true;
	return false;
}

/* Glob parts against path parts, where "**" is any number of these. */
static bool match_path(const char *glob, const char *path)
{
	char part[256], name[256];
	size_t bytes = strcspn(glob, "/");
	size_t name_bytes = strcspn(path, "/");

	if (bytes == 2 && !memcmp(glob, "**", 2)) {
		if (!glob[2])
			return *path;
		for (;;) {
			if (match_path(glob + 3, path))
				return true;
			path = strchr(path, '/');
			if (!path++)
				return false;
		}
	}
	if (bytes >= sizeof(part) || name_bytes >= sizeof(name))
		return false;
	memcpy(part, glob, bytes);
	part[bytes] = 0;
	memcpy(name, path, name_bytes);
	name[name_bytes] = 0;
	if (fnmatch(part, name, FNM_NOESCAPE))
		return false;
	if (!glob[bytes] || !path[name_bytes])
		return !glob[bytes] && !path[name_bytes];
	return match_path(glob + bytes + 1, path + name_bytes + 1);
}

static bool matches(const char *const *globs, size_t count, const char *below,
		    const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strchr(globs[i], '/') ?
			    match_path(globs[i], below) :
			    !fnmatch(globs[i], name, FNM_NOESCAPE))
			return true;
	return false;
}

static bool reserve_path(struct walk *walk, size_t bytes)
{
	size_t room = bytes + bytes / 2 + 256;
	char *path;

	if (bytes < walk->path_room)
		return true;
	path = realloc(walk->path, room);
	if (!path)
		return false;
	walk->path = path;
	walk->path_room = room;
	return true;
}

static bool add_name(struct level *level, const char *name, bool directory)
{
	size_t bytes = strlen(name);
	char *copy;

	if (level->count == level->room) {
		size_t room = level->room * 2 + 32;
		char **names = realloc(level->names, room * sizeof(*names));

		if (!names)
			return false;
		level->names = names;
		level->room = room;
	}
	copy = malloc(bytes + 2);
	if (!copy)
		return false;
	memcpy(copy, name, bytes);
	copy[bytes] = directory ? '/' : 0;
	copy[bytes + 1] = 0;
	level->names[level->count++] = copy;
	return true;
}

/* Is it a directory, or maybe a file? False: neither. */
static bool sort_out(const struct walk *walk, const struct level *level,
		     const struct dirent *entry, bool *directory)
{
	unsigned char type = entry->d_type;
	struct stat st;

	if (type == DT_UNKNOWN || (type == DT_LNK && follows(walk))) {
		/* One that cannot be asked fails when it is opened. */
		*directory = false;
		if (fstatat(dirfd(level->listing), entry->d_name, &st,
			    follows(walk) ? 0 : AT_SYMLINK_NOFOLLOW))
			return true;
		*directory = S_ISDIR(st.st_mode);
		return *directory || S_ISREG(st.st_mode);
	}
	*directory = type == DT_DIR;
	return *directory || type == DT_REG;
}

/* Take a name or pass it over; false: no memory. */
static bool take_name(struct walk *walk, struct level *level,
		      const struct dirent *entry)
{
	const struct hashlane_walk_options *options = walk->options;
	const char *name = entry->d_name;
	const char *below;
	bool directory;

	if (!strcmp(name, ".") || !strcmp(name, "..") ||
	    (options->flags & HASHLANE_WALK_NO_HIDDEN && name[0] == '.'))
		return true;
	if (!reserve_path(walk, level->path_bytes + strlen(name) + 1))
		return false;
	memcpy(walk->path + level->path_bytes, name, strlen(name) + 1);
	below = walk->path + walk->start_bytes;
	if (matches(options->exclude, options->exclude_count, below, name) ||
	    !sort_out(walk, level, entry, &directory))
		return true;
	if (!directory && options->include_count &&
	    !matches(options->include, options->include_count, below, name))
		return true;
	return add_name(level, name, directory);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* 0 or an errno; what was read before an error is kept. */
static int read_names(struct walk *walk, struct level *level)
{
	const struct dirent *entry;
	int error = 0;

	for (;;) {
		errno = 0;
		entry = readdir(level->listing);
		if (!entry) {
			error = errno;
			break;
		}
		if (!take_name(walk, level, entry)) {
			error = ENOMEM;
			break;
		}
	}
	if (level->count)
		qsort(level->names, level->count, sizeof(*level->names),
		      compare_names);
	/* What follows writes paths no longer than those of its names. */
	for (size_t i = 0; i < level->count; i++)
		if (!reserve_path(walk,
				  level->path_bytes + strlen(level->names[i])))
			error = ENOMEM;
	return error;
}

/* ---- Directories ---- */

static void close_level(struct level *level)
{
	if (level->listing)
		closedir(level->listing);
	level->listing = NULL;
}

static void drop_level(struct level *level)
{
	close_level(level);
	for (size_t i = 0; i < level->count; i++)
		free(level->names[i]);
	free(level->names);
}

/*
 * However deep the tree, few descriptors: the directory far above is closed,
 * and opened again on the way back. Not the nearest ones: a directory that may
 * be listed but not entered has no ".." to go back by.
 */
static void release_above(struct walk *walk, size_t kept)
{
	if (walk->depth > kept)
		close_level(&walk->levels[walk->depth - 1 - kept]);
}

/* NULL: errno says why. */
static DIR *open_listing(int parent, const char *name, bool follow)
{
	int fd = openat(parent, name,
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK |
				(follow ? 0 : O_NOFOLLOW));
	DIR *listing = fd < 0 ? NULL : fdopendir(fd);
	int error = errno;

	if (fd >= 0 && !listing)
		close(fd);
	errno = error;
	return listing;
}

static DIR *open_patiently(struct walk *walk, int parent, const char *name,
			   bool follow)
{
	const struct timespec moment = { .tv_nsec = OPEN_WAIT_NS };

	for (int tries = 0;; tries++) {
		DIR *listing = open_listing(parent, name, follow);

		if (listing || (errno != EMFILE && errno != ENFILE) ||
		    tries == OPEN_TRIES)
			return listing;
		if (tries < OPEN_LEVELS - 1)
			release_above(walk, OPEN_LEVELS - 1 - (size_t)tries);
		else
			(void)nanosleep(&moment, NULL);
	}
}

static bool is_loop(const struct walk *walk, const struct stat *st)
{
	for (size_t i = 0; i < walk->depth; i++)
		if (walk->levels[i].inode == st->st_ino &&
		    walk->levels[i].device == st->st_dev)
			return true;
	return false;
}

static bool reserve_level(struct walk *walk)
{
	size_t room = walk->depth + walk->depth / 2 + 16;
	struct level *levels;

	if (walk->depth < walk->levels_room)
		return true;
	levels = realloc(walk->levels, room * sizeof(*levels));
	if (!levels)
		return false;
	walk->levels = levels;
	walk->levels_room = room;
	return true;
}

/*
 * Open and read the directory whose path stands in walk->path; 0 or an errno.
 * It is entered if some names came out, even before an error.
 */
static int enter(struct walk *walk, int parent, const char *name,
		 size_t path_bytes)
{
	bool one_system = walk->options->flags & HASHLANE_WALK_ONE_FILE_SYSTEM;
	struct stat st = { 0 };
	struct level *level;
	int error;

	if (!reserve_level(walk))
		return ENOMEM;
	level = &walk->levels[walk->depth];
	*level = (struct level){ .path_bytes = path_bytes };
	level->listing = open_patiently(walk, parent, name,
					follows(walk) || !walk->depth);
	if (!level->listing)
		return errno;
	error = fstat(dirfd(level->listing), &st) ? errno :
		is_loop(walk, &st)                ? ELOOP :
						    0;
	level->device = st.st_dev;
	level->inode = st.st_ino;
	if (!error && (!one_system || st.st_dev == walk->levels[0].device))
		error = read_names(walk, level);
	if (!level->count || error == ENOMEM) {
		drop_level(level);
		return error;
	}
	walk->depth++;
	release_above(walk, OPEN_LEVELS);
	return error;
}

/* A level's directory opened again, as long as it is the same; else false. */
static bool take_back(struct level *level, DIR *listing)
{
	struct stat st;

	if (!fstat(dirfd(listing), &st) && st.st_ino == level->inode &&
	    st.st_dev == level->device) {
		level->listing = listing;
		return true;
	}
	closedir(listing);
	return false;
}

/*
 * The same from the start, step by step: the path may be longer than the
 * system takes.
 */
static bool descend_again(struct walk *walk, size_t to)
{
	DIR *at = NULL, *next;

	for (size_t i = 0; i <= to; i++) {
		size_t from = i ? walk->levels[i - 1].path_bytes : 0;
		size_t end = i ? walk->levels[i].path_bytes - 1 :
				 walk->given_bytes;
		char held = walk->path[end];

		walk->path[end] = 0;
		next = open_patiently(walk, at ? dirfd(at) : AT_FDCWD,
				      walk->path + from, follows(walk) || !i);
		walk->path[end] = held;
		if (at)
			closedir(at);
		if (!next)
			return false;
		at = next;
	}
	return take_back(&walk->levels[to], at);
}

/* Open the deepest level again, if need be, from the one just left. */
static bool reopen(struct walk *walk, const struct level *left)
{
	struct level *level = &walk->levels[walk->depth - 1];
	DIR *listing;

	if (level->listing)
		return true;
	listing = left->listing ? open_patiently(walk, dirfd(left->listing),
						 "..", false) :
				  NULL;
	if (listing && take_back(level, listing))
		return true;
	return descend_again(walk, walk->depth - 1);
}

/* ---- The walk ---- */

/* A directory's failure, by its path without the '/'. */
static void tell_directory(struct walk *walk, size_t path_bytes, int os_error)
{
	size_t end = path_bytes > walk->start_bytes ? path_bytes - 1 :
						      walk->given_bytes;

	if (os_error == ENOMEM)
		no_memory(walk, walk->path);
	walk->path[end] = 0;
	if (!walk->stopped)
		tell(walk, walk->path, NULL, os_error);
	walk->path[path_bytes - 1] = '/';
}

/* Go back up. What was moved away meanwhile cannot be walked to its end. */
static void leave(struct walk *walk)
{
	struct level left = walk->levels[--walk->depth];
	struct level *level = walk->depth ? &walk->levels[walk->depth - 1] :
					    NULL;

	if (level && !reopen(walk, &left) && level->next < level->count) {
		tell_directory(walk, level->path_bytes, ESTALE);
		level->next = level->count;
	}
	drop_level(&left);
}

/* The next name of the deepest directory. */
static void step(struct walk *walk)
{
	struct level *level = &walk->levels[walk->depth - 1];
	size_t path_bytes = level->path_bytes, bytes;
	int fd = level->listing ? dirfd(level->listing) : -1, error;
	struct stat st;
	char *name;

	if (level->next == level->count) {
		leave(walk);
		return;
	}
	name = level->names[level->next++];
	bytes = strlen(name);
	memcpy(walk->path + path_bytes, name, bytes + 1);
	if (name[bytes - 1] == '/') {
		name[bytes - 1] = 0;
		error = enter(walk, fd, name, path_bytes + bytes);
		if (error)
			tell_directory(walk, path_bytes + bytes, error);
	} else if (fstatat(fd, name, &st,
			   follows(walk) ? 0 : AT_SYMLINK_NOFOLLOW)) {
		tell(walk, walk->path, NULL, errno);
	} else {
		tell(walk, walk->path, &st, 0);
	}
}

bool tree_walk(const char *start, const struct hashlane_walk_options *options,
	       tree_fn *take, void *context)
{
	struct walk walk = {
		.options = options,
		.take = take,
		.context = context,
	};
	size_t bytes = strlen(start);
	int error;

	walk.given_bytes = bytes;
	if (!reserve_path(&walk, bytes + 2))
		return no_memory(&walk, start);
	memcpy(walk.path, start, bytes + 1);
	if (bytes && start[bytes - 1] != '/')
		memcpy(walk.path + bytes++, "/", 2);
	walk.start_bytes = bytes;
	error = enter(&walk, AT_FDCWD, start, bytes);
	if (error)
		tell_directory(&walk, bytes, error);
	while (walk.depth && !walk.stopped)
		step(&walk);
	while (walk.depth)
		drop_level(&walk.levels[--walk.depth]);
	free(walk.levels);
	free(walk.path);
	return !walk.stopped;
}
