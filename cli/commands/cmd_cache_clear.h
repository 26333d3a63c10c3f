/* SPDX-License-Identifier: MIT */
/* cmd_cache_clear.h - `hashlane cache clear`: empty the cache, or remove it. */
#ifndef CLI_CMD_CACHE_CLEAR_H
#define CLI_CMD_CACHE_CLEAR_H

#include "../run/cli.h"

/* Forget all files, or remove a damaged cache; an exit status. */
int cache_clear_user(struct cli *cli);

#endif
