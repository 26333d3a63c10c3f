/* SPDX-License-Identifier: MIT */
/*
 * rhash_order.h - the order in which rhash writes the digests of a file. Of
 * several digests of one length, it gives the algorithms.
 */
#ifndef HLN_RHASH_ORDER_H
#define HLN_RHASH_ORDER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Find the algorithms of digests by their lengths in characters, which are in
 * the order of the line. False: there is no choice, or more than one.
 */
bool hln_rhash_order_find(const char **tags, const size_t *lengths,
			  size_t count);

#endif
