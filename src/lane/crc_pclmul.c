/* SPDX-License-Identifier: MIT */
/* crc_pclmul.c - the CRCs on vectors of 16 bytes. */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "cpu.h"
#include "crc_constants.h"

#if defined(__x86_64__)
#define HLN_TARGET        __attribute__((target("pclmul,sse4.1")))
#define HLN_CRC_NAME(crc) crc##_pclmul
#include "crc_block_x86.h"

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
	return _mm_loadu_si128((const void *)k);
}

HLN_TARGET static inline wide wide_fold(wide x, wide key, wide next)
{
	wide low = _mm_clmulepi64_si128(x, key, 0x00);
	wide high = _mm_clmulepi64_si128(x, key, 0x11);

	return _mm_xor_si128(_mm_xor_si128(low, next), high);
}

HLN_TARGET static inline block wide_narrow(const struct crc_constants *c,
					   wide x)
{
	(void)c;
	return x;
}

#include "crc_fold.h"

const struct hln_isa hln_isa_pclmul = {
	.name = "pclmul",
	.id = HASHLANE_ISA_SSSE3,
	.needs = HLN_CPU_SSSE3 | HLN_CPU_SSE41 | HLN_CPU_PCLMUL,
	.crc32 = crc32_pclmul,
	.crc32c = crc32c_pclmul,
	.crc64nvme = crc64nvme_pclmul,
};
#endif
