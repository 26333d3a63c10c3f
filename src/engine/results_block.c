/* SPDX-License-Identifier: MIT */
/* results_block.c - a finished results block: its owner, its end. */
#include "results_block.h"

#include "../base/bytes.h"
#include "release.h"

#include <stdatomic.h>
#include <string.h>

static _Atomic(size_t) live;

void hln_results_block_put_head(uint8_t *block,
				const struct hln_results_block_head *head)
{
	memset(block, 0, HLN_RESULTS_HEADER_BYTES);
	memcpy(block, hln_results_block_magic(), 8);
	hln_store32_le(block + HLN_RESULTS_VERSION_AT, HLN_RESULTS_VERSION);
	hln_store32_le(block + HLN_RESULTS_ROWS_AT, head->rows);
	hln_store64_le(block + HLN_RESULTS_BYTES_AT, head->bytes);
	hln_store64_le(block + HLN_RESULTS_FIRST_ROW_AT, head->first_row);
	hln_store32_le(block + HLN_RESULTS_COLUMNS_AT, head->columns);
	hln_store32_le(block + HLN_RESULTS_FAILURES_AT, head->failures);
}

void hln_results_block_put_column(uint8_t *block, size_t at,
				  const struct hashlane_results_column *column)
{
	uint8_t *to = block + HLN_RESULTS_HEADER_BYTES +
		      at * HLN_RESULTS_ENTRY_BYTES;

	hln_store32_le(to, (uint32_t)column->kind);
	hln_store32_le(to + HLN_RESULTS_ALGORITHM_AT,
		       (uint32_t)column->algorithm);
	hln_store64_le(to + HLN_RESULTS_PARAM_AT, column->param);
	hln_store64_le(to + HLN_RESULTS_OFFSET_AT, column->offset);
	hln_store64_le(to + HLN_RESULTS_OFFSETS_AT, column->offsets);
	hln_store64_le(to + HLN_RESULTS_VALIDITY_AT, column->validity);
	hln_store32_le(to + HLN_RESULTS_STRIDE_AT, column->stride);
	hln_store32_le(to + HLN_RESULTS_NULLS_AT, column->null_count);
	hln_store64_le(to + HLN_RESULTS_PART_BYTES_AT, column->part_bytes);
	hln_store32_le(to + HLN_RESULTS_PART_DIGEST_AT,
		       column->part_digest_bytes);
}

const struct hashlane_results *
hln_results_block_adopt(uint8_t *block,
			const struct hln_results_block_origin *origin)
{
	_Static_assert(sizeof(*origin) <= HLN_RESULTS_ALIGNMENT,
		       "the origin has room before the block");

	memcpy(block - HLN_RESULTS_ALIGNMENT, origin, sizeof(*origin));
	hln_release_hold(origin->from.last);
	atomic_fetch_add_explicit(&live, 1, memory_order_relaxed);
	return (const struct hashlane_results *)(const void *)block;
}

void hln_results_block_free(const struct hashlane_results *results)
{
	struct hln_results_block_origin origin;

	if (!results)
		return;
	memcpy(&origin, (const uint8_t *)results - HLN_RESULTS_ALIGNMENT,
	       sizeof(origin));
	hln_allocator_give(&origin.from, origin.memory, origin.bytes,
			   HLN_ALIGNMENT);
	atomic_fetch_sub_explicit(&live, 1, memory_order_relaxed);
	hln_release_drop(origin.from.last);
}

struct hashlane_results_column
hln_results_block_column(const struct hashlane_results *results, size_t at)
{
	const uint8_t *from = (const uint8_t *)results +
			      HLN_RESULTS_HEADER_BYTES +
			      at * HLN_RESULTS_ENTRY_BYTES;

	return (struct hashlane_results_column){
		.kind = (int32_t)hln_load32_le(from),
		.algorithm = (int32_t)hln_load32_le(from +
						    HLN_RESULTS_ALGORITHM_AT),
		.param = hln_load64_le(from + HLN_RESULTS_PARAM_AT),
		.offset = hln_load64_le(from + HLN_RESULTS_OFFSET_AT),
		.offsets = hln_load64_le(from + HLN_RESULTS_OFFSETS_AT),
		.validity = hln_load64_le(from + HLN_RESULTS_VALIDITY_AT),
		.stride = hln_load32_le(from + HLN_RESULTS_STRIDE_AT),
		.null_count = hln_load32_le(from + HLN_RESULTS_NULLS_AT),
		.part_bytes = hln_load64_le(from + HLN_RESULTS_PART_BYTES_AT),
		.part_digest_bytes =
			hln_load32_le(from + HLN_RESULTS_PART_DIGEST_AT),
	};
}

uint64_t hln_results_block_live(void)
{
	return atomic_load_explicit(&live, memory_order_relaxed);
}
