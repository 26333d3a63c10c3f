/* SPDX-License-Identifier: MIT */
/* counters.h - what a worker did: only it counts, anyone may read. */
#ifndef HLN_COUNTERS_H
#define HLN_COUNTERS_H

#include "../hash/cores.h"

struct hln_engine;

/* Nothing of another worker's in these cache lines. */
struct hln_counters {
	_Alignas(64) uint64_t bytes;
	uint64_t files, failures;
	uint64_t reads, read_ns, hash_ns, idle_ns;
	uint64_t lane_rounds, lanes_used, lanes_had;
	/*
	 * Of sets with several works some rounds are measured work by work:
	 * what these took, and what all of them took.
	 */
	uint64_t sample_ns[HLN_CORES_MAX], mixed_ns;
	uint64_t core_ns[HLN_CORES_MAX]; /* of sets with one */
	_Alignas(64) uint64_t core_bytes[HLN_CORES_MAX];
	uint64_t waits, rereads; /* files read after a tick; read again */
};

static inline void hln_counters_add(uint64_t *counter, uint64_t n)
{
	uint64_t value = __atomic_load_n(counter, __ATOMIC_RELAXED);

	__atomic_store_n(counter, value + n, __ATOMIC_RELAXED);
}

/* Bytes through all works of a set, and the time they took. */
void hln_counters_add_bytes(struct hln_counters *counters,
			    const struct hln_set *set, uint64_t bytes);
void hln_counters_add_hash_ns(struct hln_counters *counters,
			      const struct hln_set *set, uint64_t ns);
/* Time of one work, or of some together: bit i for work i of the set. */
void hln_counters_add_works_ns(struct hln_counters *counters,
			       const struct hln_set *set, uint64_t works,
			       uint64_t ns);

/* Sums over the workers; the struct_size is the caller's. */
void hln_counters_get_stats(struct hashlane_engine_usage *out,
			    struct hln_engine *engine);
/* False: no such core. */
bool hln_counters_get_core_stats(struct hashlane_core_usage *out,
				 struct hln_engine *engine, size_t core);

#endif
