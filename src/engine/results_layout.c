/* SPDX-License-Identifier: MIT */
/*
 * results_layout.c - which columns the blocks of a job have, and how much room
 * they take.
 */
#include "results_layout.h"

/* Columns of numbers behind the digests, at most. */
enum { NUMBERS_BEHIND = 7 };

/* A column of this kind for each output; of parts, for each that has any. */
static void add_outputs(struct hln_results_layout *layout,
			const struct hln_set *set, int32_t kind)
{
	for (size_t i = 0; i < set->output_count; i++) {
		const struct hln_algorithm *algorithm =
			set->slots[i].output.algorithm;
		const struct hln_set_work *work =
			&set->slots[set->slots[i].output.work].work;
		uint32_t bytes = algorithm->digest_bytes, part = 0;
		uint64_t part_bytes = 0;

		if (kind == HASHLANE_COLUMN_PARTS) {
			part_bytes = hln_hasher_range_bytes(set, i);
			if (!part_bytes)
				continue;
			part = work->work->md->digest_bytes;
			layout->parts_of[i] = (uint8_t)layout->column_count;
		}
		layout->columns[layout->column_count++] =
			(struct hashlane_results_column){
				.kind = kind,
				.algorithm = algorithm->id,
				.param = work->param,
				.stride = kind == HASHLANE_COLUMN_DIGEST ?
						  bytes :
					  kind == HASHLANE_COLUMN_HEX ?
						  2 * bytes :
						  0,
				.part_bytes = part_bytes,
				.part_digest_bytes = part,
			};
	}
}

static uint32_t add_numbers(struct hln_results_layout *layout, int32_t kind,
			    uint32_t stride)
{
	struct hashlane_results_column *column =
		&layout->columns[layout->column_count];

	column->kind = kind;
	column->stride = stride;
	return layout->column_count++;
}

static void fill_layout(struct hln_results_layout *layout,
			const struct hln_set *set, uint32_t flags)
{
	static const uint8_t strides[HLN_RESULTS_DIGESTS_AT] = { 8, 8, 4, 4,
								 8, 8, 0, 0 };

	layout->output_count = (uint32_t)set->output_count;
	for (uint32_t i = 0; i < HLN_RESULTS_DIGESTS_AT; i++)
		(void)add_numbers(layout, (int32_t)i + 1, strides[i]);
	add_outputs(layout, set, HASHLANE_COLUMN_DIGEST);
	layout->input_at = add_numbers(layout, HASHLANE_COLUMN_INPUT, 8);
	(void)add_numbers(layout, HASHLANE_COLUMN_COOKIE, 8);
	layout->identity_at = layout->flags_at = UINT32_MAX;
	if (flags & HASHLANE_JOB_IDENTITY) {
		layout->identity_at = add_numbers(layout,
						  HASHLANE_COLUMN_DEVICE, 8);
		(void)add_numbers(layout, HASHLANE_COLUMN_INODE, 8);
		(void)add_numbers(layout, HASHLANE_COLUMN_CTIME, 8);
		(void)add_numbers(layout, HASHLANE_COLUMN_LINKS, 8);
	}
	if (flags & (HASHLANE_JOB_IDENTITY | HASHLANE_JOB_LOOKUP))
		layout->flags_at = add_numbers(layout, HASHLANE_COLUMN_FLAGS,
					       4);
	layout->hex_at = layout->column_count;
	if (flags & HASHLANE_JOB_HEX)
		add_outputs(layout, set, HASHLANE_COLUMN_HEX);
	layout->parts_at = layout->column_count;
	if (flags & HASHLANE_JOB_PARTS)
		add_outputs(layout, set, HASHLANE_COLUMN_PARTS);
}

struct hln_results_layout *
hln_results_layout_create(const struct hln_set *set, uint32_t flags,
			  const struct hln_allocator *memory)
{
	size_t columns = HLN_RESULTS_DIGESTS_AT + NUMBERS_BEHIND +
			 3 * set->output_count;
	size_t bytes = sizeof(struct hln_results_layout) +
		       columns * sizeof(struct hashlane_results_column);
	struct hln_results_layout *layout =
		hln_allocator_take_zeroed(memory, bytes, HLN_ALIGNMENT);

	if (!layout)
		return NULL;
	layout->memory = memory;
	layout->bytes = bytes;
	fill_layout(layout, set, flags);
	return layout;
}

void hln_results_layout_destroy(struct hln_results_layout *layout)
{
	if (!layout)
		return;
	hln_allocator_give(layout->memory, layout, layout->bytes,
			   HLN_ALIGNMENT);
}

size_t hln_results_layout_fixed_bytes(const struct hln_results_layout *layout,
				      uint32_t rows, uint32_t end)
{
	size_t bytes = hln_results_layout_head_bytes(layout);

	for (uint32_t i = 0; i < end; i++) {
		const struct hashlane_results_column *column =
			&layout->columns[i];

		bytes +=
			hln_results_block_align((size_t)rows * column->stride);
		if (column->kind == HASHLANE_COLUMN_DIGEST)
			bytes += hln_results_block_bitmap_bytes(rows);
	}
	return bytes;
}

size_t hln_results_layout_varying_bytes(uint32_t rows, size_t bytes,
					bool nullable)
{
	size_t offsets =
		hln_results_block_align(((size_t)rows + 1) * sizeof(uint64_t));

	return offsets + hln_results_block_align(bytes) +
	       (nullable ? hln_results_block_bitmap_bytes(rows) : 0);
}
