/* SPDX-License-Identifier: MIT */
/* large.h - objects beyond the size classes, pages of their own each. */
#ifndef HLN_LARGE_H
#define HLN_LARGE_H

#include "pool.h"

/* Bytes that an object taken with `bytes` may use. */
size_t hln_large_capacity(size_t bytes);

/* NULL: no memory, or the limit. *kept: it was there already. */
void *hln_large_take(size_t bytes, bool *kept);
void hln_large_give(struct hln_slab *slab);

/* Give all that is kept to the system. */
void hln_large_shrink(void);

/* Of the objects in use. */
size_t hln_large_bytes(void);

#endif
