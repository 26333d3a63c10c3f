/* SPDX-License-Identifier: MIT */
/* message.c - what goes to standard error, one line a message. */
#define _GNU_SOURCE
#include "message.h"

#include "../include/hashlane.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/*
 * The length of the character of UTF-8 at `text`, 0 when there is none. As
 * table 3-7 of the Unicode standard: no surrogates, no overlong forms.
 */
static size_t read_utf8(const unsigned char *text, size_t bytes,
			uint32_t *character)
{
	unsigned first = text[0];
	size_t n = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t x = n == 1 ? first : first & (0x7fu >> n);

	if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || n > bytes)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		x = x << 6 | (text[i] & 0x3f);
	}
	if (x < least[n] || x > 0x10ffff || (x >= 0xd800 && x < 0xe000))
		return 0;
	*character = x;
	return n;
}

/* No controls, and nothing that breaks or turns round a line of text. */
static bool is_printable(uint32_t character)
{
	return character >= 0x20 && !(character >= 0x7f && character < 0xa0) &&
	       !(character >= 0x2028 && character <= 0x202e) &&
	       !(character >= 0x2066 && character <= 0x2069);
}

/* The length of the printable character at `text`, 0: to be escaped. */
static size_t printable(const char *text, size_t bytes)
{
	uint32_t character;
	size_t n = read_utf8((const unsigned char *)text, bytes, &character);

	return n && is_printable(character) ? n : 0;
}

static bool all_printable(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes;) {
		size_t n = printable(text + i, bytes - i);

		if (!n)
			return false;
		i += n;
	}
	return true;
}

static void escape_byte(struct output *output, unsigned char byte)
{
	char text[8];

	switch (byte) {
	case '\n':
		output_text(output, "\\n");
		return;
	case '\r':
		output_text(output, "\\r");
		return;
	case '\t':
		output_text(output, "\\t");
		return;
	default:
		snprintf(text, sizeof(text), "\\%03o", byte);
		output_text(output, text);
	}
}

/* The text with what is not printable, and what `also` lists, escaped. */
static void escape(struct output *output, const char *text, const char *also)
{
	size_t bytes = strlen(text);

	for (size_t i = 0; i < bytes;) {
		size_t n = printable(text + i, bytes - i);

		if (!n) {
			escape_byte(output, (unsigned char)text[i]);
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
	/* What a shell, or a reader looking for ": ", would stumble over. */
	static const char special[] = " !\"#$&'()*:;<=>?[\\]^`{|}~";
	size_t bytes = strlen(name);

	if (all_printable(name, bytes) && !strchr(name, '\'')) {
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

/* Let what was already found come out before the complaint. */
static void begin(struct cli *cli)
{
	output_flush(&cli->out);
	output_text(&cli->err, cli->program);
	output_text(&cli->err, ": ");
}

static void end(struct cli *cli)
{
	output_line(&cli->err, '\n');
	output_flush(&cli->err);
}

void message_about(struct cli *cli, const char *name, const char *reason)
{
	begin(cli);
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
	begin(cli);
	escape(&cli->err, text, "");
	end(cli);
}

int message_usage(struct cli *cli, const struct command *command,
		  const char *name, const char *reason)
{
	message_about(cli, name, reason);
	output_text(&cli->err, "Try 'hashlane ");
	output_text(&cli->err, command ? command->name : "");
	output_text(&cli->err, command ? " --help'." : "--help'.");
	end(cli);
	return STATUS_USAGE;
}

int message_option(struct cli *cli, const struct command *command,
		   char *const *argv, int got, const char *shorts)
{
	char name[3] = { '-', (char)optopt, 0 };
	bool is_short = optopt > 0 && optopt < 0x100;
	const char *reason = "unknown option";

	if (got == ':')
		reason = "needs a value";
	else if (optopt >= 0x100 || (is_short && strchr(shorts, optopt)))
		reason = "takes no value";
	return message_usage(cli, command, is_short ? name : argv[optind - 1],
			     reason);
}

const char *message_reason(char out[REASON_BYTES_MAX], int32_t status,
			   int os_error)
{
	const char *text = hashlane_error_string(status);

	if (status == HASHLANE_IO && os_error)
		text = strerror(os_error);
	snprintf(out, REASON_BYTES_MAX, "%s", text);
	return out;
}
