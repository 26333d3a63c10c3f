/* SPDX-License-Identifier: MIT */
/* crc_block_x86.h - the blocks of crc_fold.h with PCLMULQDQ and SSE4.1. */
#include <immintrin.h>

typedef __m128i block;

HLN_TARGET static inline block block_load(const uint8_t *p)
{
	return _mm_loadu_si128((const void *)p);
}

HLN_TARGET static inline block block_from(uint64_t low, uint64_t high)
{
	return _mm_set_epi64x((long long)high, (long long)low);
}

HLN_TARGET static inline block block_xor(block a, block b)
{
	return _mm_xor_si128(a, b);
}

HLN_TARGET static inline block block_fold(block x, const uint64_t k[2],
					  block next)
{
	block key = _mm_loadu_si128((const void *)k);
	block low = _mm_clmulepi64_si128(x, key, 0x00);
	block high = _mm_clmulepi64_si128(x, key, 0x11);

	return _mm_xor_si128(_mm_xor_si128(low, next), high);
}

HLN_TARGET static inline block block_shift(block *x, size_t n,
					   const uint8_t *p)
{
	block rest = block_load(crc_window + 16 + n);
	block first = _mm_shuffle_epi8(*x, block_load(crc_window + n));

	*x = _mm_blendv_epi8(_mm_shuffle_epi8(*x, rest),
			     block_load(p + n - 16), rest);
	return first;
}

HLN_TARGET static inline block block_low_times(block x, block y)
{
	return _mm_clmulepi64_si128(x, y, 0x00);
}

HLN_TARGET static inline uint64_t block_low(block x)
{
	return (uint64_t)_mm_cvtsi128_si64(x);
}

HLN_TARGET static inline uint64_t block_high(block x)
{
	return (uint64_t)_mm_extract_epi64(x, 1);
}
