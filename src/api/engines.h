/* SPDX-License-Identifier: MIT */
/* engines.h - what other exports ask of the handles of engines and jobs. */
#ifndef HLN_ENGINES_H
#define HLN_ENGINES_H

#include "../engine/engine.h"

/* What a handle names, held; the caller releases it. */
int32_t hln_pin_engine(struct hln_engine **engine, hashlane_engine handle);
int32_t hln_pin_job(struct hln_job **job, hashlane_job handle);

/*
 * Make an engine by options that are this library's own. With `caller_helps`
 * the threads that wait for a job are one of its workers.
 */
int32_t hln_create_engine(hashlane_engine *out,
			  const struct hashlane_engine_options *options,
			  bool caller_helps, struct hashlane_error *error);

/* The walk options of a job, copied and checked; see walks.c. */
int32_t hln_check_job_walk(struct hashlane_walk_options *known,
			   const struct hashlane_walk_options *options,
			   struct hashlane_error *error);

/*
 * Open a directory that relative paths are to be of; *base is -1 without one.
 * HASHLANE_OK, or why it cannot be.
 */
int32_t hln_open_base(int *base, const char *path,
		      struct hashlane_error *error);

/* When a call with this timeout is to return. */
uint64_t hln_deadline_of(int64_t timeout_ms);

/* A job's set and HASHLANE_JOB_* flags; a status of its handle. */
int32_t hln_job_describe(hashlane_job handle, struct hln_set *set,
			 uint32_t *flags);

#endif
