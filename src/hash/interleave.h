/* SPDX-License-Identifier: MIT */
/*
 * interleave.h - the serial works of a set run together, block by block, where
 * there is a kernel for their cores.
 */
#ifndef HLN_INTERLEAVE_H
#define HLN_INTERLEAVE_H

#include "hasher.h"

/* Let work i of the set take part if it can; one a core does. */
void hln_interleave_offer(struct hln_set *set, size_t i);

/* The kernel for a set under these features, or NULL. */
const struct hln_interleaved *hln_interleave_kernel(const struct hln_set *set,
						    uint32_t cpu);

/* Update the works that hasher->interleaved covers; the status is theirs. */
int32_t hln_interleave_update(struct hln_hasher *hasher, const uint8_t *data,
			      size_t bytes);

#endif
