/* SPDX-License-Identifier: MIT */
/* options.h - the options on a command line, by the table of all options. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "../run/run_options.h"
#include "command.h"
#include "option_table.h"

#include <getopt.h>

/* More than any subcommand takes. */
enum { OPTIONS_MAX = 40 };

/* One pass over a command line. */
struct option_reader {
	int argc;
	char **argv;
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 * OPTIONS_MAX + 2];
	const struct option_row *rows[OPTIONS_MAX];
	bool taken[OPTIONS_MAX];
	size_t count;
	int got; /* by getopt_long, of what it refused */
};

enum option_outcome { OPTION_TAKEN, OPTION_REFUSED, OPTION_END };

void option_reader_open(struct option_reader *reader,
			const struct command *command, int argc, char **argv);

/* The next option; getopt sets `optarg` and, at the end, `optind`. */
enum option_outcome option_reader_next(struct option_reader *reader,
				       const struct option_row **row);

/*
 * Take an option that is a subcommand's own; STATUS_OK, or what the subcommand
 * ends with. `value` is NULL if the option has none.
 */
typedef int option_fn(void *context, struct cli *cli, enum option_id id,
		      const char *value);

/*
 * Take all options of a command line: those that `common` has a place for, and
 * the others by `take`, which may be NULL if there are none. True: the
 * operands are from `optind` on. False: the subcommand ends with *status, since
 * an option was refused or the help was shown.
 */
bool options_take(struct cli *cli, const struct command *command, int argc,
		  char **argv, struct run_options *common, option_fn *take,
		  void *context, int *status);

/* The same for a subcommand without operands. */
bool options_take_only(struct cli *cli, const struct command *command,
		       int argc, char **argv, struct run_options *common,
		       int *status);

#endif
