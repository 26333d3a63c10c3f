/* SPDX-License-Identifier: MIT */
/*
 * handle.c - the handle table: slots that are never freed, found through
 * segments that double in size, and a free list without locks, so that a
 * fork at any moment leaves the child a usable table.
 *
 * A handle is generation << 32 | kind << 24 | slot. A slot's state is the
 * handle's upper part while it is live, its lowest bit set while a call has
 * the object; a free slot's kind is 0.
 */
#include "handle.h"

#include "../../include/hashlane.h"
#include "../os/thread.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

enum {
	SLOT_BITS = 24,
	FIRST_BITS = 6, /* the first segment has 64 slots, the next 128 .. */
	SEGMENTS = SLOT_BITS - FIRST_BITS,
	SLOTS_MAX = (1 << SLOT_BITS) - (1 << FIRST_BITS),
	SPINS = 1000,     /* to pin one that another call has */
	PAUSE_NS = 100000 /* between tries after them */
};

#define SLOT_MASK  (((uint64_t)1 << SLOT_BITS) - 1)
#define KIND_MASK  ((uint64_t)0xff << SLOT_BITS)
#define GENERATION ((uint64_t)1 << 32)
#define BUSY       ((uint64_t)1)

struct slot {
	_Atomic(uint64_t) state;
	_Atomic(uint64_t) process; /* that made the object */
	_Atomic(uint64_t) ended; /* the last handle that hln_handle_end got */
	void *object;
	_Atomic(uint32_t) next_free; /* slot + 1, or 0 */
};

static _Atomic(struct slot *) segments[SEGMENTS];
static _Atomic(uint32_t) slots_used;
/* slot + 1 of the first free one, or 0; a count of changes above it. */
static _Atomic(uint64_t) free_list;

/* Which segment holds a slot, and where. */
static unsigned locate(uint32_t slot, uint32_t *at)
{
	unsigned segment;

	slot += 1 << FIRST_BITS;
	segment = 31 - FIRST_BITS - (unsigned)__builtin_clz(slot);
	*at = slot - ((uint32_t)1 << (FIRST_BITS + segment));
	return segment;
}

static struct slot *find_slot(uint32_t slot)
{
	uint32_t at;
	unsigned segment = locate(slot, &at);
	struct slot *slots;

	if (segment >= SEGMENTS)
		return NULL;
	slots = atomic_load_explicit(&segments[segment], memory_order_acquire);
	return slots ? slots + at : NULL;
}

static bool make_segment(unsigned segment)
{
	struct slot *none = NULL, *made;

	if (segment >= SEGMENTS)
		return false;
	if (atomic_load_explicit(&segments[segment], memory_order_acquire))
		return true;
	made = calloc((size_t)1 << (FIRST_BITS + segment), sizeof(*made));
	if (!made)
		return false;
	if (!atomic_compare_exchange_strong(&segments[segment], &none, made))
		free(made);
	return true;
}

/* A free slot that nobody else gets; SLOTS_MAX when there is none. */
static uint32_t take_slot(void)
{
	uint64_t head = atomic_load(&free_list), next;
	uint32_t slot;

	while ((uint32_t)head) {
		const struct slot *first = find_slot((uint32_t)head - 1);

		next = ((head >> 32) + 1) << 32 |
		       atomic_load(&first->next_free);
		if (atomic_compare_exchange_weak(&free_list, &head, next))
			return (uint32_t)head - 1;
	}
	slot = atomic_load(&slots_used);
	do {
		uint32_t at;

		if (slot == SLOTS_MAX || !make_segment(locate(slot, &at)))
			return SLOTS_MAX;
	} while (!atomic_compare_exchange_weak(&slots_used, &slot, slot + 1));
	return slot;
}

static void give_slot(uint32_t slot)
{
	uint64_t head = atomic_load(&free_list), next;
	struct slot *given = find_slot(slot);

	do {
		atomic_store(&given->next_free, (uint32_t)head);
		next = ((head >> 32) + 1) << 32 | (slot + 1);
	} while (!atomic_compare_exchange_weak(&free_list, &head, next));
}

int32_t hln_handle_create(uint64_t *out, enum hln_kind kind, void *object)
{
	uint32_t slot = take_slot();
	struct slot *taken;
	uint64_t state;

	if (slot == SLOTS_MAX)
		return HASHLANE_NO_MEMORY;
	taken = find_slot(slot);
	taken->object = object;
	atomic_store_explicit(&taken->process, hln_process_self(),
			      memory_order_relaxed);
	state = atomic_load_explicit(&taken->state, memory_order_relaxed);
	state += GENERATION;
	state |= (uint64_t)kind << SLOT_BITS;
	atomic_store_explicit(&taken->state, state, memory_order_release);
	*out = state | slot;
	return HASHLANE_OK;
}

static int32_t lock_slot(void **object, struct slot *slot, uint64_t handle,
			 enum hln_kind kind)
{
	uint64_t idle = handle & ~SLOT_MASK, state;

	if (!slot || (handle & KIND_MASK) != (uint64_t)kind << SLOT_BITS)
		return HASHLANE_HANDLE;
	/* A plain load first: a stale handle costs no locked instruction. */
	state = atomic_load_explicit(&slot->state, memory_order_relaxed);
	if (state != idle ||
	    !atomic_compare_exchange_strong_explicit(
		    &slot->state, &state, idle | BUSY, memory_order_acquire,
		    memory_order_relaxed))
		return state == (idle | BUSY) ? HASHLANE_BUSY :
						HASHLANE_HANDLE;
	*object = slot->object;
	return HASHLANE_OK;
}

int32_t hln_handle_lock(void **object, uint64_t handle, enum hln_kind kind)
{
	return lock_slot(object, find_slot((uint32_t)(handle & SLOT_MASK)),
			 handle, kind);
}

int32_t hln_handle_pin(void **object, uint64_t handle, enum hln_kind kind)
{
	struct slot *slot = find_slot((uint32_t)(handle & SLOT_MASK));
	int32_t status = lock_slot(object, slot, handle, kind);

	/* Where a fork found it locked, it stays so in the child. */
	if (status != HASHLANE_HANDLE &&
	    atomic_load_explicit(&slot->process, memory_order_relaxed) !=
		    hln_process_self()) {
		if (!status)
			hln_handle_unlock(handle);
		return HASHLANE_FORKED;
	}
	for (int i = 0; status == HASHLANE_BUSY; i++) {
		if (i >= SPINS)
			hln_thread_sleep(PAUSE_NS);
		status = lock_slot(object, slot, handle, kind);
	}
	return status;
}

void hln_handle_unlock(uint64_t handle)
{
	struct slot *slot = find_slot((uint32_t)(handle & SLOT_MASK));

	atomic_store_explicit(&slot->state, handle & ~SLOT_MASK,
			      memory_order_release);
}

bool hln_handle_is_ended(uint64_t handle)
{
	const struct slot *slot = find_slot((uint32_t)(handle & SLOT_MASK));

	return atomic_load_explicit(&slot->ended, memory_order_relaxed) ==
	       handle;
}

/*
 * A call gives its handle back by a plain store and looks for the mark behind
 * it: a locked instruction would cost half of a short call. So it may miss a
 * mark that was set in that moment; but its store is seen soon, by the tries
 * here. Should it not be, the next call frees the object.
 */
int32_t hln_handle_end(void **object, uint64_t handle, enum hln_kind kind)
{
	struct slot *slot = find_slot((uint32_t)(handle & SLOT_MASK));
	uint64_t idle = handle & ~SLOT_MASK, ended, state;
	int32_t status = HASHLANE_BUSY;

	if (!slot || (handle & KIND_MASK) != (uint64_t)kind << SLOT_BITS)
		return HASHLANE_HANDLE;
	ended = atomic_load(&slot->ended);
	/* All that ends a handle marks it first. */
	do {
		state = atomic_load(&slot->state);
		if ((state & ~BUSY) != idle || ended == handle)
			return HASHLANE_HANDLE;
	} while (
		!atomic_compare_exchange_strong(&slot->ended, &ended, handle));
	for (int i = 0; i < SPINS && status == HASHLANE_BUSY; i++)
		status = lock_slot(object, slot, handle, kind);
	/* Else it is done by the call that had it, or will be. */
	if (status)
		*object = NULL;
	else
		hln_handle_retire(handle);
	return HASHLANE_OK;
}

void hln_handle_retire(uint64_t handle)
{
	uint32_t slot = (uint32_t)(handle & SLOT_MASK);
	uint64_t generation = handle & ~(GENERATION - 1);
	struct slot *retired = find_slot(slot);

	retired->object = NULL;
	atomic_store_explicit(&retired->state, generation,
			      memory_order_release);
	/* A slot whose generations are used up never serves again. */
	if (generation != UINT64_MAX - (GENERATION - 1))
		give_slot(slot);
}

uint64_t hln_handle_count(enum hln_kind kind)
{
	uint32_t used = atomic_load(&slots_used);
	uint64_t count = 0;

	for (uint32_t i = 0; i < used; i++) {
		const struct slot *slot = find_slot(i);
		uint64_t state = atomic_load_explicit(&slot->state,
						      memory_order_relaxed);

		count += (state & KIND_MASK) == (uint64_t)kind << SLOT_BITS;
	}
	return count;
}
