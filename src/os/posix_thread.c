/* SPDX-License-Identifier: MIT */
/* posix_thread.c - threads by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#include "thread.h"

#include "pages.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#endif

bool hln_thread_start(hln_thread *thread, size_t stack_bytes,
		      void *(*run)(void *), void *argument)
{
	size_t page = hln_page_bytes();
	pthread_attr_t attributes;
	sigset_t all, before;
	bool started;

	if (pthread_attr_init(&attributes))
		return false;
	stack_bytes = (stack_bytes + page - 1) / page * page;
	if (pthread_attr_setstacksize(&attributes, stack_bytes)) {
		pthread_attr_destroy(&attributes);
		return false;
	}
	sigfillset(&all);
	/* A thread inherits the mask: signals stay with the caller's own. */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	started = !pthread_create(thread, &attributes, run, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return started;
}

void hln_thread_name(const char *name)
{
#if defined(__APPLE__)
	(void)pthread_setname_np(name);
#elif defined(__linux__)
	(void)pthread_setname_np(pthread_self(), name);
#else
	(void)name;
#endif
}

void hln_thread_join(hln_thread thread)
{
	pthread_join(thread, NULL);
}

void hln_thread_detach(hln_thread thread)
{
	pthread_detach(thread);
}

uintptr_t hln_thread_self(void)
{
	static _Thread_local char here;

	return (uintptr_t)&here;
}

#if defined(MADV_WIPEONFORK)
/* How many forks led here: a page that the kernel clears in a child. */
static _Atomic(_Atomic(uint64_t) *) process_page;
static _Atomic(uint64_t) processes;
static _Atomic(uint64_t) no_page; /* stands for one that cannot be had */

static _Atomic(uint64_t) *make_process_page(void)
{
	size_t bytes = (size_t)sysconf(_SC_PAGESIZE);
	_Atomic(uint64_t) *made = &no_page, *none = NULL;
	void *page = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page != MAP_FAILED && !madvise(page, bytes, MADV_WIPEONFORK))
		made = page;
	/* Decided once: the number of a process never changes. */
	if (!atomic_compare_exchange_strong(&process_page, &none, made))
		made = none;
	if (page != MAP_FAILED && made != page)
		munmap(page, bytes);
	return made;
}

/* The first call in a process, or one without such pages. */
static uint64_t find_process(void)
{
	_Atomic(uint64_t) *page = atomic_load(&process_page);
	uint64_t fresh, zero = 0;

	if (!page)
		page = make_process_page();
	if (page == &no_page)
		return (uint64_t)getpid() << 32;
	/* Counted before use: a child forked in between gets another number. */
	fresh = atomic_fetch_add(&processes, 1) + 1;
	return atomic_compare_exchange_strong(page, &zero, fresh) ? fresh :
								    zero;
}

uint64_t hln_process_self(void)
{
	const _Atomic(uint64_t) *page =
		atomic_load_explicit(&process_page, memory_order_acquire);
	uint64_t self =
		page ? atomic_load_explicit(page, memory_order_relaxed) : 0;

	return self ? self : find_process();
}
#else
uint64_t hln_process_self(void)
{
	return (uint64_t)getpid();
}
#endif

bool hln_thread_at_exit(void (*end)(void *argument), void *argument)
{
	/* The key + 1; without a lock, which a fork might leave locked. */
	static _Atomic(uintptr_t) made;
	uintptr_t key = atomic_load(&made);

	if (!key) {
		pthread_key_t fresh;

		if (pthread_key_create(&fresh, end))
			return false;
		if (atomic_compare_exchange_strong(&made, &key,
						   (uintptr_t)fresh + 1))
			key = (uintptr_t)fresh + 1;
		else
			pthread_key_delete(fresh);
	}
	return !pthread_setspecific((pthread_key_t)(key - 1), argument);
}

bool hln_lock_create(hln_lock *lock)
{
	return !pthread_mutex_init(lock, NULL);
}

void hln_lock_destroy(hln_lock *lock)
{
	pthread_mutex_destroy(lock);
}

void hln_lock_take(hln_lock *lock)
{
	pthread_mutex_lock(lock);
}

bool hln_lock_try(hln_lock *lock)
{
	return !pthread_mutex_trylock(lock);
}

void hln_lock_give(hln_lock *lock)
{
	pthread_mutex_unlock(lock);
}

bool hln_signal_create(hln_signal *signal)
{
	pthread_condattr_t attributes;
	bool created;

	if (pthread_condattr_init(&attributes))
		return false;
#if !defined(__APPLE__)
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
	created = !pthread_cond_init(signal, &attributes);
	pthread_condattr_destroy(&attributes);
	return created;
}

void hln_signal_destroy(hln_signal *signal)
{
	pthread_cond_destroy(signal);
}

void hln_signal_wait(hln_signal *signal, hln_lock *lock, uint64_t deadline_ns)
{
	struct timespec until;

	if (deadline_ns == HLN_FOREVER) {
		pthread_cond_wait(signal, lock);
		return;
	}
#if defined(__APPLE__)
	{
		uint64_t now = hln_clock_ns();
		uint64_t left = deadline_ns > now ? deadline_ns - now : 0;

		until.tv_sec = (time_t)(left / 1000000000);
		until.tv_nsec = (long)(left % 1000000000);
		pthread_cond_timedwait_relative_np(signal, lock, &until);
	}
#else
	until.tv_sec = (time_t)(deadline_ns / 1000000000);
	until.tv_nsec = (long)(deadline_ns % 1000000000);
	pthread_cond_timedwait(signal, lock, &until);
#endif
}

void hln_signal_all(hln_signal *signal)
{
	pthread_cond_broadcast(signal);
}

static uint64_t clock_of(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

uint64_t hln_clock_ns(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

#if defined(CLOCK_REALTIME_COARSE)
enum { CALENDAR = CLOCK_REALTIME_COARSE };
#else
enum { CALENDAR = CLOCK_REALTIME };
#endif

int64_t hln_calendar_ns(void)
{
	return (int64_t)clock_of(CALENDAR);
}

int64_t hln_calendar_tick_ns(void)
{
	/* The slowest kernel has 100 ticks a second. */
	const int64_t slowest = 10000000;
	struct timespec tick;

	if (clock_getres(CALENDAR, &tick) || tick.tv_sec ||
	    tick.tv_nsec < 1000000)
		return slowest;
	return tick.tv_nsec;
}

void hln_thread_sleep(uint64_t ns)
{
	const struct timespec time = { (time_t)(ns / 1000000000),
				       (long)(ns % 1000000000) };

	nanosleep(&time, NULL);
}

int hln_flag_create(struct hln_flag *flag)
{
#if defined(__linux__)
	flag->descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	flag->other = flag->descriptor;
	return flag->descriptor < 0 ? errno : 0;
#else
	int ends[2];

	if (pipe(ends))
		return errno;
	for (int i = 0; i < 2; i++) {
		(void)fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		(void)fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
	flag->descriptor = ends[0];
	flag->other = ends[1];
	return 0;
#endif
}

void hln_flag_destroy(struct hln_flag *flag)
{
	close(flag->descriptor);
	if (flag->other != flag->descriptor)
		close(flag->other);
}

void hln_flag_raise(struct hln_flag *flag)
{
	static const uint64_t one = 1;

	/* It cannot be full: it is down. */
	if (write(flag->other, &one, sizeof(one)) < 0)
		return;
}

void hln_flag_lower(struct hln_flag *flag)
{
	uint64_t value;

	if (read(flag->descriptor, &value, sizeof(value)) < 0)
		return;
}

#if defined(__linux__)
/*
 * CPUs in the quota of cgroup v2, rounded up; UINT_MAX without one. Inside a
 * container the process's own group is the root of what it sees.
 */
static unsigned quota_cpus(void)
{
	int fd = open("/sys/fs/cgroup/cpu.max", O_RDONLY | O_CLOEXEC);
	char text[64] = { 0 }, *end;
	unsigned long long quota, period;
	ssize_t n;

	if (fd < 0)
		return UINT_MAX;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	/* "QUOTA PERIOD" in microseconds; "max" for none. */
	quota = strtoull(text, &end, 10);
	if (n <= 0 || end == text)
		return UINT_MAX;
	period = strtoull(end, NULL, 10);
	if (!period || quota / period >= UINT_MAX)
		return UINT_MAX;
	return quota < period ? 1 : (unsigned)((quota + period - 1) / period);
}
#endif

unsigned hln_thread_cpus(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned cpus = online > 0 ? (unsigned)online : 1;
#if defined(__linux__)
	cpu_set_t set;
	unsigned quota = quota_cpus();

	if (!sched_getaffinity(0, sizeof(set), &set) && CPU_COUNT(&set) > 0)
		cpus = (unsigned)CPU_COUNT(&set);
	if (quota < cpus)
		cpus = quota;
#endif
	return cpus;
}
#else
/* ISO C wants something here. */
typedef int hln_no_posix_thread;
#endif
