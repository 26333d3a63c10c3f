/* SPDX-License-Identifier: MIT */
/* engines.h - what other exports ask of a job's handle. */
#ifndef HLN_ENGINES_H
#define HLN_ENGINES_H

#include "../engine/engine.h"

/* A job's set and HASHLANE_JOB_* flags; a status of its handle. */
int32_t hln_job_describe(hashlane_job handle, struct hln_set *set,
			 uint32_t *flags);

#endif
