/* SPDX-License-Identifier: MIT */
/*
 * option_table.h - every option of every subcommand, in one table. What
 * getopt_long is given, the help, the option sections of the manual page and
 * the completions of the shells are made from it.
 */
#ifndef CLI_OPTION_TABLE_H
#define CLI_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum option_id {
	OPTION_ABSOLUTE,
	OPTION_ACCEPT,
	OPTION_ACCEPT_CHANGES,
	OPTION_AGAINST,
	OPTION_ALGORITHM,
	OPTION_BASE,
	OPTION_BINARY,
	OPTION_CACHE,
	OPTION_CHECK,
	OPTION_CHECKPOINT,
	OPTION_CTIME,
	OPTION_DROP_CACHE,
	OPTION_ED2K,
	OPTION_EMBEDDED_CRC,
	OPTION_EXCLUDE,
	OPTION_EXPECT,
	OPTION_EXTRA,
	OPTION_FILES_FROM,
	OPTION_FOLLOW,
	OPTION_FORMAT,
	OPTION_HELP,
	OPTION_IGNORE_CASE,
	OPTION_IGNORE_MISSING,
	OPTION_INCLUDE,
	OPTION_JOBS,
	OPTION_JSON,
	OPTION_LENGTH,
	OPTION_LONG,
	OPTION_MAGNET,
	OPTION_MAX_SIZE,
	OPTION_MEMORY,
	OPTION_MIN_SIZE,
	OPTION_MTIME,
	OPTION_NEWER,
	OPTION_NO_CACHE,
	OPTION_NO_GUESS,
	OPTION_NO_HIDDEN,
	OPTION_NULL,
	OPTION_OLDER,
	OPTION_ONE_FILE_SYSTEM,
	OPTION_ONLY_NEW,
	OPTION_OUTPUT,
	OPTION_PART_HASHES,
	OPTION_PARTS,
	OPTION_PRUNE,
	OPTION_QUIET,
	OPTION_RECURSIVE,
	OPTION_REFRESH,
	OPTION_RELATIVE_TO,
	OPTION_REQUIRE,
	OPTION_ROOT,
	OPTION_SEQUENTIAL,
	OPTION_STATUS,
	OPTION_STRICT,
	OPTION_TAG,
	OPTION_TEXT,
	OPTION_VERSION,
	OPTION_WARN,
	OPTION_ZERO
};

/*
 * An option with one meaning. If an option means different things to several
 * subcommands, it has several rows. The rows of a subcommand are in the order
 * in which its help and its manual section list them.
 */
struct option_row {
	enum option_id id;
	unsigned commands; /* enum command_bit of those that take it */
	const char *name;
	const char *value; /* the value's name; NULL: it takes none */
	/*
	 * What a shell completes the value with: "file", "folder",
	 * "algorithms", or the words behind '='. NULL: nothing.
	 */
	const char *complete;
	const char *group; /* a heading in the help; NULL: none */
	const char *help; /* one sentence, without its first capital and end */
	const char *manual; /* in scdoc's markup; NULL: as the help */
	char letter;        /* 0: none */
	bool value_optional;
	/* It adds to what was given before; without this, it is given once. */
	bool repeats;
};

extern const struct option_row option_table[];
extern const size_t option_table_count;

#endif
