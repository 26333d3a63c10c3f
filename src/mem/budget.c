/* SPDX-License-Identifier: MIT */
/*
 * budget.c - the limit of the pool. No locks: a fork at any moment leaves the
 * child a usable one.
 */
#include "budget.h"

#include "../../include/hashlane.h"
#include "../os/thread.h"

#include <stdatomic.h>

enum { WAIT_NS = 50000 };

static _Atomic(size_t) used, peak, refunded;
static _Atomic(size_t) limit = HLN_BUDGET_DEFAULT;

/*
 * The process and thread that may call the function or replace it, or 0. A
 * value of another process belongs to a thread that does not exist in this
 * forked child.
 */
static _Atomic(uint64_t) gate;
static _Atomic(uintptr_t) gate_thread;
/* What the gate guards. */
static void (*told_by)(void *context, int32_t pressure);
static void *told_context;
static _Atomic(int32_t) told;

bool hln_budget_charge(size_t bytes)
{
	size_t before = atomic_load(&used), most = atomic_load(&peak);

	do {
		size_t end = atomic_load(&limit);

		if (before >= end || bytes > end - before)
			return false;
	} while (
		!atomic_compare_exchange_weak(&used, &before, before + bytes));
	while (most < before + bytes &&
	       !atomic_compare_exchange_weak(&peak, &most, before + bytes))
		;
	return true;
}

void hln_budget_refund(size_t bytes)
{
	atomic_fetch_sub(&used, bytes);
	atomic_fetch_add(&refunded, bytes);
}

size_t hln_budget_used(void)
{
	return atomic_load(&used);
}

size_t hln_budget_peak(void)
{
	return atomic_load(&peak);
}

size_t hln_budget_limit(void)
{
	return atomic_load(&limit);
}

size_t hln_budget_refunded(void)
{
	return atomic_load(&refunded);
}

int32_t hln_budget_pressure(void)
{
	size_t most = atomic_load(&limit), now = atomic_load(&used);

	if (now < most / 2)
		return HASHLANE_PRESSURE_NORMAL;
	if (now < most - most / 4)
		return HASHLANE_PRESSURE_ELEVATED;
	if (now < most - most / 10)
		return HASHLANE_PRESSURE_HIGH;
	return HASHLANE_PRESSURE_CRITICAL;
}

static bool enter(void)
{
	uint64_t self = hln_process_self(), inside = 0;

	if (!atomic_compare_exchange_strong(&gate, &inside, self) &&
	    (inside == self ||
	     !atomic_compare_exchange_strong(&gate, &inside, self)))
		return false;
	atomic_store(&gate_thread, hln_thread_self());
	return true;
}

static void leave(void)
{
	atomic_store(&gate_thread, 0);
	atomic_store(&gate, 0);
}

void hln_budget_tell(void)
{
	/* Again, for a thread that found the gate closed meanwhile. */
	while (hln_budget_pressure() != atomic_load(&told)) {
		int32_t pressure;

		if (!enter())
			return;
		pressure = hln_budget_pressure();
		if (atomic_exchange(&told, pressure) != pressure && told_by)
			told_by(told_context, pressure);
		leave();
	}
}

bool hln_budget_set(size_t most, void (*tell)(void *context, int32_t pressure),
		    void *context)
{
	while (!enter()) {
		if (atomic_load(&gate_thread) == hln_thread_self())
			return false;
		hln_thread_sleep(WAIT_NS);
	}
	told_by = tell;
	told_context = context;
	atomic_store(&limit, most);
	leave();
	return true;
}
