/* SPDX-License-Identifier: MIT */
/* update_settle.h - entries whose files have changed or are gone. */
#ifndef CLI_UPDATE_SETTLE_H
#define CLI_UPDATE_SETTLE_H

#include "update.h"

/*
 * Report files that have changed or are gone, find out which entries are
 * removed, and set `loss`.
 */
void update_settle(struct update *update);

#endif
