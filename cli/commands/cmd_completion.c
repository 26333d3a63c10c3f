/* SPDX-License-Identifier: MIT */
/*
 * cmd_completion.c - what completions/ and tools/manual_options.py ask: the
 * table of options, as a shell and as the manual page want it.
 */
#include "../terminal/message.h"
#include "help.h"

#include <string.h>

static void list_commands(struct cli *cli)
{
	const struct command *command;

	for (size_t i = 0; (command = command_at(i)); i++) {
		output_text(&cli->out, command->name);
		output_raw(&cli->out, "\t");
		output_text(&cli->out, command->summary);
		output_line(&cli->out, '\n');
	}
}

static int run_completion(struct cli *cli, const struct command *command,
			  int argc, char **argv)
{
	const struct command *other = argc > 1 ? command_find(argv[1]) : NULL;

	(void)command;
	if (argc < 2)
		list_commands(cli);
	else if (other)
		help_write_completion(cli, other);
	return argc < 2 || other ? STATUS_OK : STATUS_FAILED;
}

static int run_manual(struct cli *cli, const struct command *command, int argc,
		      char **argv)
{
	const struct command *other = argc > 1 ? command_find(argv[1]) : NULL;

	(void)command;
	if (!other)
		return message_usage(cli, argc > 1 ? argv[1] : "manual",
				     "is no subcommand");
	help_write_manual(cli, other);
	return STATUS_OK;
}

const struct command completion_command = {
	.name = "completion",
	.run = run_completion,
};

const struct command manual_command = {
	.name = "manual",
	.run = run_manual,
};
