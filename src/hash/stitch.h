/* SPDX-License-Identifier: MIT */
/*
 * stitch.h - the serial works of a set run together, block by block, where
 * there is a kernel for their cores.
 */
#ifndef HLN_STITCH_H
#define HLN_STITCH_H

#include "hasher.h"

/* Let work i of the set take part if it can; one a core does. */
void hln_stitch_offer(struct hln_set *set, size_t i);

/* The kernel for a set under these features, or NULL. */
const struct hln_stitched *hln_stitch_kernel(const struct hln_set *set,
					     uint32_t cpu);

/* Feed the works that hasher->stitched covers; the status is theirs. */
int32_t hln_stitch_update(struct hln_hasher *hasher, const uint8_t *data,
			  size_t bytes);

#endif
