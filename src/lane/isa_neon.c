/* SPDX-License-Identifier: MIT */
/* isa_neon.c - lane kernels in registers of 16 bytes. */
#include "../../include/hashlane.h"
#include "cpu.h"
#include "solo_kernels.h"

#if defined(__aarch64__) && !defined(__AARCH64EB__)
#define HLN_ISA        neon
#define HLN_SIMD_BYTES 16
#include "loader_neon.h"

#define HLN_LANES   4
#define HLN_VECTORS 1
#include "vector.h"

#include "blake2s_lanes.h"
#include "blake3_lanes.h"
#include "md4_lanes.h"
#include "md5_lanes.h"
#include "sha1_lanes.h"
#include "sha256_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   8
#define HLN_VECTORS 2
#include "vector.h"

#include "md4_lanes.h"
#include "md5_lanes.h"
#include "sha1_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   16
#define HLN_VECTORS 4
#include "vector.h"

#include "md4_lanes.h"
#include "md5_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   2
#define HLN_VECTORS 1
#include "vector.h"

#include "keccak_lanes.h"

static const struct hln_kernel md4_kernels[] = {
	{ md4_blocks_x4_neon, 4, 0, 700 },
	{ md4_blocks_x8_neon, 8, 0, 850 },
	{ md4_blocks_x16_neon, 16, 0, 1200 },
	{ 0 },
};

static const struct hln_kernel md5_kernels[] = {
	{ md5_blocks_x4_neon, 4, 0, 1100 },
	{ md5_blocks_x8_neon, 8, 0, 1250 },
	{ md5_blocks_x16_neon, 16, 0, 1800 },
	{ 0 },
};

static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x4_neon, 4, 0, 1250 },
	{ sha1_blocks_x8_neon, 8, 0, 2100 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x4_neon, 4, 0, 2700 },
	{ 0 },
};

static const struct hln_kernel keccak_kernels[] = {
	{ keccak_blocks_x2_neon, 2, 0, 5000 },
	{ 0 },
};

static const struct hln_kernel blake2s_kernels[] = {
	{ blake2s_blocks_x4_neon, 4, 0, 2600 },
	{ 0 },
};

static const struct hln_kernel blake3_kernels[] = {
	{ blake3_blocks_x4_neon, 4, 0, 1800 },
	{ 0 },
};

const struct hln_isa hln_isa_neon = {
	.name = "neon",
	.id = HASHLANE_ISA_NEON,
	.needs = HLN_CPU_NEON,
	.kernels = {
		[HLN_CORE_MD4] = md4_kernels,
		[HLN_CORE_MD5] = md5_kernels,
		[HLN_CORE_SHA1] = sha1_kernels,
		[HLN_CORE_SHA256] = sha256_kernels,
		[HLN_CORE_KECCAK] = keccak_kernels,
		[HLN_CORE_BLAKE2S] = blake2s_kernels,
		[HLN_CORE_BLAKE3] = blake3_kernels,
	},
	.xxh3 = hln_xxh3_neon,
	.hex = hln_hex_neon,
	.utf8_copy = hln_utf8_copy_neon,
	.utf8_check = hln_utf8_check_neon,
	.utf16_narrow = hln_utf8_narrow_neon,
};
#endif
