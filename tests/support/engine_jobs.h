/* SPDX-License-Identifier: MIT */
/* engine_jobs.h - engines, and jobs of a few inputs, for tests. */
#ifndef ENGINE_JOBS_H
#define ENGINE_JOBS_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Under test_isa(); budget_bytes 0: the default. */
hashlane_engine engine_of(int32_t workers, uint64_t budget_bytes);
struct hashlane_engine_memory engine_memory(hashlane_engine engine);
/*
 * Cancel a job if it is not final, wait until its last event was reported and
 * all is released, and destroy it. Its engine has no other that is not final.
 */
void end_job(hashlane_engine engine, hashlane_job job);
/* The same of an engine, all of whose jobs are destroyed or final. */
void end_engine(hashlane_engine engine);
/*
 * Nothing is in use once the engine rests, and there never was more than the
 * budget.
 */
void check_idle_memory(hashlane_engine engine);

struct hashlane_input path_input(const char *path);
struct hashlane_input memory_input(const void *data, size_t bytes);
/* `name` may be NULL. */
struct hashlane_input descriptor_input(int descriptor, const char *name);

/* MD5 of some inputs, with nothing else set. */
struct hashlane_job_options md5_options(const struct hashlane_input *inputs,
					size_t count, uint32_t flags);
hashlane_job job_of(hashlane_engine engine,
		    const struct hashlane_job_options *options);

struct hashlane_row row_of(const struct hashlane_results *results,
			   uint32_t row);

/* All rows of a job that is not cancelled; returns how many. */
size_t drain_job(hashlane_job job);

/*
 * The one block of a job that has `rows` rows, and no more follow. The caller
 * frees it.
 */
const struct hashlane_results *only_block_of(hashlane_job job, uint32_t rows);

/* A row is well, and its digest `k` is the streaming hasher's of the data. */
void check_digest(const struct hashlane_results *results, uint32_t row,
		  size_t k, const struct hashlane_algorithm_spec *spec,
		  const uint8_t *data, size_t bytes);
/* A row failed so, and has no digest. */
void check_failure(const struct hashlane_results *results, uint32_t row,
		   int32_t status);

/* HASHLANE_TEST_SLOW is set. */
bool tests_are_slow(void);

/* Milliseconds of a clock that never goes back. */
uint64_t now_ms(void);

#endif
