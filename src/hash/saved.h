/* SPDX-License-Identifier: MIT */
/*
 * saved.h - the states of a stream as bytes, to go on with it another day.
 *
 * They are as they lie in memory: for the same library on the same kind of
 * machine only, which others refuse. A checksum finds damage, and counters
 * are checked, so that no bytes whatever lead out of the memory; who forges
 * them can forge digests as well.
 */
#ifndef HLN_SAVED_H
#define HLN_SAVED_H

#include "hasher.h"

/*
 * Of any change to what a state holds or means: raise it, as the states of
 * other libraries are told by it alone.
 */
enum { HLN_SAVED_VERSION = 1 };

/* How many bytes; 0: states of this set are not kept. */
size_t hln_saved_bytes(const struct hln_set *set);

/* Of a stream from its start that has not failed, and whose states were zero
 * before they were started. */
void hln_saved_write(uint8_t *out, const struct hln_hasher *hasher);

/*
 * Go on from there: a stream of the same set and size that was just started,
 * and stays so where the result is false.
 */
bool hln_saved_read(struct hln_hasher *hasher, const uint8_t *saved,
		    size_t bytes);

#endif
