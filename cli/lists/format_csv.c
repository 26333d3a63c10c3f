/* SPDX-License-Identifier: MIT */
/* format_csv.c - a record a file, as RFC 4180 has them. */
#include "format.h"
#include "json_path.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_field(struct output *output, const char *text)
{
	if (!strpbrk(text, ",\"\r\n")) {
		output_text(output, text);
		return;
	}
	output_text(output, "\"");
	for (;;) {
		size_t bytes = strcspn(text, "\"");

		output_bytes(output, text, bytes);
		text += bytes;
		if (!*text++)
			break;
		output_text(output, "\"\"");
	}
	output_text(output, "\"");
}

/* A name that is not UTF-8 goes into the second column, in base64. */
static bool write_name(struct output *output, const char *name)
{
	json_t *path = json_string(name);
	char *base64;

	if (path) {
		json_decref(path);
		write_field(output, name);
		output_text(output, ",");
		return true;
	}
	base64 = name_to_base64(name);
	if (!base64)
		return false;
	output_text(output, ",");
	output_text(output, base64);
	free(base64);
	return true;
}

const char *format_csv(struct sum *sum, const struct item *item)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	if (!write_name(&sum->cli->out, item->name)) {
		output_undo(&sum->cli->out);
		return hashlane_status_get_text(HASHLANE_NO_MEMORY);
	}
	text[0] = 0;
	if (!item->status && !item->size_unknown)
		snprintf(text, sizeof(text), "%" PRIu64, item->size_bytes);
	output_text(&sum->cli->out, ",");
	output_text(&sum->cli->out, text);
	if (sum->mtime) {
		text[0] = 0;
		if (item->mtime_ns)
			snprintf(text, sizeof(text), "%" PRId64,
				 item->mtime_ns);
		output_text(&sum->cli->out, ",");
		output_text(&sum->cli->out, text);
	}
	output_text(&sum->cli->out, ",");
	output_text(&sum->cli->out,
		    item->status ? hashlane_status_get_name(item->status) :
				   "ok");
	for (size_t i = 0; i < sum->set.count; i++) {
		output_text(&sum->cli->out, ",");
		if (!item->status && format_digest(text, sum, item, i))
			write_field(&sum->cli->out, text);
	}
	output_raw(&sum->cli->out, "\r");
	output_line(&sum->cli->out, '\n');
	return NULL;
}
