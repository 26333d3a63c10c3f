/* SPDX-License-Identifier: MIT */
/* loader_avx512.h - loader_avx2.h, and the same for 64 bytes, by AVX-512BW. */
#ifndef HLN_LOADER_AVX512_H
#define HLN_LOADER_AVX512_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#include "loader_avx2.h"

typedef __m512i register64_t;

/* Inserts from memory need no shuffle, so four loads beat one and shuffles. */
static inline __m512i register64_rows(const uint8_t *const *rows,
				      size_t offset, int step)
{
	return _mm512_inserti64x4(
		_mm512_castsi256_si512(register32_rows(rows, offset, step)),
		register32_rows(rows + 2 * step, offset, step), 1);
}

#define register64_low32(a, b)  _mm512_unpacklo_epi32(a, b)
#define register64_high32(a, b) _mm512_unpackhi_epi32(a, b)
#define register64_low64(a, b)  _mm512_unpacklo_epi64(a, b)
#define register64_high64(a, b) _mm512_unpackhi_epi64(a, b)

static inline __m512i register64_swap32(__m512i x)
{
	return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(_mm_set_epi8(
					      12, 13, 14, 15, 8, 9, 10, 11, 4,
					      5, 6, 7, 0, 1, 2, 3)));
}

static inline __m512i register64_swap64(__m512i x)
{
	return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(_mm_set_epi8(
					      8, 9, 10, 11, 12, 13, 14, 15, 0,
					      1, 2, 3, 4, 5, 6, 7)));
}

#endif
