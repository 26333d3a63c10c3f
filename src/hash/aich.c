/* SPDX-License-Identifier: MIT */
/*
 * aich.c - eMule's Advanced Intelligent Corruption Handling: the SHA-1 of
 * blocks under a tree whose shape depends on the number of chunks.
 *
 * A node over n > 1 leaves gives ceil(n / 2) of them to its left child if it
 * is a left child itself or the root, else floor(n / 2). The leaves of the
 * upper tree are chunks; every chunk is such a tree over its blocks. (After
 * the comment at the head of eMule's SHAHashSet.h.)
 */
#include "../../include/hashlane.h"
#include "equal_messages.h"
#include "lanes.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_BYTES = 9728000,
	BLOCK_BYTES = 184320,
	CHUNK_BLOCKS = 53, /* the last one is shorter */
	LAST_BLOCK_BYTES = CHUNK_BYTES - (CHUNK_BLOCKS - 1) * BLOCK_BYTES,
	DIGEST_BYTES = 20,
	FRAMES_MAX = 41, /* 2^64 bytes are fewer than 2^41 chunks */
	PAIRS_FIRST = 16
};

/* A node above the next leaf. */
struct frame {
	uint64_t leaves;
	bool is_left;
	bool has_left; /* the left child is done */
	uint8_t left[DIGEST_BYTES];
};

/*
 * A tree of a known number of leaves whose digests come in order. The frames
 * lead from the root to the parent of the next leaf; none: the next leaf is
 * the root, or the root is done.
 */
struct fold {
	const struct hln_md *md;
	uint32_t cpu;
	uint32_t depth;
	bool is_left; /* the root's own side */
	uint8_t root[DIGEST_BYTES];
	struct frame frames[FRAMES_MAX];
};

/* The two roots a chunk may have. */
struct pair {
	uint8_t left[DIGEST_BYTES];
	uint8_t right[DIGEST_BYTES];
};

struct aich {
	const struct hln_md *md;
	uint32_t cpu;
	uint32_t in_block;   /* bytes of the open block */
	uint32_t blocks;     /* closed, of the open chunk */
	int32_t failure;     /* HASHLANE_OK or HASHLANE_NO_MEMORY */
	uint64_t chunks;     /* closed */
	uint64_t all_chunks; /* where size_known */
	bool size_known;
	bool apart; /* a part, which stays open until it is joined; not where
		     * the size is unknown */
	struct hln_stream block;
	uint8_t digests[CHUNK_BLOCKS *
			DIGEST_BYTES]; /* of the closed blocks */
	/* Where the size is known, so is the side of every chunk: */
	struct fold fold;
	/* Else both roots are kept: */
	struct pair *pairs;
	size_t capacity;
	struct hln_ranges ranges; /* the chunks, as they stand in the tree */
};

static uint64_t left_leaves(uint64_t leaves, bool is_left)
{
	return leaves / 2 + (is_left ? leaves % 2 : 0);
}

/* Push the frames between a node and its first leaf. */
static void descend(struct fold *fold, uint64_t leaves, bool is_left)
{
	while (leaves > 1 && fold->depth < FRAMES_MAX) {
		struct frame *frame = &fold->frames[fold->depth++];

		frame->leaves = leaves;
		frame->is_left = is_left;
		frame->has_left = false;
		leaves = left_leaves(leaves, is_left);
		is_left = true;
	}
}

static void fold_init(struct fold *fold, const struct hln_md *md, uint32_t cpu,
		      uint64_t leaves, bool is_left)
{
	fold->md = md;
	fold->cpu = cpu;
	fold->depth = 0;
	fold->is_left = is_left;
	memset(fold->root, 0, sizeof(fold->root));
	descend(fold, leaves, is_left);
}

/* Is the next leaf a left child? */
static bool next_is_left(const struct fold *fold)
{
	if (!fold->depth)
		return fold->is_left;
	return !fold->frames[fold->depth - 1].has_left;
}

/* digest = SHA-1(left || digest) */
static void digest_node(const struct fold *fold, uint8_t *digest,
			const uint8_t *left)
{
	uint8_t children[2 * DIGEST_BYTES];

	memcpy(children, left, DIGEST_BYTES);
	memcpy(children + DIGEST_BYTES, digest, DIGEST_BYTES);
	hln_equal_messages_digest(fold->md, fold->cpu, -1, digest, children,
				  sizeof(children), 1);
}

static void fold_add(struct fold *fold, const uint8_t *leaf)
{
	uint8_t digest[DIGEST_BYTES];

	memcpy(digest, leaf, DIGEST_BYTES);
	while (fold->depth) {
		struct frame *frame = &fold->frames[fold->depth - 1];

		if (!frame->has_left) {
			memcpy(frame->left, digest, DIGEST_BYTES);
			frame->has_left = true;
			descend(fold,
				frame->leaves - left_leaves(frame->leaves,
							    frame->is_left),
				false);
			return;
		}
		digest_node(fold, digest, frame->left);
		fold->depth--;
	}
	memcpy(fold->root, digest, DIGEST_BYTES);
}

static bool has_open_block(const struct aich *aich)
{
	/* An empty input is one empty block. */
	return aich->in_block || (!aich->blocks && !aich->chunks);
}

/* The root of the open chunk, as a left or as a right child. */
static void digest_chunk(const struct aich *aich, uint8_t *root, bool is_left)
{
	bool open = has_open_block(aich);
	uint8_t last[DIGEST_BYTES];
	struct fold fold;

	fold_init(&fold, aich->md, aich->cpu, aich->blocks + open, is_left);
	for (uint32_t i = 0; i < aich->blocks; i++)
		fold_add(&fold, aich->digests + i * DIGEST_BYTES);
	if (open) {
		hln_stream_digest(&aich->block, last);
		fold_add(&fold, last);
	}
	memcpy(root, fold.root, DIGEST_BYTES);
}

static void init(void *state, const struct hln_task *task)
{
	struct aich *aich = state;
	uint64_t chunks = task->size_bytes / CHUNK_BYTES +
			  (task->size_bytes % CHUNK_BYTES != 0);

	aich->md = task->work->md;
	aich->cpu = task->cpu;
	aich->in_block = 0;
	aich->blocks = 0;
	aich->failure = HASHLANE_OK;
	aich->chunks = 0;
	aich->size_known = task->size_known;
	aich->all_chunks = chunks;
	aich->apart = false;
	aich->pairs = NULL;
	aich->capacity = 0;
	hln_ranges_init(&aich->ranges, task->wants_ranges);
	hln_stream_init(&aich->block, aich->md, aich->cpu);
	if (aich->size_known)
		fold_init(&aich->fold, aich->md, aich->cpu, chunks, true);
}

/* Make room for one more pair. */
static int32_t grow(struct aich *aich)
{
	size_t capacity = aich->capacity ? 2 * aich->capacity : PAIRS_FIRST;
	struct pair *pairs = NULL;

	if (aich->chunks < aich->capacity)
		return HASHLANE_OK;
	if (capacity <= SIZE_MAX / sizeof(*pairs))
		pairs = realloc(aich->pairs, capacity * sizeof(*pairs));
	if (!pairs) {
		free(aich->pairs);
		aich->pairs = NULL;
		aich->failure = HASHLANE_NO_MEMORY;
		return aich->failure;
	}
	aich->pairs = pairs;
	aich->capacity = capacity;
	return HASHLANE_OK;
}

static int32_t close_chunk(struct aich *aich)
{
	uint8_t root[DIGEST_BYTES];

	if (aich->size_known) {
		digest_chunk(aich, root, next_is_left(&aich->fold));
		fold_add(&aich->fold, root);
		hln_ranges_add(&aich->ranges, root, DIGEST_BYTES);
	} else {
		int32_t status = grow(aich);

		if (status)
			return status;
		digest_chunk(aich, aich->pairs[aich->chunks].left, true);
		digest_chunk(aich, aich->pairs[aich->chunks].right, false);
	}
	aich->chunks++;
	aich->blocks = 0;
	return HASHLANE_OK;
}

static size_t block_bytes(uint32_t block)
{
	return block == CHUNK_BLOCKS - 1 ? LAST_BLOCK_BYTES : BLOCK_BYTES;
}

/* Close the blocks of this chunk that lie whole in data; bytes taken. */
static size_t take_whole_blocks(struct aich *aich, const uint8_t *data,
				size_t bytes)
{
	struct hln_message messages[CHUNK_BLOCKS];
	size_t count = 0, taken = 0;

	for (uint32_t i = aich->blocks;
	     i < CHUNK_BLOCKS && bytes - taken >= block_bytes(i); i++) {
		messages[count].data = data + taken;
		messages[count].bytes = block_bytes(i);
		messages[count].digest = aich->digests + i * DIGEST_BYTES;
		taken += block_bytes(i);
		count++;
	}
	hln_lanes_digest_messages(aich->md, aich->cpu, -1, messages, count);
	aich->blocks += (uint32_t)count;
	return taken;
}

/* Update the open block; bytes taken. */
static size_t take_bytes(struct aich *aich, const uint8_t *data, size_t bytes)
{
	size_t whole = block_bytes(aich->blocks);
	size_t room = whole - aich->in_block;
	size_t take = bytes < room ? bytes : room;

	hln_stream_update(&aich->block, data, take);
	aich->in_block += (uint32_t)take;
	if (aich->in_block == whole) {
		hln_stream_digest(&aich->block,
				  aich->digests + aich->blocks * DIGEST_BYTES);
		hln_stream_init(&aich->block, aich->md, aich->cpu);
		aich->blocks++;
		aich->in_block = 0;
	}
	return take;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct aich *aich = state;

	while (bytes && !aich->failure) {
		size_t taken;

		if (!aich->in_block && bytes >= block_bytes(aich->blocks))
			taken = take_whole_blocks(aich, data, bytes);
		else
			taken = take_bytes(aich, data, bytes);
		data += taken;
		bytes -= taken;
		if (aich->blocks < CHUNK_BLOCKS)
			continue;
		if (aich->apart)
			break;
		close_chunk(aich);
	}
	return aich->failure;
}

static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	(void)task;
	(void)wish;
	return CHUNK_BYTES;
}

static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct aich *aich = state;

	(void)offset;
	init(state, task);
	aich->apart = task->size_known;
}

static int32_t join(void *state, void *part)
{
	struct aich *aich = state;
	const struct aich *next = part;

	for (uint64_t i = 0; !next->size_known && i < next->chunks; i++) {
		int32_t status = grow(aich);

		if (status)
			return status;
		aich->pairs[aich->chunks++] = next->pairs[i];
	}
	memcpy(aich->digests, next->digests, next->blocks * DIGEST_BYTES);
	aich->blocks = next->blocks;
	aich->in_block = next->in_block;
	aich->block = next->block;
	return aich->blocks == CHUNK_BLOCKS ? close_chunk(aich) : HASHLANE_OK;
}

/*
 * The tree over the pairs and, where there is one, the open part. `ranges`
 * gets the chunks.
 */
static void replay(const struct aich *aich, struct fold *fold, bool open,
		   struct hln_ranges *ranges)
{
	fold_init(fold, aich->md, aich->cpu, aich->chunks + open, true);
	for (uint64_t i = 0; i < aich->chunks; i++) {
		const struct pair *pair = &aich->pairs[i];
		const uint8_t *root = next_is_left(fold) ? pair->left :
							   pair->right;

		fold_add(fold, root);
		if (ranges)
			hln_ranges_add(ranges, root, DIGEST_BYTES);
	}
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct aich *aich = state;
	bool open = aich->blocks || has_open_block(aich);
	uint8_t root[DIGEST_BYTES];
	struct fold fold;

	(void)output;
	if (aich->failure)
		return aich->failure;
	if (aich->size_known)
		fold = aich->fold;
	else
		replay(aich, &fold, open, NULL);
	if (open) {
		digest_chunk(aich, root, next_is_left(&fold));
		fold_add(&fold, root);
	}
	memcpy(out, fold.root, DIGEST_BYTES);
	return HASHLANE_OK;
}

static uint64_t range_bytes(const struct hln_task *task)
{
	(void)task;
	return CHUNK_BYTES;
}

static int32_t ranges(void *state, uint32_t output, const uint8_t **digests,
		      size_t *bytes)
{
	struct aich *aich = state;
	bool open = aich->blocks || aich->in_block;
	uint8_t root[DIGEST_BYTES];
	struct fold fold;

	(void)output;
	if (aich->failure)
		return aich->failure;
	if (aich->size_known) {
		fold = aich->fold;
	} else {
		aich->ranges.bytes = 0;
		replay(aich, &fold, open, &aich->ranges);
	}
	if (open)
		digest_chunk(aich, root, next_is_left(&fold));
	return hln_ranges_read(digests, bytes, &aich->ranges,
			       open ? root : NULL, DIGEST_BYTES);
}

static int32_t clone(void *to, const void *from)
{
	const struct aich *source = from;
	struct aich *aich = to;
	size_t pairs_bytes = source->capacity * sizeof(*source->pairs);
	struct pair *pairs = NULL;

	if (source->pairs) {
		pairs = malloc(pairs_bytes);
		if (!pairs)
			return HASHLANE_NO_MEMORY;
		memcpy(pairs, source->pairs,
		       (size_t)source->chunks * sizeof(*pairs));
	}
	memcpy(aich, source, sizeof(*aich));
	aich->pairs = pairs;
	return HASHLANE_OK;
}

static void drop(void *state)
{
	struct aich *aich = state;

	free(aich->pairs);
	aich->pairs = NULL;
	hln_ranges_drop(&aich->ranges);
}

static uint64_t border_bytes(const struct hln_task *task)
{
	(void)task;
	return CHUNK_BYTES;
}

/*
 * The frames of a tree of so many leaves, of which the first `done` were
 * added; the digests on their left are all that they hold besides.
 */
static void fold_place(struct fold *fold, uint64_t leaves, uint64_t done)
{
	bool is_left = fold->is_left;

	fold->depth = 0;
	while (leaves > 1 && done < leaves && fold->depth < FRAMES_MAX) {
		struct frame *frame = &fold->frames[fold->depth++];
		uint64_t left = left_leaves(leaves, is_left);

		frame->leaves = leaves;
		frame->is_left = is_left;
		frame->has_left = done >= left;
		is_left = !frame->has_left;
		if (frame->has_left)
			done -= left;
		leaves = is_left ? left : leaves - left;
	}
}

static void fold_pack(struct fold *fold, struct hln_packer *packer,
		      uint64_t leaves, uint64_t done)
{
	if (packer->packing == HLN_PACK_READ)
		fold_place(fold, leaves, done);
	for (uint32_t i = 0; i < fold->depth; i++)
		if (fold->frames[i].has_left)
			hln_packer_bytes(packer, fold->frames[i].left,
					 DIGEST_BYTES);
	if (!fold->depth)
		hln_packer_bytes(packer, fold->root, DIGEST_BYTES);
}

static void pack_pairs(struct aich *aich, struct hln_packer *packer,
		       uint64_t chunks)
{
	if (packer->packing != HLN_PACK_READ) {
		hln_packer_bytes(packer, aich->pairs,
				 (size_t)aich->chunks * sizeof(*aich->pairs));
		return;
	}
	if (!hln_packer_has(packer, chunks, sizeof(struct pair)))
		return;
	while (aich->chunks < chunks && !packer->status) {
		packer->status = grow(aich);
		if (packer->status)
			return;
		hln_packer_bytes(packer, &aich->pairs[aich->chunks++],
				 sizeof(struct pair));
	}
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct aich *aich = state;
	uint64_t chunks = bytes / CHUNK_BYTES, rest = bytes % CHUNK_BYTES;

	aich->blocks = (uint32_t)(rest / BLOCK_BYTES);
	aich->in_block = (uint32_t)(rest % BLOCK_BYTES);
	hln_packer_bytes(packer, aich->digests,
			 aich->blocks * (size_t)DIGEST_BYTES);
	hln_stream_pack(&aich->block, packer, aich->in_block);
	if (aich->size_known) {
		aich->chunks = chunks;
		fold_pack(&aich->fold, packer, aich->all_chunks, chunks);
	} else {
		pack_pairs(aich, packer, chunks);
	}
}

const struct hln_shape hln_aich_shape = {
	.state_bytes = HLN_STATE_BYTES(struct aich),
	.uses_size = true,
	.init = init,
	.update = update,
	.digest = digest,
	.part_bytes = part_bytes,
	.border_bytes = border_bytes,
	.init_part = init_part,
	.join = join,
	.range_bytes = range_bytes,
	.ranges = ranges,
	.pack = pack,
	.clone = clone,
	.drop = drop,
};
