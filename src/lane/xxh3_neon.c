/* SPDX-License-Identifier: MIT */
/* xxh3_neon.c - XXH3's inner loop with NEON. */
#include "solo_kernels.h"

#if defined(__aarch64__) && !defined(__AARCH64EB__)
#include <arm_neon.h>

#define HLN_TARGET
#define HLN_XXH3_NAME(f)      f##_neon
#define part                  uint64x2_t
#define PART_BYTES            16
#define part_load(p)          vreinterpretq_u64_u8(vld1q_u8(p))
#define part_store(p, x)      vst1q_u8(p, vreinterpretq_u8_u64(x))
#define part_add(a, b)        vaddq_u64(a, b)
#define part_xor(a, b)        veorq_u64(a, b)
#define part_swap(x)          vextq_u64(x, x, 1)
#define part_multiply(x)      vmull_u32(vmovn_u64(x), vshrn_n_u64(x, 32))
#define part_scramble(x, key) scramble_neon(x, key)

/* No 64-bit product: the high half's, shifted, and the low half's. */
static inline uint64x2_t scramble_neon(uint64x2_t x, uint64x2_t key)
{
	uint32x2_t prime = vdup_n_u32(0x9e3779b1); /* PRIME32_1 */

	x = veorq_u64(veorq_u64(x, vshrq_n_u64(x, 47)), key);
	return vmlal_u32(vshlq_n_u64(vmull_u32(vshrn_n_u64(x, 32), prime), 32),
			 vmovn_u64(x), prime);
}

#include "xxh3_stripes.h"
#endif
