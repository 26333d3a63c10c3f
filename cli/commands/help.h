/* SPDX-License-Identifier: MIT */
/* help.h - what --help shows, made from the option table. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "command.h"
#include "option_table.h"

/* Room for the longest sentence of the table; also for the manual page. */
enum { HELP_BYTES_MAX = 1024 };

void help_write(struct cli *cli, const struct command *command);

/* Does the subcommand take the option of this row? */
bool help_is_of(const struct option_row *row, const struct command *command);

/* What an option does, and whether it may be repeated. */
const char *help_sentence(char out[HELP_BYTES_MAX],
			  const struct option_row *row);

/*
 * Write words, filled into lines that begin with `indent` and have no more than
 * 79 columns. The first line has `column` columns already, the others
 * `indent_columns`. A newline in the text stays one.
 */
void help_write_filled(struct output *output, const char *text, size_t column,
		       const char *indent, size_t indent_columns);

#endif
