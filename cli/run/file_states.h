/* SPDX-License-Identifier: MIT */
/*
 * file_states.h - states of long files, between the engine's threads and the
 * cache: a run that ends in their midst is gone on with from there.
 */
#ifndef CLI_FILE_STATES_H
#define CLI_FILE_STATES_H

#include "../cache/cache_state.h"

struct file_states;

/* NULL: no memory. The cache outlives it. */
struct file_states *file_states_create(struct cache *cache);
/* NULL is fine. */
void file_states_destroy(struct file_states *states);

/* Have a job keep and ask them. */
void file_states_use(struct file_states *states,
		     struct hashlane_job_options *options);

/*
 * Input `index` of the job is this file, whose times are to be trusted. Short
 * ones are passed over. With `known` what is in the cache is gone on with.
 */
void file_states_add(struct file_states *states, uint64_t index,
		     const struct identity *identity, const char *path,
		     bool known);

/* It is hashed. */
void file_states_done(struct file_states *states, uint64_t index);

/* Write to the cache what came since. */
void file_states_flush(struct file_states *states);

/* The job is destroyed; inputs count from 0 again. */
void file_states_restart(struct file_states *states);

#endif
