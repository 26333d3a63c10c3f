/* SPDX-License-Identifier: MIT */
/*
 * interleaved_kernels.h - several serial cores over the blocks of one message.
 *
 * One stream of MD5 or MD4 waits for its own last step most of the time. A
 * interleaved kernel fills that time with the other cores of the same stream:
 * all of them take about as long as the slowest alone.
 */
#ifndef HLN_INTERLEAVED_KERNELS_H
#define HLN_INTERLEAVED_KERNELS_H

#include "kernel.h"

/* MD4, MD5, SHA1 and SHA256, the first of enum hln_core; blocks of 64. */
enum { HLN_INTERLEAVED_CORES = HLN_CORE_SHA256 + 1 };

/*
 * Advance each core by `blocks` whole blocks. states[core] is a state of one
 * lane, as kernel.h has it; unused where the kernel lacks the core. No state
 * may overlap another.
 */
typedef void hln_interleaved_fn(void *const states[HLN_INTERLEAVED_CORES],
				const uint8_t *data, size_t blocks);

struct hln_interleaved {
	hln_interleaved_fn *blocks;
	uint32_t cores; /* a bit 1 << HLN_CORE_* for each */
	uint32_t needs; /* HLN_CPU_*, all required */
};

/* Every one of this build, those of more cores first; ends with a NULL. */
extern const struct hln_interleaved hln_interleaved_kernels[];

/* The one that takes most of these cores under these features, or NULL. */
const struct hln_interleaved *hln_interleaved_for(uint32_t cores,
						  uint32_t cpu);

#if defined(__x86_64__)
hln_interleaved_fn hln_interleaved_md5_md4_sha1_sha256,
	hln_interleaved_md5_md4_sha1, hln_interleaved_md5_md4_sha256,
	hln_interleaved_md5_sha1_sha256, hln_interleaved_md4_sha1_sha256,
	hln_interleaved_md5_sha1, hln_interleaved_md5_sha256,
	hln_interleaved_md4_sha1, hln_interleaved_md4_sha256,
	hln_interleaved_sha1_sha256;
#endif

#endif
