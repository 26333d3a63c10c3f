/* SPDX-License-Identifier: MIT */
/* help.c - texts made from the option table, for people and for shells. */
#include "help.h"

#include "option_table.h"

#include <stdio.h>
#include <string.h>

enum {
	WIDTH = 79,
	TAB = 8,
	WORD_MAX = 64, /* "-a, --algorithm LIST" and the like */
	COLUMN_MAX = 24
};

static bool is_of(const struct option_row *row, const struct command *command)
{
	return row->commands & (unsigned)command->bit;
}

/*
 * Write words, filled into lines that begin with `indent` and have no more than
 * WIDTH columns. The first line has `column` columns already, the others
 * `indent_columns`. A newline in the text stays one.
 */
static void write_filled(struct output *output, const char *text,
			 size_t column, const char *indent,
			 size_t indent_columns)
{
	bool first = true;

	while (*text) {
		size_t bytes = strcspn(text, " \n");
		size_t wanted = bytes + !first;

		if (!first && (text[-1] == '\n' || column + wanted > WIDTH)) {
			output_raw(output, "\n");
			output_raw(output, indent);
			column = indent_columns;
			wanted = bytes;
		} else if (!first) {
			output_raw(output, " ");
		}
		output_bytes(output, text, bytes);
		column += wanted;
		text += bytes;
		text += *text != 0;
		first = false;
	}
	output_raw(output, "\n");
}

/* "-a, --algorithm LIST" */
static void name_option(char out[WORD_MAX], const struct option_row *row)
{
	char letter[8] = "    ";

	if (row->letter)
		snprintf(letter, sizeof(letter), "-%c, ", row->letter);
	snprintf(out, WORD_MAX, "%s--%s%s%s%s", letter, row->name,
		 row->value_optional ? "[=" :
		 row->value          ? " " :
				       "",
		 row->value ? row->value : "", row->value_optional ? "]" : "");
}

/* Where the sentences begin: behind all names that are not too long. */
static size_t find_column(const struct command *command)
{
	char name[WORD_MAX];
	size_t column = 0;

	for (size_t i = 0; i < option_table_count; i++) {
		if (!is_of(&option_table[i], command))
			continue;
		name_option(name, &option_table[i]);
		if (strlen(name) > column && strlen(name) <= COLUMN_MAX)
			column = strlen(name);
	}
	return 2 + column + 2;
}

static void write_option(struct output *output, const struct option_row *row,
			 size_t column)
{
	static const char blanks[] = "                                ";
	const char *indent = blanks + sizeof(blanks) - 1 - column;
	char name[WORD_MAX];
	size_t used;

	name_option(name, row);
	used = 2 + strlen(name);
	output_raw(output, "  ");
	output_raw(output, name);
	if (used + 2 > column) {
		output_raw(output, "\n");
		used = 0;
	}
	output_raw(output, indent + used);
	write_filled(output, row->help, column, indent, column);
}

void help_write(struct cli *cli, const struct command *command)
{
	struct output *output = &cli->out;
	size_t column = find_column(command);
	const char *group = NULL;

	output_raw(output, "Usage: ");
	output_raw(output, command->usage);
	output_raw(output, "\n");
	output_raw(output, command->about);
	output_raw(output, "\n");
	for (size_t i = 0; i < option_table_count; i++) {
		const struct option_row *row = &option_table[i];

		if (!is_of(row, command))
			continue;
		if (row->group != group)
			output_raw(output, "\n");
		if (row->group && row->group != group) {
			output_raw(output, row->group);
			output_raw(output, "\n");
		}
		group = row->group;
		write_option(output, row, column);
	}
	output_raw(output, command->notes);
	output->whole = output->bytes;
}

/* ---- The manual page ---- */

/* Does the name of the option's value stand at `text`, as a word? */
static size_t value_at(const struct option_row *row, const char *text)
{
	size_t bytes = row->value ? strlen(row->value) : 0;

	if (!bytes || strncmp(text, row->value, bytes) != 0 ||
	    (text > row->help && text[-1] != ' '))
		return 0;
	return text[bytes] && !strchr(" ,;:", text[bytes]) ? 0 : bytes;
}

/* The sentence of the help, with a capital and an end, for scdoc. */
static void make_sentence(char *out, size_t room, const struct option_row *row)
{
	const char *help = row->help;
	size_t n = 0;

	while (*help && n + WORD_MAX < room) {
		size_t bytes = value_at(row, help);

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
	char text[512];

	output_raw(output, "\t");
	if (!row->manual)
		make_sentence(text, sizeof(text), row);
	write_filled(output, row->manual ? row->manual : text, TAB, "\t", TAB);
}

/* Is the paragraph in the section of a subcommand before? */
static const struct command *find_earlier(const struct option_row *row,
					  const struct command *command)
{
	const struct command *other;

	if (!row->manual)
		return NULL;
	for (size_t i = 0; (other = command_at(i)); i++)
		if (is_of(row, other))
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

		if (!is_of(row, command) ||
		    find_earlier(row, command) != earlier)
			continue;
		name_for_manual(name, row);
		snprintf(line + used, sizeof(line) - used, "%s%s",
			 used ? "; " : "", name);
	}
	if (!*line)
		return;
	write_filled(output, line, 0, "", 0);
	output_raw(output, "\tAs with *");
	output_raw(output, earlier->name);
	output_raw(output, "*.\n\n");
}

void help_write_manual(struct cli *cli, const struct command *command)
{
	struct output *output = &cli->out;
	const struct command *earlier;
	char name[2 * WORD_MAX];

	for (size_t i = 0; i < option_table_count; i++) {
		const struct option_row *row = &option_table[i];

		if (!is_of(row, command) || find_earlier(row, command) ||
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

/* ---- Completions ---- */

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

void help_write_completion(struct cli *cli, const struct command *command)
{
	char word[WORD_MAX];

	for (size_t i = 0; i < option_table_count; i++) {
		const struct option_row *row = &option_table[i];

		if (!is_of(row, command))
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
