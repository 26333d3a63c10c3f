/* SPDX-License-Identifier: MIT */
/*
 * heap.h - the slabs of one thread, and what becomes of them when it ends.
 *
 * A slab is the current one of its class, from which objects are taken, or is
 * in the heap's list of full or of partly full slabs. `notify` says which: if
 * `used` falls to it, the owner moves the slab.
 */
#ifndef HLN_HEAP_H
#define HLN_HEAP_H

#include "pool.h"

enum {
	HLN_HEAP_BLANK, /* nobody's, and no slabs */
	HLN_HEAP_DEAD,  /* nobody's, with slabs to adopt */
	HLN_HEAP_LIVE   /* of a thread, or in the hands of one */
};

/* Slab that is current; a partly full one has 0, a full one anything else. */
#define HLN_NOTIFY_NEVER UINT32_MAX

/* What threads without a heap have; its counters are changed atomically. */
extern struct hln_heap hln_heap_of_nobody;
/* All others, by `next`; heaps are never freed. */
struct hln_heap *hln_heaps(void);
uint32_t hln_heaps_live(void);
size_t hln_heap_slabs(unsigned size_class);

/* A heap for this thread; NULL: there is no memory. */
struct hln_heap *hln_heap_create(void);

/* Sort in what other threads gave back. */
void hln_heap_drain(struct hln_heap *heap);

/* A slab of the heap with a free object, made current; or NULL. */
struct hln_slab *hln_heap_find(struct hln_heap *heap, unsigned size_class);

/* Put a slab that left its list's state in the right one, or return it. */
void hln_heap_relist(struct hln_heap *heap, struct hln_slab *slab);

/* Return the heap's current slabs that are unused. */
void hln_heap_shrink(struct hln_heap *heap);

/* The same for the heaps of threads that ended. */
void hln_heaps_shrink_dead(void);

/* Hand a slab whose remote list was empty to its owner. */
void hln_heap_announce(struct hln_slab *slab);

#endif
