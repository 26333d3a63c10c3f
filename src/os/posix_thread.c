/* SPDX-License-Identifier: MIT */
/* posix_thread.c - threads by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#include "thread.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__linux__)
#include <fcntl.h>
#include <sched.h>
#endif

/* Enough for any shape and kernel; a data limit of 64 MiB holds many. */
enum { STACK_BYTES = 256 * 1024 };

bool hln_thread_start(hln_thread *thread, void *(*run)(void *), void *argument)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	bool started;

	if (pthread_attr_init(&attributes))
		return false;
	(void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
	sigfillset(&all);
	/* A thread inherits the mask: signals stay with the caller's own. */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	started = !pthread_create(thread, &attributes, run, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return started;
}

void hln_thread_join(hln_thread thread)
{
	pthread_join(thread, NULL);
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
