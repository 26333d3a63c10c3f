/* SPDX-License-Identifier: MIT */
/* seal.c - results blocks made final. */
#include "block.h"
#include "release.h"

#include "../base/bytes.h"
#include "../lane/hex.h"
#include "../os/error_text.h"

#include <stdatomic.h>
#include <string.h>

enum {
	STATUS_AT = HASHLANE_COLUMN_STATUS - 1,
	OS_ERROR_AT = HASHLANE_COLUMN_OS_ERROR - 1,
	PATH_AT = HASHLANE_COLUMN_PATH - 1,
	MESSAGE_AT = HASHLANE_COLUMN_MESSAGE - 1
};

/* A column whose rows differ in length, while it is filled. */
struct filling {
	struct hln_segment *segment;
	struct hashlane_results_column *column;
	size_t bytes;
};

static _Atomic(size_t) live;

/* What is said of a failed row; returns its length, 0 where all is well. */
static size_t format_message(char out[HLN_FAILURE_TEXT_MAX],
			     struct hln_segment *segment, uint32_t row)
{
	int32_t status =
		(int32_t)hln_load32_le(hln_cell(segment, STATUS_AT, row));
	int32_t code =
		(int32_t)hln_load32_le(hln_cell(segment, OS_ERROR_AT, row));

	return status ? hln_error_text_of_failure(out, status, code) : 0;
}

static size_t total_room(struct hln_segment *segment)
{
	const struct hln_layout *layout = segment->layout;
	uint32_t rows = segment->count;
	size_t room = hln_fixed_room(layout, rows, layout->column_count);
	size_t messages = 0;
	char text[HLN_FAILURE_TEXT_MAX];

	room += hln_filled_room(rows, segment->paths_bytes - rows, false);
	for (uint32_t row = 0; row < rows; row++)
		messages += format_message(text, segment, row);
	room += hln_filled_room(rows, messages, true);
	for (uint32_t i = layout->parts_at; i < layout->column_count; i++) {
		size_t bytes = 0;

		for (uint32_t row = 0; row < rows; row++)
			bytes += hln_find_parts(segment, row, i)->bytes;
		room += hln_filled_room(rows, bytes, true);
	}
	return room;
}

/* Zero up to the next multiple of the alignment, which is returned. */
static size_t pad(struct hln_segment *segment, size_t at)
{
	size_t end = hln_block_align(at);

	memset(segment->block + at, 0, end - at);
	return end;
}

/* A block that is not full: its columns close up. */
static void close_up(struct hln_segment *segment)
{
	struct hashlane_results_column *column = hln_directory(segment);
	size_t at = hln_head_bytes(segment->layout);

	for (uint32_t i = 0; i < segment->layout->hex_at; i++, column++) {
		size_t bytes = (size_t)segment->count * column->stride;

		if (!bytes)
			continue;
		memmove(segment->block + at, segment->block + column->offset,
			bytes);
		at = pad(segment, at + bytes);
		if (column->kind == HASHLANE_COLUMN_DIGEST)
			at += hln_bitmap_room(segment->count);
	}
}

/* Bitmap of digest i, with zeros for those that are not there. */
static void seal_digest(struct hln_segment *segment, uint32_t i)
{
	struct hashlane_results_column *column = hln_directory(segment) +
						 HLN_RESULTS_DIGESTS_AT + i;
	uint8_t *bitmap = segment->block + column->validity;

	memset(bitmap, 0, hln_bitmap_room(segment->count));
	for (uint32_t row = 0; row < segment->count; row++) {
		unsigned bit = segment->extra[row].digests_valid >> i & 1;

		bitmap[row / 8] |= (uint8_t)(bit << row % 8);
		if (bit)
			continue;
		column->null_count++;
		memset(hln_cell(segment, HLN_RESULTS_DIGESTS_AT + i, row), 0,
		       column->stride);
	}
}

static void seal_hex(struct hln_segment *segment, uint32_t i)
{
	uint32_t at = segment->layout->hex_at + i;
	struct hashlane_results_column *column = hln_directory(segment) + at;
	const struct hashlane_results_column *digest =
		hln_directory(segment) + HLN_RESULTS_DIGESTS_AT + i;

	column->validity = digest->validity;
	column->null_count = digest->null_count;
	hln_hex((char *)hln_cell(segment, at, 0),
		hln_cell(segment, HLN_RESULTS_DIGESTS_AT + i, 0),
		(size_t)segment->count * digest->stride);
	for (uint32_t row = 0; digest->null_count && row < segment->count;
	     row++)
		if (!(segment->extra[row].digests_valid >> i & 1))
			memset(hln_cell(segment, at, row), 0, column->stride);
	(void)pad(segment, (size_t)column->offset +
				   (size_t)segment->count * column->stride);
}

/* Begin a column behind all that is there, which ends at `at`. */
static struct filling begin(struct hln_segment *segment, uint32_t column,
			    size_t at)
{
	struct filling filling = { segment, hln_directory(segment) + column,
				   0 };

	filling.column->offsets = at;
	at = pad(segment,
		 at + ((size_t)segment->count + 1) * sizeof(uint64_t));
	if (column != PATH_AT) {
		filling.column->validity = at;
		memset(segment->block + at, 0,
		       hln_bitmap_room(segment->count));
		at += hln_bitmap_room(segment->count);
	}
	filling.column->offset = at;
	return filling;
}

/* Rows come in order; data NULL: null. */
static void append(struct filling *filling, uint32_t row, const void *data,
		   size_t bytes)
{
	struct hashlane_results_column *column = filling->column;
	uint8_t *block = filling->segment->block;

	hln_store64_le(block + column->offsets + row * sizeof(uint64_t),
		       filling->bytes);
	if (!data) {
		column->null_count++;
		return;
	}
	if (column->validity)
		block[column->validity + row / 8] |= (uint8_t)(1u << row % 8);
	memcpy(block + column->offset + filling->bytes, data, bytes);
	filling->bytes += bytes;
}

/* Returns where the column ends. */
static size_t end(struct filling *filling)
{
	struct hln_segment *segment = filling->segment;

	hln_store64_le(segment->block + filling->column->offsets +
			       segment->count * sizeof(uint64_t),
		       filling->bytes);
	return pad(segment, (size_t)filling->column->offset + filling->bytes);
}

static size_t seal_paths(struct hln_segment *segment, size_t at)
{
	struct filling filling = begin(segment, PATH_AT, at);

	for (uint32_t row = 0; row < segment->count; row++) {
		size_t bytes;
		const char *path = hln_segment_path(segment, row, &bytes);

		append(&filling, row, path, bytes);
	}
	return end(&filling);
}

static size_t seal_messages(struct hln_segment *segment, size_t at)
{
	struct filling filling = begin(segment, MESSAGE_AT, at);
	char text[HLN_FAILURE_TEXT_MAX];

	for (uint32_t row = 0; row < segment->count; row++) {
		size_t bytes = format_message(text, segment, row);

		append(&filling, row, bytes ? text : NULL, bytes);
	}
	return end(&filling);
}

static size_t seal_parts(struct hln_segment *segment, uint32_t output,
			 size_t at)
{
	uint32_t column = segment->layout->parts_of[output];
	struct filling filling = begin(segment, column, at);

	for (uint32_t row = 0; row < segment->count; row++) {
		const struct hln_parts *parts = hln_find_parts(segment, row,
							       column);
		bool valid = segment->extra[row].digests_valid >> output & 1;

		append(&filling, row, valid ? parts->data : NULL,
		       parts->bytes);
	}
	return end(&filling);
}

/* The header, and the directory in the block's byte order. */
static void seal_head(struct hln_segment *segment, uint64_t first_row,
		      size_t bytes)
{
	struct hashlane_results_column *column = hln_directory(segment);
	uint8_t *to = segment->block;

	memset(to, 0, HLN_RESULTS_HEADER_BYTES);
	memcpy(to, hln_results_magic(), 8);
	hln_store32_le(to + 8, HLN_RESULTS_VERSION);
	hln_store32_le(to + 12, segment->count);
	hln_store64_le(to + 16, bytes);
	hln_store64_le(to + 24, first_row);
	hln_store32_le(to + 32, segment->layout->column_count);
	/* Every failed row has a message. */
	hln_store32_le(to + 36,
		       segment->count - column[MESSAGE_AT].null_count);
	for (uint32_t i = 0; i < segment->layout->column_count;
	     i++, column++) {
		struct hashlane_results_column from = *column;

		to = (uint8_t *)column;
		hln_store32_le(to, (uint32_t)from.kind);
		hln_store32_le(to + 4, (uint32_t)from.algorithm);
		hln_store64_le(to + 8, from.param);
		hln_store64_le(to + 16, from.offset);
		hln_store64_le(to + 24, from.offsets);
		hln_store64_le(to + 32, from.validity);
		hln_store32_le(to + 40, from.stride);
		hln_store32_le(to + 44, from.null_count);
		hln_store64_le(to + 48, from.part_bytes);
		hln_store32_le(to + 56, from.part_digest_bytes);
	}
}

/* All columns; returns where they end. */
static size_t seal_columns(struct hln_segment *segment)
{
	const struct hln_layout *layout = segment->layout;
	uint32_t hexes = layout->parts_at - layout->hex_at;
	size_t at = hln_fixed_room(layout, segment->count,
				   layout->column_count);

	if (segment->count < segment->rows)
		close_up(segment);
	hln_segment_place(segment, segment->count, layout->parts_at);
	for (uint32_t i = 0; i < layout->output_count; i++)
		seal_digest(segment, i);
	for (uint32_t i = 0; i < hexes; i++)
		seal_hex(segment, i);
	at = seal_paths(segment, at);
	at = seal_messages(segment, at);
	for (uint32_t i = 0; i < layout->output_count; i++)
		if (layout->parts_of[i])
			at = seal_parts(segment, i, at);
	return at;
}

const struct hashlane_results *hln_segment_seal(struct hln_segment *segment,
						uint64_t first_row)
{
	struct hln_block_origin origin = { 0 };
	size_t bytes = total_room(segment);
	uint8_t *block;

	if (bytes > segment->room && !hln_segment_resize(segment, bytes))
		return NULL;
	bytes = seal_columns(segment);
	seal_head(segment, first_row, bytes);
	/* Where that fails there is merely room to spare. */
	if (bytes < segment->room)
		(void)hln_segment_resize(segment, bytes);
	block = segment->block;
	if (segment->layout->memory)
		origin.from = *segment->layout->memory;
	hln_release_hold(origin.from.last);
	origin.memory = segment->memory;
	origin.bytes = hln_block_room(segment);
	memcpy(block - HLN_BLOCK_ALIGNMENT, &origin, sizeof(origin));
	hln_segment_free_rest(segment);
	atomic_fetch_add_explicit(&live, 1, memory_order_relaxed);
	return (const struct hashlane_results *)(const void *)block;
}

uint8_t *hln_results_take(size_t block_bytes)
{
	if (block_bytes > PTRDIFF_MAX - 2 * HLN_BLOCK_ALIGNMENT)
		return NULL;
	return hln_allocator_take(NULL, HLN_BLOCK_ALIGNMENT + block_bytes,
				  HLN_BLOCK_ALIGNMENT);
}

const struct hashlane_results *hln_results_adopt(uint8_t *memory,
						 size_t block_bytes)
{
	const struct hln_block_origin origin = {
		.memory = memory,
		.bytes = HLN_BLOCK_ALIGNMENT + block_bytes,
	};

	memcpy(memory, &origin, sizeof(origin));
	atomic_fetch_add_explicit(&live, 1, memory_order_relaxed);
	return (const struct hashlane_results
			*)(const void *)(memory + HLN_BLOCK_ALIGNMENT);
}

void hln_results_free(const struct hashlane_results *results)
{
	struct hln_block_origin origin;

	if (!results)
		return;
	memcpy(&origin, (const uint8_t *)results - HLN_BLOCK_ALIGNMENT,
	       sizeof(origin));
	hln_allocator_give(&origin.from, origin.memory, origin.bytes,
			   HLN_ALIGNMENT);
	atomic_fetch_sub_explicit(&live, 1, memory_order_relaxed);
	hln_release_drop(origin.from.last);
}

struct hashlane_results_column
hln_results_column(const struct hashlane_results *results, size_t at)
{
	const uint8_t *from = (const uint8_t *)results +
			      HLN_RESULTS_HEADER_BYTES +
			      at * sizeof(struct hashlane_results_column);

	return (struct hashlane_results_column){
		.kind = (int32_t)hln_load32_le(from),
		.algorithm = (int32_t)hln_load32_le(from + 4),
		.param = hln_load64_le(from + 8),
		.offset = hln_load64_le(from + 16),
		.offsets = hln_load64_le(from + 24),
		.validity = hln_load64_le(from + 32),
		.stride = hln_load32_le(from + 40),
		.null_count = hln_load32_le(from + 44),
		.part_bytes = hln_load64_le(from + 48),
		.part_digest_bytes = hln_load32_le(from + 56),
	};
}

uint64_t hln_results_live(void)
{
	return atomic_load_explicit(&live, memory_order_relaxed);
}
