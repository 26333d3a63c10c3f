/* SPDX-License-Identifier: MIT */
/* posix_file.c - files by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../../include/hashlane.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/vfs.h>
#endif

/* With no descriptor left, wait for another thread's: 200 times 10 ms. */
enum { OPEN_TRIES = 200, OPEN_WAIT_NS = 10000000 };

/* Of a path that every system takes at once. */
enum { STRIDE_BYTES = 1024 };

/* To go through a directory is all: it need not be readable. */
#if defined(O_PATH)
enum { PASS = O_PATH | O_DIRECTORY | O_CLOEXEC };
#elif defined(O_SEARCH)
enum { PASS = O_SEARCH | O_DIRECTORY | O_CLOEXEC };
#else
enum { PASS = O_RDONLY | O_DIRECTORY | O_CLOEXEC };
#endif

static int open_at(int directory, const char *path, int flags)
{
	int fd;

	do
		fd = openat(directory, path, flags);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/*
 * A path that is longer than the system takes at once, in strides that it
 * takes. Returns what openat does.
 */
static int open_in_strides(int directory, const char *path, int flags)
{
	char stride[STRIDE_BYTES];
	int at = directory;

	while (strlen(path) >= sizeof(stride)) {
		size_t bytes = sizeof(stride) - 1;
		int next, error;

		while (bytes && path[bytes] != '/')
			bytes--;
		/* A name of that length is nobody's. */
		if (!bytes) {
			next = -1;
			error = ENAMETOOLONG;
		} else {
			memcpy(stride, path, bytes);
			stride[bytes] = 0;
			next = open_at(at, stride, PASS);
			error = errno;
		}
		if (at != directory)
			close(at);
		if (next < 0) {
			errno = error;
			return -1;
		}
		at = next;
		for (path += bytes; *path == '/'; path++)
			continue;
	}
	if (at != directory) {
		int fd = open_at(at, *path ? path : ".", flags);
		int error = errno;

		close(at);
		errno = error;
		return fd;
	}
	return open_at(at, path, flags);
}

int hln_file_open_at(int *file, int directory, const char *path)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	int at = directory < 0 ? AT_FDCWD : directory;
	int fd = open_at(at, path, flags);

	if (fd < 0 && errno == ENAMETOOLONG)
		fd = open_in_strides(at, path, flags);
	if (fd < 0)
		return errno;
	*file = fd;
	return 0;
}

int hln_file_open(int *file, const char *path)
{
	const struct timespec wait = { 0, OPEN_WAIT_NS };

	for (int tries = 0;; tries++) {
		int error = hln_file_open_at(file, -1, path);

		if ((error != EMFILE && error != ENFILE) ||
		    tries == OPEN_TRIES)
			return error;
		nanosleep(&wait, NULL);
	}
}

int hln_file_info(struct hln_file_info *info, int file)
{
	struct stat st;

	if (fstat(file, &st))
		return errno;
	info->size_bytes = st.st_size > 0 ? (uint64_t)st.st_size : 0;
#if defined(__APPLE__)
	info->mtime_ns = (int64_t)st.st_mtimespec.tv_sec * 1000000000 +
			 st.st_mtimespec.tv_nsec;
#else
	info->mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 +
			 st.st_mtim.tv_nsec;
#endif
	info->device = (uint64_t)st.st_dev;
	info->inode = (uint64_t)st.st_ino;
	info->links = (uint64_t)st.st_nlink;
	info->regular = S_ISREG(st.st_mode);
	return 0;
}

int hln_file_read(size_t *got, int file, void *buffer, size_t bytes)
{
	ssize_t n;

	do
		n = read(file, buffer, bytes);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	*got = (size_t)n;
	return 0;
}

int hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
		     uint64_t offset)
{
	ssize_t n;

	if (offset > INT64_MAX)
		return EINVAL;
	do
		n = pread(file, buffer, bytes, (off_t)offset);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	*got = (size_t)n;
	return 0;
}

void hln_file_close(int file)
{
	close(file);
}

void hln_file_sequential(int file)
{
#if defined(POSIX_FADV_SEQUENTIAL)
	(void)posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
#else
	(void)file;
#endif
}

void hln_file_will_need(int file, uint64_t offset, uint64_t bytes)
{
#if defined(POSIX_FADV_WILLNEED)
	(void)posix_fadvise(file, (off_t)offset, (off_t)bytes,
			    POSIX_FADV_WILLNEED);
#else
	(void)file;
	(void)offset;
	(void)bytes;
#endif
}

bool hln_file_is_cached(int file)
{
#if defined(RWF_NOWAIT)
	uint8_t byte;
	struct iovec to = { &byte, 1 };

	return preadv2(file, &to, 1, 0, RWF_NOWAIT) >= 0 || errno != EAGAIN;
#else
	(void)file;
	return true;
#endif
}

void hln_file_drop_cache(int file, uint64_t offset, uint64_t bytes)
{
#if defined(POSIX_FADV_DONTNEED)
	(void)posix_fadvise(file, (off_t)offset, (off_t)bytes,
			    POSIX_FADV_DONTNEED);
#else
	(void)file;
	(void)offset;
	(void)bytes;
#endif
}

uint64_t hln_file_open_max(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) ||
	    limit.rlim_cur == RLIM_INFINITY)
		return 1024;
	return (uint64_t)limit.rlim_cur;
}

bool hln_file_is_pseudo(int file)
{
#if defined(__linux__)
	/* <linux/magic.h>, which not every libc has. */
	static const uint32_t magic[] = {
		0x9fa0,     /* proc */
		0x62656572, /* sysfs */
		0x64626720, /* debugfs */
		0x74726163, /* tracefs */
		0x27e0eb,   /* cgroup */
		0x63677270, /* cgroup2 */
		0x73636673, /* securityfs */
		0xcafe4a11, /* bpf */
		0x6165676c, /* pstore */
		0x62656570, /* configfs */
		0xf97cff8c, /* selinuxfs */
	};
	struct statfs fs;

	if (fstatfs(file, &fs))
		return false;
	for (size_t i = 0; i < sizeof(magic) / sizeof(magic[0]); i++)
		if ((uint32_t)fs.f_type == magic[i])
			return true;
#else
	(void)file;
#endif
	return false;
}

int32_t hln_file_status(int os_error)
{
	switch (os_error) {
	case 0:
		return HASHLANE_OK;
	case ENOENT:
	case ENOTDIR:
		return HASHLANE_NOT_FOUND;
	case EACCES:
	case EPERM:
		return HASHLANE_ACCESS;
	case EISDIR:
	case ESPIPE: /* what has no offsets is no file */
	case ENXIO:  /* a socket, or a FIFO or device without another end */
	case ENODEV:
	case EAGAIN: /* a FIFO that has nothing yet */
		return HASHLANE_NOT_REGULAR;
	case ENOMEM:
		return HASHLANE_NO_MEMORY;
	default:
		return HASHLANE_IO;
	}
}
#else
/* ISO C wants something here. */
typedef int hln_no_posix_file;
#endif
