/* SPDX-License-Identifier: MIT */
/* engines.h - what other exports ask of the handles of engines and jobs. */
#ifndef HLN_ENGINES_H
#define HLN_ENGINES_H

#include "../engine/engine.h"

/* What a handle names, held; the caller releases it. */
int32_t hln_pin_engine(struct hln_engine **engine, hashlane_engine handle);
int32_t hln_pin_job(struct hln_job **job, hashlane_job handle);

/* When a call with this timeout is to return. */
uint64_t hln_deadline_of(int64_t timeout_ms);

/* A job's set and HASHLANE_JOB_* flags; a status of its handle. */
int32_t hln_job_describe(hashlane_job handle, struct hln_set *set,
			 uint32_t *flags);

#endif
