/* SPDX-License-Identifier: MIT */
/*
 * file_states.h - states of long files, between the engine's threads and the
 * cache: the next run continues where this one ends.
 */
#ifndef CLI_FILE_STATES_H
#define CLI_FILE_STATES_H

#include "../cache/cache_state.h"

struct file_states;

/* NULL: no memory. The cache outlives it. */
struct file_states *file_states_create(struct cache *cache);
/* NULL is fine. */
void file_states_destroy(struct file_states *states);

/* Set the options of a job that keeps states. */
void file_states_use(struct file_states *states,
		     struct hashlane_job_options *options);

/*
 * Input `index` of the job is this file, whose times can be trusted. Short
 * files are ignored. With `known`, hashing continues from the cache's state.
 */
void file_states_add(struct file_states *states, uint64_t index,
		     const struct identity *identity, const char *path,
		     bool known);

/* The file is hashed: its state is not needed any more. */
void file_states_done(struct file_states *states, uint64_t index);

/* Write new states to the cache. */
void file_states_flush(struct file_states *states);

/* The job is destroyed; inputs count from 0 again. */
void file_states_restart(struct file_states *states);

#endif
