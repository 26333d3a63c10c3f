/* SPDX-License-Identifier: MIT */
/*
 * saved.h - the states of a stream as bytes, to go on with it another day or
 * on another machine.
 *
 *	offset  bytes
 *	0       8       "HLNSAVED"
 *	8       4       HLN_SAVED_VERSION
 *	12      4       1: the size is known
 *	16      8       the size, or 0
 *	24      8       where the stream starts in a larger one
 *	32      8       bytes absorbed from there
 *	40      4       how many algorithms
 *	44      4       0
 *	48      16 each id (4), 0 (4), parameter in force (8)
 *	        ...     the states, each once, by hln_shape.pack
 *	end - 8 8       XXH64 of all before, as its digest is written
 *
 * Numbers are little-endian. The sum finds a change of any byte, and the fields
 * are checked as well, so that no bytes whatever lead out of the memory; forged
 * ones may give wrong digests.
 */
#ifndef HLN_SAVED_H
#define HLN_SAVED_H

#include "hasher.h"

/* Raised with each change of what is above, or of any hln_shape.pack. */
enum { HLN_SAVED_VERSION = 1 };

/* What stands before the states. */
struct hln_saved {
	bool size_known;
	uint64_t size_bytes;
	uint64_t offset;
	uint64_t bytes;
	size_t spec_count;
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	const uint8_t *states;
	size_t states_bytes;
};

/* The most bytes of any stream of a known size; 0: no stream of it is kept. */
size_t hln_saved_bytes_max(const struct hln_set *set);

/*
 * Write the states of a stream that has not failed. HASHLANE_OK with how many
 * bytes in *bytes; HASHLANE_BUFFER with how many are needed;
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_saved_write(uint8_t *out, size_t room, size_t *bytes,
			const struct hln_hasher *hasher);

/*
 * HASHLANE_OK, HASHLANE_FORMAT, or HASHLANE_UNSUPPORTED: whole, but of a
 * version or an algorithm that is not known here.
 */
int32_t hln_saved_open(struct hln_saved *saved, const uint8_t *from,
		       size_t bytes);

/*
 * Go on from there: a stream of the same set, size and offset that was just
 * started, and stays so unless the result is HASHLANE_OK. HASHLANE_FORMAT,
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_saved_read(struct hln_hasher *hasher,
		       const struct hln_saved *saved);

#endif
