/* SPDX-License-Identifier: MIT */
/* batch.h - many files on several threads, each worker a reader of its own. */
#ifndef HLN_BATCH_H
#define HLN_BATCH_H

#include "../hash/hasher.h"

struct hln_batch {
	const struct hln_set *set;
	uint32_t cpu;
	int32_t workers; /* as in hashlane_files_options */
	const char *const *paths;
	size_t path_count;
	struct hashlane_file_result *results;
	uint8_t *digests;
};

/*
 * Hash them all; row i is paths[i]. HASHLANE_OK, or HASHLANE_NO_MEMORY when
 * not even one worker can be had. Where threads or memory run short, fewer
 * workers do the same.
 */
int32_t hln_batch_run(const struct hln_batch *batch);

#endif
