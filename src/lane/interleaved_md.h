/* SPDX-License-Identifier: MIT */
/*
 * interleaved_md.h - MD4 (RFC 1320) and MD5 (RFC 1321) of one message a step at
 * a time, for the interleaved kernels. Every step number is a constant, so that
 * all choices by it vanish when a step is inlined.
 */
#ifndef HLN_INTERLEAVED_MD_H
#define HLN_INTERLEAVED_MD_H

#include "../base/bytes.h"
#include "md5_constants.h"

#define MD_INLINE static inline __attribute__((always_inline))

/* The four words of either, and what they were before the block. */
struct md {
	uint32_t x[4], before[4];
};

MD_INLINE void md_load(struct md *md, const void *state)
{
	memcpy(md->x, state, sizeof(md->x));
}

MD_INLINE void md_store(const struct md *md, void *state)
{
	memcpy(state, md->x, sizeof(md->x));
}

MD_INLINE void md_begin(struct md *md)
{
	for (int i = 0; i < 4; i++)
		md->before[i] = md->x[i];
}

MD_INLINE void md_end(struct md *md)
{
	for (int i = 0; i < 4; i++)
		md->x[i] += md->before[i];
}

MD_INLINE uint32_t md_rotate(uint32_t x, int count)
{
	return x << count | x >> (32 - count);
}

/*
 * The sum so far is ready long before what is added next. clang would add it
 * last, behind the step that all wait for (MD5 with SHA-1: 120 ns a block, 80
 * with this); gcc keeps the order, and loses by this (84, 89).
 */
#if defined(__clang__)
#define MD_READY(x) __asm__("" : "+r"(x))
#else
#define MD_READY(x) ((void)0)
#endif

/* Step i of 64. */
MD_INLINE void md5_step(struct md *md, const uint8_t *block, int i)
{
	static const uint8_t shifts[4][4] = {
		{ 7, 12, 17, 22 },
		{ 5, 9, 14, 20 },
		{ 4, 11, 16, 23 },
		{ 6, 10, 15, 21 },
	};
	static const uint8_t first[4] = { 0, 1, 5, 0 };
	static const uint8_t stride[4] = { 1, 5, 3, 7 };
	int round = i / 16;
	int word = (first[round] + i * stride[round]) % 16;
	uint32_t *a = &md->x[(64 - i) % 4];
	uint32_t b = md->x[(65 - i) % 4];
	uint32_t c = md->x[(66 - i) % 4];
	uint32_t d = md->x[(67 - i) % 4];

	*a += hln_load32_le(block + 4 * word) + md5_constants[i];
	MD_READY(*a);
	switch (round) {
	case 0:
		*a += d ^ (b & (c ^ d));
		break;
	case 1: /* a sum, not an or: half of it need not wait for b */
		*a += ~d & c;
		MD_READY(*a);
		*a += d & b;
		break;
	case 2:
		*a += (c ^ d) ^ b;
		break;
	default:
		*a += c ^ (b | ~d);
	}
	*a = b + md_rotate(*a, shifts[round][i % 4]);
}

/* Step i of 48. */
MD_INLINE void md4_step(struct md *md, const uint8_t *block, int i)
{
	static const uint8_t shifts[3][4] = {
		{ 3, 7, 11, 19 },
		{ 3, 5, 9, 13 },
		{ 3, 9, 11, 15 },
	};
	static const uint8_t words[3][16] = {
		{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
		{ 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15 },
		{ 0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15 },
	};
	static const uint32_t constants[3] = { 0, 0x5a827999, 0x6ed9eba1 };
	int round = i / 16;
	uint32_t *a = &md->x[(64 - i) % 4];
	uint32_t b = md->x[(65 - i) % 4];
	uint32_t c = md->x[(66 - i) % 4];
	uint32_t d = md->x[(67 - i) % 4];

	*a += hln_load32_le(block + 4 * words[round][i % 16]) +
	      constants[round];
	MD_READY(*a);
	switch (round) {
	case 0:
		*a += d ^ (b & (c ^ d));
		break;
	case 1:
		*a += (c & d) | (b & (c | d));
		break;
	default:
		*a += (c ^ d) ^ b;
	}
	*a = md_rotate(*a, shifts[round][i % 4]);
}

#endif
