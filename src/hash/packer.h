/* SPDX-License-Identifier: MIT */
/*
 * packer.h - the fields of a state as bytes that every machine reads, written
 * and read by one list of them: numbers are little-endian, nothing is padded.
 */
#ifndef HLN_PACKER_H
#define HLN_PACKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hln_packing {
	HLN_PACK_COUNT, /* the bytes are only counted */
	HLN_PACK_WRITE,
	HLN_PACK_READ
};

struct hln_packer {
	enum hln_packing packing;
	uint8_t *to;         /* WRITE: the next byte; there is room */
	const uint8_t *from; /* READ: the next byte */
	size_t left;         /* READ: bytes at from */
	size_t bytes;        /* counted, written or read */
	/*
	 * READ: HASHLANE_FORMAT once the bytes are no such state, or
	 * HASHLANE_NO_MEMORY; what is read from then on is zero.
	 */
	int32_t status;
};

void hln_packer_bytes(struct hln_packer *packer, void *data, size_t bytes);
void hln_packer_u32(struct hln_packer *packer, uint32_t *value);
void hln_packer_u64(struct hln_packer *packer, uint64_t *value);

/* When reading: FORMAT unless it holds. */
void hln_packer_expect(struct hln_packer *packer, bool holds);

/* Are so many bytes left to read? FORMAT if not. Otherwise true. */
bool hln_packer_has(struct hln_packer *packer, uint64_t count,
		    size_t each_bytes);

#endif
