/* SPDX-License-Identifier: MIT */
/* isa_scalar.c - every kernel in plain C, one message at a time. */
#include "../../include/hashlane.h"
#include "kernel.h"
#include "solo_kernels.h"

#define HLN_ISA   scalar
#define HLN_LANES 1
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

#include "tiger_sboxes.h"
#include "tiger_lanes.h"

#undef HLN_LANES
#define HLN_LANES 3
#include "tiger_lanes.h"

static const struct hln_kernel md4_kernels[] = {
	{ md4_blocks_x1_scalar, 1, 0, 523 },
	{ 0 },
};

static const struct hln_kernel md5_kernels[] = {
	{ md5_blocks_x1_scalar, 1, 0, 783 },
	{ 0 },
};

static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x1_scalar, 1, 0, 778 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x1_scalar, 1, 0, 1696 },
	{ 0 },
};

static const struct hln_kernel sha512_kernels[] = {
	{ sha512_blocks_x1_scalar, 1, 0, 2154 },
	{ 0 },
};

static const struct hln_kernel blake2b_kernels[] = {
	{ blake2b_blocks_x1_scalar, 1, 0, 1317 },
	{ 0 },
};

static const struct hln_kernel blake2s_kernels[] = {
	{ blake2s_blocks_x1_scalar, 1, 0, 1035 },
	{ 0 },
};

static const struct hln_kernel keccak_kernels[] = {
	{ keccak_blocks_x1_scalar, 1, 0, 3048 },
	{ 0 },
};

static const struct hln_kernel tiger_kernels[] = {
	{ tiger_blocks_x1_scalar, 1, 0, 887 },
	{ tiger_blocks_x3_scalar, 3, 0, 1630 },
	{ 0 },
};

static const struct hln_kernel blake3_kernels[] = {
	{ blake3_blocks_x1_scalar, 1, 0, 790 },
	{ 0 },
};

const struct hln_isa hln_isa_scalar = {
	.name = "scalar",
	.id = HASHLANE_ISA_SCALAR,
	.kernels = {
		[HLN_CORE_MD4] = md4_kernels,
		[HLN_CORE_MD5] = md5_kernels,
		[HLN_CORE_SHA1] = sha1_kernels,
		[HLN_CORE_SHA256] = sha256_kernels,
		[HLN_CORE_SHA512] = sha512_kernels,
		[HLN_CORE_BLAKE2B] = blake2b_kernels,
		[HLN_CORE_BLAKE2S] = blake2s_kernels,
		[HLN_CORE_KECCAK] = keccak_kernels,
		[HLN_CORE_TIGER] = tiger_kernels,
		[HLN_CORE_BLAKE3] = blake3_kernels,
	},
	.crc32 = hln_crc32_scalar,
	.crc32c = hln_crc32c_scalar,
	.crc64nvme = hln_crc64nvme_scalar,
	.xxh3 = hln_xxh3_scalar,
	.hex = hln_hex_scalar,
	.utf8_copy = hln_utf8_copy_scalar,
	.utf8_check = hln_utf8_check_scalar,
	.utf16_narrow = hln_utf8_narrow_scalar,
};
