/* SPDX-License-Identifier: MIT */
/*
 * hasher.h - a set of algorithms resolved to the works they share, and the
 * states of those works over one stream.
 */
#ifndef HLN_HASHER_H
#define HLN_HASHER_H

#include "../lane/interleaved_kernels.h"
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
	uint32_t core;        /* see cores.h; not set when it is resolved */
	uint32_t serial_core; /* 1 << core if it may be interleaved, or 0 */
};

struct hln_set_slot {
	struct hln_output output;
	struct hln_set_work work; /* not that of the output */
};

/* Which algorithms; the same for every file of a job. */
struct hln_set {
	size_t output_count;
	size_t work_count;
	size_t state_bytes;    /* of all states; they are aligned to 64 */
	size_t digest_bytes;   /* of a row: all digests one after the other */
	uint32_t serial_cores; /* of the works that may be interleaved */
	bool needs_size;
	bool wants_ranges; /* hln_hasher_ranges will be called; set by the
			    * caller */
	/* The outputs are the first output_count, the works the first
	 * work_count, which are no more: a set may end behind them. */
	struct hln_set_slot slots[HASHLANE_MAX_ALGORITHMS];
};

/* Bytes of a set, up to the last slot it uses. */
static inline size_t hln_hasher_set_bytes(const struct hln_set *set)
{
	return offsetof(struct hln_set, slots) +
	       set->output_count * sizeof(struct hln_set_slot);
}

/*
 * HASHLANE_OK, or HASHLANE_ARGUMENT or HASHLANE_ALGORITHM with the index of
 * the spec that is wrong in *at. count is 1..HASHLANE_MAX_ALGORITHMS.
 */
int32_t hln_hasher_set_resolve(struct hln_set *set,
			       const struct hashlane_algorithm_spec *specs,
			       size_t count, size_t *at);

/* The algorithms of a set, each with the parameter in force. */
void hln_hasher_set_specs(const struct hln_set *set,
			  struct hashlane_algorithm_spec *specs);

/* One stream under a set. */
struct hln_hasher {
	const struct hln_set *set;
	uint8_t *states; /* set->state_bytes, aligned to 64, the caller's */
	uint64_t offset; /* where it starts in a larger stream, or 0 */
	uint64_t bytes;  /* absorbed */
	uint64_t size_bytes; /* where size_known */
	bool size_known;
	int32_t failure; /* HASHLANE_OK, or what stopped it */
	uint32_t cpu;
	const struct hln_interleaved
		*interleaved; /* NULL: each work by itself */
};

/* Start a stream; set, states, cpu and the size are set by the caller. */
void hln_hasher_start(struct hln_hasher *hasher);

/* HASHLANE_OK, HASHLANE_ARGUMENT (more than declared), HASHLANE_NO_MEMORY. */
int32_t hln_hasher_update(struct hln_hasher *hasher, const uint8_t *data,
			  size_t bytes);

/*
 * The length of parts of a stream of this size that suits all works of the
 * set, to be hashed apart and joined; 0: none does. cpu: HLN_CPU_*.
 */
uint64_t hln_hasher_part_bytes(const struct hln_set *set, uint64_t size_bytes,
			       uint32_t cpu);

/*
 * Start a part of a stream at a multiple of that length, to be updated with
 * no more than so many bytes, then joined or dropped. The caller sets what it
 * sets for hln_hasher_start; the size is that of the whole stream.
 */
void hln_hasher_start_part(struct hln_hasher *hasher, uint64_t offset);

/*
 * Where streams of unknown size may be divided: at each multiple of this. 0:
 * nowhere, or not before UINT64_MAX, and *at is an output because of which.
 */
uint64_t hln_hasher_border_bytes(const struct hln_set *set, size_t *at);

/* Start again where it started: at its offset, where that is not 0 a part. */
void hln_hasher_restart(struct hln_hasher *hasher);

/*
 * Append a part to a hasher that has all before it. The part is dropped,
 * also where that fails; what stopped it stops the hasher. HASHLANE_OK,
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_hasher_join(struct hln_hasher *hasher, struct hln_hasher *part);

/*
 * Digest of output i. HASHLANE_OK; HASHLANE_NOT_FOUND: none exists;
 * HASHLANE_ARGUMENT: it depends on a size not reached; HASHLANE_NO_MEMORY.
 */
int32_t hln_hasher_digest(const struct hln_hasher *hasher, size_t i,
			  uint8_t *digest);

/*
 * Digests of the ranges that output i is made of, at the end of a stream; see
 * hln_shape. HASHLANE_OK; HASHLANE_NOT_FOUND: it is made of none;
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_hasher_ranges(struct hln_hasher *hasher, size_t i,
			  const uint8_t **digests, size_t *bytes);

/* The length of those ranges; 0: it is made of none. */
uint64_t hln_hasher_range_bytes(const struct hln_set *set, size_t i);

/*
 * Copy the states of one stream over uninitialised ones of the same set, which
 * wants no ranges.
 */
int32_t hln_hasher_copy(struct hln_hasher *to, const struct hln_hasher *from);

/* Free what the states own; start may follow. */
void hln_hasher_drop(struct hln_hasher *hasher);

#endif
