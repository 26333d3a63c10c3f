/* SPDX-License-Identifier: MIT */
/*
 * heap.c - heaps of threads: finding a slab, objects freed by other threads,
 * adoption.
 *
 * A slab with a non-empty remote list is in exactly one `ready` list. The
 * thread that puts the first object into the remote list adds the slab to
 * `ready`; only the thread that removes it from there empties the remote list.
 * Until then the objects count as used, so the slab stays. If the slab has
 * changed its heap meanwhile, the old heap passes the announcement on.
 */
#include "heap.h"

#include "../os/thread.h"
#include "arena.h"

#include <stdlib.h>

/* Taken from by threads without a heap, and by heaps without a slab. */
static struct hln_slab no_slab = { .notify = HLN_NOTIFY_NEVER };

struct hln_heap hln_heap_of_nobody = { .current = { &no_slab, &no_slab,
						    &no_slab, &no_slab,
						    &no_slab, &no_slab } };

_Thread_local struct hln_heap *hln_heap_here HLN_THREAD_FAST =
	&hln_heap_of_nobody;

static _Atomic(struct hln_heap *) heaps;
static _Atomic(uint32_t) live_count, dead_count;
static _Atomic(size_t) slab_counts[HLN_CLASSES];

struct hln_heap *hln_heaps(void)
{
	return atomic_load(&heaps);
}

uint32_t hln_heaps_live(void)
{
	return atomic_load(&live_count);
}

size_t hln_heap_slabs(unsigned size_class)
{
	return atomic_load(&slab_counts[size_class]);
}

static uint32_t capacity_of(const struct hln_slab *slab)
{
	return (uint32_t)((HLN_SLAB_BYTES - sizeof(*slab)) /
			  hln_size_class_bytes(slab->size_class));
}

/* ---- Lists ---- */

static void link_slab(struct hln_slab **list, struct hln_slab *slab)
{
	slab->before = NULL;
	slab->next = *list;
	if (*list)
		(*list)->before = slab;
	*list = slab;
}

static void unlink_slab(struct hln_slab **list, struct hln_slab *slab)
{
	if (slab->before)
		slab->before->next = slab->next;
	else
		*list = slab->next;
	if (slab->next)
		slab->next->before = slab->before;
}

static void retire(struct hln_slab *slab)
{
	atomic_fetch_sub(&slab_counts[slab->size_class], 1);
	hln_arena_give(slab);
}

/* A slab that is in no list. */
static void enlist(struct hln_heap *heap, struct hln_slab *slab)
{
	uint32_t capacity = capacity_of(slab);

	if (!slab->used) {
		retire(slab);
	} else if (slab->used == capacity) {
		slab->notify = capacity - 1;
		link_slab(&heap->full[slab->size_class], slab);
	} else {
		slab->notify = 0;
		link_slab(&heap->partial[slab->size_class], slab);
	}
}

void hln_heap_relist(struct hln_heap *heap, struct hln_slab *slab)
{
	if (slab->notify == HLN_NOTIFY_NEVER)
		return;
	if (slab->notify)
		unlink_slab(&heap->full[slab->size_class], slab);
	else if (!slab->used)
		unlink_slab(&heap->partial[slab->size_class], slab);
	else
		return;
	enlist(heap, slab);
}

/* ---- What other threads gave back ---- */

void hln_heap_announce(struct hln_slab *slab)
{
	struct hln_heap *owner = atomic_load(&slab->owner);
	struct hln_slab *first = atomic_load(&owner->ready);

	do
		slab->next_ready = first;
	while (!atomic_compare_exchange_weak(&owner->ready, &first, slab));
}

static void collect(struct hln_heap *heap, struct hln_slab *slab)
{
	struct hln_node *node = atomic_exchange(&slab->remote, NULL), *next;

	for (; node; node = next) {
		hln_poison_clear(node, sizeof(*node));
		next = node->next;
		node->next = slab->free;
		slab->free = node;
		slab->used--;
		hln_poison(node, sizeof(*node));
	}
	hln_heap_relist(heap, slab);
}

void hln_heap_drain(struct hln_heap *heap)
{
	struct hln_slab *slab, *next;

	if (!atomic_load_explicit(&heap->ready, memory_order_relaxed))
		return;
	slab = atomic_exchange(&heap->ready, NULL);
	for (; slab; slab = next) {
		next = slab->next_ready;
		if (atomic_load(&slab->owner) == heap)
			collect(heap, slab);
		else
			hln_heap_announce(slab);
	}
}

/* ---- Life and death ---- */

static bool claim_heap(struct hln_heap *heap, uint32_t life)
{
	if (!atomic_compare_exchange_strong(&heap->life, &life, HLN_HEAP_LIVE))
		return false;
	if (life == HLN_HEAP_DEAD)
		atomic_fetch_sub(&dead_count, 1);
	return true;
}

static void leave_heap(struct hln_heap *heap)
{
	bool slabs = false;

	for (unsigned i = 0; i < HLN_CLASSES; i++)
		slabs = slabs || heap->partial[i] || heap->full[i];
	if (slabs)
		atomic_fetch_add(&dead_count, 1);
	atomic_store(&heap->life, slabs ? HLN_HEAP_DEAD : HLN_HEAP_BLANK);
}

/* The calling thread ends. */
static void end_heap(void *argument)
{
	struct hln_heap *heap = argument;

	hln_heap_here = &hln_heap_of_nobody;
	hln_heap_drain(heap);
	for (unsigned i = 0; i < HLN_CLASSES; i++) {
		struct hln_slab *slab = heap->current[i];

		heap->current[i] = &no_slab;
		if (slab != &no_slab)
			enlist(heap, slab);
	}
	atomic_fetch_sub(&live_count, 1);
	leave_heap(heap);
}

static struct hln_heap *find_left(void)
{
	struct hln_heap *heap = atomic_load(&heaps);

	for (; heap; heap = heap->next)
		if (claim_heap(heap, HLN_HEAP_DEAD) ||
		    claim_heap(heap, HLN_HEAP_BLANK))
			return heap;
	return NULL;
}

static struct hln_heap *add_heap(void)
{
	struct hln_heap *heap = aligned_alloc(64, sizeof(*heap));

	if (!heap)
		return NULL;
	memset(heap, 0, sizeof(*heap));
	atomic_store(&heap->life, HLN_HEAP_LIVE);
	for (unsigned i = 0; i < HLN_CLASSES; i++)
		heap->current[i] = &no_slab;
	heap->next = atomic_load(&heaps);
	while (!atomic_compare_exchange_weak(&heaps, &heap->next, heap))
		;
	return heap;
}

struct hln_heap *hln_heap_create(void)
{
	struct hln_heap *heap = find_left();

	if (!heap)
		heap = add_heap();
	if (!heap)
		return NULL;
	if (!hln_thread_at_exit(end_heap, heap)) {
		leave_heap(heap);
		return NULL;
	}
	atomic_fetch_add(&live_count, 1);
	hln_heap_here = heap;
	return heap;
}

static void adopt_list(struct hln_heap *heap, struct hln_slab **list)
{
	while (*list) {
		struct hln_slab *slab = *list;

		*list = slab->next;
		atomic_store(&slab->owner, heap);
		enlist(heap, slab);
	}
}

/* Take over slabs of threads that ended, until one of the class is of use. */
static void adopt(struct hln_heap *heap, unsigned size_class)
{
	struct hln_heap *left = atomic_load(&heaps);

	for (; left && atomic_load(&dead_count); left = left->next) {
		if (heap->partial[size_class])
			return;
		if (!claim_heap(left, HLN_HEAP_DEAD))
			continue;
		hln_heap_drain(left);
		for (unsigned i = 0; i < HLN_CLASSES; i++) {
			adopt_list(heap, &left->partial[i]);
			adopt_list(heap, &left->full[i]);
		}
		leave_heap(left);
	}
}

void hln_heaps_shrink_dead(void)
{
	struct hln_heap *heap = atomic_load(&heaps);

	for (; heap; heap = heap->next) {
		if (!atomic_load(&heap->ready) ||
		    !(claim_heap(heap, HLN_HEAP_DEAD) ||
		      claim_heap(heap, HLN_HEAP_BLANK)))
			continue;
		hln_heap_drain(heap);
		leave_heap(heap);
	}
}

void hln_heap_shrink(struct hln_heap *heap)
{
	hln_heap_drain(heap);
	for (unsigned i = 0; i < HLN_CLASSES; i++) {
		struct hln_slab *slab = heap->current[i];

		if (slab == &no_slab || slab->used)
			continue;
		heap->current[i] = &no_slab;
		retire(slab);
	}
}

/* ---- Slabs with something free ---- */

/* Make more of the slab's objects free: about a page, untouched before. */
static void extend(struct hln_slab *slab)
{
	size_t bytes = hln_size_class_bytes(slab->size_class);
	uint32_t more = bytes < 4096 ? (uint32_t)(4096 / bytes) : 1;
	uint32_t left = capacity_of(slab) - slab->touched;
	char *objects = (char *)(slab + 1) + slab->touched * bytes;

	if (more > left)
		more = left;
	slab->touched += more;
	/* So that they are given out in the order of their addresses. */
	while (more--) {
		struct hln_node *node =
			(struct hln_node *)(void *)(objects + more * bytes);

		node->next = slab->free;
		slab->free = node;
		hln_poison(node, bytes);
	}
}

static struct hln_slab *start_slab(struct hln_heap *heap, unsigned size_class)
{
	struct hln_slab *slab = hln_arena_take();

	if (!slab)
		return NULL;
	hln_poison_clear(slab, HLN_SLAB_BYTES);
	atomic_store(&slab->owner, heap);
	atomic_store(&slab->remote, NULL);
	slab->free = NULL;
	slab->used = 0;
	slab->touched = 0;
	slab->size_class = size_class;
	atomic_fetch_add(&slab_counts[size_class], 1);
	return slab;
}

struct hln_slab *hln_heap_find(struct hln_heap *heap, unsigned size_class)
{
	struct hln_slab *slab = heap->current[size_class];

	hln_heap_drain(heap);
	if (slab != &no_slab) {
		if (!slab->free)
			extend(slab);
		if (slab->free)
			return slab;
		heap->current[size_class] = &no_slab;
		enlist(heap, slab);
	}
	if (!heap->partial[size_class])
		adopt(heap, size_class);
	slab = heap->partial[size_class];
	if (slab)
		unlink_slab(&heap->partial[size_class], slab);
	else
		slab = start_slab(heap, size_class);
	if (!slab)
		return NULL;
	if (!slab->free)
		extend(slab);
	slab->notify = HLN_NOTIFY_NEVER;
	heap->current[size_class] = slab;
	return slab;
}
