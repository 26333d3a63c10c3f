/* SPDX-License-Identifier: MIT */
/*
 * large.c - objects beyond the size classes. They start with the head of a
 * slab without an owner, so that a give finds them as it finds the others.
 * A few are kept for reuse. A slot is emptied and filled by exchange, so that a
 * thread that gets a kept object owns it.
 */
#include "large.h"

#include "../../include/hashlane.h"
#include "../os/pages.h"
#include "budget.h"

enum {
	KEPT_SLOTS = 8,
	KEPT_BYTES_MAX = 512 * 1024 /* of one: 4 MiB in all */
};

static _Atomic(struct hln_slab *) kept_slots[KEPT_SLOTS];
static _Atomic(size_t) live_bytes;

size_t hln_large_capacity(size_t bytes)
{
	size_t page = hln_page_bytes(), head = sizeof(struct hln_slab);

	/* No object is so large; the caller fails with it. */
	if (bytes > PTRDIFF_MAX - 2 * (size_t)HLN_SLAB_BYTES)
		return bytes;
	return (bytes + head + page - 1) / page * page - head;
}

static void release(struct hln_slab *slab)
{
	size_t bytes = slab->large_bytes;

	hln_poison_clear(slab, bytes);
	hln_pages_release(slab, bytes);
	hln_budget_refund(bytes);
}

static void keep(struct hln_slab *slab)
{
	hln_poison(slab + 1, slab->large_bytes - sizeof(*slab));
	for (unsigned i = 0; i < KEPT_SLOTS; i++) {
		struct hln_slab *none = NULL;

		if (atomic_compare_exchange_strong(&kept_slots[i], &none,
						   slab))
			return;
	}
	release(slab);
}

static struct hln_slab *find_kept(size_t bytes)
{
	for (unsigned i = 0; i < KEPT_SLOTS; i++) {
		struct hln_slab *slab;

		if (!atomic_load_explicit(&kept_slots[i],
					  memory_order_relaxed))
			continue;
		slab = atomic_exchange(&kept_slots[i], NULL);
		if (!slab)
			continue;
		if (slab->large_bytes >= bytes &&
		    slab->large_bytes / 2 <= bytes)
			return slab;
		keep(slab);
	}
	return NULL;
}

void *hln_large_take(size_t bytes, bool *kept)
{
	struct hln_slab *slab;

	if (bytes > PTRDIFF_MAX - 2 * (size_t)HLN_SLAB_BYTES)
		return NULL;
	bytes = hln_large_capacity(bytes) + sizeof(*slab);
	slab = bytes <= KEPT_BYTES_MAX ? find_kept(bytes) : NULL;
	*kept = slab;
	if (!slab) {
		if (!hln_budget_charge(bytes))
			return NULL;
		slab = hln_pages_reserve(bytes, HLN_SLAB_BYTES);
		if (!slab) {
			hln_budget_refund(bytes);
			return NULL;
		}
		atomic_init(&slab->owner, NULL);
		slab->size_class = HLN_LARGE;
		slab->large_bytes = bytes;
	}
	hln_poison_clear(slab, slab->large_bytes);
	atomic_fetch_add(&live_bytes, slab->large_bytes);
	return slab + 1;
}

void hln_large_give(struct hln_slab *slab)
{
	atomic_fetch_sub(&live_bytes, slab->large_bytes);
	if (slab->large_bytes > KEPT_BYTES_MAX ||
	    hln_budget_pressure() >= HASHLANE_PRESSURE_HIGH) {
		release(slab);
		return;
	}
	if (atomic_load(&hln_pool_wipe))
		memset(slab + 1, 0, slab->large_bytes - sizeof(*slab));
	keep(slab);
}

void hln_large_shrink(void)
{
	for (unsigned i = 0; i < KEPT_SLOTS; i++) {
		struct hln_slab *slab = atomic_exchange(&kept_slots[i], NULL);

		if (slab)
			release(slab);
	}
}

size_t hln_large_bytes(void)
{
	return atomic_load(&live_bytes);
}
