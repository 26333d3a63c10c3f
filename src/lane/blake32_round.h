/* SPDX-License-Identifier: MIT */
/*
 * blake32_round.h - the round that BLAKE2s (RFC 7693, 3.1) and BLAKE3 share:
 * the mixing function on the columns and then on the diagonals of v[16], four
 * at a time, step by step. Four chains keep a core busy, so a word is one
 * vector: HLN_VECTORS must be 1. Included by the templates, for each lane
 * count anew.
 */
#ifndef HLN_BLAKE32_ROUND_H
#define HLN_BLAKE32_ROUND_H

static const uint32_t blake32_iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/* a += b + word; d = (d ^ a) >>> left; c += d; b = (b ^ c) >>> right. */
#define BLAKE32_HALF(v, w, m0, m1, m2, m3, b, c, d, LEFT, RIGHT)        \
	do {                                                            \
		(v)[0] += (w)[m0] + (v)[4 + (b)];                       \
		(v)[1] += (w)[m1] + (v)[4 + ((b) + 1) % 4];             \
		(v)[2] += (w)[m2] + (v)[4 + ((b) + 2) % 4];             \
		(v)[3] += (w)[m3] + (v)[4 + ((b) + 3) % 4];             \
		BLAKE32_MIX(v, 12, d, 0, 0, LEFT);                      \
		(v)[8 + (c)] += (v)[12 + (d)];                          \
		(v)[8 + ((c) + 1) % 4] += (v)[12 + ((d) + 1) % 4];      \
		(v)[8 + ((c) + 2) % 4] += (v)[12 + ((d) + 2) % 4];      \
		(v)[8 + ((c) + 3) % 4] += (v)[12 + ((d) + 3) % 4];      \
		BLAKE32_MIX(v, 4, b, 8, c, RIGHT);                      \
	} while (0)

/* x = ROTATE(x ^ y): x is row `to` from column i, y row `from` from j. */
#define BLAKE32_MIX(v, to, i, from, j, ROTATE)                          \
	do {                                                            \
		BLAKE32_TURN(v, (to) + (i), (from) + (j), ROTATE);      \
		BLAKE32_TURN(v, (to) + ((i) + 1) % 4,                   \
			     (from) + ((j) + 1) % 4, ROTATE);           \
		BLAKE32_TURN(v, (to) + ((i) + 2) % 4,                   \
			     (from) + ((j) + 2) % 4, ROTATE);           \
		BLAKE32_TURN(v, (to) + ((i) + 3) % 4,                   \
			     (from) + ((j) + 3) % 4, ROTATE);           \
	} while (0)

#define BLAKE32_TURN(v, x, y, ROTATE)       \
	do {                                \
		(v)[x] ^= (v)[y];           \
		(v)[x] = ROTATE((v)[x]);    \
	} while (0)

#define BLAKE32_ROTR12(x) V32_ROTR(x, 12)
#define BLAKE32_ROTR7(x)  V32_ROTR(x, 7)

/* One round; m0..m15 are the indices of the message words, in order. */
#define BLAKE32_ROUND(v, w, m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10,  \
		      m11, m12, m13, m14, m15)                            \
	do {                                                              \
		BLAKE32_HALF(v, w, m0, m2, m4, m6, 0, 0, 0,               \
			     BLAKE32_ROTR16, BLAKE32_ROTR12);             \
		BLAKE32_HALF(v, w, m1, m3, m5, m7, 0, 0, 0,               \
			     BLAKE32_ROTR8, BLAKE32_ROTR7);               \
		BLAKE32_HALF(v, w, m8, m10, m12, m14, 1, 2, 3,            \
			     BLAKE32_ROTR16, BLAKE32_ROTR12);             \
		BLAKE32_HALF(v, w, m9, m11, m13, m15, 1, 2, 3,            \
			     BLAKE32_ROTR8, BLAKE32_ROTR7);               \
	} while (0)

/* Four times the bytes of a 16-byte register, from byte i on. */
#define BLAKE32_BYTES16(i)                                              \
	2 + (i), 3 + (i), (i), 1 + (i), 6 + (i), 7 + (i), 4 + (i),      \
		5 + (i), 10 + (i), 11 + (i), 8 + (i), 9 + (i), 14 + (i), \
		15 + (i), 12 + (i), 13 + (i)
#define BLAKE32_BYTES8(i)                                               \
	1 + (i), 2 + (i), 3 + (i), (i), 5 + (i), 6 + (i), 7 + (i),      \
		4 + (i), 9 + (i), 10 + (i), 11 + (i), 8 + (i), 13 + (i), \
		14 + (i), 15 + (i), 12 + (i)
#endif

/*
 * Without a rotate instruction a shuffle is the shortest rotation by whole
 * bytes. clang finds that by itself, gcc must be told.
 */
#undef BLAKE32_ROTR16
#undef BLAKE32_ROTR8
#undef BLAKE32_INDEX
#if V_LANES == 4
#define BLAKE32_INDEX(list) { list(0) }
#elif V_LANES == 8
#define BLAKE32_INDEX(list) { list(0), list(16) }
#endif
#if defined(BLAKE32_INDEX) && defined(__SSE2__) && !defined(__AVX512VL__) && \
	!defined(__clang__)
typedef uint8_t HLN_NAME(v8) __attribute__((vector_size(4 * V_LANES)));
#define BLAKE32_SHUFFLE(x, list)                           \
	((v32)__builtin_shuffle((HLN_NAME(v8))(x),         \
				(HLN_NAME(v8))BLAKE32_INDEX(list)))
#define BLAKE32_ROTR16(x) BLAKE32_SHUFFLE(x, BLAKE32_BYTES16)
#ifdef __SSSE3__
#define BLAKE32_ROTR8(x) BLAKE32_SHUFFLE(x, BLAKE32_BYTES8)
#endif
#endif
#ifndef BLAKE32_ROTR16
#define BLAKE32_ROTR16(x) V32_ROTR(x, 16)
#endif
#ifndef BLAKE32_ROTR8
#define BLAKE32_ROTR8(x) V32_ROTR(x, 8)
#endif
