/* SPDX-License-Identifier: MIT */
/* sfv.h - what the lines of a list of SFV have. */
#ifndef HLN_SFV_H
#define HLN_SFV_H

#include <stdint.h>

struct hln_sfv {
	uint64_t lines;  /* seen by the vote */
	uint64_t quoted; /* with a name in quotes */
	uint64_t zeros;  /* with a digest that begins with a zero */
};

#endif
