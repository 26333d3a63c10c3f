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
typedef pthread_mutex_t hln_lock;
typedef pthread_cond_t hln_signal;
#endif

/*
 * For a variable of each thread that must cost no call. Not with musl, which
 * cannot load such a library once the program runs; glibc keeps room for it.
 */
#if defined(__GLIBC__)
#define HLN_THREAD_FAST __attribute__((tls_model("initial-exec")))
#else
#define HLN_THREAD_FAST
#endif

/*
 * Start a thread that blocks all signals, with so much stack, rounded up to
 * pages; false when none can be had.
 */
bool hln_thread_start(hln_thread *thread, size_t stack_bytes,
		      void *(*run)(void *), void *argument);
void hln_thread_join(hln_thread thread);
/* Nobody joins it: the system frees it when it ends. */
void hln_thread_detach(hln_thread thread);
/* Name the calling thread, for debuggers; 15 characters at most. */
void hln_thread_name(const char *name);

/* A number for the calling thread, never 0. */
uintptr_t hln_thread_self(void);
/* A number for the process; a forked child has another. */
uint64_t hln_process_self(void);

/*
 * Call `end` with `argument`, not NULL, when the calling thread ends; one
 * such call a thread, and always the same `end`. False when it cannot be.
 */
bool hln_thread_at_exit(void (*end)(void *argument), void *argument);

/* Mutual exclusion; false when none can be had. */
bool hln_lock_create(hln_lock *lock);
void hln_lock_destroy(hln_lock *lock);
void hln_lock_take(hln_lock *lock);
/* The same if nobody has it; false: somebody does. */
bool hln_lock_try(hln_lock *lock);
void hln_lock_give(hln_lock *lock);

/* What threads that hold a lock wait for. */
bool hln_signal_create(hln_signal *signal);
void hln_signal_destroy(hln_signal *signal);
/*
 * Give the lock, wait for hln_signal_all or until hln_clock_ns reaches
 * `deadline_ns` (HLN_FOREVER: no such time), take the lock. May return early.
 */
void hln_signal_wait(hln_signal *signal, hln_lock *lock, uint64_t deadline_ns);
void hln_signal_all(hln_signal *signal);

#define HLN_FOREVER UINT64_MAX

/* Nanoseconds of a clock that never goes back. */
uint64_t hln_clock_ns(void);
/*
 * Nanoseconds since 1970 by the clock from which local file systems take the
 * times of files: it goes in ticks of hln_calendar_tick_ns.
 */
int64_t hln_calendar_ns(void);
int64_t hln_calendar_tick_ns(void);
/* Let others run for about so long. */
void hln_thread_sleep(uint64_t ns);

/* A descriptor that is readable while it is raised. */
struct hln_flag {
	int descriptor; /* to wait on */
	int other;      /* of a pipe, else the same */
};

/* 0 or an errno value. */
int hln_flag_create(struct hln_flag *flag);
void hln_flag_destroy(struct hln_flag *flag);
/* Raise one that is down, lower one that is up. */
void hln_flag_raise(struct hln_flag *flag);
void hln_flag_lower(struct hln_flag *flag);

/* CPUs this process may use: its affinity and its cgroup's quota, from 1. */
unsigned hln_thread_cpus(void);

#endif
