/* SPDX-License-Identifier: MIT */
/* md5_lanes.h - MD5 (RFC 1321) on HLN_LANES messages; a kernel template. */

#ifndef HLN_MD5_CONSTANTS
#define HLN_MD5_CONSTANTS
/* floor(2^32 * abs(sin(i + 1))) */
static const uint32_t md5_constants[64] = {
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a,
	0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
	0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
	0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
	0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
	0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
	0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
	0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
	0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
	0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
	0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
#endif

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
