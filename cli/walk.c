/* SPDX-License-Identifier: MIT */
/* walk.c - the regular files below a directory, in bytewise order of path. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Directories kept open above the one that is read; see release_ancestor. */
enum { OPEN_ABOVE = 3 };

/*
 * A directory on the way down. Its names lie one behind the other, each with
 * its NUL; a directory's ends in '/', so that sorting the names of each
 * directory sorts the paths of the whole walk.
 */
struct level {
	int fd; /* -1: closed for the time being */
	dev_t device;
	ino_t inode;
	size_t path_bytes; /* of the directory's path, with its '/' */
	char *text;
	char **names;
	size_t count;
	size_t next;
};

struct walk {
	walk_visit *visit;
	void *context;
	struct level *levels;
	size_t depth, levels_room;
	char *path;
	size_t path_room;
	bool stopped;
};

/* Make room for `more` items after `used`; false: errno is ENOMEM. */
static bool grow(void **items, size_t *room, size_t used, size_t more,
		 size_t item_bytes)
{
	size_t wanted = used + more + (used + more) / 2 + 64;
	void *grown;

	if (*room - used >= more)
		return true;
	if (wanted > PTRDIFF_MAX / item_bytes)
		grown = NULL;
	else
		grown = realloc(*items, wanted * item_bytes);
	if (!grown) {
		errno = ENOMEM;
		return false;
	}
	*items = grown;
	*room = wanted;
	return true;
}

/* The path of the `path_bytes` at hand and a name; false: no memory. */
static bool set_path(struct walk *walk, size_t path_bytes, const char *name,
		     size_t name_bytes)
{
	void *path = walk->path;

	if (!grow(&path, &walk->path_room, path_bytes, name_bytes + 1, 1))
		return false;
	walk->path = path;
	memcpy(walk->path + path_bytes, name, name_bytes);
	walk->path[path_bytes + name_bytes] = 0;
	return true;
}

static void visit(struct walk *walk, int os_error)
{
	if (!walk->visit(walk->context, walk->path, os_error))
		walk->stopped = true;
}

/* Tell of a directory; its path without the '/' that we put there. */
static void visit_directory(struct walk *walk, size_t path_bytes, int os_error)
{
	char end;

	if (path_bytes > 1 && walk->path[path_bytes - 1] == '/')
		path_bytes--;
	end = walk->path[path_bytes];
	walk->path[path_bytes] = 0;
	visit(walk, os_error);
	walk->path[path_bytes] = end;
}

/* What an entry is: 'f' file, 'd' directory, 0 to be passed over. */
static char entry_kind(int fd, const struct dirent *entry)
{
	struct stat st;

	switch (entry->d_type) {
	case DT_REG:
		return 'f';
	case DT_DIR:
		return 'd';
	case DT_UNKNOWN:
		break;
	default:
		return 0;
	}
	/* Let one that cannot be asked fail when it is opened. */
	if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
		return 'f';
	return S_ISREG(st.st_mode) ? 'f' : S_ISDIR(st.st_mode) ? 'd' : 0;
}

static int compare_names(const void *a, const void *b)
{
	/* strcmp compares as unsigned char, which is bytewise. */
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool sort_names(struct level *level)
{
	char *at = level->text;

	if (!level->count)
		return true;
	level->names = malloc(level->count * sizeof(*level->names));
	if (!level->names)
		return false;
	for (size_t i = 0; i < level->count; i++) {
		level->names[i] = at;
		at += strlen(at) + 1;
	}
	qsort(level->names, level->count, sizeof(*level->names),
	      compare_names);
	return true;
}

/* Read the entries of level->fd; 0 or an errno, with what was read so far. */
static int collect_names(struct level *level, DIR *directory)
{
	size_t used = 0, room = 0;

	for (;;) {
		struct dirent *entry;
		void *text = level->text;
		size_t bytes;
		char kind;

		errno = 0;
		entry = readdir(directory);
		if (!entry)
			return errno;
		if (!strcmp(entry->d_name, ".") ||
		    !strcmp(entry->d_name, ".."))
			continue;
		kind = entry_kind(level->fd, entry);
		if (!kind)
			continue;
		bytes = strlen(entry->d_name);
		if (!grow(&text, &room, used, bytes + 2, 1))
			return ENOMEM;
		level->text = text;
		memcpy(level->text + used, entry->d_name, bytes);
		used += bytes;
		if (kind == 'd')
			level->text[used++] = '/';
		level->text[used++] = 0;
		level->count++;
	}
}

static int read_names(struct level *level)
{
	/* closedir closes its descriptor, and ours must stay. */
	int fd = fcntl(level->fd, F_DUPFD_CLOEXEC, 0);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	int os_error;

	if (!directory) {
		os_error = errno;
		if (fd >= 0)
			close(fd);
		return os_error;
	}
	os_error = collect_names(level, directory);
	closedir(directory);
	if (!sort_names(level)) {
		level->count = 0;
		os_error = ENOMEM;
	}
	return os_error;
}

static void drop(struct level *level)
{
	if (level->fd >= 0)
		close(level->fd);
	free(level->names);
	free(level->text);
}

/* Is it one of its own ancestors? Then a mount has made a loop. */
static bool is_loop(const struct walk *walk, const struct level *level)
{
	for (size_t i = 0; i < walk->depth; i++)
		if (walk->levels[i].inode == level->inode &&
		    walk->levels[i].device == level->device)
			return true;
	return false;
}

/* Open and read the directory that walk->path names; 0 or an errno. */
static int enter(struct walk *walk, int parent, const char *name, int flags,
		 size_t path_bytes)
{
	struct level level = { .path_bytes = path_bytes };
	void *levels = walk->levels;
	struct stat st;
	int os_error;

	if (!grow(&levels, &walk->levels_room, walk->depth, 1, sizeof(level)))
		return ENOMEM;
	walk->levels = levels;
	level.fd = openat(parent, name,
			  O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK |
				  flags);
	if (level.fd < 0)
		return errno;
	if (fstat(level.fd, &st)) {
		os_error = errno;
		drop(&level);
		return os_error;
	}
	level.device = st.st_dev;
	level.inode = st.st_ino;
	os_error = is_loop(walk, &level) ? ELOOP : read_names(&level);
	if (os_error && !level.count) {
		drop(&level);
		return os_error;
	}
	walk->levels[walk->depth++] = level;
	/* Some names came out before the error: they are walked. */
	if (os_error)
		visit_directory(walk, path_bytes, os_error);
	return 0;
}

/*
 * However deep the tree, few descriptors: the one far above is closed, and
 * opened again on the way back. Not the nearest ones: a directory that may be
 * listed but not entered has no ".." to go back by.
 */
static void release_ancestor(struct walk *walk)
{
	struct level *level;

	if (walk->depth <= OPEN_ABOVE)
		return;
	level = &walk->levels[walk->depth - 1 - OPEN_ABOVE];
	if (level->fd >= 0)
		close(level->fd);
	level->fd = -1;
}

/* Open a directory again, as long as it is the same one. */
static bool reopen(struct level *level, int from, const char *path)
{
	int fd = openat(from, path,
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) || st.st_dev != level->device ||
	    st.st_ino != level->inode) {
		close(fd);
		return false;
	}
	level->fd = fd;
	return true;
}

/* Go back up; a directory that was moved away cannot be walked to its end. */
static void leave(struct walk *walk)
{
	struct level *done = &walk->levels[--walk->depth];
	struct level *level;

	if (walk->depth) {
		level = &walk->levels[walk->depth - 1];
		walk->path[level->path_bytes] = 0;
		if (level->fd < 0 && !reopen(level, done->fd, "..") &&
		    !reopen(level, AT_FDCWD, walk->path) &&
		    level->next < level->count) {
			level->next = level->count;
			visit_directory(walk, level->path_bytes, ESTALE);
		}
	}
	drop(done);
}

/* The next entry of the deepest directory. */
static void step(struct walk *walk)
{
	struct level *level = &walk->levels[walk->depth - 1];
	size_t path_bytes = level->path_bytes;
	int parent = level->fd;
	size_t bytes;
	char *name;
	int os_error;

	if (level->next == level->count) {
		leave(walk);
		return;
	}
	name = level->names[level->next++];
	bytes = strlen(name);
	if (!set_path(walk, path_bytes, name, bytes)) {
		visit_directory(walk, path_bytes, ENOMEM);
		return;
	}
	if (name[bytes - 1] != '/') {
		visit(walk, 0);
		return;
	}
	name[bytes - 1] = 0;
	os_error = enter(walk, parent, name, O_NOFOLLOW, path_bytes + bytes);
	if (os_error)
		visit_directory(walk, path_bytes + bytes, os_error);
	else
		release_ancestor(walk);
}

void walk(const char *root, walk_visit *visit_file, void *context)
{
	struct walk walk = { .visit = visit_file, .context = context };
	size_t bytes = strlen(root);
	int os_error = ENOMEM;

	if (set_path(&walk, 0, root, bytes) &&
	    (root[bytes - 1] == '/' || set_path(&walk, bytes, "/", 1)))
		os_error = enter(&walk, AT_FDCWD, root, 0, strlen(walk.path));
	if (os_error)
		visit_file(context, root, os_error);
	while (walk.depth && !walk.stopped)
		step(&walk);
	while (walk.depth)
		drop(&walk.levels[--walk.depth]);
	free(walk.levels);
	free(walk.path);
}
