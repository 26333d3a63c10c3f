/* SPDX-License-Identifier: MIT */
/* message.c - messages on standard error, one line each. */
#define _GNU_SOURCE
#include "message.h"

#include "../../include/hashlane.h"
#include "printable.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Write the text; escape what is not printable and the bytes in `also`. */
static void escape(struct output *output, const char *text, const char *also)
{
	size_t bytes = strlen(text);
	char escaped[ESCAPE_BYTES];

	for (size_t i = 0; i < bytes;) {
		size_t n = printable_bytes(text + i, bytes - i);

		if (!n) {
			printable_escape(escaped, text[i]);
			output_text(output, escaped);
			i++;
			continue;
		}
		if (strchr(also, text[i]))
			output_text(output, "\\");
		output_bytes(output, text + i, n);
		i += n;
	}
}

static void quote(struct output *output, const char *name)
{
	/* Bytes that a shell or a parser of ": " would misread. */
	static const char special[] = " !\"#$&'()*:;<=>?[\\]^`{|}~";
	size_t bytes = strlen(name);

	if (printable_run(name, bytes) == bytes && !strchr(name, '\'')) {
		bool plain = bytes && !strpbrk(name, special);

		output_text(output, plain ? "" : "'");
		output_bytes(output, name, bytes);
		output_text(output, plain ? "" : "'");
		return;
	}
	output_text(output, "$'");
	escape(output, name, "\\'");
	output_text(output, "'");
}

/*
 * Write earlier results before the message. False: the output has no reader any
 * more. Other tools would have ended by SIGPIPE then, without a message.
 */
static bool begin(struct cli *cli)
{
	output_flush(&cli->out);
	if (cli->out.os_error == EPIPE)
		return false;
	output_text(&cli->err, cli->program);
	output_text(&cli->err, ": ");
	return true;
}

static void end(struct cli *cli)
{
	output_line(&cli->err, '\n');
	output_flush(&cli->err);
}

void message_about(struct cli *cli, const char *name, const char *reason)
{
	if (!begin(cli))
		return;
	quote(&cli->err, name);
	output_text(&cli->err, ": ");
	escape(&cli->err, reason, "");
	end(cli);
}

void message_failure(struct cli *cli, const char *name, const char *reason)
{
	cli->failed = true;
	message_about(cli, name, reason);
}

void message_text(struct cli *cli, const char *text)
{
	if (!begin(cli))
		return;
	escape(&cli->err, text, "");
	end(cli);
}

int message_usage(struct cli *cli, const char *name, const char *reason)
{
	message_about(cli, name, reason);
	output_text(&cli->err, "Try 'hashlane ");
	output_text(&cli->err, cli->command ? cli->command : "");
	output_text(&cli->err, cli->command ? " --help'." : "--help'.");
	end(cli);
	return STATUS_USAGE;
}

const char *message_errno(int os_error)
{
	switch (os_error) {
	case ENOENT:
		return hashlane_status_get_text(HASHLANE_NOT_FOUND);
	case EACCES:
		return hashlane_status_get_text(HASHLANE_ACCESS);
	default:
		return strerror(os_error);
	}
}

const char *message_reason(char out[REASON_BYTES_MAX], int32_t status,
			   int os_error)
{
	const char *text = hashlane_status_get_text(status);

	if (status == HASHLANE_IO && os_error)
		text = message_errno(os_error);
	snprintf(out, REASON_BYTES_MAX, "%s", text);
	return out;
}
