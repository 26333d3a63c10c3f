/* SPDX-License-Identifier: MIT */
/*
 * file_hasher.h - from names to digests, through the caches and a job of the
 * library. Results come in the order in which files were added or found.
 */
#ifndef CLI_FILE_HASHER_H
#define CLI_FILE_HASHER_H

#include "../cache/cache.h"
#include "../cache/identity.h"
#include "algorithm_set.h"
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
	bool known; /* by the caller or a cache: the file was not read */
	/*
	 * The identity of the file from stat; all 0: unknown. It is set if
	 * there are caches or the caller knows files.
	 */
	struct identity identity;
	/* The block with its parts; NULL: there are none. */
	const struct hashlane_results *results;
	uint32_t row;
};

typedef void file_result_fn(void *context, const struct file_result *result);

/* What the caller knows about a file before it is read. */
enum file_knowledge {
	FILE_ASK,   /* nothing: ask the caches */
	FILE_HASH,  /* do not ask the caches */
	FILE_KNOWN, /* its row of digests, which is in `digests` now */
};
typedef enum file_knowledge
file_lookup_fn(void *context, const struct hashlane_lookup_file *file,
	       uint64_t *valid, uint8_t *digests);

struct file_hasher_options {
	struct cli *cli;
	const struct algorithm_set *set;
	const struct run_options *run;
	uint32_t job_flags; /* HASHLANE_JOB_*, added to those of `run` */
	const struct hashlane_walk_options *walk; /* NULL: no directories */
	struct cache *caches[2];
	bool refresh;         /* only write to the caches */
	file_lookup_fn *know; /* may be NULL */
	file_result_fn *take;
	void *context; /* of both */
};

/* NULL: no memory. */
struct file_hasher *
file_hasher_create(const struct file_hasher_options *options);

/* Add a file or, if there is a walk, a directory. */
void file_hasher_add(struct file_hasher *hasher, const char *path,
		     uint64_t cookie);

/* The same with all fields of a job's input; the path is copied. */
void file_hasher_add_input(struct file_hasher *hasher,
			   const struct hashlane_input *input);

/* Wait for the results of all files added so far. */
void file_hasher_run(struct file_hasher *hasher);

void file_hasher_destroy(struct file_hasher *hasher);

#endif
