/* SPDX-License-Identifier: MIT */
/* walk_rules.h - which names a walk takes: globs and flags. */
#ifndef HLN_WALK_RULES_H
#define HLN_WALK_RULES_H

#include "walk.h"

/*
 * A glob, of bytes in no locale. "*" is any bytes, "?" any byte, "[a-z]" one
 * of a set and "[!a-z]" or "[^a-z]" one of the others; "]" as the first of a
 * set is a member, and a "[" that no "]" follows is itself. None of them is a
 * slash, and all of them may be a leading dot. There is no escape but a set.
 *
 * With a slash, "**" between slashes or at the start is any directories, none
 * too; at the end, all that is below.
 */
struct hln_glob {
	const char *text;
	size_t bytes;
	bool slash;
};

struct hln_walk_rules {
	uint32_t flags; /* HASHLANE_WALK_* */
	bool slash;     /* one of the globs has one */
	size_t include_count, exclude_count;
	struct hln_glob globs[]; /* include, then exclude; then their text */
};

/*
 * `path` is below the start, `name` its last part; NUL-terminated. Without a
 * slash in any glob `path` is not looked at.
 */
bool hln_walk_includes(const struct hln_walk_rules *rules, const char *path,
		       const char *name, size_t name_bytes);
bool hln_walk_excludes(const struct hln_walk_rules *rules, const char *path,
		       const char *name, size_t name_bytes);

#endif
