/* SPDX-License-Identifier: MIT */
/* format_line.c - a line a digest: GNU, BSD tag, SFV. */
#include "format.h"
#include "name_escape.h"

#include <string.h>

/* The name, escaped where it must be; with -z nothing is. */
static bool begin_escape(const struct sum *sum, const char *name)
{
	bool escaped = sum->line_end && name_needs_escape(name);

	if (escaped)
		output_text(&sum->cli->out, "\\");
	return escaped;
}

static void write_name(struct output *output, const char *name, bool escaped)
{
	if (escaped)
		output_escaped(output, name);
	else
		output_text(output, name);
}

const char *format_gnu(struct sum *sum, const struct item *item, size_t i,
		       const char *digest)
{
	bool escaped = begin_escape(sum, item->name);

	(void)i;
	output_text(&sum->cli->out, digest);
	output_text(&sum->cli->out, sum->binary_mark ? " *" : "  ");
	write_name(&sum->cli->out, item->name, escaped);
	output_line(&sum->cli->out, sum->line_end);
	return NULL;
}

const char *format_bsd(struct sum *sum, const struct item *item, size_t i,
		       const char *digest)
{
	bool escaped = begin_escape(sum, item->name);

	output_text(&sum->cli->out, sum->set.algorithms[i].tag);
	output_text(&sum->cli->out, " (");
	write_name(&sum->cli->out, item->name, escaped);
	output_text(&sum->cli->out, ") = ");
	output_text(&sum->cli->out, digest);
	output_line(&sum->cli->out, sum->line_end);
	return NULL;
}

/* Would a reader take a line that starts so for one of another kind? */
static bool looks_otherwise(const char *name)
{
	size_t bytes = strlen(name);
	size_t digits = strspn(name, "0123456789abcdefABCDEF");

	return *name == ';' || *name == '#' || !strncmp(name, "%%%% ", 5) ||
	       (digits >= 32 && name[digits] == ' ') ||
	       (bytes >= 2 && !strcmp(name + bytes - 2, ")=")) ||
	       (bytes >= 3 && !strcmp(name + bytes - 3, ") ="));
}

const char *format_sfv(struct sum *sum, const struct item *item,
		       const char *digest)
{
	char capitals[9] = { 0 };

	if (strpbrk(item->name, "\n\r"))
		return "sfv cannot hold a name with a line's end";
	if (looks_otherwise(item->name))
		return "sfv cannot hold such a name (put ./ before it)";
	for (size_t i = 0; i < 8 && digest[i]; i++)
		capitals[i] = digest[i] >= 'a' ?
				      (char)(digest[i] - 'a' + 'A') :
				      digest[i];
	output_text(&sum->cli->out, item->name);
	output_text(&sum->cli->out, " ");
	output_text(&sum->cli->out, capitals);
	output_line(&sum->cli->out, '\n');
	return NULL;
}
