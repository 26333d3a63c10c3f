/* SPDX-License-Identifier: MIT */
/* hashdeep_piece.c - names of pieces as hashdeep -p writes them. */
#include "hashdeep_piece.h"

#include <string.h>

static const char piece[] = " offset ";

enum { PIECE_BYTES = sizeof(piece) - 1 };

/* A decimal number that fills the text; false: it is none, or too large. */
static bool take_number(uint64_t *out, const char *text, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = 0; i < bytes; i++) {
		uint64_t digit = (uint64_t)(unsigned char)text[i] - '0';

		if (digit > 9 || n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return bytes;
}

/*
 * hashdeep -p writes " offset 512-1023" behind the name of a piece. Returns
 * where this begins in the name, or `bytes`.
 */
size_t hln_hashdeep_piece_find(const char *name, size_t bytes, uint64_t *first,
			       uint64_t *last)
{
	for (size_t at = bytes; at-- > 0;) {
		const char *digits = name + at + PIECE_BYTES, *dash;
		size_t rest;

		if (bytes - at <= PIECE_BYTES ||
		    memcmp(name + at, piece, PIECE_BYTES) != 0)
			continue;
		rest = bytes - at - PIECE_BYTES;
		dash = memchr(digits, '-', rest);
		if (!dash ||
		    !take_number(first, digits, (size_t)(dash - digits)) ||
		    !take_number(last, dash + 1,
				 rest - (size_t)(dash - digits) - 1))
			return bytes;
		return at;
	}
	return bytes;
}

/*
 * The bytes of a piece's name, without its place; 0: it is none. hashdeep -p
 * writes the size of the piece, and of an empty file one piece of 0 bytes, "0-0".
 */
size_t hln_hashdeep_piece_find_sized(const char *name, size_t bytes,
				     uint64_t size, uint64_t *first)
{
	uint64_t last, length;
	size_t at = hln_hashdeep_piece_find(name, bytes, first, &last);

	/* No file has 2^64 bytes: that number of bytes would be 0. */
	if (at == bytes || last < *first || last - *first == UINT64_MAX)
		return 0;
	length = size || last ? last - *first + 1 : 0;
	return length == size ? at : 0;
}

/* FNV-1a */
uint64_t hln_hashdeep_piece_file(const char *name, size_t bytes)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < bytes; i++)
		hash = (hash ^ (unsigned char)name[i]) * 1099511628211u;
	return hash;
}

bool hln_hashdeep_piece_take(struct hln_hashdeep_pieces *pieces, uint64_t file,
			     uint64_t first)
{
	if (!first)
		return true;
	for (size_t i = 0; i < HLN_HASHDEEP_OPEN; i++) {
		if (pieces->open[i].file != file ||
		    pieces->open[i].next != first)
			continue;
		pieces->open[i].next = 0;
		return true;
	}
	return false;
}

void hln_hashdeep_piece_expect(struct hln_hashdeep_pieces *pieces,
			       uint64_t file, uint64_t next)
{
	size_t i = 0;

	while (i < HLN_HASHDEEP_OPEN && pieces->open[i].next)
		i++;
	if (i == HLN_HASHDEEP_OPEN)
		i = pieces->oldest++ % HLN_HASHDEEP_OPEN;
	pieces->open[i].file = file;
	pieces->open[i].next = next;
}

bool hln_hashdeep_piece_is_next(const char *text, size_t bytes, size_t columns,
				const char *name, size_t name_bytes,
				uint64_t first)
{
	const char *end = text + bytes, *at = text;
	uint64_t begin, last;

	for (size_t i = 0; i < columns; i++) {
		at = memchr(at, ',', (size_t)(end - at));
		if (!at++)
			return false;
	}
	bytes = (size_t)(end - at);
	if (bytes && at[bytes - 1] == '\r')
		bytes--;
	return bytes > name_bytes && !memcmp(at, name, name_bytes) &&
	       hln_hashdeep_piece_find(at, bytes, &begin, &last) ==
		       name_bytes &&
	       begin == first;
}

bool hln_hashdeep_piece_is_line(const char *text, size_t bytes)
{
	size_t digits = strcspn(text, ","), at;
	uint64_t size, first;

	if (!take_number(&size, text, digits))
		return false;
	at = hln_hashdeep_piece_find_sized(text, bytes, size, &first);
	/* The name may not be empty. */
	return at && text[at - 1] != ',';
}
