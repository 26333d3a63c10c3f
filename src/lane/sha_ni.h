/* SPDX-License-Identifier: MIT */
/*
 * sha_ni.h - SHA-1 and SHA-256 (FIPS 180-4) on HLN_STREAMS interleaved
 * messages by the x86 SHA extensions (Intel SDM volume 2B and 2C); a kernel
 * template, undefines its parameter.
 */
#define SHA_PASTE_(f, streams) f##_x##streams##_sha_ni
#define SHA_PASTE(f, streams)  SHA_PASTE_(f, streams)
#define SHA_NAME(f)            SHA_PASTE(f, HLN_STREAMS)
#define EACH                   _Pragma("GCC unroll 4") for (int s = 0; s < HLN_STREAMS; s++)

#include "sha256_constants.h"

#ifndef HLN_SHA_NI_WORDS
#define HLN_SHA_NI_WORDS
static inline int sha_ni_word(const void *state, size_t at)
{
	int x;

	memcpy(&x, (const uint8_t *)state + 4 * at, sizeof(x));
	return x;
}

static inline void sha_ni_set_word(void *state, size_t at, int x)
{
	memcpy((uint8_t *)state + 4 * at, &x, sizeof(x));
}
#endif

/* Four rounds: the constants of round group g, the words in m[.][g & 3]. */
#define ROUNDS(g)                                                            \
	EACH                                                                 \
	{                                                                    \
		__m128i x = _mm_add_epi32(                                   \
			m[s][(g)&3],                                         \
			_mm_loadu_si128((const void *)(k + 4 * (g))));       \
		cdgh[s] = _mm_sha256rnds2_epu32(cdgh[s], abef[s], x);        \
		abef[s] = _mm_sha256rnds2_epu32(abef[s], cdgh[s],            \
						_mm_shuffle_epi32(x, 0x0e)); \
	}

/* The words of round group g, from the four groups before. */
#define SCHEDULE(g)                                                         \
	EACH                                                                \
	{                                                                   \
		__m128i x = _mm_sha256msg1_epu32(m[s][(g)&3],               \
						 m[s][((g) + 1) & 3]);      \
		x = _mm_add_epi32(x,                                        \
				  _mm_alignr_epi8(m[s][((g) + 3) & 3],      \
						  m[s][((g) + 2) & 3], 4)); \
		m[s][(g)&3] = _mm_sha256msg2_epu32(x, m[s][((g) + 3) & 3]); \
	}                                                                   \
	ROUNDS(g)

#define LOAD(g)                                                             \
	EACH m[s][g] = _mm_shuffle_epi8(                                    \
		_mm_loadu_si128((const void *)(in[s] + 64 * n + 16 * (g))), \
		order);                                                     \
	ROUNDS(g)

static void SHA_NAME(sha256_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b,
					     0x0405060700010203);
	const uint32_t *k = sha256_constants;
	__m128i abef[HLN_STREAMS], cdgh[HLN_STREAMS], m[HLN_STREAMS][4];

#define WORD(w) sha_ni_word(state, (w)*HLN_STREAMS + (size_t)s)
	EACH
	{
		abef[s] = _mm_set_epi32(WORD(0), WORD(1), WORD(4), WORD(5));
		cdgh[s] = _mm_set_epi32(WORD(2), WORD(3), WORD(6), WORD(7));
	}
#undef WORD
	for (size_t n = 0; n < blocks; n++) {
		__m128i abef0[HLN_STREAMS], cdgh0[HLN_STREAMS];

		EACH
		{
			abef0[s] = abef[s];
			cdgh0[s] = cdgh[s];
		}
		LOAD(0)
		LOAD(1)
		LOAD(2)
		LOAD(3)
		SCHEDULE(4)
		SCHEDULE(5)
		SCHEDULE(6)
		SCHEDULE(7)
		SCHEDULE(8)
		SCHEDULE(9)
		SCHEDULE(10)
		SCHEDULE(11)
		SCHEDULE(12)
		SCHEDULE(13)
		SCHEDULE(14)
		SCHEDULE(15)
		EACH
		{
			abef[s] = _mm_add_epi32(abef[s], abef0[s]);
			cdgh[s] = _mm_add_epi32(cdgh[s], cdgh0[s]);
		}
	}
#define SET(w, v, i)                                        \
	sha_ni_set_word(state, (w)*HLN_STREAMS + (size_t)s, \
			_mm_extract_epi32(v, i))
	EACH
	{
		SET(0, abef[s], 3);
		SET(1, abef[s], 2);
		SET(4, abef[s], 1);
		SET(5, abef[s], 0);
		SET(2, cdgh[s], 3);
		SET(3, cdgh[s], 2);
		SET(6, cdgh[s], 1);
		SET(7, cdgh[s], 0);
	}
}

#undef ROUNDS
#undef SCHEDULE
#undef LOAD

/* Four rounds of group g: e takes in the words, then is what a was. */
#define ROUNDS(g)                                                      \
	EACH                                                           \
	{                                                              \
		__m128i x = abcd[s];                                   \
		e[s] = (g) ? _mm_sha1nexte_epu32(e[s], m[s][(g)&3]) :  \
			     _mm_add_epi32(e[s], m[s][0]);             \
		abcd[s] = _mm_sha1rnds4_epu32(abcd[s], e[s], (g) / 5); \
		e[s] = x;                                              \
	}

#define SCHEDULE(g)                                                           \
	EACH m[s][(g)&3] = _mm_sha1msg2_epu32(                                \
		_mm_xor_si128(                                                \
			_mm_sha1msg1_epu32(m[s][(g)&3], m[s][((g) + 1) & 3]), \
			m[s][((g) + 2) & 3]),                                 \
		m[s][((g) + 3) & 3]);                                         \
	ROUNDS(g)

#define LOAD(g)                                                             \
	EACH m[s][g] = _mm_shuffle_epi8(                                    \
		_mm_loadu_si128((const void *)(in[s] + 64 * n + 16 * (g))), \
		order);                                                     \
	ROUNDS(g)

static void SHA_NAME(sha1_blocks)(void *state, const uint8_t *const *in,
				  size_t blocks)
{
	const __m128i order = _mm_set_epi64x(0x0001020304050607,
					     0x08090a0b0c0d0e0f);
	__m128i abcd[HLN_STREAMS], e[HLN_STREAMS], m[HLN_STREAMS][4];

#define WORD(w) sha_ni_word(state, (w)*HLN_STREAMS + (size_t)s)
	EACH
	{
		abcd[s] = _mm_set_epi32(WORD(0), WORD(1), WORD(2), WORD(3));
		e[s] = _mm_set_epi32(WORD(4), 0, 0, 0);
	}
#undef WORD
	for (size_t n = 0; n < blocks; n++) {
		__m128i abcd0[HLN_STREAMS], e0[HLN_STREAMS];

		EACH
		{
			abcd0[s] = abcd[s];
			e0[s] = e[s];
		}
		LOAD(0)
		LOAD(1)
		LOAD(2)
		LOAD(3)
		SCHEDULE(4)
		SCHEDULE(5)
		SCHEDULE(6)
		SCHEDULE(7)
		SCHEDULE(8)
		SCHEDULE(9)
		SCHEDULE(10)
		SCHEDULE(11)
		SCHEDULE(12)
		SCHEDULE(13)
		SCHEDULE(14)
		SCHEDULE(15)
		SCHEDULE(16)
		SCHEDULE(17)
		SCHEDULE(18)
		SCHEDULE(19)
		EACH
		{
			e[s] = _mm_sha1nexte_epu32(e[s], e0[s]);
			abcd[s] = _mm_add_epi32(abcd[s], abcd0[s]);
		}
	}
	EACH
	{
		SET(0, abcd[s], 3);
		SET(1, abcd[s], 2);
		SET(2, abcd[s], 1);
		SET(3, abcd[s], 0);
		SET(4, e[s], 3);
	}
#undef SET
}

#undef ROUNDS
#undef SCHEDULE
#undef LOAD
#undef EACH
#undef SHA_NAME
#undef SHA_PASTE
#undef SHA_PASTE_
#undef HLN_STREAMS
