/* SPDX-License-Identifier: MIT */
/* thread.h - what is asked of the operating system's threads. */
#ifndef HLN_THREAD_H
#define HLN_THREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
typedef void *hln_thread;
#else
#include <pthread.h>
typedef pthread_t hln_thread;
#endif

/* Start a thread that blocks all signals; false when none can be had. */
bool hln_thread_start(hln_thread *thread, void *(*run)(void *),
		      void *argument);
void hln_thread_join(hln_thread thread);

/* CPUs this process may use: its affinity and its cgroup's quota, from 1. */
unsigned hln_thread_cpus(void);

#endif
