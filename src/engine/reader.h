/* SPDX-License-Identifier: MIT */
/* reader.h - one worker: reads one file after the other and hashes it. */
#ifndef HLN_READER_H
#define HLN_READER_H

#include "../hash/hasher.h"

/* What one thread needs; reused from file to file. */
struct hln_reader {
	struct hln_hasher hasher;
	uint8_t *buffer;
	void *memory; /* holds the buffer and the states */
};

/* HASHLANE_OK or HASHLANE_NO_MEMORY. */
int32_t hln_reader_create(struct hln_reader *reader, const struct hln_set *set,
			  uint32_t cpu);
void hln_reader_destroy(struct hln_reader *reader);

/*
 * Hash one file. *result and the row of digests are always written, the row
 * with zeros where a digest does not exist.
 */
void hln_reader_hash(struct hln_reader *reader, const char *path,
		     struct hashlane_file_result *result, uint8_t *digests);

#endif
