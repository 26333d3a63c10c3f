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
#include "../base/bytes.h"
#include "../lane/cpu.h"
#include "nodes.h"
#include "shape.h"

#include <string.h>

enum {
	BLOCK_BYTES = 64,
	CHUNK_BYTES = 1024,
	CV_BYTES = 32,
	STATE_WORDS = 14,
	STATE_MAX = HLN_KERNEL_STATE_BYTES_MAX / 4, /* of all lanes */
	HEIGHT_MAX = 54,                            /* 2^64 bytes of chunks */
	GROUP = 512,           /* chunks of one tree side by side */
	BATCH = 64,            /* trees side by side, */
	SHARED_GROUP = 128,    /* and their chunks */
	LARGE_BYTES = 1 << 17, /* an update that fills lanes by itself */
	FAR_BYTES = 1 << 20    /* an update that no near cache holds */
};

enum { CHUNK_START = 1, CHUNK_END = 2, PARENT = 4, ROOT = 8 };

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

/* How the blocks of a node are compressed. */
struct role {
	uint32_t last_bytes;
	uint32_t all, first, last; /* flags */
};

static const struct role chunk_role = { BLOCK_BYTES, 0, CHUNK_START,
					CHUNK_END };
static const struct role parent_role = { BLOCK_BYTES, PARENT, 0, 0 };

static const uint32_t iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/* Word-wise loops cost as much as a compression: four lanes at a time. */
typedef uint32_t quad __attribute__((vector_size(16)));

static void fill(uint32_t *words, uint32_t value, size_t lanes)
{
	const quad values = { value, value, value, value };

	for (size_t l = 0; l < lanes; l += 4)
		memcpy(words + l, &values, sizeof(values));
}

/* A chunk of one of many streams. */
struct chunk {
	const uint8_t *data;
	uint64_t counter;
};

/* Nodes that lie one after the other, and what follows them. */
struct rows {
	const uint8_t *data;
	size_t row_bytes;
	size_t count;
	const struct role *role;
	uint64_t counter; /* of the first, where they are chunks */
	size_t far_bytes; /* behind the rows, likely not in a cache yet */
	const struct chunk *chunks; /* NULL, or where each row lies instead */
};

/*
 * Chunks from far memory: so many short streams escape the processor's own
 * prefetch, so ask for the next chunks, a quarter at a time (64 MiB on Zen 4:
 * 3.9, 5.5 GB/s).
 */
static void compress_far(const struct hln_kernel *kernel, uint32_t *state,
			 const uint8_t **in, const struct role *role)
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
 * Chaining values of the first `count` rows, at most a kernel's lanes. `out`
 * may be where the rows start.
 */
static void digest_lanes(const struct hln_kernel *kernel, uint8_t *out,
			 const struct rows *rows, size_t count)
{
	/* Ascending fills may run into the next word, and past the last. */
	_Alignas(64) uint32_t state[STATE_MAX + 4];
	const uint8_t *in[HLN_LANES_MAX];
	const struct role *role = rows->role;
	size_t lanes = kernel->lanes;
	size_t behind = (rows->count - count) * rows->row_bytes;

	for (size_t w = 0; w < 8; w++)
		fill(state + w * lanes, iv[w], lanes);
	for (size_t l = 0; l < lanes; l++) {
		/* A lane too many repeats the last row. */
		size_t row = l < count ? l : count - 1;
		uint64_t at = role->all & PARENT ? 0 : rows->counter + row;

		if (rows->chunks) {
			at = rows->chunks[row].counter;
			in[l] = rows->chunks[row].data;
		} else {
			in[l] = rows->data + rows->row_bytes * row;
		}
		state[8 * lanes + l] = (uint32_t)at;
		state[9 * lanes + l] = (uint32_t)(at >> 32);
	}
	fill(state + 10 * lanes, role->last_bytes, lanes);
	fill(state + 11 * lanes, role->all, lanes);
	fill(state + 12 * lanes, role->first, lanes);
	fill(state + 13 * lanes, role->last, lanes);
	if (rows->far_bytes && rows->far_bytes + behind >= lanes * CHUNK_BYTES)
		compress_far(kernel, state, in, role);
	else
		kernel->blocks(state, in, rows->row_bytes / BLOCK_BYTES);
	for (size_t l = 0; l < count; l++, out += CV_BYTES)
		for (size_t w = 0; w < 8; w += 2)
			hln_store64_le(
				out + 4 * w,
				state[w * lanes + l] |
					(uint64_t)state[(w + 1) * lanes + l]
						<< 32);
}

/* Chaining values of all rows. */
static void digest_rows(uint32_t cpu, uint8_t *out, struct rows rows)
{
	while (rows.count) {
		const struct hln_kernel *kernel =
			hln_kernel_for(HLN_CORE_BLAKE3, cpu, rows.count, NULL);
		size_t lanes = kernel->lanes;

		do {
			size_t n = rows.count < lanes ? rows.count : lanes;

			digest_lanes(kernel, out, &rows, n);
			out += CV_BYTES * n;
			if (rows.chunks)
				rows.chunks += n;
			else
				rows.data += rows.row_bytes * n;
			rows.count -= n;
			rows.counter += n;
		} while (rows.count >= lanes);
	}
}

/* Compress the blocks of one node into h. */
static void compress(const struct tree *tree, uint32_t h[8],
		     const uint8_t *data, size_t blocks,
		     const struct role *role, uint64_t counter)
{
	uint32_t state[STATE_WORDS];

	memcpy(state, h, 8 * sizeof(*h));
	state[8] = (uint32_t)counter;
	state[9] = (uint32_t)(counter >> 32);
	state[10] = role->last_bytes;
	state[11] = role->all;
	state[12] = role->first;
	state[13] = role->last;
	tree->single(state, &data, blocks);
	memcpy(h, state, 8 * sizeof(*h));
}

static void store_cv(uint8_t *out, const uint32_t h[8])
{
	for (size_t w = 0; w < 8; w++)
		hln_store32_le(out + 4 * w, h[w]);
}

/* out = parent(pair); flags: ROOT or 0. */
static void digest_parent(const struct tree *tree, uint8_t *out,
			  const uint8_t *pair, uint32_t flags)
{
	const struct role role = { BLOCK_BYTES, PARENT | flags, 0, 0 };
	uint32_t h[8];

	memcpy(h, iv, sizeof(h));
	compress(tree, h, pair, 1, &role, 0);
	store_cv(out, h);
}

/* Blocks of the open chunk that are behind its last one so far. */
static size_t blocks_done(const struct tree *tree)
{
	return tree->in_chunk ? (tree->in_chunk - 1) / BLOCK_BYTES : 0;
}

/* The chaining value of the open chunk; flags: ROOT or 0. */
static void digest_chunk(const struct tree *tree, uint8_t *out, uint32_t flags)
{
	size_t done = blocks_done(tree);
	uint32_t used = tree->in_chunk - (uint32_t)done * BLOCK_BYTES;
	const struct role role = { used, 0, done ? 0 : CHUNK_START,
				   CHUNK_END | flags };
	uint8_t block[BLOCK_BYTES] = { 0 };
	uint32_t h[8];

	memcpy(h, tree->h, sizeof(h));
	memcpy(block, tree->block, used);
	compress(tree, h, block, 1, &role, tree->chunks);
	store_cv(out, h);
}

/* Add bytes that fit the open chunk; its last block is held back. */
static void update_chunk(struct tree *tree, const uint8_t *data, size_t bytes)
{
	size_t done = blocks_done(tree);
	size_t used = tree->in_chunk - done * BLOCK_BYTES;
	struct role role = { BLOCK_BYTES, 0, done ? 0 : CHUNK_START, 0 };
	size_t room = BLOCK_BYTES - used, blocks;

	tree->in_chunk += (uint32_t)bytes;
	if (used && bytes > room) {
		memcpy(tree->block + used, data, room);
		compress(tree, tree->h, tree->block, 1, &role, tree->chunks);
		role.first = 0;
		data += room;
		bytes -= room;
		used = 0;
	}
	blocks = used ? 0 : (bytes - 1) / BLOCK_BYTES;
	if (blocks) {
		compress(tree, tree->h, data, blocks, &role, tree->chunks);
		data += blocks * BLOCK_BYTES;
		bytes -= blocks * BLOCK_BYTES;
	}
	memcpy(tree->block + used, data, bytes);
}

static void open_chunk(struct tree *tree)
{
	tree->in_chunk = 0;
	memcpy(tree->h, iv, sizeof(tree->h));
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
 * may be the root, which needs the flag ROOT.
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
		digest_rows(tree->cpu, nodes + CV_BYTES,
			    (struct rows){ .data = at,
					   .row_bytes = 2 * CV_BYTES,
					   .count = count / 2,
					   .role = &parent_role });
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

	digest_rows(tree->cpu, nodes + CV_BYTES,
		    (struct rows){ .data = data,
				   .row_bytes = CHUNK_BYTES,
				   .count = count,
				   .role = &chunk_role,
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

/* Blocks of the first chunk of one of many trees. */
struct job {
	uint32_t *h;
	const uint8_t *data;
	uint32_t first, last, last_bytes; /* as in a role */
};

/* Compress `blocks` blocks of every job. */
static void compress_jobs(uint32_t cpu, const struct job *jobs, size_t count,
			  size_t blocks)
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
			const struct job *job = &jobs[l < n ? l : n - 1];
			uint32_t *words = state + l;

			for (size_t w = 0; w < 8; w++)
				words[w * lanes] = job->h[w];
			words[10 * lanes] = job->last_bytes;
			words[12 * lanes] = job->first;
			words[13 * lanes] = job->last;
			in[l] = job->data;
		}
		kernel->blocks(state, in, blocks);
		for (size_t l = 0; l < n; l++)
			for (size_t w = 0; w < 8; w++)
				jobs[l].h[w] = state[w * lanes + l];
		jobs += n;
		count -= n;
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
	struct job jobs[BATCH];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct tree *tree = updates[i].state;
		size_t done = (blocks - 1) * BLOCK_BYTES;

		if (short_blocks(&updates[i]) != blocks)
			continue;
		jobs[n++] = (struct job){ tree->h, updates[i].data,
					  CHUNK_START, 0, BLOCK_BYTES };
		memcpy(tree->block, updates[i].data + done,
		       updates[i].bytes - done);
		tree->in_chunk = (uint32_t)updates[i].bytes;
		updates[i].bytes = 0;
	}
	if (blocks > 1)
		compress_jobs(((struct tree *)updates->state)->cpu, jobs, n,
			      blocks - 1);
}

/* Take whole chunks of the updates; counts: of each. Returns their number. */
static size_t take_chunks(struct chunk *chunks, size_t *counts,
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
	struct chunk chunks[SHARED_GROUP];
	size_t counts[BATCH], n;

	for (size_t i = 0; i < count; i++)
		if (short_blocks(&updates[i]))
			take_short(updates, count, short_blocks(&updates[i]));
	while ((n = take_chunks(chunks, counts, updates, count))) {
		const uint8_t *at = cvs;

		digest_rows(((struct tree *)updates->state)->cpu, cvs,
			    (struct rows){ .row_bytes = CHUNK_BYTES,
					   .count = n,
					   .role = &chunk_role,
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
		digest_chunk(tree, out, ROOT);
		return HASHLANE_OK;
	}
	if (tree->in_chunk)
		digest_chunk(tree, pair + CV_BYTES, 0);
	else
		memcpy(pair + CV_BYTES, tree->stack + --depth * CV_BYTES,
		       CV_BYTES);
	while (depth--) {
		memcpy(pair, tree->stack + depth * CV_BYTES, CV_BYTES);
		digest_parent(tree, pair + CV_BYTES, pair, depth ? 0 : ROOT);
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
	struct job jobs[BATCH];
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
			jobs[n] = (struct job){ h[n], blocks[n],
						done ? 0 : CHUNK_START,
						CHUNK_END | ROOT, used };
			outs[n++] = digests[i];
		}
		if (n < BATCH && i + 1 < count)
			continue;
		if (n)
			compress_jobs(((struct tree *)states[0])->cpu, jobs, n,
				      1);
		while (n--)
			store_cv(outs[n], h[n]);
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
