/* SPDX-License-Identifier: MIT */
/* equal_messages.h - messages of one size that lie one after the other. */
#ifndef HLN_EQUAL_MESSAGES_H
#define HLN_EQUAL_MESSAGES_H

#include "md.h"

/*
 * Digest `count` messages of message_bytes each; their digests lie one after
 * the other, too. If prefix >= 0, every message starts with that byte. cpu:
 * HLN_CPU_* that may be used.
 */
void hln_equal_messages_digest(const struct hln_md *md, uint32_t cpu,
			       int prefix, uint8_t *digests,
			       const uint8_t *data, size_t message_bytes,
			       size_t count);

#endif
