/* SPDX-License-Identifier: MIT */
/* tree.h - the state of the binary-tree shape, for one stream or many. */
#ifndef HLN_TREE_H
#define HLN_TREE_H

#include "shape.h"

enum {
	HLN_TREE_GROUP_LEVELS = 8, /* at most 2^8 leaves side by side */
	HLN_TREE_GROUP = 1 << HLN_TREE_GROUP_LEVELS,
	HLN_TREE_DIGEST_MAX = 32,
	HLN_TREE_HEIGHT_MAX = 64,
	HLN_TREE_NO_RANGES = 2 * HLN_TREE_HEIGHT_MAX /* no level is that */
};

/*
 * Leaves are counted from the start of the whole stream, also in a part of
 * it. Nodes whose left sibling lies before the part wait for the join: a
 * stack then first grows, then falls.
 */

struct hln_tree {
	const struct hln_work *work;
	uint32_t cpu;
	uint32_t depth;   /* roots on the stack; one a set bit of leaves,
			   * but in a part */
	uint64_t start;   /* leaves before the part; 0 for a whole stream */
	uint64_t leaves;  /* closed, and those before */
	uint64_t in_leaf; /* bytes of the open leaf */
	struct hln_stream leaf;
	unsigned range_level; /* of the nodes that are gathered */
	struct hln_ranges ranges;
	/* Packed; of a whole stream largest first. */
	uint8_t stack[2 * HLN_TREE_HEIGHT_MAX * HLN_TREE_DIGEST_MAX];
	/* Digests of a group and of its pairs, in turn; too large a stack. */
	uint8_t even[HLN_TREE_GROUP * HLN_TREE_DIGEST_MAX];
	uint8_t odd[HLN_TREE_GROUP / 2 * HLN_TREE_DIGEST_MAX];
};

static inline int hln_tree_leaf_prefix(const struct hln_work *work)
{
	return work->rules & HLN_TREE_PREFIXED ? 0 : -1;
}

static inline int hln_tree_node_prefix(const struct hln_work *work)
{
	return work->rules & HLN_TREE_PREFIXED ? 1 : -1;
}

/*
 * Is the left sibling of the node of 2^level leaves that follows the closed
 * ones a whole node of this tree? The node's index is odd.
 */
static inline bool hln_tree_has_left(const struct hln_tree *tree,
				     unsigned level)
{
	return ((tree->leaves >> level) - 1) << level >= tree->start;
}

/* Start the next leaf. */
void hln_tree_open_leaf(struct hln_tree *tree);

/* The largest group that may start after `leaves` closed ones. */
unsigned hln_tree_group_level(uint64_t leaves, size_t whole);

/* The shape's hook of that name; that for many is in tree_many.h. */
int32_t hln_tree_update(void *state, const uint8_t *data, size_t bytes);

#endif
