/* SPDX-License-Identifier: MIT */
/*
 * hasher_batch.h - many hashers of one set and cpu updated side by side, so
 * that their streams share SIMD lanes.
 */
#ifndef HLN_HASHER_BATCH_H
#define HLN_HASHER_BATCH_H

#include "hasher.h"

/*
 * Update hashers[i] with bytes[i] bytes at data[i]; no hasher appears twice.
 * Each has its own outcome in hasher->failure: HASHLANE_ARGUMENT (more than its
 * size declared; it took none of them), HASHLANE_NO_MEMORY. One that had
 * failed before is left as it is.
 */
void hln_hasher_batch_update(struct hln_hasher *const *hashers,
			     const uint8_t *const *data, const size_t *bytes,
			     size_t count);

/* How long each work of a set took. */
struct hln_meter {
	uint64_t (*clock_ns)(void);
	uint64_t ns[HASHLANE_MAX_ALGORITHMS]; /* added to */
};

/* hln_hasher_batch_update, and measure it: many works, few calls. */
void hln_hasher_batch_measure(struct hln_meter *meter,
			      struct hln_hasher *const *hashers,
			      const uint8_t *const *data, const size_t *bytes,
			      size_t count);

/*
 * Output i of every hasher: digests[h] and statuses[h] get what
 * hln_hasher_digest(hashers[h], i, digests[h]) gives.
 */
void hln_hasher_batch_digest(const struct hln_hasher *const *hashers, size_t i,
			     uint8_t *const *digests, int32_t *statuses,
			     size_t count);

#endif
