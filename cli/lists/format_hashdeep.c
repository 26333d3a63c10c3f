/* SPDX-License-Identifier: MIT */
/* format_hashdeep.c - "SIZE,DIGEST,...,NAME". */
#include "format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Does the name end as hashdeep -p has it for a piece of a file? */
static bool looks_like_piece(const char *name)
{
	const char *found = NULL;

	while ((name = strstr(name, " offset ")))
		found = name = name + 8;
	if (!found)
		return false;
	found += strspn(found, "0123456789");
	if (*found++ != '-')
		return false;
	return !found[strspn(found, "0123456789")];
}

const char *format_hashdeep(struct sum *sum, const struct item *item)
{
	size_t bytes = strlen(item->name);
	char text[HASHLANE_MAX_TEXT_BYTES];

	if (strchr(item->name, '\n') || item->name[bytes - 1] == '\r')
		return "hashdeep cannot hold a name with a line's end";
	if (looks_like_piece(item->name))
		return "hashdeep would take the name for a piece of a file";
	snprintf(text, sizeof(text), "%" PRIu64, item->size_bytes);
	output_text(&sum->cli->out, text);
	for (size_t i = 0; i < sum->set.count; i++) {
		if (!format_digest(text, sum, item, i)) {
			output_undo(&sum->cli->out);
			return "hashdeep needs every digest";
		}
		output_text(&sum->cli->out, ",");
		output_text(&sum->cli->out, text);
	}
	output_text(&sum->cli->out, ",");
	output_text(&sum->cli->out, item->name);
	output_line(&sum->cli->out, '\n');
	return NULL;
}
