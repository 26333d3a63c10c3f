/* SPDX-License-Identifier: MIT */
/* identity.c - how a file is recognised, and when that can be trusted. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "identity.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

enum { SECOND_NS = 1000000000 };

/*
 * FAT (in steps of two), ext3 and old network file systems have whole seconds.
 * Other file systems use the time of the kernel's last tick, at most 10 ms ago.
 */
enum { COARSE_SECONDS = 2, FINE_NS = 40000000 };

static int64_t time_ns(const struct timespec *time)
{
	/* As in the library, times after 2262 are the latest time. */
	if (time->tv_sec >= INT64_MAX / SECOND_NS)
		return INT64_MAX;
	if (time->tv_sec <= INT64_MIN / SECOND_NS)
		return INT64_MIN;
	return (int64_t)time->tv_sec * SECOND_NS + time->tv_nsec;
}

void identity_of(struct identity *out, const struct stat *st)
{
	out->device = (uint64_t)st->st_dev;
	out->inode = (uint64_t)st->st_ino;
	out->size_bytes = (uint64_t)st->st_size;
	out->mtime_ns = time_ns(&st->st_mtim);
	out->ctime_ns = time_ns(&st->st_ctim);
}

bool identity_read(struct identity *out, const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return false;
	errno = 0;
	if (!S_ISREG(st.st_mode))
		return false;
	identity_of(out, &st);
	return true;
}

bool identity_equal(const struct identity *a, const struct identity *b)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->size_bytes == b->size_bytes && a->mtime_ns == b->mtime_ns &&
	       a->ctime_ns == b->ctime_ns;
}

bool identity_is_output(const struct identity *identity)
{
	struct stat st;

	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (!fstat(fd, &st) && S_ISREG(st.st_mode) &&
		    identity->device == (uint64_t)st.st_dev &&
		    identity->inode == (uint64_t)st.st_ino)
			return true;
	return false;
}

int64_t identity_clock(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_REALTIME, &now);
	return time_ns(&now);
}

bool identity_settled(const struct identity *identity, int64_t now_ns)
{
	int64_t youngest = identity->mtime_ns > identity->ctime_ns ?
				   identity->mtime_ns :
				   identity->ctime_ns;
	bool coarse = !(identity->mtime_ns % SECOND_NS) ||
		      !(identity->ctime_ns % SECOND_NS);
	int64_t resolution_ns = coarse ? COARSE_SECONDS * (int64_t)SECOND_NS :
					 FINE_NS;

	/* A subtraction might overflow: a file may have any time. */
	return youngest < now_ns - resolution_ns;
}
