/* SPDX-License-Identifier: MIT */
/*
 * faulty_calls.h - calls of the library into libc that fail when a test says
 * so. The linker puts them in (--wrap), so sanitizers see them as any others.
 */
#ifndef FAULTY_CALLS_H
#define FAULTY_CALLS_H

#include <stdbool.h>
#include <stdint.h>

/* What goes wrong; a zeroed plan is none. */
struct fault_plan {
	uint64_t inode; /* of the file that is meant */
	/* Called before the n-th read or fstat of that file, from 1. */
	void (*before)(uint64_t n);
	uint64_t bad_from, bad_to; /* its bytes that cannot be read */
	uint64_t read_most;        /* bytes that a read of it has, or 0 */
	uint64_t stat_fails;       /* its fstat that fails, from 1 */
	uint64_t short_reads;      /* of every file: a seed, or 0 */
	void (*before_open)(const char *path); /* as openat has it */
	uint64_t opens_fail;       /* so many opens fail with EMFILE */
	uint64_t allocation_fails; /* this one, from 1 */
	bool allocations_fail_on;  /* and all after it */
	uint64_t thread_fails;     /* this one, from 1, and all after */
	int64_t ctime_age;         /* seconds by which fstat makes ctimes from
				    * before faults_begin older: no call
				    * sets one back */
	/* Called before each call that may wait for a device. */
	void (*before_call)(void);
};

/* From now on, until faults_end; the plan must last. */
void faults_begin(const struct fault_plan *plan);
void faults_end(void);

/* Since the last faults_begin. */
uint64_t faults_file_calls(void); /* reads and fstats of the file meant */
uint64_t faults_first_read(void); /* which of these was a read; 0: none */
uint64_t faults_allocations(void);
uint64_t faults_locks(void);   /* taken */
uint64_t faults_threads(void); /* started, where a plan has thread_fails */

/* Blocks allocated and not freed; only differences mean something. */
int64_t faults_live_blocks(void);

#endif
