/* SPDX-License-Identifier: MIT */
/* crc_pmull.c - the CRCs on vectors of 16 bytes, with ARMv8's PMULL. */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "cpu.h"
#include "crc_constants.h"

#if defined(__aarch64__) && !defined(__AARCH64EB__)
#include <arm_neon.h>

#if defined(__clang__)
#define HLN_TARGET __attribute__((target("crypto")))
#else
#define HLN_TARGET __attribute__((target("+crypto")))
#endif
#define HLN_CRC_NAME(crc) crc##_pmull

typedef uint64x2_t block;

HLN_TARGET static inline block block_load(const uint8_t *p)
{
	return vreinterpretq_u64_u8(vld1q_u8(p));
}

HLN_TARGET static inline block block_from(uint64_t low, uint64_t high)
{
	return vcombine_u64(vcreate_u64(low), vcreate_u64(high));
}

HLN_TARGET static inline block block_xor(block a, block b)
{
	return veorq_u64(a, b);
}

/*
 * Assembly, because clang hides the intrinsics unless all of the file is
 * built for them.
 */
HLN_TARGET static inline block block_low_times(block x, block y)
{
	block product;

	__asm__("pmull %0.1q, %1.1d, %2.1d" : "=w"(product) : "w"(x), "w"(y));
	return product;
}

HLN_TARGET static inline block block_high_times(block x, block y)
{
	block product;

	__asm__("pmull2 %0.1q, %1.2d, %2.2d" : "=w"(product) : "w"(x), "w"(y));
	return product;
}

HLN_TARGET static inline block block_shift(block *x, size_t n,
					   const uint8_t *p)
{
	uint8x16_t bytes = vreinterpretq_u8_u64(*x);
	uint8x16_t rest = vqtbx1q_u8(vld1q_u8(p + n - 16), bytes,
				     vld1q_u8(crc_window + 16 + n));

	*x = vreinterpretq_u64_u8(rest);
	return vreinterpretq_u64_u8(
		vqtbl1q_u8(bytes, vld1q_u8(crc_window + n)));
}

HLN_TARGET static inline uint64_t block_low(block x)
{
	return vgetq_lane_u64(x, 0);
}

HLN_TARGET static inline uint64_t block_high(block x)
{
	return vgetq_lane_u64(x, 1);
}

enum { WIDE_BY = 0, WIDE_BYTES = 16 };
typedef block wide;

HLN_TARGET static inline wide wide_load(const uint8_t *p)
{
	return block_load(p);
}

HLN_TARGET static inline wide wide_start(block first, const uint8_t *p)
{
	return block_xor(block_load(p), first);
}

HLN_TARGET static inline wide wide_key(const uint64_t k[2])
{
	return vld1q_u64(k);
}

HLN_TARGET static inline wide wide_fold(wide x, wide key, wide next)
{
	return block_xor(block_xor(block_low_times(x, key), next),
			 block_high_times(x, key));
}

HLN_TARGET static inline block wide_narrow(const struct crc_constants *c,
					   wide x)
{
	(void)c;
	return x;
}

HLN_TARGET static inline block block_fold(block x, const uint64_t k[2],
					  block next)
{
	return wide_fold(x, wide_key(k), next);
}

#include "crc_fold.h"

const struct hln_isa hln_isa_pmull = {
	.name = "pmull",
	.id = HASHLANE_ISA_NEON,
	.needs = HLN_CPU_NEON | HLN_CPU_ARM_PMULL,
	.crc32 = crc32_pmull,
	.crc32c = crc32c_pmull,
	.crc64nvme = crc64nvme_pmull,
};
#endif
