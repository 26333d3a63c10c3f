/* SPDX-License-Identifier: MIT */
/*
 * solo_kernels.h - the kernels that take one message, by instruction set;
 * what each needs stands where the sets list it.
 */
#ifndef HLN_SOLO_KERNELS_H
#define HLN_SOLO_KERNELS_H

#include "kernel.h"

hln_crc_fn hln_crc32_scalar, hln_crc32c_scalar, hln_crc64nvme_scalar;
hln_xxh3_fn hln_xxh3_scalar;
hln_hex_fn hln_hex_scalar;
hln_utf8_copy_fn hln_utf8_copy_scalar;
hln_utf8_check_fn hln_utf8_check_scalar;
hln_utf8_narrow_fn hln_utf8_narrow_scalar;

#if defined(__x86_64__)
hln_xxh3_fn hln_xxh3_sse2, hln_xxh3_avx2, hln_xxh3_avx512;
hln_hex_fn hln_hex_ssse3, hln_hex_avx2, hln_hex_avx512, hln_hex_vbmi;
hln_utf8_copy_fn hln_utf8_copy_ssse3, hln_utf8_copy_avx2, hln_utf8_copy_avx512,
	hln_utf8_copy_vbmi;
hln_utf8_check_fn hln_utf8_check_ssse3, hln_utf8_check_avx2,
	hln_utf8_check_avx512, hln_utf8_check_vbmi;
hln_utf8_narrow_fn hln_utf8_narrow_ssse3, hln_utf8_narrow_avx512;
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
hln_xxh3_fn hln_xxh3_neon;
hln_hex_fn hln_hex_neon;
hln_utf8_copy_fn hln_utf8_copy_neon;
hln_utf8_check_fn hln_utf8_check_neon;
hln_utf8_narrow_fn hln_utf8_narrow_neon;
#endif

#endif
