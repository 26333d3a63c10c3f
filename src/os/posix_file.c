/* SPDX-License-Identifier: MIT */
/* posix_file.c - files by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../../include/hashlane.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <sys/vfs.h>
#endif

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

int hln_file_open_at(int *file, int directory, const char *path, bool follow)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
			  (follow ? 0 : O_NOFOLLOW);
	int at = directory < 0 ? AT_FDCWD : directory;
	int fd = open_at(at, path, flags);

	if (fd < 0 && errno == ENAMETOOLONG)
		fd = open_in_strides(at, path, flags);
	if (fd < 0)
		return errno;
	*file = fd;
	return 0;
}

/* A time that no int64_t has (from 2262 on) is the last one that it has. */
static int64_t nanoseconds(int64_t seconds, int64_t nanoseconds)
{
	if (seconds >= INT64_MAX / 1000000000)
		return INT64_MAX;
	if (seconds <= INT64_MIN / 1000000000)
		return INT64_MIN;
	return seconds * 1000000000 + nanoseconds;
}

static void fill_info(struct hln_file_info *info, const struct stat *from)
{
	info->size_bytes = from->st_size > 0 ? (uint64_t)from->st_size : 0;
#if defined(__APPLE__)
	info->mtime_ns = nanoseconds(from->st_mtimespec.tv_sec,
				     from->st_mtimespec.tv_nsec);
	info->ctime_ns = nanoseconds(from->st_ctimespec.tv_sec,
				     from->st_ctimespec.tv_nsec);
#else
	info->mtime_ns = nanoseconds(from->st_mtim.tv_sec,
				     from->st_mtim.tv_nsec);
	info->ctime_ns = nanoseconds(from->st_ctim.tv_sec,
				     from->st_ctim.tv_nsec);
#endif
	info->device = (uint64_t)from->st_dev;
	info->inode = (uint64_t)from->st_ino;
	info->links = (uint64_t)from->st_nlink;
	info->mode = (uint32_t)from->st_mode;
	info->owner = (uint32_t)from->st_uid;
	info->group = (uint32_t)from->st_gid;
	info->regular = S_ISREG(from->st_mode);
}

/*
 * By fstat(2) itself: glibc 2.33 to 2.38 asks for the status of an empty path
 * below the descriptor, which takes a tenth longer. The struct is the kernel's.
 */
static int ask(int file, struct stat *st)
{
#if defined(__linux__) && defined(__x86_64__) && defined(__LP64__)
	return (int)syscall(SYS_fstat, file, st);
#else
	return fstat(file, st);
#endif
}

int hln_file_info(struct hln_file_info *info, int file)
{
	struct stat st;

	if (ask(file, &st))
		return errno;
	fill_info(info, &st);
	return 0;
}

int hln_file_info_at(struct hln_file_info *info, int directory,
		     const char *name, bool follow)
{
	struct stat st;

	if (fstatat(directory < 0 ? AT_FDCWD : directory, name, &st,
		    follow ? 0 : AT_SYMLINK_NOFOLLOW))
		return errno;
	fill_info(info, &st);
	return 0;
}

void hln_file_synchronise(int file)
{
#if defined(SYS_statx) && defined(STATX_BASIC_STATS)
	struct statx stx;

	/* What it brings is what fstat says from then on. */
	(void)syscall(SYS_statx, file, "", AT_EMPTY_PATH | AT_STATX_FORCE_SYNC,
		      STATX_BASIC_STATS, &stx);
#else
	(void)file;
#endif
}

int hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
		     uint64_t offset)
{
	ssize_t n;

	if (offset > INT64_MAX)
		return EINVAL;
	/* No file goes on behind, and a read that would is refused. */
	if (bytes > INT64_MAX - offset)
		bytes = (size_t)(INT64_MAX - offset);
	do
		n = pread(file, buffer, bytes, (off_t)offset);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	*got = (size_t)n;
	return 0;
}

bool hln_file_is_ready(int file)
{
	struct pollfd now = { .fd = file, .events = POLLIN };

	return poll(&now, 1, 0) > 0;
}

bool hln_file_is_terminal(int file)
{
	return isatty(file);
}

int hln_file_real_path(char **out, const char *path)
{
	char *real = realpath(path, NULL);

	if (!real)
		return errno;
	*out = real;
	return 0;
}

/*
 * The wait comes first also where reads wait themselves: a FIFO that was
 * opened without waiting reads as empty until a writer has opened it.
 */
int hln_file_read_next(size_t *got, int file, void *buffer, size_t bytes,
		       int timeout_ms)
{
	struct pollfd wait = { .fd = file, .events = POLLIN };
	int ready;
	ssize_t n;

	do
		ready = poll(&wait, 1, timeout_ms);
	while (ready < 0 && errno == EINTR);
	if (!ready)
		return EAGAIN;
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

enum hln_cached hln_file_cached(int file, uint64_t offset)
{
#if defined(SYS_preadv2) && defined(RWF_NOWAIT)
	uint8_t byte;
	struct iovec to = { &byte, 1 };
	/* Of a long that has 64 bits the second half is none. */
	unsigned long low = (unsigned long)offset;
	unsigned long high = sizeof(high) < sizeof(offset) ?
				     (unsigned long)(offset >> 32) :
				     0;

	/*
	 * Not by name: glibc has preadv2 since 2.26 only, and a library that
	 * asks for it does not load on an older one. The offset is in two
	 * halves.
	 */
	if (offset > INT64_MAX ||
	    syscall(SYS_preadv2, file, &to, 1UL, low, high, RWF_NOWAIT) >= 0)
		return HLN_CACHED;
	return errno == EAGAIN ? HLN_NOT_CACHED : HLN_CACHE_UNKNOWN;
#else
	(void)file;
	(void)offset;
	return HLN_CACHE_UNKNOWN;
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

#if defined(__linux__)
/* <linux/magic.h>, which not every libc has. */
static const uint32_t pseudo_magic[] = {
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
	0x42494e4d, /* binfmt_misc */
	0x19800202, /* mqueue */
	0x65735543, /* fusectl */
};
static const uint32_t local_magic[] = {
	0xef53,     /* ext2, ext3, ext4 */
	0x58465342, /* xfs */
	0x9123683e, /* btrfs */
	0x01021994, /* tmpfs */
	0x858458f6, /* ramfs */
	0x794c7630, /* overlayfs */
	0xf2f52010, /* f2fs */
	0x2fc12fc1, /* zfs */
	0xca451a4e, /* bcachefs */
	0x3153464a, /* jfs */
	0x52654973, /* reiserfs */
	0x3434,     /* nilfs */
	0x4d44,     /* msdos, vfat */
	0x2011bab0, /* exfat */
	0x7366746e, /* ntfs3 */
	0x482b,     /* hfs+ */
	0x9660,     /* iso9660 */
	0x15013346, /* udf */
	0x73717368, /* squashfs */
	0xe0f5e1e2, /* erofs */
	0x28cd3d45, /* cramfs */
	0x958458f6, /* hugetlbfs */
};

static bool has_magic(uint32_t magic, const uint32_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == magic)
			return true;
	return false;
}

static enum hln_volume ask_volume(int file)
{
	struct statfs fs;

	if (fstatfs(file, &fs))
		return HLN_VOLUME_OTHER;
	if (has_magic((uint32_t)fs.f_type, local_magic,
		      sizeof(local_magic) / sizeof(local_magic[0])))
		return HLN_VOLUME_LOCAL;
	if (has_magic((uint32_t)fs.f_type, pseudo_magic,
		      sizeof(pseudo_magic) / sizeof(pseudo_magic[0])))
		return HLN_VOLUME_PSEUDO;
	return HLN_VOLUME_OTHER;
}

/* Of one device: its number, the second in which it was asked, the kind. */
enum { VOLUMES = 16, SECOND_BITS = 28, KIND_BITS = 4 };
static _Atomic(uint64_t) volumes[VOLUMES];

enum hln_volume hln_file_volume(int file, uint64_t device, int64_t now_ns)
{
	_Atomic(uint64_t) *cell = &volumes[(device ^ device >> 8) % VOLUMES];
	uint64_t seen = atomic_load_explicit(cell, memory_order_relaxed);
	enum hln_volume volume;
	/* Never zero, as a cell that was not written is. */
	uint64_t key =
		device << (SECOND_BITS + KIND_BITS) |
		((((uint64_t)now_ns >> 31) + 1) & ((1U << SECOND_BITS) - 1))
			<< KIND_BITS;

	if (device > UINT32_MAX)
		return ask_volume(file);
	if (seen >> KIND_BITS == key >> KIND_BITS)
		return (enum hln_volume)(seen & ((1U << KIND_BITS) - 1));
	volume = ask_volume(file);
	atomic_store_explicit(cell, key | (uint64_t)volume,
			      memory_order_relaxed);
	return volume;
}
#else
enum hln_volume hln_file_volume(int file, uint64_t device, int64_t now_ns)
{
	(void)file;
	(void)device;
	(void)now_ns;
	return HLN_VOLUME_OTHER;
}
#endif

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
