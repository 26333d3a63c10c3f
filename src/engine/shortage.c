/* SPDX-License-Identifier: MIT */
/* shortage.c - how long a thread waits for a descriptor. */
#include "shortage.h"

#include "../os/thread.h"
#include "listener.h"

/* Threads ask every few milliseconds while they wait. */
enum { PATIENCE_NS = 1000000000, GAP_NS = 250000000 };

/*
 * Low bits: a count of threads. High bits: the id of the process that counted
 * them, since a forked child has none of its parent's threads.
 */
typedef _Atomic(uint64_t) threads;

static threads holding; /* they have files open */
static threads trying;  /* they may have, in a moment */
/* Times that one began to hold, or held no more. */
static _Atomic(uint64_t) turns;

enum { COUNT_BITS = 24 };

static uint64_t tag(void)
{
	return hln_process_self() << COUNT_BITS;
}

static uint64_t count_of(const threads *which)
{
	uint64_t value = atomic_load(which);

	return value >> COUNT_BITS == tag() >> COUNT_BITS ?
		       value & (((uint64_t)1 << COUNT_BITS) - 1) :
		       0;
}

static void add(threads *which, int more)
{
	uint64_t before = atomic_load(which), count, after;

	do {
		count = before >> COUNT_BITS == tag() >> COUNT_BITS ?
				before & (((uint64_t)1 << COUNT_BITS) - 1) :
				0;
		/* What began before the fork ends for nobody. */
		if (more < 0 && !count)
			return;
		after = tag() | (more < 0 ? count - 1 : count + 1);
	} while (!atomic_compare_exchange_weak(which, &before, after));
}

void hln_shortage_hold(void)
{
	add(&holding, 1);
	atomic_fetch_add(&turns, 1);
}

void hln_shortage_leave(void)
{
	atomic_fetch_add(&turns, 1);
	add(&holding, -1);
}

void hln_shortage_try(void)
{
	add(&trying, 1);
}

void hln_shortage_tried(void)
{
	add(&trying, -1);
}

/* A callback would wait for the thread that it runs on. */
static bool others_may_close(void)
{
	return !hln_listener_within() &&
	       (count_of(&holding) || count_of(&trying));
}

bool hln_shortage_lasts(struct hln_shortage *shortage, uint64_t now_ns)
{
	/* In this order: a thread turns before it holds nothing. */
	bool others = others_may_close(), goes_on;
	uint64_t turn = atomic_load(&turns);
	uint64_t since = atomic_load(&shortage->since_ns);
	uint64_t failed = atomic_load(&shortage->failed_ns);

	/* What was closed since the last try may serve the next. */
	goes_on = atomic_exchange(&shortage->turn, turn) == turn;
	if (others || !goes_on)
		failed = 0;
	if (atomic_exchange(&shortage->asked_ns, now_ns) + GAP_NS < now_ns ||
	    others || !goes_on || !since) {
		since = now_ns;
		atomic_store(&shortage->since_ns, since);
	}
	if (now_ns < since + PATIENCE_NS &&
	    (!failed || now_ns > failed + PATIENCE_NS))
		return false;
	atomic_store(&shortage->failed_ns, now_ns);
	return true;
}

void hln_shortage_end(struct hln_shortage *shortage)
{
	if (atomic_load_explicit(&shortage->since_ns, memory_order_relaxed))
		atomic_store(&shortage->since_ns, 0);
	if (atomic_load_explicit(&shortage->failed_ns, memory_order_relaxed))
		atomic_store(&shortage->failed_ns, 0);
}
