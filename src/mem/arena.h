/* SPDX-License-Identifier: MIT */
/*
 * arena.h - where slabs come from: regions of 2 MiB, one huge page each where
 * the system gives those. A region is never unmapped, its memory goes back
 * slab by slab.
 */
#ifndef HLN_ARENA_H
#define HLN_ARENA_H

#include "pool.h"

/* A slab of which only `arena` is set; NULL: no memory, or the limit. */
struct hln_slab *hln_arena_take(void);

/* Give an unused slab back: kept for the next one, or for the system. */
void hln_arena_give(struct hln_slab *slab);

/* Give all that is kept to the system. */
void hln_arenas_shrink(void);

size_t hln_arenas_count(void);

#endif
