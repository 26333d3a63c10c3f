/* SPDX-License-Identifier: MIT */
/* md5_lanes.h - MD5 (RFC 1321) on HLN_LANES messages; a kernel template. */

#include "md5_constants.h"

#define F(x, y, z) V_SELECT(x, y, z)
#define G(x, y, z) V_SELECT_LATE(z, x, y)
#define H(x, y, z) ((x) ^ (y) ^ (z))
#define I(x, y, z) ((y) ^ ((x) | ~(z)))

#define STEP(f, a, b, c, d, word, i, s)                               \
	V_EACH(j)                                                     \
	{                                                             \
		a[j] += f(b[j], c[j], d[j]) + w[j][(word)&15] + k[i]; \
		a[j] = b[j] + V32_ROTL(a[j], s);                      \
	}

/* Four steps; their words are g0, g0 + g, g0 + 2g, g0 + 3g, modulo 16. */
#define QUAD(f, g0, g, i, s0, s1, s2, s3)                        \
	do {                                                     \
		STEP(f, a, b, c, d, (g0), i, s0)                 \
		STEP(f, d, a, b, c, (g0) + (g), (i) + 1, s1)     \
		STEP(f, c, d, a, b, (g0) + 2 * (g), (i) + 2, s2) \
		STEP(f, b, c, d, a, (g0) + 3 * (g), (i) + 3, s3) \
	} while (0)

#define ROUND(f, g0, g, i, s0, s1, s2, s3)                             \
	do {                                                           \
		QUAD(f, (g0), g, i, s0, s1, s2, s3);                   \
		QUAD(f, (g0) + 4 * (g), g, (i) + 4, s0, s1, s2, s3);   \
		QUAD(f, (g0) + 8 * (g), g, (i) + 8, s0, s1, s2, s3);   \
		QUAD(f, (g0) + 12 * (g), g, (i) + 12, s0, s1, s2, s3); \
	} while (0)

/* Words i to i + 3 of the block. */
#define LOAD(i)   \
	V_EACH(j) \
	v32_load_quad_le(w[j], in + j * V_LANES, 64 * n, i);

static void HLN_NAME(md5_blocks)(void *state, const uint8_t *const *in,
				 size_t blocks)
{
	const uint32_t *k = md5_constants;
	uint32_t *words = state;
	v32 a[HLN_VECTORS], b[HLN_VECTORS], c[HLN_VECTORS], d[HLN_VECTORS];

	/* Hide the table: immediates cost gcc registers (10.9, 11.7 GB/s). */
	__asm__("" : "+r"(k));
	V_EACH(j)
	{
		a[j] = v32_load(words + 0 * HLN_LANES + j * V_LANES);
		b[j] = v32_load(words + 1 * HLN_LANES + j * V_LANES);
		c[j] = v32_load(words + 2 * HLN_LANES + j * V_LANES);
		d[j] = v32_load(words + 3 * HLN_LANES + j * V_LANES);
	}
	for (size_t n = 0; n < blocks; n++) {
		v32 a0[HLN_VECTORS], b0[HLN_VECTORS], c0[HLN_VECTORS];
		v32 d0[HLN_VECTORS], w[HLN_VECTORS][16];

		V_EACH(j)
		{
			a0[j] = a[j];
			b0[j] = b[j];
			c0[j] = c[j];
			d0[j] = d[j];
		}
		LOAD(0)
		QUAD(F, 0, 1, 0, 7, 12, 17, 22);
		LOAD(4)
		QUAD(F, 4, 1, 4, 7, 12, 17, 22);
		LOAD(8)
		QUAD(F, 8, 1, 8, 7, 12, 17, 22);
		LOAD(12)
		QUAD(F, 12, 1, 12, 7, 12, 17, 22);
		ROUND(G, 1, 5, 16, 5, 9, 14, 20);
		ROUND(H, 5, 3, 32, 4, 11, 16, 23);
		ROUND(I, 0, 7, 48, 6, 10, 15, 21);
		V_EACH(j)
		{
			a[j] += a0[j];
			b[j] += b0[j];
			c[j] += c0[j];
			d[j] += d0[j];
		}
	}
	V_EACH(j)
	{
		v32_store(words + 0 * HLN_LANES + j * V_LANES, a[j]);
		v32_store(words + 1 * HLN_LANES + j * V_LANES, b[j]);
		v32_store(words + 2 * HLN_LANES + j * V_LANES, c[j]);
		v32_store(words + 3 * HLN_LANES + j * V_LANES, d[j]);
	}
}

#undef F
#undef G
#undef H
#undef I
#undef STEP
#undef LOAD
#undef QUAD
#undef ROUND
