/* SPDX-License-Identifier: MIT */
/* result_blocks.h - results blocks of random rows, and what they must say. */
#ifndef RESULT_BLOCKS_H
#define RESULT_BLOCKS_H

#include "../../src/engine/results_writer.h"
#include "random_source.h"

enum { BLOCK_THREADS_MAX = 4 };

/* What one row must say. */
struct wanted_row {
	struct hln_results_row values;
	uint64_t input, cookie;
	bool set; /* or it never got its turn */
	char *path;
	size_t path_bytes;
	uint8_t *digests; /* of all outputs, wherever they are valid or not */
	uint64_t parts_valid;
	uint8_t *parts; /* the same for each output that has them */
	size_t parts_bytes;
};

/* What a block must say. */
struct wanted {
	struct hln_set set;
	uint32_t flags;
	uint64_t first_row;
	uint32_t count;
	struct wanted_row *rows;
};

/* Random rows of a random set; paths may have any bytes. */
void make_wanted(struct wanted *wanted, struct random_source *random,
		 uint32_t count);
void free_wanted(struct wanted *wanted);

/* All of one row but its path. */
void write_row(struct hln_results_writer *segment, const struct wanted *wanted,
	       uint32_t i);

/* The block, written by some threads, in a segment for so many rows. */
const struct hashlane_results *write_block(const struct wanted *wanted,
					   uint32_t rows, uint32_t threads);

/* Has the block these columns? */
static inline bool wants_identity(const struct wanted *wanted)
{
	return wanted->flags & HASHLANE_JOB_IDENTITY;
}

static inline bool wants_flags(const struct wanted *wanted)
{
	return wanted->flags & (HASHLANE_JOB_IDENTITY | HASHLANE_JOB_LOOKUP);
}

int32_t wanted_status(const struct wanted_row *row);
bool wants_digest(const struct wanted_row *row, size_t i);
bool wants_parts(const struct wanted_row *row, size_t i);

#endif
