/* SPDX-License-Identifier: MIT */
/* cmd_dupes.c - `hashlane dupes`: list groups of identical files. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/json_path.h"
#include "../lists/escaped_name.h"
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

/* The first block is hashed only if the file has twice its length. */
enum { START_BYTES = 64 * 1024 };

struct file {
	char *path;
	struct identity identity;
	size_t order; /* in which it was met */
	uint8_t start[16];
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	bool failed;
	bool found; /* by a walk, so that it was no link */
};

struct dupes {
	struct cli *cli;
	struct algorithm_set set;
	struct run_options options;
	struct selection selection;
	bool cached;
	bool detailed; /* --long */
	char line_end;
	struct cache *cache;
	struct file *files;
	size_t count, room;
	const char *given; /* the path that is walked */
	bool no_memory;
	bool starts;        /* of the two passes: the first blocks */
	uint64_t due_bytes; /* in the passes so far */
};

static bool add_file(struct dupes *dupes,
		     const struct hashlane_walk_entry *entry)
{
	struct file *file;

	if (dupes->count == dupes->room) {
		size_t room = dupes->room * 2 + 1024;
		struct file *files = realloc(dupes->files,
					     room * sizeof(*files));

		if (!files)
			return false;
		dupes->files = files;
		dupes->room = room;
	}
	file = &dupes->files[dupes->count];
	*file = (struct file){
		.path = strdup(entry->path),
		.order = dupes->count,
		.found = strcmp(entry->path, dupes->given) != 0,
	};
	walk_identity(&file->identity, entry);
	if (!file->path)
		return false;
	dupes->count++;
	return true;
}

static bool take_entry(void *context, const struct hashlane_walk_entry *entry)
{
	struct dupes *dupes = context;
	char reason[REASON_BYTES_MAX];

	if (entry->status) {
		message_failure(dupes->cli, entry->path,
				message_reason(reason, entry->status,
					       entry->os_error));
	} else if (!selection_has(&dupes->selection, entry->size_bytes,
				  entry->mtime_ns)) {
		return !run_state_signal(dupes->cli->run);
	} else if (!add_file(dupes, entry)) {
		dupes->no_memory = true;
		return false;
	}
	return !run_state_signal(dupes->cli->run);
}

static void add_path(struct dupes *dupes, const char *path)
{
	dupes->given = path;
	walk_files(path, &dupes->selection.walk, take_entry, dupes);
}

static int compare(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* Sort files that may be identical together, and then by order. */
static int compare_content(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	int by = compare(x->identity.size_bytes, y->identity.size_bytes);

	if (!by)
		by = memcmp(x->start, y->start, sizeof(x->start));
	if (!by)
		by = memcmp(x->digest, y->digest, sizeof(x->digest));
	return by ? by : compare(x->order, y->order);
}

static int compare_inode(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	int by = compare(x->identity.device, y->identity.device);

	if (!by)
		by = compare(x->identity.inode, y->identity.inode);
	return by ? by : compare(x->order, y->order);
}

static int compare_order(const void *a, const void *b)
{
	const struct file *x = a, *y = b;

	return compare(x->order, y->order);
}

static bool same_content(const struct file *x, const struct file *y)
{
	return x->identity.size_bytes == y->identity.size_bytes &&
	       !memcmp(x->start, y->start, sizeof(x->start)) &&
	       !memcmp(x->digest, y->digest, sizeof(x->digest));
}

static bool same_inode(const struct file *x, const struct file *y)
{
	return x->identity.device == y->identity.device &&
	       x->identity.inode == y->identity.inode;
}

static void sort(struct dupes *dupes, int (*by)(const void *, const void *))
{
	if (dupes->count)
		qsort(dupes->files, dupes->count, sizeof(*dupes->files), by);
}

/* How many from `first` on are the same. */
static size_t run_length(const struct dupes *dupes, size_t first,
			 bool (*same)(const struct file *,
				      const struct file *))
{
	size_t n = 1;

	while (first + n < dupes->count &&
	       same(&dupes->files[first], &dupes->files[first + n]))
		n++;
	return n;
}

/* Keep `kept` of a run from `first` on, behind the `*count` kept so far. */
static void keep(struct dupes *dupes, size_t *count, size_t first, size_t n,
		 size_t kept)
{
	for (size_t i = 0; i < n; i++) {
		struct file *file = &dupes->files[first + i];

		if (i < kept)
			dupes->files[(*count)++] = *file;
		else
			free(file->path);
	}
}

/* Keep one name of each file, and drop the file that the command writes. */
static void drop_links(struct dupes *dupes)
{
	size_t count = 0;

	sort(dupes, compare_inode);
	for (size_t i = 0; i < dupes->count;) {
		size_t n = run_length(dupes, i, same_inode);

		keep(dupes, &count, i, n,
		     !identity_is_output(&dupes->files[i].identity));
		i += n;
	}
	dupes->count = count;
}

/* Drop files that failed, and files without a possible duplicate. */
static void drop_single(struct dupes *dupes)
{
	size_t count = 0;

	for (size_t i = 0; i < dupes->count; i++)
		keep(dupes, &count, i, 1, !dupes->files[i].failed);
	dupes->count = count;
	sort(dupes, compare_content);
	count = 0;
	for (size_t i = 0; i < dupes->count;) {
		size_t n = run_length(dupes, i, same_content);

		keep(dupes, &count, i, n, n > 1 ? n : 0);
		i += n;
	}
	dupes->count = count;
}

static void take_result(void *context, const struct file_result *result)
{
	struct dupes *dupes = context;
	struct file *file = &dupes->files[result->cookie];
	char reason[REASON_BYTES_MAX];
	uint64_t wanted = file->identity.size_bytes;
	int32_t status = result->status;

	if (dupes->starts)
		wanted = START_BYTES;
	/* The size changed since the walk: the file is in the wrong group. */
	if (!status && result->size_bytes != wanted)
		status = HASHLANE_CHANGED;
	if (status) {
		file->failed = true;
		message_failure(
			dupes->cli, file->path,
			message_reason(reason, status, result->os_error));
	} else {
		memcpy(dupes->starts ? file->start : file->digest,
		       result->digests,
		       dupes->starts ? sizeof(file->start) :
				       dupes->set.row_bytes);
	}
}

/*
 * Set how much there is to do, which is known once the first blocks were
 * compared. Bytes are those of both passes, files those of the second pass, so
 * that a file counts once.
 */
static void expect(struct dupes *dupes)
{
	for (size_t i = 0; i < dupes->count; i++) {
		uint64_t bytes = dupes->files[i].identity.size_bytes;

		if (!dupes->starts)
			dupes->due_bytes += bytes;
		else if (bytes >= 2 * START_BYTES)
			dupes->due_bytes += START_BYTES;
	}
	if (!dupes->starts) {
		run_state_forget_files(dupes->cli->run);
		run_state_expect(dupes->cli->run, dupes->count,
				 dupes->due_bytes);
	}
}

static void hash(struct dupes *dupes, const struct algorithm_set *set)
{
	const struct file_hasher_options options = {
		.cli = dupes->cli,
		.set = set,
		.run = &dupes->options,
		.caches = { dupes->starts ? NULL : dupes->cache },
		.take = take_result,
		.context = dupes,
	};
	struct file_hasher *hasher = file_hasher_create(&options);

	if (!hasher) {
		dupes->no_memory = true;
		return;
	}
	expect(dupes);
	/* The order of the walk is likely that on the disk. */
	sort(dupes, compare_order);
	for (size_t i = 0; i < dupes->count; i++) {
		const struct file *file = &dupes->files[i];
		const struct hashlane_input input = {
			.kind = file->found ? HASHLANE_INPUT_PATH_NO_FOLLOW :
					      HASHLANE_INPUT_PATH,
			.data = file->path,
			.data_bytes = strlen(file->path),
			.length = dupes->starts ? START_BYTES : 0,
			/* Detect a path that leads to another file by now. */
			.device = file->identity.device,
			.inode = file->identity.inode,
			.cookie = i,
		};

		if (run_state_signal(dupes->cli->run))
			break;
		if (!dupes->starts ||
		    file->identity.size_bytes >= 2 * START_BYTES)
			file_hasher_add_input(hasher, &input);
	}
	file_hasher_run(hasher);
	file_hasher_destroy(hasher);
	drop_single(dupes);
}

/* The names of a group, in the order met. */
static void write_names(struct dupes *dupes, const struct file *files,
			size_t count)
{
	struct output *out = &dupes->cli->out;

	for (size_t i = 0; i < count; i++) {
		if (dupes->line_end)
			output_name(out, files[i].path);
		else
			output_text(out, files[i].path);
		output_line(out, dupes->line_end);
	}
}

/* The text of a group's digest; false: no memory. */
static bool format_digest(char text[HASHLANE_MAX_TEXT_BYTES],
			  const struct dupes *dupes, const struct file *file)
{
	return !hashlane_digest_format(
		text, HASHLANE_MAX_TEXT_BYTES, NULL, dupes->set.specs,
		HASHLANE_TEXT_CANONICAL, file->digest, dupes->set.row_bytes);
}

/* The line before the names of a group: its size and its digest. */
static void write_head(struct dupes *dupes, const struct file *file)
{
	char text[HASHLANE_MAX_TEXT_BYTES],
		line[ALGORITHM_TEXT_MAX + 64 + sizeof(text)];

	if (!format_digest(text, dupes, file))
		return;
	snprintf(line, sizeof(line), "%" PRIu64 " bytes, %s %s",
		 file->identity.size_bytes, dupes->set.algorithms[0].tag,
		 text);
	output_text(&dupes->cli->out, line);
	output_line(&dupes->cli->out, '\n');
}

static int set_digest(json_t *object, const struct dupes *dupes,
		      const struct file *file)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	if (!format_digest(text, dupes, file))
		return -1;
	return json_object_set_new(
		object, "digests",
		json_pack("{s:s}", dupes->set.algorithms[0].name, text));
}

static int add_json(json_t *list, const struct file *file)
{
	json_t *object = json_object();

	if (object && !json_set_path(object, file->path))
		return json_array_append_new(list, object);
	json_decref(object);
	return -1;
}

static void write_json(struct dupes *dupes, const struct file *files,
		       size_t count)
{
	json_t *object = json_object(), *list = json_array();
	char *text = NULL;
	int failed =
		!object || !list ||
		json_object_set_new(
			object, "size",
			json_integer(
				(json_int_t)files[0].identity.size_bytes)) ||
		set_digest(object, dupes, &files[0]);

	for (size_t i = 0; i < count && !failed; i++)
		failed = add_json(list, &files[i]);
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

/* What the groups have in all. */
struct total {
	uint64_t groups, files;
	uint64_t spare_bytes; /* of all files of a group but one */
};

static void write_total(struct dupes *dupes, const struct total *total)
{
	struct output *out = &dupes->cli->out;
	json_t *object = NULL;
	char line[160], *text = NULL;

	if (!dupes->options.json) {
		snprintf(line, sizeof(line),
			 "%" PRIu64 " group%s, %" PRIu64 " files, %" PRIu64
			 " bytes are duplicates",
			 total->groups, total->groups == 1 ? "" : "s",
			 total->files, total->spare_bytes);
		output_text(out, total->groups ? "\n" : "");
		output_text(out, line);
		output_line(out, '\n');
		return;
	}
	object = json_pack("{s:{s:I,s:I,s:I}}", "summary", "groups",
			   (json_int_t)total->groups, "files",
			   (json_int_t)total->files, "duplicate_bytes",
			   (json_int_t)total->spare_bytes);
	text = object ? json_dumps(object, 0) : NULL;
	json_decref(object);
	dupes->no_memory |= !text;
	if (text) {
		output_json(out, text, strlen(text));
		output_line(out, '\n');
	}
	free(text);
}

/* A group, sorted by the order of its first file. */
struct group {
	const struct file *first;
	size_t count;
};

static int compare_groups(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return compare(x->first->order, y->first->order);
}

static void write_groups(struct dupes *dupes)
{
	struct group *groups =
		malloc((dupes->count / 2 + 1) * sizeof(*groups));
	struct total total = { .groups = 0 };
	size_t count = 0;

	if (!groups) {
		dupes->no_memory = true;
		return;
	}
	for (size_t i = 0; i < dupes->count;) {
		size_t n = run_length(dupes, i, same_content);

		groups[count++] = (struct group){ &dupes->files[i], n };
		total.files += n;
		total.spare_bytes += (n - 1) *
				     dupes->files[i].identity.size_bytes;
		i += n;
	}
	total.groups = count;
	qsort(groups, count, sizeof(*groups), compare_groups);
	for (size_t i = 0; i < count && !dupes->cli->out.os_error; i++) {
		if (dupes->options.json) {
			write_json(dupes, groups[i].first, groups[i].count);
			continue;
		}
		if (i && dupes->line_end)
			output_line(&dupes->cli->out, '\n');
		if (dupes->detailed)
			write_head(dupes, groups[i].first);
		write_names(dupes, groups[i].first, groups[i].count);
		if (!dupes->line_end)
			output_line(&dupes->cli->out, '\0');
	}
	if (dupes->detailed)
		write_total(dupes, &total);
	free(groups);
}

static int find(struct dupes *dupes, char *const *paths, int path_count)
{
	const struct hashlane_algorithm_spec start = {
		.id = HASHLANE_HASH_XXH3_128,
	};
	struct algorithm_set start_set = { .count = 0 };

	if (algorithm_set_add_spec(&start_set, &start))
		return STATUS_FAILED;
	for (int i = 0; i < path_count && !dupes->no_memory; i++)
		add_path(dupes, paths[i]);
	drop_links(dupes);
	drop_single(dupes);
	for (int pass = 0; pass < 2 && !dupes->no_memory; pass++) {
		if (run_state_signal(dupes->cli->run))
			return STATUS_FAILED;
		dupes->starts = !pass;
		hash(dupes, pass ? &dupes->set : &start_set);
	}
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
	for (size_t i = 0; i < dupes.count; i++)
		free(dupes.files[i].path);
	free(dupes.files);
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
