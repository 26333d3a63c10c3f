/* SPDX-License-Identifier: MIT */
/*
 * budget.h - the limit of the pool's memory, the pressure level, and the
 * function that is called when it changes.
 */
#ifndef HLN_BUDGET_H
#define HLN_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The limit before one is set. */
enum { HLN_BUDGET_DEFAULT = 256 * 1024 * 1024 };

/* Count bytes; false and nothing counted: they would pass the limit. */
bool hln_budget_charge(size_t bytes);
void hln_budget_refund(size_t bytes);

size_t hln_budget_used(void);
size_t hln_budget_peak(void);
size_t hln_budget_limit(void);
/* All that was ever refunded. */
size_t hln_budget_refunded(void);

/* HASHLANE_PRESSURE_* of now. */
int32_t hln_budget_pressure(void);

/*
 * Call the function if the level changed. The pool is in a consistent state
 * then: the function may trim it.
 */
void hln_budget_tell(void);

/*
 * Set the limit and the function. False: called from within the function. Waits
 * while another thread is in the old function, which is not called afterwards.
 */
bool hln_budget_set(size_t limit,
		    void (*tell)(void *context, int32_t pressure),
		    void *context);

#endif
