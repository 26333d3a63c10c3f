/* SPDX-License-Identifier: MIT */
/* isa_sse2.c - lane kernels in registers of 16 bytes. */
#include "../../include/hashlane.h"
#include "cpu.h"
#include "solo_kernels.h"

#if defined(__x86_64__)
#define HLN_ISA        sse2
#define HLN_SIMD_BYTES 16
#include "loader_sse2.h"

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

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   12
#define HLN_VECTORS 3
#include "vector.h"

#include "md5_lanes.h"

#undef HLN_LANES
#undef HLN_VECTORS
#define HLN_LANES   2
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

static const struct hln_kernel md4_kernels[] = {
	{ md4_blocks_x4_sse2, 4, 0, 761 },
	{ md4_blocks_x8_sse2, 8, 0, 957 },
	{ 0 },
};

static const struct hln_kernel md5_kernels[] = {
	{ md5_blocks_x4_sse2, 4, 0, 1097 },
	{ md5_blocks_x8_sse2, 8, 0, 1368 },
	{ md5_blocks_x12_sse2, 12, 0, 1694 },
	{ 0 },
};

static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x4_sse2, 4, 0, 1297 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x4_sse2, 4, 0, 2760 },
	{ 0 },
};

static const struct hln_kernel sha512_kernels[] = {
	{ sha512_blocks_x2_sse2, 2, 0, 3464 },
	{ 0 },
};

static const struct hln_kernel blake2b_kernels[] = {
	{ blake2b_blocks_x2_sse2, 2, 0, 2210 },
	{ 0 },
};

static const struct hln_kernel keccak_kernels[] = {
	{ keccak_blocks_x2_sse2, 2, 0, 3973 },
	{ 0 },
};

static const struct hln_kernel blake2s_kernels[] = {
	{ blake2s_blocks_x1_sse2, 1, 0, 960 },
	{ blake2s_blocks_x4_sse2, 4, 0, 1705 },
	{ 0 },
};

static const struct hln_kernel blake3_kernels[] = {
	{ blake3_blocks_x1_sse2, 1, 0, 668 },
	{ blake3_blocks_x4_sse2, 4, 0, 1212 },
	{ 0 },
};

const struct hln_isa hln_isa_sse2 = {
	.name = "sse2",
	.id = HASHLANE_ISA_SSE2,
	.needs = HLN_CPU_SSE2,
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
	.xxh3 = hln_xxh3_sse2,
};
#endif
