/* SPDX-License-Identifier: MIT */
/* replace_file.c - a file written anew: the old one stays until all is there. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "replace_file.h"

#include "message.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names tried for the moment that a new file needs one. */
enum { ATTEMPTS = 100 };

static bool tell(const struct replacement *replacement, int error)
{
	message_failure(replacement->cli, replacement->path, strerror(error));
	return false;
}

static void forget(struct replacement *replacement)
{
	watch_temporary(replacement->cli->watch, NULL);
	free(replacement->temporary);
	free(replacement->path);
	replacement->temporary = replacement->path = NULL;
}

static int folder_bytes(const struct replacement *replacement)
{
	const char *slash = strrchr(replacement->path, '/');

	return slash ? (int)(slash + 1 - replacement->path) : 0;
}

/* Whoever could read the old file can read the new one. */
static void keep_mode(int fd, const struct stat *old)
{
	if ((old->st_uid != geteuid() || old->st_gid != getegid()) &&
	    fchown(fd, old->st_uid, old->st_gid))
		return;
	(void)fchmod(fd, old->st_mode & 07777);
}

static bool name_temporary(struct replacement *replacement)
{
	static unsigned count;
	char *name;

	/* Not by its name, which with more behind it might be too long. */
	if (asprintf(&name, "%.*s.hashlane-%ld-%u", folder_bytes(replacement),
		     replacement->path, (long)getpid(), count++) < 0) {
		errno = ENOMEM;
		return false;
	}
	free(replacement->temporary);
	replacement->temporary = name;
	return true;
}

/*
 * A file without a name goes by itself when the program is killed; where the
 * file system has none such, one with a name.
 */
static int open_new(struct replacement *replacement)
{
	int bytes = folder_bytes(replacement), fd = -1;
	char *folder = bytes ? strndup(replacement->path, (size_t)bytes) :
			       strdup(".");

	if (folder && !access("/proc/self/fd", X_OK))
		fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	free(folder);
	for (int i = 0; fd < 0 && i < ATTEMPTS; i++) {
		if (!name_temporary(replacement))
			return -1;
		fd = open(replacement->temporary,
			  O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

bool replace_begin(struct replacement *replacement, struct cli *cli,
		   const char *path, struct output *output)
{
	struct stat old;
	bool there = !stat(path, &old);
	/* A terminal or a pipe is written to, and stays what it is. */
	bool kept = there && !S_ISREG(old.st_mode);
	char *whole = kept ? NULL : canonicalize_file_name(path);
	int fd;

	*replacement = (struct replacement){
		.cli = cli,
		.path = whole ? whole : strdup(path),
		.kept = kept,
		.output = output,
	};
	if (!replacement->path) {
		message_failure(cli, path, strerror(ENOMEM));
		return false;
	}
	/* A link that leads nowhere is not to be replaced by a file. */
	if (!there && !whole && !lstat(path, &old)) {
		tell(replacement, ENOENT);
		forget(replacement);
		return false;
	}
	if (kept)
		fd = open(replacement->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	else
		fd = open_new(replacement);
	if (fd < 0) {
		tell(replacement, errno);
		forget(replacement);
		return false;
	}
	if (there && !kept)
		keep_mode(fd, &old);
	*output = (struct output){ .fd = fd };
	watch_temporary(cli->watch, replacement->temporary);
	return true;
}

/* A name for the moment before it has the old file's. */
static bool give_name(struct replacement *replacement, int fd)
{
	char self[64];

	if (replacement->temporary)
		return true;
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	for (int i = 0; i < ATTEMPTS; i++) {
		if (!name_temporary(replacement))
			return false;
		if (!linkat(AT_FDCWD, self, AT_FDCWD, replacement->temporary,
			    AT_SYMLINK_FOLLOW))
			return true;
		if (errno != EEXIST)
			break;
	}
	return false;
}

/* What is done may not be undone by a loss of power. */
static void sync_folder(const struct replacement *replacement)
{
	int bytes = folder_bytes(replacement), fd;
	char *folder = bytes ? strndup(replacement->path, (size_t)bytes) :
			       strdup(".");

	fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	free(folder);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

bool replace_commit(struct replacement *replacement)
{
	struct output *output = replacement->output;
	bool kept = replacement->kept;

	output_flush(output);
	/* Before the name: a crash must not leave a name without content. */
	if (!kept && !output->os_error && fsync(output->fd) && errno != EINVAL)
		output->os_error = errno;
	if (!kept && !output->os_error && !give_name(replacement, output->fd))
		output->os_error = errno;
	output_close(output);
	if (!kept && !output->os_error &&
	    rename(replacement->temporary, replacement->path))
		output->os_error = errno;
	if (output->os_error) {
		if (replacement->temporary)
			(void)unlink(replacement->temporary);
		(void)tell(replacement, output->os_error);
	} else if (!kept) {
		sync_folder(replacement);
	}
	forget(replacement);
	return !output->os_error;
}

void replace_abandon(struct replacement *replacement)
{
	output_undo(replacement->output);
	output_close(replacement->output);
	if (replacement->temporary)
		(void)unlink(replacement->temporary);
	forget(replacement);
}
