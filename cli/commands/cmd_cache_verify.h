/* SPDX-License-Identifier: MIT */
/* cmd_cache_verify.h - `hashlane cache verify`: hash again and compare. */
#ifndef CLI_CMD_CACHE_VERIFY_H
#define CLI_CMD_CACHE_VERIFY_H

#include "../cache/cache.h"
#include "../run/run_options.h"

/* Hash all files again and compare; an exit status. */
int cache_verify(struct cli *cli, struct cache *cache,
		 struct run_options options);

#endif
