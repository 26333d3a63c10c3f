/* SPDX-License-Identifier: MIT */
/* trim.c - giving what the pool keeps back to the system. */
#include "trim.h"

#include "../../include/hashlane.h"
#include "arena.h"
#include "budget.h"
#include "heap.h"
#include "large.h"

static _Atomic(uint32_t) trims;

static void shrink_kept(void)
{
	hln_arenas_shrink();
	hln_large_shrink();
}

void hln_trim_all(void)
{
	struct hln_heap *heap = hln_heap_here;

	atomic_fetch_add(&trims, 1);
	if (heap != &hln_heap_of_nobody)
		hln_trim_follow(heap);
	hln_heaps_shrink_dead();
	shrink_kept();
}

void hln_trim_follow(struct hln_heap *heap)
{
	uint32_t now = atomic_load_explicit(&trims, memory_order_relaxed);

	if (heap->trims == now)
		return;
	heap->trims = now;
	hln_heap_shrink(heap);
}

void hln_trim_settle(void)
{
	if (hln_budget_pressure() >= HASHLANE_PRESSURE_HIGH)
		shrink_kept();
	hln_budget_tell();
}
