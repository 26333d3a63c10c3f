/* SPDX-License-Identifier: MIT */
/* blake2s_lanes.h - BLAKE2s (RFC 7693) on HLN_LANES messages; a kernel template. */
#include "blake32_round.h"

#define ROUND(...) BLAKE32_ROUND(v, w, __VA_ARGS__)

static void HLN_NAME(blake2s_blocks)(void *state, const uint8_t *const *in,
				     size_t blocks)
{
	uint32_t *words = state;
	v32 low = v32_load(words + 8 * HLN_LANES);
	v32 high = v32_load(words + 9 * HLN_LANES);
	v32 h[8];

	for (int i = 0; i < 8; i++)
		h[i] = v32_load(words + i * HLN_LANES);
	for (size_t n = 0; n < blocks; n++) {
		v32 before = low, v[16], w[16];

		low += 64;
		high += (before & ~low) >> 31; /* the carry */
		v32_load_block_le(w, in, 64 * n);
		for (int i = 0; i < 8; i++) {
			v[i] = h[i];
			v[8 + i] = (v32){ 0 } + blake32_iv[i];
		}
		v[12] ^= low;
		v[13] ^= high;
		v[14] ^= v32_load(words + 10 * HLN_LANES);
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
		for (int i = 0; i < 8; i++)
			h[i] ^= v[i] ^ v[8 + i];
	}
	for (int i = 0; i < 8; i++)
		v32_store(words + i * HLN_LANES, h[i]);
	v32_store(words + 8 * HLN_LANES, low);
	v32_store(words + 9 * HLN_LANES, high);
}

#undef ROUND
