/* SPDX-License-Identifier: MIT */
/*
 * blake3_nodes.c - the nodes of BLAKE3's tree, chunks and parents, become
 * chaining values: one by one, or many side by side in lanes.
 */
#include "blake3_nodes.h"

#include "../base/bytes.h"
#include "../lane/cpu.h"

#include <string.h>

enum {
	BLOCK_BYTES = HLN_BLAKE3_BLOCK_BYTES,
	CHUNK_BYTES = HLN_BLAKE3_CHUNK_BYTES,
	CV_BYTES = HLN_BLAKE3_CV_BYTES,
	STATE_WORDS = HLN_BLAKE3_STATE_WORDS,
	STATE_MAX = HLN_KERNEL_STATE_BYTES_MAX / 4 /* of all lanes */
};

const uint32_t hln_blake3_nodes_iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

const struct hln_blake3_role hln_blake3_nodes_chunk = { BLOCK_BYTES, 0,
							HLN_BLAKE3_CHUNK_START,
							HLN_BLAKE3_CHUNK_END };
const struct hln_blake3_role hln_blake3_nodes_parent = { BLOCK_BYTES,
							 HLN_BLAKE3_PARENT, 0,
							 0 };

/* Word-wise loops cost as much as a compression: four lanes at a time. */
typedef uint32_t quad __attribute__((vector_size(16)));

static void fill(uint32_t *words, uint32_t value, size_t lanes)
{
	const quad values = { value, value, value, value };

	for (size_t l = 0; l < lanes; l += 4)
		memcpy(words + l, &values, sizeof(values));
}

/*
 * Chunks from far memory: so many short streams escape the processor's own
 * prefetch, so ask for the next chunks, a quarter at a time (64 MiB on Zen 4:
 * 3.9, 5.5 GB/s).
 */
static void compress_far(const struct hln_kernel *kernel, uint32_t *state,
			 const uint8_t **in,
			 const struct hln_blake3_role *role)
{
	enum { STEPS = 4, STEP_BYTES = CHUNK_BYTES / STEPS };
	size_t lanes = kernel->lanes;

	for (size_t step = 0; step < STEPS; step++) {
		for (size_t l = 0; l < lanes; l++)
			for (size_t at = 0; at < STEP_BYTES; at += BLOCK_BYTES)
				__builtin_prefetch(
					in[l] + lanes * CHUNK_BYTES + at, 0,
					2);
		fill(state + 12 * lanes, step ? 0 : role->first, lanes);
		fill(state + 13 * lanes, step + 1 < STEPS ? 0 : role->last,
		     lanes);
		kernel->blocks(state, in, STEP_BYTES / BLOCK_BYTES);
		for (size_t l = 0; l < lanes; l++)
			in[l] += STEP_BYTES;
	}
}

/*
 * Chaining values of the first `count` nodes, at most a kernel's lanes. `out`
 * may be where the nodes start.
 */
static void digest_lanes(const struct hln_kernel *kernel, uint8_t *out,
			 const struct hln_blake3_nodes *nodes, size_t count)
{
	/* Ascending fills may run into the next word, and past the last. */
	_Alignas(64) uint32_t state[STATE_MAX + 4];
	const uint8_t *in[HLN_LANES_MAX];
	const struct hln_blake3_role *role = nodes->role;
	size_t lanes = kernel->lanes;
	size_t behind = (nodes->count - count) * nodes->node_bytes;

	for (size_t w = 0; w < 8; w++)
		fill(state + w * lanes, hln_blake3_nodes_iv[w], lanes);
	for (size_t l = 0; l < lanes; l++) {
		/* A lane too many repeats the last node. */
		size_t node = l < count ? l : count - 1;
		uint64_t at = role->all & HLN_BLAKE3_PARENT ?
				      0 :
				      nodes->counter + node;

		if (nodes->chunks) {
			at = nodes->chunks[node].counter;
			in[l] = nodes->chunks[node].data;
		} else {
			in[l] = nodes->data + nodes->node_bytes * node;
		}
		state[8 * lanes + l] = (uint32_t)at;
		state[9 * lanes + l] = (uint32_t)(at >> 32);
	}
	fill(state + 10 * lanes, role->last_bytes, lanes);
	fill(state + 11 * lanes, role->all, lanes);
	fill(state + 12 * lanes, role->first, lanes);
	fill(state + 13 * lanes, role->last, lanes);
	if (nodes->far_bytes &&
	    nodes->far_bytes + behind >= lanes * CHUNK_BYTES)
		compress_far(kernel, state, in, role);
	else
		kernel->blocks(state, in, nodes->node_bytes / BLOCK_BYTES);
	for (size_t l = 0; l < count; l++, out += CV_BYTES)
		for (size_t w = 0; w < 8; w += 2)
			hln_store64_le(
				out + 4 * w,
				state[w * lanes + l] |
					(uint64_t)state[(w + 1) * lanes + l]
						<< 32);
}

/* Chaining values of all nodes. */
void hln_blake3_nodes_digest(uint32_t cpu, uint8_t *out,
			     struct hln_blake3_nodes nodes)
{
	while (nodes.count) {
		const struct hln_kernel *kernel = hln_kernel_for(
			HLN_CORE_BLAKE3, cpu, nodes.count, NULL);
		size_t lanes = kernel->lanes;

		do {
			size_t n = nodes.count < lanes ? nodes.count : lanes;

			digest_lanes(kernel, out, &nodes, n);
			out += CV_BYTES * n;
			if (nodes.chunks)
				nodes.chunks += n;
			else
				nodes.data += nodes.node_bytes * n;
			nodes.count -= n;
			nodes.counter += n;
		} while (nodes.count >= lanes);
	}
}

/* Compress `blocks` blocks of each. */
void hln_blake3_nodes_compress_firsts(uint32_t cpu,
				      const struct hln_blake3_first *firsts,
				      size_t count, size_t blocks)
{
	_Alignas(64) uint32_t state[STATE_MAX];
	const uint8_t *in[HLN_LANES_MAX];

	while (count) {
		const struct hln_kernel *kernel =
			hln_kernel_for(HLN_CORE_BLAKE3, cpu, count, NULL);
		size_t lanes = kernel->lanes;
		size_t n = count < lanes ? count : lanes;

		memset(state, 0, STATE_WORDS * lanes * sizeof(*state));
		for (size_t l = 0; l < lanes; l++) {
			const struct hln_blake3_first *first =
				&firsts[l < n ? l : n - 1];
			uint32_t *words = state + l;

			for (size_t w = 0; w < 8; w++)
				words[w * lanes] = first->h[w];
			words[10 * lanes] = first->last_bytes;
			words[12 * lanes] = first->first;
			words[13 * lanes] = first->last;
			in[l] = first->data;
		}
		kernel->blocks(state, in, blocks);
		for (size_t l = 0; l < n; l++)
			for (size_t w = 0; w < 8; w++)
				firsts[l].h[w] = state[w * lanes + l];
		firsts += n;
		count -= n;
	}
}
