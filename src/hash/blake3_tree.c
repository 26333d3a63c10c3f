/* SPDX-License-Identifier: MIT */
/*
 * blake3_tree.c - the BLAKE3 shape: chunks of 1 KiB, a left-complete binary
 * tree over them, a root that is marked as such (O'Connor, Aumasson, Neves,
 * Wilcox-O'Hearn, 2020).
 *
 * The nodes of one update are built level by level, so that chunks, and then
 * parents, fill the lanes. Since the root carries a flag, no node that may
 * turn out to be the root is built before more input follows: a first chunk
 * stays open, and when the chunks are a power of two, the two halves stay
 * side by side on the stack.
 *
 * A part of a stream counts its chunks from the stream's start. Nodes whose
 * left sibling lies before the part wait for the join; none is the root.
 */
#include "../../include/hashlane.h"
#include "../lane/cpu.h"
#include "blake3_nodes.h"
#include "nodes.h"
#include "shape.h"

#include <string.h>

enum {
	BLOCK_BYTES = HLN_BLAKE3_BLOCK_BYTES,
	CHUNK_BYTES = HLN_BLAKE3_CHUNK_BYTES,
	CV_BYTES = HLN_BLAKE3_CV_BYTES,
	HEIGHT_MAX = 54,       /* 2^64 bytes of chunks */
	GROUP = 512,           /* chunks of one tree side by side */
	BATCH = 64,            /* trees side by side, */
	SHARED_GROUP = 128,    /* and their chunks */
	LARGE_BYTES = 1 << 17, /* an update that fills lanes by itself */
	FAR_BYTES = 1 << 20    /* an update that no near cache holds */
};

struct tree {
	hln_blocks_fn *single; /* one lane */
	uint32_t cpu;
	uint32_t depth;    /* chaining values on the stack */
	uint64_t start;    /* chunks before the part; 0 for a whole stream */
	uint64_t chunks;   /* closed, and those before */
	uint32_t in_chunk; /* bytes of the open chunk */
	uint32_t h[8];     /* of the open chunk's blocks but the last */
	uint8_t block[BLOCK_BYTES]; /* its last block so far */
	/* Largest first; in a part they first grow. */
	uint8_t stack[2 * HEIGHT_MAX * CV_BYTES];
};

/* out = parent(pair); flags: HLN_BLAKE3_ROOT or 0. */
static void digest_parent(const struct tree *tree, uint8_t *out,
			  const uint8_t *pair, uint32_t flags)
{
	const struct hln_blake3_role role = { BLOCK_BYTES,
					      HLN_BLAKE3_PARENT | flags, 0,
					      0 };
	uint32_t h[8];

	memcpy(h, hln_blake3_nodes_iv, sizeof(h));
	hln_blake3_nodes_compress(tree->single, h, pair, 1, &role, 0);
	hln_blake3_nodes_store(out, h);
}

/* Blocks of the open chunk that are behind its last one so far. */
static size_t blocks_done(const struct tree *tree)
{
	return tree->in_chunk ? (tree->in_chunk - 1) / BLOCK_BYTES : 0;
}

/* The chaining value of the open chunk; flags: HLN_BLAKE3_ROOT or 0. */
static void digest_chunk(const struct tree *tree, uint8_t *out, uint32_t flags)
{
	size_t done = blocks_done(tree);
	uint32_t used = tree->in_chunk - (uint32_t)done * BLOCK_BYTES;
	const struct hln_blake3_role role = { used, 0,
					      done ? 0 :
						     HLN_BLAKE3_CHUNK_START,
					      HLN_BLAKE3_CHUNK_END | flags };
	uint8_t block[BLOCK_BYTES] = { 0 };
	uint32_t h[8];

	memcpy(h, tree->h, sizeof(h));
	memcpy(block, tree->block, used);
	hln_blake3_nodes_compress(tree->single, h, block, 1, &role,
				  tree->chunks);
	hln_blake3_nodes_store(out, h);
}

/* Add bytes that fit the open chunk; its last block is held back. */
static void update_chunk(struct tree *tree, const uint8_t *data, size_t bytes)
{
	size_t done = blocks_done(tree);
	size_t used = tree->in_chunk - done * BLOCK_BYTES;
	struct hln_blake3_role role = { BLOCK_BYTES, 0,
					done ? 0 : HLN_BLAKE3_CHUNK_START, 0 };
	size_t room = BLOCK_BYTES - used, blocks;

	tree->in_chunk += (uint32_t)bytes;
	if (used && bytes > room) {
		memcpy(tree->block + used, data, room);
		hln_blake3_nodes_compress(tree->single, tree->h, tree->block,
					  1, &role, tree->chunks);
		role.first = 0;
		data += room;
		bytes -= room;
		used = 0;
	}
	blocks = used ? 0 : (bytes - 1) / BLOCK_BYTES;
	if (blocks) {
		hln_blake3_nodes_compress(tree->single, tree->h, data, blocks,
					  &role, tree->chunks);
		data += blocks * BLOCK_BYTES;
		bytes -= blocks * BLOCK_BYTES;
	}
	memcpy(tree->block + used, data, bytes);
}

static void open_chunk(struct tree *tree)
{
	tree->in_chunk = 0;
	memcpy(tree->h, hln_blake3_nodes_iv, sizeof(tree->h));
}

/* Two halves wait for more input, or to be the root's children. */
static bool halves_wait(const struct tree *tree)
{
	return tree->depth == 2 && !tree->start &&
	       !(tree->chunks & (tree->chunks - 1));
}

/*
 * Is the left sibling of the node of this odd index, above so many levels,
 * whole in this tree?
 */
static bool has_left(const struct tree *tree, uint64_t index, unsigned level)
{
	return (index - 1) << level >= tree->start;
}

static void stack_node(struct tree *tree, const uint8_t *cv)
{
	memcpy(tree->stack + tree->depth++ * CV_BYTES, cv, CV_BYTES);
}

/*
 * Add `count` closed chunks to the tree. Their chaining values are at `nodes` +
 * CV_BYTES, with room for one before them.
 *
 * The nodes are built level by level, so that all parents of a level share
 * lanes. A node with an even index is a left child, one with an odd index a
 * right child. Only the two ends of a level need care. Here 6 chunks, 3 to 8,
 * are added to a tree that has 0 to 2; (..) is on the stack before, 0-7 and 8
 * are on it in the end:
 *
 *     level 3             0-7
 *                    /           \
 *     level 2       0-3           4-7
 *                  /   \         /   \
 *     level 1  (0-1)    2-3   4-5     6-7
 *                       / \   / \     / \
 *     level 0         (2)  3 4   5   6   7   8
 *
 *  - The level starts with a right child (3 at level 0, 2-3 at level 1): its
 *    left sibling is on top of the stack, for the stack has one root for each
 *    set bit of the number of chunks. It moves before the first node. In a part
 *    of a stream the left sibling may lie before the part; then the node itself
 *    goes to the stack and waits for the join.
 *  - The level ends with a left child (8): its right sibling is yet to come. It
 *    is put aside and goes to the stack after all larger nodes.
 *
 * Two nodes that are the halves of all chunks so far stay apart: their parent
 * may be the root, which needs the flag HLN_BLAKE3_ROOT.
 */
static void add_nodes(struct tree *tree, uint8_t *nodes, size_t count)
{
	uint8_t left[HEIGHT_MAX][CV_BYTES]; /* for the stack, lowest first */
	uint8_t *at = nodes + CV_BYTES;
	uint64_t index = tree->chunks; /* of the first node, in its level */
	size_t left_count = 0;
	unsigned level = 0;

	tree->chunks += count;
	for (; count; level++) {
		if (index & 1 && !has_left(tree, index, level)) {
			stack_node(tree, at);
			at += CV_BYTES;
			index++;
			count--;
		} else if (index & 1) {
			at -= CV_BYTES;
			memcpy(at, tree->stack + --tree->depth * CV_BYTES,
			       CV_BYTES);
			index--;
			count++;
		}
		if (count & 1)
			memcpy(left[left_count++], at + --count * CV_BYTES,
			       CV_BYTES);
		else if (count == 2 && !index && !left_count)
			break;
		hln_blake3_nodes_digest(
			tree->cpu, nodes + CV_BYTES,
			(struct hln_blake3_nodes){
				.data = at,
				.node_bytes = 2 * CV_BYTES,
				.count = count / 2,
				.role = &hln_blake3_nodes_parent });
		at = nodes + CV_BYTES;
		count /= 2;
		index /= 2;
	}
	memcpy(tree->stack + tree->depth * CV_BYTES, at, count * CV_BYTES);
	tree->depth += (uint32_t)count;
	while (left_count--)
		stack_node(tree, left[left_count]);
}

static void settle_halves(struct tree *tree)
{
	if (!halves_wait(tree))
		return;
	digest_parent(tree, tree->stack, tree->stack, 0);
	tree->depth = 1;
}

/* More input follows: the open chunk ends. */
static void close_chunk(struct tree *tree)
{
	uint8_t nodes[2 * CV_BYTES];

	digest_chunk(tree, nodes + CV_BYTES, 0);
	add_nodes(tree, nodes, 1);
	open_chunk(tree);
}

/* Chunks side by side; far_bytes of the same update follow them. */
static void add_chunks(struct tree *tree, const uint8_t *data, size_t count,
		       size_t far_bytes)
{
	uint8_t nodes[(GROUP + 1) * CV_BYTES];

	hln_blake3_nodes_digest(
		tree->cpu, nodes + CV_BYTES,
		(struct hln_blake3_nodes){ .data = data,
					   .node_bytes = CHUNK_BYTES,
					   .count = count,
					   .role = &hln_blake3_nodes_chunk,
					   .counter = tree->chunks,
					   .far_bytes = far_bytes });
	add_nodes(tree, nodes, count);
}

static void init(void *state, const struct hln_task *task)
{
	struct tree *tree = state;

	tree->single = hln_kernel_single(HLN_CORE_BLAKE3, task->cpu)->blocks;
	tree->cpu = task->cpu;
	tree->depth = 0;
	tree->start = 0;
	tree->chunks = 0;
	open_chunk(tree);
}

/*
 * Update the open chunk, until whole ones may be closed where they lie or
 * nothing is left. A whole input of one chunk must stay open.
 */
static void reach_chunks(struct tree *tree, struct hln_update *next)
{
	while (next->bytes) {
		size_t take = CHUNK_BYTES - tree->in_chunk;

		settle_halves(tree);
		if (!take) {
			close_chunk(tree);
			continue;
		}
		if (!tree->in_chunk && next->bytes >= CHUNK_BYTES &&
		    (tree->chunks || next->bytes > CHUNK_BYTES))
			return;
		take = next->bytes < take ? next->bytes : take;
		update_chunk(tree, next->data, take);
		next->data += take;
		next->bytes -= take;
	}
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct hln_update next = { state, data, bytes };
	bool far = bytes >= FAR_BYTES;

	for (;;) {
		size_t count;

		reach_chunks(state, &next);
		if (!next.bytes)
			return HASHLANE_OK;
		count = next.bytes / CHUNK_BYTES;
		count = count < GROUP ? count : GROUP;
		next.bytes -= count * CHUNK_BYTES;
		add_chunks(state, next.data, count, far ? next.bytes : 0);
		next.data += count * CHUNK_BYTES;
	}
}

/* Blocks of an update that is a tree's first and ends in its first chunk. */
static size_t short_blocks(const struct hln_update *next)
{
	const struct tree *tree = next->state;

	if (tree->chunks || tree->in_chunk || !next->bytes ||
	    next->bytes > CHUNK_BYTES)
		return 0;
	return (next->bytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
}

/* Take such updates: those of so many blocks share lanes. */
static void take_short(struct hln_update *updates, size_t count, size_t blocks)
{
	struct hln_blake3_first firsts[BATCH];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct tree *tree = updates[i].state;
		size_t done = (blocks - 1) * BLOCK_BYTES;

		if (short_blocks(&updates[i]) != blocks)
			continue;
		firsts[n++] =
			(struct hln_blake3_first){ tree->h, updates[i].data,
						   HLN_BLAKE3_CHUNK_START, 0,
						   BLOCK_BYTES };
		memcpy(tree->block, updates[i].data + done,
		       updates[i].bytes - done);
		tree->in_chunk = (uint32_t)updates[i].bytes;
		updates[i].bytes = 0;
	}
	if (blocks > 1)
		hln_blake3_nodes_compress_firsts(
			((struct tree *)updates->state)->cpu, firsts, n,
			blocks - 1);
}

/* Take whole chunks of the updates; counts: of each. Returns their number. */
static size_t take_chunks(struct hln_blake3_chunk *chunks, size_t *counts,
			  struct hln_update *updates, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct tree *tree = updates[i].state;

		counts[i] = 0;
		if (n == SHARED_GROUP)
			continue;
		reach_chunks(tree, &updates[i]);
		for (; updates[i].bytes >= CHUNK_BYTES && n < SHARED_GROUP;
		     n++) {
			chunks[n].data = updates[i].data;
			chunks[n].counter = tree->chunks + counts[i]++;
			updates[i].data += CHUNK_BYTES;
			updates[i].bytes -= CHUNK_BYTES;
		}
	}
	return n;
}

/* The chunks of all share lanes; the nodes above are each tree's own. */
static void update_batch(struct hln_update *updates, size_t count)
{
	uint8_t cvs[SHARED_GROUP * CV_BYTES];
	uint8_t nodes[(SHARED_GROUP + 1) * CV_BYTES];
	struct hln_blake3_chunk chunks[SHARED_GROUP];
	size_t counts[BATCH], n;

	for (size_t i = 0; i < count; i++)
		if (short_blocks(&updates[i]))
			take_short(updates, count, short_blocks(&updates[i]));
	while ((n = take_chunks(chunks, counts, updates, count))) {
		const uint8_t *at = cvs;

		hln_blake3_nodes_digest(
			((struct tree *)updates->state)->cpu, cvs,
			(struct hln_blake3_nodes){
				.node_bytes = CHUNK_BYTES,
				.count = n,
				.role = &hln_blake3_nodes_chunk,
				.chunks = chunks });
		for (size_t i = 0; i < count; i++) {
			memcpy(nodes + CV_BYTES, at, counts[i] * CV_BYTES);
			add_nodes(updates[i].state, nodes, counts[i]);
			at += counts[i] * CV_BYTES;
		}
	}
}

static int32_t update_many(const struct hln_update *updates, size_t count)
{
	struct hln_update shared[BATCH];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (updates[i].bytes >= LARGE_BYTES)
			(void)update(updates[i].state, updates[i].data,
				     updates[i].bytes);
		else
			shared[n++] = updates[i];
		if (n == BATCH || (n && i + 1 == count)) {
			update_batch(shared, n);
			n = 0;
		}
	}
	return HASHLANE_OK;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct tree *tree = state;
	uint32_t depth = tree->depth;
	uint8_t pair[2 * CV_BYTES];

	(void)output;
	if (!depth) {
		digest_chunk(tree, out, HLN_BLAKE3_ROOT);
		return HASHLANE_OK;
	}
	if (tree->in_chunk)
		digest_chunk(tree, pair + CV_BYTES, 0);
	else
		memcpy(pair + CV_BYTES, tree->stack + --depth * CV_BYTES,
		       CV_BYTES);
	while (depth--) {
		memcpy(pair, tree->stack + depth * CV_BYTES, CV_BYTES);
		digest_parent(tree, pair + CV_BYTES, pair,
			      depth ? 0 : HLN_BLAKE3_ROOT);
	}
	memcpy(out, pair + CV_BYTES, CV_BYTES);
	return HASHLANE_OK;
}

/* The trees of one chunk share lanes. */
static void digest_many(void *const *states, uint32_t output,
			uint8_t *const *digests, size_t count)
{
	uint8_t blocks[BATCH][BLOCK_BYTES], *outs[BATCH];
	uint32_t h[BATCH][8];
	struct hln_blake3_first firsts[BATCH];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const struct tree *tree = states[i];
		size_t done = blocks_done(tree);
		uint32_t used = tree->in_chunk - (uint32_t)done * BLOCK_BYTES;

		if (tree->depth) {
			(void)digest(tree, output, digests[i]);
		} else {
			memset(blocks[n] + used, 0, BLOCK_BYTES - used);
			memcpy(blocks[n], tree->block, used);
			memcpy(h[n], tree->h, sizeof(h[n]));
			firsts[n] = (struct hln_blake3_first){
				h[n], blocks[n],
				done ? 0 : HLN_BLAKE3_CHUNK_START,
				HLN_BLAKE3_CHUNK_END | HLN_BLAKE3_ROOT, used
			};
			outs[n++] = digests[i];
		}
		if (n < BATCH && i + 1 < count)
			continue;
		if (n)
			hln_blake3_nodes_compress_firsts(
				((struct tree *)states[0])->cpu, firsts, n, 1);
		while (n--)
			hln_blake3_nodes_store(outs[n], h[n]);
		n = 0;
	}
}

static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	(void)task;
	return wish % CHUNK_BYTES ? 0 : wish;
}

static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct tree *tree = state;

	init(state, task);
	tree->start = offset / CHUNK_BYTES;
	tree->chunks = tree->start;
}

/* Add the node of 2^level chunks that follows the closed ones. */
static void add_node(struct tree *tree, const uint8_t *cv, unsigned level)
{
	uint64_t index = tree->chunks >> level;

	settle_halves(tree);
	stack_node(tree, cv);
	tree->chunks += (uint64_t)1 << level;
	/* Index 1 closes a power of two: the halves wait. */
	for (; index & 1 && index > 1 && has_left(tree, index, level);
	     index >>= 1, level++) {
		uint8_t *pair = tree->stack + --tree->depth * CV_BYTES;

		pair -= CV_BYTES;
		digest_parent(tree, pair, pair, 0);
	}
}

/* The part's nodes are the largest aligned ones that lie in it, in order. */
static int32_t join(void *state, void *part)
{
	struct tree *tree = state;
	const struct tree *next = part;
	const uint8_t *cv = next->stack;

	if (!next->start) {
		/* It may be all there is: its root stays open. */
		memcpy(tree, next, sizeof(*tree));
		return HASHLANE_OK;
	}
	if (!next->depth && !next->in_chunk)
		return HASHLANE_OK;
	if (tree->in_chunk)
		close_chunk(tree);
	while (tree->chunks < next->chunks) {
		add_node(tree, cv,
			 hln_node_level(tree->chunks,
					next->chunks - tree->chunks, 1));
		cv += CV_BYTES;
	}
	if (!next->in_chunk)
		return HASHLANE_OK;
	settle_halves(tree);
	tree->in_chunk = next->in_chunk;
	memcpy(tree->h, next->h, sizeof(tree->h));
	memcpy(tree->block, next->block, sizeof(tree->block));
	return HASHLANE_OK;
}

static uint64_t border_bytes(const struct hln_task *task)
{
	(void)task;
	return CHUNK_BYTES;
}

/* How many nodes may be on the stack: one more where two halves wait. */
static bool is_depth(const struct tree *tree)
{
	uint64_t least = hln_node_count(tree->start, tree->chunks, 1);
	bool halves = !tree->start && least == 1 && tree->chunks > 1 &&
		      !tree->in_chunk;

	return tree->depth == least || (halves && tree->depth == 2);
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct tree *tree = state;
	size_t used;

	/* A full chunk may be open. */
	hln_packer_u32(packer, &tree->in_chunk);
	hln_packer_u32(packer, &tree->depth);
	if (packer->packing == HLN_PACK_READ)
		tree->chunks = tree->start + bytes / CHUNK_BYTES -
			       (tree->in_chunk == CHUNK_BYTES);
	hln_packer_expect(packer, tree->in_chunk == bytes % CHUNK_BYTES ||
					  (tree->in_chunk == CHUNK_BYTES &&
					   bytes && !(bytes % CHUNK_BYTES)));
	hln_packer_expect(packer, is_depth(tree));
	if (packer->status)
		return;
	used = tree->in_chunk - blocks_done(tree) * BLOCK_BYTES;
	hln_packer_bytes(packer, tree->stack, tree->depth * (size_t)CV_BYTES);
	for (size_t w = 0; w < 8 && blocks_done(tree); w++)
		hln_packer_u32(packer, &tree->h[w]);
	hln_packer_bytes(packer, tree->block, used);
}

const struct hln_shape hln_blake3_shape = {
	.state_bytes = HLN_STATE_BYTES(struct tree),
	.init = init,
	.update = update,
	.digest = digest,
	.update_many = update_many,
	.digest_many = digest_many,
	.part_bytes = part_bytes,
	.border_bytes = border_bytes,
	.init_part = init_part,
	.join = join,
	.pack = pack,
};
