/* SPDX-License-Identifier: MIT */
/*
 * hash_states.h - states of long files, between the engine's threads and the
 * cache: a run that ends in their midst is gone on with from there.
 */
#ifndef CLI_HASH_STATES_H
#define CLI_HASH_STATES_H

#include "../cache/cache_state.h"

struct feed_states;

/* NULL: no memory. The cache outlives it. */
struct feed_states *feed_states_create(struct cache *cache);
/* NULL is fine. */
void feed_states_destroy(struct feed_states *states);

/* Have a job keep and ask them. */
void feed_states_use(struct feed_states *states,
		     struct hashlane_job_options *options);

/*
 * Input `index` of the job is this file, whose times are to be trusted. Short
 * ones are passed over. With `known` what is in the cache is gone on with.
 */
void feed_states_add(struct feed_states *states, uint64_t index,
		     const struct identity *identity, const char *path,
		     bool known);

/* It is hashed. */
void feed_states_done(struct feed_states *states, uint64_t index);

/* Write to the cache what came since. */
void feed_states_flush(struct feed_states *states);

/* The job is destroyed; inputs count from 0 again. */
void feed_states_restart(struct feed_states *states);

#endif
