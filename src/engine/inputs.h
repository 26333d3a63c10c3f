/* SPDX-License-Identifier: MIT */
/* inputs.h - what a job hashes, taken one by one. */
#ifndef HLN_INPUTS_H
#define HLN_INPUTS_H

#include "allocator.h"
#include "walk.h"

/* One input, as it is taken. */
struct hln_input {
	int32_t kind;        /* HASHLANE_INPUT_* */
	int32_t status;      /* HASHLANE_OK, or it failed already */
	int os_error;        /* of that */
	int descriptor;      /* of a DESCRIPTOR */
	const uint8_t *data; /* of MEMORY, else its path */
	size_t data_bytes;
	const char *open_name; /* of a PATH, NUL-terminated: below.. */
	struct hln_directory *directory; /* ..this one, held for the taker, or
					  * NULL */
	uint64_t offset, length;
	bool regular; /* known to be a regular file */
};

struct hln_input_batch;
struct hln_ahead;

/*
 * One thread at a time; but another may go on with the walk, of which what it
 * found so far is here.
 */
struct hln_inputs {
	struct hln_input_batch *first, *last;
	const struct hln_walk_rules *rules; /* NULL: directories are files */
	const struct hln_allocator *memory;
	struct hln_walk *walk;           /* under way */
	struct hln_ahead *found, *ahead; /* by the walk; ahead: next */
	bool closed;                     /* nothing is added any more */
	bool drained;                    /* closed, and all are taken */
	uint64_t known;    /* inputs so far, taken ones included */
	size_t held_bytes; /* memory */
};

enum hln_taken {
	HLN_TAKEN,
	HLN_WALKS, /* what comes next is still to be found */
	HLN_NONE_YET,
	HLN_NO_MORE
};

void hln_inputs_init(struct hln_inputs *inputs,
		     const struct hln_walk_rules *rules,
		     const struct hln_allocator *memory);
void hln_inputs_destroy(struct hln_inputs *inputs);

/* Bytes that either of the two would add to held_bytes. */
size_t hln_inputs_cost(const struct hashlane_input *given, size_t count);

/* All or none; paths are copied. HASHLANE_OK or HASHLANE_NO_MEMORY. */
int32_t hln_inputs_add(struct hln_inputs *inputs,
		       const struct hashlane_input *given, size_t count);
/* Paths that each end in a NUL, one after the other. */
int32_t hln_inputs_add_paths(struct hln_inputs *inputs, const char *paths,
			     size_t bytes);

/* Take one; its texts live until the next call. */
enum hln_taken hln_inputs_take(struct hln_inputs *inputs,
			       struct hln_input *input);

/* Is there a walk that should go on, for what is taken now or later? */
bool hln_inputs_want_ahead(const struct hln_inputs *inputs);
/* What it found, taken over, and whether that was all. */
void hln_inputs_add_ahead(struct hln_inputs *inputs, struct hln_ahead *ahead,
			  bool ended);

#endif
