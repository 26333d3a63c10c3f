/* SPDX-License-Identifier: MIT */
/* utf8_neon.c - UTF-8 and UTF-16 in vectors of 16 bytes, with NEON. */
#include "solo_kernels.h"

#if defined(__aarch64__) && !defined(__AARCH64EB__)
#include "utf8_tail.h"

#include <arm_neon.h>

#define PART_BYTES           16
#define part                 uint8x16_t
#define part_load(p)         vld1q_u8((const uint8_t *)(p))
#define part_store(p, x)     vst1q_u8((uint8_t *)(p), x)
#define part_all(b)          vdupq_n_u8(b)
#define part_by_high(t, x)   vqtbl1q_u8(vld1q_u8(t), vshrq_n_u8(x, 4))
#define part_by_low(t, x)    vqtbl1q_u8(vld1q_u8(t), vandq_u8(x, vdupq_n_u8(15)))
#define part_before(a, b, n) vextq_u8(a, b, 16 - (n))
#define part_less(a, b)      vqsubq_u8(a, b)
#define part_least(a, b)     vminq_u8(a, b)
#define part_and(a, b)       vandq_u8(a, b)
#define part_or(a, b)        vorrq_u8(a, b)
#define part_xor(a, b)       veorq_u8(a, b)
#define part_ascii(x)        (vmaxvq_u8(x) < 0x80)
#define HLN_TARGET
#define HLN_UTF8_NAME(f) f##_neon
#include "utf8_lookup.h"

/*
 * The last bytes, from `at` on, fewer than 16: in a vector with zeros behind,
 * which end a character that is not whole, and the copy.
 */
HLN_INLINE bool end_neon(struct scan_neon *scan, char *out, const char *text,
			 size_t bytes, size_t at, bool copies)
{
	uint8x16_t indices = vld1q_u8(tail_indices + 16 - (bytes - at)), v;

	if (bytes < 16) {
		uint64_t words[2];

		short_text(words, (const uint8_t *)text, bytes);
		v = vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(words[0]),
						      vcreate_u64(words[1])));
	} else {
		v = vqtbl1q_u8(vld1q_u8((const uint8_t *)text + bytes - 16),
			       indices);
	}
	one_neon(scan, v);
	if (copies) {
		vst1q_u8((uint8_t *)out + at, v);
		/* Zeros that are not the text's do not count. */
		v = vorrq_u8(v, vcgeq_u8(indices, vdupq_n_u8(0x80)));
		if (!vminvq_u8(vminq_u8(scan->least, v)))
			return false;
	}
	return !vmaxvq_u8(scan->wrong);
}

bool hln_utf8_copy_neon(char *out, const char *text, size_t bytes)
{
	struct scan_neon scan = begin_neon();
	size_t at = whole_neon(&scan, out, text, bytes, true);

	return end_neon(&scan, out, text, bytes, at, true);
}

bool hln_utf8_check_neon(const char *text, size_t bytes)
{
	struct scan_neon scan = begin_neon();
	size_t at = whole_neon(&scan, NULL, text, bytes, false);

	return end_neon(&scan, NULL, text, bytes, at, false);
}

size_t hln_utf8_narrow_neon(char *out, const uint16_t *text, size_t units)
{
	size_t i = 0;

	for (; units - i >= 8; i += 8) {
		uint16x8_t v = vld1q_u16(text + i);

		if (vmaxvq_u16(vsubq_u16(v, vdupq_n_u16(1))) > 0x7e)
			return i;
		vst1_u8((uint8_t *)out + i, vmovn_u16(v));
	}
	return i + hln_utf8_narrow_scalar(out + i, text + i, units - i);
}
#endif
