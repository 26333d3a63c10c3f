/* SPDX-License-Identifier: MIT */
/* cmd_cache.h - the parts of `hashlane cache` that hash or read lists. */
#ifndef CLI_CMD_CACHE_H
#define CLI_CMD_CACHE_H

#include "../cache/cache.h"
#include "../run/run_options.h"

/* Forget all, or remove what is damaged; an exit status. */
int cache_clear_user(struct cli *cli);

/* Hash all files again and compare; an exit status. */
int cache_verify(struct cli *cli, struct cache *cache,
		 struct run_options options);

/*
 * Learn from lists of checksums, whose digests without a tag are of the
 * algorithms given; an exit status.
 */
int cache_import(struct cli *cli, struct cache *cache,
		 const struct algorithm_set *given, char *const *lists,
		 int list_count);

#endif
