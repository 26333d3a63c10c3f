/* SPDX-License-Identifier: MIT */
/* cmd_sum.c - `hashlane sum`: compute digests of files. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../cache/cache.h"
#include "../lists/format.h"
#include "../lists/line_template.h"
#include "../run/count_total.h"
#include "../run/file_hasher.h"
#include "../run/name_list.h"
#include "../run/replace_file.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../run/file_rules.h"
#include "../terminal/message.h"
#include "../terminal/screen.h"
#include "hash_descriptor.h"
#include "options.h"
#include "sum.h"
#include "sum_report.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] = "hashlane sum [OPTION]... [--] PATH...";

static const char about[] =
	"Write digests of files. PATH - is standard input; a PATH that is a FIFO is\n"
	"read to its end.\n";

static const char notes[] =
	"\n"
	"Results are in the order of the names, and those of a directory in byte\n"
	"order. If a name in a gnu or bsd line has a backslash, a newline or a\n"
	"carriage return, it is escaped and the line starts with a backslash.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum -a md5,sha1 -r photos\n"
	"  hashlane sum --cache -r /srv -o SHA256SUMS\n"
	"  find . -name '*.iso' -print0 | hashlane sum -0 --files-from -\n"
	"\n"
	"Exit status: 0 success; 1 a file failed; 2 wrong usage; 130 interrupted.\n";

/* Write names as seen from a folder, NULL: from the root. An exit status. */
static int take_folder(struct sum *sum, const char *folder)
{
	free(sum->relative_to);
	sum->relative_to = NULL;
	sum->absolute = !folder;
	if (!sum->folder)
		sum->folder = getcwd(NULL, 0);
	if (folder)
		sum->relative_to = realpath(folder, NULL);
	if (sum->folder && (!folder || sum->relative_to))
		return STATUS_OK;
	message_about(sum->cli, folder ? folder : ".", message_errno(errno));
	return STATUS_USAGE;
}

/* Options about directories. */
static int take_walk_option(struct sum *sum, enum option_id id,
			    const char *value)
{
	switch (id) {
	case OPTION_INCLUDE:
		return file_rules_add(sum->cli, &sum->walk.include,
				      &sum->walk.include_count, value);
	case OPTION_EXCLUDE:
		return file_rules_add(sum->cli, &sum->walk.exclude,
				      &sum->walk.exclude_count, value);
	case OPTION_NO_HIDDEN:
		sum->walk.flags |= HASHLANE_WALK_NO_HIDDEN;
		return STATUS_OK;
	case OPTION_FOLLOW:
		sum->walk.flags |= HASHLANE_WALK_FOLLOW;
		return STATUS_OK;
	case OPTION_ONE_FILE_SYSTEM:
		sum->walk.flags |= HASHLANE_WALK_ONE_FILE_SYSTEM;
		return STATUS_OK;
	default:
		sum->recursive = true; /* OPTION_RECURSIVE */
		return STATUS_OK;
	}
}

/* Options about caches; the others are about directories. */
static int take_cache_option(struct sum *sum, enum option_id id,
			     const char *value)
{
	switch (id) {
	case OPTION_CACHE:
		sum->cached = true;
		return STATUS_OK;
	case OPTION_NO_CACHE:
		sum->cached = sum->refresh = false;
		return STATUS_OK;
	case OPTION_REFRESH:
		sum->cached = sum->refresh = true;
		return STATUS_OK;
	case OPTION_CHECKPOINT:
		sum->checkpoint = value;
		return STATUS_OK;
	default:
		return take_walk_option(sum, id, value);
	}
}

/* The name of a format, or a template. */
static int take_format(struct sum *sum, const char *value)
{
	sum->template_text = line_template_is(value) ? value : NULL;
	sum->format = FORMAT_TEMPLATE;
	if (sum->template_text || format_parse(&sum->format, value))
		return STATUS_OK;
	return message_usage(sum->cli, value,
			     "is not a format (gnu, bsd, sfv, hashdeep, ed2k, "
			     "magnet, json, csv, or a template with %)");
}

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct sum *sum = context;

	(void)cli;

	switch (id) {
	case OPTION_ABSOLUTE:
		return take_folder(sum, NULL);
	case OPTION_RELATIVE_TO:
		return take_folder(sum, value);
	case OPTION_NULL:
		sum->nul_names = true;
		return STATUS_OK;
	case OPTION_ZERO:
		sum->line_end = '\0';
		return STATUS_OK;
	case OPTION_FILES_FROM:
		sum->names_from = value;
		return STATUS_OK;
	case OPTION_PART_HASHES:
		sum->part_hashes = true;
		return STATUS_OK;
	case OPTION_OUTPUT:
		sum->output = value;
		return STATUS_OK;
	case OPTION_MTIME:
		sum->mtime = true;
		return STATUS_OK;
	case OPTION_FORMAT:
		return take_format(sum, value);
	default:
		return take_cache_option(sum, id, value);
	}
}

/* Part hashes work with JSON and ed2k, and not on standard input. */
static int check_part_hashes(struct sum *sum, char *const *paths,
			     int path_count)
{
	if (sum->part_hashes && sum->format != HASHLANE_FORMAT_JSON &&
	    sum->format != HASHLANE_FORMAT_ED2K)
		return message_usage(sum->cli, "--part-hashes",
				     "works only with --format json or ed2k");
	for (int i = 0; i < path_count && sum->part_hashes; i++)
		if (!strcmp(paths[i], "-"))
			return message_usage(
				sum->cli, "--part-hashes",
				"does not work on standard input");
	return STATUS_OK;
}

/* Refuse patterns that can match nothing. STATUS_OK or STATUS_USAGE. */
static int check_patterns(struct sum *sum)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	hashlane_walk walk;

	if (!hashlane_walk_open(&walk, ".", &sum->walk, &error)) {
		(void)hashlane_walk_close(walk);
		return STATUS_OK;
	}
	return message_usage(sum->cli, "GLOB", error.message);
}

/* Choose algorithms and a format that are not given. */
static int complete_format(struct sum *sum)
{
	int status = STATUS_OK;

	if (sum->template_text)
		sum->line = line_template_create(sum->cli, &sum->set,
						 sum->template_text, &status);
	if (!status && !sum->set.count)
		status = algorithm_set_add(&sum->set, sum->cli,
					   format_algorithms(sum->format));
	if (!status)
		status = format_check(sum);
	sum->mtime |= sum->format == FORMAT_TEMPLATE;
	return status;
}

/* Warn of an output that is named after an algorithm it does not have. */
static void check_extension(const struct sum *sum)
{
	const char *slash = sum->output ? strrchr(sum->output, '/') : NULL;
	const char *name = slash ? slash : sum->output;
	const char *point = name ? strrchr(name, '.') : NULL;
	struct hashlane_algorithm_spec spec = { 0 };
	char text[REASON_BYTES_MAX];

	if (!point || sum->options.quiet ||
	    hashlane_algorithm_parse(&spec, point + 1, strlen(point + 1),
				     NULL))
		return;
	for (size_t i = 0; i < sum->set.count; i++)
		if (sum->set.specs[i].id == spec.id)
			return;
	snprintf(text, sizeof(text),
		 "is named after %s, but gets digests of %s; -a %s writes its "
		 "own",
		 hashlane_algorithm_get_name(spec.id),
		 sum->set.algorithms[0].name,
		 hashlane_algorithm_get_name(spec.id));
	message_about(sum->cli, sum->output, text);
}

static int complete(struct sum *sum, char *const *paths, int path_count)
{
	int status = STATUS_OK;

	if (!path_count && !sum->names_from)
		return message_usage(sum->cli, "sum",
				     "needs a PATH (- is standard input)");
	for (int i = 0; i < path_count && sum->names_from; i++)
		if (!strcmp(sum->names_from, "-") && !strcmp(paths[i], "-"))
			return message_usage(
				sum->cli, "-",
				"cannot be both the list of names and a file "
				"to hash");
	if (sum->format == HASHLANE_FORMAT_AUTO && sum->output)
		sum->format = format_by_extension(sum->output);
	status = check_part_hashes(sum, paths, path_count);
	if (!status)
		status = check_patterns(sum);
	if (!status)
		status = complete_format(sum);
	if (status)
		return status;
	check_extension(sum);
	return run_options_choose_isa(&sum->options, sum->cli);
}

static void report_bad_name(struct sum *sum, const struct name_list *list,
			    const char *reason)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "%s %" PRIu64 ": %s",
		 sum->nul_names ? "name" : "line", list->line, reason);
	message_failure(sum->cli, sum->names_from, text);
}

static void take_result(void *context, const struct file_result *result)
{
	struct sum *sum = context;
	char reason[REASON_BYTES_MAX];
	struct item item = {
		.name = result->path,
		.status = result->status,
		.size_bytes = result->size_bytes,
		.identity = result->identity.inode ? &result->identity : NULL,
		.mtime_ns = sum->mtime ? result->mtime_ns : 0,
		.digests_valid = result->digests_valid,
		.digests = result->digests,
		.results = result->results,
		.row = result->row,
	};

	if (item.status)
		item.reason = sum_reason(reason, sum, &item, result->os_error);
	report_item(sum, &item);
}

static int add_listed(struct sum *sum)
{
	struct name_list list;
	enum name_outcome outcome;
	const char *reason;

	if (!name_list_open(&list, sum->names_from, sum->nul_names)) {
		message_about(sum->cli, sum->names_from, message_errno(errno));
		return STATUS_USAGE;
	}
	if (!strcmp(sum->names_from, "-"))
		screen_types(sum->cli->screen, STDIN_FILENO);
	do {
		outcome = name_list_next(&list, &reason);
		if (outcome == NAME_READ)
			file_hasher_add(sum->hasher, list.name, 0);
		else if (outcome == NAME_BAD)
			report_bad_name(sum, &list, reason);
		else if (outcome == NAME_BROKEN)
			message_failure(sum->cli, sum->names_from,
					message_errno(errno));
	} while (outcome <= NAME_BAD && !sum_stopped(sum));
	screen_typed(sum->cli->screen);
	name_list_close(&list);
	return STATUS_OK;
}

static void sum_stream(struct sum *sum, const char *name, int fd)
{
	uint8_t *digests = malloc(sum->set.row_bytes);
	struct item item = { .name = name, .status = HASHLANE_NO_MEMORY };
	char reason[REASON_BYTES_MAX];
	int os_error = 0;

	if (digests)
		os_error = hash_descriptor(&item, digests, &sum->set,
					   sum->options.isa, fd, sum->cli);
	item.reason = message_reason(reason, item.status, os_error);
	/* After a signal, the digest may be that of a part of the input. */
	if (!signals_end_run(sum->cli->signals))
		report_item(sum, &item);
	output_flush(&sum->cli->out);
	free(digests);
}

/*
 * Read a FIFO as a stream; under the name md5sum, any device. False: the path
 * is neither.
 */
static bool sum_device(struct sum *sum, const char *path)
{
	struct stat st;
	int fd;

	if (stat(path, &st) || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ||
	    (!sum->like_md5sum && (!S_ISFIFO(st.st_mode) || sum->part_hashes)))
		return false;
	file_hasher_run(sum->hasher);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		message_failure(sum->cli, path, message_errno(errno));
		return true;
	}
	sum_stream(sum, path, fd);
	close(fd);
	return true;
}

static int hash_all(struct sum *sum, char *const *paths, int path_count)
{
	const struct file_hasher_options hasher = {
		.cli = sum->cli,
		.set = &sum->set,
		.run = &sum->options,
		.job_flags = (sum->part_hashes ? HASHLANE_JOB_PARTS : 0) |
			     (sum->own_written ? HASHLANE_JOB_IDENTITY : 0),
		.walk = sum->recursive ? &sum->walk : NULL,
		.caches = { sum->caches[0], sum->caches[1] },
		/* The caches have no digests of parts. */
		.refresh = sum->refresh || sum->part_hashes,
		.take = take_result,
		.context = sum,
	};
	int status = STATUS_OK;

	sum->hasher = file_hasher_create(&hasher);
	if (!sum->hasher) {
		message_text(sum->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	format_begin(sum);
	sum->begun = true;
	for (int i = 0; i < path_count && !sum_stopped(sum); i++) {
		if (!strcmp(paths[i], "-")) {
			file_hasher_run(sum->hasher);
			sum_stream(sum, "-", STDIN_FILENO);
		} else if (!sum_device(sum, paths[i])) {
			file_hasher_add(sum->hasher, paths[i], 0);
		}
	}
	if (sum->names_from && !sum_stopped(sum))
		status = add_listed(sum);
	if (!sum_stopped(sum))
		file_hasher_run(sum->hasher);
	output_flush(&sum->cli->out);
	file_hasher_destroy(sum->hasher);
	sum->hasher = NULL;
	return status;
}

/* Without the cache the run goes on; without the checkpoint it does not. */
static int open_caches(struct sum *sum)
{
	if (sum->checkpoint) {
		sum->caches[0] = cache_open(sum->cli, sum->checkpoint);
		if (!sum->caches[0])
			return STATUS_USAGE;
	}
	if (sum->cached)
		sum->caches[1] = cache_open(sum->cli, NULL);
	return STATUS_OK;
}

/* Once everything is written, the checkpoint is removed. */
static int close_caches(struct sum *sum, int status)
{
	bool done;

	output_flush(&sum->cli->out);
	done = !status && !sum_stopped(sum);
	for (size_t i = 0; i < 2; i++) {
		if (sum->caches[i] && run_state_signal(sum->cli->run))
			cache_hurry(sum->caches[i]);
		cache_close(sum->caches[i]);
	}
	if (sum->checkpoint && done && !cache_remove(sum->checkpoint))
		message_failure(sum->cli, sum->checkpoint,
				message_errno(errno));
	return status;
}

/* Refuse a PATH that is the output: replacing it or leaving it out is wrong. */
static int check_names(struct sum *sum, char *const *paths, int path_count)
{
	struct stat st;

	/* A run that writes to no file asks nothing of its names. */
	if (!sum->own_list && !sum->error_file && !sum->checkpoint)
		return STATUS_OK;
	for (int i = 0; i < path_count; i++) {
		if (!strcmp(paths[i], "-") || stat(paths[i], &st) ||
		    ((!sum->own_list || st.st_dev != sum->own_list->st_dev ||
		      st.st_ino != sum->own_list->st_ino) &&
		     !sum_writes(sum, paths[i])))
			continue;
		message_about(sum->cli, paths[i],
			      "cannot be both the output and a file to hash");
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

/* The regular file behind a descriptor, and the last part of its name. */
struct stream_file {
	struct stat st;
	char path[4096];
	const char *name;
};

static bool find_stream_file(struct stream_file *file, int fd)
{
	char self[64], *slash;
	ssize_t n;

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	n = readlink(self, file->path, sizeof(file->path) - 1);
	file->path[n > 0 ? n : 0] = 0;
	slash = strrchr(file->path, '/');
	file->name = slash ? slash + 1 : file->path;
	return n > 0 && !fstat(fd, &file->st) && S_ISREG(file->st.st_mode);
}

/* If standard output is a file, do not hash that file. */
static int hash_to_output(struct sum *sum, char *const *paths, int path_count)
{
	struct stream_file file;
	int status = STATUS_OK;

	if (!sum->like_md5sum && find_stream_file(&file, sum->cli->out.fd)) {
		sum->own_list = &file.st;
		sum->own_written = true;
		sum->own_name = file.name;
	}
	if (!sum->like_md5sum)
		status = check_names(sum, paths, path_count);
	if (!status)
		status = hash_all(sum, paths, path_count);
	sum->own_list = NULL;
	return status;
}

/* Is the new list worth replacing the old one? Not if no file was hashed. */
static bool is_worth(const struct sum *sum,
		     const struct replacement *replacement, bool was_there)
{
	return sum->written || !sum->cli->failed || !was_there ||
	       replacement->kept;
}

int sum_run(struct sum *sum, char *const *paths, int path_count)
{
	struct cli *cli = sum->cli;
	/* The file has an output of its own, beside standard output. */
	struct cli file = { .err = { .fd = STDERR_FILENO,
				     .screen = cli->err.screen },
			    .program = cli->program,
			    .run = cli->run,
			    .screen = cli->screen,
			    .signals = cli->signals };
	struct replacement replacement;
	struct stat old;
	int status;

	if (!sum->output || !strcmp(sum->output, "-") ||
	    own_descriptor(sum->output) == STDOUT_FILENO)
		return hash_to_output(sum, paths, path_count);
	if (!stat(sum->output, &old) && S_ISREG(old.st_mode)) {
		sum->own_list = &old;
		sum->own_name = strrchr(sum->output, '/');
		sum->own_name = sum->own_name ? sum->own_name + 1 :
						sum->output;
	}
	status = check_names(sum, paths, path_count);
	if (status ||
	    !replace_begin(&replacement, cli, sum->output, &file.out)) {
		sum->own_list = NULL;
		return STATUS_USAGE;
	}
	sum->cli = &file;
	status = hash_all(sum, paths, path_count);
	if (!status && !is_worth(sum, &replacement, sum->own_list)) {
		message_failure(cli, sum->output,
				"is not replaced: no file could be hashed");
		status = STATUS_FAILED;
	}
	sum->cli = cli;
	sum->own_list = NULL;
	cli->failed |= file.failed;
	if (status || file.out.os_error)
		replace_abandon(&replacement);
	else if (!replace_commit(&replacement))
		status = STATUS_FAILED;
	if (file.out.os_error)
		message_failure(cli, sum->output,
				message_errno(file.out.os_error));
	return status;
}

/* Run, and count the files meanwhile if all names are known. */
static int run_counted(struct sum *sum, char *const *paths, int path_count)
{
	struct stream_file errors;
	struct count_total *count = NULL;
	int status;

	if (!sum->names_from)
		count = count_total_start(sum->cli, paths, path_count,
					  sum->recursive ? &sum->walk : NULL);
	if (find_stream_file(&errors, sum->cli->err.fd)) {
		sum->error_file = &errors.st;
		sum->error_name = errors.name;
	}
	status = sum_run(sum, paths, path_count);
	sum->error_file = NULL;
	count_total_stop(count);
	return close_caches(sum, status);
}

/* Is there a -c, as scripts of md5sum have it? */
static bool is_check(const struct command *command, int argc, char **argv)
{
	struct option_reader reader;
	const struct option_row *row;
	enum option_outcome outcome;
	bool found = false;
	/* getopt moves the words, and would see others the next time. */
	char **words = malloc(((size_t)argc + 1) * sizeof(*words));

	if (!words)
		return false;
	memcpy(words, argv, ((size_t)argc + 1) * sizeof(*words));
	option_reader_open(&reader, command, argc, words);
	while ((outcome = option_reader_next(&reader, &row)) != OPTION_END)
		found |= outcome == OPTION_TAKEN && row->id == OPTION_CHECK;
	free(words);
	/* getopt begins again. */
	optind = 0;
	return found;
}

static int run_sum(struct cli *cli, const struct command *command, int argc,
		   char **argv)
{
	struct sum sum = {
		.cli = cli,
		.line_end = '\n',
		.walk = { .struct_size = sizeof(sum.walk) },
	};
	int status;

	if (is_check(command, argc, argv)) {
		cli->command = check_command.name;
		return check_command.run(cli, &check_command, argc, argv);
	}
	sum.options.algorithms = &sum.set;
	if (options_take(cli, command, argc, argv, &sum.options, take_option,
			 &sum, &status) &&
	    !(status = complete(&sum, argv + optind, argc - optind))) {
		signals_start(cli, !sum.options.quiet);
		status = open_caches(&sum);
		if (!status)
			status = run_counted(&sum, argv + optind,
					     argc - optind);
	}
	file_rules_free(&sum.walk);
	format_end(&sum);
	line_template_destroy(sum.line);
	free(sum.folder);
	free(sum.relative_to);
	return status;
}

const struct command sum_command = {
	.name = "sum",
	.bit = IN_SUM,
	.summary = "compute digests of files",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "file",
	.run = run_sum,
};
