/* SPDX-License-Identifier: MIT */
/* size_class.h - the sizes of objects in slabs. */
#ifndef HLN_SIZE_CLASS_H
#define HLN_SIZE_CLASS_H

#include <stddef.h>
#include <stdint.h>

enum { HLN_CLASSES = 6, HLN_CLASS_BYTES_MAX = 16 * 1024 };

/* The class of 1 .. HLN_CLASS_BYTES_MAX bytes. */
static inline unsigned hln_size_class_of(size_t bytes)
{
	/* The highest bit of bytes - 1, from 5: one digit a class. */
	unsigned bit = 31 -
		       (unsigned)__builtin_clz((uint32_t)(bytes - 1) | 63);

	return (unsigned)(UINT64_C(0x554322110) >> (4 * (bit - 5))) & 15;
}

/* The bytes of an object of a class. */
static inline size_t hln_size_class_bytes(unsigned size_class)
{
	/* Powers 6, 8, 10, 11, 12, 14 of two. */
	return (size_t)1 << (0xecba86 >> (4 * size_class) & 15);
}

#endif
