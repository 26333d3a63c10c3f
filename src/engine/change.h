/* SPDX-License-Identifier: MIT */
/*
 * change.h - the rule by which a file counts as changed while it was read.
 *
 * S0 is what fstat says before the bytes that count, S1 what it says after the
 * last of them. docs/CHANGED.md states the rule for users; these functions are
 * its only home:
 *
 * - Size or mtime differ between S0 and S1: the file has changed.
 * - One fstat after the bytes serves as both where the file system is local
 *   and both times are at least HLN_QUIET_NS old: a write that was under way
 *   would have set them.
 * - If S0's ctime is not older than the clock's current tick, a write that
 *   belongs to that tick may still follow and leave no trace. The file is put
 *   aside until the tick is over, once, and read then.
 * - If only ctime differs and mode, owner or number of names explain that, the
 *   file is the same. If nothing explains it (a rename, an attribute, a write
 *   whose author put mtime back), it is read again, once; equal digests say
 *   that it is the same.
 */
#ifndef HLN_CHANGE_H
#define HLN_CHANGE_H

#include "../../include/hashlane.h"
#include "../os/file.h"
#include "trust.h"

/* A file whose times are older than this is not being written. */
enum { HLN_QUIET_NS = 2000000000 };

enum hln_change {
	HLN_UNCHANGED,
	HLN_UNEXPLAINED, /* only ctime differs, and nothing says why */
	HLN_CHANGED
};

/* What lies between two infos of one file. */
enum hln_change hln_change_between(const struct hln_file_info *s0,
				   const struct hln_file_info *s1,
				   bool use_ctime);

/* Are they of the same version of the same file? */
bool hln_change_none(const struct hln_file_info *a,
		     const struct hln_file_info *b, bool use_ctime);

/* Is one fstat enough? now_ns: hln_calendar_ns from before it. */
bool hln_change_is_quiet(const struct hln_file_info *info,
			 enum hln_volume volume, int64_t now_ns);

/*
 * How many nanoseconds until a write that is under way can no longer share the
 * file's time: 0, or at most a tick of the clock or of the file system.
 */
int64_t hln_change_settles_in(const struct hln_file_info *info, bool use_ctime,
			      int64_t now_ns);

#endif
