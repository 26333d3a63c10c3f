/* SPDX-License-Identifier: MIT */
/* crc_vpclmul_avx512.c - the CRCs on vectors of 64 bytes. */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "cpu.h"
#include "crc_constants.h"

#if defined(__x86_64__)
#define HLN_TARGET                                                  \
	__attribute__((target("pclmul,vpclmulqdq,avx512f,avx512bw," \
			      "avx512dq,avx512vl")))
#define HLN_CRC_NAME(crc) crc##_vpclmul_avx512
#include "crc_block_x86.h"

enum { WIDE_BY = 2, WIDE_BYTES = 64 };
typedef __m512i wide;

HLN_TARGET static inline wide wide_load(const uint8_t *p)
{
	return _mm512_loadu_si512(p);
}

HLN_TARGET static inline wide wide_start(block first, const uint8_t *p)
{
	return _mm512_xor_si512(wide_load(p), _mm512_zextsi128_si512(first));
}

HLN_TARGET static inline wide wide_key(const uint64_t k[2])
{
	return _mm512_broadcast_i64x2(_mm_loadu_si128((const void *)k));
}

HLN_TARGET static inline wide wide_fold(wide x, wide key, wide next)
{
	enum { XOR3 = 0x96 };

	return _mm512_ternarylogic_epi64(
		_mm512_clmulepi64_epi128(x, key, 0x00),
		_mm512_clmulepi64_epi128(x, key, 0x11), next, XOR3);
}

HLN_TARGET static inline block wide_narrow(const struct crc_constants *c,
					   wide x)
{
	enum { XOR3 = 0x96 };
	__m256i key = _mm256_broadcast_i64x2(
		_mm_loadu_si128((const void *)c->by[1]));
	__m256i low = _mm512_castsi512_si256(x);
	__m256i half = _mm256_ternarylogic_epi64(
		_mm256_clmulepi64_epi128(low, key, 0x00),
		_mm256_clmulepi64_epi128(low, key, 0x11),
		_mm512_extracti64x4_epi64(x, 1), XOR3);

	return block_fold(_mm256_castsi256_si128(half), c->by[0],
			  _mm256_extracti128_si256(half, 1));
}

#include "crc_fold.h"

const struct hln_isa hln_isa_vpclmul_avx512 = {
	.name = "vpclmul",
	.id = HASHLANE_ISA_AVX512,
	.needs = HLN_CPU_AVX512 | HLN_CPU_PCLMUL | HLN_CPU_VPCLMUL,
	.crc32 = crc32_vpclmul_avx512,
	.crc32c = crc32c_vpclmul_avx512,
	.crc64nvme = crc64nvme_vpclmul_avx512,
};
#endif
