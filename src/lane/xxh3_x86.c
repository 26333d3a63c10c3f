/* SPDX-License-Identifier: MIT */
/* xxh3_x86.c - XXH3's inner loop on vectors of 16, 32 and 64 bytes. */
#include "solo_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define XXH3_PRIME 0x9e3779b1LL /* PRIME32_1 */

#define HLN_TARGET            __attribute__((target("sse2")))
#define HLN_XXH3_NAME(f)      f##_sse2
#define part                  __m128i
#define PART_BYTES            16
#define part_load(p)          _mm_loadu_si128((const void *)(p))
#define part_store(p, x)      _mm_storeu_si128((void *)(p), x)
#define part_add(a, b)        _mm_add_epi64(a, b)
#define part_xor(a, b)        _mm_xor_si128(a, b)
#define part_swap(x)          _mm_shuffle_epi32(x, 0x4e)
#define part_multiply(x)      _mm_mul_epu32(x, _mm_srli_epi64(x, 32))
#define part_scramble(x, key) scramble_sse2(x, key)

/* No 64-bit product: the high half's, shifted, and the low half's. */
HLN_TARGET static inline __m128i scramble_sse2(__m128i x, __m128i key)
{
	__m128i prime = _mm_set1_epi64x(XXH3_PRIME);

	x = _mm_xor_si128(_mm_xor_si128(x, _mm_srli_epi64(x, 47)), key);
	return _mm_add_epi64(
		_mm_mul_epu32(x, prime),
		_mm_slli_epi64(_mm_mul_epu32(_mm_srli_epi64(x, 32), prime),
			       32));
}

#include "xxh3_stripes.h"

#define HLN_TARGET            __attribute__((target("avx2")))
#define HLN_XXH3_NAME(f)      f##_avx2
#define part                  __m256i
#define PART_BYTES            32
#define part_load(p)          _mm256_loadu_si256((const void *)(p))
#define part_store(p, x)      _mm256_storeu_si256((void *)(p), x)
#define part_add(a, b)        _mm256_add_epi64(a, b)
#define part_xor(a, b)        _mm256_xor_si256(a, b)
#define part_swap(x)          _mm256_shuffle_epi32(x, 0x4e)
#define part_multiply(x)      _mm256_mul_epu32(x, _mm256_srli_epi64(x, 32))
#define part_scramble(x, key) scramble_avx2(x, key)

HLN_TARGET static inline __m256i scramble_avx2(__m256i x, __m256i key)
{
	__m256i prime = _mm256_set1_epi64x(XXH3_PRIME);

	x = _mm256_xor_si256(_mm256_xor_si256(x, _mm256_srli_epi64(x, 47)),
			     key);
	return _mm256_add_epi64(
		_mm256_mul_epu32(x, prime),
		_mm256_slli_epi64(
			_mm256_mul_epu32(_mm256_srli_epi64(x, 32), prime),
			32));
}

#include "xxh3_stripes.h"

#define HLN_TARGET            __attribute__((target("avx512f")))
#define HLN_XXH3_NAME(f)      f##_avx512
#define part                  __m512i
#define PART_BYTES            64
#define part_load(p)          _mm512_loadu_si512(p)
#define part_store(p, x)      _mm512_storeu_si512(p, x)
#define part_add(a, b)        _mm512_add_epi64(a, b)
#define part_xor(a, b)        _mm512_xor_si512(a, b)
#define part_swap(x)          _mm512_shuffle_epi32(x, _MM_PERM_BADC)
#define part_multiply(x)      _mm512_mul_epu32(x, _mm512_srli_epi64(x, 32))
#define part_scramble(x, key) scramble_avx512(x, key)

HLN_TARGET static inline __m512i scramble_avx512(__m512i x, __m512i key)
{
	__m512i prime = _mm512_set1_epi64(XXH3_PRIME);
	enum { XOR3 = 0x96 };

	x = _mm512_ternarylogic_epi64(x, _mm512_srli_epi64(x, 47), key, XOR3);
	return _mm512_add_epi64(
		_mm512_mul_epu32(x, prime),
		_mm512_slli_epi64(
			_mm512_mul_epu32(_mm512_srli_epi64(x, 32), prime),
			32));
}

#include "xxh3_stripes.h"
#endif
