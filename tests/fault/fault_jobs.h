/* SPDX-License-Identifier: MIT */
/* fault_jobs.h - files of random bytes, and the rows a job has of them. */
#ifndef FAULT_JOBS_H
#define FAULT_JOBS_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stdint.h>

enum { SPECS_MAX = 3, ROWS_MAX = 200 };

/* Digests by an independent library. */
struct digests {
	size_t count;
	size_t bytes[SPECS_MAX]; /* of each */
	uint8_t values[SPECS_MAX][HASHLANE_MAX_DIGEST_BYTES];
};

struct fault_file {
	char *path;
	uint8_t *data;
	size_t bytes;
	struct digests digests;
};

struct fault_row {
	bool seen;
	int32_t status, os_error;
	uint64_t size_bytes, error_offset;
	struct digests digests; /* those there are */
};

void digests_of(struct digests *digests,
		const struct hashlane_algorithm_spec *specs, size_t count,
		const uint8_t *data, size_t bytes);

void write_file(const char *path, const uint8_t *data, size_t bytes);
/* Written that long ago, as far as it says. */
void age_file(const char *path, int64_t seconds);
uint64_t inode_of(const char *path);

hashlane_engine make_engine(int32_t workers);

/*
 * Start a job over these files, whatever else the options ask for; wait and
 * gather its rows by their index. Returns the first status that is not OK, of
 * submit, wait, or next; every block that came is in the rows all the same.
 */
int32_t run_files(struct fault_row rows[ROWS_MAX], hashlane_engine engine,
		  const struct hashlane_job_options *options,
		  const struct fault_file *files, size_t file_count);

/* A row of all digests, bit-exact, or the test fails. */
void check_exact(const struct fault_row *row, const struct digests *digests,
		 size_t bytes, const char *what);
/* A row of this status and no digest, or the test fails. */
void check_failed(const struct fault_row *row, int32_t status,
		  const char *what);

#endif
