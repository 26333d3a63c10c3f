/* SPDX-License-Identifier: MIT */
/* memory.c - the exports of buffers, the pool's options and its statistics. */
#include "../engine/results_block.h"
#include "../mem/budget.h"
#include "../mem/pool.h"
#include "../mem/pool_stats.h"
#include "../mem/trim.h"
#include "arguments.h"
#include "handle.h"

#include <errno.h>

enum { LIMIT_MIN = 1024 * 1024 };

static __attribute__((noinline)) int32_t
acquire_slow(void **out, size_t *capacity, size_t bytes)
{
	void *buffer;

	if (!out || !bytes || bytes > PTRDIFF_MAX)
		return HASHLANE_ARGUMENT;
	bytes = hln_pool_capacity(bytes);
	buffer = hln_pool_take_slow(bytes, HLN_OWNED_BUFFER);
	if (!buffer)
		return HASHLANE_NO_MEMORY;
	*out = buffer;
	if (capacity)
		*capacity = bytes;
	return HASHLANE_OK;
}

int32_t hashlane_buffer_acquire(void **out, size_t *capacity, size_t bytes)
{
	void *buffer;

	if (!out || bytes - 1 >= HLN_CLASS_BYTES_MAX)
		return acquire_slow(out, capacity, bytes);
	bytes = hln_size_class_bytes(hln_size_class_of(bytes));
	buffer = hln_pool_take_fast(bytes, HLN_OWNED_BUFFER);
	if (!buffer)
		return acquire_slow(out, capacity, bytes);
	*out = buffer;
	if (capacity)
		*capacity = bytes;
	return HASHLANE_OK;
}

void hashlane_buffer_release(void *buffer)
{
	if (buffer)
		hln_pool_give(buffer, HLN_OWNED_BUFFER);
}

int32_t
hashlane_memory_configure(const struct hashlane_memory_options *options)
{
	struct hashlane_memory_options known = { 0 };
	int before = errno;
	int32_t status = HASHLANE_OK;

	if (options)
		status = hln_copy_struct(&known, options, sizeof(known),
					 sizeof(known));
	if (status)
		return status;
	if (!known.limit_bytes)
		known.limit_bytes = HLN_BUDGET_DEFAULT;
	if (known.limit_bytes < LIMIT_MIN || known.reserved ||
	    known.flags & ~(uint32_t)HASHLANE_MEMORY_WIPE)
		return HASHLANE_ARGUMENT;
	if (known.limit_bytes > SIZE_MAX)
		known.limit_bytes = SIZE_MAX;
	if (!hln_budget_set((size_t)known.limit_bytes, known.pressure,
			    known.pressure_context))
		return HASHLANE_BUSY;
	atomic_store(&hln_pool_wipe, known.flags & HASHLANE_MEMORY_WIPE);
	hln_trim_settle();
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_memory_get_usage(struct hashlane_memory_usage *out)
{
	struct hashlane_memory_usage stats = { 0 };

	if (!out)
		return HASHLANE_ARGUMENT;
	hln_pool_stats(&stats);
	return hln_return_struct(out, &stats, sizeof(stats), sizeof(stats));
}

int32_t hashlane_memory_trim(uint64_t *freed_bytes)
{
	size_t refunded = hln_budget_refunded();
	int before = errno;

	hln_trim_all();
	hln_trim_settle();
	if (freed_bytes)
		*freed_bytes = hln_budget_refunded() - refunded;
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_memory_get_objects(struct hashlane_memory_objects *out)
{
	struct hashlane_memory_objects leaks = { 0 };

	if (!out)
		return HASHLANE_ARGUMENT;
	leaks.strings = hln_pool_stats_live(HLN_OWNED_STRING);
	leaks.buffers = hln_pool_stats_live(HLN_OWNED_BUFFER);
	leaks.hashers = hln_handle_count(HLN_KIND_HASHER);
	leaks.engines = hln_handle_count(HLN_KIND_ENGINE);
	leaks.jobs = hln_handle_count(HLN_KIND_JOB);
	leaks.listeners = hln_handle_count(HLN_KIND_LISTENER);
	leaks.results = hln_results_block_live();
	return hln_return_struct(out, &leaks, sizeof(leaks), sizeof(leaks));
}
