/* SPDX-License-Identifier: MIT */
/* guard_pages.c - memory between two pages that fault when touched. */
#define _DEFAULT_SOURCE
#include "guard_pages.h"

#include "check.h"

#include <sys/mman.h>
#include <unistd.h>

struct guarded_memory guarded_memory_make(size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (bytes + page - 1) / page * page;
	uint8_t *p = mmap(NULL, room + 2 * page, PROT_NONE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct guarded_memory memory = { p + page, p + page + room, p,
					 room + 2 * page };

	assert_true(p != MAP_FAILED);
	assert_int_equal(mprotect(memory.start, room, PROT_READ | PROT_WRITE),
			 0);
	return memory;
}

void guarded_memory_free(struct guarded_memory *memory)
{
	assert_int_equal(munmap(memory->mapping, memory->mapping_bytes), 0);
}
