/* SPDX-License-Identifier: MIT */
/*
 * ranges.h - digests of consecutive ranges of a stream, gathered as they
 * close: what callers know as its parts.
 */
#ifndef HLN_RANGES_H
#define HLN_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In a state, which owns the memory. */
struct hln_ranges {
	uint8_t *data; /* digests, one after the other */
	size_t bytes, room;
	bool wanted; /* else nothing is gathered */
	bool failed; /* no memory: reported at the end */
};

void hln_ranges_init(struct hln_ranges *ranges, bool wanted);
void hln_ranges_drop(struct hln_ranges *ranges);

/* Memory of its own for a copy of the struct; false: there is none. */
bool hln_ranges_copy(struct hln_ranges *ranges);

/* Append so many bytes of digests, where they are wanted. */
void hln_ranges_add(struct hln_ranges *ranges, const uint8_t *digests,
		    size_t bytes);

/* The same with bytes [at, at + bytes) of others. */
void hln_ranges_add_from(struct hln_ranges *ranges,
			 const struct hln_ranges *from, size_t at,
			 size_t bytes);

/*
 * All digests and, where last is not NULL, one more of so many bytes, which
 * is not kept. HASHLANE_OK or HASHLANE_NO_MEMORY.
 */
int32_t hln_ranges_read(const uint8_t **digests, size_t *bytes,
			struct hln_ranges *ranges, const uint8_t *last,
			size_t last_bytes);

#endif
