/* SPDX-License-Identifier: MIT */
/* cache_state.h - the states of long files in the cache, for the next run. */
#ifndef CLI_CACHE_STATE_H
#define CLI_CACHE_STATE_H

#include "cache.h"

/* The state kept of this file, to be freed; NULL: none. */
void *cache_state_find(struct cache *cache, const struct identity *identity,
		       const char *path, size_t *bytes);

void cache_state_put(struct cache *cache, const struct identity *identity,
		     const char *path, const void *state, size_t bytes);

/* Forget the state: the digests are known, or the file is gone. */
void cache_state_drop(struct cache *cache, const struct identity *identity);

/* False: the cache failed. */
bool cache_state_count(struct cache *cache, uint64_t *count);
/* Forget states of files that are gone or have changed. */
bool cache_state_prune(struct cache *cache);

#endif
