/* SPDX-License-Identifier: MIT */
/* md4_lanes.h - MD4 (RFC 1320) on HLN_LANES messages; a kernel template. */

#define F(x, y, z) V_SELECT(x, y, z)
#define G(x, y, z) V_MAJORITY(x, y, z)
#define H(x, y, z) ((x) ^ (y) ^ (z))

#define STEP(f, a, b, c, d, word, k, s)                                   \
	V_EACH(j)                                                         \
	{                                                                 \
		a[j] += f(b[j], c[j], d[j]) + w[j][word] + (uint32_t)(k); \
		a[j] = V32_ROTL(a[j], s);                                 \
	}

#define QUAD(f, g0, g1, g2, g3, k, s0, s1, s2, s3) \
	do {                                       \
		STEP(f, a, b, c, d, g0, k, s0)     \
		STEP(f, d, a, b, c, g1, k, s1)     \
		STEP(f, c, d, a, b, g2, k, s2)     \
		STEP(f, b, c, d, a, g3, k, s3)     \
	} while (0)

/* Words i to i + 3 of the block. */
#define LOAD(i)   \
	V_EACH(j) \
	v32_load_quad_le(w[j], in + j * V_LANES, 64 * n, i);

static void HLN_NAME(md4_blocks)(void *state, const uint8_t *const *in,
				 size_t blocks)
{
	uint32_t *words = state;
	v32 a[HLN_VECTORS], b[HLN_VECTORS], c[HLN_VECTORS], d[HLN_VECTORS];

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
		QUAD(F, 0, 1, 2, 3, 0, 3, 7, 11, 19);
		LOAD(4)
		QUAD(F, 4, 5, 6, 7, 0, 3, 7, 11, 19);
		LOAD(8)
		QUAD(F, 8, 9, 10, 11, 0, 3, 7, 11, 19);
		LOAD(12)
		QUAD(F, 12, 13, 14, 15, 0, 3, 7, 11, 19);
		QUAD(G, 0, 4, 8, 12, 0x5a827999, 3, 5, 9, 13);
		QUAD(G, 1, 5, 9, 13, 0x5a827999, 3, 5, 9, 13);
		QUAD(G, 2, 6, 10, 14, 0x5a827999, 3, 5, 9, 13);
		QUAD(G, 3, 7, 11, 15, 0x5a827999, 3, 5, 9, 13);
		QUAD(H, 0, 8, 4, 12, 0x6ed9eba1, 3, 9, 11, 15);
		QUAD(H, 2, 10, 6, 14, 0x6ed9eba1, 3, 9, 11, 15);
		QUAD(H, 1, 9, 5, 13, 0x6ed9eba1, 3, 9, 11, 15);
		QUAD(H, 3, 11, 7, 15, 0x6ed9eba1, 3, 9, 11, 15);
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
#undef STEP
#undef LOAD
#undef QUAD
