/* SPDX-License-Identifier: MIT */
/*
 * utf8_avx512.h - UTF-8 in vectors of 64 bytes, where a mask keeps loads
 * within the text; a kernel template.
 *
 * Parameters, undefined again at the end:
 *   HLN_TARGET, HLN_UTF8_NAME(f), part_by_high(t, x), part_by_low(t, x),
 *   part_before(a, b, n)  see utf8_lookup.h
 */
#define PART_BYTES       64
#define part             __m512i
#define part_load(p)     _mm512_loadu_si512(p)
#define part_store(p, x) _mm512_storeu_si512(p, x)
#define part_all(b)      _mm512_set1_epi8((char)(b))
#define part_less(a, b)  _mm512_subs_epu8(a, b)
#define part_least(a, b) _mm512_min_epu8(a, b)
#define part_and(a, b)   _mm512_and_si512(a, b)
#define part_or(a, b)    _mm512_or_si512(a, b)
#define part_xor(a, b)   _mm512_xor_si512(a, b)
#define part_ascii(x)    (!_mm512_movepi8_mask(x))
#include "utf8_lookup.h"

HLN_TARGET HLN_INLINE __mmask64 HLN_UTF8_NAME(mask)(size_t bytes)
{
	return _bzhi_u64(UINT64_MAX, (unsigned)bytes);
}

/* Fewer than 64 bytes: one load, one store, and mostly one comparison. */
HLN_TARGET HLN_INLINE bool
HLN_UTF8_NAME(copy_short)(char *out, const char *text, size_t bytes)
{
	__mmask64 mine = HLN_UTF8_NAME(mask)(bytes);
	__m512i v = _mm512_maskz_loadu_epi8(mine, text), wrong;

	_mm512_storeu_si512(out, v);
	/* Each byte is 1..127. */
	if (_mm512_mask_cmpgt_epi8_mask(mine, v, _mm512_setzero_si512()) ==
	    mine)
		return true;
	wrong = HLN_UTF8_NAME(look)(_mm512_set1_epi8(' '), v);
	return !(_mm512_mask_testn_epi8_mask(mine, v, v) |
		 _mm512_test_epi8_mask(wrong, wrong));
}

HLN_TARGET bool HLN_UTF8_NAME(hln_utf8_copy)(char *out, const char *text,
					     size_t bytes)
{
	struct HLN_UTF8_NAME(scan) scan;
	__mmask64 mine, nulls;
	__m512i v;
	size_t at;

	if (bytes < 64)
		return HLN_UTF8_NAME(copy_short)(out, text, bytes);
	scan = HLN_UTF8_NAME(begin)();
	at = HLN_UTF8_NAME(whole)(&scan, out, text, bytes, true);
	mine = HLN_UTF8_NAME(mask)(bytes - at);
	v = _mm512_maskz_loadu_epi8(mine, text + at);
	_mm512_storeu_si512(out + at, v);
	HLN_UTF8_NAME(one)(&scan, v);
	nulls = _mm512_mask_testn_epi8_mask(mine, v, v) |
		_mm512_testn_epi8_mask(scan.least, scan.least);
	return !(nulls | _mm512_test_epi8_mask(scan.wrong, scan.wrong));
}

HLN_TARGET bool HLN_UTF8_NAME(hln_utf8_check)(const char *text, size_t bytes)
{
	struct HLN_UTF8_NAME(scan) scan = HLN_UTF8_NAME(begin)();
	size_t at = HLN_UTF8_NAME(whole)(&scan, NULL, text, bytes, false);
	__mmask64 mine = HLN_UTF8_NAME(mask)(bytes - at);

	HLN_UTF8_NAME(one)(&scan, _mm512_maskz_loadu_epi8(mine, text + at));
	return !_mm512_test_epi8_mask(scan.wrong, scan.wrong);
}

#undef HLN_TARGET
#undef HLN_UTF8_NAME
