/* SPDX-License-Identifier: MIT */
/* crc.h - the constants of each reflected CRC, for hln_work.solo. */
#ifndef HLN_CRC_H
#define HLN_CRC_H

#include "../lane/kernel.h"

/* The register starts as all ones and is inverted at the end. */
struct hln_crc {
	uint32_t digest_bytes;
	hln_crc_fn *(*kernel)(uint32_t cpu);
	uint64_t polynomial; /* reflected, as wide as the register */
};

extern const struct hln_crc hln_crc32, hln_crc32c, hln_crc64nvme;

#endif
