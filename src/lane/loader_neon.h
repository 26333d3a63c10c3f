/* SPDX-License-Identifier: MIT */
/* loader_neon.h - loader_sse2.h for registers of 16 bytes, by NEON. */
#ifndef HLN_LOADER_NEON_H
#define HLN_LOADER_NEON_H

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32x4_t register16_t;

static inline uint32x4_t register16_rows(const uint8_t *const *rows,
					 size_t offset, int step)
{
	(void)step;
	return vreinterpretq_u32_u8(vld1q_u8(rows[0] + offset));
}

static inline uint32x4_t register16_low64(uint32x4_t a, uint32x4_t b)
{
	return vreinterpretq_u32_u64(vzip1q_u64(vreinterpretq_u64_u32(a),
						vreinterpretq_u64_u32(b)));
}

static inline uint32x4_t register16_high64(uint32x4_t a, uint32x4_t b)
{
	return vreinterpretq_u32_u64(vzip2q_u64(vreinterpretq_u64_u32(a),
						vreinterpretq_u64_u32(b)));
}

static inline uint32x4_t register16_swap32(uint32x4_t x)
{
	return vreinterpretq_u32_u8(vrev32q_u8(vreinterpretq_u8_u32(x)));
}

static inline uint32x4_t register16_swap64(uint32x4_t x)
{
	return vreinterpretq_u32_u8(vrev64q_u8(vreinterpretq_u8_u32(x)));
}

#define register16_low32(a, b)  vzip1q_u32(a, b)
#define register16_high32(a, b) vzip2q_u32(a, b)

#endif
