/* SPDX-License-Identifier: MIT */
/* engines.h - what other exports ask of the handles of engines and jobs. */
#ifndef HLN_ENGINES_H
#define HLN_ENGINES_H

#include "../engine/engine.h"

/* What a handle names, held; the caller releases it. */
int32_t hln_engines_pin(struct hln_engine **engine, hashlane_engine handle);
int32_t hln_engines_pin_job(struct hln_job **job, hashlane_job handle);

/*
 * Make an engine by options that are this library's own. With `caller_helps`
 * the threads that wait for a job are one of its workers.
 */
int32_t hln_engines_create(hashlane_engine *out,
			   const struct hashlane_engine_options *options,
			   bool caller_helps, struct hashlane_error *error);

/* When a call with this timeout is to return. */
uint64_t hln_engines_deadline(int64_t timeout_ms);

/* A job's set and HASHLANE_JOB_* flags; a status of its handle. */
int32_t hln_engines_describe_job(hashlane_job handle, struct hln_set *set,
				 uint32_t *flags);

#endif
