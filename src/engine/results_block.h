/* SPDX-License-Identifier: MIT */
/*
 * results_block.h - a finished results block: its format, its owner, its end.
 *
 * A block is one piece of memory; every offset counts from its first byte and
 * all numbers are little-endian:
 *
 *     header     HLN_RESULTS_HEADER_BYTES
 *     directory  an entry for each column
 *     columns    each value at a multiple of HLN_RESULTS_ALIGNMENT
 *
 * docs/RESULTS.md describes it for readers.
 */
#ifndef HLN_RESULTS_BLOCK_H
#define HLN_RESULTS_BLOCK_H

#include "allocator.h"

enum {
	HLN_RESULTS_VERSION = 1,
	HLN_RESULTS_HEADER_BYTES = 64,
	HLN_RESULTS_ENTRY_BYTES = 64,
	HLN_RESULTS_ALIGNMENT = 64,
	/* First of the digests' columns, behind those of kinds 1 to 8. */
	HLN_RESULTS_DIGESTS_AT = HASHLANE_COLUMN_MESSAGE
};

/* Fields of the header, in bytes from the block's start; magic is at 0. */
enum {
	HLN_RESULTS_VERSION_AT = 8,
	HLN_RESULTS_ROWS_AT = 12,
	HLN_RESULTS_BYTES_AT = 16,
	HLN_RESULTS_FIRST_ROW_AT = 24,
	HLN_RESULTS_COLUMNS_AT = 32,
	HLN_RESULTS_FAILURES_AT = 36
};

/* Fields of an entry, in bytes from its start; the kind is at 0. */
enum {
	HLN_RESULTS_ALGORITHM_AT = 4,
	HLN_RESULTS_PARAM_AT = 8,
	HLN_RESULTS_OFFSET_AT = 16,
	HLN_RESULTS_OFFSETS_AT = 24,
	HLN_RESULTS_VALIDITY_AT = 32,
	HLN_RESULTS_STRIDE_AT = 40,
	HLN_RESULTS_NULLS_AT = 44,
	HLN_RESULTS_PART_BYTES_AT = 48,
	HLN_RESULTS_PART_DIGEST_AT = 56
};

static inline const char *hln_results_block_magic(void)
{
	return "HASHLANE";
}

static inline size_t hln_results_block_align(size_t bytes)
{
	return (bytes + HLN_RESULTS_ALIGNMENT - 1) / HLN_RESULTS_ALIGNMENT *
	       HLN_RESULTS_ALIGNMENT;
}

/* Of a bitmap with a bit for each row. */
static inline size_t hln_results_block_bitmap_bytes(uint32_t rows)
{
	return hln_results_block_align(((size_t)rows + 7) / 8);
}

/*
 * The memory that a block lies in, and where that came from. A copy stands in
 * the HLN_RESULTS_ALIGNMENT bytes before the block.
 */
struct hln_results_block_origin {
	struct hln_allocator from; /* all zero: the library's own */
	void *memory;
	size_t bytes;
};

/*
 * Make a block, which is complete and has HLN_RESULTS_ALIGNMENT bytes of its
 * memory before it, one that hln_results_block_free takes.
 */
const struct hashlane_results *
hln_results_block_adopt(uint8_t *block,
			const struct hln_results_block_origin *origin);

/* The values of a block's header. */
struct hln_results_block_head {
	uint32_t rows, columns, failures;
	uint64_t first_row, bytes;
};

/* Write the header of a block, or entry `at` of its directory. */
void hln_results_block_put_head(uint8_t *block,
				const struct hln_results_block_head *head);
void hln_results_block_put_column(
	uint8_t *block, size_t at,
	const struct hashlane_results_column *column);

/* NULL is fine. */
void hln_results_block_free(const struct hashlane_results *results);

/* Entry `at` of a block's directory, in the host's byte order. */
struct hashlane_results_column
hln_results_block_column(const struct hashlane_results *results, size_t at);

/* Blocks that were finished and not yet freed. */
uint64_t hln_results_block_live(void);

#endif
