/* SPDX-License-Identifier: MIT */
/* engine_budget.c - the memory that an engine counts. */
#include "engine_budget.h"

#include "../../include/hashlane.h"

static void note_peak(struct hln_engine_budget *budget, uint64_t used)
{
	uint64_t peak = atomic_load(&budget->peak_bytes);

	while (used > peak &&
	       !atomic_compare_exchange_weak(&budget->peak_bytes, &peak, used))
		;
}

void hln_engine_budget_count(struct hln_engine_budget *budget, size_t bytes)
{
	note_peak(budget,
		  atomic_fetch_add(&budget->used_bytes, bytes) + bytes);
}

bool hln_engine_budget_take(struct hln_engine_budget *budget, size_t bytes)
{
	uint64_t used = atomic_load(&budget->used_bytes);

	/* What is refused was never in use. */
	do
		if (used + bytes > budget->bytes)
			return false;
	while (!atomic_compare_exchange_weak(&budget->used_bytes, &used,
					     used + bytes));
	note_peak(budget, used + bytes);
	return true;
}

void hln_engine_budget_give(struct hln_engine_budget *budget, size_t bytes)
{
	atomic_fetch_sub(&budget->used_bytes, bytes);
}

int32_t hln_engine_budget_pressure(const struct hln_engine_budget *budget)
{
	uint64_t percent = atomic_load(&budget->used_bytes) * 100 /
			   budget->bytes;

	return percent < 50 ? HASHLANE_PRESSURE_NORMAL :
	       percent < 75 ? HASHLANE_PRESSURE_ELEVATED :
	       percent < 90 ? HASHLANE_PRESSURE_HIGH :
			      HASHLANE_PRESSURE_CRITICAL;
}
