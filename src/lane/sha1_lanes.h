/* SPDX-License-Identifier: MIT */
/*
 * sha1_lanes.h - SHA-1 (FIPS 180-4) on HLN_LANES messages; a kernel template.
 */

#define F(x, y, z) V_SELECT(x, y, z)
#define G(x, y, z) ((x) ^ (y) ^ (z))
#define H(x, y, z) V_MAJORITY(x, y, z)

/* Word t of the schedule, for t >= 16; the window holds 16. */
#define SCHEDULE(j, t)                                                  \
	(w[j][(t)&15] ^= w[j][((t) + 13) & 15] ^ w[j][((t) + 8) & 15] ^ \
			 w[j][((t) + 2) & 15],                          \
	 w[j][(t)&15] = V32_ROTL(w[j][(t)&15], 1))
#define LOADED(j, t) w[j][t]

#define STEP(f, a, b, c, d, e, t, k, W)                           \
	V_EACH(j)                                                 \
	{                                                         \
		e[j] += V32_ROTL(a[j], 5) + f(b[j], c[j], d[j]) + \
			(uint32_t)(k) + W(j, t);                  \
		b[j] = V32_ROTL(b[j], 30);                        \
	}

#define FIVE(f, t, k, W)                              \
	do {                                          \
		STEP(f, a, b, c, d, e, t, k, W)       \
		STEP(f, e, a, b, c, d, (t) + 1, k, W) \
		STEP(f, d, e, a, b, c, (t) + 2, k, W) \
		STEP(f, c, d, e, a, b, (t) + 3, k, W) \
		STEP(f, b, c, d, e, a, (t) + 4, k, W) \
	} while (0)

#define TWENTY(f, t, k)                         \
	do {                                    \
		FIVE(f, t, k, SCHEDULE);        \
		FIVE(f, (t) + 5, k, SCHEDULE);  \
		FIVE(f, (t) + 10, k, SCHEDULE); \
		FIVE(f, (t) + 15, k, SCHEDULE); \
	} while (0)

static void HLN_NAME(sha1_blocks)(void *state, const uint8_t *const *in,
				  size_t blocks)
{
	uint32_t *words = state;
	v32 a[HLN_VECTORS], b[HLN_VECTORS], c[HLN_VECTORS], d[HLN_VECTORS];
	v32 e[HLN_VECTORS];

	V_EACH(j)
	{
		a[j] = v32_load(words + 0 * HLN_LANES + j * V_LANES);
		b[j] = v32_load(words + 1 * HLN_LANES + j * V_LANES);
		c[j] = v32_load(words + 2 * HLN_LANES + j * V_LANES);
		d[j] = v32_load(words + 3 * HLN_LANES + j * V_LANES);
		e[j] = v32_load(words + 4 * HLN_LANES + j * V_LANES);
	}

	for (size_t n = 0; n < blocks; n++) {
		v32 a0[HLN_VECTORS], b0[HLN_VECTORS], c0[HLN_VECTORS];
		v32 d0[HLN_VECTORS], e0[HLN_VECTORS], w[HLN_VECTORS][16];

		V_EACH(j)
		{
			v32_load_block_be(w[j], in + j * V_LANES, 64 * n);
			a0[j] = a[j];
			b0[j] = b[j];
			c0[j] = c[j];
			d0[j] = d[j];
			e0[j] = e[j];
		}
		FIVE(F, 0, 0x5a827999, LOADED);
		FIVE(F, 5, 0x5a827999, LOADED);
		FIVE(F, 10, 0x5a827999, LOADED);
		STEP(F, a, b, c, d, e, 15, 0x5a827999, LOADED)
		STEP(F, e, a, b, c, d, 16, 0x5a827999, SCHEDULE)
		STEP(F, d, e, a, b, c, 17, 0x5a827999, SCHEDULE)
		STEP(F, c, d, e, a, b, 18, 0x5a827999, SCHEDULE)
		STEP(F, b, c, d, e, a, 19, 0x5a827999, SCHEDULE)
		TWENTY(G, 20, 0x6ed9eba1);
		TWENTY(H, 40, 0x8f1bbcdc);
		TWENTY(G, 60, 0xca62c1d6);
		V_EACH(j)
		{
			a[j] += a0[j];
			b[j] += b0[j];
			c[j] += c0[j];
			d[j] += d0[j];
			e[j] += e0[j];
		}
	}
	V_EACH(j)
	{
		v32_store(words + 0 * HLN_LANES + j * V_LANES, a[j]);
		v32_store(words + 1 * HLN_LANES + j * V_LANES, b[j]);
		v32_store(words + 2 * HLN_LANES + j * V_LANES, c[j]);
		v32_store(words + 3 * HLN_LANES + j * V_LANES, d[j]);
		v32_store(words + 4 * HLN_LANES + j * V_LANES, e[j]);
	}
}

#undef F
#undef G
#undef H
#undef SCHEDULE
#undef STEP
#undef FIVE
#undef TWENTY
#undef LOADED
