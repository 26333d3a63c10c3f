/* SPDX-License-Identifier: MIT */
/* command.c - the list of subcommands, and the way from a word to one. */
#define _GNU_SOURCE
#include "command.h"

#include "../../include/hashlane.h"
#include "../terminal/message.h"
#include "cmd_alias.h"
#include "help.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = {
	&sum_command,        &check_command, &update_command, &audit_command,
	&dupes_command,      &link_command,  &cache_command,  &bench_command,
	&algorithms_command, &info_command,
};

static const struct command *const hidden[] = { &completion_command,
						&manual_command };

enum {
	COMMANDS = sizeof(commands) / sizeof(commands[0]),
	HIDDEN = sizeof(hidden) / sizeof(hidden[0])
};

static const char help_head[] =
	"Usage: hashlane SUBCOMMAND [OPTION]... [ARGUMENT]...\n"
	"Hash many files with many algorithms, reading each byte once.\n"
	"\n"
	"Subcommands:\n";

static const char help_tail[] =
	"\n"
	"  -h, --help       show this help; after a SUBCOMMAND, its help\n"
	"  -V, --version    show the version\n"
	"\n"
	"Environment:\n"
	"  HASHLANE_ISA     force an instruction set: auto, scalar, sse2, ssse3,\n"
	"                   avx2, avx512, neon\n"
	"  NO_COLOR         if set and not empty, use no colours\n"
	"  XDG_CACHE_HOME   the directory of the cache (default ~/.cache)\n"
	"\n"
	"Exit status: 0 success; 1 something failed; 2 wrong usage.\n";

const struct command *command_at(size_t index)
{
	return index < COMMANDS ? commands[index] : NULL;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(name, commands[i]->name))
			return commands[i];
	for (size_t i = 0; i < HIDDEN; i++)
		if (!strcmp(name, hidden[i]->name))
			return hidden[i];
	return NULL;
}

static void list_commands(struct output *output)
{
	char line[128];

	output_raw(output, help_head);
	for (size_t i = 0; i < COMMANDS; i++) {
		snprintf(line, sizeof(line), "  %-15s  %s\n",
			 commands[i]->name, commands[i]->summary);
		output_raw(output, line);
	}
	output_raw(output, help_tail);
	output->whole = output->bytes;
}

/* Why a first word is no subcommand. */
static const char *why_not(const char *word)
{
	if (*word == '-')
		return "unknown option";
	return access(word, F_OK) ?
		       "unknown subcommand" :
		       "is no subcommand; hashlane sum hashes files";
}

static int run(struct cli *cli, const struct command *command, int argc,
	       char **argv)
{
	cli->command = command->name;
	return command->run(cli, command, argc, argv);
}

/* `hashlane help [COMMAND]` */
static int show_help(struct cli *cli, const char *word)
{
	const struct command *command = word ? command_find(word) : NULL;

	if (word && !command)
		return message_usage(cli, word, "unknown subcommand");
	if (command)
		help_write(cli, command);
	else
		list_commands(&cli->out);
	return STATUS_OK;
}

int command_run(struct cli *cli, int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const struct command *command = alias_find(argc ? argv[0] : "");

	if (command) {
		cli->program = command->name;
		return run(cli, command, argc, argv);
	}
	if (!strcmp(word, "--help") || !strcmp(word, "-h")) {
		list_commands(&cli->out);
		return STATUS_OK;
	}
	if (!strcmp(word, "--version") || !strcmp(word, "-V")) {
		output_text(&cli->out, "hashlane ");
		output_text(&cli->out, hashlane_library_get_version());
		output_line(&cli->out, '\n');
		return STATUS_OK;
	}
	if (!strcmp(word, "help"))
		return show_help(cli, argv[2]);
	command = command_find(word);
	if (command)
		return run(cli, command, argc - 1, argv + 1);
	if (argc > 1)
		return message_usage(cli, word, why_not(word));
	list_commands(&cli->err);
	return STATUS_USAGE;
}
