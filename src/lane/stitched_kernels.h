/* SPDX-License-Identifier: MIT */
/*
 * stitched_kernels.h - several serial cores over the blocks of one message.
 *
 * One stream of MD5 or MD4 waits for its own last step most of the time. A
 * stitched kernel fills that time with the other cores of the same stream:
 * all of them take about as long as the slowest alone.
 */
#ifndef HLN_STITCHED_KERNELS_H
#define HLN_STITCHED_KERNELS_H

#include "kernel.h"

/* MD4, MD5, SHA1 and SHA256, the first of enum hln_core; blocks of 64. */
enum { HLN_STITCHED_CORES = HLN_CORE_SHA256 + 1 };

/*
 * Advance each core by `blocks` whole blocks. states[core] is a state of one
 * lane, as kernel.h has it; unused where the kernel lacks the core. No state
 * may overlap another.
 */
typedef void hln_stitched_fn(void *const states[HLN_STITCHED_CORES],
			     const uint8_t *data, size_t blocks);

struct hln_stitched {
	hln_stitched_fn *blocks;
	uint32_t cores; /* a bit 1 << HLN_CORE_* for each */
	uint32_t needs; /* HLN_CPU_*, all required */
};

/* Every one of this build, those of more cores first; ends with a NULL. */
extern const struct hln_stitched hln_stitched_kernels[];

/* The one that takes most of these cores under these features, or NULL. */
const struct hln_stitched *hln_stitched_for(uint32_t cores, uint32_t cpu);

#if defined(__x86_64__)
hln_stitched_fn hln_stitched_md5_md4_sha1_sha256, hln_stitched_md5_md4_sha1,
	hln_stitched_md5_md4_sha256, hln_stitched_md5_sha1_sha256,
	hln_stitched_md4_sha1_sha256, hln_stitched_md5_sha1,
	hln_stitched_md5_sha256, hln_stitched_md4_sha1,
	hln_stitched_md4_sha256, hln_stitched_sha1_sha256;
#endif

#endif
