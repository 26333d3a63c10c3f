/* SPDX-License-Identifier: MIT */
/* posix_file.c - files by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../../include/hashlane.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/vfs.h>
#endif

/* With no descriptor left, wait for another thread's: 200 times 10 ms. */
enum { OPEN_TRIES = 200, OPEN_WAIT_NS = 10000000 };

int hln_file_open(int *file, const char *path)
{
	const struct timespec wait = { 0, OPEN_WAIT_NS };

	for (int tries = 0;;) {
		int fd = open(path,
			      O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

		if (fd >= 0) {
			*file = fd;
			return 0;
		}
		if (errno == EINTR)
			continue;
		if ((errno != EMFILE && errno != ENFILE) ||
		    ++tries == OPEN_TRIES)
			return errno;
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
	case ENXIO: /* a socket, or a FIFO or device without another end */
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
