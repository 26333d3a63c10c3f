/* SPDX-License-Identifier: MIT */
/* tiger_sboxes.h - the four S-boxes of Tiger. */
#ifndef HLN_TIGER_SBOXES_H
#define HLN_TIGER_SBOXES_H

#include <stdint.h>

extern const uint64_t hln_tiger_sboxes[4][256];

/*
 * The same for look-ups of bytes: byte k of word 64 n + i of a box is at
 * [k][box][n][i]. The upper half, n >= 2, is stored as its difference from
 * the lower.
 */
extern const uint8_t hln_tiger_bytes[8][4][4][64];

#endif
