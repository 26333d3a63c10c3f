/* SPDX-License-Identifier: MIT */
/* help.h - texts made from the option table, for people and for shells. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "command.h"

/* What --help shows. */
void help_write(struct cli *cli, const struct command *command);

/* The options of a section of the manual page, in scdoc's markup. */
void help_write_manual(struct cli *cli, const struct command *command);

/*
 * For a shell: a line for each spelling of an option, with the word, what
 * completes its value and the help, between tabs. "none": it takes no value;
 * "any": nothing completes it; "=VALUE": an optional value behind '='. A line
 * without a word says what completes the operands.
 */
void help_write_completion(struct cli *cli, const struct command *command);

#endif
