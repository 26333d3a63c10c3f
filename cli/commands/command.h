/* SPDX-License-Identifier: MIT */
/* command.h - what a subcommand is, and how one is found. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "../run/cli.h"

/* Each subcommand's bit in the option table, in the order of the manual. */
enum command_bit {
	IN_SUM = 1,
	IN_CHECK = 2,
	IN_UPDATE = 4,
	IN_AUDIT = 8,
	IN_DUPES = 16,
	IN_LINK = 32,
	IN_CACHE = 64,
	IN_BENCH = 128,
	IN_ALGORITHMS = 256,
	IN_INFO = 512,
	IN_TOOL = 1024, /* md5sum and the like */
	IN_B2SUM = 2048 /* and what b2sum alone has */
};

struct command {
	const char *name;
	unsigned bit;         /* IN_*; b2sum has two */
	const char *summary;  /* for the list of subcommands */
	const char *usage;    /* the command line */
	const char *about;    /* help before the options */
	const char *notes;    /* help behind the options */
	const char *operands; /* what completes them, see option_table.h */
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
/* For the shells and for the manual page; not in the list of subcommands. */
extern const struct command completion_command;
extern const struct command manual_command;

/* The subcommand at an index of the list; NULL: there are no more. */
const struct command *command_at(size_t index);

/* The subcommand of this name; NULL: none. */
const struct command *command_find(const char *name);

/* Run the subcommand that the command line names; an exit status. */
int command_run(struct cli *cli, int argc, char **argv);

#endif
