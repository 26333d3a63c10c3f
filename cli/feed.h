/* SPDX-License-Identifier: MIT */
/* feed.h - files one by one to the cache or the library, results in order. */
#ifndef CLI_FEED_H
#define CLI_FEED_H

#include "algorithm_set.h"
#include "cache.h"
#include "identity.h"

struct feed;

/* What became of one file. */
struct feed_result {
	const char *path;
	uint64_t cookie; /* as it was given */
	int32_t status;
	int32_t os_error;
	uint64_t size_bytes;
	int64_t mtime_ns;
	uint64_t digests_valid; /* bit i: digest i exists */
	const uint8_t *digests; /* a row, as hashlane_hash_file lays it out */
	bool known;             /* from a cache */
	/* Where its parts are; NULL: nowhere. */
	const struct hashlane_results *results;
	uint32_t row;
};

/* Results come in the order in which the files were added. */
typedef void feed_fn(void *context, const struct feed_result *result);

struct feed_options {
	struct cli *cli;
	const struct algorithm_set *set;
	int32_t workers;
	int32_t isa;
	uint64_t memory_bytes; /* of the engine; 0: its default */
	uint32_t job_flags;    /* HASHLANE_JOB_*, beside streaming */
	struct cache *caches[2];
	bool refresh; /* caches are written only */
	feed_fn *take;
	void *context;
};

/* NULL: no memory. */
struct feed *feed_create(const struct feed_options *options);

/*
 * Add a file. `identity` is what was found just now; NULL: it is not known,
 * and no cache is asked.
 */
void feed_add(struct feed *feed, const char *path,
	      const struct identity *identity, uint64_t cookie);

/* Add one whose row of digests the caller knows, in its place. */
void feed_add_known(struct feed *feed, const char *path,
		    const struct identity *identity, const uint8_t *digests,
		    uint64_t valid);

/* Add the first bytes of a file; no cache is asked. */
void feed_add_start(struct feed *feed, const char *path, uint64_t length,
		    uint64_t cookie);

/* Add what failed already, such as a directory that cannot be read. */
void feed_add_failure(struct feed *feed, const char *path, int os_error,
		      uint64_t cookie);

/* Wait for all that was added. */
void feed_run(struct feed *feed);

void feed_destroy(struct feed *feed);

#endif
