/* SPDX-License-Identifier: MIT */
/*
 * isa_arm_sha.c - SHA-1, SHA-256 and SHA-512 by the SHA instructions of ARMv8
 * and ARMv8.2, one or two messages interleaved.
 */
#include "../../include/hashlane.h"
#include "cpu.h"

#if defined(__aarch64__) && !defined(__AARCH64EB__)
#include <arm_neon.h>

#if defined(__clang__)
#define SHA_TARGET    __attribute__((target("crypto")))
#define SHA512_TARGET __attribute__((target("sha3")))
#else
#define SHA_TARGET    __attribute__((target("+crypto")))
#define SHA512_TARGET __attribute__((target("arch=armv8.2-a+sha3")))
#endif

#define HLN_STREAMS 1
#include "arm_sha.h"
#define HLN_STREAMS 2
#include "arm_sha.h"

/*
 * The costs are estimates: no such machine was at hand. They place these
 * kernels before the NEON lanes and the scalar ones whatever the number of
 * messages.
 */
static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x1_arm_sha, 1, HLN_CPU_ARM_SHA1, 400 },
	{ sha1_blocks_x2_arm_sha, 2, HLN_CPU_ARM_SHA1, 500 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x1_arm_sha, 1, HLN_CPU_ARM_SHA2, 500 },
	{ sha256_blocks_x2_arm_sha, 2, HLN_CPU_ARM_SHA2, 620 },
	{ 0 },
};

static const struct hln_kernel sha512_kernels[] = {
	{ sha512_blocks_x1_arm_sha, 1, HLN_CPU_ARM_SHA512, 1400 },
	{ sha512_blocks_x2_arm_sha, 2, HLN_CPU_ARM_SHA512, 2000 },
	{ 0 },
};

const struct hln_isa hln_isa_arm_sha = {
	.name = "arm-sha",
	.id = HASHLANE_ISA_NEON,
	.needs = HLN_CPU_NEON,
	.kernels = {
		[HLN_CORE_SHA1] = sha1_kernels,
		[HLN_CORE_SHA256] = sha256_kernels,
		[HLN_CORE_SHA512] = sha512_kernels,
	},
};
#endif
