/* SPDX-License-Identifier: MIT */
/* job_progress.h - how far a job is: read by anyone at any time, unlocked. */
#ifndef HLN_JOB_PROGRESS_H
#define HLN_JOB_PROGRESS_H

#include "job.h"
#include "progress_fields.h"

/* Bytes that were hashed by now. */
void hln_job_progress_count(struct hln_job *job, uint64_t bytes,
			    uint64_t now_ns);
void hln_job_progress_get(struct hashlane_progress *out, struct hln_job *job);

/* Inputs were added that say how long they are. */
void hln_job_progress_expect(struct hln_job *job,
			     const struct hashlane_input *given, size_t count);
/*
 * Files of so many bytes are done without reading, of which `expected` were
 * counted in the total before.
 */
void hln_job_progress_skip(struct hln_job *job, uint64_t bytes,
			   uint64_t expected);

#endif
