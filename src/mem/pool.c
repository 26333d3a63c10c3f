/* SPDX-License-Identifier: MIT */
/* pool.c - what the inline functions of the pool leave over. */
#include "pool.h"

#include "../../include/hashlane.h"
#include "arena.h"
#include "budget.h"
#include "heap.h"
#include "large.h"
#include "trim.h"

#include <errno.h>

_Atomic(uint32_t) hln_pool_wipe;

size_t hln_pool_capacity(size_t bytes)
{
	if (bytes > HLN_CLASS_BYTES_MAX)
		return hln_large_capacity(bytes);
	return hln_size_class_bytes(hln_size_class_of(bytes));
}

/* Count on behalf of this thread. */
static void count(hln_counter *mine)
{
	if (hln_heap_here == &hln_heap_of_nobody)
		atomic_fetch_add(mine, 1);
	else
		hln_pool_count(mine, 1);
}

static void *take_large(size_t bytes, enum hln_owned kind)
{
	struct hln_counts *counts;
	bool kept;
	void *object = hln_large_take(bytes, &kept);

	if (!object) {
		hln_trim_all();
		object = hln_large_take(bytes, &kept);
	}
	if (!object)
		return NULL;
	counts = &hln_heap_here->counts;
	count(&counts->taken[kind][HLN_LARGE]);
	if (!kept)
		count(&counts->misses[HLN_LARGE]);
	return object;
}

static void *take_small(size_t bytes, enum hln_owned kind)
{
	struct hln_heap *heap = hln_heap_here;
	unsigned size_class = hln_size_class_of(bytes);
	struct hln_slab *slab;
	struct hln_node *node;

	if (heap == &hln_heap_of_nobody)
		heap = hln_heap_create();
	if (!heap)
		return NULL;
	hln_trim_follow(heap);
	slab = hln_heap_find(heap, size_class);
	if (!slab) {
		hln_trim_all();
		slab = hln_heap_find(heap, size_class);
	}
	if (!slab)
		return NULL;
	node = slab->free;
	hln_poison_clear(node, bytes < sizeof(*node) ? sizeof(*node) : bytes);
	slab->free = node->next;
	slab->used++;
	hln_pool_count(&heap->counts.taken[kind][size_class], 1);
	hln_pool_count(&heap->counts.misses[size_class], 1);
	return node;
}

void *hln_pool_take_slow(size_t bytes, enum hln_owned kind)
{
	int before = errno;
	void *object = bytes > HLN_CLASS_BYTES_MAX ? take_large(bytes, kind) :
						     take_small(bytes, kind);

	hln_trim_settle();
	errno = before;
	return object;
}

static void give_remote(struct hln_slab *slab, struct hln_node *node)
{
	struct hln_node *first = atomic_load_explicit(&slab->remote,
						      memory_order_relaxed);

	do {
		hln_poison_clear(node, sizeof(*node));
		node->next = first;
		hln_poison(node, hln_size_class_bytes(slab->size_class));
	} while (!atomic_compare_exchange_weak_explicit(
		&slab->remote, &first, node, memory_order_acq_rel,
		memory_order_relaxed));
	if (!first)
		hln_heap_announce(slab);
}

/* By the owner, while objects are wiped. */
static void give_local(struct hln_slab *slab, struct hln_node *node)
{
	node->next = slab->free;
	slab->free = node;
	hln_poison(node, hln_size_class_bytes(slab->size_class));
	if (--slab->used == slab->notify)
		hln_pool_notify(slab);
}

void hln_pool_give_slow(struct hln_slab *slab, void *object,
			enum hln_owned kind)
{
	struct hln_heap *heap = hln_heap_here;
	uint32_t size_class = slab->size_class;
	int before;

	count(&heap->counts.given[kind][size_class]);
	if (size_class == HLN_LARGE) {
		before = errno;
		hln_large_give(slab);
		hln_trim_settle();
		errno = before;
		return;
	}
	if (atomic_load_explicit(&hln_pool_wipe, memory_order_relaxed)) {
		size_t bytes = hln_size_class_bytes(size_class);

		hln_poison_clear(object, bytes);
		memset(object, 0, bytes);
	}
	if (atomic_load_explicit(&slab->owner, memory_order_relaxed) == heap) {
		give_local(slab, object);
		return;
	}
	count(&heap->counts.remote_frees[size_class]);
	give_remote(slab, object);
}

void hln_pool_notify(struct hln_slab *slab)
{
	int before = errno;

	hln_heap_relist(hln_heap_here, slab);
	hln_trim_settle();
	errno = before;
}
