/* SPDX-License-Identifier: MIT */
/*
 * job_source.h - where the inputs of one job come from: what was given, what a
 * walk finds below directories, and which files were met under another name.
 *
 * Two locks. `walk_lock` is held by the thread that reads directories, and so
 * during disk reads; a thread that cannot have it at once does something else.
 * `lock` guards the inputs and the count of those taken; it is taken after the
 * other one and before the job's. hln_job_source_lock is for a caller that
 * makes one step of several calls. hard_links.h has the lock of the links.
 */
#ifndef HLN_JOB_SOURCE_H
#define HLN_JOB_SOURCE_H

#include "../hash/hasher.h"
#include "hard_links.h"
#include "inputs.h"
#include "walk_rules.h"

struct hln_job_source {
	struct hln_walk_rules *rules; /* NULL: directories are files */
	struct hln_hard_links *links; /* NULL: every name is read */
	const int32_t *job_state;     /* see job_state.h */

	hln_lock walk_lock;
	hln_lock lock;
	struct hln_inputs inputs;
	uint64_t taken;
};

/* Zeroed before. False: no memory. */
bool hln_job_source_create(struct hln_job_source *source,
			   const int32_t *job_state);
void hln_job_source_destroy(struct hln_job_source *source);

void hln_job_source_lock(struct hln_job_source *source);
void hln_job_source_unlock(struct hln_job_source *source);

/* The lock is held for these four, or the job is new. How many are left? */
uint64_t hln_job_source_left(const struct hln_job_source *source);
/* May a walk find more? */
bool hln_job_source_walks(const struct hln_job_source *source);
/*
 * Take inputs into the entries given, as many as are there; each gets its
 * index. Nothing is taken for a final job.
 */
enum hln_taken hln_job_source_take(struct hln_job_source *source,
				   struct hln_open_file **entries, size_t room,
				   size_t *count);
/* Should the walk go on, for the inputs to be taken later? */
bool hln_job_source_wants_walk(const struct hln_job_source *source);

/* This thread reads directories; false: another one does. */
bool hln_job_source_begin_walk(struct hln_job_source *source);
/*
 * Read about `most` entries, unless the walk is at its end. Unless `patient`, a
 * directory for which there is no descriptor fails. *no_memory: nothing was
 * read for want of memory.
 */
enum hln_walked hln_job_source_walk(struct hln_job_source *source, size_t most,
				    bool patient, bool *no_memory);
void hln_job_source_end_walk(struct hln_job_source *source);

/* Give back what will not be taken; no worker is in the job, nor will be. */
void hln_job_source_drop(struct hln_job_source *source);

#endif
