/* SPDX-License-Identifier: MIT */
/* trim.h - giving what the pool keeps back to the system. */
#ifndef HLN_TRIM_H
#define HLN_TRIM_H

#include "pool.h"

/*
 * All that nobody uses and no other thread has at hand; those follow when
 * they next come to the pool's slow path.
 */
void hln_trim_all(void);
void hln_trim_follow(struct hln_heap *heap);

/* After the memory held has changed: shrink if need be, report the level. */
void hln_trim_settle(void);

#endif
