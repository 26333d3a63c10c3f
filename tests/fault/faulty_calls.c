/* SPDX-License-Identifier: MIT */
/* faulty_calls.c - calls into libc that fail by plan. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "faulty_calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static _Atomic(const struct fault_plan *) current;
static _Atomic(uint64_t) file_calls, stats, reads, opens, allocations, threads;
static _Atomic(int64_t) live_blocks;

void faults_begin(const struct fault_plan *plan)
{
	atomic_store(&file_calls, 0);
	atomic_store(&stats, 0);
	atomic_store(&reads, 0);
	atomic_store(&opens, 0);
	atomic_store(&allocations, 0);
	atomic_store(&threads, 0);
	atomic_store(&current, plan);
}

void faults_end(void)
{
	atomic_store(&current, NULL);
}

uint64_t faults_file_calls(void)
{
	return atomic_load(&file_calls);
}

uint64_t faults_allocations(void)
{
	return atomic_load(&allocations);
}

int64_t faults_live_blocks(void)
{
	return atomic_load(&live_blocks);
}

/* ---- Files ---- */

static bool is_meant(const struct fault_plan *plan, int fd)
{
	struct stat st;

	return plan->inode && !fstatat(fd, "", &st, AT_EMPTY_PATH) &&
	       st.st_ino == plan->inode;
}

/* Fewer bytes than asked for; 0: interrupted. */
static size_t shorten(uint64_t seed, size_t bytes)
{
	uint64_t roll = seed + atomic_fetch_add(&reads, 1);

	roll = (roll ^ roll >> 31) * 0x9e3779b97f4a7c15;
	roll = (roll ^ roll >> 29) * 0xbf58476d1ce4e5b9;
	roll ^= roll >> 32;
	if (roll % 5 == 0)
		return 0;
	if (roll % 5 == 1)
		return 1;
	return roll % 5 == 2 ? bytes : 1 + roll / 5 % bytes;
}

static ssize_t read_at(int fd, void *buffer, size_t bytes, off_t offset)
{
	const struct fault_plan *plan = atomic_load(&current);
	struct iovec to = { buffer, bytes };

	if (plan && is_meant(plan, fd)) {
		uint64_t n = atomic_fetch_add(&file_calls, 1) + 1;
		uint64_t from = (uint64_t)offset;

		if (plan->before)
			plan->before(n);
		if (from >= plan->bad_from && from < plan->bad_to) {
			errno = EIO;
			return -1;
		}
		if (from < plan->bad_from && plan->bad_from < plan->bad_to &&
		    plan->bad_from - from < bytes)
			to.iov_len = (size_t)(plan->bad_from - from);
	}
	if (plan && plan->short_reads && to.iov_len) {
		to.iov_len = shorten(plan->short_reads, to.iov_len);
		if (!to.iov_len) {
			errno = EINTR;
			return -1;
		}
	}
	return preadv(fd, &to, 1, offset);
}

static int inspect(int fd, struct stat *st)
{
	const struct fault_plan *plan = atomic_load(&current);

	if (plan && is_meant(plan, fd)) {
		uint64_t n = atomic_fetch_add(&file_calls, 1) + 1;

		if (plan->before)
			plan->before(n);
		if (atomic_fetch_add(&stats, 1) + 1 == plan->stat_fails) {
			errno = EIO;
			return -1;
		}
	}
	return fstatat(fd, "", st, AT_EMPTY_PATH);
}

static int open_at(int directory, const char *path, int flags)
{
	const struct fault_plan *plan = atomic_load(&current);

	if (plan && plan->before_open)
		plan->before_open(path);
	if (plan && atomic_fetch_add(&opens, 1) < plan->opens_fail) {
		errno = EMFILE;
		return -1;
	}
	/* The library makes no files: there is no mode. */
	return (int)syscall(SYS_openat, directory, path, flags, 0);
}

/* ---- Memory and threads ---- */

static bool is_refused(void)
{
	const struct fault_plan *plan = atomic_load(&current);
	uint64_t n;

	if (!plan)
		return false;
	n = atomic_fetch_add(&allocations, 1) + 1;
	if (!plan->allocation_fails || n < plan->allocation_fails ||
	    (n > plan->allocation_fails && !plan->allocations_fail_on))
		return false;
	errno = ENOMEM;
	return true;
}

static void *count_block(void *block)
{
	if (block)
		atomic_fetch_add(&live_blocks, 1);
	return block;
}

/* ---- What the linker calls instead: __wrap_x for x, __real_x is x ---- */

/* With and without 64-bit offsets in the name, as the libc has it. */
ssize_t __wrap_pread(int fd, void *buffer, size_t bytes, off_t offset);
ssize_t __wrap_pread64(int fd, void *buffer, size_t bytes, off_t offset);
int __wrap_fstat(int fd, struct stat *st);
int __wrap_fstat64(int fd, struct stat *st);
int __wrap_openat(int directory, const char *path, int flags, ...);
int __wrap_openat64(int directory, const char *path, int flags, ...);
DIR *__real_fdopendir(int fd);
DIR *__wrap_fdopendir(int fd);
void *__real_malloc(size_t bytes);
void *__wrap_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void *__real_realloc(void *block, size_t bytes);
void *__wrap_realloc(void *block, size_t bytes);
void *__real_aligned_alloc(size_t alignment, size_t bytes);
void *__wrap_aligned_alloc(size_t alignment, size_t bytes);
void __real_free(void *block);
void __wrap_free(void *block);
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			  void *(*run)(void *), void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			  void *(*run)(void *), void *argument);

ssize_t __wrap_pread(int fd, void *buffer, size_t bytes, off_t offset)
{
	return read_at(fd, buffer, bytes, offset);
}

ssize_t __wrap_pread64(int fd, void *buffer, size_t bytes, off_t offset)
{
	return read_at(fd, buffer, bytes, offset);
}

int __wrap_fstat(int fd, struct stat *st)
{
	return inspect(fd, st);
}

int __wrap_fstat64(int fd, struct stat *st)
{
	return inspect(fd, st);
}

int __wrap_openat(int directory, const char *path, int flags, ...)
{
	return open_at(directory, path, flags);
}

int __wrap_openat64(int directory, const char *path, int flags, ...)
{
	return open_at(directory, path, flags);
}

DIR *__wrap_fdopendir(int fd)
{
	return is_refused() ? NULL : __real_fdopendir(fd);
}

void *__wrap_malloc(size_t bytes)
{
	return is_refused() ? NULL : count_block(__real_malloc(bytes));
}

void *__wrap_calloc(size_t count, size_t bytes)
{
	return is_refused() ? NULL : count_block(__real_calloc(count, bytes));
}

void *__wrap_realloc(void *block, size_t bytes)
{
	void *moved = is_refused() ? NULL : __real_realloc(block, bytes);

	return block ? moved : count_block(moved);
}

void *__wrap_aligned_alloc(size_t alignment, size_t bytes)
{
	return is_refused() ?
		       NULL :
		       count_block(__real_aligned_alloc(alignment, bytes));
}

void __wrap_free(void *block)
{
	if (block)
		atomic_fetch_sub(&live_blocks, 1);
	__real_free(block);
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			  void *(*run)(void *), void *argument)
{
	const struct fault_plan *plan = atomic_load(&current);

	if (plan && plan->thread_fails &&
	    atomic_fetch_add(&threads, 1) + 1 >= plan->thread_fails)
		return EAGAIN;
	return __real_pthread_create(thread, attributes, run, argument);
}
