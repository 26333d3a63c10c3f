/* SPDX-License-Identifier: MIT */
/*
 * rows.c - messages of one size that lie one after the other, as leaves and
 * nodes do: all lanes start, pad and end together, so nothing is to manage.
 */
#include "../lane/cpu.h"
#include "message_digest.h"

#include <stdbool.h>
#include <string.h>

struct rows {
	const struct hln_md *md;
	const struct hln_kernel *kernel;
	int prefix;
	size_t bytes; /* of a row */
	size_t count; /* up to the kernel's lanes */
	const uint8_t *in[HLN_LANES_MAX];
	_Alignas(64) uint8_t state[HLN_KERNEL_STATE_BYTES_MAX];
	_Alignas(64) uint8_t scratch[HLN_KERNEL_SCRATCH_BYTES_MAX];
};

static uint8_t *scratch_of(struct rows *rows, size_t row)
{
	return rows->scratch + row * 2 * rows->md->block_bytes;
}

/* Run blocks that begin at `data` in the first row, or in its scratch. */
static void run_blocks(struct rows *rows, const uint8_t *data, size_t stride,
		       size_t blocks)
{
	for (size_t l = 0; l < rows->kernel->lanes; l++)
		/* A lane too many repeats the first row. */
		rows->in[l] = data + (l < rows->count ? l * stride : 0);
	rows->kernel->blocks(rows->state, rows->in, blocks);
}

/* Start with the prefix and what fills its block; bytes taken of a row. */
static size_t run_head(struct rows *rows, const uint8_t *data)
{
	size_t take = rows->md->block_bytes - 1U;

	for (size_t l = 0; l < rows->count; l++) {
		uint8_t *head = scratch_of(rows, l);

		head[0] = (uint8_t)rows->prefix;
		memcpy(head + 1, data + l * rows->bytes, take);
	}
	run_blocks(rows, rows->scratch, 2 * (size_t)rows->md->block_bytes, 1);
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

/* Pad the last bytes of every row, `bytes` of them, and run them. */
static void run_tail(struct rows *rows, const uint8_t *data, size_t bytes,
		     bool with_prefix)
{
	const struct hln_md *md = rows->md;
	uint64_t total = (uint64_t)rows->bytes + (rows->prefix >= 0);
	uint8_t padded[2 * HLN_BLOCK_BYTES_MAX];
	size_t blocks = 1;

	/* The padding is the same in every row; BLAKE2's is in the state. */
	padded[0] = (uint8_t)rows->prefix;
	for (size_t l = 0; l < rows->count; l++) {
		uint8_t *tail = scratch_of(rows, l);

		if (!l || md->padding == HLN_PAD_BLAKE2)
			blocks = hln_md_pad(md, rows->state,
					    rows->kernel->lanes, l, padded,
					    total);
		copy_padded(tail, padded, blocks * md->block_bytes);
		if (bytes)
			memcpy(tail + with_prefix, data + l * rows->bytes,
			       bytes);
	}
	run_blocks(rows, rows->scratch, 2 * (size_t)md->block_bytes, blocks);
}

static void run_rows(struct rows *rows, uint8_t *digests, const uint8_t *data)
{
	const struct hln_md *md = rows->md;
	uint64_t total = (uint64_t)rows->bytes + (rows->prefix >= 0);
	size_t tail = hln_md_tail_bytes(md, total), at = 0, blocks;
	/* All of it is in the padded blocks. */
	bool is_short = total <= tail;

	hln_md_state_fill(md, rows->state, rows->kernel->lanes);
	if (rows->prefix >= 0 && !is_short)
		at = run_head(rows, data);
	blocks = is_short ? 0 :
			    (size_t)hln_md_blocks(md, rows->bytes - at - tail);
	if (blocks) {
		run_blocks(rows, data + at, rows->bytes, blocks);
		at += blocks * md->block_bytes;
	}
	run_tail(rows, data + at, rows->bytes - at,
		 rows->prefix >= 0 && is_short);
	for (size_t l = 0; l < rows->count; l++)
		hln_md_output(md, rows->state, rows->kernel->lanes, l,
			      digests + l * md->digest_bytes);
}

void hln_rows_digest(const struct hln_md *md, uint32_t cpu, int prefix,
		     uint8_t *digests, const uint8_t *data, size_t row_bytes,
		     size_t count)
{
	struct rows rows;

	rows.md = md;
	rows.prefix = prefix;
	rows.bytes = row_bytes;
	while (count) {
		rows.kernel = hln_kernel_for(md->core, cpu, count, NULL);
		rows.count = count < rows.kernel->lanes ? count :
							  rows.kernel->lanes;
		if (rows.kernel->lanes == 1)
			hln_message_digest(md, rows.kernel, prefix,
					   &(struct hln_message){
						   data, row_bytes, digests });
		else
			run_rows(&rows, digests, data);
		data += rows.count * row_bytes;
		digests += rows.count * md->digest_bytes;
		count -= rows.count;
	}
}
