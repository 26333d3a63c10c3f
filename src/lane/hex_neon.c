/* SPDX-License-Identifier: MIT */
/* hex_neon.c - bytes as lower-case hex, 16 at a time. */
#include "solo_kernels.h"

#if defined(__aarch64__) && !defined(__AARCH64EB__)
#include <arm_neon.h>

static const uint8_t digits[16] = { '0', '1', '2', '3', '4', '5', '6', '7',
				    '8', '9', 'a', 'b', 'c', 'd', 'e', 'f' };

static inline void store16(uint8_t *out, uint8x16_t v)
{
	uint8x16_t table = vld1q_u8(digits);
	uint8x16_t high = vshrq_n_u8(v, 4);
	uint8x16_t low = vandq_u8(v, vdupq_n_u8(15));

	vst1q_u8(out, vqtbl1q_u8(table, vzip1q_u8(high, low)));
	vst1q_u8(out + 16, vqtbl1q_u8(table, vzip2q_u8(high, low)));
}

static inline void store8(uint8_t *out, uint8x8_t v)
{
	uint8x8_t high = vshr_n_u8(v, 4), low = vand_u8(v, vdup_n_u8(15));

	vst1q_u8(out, vqtbl1q_u8(vld1q_u8(digits),
				 vcombine_u8(vzip1_u8(high, low),
					     vzip2_u8(high, low))));
}

/* What is last is loaded first: `in` may be the end of out. */
void hln_hex_neon(char *text, const uint8_t *in, size_t bytes)
{
	uint8_t *out = (uint8_t *)text;

	if (bytes >= 16) {
		uint8x16_t last = vld1q_u8(in + bytes - 16);

		for (size_t i = 0; i + 16 < bytes; i += 16)
			store16(out + 2 * i, vld1q_u8(in + i));
		store16(out + 2 * bytes - 32, last);
	} else if (bytes >= 8) {
		uint8x8_t first = vld1_u8(in), last = vld1_u8(in + bytes - 8);

		store8(out, first);
		store8(out + 2 * bytes - 16, last);
	} else {
		hln_hex_scalar(text, in, bytes);
	}
}
#endif
