/* SPDX-License-Identifier: MIT */
/* many.h - one algorithm over many messages in memory. */
#ifndef HLN_MANY_H
#define HLN_MANY_H

#include "hasher.h"
#include "lanes.h"

/*
 * Digest `count` messages under a set of one algorithm; a digest that does
 * not exist becomes zeros. HASHLANE_OK or HASHLANE_NO_MEMORY.
 */
int32_t hln_many_digest(const struct hln_set *set, uint32_t cpu,
			const struct hln_message_source *source, size_t count);

#endif
