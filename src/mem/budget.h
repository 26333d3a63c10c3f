/* SPDX-License-Identifier: MIT */
/*
 * budget.h - the limit of what the pool has from the system, how near it is,
 * and who is told.
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
 * Tell a level that changed. Called where the pool is in order: the function
 * told may trim it.
 */
void hln_budget_tell(void);

/*
 * Set the limit and whom to tell; false: called by who is being told. Waits
 * while another thread is: it will not call the function before it after.
 */
bool hln_budget_set(size_t limit,
		    void (*tell)(void *context, int32_t pressure),
		    void *context);

#endif
