/* SPDX-License-Identifier: MIT */
/* cmd_dupes.c - `hashlane dupes`: list groups of identical files. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/escaped_name.h"
#include "../lists/json_path.h"
#include "../run/file_hasher.h"
#include "../run/run_state.h"
#include "../run/selection.h"
#include "../run/signals.h"
#include "../run/walk_files.h"
#include "../terminal/message.h"
#include "options.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "hashlane dupes [OPTION]... [--] PATH...";

static const char about[] =
	"List groups of identical files, also below directories. Nothing is deleted.\n";

static const char notes[] =
	"\n"
	"Files of equal size are compared by their first 64 KiB and then by the\n"
	"digest of the whole. Hard links to one file count as one file, and symbolic\n"
	"links in directories are not followed. Groups are in the order of their\n"
	"first names, with an empty line between them. If a name has a backslash, a\n"
	"newline or a carriage return, it is escaped and its line starts with a\n"
	"backslash.\n"
	"\n"
	"Examples:\n"
	"  hashlane dupes ~/photos /mnt/backup\n"
	"  hashlane dupes --json . | jq -r 'select(.size > 1e6) | .files[1:][].path'\n"
	"\n"
	"Exit status: 0 success; 1 a file failed; 2 wrong usage.\n";

/* Inputs given to a job at a time. */
enum { INPUTS = 64 };

struct dupes {
	struct cli *cli;
	struct algorithm_set set;
	struct run_options options;
	struct selection selection;
	bool cached;
	bool detailed; /* --long */
	char line_end;
	struct cache *cache;
	hashlane_dupes search;
	const char *given; /* the path that is walked */
	bool no_memory;
	size_t digest_bytes; /* of this pass */
	uint64_t due_bytes;  /* in the passes so far */
};

static bool take_entry(void *context, const struct hashlane_walk_entry *entry)
{
	struct dupes *dupes = context;
	char reason[REASON_BYTES_MAX];
	struct identity identity;

	walk_identity(&identity, entry);
	if (entry->status)
		message_failure(dupes->cli, entry->path,
				message_reason(reason, entry->status,
					       entry->os_error));
	/* The file that the command writes is in no group. */
	else if (!identity_is_output(&identity))
		dupes->no_memory |= hashlane_dupes_add(dupes->search,
						       dupes->given, entry,
						       sizeof(*entry), 1) != 0;
	return !dupes->no_memory && !run_state_signal(dupes->cli->run);
}

static void add_path(struct dupes *dupes, const char *path)
{
	dupes->given = path;
	walk_files(path, &dupes->selection.walk, take_entry, dupes);
}

static void take_result(void *context, const struct file_result *result)
{
	struct dupes *dupes = context;
	char reason[REASON_BYTES_MAX];
	int32_t status = result->status;
	size_t digest_bytes = dupes->digest_bytes;
	int32_t settled;

	settled = hashlane_dupes_settle(
		dupes->search, result->cookie, status, result->size_bytes,
		status ? NULL : result->digests, status ? 0 : digest_bytes);
	if (!status)
		status = settled;
	if (status)
		message_failure(
			dupes->cli, result->path,
			message_reason(reason, status, result->os_error));
}

/*
 * Set how much there is to do, which is known once the first blocks were
 * compared. Bytes are those of both passes, files those of the second pass, so
 * that a file counts once.
 */
static void expect(struct dupes *dupes, const struct hashlane_dupes_pass *pass)
{
	dupes->due_bytes += pass->bytes;
	if (!pass->length) {
		run_state_forget_files(dupes->cli->run);
		run_state_expect(dupes->cli->run, pass->files,
				 dupes->due_bytes);
	}
}

/* Give all files of a pass to a job. */
static void add_inputs(struct dupes *dupes, struct file_hasher *hasher)
{
	struct hashlane_input inputs[INPUTS];
	size_t count = 1;

	while (count && !run_state_signal(dupes->cli->run) &&
	       !hashlane_dupes_get_inputs(dupes->search, inputs,
					  sizeof(inputs[0]), INPUTS, &count))
		for (size_t i = 0; i < count; i++)
			file_hasher_add_input(hasher, &inputs[i]);
}

static void hash(struct dupes *dupes, const struct hashlane_dupes_pass *pass)
{
	struct algorithm_set set = { .count = 0 };
	const struct file_hasher_options options = {
		.cli = dupes->cli,
		.set = &set,
		.run = &dupes->options,
		.caches = { pass->length ? NULL : dupes->cache },
		.take = take_result,
		.context = dupes,
	};
	struct file_hasher *hasher;

	if (algorithm_set_add_spec(&set, &pass->spec))
		return;
	dupes->digest_bytes = set.row_bytes;
	hasher = file_hasher_create(&options);
	if (!hasher) {
		dupes->no_memory = true;
		return;
	}
	expect(dupes, pass);
	add_inputs(dupes, hasher);
	file_hasher_run(hasher);
	file_hasher_destroy(hasher);
}

/* The names of a group, in the order met. */
static void write_names(struct dupes *dupes,
			const struct hashlane_dupes_group *group)
{
	struct output *out = &dupes->cli->out;

	for (size_t i = 0; i < group->name_count; i++) {
		if (dupes->line_end)
			output_name(out, group->names[i].path);
		else
			output_text(out, group->names[i].path);
		output_line(out, dupes->line_end);
	}
}

/* The text of a group's digest; false: no memory. */
static bool format_digest(char text[HASHLANE_MAX_TEXT_BYTES],
			  const struct dupes *dupes,
			  const struct hashlane_dupes_group *group)
{
	return !hashlane_digest_format(
		text, HASHLANE_MAX_TEXT_BYTES, NULL, dupes->set.specs,
		HASHLANE_TEXT_CANONICAL, group->digest, group->digest_bytes);
}

/* The line before the names of a group: its size and its digest. */
static void write_head(struct dupes *dupes,
		       const struct hashlane_dupes_group *group)
{
	char text[HASHLANE_MAX_TEXT_BYTES],
		line[ALGORITHM_TEXT_MAX + 64 + sizeof(text)];

	if (!format_digest(text, dupes, group))
		return;
	snprintf(line, sizeof(line), "%" PRIu64 " bytes, %s %s",
		 group->size_bytes, dupes->set.algorithms[0].tag, text);
	output_text(&dupes->cli->out, line);
	output_line(&dupes->cli->out, '\n');
}

static int set_digest(json_t *object, const struct dupes *dupes,
		      const struct hashlane_dupes_group *group)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	if (!format_digest(text, dupes, group))
		return -1;
	return json_object_set_new(
		object, "digests",
		json_pack("{s:s}", dupes->set.algorithms[0].name, text));
}

static int add_json(json_t *list, const char *path)
{
	json_t *object = json_object();

	if (object && !json_set_path(object, path))
		return json_array_append_new(list, object);
	json_decref(object);
	return -1;
}

static void write_json(struct dupes *dupes,
		       const struct hashlane_dupes_group *group)
{
	json_t *object = json_object(), *list = json_array();
	char *text = NULL;
	int failed = !object || !list ||
		     json_object_set_new(
			     object, "size",
			     json_integer((json_int_t)group->size_bytes)) ||
		     set_digest(object, dupes, group);

	for (size_t i = 0; i < group->name_count && !failed; i++)
		failed = add_json(list, group->names[i].path);
	if (!failed && !json_object_set(object, "files", list))
		text = json_dumps(object, 0);
	json_decref(list);
	json_decref(object);
	dupes->no_memory |= !text;
	if (!text)
		return;
	output_json(&dupes->cli->out, text, strlen(text));
	output_line(&dupes->cli->out, '\n');
	free(text);
}

static void write_total(struct dupes *dupes)
{
	struct hashlane_dupes_info info = { .struct_size = sizeof(info) };
	struct output *out = &dupes->cli->out;
	json_t *object = NULL;
	char line[160], *text = NULL;

	(void)hashlane_dupes_get_info(&info, dupes->search);
	if (!dupes->options.json) {
		snprintf(line, sizeof(line),
			 "%" PRIu64 " group%s, %" PRIu64 " files, %" PRIu64
			 " bytes are duplicates",
			 info.groups, info.groups == 1 ? "" : "s", info.files,
			 info.duplicate_bytes);
		output_text(out, info.groups ? "\n" : "");
		output_text(out, line);
		output_line(out, '\n');
		return;
	}
	object = json_pack("{s:{s:I,s:I,s:I}}", "summary", "groups",
			   (json_int_t)info.groups, "files",
			   (json_int_t)info.files, "duplicate_bytes",
			   (json_int_t)info.duplicate_bytes);
	text = object ? json_dumps(object, 0) : NULL;
	json_decref(object);
	dupes->no_memory |= !text;
	if (text) {
		output_json(out, text, strlen(text));
		output_line(out, '\n');
	}
	free(text);
}

static void write_group(struct dupes *dupes, uint64_t number,
			const struct hashlane_dupes_group *group)
{
	struct output *out = &dupes->cli->out;

	if (dupes->options.json) {
		write_json(dupes, group);
		return;
	}
	if (number && dupes->line_end)
		output_line(out, '\n');
	if (dupes->detailed)
		write_head(dupes, group);
	write_names(dupes, group);
	if (!dupes->line_end)
		output_line(out, '\0');
}

static void write_groups(struct dupes *dupes)
{
	struct hashlane_dupes_group group = { .struct_size = sizeof(group) };

	for (uint64_t i = 0;
	     !dupes->cli->out.os_error &&
	     !hashlane_dupes_get_group(&group, dupes->search, i);
	     i++)
		write_group(dupes, i, &group);
	if (dupes->detailed)
		write_total(dupes);
}

/* Begin the search. False: no memory. */
static bool create(struct dupes *dupes)
{
	const struct selection *selection = &dupes->selection;
	const struct hashlane_dupes_options options = {
		.struct_size = sizeof(options),
		.spec = dupes->set.specs[0],
		.min_bytes = selection->min_bytes,
		.max_bytes = selection->max_bytes,
		.min_mtime_ns = selection->min_mtime_ns,
		.max_mtime_ns = selection->max_mtime_ns,
	};

	dupes->no_memory = hashlane_dupes_create(&dupes->search, &options,
						 NULL) != 0;
	return !dupes->no_memory;
}

static int find(struct dupes *dupes, char *const *paths, int path_count)
{
	struct hashlane_dupes_pass pass = { .struct_size = sizeof(pass) };
	int32_t status = HASHLANE_OK;

	if (create(dupes))
		for (int i = 0; i < path_count && !dupes->no_memory; i++)
			add_path(dupes, paths[i]);
	while (!status && !dupes->no_memory) {
		if (run_state_signal(dupes->cli->run))
			return STATUS_FAILED;
		status = hashlane_dupes_begin_pass(&pass, dupes->search);
		if (!status)
			hash(dupes, &pass);
	}
	dupes->no_memory |= status == HASHLANE_NO_MEMORY;
	if (!dupes->no_memory && !run_state_signal(dupes->cli->run))
		write_groups(dupes);
	if (!dupes->no_memory)
		return STATUS_OK;
	message_text(dupes->cli, hashlane_status_get_text(HASHLANE_NO_MEMORY));
	return STATUS_FAILED;
}

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct dupes *dupes = context;

	(void)cli;
	(void)value;
	dupes->cached |= id == OPTION_CACHE;
	dupes->detailed |= id == OPTION_LONG;
	if (id == OPTION_ZERO)
		dupes->line_end = '\0';
	return STATUS_OK;
}

static int complete(struct dupes *dupes, int path_count)
{
	int status = STATUS_OK;

	if (!path_count)
		return message_usage(dupes->cli, "dupes", "needs a PATH");
	if (dupes->options.json && !dupes->line_end)
		return message_usage(dupes->cli, "--zero",
				     "does not work with --json");
	if (dupes->detailed && !dupes->line_end)
		return message_usage(dupes->cli, "--zero",
				     "does not work with --long");
	if (selection_check(&dupes->selection, dupes->cli))
		return STATUS_USAGE;
	if (!dupes->set.count)
		status = algorithm_set_add(&dupes->set, dupes->cli, "blake3");
	if (!status && dupes->set.count > 1)
		return message_usage(dupes->cli, "--algorithm",
				     "needs exactly one algorithm");
	return status ? status :
			run_options_choose_isa(&dupes->options, dupes->cli);
}

static int run_dupes(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct dupes dupes = { .cli = cli, .line_end = '\n' };
	bool runs;
	int status;

	dupes.options.algorithms = &dupes.set;
	dupes.options.selection = &dupes.selection;
	selection_init(&dupes.selection);
	runs = options_take(cli, command, argc, argv, &dupes.options,
			    take_option, &dupes, &status);
	if (runs)
		status = complete(&dupes, argc - optind);
	if (runs && !status) {
		signals_start(cli, !dupes.options.quiet);
		if (dupes.cached)
			dupes.cache = cache_open(cli, NULL);
		status = find(&dupes, argv + optind, argc - optind);
		cache_close(dupes.cache);
	}
	selection_free(&dupes.selection);
	(void)hashlane_dupes_destroy(dupes.search);
	return status;
}

const struct command dupes_command = {
	.name = "dupes",
	.bit = IN_DUPES,
	.summary = "list groups of identical files",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "file",
	.run = run_dupes,
};
