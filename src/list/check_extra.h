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
 * HASHLANE_OK or HASHLANE_NO_MEMORY. `jobs` and what the options point to live
 * as long as the search.
 */
int32_t hln_check_extra_create(struct hln_check_extra **out,
			       struct hln_check_jobs *jobs,
			       const struct hashlane_check_options *options);
void hln_check_extra_destroy(struct hln_check_extra *extra);

/*
 * A list names this path, or is read from it: it is no extra file. HASHLANE_OK
 * or HASHLANE_NO_MEMORY.
 */
int32_t hln_check_extra_listed(struct hln_check_extra *extra,
			       const char *path);

/*
 * Keep a MISSING entry, with those of the same file, until it is known whether
 * its content is elsewhere. It is the search's from now on.
 */
void hln_check_extra_missing(struct hln_check_extra *extra,
			     struct hln_check_entry *entry);

/*
 * The next entry with its verdict, the caller's: EXTRA, MOVED (`other` is the
 * path of the content) or MISSING. Called when all lists are checked.
 * HASHLANE_OK; _TIMEOUT: call it again; _END; _NO_MEMORY: call it again;
 * _CANCELLED; _BUSY.
 *
 * timeout_ms  as for hashlane_check_next
 */
int32_t hln_check_extra_next(struct hln_check_extra *extra,
			     struct hln_check_entry **out, int64_t timeout_ms);

#endif
