/* SPDX-License-Identifier: MIT */
/*
 * file_hasher.h - the one way from names to results: through caches and the library,
 * in the order in which the files were added or a walk meets them.
 */
#ifndef CLI_FILE_HASHER_H
#define CLI_FILE_HASHER_H

#include "algorithm_set.h"
#include "../cache/cache.h"
#include "../cache/identity.h"
#include "run_options.h"

struct file_hasher;

/* What became of one file. */
struct file_result {
	const char *path;
	uint64_t cookie; /* as it was given */
	int32_t status;
	int32_t os_error;
	uint64_t size_bytes;
	int64_t mtime_ns;
	uint64_t digests_valid; /* bit i: digest i exists */
	const uint8_t *digests; /* a row, as hashlane_hash_file lays it out */
	bool known;             /* it was not read */
	/* Which file it is, as stat tells it; all 0: it could not be asked. */
	struct identity identity;
	/* Where its parts are; NULL: nowhere. */
	const struct hashlane_results *results;
	uint32_t row;
};

typedef void file_result_fn(void *context, const struct file_result *result);

/* What a caller knows of a file that is about to be read. */
enum file_knowledge {
	FILE_ASK,   /* nothing: the caches may know it */
	FILE_HASH,  /* nobody knows it */
	FILE_KNOWN, /* its row of digests, now in `digests` */
};
typedef enum file_knowledge
file_lookup_fn(void *context, const struct hashlane_lookup_file *file,
	       uint64_t *valid, uint8_t *digests);

struct file_hasher_options {
	struct cli *cli;
	const struct algorithm_set *set;
	const struct run_options *run;
	uint32_t job_flags; /* HASHLANE_JOB_*, beside those of `run` */
	const struct hashlane_walk_options *walk; /* NULL: no directories */
	struct cache *caches[2];
	bool refresh;         /* caches are written only */
	file_lookup_fn *know; /* may be NULL */
	file_result_fn *take;
	void *context; /* of both */
};

/* NULL: no memory. */
struct file_hasher *
file_hasher_create(const struct file_hasher_options *options);

/* Add a file or, where there is a walk, a directory. */
void file_hasher_add(struct file_hasher *hasher, const char *path,
		     uint64_t cookie);

/* The same with all that an input of a job may say; the path is copied. */
void file_hasher_add_input(struct file_hasher *hasher,
			   const struct hashlane_input *input);

/* Wait for all that was added. */
void file_hasher_run(struct file_hasher *hasher);

void file_hasher_destroy(struct file_hasher *hasher);

#endif
