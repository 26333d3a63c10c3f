/* SPDX-License-Identifier: MIT */
/*
 * blake2s_lanes.h - BLAKE2s (RFC 7693) on HLN_LANES messages; a kernel
 * template.
 */
#include "blake32_round.h"

#define ROUND BLAKE32_ROUND
#define AT(i) (words + (i)*HLN_LANES + j * V_LANES)

static void HLN_NAME(blake2s_blocks)(void *state, const uint8_t *const *in,
				     size_t blocks)
{
	uint32_t *words = state;
	v32 h[8][HLN_VECTORS], low[HLN_VECTORS], high[HLN_VECTORS];

	V_EACH(j)
	{
		for (int i = 0; i < 8; i++)
			h[i][j] = v32_load(AT(i));
		low[j] = v32_load(AT(8));
		high[j] = v32_load(AT(9));
	}
	for (size_t n = 0; n < blocks; n++) {
		v32 v[16][HLN_VECTORS], w[HLN_VECTORS][16];

		V_EACH(j)
		{
			v32 before = low[j];

			low[j] += 64;
			high[j] += (before & ~low[j]) >> 31; /* the carry */
			v32_load_block_le(w[j], in + j * V_LANES, 64 * n);
			for (int i = 0; i < 8; i++) {
				v[i][j] = h[i][j];
				v[8 + i][j] = (v32){ 0 } + blake32_iv[i];
			}
			v[12][j] ^= low[j];
			v[13][j] ^= high[j];
			v[14][j] ^= v32_load(AT(10));
		}
		BLAKE2S_ROUNDS;
		for (int i = 0; i < 8; i++)
			V_EACH(j) h[i][j] ^= v[i][j] ^ v[8 + i][j];
	}
	V_EACH(j)
	{
		for (int i = 0; i < 8; i++)
			v32_store(AT(i), h[i][j]);
		v32_store(AT(8), low[j]);
		v32_store(AT(9), high[j]);
	}
}

#undef AT
#undef ROUND
