/* SPDX-License-Identifier: MIT */
/*
 * isa_sha_ni.c - SHA-1 and SHA-256 by the SHA extensions of x86, one to four
 * messages interleaved: an instruction's latency is its throughput's multiple,
 * so that a second message is nearly free.
 */
#include "../../include/hashlane.h"
#include "cpu.h"

/* Not i386: its compilers' immintrin.h wants -msse2 of the whole build. */
#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("sha,sse4.1"))), \
			     apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("sha,sse4.1")
#endif

#include <immintrin.h>
#include <string.h>

#define HLN_STREAMS 1
#include "sha_ni.h"
#define HLN_STREAMS 2
#include "sha_ni.h"
#define HLN_STREAMS 3
#include "sha_ni.h"
#define HLN_STREAMS 4
#include "sha_ni.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif

static const struct hln_kernel sha1_kernels[] = {
	{ sha1_blocks_x1_sha_ni, 1, 0, 332 },
	{ sha1_blocks_x2_sha_ni, 2, 0, 378 },
	{ sha1_blocks_x3_sha_ni, 3, 0, 449 },
	{ sha1_blocks_x4_sha_ni, 4, 0, 622 },
	{ 0 },
};

static const struct hln_kernel sha256_kernels[] = {
	{ sha256_blocks_x1_sha_ni, 1, 0, 350 },
	{ sha256_blocks_x2_sha_ni, 2, 0, 379 },
	{ sha256_blocks_x3_sha_ni, 3, 0, 524 },
	{ sha256_blocks_x4_sha_ni, 4, 0, 696 },
	{ 0 },
};

const struct hln_isa hln_isa_sha_ni = {
	.name = "sha-ni",
	.id = HASHLANE_ISA_SSSE3,
	.needs = HLN_CPU_SSSE3 | HLN_CPU_SSE41 | HLN_CPU_SHA_NI,
	.kernels = {
		[HLN_CORE_SHA1] = sha1_kernels,
		[HLN_CORE_SHA256] = sha256_kernels,
	},
};
#else
/* ISO C wants something here. */
typedef int hln_no_sha_ni;
#endif
