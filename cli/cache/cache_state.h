/* SPDX-License-Identifier: MIT */
/* cache_state.h - how far long files were when a run ended, in the cache. */
#ifndef CLI_CACHE_STATE_H
#define CLI_CACHE_STATE_H

#include "cache.h"

/* What was kept of this very file, to be freed; NULL: nothing. */
void *cache_state_find(struct cache *cache, const struct identity *identity,
		       const char *path, size_t *bytes);

void cache_state_put(struct cache *cache, const struct identity *identity,
		     const char *path, const void *state, size_t bytes);

/* Its digests are known, or it is gone. */
void cache_state_drop(struct cache *cache, const struct identity *identity);

/* False: the cache failed. */
bool cache_state_count(struct cache *cache, uint64_t *count);
/* Forget those of files that are gone or others now. */
bool cache_state_prune(struct cache *cache);

#endif
