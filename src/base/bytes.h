/* SPDX-License-Identifier: MIT */
/* bytes.h - loads and stores of words, at any alignment and byte order. */
#ifndef HLN_BYTES_H
#define HLN_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint32_t hln_swap32(uint32_t x)
{
	x = (x & 0x00ff00ff) << 8 | (x >> 8 & 0x00ff00ff);
	return x << 16 | x >> 16;
}

static inline uint64_t hln_swap64(uint64_t x)
{
	return (uint64_t)hln_swap32((uint32_t)x) << 32 |
	       hln_swap32((uint32_t)(x >> 32));
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define HLN_BIG_ENDIAN 1
#else
#define HLN_BIG_ENDIAN 0
#endif

static inline uint32_t hln_load32_le(const uint8_t *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
	return HLN_BIG_ENDIAN ? hln_swap32(x) : x;
}

static inline uint64_t hln_load64_le(const uint8_t *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	return HLN_BIG_ENDIAN ? hln_swap64(x) : x;
}

static inline void hln_store32_le(uint8_t *p, uint32_t x)
{
	if (HLN_BIG_ENDIAN)
		x = hln_swap32(x);
	memcpy(p, &x, sizeof(x));
}

static inline void hln_store64_le(uint8_t *p, uint64_t x)
{
	if (HLN_BIG_ENDIAN)
		x = hln_swap64(x);
	memcpy(p, &x, sizeof(x));
}

static inline void hln_store32_be(uint8_t *p, uint32_t x)
{
	if (!HLN_BIG_ENDIAN)
		x = hln_swap32(x);
	memcpy(p, &x, sizeof(x));
}

static inline void hln_store64_be(uint8_t *p, uint64_t x)
{
	if (!HLN_BIG_ENDIAN)
		x = hln_swap64(x);
	memcpy(p, &x, sizeof(x));
}

#endif
