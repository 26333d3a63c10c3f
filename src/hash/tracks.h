/* SPDX-License-Identifier: MIT */
/*
 * tracks.h - the works of one stream shared out, so that several threads run
 * them over the same bytes.
 */
#ifndef HLN_TRACKS_H
#define HLN_TRACKS_H

#include "hasher.h"

/* Works that one thread runs together. */
struct hln_track {
	uint64_t works; /* bit i: work i of the set */
	const struct hln_interleaved
		*interleaved; /* of some of them, or NULL */
	uint32_t cost;        /* of 4 KiB, about, in ns */
};

/* About how many ns 4 KiB of each of `streams` streams side by side take. */
uint64_t hln_tracks_cost(const struct hln_set *set, uint32_t cpu,
			 size_t streams);

/* Share a set out, the longest track first; returns their number. */
size_t hln_tracks_plan(struct hln_track tracks[HASHLANE_MAX_ALGORITHMS],
		       const struct hln_set *set, uint32_t cpu);

/*
 * Bytes to the works of one track; hasher->bytes and hasher->failure are the
 * caller's. Threads may run different tracks at once.
 */
int32_t hln_track_update(const struct hln_hasher *hasher,
			 const struct hln_track *track, const uint8_t *data,
			 size_t bytes);

#endif
