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
#include <unistd.h>

/* A directory on the way down; each is the caller's local variable. */
struct level {
	const struct level *above;
	int fd; /* -1: closed for the time being */
	dev_t device;
	ino_t inode;
	size_t path_bytes; /* with the '/' */
	char **names;      /* those of directories end in '/' */
	size_t count, room;
};

struct walk {
	const struct hashlane_walk_options *options;
	tree_fn *take;
	void *context;
	char *path;
	size_t path_room;
	size_t given_bytes; /* of the start */
	size_t start_bytes; /* the same with a '/' */
	dev_t device;       /* of the start */
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
		if (fstatat(level->fd, entry->d_name, &st,
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
	int copy = fcntl(level->fd, F_DUPFD_CLOEXEC, 0), error = 0;
	DIR *listing = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *entry;

	if (!listing) {
		error = errno;
		if (copy >= 0)
			close(copy);
		return error;
	}
	for (;;) {
		errno = 0;
		entry = readdir(listing);
		if (!entry) {
			error = errno;
			break;
		}
		if (!take_name(walk, level, entry)) {
			error = ENOMEM;
			break;
		}
	}
	closedir(listing);
	if (level->count)
		qsort(level->names, level->count, sizeof(*level->names),
		      compare_names);
	return error;
}

static bool is_loop(const struct level *level)
{
	for (const struct level *at = level->above; at; at = at->above)
		if (at->inode == level->inode && at->device == level->device)
			return true;
	return false;
}

/* 0 or an errno. */
static int open_level(struct walk *walk, struct level *level, int parent,
		      const char *name)
{
	struct stat st;
	bool follow = follows(walk) || !level->above;

	level->fd = openat(parent, name,
			   O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK |
				   (follow ? 0 : O_NOFOLLOW));
	if (level->fd < 0 || fstat(level->fd, &st))
		return errno;
	level->device = st.st_dev;
	level->inode = st.st_ino;
	return is_loop(level) ? ELOOP : 0;
}

static bool walk_level(struct walk *walk, const struct level *above,
		       int parent, const char *name, size_t path_bytes);

/* One name of a level whose directory is open; the path holds the level's. */
static bool walk_name(struct walk *walk, struct level *level, char *name)
{
	size_t bytes = strlen(name);
	struct stat st;

	memcpy(walk->path + level->path_bytes, name, bytes + 1);
	if (name[bytes - 1] == '/') {
		name[bytes - 1] = 0;
		return walk_level(walk, level, level->fd, name,
				  level->path_bytes + bytes);
	}
	if (fstatat(level->fd, name, &st,
		    follows(walk) ? 0 : AT_SYMLINK_NOFOLLOW))
		return tell(walk, walk->path, NULL, errno);
	return tell(walk, walk->path, &st, 0);
}

static void drop_level(struct level *level)
{
	for (size_t i = 0; i < level->count; i++)
		free(level->names[i]);
	free(level->names);
	if (level->fd >= 0)
		close(level->fd);
}

/* The directory's own failure, by its path without the '/'. */
static bool tell_directory(struct walk *walk, const struct level *level,
			   int os_error)
{
	size_t end = level->above ? level->path_bytes - 1 : walk->given_bytes;
	bool told;

	walk->path[end] = 0;
	told = tell(walk, walk->path, NULL, os_error);
	walk->path[level->path_bytes - 1] = '/';
	return told;
}

static bool walk_level(struct walk *walk, const struct level *above,
		       int parent, const char *name, size_t path_bytes)
{
	struct level level = {
		.above = above,
		.fd = -1,
		.path_bytes = path_bytes,
	};
	int error = open_level(walk, &level, parent, name);

	if (!above)
		walk->device = level.device;
	if (!error &&
	    (!(walk->options->flags & HASHLANE_WALK_ONE_FILE_SYSTEM) ||
	     level.device == walk->device))
		error = read_names(walk, &level);
	/* What follows writes paths no longer than those of its names. */
	for (size_t i = 0; i < level.count; i++)
		if (!reserve_path(walk, path_bytes + strlen(level.names[i])))
			error = ENOMEM;
	walk->path[path_bytes] = 0;
	if (error == ENOMEM)
		no_memory(walk, walk->path);
	else if (error)
		tell_directory(walk, &level, error);
	for (size_t i = 0; i < level.count && !walk->stopped; i++)
		walk_name(walk, &level, level.names[i]);
	drop_level(&level);
	return !walk->stopped;
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

	walk.given_bytes = bytes;
	if (!reserve_path(&walk, bytes + 2))
		return no_memory(&walk, start);
	memcpy(walk.path, start, bytes + 1);
	if (bytes && start[bytes - 1] != '/')
		memcpy(walk.path + bytes++, "/", 2);
	walk.start_bytes = bytes;
	walk_level(&walk, NULL, AT_FDCWD, start, bytes);
	free(walk.path);
	return !walk.stopped;
}
