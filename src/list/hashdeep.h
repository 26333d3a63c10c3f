/* SPDX-License-Identifier: MIT */
/* hashdeep.h - lines of hashdeep that are those of pieces. */
#ifndef HLN_HASHDEEP_H
#define HLN_HASHDEEP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is this line like one that hashdeep -p writes: does it end in the place of a
 * piece that is as long as its size says?
 */
bool hln_hashdeep_is_piece(const char *text, size_t bytes);

#endif
