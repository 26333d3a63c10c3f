/* SPDX-License-Identifier: MIT */
/*
 * utf8_tail.h - fewer than 16 bytes of text in a vector with zeros behind,
 * without a look at what is not the text's.
 */
#ifndef HLN_UTF8_TAIL_H
#define HLN_UTF8_TAIL_H

#include "../base/bytes.h"

/* A vector's last n bytes to its start, zeros behind: indices from 16 - n. */
static const uint8_t tail_indices[32] = {
	0,    1,    2,    3,    4,    5,    6,    7,    8,    9,    10,
	11,   12,   13,   14,   15,   0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
};

/* A text of fewer than 16 bytes, by loads that overlap. */
static inline void short_text(uint64_t words[2], const uint8_t *p,
			      size_t bytes)
{
	words[0] = 0;
	words[1] = 0;
	if (bytes >= 8) {
		unsigned surplus = 8 * (unsigned)(16 - bytes); /* 8..64 */

		words[0] = hln_load64_le(p);
		words[1] = hln_load64_le(p + bytes - 8) >> (surplus - 8) >> 8;
	} else if (bytes >= 4) {
		words[0] = hln_load32_le(p) |
			   (uint64_t)hln_load32_le(p + bytes - 4)
				   << 8 * (bytes - 4);
	} else if (bytes) {
		words[0] = p[0] | (uint64_t)p[bytes / 2] << 8 * (bytes / 2) |
			   (uint64_t)p[bytes - 1] << 8 * (bytes - 1);
	}
}

#endif
