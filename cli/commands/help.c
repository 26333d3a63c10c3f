/* SPDX-License-Identifier: MIT */
/* help.c - what --help shows, made from the option table. */
#include "help.h"

#include <stdio.h>
#include <string.h>

enum {
	WIDTH = 79,
	WORD_MAX = 64, /* "-a, --algorithm LIST" and the like */
	COLUMN_MAX = 24
};

bool help_is_of(const struct option_row *row, const struct command *command)
{
	return row->commands & command->bit;
}

const char *help_sentence(char out[HELP_BYTES_MAX],
			  const struct option_row *row)
{
	snprintf(out, HELP_BYTES_MAX, "%s%s", row->help,
		 row->repeats ? "; may be repeated" : "");
	return out;
}

void help_write_filled(struct output *output, const char *text, size_t column,
		       const char *indent, size_t indent_columns)
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
		if (!help_is_of(&option_table[i], command))
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
	char name[WORD_MAX], text[HELP_BYTES_MAX];
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
	help_write_filled(output, help_sentence(text, row), column, indent,
			  column);
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

		if (!help_is_of(row, command))
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
