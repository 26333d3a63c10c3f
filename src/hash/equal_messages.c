/* SPDX-License-Identifier: MIT */
/*
 * equal_messages.c - messages of one size that lie one after the other, as the
 * leaves and nodes of a tree do: all lanes start, pad and end together, so
 * there is nothing to schedule.
 */
#include "equal_messages.h"

#include "../lane/cpu.h"

#include <stdbool.h>
#include <string.h>

struct group {
	const struct hln_md *md;
	const struct hln_kernel *kernel;
	int prefix;
	size_t bytes; /* of a message */
	size_t count; /* up to the kernel's lanes */
	const uint8_t *in[HLN_LANES_MAX];
	_Alignas(64) uint8_t state[HLN_KERNEL_STATE_BYTES_MAX];
	_Alignas(64) uint8_t scratch[HLN_KERNEL_SCRATCH_BYTES_MAX];
};

static uint8_t *scratch_of(struct group *group, size_t l)
{
	return group->scratch + l * 2 * group->md->block_bytes;
}

/* Run blocks that begin at `data` in the first message, or in its scratch. */
static void run_blocks(struct group *group, const uint8_t *data, size_t stride,
		       size_t blocks)
{
	for (size_t l = 0; l < group->kernel->lanes; l++)
		/* A lane too many repeats the first message. */
		group->in[l] = data + (l < group->count ? l * stride : 0);
	group->kernel->blocks(group->state, group->in, blocks);
}

/* Start with the prefix and what fills its block; bytes taken of a message. */
static size_t run_head(struct group *group, const uint8_t *data)
{
	size_t take = group->md->block_bytes - 1U;

	for (size_t l = 0; l < group->count; l++) {
		uint8_t *head = scratch_of(group, l);

		head[0] = (uint8_t)group->prefix;
		memcpy(head + 1, data + l * group->bytes, take);
	}
	run_blocks(group, group->scratch, 2 * (size_t)group->md->block_bytes,
		   1);
	return take;
}

/* Lengths that are constants are copied without a call. */
static inline void copy_padded(uint8_t *to, const uint8_t *from, size_t bytes)
{
	if (bytes == 64)
		memcpy(to, from, 64);
	else if (bytes == 128)
		memcpy(to, from, 128);
	else
		memcpy(to, from, bytes);
}

/* Pad the last bytes of every message, `bytes` of them, and run them. */
static void run_tail(struct group *group, const uint8_t *data, size_t bytes,
		     bool with_prefix)
{
	const struct hln_md *md = group->md;
	uint64_t total = (uint64_t)group->bytes + (group->prefix >= 0);
	uint8_t padded[2 * HLN_BLOCK_BYTES_MAX];
	size_t blocks = 1;

	/* All messages have the same padding; BLAKE2's is in the state. */
	padded[0] = (uint8_t)group->prefix;
	for (size_t l = 0; l < group->count; l++) {
		uint8_t *tail = scratch_of(group, l);

		if (!l || md->padding == HLN_PAD_BLAKE2)
			blocks = hln_md_pad(md, group->state,
					    group->kernel->lanes, l, padded,
					    total);
		copy_padded(tail, padded, blocks * md->block_bytes);
		if (bytes)
			memcpy(tail + with_prefix, data + l * group->bytes,
			       bytes);
	}
	run_blocks(group, group->scratch, 2 * (size_t)md->block_bytes, blocks);
}

static void run_group(struct group *group, uint8_t *digests,
		      const uint8_t *data)
{
	const struct hln_md *md = group->md;
	uint64_t total = (uint64_t)group->bytes + (group->prefix >= 0);
	size_t tail = hln_md_tail_bytes(md, total), at = 0, blocks;
	/* All of it is in the padded blocks. */
	bool is_short = total <= tail;

	hln_md_state_fill(md, group->state, group->kernel->lanes);
	if (group->prefix >= 0 && !is_short)
		at = run_head(group, data);
	blocks = is_short ?
			 0 :
			 (size_t)hln_md_blocks(md, group->bytes - at - tail);
	if (blocks) {
		run_blocks(group, data + at, group->bytes, blocks);
		at += blocks * md->block_bytes;
	}
	run_tail(group, data + at, group->bytes - at,
		 group->prefix >= 0 && is_short);
	for (size_t l = 0; l < group->count; l++)
		hln_md_output(md, group->state, group->kernel->lanes, l,
			      digests + l * md->digest_bytes);
}

void hln_equal_messages_digest(const struct hln_md *md, uint32_t cpu,
			       int prefix, uint8_t *digests,
			       const uint8_t *data, size_t message_bytes,
			       size_t count)
{
	struct group group;

	group.md = md;
	group.prefix = prefix;
	group.bytes = message_bytes;
	while (count) {
		group.kernel = hln_kernel_for(md->core, cpu, count, NULL);
		group.count = count < group.kernel->lanes ?
				      count :
				      group.kernel->lanes;
		if (group.kernel->lanes == 1)
			hln_md_digest(md, group.kernel, prefix,
				      &(struct hln_message){
					      data, message_bytes, digests });
		else
			run_group(&group, digests, data);
		data += group.count * message_bytes;
		digests += group.count * md->digest_bytes;
		count -= group.count;
	}
}
