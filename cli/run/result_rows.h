/* SPDX-License-Identifier: MIT */
/*
 * result_rows.h - the rows of a results block, read from its columns.
 *
 * hashlane_results_get_row finds and checks every column again for each row.
 * A reader of all rows finds them once per block.
 */
#ifndef CLI_RESULT_ROWS_H
#define CLI_RESULT_ROWS_H

#include "../../include/hashlane.h"

#include <stdbool.h>

struct result_rows {
	/* The values of each kind; NULL: the block has no such column. */
	const uint8_t *values[HASHLANE_COLUMN_FLAGS + 1];
	const uint8_t *path_offsets;
	uint32_t digest_count;
	struct {
		const uint8_t *values, *validity; /* validity NULL: all are */
		uint32_t bytes;
	} digests[HASHLANE_MAX_ALGORITHMS];
};

/* Find the columns of a block that a job of this process made. */
void result_rows_open(struct result_rows *rows,
		      const struct hashlane_results *results);

/* The same as hashlane_results_get_row, but for the message and the parts. */
void result_rows_get(struct hashlane_row *row, const struct result_rows *rows,
		     uint32_t i);

/* Digest k of row i; NULL: it has none. */
const uint8_t *result_rows_digest(const struct result_rows *rows, uint32_t i,
				  uint32_t k);

#endif
