/* SPDX-License-Identifier: MIT */
/*
 * team.h - one long stream hashed by several workers: its bytes are read
 * once, and each worker runs some of the algorithms over them.
 */
#ifndef HLN_TEAM_H
#define HLN_TEAM_H

#include "counters.h"
#include "slot.h"

/*
 * Hash a stream that is under way with the help of idle workers, until it
 * ends, fails, its job is final, or nobody helps any more. False: it is not
 * one for a team, and nothing was done.
 */
bool hln_team_run(struct hln_slot *slot, struct hln_job *job,
		  struct hln_counters *counters);

/* Help one of the job's teams as long as it wants; false: there was none. */
bool hln_team_help(struct hln_job *job, struct hln_counters *counters);

#endif
