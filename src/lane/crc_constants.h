/* SPDX-License-Identifier: MIT */
/*
 * crc_constants.h - what folding by carry-less multiplication needs of each
 * CRC (Gopal and others, Fast CRC computation for generic polynomials using
 * PCLMULQDQ, 2009).
 *
 * All are reflected and 64 bits wide: bit 63 is x^0. G is the polynomial; for
 * a CRC of 32 bits it is x^32 times the polynomial, which leaves the register
 * in the low half of 64 bits and makes one method serve both widths.
 */
#ifndef HLN_CRC_CONSTANTS_H
#define HLN_CRC_CONSTANTS_H

#include <stdint.h>

struct crc_constants {
	/*
	 * [i]: 16 << i bytes on. x^(128 * 2^i + 63) and x^(128 * 2^i - 1)
	 * modulo G, for the first and the last eight bytes of sixteen. The
	 * product of two reflected words is reflected one bit too high: hence
	 * the missing x.
	 */
	uint64_t by[6][2];
	/*
	 * Barrett reduction: the highest 64 of the 65 coefficients of
	 * x^128 / G, and of those of G; then, what the latter leaves out, all
	 * ones when G has an x^0.
	 */
	uint64_t quotient, polynomial, lowest;
};

static const struct crc_constants crc32_constants = {
	{
		{ 0x00000000ae689191, 0x00000000ccaa009e },
		{ 0x00000000f1da05aa, 0x0000000081256527 },
		{ 0x000000008f352d95, 0x000000001d9513d7 },
		{ 0x0000000033fff533, 0x00000000910eeec1 },
		{ 0x00000000ce3371cb, 0x00000000e95c1271 },
		{ 0x000000001072db28, 0x000000000c30f51d },
	},
	0xb4e5b025f7011641,
	0x00000001db710641,
	0,
};

static const struct crc_constants crc32c_constants = {
	{
		{ 0x00000000f20c0dfe, 0x00000000493c7d27 },
		{ 0x000000003da6d0cb, 0x00000000ba4fc28e },
		{ 0x00000000740eef02, 0x000000009e4addf8 },
		{ 0x000000006992cea2, 0x000000000d3b6092 },
		{ 0x00000000dcb17aa4, 0x00000000b9e02b86 },
		{ 0x00000000bd6f81f8, 0x00000000dd7e3b0c },
	},
	0x4869ec38dea713f1,
	0x0000000105ec76f1,
	0,
};

static const struct crc_constants crc64nvme_constants = {
	{
		{ 0xeadc41fd2ba3d420, 0x21e9761e252621ac },
		{ 0xb0bc2e589204f500, 0xe1e0bb9d45d7a44c },
		{ 0x0c32cdb31e18a84a, 0x62242240ace5045a },
		{ 0xa1ca681e733f9c40, 0x5f852fb61e8d92dc },
		{ 0x37ccd3e14069cabc, 0xa043808c0f782663 },
		{ 0xd0b3aa0ed6d54ae0, 0xc2409e2537aa5eb1 },
	},
	0x27ecfa329aef9f77,
	0x34d926535897936b,
	UINT64_MAX,
};

/*
 * Sixteen from any place in it are the indices of a byte shuffle that moves a
 * block up or down; 0x80 gives zero, or keeps the other operand's byte.
 */
/* clang-format off: a row is a block */
static const uint8_t crc_window[48] = {
	0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	0x80, 0x80, 0x80, 0x80, 0,    1,    2,    3,    4,    5,    6,    7,
	8,    9,    10,   11,   12,   13,   14,   15,   0x80, 0x80, 0x80, 0x80,
	0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
};
/* clang-format on */

#endif
