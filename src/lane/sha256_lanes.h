/* SPDX-License-Identifier: MIT */
/*
 * sha256_lanes.h - SHA-256 (FIPS 180-4) on HLN_LANES messages; a kernel
 * template.
 */

#include "sha256_constants.h"

#define BIG_SIGMA0(x)   (V32_ROTR(x, 2) ^ V32_ROTR(x, 13) ^ V32_ROTR(x, 22))
#define BIG_SIGMA1(x)   (V32_ROTR(x, 6) ^ V32_ROTR(x, 11) ^ V32_ROTR(x, 25))
#define SMALL_SIGMA0(x) (V32_ROTR(x, 7) ^ V32_ROTR(x, 18) ^ ((x) >> 3))
#define SMALL_SIGMA1(x) (V32_ROTR(x, 17) ^ V32_ROTR(x, 19) ^ ((x) >> 10))

#define LOADED(j, t) w[j][t]
/* Word t of the schedule, modulo 16; the window holds 16. */
#define SCHEDULE(j, t)                                   \
	(w[j][t] += SMALL_SIGMA0(w[j][((t) + 1) & 15]) + \
		    w[j][((t) + 9) & 15] +               \
		    SMALL_SIGMA1(w[j][((t) + 14) & 15]))

#define STEP(a, b, c, d, e, f, g, h, W, t)                               \
	V_EACH(j)                                                        \
	{                                                                \
		h[j] += BIG_SIGMA1(e[j]) + V_SELECT(e[j], f[j], g[j]) +  \
			k[t] + W(j, t);                                  \
		d[j] += h[j];                                            \
		h[j] += BIG_SIGMA0(a[j]) + V_MAJORITY(a[j], b[j], c[j]); \
	}

#define EIGHT(W, t)                                      \
	do {                                             \
		STEP(a, b, c, d, e, f, g, h, W, t)       \
		STEP(h, a, b, c, d, e, f, g, W, (t) + 1) \
		STEP(g, h, a, b, c, d, e, f, W, (t) + 2) \
		STEP(f, g, h, a, b, c, d, e, W, (t) + 3) \
		STEP(e, f, g, h, a, b, c, d, W, (t) + 4) \
		STEP(d, e, f, g, h, a, b, c, W, (t) + 5) \
		STEP(c, d, e, f, g, h, a, b, W, (t) + 6) \
		STEP(b, c, d, e, f, g, h, a, W, (t) + 7) \
	} while (0)

static void HLN_NAME(sha256_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	uint32_t *words = state;
	v32 s[8][HLN_VECTORS], w[HLN_VECTORS][16];

	for (int i = 0; i < 8; i++)
		V_EACH(j)
	s[i][j] = v32_load(words + i * HLN_LANES + j * V_LANES);
	for (size_t n = 0; n < blocks; n++) {
		const uint32_t *k = sha256_constants;
		v32 a[HLN_VECTORS], b[HLN_VECTORS], c[HLN_VECTORS];
		v32 d[HLN_VECTORS], e[HLN_VECTORS], f[HLN_VECTORS];
		v32 g[HLN_VECTORS], h[HLN_VECTORS];

		V_EACH(j)
		{
			v32_load_block_be(w[j], in + j * V_LANES, 64 * n);
			a[j] = s[0][j];
			b[j] = s[1][j];
			c[j] = s[2][j];
			d[j] = s[3][j];
			e[j] = s[4][j];
			f[j] = s[5][j];
			g[j] = s[6][j];
			h[j] = s[7][j];
		}
		EIGHT(LOADED, 0);
		EIGHT(LOADED, 8);
		for (int round = 16; round < 64; round += 16) {
			k += 16;
			EIGHT(SCHEDULE, 0);
			EIGHT(SCHEDULE, 8);
		}
		V_EACH(j)
		{
			s[0][j] += a[j];
			s[1][j] += b[j];
			s[2][j] += c[j];
			s[3][j] += d[j];
			s[4][j] += e[j];
			s[5][j] += f[j];
			s[6][j] += g[j];
			s[7][j] += h[j];
		}
	}
	for (int i = 0; i < 8; i++)
		V_EACH(j)
	v32_store(words + i * HLN_LANES + j * V_LANES, s[i][j]);
}

#undef BIG_SIGMA0
#undef BIG_SIGMA1
#undef SMALL_SIGMA0
#undef SMALL_SIGMA1
#undef LOADED
#undef SCHEDULE
#undef STEP
#undef EIGHT
