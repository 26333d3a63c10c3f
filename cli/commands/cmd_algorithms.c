/* SPDX-License-Identifier: MIT */
/* cmd_algorithms.c - `hashlane algorithms`: list the algorithms. */
#include "../run/algorithm_set.h"
#include "../terminal/message.h"
#include "options.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "hashlane algorithms [--json]";

static const char about[] =
	"List the algorithms: name, bits of the digest, text form, tag of a BSD\n"
	"line, notes, and the specification.\n";

static const char notes_text[] =
	"\n"
	"Notes: s secure today, p takes a parameter, z needs the size before the\n"
	"first byte, e has no digest for an empty file.\n"
	"\n"
	"Examples:\n"
	"  hashlane algorithms\n"
	"  hashlane algorithms --json | jq -r 'select(.secure) | .name'\n";

static const char *form_name(int32_t form)
{
	switch (form) {
	case HASHLANE_TEXT_HEX:
		return "hex";
	case HASHLANE_TEXT_BASE32:
		return "base32";
	case HASHLANE_TEXT_BASE64:
		return "base64";
	default:
		return "unknown";
	}
}

static bool has(const struct hashlane_algorithm_info *info, uint32_t flag)
{
	return info->flags & flag;
}

static void write_row(struct cli *cli,
		      const struct hashlane_algorithm_info *info,
		      const char *tag)
{
	char notes[5], line[160];
	size_t n = 0;

	if (has(info, HASHLANE_INFO_SECURE))
		notes[n++] = 's';
	if (has(info, HASHLANE_INFO_PARAM))
		notes[n++] = 'p';
	if (has(info, HASHLANE_INFO_NEEDS_SIZE))
		notes[n++] = 'z';
	if (has(info, HASHLANE_INFO_NO_EMPTY))
		notes[n++] = 'e';
	notes[n] = 0;
	snprintf(line, sizeof(line), "%-16s %4" PRIu32 "  %-6s  %-16s  %-4s  ",
		 info->name, 8 * info->digest_bytes,
		 form_name(info->text_form), tag, notes);
	output_text(&cli->out, line);
	output_text(&cli->out, info->source);
	output_line(&cli->out, '\n');
}

static json_t *parameter(const struct hashlane_algorithm_info *info)
{
	if (!has(info, HASHLANE_INFO_PARAM))
		return json_null();
	return json_pack("{s:s, s:I, s:I, s:I}", "name", info->param_name,
			 "default", (json_int_t)info->param_default, "min",
			 (json_int_t)info->param_min, "max",
			 (json_int_t)info->param_max);
}

/* False: no memory. */
static bool write_json(struct cli *cli,
		       const struct hashlane_algorithm_info *info,
		       const char *tag)
{
	json_t *object = json_pack(
		"{s:s, s:i, s:s, s:i, s:i, s:s, s:s, s:b, s:b, s:b, s:o, s:s}",
		"name", info->name, "id", (int)info->id, "tag", tag,
		"digest_bytes", (int)info->digest_bytes, "block_bytes",
		(int)info->block_bytes, "text_form",
		form_name(info->text_form), "text_prefix", info->text_prefix,
		"secure", has(info, HASHLANE_INFO_SECURE), "needs_size",
		has(info, HASHLANE_INFO_NEEDS_SIZE), "no_empty",
		has(info, HASHLANE_INFO_NO_EMPTY), "parameter",
		parameter(info), "source", info->source);
	char *text = object ? json_dumps(object, 0) : NULL;
	bool done = text;

	if (done) {
		output_json(&cli->out, text, strlen(text));
		output_line(&cli->out, '\n');
	}
	free(text);
	json_decref(object);
	return done;
}

static int run_algorithms(struct cli *cli, const struct command *command,
			  int argc, char **argv)
{
	size_t count = hashlane_algorithm_get_count();
	struct run_options run = { .json = false };
	int status;

	if (!options_take_only(cli, command, argc, argv, &run, &status))
		return status;
	for (size_t i = 0; i < count; i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};
		struct hashlane_algorithm_spec spec = { 0 };
		char tag[ALGORITHM_TEXT_MAX];

		if (hashlane_algorithm_get_at(&info, i))
			continue;
		spec.id = info.id;
		algorithm_tag(tag, &spec);
		if (!run.json) {
			write_row(cli, &info, tag);
		} else if (!write_json(cli, &info, tag)) {
			message_text(cli, "out of memory");
			return STATUS_FAILED;
		}
	}
	return STATUS_OK;
}

const struct command algorithms_command = {
	.name = "algorithms",
	.bit = IN_ALGORITHMS,
	.summary = "list the algorithms",
	.usage = usage,
	.about = about,
	.notes = notes_text,
	.run = run_algorithms,
};
