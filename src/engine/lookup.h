/* SPDX-License-Identifier: MIT */
/*
 * lookup.h - files whose digests the caller may know, asked about before they
 * are read.
 *
 * An input of a job that asks is taken into an entry of its own, and is then in
 * one of these, each a list of the job's in the order of the inputs:
 *
 *	asked    questions that nobody has taken (hashlane_job_get_lookup)
 *	handed   questions that a caller has
 *	settled  questions with their answers: rows to be written
 *
 * An entry that is not known, or not asked about, goes to the board, to be
 * hashed.
 *
 * A callback's question is in none: the worker that asks has it.
 */
#ifndef HLN_LOOKUP_H
#define HLN_LOOKUP_H

#include "counters.h"
#include "inputs.h"
#include "lookup_list.h"

struct hln_job;

/* What a worker may do; each takes the job's lock, where it is not held. */

/* May something be asked now? */
bool hln_lookup_may_ask(struct hln_job *job);

/*
 * Take inputs, as hln_job_inputs_take does, into a question; NULL: there were
 * none, or none of which anything is asked.
 */
enum hln_taken hln_lookup_gather(struct hln_question **out,
				 struct hln_job *job, bool patient);
/* Ask it: what comes of it is in the lists. NULL is fine. */
void hln_lookup_ask(struct hln_job *job, struct hln_question *question);
/* Write the rows of all that is settled. */
void hln_lookup_settle(struct hln_job *job, struct hln_counters *counters);

/* Drop all that no caller has; no worker is in the job, nor will be. */
void hln_lookup_drop(struct hln_job *job);
/* The same, and what callers have. */
void hln_lookup_destroy(struct hln_job *job);

struct hln_file_info;
struct hln_file_system;

/* What the system says of a file, for a caller. */
void hln_lookup_describe(struct hashlane_lookup_file *file,
			 const struct hln_file_info *info,
			 const struct hln_file_system *system);

int32_t hln_lookup_next(const struct hashlane_lookup **out,
			struct hln_job *job, uint64_t deadline_ns);
int32_t hln_lookup_answer(struct hln_job *job, uint64_t id,
			  const uint64_t *valid, size_t count,
			  const uint8_t *digests, size_t bytes);

#endif
