/* SPDX-License-Identifier: MIT */
/*
 * format.c - the forms that digests are written in. The library writes all but
 * JSON and templates.
 */
#include "format.h"

#include "../terminal/message.h"
#include "format_json.h"
#include "line_template.h"

#include <string.h>
#include <strings.h>

/* The name and the extensions of the format that the library does not have. */
static const char *const json_names[] = { "json", "jsonl", "ndjson" };

enum { JSON_NAMES = sizeof(json_names) / sizeof(json_names[0]) };

bool format_parse(int32_t *format, const char *text)
{
	if (!strcmp(text, json_names[0])) {
		*format = HASHLANE_FORMAT_JSON;
		return true;
	}
	/* A path is none, whatever its extension. */
	return !strpbrk(text, "./") &&
	       !hashlane_format_parse(format, text, strlen(text));
}

int32_t format_by_extension(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *point = strrchr(slash ? slash : path, '.');
	int32_t format = HASHLANE_FORMAT_AUTO;

	if (!point)
		return format;
	for (size_t i = 0; i < JSON_NAMES; i++)
		if (!strcasecmp(point + 1, json_names[i]))
			return HASHLANE_FORMAT_JSON;
	(void)hashlane_format_parse(&format, point, strlen(point));
	return format;
}

const char *format_algorithms(int32_t format)
{
	struct hashlane_format_info info = { .struct_size = sizeof(info) };

	return hashlane_format_get_info(&info, format) ? "sha256" :
							 info.algorithms;
}

static bool is_of_library(const struct sum *sum)
{
	return sum->format != HASHLANE_FORMAT_JSON &&
	       sum->format != FORMAT_TEMPLATE;
}

/* False: the format cannot hold the algorithms, and `error` says why. */
static bool open_writer(struct sum *sum, bool header,
			struct hashlane_error *error)
{
	struct list_output_options options = {
		.cli = sum->cli,
		.format = sum->format,
		.set = &sum->set,
		.all = &sum->set,
	};

	if (!sum->line_end)
		options.flags |= HASHLANE_WRITE_NUL;
	if (sum->binary_mark)
		options.flags |= HASHLANE_WRITE_BINARY;
	if (sum->part_hashes)
		options.flags |= HASHLANE_WRITE_PARTS;
	if (sum->mtime)
		options.flags |= HASHLANE_WRITE_MTIME;
	/* Readers of bare lines know no header. */
	if (!header || sum->format == HASHLANE_FORMAT_GNU)
		options.flags |= HASHLANE_WRITE_NO_HEADER;
	return list_output_open(&sum->writer, &options, error);
}

int format_check(struct sum *sum)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };

	if (sum->mtime && sum->format != HASHLANE_FORMAT_JSON &&
	    sum->format != HASHLANE_FORMAT_CSV)
		return message_usage(sum->cli, "--mtime",
				     "works only with --format json or csv");
	if (!sum->line_end && (sum->format == HASHLANE_FORMAT_SFV ||
			       sum->format == HASHLANE_FORMAT_HASHDEEP ||
			       sum->format == HASHLANE_FORMAT_CSV))
		return message_usage(
			sum->cli, "-z",
			"does not work with sfv, hashdeep and csv");
	if (!is_of_library(sum) || open_writer(sum, false, &error)) {
		format_end(sum);
		return STATUS_OK;
	}
	message_text(sum->cli, error.message);
	return STATUS_USAGE;
}

void format_begin(struct sum *sum)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };

	format_end(sum);
	/* format_check found that it can be written: only memory may lack. */
	if (is_of_library(sum) && !open_writer(sum, !sum->goes_on, &error))
		message_failure(sum->cli, "--format", error.message);
}

void format_end(struct sum *sum)
{
	list_output_close(&sum->writer);
}

const char *format_write(struct sum *sum, const struct item *item,
			 struct hashlane_error *error)
{
	switch (sum->format) {
	case HASHLANE_FORMAT_JSON:
		return format_json(sum, item);
	case FORMAT_TEMPLATE:
		return line_template_write(sum, item);
	default:
		return list_output_write(&sum->writer, item, error);
	}
}
