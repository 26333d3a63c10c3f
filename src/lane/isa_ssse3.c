/* SPDX-License-Identifier: MIT */
/* isa_ssse3.c - lane kernels that gain from byte shuffles: big-endian words. */
#include "../../include/hashlane.h"
#include "cpu.h"
#include "solo_kernels.h"

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("ssse3"))), \
			     apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("ssse3")
#endif

#define HLN_ISA        ssse3
#define HLN_SIMD_BYTES 16
#define HLN_SSSE3
#include "loader_sse2.h"

#define HLN_LANES   4
#define HLN_VECTORS 1
#include "vector.h"

#include "sha1_lanes.h"
#include "sha256_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   2
#define HLN_VECTORS 1
#include "vector.h"

#include "sha512_lanes.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif

static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x4_ssse3, 4, 0, 1222 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x4_ssse3, 4, 0, 2695 },
	{ 0 },
};

static const struct hln_kernel sha512_kernels[] = {
	{ sha512_blocks_x2_ssse3, 2, 0, 3359 },
	{ 0 },
};

const struct hln_isa hln_isa_ssse3 = {
	.name = "ssse3",
	.id = HASHLANE_ISA_SSSE3,
	.needs = HLN_CPU_SSE2 | HLN_CPU_SSSE3,
	.kernels = {
		[HLN_CORE_SHA1] = sha1_kernels,
		[HLN_CORE_SHA256] = sha256_kernels,
		[HLN_CORE_SHA512] = sha512_kernels,
	},
	.hex = hln_hex_ssse3,
	.utf8_copy = hln_utf8_copy_ssse3,
	.utf8_check = hln_utf8_check_ssse3,
	.utf16_narrow = hln_utf8_narrow_ssse3,
};
#endif
