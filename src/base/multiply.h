/* SPDX-License-Identifier: MIT */
/* multiply.h - a multiplication of 64 by 64 bits to 128 bits. */
#ifndef HLN_MULTIPLY_H
#define HLN_MULTIPLY_H

#include <stdint.h>

/* Return the low half of a * b, and set *high to the high half. */
static inline uint64_t hln_multiply128(uint64_t *high, uint64_t a, uint64_t b)
{
#if defined(__SIZEOF_INT128__)
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	*high = (uint64_t)(product >> 64);
	return (uint64_t)product;
#else
	uint64_t al = (uint32_t)a, ah = a >> 32;
	uint64_t bl = (uint32_t)b, bh = b >> 32;
	uint64_t low = al * bl;
	uint64_t middle = ah * bl + (low >> 32);
	uint64_t cross = al * bh + (uint32_t)middle;

	*high = ah * bh + (middle >> 32) + (cross >> 32);
	return cross << 32 | (uint32_t)low;
#endif
}

#endif
