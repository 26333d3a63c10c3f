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
#include <sys/vfs.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static _Atomic(const struct fault_plan *) current;
static _Atomic(uint64_t) file_calls, first_read, stats, reads, opens,
	allocations, threads, locks;
static _Atomic(int64_t) live_blocks;
static struct timespec begun; /* ctimes from before it are made older */

void faults_begin(const struct fault_plan *plan)
{
	atomic_store(&file_calls, 0);
	atomic_store(&first_read, 0);
	atomic_store(&stats, 0);
	atomic_store(&reads, 0);
	atomic_store(&opens, 0);
	atomic_store(&allocations, 0);
	atomic_store(&threads, 0);
	/* What was written before and what is written after are ticks apart. */
	if (plan->ctime_age) {
		nanosleep(&(struct timespec){ .tv_nsec = 12000000 }, NULL);
		clock_gettime(CLOCK_REALTIME_COARSE, &begun);
		nanosleep(&(struct timespec){ .tv_nsec = 12000000 }, NULL);
	}
	atomic_store(&locks, 0);
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

uint64_t faults_first_read(void)
{
	return atomic_load(&first_read);
}

uint64_t faults_allocations(void)
{
	return atomic_load(&allocations);
}

uint64_t faults_locks(void)
{
	return atomic_load(&locks);
}

int64_t faults_live_blocks(void)
{
	return atomic_load(&live_blocks);
}

/* ---- Files ---- */

/* In a wrapper: what it calls is not the library's. */
static _Thread_local bool inside;

static void note_call(void)
{
	const struct fault_plan *plan = atomic_load(&current);

	if (plan && plan->before_call && !inside)
		plan->before_call();
}

static bool is_meant(const struct fault_plan *plan, int fd)
{
	struct stat st;
	bool meant;

	if (!plan->inode)
		return false;
	inside = true;
	meant = !fstatat(fd, "", &st, AT_EMPTY_PATH) &&
		st.st_ino == plan->inode;
	inside = false;
	return meant;
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

	note_call();
	if (plan && is_meant(plan, fd)) {
		uint64_t n = atomic_fetch_add(&file_calls, 1) + 1;
		uint64_t from = (uint64_t)offset, none = 0;

		/* One thread has the file until it was read once. */
		atomic_compare_exchange_strong(&first_read, &none, n);
		if (plan->before)
			plan->before(n);
		if (from >= plan->bad_from && from < plan->bad_to) {
			errno = EIO;
			return -1;
		}
		if (from < plan->bad_from && plan->bad_from < plan->bad_to &&
		    plan->bad_from - from < bytes)
			to.iov_len = (size_t)(plan->bad_from - from);
		if (plan->read_most && to.iov_len > plan->read_most)
			to.iov_len = (size_t)plan->read_most;
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

static bool is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec :
					a->tv_nsec < b->tv_nsec;
}

static int inspect(int fd, struct stat *st)
{
	const struct fault_plan *plan = atomic_load(&current);
	int failed;

	note_call();
	if (plan && is_meant(plan, fd)) {
		uint64_t n = atomic_fetch_add(&file_calls, 1) + 1;

		if (plan->before)
			plan->before(n);
		if (atomic_fetch_add(&stats, 1) + 1 == plan->stat_fails) {
			errno = EIO;
			return -1;
		}
	}
	inside = true;
	failed = fstatat(fd, "", st, AT_EMPTY_PATH);
	inside = false;
	if (!failed && plan && is_before(&st->st_ctim, &begun))
		st->st_ctim.tv_sec -= plan->ctime_age;
	return failed;
}

static int open_at(int directory, const char *path, int flags)
{
	const struct fault_plan *plan = atomic_load(&current);

	note_call();
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

/* Those that only wait. */
int __real_fstatat(int directory, const char *path, struct stat *st,
		   int flags);
int __wrap_fstatat(int directory, const char *path, struct stat *st,
		   int flags);
ssize_t __real_preadv2(int fd, const struct iovec *to, int count, off_t at,
		       int flags);
ssize_t __wrap_preadv2(int fd, const struct iovec *to, int count, off_t at,
		       int flags);
int __real_posix_fadvise(int fd, off_t at, off_t bytes, int advice);
int __wrap_posix_fadvise(int fd, off_t at, off_t bytes, int advice);
int __real_fstatfs(int fd, struct statfs *fs);
int __wrap_fstatfs(int fd, struct statfs *fs);
long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
int __real_pthread_mutex_lock(pthread_mutex_t *mutex);
int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex);

#define WAITS(name, given, passed)           \
	int __wrap_##name given              \
	{                                    \
		note_call();                 \
		return __real_##name passed; \
	}

WAITS(fstatat, (int directory, const char *path, struct stat *st, int flags),
      (directory, path, st, flags))
WAITS(posix_fadvise, (int fd, off_t at, off_t bytes, int advice),
      (fd, at, bytes, advice))
WAITS(fstatfs, (int fd, struct statfs *fs), (fd, fs))

ssize_t __wrap_preadv2(int fd, const struct iovec *to, int count, off_t at,
		       int flags)
{
	note_call();
	return __real_preadv2(fd, to, count, at, flags);
}

#if defined(__GLIBC__)
int __real_fstatat64(int directory, const char *path, struct stat *st,
		     int flags);
int __wrap_fstatat64(int directory, const char *path, struct stat *st,
		     int flags);
ssize_t __real_preadv64v2(int fd, const struct iovec *to, int count, off_t at,
			  int flags);
ssize_t __wrap_preadv64v2(int fd, const struct iovec *to, int count, off_t at,
			  int flags);
int __real_posix_fadvise64(int fd, off_t at, off_t bytes, int advice);
int __wrap_posix_fadvise64(int fd, off_t at, off_t bytes, int advice);
int __real_fstatfs64(int fd, struct statfs *fs);
int __wrap_fstatfs64(int fd, struct statfs *fs);
int __real_statx(int directory, const char *path, int flags, unsigned mask,
		 struct statx *st);
int __wrap_statx(int directory, const char *path, int flags, unsigned mask,
		 struct statx *st);

WAITS(fstatat64, (int directory, const char *path, struct stat *st, int flags),
      (directory, path, st, flags))
WAITS(posix_fadvise64, (int fd, off_t at, off_t bytes, int advice),
      (fd, at, bytes, advice))
WAITS(fstatfs64, (int fd, struct statfs *fs), (fd, fs))
WAITS(statx,
      (int directory, const char *path, int flags, unsigned mask,
       struct statx *st),
      (directory, path, flags, mask, st))

ssize_t __wrap_preadv64v2(int fd, const struct iovec *to, int count, off_t at,
			  int flags)
{
	note_call();
	return __real_preadv64v2(fd, to, count, at, flags);
}
#endif

long __wrap_syscall(long number, ...)
{
	va_list rest;
	long a[6];

	va_start(rest, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(rest, long);
	va_end(rest);
	if (number == SYS_getdents64)
		note_call();
#if defined(SYS_fstat)
	if (number == SYS_fstat)
		return inspect((int)a[0], (struct stat *)a[1]);
#endif
	return __real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex)
{
	atomic_fetch_add_explicit(&locks, 1, memory_order_relaxed);
	return __real_pthread_mutex_lock(mutex);
}

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

uint64_t faults_threads(void)
{
	const struct fault_plan *plan = atomic_load(&current);
	uint64_t asked = atomic_load(&threads);

	return asked < plan->thread_fails ? asked : plan->thread_fails - 1;
}
