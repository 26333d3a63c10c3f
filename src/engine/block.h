/* SPDX-License-Identifier: MIT */
/* block.h - the inside of results blocks while they are written. */
#ifndef HLN_BLOCK_H
#define HLN_BLOCK_H

#include "segment.h"

enum { HLN_BLOCK_ALIGNMENT = 64 };

/* Stands before a sealed block: how to give it back. */
struct hln_block_origin {
	struct hln_allocator from;
	void *memory;
	size_t bytes;
};

struct hln_layout {
	const struct hln_allocator *memory; /* NULL: the library's own */
	size_t bytes;                       /* of all of this */
	uint32_t column_count;
	uint32_t output_count;
	uint32_t input_at; /* column of the inputs, behind the digests; that of
			    * the cookies follows */
	uint32_t identity_at; /* the first of four; column_count: none */
	uint32_t flags_at;    /* the same of one */
	uint32_t hex_at;      /* column of the first; column_count: none */
	uint32_t parts_at;    /* the same */
	/* Which column has the parts of an output; 0: none has. */
	uint8_t parts_of[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_results_column columns[]; /* not yet placed */
};

/* Parts of one output of one row. */
struct hln_parts {
	uint8_t *data;
	size_t bytes;
};

/* What stands beside a row until the block is sealed. */
struct hln_row_extra {
	uint64_t digests_valid;
	size_t path_at; /* in the paths, each with a NUL behind it */
	uint64_t index; /* as it was added */
	bool finished;
	bool copied; /* into another segment */
};

/*
 * The block has its place and its directory, in the host's byte order, from
 * the start; the values are little-endian at once.
 */
struct hln_segment {
	const struct hln_layout *layout;
	uint8_t *memory; /* the block is somewhere in it, aligned */
	uint8_t *block;
	size_t room; /* for the block; memory has more around it */
	uint32_t rows, count;
	uint32_t finished; /* from the first on */
	char *paths;
	size_t paths_bytes, paths_room;
	struct hln_parts *parts; /* a row's side by side, or NULL */
	struct hln_row_extra extra[];
};

static inline size_t hln_block_align(size_t bytes)
{
	return (bytes + HLN_BLOCK_ALIGNMENT - 1) / HLN_BLOCK_ALIGNMENT *
	       HLN_BLOCK_ALIGNMENT;
}

static inline size_t hln_bitmap_room(uint32_t rows)
{
	return hln_block_align(((size_t)rows + 7) / 8);
}

/* Of the header and the directory. */
static inline size_t hln_head_bytes(const struct hln_layout *layout)
{
	return HLN_RESULTS_HEADER_BYTES +
	       layout->column_count * sizeof(struct hashlane_results_column);
}

static inline struct hashlane_results_column *
hln_directory(struct hln_segment *segment)
{
	uint8_t *at = segment->block + HLN_RESULTS_HEADER_BYTES;

	return (struct hashlane_results_column *)(void *)at;
}

static inline uint8_t *hln_cell(struct hln_segment *segment, uint32_t column,
				uint32_t row)
{
	const struct hashlane_results_column *at = hln_directory(segment) +
						   column;

	return segment->block + at->offset + (size_t)row * at->stride;
}

static inline struct hln_parts *hln_find_parts(struct hln_segment *segment,
					       uint32_t row, uint32_t column)
{
	uint32_t first = segment->layout->parts_at;
	size_t width = segment->layout->column_count - first;

	return &segment->parts[row * width + column - first];
}

/*
 * Room of header, directory, and the columns before `end` whose rows have one
 * length.
 */
size_t hln_fixed_room(const struct hln_layout *layout, uint32_t rows,
		      uint32_t end);

/* Bytes at segment->memory. */
static inline size_t hln_block_room(const struct hln_segment *segment)
{
	return segment->room + 2 * (size_t)HLN_BLOCK_ALIGNMENT;
}

/* Room of a column whose rows differ, with so many bytes in all of them. */
size_t hln_filled_room(uint32_t rows, size_t bytes, bool nullable);

/* Give the block another room. False: no memory, and all is as before. */
bool hln_segment_resize(struct hln_segment *segment, size_t room);

/* Place the columns before `end`, whose rows have one length. */
void hln_segment_place(struct hln_segment *segment, uint32_t rows,
		       uint32_t end);

/*
 * Memory for a block, which begins HLN_BLOCK_ALIGNMENT bytes behind it. NULL:
 * no memory. Once it is whole, adopt makes it one that hln_results_free takes.
 */
uint8_t *hln_results_take(size_t block_bytes);
const struct hashlane_results *hln_results_adopt(uint8_t *memory,
						 size_t block_bytes);

/* Free all but the block. */
void hln_segment_free_rest(struct hln_segment *segment);

#endif
