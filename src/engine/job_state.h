/* SPDX-License-Identifier: MIT */
/*
 * job_state.h - the state of a job, which a thread reads before each system
 * call that it makes for the job: nothing new is begun for a final job.
 */
#ifndef HLN_JOB_STATE_H
#define HLN_JOB_STATE_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `state` is a job's HASHLANE_STATE_*; NULL, of no job, is never final. */
static inline bool hln_job_state_is_final(const int32_t *state)
{
	return state && __atomic_load_n(state, __ATOMIC_ACQUIRE) !=
				HASHLANE_STATE_RUNNING;
}

/* The same, of one that came to an end before it had all its rows. */
static inline bool hln_job_state_is_cut_off(const int32_t *state)
{
	int32_t now = state ? __atomic_load_n(state, __ATOMIC_ACQUIRE) :
			      HASHLANE_STATE_RUNNING;

	return now == HASHLANE_STATE_CANCELLED || now == HASHLANE_STATE_FAILED;
}

#endif
