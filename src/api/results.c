/* SPDX-License-Identifier: MIT */
/*
 * results.c - the exports that read a results block, which may be a copy from
 * anywhere: nothing outside of it is touched, whatever it says.
 */
#include "arguments.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "../base/bytes.h"
#include "../engine/results_block.h"
#include "../engine/results_load.h"

/* Bytes of a value, by kind; 0: they differ, or the entry has it (digests). */
static const uint8_t strides[HASHLANE_COLUMN_FLAGS + 1] = {
	0, 8, 8, 4, 4, 8, 8, [HASHLANE_COLUMN_INPUT] = 8, 8, 8, 8, 8, 8, 4
};

/* A block whose header is sound, and one row of it. */
struct block {
	const uint8_t *bytes;
	size_t size;
	uint32_t rows, columns;
	uint32_t row;
};

/* An entry of its directory, with what it refers to inside the block. */
struct column {
	const uint8_t *entry;
	const uint8_t *values;
	const uint8_t *validity; /* NULL: all are valid */
	size_t room;             /* from the values to the block's end */
	uint32_t stride;
};

/* False: its header is not that of a block. */
static bool open_header(struct block *block,
			const struct hashlane_results *results)
{
	const uint8_t *bytes = (const uint8_t *)results;
	uint64_t size = hln_load64_le(bytes + HLN_RESULTS_BYTES_AT);

	block->bytes = bytes;
	block->rows = hln_load32_le(bytes + HLN_RESULTS_ROWS_AT);
	block->columns = hln_load32_le(bytes + HLN_RESULTS_COLUMNS_AT);
	block->row = 0;
	if (memcmp(bytes, hln_results_block_magic(), 8) ||
	    hln_load32_le(bytes + HLN_RESULTS_VERSION_AT) !=
		    HLN_RESULTS_VERSION ||
	    size > PTRDIFF_MAX || size < HLN_RESULTS_HEADER_BYTES ||
	    !block->rows || block->rows > HASHLANE_MAX_BLOCK_ROWS ||
	    block->columns < HLN_RESULTS_DIGESTS_AT ||
	    block->columns > (size - HLN_RESULTS_HEADER_BYTES) /
				     HLN_RESULTS_ENTRY_BYTES)
		return false;
	block->size = (size_t)size;
	return true;
}

static int32_t open_block(struct block *block,
			  const struct hashlane_results *results, uint32_t row)
{
	if (!open_header(block, results))
		return HASHLANE_FORMAT;
	block->row = row;
	return row < block->rows ? HASHLANE_OK : HASHLANE_ARGUMENT;
}

/* The bytes at an offset, if so many are there. */
static inline const uint8_t *look(const struct block *block, uint64_t offset,
				  size_t bytes)
{
	if (offset > block->size || bytes > block->size - (size_t)offset)
		return NULL;
	return block->bytes + offset;
}

static const uint8_t *find_entry(const struct block *block, uint32_t at)
{
	return block->bytes + HLN_RESULTS_HEADER_BYTES +
	       (size_t)at * HLN_RESULTS_ENTRY_BYTES;
}

static int32_t kind_of(const struct block *block, uint32_t at)
{
	return (int32_t)hln_load32_le(find_entry(block, at));
}

static bool fits_kind(uint32_t stride, int32_t kind)
{
	if (kind == HASHLANE_COLUMN_DIGEST)
		return stride && stride <= HASHLANE_MAX_DIGEST_BYTES;
	return stride == strides[kind];
}

/* Read entry `at`, which is below block->columns and of this kind. */
static inline int32_t open_column(struct column *column,
				  const struct block *block, uint32_t at,
				  int32_t kind)
{
	const uint8_t *entry = find_entry(block, at);
	uint64_t offset = hln_load64_le(entry + HLN_RESULTS_OFFSET_AT);
	uint64_t validity = hln_load64_le(entry + HLN_RESULTS_VALIDITY_AT);
	size_t rows = block->rows;

	column->entry = entry;
	column->stride = hln_load32_le(entry + HLN_RESULTS_STRIDE_AT);
	if (kind_of(block, at) != kind || !fits_kind(column->stride, kind))
		return HASHLANE_FORMAT;
	column->values = look(block, offset, rows * column->stride);
	column->validity = NULL;
	if (validity)
		column->validity = look(block, validity, (rows + 7) / 8);
	if (!column->values || (validity && !column->validity))
		return HASHLANE_FORMAT;
	column->room = block->size - (size_t)offset;
	return HASHLANE_OK;
}

static bool is_valid(const struct column *column, uint32_t row)
{
	return !column->validity || (column->validity[row / 8] >> row % 8 & 1);
}

/* The number in a row of entry `at`, whose values have one length. */
static int32_t read_number(uint64_t *number, const struct block *block,
			   uint32_t at, int32_t kind)
{
	struct column column;
	int32_t status = open_column(&column, block, at, kind);

	if (status)
		return status;
	if (column.stride == 4)
		*number =
			hln_load32_le(column.values + (size_t)block->row * 4);
	else
		*number =
			hln_load64_le(column.values + (size_t)block->row * 8);
	return HASHLANE_OK;
}

/* Entry `at`, of values that differ in length; NULL where it is null. */
static int32_t read_value(const uint8_t **value, size_t *bytes,
			  const struct block *block, uint32_t at, int32_t kind)
{
	struct column column;
	int32_t status = open_column(&column, block, at, kind);
	const uint8_t *offsets;
	uint64_t from, to;

	if (status)
		return status;
	offsets = look(block,
		       hln_load64_le(column.entry + HLN_RESULTS_OFFSETS_AT),
		       ((size_t)block->rows + 1) * 8);
	if (!offsets)
		return HASHLANE_FORMAT;
	from = hln_load64_le(offsets + (size_t)block->row * 8);
	to = hln_load64_le(offsets + (size_t)block->row * 8 + 8);
	if (from > to || to > column.room)
		return HASHLANE_FORMAT;
	*value = NULL;
	*bytes = 0;
	if (!is_valid(&column, block->row))
		return HASHLANE_OK;
	*value = column.values + from;
	*bytes = (size_t)(to - from);
	return HASHLANE_OK;
}

/* Path or message; NULL where it is null. */
static int32_t read_text(const char **text, size_t *bytes,
			 const struct block *block, int32_t kind)
{
	const uint8_t *value = NULL;
	int32_t status = read_value(&value, bytes, block, (uint32_t)kind - 1,
				    kind);

	if (!status)
		*text = (const char *)value;
	return status;
}

/* *behind: the entry behind the digests. */
static int32_t read_digests(uint64_t *valid, uint32_t *behind,
			    const struct block *block)
{
	uint32_t at = HLN_RESULTS_DIGESTS_AT;

	*valid = 0;
	for (uint32_t i = 0; at < block->columns &&
			     kind_of(block, at) == HASHLANE_COLUMN_DIGEST;
	     i++, at++) {
		struct column column;
		int32_t status = open_column(&column, block, at,
					     HASHLANE_COLUMN_DIGEST);

		if (i == HASHLANE_MAX_ALGORITHMS)
			return HASHLANE_FORMAT;
		if (status)
			return status;
		*valid |= (uint64_t)is_valid(&column, block->row) << i;
	}
	*behind = at;
	return HASHLANE_OK;
}

static int32_t read_row(struct hashlane_row *row, const struct block *block)
{
	uint64_t numbers[HASHLANE_COLUMN_FLAGS + 1] = { 0 };
	int32_t status = HASHLANE_OK;
	uint32_t behind;

	for (int32_t kind = HASHLANE_COLUMN_INDEX;
	     kind <= HASHLANE_COLUMN_ERROR_OFFSET && !status; kind++)
		status = read_number(&numbers[kind], block, (uint32_t)kind - 1,
				     kind);
	if (!status)
		status = read_text(&row->path, &row->path_bytes, block,
				   HASHLANE_COLUMN_PATH);
	if (!status)
		status = read_text(&row->message, &row->message_bytes, block,
				   HASHLANE_COLUMN_MESSAGE);
	if (!status)
		status = read_digests(&row->digests_valid, &behind, block);
	/* The first blocks of version 1 had no such column. */
	numbers[HASHLANE_COLUMN_INPUT] = numbers[HASHLANE_COLUMN_INDEX];
	for (int32_t kind = HASHLANE_COLUMN_INPUT;
	     kind <= HASHLANE_COLUMN_FLAGS && !status; kind++)
		if (behind < block->columns && kind_of(block, behind) == kind)
			status = read_number(&numbers[kind], block, behind++,
					     kind);
	if (status)
		return status;
	row->index = numbers[HASHLANE_COLUMN_INDEX];
	row->size_bytes = numbers[HASHLANE_COLUMN_SIZE];
	row->mtime_ns = (int64_t)numbers[HASHLANE_COLUMN_MTIME];
	row->error_offset = numbers[HASHLANE_COLUMN_ERROR_OFFSET];
	row->status = (int32_t)numbers[HASHLANE_COLUMN_STATUS];
	row->os_error = (int32_t)numbers[HASHLANE_COLUMN_OS_ERROR];
	row->input = numbers[HASHLANE_COLUMN_INPUT];
	row->cookie = numbers[HASHLANE_COLUMN_COOKIE];
	row->device = numbers[HASHLANE_COLUMN_DEVICE];
	row->inode = numbers[HASHLANE_COLUMN_INODE];
	row->ctime_ns = (int64_t)numbers[HASHLANE_COLUMN_CTIME];
	row->links = numbers[HASHLANE_COLUMN_LINKS];
	row->flags = (uint32_t)numbers[HASHLANE_COLUMN_FLAGS];
	return HASHLANE_OK;
}

int32_t hashlane_results_get_row(struct hashlane_row *out,
				 const struct hashlane_results *results,
				 uint32_t row)
{
	enum { FIRST_BYTES = offsetof(struct hashlane_row, input) };
	struct hashlane_row found = { 0 };
	struct block block;
	int32_t status;

	if (!out || !results)
		return HASHLANE_ARGUMENT;
	status = hln_check_struct(out, FIRST_BYTES, sizeof(found));
	if (!status)
		status = open_block(&block, results, row);
	if (!status)
		status = read_row(&found, &block);
	if (status)
		return status;
	return hln_return_struct(out, &found, FIRST_BYTES, sizeof(found));
}

int32_t hashlane_results_get_digest(const uint8_t **digest,
				    size_t *digest_bytes,
				    const struct hashlane_results *results,
				    uint32_t row, size_t index)
{
	struct column column;
	struct block block;
	uint32_t at;
	int32_t status;

	if (!digest || !digest_bytes || !results)
		return HASHLANE_ARGUMENT;
	status = open_block(&block, results, row);
	if (status)
		return status;
	if (index >= HASHLANE_MAX_ALGORITHMS)
		return HASHLANE_ARGUMENT;
	at = HLN_RESULTS_DIGESTS_AT + (uint32_t)index;
	if (at >= block.columns ||
	    kind_of(&block, at) != HASHLANE_COLUMN_DIGEST)
		return HASHLANE_ARGUMENT;
	status = open_column(&column, &block, at, HASHLANE_COLUMN_DIGEST);
	if (status)
		return status;
	if (!is_valid(&column, row))
		return HASHLANE_NOT_FOUND;
	*digest = column.values + (size_t)row * column.stride;
	*digest_bytes = column.stride;
	return HASHLANE_OK;
}

/* The column of the parts of the digests at `of`; block->columns: none. */
static uint32_t find_parts(const struct block *block, uint32_t of)
{
	const uint8_t *digests = find_entry(block, of);
	uint32_t at = of + 1;

	/* Two of one algorithm and parameter have the same parts. */
	while (at < block->columns &&
	       (kind_of(block, at) != HASHLANE_COLUMN_PARTS ||
		memcmp(find_entry(block, at) + HLN_RESULTS_ALGORITHM_AT,
		       digests + HLN_RESULTS_ALGORITHM_AT, 12)))
		at++;
	return at;
}

static int32_t read_parts(struct hashlane_parts *parts,
			  const struct block *block, size_t index)
{
	const uint8_t *entry;
	size_t bytes;
	uint32_t at;
	int32_t status;

	if (index >= HASHLANE_MAX_ALGORITHMS)
		return HASHLANE_ARGUMENT;
	at = HLN_RESULTS_DIGESTS_AT + (uint32_t)index;
	if (at >= block->columns ||
	    kind_of(block, at) != HASHLANE_COLUMN_DIGEST)
		return HASHLANE_ARGUMENT;
	at = find_parts(block, at);
	if (at == block->columns)
		return HASHLANE_NOT_FOUND;
	status = read_value(&parts->digests, &bytes, block, at,
			    HASHLANE_COLUMN_PARTS);
	if (status)
		return status;
	if (!parts->digests)
		return HASHLANE_NOT_FOUND;
	entry = find_entry(block, at);
	parts->part_bytes = hln_load64_le(entry + HLN_RESULTS_PART_BYTES_AT);
	parts->digest_bytes =
		hln_load32_le(entry + HLN_RESULTS_PART_DIGEST_AT);
	if (!parts->digest_bytes ||
	    parts->digest_bytes > HASHLANE_MAX_DIGEST_BYTES ||
	    bytes % parts->digest_bytes)
		return HASHLANE_FORMAT;
	parts->count = bytes / parts->digest_bytes;
	return HASHLANE_OK;
}

int32_t hashlane_results_get_parts(struct hashlane_parts *out,
				   const struct hashlane_results *results,
				   uint32_t row, size_t index)
{
	struct hashlane_parts found = { 0 };
	struct block block;
	int32_t status;

	if (!out || !results)
		return HASHLANE_ARGUMENT;
	status = hln_check_struct(out, sizeof(found), sizeof(found));
	if (!status)
		status = open_block(&block, results, row);
	if (!status)
		status = read_parts(&found, &block, index);
	if (status)
		return status;
	return hln_return_struct(out, &found, sizeof(found), sizeof(found));
}

uint32_t hashlane_results_get_count(const struct hashlane_results *results)
{
	struct block block;

	return results && open_header(&block, results) ? block.rows : 0;
}

uint32_t hashlane_results_get_failures(const struct hashlane_results *results)
{
	struct block block;
	uint32_t failures;

	if (!results || !open_header(&block, results))
		return 0;
	failures = hln_load32_le(block.bytes + HLN_RESULTS_FAILURES_AT);
	/* Of a damaged block no more than there are rows. */
	return failures < block.rows ? failures : block.rows;
}

uint64_t hashlane_results_get_first_row(const struct hashlane_results *results)
{
	struct block block;

	if (!results || !open_header(&block, results))
		return 0;
	return hln_load64_le(block.bytes + HLN_RESULTS_FIRST_ROW_AT);
}

uint64_t hashlane_results_get_bytes(const struct hashlane_results *results)
{
	struct block block;

	return results && open_header(&block, results) ? block.size : 0;
}

/* Is all that an entry refers to inside the block? */
static bool is_inside(const struct block *block,
		      const struct hashlane_results_column *column)
{
	size_t rows = block->rows;
	uint64_t bytes = (uint64_t)column->stride * rows;
	const uint8_t *offsets = look(block, column->offsets, (rows + 1) * 8);

	if (!offsets || !look(block, column->validity, (rows + 7) / 8))
		return false;
	if (column->offsets)
		bytes = hln_load64_le(offsets + rows * 8);
	return bytes <= block->size &&
	       look(block, column->offset, (size_t)bytes);
}

int32_t hashlane_results_get_column(struct hashlane_results_column *out,
				    const struct hashlane_results *results,
				    size_t index)
{
	struct hashlane_results_column found;
	struct block block;

	if (!out || !results)
		return HASHLANE_ARGUMENT;
	if (!open_header(&block, results))
		return HASHLANE_FORMAT;
	if (index >= block.columns)
		return HASHLANE_NOT_FOUND;
	found = hln_results_block_column(results, index);
	if (!is_inside(&block, &found))
		return HASHLANE_FORMAT;
	*out = found;
	return HASHLANE_OK;
}

int32_t hashlane_results_load(const struct hashlane_results **out,
			      const void *data, size_t data_bytes,
			      struct hashlane_error *error)
{
	struct hln_results_load_fault fault = { 0 };
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || hln_bad_bytes(data, data_bytes) ||
	    (error && hln_overlap(out, sizeof(void *), error, sizeof(*error))))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_results_load(out, &fault, data, data_bytes);
	errno = before;
	if (status)
		return hln_fail(error, status, fault.offset, fault.text, NULL,
				0);
	return HASHLANE_OK;
}

void hashlane_results_destroy(const struct hashlane_results *results)
{
	int before = errno;

	hln_results_block_free(results);
	errno = before;
}
