/* SPDX-License-Identifier: MIT */
/*
 * loader_sse2.h - what loader.h needs of 16-byte registers, by SSE2; byte
 * swaps by SSSE3 where HLN_SSSE3 is defined.
 *
 * register<bytes>_rows puts 16 bytes of rows[0], rows[step], ... into the
 * register's quarters; the interleaves and swaps work within a quarter.
 */
#ifndef HLN_LOADER_SSE2_H
#define HLN_LOADER_SSE2_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

typedef __m128i register16_t;

static inline __m128i register16_rows(const uint8_t *const *rows,
				      size_t offset, int step)
{
	(void)step;
	return _mm_loadu_si128((const void *)(rows[0] + offset));
}

#define register16_low32(a, b)  _mm_unpacklo_epi32(a, b)
#define register16_high32(a, b) _mm_unpackhi_epi32(a, b)
#define register16_low64(a, b)  _mm_unpacklo_epi64(a, b)
#define register16_high64(a, b) _mm_unpackhi_epi64(a, b)

#ifdef HLN_SSSE3
static inline __m128i register16_swap32(__m128i x)
{
	return _mm_shuffle_epi8(x, _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11,
						4, 5, 6, 7, 0, 1, 2, 3));
}

static inline __m128i register16_swap64(__m128i x)
{
	return _mm_shuffle_epi8(x, _mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15,
						0, 1, 2, 3, 4, 5, 6, 7));
}
#else
static inline __m128i register16_swap16(__m128i x)
{
	return _mm_or_si128(_mm_slli_epi16(x, 8), _mm_srli_epi16(x, 8));
}

static inline __m128i register16_swap32(__m128i x)
{
	x = _mm_shufflelo_epi16(x, _MM_SHUFFLE(2, 3, 0, 1));
	x = _mm_shufflehi_epi16(x, _MM_SHUFFLE(2, 3, 0, 1));
	return register16_swap16(x);
}

static inline __m128i register16_swap64(__m128i x)
{
	x = _mm_shufflelo_epi16(x, _MM_SHUFFLE(0, 1, 2, 3));
	x = _mm_shufflehi_epi16(x, _MM_SHUFFLE(0, 1, 2, 3));
	return register16_swap16(x);
}
#endif

#endif
