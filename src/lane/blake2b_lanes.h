/* SPDX-License-Identifier: MIT */
/*
 * blake2b_lanes.h - BLAKE2b (RFC 7693) on HLN_LANES messages; a kernel template.
 */

#ifndef HLN_BLAKE2B_CONSTANTS
#define HLN_BLAKE2B_CONSTANTS
static const uint64_t blake2b_iv[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
#endif

#define MIX(a, b, c, d, x, y)                  \
	do {                                   \
		(a) += (b) + (x);              \
		(d) = V64_ROTR((d) ^ (a), 32); \
		(c) += (d);                    \
		(b) = V64_ROTR((b) ^ (c), 24); \
		(a) += (b) + (y);              \
		(d) = V64_ROTR((d) ^ (a), 16); \
		(c) += (d);                    \
		(b) = V64_ROTR((b) ^ (c), 63); \
	} while (0)

/* One round; the sixteen numbers are its permutation of the words. */
#define ROUND(i0, i1, i2, i3, i4, i5, i6, i7, i8, i9, ia, ib, ic, id, ie, \
	      if_)                                                        \
	do {                                                              \
		MIX(v[0], v[4], v[8], v[12], w[i0], w[i1]);               \
		MIX(v[1], v[5], v[9], v[13], w[i2], w[i3]);               \
		MIX(v[2], v[6], v[10], v[14], w[i4], w[i5]);              \
		MIX(v[3], v[7], v[11], v[15], w[i6], w[i7]);              \
		MIX(v[0], v[5], v[10], v[15], w[i8], w[i9]);              \
		MIX(v[1], v[6], v[11], v[12], w[ia], w[ib]);              \
		MIX(v[2], v[7], v[8], v[13], w[ic], w[id]);               \
		MIX(v[3], v[4], v[9], v[14], w[ie], w[if_]);              \
	} while (0)

static void HLN_NAME(blake2b_blocks)(void *state, const uint8_t *const *in,
				     size_t blocks)
{
	const v64 zero = { 0 };
	uint64_t *words = state;
	v64 h[11];

	for (int i = 0; i < 11; i++)
		h[i] = v64_load(words + i * HLN_LANES);
	for (size_t n = 0; n < blocks; n++) {
		v64 v[16], w[16];

		v64_load_words_le(w, in, 128 * n, 16);
		h[8] += 128;
		/* A carry out of the low counter word. */
		h[9] += (h[8] < 128) & 1;
		for (int i = 0; i < 8; i++) {
			v[i] = h[i];
			v[i + 8] = zero + blake2b_iv[i];
		}
		v[12] ^= h[8];
		v[13] ^= h[9];
		v[14] ^= h[10];
		ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
		ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3);
		ROUND(11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4);
		ROUND(7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8);
		ROUND(9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13);
		ROUND(2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9);
		ROUND(12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11);
		ROUND(13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10);
		ROUND(6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5);
		ROUND(10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0);
		ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
		ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3);
		for (int i = 0; i < 8; i++)
			h[i] ^= v[i] ^ v[i + 8];
	}
	for (int i = 0; i < 11; i++)
		v64_store(words + i * HLN_LANES, h[i]);
}

#undef MIX
#undef ROUND
