/* SPDX-License-Identifier: MIT */
/* isa_avx512.c - lane kernels in registers of 64 and 32 bytes. */
#include "../../include/hashlane.h"
#include "cpu.h"
#include "solo_kernels.h"

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(                                            \
	__attribute__((                                                  \
		target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2"))), \
	apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2")
#endif

#define HLN_ISA        avx512
#define HLN_SIMD_BYTES 64
#include "loader_avx512.h"

#define HLN_LANES   8
#define HLN_VECTORS 1
#include "vector.h"

#include "blake2b_lanes.h"
#include "blake2s_lanes.h"
#include "blake3_lanes.h"
#include "keccak_lanes.h"
#include "md4_lanes.h"
#include "md5_lanes.h"
#include "sha1_lanes.h"
#include "sha256_lanes.h"
#include "sha512_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   16
#define HLN_VECTORS 2
#include "vector.h"

#include "md4_lanes.h"
#include "md5_lanes.h"

/*
 * One vector, where the words then fit the registers: half the instructions,
 * and no spills. On four busy CPUs of Zen 4 together SHA-1 gains a third,
 * BLAKE2s and BLAKE3 5 to 20 %; alone SHA-1 loses 5 %, the others nothing.
 */
#undef HLN_ISA
#undef HLN_VECTORS
#define HLN_ISA     avx512_wide
#define HLN_VECTORS 1
#include "vector.h"

#include "blake2s_lanes.h"
#include "blake3_lanes.h"
#include "sha1_lanes.h"
#include "sha256_lanes.h"

#undef HLN_ISA
#define HLN_ISA avx512

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   32
#define HLN_VECTORS 4
#include "vector.h"

#include "md4_lanes.h"
#include "md5_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   64
#define HLN_VECTORS 4
#include "vector.h"

#include "md4_lanes.h"
#include "md5_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   4
#define HLN_VECTORS 1
#include "vector.h"

#include "blake2b_lanes.h"
#include "keccak_lanes.h"
#include "sha512_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   1
#define HLN_VECTORS 1
#include "vector.h"

#include "blake32_rows.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif

static const struct hln_kernel md4_kernels[] = {
	{ md4_blocks_x8_avx512, 8, 0, 698 },
	{ md4_blocks_x16_avx512, 16, 0, 792 },
	{ md4_blocks_x32_avx512, 32, 0, 1117 },
	{ md4_blocks_x64_avx512, 64, 0, 2087 },
	{ 0 },
};

static const struct hln_kernel md5_kernels[] = {
	{ md5_blocks_x8_avx512, 8, 0, 1144 },
	{ md5_blocks_x16_avx512, 16, 0, 1283 },
	{ md5_blocks_x32_avx512, 32, 0, 1711 },
	{ md5_blocks_x64_avx512, 64, 0, 3091 },
	{ 0 },
};

static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x8_avx512, 8, 0, 832 },
	{ sha1_blocks_x16_avx512_wide, 16, 0, 1426 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x8_avx512, 8, 0, 1556 },
	{ sha256_blocks_x16_avx512_wide, 16, 0, 2784 },
	{ 0 },
};

static const struct hln_kernel sha512_kernels[] = {
	{ sha512_blocks_x4_avx512, 4, 0, 1945 },
	{ sha512_blocks_x8_avx512, 8, 0, 3647 },
	{ 0 },
};

static const struct hln_kernel blake2b_kernels[] = {
	{ blake2b_blocks_x4_avx512, 4, 0, 1646 },
	{ blake2b_blocks_x8_avx512, 8, 0, 2432 },
	{ 0 },
};

static const struct hln_kernel keccak_kernels[] = {
	{ keccak_blocks_x4_avx512, 4, 0, 2301 },
	{ keccak_blocks_x8_avx512, 8, 0, 4180 },
	{ 0 },
};

static const struct hln_kernel blake2s_kernels[] = {
	{ blake2s_blocks_x1_avx512, 1, 0, 890 },
	{ blake2s_blocks_x8_avx512, 8, 0, 1315 },
	{ blake2s_blocks_x16_avx512_wide, 16, 0, 2022 },
	{ 0 },
};

static const struct hln_kernel blake3_kernels[] = {
	{ blake3_blocks_x1_avx512, 1, 0, 623 },
	{ blake3_blocks_x8_avx512, 8, 0, 954 },
	{ blake3_blocks_x16_avx512_wide, 16, 0, 1431 },
	{ 0 },
};

const struct hln_isa hln_isa_avx512 = {
	.name = "avx512",
	.id = HASHLANE_ISA_AVX512,
	.needs = HLN_CPU_AVX2 | HLN_CPU_AVX512,
	.kernels = {
		[HLN_CORE_MD4] = md4_kernels,
		[HLN_CORE_MD5] = md5_kernels,
		[HLN_CORE_SHA1] = sha1_kernels,
		[HLN_CORE_SHA256] = sha256_kernels,
		[HLN_CORE_SHA512] = sha512_kernels,
		[HLN_CORE_BLAKE2B] = blake2b_kernels,
		[HLN_CORE_KECCAK] = keccak_kernels,
		[HLN_CORE_BLAKE2S] = blake2s_kernels,
		[HLN_CORE_BLAKE3] = blake3_kernels,
	},
	.xxh3 = hln_xxh3_avx512,
	.hex = hln_hex_avx512,
	.utf8_copy = hln_utf8_copy_avx512,
	.utf8_check = hln_utf8_check_avx512,
	.utf16_narrow = hln_utf8_narrow_avx512,
};
#endif
