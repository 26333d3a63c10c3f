/* SPDX-License-Identifier: MIT */
/*
 * arena.c - regions of slabs. Which slabs are free stands in bit masks that
 * are changed by one atomic operation, so there is nothing to lock.
 */
#include "arena.h"

#include "../../include/hashlane.h"
#include "../os/pages.h"
#include "budget.h"

#include <stdlib.h>

enum {
	ARENA_SLABS = 32,
	ARENA_BYTES = ARENA_SLABS * HLN_SLAB_BYTES,
	KEPT_MAX = 64 /* slabs; more of them lie idle */
};

struct hln_arena {
	struct hln_arena *next;
	char *slabs;
	_Atomic(uint32_t) kept; /* free, and their memory is there */
	_Atomic(uint32_t) bare; /* free, and it is not */
};

static _Atomic(struct hln_arena *) arenas;
static _Atomic(size_t) arena_count;
/* How many bits are set, more or less: whether to look. */
static _Atomic(uint32_t) kept_count, bare_count;

static struct hln_slab *slab_at(const struct hln_arena *arena, unsigned at)
{
	return (struct hln_slab *)(void *)(arena->slabs +
					   (size_t)at * HLN_SLAB_BYTES);
}

/* Take one bit of the mask; ARENA_SLABS: there is none. */
static unsigned claim(_Atomic(uint32_t) *mask, _Atomic(uint32_t) *count)
{
	uint32_t now = atomic_load(mask);

	while (now)
		if (atomic_compare_exchange_weak(mask, &now,
						 now & (now - 1))) {
			atomic_fetch_sub(count, 1);
			return (unsigned)__builtin_ctz(now);
		}
	return ARENA_SLABS;
}

static void put(_Atomic(uint32_t) *mask, _Atomic(uint32_t) *count, unsigned at)
{
	atomic_fetch_add(count, 1);
	atomic_fetch_or(mask, (uint32_t)1 << at);
}

static struct hln_slab *find_kept(void)
{
	struct hln_arena *arena = atomic_load(&arenas);

	for (; arena && atomic_load(&kept_count); arena = arena->next) {
		unsigned at = claim(&arena->kept, &kept_count);

		if (at < ARENA_SLABS)
			return slab_at(arena, at);
	}
	return NULL;
}

static struct hln_slab *find_bare(void)
{
	struct hln_arena *arena = atomic_load(&arenas);

	for (; arena && atomic_load(&bare_count); arena = arena->next) {
		unsigned at = claim(&arena->bare, &bare_count);

		if (at < ARENA_SLABS) {
			slab_at(arena, at)->arena = arena;
			return slab_at(arena, at);
		}
	}
	return NULL;
}

/* A new arena, whose first slab is the caller's. */
static struct hln_slab *add_arena(void)
{
	struct hln_arena *arena = malloc(sizeof(*arena));
	struct hln_slab *slab;

	if (!arena)
		return NULL;
	arena->slabs = hln_pages_reserve(ARENA_BYTES, ARENA_BYTES);
	if (!arena->slabs) {
		free(arena);
		return NULL;
	}
	atomic_init(&arena->kept, 0);
	atomic_init(&arena->bare, UINT32_MAX - 1);
	slab = slab_at(arena, 0);
	slab->arena = arena;
	atomic_fetch_add(&bare_count, ARENA_SLABS - 1);
	atomic_fetch_add(&arena_count, 1);
	arena->next = atomic_load(&arenas);
	while (!atomic_compare_exchange_weak(&arenas, &arena->next, arena))
		;
	return slab;
}

struct hln_slab *hln_arena_take(void)
{
	struct hln_slab *slab = find_kept();

	if (slab)
		return slab;
	if (!hln_budget_charge(HLN_SLAB_BYTES))
		return NULL;
	slab = find_bare();
	if (!slab)
		slab = add_arena();
	if (!slab)
		hln_budget_refund(HLN_SLAB_BYTES);
	return slab;
}

static bool forget(struct hln_arena *arena, unsigned at)
{
	struct hln_slab *slab = slab_at(arena, at);

	/* What comes back is new: nothing of it may stay poisoned. */
	hln_poison_clear(slab, HLN_SLAB_BYTES);
	if (!hln_pages_forget(slab, HLN_SLAB_BYTES)) {
		put(&arena->kept, &kept_count, at);
		return false;
	}
	hln_budget_refund(HLN_SLAB_BYTES);
	put(&arena->bare, &bare_count, at);
	return true;
}

void hln_arena_give(struct hln_slab *slab)
{
	struct hln_arena *arena = slab->arena;
	unsigned at = (unsigned)((size_t)((char *)slab - arena->slabs) /
				 HLN_SLAB_BYTES);

	if (atomic_load(&kept_count) >= KEPT_MAX ||
	    hln_budget_pressure() >= HASHLANE_PRESSURE_HIGH)
		(void)forget(arena, at);
	else
		put(&arena->kept, &kept_count, at);
}

void hln_arenas_shrink(void)
{
	struct hln_arena *arena = atomic_load(&arenas);

	for (; arena && atomic_load(&kept_count); arena = arena->next)
		for (;;) {
			unsigned at = claim(&arena->kept, &kept_count);

			if (at == ARENA_SLABS || !forget(arena, at))
				break;
		}
}

size_t hln_arenas_count(void)
{
	return atomic_load(&arena_count);
}
