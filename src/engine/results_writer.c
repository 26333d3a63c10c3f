/* SPDX-License-Identifier: MIT */
/*
 * results_writer.c - builds a results block row by row.
 *
 * While rows are written, the block holds what has a fixed place: header,
 * directory and the columns whose values have one length, with room for all
 * rows that may come. Paths and parts grow beside it; bitmaps, messages and
 * hex texts follow from other values.
 *
 *     being written   | head | index | size | .. | digests | .. |
 *     finished        | head | index | size | .. | digests | .. | hex | paths
 *                     | messages | parts |
 *
 * hln_results_writer_finish moves the columns together if fewer rows came,
 * appends what is missing and writes the directory in the block's byte order;
 * before, it has the host's.
 */
#include "results_writer.h"

#include "../base/bytes.h"
#include "../lane/hex.h"
#include "../os/error_text.h"

#include <string.h>

enum {
	PATH_BYTES = 48, /* of a row, as long as nothing is known */
	INDEX_AT = HASHLANE_COLUMN_INDEX - 1,
	SIZE_AT = HASHLANE_COLUMN_SIZE - 1,
	STATUS_AT = HASHLANE_COLUMN_STATUS - 1,
	OS_ERROR_AT = HASHLANE_COLUMN_OS_ERROR - 1,
	MTIME_AT = HASHLANE_COLUMN_MTIME - 1,
	ERROR_OFFSET_AT = HASHLANE_COLUMN_ERROR_OFFSET - 1,
	PATH_AT = HASHLANE_COLUMN_PATH - 1,
	MESSAGE_AT = HASHLANE_COLUMN_MESSAGE - 1
};

/* Parts of one output of one row; data NULL: not set. */
struct parts {
	uint8_t *data;
	size_t bytes;
};

/* Facts of a row that the block does not hold, or not yet. */
struct row {
	uint64_t digests_valid;
	size_t path_at; /* in the paths, each with a NUL behind it */
	uint64_t index; /* as it was added */
	bool finished;
	bool copied; /* to another writer */
};

struct hln_results_writer {
	const struct hln_results_layout *layout;
	uint8_t *memory; /* the block is somewhere in it, aligned */
	uint8_t *block;
	size_t room; /* for the block; memory has more around it */
	uint32_t rows, count;
	uint32_t finished; /* from the first on */
	char *paths;
	size_t paths_bytes, paths_room;
	struct parts *parts; /* a row's side by side, or NULL */
	struct row row[];
};

/* A column whose values differ in length, while it is appended. */
struct filling {
	struct hln_results_writer *writer;
	struct hashlane_results_column *column;
	size_t bytes;
};

static struct hashlane_results_column *
directory(struct hln_results_writer *writer)
{
	uint8_t *at = writer->block + HLN_RESULTS_HEADER_BYTES;

	return (struct hashlane_results_column *)(void *)at;
}

static uint8_t *cell(struct hln_results_writer *writer, uint32_t column,
		     uint32_t row)
{
	const struct hashlane_results_column *at = directory(writer) + column;

	return writer->block + at->offset + (size_t)row * at->stride;
}

/* Columns of integers: their strides are known. */
static void put64(struct hln_results_writer *writer, uint32_t column,
		  uint32_t row, uint64_t value)
{
	hln_store64_le(writer->block + directory(writer)[column].offset +
			       (size_t)row * sizeof(value),
		       value);
}

static void put32(struct hln_results_writer *writer, uint32_t column,
		  uint32_t row, uint32_t value)
{
	hln_store32_le(writer->block + directory(writer)[column].offset +
			       (size_t)row * sizeof(value),
		       value);
}

static uint32_t parts_columns(const struct hln_results_layout *layout)
{
	return layout->column_count - layout->parts_at;
}

static struct parts *find_parts(struct hln_results_writer *writer,
				uint32_t row, uint32_t column)
{
	const struct hln_results_layout *layout = writer->layout;

	return &writer->parts[(size_t)row * parts_columns(layout) + column -
			      layout->parts_at];
}

/* ---- Memory ---- */

/* Bytes of the writer itself. */
static size_t writer_bytes(uint32_t rows)
{
	return sizeof(struct hln_results_writer) + rows * sizeof(struct row);
}

/* Bytes at writer->memory. */
static size_t memory_bytes(const struct hln_results_writer *writer)
{
	return writer->room + 2 * (size_t)HLN_RESULTS_ALIGNMENT;
}

size_t hln_results_writer_bytes(const struct hln_results_layout *layout,
				uint32_t rows)
{
	uint32_t parts = parts_columns(layout);

	return writer_bytes(rows) + 2 * HLN_RESULTS_ALIGNMENT +
	       hln_results_layout_fixed_bytes(layout, rows,
					      layout->column_count) +
	       hln_results_layout_varying_bytes(rows, 0, false) +
	       (1 + parts) * hln_results_layout_varying_bytes(rows, 0, true) +
	       rows * parts * sizeof(struct parts);
}

/* Where the block begins: aligned, with room for its origin before it. */
static uint8_t *find_block(uint8_t *memory)
{
	uintptr_t at = (uintptr_t)memory;

	return memory + HLN_RESULTS_ALIGNMENT +
	       (HLN_RESULTS_ALIGNMENT - at % HLN_RESULTS_ALIGNMENT) %
		       HLN_RESULTS_ALIGNMENT;
}

/* Give the block another room. False: no memory, and nothing changes. */
static bool resize(struct hln_results_writer *writer, size_t room)
{
	size_t at = (size_t)(writer->block - writer->memory);
	size_t kept = room < writer->room ? room : writer->room;
	uint8_t *memory = hln_allocator_resize(
		writer->layout->memory, writer->memory, memory_bytes(writer),
		room + 2 * HLN_RESULTS_ALIGNMENT);

	if (!memory)
		return false;
	writer->memory = memory;
	writer->block = find_block(memory);
	writer->room = room;
	if (writer->block != memory + at)
		memmove(writer->block, memory + at, kept);
	return true;
}

/* Set the offsets of the columns before `end` whose values have one length. */
static void place(struct hln_results_writer *writer, uint32_t rows,
		  uint32_t end)
{
	struct hashlane_results_column *column = directory(writer);
	size_t at = hln_results_layout_head_bytes(writer->layout);

	for (uint32_t i = 0; i < end; i++, column++) {
		if (!column->stride)
			continue;
		column->offset = at;
		at += hln_results_block_align((size_t)rows * column->stride);
		if (column->kind == HASHLANE_COLUMN_DIGEST) {
			column->validity = at;
			at += hln_results_block_bitmap_bytes(rows);
		}
	}
}

/* Take memory for the block and for the parts. */
static bool start(struct hln_results_writer *writer)
{
	const struct hln_results_layout *layout = writer->layout;
	uint32_t parts = parts_columns(layout);

	/* With room for the other columns, the block is not copied later. */
	writer->room = hln_results_layout_fixed_bytes(layout, writer->rows,
						      layout->column_count) +
		       hln_results_layout_varying_bytes(
			       writer->rows, (size_t)writer->rows * PATH_BYTES,
			       false) +
		       hln_results_layout_varying_bytes(writer->rows, 0, true);
	writer->memory = hln_allocator_take_zeroed(
		layout->memory, memory_bytes(writer), HLN_ALIGNMENT);
	if (!writer->memory)
		return false;
	writer->block = find_block(writer->memory);
	memcpy(directory(writer), layout->columns,
	       layout->column_count * sizeof(*layout->columns));
	place(writer, writer->rows, layout->hex_at);
	if (!parts)
		return true;
	writer->parts = hln_allocator_take_zeroed(
		layout->memory,
		(size_t)writer->rows * parts * sizeof(*writer->parts),
		HLN_ALIGNMENT);
	return writer->parts;
}

struct hln_results_writer *
hln_results_writer_create(const struct hln_results_layout *layout,
			  uint32_t rows)
{
	struct hln_results_writer *writer = hln_allocator_take_zeroed(
		layout->memory, writer_bytes(rows), HLN_ALIGNMENT);

	if (!writer)
		return NULL;
	writer->layout = layout;
	writer->rows = rows;
	if (start(writer))
		return writer;
	hln_results_writer_destroy(writer);
	return NULL;
}

static void give(const struct hln_results_writer *writer, void *memory,
		 size_t bytes)
{
	hln_allocator_give(writer->layout->memory, memory, bytes,
			   HLN_ALIGNMENT);
}

/* No bytes get a byte of memory, so that "empty" differs from "not set". */
static size_t parts_room(size_t bytes)
{
	return bytes ? bytes : 1;
}

/* Free all but the block. */
static void free_rest(struct hln_results_writer *writer)
{
	uint32_t parts = parts_columns(writer->layout);

	if (writer->parts)
		for (size_t i = 0; i < (size_t)writer->rows * parts; i++)
			give(writer, writer->parts[i].data,
			     parts_room(writer->parts[i].bytes));
	give(writer, writer->parts,
	     (size_t)writer->rows * parts * sizeof(*writer->parts));
	give(writer, writer->paths, writer->paths_room);
	give(writer, writer, writer_bytes(writer->rows));
}

void hln_results_writer_destroy(struct hln_results_writer *writer)
{
	if (!writer)
		return;
	give(writer, writer->memory, memory_bytes(writer));
	free_rest(writer);
}

/* ---- Rows ---- */

static bool grow_paths(struct hln_results_writer *writer, size_t bytes)
{
	size_t room = writer->paths_room;
	char *paths;

	if (bytes > PTRDIFF_MAX / 2 - writer->paths_bytes - 1)
		return false;
	if (!room)
		room = (size_t)writer->rows * PATH_BYTES;
	while (room - writer->paths_bytes <= bytes)
		room *= 2;
	if (room == writer->paths_room)
		return true;
	paths = hln_allocator_resize(writer->layout->memory, writer->paths,
				     writer->paths_room, room);
	if (!paths)
		return false;
	writer->paths = paths;
	writer->paths_room = room;
	return true;
}

bool hln_results_writer_add(struct hln_results_writer *writer, uint64_t index,
			    uint64_t input, uint64_t cookie, const void *path,
			    size_t path_bytes)
{
	uint32_t row = writer->count;

	if (row == writer->rows || !grow_paths(writer, path_bytes))
		return false;
	writer->row[row].path_at = writer->paths_bytes;
	writer->row[row].index = index;
	if (path_bytes)
		memcpy(writer->paths + writer->paths_bytes, path, path_bytes);
	writer->paths_bytes += path_bytes;
	writer->paths[writer->paths_bytes++] = 0;
	put64(writer, INDEX_AT, row, index);
	put64(writer, writer->layout->input_at, row, input);
	put64(writer, writer->layout->input_at + 1, row, cookie);
	put32(writer, STATUS_AT, row, HLN_RESULTS_UNSET);
	writer->count++;
	return true;
}

const char *hln_results_writer_path(const struct hln_results_writer *writer,
				    uint32_t row, size_t *path_bytes)
{
	size_t at = writer->row[row].path_at;
	size_t end = row + 1 < writer->count ? writer->row[row + 1].path_at :
					       writer->paths_bytes;

	*path_bytes = end - at - 1;
	return writer->paths + at;
}

uint8_t *hln_results_writer_digest(struct hln_results_writer *writer,
				   uint32_t row, size_t i)
{
	return cell(writer, HLN_RESULTS_DIGESTS_AT + (uint32_t)i, row);
}

static void set_identity(struct hln_results_writer *writer, uint32_t row,
			 const struct hln_results_row *values)
{
	uint32_t at = writer->layout->identity_at;

	put64(writer, at, row, values->device);
	put64(writer, at + 1, row, values->inode);
	put64(writer, at + 2, row, (uint64_t)values->ctime_ns);
	put64(writer, at + 3, row, values->links);
}

void hln_results_writer_set(struct hln_results_writer *writer, uint32_t row,
			    const struct hln_results_row *values)
{
	const struct hln_results_layout *layout = writer->layout;

	if (layout->identity_at < layout->column_count)
		set_identity(writer, row, values);
	if (layout->flags_at < layout->column_count)
		put32(writer, layout->flags_at, row, values->flags);
	put64(writer, INDEX_AT, row, values->index);
	put64(writer, SIZE_AT, row, values->size_bytes);
	put32(writer, STATUS_AT, row, (uint32_t)values->status);
	put32(writer, OS_ERROR_AT, row, (uint32_t)values->os_error);
	put64(writer, MTIME_AT, row, (uint64_t)values->mtime_ns);
	put64(writer, ERROR_OFFSET_AT, row, values->error_offset);
	/* hln_results_writer_finish clears digests without a bit. */
	writer->row[row].digests_valid =
		values->status && values->status != HASHLANE_MISMATCH ?
			0 :
			values->digests_valid;
}

bool hln_results_writer_set_parts(struct hln_results_writer *writer,
				  uint32_t row, size_t i, const uint8_t *parts,
				  size_t bytes)
{
	uint32_t column = writer->layout->parts_of[i];
	struct parts *to;
	uint8_t *data;

	if (!column)
		return true;
	data = hln_allocator_take(writer->layout->memory, parts_room(bytes),
				  HLN_ALIGNMENT);
	if (!data)
		return false;
	if (bytes)
		memcpy(data, parts, bytes);
	to = find_parts(writer, row, column);
	give(writer, to->data, parts_room(to->bytes));
	to->data = data;
	to->bytes = bytes;
	return true;
}

void hln_results_writer_finish_row(struct hln_results_writer *writer,
				   uint32_t row)
{
	writer->row[row].finished = true;
	while (writer->finished < writer->count &&
	       writer->row[writer->finished].finished)
		writer->finished++;
}

uint32_t hln_results_writer_finished(const struct hln_results_writer *writer)
{
	return writer->finished;
}

/* Copy the values of a row that is finished. False: no memory. */
static bool copy_values(struct hln_results_writer *to, uint32_t at,
			struct hln_results_writer *from, uint32_t row)
{
	const struct hln_results_layout *layout = from->layout;

	to->row[at].digests_valid = from->row[row].digests_valid;
	for (uint32_t i = 0; i < layout->hex_at; i++)
		if (layout->columns[i].stride)
			memcpy(cell(to, i, at), cell(from, i, row),
			       layout->columns[i].stride);
	for (size_t i = 0; i < layout->output_count; i++) {
		const struct parts *parts;

		if (!layout->parts_of[i])
			continue;
		parts = find_parts(from, row, layout->parts_of[i]);
		if (parts->data &&
		    !hln_results_writer_set_parts(to, at, i, parts->data,
						  parts->bytes))
			return false;
	}
	return true;
}

/* Does the row go into the copy that is made now? */
static bool is_wanted(const struct hln_results_writer *writer, uint32_t row,
		      bool unset)
{
	const struct row *found = &writer->row[row];

	return !found->copied && (found->finished || unset);
}

static bool copy_row(struct hln_results_writer *to,
		     struct hln_results_writer *from, uint32_t row)
{
	size_t bytes;
	const char *path = hln_results_writer_path(from, row, &bytes);

	return hln_results_writer_add(
		       to, from->row[row].index,
		       hln_load64_le(cell(from, from->layout->input_at, row)),
		       hln_load64_le(
			       cell(from, from->layout->input_at + 1, row)),
		       path, bytes) &&
	       (!from->row[row].finished ||
		copy_values(to, to->count - 1, from, row));
}

struct hln_results_writer *
hln_results_writer_copy(struct hln_results_writer *writer, uint32_t end,
			uint32_t rows, bool unset)
{
	struct hln_results_writer *copy =
		hln_results_writer_create(writer->layout, rows);

	if (!copy)
		return NULL;
	for (uint32_t row = 0; row < end; row++)
		if (is_wanted(writer, row, unset) &&
		    !copy_row(copy, writer, row)) {
			hln_results_writer_destroy(copy);
			return NULL;
		}
	for (uint32_t row = 0; row < end; row++)
		writer->row[row].copied |= is_wanted(writer, row, unset);
	return copy;
}

/* ---- Finish ---- */

/* The message of a row; returns its length, 0 if the row did not fail. */
static size_t format_message(char out[HLN_FAILURE_TEXT_MAX],
			     struct hln_results_writer *writer, uint32_t row)
{
	int32_t status = (int32_t)hln_load32_le(cell(writer, STATUS_AT, row));
	int32_t code = (int32_t)hln_load32_le(cell(writer, OS_ERROR_AT, row));

	return status ? hln_error_text_of_failure(out, status, code) : 0;
}

/* Bytes of the block once it is finished. */
static size_t total_bytes(struct hln_results_writer *writer)
{
	const struct hln_results_layout *layout = writer->layout;
	uint32_t rows = writer->count;
	size_t room = hln_results_layout_fixed_bytes(layout, rows,
						     layout->column_count);
	size_t messages = 0;
	char text[HLN_FAILURE_TEXT_MAX];

	room += hln_results_layout_varying_bytes(
		rows, writer->paths_bytes - rows, false);
	for (uint32_t row = 0; row < rows; row++)
		messages += format_message(text, writer, row);
	room += hln_results_layout_varying_bytes(rows, messages, true);
	for (uint32_t i = layout->parts_at; i < layout->column_count; i++) {
		size_t bytes = 0;

		for (uint32_t row = 0; row < rows; row++)
			bytes += find_parts(writer, row, i)->bytes;
		room += hln_results_layout_varying_bytes(rows, bytes, true);
	}
	return room;
}

/* Zero up to the next multiple of the alignment, which is returned. */
static size_t pad(struct hln_results_writer *writer, size_t at)
{
	size_t end = hln_results_block_align(at);

	memset(writer->block + at, 0, end - at);
	return end;
}

/* Fewer rows came than there is room for: move the columns together. */
static void close_up(struct hln_results_writer *writer)
{
	struct hashlane_results_column *column = directory(writer);
	size_t at = hln_results_layout_head_bytes(writer->layout);

	for (uint32_t i = 0; i < writer->layout->hex_at; i++, column++) {
		size_t bytes = (size_t)writer->count * column->stride;

		if (!bytes)
			continue;
		memmove(writer->block + at, writer->block + column->offset,
			bytes);
		at = pad(writer, at + bytes);
		if (column->kind == HASHLANE_COLUMN_DIGEST)
			at += hln_results_block_bitmap_bytes(writer->count);
	}
}

/* Write the bitmap of digest i, and zeros where there is no digest. */
static void finish_digest(struct hln_results_writer *writer, uint32_t i)
{
	struct hashlane_results_column *column = directory(writer) +
						 HLN_RESULTS_DIGESTS_AT + i;
	uint8_t *bitmap = writer->block + column->validity;

	memset(bitmap, 0, hln_results_block_bitmap_bytes(writer->count));
	for (uint32_t row = 0; row < writer->count; row++) {
		unsigned bit = writer->row[row].digests_valid >> i & 1;

		bitmap[row / 8] |= (uint8_t)(bit << row % 8);
		if (bit)
			continue;
		column->null_count++;
		memset(cell(writer, HLN_RESULTS_DIGESTS_AT + i, row), 0,
		       column->stride);
	}
}

static void finish_hex(struct hln_results_writer *writer, uint32_t i)
{
	uint32_t at = writer->layout->hex_at + i;
	struct hashlane_results_column *column = directory(writer) + at;
	const struct hashlane_results_column *digest =
		directory(writer) + HLN_RESULTS_DIGESTS_AT + i;

	column->validity = digest->validity;
	column->null_count = digest->null_count;
	hln_hex((char *)cell(writer, at, 0),
		cell(writer, HLN_RESULTS_DIGESTS_AT + i, 0),
		(size_t)writer->count * digest->stride);
	for (uint32_t row = 0; digest->null_count && row < writer->count;
	     row++)
		if (!(writer->row[row].digests_valid >> i & 1))
			memset(cell(writer, at, row), 0, column->stride);
	(void)pad(writer, (size_t)column->offset +
				  (size_t)writer->count * column->stride);
}

/* Begin a column at `at`, behind all that is there. */
static struct filling begin_column(struct hln_results_writer *writer,
				   uint32_t column, size_t at)
{
	struct filling filling = { writer, directory(writer) + column, 0 };

	filling.column->offsets = at;
	at = pad(writer, at + ((size_t)writer->count + 1) * sizeof(uint64_t));
	if (column != PATH_AT) {
		filling.column->validity = at;
		memset(writer->block + at, 0,
		       hln_results_block_bitmap_bytes(writer->count));
		at += hln_results_block_bitmap_bytes(writer->count);
	}
	filling.column->offset = at;
	return filling;
}

/* Append the value of the next row; data NULL: null. */
static void append(struct filling *filling, uint32_t row, const void *data,
		   size_t bytes)
{
	struct hashlane_results_column *column = filling->column;
	uint8_t *block = filling->writer->block;

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
static size_t end_column(struct filling *filling)
{
	struct hln_results_writer *writer = filling->writer;

	hln_store64_le(writer->block + filling->column->offsets +
			       writer->count * sizeof(uint64_t),
		       filling->bytes);
	return pad(writer, (size_t)filling->column->offset + filling->bytes);
}

static size_t finish_paths(struct hln_results_writer *writer, size_t at)
{
	struct filling filling = begin_column(writer, PATH_AT, at);

	for (uint32_t row = 0; row < writer->count; row++) {
		size_t bytes;
		const char *path = hln_results_writer_path(writer, row,
							   &bytes);

		append(&filling, row, path, bytes);
	}
	return end_column(&filling);
}

static size_t finish_messages(struct hln_results_writer *writer, size_t at)
{
	struct filling filling = begin_column(writer, MESSAGE_AT, at);
	char text[HLN_FAILURE_TEXT_MAX];

	for (uint32_t row = 0; row < writer->count; row++) {
		size_t bytes = format_message(text, writer, row);

		append(&filling, row, bytes ? text : NULL, bytes);
	}
	return end_column(&filling);
}

static size_t finish_parts(struct hln_results_writer *writer, uint32_t output,
			   size_t at)
{
	uint32_t column = writer->layout->parts_of[output];
	struct filling filling = begin_column(writer, column, at);

	for (uint32_t row = 0; row < writer->count; row++) {
		const struct parts *parts = find_parts(writer, row, column);
		bool valid = writer->row[row].digests_valid >> output & 1;

		append(&filling, row, valid ? parts->data : NULL,
		       parts->bytes);
	}
	return end_column(&filling);
}

static void finish_head(struct hln_results_writer *writer, uint64_t first_row,
			size_t bytes)
{
	const struct hashlane_results_column *column = directory(writer);
	const struct hln_results_block_head head = {
		.rows = writer->count,
		.columns = writer->layout->column_count,
		/* Every failed row has a message. */
		.failures = writer->count - column[MESSAGE_AT].null_count,
		.first_row = first_row,
		.bytes = bytes,
	};

	hln_results_block_put_head(writer->block, &head);
	for (uint32_t i = 0; i < head.columns; i++) {
		struct hashlane_results_column host = column[i];

		hln_results_block_put_column(writer->block, i, &host);
	}
}

/* Complete all columns; returns where they end. */
static size_t finish_columns(struct hln_results_writer *writer)
{
	const struct hln_results_layout *layout = writer->layout;
	uint32_t hexes = layout->parts_at - layout->hex_at;
	size_t at = hln_results_layout_fixed_bytes(layout, writer->count,
						   layout->column_count);

	if (writer->count < writer->rows)
		close_up(writer);
	place(writer, writer->count, layout->parts_at);
	for (uint32_t i = 0; i < layout->output_count; i++)
		finish_digest(writer, i);
	for (uint32_t i = 0; i < hexes; i++)
		finish_hex(writer, i);
	at = finish_paths(writer, at);
	at = finish_messages(writer, at);
	for (uint32_t i = 0; i < layout->output_count; i++)
		if (layout->parts_of[i])
			at = finish_parts(writer, i, at);
	return at;
}

const struct hashlane_results *
hln_results_writer_finish(struct hln_results_writer *writer,
			  uint64_t first_row)
{
	struct hln_results_block_origin origin = { 0 };
	size_t bytes = total_bytes(writer);
	uint8_t *block;

	if (bytes > writer->room && !resize(writer, bytes))
		return NULL;
	bytes = finish_columns(writer);
	finish_head(writer, first_row, bytes);
	/* If that fails, the block merely keeps more memory than it needs. */
	if (bytes < writer->room)
		(void)resize(writer, bytes);
	block = writer->block;
	if (writer->layout->memory)
		origin.from = *writer->layout->memory;
	origin.memory = writer->memory;
	origin.bytes = memory_bytes(writer);
	free_rest(writer);
	return hln_results_block_adopt(block, &origin);
}
