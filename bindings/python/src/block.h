/* SPDX-License-Identifier: MIT */
/* block.h - a block of results, and the location of its columns. */
#ifndef BLOCK_H
#define BLOCK_H

#include "core.h"
#include "shared.h"

/* The values of the columns that every block has, little-endian. */
struct columns {
	const uint8_t *index, *size, *status, *os_error, *mtime, *error_offset;
	const uint8_t *input;
	const uint8_t *path_offsets, *paths, *message_offsets, *messages;
	/* For each algorithm, in order; offsets are from the block's start. */
	struct hashlane_results_column *digests;
	uint32_t digest_count;
	uint32_t rows;
};

struct block {
	PyObject ob_base;
	struct shared *keeper;
	const struct hashlane_results *results; /* the keeper's */
	struct held *held;                      /* the keeper's */
	PyObject *names;                        /* tuple: the algorithms */
	struct columns columns;
};

/* Create a Block that owns the results; NULL: an exception is set. */
PyObject *block_new(struct state *state, PyObject *names,
		    const struct hashlane_results *results);

static inline uint64_t column_u64(const uint8_t *values, uint64_t row)
{
	const uint8_t *at = values + 8 * row;
	uint64_t value = 0;

	for (unsigned i = 0; i < 8; i++)
		value |= (uint64_t)at[i] << (8 * i);
	return value;
}

static inline int32_t column_i32(const uint8_t *values, uint64_t row)
{
	const uint8_t *at = values + 4 * row;

	return (int32_t)((uint32_t)at[0] | (uint32_t)at[1] << 8 |
			 (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24);
}

/* New references, or NULL and an exception. */
PyObject *block_path(const struct block *block, uint32_t row);
PyObject *block_message(const struct block *block, uint32_t row);
/* Return bytes, or None without a digest. */
PyObject *block_digest(const struct block *block, uint32_t row,
		       uint32_t index);

#endif
