/* SPDX-License-Identifier: MIT */
/*
 * hash_descriptor.h - hash what an open descriptor gives: a regular file from
 * its position on, or a stream that can only be read once.
 */
#ifndef CLI_HASH_DESCRIPTOR_H
#define CLI_HASH_DESCRIPTOR_H

#include "sum.h"

/*
 * Set what the item says of the content: status, size and digests, which are
 * written as a row of the set to `digests`. Returns the errno of what failed,
 * or 0.
 */
int hash_descriptor(struct item *item, uint8_t *digests,
		    const struct algorithm_set *set, int32_t isa, int fd,
		    const struct cli *cli);

#endif
