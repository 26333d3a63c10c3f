/* SPDX-License-Identifier: MIT */
/* results_load.h - a results block from bytes that may be damaged. */
#ifndef HLN_RESULTS_LOAD_H
#define HLN_RESULTS_LOAD_H

#include "../../include/hashlane.h"

/* What is wrong with a block, and at which of its bytes. */
struct hln_results_load_fault {
	size_t offset;
	const char *text;
};

/*
 * Copy the block that data begins with and check all of it; columns of kinds
 * that this version does not know are left out of its directory. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, or HASHLANE_FORMAT with *fault set.
 */
int32_t hln_results_load(const struct hashlane_results **out,
			 struct hln_results_load_fault *fault,
			 const void *data, size_t data_bytes);

#endif
