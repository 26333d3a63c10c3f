/* SPDX-License-Identifier: MIT */
/*
 * loader.h - the block loaders of vector.h: 16 bytes of every lane at a time,
 * transposed in registers, where a loader_*.h gives those; else in plain C.
 * Included by vector.h only.
 */
#undef LANE
#if V_LANES == 1
#define LANE(v, l) (v)
#else
#define LANE(v, l) (v)[l]
#endif

#ifndef HLN_LOADER_WORDS
#define HLN_LOADER_WORDS
static inline uint32_t loader_word32(const uint8_t *p, int big)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
	if ((__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) != big)
		x = __builtin_bswap32(x);
	return x;
}

static inline uint64_t loader_word64(const uint8_t *p, int big)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	if ((__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) != big)
		x = __builtin_bswap64(x);
	return x;
}
#endif

#ifndef HLN_SIMD_BYTES
#define HLN_SIMD_BYTES 0
#endif
#define LOADER               static inline __attribute__((always_inline)) void
#define UNROLL               _Pragma("GCC unroll 16")
#define REGISTER_(f, bytes)  register##bytes##f
#define REGISTER__(f, bytes) REGISTER_(f, bytes)

/* The widest register that a v32 fills. */
#if HLN_SIMD_BYTES >= 64 && V_LANES >= 16
#define BYTES 64
#elif HLN_SIMD_BYTES >= 32 && V_LANES >= 8
#define BYTES 32
#elif HLN_SIMD_BYTES >= 16 && V_LANES >= 4
#define BYTES 16
#else
#define BYTES 0
#endif
#define REGISTER(f) REGISTER__(f, BYTES)

/* Words i to i + 3. */
LOADER HLN_NAME(load_quad)(v32 w[16], const uint8_t *const *in, size_t offset,
			   int i, int big)
{
#if BYTES
	size_t at = offset + 4 * (size_t)i;

	UNROLL for (int part = 0; part < 4 * V_LANES / BYTES; part++)
	{
		const uint8_t *const *rows = in + part * (BYTES / 4);
		REGISTER(_t) r0 = REGISTER(_rows)(rows, at, 4);
		REGISTER(_t) r1 = REGISTER(_rows)(rows + 1, at, 4);
		REGISTER(_t) r2 = REGISTER(_rows)(rows + 2, at, 4);
		REGISTER(_t) r3 = REGISTER(_rows)(rows + 3, at, 4);
		REGISTER(_t) a = REGISTER(_low32)(r0, r1);
		REGISTER(_t) b = REGISTER(_low32)(r2, r3);
		REGISTER(_t) c = REGISTER(_high32)(r0, r1);
		REGISTER(_t) d = REGISTER(_high32)(r2, r3);
		REGISTER(_t)
		words[4] = { REGISTER(_low64)(a, b), REGISTER(_high64)(a, b),
			     REGISTER(_low64)(c, d), REGISTER(_high64)(c, d) };

		UNROLL for (int n = 0; n < 4; n++)
		{
			if (big)
				words[n] = REGISTER(_swap32)(words[n]);
			memcpy((uint8_t *)&w[i + n] + BYTES * part, &words[n],
			       BYTES);
		}
	}
#else
	for (int n = i; n < i + 4; n++)
		for (int l = 0; l < V_LANES; l++)
			LANE(w[n], l) = loader_word32(in[l] + offset + 4 * n,
						      big);
#endif
}

LOADER HLN_NAME(load_block)(v32 w[16], const uint8_t *const *in, size_t offset,
			    int big)
{
	UNROLL for (int i = 0; i < 16; i += 4)
		HLN_NAME(load_quad)(w, in, offset, i, big);
}

#undef BYTES
#if HLN_SIMD_BYTES >= 64 && V_LANES >= 8
#define BYTES 64
#elif HLN_SIMD_BYTES >= 32 && V_LANES >= 4
#define BYTES 32
#elif HLN_SIMD_BYTES >= 16 && V_LANES >= 2
#define BYTES 16
#else
#define BYTES 0
#endif

LOADER HLN_NAME(load_words)(v64 *w, const uint8_t *const *in, size_t offset,
			    int words, int big)
{
	int i = 0;

#if BYTES
	UNROLL for (; i + 2 <= words; i += 2)
	{
		size_t at = offset + 8 * (size_t)i;

		UNROLL for (int part = 0; part < 8 * V_LANES / BYTES; part++)
		{
			const uint8_t *const *rows = in + part * (BYTES / 8);
			REGISTER(_t) r0 = REGISTER(_rows)(rows, at, 2);
			REGISTER(_t) r1 = REGISTER(_rows)(rows + 1, at, 2);
			REGISTER(_t) a = REGISTER(_low64)(r0, r1);
			REGISTER(_t) b = REGISTER(_high64)(r0, r1);

			if (big) {
				a = REGISTER(_swap64)(a);
				b = REGISTER(_swap64)(b);
			}
			memcpy((uint8_t *)&w[i] + BYTES * part, &a, BYTES);
			memcpy((uint8_t *)&w[i + 1] + BYTES * part, &b, BYTES);
		}
	}
#endif
	for (; i < words; i++)
		for (int l = 0; l < V_LANES; l++)
			LANE(w[i], l) = loader_word64(in[l] + offset + 8 * i,
						      big);
}

#undef UNROLL
#undef BYTES
#undef REGISTER
#undef REGISTER_
#undef REGISTER__

LOADER v32_load_quad_le(v32 w[16], const uint8_t *const *in, size_t offset,
			int i)
{
	HLN_NAME(load_quad)(w, in, offset, i, 0);
}

LOADER v32_load_block_le(v32 w[16], const uint8_t *const *in, size_t offset)
{
	HLN_NAME(load_block)(w, in, offset, 0);
}

LOADER v32_load_block_be(v32 w[16], const uint8_t *const *in, size_t offset)
{
	HLN_NAME(load_block)(w, in, offset, 1);
}

LOADER v64_load_words_le(v64 *w, const uint8_t *const *in, size_t offset,
			 int words)
{
	HLN_NAME(load_words)(w, in, offset, words, 0);
}

LOADER v64_load_words_be(v64 *w, const uint8_t *const *in, size_t offset,
			 int words)
{
	HLN_NAME(load_words)(w, in, offset, words, 1);
}

#undef LOADER
