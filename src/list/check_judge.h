/* SPDX-License-Identifier: MIT */
/* check_judge.h - compares the rows of jobs with entries, sets verdicts. */
#ifndef HLN_CHECK_JUDGE_H
#define HLN_CHECK_JUDGE_H

#include "check_specs.h"

/* The conditions of a verdict of OK. */
struct hln_check_needs {
	bool secure; /* an algorithm that is fit for security */
	const struct hashlane_algorithm_spec *require; /* one of these */
	size_t require_count;
};

/*
 * Take a row of a job into the claims of a read. A read of a whole file
 * concerns all entries of that file.
 */
void hln_check_judge_row(struct hln_check_read *read,
			 const struct hashlane_results *results, uint32_t row,
			 const struct hln_check_specs *specs);

/* An entry without reads, whose file does not exist or cannot be reached. */
void hln_check_judge_unread(struct hln_check_entry *entry, int32_t status,
			    int32_t os_error);

/* The same for a read that failed as a whole. */
void hln_check_judge_failure(struct hln_check_read *read, int32_t status,
			     int32_t os_error);

/*
 * Set the verdicts of an entry and of all of the same file, after those of all
 * entries before it. False: the file must be read once more, with other
 * candidates.
 */
bool hln_check_judge_file(struct hln_check_entry *head,
			  const struct hln_check_needs *needs);

/* How well a file fits the claims of a missing one. */
struct hln_check_fitting {
	int32_t strength;    /* HASHLANE_STRENGTH_*, the best */
	size_t digest_bytes; /* the most */
	bool by_size;        /* and the size is known */
};

/*
 * Do the digests of a file fit all claims, of a missing file and of all entries
 * of it, that can be recognised in another one? There is at least one. Nothing
 * is changed.
 */
bool hln_check_judge_moved(struct hln_check_entry *head,
			   const struct hln_check_probe *probe,
			   struct hln_check_fitting *fit);

/* They do: the entries are MOVED. */
void hln_check_judge_move(struct hln_check_entry *head,
			  const struct hln_check_probe *probe);

/* HASHLANE_STRENGTH_* of an algorithm. */
int32_t hln_check_judge_strength(int32_t id);

#endif
