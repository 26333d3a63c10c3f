/* SPDX-License-Identifier: MIT */
/* hashdeep_piece.h - names of pieces as hashdeep -p writes them. */
#ifndef HLN_HASHDEEP_PIECE_H
#define HLN_HASHDEEP_PIECE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where " offset FIRST-LAST" begins in a name that ends so; else `bytes`. */
size_t hln_hashdeep_piece_find(const char *name, size_t bytes, uint64_t *first,
			       uint64_t *last);

/*
 * The same if the piece has that size: the bytes of the name in front of it.
 * 0: it is no piece.
 */
size_t hln_hashdeep_piece_find_sized(const char *name, size_t bytes,
				     uint64_t size, uint64_t *first);

/* Is the line "SIZE,...,NAME" that of a piece with this size? */
bool hln_hashdeep_piece_is_line(const char *text, size_t bytes);

#endif
