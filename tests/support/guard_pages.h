/* SPDX-License-Identifier: MIT */
/* guard_pages.h - memory between two pages that fault when touched. */
#ifndef GUARD_PAGES_H
#define GUARD_PAGES_H

#include <stddef.h>
#include <stdint.h>

struct guarded_memory {
	uint8_t *start, *end;
	void *mapping;
	size_t mapping_bytes;
};

/* At least so many bytes; start and end are page borders. */
struct guarded_memory guarded_memory_make(size_t bytes);
void guarded_memory_free(struct guarded_memory *memory);

#endif
