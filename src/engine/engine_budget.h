/* SPDX-License-Identifier: MIT */
/*
 * engine_budget.h - the memory that an engine counts: buffers, states, windows
 * and streamed results. Any thread; no lock.
 */
#ifndef HLN_ENGINE_BUDGET_H
#define HLN_ENGINE_BUDGET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hln_engine_budget {
	uint64_t bytes; /* never changes once there are workers */
	_Atomic(uint64_t) used_bytes, peak_bytes;
	_Atomic(uint64_t) held_bytes; /* of results, outside the budget */
	_Atomic(uint64_t) pushed_bytes, pushed_count; /* see pushed.h */
};

/* Count memory; false and nothing counted: it would pass the budget. */
bool hln_engine_budget_take(struct hln_engine_budget *budget, size_t bytes);
/* The same, whatever the budget says. */
void hln_engine_budget_count(struct hln_engine_budget *budget, size_t bytes);
void hln_engine_budget_give(struct hln_engine_budget *budget, size_t bytes);
/* HASHLANE_PRESSURE_* */
int32_t hln_engine_budget_pressure(const struct hln_engine_budget *budget);

#endif
