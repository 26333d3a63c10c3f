/* SPDX-License-Identifier: MIT */
/* loader_avx2.h - loader_sse2.h, and the same for 32 bytes, by AVX2. */
#ifndef HLN_LOADER_AVX2_H
#define HLN_LOADER_AVX2_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define HLN_SSSE3
#include "loader_sse2.h"

typedef __m256i register32_t;

static inline __m256i register32_rows(const uint8_t *const *rows,
				      size_t offset, int step)
{
	return _mm256_inserti128_si256(
		_mm256_castsi128_si256(
			_mm_loadu_si128((const void *)(rows[0] + offset))),
		_mm_loadu_si128((const void *)(rows[step] + offset)), 1);
}

#define register32_low32(a, b)  _mm256_unpacklo_epi32(a, b)
#define register32_high32(a, b) _mm256_unpackhi_epi32(a, b)
#define register32_low64(a, b)  _mm256_unpacklo_epi64(a, b)
#define register32_high64(a, b) _mm256_unpackhi_epi64(a, b)

static inline __m256i register32_swap32(__m256i x)
{
	return _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(_mm_set_epi8(
					      12, 13, 14, 15, 8, 9, 10, 11, 4,
					      5, 6, 7, 0, 1, 2, 3)));
}

static inline __m256i register32_swap64(__m256i x)
{
	return _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(_mm_set_epi8(
					      8, 9, 10, 11, 12, 13, 14, 15, 0,
					      1, 2, 3, 4, 5, 6, 7)));
}

#endif
