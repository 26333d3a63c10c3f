/* SPDX-License-Identifier: MIT */
/*
 * fs_verity.c - Linux's fs-verity file digest with SHA-256, blocks of 4 KiB
 * and no salt (Documentation/filesystems/fsverity.rst): a tree of hash blocks
 * under a descriptor.
 */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "equal_messages.h"
#include "nodes.h"
#include "shape.h"

#include <string.h>

enum {
	LOG_BLOCK_BYTES = 12,
	BLOCK_BYTES = 1 << LOG_BLOCK_BYTES,
	DIGEST_BYTES = 32,
	ARITY_BITS = 7,
	ARITY = BLOCK_BYTES / DIGEST_BYTES,
	LEVELS_MAX = 8, /* 2^64 bytes are 2^52 data blocks, 128 a hash block */
	FULL_BYTES = ARITY * BLOCK_BYTES, /* of data under a hash block */
	FULL_MAX = 64 /* in a part of known size, so that it has no node */
};

struct fs_verity {
	const struct hln_md *md;
	uint32_t cpu;
	uint32_t in_block; /* bytes of the open data block */
	uint64_t bytes;
	struct hln_stream block;
	/*
	 * The open hash block of every level, less than full. The top one is
	 * never empty, and its first digest is the root if nothing follows.
	 */
	uint32_t levels;
	uint8_t first[DIGEST_BYTES]; /* ever, of the top level */
	struct hln_stream hashes[LEVELS_MAX];
	/*
	 * A part has the lowest level only, and the nodes over its full hash
	 * blocks: those whose siblings lie before the part wait for the join.
	 */
	bool apart;
	uint64_t start; /* full hash blocks before the part, */
	uint64_t full;  /* and with those in it */
	struct hln_ranges nodes;
};

static void init(void *state, const struct hln_task *task)
{
	struct fs_verity *verity = state;

	verity->md = task->work->md;
	verity->cpu = task->cpu;
	verity->in_block = 0;
	verity->bytes = 0;
	verity->levels = 0;
	verity->apart = false;
	verity->start = 0;
	verity->full = 0;
	hln_ranges_init(&verity->nodes, false);
	hln_stream_init(&verity->block, verity->md, verity->cpu);
}

/* The digest of a block of which `stream` has the first bytes. */
static void digest_padded(const struct hln_stream *stream, uint8_t *digest)
{
	static const uint8_t zeros[BLOCK_BYTES];
	struct hln_stream padded = *stream;

	hln_stream_update(&padded, zeros, BLOCK_BYTES - (size_t)stream->bytes);
	hln_stream_digest(&padded, digest);
}

/* The node of ARITY^level full hash blocks that follows those of a part. */
static void push_node(struct fs_verity *verity, const uint8_t *digest,
		      unsigned level)
{
	struct hln_ranges *nodes = &verity->nodes;
	unsigned shift = level * ARITY_BITS;
	uint64_t index = verity->full >> shift;
	uint8_t parent[DIGEST_BYTES];

	hln_ranges_add(nodes, digest, DIGEST_BYTES);
	verity->full += (uint64_t)1 << shift;
	while (!nodes->failed && index % ARITY == ARITY - 1 &&
	       (index / ARITY) << (shift + ARITY_BITS) >= verity->start) {
		nodes->bytes -= BLOCK_BYTES;
		hln_equal_messages_digest(verity->md, verity->cpu, -1, parent,
					  nodes->data + nodes->bytes,
					  BLOCK_BYTES, 1);
		hln_ranges_add(nodes, parent, DIGEST_BYTES);
		index /= ARITY;
		shift += ARITY_BITS;
	}
}

/* Append digests to a level; at most as many as fill a hash block. */
static void append(struct fs_verity *verity, uint32_t level,
		   const uint8_t *digests, size_t count)
{
	uint8_t digest[DIGEST_BYTES];

	for (; level < LEVELS_MAX; level++) {
		struct hln_stream *hashes = &verity->hashes[level];

		if (level == verity->levels) {
			hln_stream_init(hashes, verity->md, verity->cpu);
			memcpy(verity->first, digests, DIGEST_BYTES);
			verity->levels++;
		}
		hln_stream_update(hashes, digests, count * DIGEST_BYTES);
		if (hashes->bytes < BLOCK_BYTES)
			return;
		hln_stream_digest(hashes, digest);
		hln_stream_init(hashes, verity->md, verity->cpu);
		if (verity->apart) {
			push_node(verity, digest, 0);
			return;
		}
		digests = digest;
		count = 1;
	}
}

/* Whole data blocks that lie in memory one after the other; bytes taken. */
static size_t take_whole_blocks(struct fs_verity *verity, const uint8_t *data,
				size_t bytes)
{
	size_t count = bytes / BLOCK_BYTES, room = ARITY;
	uint8_t digests[ARITY * DIGEST_BYTES];

	if (verity->levels)
		room -= (size_t)verity->hashes[0].bytes / DIGEST_BYTES;
	if (count > room)
		count = room;
	hln_equal_messages_digest(verity->md, verity->cpu, -1, digests, data,
				  BLOCK_BYTES, count);
	append(verity, 0, digests, count);
	return count * BLOCK_BYTES;
}

/* Update the open data block; bytes taken. */
static size_t take_bytes(struct fs_verity *verity, const uint8_t *data,
			 size_t bytes)
{
	size_t room = BLOCK_BYTES - verity->in_block;
	size_t take = bytes < room ? bytes : room;
	uint8_t digest[DIGEST_BYTES];

	hln_stream_update(&verity->block, data, take);
	verity->in_block += (uint32_t)take;
	if (verity->in_block == BLOCK_BYTES) {
		hln_stream_digest(&verity->block, digest);
		append(verity, 0, digest, 1);
		hln_stream_init(&verity->block, verity->md, verity->cpu);
		verity->in_block = 0;
	}
	return take;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct fs_verity *verity = state;

	verity->bytes += bytes;
	while (bytes) {
		size_t taken;

		if (!verity->in_block && bytes >= BLOCK_BYTES)
			taken = take_whole_blocks(verity, data, bytes);
		else
			taken = take_bytes(verity, data, bytes);
		data += taken;
		bytes -= taken;
	}
	return HASHLANE_OK;
}

/* The digest of the one block on top; of no data, zeros. */
static void digest_root(const struct fs_verity *verity, uint8_t *root)
{
	bool have = verity->in_block; /* root is a digest for the next level */

	memset(root, 0, DIGEST_BYTES);
	if (have)
		digest_padded(&verity->block, root);
	for (uint32_t level = 0; level < verity->levels; level++) {
		struct hln_stream hashes = verity->hashes[level];

		if (have)
			hln_stream_update(&hashes, root, DIGEST_BYTES);
		else if (level == verity->levels - 1 &&
			 hashes.bytes == DIGEST_BYTES) {
			memcpy(root, verity->first, DIGEST_BYTES);
			return;
		}
		have = hashes.bytes;
		if (have)
			digest_padded(&hashes, root);
	}
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct fs_verity *verity = state;
	/* struct fsverity_descriptor */
	uint8_t descriptor[256] = {
		1,                  /* version */
		1,                  /* SHA-256 */
		LOG_BLOCK_BYTES, 0, /* salt size */
	};

	(void)output;
	hln_store64_le(descriptor + 8, verity->bytes);
	digest_root(verity, descriptor + 16);
	hln_equal_messages_digest(verity->md, verity->cpu, -1, out, descriptor,
				  sizeof(descriptor), 1);
	return HASHLANE_OK;
}

static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	(void)task;
	return wish % FULL_BYTES || wish / FULL_BYTES > FULL_MAX ? 0 : wish;
}

static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct fs_verity *verity = state;

	init(state, task);
	verity->apart = true;
	verity->start = offset / FULL_BYTES;
	verity->full = verity->start;
	verity->nodes.wanted = true;
}

static int32_t join(void *state, void *part)
{
	struct fs_verity *verity = state;
	const struct fs_verity *next = part;
	const uint8_t *node = next->nodes.data;

	if (next->nodes.failed)
		return HASHLANE_NO_MEMORY;
	if (!verity->levels && next->levels) {
		verity->levels = 1;
		memcpy(verity->first, next->first, DIGEST_BYTES);
	}
	for (uint64_t at = next->start; at < next->full;
	     node += DIGEST_BYTES) {
		unsigned level = hln_node_level(at, next->full - at,
						ARITY_BITS);

		if (verity->apart)
			push_node(verity, node, level);
		else
			append(verity, level + 1, node, 1);
		at += (uint64_t)1 << (level * ARITY_BITS & 63);
	}
	if (next->levels)
		verity->hashes[0] = next->hashes[0];
	verity->block = next->block;
	verity->in_block = next->in_block;
	verity->bytes += next->bytes;
	return HASHLANE_OK;
}

static uint64_t border_bytes(const struct hln_task *task)
{
	(void)task;
	return FULL_BYTES;
}

static void pack_part(struct fs_verity *verity, struct hln_packer *packer)
{
	uint64_t blocks = verity->bytes / BLOCK_BYTES;
	uint64_t full = verity->start + blocks / ARITY, nodes;
	uint8_t digest[DIGEST_BYTES];

	nodes = hln_node_count(verity->start, full, ARITY_BITS);
	verity->levels = blocks ? 1 : 0;
	if (blocks) {
		if (packer->packing == HLN_PACK_READ)
			hln_stream_init(&verity->hashes[0], verity->md,
					verity->cpu);
		hln_packer_bytes(packer, verity->first, DIGEST_BYTES);
		hln_stream_pack(&verity->hashes[0], packer,
				blocks % ARITY * DIGEST_BYTES);
	}
	if (packer->packing != HLN_PACK_READ) {
		hln_packer_bytes(packer, verity->nodes.data,
				 verity->nodes.bytes);
	} else if (hln_packer_has(packer, nodes, DIGEST_BYTES)) {
		verity->full = full;
		while (nodes--) {
			hln_packer_bytes(packer, digest, DIGEST_BYTES);
			hln_ranges_add(&verity->nodes, digest, DIGEST_BYTES);
		}
	}
	if (verity->nodes.failed)
		packer->status = HASHLANE_NO_MEMORY;
}

static void pack_levels(struct fs_verity *verity, struct hln_packer *packer)
{
	uint64_t blocks = verity->bytes / BLOCK_BYTES;

	if (blocks)
		hln_packer_bytes(packer, verity->first, DIGEST_BYTES);
	for (verity->levels = 0; blocks; blocks /= ARITY) {
		struct hln_stream *hashes = &verity->hashes[verity->levels++];

		if (packer->packing == HLN_PACK_READ)
			hln_stream_init(hashes, verity->md, verity->cpu);
		hln_stream_pack(hashes, packer, blocks % ARITY * DIGEST_BYTES);
	}
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct fs_verity *verity = state;

	verity->bytes = bytes;
	verity->in_block = (uint32_t)(bytes % BLOCK_BYTES);
	hln_stream_pack(&verity->block, packer, verity->in_block);
	if (verity->apart)
		pack_part(verity, packer);
	else
		pack_levels(verity, packer);
}

static int32_t clone(void *to, const void *from)
{
	struct fs_verity *verity = to;

	memcpy(verity, from, sizeof(*verity));
	return hln_ranges_copy(&verity->nodes) ? HASHLANE_OK :
						 HASHLANE_NO_MEMORY;
}

static void drop(void *state)
{
	struct fs_verity *verity = state;

	hln_ranges_drop(&verity->nodes);
}

const struct hln_shape hln_fs_verity_shape = {
	.state_bytes = HLN_STATE_BYTES(struct fs_verity),
	.init = init,
	.update = update,
	.digest = digest,
	.part_bytes = part_bytes,
	.border_bytes = border_bytes,
	.init_part = init_part,
	.join = join,
	.pack = pack,
	.clone = clone,
	.drop = drop,
};
