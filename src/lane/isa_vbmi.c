/* SPDX-License-Identifier: MIT */
/* isa_vbmi.c - what AVX-512 VBMI adds to AVX-512: Tiger's look-ups. */
#include "../../include/hashlane.h"
#include "cpu.h"
#include "solo_kernels.h"

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(                                              \
	__attribute__((                                                    \
		target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi"))), \
	apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")
#endif

#define HLN_ISA        vbmi
#define HLN_LANES      64
#define HLN_VECTORS    8
#define HLN_SIMD_BYTES 64
#include "loader_avx512.h"
#include "vector.h"

#include "tiger_sboxes.h"
#include "tiger_vbmi.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif

static const struct hln_kernel tiger_kernels[] = {
	{ tiger_blocks_x64_vbmi, 64, 0, 21200 },
	{ 0 },
};

const struct hln_isa hln_isa_vbmi = {
	.name = "vbmi",
	.id = HASHLANE_ISA_AVX512,
	.needs = HLN_CPU_AVX512 | HLN_CPU_VBMI,
	.kernels = {
		[HLN_CORE_TIGER] = tiger_kernels,
	},
	.hex = hln_hex_vbmi,
	.utf8_copy = hln_utf8_copy_vbmi,
	.utf8_check = hln_utf8_check_vbmi,
};
#endif
