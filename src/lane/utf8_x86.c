/* SPDX-License-Identifier: MIT */
/* utf8_x86.c - UTF-8 and UTF-16 in vectors of 16 and 32 bytes. */
#include "solo_kernels.h"

#if defined(__x86_64__)
#include "utf8_tail.h"

#include <immintrin.h>

#define TARGET_SSSE3 __attribute__((target("ssse3")))
#define TARGET_AVX2  __attribute__((target("avx2,bmi,bmi2")))

#define PART_BYTES       16
#define part             __m128i
#define part_load(p)     _mm_loadu_si128((const void *)(p))
#define part_store(p, x) _mm_storeu_si128((void *)(p), x)
#define part_all(b)      _mm_set1_epi8((char)(b))
#define part_by_high(t, x)                          \
	_mm_shuffle_epi8(                           \
		_mm_loadu_si128((const void *)(t)), \
		_mm_and_si128(_mm_srli_epi16(x, 4), _mm_set1_epi8(15)))
#define part_by_low(t, x)                                    \
	_mm_shuffle_epi8(_mm_loadu_si128((const void *)(t)), \
			 _mm_and_si128(x, _mm_set1_epi8(15)))
#define part_before(a, b, n) _mm_alignr_epi8(b, a, 16 - (n))
#define part_less(a, b)      _mm_subs_epu8(a, b)
#define part_least(a, b)     _mm_min_epu8(a, b)
#define part_and(a, b)       _mm_and_si128(a, b)
#define part_or(a, b)        _mm_or_si128(a, b)
#define part_xor(a, b)       _mm_xor_si128(a, b)
#define part_ascii(x)        (!_mm_movemask_epi8(x))
#define HLN_TARGET           TARGET_SSSE3
#define HLN_UTF8_NAME(f)     f##_ssse3
#include "utf8_lookup.h"
#undef HLN_TARGET
#undef HLN_UTF8_NAME

/*
 * The last bytes, from `at` on, fewer than 16: in a vector with zeros behind,
 * which end a character that is not whole, and the copy.
 */
TARGET_SSSE3 HLN_INLINE bool end_ssse3(struct scan_ssse3 *scan, char *out,
				       const char *text, size_t bytes,
				       size_t at, bool copies)
{
	const __m128i zero = _mm_setzero_si128();
	size_t rest = bytes - at;
	unsigned nulls = 0;
	__m128i v;

	if (bytes < 16) {
		uint64_t words[2];

		short_text(words, (const uint8_t *)text, bytes);
		v = _mm_set_epi64x((long long)words[1], (long long)words[0]);
	} else {
		v = _mm_shuffle_epi8(
			_mm_loadu_si128((const void *)(text + bytes - 16)),
			_mm_loadu_si128(
				(const void *)(tail_indices + 16 - rest)));
	}
	if (copies) {
		_mm_storeu_si128((void *)(out + at), v);
		nulls = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, zero)) ^
			(0xffff & 0xffffu << rest);
		nulls |= (unsigned)_mm_movemask_epi8(
			_mm_cmpeq_epi8(scan->least, zero));
	}
	one_ssse3(scan, v);
	v = _mm_cmpeq_epi8(scan->wrong, zero);
	return !nulls && _mm_movemask_epi8(v) == 0xffff;
}

TARGET_SSSE3 bool hln_utf8_copy_ssse3(char *out, const char *text,
				      size_t bytes)
{
	struct scan_ssse3 scan = begin_ssse3();
	size_t at = whole_ssse3(&scan, out, text, bytes, true);

	return end_ssse3(&scan, out, text, bytes, at, true);
}

TARGET_SSSE3 bool hln_utf8_check_ssse3(const char *text, size_t bytes)
{
	struct scan_ssse3 scan = begin_ssse3();
	size_t at = whole_ssse3(&scan, NULL, text, bytes, false);

	return end_ssse3(&scan, NULL, text, bytes, at, false);
}

#define PART_BYTES       32
#define part             __m256i
#define part_load(p)     _mm256_loadu_si256((const void *)(p))
#define part_store(p, x) _mm256_storeu_si256((void *)(p), x)
#define part_all(b)      _mm256_set1_epi8((char)(b))
#define part_by_high(t, x)                                               \
	_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(                 \
				    _mm_loadu_si128((const void *)(t))), \
			    _mm256_and_si256(_mm256_srli_epi16(x, 4),    \
					     _mm256_set1_epi8(15)))
#define part_by_low(t, x)                                                \
	_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(                 \
				    _mm_loadu_si128((const void *)(t))), \
			    _mm256_and_si256(x, _mm256_set1_epi8(15)))
#define part_before(a, b, n) \
	_mm256_alignr_epi8(b, _mm256_permute2x128_si256(a, b, 0x21), 16 - (n))
#define part_less(a, b)  _mm256_subs_epu8(a, b)
#define part_least(a, b) _mm256_min_epu8(a, b)
#define part_and(a, b)   _mm256_and_si256(a, b)
#define part_or(a, b)    _mm256_or_si256(a, b)
#define part_xor(a, b)   _mm256_xor_si256(a, b)
#define part_ascii(x)    (!_mm256_movemask_epi8(x))
#define HLN_TARGET       TARGET_AVX2
#define HLN_UTF8_NAME(f) f##_avx2
#include "utf8_lookup.h"
#undef HLN_TARGET
#undef HLN_UTF8_NAME

/* Fewer than 32 bytes are left: go on in vectors of 16. */
TARGET_AVX2 HLN_INLINE bool all_avx2(char *out, const char *text, size_t bytes,
				     bool copies)
{
	struct scan_avx2 wide = begin_avx2();
	struct scan_ssse3 scan = begin_ssse3();
	size_t at = whole_avx2(&wide, out, text, bytes, copies);

	if (at) {
		scan.before = _mm256_extracti128_si256(wide.before, 1);
		scan.wrong =
			_mm_or_si128(_mm256_castsi256_si128(wide.wrong),
				     _mm256_extracti128_si256(wide.wrong, 1));
		scan.least =
			_mm_min_epu8(_mm256_castsi256_si128(wide.least),
				     _mm256_extracti128_si256(wide.least, 1));
	}
	if (bytes - at >= 16) {
		__m128i v = _mm_loadu_si128((const void *)(text + at));

		if (copies) {
			_mm_storeu_si128((void *)(out + at), v);
			scan.least = _mm_min_epu8(scan.least, v);
		}
		one_ssse3(&scan, v);
		at += 16;
	}
	return end_ssse3(&scan, out, text, bytes, at, copies);
}

TARGET_AVX2 bool hln_utf8_copy_avx2(char *out, const char *text, size_t bytes)
{
	return all_avx2(out, text, bytes, true);
}

TARGET_AVX2 bool hln_utf8_check_avx2(const char *text, size_t bytes)
{
	return all_avx2(NULL, text, bytes, false);
}

/* Of 16 units: those that are 0 or above 127, two bits each. */
TARGET_SSSE3 HLN_INLINE unsigned narrow_ssse3(char *out, const uint16_t *text)
{
	const __m128i zero = _mm_setzero_si128();
	const __m128i most = _mm_set1_epi16(0x7f);
	__m128i a = _mm_loadu_si128((const void *)text);
	__m128i b = _mm_loadu_si128((const void *)(text + 8));
	__m128i plain =
		_mm_packs_epi16(_mm_andnot_si128(_mm_cmpgt_epi16(a, most),
						 _mm_cmpgt_epi16(a, zero)),
				_mm_andnot_si128(_mm_cmpgt_epi16(b, most),
						 _mm_cmpgt_epi16(b, zero)));

	_mm_storeu_si128((void *)out, _mm_packus_epi16(a, b));
	return (unsigned)_mm_movemask_epi8(plain) ^ 0xffff;
}

TARGET_SSSE3 size_t hln_utf8_narrow_ssse3(char *out, const uint16_t *text,
					  size_t units)
{
	size_t i = 0;

	if (units < 16)
		return hln_utf8_narrow_scalar(out, text, units);
	for (;;) {
		unsigned others = narrow_ssse3(out + i, text + i);

		if (others)
			return i + (unsigned)__builtin_ctz(others);
		i += 16;
		if (i == units)
			return i;
		/* The last ones once more, with those before them. */
		if (units - i < 16)
			i = units - 16;
	}
}
#endif
