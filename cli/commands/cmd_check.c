/* SPDX-License-Identifier: MIT */
/* cmd_check.c - `hashlane check`: check files against lists of digests. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../run/signals.h"
#include "../terminal/message.h"
#include "check_count.h"
#include "check_extra.h"
#include "check_queue.h"
#include "check_read.h"
#include "check_report.h"
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] = "hashlane check [OPTION]... [--] LIST...";

static const char about[] =
	"Read lists of digests and report whether the files match them. LIST - is\n"
	"standard input. All formats that hashlane sum writes are read, and those of\n"
	"md5sum and the like, BSD, OpenSSL, cksfv, rhash, hashdeep, b3sum, xxhsum\n"
	"and rclone lsjson, also mixed in one list.\n";

static const char notes[] =
	"\n"
	"OK          the file matches\n"
	"FAILED      the file does not match; the algorithms that differ follow and,\n"
	"            if the list has digests of parts, the ranges\n"
	"MISSING     there is no such file\n"
	"CHANGED     the file changed while it was read: check it again\n"
	"UNREADABLE  the file could not be read\n"
	"REFUSED     the name leads out of --root\n"
	"MOVED       the file is missing, but --extra found its content elsewhere\n"
	"EXTRA       the file is in no list\n"
	"\n"
	"-a gives the algorithm of digests without a tag, or else the name of the\n"
	"list does (SHA512SUMS, x.sha1). Otherwise the length of the digest decides:\n"
	"the algorithm of md5sum, sha1sum, sha224sum, sha256sum, sha384sum or\n"
	"sha512sum, or another algorithm with digests of that length if the file\n"
	"matches it, except checksums that are not cryptographic, such as xxh3-128.\n"
	"Digests that are neither hexadecimal nor with a tag are read only with -a or\n"
	"if the name of the list gives the algorithm.\n"
	"\n"
	"Examples:\n"
	"  hashlane check SHA256SUMS\n"
	"  hashlane check --quiet --base list /mnt/*/MD5SUMS\n"
	"  hashlane check --extra=photos photos.json\n"
	"\n"
	"Exit status: 0 all files match; 1 a file does not match or a line could not\n"
	"be read; 2 wrong usage, or a list cannot be opened.\n";

/* Options that struct check does not hold. */
struct wish {
	struct check *check;
	const char *root;
	bool extra;
};

static int take_list_option(struct check *check, enum option_id id,
			    const char *value)
{
	if (id == OPTION_BASE) {
		check->base_is_list = !strcmp(value, "list");
		check->base = check->base_is_list ? NULL : value;
	} else if (id == OPTION_ZERO) {
		check->list_options.nul = true;
		check->line_end = '\0';
	} else if (id == OPTION_EMBEDDED_CRC) {
		check->embedded_crc = true;
	} else if (id == OPTION_IGNORE_MISSING) {
		check->ignore_missing = true;
	}
	return STATUS_OK;
}

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct wish *wish = context;

	(void)cli;
	if (id == OPTION_ROOT) {
		wish->root = value;
	} else if (id == OPTION_EXTRA) {
		wish->extra = true;
		wish->check->extra_root = value;
	} else {
		return take_list_option(wish->check, id, value);
	}
	return STATUS_OK;
}

/* Find the folder of --root; false: errno says why. */
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

/* Set defaults, and refuse options that contradict each other. */
static int complete(struct check *check, const struct wish *wish,
		    int list_count)
{
	if (!list_count)
		return message_usage(check->cli, "check",
				     "needs a LIST (- is standard input)");
	if (wish->extra && check->embedded_crc)
		return message_usage(check->cli, "--extra",
				     "does not work with --embedded-crc");
	if (wish->extra && check->base_is_list && !check->extra_root)
		return message_usage(check->cli, "--extra",
				     "needs a DIR with --base list");
	if (wish->extra && !check->extra_root)
		check->extra_root = check->base ? check->base : ".";
	if (wish->root && !find_root(check, wish->root)) {
		message_about(check->cli, wish->root, message_errno(errno));
		return STATUS_USAGE;
	}
	check->list_options.given = &check->given;
	return run_options_choose_isa(&check->options, check->cli);
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
	struct wish wish = { .check = &check };
	struct count_total *count;
	struct lists lists;
	int status;

	check.options.algorithms = &check.given;
	if (!options_take(cli, command, argc, argv, &check.options,
			  take_option, &wish, &status))
		return status;
	status = complete(&check, &wish, argc - optind);
	if (!status) {
		signals_start(cli, !check.options.quiet);
		lists = (struct lists){ &check, argv + optind, argc - optind };
		/*
		 * With --embedded-crc, the operands are files and folders, not
		 * lists.
		 */
		count = check.embedded_crc ?
				NULL :
				count_total_start_by(cli, check_count, &lists);
		status = check_run(&check, lists.paths, lists.count,
				   wish.extra);
		count_total_stop(count);
		/* The summary counts only what was reported. */
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
	.bit = IN_CHECK,
	.summary = "check files against lists of digests",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "file",
	.run = run_check,
};
