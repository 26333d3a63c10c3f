/* SPDX-License-Identifier: MIT */
/* crc_vpclmul_avx2.c - the CRCs on vectors of 32 bytes. */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "cpu.h"
#include "crc_constants.h"

#if defined(__x86_64__)
#define HLN_TARGET        __attribute__((target("pclmul,vpclmulqdq,avx2")))
#define HLN_CRC_NAME(crc) crc##_vpclmul_avx2
#include "crc_block_x86.h"

enum { WIDE_BY = 1, WIDE_BYTES = 32 };
typedef __m256i wide;

HLN_TARGET static inline wide wide_load(const uint8_t *p)
{
	return _mm256_loadu_si256((const void *)p);
}

HLN_TARGET static inline wide wide_start(block first, const uint8_t *p)
{
	return _mm256_xor_si256(wide_load(p), _mm256_zextsi128_si256(first));
}

HLN_TARGET static inline wide wide_key(const uint64_t k[2])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)k));
}

HLN_TARGET static inline wide wide_fold(wide x, wide key, wide next)
{
	wide low = _mm256_clmulepi64_epi128(x, key, 0x00);
	wide high = _mm256_clmulepi64_epi128(x, key, 0x11);

	return _mm256_xor_si256(_mm256_xor_si256(low, next), high);
}

HLN_TARGET static inline block wide_narrow(const struct crc_constants *c,
					   wide x)
{
	return block_fold(_mm256_castsi256_si128(x), c->by[0],
			  _mm256_extracti128_si256(x, 1));
}

#include "crc_fold.h"

const struct hln_isa hln_isa_vpclmul_avx2 = {
	.name = "vpclmul",
	.id = HASHLANE_ISA_AVX2,
	.needs = HLN_CPU_AVX2 | HLN_CPU_PCLMUL | HLN_CPU_VPCLMUL,
	.crc32 = crc32_vpclmul_avx2,
	.crc32c = crc32c_vpclmul_avx2,
	.crc64nvme = crc64nvme_vpclmul_avx2,
};
#endif
