/* SPDX-License-Identifier: MIT */
/* allocator.c - where an engine has its memory from. */
#include "allocator.h"

#include <stdlib.h>
#include <string.h>

static size_t round_up(size_t bytes, size_t alignment)
{
	return (bytes + alignment - 1) / alignment * alignment;
}

void *hln_allocator_take(const struct hln_allocator *memory, size_t bytes,
			 size_t alignment)
{
	if (bytes > PTRDIFF_MAX - alignment)
		return NULL;
	if (memory && memory->allocate)
		return memory->allocate(memory->context, bytes, alignment);
	if (alignment <= HLN_ALIGNMENT)
		return malloc(bytes);
	return aligned_alloc(alignment, round_up(bytes, alignment));
}

void *hln_allocator_take_zeroed(const struct hln_allocator *memory,
				size_t bytes, size_t alignment)
{
	void *taken;

	/* Pages fresh from the system are zero: calloc knows. */
	if (!(memory && memory->allocate) && alignment <= HLN_ALIGNMENT)
		return calloc(1, bytes);
	taken = hln_allocator_take(memory, bytes, alignment);
	if (taken)
		memset(taken, 0, bytes);
	return taken;
}

void *hln_allocator_resize(const struct hln_allocator *memory, void *taken,
			   size_t before, size_t bytes)
{
	void *other;

	if (!(memory && memory->allocate))
		return realloc(taken, bytes);
	other = hln_allocator_take(memory, bytes, HLN_ALIGNMENT);
	if (!other)
		return NULL;
	if (taken)
		memcpy(other, taken, before < bytes ? before : bytes);
	hln_allocator_give(memory, taken, before, HLN_ALIGNMENT);
	return other;
}

void hln_allocator_give(const struct hln_allocator *memory, void *taken,
			size_t bytes, size_t alignment)
{
	if (!(memory && memory->release))
		free(taken);
	else if (taken)
		memory->release(memory->context, taken, bytes, alignment);
}
