/* SPDX-License-Identifier: MIT */
/* cache_value.h - the digests of one file as bytes, with a checksum. */
#ifndef CLI_CACHE_VALUE_H
#define CLI_CACHE_VALUE_H

#include "cache.h"

/* Id, parameter, length and digest of each algorithm, and the checksum. */
enum {
	CACHE_VALUE_HEAD = 4 + 8 + 1,
	CACHE_VALUE_CHECK = 8,
	CACHE_VALUE_MAX =
		HASHLANE_MAX_ALGORITHMS *
			(CACHE_VALUE_HEAD + HASHLANE_MAX_DIGEST_BYTES) +
		CACHE_VALUE_CHECK
};

/* The value of a row of digests; returns its length. */
size_t cache_value_make(uint8_t value[CACHE_VALUE_MAX],
			const struct algorithm_set *set,
			const struct identity *identity,
			const uint8_t *digests, uint64_t valid);

/* Is the value intact, and of this file? */
bool cache_value_intact(const uint8_t *value, size_t bytes,
			const struct identity *identity);

/* The digests of a set from an intact value; false: not all are there. */
bool cache_value_take(uint8_t *digests, uint64_t *valid,
		      const struct algorithm_set *set, const uint8_t *value,
		      size_t bytes);

/*
 * Add the digests that another intact value of the same file has in addition,
 * as far as there is room; returns the new length.
 */
size_t cache_value_merge(uint8_t value[CACHE_VALUE_MAX], size_t bytes,
			 const uint8_t *old, size_t old_bytes,
			 const struct identity *identity);

/* Read a value into a row whose identity is set. */
void cache_value_read(struct cache_row *row, const uint8_t *value,
		      size_t bytes);

#endif
