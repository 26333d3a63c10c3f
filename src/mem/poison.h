/* SPDX-License-Identifier: MIT */
/*
 * poison.h - mark free memory of the pool for AddressSanitizer, so that it
 * finds a use after free as it does with malloc.
 */
#ifndef HLN_POISON_H
#define HLN_POISON_H

#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HLN_POISON 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define HLN_POISON 1
#endif

#if defined(HLN_POISON)
#include <sanitizer/asan_interface.h>

static inline void hln_poison(const void *memory, size_t bytes)
{
	ASAN_POISON_MEMORY_REGION(memory, bytes);
}

static inline void hln_poison_clear(const void *memory, size_t bytes)
{
	ASAN_UNPOISON_MEMORY_REGION(memory, bytes);
}
#else
static inline void hln_poison(const void *memory, size_t bytes)
{
	(void)memory;
	(void)bytes;
}

static inline void hln_poison_clear(const void *memory, size_t bytes)
{
	(void)memory;
	(void)bytes;
}
#endif

#endif
