/* SPDX-License-Identifier: MIT */
/*
 * cmd_completion.c - what completions/ and tools/manual_options.py ask: the
 * table of options, as a shell and as the manual page want it.
 */
#include "../terminal/message.h"
#include "help.h"

#include <stdio.h>
#include <string.h>

enum {
	TAB = 8,
	WORD_MAX = 64 /* "-a, --algorithm LIST" and the like */
};

static const char see_help[] = "See hashlane --help for all subcommands.\n";

/* Does the name of the option's value stand at `text`, as a word? */
static size_t value_at(const struct option_row *row, const char *help,
		       const char *text)
{
	size_t bytes = row->value ? strlen(row->value) : 0;

	if (!bytes || strncmp(text, row->value, bytes) != 0 ||
	    (text > help && text[-1] != ' '))
		return 0;
	return text[bytes] && !strchr(" ,;:", text[bytes]) ? 0 : bytes;
}

/* The sentence of the help, with a capital and an end, for scdoc. */
static void make_sentence(char *out, size_t room, const struct option_row *row)
{
	char whole[HELP_BYTES_MAX];
	const char *help = help_sentence(whole, row);
	size_t n = 0;

	*out = 0;
	while (*help && n + WORD_MAX < room) {
		size_t bytes = value_at(row, whole, help);

		if (bytes)
			n += (size_t)snprintf(out + n, room - n, "_%s_",
					      row->value);
		else if (strchr("*_\\", *help))
			out[n++] = '\\';
		if (!bytes)
			out[n++] = *help;
		help += bytes ? bytes : 1;
	}
	if (*out >= 'a' && *out <= 'z')
		*out = (char)(*out - 'a' + 'A');
	out[n++] = '.';
	out[n] = 0;
}

/* "*-a*, *--algorithm* _LIST_" */
static void name_for_manual(char out[2 * WORD_MAX],
			    const struct option_row *row)
{
	char letter[8] = "";

	if (row->letter)
		snprintf(letter, sizeof(letter), "*-%c*, ", row->letter);
	snprintf(out, (size_t)2 * WORD_MAX, "%s*--%s*%s%s%s", letter,
		 row->name,
		 row->value_optional ? "[=_" :
		 row->value          ? " _" :
				       "",
		 row->value ? row->value : "",
		 row->value_optional ? "_]" :
		 row->value          ? "_" :
				       "");
}

static void write_paragraph(struct output *output,
			    const struct option_row *row)
{
	char text[2 * HELP_BYTES_MAX];

	output_raw(output, "\t");
	if (!row->manual)
		make_sentence(text, sizeof(text), row);
	else
		snprintf(text, sizeof(text), "%s%s", row->manual,
			 row->repeats ? " The option may be repeated." : "");
	help_write_filled(output, text, TAB, "\t", TAB);
}

/* Is the paragraph in the section of a subcommand before? */
static const struct command *find_earlier(const struct option_row *row,
					  const struct command *command)
{
	const struct command *other;

	if (!row->manual)
		return NULL;
	for (size_t i = 0; (other = command_at(i)); i++)
		if (help_is_of(row, other))
			return other == command ? NULL : other;
	return NULL;
}

/* The options that mean what they mean to `earlier`. */
static void write_same(struct output *output, const struct command *command,
		       const struct command *earlier)
{
	char line[1024] = "", name[2 * WORD_MAX];

	for (size_t i = 0; i < option_table_count; i++) {
		const struct option_row *row = &option_table[i];
		size_t used = strlen(line);

		if (!help_is_of(row, command) ||
		    find_earlier(row, command) != earlier)
			continue;
		name_for_manual(name, row);
		snprintf(line + used, sizeof(line) - used, "%s%s",
			 used ? "; " : "", name);
	}
	if (!*line)
		return;
	help_write_filled(output, line, 0, "", 0);
	output_raw(output, "\tAs with *");
	output_raw(output, earlier->name);
	output_raw(output, "*.\n\n");
}

/* The options of a section of the manual page, in scdoc's markup. */
static void write_manual(struct cli *cli, const struct command *command)
{
	struct output *output = &cli->out;
	const struct command *earlier;
	char name[2 * WORD_MAX];

	for (size_t i = 0; i < option_table_count; i++) {
		const struct option_row *row = &option_table[i];

		if (!help_is_of(row, command) || find_earlier(row, command) ||
		    row->id == OPTION_HELP)
			continue;
		name_for_manual(name, row);
		output_raw(output, name);
		output_raw(output, "\n");
		write_paragraph(output, row);
		output_raw(output, "\n");
	}
	for (size_t i = 0; (earlier = command_at(i)) && earlier != command;
	     i++)
		write_same(output, command, earlier);
	output->whole = output->bytes;
}

static void write_word(struct output *output, const struct option_row *row,
		       const char *word)
{
	size_t bytes = strcspn(row->help, ";(\n");

	while (strchr(" :", row->help[bytes - 1]))
		bytes--;
	output_raw(output, word);
	output_raw(output, row->value_optional ? "\t=" : "\t");
	output_raw(output, !row->value   ? "none" :
			   row->complete ? row->complete :
					   "any");
	output_raw(output, "\t");
	output_bytes(output, row->help, bytes);
	output_raw(output, "\n");
}

/*
 * A line for each spelling of an option: the word, what completes its value
 * and the help, between tabs. "none": it takes no value; "any": nothing
 * completes it; "=file" and "=folder": a value behind '=' that may be left out.
 * A line without a word says what completes the operands.
 */
static void write_completion(struct cli *cli, const struct command *command)
{
	char word[WORD_MAX];

	for (size_t i = 0; i < option_table_count; i++) {
		const struct option_row *row = &option_table[i];

		if (!help_is_of(row, command))
			continue;
		if (row->letter) {
			snprintf(word, sizeof(word), "-%c", row->letter);
			write_word(&cli->out, row, word);
		}
		snprintf(word, sizeof(word), "--%s", row->name);
		write_word(&cli->out, row, word);
	}
	output_raw(&cli->out, "\t");
	output_raw(&cli->out, command->operands ? command->operands : "none");
	output_raw(&cli->out, "\t\n");
	cli->out.whole = cli->out.bytes;
}

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

/* Is help asked for? The shells and the manual page never do. */
static bool is_help(int argc, char **argv)
{
	return argc > 1 &&
	       (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"));
}

/* Wrong usage; the help that it points to is that of hashlane. */
static int refuse(struct cli *cli, const char *name, const char *reason)
{
	cli->command = NULL;
	return message_usage(cli, name, reason);
}

static int run_completion(struct cli *cli, const struct command *command,
			  int argc, char **argv)
{
	const struct command *other = argc > 1 ? command_find(argv[1]) : NULL;

	if (is_help(argc, argv))
		help_write(cli, command);
	else if (argc < 2)
		list_commands(cli);
	else if (other)
		write_completion(cli, other);
	else
		return refuse(cli, argv[1],
			      "is no subcommand; completions are installed in "
			      "share/bash-completion/completions, "
			      "share/zsh/site-functions and "
			      "share/fish/vendor_completions.d");
	return STATUS_OK;
}

static int run_manual(struct cli *cli, const struct command *command, int argc,
		      char **argv)
{
	const struct command *other = argc > 1 ? command_find(argv[1]) : NULL;

	if (is_help(argc, argv))
		help_write(cli, command);
	else if (other)
		write_manual(cli, other);
	else
		return refuse(cli, argc > 1 ? argv[1] : "manual",
			      argc > 1 ? "is no subcommand" :
					 "needs a SUBCOMMAND; the manual page "
					 "is man hashlane");
	return STATUS_OK;
}

const struct command completion_command = {
	.name = "completion",
	.usage = "hashlane completion [SUBCOMMAND]",
	.about =
		"List the subcommands, or the options of one, for the completions of shells.\n"
		"They are installed in PREFIX/share:\n"
		"\n"
		"  bash  bash-completion/completions/hashlane\n"
		"  zsh   zsh/site-functions/_hashlane\n"
		"  fish  fish/vendor_completions.d/hashlane.fish\n",
	.notes = see_help,
	.run = run_completion,
};

const struct command manual_command = {
	.name = "manual",
	.usage = "hashlane manual SUBCOMMAND",
	.about =
		"Write the options of a subcommand as the source of the manual page has them.\n"
		"The manual page itself is shown by: man hashlane.\n",
	.notes = see_help,
	.run = run_manual,
};
