/* SPDX-License-Identifier: MIT */
/*
 * tree.c - the binary-tree shape: leaves of equal size, nodes over pairs, in
 * memory that grows with the logarithm of the size. TTH (THEX, 2003), Amazon
 * Glacier, BitTorrent v2 (BEP 52).
 */
#include "../../include/hashlane.h"
#include "equal_messages.h"
#include "nodes.h"
#include "tree_many.h"

#include <string.h>

enum { RANGE_BYTES_MIN = 1024 * 1024 };

void hln_tree_open_leaf(struct hln_tree *tree)
{
	static const uint8_t prefix;

	hln_stream_init(&tree->leaf, tree->work->md, tree->cpu);
	if (tree->work->rules & HLN_TREE_PREFIXED)
		hln_stream_update(&tree->leaf, &prefix, 1);
	tree->in_leaf = 0;
}

/* A range is the smallest power of two of leaves that has RANGE_BYTES_MIN. */
static unsigned find_range_level(const struct hln_task *task)
{
	unsigned level = 0;

	while (task->work->chunk_bytes << level < RANGE_BYTES_MIN)
		level++;
	return level;
}

static uint64_t range_bytes(const struct hln_task *task)
{
	return task->work->chunk_bytes << find_range_level(task);
}

static void init(void *state, const struct hln_task *task)
{
	struct hln_tree *tree = state;

	tree->work = task->work;
	tree->cpu = task->cpu;
	tree->depth = 0;
	tree->start = 0;
	tree->leaves = 0;
	tree->range_level = task->wants_ranges ? find_range_level(task) :
						 HLN_TREE_NO_RANGES;
	hln_ranges_init(&tree->ranges, task->wants_ranges);
	hln_tree_open_leaf(tree);
}

/* Digests of `count` pairs that lie one after the other. */
static void digest_pairs(const struct hln_tree *tree, uint8_t *out,
			 const uint8_t *pairs, size_t count)
{
	hln_equal_messages_digest(
		tree->work->md, tree->cpu, hln_tree_node_prefix(tree->work),
		out, pairs, 2 * (size_t)tree->work->md->digest_bytes, count);
}

/* out = node(left, right); out may be either. */
static void digest_node(const struct hln_tree *tree, uint8_t *out,
			const uint8_t *left, const uint8_t *right)
{
	size_t digest_bytes = tree->work->md->digest_bytes;
	uint8_t pair[2 * HLN_TREE_DIGEST_MAX];

	memcpy(pair, left, digest_bytes);
	memcpy(pair + digest_bytes, right, digest_bytes);
	digest_pairs(tree, out, pair, 1);
}

/*
 * Close 2^level leaves whose root is given; leaves is a multiple of them.
 * Ranges within them are gathered already.
 */
static void push(struct hln_tree *tree, const uint8_t *root, unsigned level)
{
	size_t digest_bytes = tree->work->md->digest_bytes;
	uint8_t *top = tree->stack + tree->depth * digest_bytes;
	unsigned merged = level;

	memcpy(top, root, digest_bytes);
	tree->depth++;
	for (; tree->leaves >> merged & 1 && hln_tree_has_left(tree, merged);
	     merged++) {
		top -= digest_bytes;
		digest_node(tree, top, top, top + digest_bytes);
		tree->depth--;
		if (merged + 1 == tree->range_level)
			hln_ranges_add(&tree->ranges, top, digest_bytes);
	}
	tree->leaves += (uint64_t)1 << level;
}

/* Close 2^level whole leaves that lie in memory one after the other. */
static void push_group(struct hln_tree *tree, const uint8_t *data,
		       unsigned level)
{
	size_t count = (size_t)1 << level;
	size_t digest_bytes = tree->work->md->digest_bytes;
	uint8_t *from = tree->even, *to = tree->odd;

	hln_equal_messages_digest(tree->work->md, tree->cpu,
				  hln_tree_leaf_prefix(tree->work), from, data,
				  (size_t)tree->work->chunk_bytes, count);
	for (unsigned at = 0;; at++, count /= 2) {
		uint8_t *done = from;

		if (at == tree->range_level)
			hln_ranges_add(&tree->ranges, from,
				       count * digest_bytes);
		if (at == level)
			break;
		digest_pairs(tree, to, from, count / 2);
		from = to;
		to = done;
	}
	push(tree, from, level);
}

/* The largest group that may start after `leaves` closed ones. */
unsigned hln_tree_group_level(uint64_t leaves, size_t whole)
{
	unsigned level = 0;

	while (level < HLN_TREE_GROUP_LEVELS && !(leaves >> level & 1) &&
	       whole >> (level + 1))
		level++;
	return level;
}

int32_t hln_tree_update(void *state, const uint8_t *data, size_t bytes)
{
	struct hln_tree *tree = state;
	size_t leaf_bytes = (size_t)tree->work->chunk_bytes;
	uint8_t digest[HLN_TREE_DIGEST_MAX];

	while (bytes) {
		size_t room = leaf_bytes - (size_t)tree->in_leaf;
		size_t take = bytes < room ? bytes : room;

		if (!tree->in_leaf && bytes >= leaf_bytes) {
			unsigned level = hln_tree_group_level(
				tree->leaves, bytes / leaf_bytes);

			push_group(tree, data, level);
			data += leaf_bytes << level;
			bytes -= leaf_bytes << level;
			continue;
		}
		hln_stream_update(&tree->leaf, data, take);
		tree->in_leaf += take;
		data += take;
		bytes -= take;
		if (tree->in_leaf < leaf_bytes)
			break;
		hln_stream_digest(&tree->leaf, digest);
		if (!tree->range_level)
			hln_ranges_add(&tree->ranges, digest,
				       tree->work->md->digest_bytes);
		push(tree, digest, 0);
		hln_tree_open_leaf(tree);
	}
	return HASHLANE_OK;
}

/*
 * Combine the roots from stack[floor] on, an odd one promoted; have: root holds
 * the open leaf.
 */
static void fold_promoted(const struct hln_tree *tree, uint8_t *root,
			  bool have, uint32_t floor)
{
	size_t digest_bytes = tree->work->md->digest_bytes;
	uint32_t depth = tree->depth;

	if (!have)
		memcpy(root, tree->stack + --depth * digest_bytes,
		       digest_bytes);
	while (depth > floor)
		digest_node(tree, root, tree->stack + --depth * digest_bytes,
			    root);
}

/*
 * Combine the roots below a level, the missing leaves being zeros; have: root
 * holds the open leaf.
 */
static void fold_zero_padded(const struct hln_tree *tree, uint8_t *root,
			     bool have, unsigned height)
{
	size_t digest_bytes = tree->work->md->digest_bytes;
	uint32_t depth = tree->depth;
	uint8_t zero[HLN_TREE_DIGEST_MAX] = { 0 };

	for (unsigned level = 0; level < height; level++) {
		bool bit = tree->leaves >> level & 1;
		const uint8_t *left = root, *right = zero;

		if (bit) {
			left = tree->stack + --depth * digest_bytes;
			right = have ? root : zero;
		}
		if (bit || have) {
			digest_node(tree, root, left, right);
			have = true;
		}
		digest_node(tree, zero, zero, zero);
	}
	if (!have)
		memcpy(root, tree->stack, digest_bytes);
}

/* The height of the whole tree. */
static unsigned find_height(const struct hln_tree *tree)
{
	uint64_t total = tree->leaves + (tree->in_leaf != 0);
	unsigned height = 0;

	while ((uint64_t)1 << height < total)
		height++;
	return height;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct hln_tree *tree = state;
	bool zero_padded = tree->work->rules & HLN_TREE_ZERO_PADDED;
	bool empty = !tree->leaves && !tree->in_leaf;
	bool have = tree->in_leaf || empty;
	uint8_t root[HLN_TREE_DIGEST_MAX];

	(void)output;
	if (empty && zero_padded)
		return HASHLANE_NOT_FOUND;
	if (have)
		hln_stream_digest(&tree->leaf, root);
	if (zero_padded)
		fold_zero_padded(tree, root, have, find_height(tree));
	else
		fold_promoted(tree, root, have, 0);
	memcpy(out, root, tree->work->md->digest_bytes);
	return HASHLANE_OK;
}

/* The root of what follows the last whole range; false: nothing does. */
static bool digest_rest(const struct hln_tree *tree, uint8_t *root)
{
	uint64_t rest = tree->leaves &
			(((uint64_t)1 << tree->range_level) - 1);
	uint32_t floor = tree->depth;

	if (!rest && !tree->in_leaf)
		return false;
	/* The only range is the tree. */
	if (!(tree->leaves >> tree->range_level))
		return !digest(tree, 0, root);
	if (tree->in_leaf)
		hln_stream_digest(&tree->leaf, root);
	for (; rest; rest &= rest - 1)
		floor--;
	if (tree->work->rules & HLN_TREE_ZERO_PADDED)
		fold_zero_padded(tree, root, tree->in_leaf, tree->range_level);
	else
		fold_promoted(tree, root, tree->in_leaf, floor);
	return true;
}

static int32_t ranges(void *state, uint32_t output, const uint8_t **digests,
		      size_t *bytes)
{
	struct hln_tree *tree = state;
	uint8_t root[HLN_TREE_DIGEST_MAX];
	bool rest = digest_rest(tree, root);

	(void)output;
	return hln_ranges_read(digests, bytes, &tree->ranges,
			       rest ? root : NULL,
			       tree->work->md->digest_bytes);
}

static void drop(void *state)
{
	struct hln_tree *tree = state;

	hln_ranges_drop(&tree->ranges);
}

static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	return wish % task->work->chunk_bytes ? 0 : wish;
}

static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct hln_tree *tree = state;

	init(state, task);
	tree->start = offset / task->work->chunk_bytes;
	tree->leaves = tree->start;
}

/*
 * The part's roots are the largest aligned nodes that lie in it, in order. It
 * gathered the ranges within them; others close here.
 */
static int32_t join(void *state, void *part)
{
	struct hln_tree *tree = state;
	const struct hln_tree *next = part;
	size_t digest_bytes = tree->work->md->digest_bytes, range = 0;
	const uint8_t *root = next->stack;

	while (tree->leaves < next->leaves) {
		unsigned level = hln_node_level(
			tree->leaves, next->leaves - tree->leaves, 1);

		if (level >= tree->range_level) {
			size_t bytes = digest_bytes
				       << (level - tree->range_level);

			hln_ranges_add_from(&tree->ranges, &next->ranges,
					    range, bytes);
			range += bytes;
		}
		push(tree, root, level);
		root += digest_bytes;
	}
	tree->leaf = next->leaf;
	tree->in_leaf = next->in_leaf;
	return HASHLANE_OK;
}

static uint64_t border_bytes(const struct hln_task *task)
{
	return task->work->chunk_bytes;
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct hln_tree *tree = state;
	uint64_t leaf_bytes = tree->work->chunk_bytes;
	uint64_t prefix_bytes = tree->work->rules & HLN_TREE_PREFIXED ? 1 : 0;

	tree->in_leaf = bytes % leaf_bytes;
	tree->leaves = tree->start + bytes / leaf_bytes;
	tree->depth = (uint32_t)hln_node_count(tree->start, tree->leaves, 1);
	hln_packer_bytes(packer, tree->stack,
			 tree->depth * (size_t)tree->work->md->digest_bytes);
	hln_stream_pack(&tree->leaf, packer, prefix_bytes + tree->in_leaf);
}

const struct hln_shape hln_tree_shape = {
	.state_bytes = HLN_STATE_BYTES(struct hln_tree),
	.init = init,
	.update = hln_tree_update,
	.update_many = hln_tree_many_update,
	.digest = digest,
	.part_bytes = part_bytes,
	.border_bytes = border_bytes,
	.init_part = init_part,
	.join = join,
	.range_bytes = range_bytes,
	.ranges = ranges,
	.pack = pack,
	.drop = drop,
};
