/* SPDX-License-Identifier: MIT */
/*
 * results_load.c - a results block from bytes that may be damaged.
 *
 * The copy is checked, not the bytes given: those may change meanwhile.
 */
#include "results_load.h"

#include "../base/bytes.h"
#include "../hash/registry.h"
#include "../lane/utf8.h"
#include "column_kind.h"
#include "results_block.h"

#include <string.h>

struct check {
	const uint8_t *block;
	size_t bytes;
	uint32_t rows, columns;
	const uint8_t *statuses;
	struct hln_results_load_fault *fault;
};

/* One column, whose entry is at `at` in the block. */
struct column {
	size_t at;
	const struct hln_column_kind *kind;
	struct hashlane_results_column entry;
	const struct hln_algorithm *algorithm; /* or NULL */
};

static bool fail(struct check *check, size_t offset, const char *text)
{
	check->fault->offset = offset;
	check->fault->text = text;
	return false;
}

/* ---- Values ---- */

static bool is_valid(const struct check *check, const struct column *column,
		     uint32_t row)
{
	uint64_t bitmap = column->entry.validity;

	return !bitmap || (check->block[bitmap + row / 8] >> row % 8 & 1);
}

static int32_t status_of(const struct check *check, uint32_t row)
{
	return (int32_t)hln_load32_le(check->statuses + (size_t)row * 4);
}

static bool failed(const struct check *check, uint32_t row)
{
	return status_of(check, row) != HASHLANE_OK;
}

/* Are the bytes at this offset, which a field names, behind the directory? */
static bool check_place(struct check *check, size_t field, uint64_t offset,
			uint64_t bytes)
{
	size_t head = HLN_RESULTS_HEADER_BYTES +
		      (size_t)check->columns * HLN_RESULTS_ENTRY_BYTES;

	if (offset % HLN_RESULTS_ALIGNMENT)
		return fail(check, field, "the offset is not aligned");
	if (offset < head || offset > check->bytes ||
	    bytes > check->bytes - offset)
		return fail(check, field, "the column is not inside");
	return true;
}

static bool check_bitmap(struct check *check, const struct column *column)
{
	const struct hashlane_results_column *entry = &column->entry;
	size_t bytes = ((size_t)check->rows + 7) / 8;
	uint32_t nulls = 0;

	if (entry->validity && !column->kind->nullable)
		return fail(check, column->at + HLN_RESULTS_VALIDITY_AT,
			    "the column has no nulls");
	if (entry->validity &&
	    !check_place(check, column->at + HLN_RESULTS_VALIDITY_AT,
			 entry->validity, bytes))
		return false;
	for (uint32_t row = 0; row < check->rows; row++)
		nulls += !is_valid(check, column, row);
	if (nulls != entry->null_count)
		return fail(check, column->at + HLN_RESULTS_NULLS_AT,
			    "there are not so many nulls");
	if (entry->validity && check->rows % 8 &&
	    check->block[entry->validity + bytes - 1] >> check->rows % 8)
		return fail(check, (size_t)entry->validity + bytes - 1,
			    "a bit of no row is set");
	return true;
}

/* Which rows are null follows from which failed, except for parts. */
static bool check_nulls(struct check *check, const struct column *column)
{
	const char *text = NULL;

	for (uint32_t row = 0; row < check->rows && !text; row++) {
		bool valid = is_valid(check, column, row);

		if (column->entry.kind == HASHLANE_COLUMN_MESSAGE &&
		    valid != failed(check, row))
			text = "the message and the status disagree";
		if (column->algorithm && valid && failed(check, row) &&
		    status_of(check, row) != HASHLANE_MISMATCH)
			text = "a row that failed has a digest";
		if (text)
			return fail(check,
				    (size_t)column->entry.validity + row / 8,
				    text);
	}
	return true;
}

static bool check_offsets(struct check *check, const struct column *column)
{
	size_t at = (size_t)column->entry.offsets;
	uint64_t before = 0;

	if (!check_place(check, column->at + HLN_RESULTS_OFFSETS_AT, at,
			 ((uint64_t)check->rows + 1) * 8))
		return false;
	for (uint32_t row = 0; row <= check->rows; row++) {
		uint64_t now =
			hln_load64_le(check->block + at + (size_t)row * 8);

		if (now < before || (!row && now))
			return fail(check, at + (size_t)row * 8,
				    "the offsets do not ascend from 0");
		before = now;
	}
	return check_place(check, column->at + HLN_RESULTS_OFFSET_AT,
			   column->entry.offset, before);
}

/* The bytes of a row. */
static const uint8_t *value_of(const struct check *check,
			       const struct column *column, uint32_t row,
			       size_t *bytes)
{
	const uint8_t *values = check->block + column->entry.offset;
	const uint8_t *ends = check->block + column->entry.offsets +
			      (size_t)row * 8;
	uint64_t from;

	*bytes = column->entry.stride;
	if (!column->kind->rows_differ)
		return values + (size_t)row * column->entry.stride;
	from = hln_load64_le(ends);
	*bytes = (size_t)(hln_load64_le(ends + 8) - from);
	return values + from;
}

static bool is_hex(const uint8_t *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if ((text[i] < '0' || text[i] > '9') &&
		    (text[i] < 'a' || text[i] > 'f'))
			return false;
	return true;
}

/* What a value must be, besides inside the block; NULL: nothing is wrong. */
static const char *value_fault(const struct column *column,
			       const uint8_t *value, size_t bytes)
{
	switch (column->entry.kind) {
	case HASHLANE_COLUMN_MESSAGE:
		return hln_utf8_check((const char *)value, bytes) ?
			       NULL :
			       "the message is not UTF-8";
	case HASHLANE_COLUMN_HEX:
		return is_hex(value, bytes) ? NULL :
					      "the text is not hexadecimal";
	case HASHLANE_COLUMN_PARTS:
		return bytes % column->entry.part_digest_bytes ?
			       "the parts are no whole digests" :
			       NULL;
	default:
		return NULL;
	}
}

static bool check_values(struct check *check, const struct column *column)
{
	for (uint32_t row = 0; row < check->rows; row++) {
		size_t bytes;
		const uint8_t *value = value_of(check, column, row, &bytes);
		const char *text = is_valid(check, column, row) ?
					   value_fault(column, value, bytes) :
					   NULL;

		if (text)
			return fail(check, (size_t)(value - check->block),
				    text);
	}
	return true;
}

/* ---- Directory ---- */

static bool check_algorithm(struct check *check, struct column *column)
{
	const struct hashlane_algorithm_spec spec = {
		.id = column->entry.algorithm,
		.param = column->entry.param,
	};
	uint64_t param = 0;

	column->algorithm = NULL;
	if (column->kind->has_algorithm &&
	    hln_registry_resolve(&column->algorithm, &param, &spec))
		return fail(check, column->at + HLN_RESULTS_ALGORITHM_AT,
			    "there is no such algorithm");
	if (!column->kind->has_algorithm && column->entry.algorithm)
		return fail(check, column->at + HLN_RESULTS_ALGORITHM_AT,
			    "the column has no algorithm");
	if (param != column->entry.param)
		return fail(check, column->at + HLN_RESULTS_PARAM_AT,
			    "the algorithm has no such parameter");
	return true;
}

/* The fields that need nothing else of the block. */
static bool check_entry(struct check *check, const struct column *column)
{
	const struct hashlane_results_column *entry = &column->entry;
	uint32_t stride = column->kind->value_bytes;

	if (entry->kind == HASHLANE_COLUMN_DIGEST)
		stride = column->algorithm->digest_bytes;
	if (entry->kind == HASHLANE_COLUMN_HEX)
		stride = 2 * column->algorithm->digest_bytes;
	if (entry->stride != stride)
		return fail(check, column->at + HLN_RESULTS_STRIDE_AT,
			    "values of this kind have another length");
	if (!column->kind->rows_differ && entry->offsets)
		return fail(check, column->at + HLN_RESULTS_OFFSETS_AT,
			    "rows of this kind have one length");
	if (entry->kind != HASHLANE_COLUMN_PARTS)
		return true;
	if (!entry->part_bytes)
		return fail(check, column->at + HLN_RESULTS_PART_BYTES_AT,
			    "a part has no bytes");
	if (!entry->part_digest_bytes ||
	    entry->part_digest_bytes > HASHLANE_MAX_DIGEST_BYTES)
		return fail(check, column->at + HLN_RESULTS_PART_DIGEST_AT,
			    "no digest has this length");
	return true;
}

static bool check_column(struct check *check, struct column *column)
{
	const struct hashlane_results_column *entry = &column->entry;

	if (!check_algorithm(check, column) || !check_entry(check, column) ||
	    !check_bitmap(check, column))
		return false;
	if (column->kind->rows_differ ?
		    !check_offsets(check, column) :
		    !check_place(check, column->at + HLN_RESULTS_OFFSET_AT,
				 entry->offset,
				 (uint64_t)check->rows * entry->stride))
		return false;
	if (entry->kind == HASHLANE_COLUMN_STATUS)
		check->statuses = check->block + entry->offset;
	return !column->kind->nullable ||
	       (check_nulls(check, column) && check_values(check, column));
}

/* The first eight kinds come in order, digests next, and then others. */
static bool is_in_place(uint32_t i, int32_t kind, int32_t before)
{
	if (i < HLN_RESULTS_DIGESTS_AT)
		return kind == (int32_t)i + 1;
	if (kind == HASHLANE_COLUMN_DIGEST)
		return before == HASHLANE_COLUMN_DIGEST ||
		       before == HASHLANE_COLUMN_MESSAGE;
	return kind > HASHLANE_COLUMN_DIGEST;
}

static bool check_columns(struct check *check)
{
	int32_t before = 0;
	uint32_t digests = 0;

	for (uint32_t i = 0; i < check->columns; i++) {
		struct column column = {
			.at = HLN_RESULTS_HEADER_BYTES +
			      (size_t)i * HLN_RESULTS_ENTRY_BYTES,
			.entry = hln_results_block_column(
				(const void *)check->block, i),
		};
		int32_t kind = column.entry.kind;

		column.kind = hln_column_kind(kind);
		digests += kind == HASHLANE_COLUMN_DIGEST;
		if (!is_in_place(i, kind, before) ||
		    digests > HASHLANE_MAX_ALGORITHMS)
			return fail(check, column.at,
				    "the column has no place there");
		if (column.kind && !check_column(check, &column))
			return false;
		before = kind;
	}
	return true;
}

static bool check_failures(struct check *check)
{
	uint32_t failures = 0;

	for (uint32_t row = 0; row < check->rows; row++)
		failures += failed(check, row);
	return failures ==
		       hln_load32_le(check->block + HLN_RESULTS_FAILURES_AT) ||
	       fail(check, HLN_RESULTS_FAILURES_AT, "not so many rows failed");
}

/* ---- Header ---- */

/* Its length, as far as it can be one; 0: it cannot. */
static size_t block_bytes(struct check *check, const uint8_t *data,
			  size_t data_bytes)
{
	uint64_t bytes;

	if (data_bytes >= 8 && memcmp(data, hln_results_block_magic(), 8)) {
		fail(check, 0, "it is no results block");
		return 0;
	}
	if (data_bytes < HLN_RESULTS_HEADER_BYTES) {
		fail(check, data_bytes, "the block is cut short");
		return 0;
	}
	bytes = hln_load64_le(data + HLN_RESULTS_BYTES_AT);
	if (bytes < HLN_RESULTS_HEADER_BYTES ||
	    bytes % HLN_RESULTS_ALIGNMENT) {
		fail(check, HLN_RESULTS_BYTES_AT, "no block has this length");
		return 0;
	}
	if (bytes > data_bytes) {
		fail(check, data_bytes, "the block is cut short");
		return 0;
	}
	return (size_t)bytes;
}

static bool check_header(struct check *check)
{
	const uint8_t *block = check->block;

	check->rows = hln_load32_le(block + HLN_RESULTS_ROWS_AT);
	check->columns = hln_load32_le(block + HLN_RESULTS_COLUMNS_AT);
	/* Once more: the data may have changed meanwhile. */
	if (memcmp(block, hln_results_block_magic(), 8))
		return fail(check, 0, "it is no results block");
	if (hln_load32_le(block + HLN_RESULTS_VERSION_AT) !=
	    HLN_RESULTS_VERSION)
		return fail(check, HLN_RESULTS_VERSION_AT,
			    "the block has an unknown version");
	if (!check->rows || check->rows > HASHLANE_MAX_BLOCK_ROWS)
		return fail(check, HLN_RESULTS_ROWS_AT,
			    "no block has so many rows");
	if (hln_load64_le(block + HLN_RESULTS_BYTES_AT) != check->bytes)
		return fail(check, HLN_RESULTS_BYTES_AT,
			    "no block has this length");
	if (check->columns < HLN_RESULTS_DIGESTS_AT ||
	    check->columns > (check->bytes - HLN_RESULTS_HEADER_BYTES) /
				     HLN_RESULTS_ENTRY_BYTES)
		return fail(check, HLN_RESULTS_COLUMNS_AT,
			    "no block has so many columns");
	return true;
}

/* Close the directory up over columns of unknown kinds. */
static void drop_unknown(uint8_t *block, uint32_t columns)
{
	uint8_t *to = block + HLN_RESULTS_HEADER_BYTES;
	const uint8_t *end = to + (size_t)columns * HLN_RESULTS_ENTRY_BYTES;
	uint32_t kept = 0;

	for (const uint8_t *from = to; from < end;
	     from += HLN_RESULTS_ENTRY_BYTES)
		if (hln_column_kind((int32_t)hln_load32_le(from))) {
			memmove(to, from, HLN_RESULTS_ENTRY_BYTES);
			to += HLN_RESULTS_ENTRY_BYTES;
			kept++;
		}
	memset(to, 0, (size_t)(end - to));
	hln_store32_le(block + 32, kept);
}

int32_t hln_results_load(const struct hashlane_results **out,
			 struct hln_results_load_fault *fault,
			 const void *data, size_t data_bytes)
{
	struct check check = { .fault = fault };
	size_t bytes = block_bytes(&check, data, data_bytes);
	struct hln_results_block_origin origin = { 0 };
	uint8_t *block;

	if (!bytes)
		return HASHLANE_FORMAT;
	if (bytes > PTRDIFF_MAX - 2 * HLN_RESULTS_ALIGNMENT)
		return HASHLANE_NO_MEMORY;
	origin.bytes = HLN_RESULTS_ALIGNMENT + bytes;
	origin.memory = hln_allocator_take(NULL, origin.bytes,
					   HLN_RESULTS_ALIGNMENT);
	if (!origin.memory)
		return HASHLANE_NO_MEMORY;
	block = (uint8_t *)origin.memory + HLN_RESULTS_ALIGNMENT;
	memcpy(block, data, bytes);
	check.block = block;
	check.bytes = bytes;
	if (!check_header(&check) || !check_columns(&check) ||
	    !check_failures(&check)) {
		hln_allocator_give(NULL, origin.memory, origin.bytes,
				   HLN_RESULTS_ALIGNMENT);
		return HASHLANE_FORMAT;
	}
	drop_unknown(block, check.columns);
	*out = hln_results_block_adopt(block, &origin);
	return HASHLANE_OK;
}
