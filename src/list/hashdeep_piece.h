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

/*
 * The files of which more pieces are expected. hashdeep reads some files at a
 * time, and writes the pieces of each from its first byte to its last.
 */
enum { HLN_HASHDEEP_OPEN = 64 };

struct hln_hashdeep_pieces {
	struct {
		uint64_t file; /* a hash of its name */
		uint64_t next; /* the first byte of its next piece; 0: none */
	} open[HLN_HASHDEEP_OPEN];
	size_t oldest;
	uint64_t longest; /* bytes of the longest piece */
};

uint64_t hln_hashdeep_piece_file(const char *name, size_t bytes);

/* A piece begins there: is it the next one of its file? Then it is taken. */
bool hln_hashdeep_piece_take(struct hln_hashdeep_pieces *pieces, uint64_t file,
			     uint64_t first);

/* Another piece of the file begins at `next`. */
void hln_hashdeep_piece_expect(struct hln_hashdeep_pieces *pieces,
			       uint64_t file, uint64_t next);

/*
 * Is the line that of the piece of a file that begins at `first`? In front of
 * the name are `columns` columns.
 */
bool hln_hashdeep_piece_is_next(const char *text, size_t bytes, size_t columns,
				const char *name, size_t name_bytes,
				uint64_t first);

/* Is the line "SIZE,...,NAME" that of a piece with this size? */
bool hln_hashdeep_piece_is_line(const char *text, size_t bytes);

#endif
