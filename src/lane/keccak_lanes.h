/* SPDX-License-Identifier: MIT */
/*
 * keccak_lanes.h - Keccak-f[1600] absorbing blocks (FIPS 202) on HLN_LANES
 * messages; a kernel template. The rate is the state's last word.
 */

#ifndef HLN_KECCAK_CONSTANTS
#define HLN_KECCAK_CONSTANTS
static const uint64_t keccak_constants[24] = {
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a,
	0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
	0x8000000080008081, 0x8000000000008009, 0x000000000000008a,
	0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
	0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
	0x000000000000800a, 0x800000008000000a, 0x8000000080008081,
	0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};
#endif

#define KECCAK_WORDS(i) _Pragma("GCC unroll 25") for (int i = 0; i < 25; i++)

/* Column parities, and what they add to every word of a column. */
#define PARITY(x) \
	(c[x] = a[x] ^ a[(x) + 5] ^ a[(x) + 10] ^ a[(x) + 15] ^ a[(x) + 20])
#define THETA(a)                                 \
	do {                                     \
		PARITY(0);                       \
		PARITY(1);                       \
		PARITY(2);                       \
		PARITY(3);                       \
		PARITY(4);                       \
		d[0] = c[4] ^ V64_ROTL(c[1], 1); \
		d[1] = c[0] ^ V64_ROTL(c[2], 1); \
		d[2] = c[1] ^ V64_ROTL(c[3], 1); \
		d[3] = c[2] ^ V64_ROTL(c[4], 1); \
		d[4] = c[3] ^ V64_ROTL(c[0], 1); \
	} while (0)

#define TURN(word, column, by) V64_ROTL(a[word] ^ d[column], by)

/* Row `row` of the result from the five words that rho and pi bring there. */
#define CHI(row, w0, w1, w2, w3, w4)                  \
	do {                                          \
		b[0] = w0;                            \
		b[1] = w1;                            \
		b[2] = w2;                            \
		b[3] = w3;                            \
		b[4] = w4;                            \
		e[row] = b[0] ^ (~b[1] & b[2]);       \
		e[(row) + 1] = b[1] ^ (~b[2] & b[3]); \
		e[(row) + 2] = b[2] ^ (~b[3] & b[4]); \
		e[(row) + 3] = b[3] ^ (~b[4] & b[0]); \
		e[(row) + 4] = b[4] ^ (~b[0] & b[1]); \
	} while (0)

#define ROUND(a, e, k)                                                   \
	do {                                                             \
		THETA(a);                                                \
		CHI(0, a[0] ^ d[0], TURN(6, 1, 44), TURN(12, 2, 43),     \
		    TURN(18, 3, 21), TURN(24, 4, 14));                   \
		e[0] ^= keccak_constants[k];                             \
		CHI(5, TURN(3, 3, 28), TURN(9, 4, 20), TURN(10, 0, 3),   \
		    TURN(16, 1, 45), TURN(22, 2, 61));                   \
		CHI(10, TURN(1, 1, 1), TURN(7, 2, 6), TURN(13, 3, 25),   \
		    TURN(19, 4, 8), TURN(20, 0, 18));                    \
		CHI(15, TURN(4, 4, 27), TURN(5, 0, 36), TURN(11, 1, 10), \
		    TURN(17, 2, 15), TURN(23, 3, 56));                   \
		CHI(20, TURN(2, 2, 62), TURN(8, 3, 55), TURN(14, 4, 39), \
		    TURN(15, 0, 41), TURN(21, 1, 2));                    \
	} while (0)

static inline __attribute__((always_inline)) void
HLN_NAME(keccak_round)(v64 e[25], const v64 a[25], int k)
{
	v64 b[5], c[5], d[5];

	ROUND(a, e, k);
}

/* Absorbing indexes by a variable: the rounds have words of their own. */
static inline __attribute__((always_inline)) void
HLN_NAME(keccak_permute)(v64 state[25])
{
	v64 a[25], e[25];

	KECCAK_WORDS(i) a[i] = state[i];
	for (int k = 0; k < 24; k += 2) {
		HLN_NAME(keccak_round)(e, a, k);
		HLN_NAME(keccak_round)(a, e, k + 1);
	}
	KECCAK_WORDS(i) state[i] = a[i];
}

static void HLN_NAME(keccak_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	uint64_t *words = state;
	v64 a[25], w[18];
	uint64_t rate_bytes;

	memcpy(&rate_bytes, words + (size_t)25 * HLN_LANES, 8);
	for (int i = 0; i < 25; i++)
		a[i] = v64_load(words + i * HLN_LANES);
	for (size_t n = 0; n < blocks; n++) {
		int rate = (int)(rate_bytes / 8);

		v64_load_words_le(w, in, rate_bytes * n, rate);
		for (int i = 0; i < rate; i++)
			a[i] ^= w[i];
		HLN_NAME(keccak_permute)(a);
	}
	for (int i = 0; i < 25; i++)
		v64_store(words + i * HLN_LANES, a[i]);
}

#undef KECCAK_WORDS
#undef PARITY
#undef THETA
#undef TURN
#undef CHI
#undef ROUND
