/* SPDX-License-Identifier: MIT */
/*
 * blake3_nodes.h - the nodes of BLAKE3's tree, chunks and parents, become
 * chaining values: one by one, or many side by side in lanes.
 */
#ifndef HLN_BLAKE3_NODES_H
#define HLN_BLAKE3_NODES_H

#include "../base/bytes.h"
#include "../lane/kernel.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	HLN_BLAKE3_BLOCK_BYTES = 64,
	HLN_BLAKE3_CHUNK_BYTES = 1024,
	HLN_BLAKE3_CV_BYTES = 32,
	HLN_BLAKE3_STATE_WORDS = 14
};

/* Flags of a block. */
enum {
	HLN_BLAKE3_CHUNK_START = 1,
	HLN_BLAKE3_CHUNK_END = 2,
	HLN_BLAKE3_PARENT = 4,
	HLN_BLAKE3_ROOT = 8
};

extern const uint32_t hln_blake3_nodes_iv[8];

/* How the blocks of a node are compressed. */
struct hln_blake3_role {
	uint32_t last_bytes;
	uint32_t all, first, last; /* flags */
};

extern const struct hln_blake3_role hln_blake3_nodes_chunk,
	hln_blake3_nodes_parent;

/* A chunk of one of many streams. */
struct hln_blake3_chunk {
	const uint8_t *data;
	uint64_t counter;
};

/* Nodes that lie one after the other, and what follows them. */
struct hln_blake3_nodes {
	const uint8_t *data;
	size_t node_bytes;
	size_t count;
	const struct hln_blake3_role *role;
	uint64_t counter; /* of the first, if they are chunks */
	size_t far_bytes; /* behind the nodes, likely not in a cache yet */
	/* NULL, or where each chunk lies instead. */
	const struct hln_blake3_chunk *chunks;
};

/* Chaining values of all nodes; `out` may be where the nodes start. */
void hln_blake3_nodes_digest(uint32_t cpu, uint8_t *out,
			     struct hln_blake3_nodes nodes);

/* Compress blocks of one node into h, by a kernel of one lane. */
static inline void
hln_blake3_nodes_compress(hln_blocks_fn *single, uint32_t h[8],
			  const uint8_t *data, size_t blocks,
			  const struct hln_blake3_role *role, uint64_t counter)
{
	uint32_t state[HLN_BLAKE3_STATE_WORDS];

	memcpy(state, h, 8 * sizeof(*h));
	state[8] = (uint32_t)counter;
	state[9] = (uint32_t)(counter >> 32);
	state[10] = role->last_bytes;
	state[11] = role->all;
	state[12] = role->first;
	state[13] = role->last;
	single(state, &data, blocks);
	memcpy(h, state, 8 * sizeof(*h));
}

/* Blocks of the first chunk of one of many trees. */
struct hln_blake3_first {
	uint32_t *h;
	const uint8_t *data;
	uint32_t first, last, last_bytes; /* as in a role */
};

/* Compress `blocks` blocks of each, side by side. */
void hln_blake3_nodes_compress_firsts(uint32_t cpu,
				      const struct hln_blake3_first *firsts,
				      size_t count, size_t blocks);

/* The chaining value that h is. */
static inline void hln_blake3_nodes_store(uint8_t *out, const uint32_t h[8])
{
	for (size_t w = 0; w < 8; w++)
		hln_store32_le(out + 4 * w, h[w]);
}

#endif
