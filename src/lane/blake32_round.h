/* SPDX-License-Identifier: MIT */
/*
 * blake32_round.h - the round that BLAKE2s (RFC 7693, 3.1) and BLAKE3 share,
 * on v[16][HLN_VECTORS] and w[HLN_VECTORS][16]. Included by the templates, for
 * each lane count anew.
 *
 * Two of the four mixings that do not depend on each other run step by step:
 * with four, gcc keeps too little of v in registers (AVX2: 2.9 and 4.0 GB/s).
 */
#ifndef HLN_BLAKE32_ROUND_H
#define HLN_BLAKE32_ROUND_H
#include "blake32_rounds.h"

/* The sum with b last: b is what the others wait for. */
#define BLAKE32_ADD_WORD(a, b, m) \
	V_EACH(j) v[a][j] = (v[a][j] + w[j][m]) + v[b][j];
#define BLAKE32_ADD(c, d) V_EACH(j) v[c][j] += v[d][j];
#define BLAKE32_TURN(d, a, ROTATE)         \
	V_EACH(j)                          \
	{                                  \
		v[d][j] ^= v[a][j];        \
		v[d][j] = ROTATE(v[d][j]); \
	}

/* Half a mixing of a, b, c, d with word m, and of e, f, g, h with word n. */
#define BLAKE32_HALF(a, b, c, d, m, e, f, g, h, n, ROTATE_D, ROTATE_B) \
	BLAKE32_ADD_WORD(a, b, m)                                      \
	BLAKE32_ADD_WORD(e, f, n)                                      \
	BLAKE32_TURN(d, a, ROTATE_D)                                   \
	BLAKE32_TURN(h, e, ROTATE_D)                                   \
	BLAKE32_ADD(c, d)                                              \
	BLAKE32_ADD(g, h)                                              \
	BLAKE32_TURN(b, c, ROTATE_B)                                   \
	BLAKE32_TURN(f, g, ROTATE_B)

#define BLAKE32_MIX(a, b, c, d, m, m2, e, f, g, h, n, n2)           \
	BLAKE32_HALF(a, b, c, d, m, e, f, g, h, n, BLAKE32_ROTR16,  \
		     BLAKE32_ROTR12)                                \
	BLAKE32_HALF(a, b, c, d, m2, e, f, g, h, n2, BLAKE32_ROTR8, \
		     BLAKE32_ROTR7)

/* Columns, then diagonals; m0..m15: which words of the message. */
#define BLAKE32_ROUND(m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, \
		      m13, m14, m15)                                         \
	do {                                                                 \
		BLAKE32_MIX(0, 4, 8, 12, m0, m1, 1, 5, 9, 13, m2, m3)        \
		BLAKE32_MIX(2, 6, 10, 14, m4, m5, 3, 7, 11, 15, m6, m7)      \
		BLAKE32_MIX(0, 5, 10, 15, m8, m9, 1, 6, 11, 12, m10, m11)    \
		BLAKE32_MIX(2, 7, 8, 13, m12, m13, 3, 4, 9, 14, m14, m15)    \
	} while (0)
#endif

/*
 * With AVX2 a byte shuffle is the shortest rotation by whole bytes. clang
 * finds that by itself, gcc does not.
 */
#undef BLAKE32_ROTR16
#undef BLAKE32_ROTR12
#undef BLAKE32_ROTR8
#undef BLAKE32_ROTR7
#if V_LANES == 8 && defined(__AVX2__) && !defined(__AVX512VL__) && \
	!defined(__clang__)
#define BLAKE32_SHUFFLE(x, high, low)           \
	((v32)_mm256_shuffle_epi8((__m256i)(x), \
				  _mm256_set_epi64x(high, low, high, low)))
#define BLAKE32_ROTR16(x) \
	BLAKE32_SHUFFLE(x, 0x0d0c0f0e09080b0a, 0x0504070601000302)
#define BLAKE32_ROTR8(x) \
	BLAKE32_SHUFFLE(x, 0x0c0f0e0d080b0a09, 0x0407060500030201)
#else
#define BLAKE32_ROTR16(x) V32_ROTR(x, 16)
#define BLAKE32_ROTR8(x)  V32_ROTR(x, 8)
#endif
#define BLAKE32_ROTR12(x) V32_ROTR(x, 12)
#define BLAKE32_ROTR7(x)  V32_ROTR(x, 7)
