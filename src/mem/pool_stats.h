/* SPDX-License-Identifier: MIT */
/* pool_stats.h - the counters of all threads, summed. */
#ifndef HLN_POOL_STATS_H
#define HLN_POOL_STATS_H

#include "pool.h"

struct hashlane_memory_usage;

/* All but struct_size. */
void hln_pool_stats(struct hashlane_memory_usage *stats);

/* Objects of a kind that are in use. */
uint64_t hln_pool_stats_live(enum hln_owned kind);

#endif
