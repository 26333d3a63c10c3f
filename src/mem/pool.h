/* SPDX-License-Identifier: MIT */
/*
 * pool.h - memory of the process for small objects: strings, buffers, payloads
 * of events.
 *
 * Objects of one size class lie in a slab of 64 KiB, aligned to its size, so
 * that an object's address leads to its slab without a header of its own. A
 * slab belongs to the heap of one thread, which alone takes from it and gives
 * to its free list; other threads give to its remote list. Counters are the
 * heap's own, so that no two threads ever write one.
 *
 * Objects are aligned to 64 bytes; what is in them is undefined.
 */
#ifndef HLN_POOL_H
#define HLN_POOL_H

#include "../os/thread.h"
#include "poison.h"
#include "size_class.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	HLN_SLAB_BYTES = 64 * 1024,
	HLN_LARGE = HLN_CLASSES /* counted as one more class */
};

/* The kind of an object: leaks are counted by kind. */
enum hln_owned {
	HLN_OWNED_INSIDE, /* by the library itself */
	HLN_OWNED_STRING,
	HLN_OWNED_BUFFER,
	HLN_OWNED_KINDS
};

struct hln_node {
	struct hln_node *next;
};

struct hln_arena;
struct hln_heap;

/* At the start of a slab; also of a large object, which has no owner. */
struct hln_slab {
	_Atomic(struct hln_heap *) owner;
	struct hln_node *free;
	uint32_t used; /* objects out, those in the remote list included */
	/* Of `used`: at that one a give has more to do; see pool.c. */
	uint32_t notify;
	uint32_t size_class;
	uint32_t touched; /* objects that were ever in the free list */
	struct hln_slab *next, *before;
	union {
		struct hln_arena *arena;
		size_t large_bytes; /* had from the system */
	};
	/* What other threads write has a line of its own. */
	_Alignas(64) _Atomic(struct hln_node *) remote;
	struct hln_slab *next_ready;
};

/* 64 bits where that is one store; the differences are exact in any case. */
typedef _Atomic(size_t) hln_counter;

struct hln_counts {
	hln_counter taken[HLN_OWNED_KINDS][HLN_CLASSES + 1];
	hln_counter given[HLN_OWNED_KINDS][HLN_CLASSES + 1];
	hln_counter misses[HLN_CLASSES + 1];
	hln_counter remote_frees[HLN_CLASSES + 1];
};

struct hln_heap {
	/* Slabs whose remote list is not empty: what other threads write. */
	_Alignas(64) _Atomic(struct hln_slab *) ready;
	struct hln_heap *next;  /* of all */
	_Atomic(uint32_t) life; /* HLN_HEAP_* */
	uint32_t trims;         /* those it has followed */
	struct hln_slab *partial[HLN_CLASSES];
	struct hln_slab *full[HLN_CLASSES];
	_Alignas(64) struct hln_slab *current[HLN_CLASSES]; /* never NULL */
	struct hln_counts counts;
};

/* The heap of this thread; one without slabs before there is one. */
extern _Thread_local struct hln_heap *hln_heap_here HLN_THREAD_FAST;

extern _Atomic(uint32_t) hln_pool_wipe;

/*
 * What the inline functions leave over; never inlined, for what is around them
 * would save registers that only they need: 6.3 -> 5.2 ns for a pair.
 */
__attribute__((noinline)) void *hln_pool_take_slow(size_t bytes,
						   enum hln_owned kind);
__attribute__((noinline)) void
hln_pool_give_slow(struct hln_slab *slab, void *object, enum hln_owned kind);
__attribute__((noinline)) void hln_pool_notify(struct hln_slab *slab);

/* By the counter's only writer. */
static inline void hln_pool_count(hln_counter *counter, size_t add)
{
	atomic_store_explicit(
		counter,
		atomic_load_explicit(counter, memory_order_relaxed) + add,
		memory_order_relaxed);
}

/* Bytes that an object taken with `bytes` may use. */
size_t hln_pool_capacity(size_t bytes);

/*
 * An object of 1 .. HLN_CLASS_BYTES_MAX bytes from the current slab, or NULL:
 * for callers whose slow path is a tail call, so that the fast one saves no
 * register.
 */
static inline void *hln_pool_take_fast(size_t bytes, enum hln_owned kind)
{
	struct hln_heap *heap = hln_heap_here;
	unsigned size_class = hln_size_class_of(bytes);
	struct hln_slab *slab = heap->current[size_class];
	struct hln_node *node = slab->free;

	if (__builtin_expect(!node, 0))
		return NULL;
	hln_poison_clear(node, bytes < sizeof(*node) ? sizeof(*node) : bytes);
	slab->free = node->next;
	slab->used++;
	hln_pool_count(&heap->counts.taken[kind][size_class], 1);
	return node;
}

/*
 * An object of at least `bytes` (1 .. PTRDIFF_MAX) bytes; NULL: there is no
 * memory, or the limit is reached. Leaves errno alone.
 */
static inline void *hln_pool_take(size_t bytes, enum hln_owned kind)
{
	void *object = NULL;

	if (__builtin_expect(bytes <= HLN_CLASS_BYTES_MAX, 1))
		object = hln_pool_take_fast(bytes, kind);
	return __builtin_expect(object != NULL, 1) ?
		       object :
		       hln_pool_take_slow(bytes, kind);
}

/*
 * Give back what hln_pool_take gave, with the same kind; not NULL. Any thread,
 * also one whose heap is gone already. Leaves errno alone.
 */
static inline void hln_pool_give(void *object, enum hln_owned kind)
{
	struct hln_heap *heap = hln_heap_here;
	struct hln_slab *slab =
		(struct hln_slab *)((uintptr_t)object &
				    ~(uintptr_t)(HLN_SLAB_BYTES - 1));
	struct hln_node *node = (struct hln_node *)object;

	if (__builtin_expect(
		    atomic_load_explicit(&slab->owner, memory_order_relaxed) !=
				    heap ||
			    atomic_load_explicit(&hln_pool_wipe,
						 memory_order_relaxed),
		    0)) {
		hln_pool_give_slow(slab, object, kind);
		return;
	}
	hln_pool_count(&heap->counts.given[kind][slab->size_class], 1);
	node->next = slab->free;
	slab->free = node;
	hln_poison(node, hln_size_class_bytes(slab->size_class));
	if (__builtin_expect(--slab->used == slab->notify, 0))
		hln_pool_notify(slab);
}

#endif
