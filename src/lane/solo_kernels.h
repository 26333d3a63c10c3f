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

#if defined(__x86_64__)
hln_xxh3_fn hln_xxh3_sse2, hln_xxh3_avx2, hln_xxh3_avx512;
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
hln_xxh3_fn hln_xxh3_neon;
#endif

#endif
