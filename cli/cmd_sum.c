/* SPDX-License-Identifier: MIT */
/* cmd_sum.c - `hashlane sum`: digests of files. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "message.h"
#include "name_list.h"
#include "sum.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORKERS_MAX = 1024, MEMORY_MIN = 4 << 20 };

static const char help[] =
	"Usage: hashlane sum [OPTION]... [--] PATH...\n"
	"Write digests of files; PATH - is standard input.\n"
	"\n"
	"  -a, --algorithm LIST   algorithms, separated by commas, or all\n"
	"                         (default sha256; see hashlane algorithms)\n"
	"  -r, --recursive        walk directories; links met are not followed\n"
	"  -j, --jobs N           threads; 0, the default, as many as there are\n"
	"                         processors to use\n"
	"      --memory SIZE      of the buffers, such as 8MiB; at least 4MiB, the\n"
	"                         default 40MiB; the program itself comes on top\n"
	"      --files-from FILE  read more names from FILE, one a line; FILE - is\n"
	"                         standard input, a name - is a file's name\n"
	"  -0, --null             names in that FILE end in NUL, not in newline\n"
	"  -z, --zero             lines written end in NUL, and no name is escaped\n"
	"      --format FORMAT    gnu   DIGEST  NAME (default, one algorithm)\n"
	"                         bsd   TAG (NAME) = DIGEST (default, several)\n"
	"                         json  one object a line\n"
	"      --part-hashes      with json, of files: digests of parts as well,\n"
	"                         by which a damaged range is found (ed2k, aich,\n"
	"                         tth, bt2-pieces-root, s3-etag, dropbox, glacier)\n"
	"  -h, --help             this help\n"
	"\n"
	"Results come in the order of the names, a directory's in the order of\n"
	"their bytes. In a gnu or bsd line a name with a backslash, a newline or\n"
	"a carriage return is escaped and the line starts with a backslash.\n"
	"\n"
	"Exit status: 0 all went well; 1 a file failed; 2 wrong usage.\n";

static bool parse_workers(int32_t *workers, const char *text)
{
	char *end;
	long n;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || *end || n > WORKERS_MAX)
		return false;
	*workers = (int32_t)n;
	return true;
}

/* A size with the units of an algorithm's parameter, such as "8MiB". */
static bool parse_memory(uint64_t *bytes, const char *text)
{
	static const struct {
		const char *name;
		uint64_t bytes;
	} units[] = {
		{ "", 1 },
		{ "KiB", (uint64_t)1 << 10 },
		{ "MiB", (uint64_t)1 << 20 },
		{ "GiB", (uint64_t)1 << 30 },
		{ "kB", 1000 },
		{ "MB", 1000000 },
		{ "GB", 1000000000 },
	};
	char *end;
	unsigned long long n;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	n = strtoull(text, &end, 10);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (errno || strcmp(end, units[i].name) != 0 ||
		    n > UINT64_MAX / units[i].bytes)
			continue;
		*bytes = n * units[i].bytes;
		return *bytes >= MEMORY_MIN;
	}
	return false;
}

static bool parse_format(enum sum_format *format, const char *text)
{
	static const struct {
		const char *name;
		enum sum_format format;
	} formats[] = {
		{ "gnu", FORMAT_GNU },
		{ "bsd", FORMAT_BSD },
		{ "json", FORMAT_JSON },
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (strcmp(text, formats[i].name) != 0)
			continue;
		*format = formats[i].format;
		return true;
	}
	return false;
}

enum { FILES_FROM = 0x100, FORMAT, MEMORY, PART_HASHES };

static const char shorts[] = ":a:r0zj:h";
static const struct option options[] = {
	{ "algorithm", required_argument, NULL, 'a' },
	{ "recursive", no_argument, NULL, 'r' },
	{ "null", no_argument, NULL, '0' },
	{ "zero", no_argument, NULL, 'z' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "memory", required_argument, NULL, MEMORY },
	{ "files-from", required_argument, NULL, FILES_FROM },
	{ "format", required_argument, NULL, FORMAT },
	{ "part-hashes", no_argument, NULL, PART_HASHES },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* One option; STATUS_OK or STATUS_USAGE. */
static int take_option(struct sum *sum, const struct command *command,
		       char *const *argv, int got)
{
	switch (got) {
	case 'a':
		return algorithm_set_add(&sum->set, sum->cli, command, optarg);
	case 'r':
		sum->recursive = true;
		return STATUS_OK;
	case '0':
		sum->nul_names = true;
		return STATUS_OK;
	case 'z':
		sum->line_end = '\0';
		return STATUS_OK;
	case 'j':
		if (parse_workers(&sum->workers, optarg))
			return STATUS_OK;
		return message_usage(sum->cli, command, optarg,
				     "not a number of jobs (0 to 1024)");
	case MEMORY:
		if (parse_memory(&sum->memory_bytes, optarg))
			return STATUS_OK;
		return message_usage(sum->cli, command, optarg,
				     "not a size from 4MiB on");
	case FILES_FROM:
		sum->names_from = optarg;
		return STATUS_OK;
	case PART_HASHES:
		sum->part_hashes = true;
		return STATUS_OK;
	case FORMAT:
		if (parse_format(&sum->format, optarg))
			return STATUS_OK;
		return message_usage(sum->cli, command, optarg,
				     "not a format (gnu, bsd, json)");
	default:
		return message_option(sum->cli, command, argv, got, shorts);
	}
}

/* Part hashes are for JSON, and not for standard input. */
static int check_part_hashes(struct sum *sum, const struct command *command,
			     char *const *paths, int path_count)
{
	if (sum->part_hashes && sum->format != FORMAT_JSON)
		return message_usage(sum->cli, command, "--part-hashes",
				     "only with --format json");
	for (int i = 0; i < path_count && sum->part_hashes; i++)
		if (!strcmp(paths[i], "-"))
			return message_usage(sum->cli, command,
					     "--part-hashes",
					     "not of standard input");
	return STATUS_OK;
}

/* What the options leave open, and what they leave out. */
static int complete(struct sum *sum, const struct command *command,
		    char *const *paths, int path_count)
{
	int status = STATUS_OK;

	if (!path_count && !sum->names_from)
		return message_usage(sum->cli, command, "sum",
				     "no PATH given (- is standard input)");
	for (int i = 0; i < path_count && sum->names_from; i++)
		if (!strcmp(sum->names_from, "-") && !strcmp(paths[i], "-"))
			return message_usage(
				sum->cli, command, "-",
				"both a list of names and a file to hash");
	status = check_part_hashes(sum, command, paths, path_count);
	if (!status && !sum->set.count)
		status = algorithm_set_add(&sum->set, sum->cli, command,
					   "sha256");
	if (sum->format == FORMAT_AUTO)
		sum->format = sum->set.count > 1 ? FORMAT_BSD : FORMAT_GNU;
	return status ? status : choose_isa(sum->cli, &sum->isa);
}

static void report_bad_name(struct sum *sum, const struct name_list *list,
			    const char *reason)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "%s %" PRIu64 ": %s",
		 sum->nul_names ? "name" : "line", list->line, reason);
	message_failure(sum->cli, sum->names_from, text);
}

static int add_listed(struct sum *sum)
{
	struct name_list list;
	enum name_outcome outcome;
	const char *reason;

	if (!name_list_open(&list, sum->names_from, sum->nul_names)) {
		message_about(sum->cli, sum->names_from, strerror(errno));
		return STATUS_USAGE;
	}
	do {
		outcome = name_list_next(&list, &reason);
		if (outcome == NAME_READ)
			batch_add(sum, list.name);
		else if (outcome == NAME_BAD)
			report_bad_name(sum, &list, reason);
		else if (outcome == NAME_BROKEN)
			message_failure(sum->cli, sum->names_from,
					strerror(errno));
	} while (outcome <= NAME_BAD && !sum_stopped(sum));
	name_list_close(&list);
	return STATUS_OK;
}

static int hash_all(struct sum *sum, char *const *paths, int path_count)
{
	int status = STATUS_OK;

	sum->batch = batch_create(sum);
	if (!sum->batch) {
		message_text(sum->cli,
			     hashlane_error_string(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	for (int i = 0; i < path_count && !sum_stopped(sum); i++) {
		if (!strcmp(paths[i], "-")) {
			batch_run(sum);
			sum_stdin(sum);
		} else {
			batch_add(sum, paths[i]);
		}
	}
	if (sum->names_from && !sum_stopped(sum))
		status = add_listed(sum);
	if (!sum_stopped(sum))
		batch_run(sum);
	batch_destroy(sum->batch);
	return status;
}

static int run_sum(struct cli *cli, const struct command *command, int argc,
		   char **argv)
{
	struct sum sum = { .cli = cli, .line_end = '\n' };
	int status, got;

	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		if (got == 'h')
			return show_help(cli, command);
		status = take_option(&sum, command, argv, got);
		if (status)
			return status;
	}
	status = complete(&sum, command, argv + optind, argc - optind);
	if (status)
		return status;
	return hash_all(&sum, argv + optind, argc - optind);
}

const struct command sum_command = {
	.name = "sum",
	.summary = "digests of files",
	.help = help,
	.run = run_sum,
};
