/* SPDX-License-Identifier: MIT */
/*
 * blake3_lanes.h - the compression function of BLAKE3 (O'Connor, Aumasson,
 * Neves, Wilcox-O'Hearn, 2020; 2.2) on HLN_LANES chunks or parent nodes; a
 * kernel template.
 */
#include "blake32_round.h"

#define ROUND   BLAKE32_ROUND
#define WORD(i) v32_load(words + (i)*HLN_LANES + j * V_LANES)

static void HLN_NAME(blake3_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	uint32_t *words = state;
	v32 h[8][HLN_VECTORS], bytes[HLN_VECTORS], flags[HLN_VECTORS];

	V_EACH(j)
	{
		for (int i = 0; i < 8; i++)
			h[i][j] = WORD(i);
		bytes[j] = (v32){ 0 } + 64;
		flags[j] = WORD(11) | WORD(12);
	}
	for (size_t n = 0; n < blocks; n++) {
		v32 v[16][HLN_VECTORS], w[HLN_VECTORS][16];

		V_EACH(j)
		{
			if (n + 1 == blocks) {
				bytes[j] = WORD(10);
				flags[j] |= WORD(13);
			}
			v32_load_block_le(w[j], in + j * V_LANES, 64 * n);
			for (int i = 0; i < 8; i++)
				v[i][j] = h[i][j];
			for (int i = 0; i < 4; i++)
				v[8 + i][j] = (v32){ 0 } + blake32_iv[i];
			v[12][j] = WORD(8);
			v[13][j] = WORD(9);
			v[14][j] = bytes[j];
			v[15][j] = flags[j];
			flags[j] = WORD(11);
		}
		BLAKE3_ROUNDS;
		for (int i = 0; i < 8; i++)
			V_EACH(j) h[i][j] = v[i][j] ^ v[8 + i][j];
	}
	for (int i = 0; i < 8; i++)
		V_EACH(j)
	v32_store(words + i * HLN_LANES + j * V_LANES, h[i][j]);
}

#undef WORD
#undef ROUND
