/* SPDX-License-Identifier: MIT */
/* segment.h - results blocks while they are written. */
#ifndef HLN_SEGMENT_H
#define HLN_SEGMENT_H

#include "../../include/hashlane.h"
#include "../hash/hasher.h"
#include "allocator.h"

/* Where the columns of a job's blocks lie; made once a job. */
struct hln_layout;

/*
 * flags: HASHLANE_JOB_HEX, _PARTS, _IDENTITY, _LOOKUP. memory: of this and all blocks,
 * while any of them is written; NULL: the library's own. NULL: no memory.
 */
struct hln_layout *hln_layout_create(const struct hln_set *set, uint32_t flags,
				     const struct hln_allocator *memory);
void hln_layout_destroy(struct hln_layout *layout);

/*
 * The columns of its blocks, in the host's byte order and not yet placed:
 * kind, algorithm, param and stride are set. Returns how many.
 */
size_t hln_layout_columns(const struct hashlane_results_column **columns,
			  const struct hln_layout *layout);

/* What stands in a row beside its digests and its path. */
struct hln_row {
	uint64_t index;
	uint64_t size_bytes;
	int64_t mtime_ns;
	uint64_t error_offset;
	int32_t status;
	int32_t os_error;
	uint64_t digests_valid;
	/* Where the blocks have columns for them. */
	uint64_t device, inode, links;
	int64_t ctime_ns;
	uint32_t flags; /* HASHLANE_ROW_* */
};

/*
 * A block being written. Different rows may be set by different threads at
 * once; add and seal are for one thread at a time.
 */
struct hln_segment;

/*
 * rows: at most HASHLANE_MAX_BLOCK_ROWS. NULL: no memory. The layout is needed
 * until the segment is sealed or destroyed.
 */
struct hln_segment *hln_segment_create(const struct hln_layout *layout,
				       uint32_t rows);

/* Bytes of one with so many rows, without paths and messages. */
size_t hln_segment_bytes(const struct hln_layout *layout, uint32_t rows);

/*
 * Add a row, with its index, which input it is of, what came with that, and
 * its path; all rows are added in order. False: no memory, and nothing is added.
 */
bool hln_segment_add(struct hln_segment *segment, uint64_t index,
		     uint64_t input, uint64_t cookie, const void *path,
		     size_t path_bytes);

/*
 * The path of a row that was added: bytes with a NUL behind them, until the
 * next add or seal.
 */
const char *hln_segment_path(const struct hln_segment *segment, uint32_t row,
			     size_t *path_bytes);

/* Where digest i of a row is written; its bytes are zero before. */
uint8_t *hln_segment_digest(struct hln_segment *segment, uint32_t row,
			    size_t i);

/*
 * Set all else of a row. Digests whose bit in digests_valid is clear are made
 * zero and null; so are all where status is neither HASHLANE_OK nor
 * HASHLANE_MISMATCH.
 */
void hln_segment_set(struct hln_segment *segment, uint32_t row,
		     const struct hln_row *values);

/*
 * The part digests of output i of a row, one after the other; nothing happens
 * where the block has no column for them. False: no memory.
 */
bool hln_segment_set_parts(struct hln_segment *segment, uint32_t row, size_t i,
			   const uint8_t *parts, size_t bytes);

/*
 * All of a row is set. Unlike the above, these two and copy are for one thread
 * at a time.
 */
void hln_segment_finish(struct hln_segment *segment, uint32_t row);
/* How many rows from the first on are finished. */
uint32_t hln_segment_finished(const struct hln_segment *segment);

/*
 * Another with those rows before `end` that are finished and were not copied
 * yet; they count as copied then. With `unset` rows that are not finished come
 * along, as rows that are not set: their values, which may be written
 * meanwhile, are not read. `rows` is how many that makes. NULL: no memory.
 */
struct hln_segment *hln_segment_copy(struct hln_segment *segment, uint32_t end,
				     uint32_t rows, bool unset);

/*
 * Finish a block whose added rows are all set: hex, messages, paths. The
 * segment is gone; NULL: no memory, and the segment lives.
 */
const struct hashlane_results *hln_segment_seal(struct hln_segment *segment,
						uint64_t first_row);

/* Free one that was not sealed; NULL is fine. */
void hln_segment_destroy(struct hln_segment *segment);

/* Free one that was; NULL is fine. */
void hln_results_free(const struct hashlane_results *results);
/* Entry `at` of a block's directory, in the host's byte order. */
struct hashlane_results_column
hln_results_column(const struct hashlane_results *results, size_t at);
/* Blocks that were sealed and not yet freed. */
uint64_t hln_results_live(void);

enum {
	HLN_RESULTS_VERSION = 1,
	HLN_RESULTS_HEADER_BYTES = 64,
	/* First of the digests' columns, behind those of kinds 1 to 8. */
	HLN_RESULTS_DIGESTS_AT = HASHLANE_COLUMN_MESSAGE
};

static inline const char *hln_results_magic(void)
{
	return "HASHLANE";
}

/* The status of a row that is not set: it never got its turn. */
enum { HLN_SEGMENT_UNSET = HASHLANE_CANCELLED };

#endif
