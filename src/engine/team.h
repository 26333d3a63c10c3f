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
 * Hash a stream that is under way with the help of idle workers. It is worth it
 * if the stream has at least 4 MiB left and the job several works. The call,
 * which is one step of its worker, may hash the whole stream. It ends earlier
 * if
 *
 * - the stream fails, or its job is final;
 * - the job is paused, or has used up its rate;
 * - there was no helper in 8 rounds;
 * - a job of a higher priority wants a worker;
 * - the stream is read at a place at a device which a job of a higher priority
 *   wants.
 *
 * False: the stream is not one for a team, and nothing was done.
 */
bool hln_team_run(struct hln_slot *slot, struct hln_job *job,
		  struct hln_counters *counters);

/* Help one of the job's teams as long as it wants; false: there was none. */
bool hln_team_help(struct hln_job *job, struct hln_counters *counters);

#endif
