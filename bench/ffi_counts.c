/* SPDX-License-Identifier: MIT */
/* ffi_counts.c - what counting costs the pool; from inside the library. */
#include "ffi_counts.h"

#include "../src/mem/pool.h"

static void pairs(size_t times, bool twice)
{
	/* Beside the real ones: counters of a thread, written by no other. */
	static _Thread_local struct hln_counts more;

	for (size_t i = 0; i < times; i++) {
		void *object = hln_pool_take(64, HLN_OWNED_BUFFER);

		if (!object)
			return;
		/* As far apart as two calls are. */
		__asm__ volatile("" : "+r"(object) : : "memory");
		hln_pool_give(object, HLN_OWNED_BUFFER);
		if (!twice)
			continue;
		hln_pool_count(&more.taken[HLN_OWNED_BUFFER][0], 1);
		hln_pool_count(&more.given[HLN_OWNED_BUFFER][0], 1);
	}
}

void hashlane_bench_pairs(size_t times, bool twice)
{
	if (twice)
		pairs(times, true);
	else
		pairs(times, false);
}
