/* SPDX-License-Identifier: MIT */
/* segment.c - results blocks while they are written. */
#include "block.h"

#include "../base/bytes.h"

#include <string.h>

/* NUMBERS_BEHIND: columns of numbers behind the digests, at most. */
enum { PATH_BYTES_AT_FIRST = 4096, NUMBERS_BEHIND = 7 };

/* ---- Layout ---- */

static void add_outputs(struct hln_layout *layout, const struct hln_set *set,
			int32_t kind)
{
	for (size_t i = 0; i < set->output_count; i++) {
		const struct hln_algorithm *algorithm =
			set->slots[i].output.algorithm;
		const struct hln_set_work *work =
			&set->slots[set->slots[i].output.work].work;
		uint32_t bytes = algorithm->digest_bytes, part = 0;
		uint64_t part_bytes = 0;

		if (kind == HASHLANE_COLUMN_PARTS) {
			part_bytes = hln_set_range_bytes(set, i);
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

static uint32_t add_numbers(struct hln_layout *layout, int32_t kind,
			    uint32_t stride)
{
	struct hashlane_results_column *column =
		&layout->columns[layout->column_count];

	column->kind = kind;
	column->stride = stride;
	return layout->column_count++;
}

static void fill_layout(struct hln_layout *layout, const struct hln_set *set,
			uint32_t flags)
{
	static const uint8_t strides[HLN_RESULTS_DIGESTS_AT] = { 8, 8, 4, 4,
								 8, 8, 0, 0 };

	layout->output_count = (uint32_t)set->output_count;
	for (uint32_t i = 0; i < HLN_RESULTS_DIGESTS_AT; i++) {
		layout->columns[i].kind = (int32_t)i + 1;
		layout->columns[i].stride = strides[i];
	}
	layout->column_count = HLN_RESULTS_DIGESTS_AT;
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

struct hln_layout *hln_layout_create(const struct hln_set *set, uint32_t flags,
				     const struct hln_allocator *memory)
{
	size_t columns = HLN_RESULTS_DIGESTS_AT + NUMBERS_BEHIND +
			 3 * set->output_count;
	size_t bytes = sizeof(struct hln_layout) +
		       columns * sizeof(struct hashlane_results_column);
	struct hln_layout *layout = hln_allocator_take_zeroed(memory, bytes,
							      HLN_ALIGNMENT);

	if (!layout)
		return NULL;
	layout->memory = memory;
	layout->bytes = bytes;
	fill_layout(layout, set, flags);
	return layout;
}

void hln_layout_destroy(struct hln_layout *layout)
{
	hln_allocator_give(layout->memory, layout, layout->bytes,
			   HLN_ALIGNMENT);
}

size_t hln_layout_columns(const struct hashlane_results_column **columns,
			  const struct hln_layout *layout)
{
	*columns = layout->columns;
	return layout->column_count;
}

/* Room of a column's values and, with digests, of their bitmap. */
static size_t column_room(const struct hashlane_results_column *column,
			  uint32_t rows)
{
	size_t room = hln_block_align((size_t)rows * column->stride);

	if (column->kind == HASHLANE_COLUMN_DIGEST)
		room += hln_bitmap_room(rows);
	return room;
}

size_t hln_fixed_room(const struct hln_layout *layout, uint32_t rows,
		      uint32_t end)
{
	size_t room = hln_head_bytes(layout);

	for (uint32_t i = 0; i < end; i++)
		room += column_room(&layout->columns[i], rows);
	return room;
}

size_t hln_filled_room(uint32_t rows, size_t bytes, bool nullable)
{
	return hln_block_align(((size_t)rows + 1) * sizeof(uint64_t)) +
	       (nullable ? hln_bitmap_room(rows) : 0) + hln_block_align(bytes);
}

size_t hln_segment_bytes(const struct hln_layout *layout, uint32_t rows)
{
	uint32_t parts = layout->column_count - layout->parts_at;

	return sizeof(struct hln_segment) + 2 * HLN_BLOCK_ALIGNMENT +
	       rows * sizeof(struct hln_row_extra) +
	       hln_fixed_room(layout, rows, layout->column_count) +
	       hln_filled_room(rows, 0, false) +
	       (1 + parts) * hln_filled_room(rows, 0, true) +
	       rows * parts * sizeof(struct hln_parts);
}

/* ---- Memory ---- */

/* The block in memory that has room for what stands before it, too. */
static uint8_t *find_block(uint8_t *memory)
{
	uintptr_t at = (uintptr_t)memory;

	return memory + HLN_BLOCK_ALIGNMENT +
	       (HLN_BLOCK_ALIGNMENT - at % HLN_BLOCK_ALIGNMENT) %
		       HLN_BLOCK_ALIGNMENT;
}

bool hln_segment_resize(struct hln_segment *segment, size_t room)
{
	size_t at = (size_t)(segment->block - segment->memory);
	size_t kept = room < segment->room ? room : segment->room;
	uint8_t *memory = hln_allocator_resize(
		segment->layout->memory, segment->memory,
		hln_block_room(segment), room + 2 * HLN_BLOCK_ALIGNMENT);

	if (!memory)
		return false;
	segment->memory = memory;
	segment->block = find_block(memory);
	segment->room = room;
	if (segment->block != memory + at)
		memmove(segment->block, memory + at, kept);
	return true;
}

void hln_segment_place(struct hln_segment *segment, uint32_t rows,
		       uint32_t end)
{
	struct hashlane_results_column *column = hln_directory(segment);
	size_t at = hln_head_bytes(segment->layout);

	for (uint32_t i = 0; i < end; i++, column++) {
		if (!column->stride)
			continue;
		column->offset = at;
		at += hln_block_align((size_t)rows * column->stride);
		if (column->kind == HASHLANE_COLUMN_DIGEST) {
			column->validity = at;
			at += hln_bitmap_room(rows);
		}
	}
}

static bool start(struct hln_segment *segment)
{
	const struct hln_layout *layout = segment->layout;
	uint32_t parts = layout->column_count - layout->parts_at;

	segment->room = hln_fixed_room(layout, segment->rows, layout->hex_at);
	segment->memory = hln_allocator_take_zeroed(
		layout->memory, hln_block_room(segment), HLN_ALIGNMENT);
	if (!segment->memory)
		return false;
	segment->block = find_block(segment->memory);
	memcpy(hln_directory(segment), layout->columns,
	       layout->column_count * sizeof(*layout->columns));
	hln_segment_place(segment, segment->rows, layout->hex_at);
	if (!parts)
		return true;
	segment->parts = hln_allocator_take_zeroed(
		layout->memory,
		(size_t)segment->rows * parts * sizeof(*segment->parts),
		HLN_ALIGNMENT);
	return segment->parts;
}

/* Of one, without what it points to. */
static size_t segment_bytes(uint32_t rows)
{
	return sizeof(struct hln_segment) +
	       rows * sizeof(struct hln_row_extra);
}

struct hln_segment *hln_segment_create(const struct hln_layout *layout,
				       uint32_t rows)
{
	struct hln_segment *segment = hln_allocator_take_zeroed(
		layout->memory, segment_bytes(rows), HLN_ALIGNMENT);

	if (!segment)
		return NULL;
	segment->layout = layout;
	segment->rows = rows;
	if (start(segment))
		return segment;
	hln_segment_destroy(segment);
	return NULL;
}

static void give(const struct hln_segment *segment, void *memory, size_t bytes)
{
	hln_allocator_give(segment->layout->memory, memory, bytes,
			   HLN_ALIGNMENT);
}

/* None at all are told from those that are not there. */
static size_t parts_room(size_t bytes)
{
	return bytes ? bytes : 1;
}

void hln_segment_free_rest(struct hln_segment *segment)
{
	uint32_t parts = segment->layout->column_count -
			 segment->layout->parts_at;

	if (segment->parts)
		for (size_t i = 0; i < (size_t)segment->rows * parts; i++)
			give(segment, segment->parts[i].data,
			     parts_room(segment->parts[i].bytes));
	give(segment, segment->parts,
	     (size_t)segment->rows * parts * sizeof(*segment->parts));
	give(segment, segment->paths, segment->paths_room);
	give(segment, segment, segment_bytes(segment->rows));
}

void hln_segment_destroy(struct hln_segment *segment)
{
	if (!segment)
		return;
	give(segment, segment->memory, hln_block_room(segment));
	hln_segment_free_rest(segment);
}

/* ---- Rows ---- */

static bool grow_paths(struct hln_segment *segment, size_t bytes)
{
	size_t room = segment->paths_room;
	char *paths;

	if (bytes > PTRDIFF_MAX / 2 - segment->paths_bytes - 1)
		return false;
	if (!room)
		room = PATH_BYTES_AT_FIRST;
	while (room - segment->paths_bytes <= bytes)
		room *= 2;
	if (room == segment->paths_room)
		return true;
	paths = hln_allocator_resize(segment->layout->memory, segment->paths,
				     segment->paths_room, room);
	if (!paths)
		return false;
	segment->paths = paths;
	segment->paths_room = room;
	return true;
}

bool hln_segment_add(struct hln_segment *segment, uint64_t index,
		     uint64_t input, uint64_t cookie, const void *path,
		     size_t path_bytes)
{
	uint32_t row = segment->count;

	if (row == segment->rows || !grow_paths(segment, path_bytes))
		return false;
	segment->extra[row].path_at = segment->paths_bytes;
	segment->extra[row].index = index;
	if (path_bytes)
		memcpy(segment->paths + segment->paths_bytes, path,
		       path_bytes);
	segment->paths_bytes += path_bytes;
	segment->paths[segment->paths_bytes++] = 0;
	hln_store64_le(hln_cell(segment, HASHLANE_COLUMN_INDEX - 1, row),
		       index);
	hln_store64_le(hln_cell(segment, segment->layout->input_at, row),
		       input);
	hln_store64_le(hln_cell(segment, segment->layout->input_at + 1, row),
		       cookie);
	hln_store32_le(hln_cell(segment, HASHLANE_COLUMN_STATUS - 1, row),
		       HLN_SEGMENT_UNSET);
	segment->count++;
	return true;
}

const char *hln_segment_path(const struct hln_segment *segment, uint32_t row,
			     size_t *path_bytes)
{
	size_t at = segment->extra[row].path_at;
	size_t end = row + 1 < segment->count ?
			     segment->extra[row + 1].path_at :
			     segment->paths_bytes;

	*path_bytes = end - at - 1;
	return segment->paths + at;
}

uint8_t *hln_segment_digest(struct hln_segment *segment, uint32_t row,
			    size_t i)
{
	return hln_cell(segment, HLN_RESULTS_DIGESTS_AT + (uint32_t)i, row);
}

static void set_identity(struct hln_segment *segment, uint32_t row,
			 const struct hln_row *values)
{
	uint32_t at = segment->layout->identity_at;

	hln_store64_le(hln_cell(segment, at, row), values->device);
	hln_store64_le(hln_cell(segment, at + 1, row), values->inode);
	hln_store64_le(hln_cell(segment, at + 2, row),
		       (uint64_t)values->ctime_ns);
	hln_store64_le(hln_cell(segment, at + 3, row), values->links);
}

void hln_segment_set(struct hln_segment *segment, uint32_t row,
		     const struct hln_row *values)
{
	const struct hln_layout *layout = segment->layout;

	if (layout->identity_at < layout->column_count)
		set_identity(segment, row, values);
	if (layout->flags_at < layout->column_count)
		hln_store32_le(hln_cell(segment, layout->flags_at, row),
			       values->flags);
	hln_store64_le(hln_cell(segment, HASHLANE_COLUMN_INDEX - 1, row),
		       values->index);
	hln_store64_le(hln_cell(segment, HASHLANE_COLUMN_SIZE - 1, row),
		       values->size_bytes);
	hln_store32_le(hln_cell(segment, HASHLANE_COLUMN_STATUS - 1, row),
		       (uint32_t)values->status);
	hln_store32_le(hln_cell(segment, HASHLANE_COLUMN_OS_ERROR - 1, row),
		       (uint32_t)values->os_error);
	hln_store64_le(hln_cell(segment, HASHLANE_COLUMN_MTIME - 1, row),
		       (uint64_t)values->mtime_ns);
	hln_store64_le(
		hln_cell(segment, HASHLANE_COLUMN_ERROR_OFFSET - 1, row),
		values->error_offset);
	/* Digests without a bit are made zero when the block is sealed. */
	segment->extra[row].digests_valid =
		values->status && values->status != HASHLANE_MISMATCH ?
			0 :
			values->digests_valid;
}

bool hln_segment_set_parts(struct hln_segment *segment, uint32_t row, size_t i,
			   const uint8_t *parts, size_t bytes)
{
	uint32_t column = segment->layout->parts_of[i];
	struct hln_parts *to;
	uint8_t *data;

	if (!column)
		return true;
	data = hln_allocator_take(segment->layout->memory, parts_room(bytes),
				  HLN_ALIGNMENT);
	if (!data)
		return false;
	if (bytes)
		memcpy(data, parts, bytes);
	to = hln_find_parts(segment, row, column);
	give(segment, to->data, parts_room(to->bytes));
	to->data = data;
	to->bytes = bytes;
	return true;
}

void hln_segment_finish(struct hln_segment *segment, uint32_t row)
{
	segment->extra[row].finished = true;
	while (segment->finished < segment->count &&
	       segment->extra[segment->finished].finished)
		segment->finished++;
}

uint32_t hln_segment_finished(const struct hln_segment *segment)
{
	return segment->finished;
}

/* The values of a row that is finished; false: no memory. */
static bool copy_values(struct hln_segment *to, uint32_t at,
			struct hln_segment *from, uint32_t row)
{
	const struct hln_layout *layout = from->layout;

	to->extra[at].digests_valid = from->extra[row].digests_valid;
	for (uint32_t i = 0; i < layout->hex_at; i++)
		if (layout->columns[i].stride)
			memcpy(hln_cell(to, i, at), hln_cell(from, i, row),
			       layout->columns[i].stride);
	for (size_t i = 0; i < layout->output_count; i++) {
		const struct hln_parts *parts;

		if (!layout->parts_of[i])
			continue;
		parts = hln_find_parts(from, row, layout->parts_of[i]);
		if (parts->data &&
		    !hln_segment_set_parts(to, at, i, parts->data,
					   parts->bytes))
			return false;
	}
	return true;
}

static bool is_copied(const struct hln_segment *segment, uint32_t row,
		      bool unset)
{
	const struct hln_row_extra *extra = &segment->extra[row];

	return !extra->copied && (extra->finished || unset);
}

static bool copy_row(struct hln_segment *to, struct hln_segment *from,
		     uint32_t row)
{
	size_t bytes;
	const char *path = hln_segment_path(from, row, &bytes);

	return hln_segment_add(to, from->extra[row].index,
			       hln_load64_le(hln_cell(
				       from, from->layout->input_at, row)),
			       hln_load64_le(hln_cell(
				       from, from->layout->input_at + 1, row)),
			       path, bytes) &&
	       (!from->extra[row].finished ||
		copy_values(to, to->count - 1, from, row));
}

struct hln_segment *hln_segment_copy(struct hln_segment *segment, uint32_t end,
				     uint32_t rows, bool unset)
{
	struct hln_segment *copy = hln_segment_create(segment->layout, rows);

	if (!copy)
		return NULL;
	for (uint32_t row = 0; row < end; row++)
		if (is_copied(segment, row, unset) &&
		    !copy_row(copy, segment, row)) {
			hln_segment_destroy(copy);
			return NULL;
		}
	for (uint32_t row = 0; row < end; row++)
		segment->extra[row].copied |= is_copied(segment, row, unset);
	return copy;
}
