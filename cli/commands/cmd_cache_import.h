/* SPDX-License-Identifier: MIT */
/* cmd_cache_import.h - `hashlane cache import`: learn digests from lists. */
#ifndef CLI_CMD_CACHE_IMPORT_H
#define CLI_CMD_CACHE_IMPORT_H

#include "../cache/cache.h"

/*
 * Learn the digests in lists of checksums. Digests without a tag are of the
 * algorithms given. An exit status.
 */
int cache_import(struct cli *cli, struct cache *cache,
		 const struct algorithm_set *given, char *const *lists,
		 int list_count);

#endif
