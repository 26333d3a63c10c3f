/* SPDX-License-Identifier: MIT */
/* pace.h - when a job may go on: whether it is paused, and its rate. */
#ifndef HLN_PACE_H
#define HLN_PACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* How many priorities a job can have. */
enum { HLN_PRIORITIES = 5 };

struct hln_pace {
	_Atomic(uint64_t) bytes_per_second; /* 0: any number */
	/* hln_clock_ns at which the rate allows what was read so far. */
	_Atomic(uint64_t) due_ns;
	int32_t priority; /* never changes */
	_Atomic(bool) paused;
};

void hln_pace_init(struct hln_pace *pace, int32_t priority,
		   uint64_t bytes_per_second);
/* What was read before does not count. */
void hln_pace_set_rate(struct hln_pace *pace, uint64_t bytes_per_second);

/* So many bytes were read. */
void hln_pace_count_slowly(struct hln_pace *pace, uint64_t bytes);
static inline void hln_pace_count(struct hln_pace *pace, uint64_t bytes)
{
	if (atomic_load_explicit(&pace->bytes_per_second,
				 memory_order_relaxed))
		hln_pace_count_slowly(pace, bytes);
}

/* hln_clock_ns from which it may go on; 0: it may; HLN_FOREVER: paused. */
uint64_t hln_pace_waits_slowly(const struct hln_pace *pace);
static inline uint64_t hln_pace_waits(const struct hln_pace *pace)
{
	/* Asked before each read. */
	if (!atomic_load_explicit(&pace->paused, memory_order_acquire) &&
	    !atomic_load_explicit(&pace->bytes_per_second,
				  memory_order_relaxed))
		return 0;
	return hln_pace_waits_slowly(pace);
}

#endif
