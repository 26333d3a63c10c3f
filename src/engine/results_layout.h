/* SPDX-License-Identifier: MIT */
/*
 * results_layout.h - which columns the blocks of a job have, and how much room
 * they take.
 */
#ifndef HLN_RESULTS_LAYOUT_H
#define HLN_RESULTS_LAYOUT_H

#include "../hash/hasher.h"
#include "results_block.h"

/*
 * The columns in the order of the directory:
 *
 *     kinds 1 to 8      index, size, .. path, message
 *     digests           one for each output, from HLN_RESULTS_DIGESTS_AT on
 *     input, cookie     from input_at on
 *     device, inode, ctime, links    from identity_at on, with JOB_IDENTITY
 *     flags             at flags_at, with JOB_IDENTITY or JOB_LOOKUP
 *     digests as hex    from hex_at on, with JOB_HEX
 *     digests of parts  from parts_at on, with JOB_PARTS
 *
 * Paths, messages and parts have values of different lengths; the values of
 * any other column have one length, its stride.
 */
struct hln_results_layout {
	const struct hln_allocator *memory; /* NULL: the library's own */
	size_t bytes;                       /* of all of this */
	uint32_t column_count;
	uint32_t output_count;
	uint32_t input_at;
	uint32_t identity_at; /* UINT32_MAX: no such columns */
	uint32_t flags_at;    /* the same */
	uint32_t hex_at;      /* parts_at: no such columns */
	uint32_t parts_at;    /* column_count: no such columns */
	/* Which column has the parts of an output; 0: none has. */
	uint8_t parts_of[HASHLANE_MAX_ALGORITHMS];
	/* In the host's byte order; offsets are not set. */
	struct hashlane_results_column columns[];
};

/*
 * flags: HASHLANE_JOB_HEX, _PARTS, _IDENTITY, _LOOKUP. memory: that of the
 * layout, and of all blocks while they are written; NULL: the library's own.
 * NULL: no memory.
 */
struct hln_results_layout *
hln_results_layout_create(const struct hln_set *set, uint32_t flags,
			  const struct hln_allocator *memory);
/* NULL is fine. */
void hln_results_layout_destroy(struct hln_results_layout *layout);

/* Bytes of the header and the directory. */
static inline size_t
hln_results_layout_head_bytes(const struct hln_results_layout *layout)
{
	return HLN_RESULTS_HEADER_BYTES +
	       layout->column_count * HLN_RESULTS_ENTRY_BYTES;
}

/*
 * Bytes of the header, the directory, and those columns before `end` whose
 * values have one length.
 */
size_t hln_results_layout_fixed_bytes(const struct hln_results_layout *layout,
				      uint32_t rows, uint32_t end);

/* Bytes of a column whose values differ in length and have so many in all. */
size_t hln_results_layout_varying_bytes(uint32_t rows, size_t bytes,
					bool nullable);

#endif
