/* SPDX-License-Identifier: MIT */
/* walk_rules.h - which names a walk takes: globs and flags. */
#ifndef HLN_WALK_RULES_H
#define HLN_WALK_RULES_H

#include "../../include/hashlane.h"
#include "glob.h"
#include "job_state.h"

#include <stdatomic.h>

/* Why names were passed over; see hashlane_walk_skipped. */
enum hln_skip {
	HLN_SKIP_HIDDEN,
	HLN_SKIP_EXCLUDED,
	HLN_SKIP_NOT_INCLUDED,
	HLN_SKIP_FILE_SYSTEM,
	HLN_SKIP_LINK,
	HLN_SKIP_SPECIAL,
	HLN_SKIPS
};

/* Patterns and flags of a walk, copied. */
struct hln_walk_rules {
	uint32_t flags;   /* HASHLANE_WALK_* */
	bool paths;       /* one of the globs has `path` set */
	bool directories; /* one to exclude has `directory` set */
	size_t include_count, exclude_count;
	int base; /* relative paths are below it; -1: the current one */
	const int32_t *job_state; /* see job_state.h; of the job, or NULL */
	_Atomic(uint64_t) skipped[HLN_SKIPS]; /* by all walks so far */
	struct hln_glob globs[]; /* include, then exclude; then their text */
};

/* Why no path can match a pattern of the options, and that one; or NULL. */
const char *hln_walk_rules_error(const struct hashlane_walk_options *options,
				 const char **pattern);
/* Of options that were checked. HASHLANE_OK or HASHLANE_NO_MEMORY. */
int32_t hln_walk_rules_create(struct hln_walk_rules **out,
			      const struct hashlane_walk_options *options);
void hln_walk_rules_destroy(struct hln_walk_rules *rules);

/*
 * `path` is below the start, `name` its last part; NUL-terminated. Unless a
 * glob is compared with paths, `path` is not looked at.
 */
bool hln_walk_rules_include(const struct hln_walk_rules *rules,
			    const char *path, const char *name);
bool hln_walk_rules_exclude(const struct hln_walk_rules *rules,
			    const char *path, const char *name,
			    bool is_directory);

/*
 * Is a file at this path below the start left out, or a directory that it is
 * in? Without memory, directories do not count.
 */
bool hln_walk_rules_leave_out(const struct hln_walk_rules *rules,
			      const char *path);

void hln_walk_rules_skip(struct hln_walk_rules *rules, enum hln_skip why);
void hln_walk_rules_get_skipped(struct hashlane_walk_skipped *out,
				const struct hln_walk_rules *rules);

#endif
