/* SPDX-License-Identifier: MIT */
/* result_rows.c - the rows of a results block, read from its columns. */
#include "result_rows.h"

#include <string.h>

/* Little-endian, as the whole block is. */
static uint32_t load32(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

static inline uint64_t load64(const uint8_t *at)
{
	return load32(at) | (uint64_t)load32(at + 4) << 32;
}

void result_rows_open(struct result_rows *rows,
		      const struct hashlane_results *results)
{
	const uint8_t *block = (const uint8_t *)results;
	struct hashlane_results_column column;

	memset(rows, 0, sizeof(*rows));
	for (size_t i = 0; !hashlane_results_get_column(&column, results, i);
	     i++) {
		const uint8_t *values = block + column.offset;
		uint32_t k = rows->digest_count;

		if (column.kind == HASHLANE_COLUMN_PATH)
			rows->path_offsets = block + column.offsets;
		if (column.kind == HASHLANE_COLUMN_DIGEST) {
			rows->digests[k].values = values;
			rows->digests[k].bytes = column.stride;
			if (column.validity)
				rows->digests[k].validity = block +
							    column.validity;
			rows->digest_count++;
		} else if (column.kind <= HASHLANE_COLUMN_FLAGS) {
			rows->values[column.kind] = values;
		}
	}
}

static uint32_t get32(const struct result_rows *rows, int32_t kind, uint32_t i)
{
	const uint8_t *values = rows->values[kind];

	return values ? load32(values + (size_t)i * 4) : 0;
}

static uint64_t get64(const struct result_rows *rows, int32_t kind, uint32_t i)
{
	const uint8_t *values = rows->values[kind];

	return values ? load64(values + (size_t)i * 8) : 0;
}

void result_rows_get(struct hashlane_row *row, const struct result_rows *rows,
		     uint32_t i)
{
	const uint8_t *offsets = rows->path_offsets + (size_t)i * 8;
	uint64_t path_at = load64(offsets);

	*row = (struct hashlane_row){
		.struct_size = sizeof(*row),
		.index = get64(rows, HASHLANE_COLUMN_INDEX, i),
		.size_bytes = get64(rows, HASHLANE_COLUMN_SIZE, i),
		.mtime_ns = (int64_t)get64(rows, HASHLANE_COLUMN_MTIME, i),
		.error_offset = get64(rows, HASHLANE_COLUMN_ERROR_OFFSET, i),
		.status = (int32_t)get32(rows, HASHLANE_COLUMN_STATUS, i),
		.os_error = (int32_t)get32(rows, HASHLANE_COLUMN_OS_ERROR, i),
		.path = (const char *)rows->values[HASHLANE_COLUMN_PATH] +
			path_at,
		.path_bytes = (size_t)(load64(offsets + 8) - path_at),
		.input = get64(rows, HASHLANE_COLUMN_INPUT, i),
		.cookie = get64(rows, HASHLANE_COLUMN_COOKIE, i),
		.flags = get32(rows, HASHLANE_COLUMN_FLAGS, i),
	};
	if (rows->values[HASHLANE_COLUMN_DEVICE]) {
		row->device = get64(rows, HASHLANE_COLUMN_DEVICE, i);
		row->inode = get64(rows, HASHLANE_COLUMN_INODE, i);
		row->ctime_ns = (int64_t)get64(rows, HASHLANE_COLUMN_CTIME, i);
		row->links = get64(rows, HASHLANE_COLUMN_LINKS, i);
	}
	for (uint32_t k = 0; k < rows->digest_count; k++)
		if (result_rows_digest(rows, i, k))
			row->digests_valid |= (uint64_t)1 << k;
}

const uint8_t *result_rows_digest(const struct result_rows *rows, uint32_t i,
				  uint32_t k)
{
	const uint8_t *validity = rows->digests[k].validity;

	if (validity && !(validity[i / 8] >> i % 8 & 1))
		return NULL;
	return rows->digests[k].values + (size_t)i * rows->digests[k].bytes;
}
