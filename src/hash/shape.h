/* SPDX-License-Identifier: MIT */
/*
 * shape.h - how a range of bytes becomes core jobs, and their results a
 * digest. A shape is streamed: init, update, digest; the state is one block
 * of memory of a size known beforehand.
 */
#ifndef HLN_SHAPE_H
#define HLN_SHAPE_H

#include "md.h"
#include "packer.h"
#include "ranges.h"
#include "stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hln_shape;

/*
 * What is computed. Algorithms that differ only in what they print of it
 * name the same work, which then runs once.
 */
struct hln_work {
	const struct hln_shape *shape;
	const struct hln_md *md; /* of the chunks, leaves and nodes */
	uint64_t chunk_bytes;    /* chunk or leaf; 0: the parameter */
	uint32_t rules;          /* the shape's own HLN_* bits */
	const void *solo;        /* a solo shape's own constants */
};

/* One instance of a work. */
struct hln_task {
	const struct hln_work *work;
	uint64_t param; /* chunk or part bytes, where the work takes one */
	uint64_t size_bytes; /* the total, where size_known */
	bool size_known;
	bool wants_ranges; /* gather their digests, where the shape can */
	uint32_t cpu;      /* HLN_CPU_* that may be used */
};

/* The next bytes of one of several states that are updated side by side. */
struct hln_update {
	void *state;
	const uint8_t *data;
	size_t bytes;
};

struct hln_shape {
	size_t state_bytes; /* a multiple of 64; the state is aligned to 64 */
	bool uses_size;     /* the digest is of the size declared only */
	void (*init)(void *state, const struct hln_task *task);
	/* HASHLANE_OK, or HASHLANE_NO_MEMORY by a shape that can grow. */
	int32_t (*update)(void *state, const uint8_t *data, size_t bytes);
	/*
	 * Write output `output` of the work, undisturbing. Returns
	 * HASHLANE_OK, or HASHLANE_NOT_FOUND where no digest exists, or
	 * HASHLANE_NO_MEMORY.
	 */
	int32_t (*digest)(const void *state, uint32_t output, uint8_t *digest);
	/*
	 * Of shapes over one message at a time, else NULL: the stream that
	 * takes the next bytes as they are, and in *room (never 0) how many;
	 * and: that stream's state has been advanced over so many, in whole
	 * blocks from a whole block on.
	 */
	struct hln_stream *(*open_stream)(void *state, uint64_t *room);
	void (*advance)(void *state, size_t bytes);
	/*
	 * What update does, for many states of one work and cpu that share
	 * lanes; NULL: they do not.
	 */
	int32_t (*update_many)(const struct hln_update *updates, size_t count);
	/*
	 * Of shapes without lanes: digest whole messages, one after the other,
	 * with no state between them; NULL: by init, update and digest.
	 */
	void (*whole)(const struct hln_task *task, uint32_t output,
		      const struct hln_message *messages, size_t count);
	/* The same as update_many for digest, where it cannot fail. */
	void (*digest_many)(void *const *states, uint32_t output,
			    uint8_t *const *digests, size_t count);
	/*
	 * Of shapes that can hash parts of a stream apart, else NULL.
	 * part_bytes: the length of a part that suits best, given one wished
	 * for; 0: none does. A part starts at a multiple of it and is that
	 * long, the last may be shorter. init_part: a state that takes the
	 * part at `offset`. join: append a part, whole, to a state that has
	 * all before it; the part's state is of no more use.
	 *
	 * border_bytes: a stream of unknown size may be divided at every
	 * multiple of it, into parts of any length. There init_part makes a
	 * state that takes what follows the offset (not 0), and join appends
	 * it, if it is not empty, to a state that ends at the offset and may
	 * be such a part itself.
	 */
	uint64_t (*part_bytes)(const struct hln_task *task, uint64_t wish);
	uint64_t (*border_bytes)(const struct hln_task *task);
	void (*init_part)(void *state, const struct hln_task *task,
			  uint64_t offset);
	int32_t (*join)(void *state, void *part);
	/*
	 * Of shapes whose digest is made of digests of ranges, else NULL.
	 * range_bytes: the length of all ranges but the last. ranges: their
	 * digests under an output, md->digest_bytes each, at the end of a
	 * stream whose task wanted them; the memory is the state's, until the
	 * next call. HASHLANE_OK or HASHLANE_NO_MEMORY.
	 */
	uint64_t (*range_bytes)(const struct hln_task *task);
	int32_t (*ranges)(void *state, uint32_t output,
			  const uint8_t **digests, size_t *bytes);
	/*
	 * Pass what a state holds through a packer. To read, the state was
	 * just started for the same task, as a part or not, and becomes the
	 * one that had absorbed so many bytes. Whatever bytes were read, it
	 * may be dropped, and where the packer has no complaint be used.
	 */
	void (*pack)(void *state, struct hln_packer *packer, uint64_t bytes);
	/* For states that own memory; NULL: memcpy copies, nothing to free. */
	int32_t (*clone)(void *to, const void *from);
	void (*drop)(void *state);
};

#define HLN_STATE_BYTES(type) ((sizeof(type) + 63) / 64 * 64)

/* Rules of the list shape. */
enum {
	HLN_LIST_SINGLE_PLAIN = 1, /* one chunk: its digest, not a list's */
	HLN_LIST_COUNTED = 2       /* big-endian 64-bit count of the list's
				    * digests behind it; 0 for a plain one */
};

/* Outputs of the list shape. */
enum {
	HLN_LIST_PLAIN = 0,
	HLN_LIST_TRAILING_EMPTY = 1 /* a full last chunk is followed by an
				     * empty one */
};

/* Rules of the tree shape. */
enum {
	HLN_TREE_PREFIXED = 1,   /* leaves start with 00, nodes with 01 */
	HLN_TREE_ZERO_PADDED = 2 /* zero leaves up to a power of two; else an
				  * odd node is promoted */
};

extern const struct hln_shape hln_linear_shape, hln_list_shape, hln_tree_shape,
	hln_aich_shape, hln_fs_verity_shape, hln_git_blob_shape,
	hln_blake3_shape, hln_crc_shape, hln_xxh64_shape, hln_xxh3_shape,
	hln_quickxor_shape;

#endif
