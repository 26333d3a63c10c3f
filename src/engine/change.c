/* SPDX-License-Identifier: MIT */
/* change.c - the rule by which a file counts as changed while it was read. */
#include "change.h"

#include <string.h>

enum { SECOND_NS = 1000000000 };

/* ---- The rule ---- */

static bool explains(const struct hln_file_info *s0,
		     const struct hln_file_info *s1)
{
	return s0->mode != s1->mode || s0->owner != s1->owner ||
	       s0->group != s1->group || s0->links != s1->links;
}

enum hln_change hln_change_between(const struct hln_file_info *s0,
				   const struct hln_file_info *s1,
				   bool use_ctime)
{
	if (s0->size_bytes != s1->size_bytes || s0->mtime_ns != s1->mtime_ns)
		return HLN_CHANGED;
	if (!use_ctime || s0->ctime_ns == s1->ctime_ns || explains(s0, s1))
		return HLN_UNCHANGED;
	return HLN_UNEXPLAINED;
}

bool hln_change_none(const struct hln_file_info *a,
		     const struct hln_file_info *b, bool use_ctime)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->size_bytes == b->size_bytes && a->mtime_ns == b->mtime_ns &&
	       (!use_ctime || a->ctime_ns == b->ctime_ns);
}

bool hln_change_is_quiet(const struct hln_file_info *info,
			 enum hln_volume volume, int64_t now_ns)
{
	return volume == HLN_VOLUME_LOCAL &&
	       info->mtime_ns <= now_ns - HLN_QUIET_NS &&
	       info->ctime_ns <= now_ns - HLN_QUIET_NS;
}

/* Whole seconds are what ext3 and HFS+ keep; FAT counts in twos. */
static int64_t granularity_of(int64_t time_ns)
{
	return time_ns % SECOND_NS       ? 1 :
	       time_ns % (2 * SECOND_NS) ? SECOND_NS :
					   2 * (int64_t)SECOND_NS;
}

int64_t hln_change_settles_in(const struct hln_file_info *info, bool use_ctime,
			      int64_t now_ns)
{
	int64_t time_ns = use_ctime ? info->ctime_ns : info->mtime_ns;
	int64_t step_ns = granularity_of(time_ns), tick_ns, left_ns;

	/* Not by a sum with the file's time: that may be any. */
	if (time_ns <= now_ns - step_ns)
		return 0;
	tick_ns = hln_calendar_tick_ns();
	if (step_ns < tick_ns)
		return tick_ns;
	/* A time in the future is waited for one step at most. */
	left_ns = step_ns - (now_ns - time_ns);
	if (time_ns > now_ns || left_ns > step_ns)
		left_ns = step_ns;
	return left_ns;
}
