/* SPDX-License-Identifier: MIT */
/* command.h - what a subcommand is, and what all of them share. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "../run/cli.h"

struct command {
	const char *name;
	const char *summary; /* for the list of subcommands */
	const char *help;
	int (*run)(struct cli *cli, const struct command *command, int argc,
		   char **argv);
};

extern const struct command sum_command;
extern const struct command check_command;
extern const struct command update_command;
extern const struct command audit_command;
extern const struct command dupes_command;
extern const struct command link_command;
extern const struct command cache_command;
extern const struct command bench_command;
extern const struct command algorithms_command;
extern const struct command info_command;

/*
 * The tool, such as md5sum, that a name of the program stands for; NULL: none.
 */
const struct command *find_alias(const char *name);

/* Write the command's help; returns STATUS_OK. */
int show_help(struct cli *cli, const struct command *command);

/* The instruction set HASHLANE_ISA asks for; STATUS_OK or STATUS_USAGE. */
int choose_isa(struct cli *cli, int32_t *isa);

/*
 * Options of a command that knows only --json and --help. True: go on; false:
 * leave with *status.
 */
bool parse_json_option(struct cli *cli, const struct command *command,
		       int argc, char **argv, bool *json, int *status);

#endif
