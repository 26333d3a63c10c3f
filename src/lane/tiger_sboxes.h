/* SPDX-License-Identifier: MIT */
/* tiger_sboxes.h - the four S-boxes of Tiger. */
#ifndef HLN_TIGER_SBOXES_H
#define HLN_TIGER_SBOXES_H

#include <stdint.h>

extern const uint64_t hln_tiger_sboxes[4][256];

#endif
