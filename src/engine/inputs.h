/* SPDX-License-Identifier: MIT */
/* inputs.h - what a job hashes, taken one by one. */
#ifndef HLN_INPUTS_H
#define HLN_INPUTS_H

#include "allocator.h"
#include "release.h"
#include "walk.h"
#include "walk_rules.h"

/* One input, as it is taken. */
struct hln_input {
	int32_t kind;        /* HASHLANE_INPUT_* */
	int32_t status;      /* HASHLANE_OK, or it failed already */
	int os_error;        /* of that */
	int descriptor;      /* of a DESCRIPTOR */
	const uint8_t *data; /* of MEMORY, else its path */
	size_t data_bytes;
	void *buffer; /* of a MEMORY that is the taker's to release, or NULL */
	hashlane_read_fn *read; /* of a READ */
	void *read_context;
	struct hln_release release;
	const char *open_name; /* of a PATH, NUL-terminated: below.. */
	struct hln_directory *directory; /* ..this one, held for the taker, or
					  * NULL */
	uint64_t offset, length;
	uint64_t device, inode; /* which file it has to be; inode 0: any */
	uint64_t given;  /* which of those that were given led to it.. */
	uint64_t cookie; /* ..and what came with that one */
	const uint8_t *expected; /* a row of digests, or NULL */
	uint64_t expected_mask, expected_bytes;
	bool regular;   /* known to be a regular file */
	bool no_follow; /* a symbolic link is none */
};

struct hln_input_batch;
struct hln_walk_buffer;

/*
 * One thread at a time; but another may go on with the walk, of which what it
 * found so far is here.
 */
struct hln_inputs {
	struct hln_input_batch *first, *last;
	struct hln_walk_rules *rules; /* NULL: directories are files */
	const struct hln_allocator *memory;
	struct hln_directories *directories;
	struct hln_walk *walk;                 /* under way */
	struct hln_walk_buffer *found, *ahead; /* by the walk; ahead: next */
	bool closed;                           /* nothing is added any more */
	bool drained;                          /* closed, and all are taken */
	/* Learns that untaken inputs are released; NULL: they are not. */
	struct hln_subscribers *owner;
	size_t row_bytes;  /* of digests that are expected */
	uint64_t cookie;   /* of the last that was taken */
	uint64_t added;    /* inputs that were given, a directory as one */
	uint64_t known;    /* inputs so far, taken ones included */
	uint64_t given;    /* taken so far, a directory as one */
	size_t held_bytes; /* memory */
};

enum hln_taken {
	HLN_TAKEN,
	HLN_WALKS,   /* what comes next is still to be found */
	HLN_STARVED, /* the same, and for that no descriptor is left */
	HLN_NONE_YET,
	HLN_NO_MORE,
	HLN_NO_ROOM /* no memory to take one */
};

void hln_inputs_init(struct hln_inputs *inputs, struct hln_walk_rules *rules,
		     const struct hln_allocator *memory,
		     struct hln_directories *directories);
void hln_inputs_destroy(struct hln_inputs *inputs);
/*
 * Those that were not taken, out of it; then, without a lock, they are given
 * back.
 */
struct hln_input_batch *hln_inputs_cut(struct hln_inputs *inputs);
void hln_inputs_give(const struct hln_inputs *inputs,
		     struct hln_input_batch *batch);

/* Bytes that either of the two would add to held_bytes. */
size_t hln_inputs_cost(const struct hln_inputs *inputs,
		       const struct hashlane_input *given, size_t count);

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
void hln_inputs_add_ahead(struct hln_inputs *inputs,
			  struct hln_walk_buffer *ahead, bool ended);

#endif
