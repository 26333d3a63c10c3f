/* SPDX-License-Identifier: MIT */
/* file_rules.h - the patterns of files, as options give them. */
#ifndef CLI_FILE_RULES_H
#define CLI_FILE_RULES_H

#include "../../include/hashlane.h"
#include "cli.h"

/* Append a pattern. STATUS_OK or STATUS_FAILED (no memory, reported). */
int file_rules_add(struct cli *cli, const char *const **globs, size_t *count,
		   const char *glob);

void file_rules_free(struct hashlane_walk_options *rules);

/*
 * A time "YYYY-MM-DD", "YYYY-MM-DD HH:MM" or "...:SS" of this place, or
 * "@SECONDS" since 1970, in nanoseconds. False: it is none.
 */
bool file_rules_parse_time(int64_t *ns, const char *text);

#endif
