/* SPDX-License-Identifier: MIT */
/* allocator.h - where an engine has its memory from. */
#ifndef HLN_ALLOCATOR_H
#define HLN_ALLOCATOR_H

#include "../../include/hashlane.h"

/* The caller's functions; none: the library's own. */
struct hln_allocator {
	void *context;
	void *(*allocate)(void *context, size_t bytes, size_t alignment);
	void (*release)(void *context, void *memory, size_t bytes,
			size_t alignment);
	/* Held by all that outlives the engine; may be NULL. */
	struct hln_shared_release *last;
};

/* What all but states and lane buffers are aligned to. */
enum { HLN_ALIGNMENT = 16 };

/*
 * At least one byte; `memory` may be NULL for the library's own. NULL: there
 * is none.
 */
void *hln_allocator_take(const struct hln_allocator *memory, size_t bytes,
			 size_t alignment);
void *hln_allocator_take_zeroed(const struct hln_allocator *memory,
				size_t bytes, size_t alignment);

/*
 * Another length of what was taken with HLN_ALIGNMENT, or NULL with
 * no bytes. NULL: there is none, and all is as before.
 */
void *hln_allocator_resize(const struct hln_allocator *memory, void *taken,
			   size_t before, size_t bytes);

/* With the numbers it was taken with; NULL is fine. */
void hln_allocator_give(const struct hln_allocator *memory, void *taken,
			size_t bytes, size_t alignment);

#endif
