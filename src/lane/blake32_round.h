/* SPDX-License-Identifier: MIT */
/*
 * blake32_round.h - the round that BLAKE2s (RFC 7693, 3.1) and BLAKE3 share:
 * the mixing function on the columns and then on the diagonals of v[16], four
 * at a time, step by step, so that four chains run side by side.
 */
#ifndef HLN_BLAKE32_ROUND_H
#define HLN_BLAKE32_ROUND_H

static const uint32_t blake32_iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/* a += b + word; d = (d ^ a) >>> 16, for each of the four. */
#define BLAKE32_HALF(v, w, m0, m1, m2, m3, b, c, d, left, right)        \
	do {                                                            \
		(v)[0] += (v)[4 + (b)] + (w)[m0];                       \
		(v)[1] += (v)[4 + ((b) + 1) % 4] + (w)[m1];             \
		(v)[2] += (v)[4 + ((b) + 2) % 4] + (w)[m2];             \
		(v)[3] += (v)[4 + ((b) + 3) % 4] + (w)[m3];             \
		BLAKE32_MIX(v, 12, d, 0, 0, left);                      \
		(v)[8 + (c)] += (v)[12 + (d)];                          \
		(v)[8 + ((c) + 1) % 4] += (v)[12 + ((d) + 1) % 4];      \
		(v)[8 + ((c) + 2) % 4] += (v)[12 + ((d) + 2) % 4];      \
		(v)[8 + ((c) + 3) % 4] += (v)[12 + ((d) + 3) % 4];      \
		BLAKE32_MIX(v, 4, b, 8, c, right);                      \
	} while (0)

/* x = (x ^ y) >>> k: x is row `to` from column i, y row `from` from j. */
#define BLAKE32_MIX(v, to, i, from, j, k)                               \
	do {                                                            \
		BLAKE32_TURN(v, (to) + (i), (from) + (j), k);           \
		BLAKE32_TURN(v, (to) + ((i) + 1) % 4,                   \
			     (from) + ((j) + 1) % 4, k);                \
		BLAKE32_TURN(v, (to) + ((i) + 2) % 4,                   \
			     (from) + ((j) + 2) % 4, k);                \
		BLAKE32_TURN(v, (to) + ((i) + 3) % 4,                   \
			     (from) + ((j) + 3) % 4, k);                \
	} while (0)

#define BLAKE32_TURN(v, x, y, k)                  \
	do {                                      \
		(v)[x] ^= (v)[y];                 \
		(v)[x] = V32_ROTR((v)[x], k);     \
	} while (0)

/* One round; m0..m15 are the indices of the message words, in order. */
#define BLAKE32_ROUND(v, w, m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10,  \
		      m11, m12, m13, m14, m15)                            \
	do {                                                              \
		BLAKE32_HALF(v, w, m0, m2, m4, m6, 0, 0, 0, 16, 12);      \
		BLAKE32_HALF(v, w, m1, m3, m5, m7, 0, 0, 0, 8, 7);        \
		BLAKE32_HALF(v, w, m8, m10, m12, m14, 1, 2, 3, 16, 12);   \
		BLAKE32_HALF(v, w, m9, m11, m13, m15, 1, 2, 3, 8, 7);     \
	} while (0)

#endif
