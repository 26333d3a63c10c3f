/* SPDX-License-Identifier: MIT */
/*
 * preload_faults.c - a library to preload that makes system calls fail, or
 * changes a file while it is read. What it does stands in the environment:
 *
 *   FAULT_FILE     the path of the file that is meant
 *   FAULT_SHORT    a seed: reads return a few bytes, or EINTR, at random
 *   FAULT_EIO      reads from this byte of the file on fail
 *   FAULT_AT       the number of the read of the file, from 1, before which
 *   FAULT_ACTION   truncate, append, rewrite, replace or touch happens to it;
 *                  "vanish" removes it before it is opened
 *   FAULT_MALLOC   the number of the allocation that fails; with a "+" behind
 *                  it, all after it do, too
 *   FAULT_TRACE    a file that is made when that allocation came
 *   FAULT_THREAD   the number of the thread that cannot be made, and all after
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_long reads, allocations, threads;
static _Atomic(uint64_t) dice;

static long number(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : -1;
}

/* Is it the file that is meant? */
static bool is_meant(int fd)
{
	const char *path = getenv("FAULT_FILE");
	char link[64], target[4096];
	ssize_t n;

	if (!path)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = syscall(SYS_readlinkat, AT_FDCWD, link, target, sizeof(target));
	return n == (ssize_t)strlen(path) && !memcmp(target, path, (size_t)n);
}

static void change(const char *path, const char *action)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR, 0);
	struct stat st;
	char other[4200];

	if (fd < 0 || fstat(fd, &st))
		abort();
	if (!strcmp(action, "truncate")) {
		if (ftruncate(fd, st.st_size / 2))
			abort();
	} else if (!strcmp(action, "append")) {
		if (syscall(SYS_pwrite64, fd, "x", 1, st.st_size) != 1)
			abort();
	} else if (!strcmp(action, "rewrite")) {
		if (syscall(SYS_pwrite64, fd, "x", 1, st.st_size - 1) != 1)
			abort();
	} else if (!strcmp(action, "replace")) {
		snprintf(other, sizeof(other), "%s.other", path);
		if (rename(other, path))
			abort();
	} else {
		abort();
	}
	close(fd);
}

/* What a read meets: how many bytes it may return, or -1 and errno. */
static ssize_t meet(int fd, size_t bytes, off_t offset)
{
	const char *action = getenv("FAULT_ACTION");
	long eio = number("FAULT_EIO"), seed = number("FAULT_SHORT");

	if (action && strcmp(action, "vanish") != 0 && is_meant(fd) &&
	    atomic_fetch_add(&reads, 1) + 1 == number("FAULT_AT"))
		change(getenv("FAULT_FILE"), action);
	if (eio >= 0 && is_meant(fd)) {
		if (offset >= eio) {
			errno = EIO;
			return -1;
		}
		if ((off_t)bytes > eio - offset)
			bytes = (size_t)(eio - offset);
	}
	if (seed >= 0 && bytes) {
		uint64_t roll = atomic_fetch_add(&dice, 1) + (uint64_t)seed;

		roll = (roll * 0x9e3779b97f4a7c15) >> 40;
		if (roll % 5 == 0) {
			errno = EINTR;
			return -1;
		}
		if (roll % 5 < 4)
			bytes = 1 + roll / 5 % (bytes < 4099 ? bytes : 4099);
	}
	return (ssize_t)bytes;
}

ssize_t pread64(int fd, void *buffer, size_t bytes, off_t offset)
{
	ssize_t may = meet(fd, bytes, offset);

	return may < 0 ? -1 :
			 syscall(SYS_pread64, fd, buffer, (size_t)may, offset);
}

ssize_t pread(int fd, void *buffer, size_t bytes, off_t offset)
{
	return pread64(fd, buffer, bytes, offset);
}

static int open_below(int folder, const char *path, int flags, mode_t mode)
{
	const char *action = getenv("FAULT_ACTION");
	const char *file = getenv("FAULT_FILE");
	size_t bytes = strlen(path);

	if (action && !strcmp(action, "vanish") && file &&
	    strlen(file) >= bytes &&
	    !strcmp(file + strlen(file) - bytes, path) && bytes > 1)
		unlink(file);
	return (int)syscall(SYS_openat, folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list rest;

	va_start(rest, flags);
	if (flags & O_CREAT)
		mode = va_arg(rest, mode_t);
	va_end(rest);
	return open_below(folder, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list rest;

	va_start(rest, flags);
	if (flags & O_CREAT)
		mode = va_arg(rest, mode_t);
	va_end(rest);
	return open_below(folder, path, flags, mode);
}

static bool fails(atomic_long *count, const char *name)
{
	const char *text = getenv(name);
	long at, now;

	if (!text)
		return false;
	at = strtol(text, NULL, 10);
	now = atomic_fetch_add(count, 1) + 1;
	if (now != at && !(now > at && strchr(text, '+')))
		return false;
	if (now == at && getenv("FAULT_TRACE"))
		close((int)syscall(SYS_openat, AT_FDCWD, getenv("FAULT_TRACE"),
				   O_WRONLY | O_CREAT, 0600));
	errno = ENOMEM;
	return true;
}

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *block, size_t bytes);
extern void *__libc_memalign(size_t alignment, size_t bytes);

void *malloc(size_t bytes)
{
	return fails(&allocations, "FAULT_MALLOC") ? NULL :
						     __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
	return fails(&allocations, "FAULT_MALLOC") ?
		       NULL :
		       __libc_calloc(count, bytes);
}

void *realloc(void *block, size_t bytes)
{
	return fails(&allocations, "FAULT_MALLOC") ?
		       NULL :
		       __libc_realloc(block, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes)
{
	return fails(&allocations, "FAULT_MALLOC") ?
		       NULL :
		       __libc_memalign(alignment, bytes);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
		   void *(*run)(void *), void *argument)
{
	static int (*real)(pthread_t *, const pthread_attr_t *,
			   void *(*)(void *), void *);

	if (fails(&threads, "FAULT_THREAD"))
		return EAGAIN;
	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
	return real(thread, attributes, run, argument);
}
