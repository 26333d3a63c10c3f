/* SPDX-License-Identifier: MIT */
/* stream.c - a message in progress, advanced by a kernel of one lane. */
#include "stream.h"

#include "../lane/cpu.h"

#include <string.h>

void hln_stream_init(struct hln_stream *stream, const struct hln_md *md,
		     uint32_t cpu)
{
	stream->md = md;
	stream->blocks = NULL;
	stream->bytes = 0;
	stream->cpu = cpu;
	hln_md_state_init(md, stream->state, 1, 0);
}

/* The search is worth it only for a stream that is advanced by itself. */
static hln_blocks_fn *find_blocks(const struct hln_stream *stream)
{
	if (stream->blocks)
		return stream->blocks;
	return hln_kernel_single(stream->md->core, stream->cpu)->blocks;
}

void hln_stream_pack(struct hln_stream *stream, struct hln_packer *packer,
		     uint64_t bytes)
{
	const struct hln_md *md = stream->md;
	size_t tail = hln_md_tail_bytes(md, bytes);
	/* The last word of SHA-3 is its rate: kernels step by it. */
	size_t words = md->state_words - (md->padding == HLN_PAD_SHA3);

	/* Before the first block the state is the initial one. */
	for (size_t w = 0; w < words && tail < bytes; w++) {
		uint8_t *at = (uint8_t *)stream->state + w * md->word_bytes;
		uint32_t narrow;

		if (md->word_bytes == 8) {
			hln_packer_u64(packer, &stream->state[w]);
			continue;
		}
		memcpy(&narrow, at, 4);
		hln_packer_u32(packer, &narrow);
		memcpy(at, &narrow, 4);
	}
	hln_packer_bytes(packer, stream->partial, tail);
	stream->bytes = bytes;
}

void hln_stream_update(struct hln_stream *stream, const uint8_t *data,
		       size_t bytes)
{
	size_t block = stream->md->block_bytes;
	size_t used = hln_md_tail_bytes(stream->md, stream->bytes);
	size_t held = hln_md_held_bytes(stream->md);
	size_t blocks;

	if (!bytes)
		return;
	stream->bytes += bytes;
	if (used) {
		size_t room = block - used;

		if (bytes < room + held) {
			memcpy(stream->partial + used, data, bytes);
			return;
		}
		const uint8_t *in = stream->partial;

		memcpy(stream->partial + used, data, room);
		data += room;
		bytes -= room;
		stream->blocks = find_blocks(stream);
		stream->blocks(stream->state, &in, 1);
	}
	if (bytes >= block + held) {
		blocks = (size_t)hln_md_blocks(stream->md, bytes - held);
		stream->blocks = find_blocks(stream);
		stream->blocks(stream->state, &data, blocks);
		data += blocks * block;
		bytes -= blocks * block;
	}
	memcpy(stream->partial, data, bytes);
}

void hln_stream_digest(const struct hln_stream *stream, uint8_t *digest)
{
	const struct hln_md *md = stream->md;
	uint64_t state[HLN_STATE_WORDS_MAX];
	uint8_t tail[2 * HLN_BLOCK_BYTES_MAX];
	const uint8_t *in = tail;

	memcpy(state, stream->state, sizeof(state));
	memcpy(tail, stream->partial, hln_md_tail_bytes(md, stream->bytes));
	find_blocks(stream)(state, &in,
			    hln_md_pad(md, state, 1, 0, tail, stream->bytes));
	hln_md_output(md, state, 1, 0, digest);
}
