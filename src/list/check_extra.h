/* SPDX-License-Identifier: MIT */
/*
 * check_extra.h - files that no list names, and missing files whose content is
 * found there: the last stage of a check.
 */
#ifndef HLN_CHECK_EXTRA_H
#define HLN_CHECK_EXTRA_H

#include "check_jobs.h"

struct hln_check_extra;

/*
 * HASHLANE_OK or HASHLANE_NO_MEMORY. `jobs` lives as long as the search, the
 * options are copied, and the rules of a walk are the caller's.
 */
int32_t hln_check_extra_create(struct hln_check_extra **out,
			       struct hln_check_jobs *jobs,
			       const struct hashlane_check_options *options);
void hln_check_extra_destroy(struct hln_check_extra *extra);

/*
 * A list names this path, or is read from it: it is no extra file. By any
 * thread. HASHLANE_OK or HASHLANE_NO_MEMORY.
 */
int32_t hln_check_extra_listed(struct hln_check_extra *extra,
			       const char *path);

/* A list is read from this open file. The same otherwise. */
int32_t hln_check_extra_listed_open(struct hln_check_extra *extra, int file);

/*
 * Keep a MISSING entry, with those of the same file, until it is known whether
 * its content is elsewhere. It is the search's from now on.
 */
void hln_check_extra_missing(struct hln_check_extra *extra,
			     struct hln_check_entry *entry);

/*
 * The next entry with its verdict, the caller's, when all lists are checked.
 * First come the files that the walk finds, in its order: EXTRA, or MOVED with
 * the entry whose content it is (`other` is its path), or UNREADABLE, a file or
 * directory that the walk could not read. Then come the entries that stay
 * MISSING, in the order of the lists.
 * HASHLANE_OK; _TIMEOUT: call it again; _END; _NO_MEMORY: call it again;
 * _CANCELLED; _BUSY.
 *
 * timeout_ms  as for hashlane_check_next
 */
int32_t hln_check_extra_next(struct hln_check_extra *extra,
			     struct hln_check_entry **out, int64_t timeout_ms);

/* Was every file to be read given to a job? */
bool hln_check_extra_has_given(const struct hln_check_extra *extra);

/*
 * The check is cancelled: the next entry of the queue of which it is known what
 * it is, as hln_check_extra_next; NULL: there is none.
 */
struct hln_check_entry *hln_check_extra_break(struct hln_check_extra *extra);

/* By any thread: hln_check_extra_next returns soon, with _CANCELLED. */
void hln_check_extra_cancel(struct hln_check_extra *extra);

#endif
