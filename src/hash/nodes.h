/* SPDX-License-Identifier: MIT */
/*
 * nodes.h - the nodes that a stretch of leaves is made of: the largest ones
 * that start where the one before ends and lie within it whole. Each has
 * 2^(bits * level) leaves and starts at a multiple of them.
 */
#ifndef HLN_NODES_H
#define HLN_NODES_H

#include <stdint.h>

/* The level of the node at a leaf, of which `left` (not 0) follow. */
static inline unsigned hln_node_level(uint64_t at, uint64_t left,
				      unsigned bits)
{
	unsigned level = 0;

	for (unsigned shift = bits; shift < 64 && left >> shift &&
				    !(at & (((uint64_t)1 << shift) - 1));
	     shift += bits)
		level++;
	return level;
}

/* How many nodes there are from one leaf up to another. */
static inline uint64_t hln_node_count(uint64_t from, uint64_t to,
				      unsigned bits)
{
	uint64_t count = 0;

	for (; from < to; count++)
		from += (uint64_t)1
			<< bits * hln_node_level(from, to - from, bits);
	return count;
}

#endif
