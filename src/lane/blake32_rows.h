/* SPDX-License-Identifier: MIT */
/*
 * blake32_rows.h - BLAKE2s (RFC 7693) and BLAKE3 on one message: the four
 * mixings of half a round side by side, a row of the 4 x 4 state in each
 * register. A kernel template for HLN_LANES 1 on x86.
 */
#include <emmintrin.h>

#undef row
typedef uint32_t HLN_NAME(row) __attribute__((vector_size(16)));
#define row HLN_NAME(row)

/* Lane i of the result is lane i + n of x. */
#define TURN(x, n)                                                        \
	((row)_mm_shuffle_epi32((__m128i)(x),                             \
				_MM_SHUFFLE(((n) + 3) % 4, ((n) + 2) % 4, \
					    ((n) + 1) % 4, (n))))

#define HALF(m0, m1, m2, m3, left, right)                 \
	do {                                              \
		a += (row){ w[m0], w[m1], w[m2], w[m3] }; \
		a += b;                                   \
		d ^= a;                                   \
		d = V32_ROTR(d, left);                    \
		c += d;                                   \
		b ^= c;                                   \
		b = V32_ROTR(b, right);                   \
	} while (0)

/* For the diagonals b, which is ready last, is the row that stays. */
#define ROUND(m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, \
	      m14, m15)                                                   \
	do {                                                              \
		HALF(m0, m2, m4, m6, 16, 12);                             \
		HALF(m1, m3, m5, m7, 8, 7);                               \
		a = TURN(a, 3);                                           \
		d = TURN(d, 2);                                           \
		c = TURN(c, 1);                                           \
		HALF(m14, m8, m10, m12, 16, 12);                          \
		HALF(m15, m9, m11, m13, 8, 7);                            \
		a = TURN(a, 1);                                           \
		d = TURN(d, 2);                                           \
		c = TURN(c, 3);                                           \
	} while (0)

#include "blake32_rounds.h"

static void HLN_NAME(blake3_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	uint32_t *words = state;
	uint32_t flags = words[11] | words[12], bytes = 64;
	row h0, h1;

	memcpy(&h0, words, sizeof(h0));
	memcpy(&h1, words + 4, sizeof(h1));
	for (size_t n = 0; n < blocks; n++) {
		row a = h0, b = h1, c, d;
		uint32_t w[16];

		if (n + 1 == blocks) {
			bytes = words[10];
			flags |= words[13];
		}
		memcpy(w, in[0] + 64 * n, sizeof(w));
		memcpy(&c, blake32_iv, sizeof(c));
		d = (row){ words[8], words[9], bytes, flags };
		BLAKE3_ROUNDS;
		h0 = a ^ c;
		h1 = b ^ d;
		flags = words[11];
	}
	memcpy(words, &h0, sizeof(h0));
	memcpy(words + 4, &h1, sizeof(h1));
}

static void HLN_NAME(blake2s_blocks)(void *state, const uint8_t *const *in,
				     size_t blocks)
{
	uint32_t *words = state;
	uint64_t counter = words[8] | (uint64_t)words[9] << 32;
	row h0, h1;

	memcpy(&h0, words, sizeof(h0));
	memcpy(&h1, words + 4, sizeof(h1));
	for (size_t n = 0; n < blocks; n++) {
		row a = h0, b = h1, c, d;
		uint32_t w[16];

		counter += 64;
		memcpy(w, in[0] + 64 * n, sizeof(w));
		memcpy(&c, blake32_iv, sizeof(c));
		memcpy(&d, blake32_iv + 4, sizeof(d));
		d ^= (row){ (uint32_t)counter, (uint32_t)(counter >> 32),
			    words[10], 0 };
		BLAKE2S_ROUNDS;
		h0 ^= a ^ c;
		h1 ^= b ^ d;
	}
	memcpy(words, &h0, sizeof(h0));
	memcpy(words + 4, &h1, sizeof(h1));
	words[8] = (uint32_t)counter;
	words[9] = (uint32_t)(counter >> 32);
}

#undef TURN
#undef HALF
#undef ROUND
