/* SPDX-License-Identifier: MIT */
/* reader.h - one file hashed on the caller's thread. */
#ifndef HLN_READER_H
#define HLN_READER_H

#include "../hash/hasher.h"

/*
 * Hash one file. Once it was tried, *result and the row of digests are
 * written, the row with zeros where a digest does not exist. HASHLANE_OK, or
 * HASHLANE_NO_MEMORY before that.
 */
int32_t hln_reader_hash(struct hashlane_file_result *result, uint8_t *digests,
			const struct hln_set *set, uint32_t cpu,
			const char *path);

#endif
