/* SPDX-License-Identifier: MIT */
/*
 * tree_many.c - several binary trees grow side by side: the leaves of all
 * share lanes, then the nodes of each level do.
 *
 * A group is 2^level whole leaves of one tree that start at a multiple of
 * 2^level: a subtree that is complete by itself, so that its root needs nothing
 * else of its tree. A round takes one group of each update, sorted by their
 * size, and digests all of them together. With groups of 4, 2 and 1 leaves of
 * the trees A, B and C:
 *
 *     level 0   a a a a b b c     7 leaves; root c goes to C's stack
 *     level 1    A   A   B        3 nodes of the pairs; B goes to B's stack
 *     level 2      A              1 node; A goes to A's stack
 *
 * Since the largest group comes first, the groups that have a node on a level
 * are the first ones, each with an even number of nodes until its root is
 * reached. So the pairs of a level lie one after the other, without gaps, and
 * the roots that are done are taken off its end.
 *
 * What is left of an update is less than a leaf, or follows an open leaf:
 * update_open takes that, up to the end of the leaf. Then merge_roots joins
 * roots of the same size on the stack of each tree, again side by side.
 */
#include "../../include/hashlane.h"
#include "equal_messages.h"
#include "lanes.h"
#include "tree_many.h"

#include <string.h>

enum {
	BATCH = 32, /* trees side by side */
	LEVELS = HLN_TREE_GROUP_LEVELS + 1
};

/* Leaves that are closed at once: 2^level of one tree. */
struct group {
	struct hln_tree *tree;
	const uint8_t *data; /* of the first leaf */
	unsigned level;
};

/* A root for the tree's stack, not yet merged with those below it. */
static void stack_root(struct hln_tree *tree, const uint8_t *root)
{
	size_t digest_bytes = tree->work->md->digest_bytes;

	memcpy(tree->stack + tree->depth++ * digest_bytes, root, digest_bytes);
}

/* Digests of `count` pairs that lie one after the other. */
static void digest_pairs(const struct hln_tree *tree, uint8_t *out,
			 const uint8_t *pairs, size_t count)
{
	hln_equal_messages_digest(
		tree->work->md, tree->cpu, hln_tree_node_prefix(tree->work),
		out, pairs, 2 * (size_t)tree->work->md->digest_bytes, count);
}

/*
 * The roots of the groups are on top of the stacks of their trees, which all
 * differ. Where two roots of one size are there, they become one, as in a
 * binary counter of the leaves: a group adds 1 << level, and each carry is a merge.
 */
static void merge_roots(const struct group *groups, size_t count,
			struct hln_tree *scratch)
{
	size_t digest_bytes = scratch->work->md->digest_bytes, merges;
	const struct group *merged[BATCH];
	uint8_t *tops[BATCH];
	unsigned above = 0; /* levels merged so far */

	do {
		merges = 0;
		for (size_t i = 0; i < count; i++) {
			struct hln_tree *tree = groups[i].tree;
			uint64_t low = ((uint64_t)2 << above) - 1;

			if ((tree->leaves >> groups[i].level & low) != low ||
			    !hln_tree_has_left(tree, groups[i].level + above))
				continue;
			tree->depth--;
			tops[merges] = tree->stack +
				       (tree->depth - 1) * digest_bytes;
			memcpy(scratch->even + 2 * digest_bytes * merges,
			       tops[merges], 2 * digest_bytes);
			merged[merges++] = &groups[i];
		}
		digest_pairs(scratch, scratch->odd, scratch->even, merges);
		above++;
		for (size_t i = 0; i < merges; i++) {
			struct hln_tree *tree = merged[i]->tree;

			memcpy(tops[i], scratch->odd + i * digest_bytes,
			       digest_bytes);
			if (merged[i]->level + above == tree->range_level)
				hln_ranges_add(&tree->ranges, tops[i],
					       digest_bytes);
		}
	} while (merges);
	for (size_t i = 0; i < count; i++)
		groups[i].tree->leaves += (uint64_t)1 << groups[i].level;
}

/* The leaves of groups, as messages. */
struct leaves {
	const struct group *group;
	size_t at; /* leaf in the group */
	uint8_t *digest;
};

static size_t next_leaves(void *context, struct hln_message *messages,
			  size_t room)
{
	struct leaves *leaves = context;
	const struct hln_work *work = leaves->group->tree->work;
	size_t leaf_bytes = (size_t)work->chunk_bytes;

	for (size_t i = 0; i < room; i++) {
		messages[i].data = leaves->group->data +
				   leaves->at * leaf_bytes;
		messages[i].bytes = leaf_bytes;
		messages[i].digest = leaves->digest;
		leaves->digest += work->md->digest_bytes;
		if (++leaves->at >> leaves->group->level) {
			leaves->group++;
			leaves->at = 0;
		}
	}
	return room;
}

/* The nodes of all groups on their ranges' level. */
static void gather_ranges(const struct group *groups, size_t count,
			  const uint8_t *nodes)
{
	for (size_t i = 0; i < count; i++) {
		struct hln_tree *tree = groups[i].tree;
		size_t bytes = (size_t)tree->work->md->digest_bytes
			       << (groups[i].level - tree->range_level);

		hln_ranges_add(&tree->ranges, nodes, bytes);
		nodes += bytes;
	}
}

/* Digest groups of at most HLN_TREE_GROUP leaves in all, the largest first. */
static void close_groups(const struct group *groups, size_t count,
			 size_t leaf_count)
{
	struct hln_tree *scratch = groups->tree;
	const struct hln_work *work = scratch->work;
	size_t digest_bytes = work->md->digest_bytes, open = count;
	size_t nodes = leaf_count;
	uint8_t *from = scratch->even, *to = scratch->odd;
	struct leaves leaves = { groups, 0, from };
	const struct hln_message_source source = { next_leaves, &leaves };

	hln_lanes_digest_source(work->md, scratch->cpu,
				hln_tree_leaf_prefix(work), &source,
				leaf_count);
	for (unsigned level = 0; open; level++) {
		uint8_t *done = from;

		if (level == scratch->range_level)
			gather_ranges(groups, open, from);
		for (; open && groups[open - 1].level == level; open--)
			stack_root(groups[open - 1].tree,
				   from + --nodes * digest_bytes);
		nodes /= 2;
		digest_pairs(scratch, to, from, nodes);
		from = to;
		to = done;
	}
	merge_roots(groups, count, scratch);
}

/*
 * Which group each update starts with: none if its tree has an open leaf, if a
 * whole leaf is missing, or if the round is full. levels[i] is LEVELS then.
 * Returns the number of leaves; counts gets the number of groups by level.
 */
static size_t choose_levels(uint8_t levels[BATCH], size_t counts[LEVELS],
			    const struct hln_update *updates, size_t count)
{
	size_t leaf_count = 0;

	memset(counts, 0, LEVELS * sizeof(*counts));
	for (size_t i = 0; i < count; i++) {
		const struct hln_tree *tree = updates[i].state;
		size_t whole = updates[i].bytes /
			       (size_t)tree->work->chunk_bytes;
		unsigned level;

		levels[i] = LEVELS;
		if (tree->in_leaf || !whole)
			continue;
		level = hln_tree_group_level(tree->leaves, whole);
		if (leaf_count + ((size_t)1 << level) > HLN_TREE_GROUP)
			continue;
		leaf_count += (size_t)1 << level;
		levels[i] = (uint8_t)level;
		counts[level]++;
	}
	return leaf_count;
}

/*
 * Take a group of each update that starts with one, the largest first: a
 * counting sort by level. Returns the number of leaves.
 */
static size_t take_groups(struct group *groups, size_t *group_count,
			  struct hln_update *updates, size_t count)
{
	size_t places[LEVELS], leaf_count;
	uint8_t levels[BATCH];

	leaf_count = choose_levels(levels, places, updates, count);
	/* From the number of groups of a level to the place of its first. */
	*group_count = 0;
	for (unsigned level = LEVELS; level--;) {
		size_t here = places[level];

		places[level] = *group_count;
		*group_count += here;
	}
	for (size_t i = 0; i < count; i++) {
		struct hln_tree *tree = updates[i].state;
		size_t bytes;

		if (levels[i] == LEVELS)
			continue;
		bytes = (size_t)tree->work->chunk_bytes << levels[i];
		groups[places[levels[i]]++] =
			(struct group){ tree, updates[i].data, levels[i] };
		updates[i].data += bytes;
		updates[i].bytes -= bytes;
	}
	return leaf_count;
}

/*
 * Update the open leaves, each up to its end; room for a group each in full.
 * Not inline: its arrays need not lie on the stack below whole groups.
 */
__attribute__((noinline)) static void
update_open(struct group *full, struct hln_update *updates, size_t count)
{
	uint8_t digests[BATCH][HLN_TREE_DIGEST_MAX], *outs[BATCH];
	struct hln_update leaves[BATCH];
	void *ended[BATCH];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct hln_tree *tree = updates[i].state;
		uint64_t room = tree->work->chunk_bytes - tree->in_leaf;
		size_t take = updates[i].bytes < room ? updates[i].bytes :
							(size_t)room;

		leaves[i] = (struct hln_update){ &tree->leaf, updates[i].data,
						 take };
		tree->in_leaf += take;
		if (take == room) {
			ended[n] = &tree->leaf;
			outs[n] = digests[n];
			full[n++] = (struct group){ tree, NULL, 0 };
		}
		updates[i].data += take;
		updates[i].bytes -= take;
	}
	if (count)
		hln_lanes_update(leaves, count);
	if (!n)
		return;
	hln_lanes_digest_streams(ended, outs, n);
	for (size_t i = 0; i < n; i++) {
		stack_root(full[i].tree, outs[i]);
		if (!full[i].tree->range_level)
			hln_ranges_add(&full[i].tree->ranges, outs[i],
				       full[i].tree->work->md->digest_bytes);
		hln_tree_open_leaf(full[i].tree);
	}
	merge_roots(full, n, full[0].tree);
}

static size_t drop_empty(struct hln_update *updates, size_t count)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++)
		if (updates[i].bytes)
			updates[left++] = updates[i];
	return left;
}

static void update_batch(struct hln_update *updates, size_t count)
{
	struct group groups[BATCH];
	size_t group_count, leaf_count;

	count = drop_empty(updates, count);
	while (count > 1) {
		leaf_count = take_groups(groups, &group_count, updates, count);
		if (leaf_count)
			close_groups(groups, group_count, leaf_count);
		else
			update_open(groups, updates, count);
		count = drop_empty(updates, count);
	}
	if (count)
		hln_tree_update(updates->state, updates->data, updates->bytes);
}

int32_t hln_tree_many_update(const struct hln_update *updates, size_t count)
{
	struct hln_update rest[BATCH];

	while (count) {
		size_t n = count < BATCH ? count : BATCH;

		memcpy(rest, updates, n * sizeof(*rest));
		update_batch(rest, n);
		updates += n;
		count -= n;
	}
	return HASHLANE_OK;
}
