/* SPDX-License-Identifier: MIT */
/* load.h - results blocks from bytes that may be damaged. */
#ifndef HLN_LOAD_H
#define HLN_LOAD_H

#include "segment.h"

/* What is wrong with a block, and at which of its bytes. */
struct hln_block_fault {
	size_t offset;
	const char *text;
};

/*
 * Copy the block that data begins with and check all of it; columns of kinds
 * that this version does not know are left out of its directory. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, or HASHLANE_FORMAT with *fault set.
 */
int32_t hln_results_load(const struct hashlane_results **out,
			 struct hln_block_fault *fault, const void *data,
			 size_t data_bytes);

#endif
