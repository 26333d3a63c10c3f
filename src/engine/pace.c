/* SPDX-License-Identifier: MIT */
/*
 * pace.c - when a job may go on: whether it is paused, and its rate.
 *
 * The rate is a token bucket that is kept as a time: the moment at which all
 * that was read is allowed. Each read moves it on by its bytes / rate. A job
 * goes on while that moment is not in the future, so one read of each worker
 * may be ahead of the rate, and is waited for afterwards. A job that read less
 * than it might have gets CREDIT_NS of that, which makes good for threads that
 * wake late; they sleep WAKE_NS longer than they have to, so that they do not
 * wake for each block.
 */
#include "pace.h"

#include "../os/thread.h"

enum { CREDIT_NS = 50000000, WAKE_NS = 5000000, SECOND_NS = 1000000000 };

void hln_pace_init(struct hln_pace *pace, int32_t priority,
		   uint64_t bytes_per_second)
{
	atomic_init(&pace->paused, false);
	atomic_init(&pace->bytes_per_second, bytes_per_second);
	atomic_init(&pace->due_ns, hln_clock_ns());
	pace->priority = priority;
}

void hln_pace_set_rate(struct hln_pace *pace, uint64_t bytes_per_second)
{
	uint64_t before = atomic_load(&pace->bytes_per_second);
	uint64_t due = atomic_load(&pace->due_ns), now = hln_clock_ns();

	/* What was read ahead of the old rate is not forgotten. */
	if (before && bytes_per_second && due > now) {
		double left = (double)(due - now) * (double)before /
			      (double)bytes_per_second;

		now += left < 3e18 ? (uint64_t)left : (uint64_t)3e18;
	}
	atomic_store(&pace->due_ns, now);
	atomic_store(&pace->bytes_per_second, bytes_per_second);
}

/* How long so many bytes last; a century at most. */
static uint64_t time_of(uint64_t bytes, uint64_t bytes_per_second)
{
	double ns = (double)bytes * SECOND_NS / (double)bytes_per_second;

	return ns < 3e18 ? (uint64_t)ns : (uint64_t)3e18;
}

void hln_pace_count_slowly(struct hln_pace *pace, uint64_t bytes)
{
	uint64_t rate = atomic_load(&pace->bytes_per_second);
	uint64_t due = atomic_load(&pace->due_ns);
	uint64_t earliest = hln_clock_ns() - CREDIT_NS, after;

	if (!rate)
		return;
	do
		after = (due > earliest ? due : earliest) +
			time_of(bytes, rate);
	while (!atomic_compare_exchange_weak(&pace->due_ns, &due, after));
}

uint64_t hln_pace_waits_slowly(const struct hln_pace *pace)
{
	uint64_t due;

	if (atomic_load(&pace->paused))
		return HLN_FOREVER;
	if (!atomic_load(&pace->bytes_per_second))
		return 0;
	due = atomic_load(&pace->due_ns);
	return due > hln_clock_ns() ? due + WAKE_NS : 0;
}
