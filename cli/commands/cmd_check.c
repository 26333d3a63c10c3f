/* SPDX-License-Identifier: MIT */
/* cmd_check.c - `hashlane check`: files against lists of digests. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "check.h"
#include "../terminal/message.h"
#include "../run/run_options.h"
#include "../run/signals.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char help[] =
	"Usage: hashlane check [OPTION]... [--] LIST...\n"
	"Read lists of digests and say which files are as they say; LIST - is\n"
	"standard input. All forms that hashlane sum writes are read, and those of\n"
	"md5sum and its like, BSD, OpenSSL, cksfv, rhash, hashdeep, b3sum, xxhsum\n"
	"and rclone lsjson, mixed as they may be.\n"
	"\n"
	"  -a, --algorithm LIST   the algorithms that digests without a tag are of\n"
	"      --base DIR         names are below DIR, not the current folder;\n"
	"                         DIR list: below the folder of their list\n"
	"      --root DIR         refuse names that lead out of DIR\n"
	"      --extra[=DIR]      tell files below DIR (default: the base) that no\n"
	"                         list names, and which of them are missing ones\n"
	"                         that moved\n"
	"      --embedded-crc     not lists, but files with their CRC32 in the name\n"
	"                         ([1A2B3C4D]), or directories of them\n"
	"      --ignore-missing   say nothing of files that are not there, unless\n"
	"                         none is\n"
	"  -q, --quiet            nothing of files that are as listed\n"
	"      --json             one object a file, and one with a summary\n"
	"  -z, --zero             lines, also those written, end in NUL and nothing\n"
	"                         in them is escaped\n"
	"  -j, --jobs N           threads; 0, the default, as many as there are\n"
	"                         processors to use; 1 reads one file at a time\n"
	"      --sequential       one file at a time, with any number of threads\n"
	"      --drop-cache       keep nothing in the page cache that was not there\n"
	"      --ctime USE        whether the status time tells of changes: auto,\n"
	"                         strict or ignore\n"
	"      --memory SIZE      of the buffers, such as 8MiB; at least 4MiB, the\n"
	"                         default 40MiB; 24MiB for lists, and the program\n"
	"                         itself, come on top\n"
	"  -h, --help             this help\n"
	"\n"
	"OK          the file is as listed\n"
	"FAILED      it is not; the algorithms that differ, and by digests of parts\n"
	"            in the list, which bytes\n"
	"MISSING     there is no such file\n"
	"CHANGED     it changed while it was read, so that nothing can be said\n"
	"UNREADABLE  it could not be read\n"
	"REFUSED     its name leads out of --root\n"
	"MOVED       missing, but --extra found the same bytes elsewhere\n"
	"EXTRA       in no list\n"
	"\n"
	"A digest without a tag is of the algorithm that -a gives, or the name of\n"
	"the list (SHA512SUMS, x.sha1), or else the one of md5sum, sha1sum, sha224sum,\n"
	"sha256sum, sha384sum or sha512sum that has digests as long; another as long\n"
	"if the file fits that, but no checksum such as xxh3-128.\n"
	"\n"
	"Examples:\n"
	"  hashlane check SHA256SUMS\n"
	"  hashlane check --quiet --base list /mnt/*/MD5SUMS\n"
	"  hashlane check --extra=photos photos.json\n"
	"\n"
	"Exit status: 0 all files are as listed; 1 some are not, or a line could not\n"
	"be read; 2 wrong usage, or a list cannot be opened.\n";

enum { BASE = 0x100, ROOT, EXTRA, EMBEDDED, IGNORE, JSON, MEMORY };

static const char shorts[] = ":a:qzj:h";
static const struct option options[] = {
	{ "algorithm", required_argument, NULL, 'a' },
	{ "base", required_argument, NULL, BASE },
	{ "root", required_argument, NULL, ROOT },
	{ "extra", optional_argument, NULL, EXTRA },
	{ "embedded-crc", no_argument, NULL, EMBEDDED },
	{ "ignore-missing", no_argument, NULL, IGNORE },
	{ "quiet", no_argument, NULL, 'q' },
	{ "json", no_argument, NULL, JSON },
	{ "zero", no_argument, NULL, 'z' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "sequential", no_argument, NULL, OPTION_SEQUENTIAL },
	{ "drop-cache", no_argument, NULL, OPTION_DROP_CACHE },
	{ "ctime", required_argument, NULL, OPTION_CTIME },
	{ "memory", required_argument, NULL, MEMORY },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* What the options say that is not in struct check. */
struct wish {
	const char *root;
	bool extra;
};

/* One option; STATUS_OK or STATUS_USAGE. */
static int take_option(struct check *check, struct wish *wish,
		       const struct command *command, char *const *argv,
		       int got)
{
	int reading = take_reading(&check->reading, check->cli, command, got);

	if (reading >= 0)
		return reading;
	switch (got) {
	case 'a':
		return algorithm_set_add(&check->given, check->cli, command,
					 optarg);
	case BASE:
		check->base_is_list = !strcmp(optarg, "list");
		check->base = check->base_is_list ? NULL : optarg;
		return STATUS_OK;
	case ROOT:
		wish->root = optarg;
		return STATUS_OK;
	case EXTRA:
		wish->extra = true;
		check->extra_root = optarg;
		return STATUS_OK;
	case EMBEDDED:
		check->embedded_crc = true;
		return STATUS_OK;
	case IGNORE:
		check->ignore_missing = true;
		return STATUS_OK;
	case 'q':
		check->quiet = true;
		return STATUS_OK;
	case JSON:
		check->json = true;
		return STATUS_OK;
	case 'z':
		check->list_options.nul = true;
		check->line_end = '\0';
		return STATUS_OK;
	case 'j':
		if (parse_workers(&check->workers, optarg))
			return STATUS_OK;
		return message_usage(check->cli, command, optarg,
				     "not a number of jobs (0 to 1024)");
	case MEMORY:
		if (parse_memory(&check->memory_bytes, optarg))
			return STATUS_OK;
		return message_usage(check->cli, command, optarg,
				     "not a size from 4MiB on");
	default:
		return message_option(check->cli, command, argv, got, shorts);
	}
}

/* The folder that names must not leave; false: errno says why. */
static bool find_root(struct check *check, const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return false;
	errno = ENOTDIR;
	if (!S_ISDIR(st.st_mode))
		return false;
	check->root = realpath(path, NULL);
	check->folder = getcwd(NULL, 0);
	return check->root && check->folder;
}

/* What the options leave open, and what they leave out. */
static int complete(struct check *check, const struct wish *wish,
		    const struct command *command, int list_count)
{
	if (!list_count)
		return message_usage(check->cli, command, "check",
				     "no LIST given (- is standard input)");
	if (wish->extra && check->embedded_crc)
		return message_usage(check->cli, command, "--extra",
				     "not with --embedded-crc");
	if (wish->extra && check->base_is_list && !check->extra_root)
		return message_usage(check->cli, command, "--extra",
				     "needs a DIR with --base list");
	if (wish->extra && !check->extra_root)
		check->extra_root = check->base ? check->base : ".";
	if (wish->root && !find_root(check, wish->root)) {
		message_about(check->cli, wish->root, message_errno(errno));
		return STATUS_USAGE;
	}
	check->list_options.given = &check->given;
	return choose_isa(check->cli, &check->isa);
}

int check_run(struct check *check, char *const *lists, int list_count,
	      bool extra)
{
	int status = STATUS_OK;

	check->queue = queue_create(check);
	if (!check->queue || (extra && !extra_create(check))) {
		queue_destroy(check->queue);
		message_text(check->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	for (int i = 0; i < list_count && !check_stopped(check); i++) {
		int opened = STATUS_OK;

		if (check->embedded_crc)
			check_embedded(check, lists[i]);
		else
			opened = check_list(check, lists[i], list_count == 1);
		if (opened)
			status = opened;
		if (check->after_list) {
			queue_run(check);
			check->after_list(check, lists[i], opened);
		}
	}
	queue_run(check);
	if (check->extra && !check_stopped(check))
		extra_run(check);
	extra_destroy(check->extra);
	queue_destroy(check->queue);
	return status;
}

static int run_check(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct check check = { .cli = cli, .line_end = '\n' };
	struct wish wish = { 0 };
	struct count_total *count;
	struct lists lists;
	int status, got;

	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		if (got == 'h')
			return show_help(cli, command);
		status = take_option(&check, &wish, command, argv, got);
		if (status)
			return status;
	}
	status = complete(&check, &wish, command, argc - optind);
	if (!status) {
		signals_start(cli, !check.quiet);
		lists = (struct lists){ &check, argv + optind, argc - optind };
		/* Names that may be folders are not lists. */
		count = check.embedded_crc ?
				NULL :
				count_total_start_by(cli, check_count, &lists);
		status = check_run(&check, lists.paths, lists.count,
				   wish.extra);
		count_total_stop(count);
		/* No sum of what was not reported. */
		output_flush(&cli->out);
		if (!check_stopped(&check))
			check_summary(&check);
	}
	for (size_t i = VERDICT_OK + 1; i < VERDICTS; i++)
		cli->failed |= check.counts[i] != 0;
	free(check.root);
	free(check.folder);
	return status;
}

const struct command check_command = {
	.name = "check",
	.summary = "files against lists of digests",
	.help = help,
	.run = run_check,
};
