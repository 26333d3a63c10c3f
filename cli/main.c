/* SPDX-License-Identifier: MIT */
/* main.c - the hashlane command: its subcommands and their start and end. */
#define _GNU_SOURCE
#include "../include/hashlane.h"
#include "commands/command.h"
#include "terminal/message.h"
#include "run/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = {
	&sum_command,        &check_command, &update_command, &audit_command,
	&dupes_command,      &link_command,  &cache_command,  &bench_command,
	&algorithms_command, &info_command,
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

/* Exit statuses from here on are of signals. */
enum { SIGNALLED = 128 };

static const char help_head[] =
	"Usage: hashlane SUBCOMMAND [OPTION]... [ARGUMENT]...\n"
	"Hash many files with many algorithms, reading each byte once.\n"
	"\n"
	"Subcommands:\n";

static const char help_tail[] =
	"\n"
	"  -h, --help       this help; after a SUBCOMMAND, that one's\n"
	"  -V, --version    the version\n"
	"\n"
	"Environment:\n"
	"  HASHLANE_ISA     force an instruction set: auto, scalar, sse2, ssse3,\n"
	"                   avx2, avx512, neon\n"
	"  NO_COLOR         no colours, if it is set and not empty\n"
	"  XDG_CACHE_HOME   where the cache lies (default ~/.cache)\n"
	"\n"
	"Exit status: 0 all went well; 1 something failed; 2 wrong usage.\n";

int show_help(struct cli *cli, const struct command *command)
{
	output_raw(&cli->out, command->help);
	cli->out.whole = cli->out.bytes;
	return STATUS_OK;
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

int choose_isa(struct cli *cli, int32_t *isa)
{
	const char *text = getenv("HASHLANE_ISA");
	char message[256];

	*isa = HASHLANE_ISA_AUTO;
	if (!text || !*text)
		return STATUS_OK;
	if (hashlane_isa_parse(isa, text, strlen(text)))
		snprintf(message, sizeof(message),
			 "HASHLANE_ISA: unknown instruction set '%.192s'",
			 text);
	else if (hashlane_isa_check(*isa))
		snprintf(message, sizeof(message),
			 "HASHLANE_ISA: this machine has no %s",
			 hashlane_isa_get_name(*isa));
	else
		return STATUS_OK;
	message_text(cli, message);
	return STATUS_USAGE;
}

bool parse_json_option(struct cli *cli, const struct command *command,
		       int argc, char **argv, bool *json, int *status)
{
	enum { JSON = 0x100 };
	static const char shorts[] = ":h";
	static const struct option options[] = {
		{ "json", no_argument, NULL, JSON },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int got;

	*json = false;
	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		switch (got) {
		case JSON:
			*json = true;
			break;
		case 'h':
			*status = show_help(cli, command);
			return false;
		default:
			*status = message_option(cli, command, argv, got,
						 shorts);
			return false;
		}
	}
	if (optind == argc)
		return true;
	*status = message_usage(cli, command, argv[optind],
				"takes no argument");
	return false;
}

/* What is wrong with a first word that is none of those known. */
static const char *why_not(const char *word)
{
	if (*word == '-')
		return "unknown option";
	return access(word, F_OK) ? "unknown subcommand" :
				    "no subcommand; hashlane sum hashes files";
}

static int run(struct cli *cli, int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";
	const struct command *alias = find_alias(argc ? argv[0] : "");

	if (hashlane_library_check_abi(HASHLANE_ABI_VERSION)) {
		message_text(cli, "the library found has another interface");
		return STATUS_FAILED;
	}
	if (alias) {
		cli->program = alias->name;
		return alias->run(cli, alias, argc, argv);
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
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(word, commands[i]->name))
			return commands[i]->run(cli, commands[i], argc - 1,
						argv + 1);
	if (argc > 1)
		return message_usage(cli, NULL, word, why_not(word));
	list_commands(&cli->err);
	return STATUS_USAGE;
}

/*
 * A standard descriptor that is closed must not become that of a file which is
 * hashed: something that can neither be read nor written takes its place.
 */
static void fill_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null",
				   fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* As a tool that knows nothing of closed pipes ends. */
static void end_by_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	(void)raise(SIGPIPE);
}

int main(int argc, char **argv)
{
	struct cli cli = {
		.program = "hashlane",
		.out = { .fd = STDOUT_FILENO },
		.err = { .fd = STDERR_FILENO },
	};
	char reason[REASON_BYTES_MAX];
	bool pipe_ends, closed;
	int status;

	fill_standard_descriptors();
	/* A closed pipe is then an error of write: what is open is closed. */
	pipe_ends = signal(SIGPIPE, SIG_IGN) == SIG_DFL;
	/* A file that may not grow is reported as a full disk is. */
	signal(SIGXFSZ, SIG_IGN);
	opterr = 0;
	status = run(&cli, argc, argv);
	if (status == STATUS_OK && cli.failed)
		status = STATUS_FAILED;
	output_close(&cli.out);
	closed = cli.out.os_error == EPIPE && pipe_ends;
	if (cli.out.os_error && !closed) {
		snprintf(reason, sizeof(reason), "standard output: %s",
			 strerror(cli.out.os_error));
		cli.out.os_error = 0;
		message_text(&cli, reason);
		if (status == STATUS_OK)
			status = STATUS_FAILED;
	}
	output_flush(&cli.err);
	status = signals_stop(&cli, status);
	output_close(&cli.err);
	if (closed && status < SIGNALLED)
		end_by_pipe();
	return status;
}
