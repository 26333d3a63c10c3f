/* SPDX-License-Identifier: MIT */
/*
 * tiger_lanes.h - Tiger (Anderson and Biham, FSE 1996) on HLN_LANES messages;
 * a kernel template of scalar words: the table look-ups of several messages
 * overlap, and gathers would not be faster.
 */

#define EACH       _Pragma("GCC unroll 4") for (int l = 0; l < HLN_LANES; l++)
#define BYTE(x, i) ((uint8_t)((x) >> (8 * (i))))

/* gcc takes the bytes of 32-bit halves in fewer steps (1.14, 1.18 GB/s). */
#define ROUND(a, b, c, i, factor)                                       \
	EACH                                                            \
	{                                                               \
		uint64_t y = c[l] ^= x[i][l];                           \
		uint32_t low = (uint32_t)y, high = (uint32_t)(y >> 32); \
                                                                        \
		a[l] -= s1[BYTE(low, 0)] ^ s3[BYTE(high, 0)] ^          \
			s2[BYTE(low, 2)] ^ s4[BYTE(high, 2)];           \
		b[l] += s4[BYTE(low, 1)] ^ s2[BYTE(high, 1)] ^          \
			s3[BYTE(low, 3)] ^ s1[BYTE(high, 3)];           \
		b[l] *= factor;                                         \
	}

#define PASS(a, b, c, factor)             \
	do {                              \
		ROUND(a, b, c, 0, factor) \
		ROUND(b, c, a, 1, factor) \
		ROUND(c, a, b, 2, factor) \
		ROUND(a, b, c, 3, factor) \
		ROUND(b, c, a, 4, factor) \
		ROUND(c, a, b, 5, factor) \
		ROUND(a, b, c, 6, factor) \
		ROUND(b, c, a, 7, factor) \
	} while (0)

/* The key schedule, on the words of lane l. */
#define SCHEDULE                                         \
	EACH                                             \
	{                                                \
		x[0][l] -= x[7][l] ^ 0xa5a5a5a5a5a5a5a5; \
		x[1][l] ^= x[0][l];                      \
		x[2][l] += x[1][l];                      \
		x[3][l] -= x[2][l] ^ ~x[1][l] << 19;     \
		x[4][l] ^= x[3][l];                      \
		x[5][l] += x[4][l];                      \
		x[6][l] -= x[5][l] ^ ~x[4][l] >> 23;     \
		x[7][l] ^= x[6][l];                      \
		x[0][l] += x[7][l];                      \
		x[1][l] -= x[0][l] ^ ~x[7][l] << 19;     \
		x[2][l] ^= x[1][l];                      \
		x[3][l] += x[2][l];                      \
		x[4][l] -= x[3][l] ^ ~x[2][l] >> 23;     \
		x[5][l] ^= x[4][l];                      \
		x[6][l] += x[5][l];                      \
		x[7][l] -= x[6][l] ^ 0x0123456789abcdef; \
	}

static void HLN_NAME(tiger_blocks)(void *state, const uint8_t *const *in,
				   size_t blocks)
{
	const uint64_t *s1 = hln_tiger_sboxes[0], *s2 = hln_tiger_sboxes[1];
	const uint64_t *s3 = hln_tiger_sboxes[2], *s4 = hln_tiger_sboxes[3];
	uint64_t h[3][HLN_LANES];

	memcpy(h, state, sizeof(h));
	for (size_t n = 0; n < blocks; n++) {
		uint64_t a[HLN_LANES], b[HLN_LANES], c[HLN_LANES];
		uint64_t x[8][HLN_LANES];

		EACH
		{
			for (int i = 0; i < 8; i++)
				x[i][l] = loader_word64(in[l] + 64 * n + 8 * i,
							0);
			a[l] = h[0][l];
			b[l] = h[1][l];
			c[l] = h[2][l];
		}
		PASS(a, b, c, 5);
		SCHEDULE
		PASS(c, a, b, 7);
		SCHEDULE
		PASS(b, c, a, 9);
		EACH
		{
			h[0][l] ^= a[l];
			h[1][l] = b[l] - h[1][l];
			h[2][l] += c[l];
		}
	}
	memcpy(state, h, sizeof(h));
}

#undef EACH
#undef BYTE
#undef ROUND
#undef PASS
#undef SCHEDULE
