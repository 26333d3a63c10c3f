/* SPDX-License-Identifier: MIT */
/* results_writer.h - builds a results block row by row. */
#ifndef HLN_RESULTS_WRITER_H
#define HLN_RESULTS_WRITER_H

#include "results_layout.h"

/* The values of a row beside its digests and its path. */
struct hln_results_row {
	uint64_t index;
	uint64_t size_bytes;
	int64_t mtime_ns;
	uint64_t error_offset;
	int32_t status;
	int32_t os_error;
	uint64_t digests_valid;
	/* Written if the layout has columns for them. */
	uint64_t device, inode, links;
	int64_t ctime_ns;
	uint32_t flags; /* HASHLANE_ROW_* */
};

/* The status of a row whose values were not set: it never got its turn. */
enum { HLN_RESULTS_UNSET = HASHLANE_CANCELLED };

/*
 * A block that is being written. Several threads may write the values of
 * different rows at once (digest, set, set_parts). All other functions are for
 * one thread at a time, and copy and finish_row may run while rows are written.
 */
struct hln_results_writer;

/*
 * rows: at most HASHLANE_MAX_BLOCK_ROWS. The layout is needed until the writer
 * is finished or destroyed. NULL: no memory.
 */
struct hln_results_writer *
hln_results_writer_create(const struct hln_results_layout *layout,
			  uint32_t rows);

/* Bytes of a writer with so many rows, without paths, messages and parts. */
size_t hln_results_writer_bytes(const struct hln_results_layout *layout,
				uint32_t rows);

/*
 * Append a row: its index, which input it belongs to, that input's cookie, and
 * its path. False: no memory or no room, and no row is added.
 */
bool hln_results_writer_add(struct hln_results_writer *writer, uint64_t index,
			    uint64_t input, uint64_t cookie, const void *path,
			    size_t path_bytes);

/*
 * The path of a row that was added: bytes with a NUL behind them, valid until
 * the next add or finish.
 */
const char *hln_results_writer_path(const struct hln_results_writer *writer,
				    uint32_t row, size_t *path_bytes);

/* Where digest i of a row is to be written; its bytes are zero before. */
uint8_t *hln_results_writer_digest(struct hln_results_writer *writer,
				   uint32_t row, size_t i);

/*
 * Set the other values of a row. A digest whose bit in digests_valid is clear
 * becomes zero and null; all do if status is neither HASHLANE_OK nor
 * HASHLANE_MISMATCH.
 */
void hln_results_writer_set(struct hln_results_writer *writer, uint32_t row,
			    const struct hln_results_row *values);

/*
 * Set the part digests of output i of a row, one after the other. If the block
 * has no column for them, nothing happens. False: no memory.
 */
bool hln_results_writer_set_parts(struct hln_results_writer *writer,
				  uint32_t row, size_t i, const uint8_t *parts,
				  size_t bytes);

/* Mark a row as finished: all its values are set. */
void hln_results_writer_finish_row(struct hln_results_writer *writer,
				   uint32_t row);

/* How many rows from the first on are finished. */
uint32_t hln_results_writer_finished(const struct hln_results_writer *writer);

/*
 * A second writer with those of the rows before `end` that are finished and
 * were not copied before; `rows` is their number. With `unset` it also gets the
 * rows that are not finished, as rows whose values were not set: their values
 * are not read, for another thread may be writing them. NULL: no memory.
 */
struct hln_results_writer *
hln_results_writer_copy(struct hln_results_writer *writer, uint32_t end,
			uint32_t rows, bool unset);

/*
 * Complete the block; first_row is the number of its first row in the job. The
 * writer is gone. NULL: no memory, and the writer stays as it was.
 */
const struct hashlane_results *
hln_results_writer_finish(struct hln_results_writer *writer,
			  uint64_t first_row);

/* Free a writer that was not finished; NULL is fine. */
void hln_results_writer_destroy(struct hln_results_writer *writer);

#endif
