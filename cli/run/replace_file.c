/* SPDX-License-Identifier: MIT */
/* replace_file.c - write a new file, and put it in the place of the old one. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "replace_file.h"

#include "../terminal/message.h"
#include "run_state.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many temporary names are tried. */
enum { ATTEMPTS = 100 };

/* How many links are followed, as by the kernel. */
enum { LINKS_MAX = 40 };

static bool tell(const struct replacement *replacement, int error)
{
	message_failure(replacement->cli, replacement->path,
			message_errno(error));
	return false;
}

static void forget(struct replacement *replacement)
{
	run_state_set_temporary(replacement->cli->run, NULL);
	free(replacement->temporary);
	free(replacement->path);
	replacement->temporary = replacement->path = NULL;
}

static int folder_bytes(const struct replacement *replacement)
{
	const char *slash = strrchr(replacement->path, '/');

	return slash ? (int)(slash + 1 - replacement->path) : 0;
}

/*
 * Give the new file the owner, the group and the mode of the old one. If the
 * owner or the group cannot be kept, nobody gets more rights than before.
 */
static void keep_mode(int fd, const struct stat *old)
{
	mode_t mode = old->st_mode & 07777;
	struct stat now;

	if (fchown(fd, old->st_uid, old->st_gid))
		(void)!fchown(fd, (uid_t)-1, old->st_gid);
	if (fstat(fd, &now))
		return;
	if (now.st_uid != old->st_uid || now.st_gid != old->st_gid)
		mode &= 0777;
	/* Another group gets the rights of everybody. */
	if (now.st_gid != old->st_gid)
		mode &= ~(mode_t)070 | (mode & 07) << 3;
	(void)fchmod(fd, mode);
}

static bool name_temporary(struct replacement *replacement)
{
	static unsigned count;
	char *name;

	/* A suffix of the old name might make it too long. */
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
 * Open a file without a name, which vanishes when the process is killed. If the
 * file system does not support that, open one with a name.
 */
static int open_new(struct replacement *replacement, mode_t mode)
{
	int bytes = folder_bytes(replacement), fd = -1;
	char *folder = bytes ? strndup(replacement->path, (size_t)bytes) :
			       strdup(".");

	if (folder && !access("/proc/self/fd", X_OK))
		fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
	free(folder);
	for (int i = 0; fd < 0 && i < ATTEMPTS; i++) {
		if (!name_temporary(replacement))
			return -1;
		fd = open(replacement->temporary,
			  O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* Is it the folder of this process's descriptors, its links resolved? */
static bool has_descriptors(const char *folder)
{
	static const char *const folders[] = { "/proc/self/fd",
					       "/proc/thread-self/fd" };
	bool same = false;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *real = realpath(folders[i], NULL);

		same |= real && !strcmp(real, folder);
		free(real);
	}
	return same;
}

/* The target of a link, to be freed. NULL: it is no link. */
static char *read_link(const char *folder, const char *name)
{
	char *path, *to = NULL, target[4096];
	ssize_t n = -1;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return NULL;
	n = readlink(path, target, sizeof(target) - 1);
	free(path);
	if (n < 0)
		return NULL;
	target[n] = 0;
	if (*target == '/')
		return strdup(target);
	return asprintf(&to, "%s/%s", folder, target) < 0 ? NULL : to;
}

/*
 * The number of a descriptor that a path is; -1: none. *next is as read_link.
 */
static int descriptor_at(const char *path, char **next)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char *folder = slash ? strndup(path, (size_t)(name - path)) :
			       strdup(".");
	char *real = folder ? realpath(folder, NULL) : NULL, *end;
	long number = -1;

	free(folder);
	*next = NULL;
	if (real && has_descriptors(real)) {
		number = strtol(name, &end, 10);
		if (*end || !*name || number > INT_MAX)
			number = -1;
	} else if (real) {
		*next = read_link(real, name);
	}
	free(real);
	return (int)number;
}

int own_descriptor(const char *path)
{
	char *at = strdup(path);
	struct stat st, own;
	int found = -1;

	/* The kernel would open the file again, at its start. */
	for (int i = 0; at && found < 0 && i < LINKS_MAX; i++) {
		char *next;

		found = descriptor_at(at, &next);
		free(at);
		at = next;
	}
	free(at);
	for (int fd = STDOUT_FILENO; found < 0 && fd <= STDERR_FILENO; fd++)
		if (!stat(path, &st) && S_ISREG(st.st_mode) &&
		    !fstat(fd, &own) && own.st_dev == st.st_dev &&
		    own.st_ino == st.st_ino)
			found = fd;
	return found;
}

bool replace_begin(struct replacement *replacement, struct cli *cli,
		   const char *path, struct output *output)
{
	struct stat old;
	bool there = !stat(path, &old);
	int own = own_descriptor(path);
	/* A terminal or a pipe is written in place. */
	bool kept = own >= 0 || (there && !S_ISREG(old.st_mode));
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
	/* A dangling link must not be replaced by a file. */
	if (!there && !kept && !whole && !lstat(path, &old)) {
		tell(replacement, ENOENT);
		forget(replacement);
		return false;
	}
	if (own >= 0)
		fd = fcntl(own, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	else if (kept)
		fd = open(replacement->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	else
		fd = open_new(replacement, there ? 0600 : 0666);
	if (fd < 0) {
		tell(replacement, errno);
		forget(replacement);
		return false;
	}
	if (there && !kept)
		keep_mode(fd, &old);
	*output = (struct output){
		.fd = fd,
		.screen = isatty(fd) ? cli->err.screen : NULL,
	};
	run_state_set_temporary(cli->run, replacement->temporary);
	return true;
}

/* Give the new file a temporary name; false: errno says why. */
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

/* Sync the folder, so that a loss of power does not undo the rename. */
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

static bool is_expected(const struct replacement *replacement)
{
	struct identity now;

	return !replacement->expected ||
	       (identity_read(&now, replacement->path) &&
		identity_equal(&now, replacement->expected));
}

/* Check the old file one last time, and rename. */
static void take_place(struct replacement *replacement)
{
	struct output *output = replacement->output;

	if (!output->os_error && !is_expected(replacement))
		replacement->changed = true;
	else if (!output->os_error &&
		 rename(replacement->temporary, replacement->path))
		output->os_error = errno;
}

bool replace_commit(struct replacement *replacement)
{
	struct signals *signals = replacement->cli->signals;
	struct output *output = replacement->output;
	bool kept = replacement->kept;

	if (!kept)
		output_flush(output);
	/*
	 * Sync before the rename: a crash must not leave a name without
	 * content.
	 */
	if (!kept && !output->os_error && fsync(output->fd) && errno != EINVAL)
		output->os_error = errno;
	if (kept ? signals_end_run(signals) : !signals_commit(signals)) {
		replace_abandon(replacement);
		return false;
	}
	if (!kept && !output->os_error && !give_name(replacement, output->fd))
		output->os_error = errno;
	output_close(output);
	if (!kept)
		take_place(replacement);
	if (replacement->changed) {
		(void)unlink(replacement->temporary);
		message_failure(replacement->cli, replacement->path,
				"is not replaced: it changed meanwhile");
	} else if (output->os_error) {
		if (replacement->temporary)
			(void)unlink(replacement->temporary);
		(void)tell(replacement, output->os_error);
	} else if (!kept) {
		sync_folder(replacement);
	}
	forget(replacement);
	return !output->os_error && !replacement->changed;
}

void replace_abandon(struct replacement *replacement)
{
	output_undo(replacement->output);
	output_close(replacement->output);
	if (replacement->temporary)
		(void)unlink(replacement->temporary);
	forget(replacement);
}
