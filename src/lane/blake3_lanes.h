/* SPDX-License-Identifier: MIT */
/*
 * blake3_lanes.h - the compression function of BLAKE3 (O'Connor, Aumasson,
 * Neves, Wilcox-O'Hearn, 2020; 2.2) on HLN_LANES chunks or parent nodes; a
 * kernel template.
 */
#include "blake32_round.h"

#define ROUND(...) BLAKE32_ROUND(v, w, __VA_ARGS__)

static void HLN_NAME(blake3_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	uint32_t *words = state;
	v32 flags = v32_load(words + 11 * HLN_LANES) |
		    v32_load(words + 12 * HLN_LANES);
	v32 bytes = (v32){ 0 } + 64;
	v32 h[8];

	for (int i = 0; i < 8; i++)
		h[i] = v32_load(words + i * HLN_LANES);
	for (size_t n = 0; n < blocks; n++) {
		v32 v[16], w[16];

		if (n + 1 == blocks) {
			bytes = v32_load(words + 10 * HLN_LANES);
			flags |= v32_load(words + 13 * HLN_LANES);
		}
		v32_load_block_le(w, in, 64 * n);
		for (int i = 0; i < 8; i++)
			v[i] = h[i];
		for (int i = 0; i < 4; i++)
			v[8 + i] = (v32){ 0 } + blake32_iv[i];
		v[12] = v32_load(words + 8 * HLN_LANES);
		v[13] = v32_load(words + 9 * HLN_LANES);
		v[14] = bytes;
		v[15] = flags;
		ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
		ROUND(2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8);
		ROUND(3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1);
		ROUND(10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6);
		ROUND(12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4);
		ROUND(9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7);
		ROUND(11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13);
		for (int i = 0; i < 8; i++)
			h[i] = v[i] ^ v[8 + i];
		flags = v32_load(words + 11 * HLN_LANES);
	}
	for (int i = 0; i < 8; i++)
		v32_store(words + i * HLN_LANES, h[i]);
}

#undef ROUND
