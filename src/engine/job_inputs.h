/* SPDX-License-Identifier: MIT */
/*
 * job_inputs.h - inputs come into a job, and its workers take them: what the
 * source has becomes entries, counted on the board and, in input order, with
 * rows at once.
 */
#ifndef HLN_JOB_INPUTS_H
#define HLN_JOB_INPUTS_H

#include "job.h"

/* Those of its options, into a new job. */
int32_t hln_job_inputs_begin(struct hln_job *job,
			     const struct hashlane_job_options *options);
/* Waits for room until the deadline. */
int32_t hln_job_inputs_add(struct hln_job *job,
			   const struct hashlane_input *given, size_t count,
			   uint64_t deadline_ns);
void hln_job_inputs_close(struct hln_job *job);

/*
 * Take inputs into the entries given, as many as are there. HLN_STARVED: a walk
 * wants a descriptor; unless `patient`, a directory fails for that.
 */
enum hln_taken hln_job_inputs_take(struct hln_job *job,
				   struct hln_open_file **entries, size_t room,
				   size_t *count, bool patient);

#endif
