/* SPDX-License-Identifier: MIT */
/*
 * run_state.h - what a run is doing: its jobs, how much is done and expected,
 * the file to remove should it be killed, and the signal that ends it.
 *
 * A NULL state is valid everywhere: nothing is counted, and no signal is seen.
 */
#ifndef CLI_RUN_STATE_H
#define CLI_RUN_STATE_H

#include "../../include/hashlane.h"
#include "../terminal/progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { RUN_STATE_JOBS = 16 };

struct run_state {
	int64_t start_ns;
	/* 0, the signal that ends the run, or -1: committed, none does. */
	atomic_int signal;
	_Atomic(const char *) temporary;
	_Atomic uint64_t jobs[RUN_STATE_JOBS]; /* 0: none */
	_Atomic uint64_t repeated; /* a job that is not counted; 0: none */
	_Atomic uint64_t check;    /* a check of the library; 0: none */
	/*
	 * Taken while a job moves from `jobs` to the totals, and to read both.
	 */
	pthread_mutex_t lock;
	/* Of jobs that ended, and of work without a job. */
	_Atomic uint64_t files, bytes, failures;
	/* Of the whole run, once it is known. */
	_Atomic uint64_t expected_files, expected_bytes;
	atomic_bool expected, unexpected;
};

/* Initialise a zeroed state; false: no memory. */
bool run_state_open(struct run_state *run);
void run_state_close(struct run_state *run);

/* Count a job's progress from now on, and cancel the job on a signal. */
void run_state_add_job(struct run_state *run, hashlane_job job);

/*
 * The same for a job that repeats work: its progress is not counted. 0: the
 * job ended.
 */
void run_state_repeat_job(struct run_state *run, hashlane_job job);

/*
 * A job is final: add its counts to the totals. Call it before the job is
 * destroyed; 0 is fine.
 */
void run_state_end_job(struct run_state *run, hashlane_job job);

/*
 * Count a check's progress, and cancel it on a signal. 0: it is final; call
 * this before it is destroyed.
 */
void run_state_set_check(struct run_state *run, hashlane_check check);

/* Count work that was done without a job. */
void run_state_count(struct run_state *run, uint64_t files, uint64_t bytes);

/* Count files from 0 again: the next pass over the same files begins. */
void run_state_forget_files(struct run_state *run);

/* Set how much there is to do in all. */
void run_state_expect(struct run_state *run, uint64_t files, uint64_t bytes);

/* There is more to do than was expected, and how much is not known. */
void run_state_expect_none(struct run_state *run);

/* The file to remove if the process is killed; NULL: none. Not copied. */
void run_state_set_temporary(struct run_state *run, const char *path);

/* The signal that ends this run, or 0. */
int run_state_signal(const struct run_state *run);

/* End the run by a signal and cancel its jobs; false: it is committed. */
bool run_state_end(struct run_state *run, int number);

/* From now on no signal ends the run; false: one has ended it already. */
bool run_state_commit(struct run_state *run);

/* The numbers of this moment. */
void run_state_read(struct run_state *run, struct progress_state *state);

#endif
