/* SPDX-License-Identifier: MIT */
/*
 * hasher.h - a set of algorithms resolved to the works they share, and the
 * states of those works over one stream.
 */
#ifndef HLN_HASHER_H
#define HLN_HASHER_H

#include "../lane/stitched_kernels.h"
#include "registry.h"

/* Every work of several sees a piece this large while it is in the cache. */
enum { HLN_PIECE_BYTES = 256 * 1024 };

/* One algorithm of a set. */
struct hln_output {
	const struct hln_algorithm *algorithm;
	uint32_t work;          /* index into works */
	uint32_t digest_offset; /* in a row of digests */
};

/* One work of a set. */
struct hln_set_work {
	const struct hln_work *work;
	uint64_t param;
	size_t state_offset;  /* in the states */
	uint32_t serial_core; /* 1 << core if it may be stitched, or 0 */
};

/* Which algorithms; the same for every file of a job. */
struct hln_set {
	size_t output_count;
	size_t work_count;
	size_t state_bytes;    /* of all states; they are aligned to 64 */
	size_t digest_bytes;   /* of a row: all digests one after the other */
	uint32_t serial_cores; /* of the works that may be stitched */
	bool needs_size;
	struct hln_output outputs[HASHLANE_ALGORITHMS_MAX];
	struct hln_set_work works[HASHLANE_ALGORITHMS_MAX];
};

/*
 * HASHLANE_OK, or HASHLANE_ARGUMENT or HASHLANE_ALGORITHM with the index of
 * the spec that is wrong in *at. count is 1..HASHLANE_ALGORITHMS_MAX.
 */
int32_t hln_set_resolve(struct hln_set *set,
			const struct hashlane_algorithm_spec *specs,
			size_t count, size_t *at);

/* One stream under a set. */
struct hln_hasher {
	const struct hln_set *set;
	uint8_t *states; /* set->state_bytes, aligned to 64, the caller's */
	uint64_t bytes;
	uint64_t size_bytes; /* where size_known */
	bool size_known;
	int32_t failure; /* HASHLANE_OK, or what stopped it */
	uint32_t cpu;
	const struct hln_stitched *stitched; /* NULL: each work by itself */
};

/* Start a stream; set, states, cpu and the size are set by the caller. */
void hln_hasher_start(struct hln_hasher *hasher);

/* HASHLANE_OK, HASHLANE_ARGUMENT (more than declared), HASHLANE_NO_MEMORY. */
int32_t hln_hasher_update(struct hln_hasher *hasher, const uint8_t *data,
			  size_t bytes);

/*
 * Digest of output i. HASHLANE_OK; HASHLANE_NOT_FOUND: none exists;
 * HASHLANE_ARGUMENT: it depends on a size not reached; HASHLANE_NO_MEMORY.
 */
int32_t hln_hasher_digest(const struct hln_hasher *hasher, size_t i,
			  uint8_t *digest);

/* Copy the states of one stream over uninitialised ones of the same set. */
int32_t hln_hasher_copy(struct hln_hasher *to, const struct hln_hasher *from);

/* Free what the states own; start may follow. */
void hln_hasher_drop(struct hln_hasher *hasher);

#endif
