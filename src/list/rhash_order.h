/* SPDX-License-Identifier: MIT */
/*
 * rhash_order.h - the order in which rhash writes the digests of a file. Of
 * several digests of one length, it says which algorithms they may have.
 */
#ifndef HLN_RHASH_ORDER_H
#define HLN_RHASH_ORDER_H

#include <stdbool.h>
#include <stddef.h>

/* Added to the length of a digest of 32 characters that is in base32. */
enum { HLN_RHASH_BASE32 = 1000 };

/* The places of the order that a digest may have. */
struct hln_rhash_range {
	size_t first, last;
};

/*
 * Find the places of the digests of a line by their lengths in characters.
 * False: rhash does not write them in this order.
 */
bool hln_rhash_order_find(struct hln_rhash_range *ranges,
			  const size_t *lengths, size_t count);

/* What the algorithm of a place is called; NULL: its length is another. */
const char *hln_rhash_order_tag(size_t place, size_t length);

#endif
